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

use crate::{context::Site, model::EngineError, observe::doubt, transfers};

/// Looks at the server, and lets the pins follow.
pub(crate) async fn poll_and_keep(site: &Arc<Site>) -> Result<(), EngineError> {
    transfers::tell_ends(site).await?;
    let thorough = site.polls.load(Ordering::Relaxed).is_multiple_of(20);
    poll::poll(site).await?;
    if matches!(site.halted(), Some(Brake::Vanished { .. })) && vanished(site).await?.is_none() {
        // The share is back, with all that was on it.
        site.lift_halt();
    }
    if site.halted().is_some() {
        return Ok(());
    }
    if thorough {
        poll::walk_pins(site).await?;
    }
    server_moves::follow(site).await?;
    doubt::answer_all(site, thorough).await?;
    pins::follow(site).await?;
    site.keep_learnt().await
}

/// Whether so much of what is pinned is gone from the server that a person has to look first.
async fn vanished(site: &Arc<Site>) -> Result<Option<Brake>, EngineError> {
    site.in_journal(|journal| Ok(vanished_brake(journal.vanished()?)))
        .await
}
