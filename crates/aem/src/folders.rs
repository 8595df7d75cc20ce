//! Folders, and what moves: make, move, copy, remove.

use damson_core::DamPath;
use damson_remote::{AssetKind, Entry, Error, ErrorKind, Expect, Result};
use http::{HeaderName, HeaderValue, Method, StatusCode};
use serde_json::json;

use crate::{
    http::{Answer, Call},
    list, node,
    remote::Aem,
};

/// Makes one folder whose parent exists.
pub(crate) async fn make(aem: &Aem, path: &DamPath, title: &str) -> Result<()> {
    check_folder_name(path)?;
    let call = Call::post(aem.http.base.api(path, ""))
        .json(json!({ "class": "assetFolder", "properties": { "jcr:title": title } }))
        .about(path);
    let answer = aem.http.send(&call).await?;
    if answer.status().is_success() && !answer.is_page() {
        return Ok(());
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
            retry: damson_remote::Retry::Never,
            ..error
        };
    }
    Err(error)
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
    relocate(aem, "MOVE", from, to).await?;
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
    relocate(aem, "COPY", from, to).await?;
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
    done(aem, answer, path).await
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

async fn relocate(aem: &Aem, method: &str, from: &DamPath, to: &DamPath) -> Result<()> {
    if exists(aem, to).await? {
        return Err(Error::new(ErrorKind::Exists).about(to));
    }
    let method = Method::from_bytes(method.as_bytes()).expect("MOVE and COPY are tokens");
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
    match done(aem, answer, from).await {
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
            Err(error)
        }
        other => other,
    }
}

async fn done(aem: &Aem, answer: Answer, path: &DamPath) -> Result<()> {
    if answer.status().is_success() && !answer.is_page() {
        return Ok(());
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
    let body = match entry.kind {
        AssetKind::Folder => {
            json!({ "class": "assetFolder", "properties": { "jcr:title": to.name() } })
        }
        AssetKind::Asset | AssetKind::NoFile => {
            json!({ "class": "asset", "properties": { "jcr:title": to.name() } })
        }
    };
    let call = Call::new(Method::PUT, aem.http.base.api(to, ""))
        .json(body)
        .about(to)
        .page();
    if let Err(error) = aem.http.done(&call).await {
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
