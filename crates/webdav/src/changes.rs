//! What changed since: RFC 6578's report, where a server has it.

use damson_core::DamPath;
use damson_remote::{Change, ChangeSet, Error, ErrorKind, Result};

use crate::{http::Call, remote::Dav, upload::is_aside, wire};

pub(crate) async fn changes(
    dav: &Dav,
    folder: &DamPath,
    cursor: Option<&str>,
) -> Result<ChangeSet> {
    if !dav.found.sync_collection {
        return Err(Error::new(ErrorKind::Unsupported).about(folder));
    }
    let Some(cursor) = cursor else {
        return start(dav, folder).await;
    };
    let call = Call::new("REPORT", dav.http.base.folder(folder))
        .fixed("depth", "0")
        .xml(wire::sync_report(cursor, dav.found.cloud.is_some()))
        .about(folder)
        .slow();
    let mut replies = dav.http.multistatus(&call).await.map_err(too_old)?;
    let mut changes = Vec::new();
    let mut more = false;
    while let Some(reply) = replies.next().await.map_err(|e| e.about(folder))? {
        let Ok(path) = dav.reader.path(&reply.href) else {
            continue;
        };
        match reply.status {
            // The answer was cut; the rest follows the token that it gives (3.6).
            Some(507) => more = true,
            Some(_) | None if reply.is_missing() => changes.push(Change::Gone(path)),
            // Nothing is told of it, so that what was known of it stays.
            Some(_) | None if reply.trouble().is_some() => {}
            Some(_) | None => {
                if path == *folder || is_aside(path.name()) {
                    continue;
                }
                let held = dav.held.token(&path);
                let seen = dav.reader.see(&path, reply, held.as_ref());
                changes.push(Change::Seen(Box::new(seen.entry)));
            }
        }
    }
    let cursor = replies
        .sync_token
        .filter(|token| !token.is_empty())
        .ok_or_else(|| Error::new(ErrorKind::Garbled).about(folder))?;
    Ok(ChangeSet {
        changes,
        cursor,
        more,
    })
}

/// Only where to go on from.
async fn start(dav: &Dav, folder: &DamPath) -> Result<ChangeSet> {
    let call = Call::new("PROPFIND", dav.http.base.folder(folder))
        .fixed("depth", "0")
        .xml(wire::propfind_root())
        .about(folder);
    let mut replies = dav.http.multistatus(&call).await?;
    let reply = replies.next().await?;
    let cursor = reply
        .and_then(|reply| reply.props.sync_token)
        .ok_or_else(|| Error::new(ErrorKind::Unsupported).about(folder))?;
    Ok(ChangeSet {
        changes: Vec::new(),
        cursor,
        more: false,
    })
}

/// A token that the server has forgotten (`valid-sync-token`): the caller lists anew.
fn too_old(error: Error) -> Error {
    if matches!(error.kind, ErrorKind::Forbidden | ErrorKind::NotFound) {
        return Error {
            kind: ErrorKind::Changed,
            ..error
        };
    }
    error
}
