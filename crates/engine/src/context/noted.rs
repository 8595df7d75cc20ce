//! What was noticed of single paths, until somebody takes it up.

use std::{collections::BTreeSet, sync::PoisonError};

use damson_core::DamPath;

use super::Site;

impl Site {
    /// Notes that only the bytes tell whether a copy is up to date.
    pub(crate) fn doubt(&self, path: DamPath) {
        let mut doubts = self.doubts.lock().unwrap_or_else(PoisonError::into_inner);
        doubts.insert(path);
    }

    pub(crate) fn take_doubts(&self) -> BTreeSet<DamPath> {
        let mut doubts = self.doubts.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *doubts)
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
