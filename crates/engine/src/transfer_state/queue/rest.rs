//! Transfers that stand still.

use damson_core::DamPath;

use super::Queue;
use crate::model::TransferState;

/// Why a transfer stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rest {
    /// A person wants it so.
    Paused,
    /// Until it is tried again.
    Retrying,
}

impl Queue {
    /// Whether the transfer of this path waits for something that may take long: to be tried again,
    /// or for a person.
    pub(crate) fn rests(&self, path: &DamPath) -> bool {
        self.of_path(path)
            .is_some_and(|transfer| match transfer.state {
                TransferState::Retrying { .. } | TransferState::Paused => true,
                TransferState::Waiting
                | TransferState::Running
                | TransferState::Failed { .. }
                | TransferState::Finished
                | TransferState::Cancelled => false,
            })
    }

    /// Waits until the transfer of this path rests, and says why.
    pub(crate) async fn rested(&self, path: &DamPath) -> Rest {
        loop {
            // Made before the look, so that no ring is missed.
            let resting = self.resting.notified();
            if let Some(rest) = self.rest_of(path) {
                return rest;
            }
            resting.await;
        }
    }

    /// As [`Queue::rests`], from the moment on at which a pause is ordered.
    pub(crate) fn rest_of(&self, path: &DamPath) -> Option<Rest> {
        let state = self.state();
        let mut lines = state.lines.values();
        let line = lines.find(|line| line.transfer.path == *path)?;
        if line.paused || state.paused {
            return Some(Rest::Paused);
        }
        matches!(line.transfer.state, TransferState::Retrying { .. }).then_some(Rest::Retrying)
    }
}
