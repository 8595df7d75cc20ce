//! Fetching the bytes of an asset: to a partial file, verified, then to the final name.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use damson_core::{Base, ByteCount, ContentId, DamPath, Digest, OnServer, Revision, Sameness};
use damson_remote::{ByteRange, Entry, Error as RemoteError, ErrorKind, Read, ReadBody};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::{
    cycle::observe,
    error::EngineError,
    hash::Hasher,
    journal::LocalRecord,
    local::{Finish, LocalError, Partial, Stamp},
    session::Event,
    site::Site,
    snapshot::{TransferDirection, TransferId},
};

use super::{
    Job, amend, amend_now,
    bound::at_most,
    drive,
    gather::{Count, gather},
    writer::{Received, Writer, flush_every, is_verifiable},
};
use crate::queue::Priority;
#[cfg(feature = "sabotage")]
use crate::sabotage::{self, Sabotage};

/// How often the free space is looked at while nobody knows how much will come.
const CHECKED_EVERY: u64 = 64 * 1024 * 1024;

/// What is fetched, and what it replaces.
#[derive(Debug, Clone)]
pub(crate) struct Fetch {
    pub(crate) path: DamPath,
    /// The clean copy that is replaced; `None` when nothing may be there.
    pub(crate) replaces: Option<Stamp>,
    pub(crate) read_only: bool,
    pub(crate) priority: Priority,
    pub(crate) resumes: Option<TransferId>,
}

/// Which bytes of the server are wanted.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) revision: Revision,
    /// The server still works on it, so that its hash may be that of former bytes.
    pub(crate) processing: bool,
}

/// Downloads what the server has, and makes it the base. When `wanted` is not what the server has
/// any more, it is asked once more before the attempt counts as failed.
pub(crate) async fn download(
    site: &Arc<Site>,
    fetch: Fetch,
    wanted: Wanted,
) -> Result<(), EngineError> {
    let job = Job {
        path: fetch.path.clone(),
        direction: TransferDirection::Download,
        priority: fetch.priority,
        total: wanted.revision.size,
        expect: Some(wanted.revision.clone()),
        comment: None,
        options: None,
        resumes: fetch.resumes,
    };
    // After a restart or a pause the server is asked first.
    let known = Arc::new(Mutex::new(fetch.resumes.is_none().then_some(wanted)));
    let own = Arc::new(Own::of(site, &fetch).await?);
    // The partial file has one writer at a time, also when an attempt was interrupted.
    let writing = Arc::new(Mutex::new(()));
    drive(site, job, |id| {
        let fetch = fetch.clone();
        let (writing, known) = (Arc::clone(&writing), Arc::clone(&known));
        let own = Arc::clone(&own);
        async move {
            let known = known.lock().await.take();
            if let Some(wanted) = known {
                let pen = Arc::clone(&writing).lock_owned().await;
                match attempt(site, id, &fetch, wanted, &own, pen).await {
                    Err(error) if is_outdated(&error) => {}
                    ended => return ended,
                }
            }
            let pen = writing.lock_owned().await;
            let entry = observe::read_again(site, &fetch.path).await?;
            let entry =
                entry.ok_or_else(|| RemoteError::new(ErrorKind::NotFound).about(&fetch.path))?;
            attempt(site, id, &fetch, Wanted::from(&entry), &own, pen).await
        }
    })
    .await
}

/// The server has something else, or nothing, where the wanted bytes were.
fn is_outdated(error: &EngineError) -> bool {
    matches!(
        error,
        EngineError::Remote(remote)
            if matches!(remote.kind, ErrorKind::Changed | ErrorKind::NotFound)
    )
}

fn is_corrupt(error: &EngineError) -> bool {
    matches!(error, EngineError::Remote(remote) if remote.kind == ErrorKind::Corrupt)
}

impl From<&Entry> for Wanted {
    fn from(entry: &Entry) -> Self {
        Self {
            revision: entry.revision.clone(),
            processing: entry.processing,
        }
    }
}

async fn attempt(
    site: &Arc<Site>,
    id: TransferId,
    fetch: &Fetch,
    from: Wanted,
    own: &Own,
    pen: OwnedMutexGuard<()>,
) -> Result<(), EngineError> {
    let wanted = from.revision.clone();
    let partial = open_partial(site, id, fetch, &from, own).await?;
    let start = partial.length().0;
    let read = Read {
        range: (start > 0).then_some(ByteRange { start, end: None }),
        expect: Some(wanted.clone()),
    };
    let body = match site.heard(site.remote().read(&fetch.path, read).await) {
        Ok(body) => body,
        Err(error) => {
            if error.kind == ErrorKind::Changed {
                drop(partial);
                drop_partial(site, &fetch.path).await?;
            }
            return Err(error.into());
        }
    };
    if wanted.compare(&body.revision) == Sameness::Different {
        return Err(RemoteError::new(ErrorKind::Changed)
            .about(&fetch.path)
            .into());
    }
    #[cfg(feature = "sabotage")]
    if sabotage::is(Sabotage::BaseBeforeVerifying) {
        let base = Base {
            revision: wanted.clone(),
            digest: match &wanted.content {
                Some(ContentId::Hash(digest)) => Some(digest.clone()),
                Some(ContentId::Tag(_)) | None => None,
            },
            size: wanted.size,
        };
        let path = fetch.path.clone();
        site.in_journal(move |journal| journal.update(&path, |asset| asset.base = Some(base)))
            .await?;
    }
    let body = ReadBody {
        stream: at_most(body.stream, body.start, wanted.size),
        ..body
    };
    let received = match receive(site, id, fetch, &from, partial, body, pen).await {
        Err(error) if is_corrupt(&error) => {
            drop_partial(site, &fetch.path).await?;
            return Err(error);
        }
        other => other?,
    };
    let (digest, length) = (received.digest.clone(), received.size);
    verify(site, fetch, &from, &digest, length).await?;
    if fetch.replaces.is_some() {
        // The copy that is replaced lies under the partial name for a moment: should Damson end
        // just then, nothing is added to it.
        amend(site, id, |record| record.expect = None).await?;
    }
    land(site, fetch, &wanted, received).await
}

/// Opens the partial file, once there is space for the rest; what it holds is kept only when it is
/// of the same revision.
async fn open_partial(
    site: &Arc<Site>,
    id: TransferId,
    fetch: &Fetch,
    from: &Wanted,
    own: &Own,
) -> Result<Box<dyn Partial>, EngineError> {
    let (at, path, from) = (Arc::clone(site), fetch.path.clone(), from.clone());
    let left = own.left();
    let opened = site
        .blocking(move || open_now(&at, id, &path, &from, left))
        .await?;
    own.written.store(true, Ordering::Relaxed);
    Ok(opened)
}

/// Whether a partial file is this transfer's own. What another left of the asset may be of another
/// revision, whatever the record of this one says.
struct Own {
    /// It goes on with a transfer that the journal has.
    earlier: bool,
    written: AtomicBool,
}

impl Own {
    /// The caller holds the path: what the journal has open of it is taken over.
    async fn of(site: &Arc<Site>, fetch: &Fetch) -> Result<Self, EngineError> {
        let path = fetch.path.clone();
        let open = site
            .in_journal(move |journal| journal.transfer_of(&path, TransferDirection::Download))
            .await?;
        let earlier =
            fetch.resumes.is_some() || open.is_some_and(|open| site.queue.done(open.id).is_none());
        Ok(Self {
            earlier,
            written: AtomicBool::new(earlier),
        })
    }

    fn left(&self) -> Left {
        if !self.written.load(Ordering::Relaxed) {
            Left::ByAnother
        } else if self.earlier {
            Left::BeforeRestart
        } else {
            Left::InThisRun
        }
    }
}

/// Who left what is in a partial file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    ByAnother,
    /// This transfer, before a restart, or before it was taken up again.
    BeforeRestart,
    InThisRun,
}

fn open_now(
    site: &Site,
    id: TransferId,
    path: &DamPath,
    from: &Wanted,
    left: Left,
) -> Result<Box<dyn Partial>, EngineError> {
    let wanted = &from.revision;
    let mut partial = site.local.partial(path)?;
    let known = site.journal.transfer(id)?;
    let flushed = known.as_ref().and_then(|known| known.resume.clone());
    let begun = known.and_then(|known| known.expect);
    let same = left != Left::ByAnother
        && begun
            .as_ref()
            .is_some_and(|begun| begun.compare(wanted) == Sameness::Same);
    #[cfg(feature = "sabotage")]
    let same = same || sabotage::is(Sabotage::ResumeAnything);
    let fits = wanted.size.is_none_or(|size| partial.length() < size);
    let goes_on = same && fits && site.capability().ranges;
    if partial.length().0 > 0 && !goes_on {
        partial.truncate(ByteCount(0))?;
    } else if left == Left::BeforeRestart && !is_verifiable(site, from) {
        // A power cut can leave anything after what was flushed, and no hash would tell.
        let flushed = flushed.as_ref().and_then(|flushed| flushed.parse().ok());
        partial.truncate(ByteCount(flushed.unwrap_or_default()))?;
    }
    // Which revision the partial file is of.
    let noted = begun.as_ref() == Some(wanted) && flushed.is_none();
    if partial.length().0 == 0 && !noted {
        let wanted = wanted.clone();
        amend_now(site, id, move |record| {
            record.expect = Some(wanted);
            record.resume = None;
        })?;
    }
    check_space(site, path, wanted, partial.length())?;
    Ok(partial)
}

fn check_space(
    site: &Site,
    path: &DamPath,
    wanted: &Revision,
    have: ByteCount,
) -> Result<(), EngineError> {
    let Some(total) = wanted.size else {
        return Ok(());
    };
    check_free(site, path, total.0.saturating_sub(have.0))
}

fn check_free(site: &Site, path: &DamPath, needed: u64) -> Result<(), EngineError> {
    let keep = site.policy().keep_free.0;
    let free = site.local.free_space()?;
    if free.0 >= needed.saturating_add(keep) {
        return Ok(());
    }
    let full = LocalError::DiskFull {
        file: site.local.file(path)?,
        source: std::io::ErrorKind::StorageFull.into(),
    };
    Err(full.into())
}

async fn drop_partial(site: &Arc<Site>, path: &DamPath) -> Result<(), EngineError> {
    let path = path.clone();
    Ok(site.on_disk(move |local| local.drop_partial(&path)).await?)
}

/// Streams the body into the partial file, hashing on the way when it starts at the beginning.
async fn receive(
    site: &Arc<Site>,
    id: TransferId,
    fetch: &Fetch,
    from: &Wanted,
    partial: Box<dyn Partial>,
    mut body: ReadBody,
    pen: OwnedMutexGuard<()>,
) -> Result<Received, EngineError> {
    let start = body.start;
    if start != 0 && start != partial.length().0 {
        return Err(RemoteError::new(ErrorKind::Garbled)
            .about(&fetch.path)
            .into());
    }
    let mut writer = Writer {
        partial,
        hasher: (start == 0).then(|| Hasher::new(site.hash())),
        pen,
        flush_every: (!is_verifiable(site, from)).then(flush_every),
        flushed: start,
        record: (Arc::clone(site), id),
    };
    if writer.partial.length().0 != start {
        writer = site.blocking(move || writer.rewind(start)).await?;
    }
    let end = body.length.map(|length| start + length);
    let mut count = Count {
        id,
        done: start,
        total: body.total.or(end.map(ByteCount)),
    };
    let mut batch = gather(site, &mut body, &mut count).await;
    // The next pieces are on their way while some are written.
    while batch.end.is_none() {
        let pieces = batch.pieces;
        let before = count.done;
        let written = site.blocking(move || writer.write(&pieces));
        let (written, coming) = tokio::join!(written, gather(site, &mut body, &mut count));
        writer = written?;
        batch = coming;
        if count.total.is_none() && count.done / CHECKED_EVERY > before / CHECKED_EVERY {
            let (at, path) = (Arc::clone(site), fetch.path.clone());
            site.blocking(move || check_free(&at, &path, CHECKED_EVERY))
                .await?;
        }
    }
    let failed = match batch.end {
        Some(Err(error)) => site.heard::<()>(Err(error)).err(),
        Some(Ok(())) | None if end.is_some_and(|end| count.done < end) => {
            let error = RemoteError::new(ErrorKind::Offline).about(&fetch.path);
            Some(error.said("the transfer ended early"))
        }
        Some(Ok(())) | None => None,
    };
    let (kind, pieces) = (site.hash(), batch.pieces);
    if let Some(failed) = failed {
        // What came is kept, to go on from there.
        site.blocking(move || writer.write(&pieces).map(drop))
            .await?;
        return Err(failed.into());
    }
    Ok(site
        .blocking(move || writer.write(&pieces)?.finish(kind))
        .await?)
}

/// Compares what arrived with what the server announced. A hash that the server may not have
/// renewed yet proves nothing.
async fn verify(
    site: &Arc<Site>,
    fetch: &Fetch,
    wanted: &Wanted,
    digest: &Digest,
    length: ByteCount,
) -> Result<(), EngineError> {
    #[cfg(feature = "sabotage")]
    if sabotage::is(Sabotage::NoHashCheck) {
        return Ok(());
    }
    let announced = &wanted.revision;
    let whole = announced.size.is_none_or(|announced| announced == length);
    let hash = match &announced.content {
        Some(ContentId::Hash(hash)) if hash.kind() == digest.kind() => hash == digest,
        Some(ContentId::Hash(_) | ContentId::Tag(_)) | None => true,
    };
    if whole && (hash || wanted.processing) {
        return Ok(());
    }
    drop_partial(site, &fetch.path).await?;
    Err(RemoteError::new(ErrorKind::Corrupt)
        .about(&fetch.path)
        .into())
}

/// Gives the bytes their final name; after that they are the base.
async fn land(
    site: &Arc<Site>,
    fetch: &Fetch,
    revision: &Revision,
    received: Received,
) -> Result<(), EngineError> {
    let finish = Finish {
        expect: fetch.replaces,
        modified: revision.modified,
        read_only: fetch.read_only,
    };
    let Received {
        partial,
        digest,
        size,
        pen,
    } = received;
    let base = Base {
        revision: revision.clone(),
        digest: Some(digest.clone()),
        size: Some(size),
    };
    let (at, path, revision) = (Arc::clone(site), fetch.path.clone(), revision.clone());
    let now = site.now();
    let landed = site.blocking(move || {
        let _pen = pen;
        let stamp = partial.finish(finish)?;
        let updated = at.journal.update(&path, |asset| {
            asset.base = Some(base);
            asset.local = Some(LocalRecord {
                stamp,
                digest: Some(digest),
            });
            asset.used = Some(now);
            if asset.remote.state == OnServer::Unknown {
                asset.remote.state = OnServer::Present(revision);
            }
        });
        Ok::<_, LocalError>(updated)
    });
    match landed.await {
        Ok(updated) => {
            updated?;
            site.tell(Event::Fetched);
            Ok(())
        }
        Err(error) => Err(displaced(site, fetch, error).await?),
    }
}

/// The file at the final name is not the one that was to be replaced: the download gives way.
async fn displaced(
    site: &Arc<Site>,
    fetch: &Fetch,
    error: LocalError,
) -> Result<EngineError, EngineError> {
    match error {
        LocalError::Changed { .. } | LocalError::Exists { .. } | LocalError::Missing { .. } => {
            drop_partial(site, &fetch.path).await?;
            Ok(EngineError::Stale {
                path: fetch.path.clone(),
            })
        }
        LocalError::InUse { .. }
        | LocalError::Denied { .. }
        | LocalError::DiskFull { .. }
        | LocalError::Outside { .. }
        | LocalError::Name { .. }
        | LocalError::NoCacheFolder { .. }
        | LocalError::Io { .. } => Ok(error.into()),
    }
}
