//! Bandwidth limits.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use damson_core::ByteCount;
use tokio::time::Instant;

/// Spreads bytes over time. All transfers of one direction share one.
#[derive(Debug, Default)]
pub(crate) struct RateLimit {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    limit: Option<ByteCount>,
    /// When the bytes handed out so far are paid for.
    free_at: Option<Instant>,
}

impl RateLimit {
    pub(crate) fn set(&self, limit: Option<ByteCount>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.limit = limit;
        state.free_at = None;
    }

    /// Waits as long as `bytes` cost at the limit.
    pub(crate) async fn take(&self, bytes: usize) {
        if let Some(until) = self.charge(bytes) {
            tokio::time::sleep_until(until).await;
        }
    }

    fn charge(&self, bytes: usize) -> Option<Instant> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let limit = state.limit?;
        let cost = Duration::from_secs_f64(bytes as f64 / limit.0.max(1) as f64);
        let now = Instant::now();
        let free_at = state.free_at.unwrap_or(now).max(now) + cost;
        state.free_at = Some(free_at);
        Some(free_at)
    }
}
