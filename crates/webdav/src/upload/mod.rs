//! Uploads: what is checked before and after is the same for every way of sending.

mod aside;
mod before;
mod chunked;
mod direct;
mod trial;

use std::sync::atomic::{AtomicU64, Ordering};

use damson_core::{ByteCount, DamPath, Lock, Revision};
use damson_remote::{
    AssetKind, Entry, Error, ErrorKind, Expect, LockGrant, Result, Retry, Rights, TermsSeen,
    UploadLedger, UploadRequest, Uploaded,
};

use crate::{
    checkout,
    conditions::Attempt,
    config::UploadMethod,
    folders::free,
    map::Seen,
    named, node,
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
    if before.is_some() {
        trial::conditions(dav, request, before.as_ref()).await;
    }
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
    let method = dav.config.upload;
    let length = request.source.length().0;
    let in_pieces = match method {
        UploadMethod::Auto => length > dav.config.chunk_size,
        UploadMethod::Chunked => length > 0,
        UploadMethod::Direct | UploadMethod::Aside => false,
    };
    if in_pieces && dav.found.cloud.is_some() {
        return Way::Chunked;
    }
    if is_moved(method, dav.found.family) {
        Way::Aside
    } else {
        Way::Direct
    }
}

/// Whether a whole file is sent aside and moved onto what it replaces.
pub(crate) fn is_moved(method: UploadMethod, family: Family) -> bool {
    match (method, family) {
        (UploadMethod::Direct, _)
        | (
            UploadMethod::Auto | UploadMethod::Chunked,
            Family::Apache | Family::Cloud | Family::Whole,
        ) => false,
        (UploadMethod::Aside, _)
        | (
            UploadMethod::Auto | UploadMethod::Chunked,
            Family::WsgiDav | Family::Npm | Family::Other,
        ) => true,
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
        // nginx says 500 where the folder is missing, which would be tried again for ever.
        None if error.kind == ErrorKind::Unavailable && has_no_folder(dav, request).await => {
            Error {
                kind: ErrorKind::NotFound,
                retry: Retry::Never,
                ..error
            }
        }
        None => error,
    }
}

async fn has_no_folder(dav: &Dav, request: &UploadRequest<'_>) -> bool {
    let above = node::look(dav, &folder_of(request.path)).await;
    above.is_err_and(|error| error.kind == ErrorKind::NotFound)
}

/// What is there after the upload counted.
async fn seen_after(
    dav: &Dav,
    request: &UploadRequest<'_>,
    was: &Lock,
) -> Result<(Entry, Option<LockGrant>)> {
    let length = request.source.length();
    let mut found = node::stat(dav, request.path).await;
    if request.replaces.is_none() {
        found = Box::pin(named::as_listed(dav, request.path, length, found)).await;
    }
    let mut entry = match found {
        Ok(entry) => entry,
        // The upload counted, so an answer that fails now must not look as if it hadn't.
        Err(error) => {
            tracing::debug!(kind = ?error.kind, "an uploaded file could not be read back");
            return Ok((unseen(request, was), None));
        }
    };
    let kept = checkout::keep(dav, request.path, was, Some(&entry)).await;
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
        terms: TermsSeen::default(),
    }
}

/// What the caller decided from; nothing for a first upload.
fn expectation(request: &UploadRequest<'_>) -> Expect {
    request.replaces.cloned().unwrap_or_default()
}

/// After a refusal under a condition: goes on to its next form where a fresh look finds what the
/// condition was made from, else fails with the refusal.
async fn go_on(
    dav: &Dav,
    request: &UploadRequest<'_>,
    seen: &Seen,
    attempt: &mut Attempt<'_>,
    error: Error,
) -> Result<()> {
    if !attempt.may_go_on(&error) {
        return Err(error);
    }
    match precondition(dav, request).await? {
        Some(now) if same(&now, seen) => {
            attempt.next();
            Ok(())
        }
        Some(_) | None => Err(error),
    }
}

/// Whether two looks right after each other saw the same bytes.
fn same(one: &Seen, other: &Seen) -> bool {
    one.entry.revision.says_the_same(&other.entry.revision)
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

    /// So many in all: no fewer than before are told while something is sent again.
    fn reach(&self, bytes: u64) {
        let before = self.bytes.fetch_max(bytes, Ordering::Relaxed);
        self.ledger.progress(ByteCount(before.max(bytes)));
    }
}
