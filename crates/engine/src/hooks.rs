//! What a simulation needs of the engine: everything on one thread, in an order that one seed
//! decides, and a say in every write of the journal.

#![cfg_attr(
    windows,
    allow(
        clippy::missing_const_for_thread_local,
        reason = "it is const; there the lint looks at what the macro makes of it"
    )
)]

use std::{cell::Cell, fmt::Debug};

use rusqlite::ffi;

use crate::model::JournalError;

thread_local! {
    static SINGLE: Cell<bool> = const { Cell::new(false) };
}

/// Whether blocking work runs on this thread itself, from here on. The moments at which it runs
/// then depend on nothing but [`fastrand`]'s seed.
pub fn set_single_thread(single: bool) {
    SINGLE.set(single);
}

/// Whether this thread has it so.
pub fn is_on() -> bool {
    SINGLE.get()
}

/// Lets other tasks go first, as often as chance says.
pub(crate) async fn dawdle() {
    for _ in 0..fastrand::u8(0..3) {
        tokio::task::yield_now().await;
    }
}

/// Called before and after every write of a journal.
pub trait Witness: Send + Sync + Debug {
    /// Nothing is written when it refuses.
    fn before(&self) -> Result<(), JournalTrouble>;

    /// It is on the disk.
    fn after(&self);
}

/// Why a journal can't be written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JournalTrouble {
    /// Another program has it locked.
    Locked,
    DiskFull,
    /// The disk fails.
    Broken,
}

impl From<JournalTrouble> for JournalError {
    fn from(trouble: JournalTrouble) -> Self {
        let code = match trouble {
            JournalTrouble::Locked => ffi::SQLITE_BUSY,
            JournalTrouble::DiskFull => ffi::SQLITE_FULL,
            JournalTrouble::Broken => ffi::SQLITE_IOERR,
        };
        Self::Sqlite(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None))
    }
}
