//! The brake that stops everything, until a person says go on.

use damson_core::{DamPath, brake::Brake};

use super::{Context, read, write};
use crate::events::Event;

impl Context {
    /// The brake that stopped everything, if one did.
    pub(crate) fn halted(&self) -> Option<Brake> {
        read(&self.halted).as_ref().map(|halted| halted.0)
    }

    /// The folder that was looked at when a brake stopped everything.
    pub(crate) fn halted_in(&self) -> Option<DamPath> {
        read(&self.halted).as_ref().map(|halted| halted.1.clone())
    }

    /// Stops everything until a person says go on, here or in a later process.
    pub(crate) fn halt(&self, brake: Brake, folder: &DamPath) {
        #[cfg(feature = "sabotage")]
        if crate::sabotage::is(crate::sabotage::Sabotage::IgnoreBrake) {
            return;
        }
        self.set_halted(Some((brake, folder.clone())));
    }

    pub(crate) fn lift_halt(&self) {
        self.forget_changed();
        self.set_halted(None);
    }

    fn set_halted(&self, now: Option<(Brake, DamPath)>) {
        let before = std::mem::replace(&mut *write(&self.halted), now.clone());
        if before != now {
            // A disk that is back needs nobody's word, and every start looks whether it is there.
            let kept = now.filter(|(brake, _)| !matches!(brake, Brake::EmptiedRoot { .. }));
            let kept = kept.as_ref().map(|(brake, folder)| (*brake, folder));
            if let Err(error) = self.journal.set_halt(kept) {
                tracing::warn!(%error, "what halts is not known to the next start");
            }
        }
        self.send(Event::Changed);
    }
}
