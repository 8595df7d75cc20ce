//! Keeping what is pinned here and up to date.

use std::{collections::BTreeMap, sync::Arc};

use damson_core::{Action, DamPath, OnServer, Revision, Sameness, Status};
use futures::StreamExt;

use crate::{
    actions::{self, Request, many_downloads},
    context::Context,
    journal::Journal,
    model::{Asset, EngineError, TransferDirection, TransferState},
    observe::{self, local_renames},
    path_locks::Access,
    transfer_state::queue::Priority,
    transfers::retry::OWN_TRIES,
    upkeep::vanished,
};

/// How many pinned assets are looked up at a time.
const BATCH: usize = 500;

/// Brings what is pinned up to date. What the server lost moves to Recovered, unless so much of a
/// folder is gone at once that a person is asked first.
pub(crate) async fn follow(context: &Arc<Context>) -> Result<(), EngineError> {
    if !context.is_released()
        && let Some(brake) = vanished(context).await?
    {
        context.halt(brake, &DamPath::root());
        return Err(EngineError::Halted(brake));
    }
    let hopeless = hopeless(context).await?;
    let renamed = local_renames::former(context).await?;
    for pin in context.in_journal(Journal::pins).await? {
        let mut after: Option<DamPath> = None;
        loop {
            let (top, from) = (pin.path.clone(), after.take());
            let stale = [
                Status::CloudOnly,
                Status::ModifiedRemotely,
                Status::RemovedRemotely,
            ];
            let batch = context
                .in_journal(move |journal| journal.with_status(&top, &stale, from.as_ref(), BATCH))
                .await?;
            let Some(last) = batch.last() else {
                break;
            };
            after = Some(last.path.clone());
            let batch = batch.into_iter();
            let batch = batch
                .filter(|asset| !is_hopeless(&hopeless, asset) && !renamed.contains(&asset.path));
            let (missing, others) =
                batch.partition::<Vec<_>, _>(|asset| asset.status() == Some(Status::CloudOnly));
            fetch(context, missing).await;
            let limit = context.policy().transfers.max(1) as usize * 2;
            futures::stream::iter(others)
                .for_each_concurrent(limit, |asset| keep(context, asset))
                .await;
        }
    }
    Ok(())
}

/// How long a download rests that failed again and again although the server answers.
const HOPELESS_MS: i64 = 60 * 60 * 1_000;

/// The downloads that came to an end lately because each attempt failed, and what they were of.
async fn hopeless(
    context: &Arc<Context>,
) -> Result<BTreeMap<DamPath, Option<Revision>>, EngineError> {
    let since = context.now().0.saturating_sub(HOPELESS_MS);
    let kept = context.in_journal(Journal::open_transfers).await?;
    let given_up = kept.into_iter().filter(|record| {
        record.direction == TransferDirection::Download
            && matches!(record.state, TransferState::Failed { .. })
            && record.attempts >= OWN_TRIES
            && record.changed.0 > since
    });
    Ok(given_up
        .map(|record| (record.path, record.expect))
        .collect())
}

/// Whether each attempt to fetch these bytes failed lately, so that asking for them again makes no
/// sense yet.
fn is_hopeless(hopeless: &BTreeMap<DamPath, Option<Revision>>, asset: &Asset) -> bool {
    let Some(tried) = hopeless.get(&asset.path) else {
        return false;
    };
    match (tried, &asset.remote.state) {
        (Some(tried), OnServer::Present(now)) => tried.compare(now) != Sameness::Different,
        (Some(_) | None, OnServer::Present(_) | OnServer::Unknown | OnServer::Absent) => true,
    }
}

/// Brings pinned assets here; what doesn't work is tried at the next poll.
async fn fetch(context: &Arc<Context>, mut missing: Vec<Asset>) {
    if context.halted().is_some() {
        return;
    }
    missing.retain(|asset| !context.queue.is_busy(&asset.path));
    many_downloads::bring(context, missing, Priority::Automatic, |path, ended| {
        if let Err(error) = ended {
            tracing::info!(%path, %error, "a pinned asset is not here");
        }
    })
    .await;
}

/// Brings the copy of one pinned asset up to date; what doesn't work is tried at the next poll.
async fn keep(context: &Arc<Context>, asset: Asset) {
    if context.halted().is_some() || context.queue.is_busy(&asset.path) {
        return;
    }
    let path = asset.path.clone();
    let action = match asset.status() {
        Some(Status::ModifiedRemotely) => Action::Update,
        Some(Status::RemovedRemotely) => {
            if let Err(error) = set_aside(context, &path).await {
                tracing::info!(%path, %error, "a removed asset stays");
            }
            return;
        }
        Some(
            Status::CloudOnly
            | Status::AvailableLocally
            | Status::EditedLocally
            | Status::EditingConflict(_)
            | Status::NewLocally,
        )
        | None => return,
    };
    let request = Request::of_many(action, path.clone(), Priority::Automatic);
    if let Err(error) = actions::act(context, request).await {
        tracing::info!(%path, %error, "a pinned asset is not up to date");
    }
}

/// A pinned copy whose asset is gone from the server moves to Recovered.
async fn set_aside(context: &Arc<Context>, path: &DamPath) -> Result<(), EngineError> {
    let _path_lock = context.path_locks.lock(path, Access::Disk).await;
    observe::read_again(context, path).await?;
    let asset = observe::look(context, path).await?;
    if asset.status() != Some(Status::RemovedRemotely) {
        return Ok(());
    }
    let Some(local) = &asset.local else {
        return Ok(());
    };
    observe::recover(context, path, local.stamp, "removed-from-server").await
}
