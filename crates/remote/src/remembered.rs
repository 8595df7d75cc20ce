//! What a connector is reminded of after a restart.

use damson_core::DamPath;

use crate::LockToken;

/// What a client kept of what a connector told it, for the next process.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remembered {
    /// The proofs of the locks that were granted and not given back. Some servers say nothing of a
    /// lock's owner, so that nothing else tells whose it is.
    pub locks: Vec<(DamPath, LockToken)>,
    /// What [`crate::Remote::learnt`] said.
    pub learnt: Option<String>,
}
