//! What was noticed of single paths, until somebody takes it up.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::PoisonError,
};

use damson_core::{
    DamPath, Timestamp,
    brake::{Findings, findings_brake},
};

use super::Context;
use crate::model::EngineError;

/// What is found within this time, in milliseconds, is found at once.
const AT_ONCE: i64 = 60_000;
/// After so many finds it is asked again whether they are too many: the copies have to be counted.
const ASKED_EVERY: usize = 20;

/// Files whose bytes were found to be others by a look that no hint led to, each with the time.
#[derive(Debug, Default)]
pub(super) struct FoundChanged(BTreeMap<DamPath, Timestamp>);

impl FoundChanged {
    fn note(&mut self, path: DamPath, now: Timestamp) {
        self.0.insert(path, now);
    }

    fn forget_older(&mut self, now: Timestamp) {
        self.0.retain(|_, at| now.0.saturating_sub(at.0) <= AT_ONCE);
    }
}

impl Context {
    /// Notes that only the bytes show whether a copy is up to date.
    pub(crate) fn note_unproven(&self, path: DamPath) {
        let mut unproven = self.unproven.lock().unwrap_or_else(PoisonError::into_inner);
        unproven.insert(path);
    }

    pub(crate) fn take_unproven(&self) -> BTreeSet<DamPath> {
        let mut unproven = self.unproven.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *unproven)
    }

    /// Notes that a file's bytes were found to be others, though nobody was seen to save it; halts
    /// once so many were found at once that no day's work explains it.
    ///
    /// # Errors
    ///
    /// `Halted` when this one was too many: it stays noted, like all before it.
    pub(crate) fn note_changed(&self, path: &DamPath) -> Result<(), EngineError> {
        if self.is_released() {
            return Ok(());
        }
        let found = {
            let mut found = self.found_changed();
            found.note(path.clone(), self.now());
            if !found.0.len().is_multiple_of(ASKED_EVERY) {
                return Ok(());
            }
            found.forget_older(self.now());
            found.0.len() as u64
        };
        let findings = Findings {
            known: self.journal.count_here(&DamPath::root())?,
            missing: 0,
            changed: found,
        };
        let Some(brake) = findings_brake(findings) else {
            return Ok(());
        };
        self.halt(brake, &path.parent().unwrap_or_else(DamPath::root));
        Err(EngineError::Halted(brake))
    }

    /// How many files below `folder` were found to be changed at once.
    pub(crate) fn count_changed(&self, folder: &DamPath) -> u64 {
        let mut found = self.found_changed();
        found.forget_older(self.now());
        let within = found.0.keys().filter(|path| path.is_within(folder));
        within.count() as u64
    }

    /// What was found so far was taken as right.
    pub(super) fn forget_changed(&self) {
        self.found_changed().0.clear();
    }

    fn found_changed(&self) -> std::sync::MutexGuard<'_, FoundChanged> {
        self.changed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
