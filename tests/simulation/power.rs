//! The power of one computer: it can go between any two effects.

use std::{
    future::pending,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use damson_engine::simulation::{JournalTrouble, Witness};
use tokio::sync::Notify;

/// Clones are the same power.
#[derive(Debug, Clone)]
pub(crate) struct Power {
    state: Arc<Mutex<State>>,
    /// Rings when it goes.
    bell: Arc<Notify>,
}

#[derive(Debug, Default)]
struct State {
    off: bool,
    /// So many moments are left; every effect has one before and one after it.
    left: Option<u32>,
    effects: u64,
    journal: Option<(JournalTrouble, u32)>,
}

impl Power {
    pub(crate) fn new(bell: Arc<Notify>) -> Self {
        Self {
            state: Arc::default(),
            bell,
        }
    }

    pub(crate) fn is_on(&self) -> bool {
        !self.state().off
    }

    /// It goes after so many moments.
    pub(crate) fn fail_after(&self, moments: u32) {
        self.state().left = Some(moments);
    }

    pub(crate) fn restore(&self) {
        let mut state = self.state();
        state.off = false;
        state.left = None;
    }

    /// The next so many writes of the journal fail.
    pub(crate) fn trouble_journal(&self, trouble: JournalTrouble, times: u32) {
        self.state().journal = Some((trouble, times));
    }

    /// Ends what was planned.
    pub(crate) fn heal(&self) {
        let mut state = self.state();
        state.left = None;
        state.journal = None;
    }

    pub(crate) fn effects(&self) -> u64 {
        self.state().effects
    }

    /// A moment between two effects; says whether the power is still there after it.
    pub(crate) fn moment(&self) -> bool {
        let mut state = self.state();
        if state.off {
            return false;
        }
        match &mut state.left {
            Some(0) => {
                state.off = true;
                state.left = None;
            }
            Some(left) => *left -= 1,
            None => {}
        }
        if state.off {
            self.bell.notify_one();
        }
        !state.off
    }

    /// An effect; `None` when the power went before or right after it.
    pub(crate) fn effect<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        if !self.moment() {
            return None;
        }
        self.state().effects += 1;
        let done = work();
        self.moment().then_some(done)
    }

    /// Never comes back when the power is gone.
    pub(crate) async fn needed(&self) {
        if !self.is_on() {
            pending::<()>().await;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Witness for Power {
    fn before(&self) -> Result<(), JournalTrouble> {
        if !self.moment() {
            return Err(JournalTrouble::Broken);
        }
        let mut state = self.state();
        state.effects += 1;
        let Some((trouble, times)) = state.journal else {
            return Ok(());
        };
        state.journal = (times > 1).then_some((trouble, times - 1));
        Err(trouble)
    }

    fn after(&self) {
        self.moment();
    }
}
