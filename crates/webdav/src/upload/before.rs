//! An earlier attempt that arrived, and only its answer got lost: it must not look like a conflict
//! with somebody else.

use damson_core::Digest;
use damson_remote::{Error, ErrorKind, Result, UploadRequest, Uploaded};

use crate::{node, remote::Dav};

/// What is there, if these very bytes are; else the error that made us look.
pub(super) async fn arrived_before(
    dav: &Dav,
    request: &UploadRequest<'_>,
    error: Error,
) -> Result<Uploaded> {
    let doubtful = matches!(error.kind, ErrorKind::Changed | ErrorKind::Exists);
    let Some(digest) = request.source.digest() else {
        return Err(error);
    };
    if !doubtful || !request.ledger.tried() {
        return Err(error);
    }
    match same_bytes(dav, request, digest).await {
        Ok(Some(uploaded)) => Ok(uploaded),
        Ok(None) | Err(_) => Err(error),
    }
}

async fn same_bytes(
    dav: &Dav,
    request: &UploadRequest<'_>,
    digest: &Digest,
) -> Result<Option<Uploaded>> {
    let entry = node::stat(dav, request.path).await?;
    if entry.revision.size != Some(request.source.length()) {
        return Ok(None);
    }
    let same = node::has_bytes(dav, &entry, digest).await?;
    Ok(same.then_some(Uploaded {
        entry,
        versioned: request.replaces.is_some() && dav.found.cloud.is_some(),
        lock: None,
    }))
}
