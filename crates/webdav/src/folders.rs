//! Folders, moves, copies, removals.

use damson_core::DamPath;
use damson_http::header::text as header_text;
use damson_remote::{AssetKind, Error, ErrorKind, Expect, Result};
use http::{HeaderName, StatusCode};
use url::Url;

use crate::{
    failure,
    http::{Answer, Call},
    map::Seen,
    node::{self, Condition, IF, explain},
    probe::Family,
    remote::Dav,
    wire::Multistatus,
    xml::Xml,
};

pub(crate) const DESTINATION: HeaderName = HeaderName::from_static("destination");
/// Tokens that one request carries at most: headers have an end.
const MOST_TOKENS: usize = 40;

pub(crate) async fn make(dav: &Dav, path: &DamPath) -> Result<()> {
    if !dav.found.names().takes_folder(path.name()) {
        return Err(Error::new(ErrorKind::NameRefused).about(path));
    }
    // Some servers are content when it is there already.
    free(dav, path).await?;
    let call = Call::new("MKCOL", dav.http.base.folder(path)).about(path);
    let Err(error) = dav.http.ok(&call).await else {
        return Ok(());
    };
    if matches!(error.kind, ErrorKind::NotFound) {
        return Err(error);
    }
    // 405 where something is, in most servers; others say 403, 409 or 400.
    match node::look(dav, path).await {
        Ok(_) => Err(Error {
            kind: ErrorKind::Exists,
            ..error
        }),
        Err(_) => Err(error),
    }
}

pub(crate) async fn rename(dav: &Dav, from: &DamPath, to: &DamPath, expect: &Expect) -> Result<()> {
    let seen = node::recheck(dav, from, expect).await?;
    free(dav, to).await?;
    let conditions = conditions(dav, &seen, expect);
    let moved = transfer(dav, "MOVE", &seen, to, conditions.as_deref()).await;
    if let Err(error) = moved {
        return Err(refused(dav, from, to, expect, error).await);
    }
    dav.held.forget_below(from);
    Ok(())
}

pub(crate) async fn copy(dav: &Dav, from: &DamPath, to: &DamPath) -> Result<()> {
    let seen = node::look(dav, from).await?;
    free(dav, to).await?;
    match transfer(dav, "COPY", &seen, to, None).await {
        Ok(()) => Ok(()),
        Err(error) => Err(refused(dav, from, to, &Expect::default(), error).await),
    }
}

pub(crate) async fn remove(dav: &Dav, path: &DamPath, expect: &Expect) -> Result<()> {
    if path.is_root() {
        return Err(Error::new(ErrorKind::Forbidden).about(path));
    }
    let seen = node::recheck(dav, path, expect).await?;
    let mut call = Call::new("DELETE", url_of(dav, &seen)).about(path).slow();
    if let Some(conditions) = conditions(dav, &seen, expect) {
        call = call.header(IF, header_text(&conditions)?);
    }
    match send(dav, &call, path).await {
        Ok(_) => {
            dav.held.forget_below(path);
            Ok(())
        }
        Err(error) => Err(explain(dav, path, expect, error).await),
    }
}

/// Sends what may succeed in part: a multistatus names what did not.
pub(crate) async fn send(dav: &Dav, call: &Call<'_>, about: &DamPath) -> Result<StatusCode> {
    let answer = dav.http.ok(call).await?;
    let status = answer.status();
    if status == StatusCode::MULTI_STATUS {
        return match worst(answer).await? {
            Some(status) => Err(Error::new(failure::kind_of(status))
                .about(about)
                .said(format!("{status} for something inside"))),
            None => Ok(status),
        };
    }
    Ok(status)
}

async fn transfer(
    dav: &Dav,
    method: &str,
    seen: &Seen,
    to: &DamPath,
    conditions: Option<&str>,
) -> Result<()> {
    let target = match seen.entry.kind {
        AssetKind::Folder => dav.http.base.folder(to),
        AssetKind::Asset | AssetKind::NoFile => destination(dav, to)?,
    };
    let mut call = Call::new(method, url_of(dav, seen))
        .header(DESTINATION, header_text(target.as_str())?)
        .fixed("overwrite", "F")
        .about(&seen.entry.path)
        .slow();
    if method == "COPY" {
        call = call.fixed("depth", "infinity");
    }
    if let Some(conditions) = conditions {
        call = call.header(IF, header_text(conditions)?);
    }
    send(dav, &call, &seen.entry.path).await.map(drop)
}

/// Where a file goes, in a spelling that the server understands.
///
/// WsgiDAV decodes the address before it takes it apart: it would cut the name at a question mark,
/// and at a semicolon unless a slash follows.
pub(crate) fn destination(dav: &Dav, to: &DamPath) -> Result<Url> {
    match dav.found.family {
        Family::WsgiDav if to.as_str().contains('?') => {
            Err(Error::new(ErrorKind::NameRefused).about(to))
        }
        Family::WsgiDav if to.name().contains(';') => Ok(dav.http.base.folder(to)),
        Family::Apache | Family::Cloud | Family::WsgiDav | Family::Other => {
            Ok(dav.http.base.file(to))
        }
    }
}

/// What a refused move or copy means.
async fn refused(dav: &Dav, from: &DamPath, to: &DamPath, expect: &Expect, error: Error) -> Error {
    // 412 also says that something is there, with `Overwrite: F`.
    if error.kind == ErrorKind::Changed && node::look(dav, to).await.is_ok() {
        return Error::new(ErrorKind::Exists).about(to);
    }
    explain(dav, from, expect, error).await
}

/// Fails when something is there.
pub(crate) async fn free(dav: &Dav, path: &DamPath) -> Result<()> {
    match node::look(dav, path).await {
        Ok(_) => Err(Error::new(ErrorKind::Exists).about(path)),
        Err(error) if error.kind == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// The state that the server shall check, and every lock of ours at or below the place.
fn conditions(dav: &Dav, seen: &Seen, expect: &Expect) -> Option<String> {
    let path = &seen.entry.path;
    let own = Condition::new(dav, seen, expect).list(dav, &url_of(dav, seen));
    let below = dav.held.below(path).into_iter();
    let inside = below
        .filter(|(at, _)| at != path && !dav.found.user_locks)
        .take(MOST_TOKENS)
        .map(|(at, token)| format!("<{}> (<{}>)", dav.http.base.file(&at).path(), token.0));
    let lists: Vec<String> = own.into_iter().chain(inside).collect();
    (!lists.is_empty()).then(|| lists.join(" "))
}

fn url_of(dav: &Dav, seen: &Seen) -> Url {
    match seen.entry.kind {
        AssetKind::Folder => dav.http.base.folder(&seen.entry.path),
        AssetKind::Asset | AssetKind::NoFile => dav.http.base.file(&seen.entry.path),
    }
}

/// The first cause in a multistatus: 424 only says that something else failed.
async fn worst(answer: Answer) -> Result<Option<StatusCode>> {
    let mut replies = Multistatus::new(Xml::of_response(answer.response));
    let mut worst = None;
    while let Some(reply) = replies.next().await? {
        let Some(status) = reply.status.filter(|status| *status >= 400) else {
            continue;
        };
        if worst.is_none_or(|known| known == 424 || status == 423) {
            worst = Some(status);
        }
    }
    Ok(worst.map(|status| StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY)))
}
