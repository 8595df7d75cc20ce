//! What can go wrong in the engine.

use std::path::PathBuf;

use damson_core::{DamPath, Refusal, Status};
use thiserror::Error;

use crate::local::LocalError;

/// A command that was refused or failed. Front ends find words by the variant.
#[derive(Debug, Error)]
pub enum EngineError {
    /// The rule book does not allow it.
    #[error("{action:?} is refused for {path}: {refusal:?}")]
    Refused {
        action: damson_core::Action,
        path: DamPath,
        refusal: Refusal,
    },
    /// Both sides changed meanwhile; nothing was sent or overwritten.
    #[error("{path} changed on both sides")]
    Conflict {
        path: DamPath,
        status: Option<Status>,
    },
    /// The asset is not what the plan was made from; nothing was done.
    #[error("{path} is no longer what it was when this was decided")]
    Stale { path: DamPath },
    #[error(transparent)]
    Remote(#[from] damson_remote::Error),
    #[error(transparent)]
    Local(#[from] LocalError),
    #[error("the journal failed")]
    Journal(#[from] JournalError),
    /// Another process has the cache folder.
    #[error("the cache folder {0} is in use by another Damson")]
    InUse(PathBuf),
    /// A brake stopped all changes until a person releases it.
    #[error("halted: {0:?}")]
    Halted(damson_core::brake::Brake),
    /// The check-in would leave edits that were not uploaded; say it again with `release`.
    #[error("{path} has edits that were not uploaded")]
    EditsNotUploaded { path: DamPath },
    /// A folder holds assets that are checked out; by whom.
    #[error("{path} holds assets that are checked out")]
    LockedInside {
        path: DamPath,
        holders: Vec<(DamPath, String)>,
    },
    #[error("cancelled")]
    Cancelled,
    /// The folder for the connection can't be used.
    #[error("the command lacks {0}")]
    Missing(&'static str),
}

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
    #[error("the journal failed")]
    Sqlite(#[from] rusqlite::Error),
}

/// One asset's trouble, as data: it never stops the others.
#[derive(Debug)]
pub struct Problem {
    pub path: DamPath,
    /// The file on disk it is about, where that says more.
    pub file: Option<PathBuf>,
    pub error: std::sync::Arc<EngineError>,
}

impl Clone for Problem {
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
            file: self.file.clone(),
            error: self.error.clone(),
        }
    }
}
