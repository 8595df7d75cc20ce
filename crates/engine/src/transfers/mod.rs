//! Moving bytes: each transfer has its turn, is tried again, paused, cancelled, and remembered.

mod byte_bound;
pub(crate) mod download;
mod finish;
mod finish_together;
mod gather;
mod parts;
pub(crate) mod retry;
mod small;
mod space;
pub(crate) mod upload;
mod window;
mod writer;

use std::{future::Future, sync::Arc, time::Duration};

use damson_core::{ByteCount, DamPath, Revision, Timestamp};
use tokio::time::sleep;

use crate::{
    context::Context,
    journal::{NewTransfer, TransferRecord},
    model::{
        EngineError, JournalError, OrderId, Transfer, TransferDirection, TransferId, TransferState,
    },
    transfer_state::{
        Entered,
        queue::{Priority, Stop},
    },
};
use retry::Verdict;

/// A transfer to be made, or to be taken up again after a restart.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    pub(crate) path: DamPath,
    pub(crate) direction: TransferDirection,
    pub(crate) priority: Priority,
    pub(crate) total: Option<ByteCount>,
    /// Which bytes of the server an upload replaces.
    pub(crate) expect: Option<Revision>,
    pub(crate) comment: Option<String>,
    pub(crate) options: Option<String>,
    /// Journal and queue have it already.
    pub(crate) entered: Option<Entered>,
    /// The journal knows it already.
    pub(crate) resumes: Option<TransferId>,
    pub(crate) part_of: Option<OrderId>,
}

/// Makes attempts until one succeeds, fails for good, or the transfer is cancelled. Every state on
/// the way is in the journal and in the queue.
pub(crate) async fn drive<T, F, A>(
    context: &Arc<Context>,
    job: Job,
    attempt: F,
) -> Result<T, EngineError>
where
    F: Fn(Entered) -> A,
    A: Future<Output = Result<T, EngineError>>,
{
    let entered = match job.entered {
        Some(entered) => entered,
        None => enter(context, &job).await?,
    };
    let id = entered.id;
    let ended = attempts(context, entered, job.direction, attempt).await;
    if context.queue.is_finished(id) {
        context.queue.leave(id);
        return ended;
    }
    let state = match &ended {
        Ok(_) => TransferState::Finished,
        Err(EngineError::Cancelled) => TransferState::Cancelled,
        Err(error) => TransferState::Failed {
            code: error.code().to_owned(),
            said: Some(error.to_string()),
        },
    };
    if state == TransferState::Cancelled && job.direction == TransferDirection::Download {
        let path = job.path.clone();
        context
            .on_disk(move |local| local.drop_partial(&path))
            .await
            .ok();
    }
    let recorded = record(context, id, state.clone()).await;
    match &recorded {
        Ok(()) => context.queue.leave(id),
        Err(_) => context.queue.leave_unrecorded(id, state),
    }
    let done = ended?;
    recorded?;
    Ok(done)
}

/// Enters many downloads that the journal knows nothing of, in one transaction. Blocks.
pub(crate) fn enter_downloads(
    context: &Context,
    wanted: &[(DamPath, Revision)],
    priority: Priority,
    part_of: Option<OrderId>,
) -> Result<Vec<Entered>, JournalError> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let now = context.now();
    let first = context.queue.first_of_new(priority, part_of);
    let new = wanted.iter().map(|(path, revision)| NewTransfer {
        path: path.clone(),
        direction: TransferDirection::Download,
        total: revision.size,
        priority: journal_priority(priority),
        first,
        expect: Some(revision.clone()),
        comment: None,
        options: None,
        part_of,
    });
    let ids = context
        .journal
        .add_transfers(&new.collect::<Vec<_>>(), now)?;
    let enter = |(id, (path, revision)): (TransferId, &(DamPath, Revision))| {
        let transfer = Transfer {
            id,
            path: path.clone(),
            direction: TransferDirection::Download,
            done: ByteCount(0),
            total: revision.size,
            state: TransferState::Waiting,
            changed: now,
            part_of,
        };
        context.queue.enter(transfer, priority, first);
        Entered { id, earlier: false }
    };
    Ok(ids.into_iter().zip(wanted).map(enter).collect())
}

async fn enter(context: &Arc<Context>, job: &Job) -> Result<Entered, EngineError> {
    let now = context.now();
    let (entered, state, part_of, first) = if let Some(id) = job.resumes {
        let known = context
            .in_journal(move |journal| journal.transfer(id))
            .await?;
        let (kept, first) = known.map_or((TransferState::Cancelled, 0), |known| {
            (known.state, known.first)
        });
        let state = match kept {
            TransferState::Cancelled => return Err(EngineError::Cancelled),
            TransferState::Paused => TransferState::Paused,
            TransferState::Waiting
            | TransferState::Running
            | TransferState::Retrying { .. }
            | TransferState::Failed { .. }
            | TransferState::Finished => TransferState::Waiting,
        };
        (Entered { id, earlier: true }, state, job.part_of, first)
    } else {
        let (at, job) = (Arc::clone(context), job.clone());
        let entered = context.blocking(move || add_or_take_over(&at, job, now));
        let (entered, part_of, first) = entered.await?;
        (entered, TransferState::Waiting, part_of, first)
    };
    let transfer = Transfer {
        id: entered.id,
        path: job.path.clone(),
        direction: job.direction,
        done: ByteCount(0),
        total: job.total,
        state,
        changed: now,
        part_of,
    };
    context.queue.enter(transfer, job.priority, first);
    Ok(entered)
}

/// Keeps a transfer, or goes on with an earlier one of the same path and direction that came to no
/// end: what it has brought so far counts, and it stays part of its order. The caller has the lock of the
/// path, so that nobody else works on the transfer. Blocks.
fn add_or_take_over(
    context: &Context,
    job: Job,
    now: Timestamp,
) -> Result<(Entered, Option<OrderId>, u64), JournalError> {
    let priority = journal_priority(job.priority);
    let open = context.journal.transfer_of(&job.path, job.direction)?;
    if let Some(open) = open.filter(|open| context.queue.done(open.id).is_none()) {
        let part_of = job.part_of.or(open.part_of);
        let first = context.queue.first_of_new(job.priority, part_of);
        let first = first.max(open.first);
        amend_now(context, open.id, move |record| {
            record.state = TransferState::Waiting;
            record.total = job.total;
            record.priority = priority;
            record.first = record.first.max(first);
            record.comment = job.comment;
            record.part_of = part_of;
            record.options = job.options;
            if job.priority != Priority::Automatic {
                // Somebody wants it now, and may have mended what was wrong.
                record.attempts = 0;
            }
            // Of a download it says which revision the partial file is of.
            if job.direction == TransferDirection::Upload {
                record.expect = job.expect;
            }
        })?;
        let entered = Entered {
            id: open.id,
            earlier: true,
        };
        return Ok((entered, part_of, first));
    }
    let new = NewTransfer {
        path: job.path,
        direction: job.direction,
        total: job.total,
        priority,
        first: context.queue.first_of_new(job.priority, job.part_of),
        expect: job.expect,
        comment: job.comment,
        options: job.options,
        part_of: job.part_of,
    };
    let added = context.journal.add_transfer(&new, now)?;
    let entered = Entered {
        id: added.id,
        earlier: false,
    };
    Ok((entered, added.part_of, added.first))
}

async fn attempts<T, F, A>(
    context: &Arc<Context>,
    entered: Entered,
    direction: TransferDirection,
    attempt: F,
) -> Result<T, EngineError>
where
    F: Fn(Entered) -> A,
    A: Future<Output = Result<T, EngineError>>,
{
    let id = entered.id;
    let mut tries = 0;
    let mut corrupt = 0;
    let mut noted = Noted::Waiting;
    // That it answers at all was seen before this transfer began.
    let mut answers = 0;
    let mut reached = if entered.earlier {
        let kept = context
            .in_journal(move |journal| journal.transfer(id))
            .await?;
        kept.and_then(|kept| kept.resume)
    } else {
        None
    };
    loop {
        take_turn(context, id, noted).await?;
        noted = Noted::Standing;
        let outcome = tokio::select! {
            biased;
            outcome = attempt(entered) => outcome,
            stop = context.queue.stopped(id) => match stop {
                Stop::Cancelled => return Err(EngineError::Cancelled),
                Stop::Paused => continue,
            },
        };
        let error = match outcome {
            Ok(done) => return Ok(done),
            // It saw the stop before this loop did.
            Err(EngineError::Cancelled) if context.queue.stop_of(id) != Some(Stop::Cancelled) => {
                continue;
            }
            Err(error) => error,
        };
        tries += 1;
        // Only what fails while the server answers others is this transfer's own trouble.
        let own = context.reachability.answers() != answers && retry::may_be_its_own(&error);
        answers = context.reachability.answers();
        let failed = note_failure(context, id, own, &mut reached).await?;
        if failed >= retry::OWN_TRIES {
            return Err(error);
        }
        let wait = match retry::verdict(&error, direction) {
            Verdict::Never => return Err(error),
            Verdict::AFewTimes if corrupt + 1 >= retry::CORRUPT_TRIES => {
                amend(context, id, |record| record.attempts = retry::OWN_TRIES).await?;
                return Err(error);
            }
            Verdict::AFewTimes => {
                corrupt += 1;
                retry::pause(corrupt, Duration::ZERO)
            }
            Verdict::Again { at_least } => retry::pause(tries.max(failed), at_least),
            Verdict::Login => retry::LOGIN,
        };
        rest(context, id, &error, wait, failed).await?;
    }
}

/// What the journal has of a transfer that is about to run. After a restart, what waited and what
/// ran go on alike; what was paused must not stay so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Noted {
    Waiting,
    Standing,
}

/// Waits for the turn, and records it where the journal says otherwise.
async fn take_turn(
    context: &Arc<Context>,
    id: TransferId,
    noted: Noted,
) -> Result<(), EngineError> {
    let mut noted = noted;
    if let Some(standing) = context.queue.standing_state(id) {
        record(context, id, standing).await?;
        noted = Noted::Standing;
    }
    match (context.queue.turn(id).await, noted) {
        (Ok(()), Noted::Waiting) => Ok(()),
        (Ok(()), Noted::Standing) => record(context, id, TransferState::Running).await,
        (Err(Stop::Cancelled | Stop::Paused), _) => Err(EngineError::Cancelled),
    }
}

/// Waits before the next attempt: for the time, for news of the network, or for a person.
async fn rest(
    context: &Arc<Context>,
    id: TransferId,
    error: &EngineError,
    wait: Duration,
    failed: u32,
) -> Result<(), EngineError> {
    let at = Timestamp(context.now().0 + i64::try_from(wait.as_millis()).unwrap_or(i64::MAX / 2));
    let state = TransferState::Retrying {
        at,
        code: retry::waits_for(error).to_owned(),
    };
    tracing::info!(transfer = id.0, ?wait, %error, "a transfer is tried again later");
    context.queue.set_state(id, state.clone());
    context.path_locks.ring();
    record(context, id, state).await?;
    // News of the network don't help what failed while the network was there.
    let helps = failed < retry::WOKEN_TRIES;
    let stop = tokio::select! {
        biased;
        () = sleep(wait) => None,
        () = context.queue.woken(), if helps => None,
        stop = context.queue.stopped(id) => Some(stop),
    };
    context.queue.set_state(id, TransferState::Waiting);
    match stop {
        Some(Stop::Cancelled) => Err(EngineError::Cancelled),
        Some(Stop::Paused) | None => Ok(()),
    }
}

async fn record(
    context: &Arc<Context>,
    id: TransferId,
    state: TransferState,
) -> Result<(), EngineError> {
    let now = context.now();
    let done = context.queue.done(id);
    amend(context, id, move |record| {
        if let Some(done) = done {
            record.done = done;
        }
        record.state = state;
        record.changed = now;
    })
    .await
}

/// Writes to the journal how transfers ended, where that failed when they did.
pub(crate) async fn record_ends(context: &Arc<Context>) -> Result<(), EngineError> {
    for (id, ended) in context.queue.unrecorded_ends() {
        record(context, id, ended).await?;
        context.queue.recorded(id);
        context.send(crate::events::Event::Changed);
    }
    Ok(())
}

/// Counts a failure that is the transfer's own, over restarts too: what fails again and again in
/// the same way, and gets no further, comes to an end. Returns the count.
async fn note_failure(
    context: &Arc<Context>,
    id: TransferId,
    own: bool,
    reached: &mut Option<String>,
) -> Result<u32, EngineError> {
    let known = context
        .in_journal(move |journal| journal.transfer(id))
        .await?;
    let Some(known) = known else {
        return Ok(0);
    };
    // Of an upload every byte may have to be sent again; a connector that can go on says so.
    let further = match known.direction {
        TransferDirection::Download => context.queue.done(id).is_some_and(|done| done > known.done),
        TransferDirection::Upload => known.resume != *reached,
    };
    *reached = known.resume;
    let failures = if further { 0 } else { known.attempts } + u32::from(own);
    if failures != known.attempts {
        amend(context, id, move |record| record.attempts = failures).await?;
    }
    Ok(failures)
}

/// Changes a transfer in the journal. One change at a time, so that none undoes another.
pub(crate) async fn amend(
    context: &Arc<Context>,
    id: TransferId,
    change: impl FnOnce(&mut TransferRecord) + Send + 'static,
) -> Result<(), EngineError> {
    let at = Arc::clone(context);
    Ok(context.blocking(move || amend_now(&at, id, change)).await?)
}

/// As [`amend`], on a thread that may block.
pub(crate) fn amend_now(
    context: &Context,
    id: TransferId,
    change: impl FnOnce(&mut TransferRecord),
) -> Result<(), JournalError> {
    context.journal.amend_transfer(id, change)
}

fn journal_priority(priority: Priority) -> i64 {
    match priority {
        Priority::Person => 2,
        Priority::Bulk => 1,
        Priority::Automatic => 0,
    }
}

/// The priority that the journal kept.
pub(crate) fn priority_of(kept: i64) -> Priority {
    match kept {
        ..=0 => Priority::Automatic,
        1 => Priority::Bulk,
        2.. => Priority::Person,
    }
}
