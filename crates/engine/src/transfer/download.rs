//! Fetching the bytes of an asset: to a partial file, verified, then to the final name.

use std::sync::Arc;

use bytes::Bytes;
use damson_core::{
    Base, ByteCount, ContentId, DamPath, Digest, HashKind, OnServer, Revision, Sameness,
};
use damson_remote::{ByteRange, Entry, Error as RemoteError, ErrorKind, Read, ReadBody};
use futures::StreamExt;
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::{
    cycle::observe,
    error::EngineError,
    hash::Hasher,
    journal::LocalRecord,
    local::{Finish, LocalError, Partial, Stamp},
    site::{Site, blocking},
    snapshot::{TransferDirection, TransferId},
};

use super::{Job, amend, drive};
use crate::queue::Priority;

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
    // The partial file has one writer at a time, also when an attempt was interrupted.
    let writing = Arc::new(Mutex::new(()));
    drive(site, job, |id| {
        let fetch = fetch.clone();
        let (writing, known) = (Arc::clone(&writing), Arc::clone(&known));
        async move {
            let known = known.lock().await.take();
            if let Some(wanted) = known {
                let pen = Arc::clone(&writing).lock_owned().await;
                match attempt(site, id, &fetch, wanted, pen).await {
                    Err(error) if is_outdated(&error) => {}
                    ended => return ended,
                }
            }
            let pen = writing.lock_owned().await;
            let entry = observe::read_again(site, &fetch.path).await?;
            let entry =
                entry.ok_or_else(|| RemoteError::new(ErrorKind::NotFound).about(&fetch.path))?;
            attempt(site, id, &fetch, Wanted::from(&entry), pen).await
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
    pen: OwnedMutexGuard<()>,
) -> Result<(), EngineError> {
    let wanted = from.revision.clone();
    let partial = open_partial(site, id, fetch, &wanted).await?;
    check_space(site, &fetch.path, &wanted, partial.length()).await?;
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
    let received = receive(site, id, fetch, partial, body, pen).await?;
    let (digest, length) = (received.digest.clone(), received.size);
    verify(site, fetch, &from, &digest, length).await?;
    land(site, fetch, &wanted, received).await
}

/// A partial file with all its bytes, not verified yet.
#[derive(Debug)]
struct Received {
    partial: Box<dyn Partial>,
    digest: Digest,
    size: ByteCount,
    /// Kept until the file has its name.
    pen: OwnedMutexGuard<()>,
}

/// Opens the partial file; what it holds is kept only when it is of the same revision.
async fn open_partial(
    site: &Arc<Site>,
    id: TransferId,
    fetch: &Fetch,
    wanted: &Revision,
) -> Result<Box<dyn Partial>, EngineError> {
    let path = fetch.path.clone();
    let mut partial = site.on_disk(move |local| local.partial(&path)).await?;
    let known = site.in_journal(move |journal| journal.transfer(id)).await?;
    let begun = known.and_then(|known| known.expect);
    if partial.length().0 == 0 {
        if begun.as_ref() != Some(wanted) {
            begin(site, id, wanted).await?;
        }
        return Ok(partial);
    }
    let same = begun.is_some_and(|begun| begun.compare(wanted) == Sameness::Same);
    let fits = wanted.size.is_none_or(|size| partial.length() < size);
    if same && fits && site.capability().ranges {
        return Ok(partial);
    }
    begin(site, id, wanted).await?;
    let emptied = blocking(move || {
        partial.truncate(ByteCount(0))?;
        Ok::<_, LocalError>(partial)
    });
    Ok(emptied.await?)
}

/// Notes which revision the partial file is of.
async fn begin(site: &Arc<Site>, id: TransferId, wanted: &Revision) -> Result<(), EngineError> {
    let wanted = wanted.clone();
    amend(site, id, move |record| record.expect = Some(wanted)).await
}

async fn drop_partial(site: &Arc<Site>, path: &DamPath) -> Result<(), EngineError> {
    let path = path.clone();
    Ok(site.on_disk(move |local| local.drop_partial(&path)).await?)
}

async fn check_space(
    site: &Arc<Site>,
    path: &DamPath,
    wanted: &Revision,
    have: ByteCount,
) -> Result<(), EngineError> {
    let Some(total) = wanted.size else {
        return Ok(());
    };
    let needed = total.0.saturating_sub(have.0);
    let keep = site.policy().keep_free.0;
    let path = path.clone();
    let check = site.on_disk(move |local| {
        let free = local.free_space()?;
        if free.0 >= needed.saturating_add(keep) {
            return Ok(());
        }
        Err(LocalError::DiskFull {
            file: local.file(&path)?,
            source: std::io::ErrorKind::StorageFull.into(),
        })
    });
    Ok(check.await?)
}

/// Streams the body into the partial file, hashing on the way when it starts at the beginning.
async fn receive(
    site: &Arc<Site>,
    id: TransferId,
    fetch: &Fetch,
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
    };
    if writer.partial.length().0 != start {
        writer = blocking(move || writer.rewind(start)).await?;
    }
    let end = body.length.map(|length| start + length);
    let total = body.total.or(end.map(ByteCount));
    let mut done = start;
    let mut next = body.stream.next().await;
    // The next piece is on its way while one is written.
    while let Some(piece) = next {
        let piece = match piece {
            Ok(piece) => piece,
            Err(error) => return site.heard(Err(error)).map_err(EngineError::from),
        };
        done += piece.len() as u64;
        site.download_pace.take(piece.len()).await;
        let written = blocking(move || writer.write(&piece));
        let (written, coming) = tokio::join!(written, body.stream.next());
        writer = written?;
        next = coming;
        site.queue.progress(id, ByteCount(done), total);
    }
    if end.is_some_and(|end| done < end) {
        let error = RemoteError::new(ErrorKind::Offline).about(&fetch.path);
        return Err(error.said("the transfer ended early").into());
    }
    let kind = site.hash();
    Ok(blocking(move || writer.finish(kind)).await?)
}

/// The one who writes to a partial file; on its way between threads.
struct Writer {
    partial: Box<dyn Partial>,
    hasher: Option<Hasher>,
    pen: OwnedMutexGuard<()>,
}

impl Writer {
    fn rewind(mut self, to: u64) -> Result<Self, LocalError> {
        self.partial.truncate(ByteCount(to))?;
        Ok(self)
    }

    fn write(mut self, piece: &Bytes) -> Result<Self, LocalError> {
        self.partial.append(piece)?;
        if let Some(hasher) = &mut self.hasher {
            hasher.update(piece);
        }
        Ok(self)
    }

    fn finish(mut self, kind: HashKind) -> Result<Received, LocalError> {
        let digest = match self.hasher.take() {
            Some(hasher) => hasher.finish(),
            None => self.partial.hash(kind)?,
        };
        Ok(Received {
            size: self.partial.length(),
            partial: self.partial,
            digest,
            pen: self.pen,
        })
    }
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
    let landed = blocking(move || {
        let _pen = pen;
        partial.finish(finish)
    });
    let stamp = match landed.await {
        Ok(stamp) => stamp,
        Err(error) => return Err(displaced(site, fetch, error).await?),
    };
    let base = Base {
        revision: revision.clone(),
        digest: Some(digest.clone()),
        size: Some(size),
    };
    let path = fetch.path.clone();
    let revision = revision.clone();
    site.in_journal(move |journal| {
        journal.update(&path, |asset| {
            asset.base = Some(base);
            asset.local = Some(LocalRecord {
                stamp,
                digest: Some(digest),
            });
            if asset.remote.state == OnServer::Unknown {
                asset.remote.state = OnServer::Present(revision);
            }
        })
    })
    .await?;
    Ok(())
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
