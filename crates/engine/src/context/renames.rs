//! What went and what came in the cache folder and has no match yet.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use damson_core::DamPath;

use crate::model::LocalRecord;

/// What went and what came in the cache folder and has no match yet.
#[derive(Debug, Default)]
pub(crate) struct Renames(Mutex<Unmatched>);

#[derive(Debug, Default)]
pub(crate) struct Unmatched {
    pub(crate) went: BTreeMap<DamPath, LocalRecord>,
    pub(crate) came: BTreeMap<DamPath, LocalRecord>,
}

/// More than this is no rename that a person would be asked about.
const MOST: usize = 10_000;

impl Renames {
    /// The copy of an asset is not where it was.
    pub(crate) fn went(&self, path: &DamPath, before: LocalRecord) {
        let mut unmatched = self.unmatched();
        if unmatched.went.len() < MOST {
            unmatched.went.insert(path.clone(), before);
        }
    }

    /// A file is here that the server doesn't know.
    pub(crate) fn came(&self, path: &DamPath, file: LocalRecord) {
        let mut unmatched = self.unmatched();
        unmatched.went.remove(path);
        if unmatched.came.len() < MOST {
            unmatched.came.insert(path.clone(), file);
        }
    }

    pub(crate) fn unmatched(&self) -> MutexGuard<'_, Unmatched> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
