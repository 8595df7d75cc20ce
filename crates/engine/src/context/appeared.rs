//! What listings brought that was not there before: among it is what somebody moved, on servers that
//! report no identity.

use std::{
    collections::BTreeSet,
    sync::{Mutex, MutexGuard, PoisonError},
};

use damson_core::DamPath;
use damson_remote::Entry;

use crate::{journal::Journal, model::EngineError};

/// What listings brought that was not there before, while the process runs.
#[derive(Debug, Default)]
pub(crate) struct Appeared(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    came: BTreeSet<DamPath>,
    /// The lost assets that were searched for.
    searched: BTreeSet<DamPath>,
}

/// More than this at once is no move that anybody could follow.
const MOST: usize = 2_000;

impl Appeared {
    /// Takes what of a page of a listing is new. `listed` says whether the folder was read before.
    /// Blocks.
    pub(crate) fn take(
        &self,
        journal: &Journal,
        folder: &DamPath,
        listed: bool,
        entries: &[Entry],
    ) -> Result<(), EngineError> {
        let unidentified = entries.iter().filter(|entry| entry.id.is_none());
        let paths: Vec<&DamPath> = unidentified.map(|entry| &entry.path).collect();
        if paths.is_empty() || !(listed || self.state().came.contains(folder)) {
            return Ok(());
        }
        let new = journal.not_on_server(&paths)?;
        let mut state = self.state();
        let room = MOST.saturating_sub(state.came.len());
        state.came.extend(new.into_iter().take(room));
        Ok(())
    }

    /// Forgets everything: nothing is lost.
    pub(crate) fn clear(&self) {
        *self.state() = State::default();
    }

    /// Whether a lost asset was not searched for yet; it counts as searched for from here on.
    pub(crate) fn search_once(&self, lost: &DamPath) -> bool {
        self.state().searched.insert(lost.clone())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn came(&self) -> Vec<DamPath> {
        self.state().came.iter().cloned().collect()
    }
}
