//! What follows by itself: polls, pins, locks, the cache folder's limit, Recovered, what waits.

pub(crate) mod eviction;
pub(crate) mod lock_renewal;
mod lost_assets;
pub(crate) mod offline_queue;
pub(crate) mod pins;
pub(crate) mod poll;
pub(crate) mod recovered_cleanup;
pub(crate) mod resume;
mod server_moves;

use std::sync::{Arc, atomic::Ordering};

use damson_core::brake::{Brake, vanished_brake};

use crate::{context::Context, model::EngineError, observe::compare_bytes, transfers};

/// Polls the server, and brings copies and pins in step with what changed.
pub(crate) async fn poll_and_keep(context: &Arc<Context>) -> Result<(), EngineError> {
    transfers::record_ends(context).await?;
    let thorough = context.polls.load(Ordering::Relaxed).is_multiple_of(20);
    poll::poll(context).await?;
    if matches!(context.halted(), Some(Brake::Vanished { .. }))
        && vanished(context).await?.is_none()
    {
        // The share is back, with all that was on it.
        context.lift_halt();
    }
    if context.halted().is_some() {
        return Ok(());
    }
    if thorough {
        poll::walk_pins(context).await?;
    }
    server_moves::follow(context).await?;
    compare_bytes::answer_all(context, thorough).await?;
    pins::follow(context).await?;
    context.keep_learnt().await
}

/// Whether so much of what is pinned is gone from the server that a person has to look first.
async fn vanished(context: &Arc<Context>) -> Result<Option<Brake>, EngineError> {
    context
        .in_journal(|journal| Ok(vanished_brake(journal.vanished()?)))
        .await
}
