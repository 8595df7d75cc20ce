//! Pausing, resuming, cancelling and preferring transfers, as a person wishes.

use std::sync::Arc;

use crate::{
    context::Context,
    events::Event,
    journal::{Journal, TransferRecord},
    model::{EngineError, OrderId, OrderWish, Outcome, TransferId, TransferState},
    transfers,
    upkeep::resume,
};

pub(super) async fn pause(context: &Arc<Context>, id: TransferId) -> Result<Outcome, EngineError> {
    if context.queue.pause(id, true) {
        return Ok(Outcome::Done);
    }
    let record = open(context, id).await?;
    if can_be_paused(&record.state) {
        set_paused(context, id).await?;
    }
    context.send(Event::Changed);
    Ok(Outcome::Done)
}

pub(super) async fn resume(context: &Arc<Context>, id: TransferId) -> Result<Outcome, EngineError> {
    if context.queue.pause(id, false) {
        return Ok(Outcome::Done);
    }
    // It failed, or was paused before the restart: it begins again.
    open(context, id).await?;
    resume::again(context, id).await?;
    Ok(Outcome::Done)
}

pub(super) async fn cancel(context: &Arc<Context>, id: TransferId) -> Result<Outcome, EngineError> {
    if context.queue.cancel(id) {
        return Ok(Outcome::Done);
    }
    let path = open(context, id).await?.path;
    transfers::amend(context, id, |record| {
        if record.state != TransferState::Finished {
            record.state = TransferState::Cancelled;
        }
    })
    .await?;
    context
        .on_disk(move |local| local.drop_partial(&path))
        .await?;
    Ok(Outcome::Done)
}

/// Lets a transfer go before all others, also after a restart.
pub(super) async fn put_first(
    context: &Arc<Context>,
    id: TransferId,
) -> Result<Outcome, EngineError> {
    let first = context.queue.wish_first();
    let put = context.in_journal(move |journal| journal.put_transfer_first(id, first));
    if put.await? {
        context.queue.put_first(id, first);
    }
    Ok(Outcome::Done)
}

/// Does with an order, and with what is still to come of it, what a person wishes.
pub(super) async fn order(
    context: &Arc<Context>,
    id: OrderId,
    wish: OrderWish,
) -> Result<Outcome, EngineError> {
    match wish {
        OrderWish::First => {
            let first = context.queue.wish_first();
            // Before the journal, so that what comes of it meanwhile follows the wish, too.
            context.queue.put_order_first(id, first);
            context
                .in_journal(move |journal| journal.put_order_first(id, first))
                .await?;
        }
        OrderWish::Cancel => {
            context.orders.cancel(id);
            cancel_open(context, open_parts(context, id).await?).await?;
        }
        OrderWish::Pause => {
            context.queue.pause_order(id, true);
            for record in open_parts(context, id).await? {
                if can_be_paused(&record.state) {
                    set_paused(context, record.id).await?;
                }
            }
        }
        OrderWish::Resume => {
            context.queue.pause_order(id, false);
            for record in open_parts(context, id)
                .await?
                .iter()
                .filter(|record| is_standing(record))
            {
                if !context.queue.is_busy(&record.path) {
                    resume::again(context, record.id).await?;
                }
            }
        }
    }
    context.send(Event::Changed);
    Ok(Outcome::Done)
}

/// Cancels everything that is not finished, and begins nothing more of the orders.
pub(super) async fn cancel_all(context: &Arc<Context>) -> Result<Outcome, EngineError> {
    context.orders.cancel_all();
    let open = context.in_journal(Journal::open_transfers).await?;
    let cancelled = cancel_open(context, open).await?;
    context.send(Event::Changed);
    Ok(counted(cancelled))
}

async fn open_parts(
    context: &Arc<Context>,
    id: OrderId,
) -> Result<Vec<TransferRecord>, EngineError> {
    context
        .in_journal(move |journal| journal.open_parts(id))
        .await
}

/// Returns how many were cancelled; what ended meanwhile stays as it ended.
async fn cancel_open(
    context: &Arc<Context>,
    open: Vec<TransferRecord>,
) -> Result<u64, EngineError> {
    let mut cancelled = 0;
    for record in open {
        match cancel(context, record.id).await {
            Ok(_) => cancelled += 1,
            Err(EngineError::IsOver(_) | EngineError::NoSuch(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(cancelled)
}

/// Pauses what waits and what runs, in the journal too: a later start must not go on with it.
pub(super) async fn pause_all(context: &Arc<Context>) -> Result<Outcome, EngineError> {
    context.queue.pause_all(true);
    let mut paused = 0;
    for record in context.in_journal(Journal::open_transfers).await? {
        if can_be_paused(&record.state) {
            set_paused(context, record.id).await?;
            paused += 1;
        }
    }
    Ok(counted(paused))
}

/// Goes on with what a person paused, and tries again what failed.
pub(super) async fn resume_all(context: &Arc<Context>) -> Result<Outcome, EngineError> {
    let kept = context.in_journal(Journal::open_transfers).await?;
    context.queue.pause_all(false);
    let mut resumed = 0;
    for record in kept.iter().filter(|record| is_standing(record)) {
        resumed += 1;
        if !context.queue.is_busy(&record.path) {
            resume::again(context, record.id).await?;
        }
    }
    Ok(counted(resumed))
}

/// A transfer that has not ended.
async fn open(context: &Arc<Context>, id: TransferId) -> Result<TransferRecord, EngineError> {
    let known = context
        .in_journal(move |journal| journal.transfer(id))
        .await?;
    let record = known.ok_or(EngineError::NoSuch(id.0))?;
    match record.state {
        TransferState::Finished | TransferState::Cancelled => Err(EngineError::IsOver(id.0)),
        TransferState::Waiting
        | TransferState::Running
        | TransferState::Paused
        | TransferState::Retrying { .. }
        | TransferState::Failed { .. } => Ok(record),
    }
}

fn is_standing(record: &TransferRecord) -> bool {
    matches!(
        record.state,
        TransferState::Paused | TransferState::Failed { .. }
    )
}

fn can_be_paused(state: &TransferState) -> bool {
    match state {
        TransferState::Waiting | TransferState::Running | TransferState::Retrying { .. } => true,
        TransferState::Paused
        | TransferState::Failed { .. }
        | TransferState::Finished
        | TransferState::Cancelled => false,
    }
}

async fn set_paused(context: &Arc<Context>, id: TransferId) -> Result<(), EngineError> {
    transfers::amend(context, id, |record| {
        if can_be_paused(&record.state) {
            record.state = TransferState::Paused;
        }
    })
    .await
}

fn counted(done: u64) -> Outcome {
    Outcome::Bulk {
        done,
        folders: 0,
        skipped: 0,
        problems: Vec::new(),
    }
}
