//! Folders, moves, copies, removals.

use std::time::Duration;

use damson_core::{DamPath, name::fold};
use damson_remote::{AssetKind, Error, ErrorKind, Expect, Result, Retry};
use http::StatusCode;
use url::Url;

use crate::{
    addresses::{self, Transfer},
    conditions::{self, Attempt, Condition, Header, Place},
    failure,
    http::{Answer, Call},
    map::Seen,
    node::{self, explain},
    probe::Family,
    remote::Dav,
    wire::Multistatus,
    xml::Xml,
};

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
    let mut attempt = attempt(dav, &seen, expect);
    loop {
        free(dav, to).await?;
        let headers = attempt.headers(inside(dav, from))?;
        let Err(error) = transfer(dav, "MOVE", &seen, to, &headers).await else {
            break;
        };
        // 412 also says that something is there, with `Overwrite: F`.
        if !attempt.may_go_on(&error) || node::look(dav, to).await.is_ok() {
            return Err(refused(dav, from, to, expect, error).await);
        }
        node::recheck(dav, from, expect).await?;
        attempt.next();
    }
    attempt.worked();
    dav.held.forget_below(from);
    left(dav, from, to).await
}

pub(crate) async fn copy(dav: &Dav, from: &DamPath, to: &DamPath) -> Result<()> {
    let seen = node::look(dav, from).await?;
    free(dav, to).await?;
    match transfer(dav, "COPY", &seen, to, &[]).await {
        Ok(()) => Ok(()),
        Err(error) => Err(refused(dav, from, to, &Expect::default(), error).await),
    }
}

pub(crate) async fn remove(dav: &Dav, path: &DamPath, expect: &Expect) -> Result<()> {
    if path.is_root() {
        return Err(Error::new(ErrorKind::Forbidden).about(path));
    }
    let seen = node::recheck(dav, path, expect).await?;
    let mut attempt = attempt(dav, &seen, expect);
    loop {
        let headers = attempt.headers(inside(dav, path))?;
        let call = Call::new("DELETE", url_of(dav, &seen)).about(path).slow();
        let Err(error) = send(dav, &call.headers(headers), path).await else {
            break;
        };
        if !attempt.may_go_on(&error) {
            return Err(explain(dav, path, expect, error).await);
        }
        node::recheck(dav, path, expect).await?;
        attempt.next();
    }
    attempt.worked();
    dav.held.forget_below(path);
    Ok(())
}

/// Sends what may succeed in part: a multistatus names what did not.
pub(crate) async fn send(dav: &Dav, call: &Call<'_>, about: &DamPath) -> Result<StatusCode> {
    whole(dav.http.ok(call).await?, about).await
}

/// The status of a successful answer, unless it is a multistatus that names what did not work.
pub(crate) async fn whole(answer: Answer, about: &DamPath) -> Result<StatusCode> {
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
    conditions: &[Header],
) -> Result<()> {
    let slash = match seen.entry.kind {
        AssetKind::Folder => true,
        AssetKind::Asset | AssetKind::NoFile => needs_slash(dav, to)?,
    };
    let from = url_of(dav, seen);
    let mut call = Call::new(method, from.clone())
        .fixed("overwrite", "F")
        .about(&seen.entry.path)
        .slow();
    if method == "COPY" {
        call = call.fixed("depth", "infinity");
    }
    let about = &seen.entry.path;
    let transfer = Transfer {
        call: call.headers(conditions.iter().cloned()),
        from,
        to,
        slash,
        about,
    };
    addresses::transfer(dav, &transfer).await?;
    // What the server says is not proof enough that it understood where to.
    addresses::arrived(dav, to, about).await
}

/// Fails when what was moved is still where it was, unless both names are one to the server.
async fn left(dav: &Dav, from: &DamPath, to: &DamPath) -> Result<()> {
    if fold(from.as_str()) == fold(to.as_str()) || node::look(dav, from).await.is_err() {
        return Ok(());
    }
    // Another node of the server may not have heard of it yet.
    Err(Error::new(ErrorKind::Garbled)
        .about(from)
        .retry(Retry::After(Duration::from_secs(2)))
        .said("the server said yes, and left it where it was"))
}

/// Whether the address of a file needs a slash at its end for the server to understand it.
///
/// WsgiDAV decodes the address before it takes it apart: it would cut the name at a question mark,
/// and at a semicolon unless a slash follows.
pub(crate) fn needs_slash(dav: &Dav, to: &DamPath) -> Result<bool> {
    match dav.found.family {
        Family::WsgiDav if to.as_str().contains('?') => {
            Err(Error::new(ErrorKind::NameRefused).about(to))
        }
        Family::WsgiDav => Ok(to.name().contains(';')),
        Family::Apache | Family::Cloud | Family::Whole | Family::Npm | Family::Other => Ok(false),
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

/// The state that the server shall check.
fn attempt<'d>(dav: &'d Dav, seen: &Seen, expect: &Expect) -> Attempt<'d> {
    let condition = Condition::new(dav, seen, expect);
    Attempt::new(dav, Place::Own, url_of(dav, seen), condition)
}

/// Proofs of every lock of ours below a place.
fn inside(dav: &Dav, path: &DamPath) -> Vec<String> {
    let below = dav.held.below(path).into_iter();
    below
        .filter(|(at, _)| at != path && !dav.found.user_locks)
        .take(MOST_TOKENS)
        .map(|(at, token)| {
            let url = dav.http.base.file(&at);
            conditions::list(dav, &url, &format!("(<{}>)", token.0))
        })
        .collect()
}

fn url_of(dav: &Dav, seen: &Seen) -> Url {
    match seen.entry.kind {
        AssetKind::Folder => dav.http.base.folder(&seen.entry.path),
        AssetKind::Asset | AssetKind::NoFile => dav.http.base.file(&seen.entry.path),
    }
}

/// The first cause in a multistatus: 424 only says that something else failed.
pub(crate) async fn worst(answer: Answer) -> Result<Option<StatusCode>> {
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
