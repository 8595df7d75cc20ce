//! When the session's own chores are due.

use tokio::time::Instant;

/// When the session's own chores are due.
#[derive(Debug)]
pub(super) struct Due {
    pub(super) poll: Instant,
    pub(super) rescan: Instant,
    pub(super) locks: Option<Instant>,
    pub(super) recovered: Instant,
    /// `None` while everything is watched.
    pub(super) unwatched: Option<Instant>,
    /// `None` while nothing is too much.
    pub(super) eviction: Option<Instant>,
    /// Something may wait for the server, which answered.
    pub(super) offline_queue: bool,
    /// When transfers without a task are taken up: of before the restart, or parked since.
    pub(super) resume: Option<Instant>,
    /// When something expires, or is on or off: its row is another then.
    pub(super) terms: Option<Instant>,
}

impl Due {
    /// Every chore is due at once.
    pub(super) fn at_start(now: Instant) -> Self {
        Self {
            poll: now,
            rescan: now,
            locks: Some(now),
            recovered: now,
            unwatched: None,
            eviction: Some(now),
            offline_queue: false,
            resume: Some(now),
            terms: None,
        }
    }
}

pub(super) fn sooner(one: Option<Instant>, other: Option<Instant>) -> Option<Instant> {
    one.into_iter().chain(other).min()
}
