//! The end of downloads: the last bytes, the comparison, the final name, the journal.

use std::{collections::BTreeSet, slice, time::Instant};

use bytes::Bytes;
use damson_core::{Base, ByteCount, ContentId, Digest};
use damson_remote::{Error as RemoteError, ErrorKind, body::Hasher};
use tokio::sync::OwnedMutexGuard;

use super::{amend_now, writer::Writer};
#[cfg(feature = "sabotage")]
use crate::sabotage::{self, Sabotage};
use crate::{
    context::Context,
    journal::FinishedDownload,
    model::{Asset, EngineError, JournalError, LocalError, LocalRecord, Stake, TransferId},
    observe::{look_now, wanted_protection},
    ports::{Finish, Named},
    transfer_state::{Fetch, Received, Wanted, finishing::Sealed},
};

/// A download whose bytes have all come.
pub(super) struct Ready {
    pub(super) id: TransferId,
    pub(super) fetch: Fetch,
    pub(super) from: Wanted,
    pub(super) whole: Whole,
}

pub(super) enum Whole {
    /// The last pieces are not written yet.
    Streamed { writer: Writer, pieces: Vec<Bytes> },
    /// Nothing is written yet.
    Gathered {
        pieces: Vec<Bytes>,
        write_permit: OwnedMutexGuard<()>,
    },
}

/// With its name, which a power cut may still take.
struct Brought {
    id: TransferId,
    fetch: Fetch,
    from: Wanted,
    named: Named,
    digest: Digest,
    size: ByteCount,
    /// Kept until the journal knows.
    _write_permit: OwnedMutexGuard<()>,
}

/// Writes the last pieces, compares what arrived with what was announced, and gives it its final
/// name; after that it is the base, and the transfer is finished. A download that was stopped
/// meanwhile stays partial. Blocks.
pub(super) fn land(context: &Context, ready: Ready) -> Result<Asset, EngineError> {
    let sealed = seal(context, ready)?;
    let mut ended = finish(context, vec![sealed]);
    ended.pop().expect("one end for one")
}

/// Everything but the name. Blocks.
pub(super) fn seal(context: &Context, ready: Ready) -> Result<Sealed, EngineError> {
    let Ready {
        id,
        fetch,
        mut from,
        whole,
    } = ready;
    let mut received = match whole {
        Whole::Streamed { writer, pieces } => writer.take(&pieces)?.finish(context.hash())?,
        Whole::Gathered {
            pieces,
            write_permit,
        } => {
            // It waited for its turn here: whoever stopped it meanwhile has cleared up already.
            if context.queue.stop_of(id).is_some() {
                return Err(EngineError::Cancelled);
            }
            write(context, &fetch, &pieces, write_permit)?
        }
    };
    if is_stale(context, &fetch, &from, &received) {
        // It would say "the same" of every later binary too.
        from.revision.content = None;
    }
    if !is_right(&from, &received.digest, received.size) {
        drop(received.partial);
        context.local.drop_partial(&fetch.path)?;
        return Err(RemoteError::new(ErrorKind::Corrupt)
            .about(&fetch.path)
            .into());
    }
    if context.queue.stop_of(id).is_some() {
        return Err(EngineError::Cancelled);
    }
    if fetch.replaces.is_some() {
        if let Err(error) = unedited(context, &fetch) {
            drop(received.partial);
            let EngineError::Local(error) = error else {
                return Err(error);
            };
            return Err(displaced(context, &fetch, error)?);
        }
        // The copy that is replaced lies under the partial name for a moment: should Damson end
        // just then, nothing is added to it.
        amend_now(context, id, |record| record.expect = None)?;
    }
    let finish = Finish {
        expect: fetch.replaces,
        modified: from.revision.modified,
        read_only: fetch.read_only,
    };
    match received.partial.seal(finish) {
        Ok(()) => Ok(Sealed {
            id,
            fetch,
            from,
            finish,
            received,
        }),
        Err(error) => {
            drop(received.partial);
            Err(displaced(context, &fetch, error)?)
        }
    }
}

/// A download takes its time: what it is to replace may have been written to meanwhile, in a way
/// that size and time don't show.
fn unedited(context: &Context, fetch: &Fetch) -> Result<(), EngineError> {
    #[cfg(feature = "sabotage")]
    if sabotage::is(Sabotage::NoRecheckBeforeReplacing) {
        return Ok(());
    }
    let (local, journal) = (&*context.local, &*context.journal);
    let asset = look_now(local, journal, &fetch.path, context.hash(), Stake::Removal)?;
    let here = asset.local.and_then(|local| local.digest);
    let base = asset.base.and_then(|base| base.digest);
    if here.is_some() && here == base {
        return Ok(());
    }
    let file = local.file(&fetch.path)?;
    Err(LocalError::Changed { file }.into())
}

/// Writes what was gathered into a partial file of its own.
fn write(
    context: &Context,
    fetch: &Fetch,
    pieces: &[Bytes],
    write_permit: OwnedMutexGuard<()>,
) -> Result<Received, EngineError> {
    // A copy that is replaced says who may write to the one in its place.
    let protected = fetch.read_only && fetch.replaces.is_none();
    let mut partial = context.local.new_partial(&fetch.path, protected)?;
    let mut hasher = Hasher::new(context.hash());
    hasher.update_all(pieces);
    for piece in pieces {
        partial.append(piece)?;
    }
    Ok(Received {
        size: partial.length(),
        partial,
        digest: hasher.finish(),
        write_permit,
    })
}

/// Whether what arrived is what the server announced. A hash that the server may not have renewed
/// yet proves nothing.
fn is_right(wanted: &Wanted, digest: &Digest, length: ByteCount) -> bool {
    #[cfg(feature = "sabotage")]
    if sabotage::is(Sabotage::NoHashCheck) {
        return true;
    }
    let announced = &wanted.revision;
    let whole = announced.size.is_none_or(|announced| announced == length);
    let hash = match &announced.content {
        Some(ContentId::Hash(hash)) if hash.kind() == digest.kind() => hash == digest,
        Some(ContentId::Hash(_) | ContentId::Tag(_)) | None => true,
    };
    whole && (hash || wanted.processing)
}

/// Whether only the hash is wrong, and has been before for the same bytes.
fn is_stale(context: &Context, fetch: &Fetch, from: &Wanted, received: &Received) -> bool {
    context.capability().hash_may_be_stale
        && from.revision.size == Some(received.size)
        && !is_right(from, &received.digest, received.size)
        && context
            .stale_hashes
            .came_before(&fetch.path, from, &received.digest)
}

/// Gives what is sealed its names, and has the journal know: many share the flush of their folder
/// and the commit, and each has its own end. Blocks.
pub(super) fn finish(context: &Context, sealed: Vec<Sealed>) -> Vec<Result<Asset, EngineError>> {
    let began = Instant::now();
    let named = sealed
        .into_iter()
        .map(|sealed| name(context, sealed, began));
    let kept = keep_names(context, named.collect());
    note(context, kept)
}

fn name(context: &Context, sealed: Sealed, since: Instant) -> Result<Brought, EngineError> {
    let Sealed {
        id,
        fetch,
        from,
        finish,
        received,
    } = sealed;
    let Received {
        partial,
        digest,
        size,
        write_permit,
    } = received;
    match partial.name(finish, since) {
        Ok(named) => Ok(Brought {
            id,
            fetch,
            from,
            named,
            digest,
            size,
            _write_permit: write_permit,
        }),
        Err(error) => Err(displaced(context, &fetch, error)?),
    }
}

/// Flushes each folder once. Where that fails, the next one in that folder tries it for itself.
fn keep_names(
    context: &Context,
    named: Vec<Result<Brought, EngineError>>,
) -> Vec<Result<Brought, EngineError>> {
    let mut kept = BTreeSet::new();
    let keep = |brought: Result<Brought, EngineError>| {
        let brought = brought?;
        let folder = brought.fetch.path.parent().unwrap_or_default();
        let folder = (folder, brought.named.folder);
        if !kept.contains(&folder) {
            match context.local.keep_names(&folder.0, folder.1) {
                Ok(()) => {}
                Err(error) => return Err(displaced(context, &brought.fetch, error)?),
            }
            kept.insert(folder);
        }
        Ok(brought)
    };
    named.into_iter().map(keep).collect()
}

/// Writes all of them to the journal in one transaction; when that fails, each in its own.
fn note(
    context: &Context,
    named: Vec<Result<Brought, EngineError>>,
) -> Vec<Result<Asset, EngineError>> {
    let finished: Vec<_> = named.iter().flatten().map(finished).collect();
    let mut assets = tell(context, &finished).into_iter();
    let end = |named: Result<Brought, EngineError>| {
        let named = named?;
        let asset = assets.next().expect("one for each that has its name")?;
        // One that is to be protected otherwise by now is looked at.
        let protection = wanted_protection(context, &asset);
        if let Some(local) = &asset.local
            && protection.is_none_or(|wanted| wanted == named.fetch.read_only)
        {
            context.just_written.add(&asset.path, local.stamp);
        }
        context.queue.note_finished(named.id);
        Ok(asset)
    };
    named.into_iter().map(end).collect()
}

fn tell(context: &Context, finished: &[FinishedDownload]) -> Vec<Result<Asset, JournalError>> {
    let now = context.now();
    match context.journal.finish_downloads(finished, now) {
        Ok(assets) => assets.into_iter().map(Ok).collect(),
        Err(error) if finished.len() == 1 => vec![Err(error)],
        Err(_) => finished
            .iter()
            .flat_map(|one| tell(context, slice::from_ref(one)))
            .collect(),
    }
}

fn finished(brought: &Brought) -> FinishedDownload {
    FinishedDownload {
        id: brought.id,
        path: brought.fetch.path.clone(),
        base: Base {
            revision: brought.from.revision.clone(),
            digest: Some(brought.digest.clone()),
            size: Some(brought.size),
        },
        local: LocalRecord {
            stamp: brought.named.stamp,
            digest: Some(brought.digest.clone()),
        },
    }
}

/// The file at the final name is not the one that was to be replaced: the download gives way.
fn displaced(
    context: &Context,
    fetch: &Fetch,
    error: LocalError,
) -> Result<EngineError, EngineError> {
    match error {
        LocalError::Changed { .. } | LocalError::Exists { .. } | LocalError::Missing { .. } => {
            context.local.drop_partial(&fetch.path)?;
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
        | LocalError::NotAFile { .. }
        | LocalError::StillWritten { .. }
        | LocalError::Io { .. } => Ok(error.into()),
    }
}
