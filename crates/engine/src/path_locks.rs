//! Order among actions: one at a time on a path, and none below a folder that is being changed.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use damson_core::DamPath;
use tokio::sync::Notify;

/// The paths that actions have locked, and those whose locks ended lately.
#[derive(Debug, Clone)]
pub(crate) struct PathLocks {
    state: Arc<Mutex<State>>,
    /// Rings for everybody who waits, in the order they came.
    released: Arc<Notify>,
}

#[derive(Debug, Default)]
struct State {
    held: Vec<(DamPath, Access)>,
    /// How many locks have ended.
    ended: u64,
    /// The latest of them, each with its number.
    lately: VecDeque<(u64, DamPath)>,
}

/// A moment, for the question which paths actions changed since.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark(u64);

/// How many ended locks are remembered.
const REMEMBERED: usize = 2_000;

/// What an action may change; listings that overlap with a change of the server are read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Disk,
    Server,
}

/// Keeps a path, and everything below it, from other actions until it is dropped.
#[derive(Debug)]
pub(crate) struct PathLock {
    path: DamPath,
    access: Access,
    path_locks: PathLocks,
}

impl PathLocks {
    pub(crate) fn new() -> Self {
        Self {
            state: Arc::default(),
            released: Arc::default(),
        }
    }

    /// Waits until nothing above, at or below `path` is locked, and locks it.
    pub(crate) async fn lock(&self, path: &DamPath, access: Access) -> PathLock {
        loop {
            // Made before the look, so that no ring is missed.
            let released = self.released.notified();
            if let Some(hold) = self.take(path, access) {
                return hold;
            }
            released.await;
        }
    }

    /// As [`PathLocks::lock`], but doesn't wait for who `rests` with a path that is in the way, for
    /// minutes or hours perhaps: answers with that path.
    pub(crate) async fn lock_unless(
        &self,
        path: &DamPath,
        access: Access,
        rests: impl Fn(&DamPath) -> bool,
    ) -> Result<PathLock, DamPath> {
        loop {
            let released = self.released.notified();
            if let Some(hold) = self.take(path, access) {
                return Ok(hold);
            }
            let resting = {
                let state = self.state();
                let mut held = state.held.iter().map(|(held, _)| held);
                held.find(|held| is_near(held, path) && rests(held))
                    .cloned()
            };
            if let Some(resting) = resting {
                return Err(resting);
            }
            released.await;
        }
    }

    /// Wakes everybody who waits for a path: the action that has one began to rest.
    pub(crate) fn ring(&self) {
        self.released.notify_waiters();
    }

    /// Locks `path` for a look at the disk, if nothing near it is locked.
    pub(crate) fn try_lock(&self, path: &DamPath) -> Option<PathLock> {
        self.try_lock_for(path, Access::Disk)
    }

    /// Locks `path` for this access, if nothing near it is locked.
    pub(crate) fn try_lock_for(&self, path: &DamPath, access: Access) -> Option<PathLock> {
        self.take(path, access)
    }

    fn take(&self, path: &DamPath, access: Access) -> Option<PathLock> {
        let mut state = self.state();
        let taken = state.held.iter().any(|(other, _)| is_near(other, path));
        if taken {
            return None;
        }
        state.held.push((path.clone(), access));
        Some(PathLock {
            path: path.clone(),
            access,
            path_locks: self.clone(),
        })
    }

    pub(crate) fn mark(&self) -> Mark {
        Mark(self.state().ended)
    }

    /// Whether an action on `path`, or on a folder above it, runs or ended since `mark`.
    pub(crate) fn touched(&self, mark: Mark, path: &DamPath) -> bool {
        self.any_since(mark, |held| path.is_within(held))
    }

    /// Whether an action on anything in `folder` runs or ended since `mark`.
    pub(crate) fn touched_inside(&self, mark: Mark, folder: &DamPath) -> bool {
        self.any_since(mark, |held| {
            held.is_within(folder) || folder.is_within(held)
        })
    }

    fn any_since(&self, mark: Mark, near: impl Fn(&DamPath) -> bool) -> bool {
        let state = self.state();
        let mut held = state.held.iter();
        if held.any(|(path, access)| *access == Access::Server && near(path)) {
            return true;
        }
        let forgotten = state
            .lately
            .front()
            .is_some_and(|first| first.0 > mark.0 + 1);
        let mut since = state.lately.iter().filter(|ended| ended.0 > mark.0);
        (forgotten && state.lately.len() >= REMEMBERED) || since.any(|ended| near(&ended.1))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_near(one: &DamPath, other: &DamPath) -> bool {
    one.is_within(other) || other.is_within(one)
}

impl Drop for PathLock {
    fn drop(&mut self) {
        let mut state = self.path_locks.state();
        if let Some(at) = state.held.iter().position(|held| held.0 == self.path) {
            state.held.swap_remove(at);
        }
        if self.access == Access::Server {
            state.ended += 1;
            let ended = (state.ended, self.path.clone());
            state.lately.push_back(ended);
            if state.lately.len() > REMEMBERED {
                state.lately.pop_front();
            }
        }
        drop(state);
        self.path_locks.released.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> DamPath {
        DamPath::parse(text).unwrap()
    }

    #[test]
    fn a_folder_waits_for_what_is_inside_and_the_other_way_round() {
        let path_locks = PathLocks::new();
        let inside = path_locks.try_lock(&path("a/b")).unwrap();
        assert!(path_locks.try_lock(&path("a")).is_none());
        assert!(path_locks.try_lock(&path("a/b")).is_none());
        let beside = path_locks.try_lock(&path("a/c"));
        assert!(beside.is_some());
        drop((inside, beside));
        let _folder = path_locks.try_lock(&path("a")).unwrap();
        assert!(path_locks.try_lock(&path("a/b")).is_none());
    }
}
