//! Fetching the bytes of an asset: to a partial file, verified, then to the final name.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use bytes::Bytes;
#[cfg(feature = "sabotage")]
use damson_core::{Base, ContentId, Revision};
use damson_core::{ByteCount, DamPath, Sameness};
use damson_remote::{ByteRange, Error as RemoteError, ErrorKind, Read, ReadBody, body::Hasher};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::{
    context::Context,
    events::Event,
    model::{Asset, EngineError, TransferDirection, TransferId},
    observe,
    ports::Partial,
    transfer_state::{Entered, Fetch, Wanted},
};

use super::{
    Job, amend_now,
    byte_bound::at_most,
    drive,
    finish::{Ready, Whole, land},
    gather::{Count, gather},
    parts::Parts,
    small,
    space::{check_free, check_space},
    writer::{Flushing, Writer, flush_every, is_verifiable},
};
#[cfg(feature = "sabotage")]
use crate::{
    journal::Journal,
    sabotage::{self, Sabotage},
};

/// How often the free space is looked at while nobody knows how much will come.
const CHECKED_EVERY: u64 = 64 * 1024 * 1024;

/// Downloads what the server has, and makes it the base. Returns the row, unless the download was
/// whole already when somebody stopped it. When `wanted` is not what the server has
/// any more, it is asked once more before the attempt counts as failed.
pub(crate) async fn download(
    context: &Arc<Context>,
    fetch: Fetch,
    wanted: Wanted,
) -> Result<Option<Asset>, EngineError> {
    let job = Job {
        path: fetch.path.clone(),
        direction: TransferDirection::Download,
        priority: fetch.priority,
        total: wanted.revision.size,
        expect: Some(wanted.revision.clone()),
        comment: None,
        options: None,
        entered: fetch.entered,
        resumes: fetch.resumes,
        part_of: fetch.part_of,
    };
    // After a restart or a pause the server is asked first.
    let known = Arc::new(Mutex::new(fetch.resumes.is_none().then_some(wanted)));
    let written = Arc::new(AtomicBool::new(false));
    // The partial file has one writer at a time, also when an attempt was interrupted.
    let writing = Arc::new(Mutex::new(()));
    drive(context, job, |Entered { id, earlier }| {
        let fetch = fetch.clone();
        let (writing, known) = (Arc::clone(&writing), Arc::clone(&known));
        let own = Own {
            earlier,
            written: Arc::clone(&written),
        };
        async move {
            let known = known.lock().await.take();
            if let Some(wanted) = known {
                let write_permit = Arc::clone(&writing).lock_owned().await;
                let ended = if small::is_small(&wanted) && own.left() == Left::ByAnother {
                    small::attempt(context, id, &fetch, wanted, &own, write_permit).await
                } else {
                    attempt(context, id, &fetch, wanted, &own, write_permit).await
                };
                match ended {
                    // Other bytes than the hash says: it may be that of a former revision.
                    Err(error) if is_outdated(&error) || is_corrupt(&error) => {}
                    ended => return ended.map(Some),
                }
            }
            let write_permit = writing.lock_owned().await;
            if context.queue.is_finished(id) {
                // It was whole when somebody stopped it.
                return Ok(None);
            }
            let entry = observe::read_again(context, &fetch.path).await?;
            let entry =
                entry.ok_or_else(|| RemoteError::new(ErrorKind::NotFound).about(&fetch.path))?;
            let ended = attempt(
                context,
                id,
                &fetch,
                Wanted::from(&entry),
                &own,
                write_permit,
            )
            .await;
            ended.map(Some)
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

async fn attempt(
    context: &Arc<Context>,
    id: TransferId,
    fetch: &Fetch,
    from: Wanted,
    own: &Own,
    write_permit: OwnedMutexGuard<()>,
) -> Result<Asset, EngineError> {
    let partial = open_partial(context, id, fetch, &from, own).await?;
    let body = match bounded(context, fetch, &from, partial.length().0, false).await {
        Ok(body) => body,
        Err(error) => {
            if error.kind == ErrorKind::Changed {
                drop(partial);
                drop_partial(context, &fetch.path).await?;
            }
            return Err(error.into());
        }
    };
    let coming = Coming {
        partial,
        body,
        paid: 0,
        write_permit,
    };
    stream_in(context, id, fetch, from, coming).await
}

/// A body on its way into a partial file.
pub(super) struct Coming {
    pub(super) partial: Box<dyn Partial>,
    pub(super) body: ReadBody,
    /// How many bytes of the body were counted and charged to the bandwidth before.
    pub(super) paid: usize,
    pub(super) write_permit: OwnedMutexGuard<()>,
}

/// Writes a body into the partial file as it comes, and finishes the download.
pub(super) async fn stream_in(
    context: &Arc<Context>,
    id: TransferId,
    fetch: &Fetch,
    from: Wanted,
    coming: Coming,
) -> Result<Asset, EngineError> {
    #[cfg(feature = "sabotage")]
    if sabotage::is(Sabotage::BaseBeforeVerifying) {
        early_base(context, fetch, &from.revision).await?;
    }
    let (writer, pieces) = match receive(context, id, fetch, &from, coming).await {
        Err(error) if is_corrupt(&error) => {
            drop_partial(context, &fetch.path).await?;
            return Err(error);
        }
        other => other?,
    };
    let ready = Ready {
        id,
        fetch: fetch.clone(),
        from,
        whole: Whole::Streamed { writer, pieces },
    };
    let at = Arc::clone(context);
    // By itself: flushing a large file takes long, and small ones need not wait for it.
    let asset = context.blocking(move || land(&at, ready)).await?;
    context.send(Event::Fetched);
    Ok(asset)
}

#[cfg(feature = "sabotage")]
pub(super) async fn early_base(
    context: &Context,
    fetch: &Fetch,
    wanted: &Revision,
) -> Result<(), EngineError> {
    let base = Base {
        revision: wanted.clone(),
        digest: match &wanted.content {
            Some(ContentId::Hash(digest)) => Some(digest.clone()),
            Some(ContentId::Tag(_)) | None => None,
        },
        size: wanted.size,
    };
    let path = fetch.path.clone();
    let early = move |journal: &Journal| journal.update(&path, |asset| asset.base = Some(base));
    context.in_journal(early).await.map(drop)
}

/// Asks for everything from `start` on: of the wanted revision, and no more than it has. `by_hash`
/// as in [`Read`].
pub(super) async fn bounded(
    context: &Arc<Context>,
    fetch: &Fetch,
    from: &Wanted,
    start: u64,
    by_hash: bool,
) -> Result<ReadBody, RemoteError> {
    let body = open_body(context, fetch, from, start, by_hash).await?;
    if from.revision.compare(&body.revision) == Sameness::Different {
        return Err(RemoteError::new(ErrorKind::Changed).about(&fetch.path));
    }
    Ok(ReadBody {
        stream: at_most(body.stream, body.start, from.revision.size),
        ..body
    })
}

/// Asks for everything from `start` on.
async fn open_body(
    context: &Arc<Context>,
    fetch: &Fetch,
    from: &Wanted,
    start: u64,
    by_hash: bool,
) -> Result<ReadBody, RemoteError> {
    let remote = context.remote();
    let ask = async |range| {
        let read = Read {
            range,
            expect: Some(from.revision.clone()),
            by_hash,
        };
        context.note_answer(remote.read(&fetch.path, read).await)
    };
    let rest = (start > 0).then_some(ByteRange { start, end: None });
    let Some(parts) = Parts::of(context, from, start) else {
        return ask(rest).await;
    };
    let body = ask(Some(parts.first())).await?;
    if parts.answers(&body) && parts.is_held(from, &body) {
        return Ok(parts.join(context, &fetch.path, from, body));
    }
    if parts.is_whole(&body) {
        return Ok(body);
    }
    drop(body);
    ask(rest).await
}

/// Opens the partial file, once there is space for the rest; what it holds is kept only when it is
/// of the same revision.
pub(super) async fn open_partial(
    context: &Arc<Context>,
    id: TransferId,
    fetch: &Fetch,
    from: &Wanted,
    own: &Own,
) -> Result<Box<dyn Partial>, EngineError> {
    let (at, path, from) = (Arc::clone(context), fetch.path.clone(), from.clone());
    let left = own.left();
    let opened = context
        .blocking(move || open_now(&at, id, &path, &from, left))
        .await?;
    own.written.store(true, Ordering::Relaxed);
    Ok(opened)
}

/// Whether a partial file is this transfer's own. What another left of the asset may be of another
/// revision, whatever the record of this one says.
pub(super) struct Own {
    /// This transfer continues one that the journal has.
    earlier: bool,
    written: Arc<AtomicBool>,
}

impl Own {
    fn left(&self) -> Left {
        if self.earlier {
            Left::BeforeRestart
        } else if self.written.load(Ordering::Relaxed) {
            Left::InThisRun
        } else {
            Left::ByAnother
        }
    }
}

/// Which transfer wrote the bytes that a partial file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    ByAnother,
    /// This transfer, before a restart, or before it was taken up again.
    BeforeRestart,
    InThisRun,
}

fn open_now(
    context: &Context,
    id: TransferId,
    path: &DamPath,
    from: &Wanted,
    left: Left,
) -> Result<Box<dyn Partial>, EngineError> {
    let wanted = &from.revision;
    let mut partial = context.local.partial(path)?;
    let known = context.journal.transfer(id)?;
    let flushed = known.as_ref().and_then(|known| known.resume.clone());
    let begun = known.and_then(|known| known.expect);
    let same = left != Left::ByAnother
        && begun
            .as_ref()
            .is_some_and(|begun| begun.compare(wanted) == Sameness::Same);
    #[cfg(feature = "sabotage")]
    let same = same || sabotage::is(Sabotage::ResumeAnything);
    let fits = wanted.size.is_none_or(|size| partial.length() < size);
    let goes_on = same && fits && context.capability().ranges;
    if partial.length().0 > 0 && !goes_on {
        partial.truncate(ByteCount(0))?;
    } else if left == Left::BeforeRestart && !is_verifiable(context, from) {
        // A power cut can leave anything after what was flushed, and no hash would show it.
        let flushed = flushed.as_ref().and_then(|flushed| flushed.parse().ok());
        partial.truncate(ByteCount(flushed.unwrap_or_default()))?;
    }
    // Which revision the partial file is of.
    let noted = begun.as_ref() == Some(wanted) && flushed.is_none();
    if partial.length().0 == 0 && !noted {
        let wanted = wanted.clone();
        amend_now(context, id, move |record| {
            record.expect = Some(wanted);
            record.resume = None;
        })?;
    }
    check_space(context, path, wanted, partial.length())?;
    Ok(partial)
}

async fn drop_partial(context: &Context, path: &DamPath) -> Result<(), EngineError> {
    let path = path.clone();
    Ok(context
        .on_disk(move |local| local.drop_partial(&path))
        .await?)
}

/// Streams the body into the partial file, hashing on the way when it starts at the beginning. The
/// last pieces are left to be written.
async fn receive(
    context: &Arc<Context>,
    id: TransferId,
    fetch: &Fetch,
    from: &Wanted,
    coming: Coming,
) -> Result<(Writer, Vec<Bytes>), EngineError> {
    let Coming {
        partial,
        mut body,
        paid,
        write_permit,
    } = coming;
    let start = body.start;
    if start != 0 && start != partial.length().0 {
        return Err(RemoteError::new(ErrorKind::Garbled)
            .about(&fetch.path)
            .into());
    }
    let mut writer = Writer {
        partial,
        hasher: (start == 0).then(|| Hasher::new(context.hash())),
        write_permit,
        flush_every: (!is_verifiable(context, from)).then(flush_every),
        flushed: start,
        untold: false,
        record: (Arc::clone(context), id),
    };
    if writer.partial.length().0 != start {
        writer = context.blocking(move || writer.rewind(start)).await?;
    }
    let end = body.length.map(|length| start + length);
    let mut count = Count {
        id,
        done: start,
        paid,
        total: body.total.or(end.map(ByteCount)),
    };
    let mut batch = gather(context, &mut body, &mut count).await;
    let mut flushing: Option<Flushing> = None;
    // The next pieces are on their way while some are written.
    while batch.end.is_none() {
        let pieces = batch.pieces;
        let before = count.done;
        let written = writer.take_aside(pieces);
        let (written, coming) = tokio::join!(written, gather(context, &mut body, &mut count));
        writer = written?;
        batch = coming;
        match flushing.as_mut().and_then(Flushing::ended) {
            Some(flushed) => {
                writer.flushed(flushed?);
                flushing = None;
            }
            None if flushing.is_none() => flushing = writer.flush_aside()?,
            None => {}
        }
        if count.total.is_none() && count.done / CHECKED_EVERY > before / CHECKED_EVERY {
            let (at, path) = (Arc::clone(context), fetch.path.clone());
            context
                .blocking(move || check_free(&at, &path, CHECKED_EVERY))
                .await?;
        }
    }
    if let Some(flushing) = flushing {
        // The last flush would not report that an earlier one has failed.
        writer.flushed(flushing.end().await?);
    }
    let ended = batch.end.unwrap_or(Ok(()));
    let failed = failure(context, &fetch.path, ended, end, count.done);
    let pieces = batch.pieces;
    if let Some(failed) = failed {
        // What came is kept, to go on from there.
        context
            .blocking(move || writer.take(&pieces).map(drop))
            .await?;
        return Err(failed.into());
    }
    Ok((writer, pieces))
}

/// Why a body is not whole, if it isn't.
pub(super) fn failure(
    context: &Context,
    path: &DamPath,
    ended: Result<(), RemoteError>,
    end: Option<u64>,
    done: u64,
) -> Option<RemoteError> {
    match ended {
        Err(error) => context.note_answer::<()>(Err(error)).err(),
        Ok(()) if end.is_some_and(|end| done < end) => {
            let error = RemoteError::new(ErrorKind::Offline).about(path);
            Some(error.said("the transfer ended early"))
        }
        Ok(()) => None,
    }
}
