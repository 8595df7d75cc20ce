//! What can go wrong in the journal.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicBool, Ordering},
};

use thiserror::Error;

pub type JournalResult<T> = Result<T, JournalError>;

/// The journal's own failures.
#[derive(Debug, Error)]
pub enum JournalError {
    #[error("the journal {path} can't be opened")]
    Open {
        path: PathBuf,
        source: rusqlite::Error,
    },
    #[error("the journal is damaged")]
    Damaged(#[source] rusqlite::Error),
    #[error("the journal was written by a later version of Damson")]
    TooNew,
    /// There is no room for what has to be noted.
    #[error("no space left on the disk for the journal")]
    DiskFull(#[source] rusqlite::Error),
    #[error("the journal failed")]
    Sqlite(#[source] rusqlite::Error),
}

/// Distinguishes a damaged file from other failures.
impl From<rusqlite::Error> for JournalError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ffi::ErrorCode;
        let damaged = matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
        );
        if damaged {
            DAMAGED.store(true, Ordering::Relaxed);
            return Self::Damaged(error);
        }
        if is_full(&error) {
            return Self::DiskFull(error);
        }
        Self::Sqlite(error)
    }
}

/// Whether the disk had no room. SQLite's shared memory, a file beside the journal, is grown in a
/// way that says so only by that code.
fn is_full(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi;
    error.sqlite_error_code() == Some(ffi::ErrorCode::DiskFull)
        || error
            .sqlite_error()
            .is_some_and(|error| error.extended_code == ffi::SQLITE_IOERR_SHMSIZE)
}

/// Damage showed in a journal of this process. Which one does not matter: at the next start each
/// is looked through, which the others pass.
static DAMAGED: AtomicBool = AtomicBool::new(false);

/// Whether a journal of this process was found damaged.
pub(crate) fn was_damage_seen() -> bool {
    DAMAGED.load(Ordering::Relaxed)
}
