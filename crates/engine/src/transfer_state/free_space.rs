//! What small downloads may still take of the free space that was seen last.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// How long a look at the free space counts.
const LATELY: Duration = Duration::from_secs(1);

/// What small downloads may still take of the free space that was seen last.
#[derive(Debug, Default)]
pub(crate) struct FreeSpace(Mutex<Option<(Instant, u64)>>);

impl FreeSpace {
    pub(crate) fn seen(&self, spare: u64) {
        *self.last() = Some((Instant::now(), spare));
    }

    /// Takes it, if it was there a moment ago.
    pub(crate) fn is_enough(&self, bytes: u64) -> bool {
        match &mut *self.last() {
            Some((at, spare)) if at.elapsed() < LATELY && *spare >= bytes => {
                *spare -= bytes;
                true
            }
            Some(_) | None => false,
        }
    }

    fn last(&self) -> MutexGuard<'_, Option<(Instant, u64)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
