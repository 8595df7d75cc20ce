//! Folders, and what moves: make, move, copy, remove.

use std::time::Duration;

use damson_core::DamPath;
use damson_remote::{AssetKind, Entry, Error, ErrorKind, Expect, Result, Retry};
use http::{HeaderName, HeaderValue, Method, StatusCode};
use serde_json::json;

use crate::{
    http::{Answer, Call},
    list, node,
    probe::{offers, withdraw},
    properties::Facts as _,
    remote::Aem,
};

/// When what another node of a cluster doesn't know yet is asked for again.
const AGAIN: Duration = Duration::from_secs(1);

const HEADERS_DROPPED: &str = "a dispatcher in front of AEM drops X-Destination, X-Depth and \
     X-Overwrite; its /clientheaders have to pass them";

/// Makes one folder whose parent exists.
pub(crate) async fn make(aem: &Aem, path: &DamPath, title: &str) -> Result<()> {
    check_folder_name(path)?;
    let call = Call::post(aem.http.base.api(path, ""))
        .json(json!({ "class": "assetFolder", "properties": { "jcr:title": title } }))
        .about(path);
    let answer = aem.http.send(&call).await?;
    if answer.status().is_success() {
        return made(aem, answer, path).await;
    }
    let bad_request = answer.status() == StatusCode::BAD_REQUEST;
    let mut error = aem.http.failed(answer, Some(path)).await;
    if bad_request {
        // The name is all that can be wrong with it.
        error.kind = ErrorKind::NameRefused;
    }
    // A missing parent is answered with 412, 500 or 404.
    let unclear = matches!(
        error.kind,
        ErrorKind::Changed | ErrorKind::Unavailable | ErrorKind::NotFound
    );
    if unclear && !exists(aem, &path.parent().unwrap_or_default()).await? {
        error = Error {
            kind: ErrorKind::NotFound,
            retry: missing_folder(aem),
            ..error
        };
    }
    Err(error)
}

/// Only 201 says that the folder was made: where the right is missing, AEM was seen to answer 200
/// and to make none.
async fn made(aem: &Aem, answer: Answer, path: &DamPath) -> Result<()> {
    let certain = answer.status() == StatusCode::CREATED;
    aem.http.settled(answer, Some(path)).await?;
    if certain || exists(aem, path).await? {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Forbidden)
        .about(path)
        .said("the server answered that all went well, but made no folder"))
}

/// Whether a folder that is missing may be there in a moment: Adobe has clients of Cloud Service
/// expect 404 after a folder was made, and try again.
pub(crate) fn missing_folder(aem: &Aem) -> Retry {
    if offers(&aem.found.proved_direct) {
        Retry::After(AGAIN)
    } else {
        Retry::Never
    }
}

/// Moves or renames, never onto something.
pub(crate) async fn rename(aem: &Aem, from: &DamPath, to: &DamPath, expect: &Expect) -> Result<()> {
    if from == to {
        return Ok(());
    }
    if from.is_root() || to.is_within(from) {
        return Err(Error::new(ErrorKind::Unsupported)
            .about(from)
            .said("a folder can't be moved into itself"));
    }
    let entry = free(aem, from, expect).await?;
    check_new_name(to, entry.kind)?;
    relocate(aem, Relocation::Move, from, to).await?;
    retitle(aem, &entry, from, to).await;
    Ok(())
}

/// Copies, never onto something.
pub(crate) async fn copy(aem: &Aem, from: &DamPath, to: &DamPath) -> Result<()> {
    if from.is_root() || to.is_within(from) {
        return Err(Error::new(ErrorKind::Unsupported)
            .about(from)
            .said("a folder can't be copied into itself"));
    }
    let entry = node::stat(aem, from).await?;
    check_new_name(to, entry.kind)?;
    relocate(aem, Relocation::Copy, from, to).await?;
    // Whether a copy carries the lock isn't documented. One that is ours is checked in; one of
    // somebody else's is left to them, because only an administrator could.
    if entry.kind == AssetKind::Asset && entry.lock.is_mine() {
        crate::checkout::unlock(aem, to).await?;
    }
    Ok(())
}

/// Removes an asset, or a folder with all that is inside.
pub(crate) async fn remove(aem: &Aem, path: &DamPath, expect: &Expect) -> Result<()> {
    if path.is_root() {
        return Err(Error::new(ErrorKind::Forbidden)
            .about(path)
            .said("the root of the DAM can't be removed"));
    }
    free(aem, path, expect).await?;
    let call = Call::new(Method::DELETE, aem.http.base.api(path, ""))
        .about(path)
        .slow();
    let answer = aem.http.send(&call).await?;
    if done(aem, answer, path).await? && exists(aem, path).await? {
        return Err(unlike_its_answer(path));
    }
    Ok(())
}

/// A page as the answer to a change proves nothing, and the server shows no change.
fn unlike_its_answer(path: &DamPath) -> Error {
    Error::new(ErrorKind::Garbled)
        .about(path)
        .said("the server answered with a web page, and nothing changed")
}

/// What is there, when nobody else holds it or anything in it.
async fn free(aem: &Aem, path: &DamPath, expect: &Expect) -> Result<Entry> {
    let entry = node::recheck(aem, path, expect).await?;
    match entry.kind {
        AssetKind::Folder => list::check_nothing_locked(aem, path).await?,
        AssetKind::Asset | AssetKind::NoFile => {}
    }
    Ok(entry)
}

/// What is done with what is at one path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relocation {
    Move,
    Copy,
}

async fn relocate(aem: &Aem, what: Relocation, from: &DamPath, to: &DamPath) -> Result<()> {
    if exists(aem, to).await? {
        return Err(Error::new(ErrorKind::Exists).about(to));
    }
    if !offers(&aem.found.moves_by_header) {
        return by_command(aem, what, from, to).await;
    }
    let method: &[u8] = match what {
        Relocation::Move => b"MOVE",
        Relocation::Copy => b"COPY",
    };
    let method = Method::from_bytes(method).expect("MOVE and COPY are tokens");
    let destination = aem.http.base.api(to, "");
    let destination = HeaderValue::from_str(destination.path()).map_err(|error| {
        Error::new(ErrorKind::NameRefused)
            .about(to)
            .caused_by(error)
    })?;
    let call = Call::new(method, aem.http.base.api(from, ""))
        .header(HeaderName::from_static("x-destination"), destination)
        .header(
            HeaderName::from_static("x-depth"),
            HeaderValue::from_static("infinity"),
        )
        .header(
            HeaderName::from_static("x-overwrite"),
            HeaderValue::from_static("F"),
        )
        .about(from)
        .slow();
    let answer = aem.http.send(&call).await?;
    if answer.status() == StatusCode::BAD_REQUEST {
        let error = aem.http.failed(answer, Some(to)).await;
        return Err(Error {
            kind: ErrorKind::NameRefused,
            ..error
        });
    }
    let unheard = answer.status() == StatusCode::PRECONDITION_FAILED;
    match done(aem, answer, from).await {
        Ok(true) if !exists(aem, to).await? => Err(unlike_its_answer(from)),
        Ok(_) => Ok(()),
        // 412, 409 or 500: what is there was made in between, or the folder around it is missing.
        Err(error)
            if matches!(
                error.kind,
                ErrorKind::Changed | ErrorKind::Exists | ErrorKind::Unavailable
            ) =>
        {
            if exists(aem, to).await? {
                return Err(Error {
                    kind: ErrorKind::Exists,
                    ..error
                }
                .about(to));
            }
            let folder = to.parent().unwrap_or_default();
            if !exists(aem, &folder).await? {
                return Err(Error::new(ErrorKind::NotFound).about(&folder));
            }
            if unheard {
                // Nothing is in the way, so the headers did not arrive.
                by_command(aem, what, from, to).await?;
                withdraw(&aem.found.moves_by_header);
                return Ok(());
            }
            Err(error)
        }
        Err(error) => Err(error),
    }
}

/// As the web interface does it, without headers that a dispatcher has to be told to pass.
async fn by_command(aem: &Aem, what: Relocation, from: &DamPath, to: &DamPath) -> Result<()> {
    let command = match what {
        Relocation::Move => "movePage",
        Relocation::Copy => "copyPage",
    };
    let place = list::repository_path;
    let (source, into) = (place(from), place(&to.parent().unwrap_or_default()));
    let call = Call::post(aem.http.base.at("/bin/wcmcommand"))
        .form(&[
            ("cmd", command),
            (":status", "browser"),
            ("srcPath", &source),
            ("destParentPath", &into),
            ("destName", to.name()),
            // What refers to it is made to follow.
            ("integrity", "true"),
        ])
        .about(from)
        .page()
        .slow();
    let answer = aem.http.send(&call).await?;
    let done = done(aem, answer, from).await;
    let folder = to.parent().unwrap_or_default();
    if done.is_err() && !exists(aem, &folder).await? {
        return Err(Error::new(ErrorKind::NotFound).about(&folder));
    }
    match done {
        // The answer is a page whatever happened, so the place itself is looked at.
        Ok(_) if exists(aem, to).await? => Ok(()),
        Ok(_) => Err(unlike_its_answer(from)),
        Err(error)
            if matches!(
                error.kind,
                ErrorKind::NotFound | ErrorKind::Unsupported | ErrorKind::Forbidden
            ) && exists(aem, from).await? =>
        {
            Err(Error {
                kind: ErrorKind::Unsupported,
                ..error
            }
            .said(HEADERS_DROPPED))
        }
        Err(error) => Err(error),
    }
}

/// Whether the answer was a page, which says less than its status.
async fn done(aem: &Aem, answer: Answer, path: &DamPath) -> Result<bool> {
    if answer.status().is_success() {
        return aem.http.settled(answer, Some(path)).await;
    }
    let error = aem.http.failed(answer, Some(path)).await;
    if matches!(error.kind, ErrorKind::Locked { .. }) {
        let holder = node::holder(aem, path).await.ok().flatten();
        return Err(Error {
            kind: ErrorKind::Locked { holder },
            ..error
        });
    }
    Err(error)
}

/// Follows a rename with the title, where the title was only the name: web pages show the title.
async fn retitle(aem: &Aem, entry: &Entry, from: &DamPath, to: &DamPath) {
    if entry.title.is_some() || from.name() == to.name() {
        return;
    }
    match entry.kind {
        AssetKind::Folder => set_title(aem, to, entry.kind, to.name()).await,
        AssetKind::Asset | AssetKind::NoFile => {
            let content = node::content_with_metadata(aem, to).await;
            let titled = content.is_ok_and(|content| {
                let metadata = content.node("metadata");
                let shown = metadata.and_then(|metadata| metadata.text("dc:title"));
                shown.or_else(|| content.text("jcr:title")) == Some(from.name())
            });
            // Without a title the name is shown. Writing metadata for nothing may have the server
            // write it into the file.
            if titled {
                set_title(aem, to, entry.kind, to.name()).await;
            }
        }
    }
}

/// Sets the title that the web interface shows: an asset's `dc:title`, which the Assets API doesn't
/// reach (it writes the `jcr` namespace), or a folder's `jcr:title`.
pub(crate) async fn set_title(aem: &Aem, path: &DamPath, kind: AssetKind, title: &str) {
    let call = match kind {
        AssetKind::Folder => {
            let body = json!({ "class": "assetFolder", "properties": { "jcr:title": title } });
            Call::new(Method::PUT, aem.http.base.api(path, "")).json(body)
        }
        AssetKind::Asset | AssetKind::NoFile => {
            Call::post(aem.http.base.dam(path, "/jcr:content/metadata"))
                .form(&[("./dc:title", title)])
        }
    };
    if let Err(error) = aem.http.done(&call.about(path).page()).await {
        tracing::debug!(kind = ?error.kind, "a title was not taken");
    }
}

async fn exists(aem: &Aem, path: &DamPath) -> Result<bool> {
    match node::stat(aem, path).await {
        Ok(_) => Ok(true),
        Err(error) if error.kind == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn check_new_name(path: &DamPath, kind: AssetKind) -> Result<()> {
    match kind {
        AssetKind::Folder => check_folder_name(path),
        AssetKind::Asset | AssetKind::NoFile => crate::upload::check_name(path),
    }
}

/// Folders are stricter than assets (Adobe's "Manage digital assets"); a dot is refused too, but
/// servers with older content hold such folders, so that is left to them.
fn check_folder_name(path: &DamPath) -> Result<()> {
    let name = path.name();
    if name == "subassets" || name.contains(['"', '^', ';', '+']) {
        return Err(Error::new(ErrorKind::NameRefused).about(path));
    }
    crate::upload::check_name(path)
}
