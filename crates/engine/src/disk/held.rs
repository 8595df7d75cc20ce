//! The folders that are at work just now, each with when its path last led to it.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Instant,
};

use damson_core::DamPath;

use super::platform::{Folder, HOLDS_FOLDERS};

/// Folders that others hold. Nothing is kept open for its own sake: a disk can be taken away, and
/// a folder removed, as soon as nobody works there.
#[derive(Debug, Default)]
pub(super) struct Held(Mutex<BTreeMap<DamPath, (Weak<Folder>, Instant)>>);

/// So many are remembered; then those that nobody holds are forgotten.
const MANY: usize = 64;

impl Held {
    /// The folder that a path led to at `since` or later.
    pub(super) fn get(&self, path: &DamPath, since: Instant) -> Option<Arc<Folder>> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (folder, led) = held.get(path)?;
        (HOLDS_FOLDERS && *led >= since)
            .then(|| folder.upgrade())
            .flatten()
    }

    /// Takes in which folder a path led to when somebody set out at `began`. Where that is the one
    /// that is held already, it stays that.
    pub(super) fn put(&self, path: &DamPath, found: Folder, began: Instant) -> Arc<Folder> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = held.get(path).and_then(|(known, _)| known.upgrade());
        let folder = known
            .filter(|known| HOLDS_FOLDERS && known.id() == found.id())
            .unwrap_or_else(|| Arc::new(found));
        if held.len() >= MANY {
            held.retain(|_, (folder, _)| folder.strong_count() > 0);
        }
        held.insert(path.clone(), (Arc::downgrade(&folder), began));
        folder
    }
}
