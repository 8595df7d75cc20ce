//! The documents whose links are being fetched.

use std::{
    collections::BTreeSet,
    sync::{Mutex, MutexGuard, PoisonError},
};

use damson_core::DamPath;

/// Documents whose links are being brought.
#[derive(Debug, Default)]
pub(crate) struct LinksInProgress(Mutex<BTreeSet<DamPath>>);

/// Keeps a document among them.
pub(crate) struct DocumentInProgress<'a> {
    all: &'a LinksInProgress,
    path: DamPath,
}

impl LinksInProgress {
    pub(crate) fn begin(&self, path: &DamPath) -> DocumentInProgress<'_> {
        self.paths().insert(path.clone());
        DocumentInProgress {
            all: self,
            path: path.clone(),
        }
    }

    /// Whether this document is here, and waits for others: of two that link to each other each would
    /// wait for the other one.
    pub(crate) fn has(&self, path: &DamPath) -> bool {
        self.paths().contains(path)
    }

    fn paths(&self) -> MutexGuard<'_, BTreeSet<DamPath>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for DocumentInProgress<'_> {
    fn drop(&mut self) {
        self.all.paths().remove(&self.path);
    }
}
