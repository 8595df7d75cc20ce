//! Ledgers for uploads whose state need not outlive the process.

use std::sync::{Mutex, MutexGuard, PoisonError};

use damson_core::ByteCount;

use crate::UploadLedger;

/// Keeps nothing and tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoLedger;

impl UploadLedger for NoLedger {
    fn resume(&self) -> Option<String> {
        None
    }

    fn save(&self, _state: &str) {}

    fn tried(&self) -> bool {
        false
    }

    fn progress(&self, _sent: ByteCount) {}
}

/// Keeps the state of one upload in memory, and every progress that was told.
#[derive(Debug, Default)]
pub struct KeptLedger {
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    state: Option<String>,
    told: Vec<ByteCount>,
}

impl KeptLedger {
    /// The state that was saved last.
    pub fn state(&self) -> Option<String> {
        self.kept().state.clone()
    }

    /// Every progress so far, in order.
    pub fn told(&self) -> Vec<ByteCount> {
        self.kept().told.clone()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl UploadLedger for KeptLedger {
    fn resume(&self) -> Option<String> {
        self.state()
    }

    fn save(&self, state: &str) {
        self.kept().state = Some(state.to_owned());
    }

    fn tried(&self) -> bool {
        let kept = self.kept();
        kept.state.is_some() || !kept.told.is_empty()
    }

    fn progress(&self, sent: ByteCount) {
        self.kept().told.push(sent);
    }
}
