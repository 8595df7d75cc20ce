//! Keeping the cache folder below its limit: clean copies that were not used for longest go.

use std::{sync::Arc, time::Duration};

use damson_core::{
    ByteCount, OnServer, Timestamp,
    cache::{JUST_USED_MS, Ties, may_leave},
};
use tokio::time::Instant;

use crate::{
    context::Context,
    events::Event,
    journal::{Journal, UsedAfter},
    model::{Asset, EngineError, LocalError, Stake},
    observe,
    ports::Local,
};

/// How many copies are looked at before the journal is asked for more.
const BATCH: usize = 100;

/// Removes copies until what is here fits. Returns when to look again, if something stays that may
/// go later.
pub(crate) async fn evict(context: &Arc<Context>) -> Result<Option<Instant>, EngineError> {
    let Some(limit) = context.policy().cache_limit else {
        return Ok(None);
    };
    let mut here = context.in_journal(Journal::cache_use).await?.bytes;
    let mut after: Option<UsedAfter> = None;
    while here > limit {
        if context.halted().is_some() || !context.is_online() {
            // Nothing is removed that could not be had again.
            return Ok(Some(later()));
        }
        let from = after.take();
        let batch = context
            .in_journal(move |journal| journal.least_used(from.as_ref(), BATCH))
            .await?;
        let Some(last) = batch.last() else {
            return Ok(Some(later()));
        };
        after = Some(UsedAfter::from(last));
        for asset in batch {
            if here <= limit {
                break;
            }
            here = ByteCount(here.0.saturating_sub(leave(context, &asset).await?.0));
        }
    }
    Ok(None)
}

/// When copies that were used a moment ago may be evicted.
fn later() -> Instant {
    Instant::now() + Duration::from_millis(JUST_USED_MS.unsigned_abs())
}

/// Removes one copy, if both sides still are as the journal has them. Returns how much room that
/// made.
async fn leave(context: &Arc<Context>, listed: &Asset) -> Result<ByteCount, EngineError> {
    let path = &listed.path;
    // The cheap answers first.
    if !may_go(context, listed).await? {
        return Ok(ByteCount(0));
    }
    let Some(_path_lock) = context.path_locks.try_lock(path) else {
        return Ok(ByteCount(0));
    };
    // It may have been removed from the server, or replaced there, since the last look.
    observe::read_again(context, path).await?;
    let asset = match observe::look_for(context, path, Stake::Removal).await {
        Ok(asset) => asset,
        Err(error) => {
            tracing::info!(%path, %error, "a copy stays");
            return Ok(ByteCount(0));
        }
    };
    let Some(local) = &asset.local else {
        return Ok(ByteCount(0));
    };
    if !may_go(context, &asset).await? {
        return Ok(ByteCount(0));
    }
    let (stamp, at) = (local.stamp, path.clone());
    let removed = context.on_disk(move |local| local.remove(&at, stamp)).await;
    match removed {
        Ok(()) => {}
        // Saved, opened or protected just now: it stays until the next look.
        Err(
            error @ (LocalError::Changed { .. }
            | LocalError::Missing { .. }
            | LocalError::InUse { .. }
            | LocalError::Denied { .. }),
        ) => {
            tracing::info!(%path, %error, "a copy stays");
            return Ok(ByteCount(0));
        }
        Err(
            error @ (LocalError::DiskFull { .. }
            | LocalError::Exists { .. }
            | LocalError::Outside { .. }
            | LocalError::Name { .. }
            | LocalError::NoCacheFolder { .. }
            | LocalError::NotAFile { .. }
            | LocalError::StillWritten { .. }
            | LocalError::Io { .. }),
        ) => return Err(error.into()),
    }
    let at = path.clone();
    context
        .in_journal(move |journal| {
            journal.update(&at, |asset| {
                asset.local = None;
                asset.base = None;
            })
        })
        .await?;
    tracing::info!(%path, size = stamp.size.0, "removed to make room");
    context.send(Event::Changed);
    Ok(stamp.size)
}

/// Whether the core lets a copy go, from what the journal and the disk know of it.
async fn may_go(context: &Arc<Context>, asset: &Asset) -> Result<bool, EngineError> {
    if !matches!(asset.remote.state, OnServer::Present(_)) || context.queue.is_busy(&asset.path) {
        return Ok(false);
    }
    let path = asset.path.clone();
    let pinned = context
        .in_journal(move |journal| journal.is_pinned(&path))
        .await?;
    let path = asset.path.clone();
    let opened = context.on_disk(move |local| opened(local, &path)).await?;
    let ties = Ties {
        pinned,
        busy: false,
        used: asset.used,
        opened,
    };
    Ok(may_leave(&asset.facts(), &ties, context.now()))
}

/// When an application last wrote a lock file or an unfinished save beside a file.
fn opened(local: &dyn Local, path: &damson_core::DamPath) -> Result<Option<Timestamp>, LocalError> {
    let newest = local.newest_temporary(path)?;
    Ok(newest.map(|ns| Timestamp(i64::try_from(ns / 1_000_000).unwrap_or(i64::MAX))))
}
