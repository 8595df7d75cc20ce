//! Taking up transfers of before the restart.

use std::{cmp::Reverse, collections::BTreeSet, sync::Arc, time::Duration};

use damson_core::{Action, DamPath, Status, Timestamp};
use futures::StreamExt;
use tokio::time::Instant;

use crate::{
    actions::{
        self, Request, nothing_left,
        upload_files::{self, FileUpload},
    },
    context::Context,
    events::Event,
    journal::{Journal, TransferRecord},
    model::{ActOptions, EngineError, IfExists, TransferDirection, TransferId, TransferState},
    observe,
    transfer_state::queue::Rank,
    transfers::{
        self,
        retry::{self, Verdict},
        upload::{self, KEEP_CHECKED_OUT},
    },
};

/// At the start: finds everything that was not finished, and drops partial files that belong to
/// nothing. Transfers that have begun since are left out.
pub(crate) async fn begin(context: &Arc<Context>) -> Result<Vec<TransferRecord>, EngineError> {
    context.in_journal(Journal::rewind_transfers).await?;
    let kept = context.in_journal(Journal::open_transfers).await?;
    let untold = context.queue.unrecorded_ends();
    let begun = |record: &TransferRecord| {
        context.queue.done(record.id).is_some() || untold.contains_key(&record.id)
    };
    let open: Vec<TransferRecord> = kept
        .into_iter()
        .filter(|record| !begun(record))
        .filter(|record| match record.state {
            TransferState::Waiting
            | TransferState::Running
            | TransferState::Paused
            | TransferState::Retrying { .. } => true,
            TransferState::Failed { .. } | TransferState::Finished | TransferState::Cancelled => {
                false
            }
        })
        .collect();
    drop_orphans(context, |record| {
        open.iter().any(|open| open.id == record.id)
    })
    .await?;
    Ok(open)
}

/// Drops partial files that belong to nothing any more: of a folder that was moved, say. What a
/// failed download has brought stays until the next start.
pub(crate) async fn tidy(context: &Arc<Context>) -> Result<(), EngineError> {
    drop_orphans(context, |record| match record.state {
        TransferState::Waiting
        | TransferState::Running
        | TransferState::Paused
        | TransferState::Retrying { .. }
        | TransferState::Failed { .. } => true,
        TransferState::Finished | TransferState::Cancelled => false,
    })
    .await
}

async fn drop_orphans(
    context: &Arc<Context>,
    goes_on: impl Fn(&TransferRecord) -> bool,
) -> Result<(), EngineError> {
    let kept = context.in_journal(Journal::open_transfers).await?;
    let wanted: BTreeSet<DamPath> = kept
        .into_iter()
        .filter(|record| record.direction == TransferDirection::Download && goes_on(record))
        .map(|record| record.path)
        .collect();
    for path in context.on_disk(|local| local.partials()).await? {
        if !wanted.contains(&path) {
            drop_orphan(context, &path).await?;
        }
    }
    Ok(())
}

/// Removes a partial file, unless a download of it has begun meanwhile.
async fn drop_orphan(context: &Arc<Context>, path: &DamPath) -> Result<(), EngineError> {
    let Some(_path_lock) = context.path_locks.try_lock(path) else {
        return Ok(());
    };
    let wanted = path.clone();
    let open = context
        .in_journal(move |journal| journal.transfer_of(&wanted, TransferDirection::Download))
        .await?;
    if open.is_none() {
        let path = path.clone();
        context
            .on_disk(move |local| local.drop_partial(&path))
            .await?;
    }
    Ok(())
}

/// Goes on with them, as many at a time as may run.
pub(crate) async fn go_on(context: &Arc<Context>, waiting: Vec<TransferRecord>) {
    let running = waiting
        .into_iter()
        .filter(|record| record.state != TransferState::Paused);
    let mut running: Vec<TransferRecord> = running.collect();
    for record in &running {
        context.note_resumed(&record.path, record.direction);
    }
    let limit = context.policy().transfers.max(1) as usize * 2;
    let mut sorted_at = None;
    let in_turn = std::iter::from_fn(move || {
        // A person may put another one first before all of them have begun.
        let wishes = context.queue.latest_first();
        if sorted_at.replace(wishes) != Some(wishes) {
            running.sort_by_cached_key(|record| Reverse(rank(context, record)));
        }
        running.pop()
    });
    futures::stream::iter(in_turn)
        .for_each_concurrent(limit, |record| one(context, record))
        .await;
}

/// Which of them begins sooner: as the queue has it, the lower.
fn rank(context: &Context, record: &TransferRecord) -> Rank {
    let (id, part_of) = (record.id, record.part_of);
    let first = context.queue.first_of_kept(id, part_of, record.first);
    let priority = transfers::priority_of(record.priority);
    (Reverse(first), priority, id)
}

/// Takes those that wait for the network or a login, and have no task: the server may answer.
pub(crate) async fn parked(context: &Arc<Context>) -> Result<Vec<TransferRecord>, EngineError> {
    let kept = context.in_journal(Journal::retrying_transfers).await?;
    let untold = context.queue.unrecorded_ends();
    let mut waiting = Vec::new();
    for record in kept {
        if context.queue.done(record.id).is_some() || untold.contains_key(&record.id) {
            continue;
        }
        transfers::amend(context, record.id, |record| {
            if matches!(record.state, TransferState::Retrying { .. }) {
                record.state = TransferState::Waiting;
            }
        })
        .await?;
        waiting.push(record);
    }
    Ok(waiting)
}

/// Begins a transfer again that has no task.
pub(crate) async fn again(context: &Arc<Context>, id: TransferId) -> Result<(), EngineError> {
    transfers::amend(context, id, |record| {
        record.state = TransferState::Waiting;
        record.attempts = 0;
    })
    .await?;
    let known = context
        .in_journal(move |journal| journal.transfer(id))
        .await?;
    if let Some(record) = known {
        context.send(Event::Resume(Box::new(record)));
    }
    Ok(())
}

/// Does again what the transfer was part of. The facts decide afresh whether it is still right.
pub(crate) async fn one(context: &Arc<Context>, record: TransferRecord) {
    let (id, path, direction) = (record.id, record.path.clone(), record.direction);
    let ended = attempt(context, record).await;
    let known = context
        .in_journal(move |journal| journal.transfer(id))
        .await;
    let untouched = known.ok().flatten();
    let Some(record) = untouched.filter(|record| record.state == TransferState::Waiting) else {
        return;
    };
    if let Err(error) = &ended {
        let own = context.reachability.answered_lately() && retry::may_be_its_own(error);
        let failures = record.attempts + u32::from(own);
        if let Some(wait) = rest(context, error, &record, failures) {
            return park(context, id, error, wait, failures).await;
        }
    }
    let state = match ended {
        Ok(()) => TransferState::Finished,
        Err(error) if nothing_left(&error) => TransferState::Finished,
        Err(error) => TransferState::Failed {
            code: error.code().to_owned(),
            said: Some(error.to_string()),
        },
    };
    if let Err(error) = transfers::amend(context, id, |record| record.state = state).await {
        tracing::error!(%error, "a transfer is kept as it was");
    }
    // Of a copy that was replaced just before the end, the former one may lie there.
    if direction == TransferDirection::Download
        && let Err(error) = drop_orphan(context, &path).await
    {
        tracing::info!(%path, %error, "a partial file stays until the next start");
    }
    context.send(Event::Changed);
}

/// How long to wait for what time or a login mends; `None` for a failure that a person has to see.
fn rest(
    context: &Context,
    error: &EngineError,
    record: &TransferRecord,
    failures: u32,
) -> Option<Duration> {
    match retry::verdict(error, record.direction) {
        Verdict::Again { .. } if failures >= retry::OWN_TRIES => None,
        // As long again as nothing was heard of the server so far.
        Verdict::Again { at_least } => {
            let silence = retry::spread(context.reachability.silent_for());
            Some(retry::pause(failures, at_least).max(silence))
        }
        Verdict::Login => Some(retry::LOGIN),
        Verdict::AFewTimes | Verdict::Never => None,
    }
}

/// Has a transfer wait that never came to bytes, because the server could not be asked: it is taken
/// up again, with what it has brought so far.
async fn park(
    context: &Arc<Context>,
    id: TransferId,
    error: &EngineError,
    wait: Duration,
    failures: u32,
) {
    let at = Timestamp(context.now().0 + i64::try_from(wait.as_millis()).unwrap_or(i64::MAX / 2));
    let code = retry::waits_for(error).to_owned();
    tracing::info!(transfer = id.0, ?wait, %error, "a transfer of before the restart waits");
    let parked = transfers::amend(context, id, move |record| {
        if record.state == TransferState::Waiting {
            record.attempts = failures;
            record.state = TransferState::Retrying { at, code };
        }
    })
    .await;
    if let Err(error) = parked {
        tracing::error!(%error, "a transfer is kept as it was");
    }
    context.send(Event::Parked(Instant::now() + wait));
}

async fn attempt(context: &Arc<Context>, record: TransferRecord) -> Result<(), EngineError> {
    if let Some(outside) = upload::outside_of(record.options.as_deref()) {
        let if_exists = if outside.new_version {
            IfExists::NewVersion
        } else {
            IfExists::Skip
        };
        let file_upload = FileUpload {
            file: &outside.file,
            to: &record.path,
            if_exists,
            comment: record.comment.as_deref(),
            resumes: Some(record.id),
            part_of: record.part_of,
        };
        return upload_files::send_file(context, file_upload).await;
    }
    let action = match record.direction {
        TransferDirection::Upload => Action::UploadChanges,
        TransferDirection::Download => {
            let known = observe::recall(context, &record.path).await?;
            match known.and_then(|asset| asset.status()) {
                Some(Status::ModifiedRemotely) => Action::Update,
                Some(
                    Status::CloudOnly
                    | Status::AvailableLocally
                    | Status::EditedLocally
                    | Status::EditingConflict(_)
                    | Status::RemovedRemotely
                    | Status::NewLocally,
                )
                | None => Action::Download,
            }
        }
    };
    let request = Request {
        action,
        path: record.path.clone(),
        options: ActOptions {
            comment: record.comment.clone(),
            keep_checked_out: record.options.as_deref() == Some(KEEP_CHECKED_OUT),
            ..ActOptions::default()
        },
        priority: transfers::priority_of(record.priority),
        resumes: Some(record.id),
        part_of: record.part_of,
    };
    actions::row(context, request).await.map(drop)
}
