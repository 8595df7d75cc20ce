//! Pieces that have all arrived and that the server puts together in its own time.
//!
//! AEM's web interface asks until that is done. Here the look is left to whoever tries again: what
//! was sent is noted, so that a further attempt looks and sends nothing.

use std::time::Duration;

use damson_core::Sameness;
use damson_remote::{Entry, Error, ErrorKind, Result, Retry, UploadRequest, Uploaded};
use serde::{Deserialize, Serialize};

use crate::{node, remote::Aem};

/// When it is looked at again.
const AGAIN: Duration = Duration::from_secs(2);
/// After so many looks it is taken for lost.
const MOST_LOOKS: u32 = 60;

/// What the ledger keeps of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sent {
    path: String,
    length: u64,
    digest: Option<String>,
    looks: u32,
}

/// Whether the server holds what was sent, as far as can be told.
pub(super) fn has_arrived(entry: &Entry, request: &UploadRequest<'_>) -> bool {
    let length = request.source.length();
    let digest = request.source.digest();
    match digest.map(|digest| entry.revision.holds(digest, length)) {
        Some(Sameness::Same) => return true,
        // Some servers compute it later without saying so, and then it is the former one.
        Some(Sameness::Different) if entry.revision.size != Some(length) => return false,
        Some(Sameness::Different | Sameness::Unknown | Sameness::Question) | None => {}
    }
    let before = request
        .replaces
        .and_then(|expect| expect.revision.as_ref())
        .map(|revision| revision.modified);
    entry.revision.size == Some(length)
        && before.is_none_or(|before| before != entry.revision.modified)
}

/// Notes that all pieces were sent.
pub(super) fn note(request: &UploadRequest<'_>) {
    save(
        request,
        &Sent {
            path: request.path.as_str().to_owned(),
            length: request.source.length().0,
            digest: hex(request),
            looks: 0,
        },
    );
}

/// What an earlier attempt sent whole, where these are the same bytes.
pub(super) fn sent_before(request: &UploadRequest<'_>) -> Option<Sent> {
    let sent: Sent = serde_json::from_str(&request.ledger.resume()?).ok()?;
    let same = sent.path == request.path.as_str()
        && sent.length == request.source.length().0
        && sent.digest == hex(request);
    same.then_some(sent)
}

/// Looks whether it is put together by now.
pub(super) async fn look(aem: &Aem, request: &UploadRequest<'_>, sent: &Sent) -> Result<Uploaded> {
    match node::stat(aem, request.path).await {
        Ok(entry) if has_arrived(&entry, request) => {
            if request.replaces.is_none() {
                super::set_title(aem, request.path, request.title).await;
            }
            return Ok(Uploaded {
                entry,
                versioned: request.replaces.is_some(),
                lock: None,
            });
        }
        Ok(_) => {}
        Err(error) if error.kind == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    if sent.looks >= MOST_LOOKS {
        request.ledger.save("");
        return Err(Error::new(ErrorKind::Corrupt)
            .about(request.path)
            .retry(Retry::Never)
            .said("the server did not put the pieces together"));
    }
    save(
        request,
        &Sent {
            looks: sent.looks + 1,
            ..sent.clone()
        },
    );
    Err(waiting(request))
}

/// Not put together yet.
pub(super) fn waiting(request: &UploadRequest<'_>) -> Error {
    Error::new(ErrorKind::Unavailable)
        .about(request.path)
        .retry(Retry::After(AGAIN))
        .said("the server is still putting the pieces together")
}

fn hex(request: &UploadRequest<'_>) -> Option<String> {
    request
        .source
        .digest()
        .map(|digest| digest.hex().to_owned())
}

fn save(request: &UploadRequest<'_>, sent: &Sent) {
    match serde_json::to_string(sent) {
        Ok(text) => request.ledger.save(&text),
        Err(error) => tracing::debug!(%error, "an upload can't be looked at again"),
    }
}
