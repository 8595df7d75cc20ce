//! Uploads: what is checked before and after is the same for every way of sending.

mod aside;
mod before;
mod chunked;
mod direct;

use std::sync::atomic::{AtomicU64, Ordering};

use damson_core::{ByteCount, DamPath, Lock, Revision, Sameness};
use damson_remote::{
    AssetKind, Entry, Error, ErrorKind, Expect, LockGrant, Result, Retry, Rights, UploadLedger,
    UploadRequest, Uploaded,
};

use crate::{
    checkout,
    config::UploadMethod,
    folders::free,
    map::Seen,
    node,
    probe::{Family, only_assets},
    remote::Dav,
};

use before::arrived_before;

pub(crate) use aside::{Leftovers, is_aside};

/// Tells how much has arrived, never less than before.
struct Arrived<'a> {
    ledger: &'a dyn UploadLedger,
    bytes: AtomicU64,
}

/// Up to so many bytes the last look comes right after the first one would.
const SMALL: u64 = 256 * 1024;

/// Sends an asset whole.
pub(crate) async fn upload(dav: &Dav, request: &UploadRequest<'_>) -> Result<Uploaded> {
    if request.path.is_root() || is_aside(request.path.name()) {
        return Err(Error::new(ErrorKind::NameRefused).about(request.path));
    }
    aside::sweep(dav);
    let way = way(dav, request);
    // The server refuses to replace anything, and is asked once more before the last bytes.
    let looks_later = way == Way::Direct
        && request.replaces.is_none()
        && request.source.length().0 <= SMALL
        && !request.ledger.tried();
    let before = if looks_later {
        None
    } else {
        match precondition(dav, request).await {
            Ok(before) => before,
            Err(error) => return arrived_before(dav, request, error).await,
        }
    };
    let sent = match way {
        Way::Chunked => chunked::send(dav, request).await,
        Way::Direct => Box::pin(direct::send(dav, request, before.as_ref())).await,
        Way::Aside => Box::pin(aside::send(dav, request)).await,
    };
    if let Err(error) = sent {
        return Err(explain(dav, request, error).await);
    }
    let was = before.map_or(Lock::Free, |seen| seen.entry.lock);
    let (entry, lock) = seen_after(dav, request, &was).await?;
    Ok(Uploaded {
        entry,
        lock,
        versioned: request.replaces.is_some() && dav.found.cloud.is_some(),
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Direct,
    Aside,
    Chunked,
}

fn way(dav: &Dav, request: &UploadRequest<'_>) -> Way {
    match (dav.config.upload, dav.found.family) {
        (UploadMethod::Auto, Family::Cloud)
            if dav.found.cloud.is_some() && request.source.length().0 > dav.config.chunk_size =>
        {
            Way::Chunked
        }
        (UploadMethod::Direct, _) | (UploadMethod::Auto, Family::Apache | Family::Cloud) => {
            Way::Direct
        }
        (UploadMethod::Aside, _) | (UploadMethod::Auto, Family::WsgiDav | Family::Other) => {
            Way::Aside
        }
    }
}

/// Checks, as late as possible, that the upload still means what the caller decided; what is
/// there, where something is to be replaced.
async fn precondition(dav: &Dav, request: &UploadRequest<'_>) -> Result<Option<Seen>> {
    match request.replaces {
        Some(expect) => {
            let seen = node::recheck(dav, request.path, expect).await?;
            only_assets(seen.entry.kind, request.path)?;
            Ok(Some(seen))
        }
        None => free(dav, request.path).await.map(|()| None),
    }
}

/// What a refused upload means: a lock or a change in between.
async fn explain(dav: &Dav, request: &UploadRequest<'_>, error: Error) -> Error {
    match request.replaces {
        Some(expect) => node::explain(dav, request.path, expect, error).await,
        None if error.kind == ErrorKind::Changed => Error {
            kind: ErrorKind::Exists,
            ..error
        },
        None => error,
    }
}

/// What is there after the upload counted.
async fn seen_after(
    dav: &Dav,
    request: &UploadRequest<'_>,
    was: &Lock,
) -> Result<(Entry, Option<LockGrant>)> {
    let length = request.source.length();
    let mut entry = match node::stat(dav, request.path).await {
        Ok(entry) => entry,
        // The upload counted, so an answer that fails now must not look as if it hadn't.
        Err(error) => {
            tracing::debug!(kind = ?error.kind, "an uploaded file could not be read back");
            return Ok((unseen(request, was), None));
        }
    };
    if entry.revision.size.is_some_and(|size| size != length) {
        return Err(Error::new(ErrorKind::Corrupt)
            .about(request.path)
            .retry(Retry::Never)
            .said("the server holds another number of bytes than were sent"));
    }
    let kept = checkout::keep(dav, request.path, was, &entry.lock).await;
    if kept.is_some() {
        entry.lock = Lock::Mine;
    }
    Ok((entry, kept))
}

fn unseen(request: &UploadRequest<'_>, lock: &Lock) -> Entry {
    Entry {
        path: request.path.clone(),
        kind: AssetKind::Asset,
        title: None,
        revision: Revision {
            size: Some(request.source.length()),
            ..Revision::default()
        },
        changed: None,
        changed_by: None,
        lock: lock.clone(),
        rights: Rights::Unknown,
        id: None,
        media_type: None,
        dimensions: None,
        processing: true,
    }
}

/// What the caller decided from; nothing for a first upload.
fn expectation(request: &UploadRequest<'_>) -> Expect {
    request.replaces.cloned().unwrap_or_default()
}

/// Whether two looks right after each other saw the same bytes.
fn same(one: &Seen, other: &Seen) -> bool {
    one.entry.revision.compare(&other.entry.revision) != Sameness::Different
}

/// The folder of an upload, which must be there: some servers make missing ones.
fn folder_of(path: &DamPath) -> DamPath {
    path.parent().unwrap_or_default()
}

impl<'a> Arrived<'a> {
    fn new(ledger: &'a dyn UploadLedger, already: u64) -> Self {
        Self {
            ledger,
            bytes: AtomicU64::new(already),
        }
    }

    fn add(&self, bytes: u64) {
        let before = self.bytes.fetch_add(bytes, Ordering::Relaxed);
        self.ledger.progress(ByteCount(before + bytes));
    }
}
