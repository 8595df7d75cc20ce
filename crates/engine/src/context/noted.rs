//! What was noticed of single paths, until somebody takes it up.

use std::{collections::BTreeSet, sync::PoisonError};

use damson_core::DamPath;

use super::Context;

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

    pub(crate) fn note_changed(&self, path: DamPath) {
        let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        changed.insert(path);
    }

    /// Takes what was noted as changed below `folder`.
    pub(crate) fn take_changed(&self, folder: &DamPath) -> BTreeSet<DamPath> {
        let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        changed
            .extract_if(.., |path| path.is_within(folder))
            .collect()
    }
}
