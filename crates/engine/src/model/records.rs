//! What the journal and the watcher report and front ends show as it is.

use std::collections::BTreeSet;

use damson_core::{Action, ByteCount, DamPath, Timestamp};

/// An action that was asked for while the server could not be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedAction {
    pub id: i64,
    pub path: DamPath,
    pub action: Action,
    pub comment: Option<String>,
    pub keep_checked_out: bool,
    pub release: bool,
    pub since: Timestamp,
    /// Why it could not be carried out when the server was back: a code, and what was said.
    pub failed: Option<(String, String)>,
}

/// An asset that became free.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freed {
    pub path: DamPath,
    /// Who had it.
    pub holder: String,
    pub at: Timestamp,
}

/// A file that was moved aside, kept for 30 days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveredFile {
    pub id: i64,
    /// Where it was in the DAM.
    pub path: DamPath,
    /// The name inside the Recovered folder.
    pub stored: String,
    pub size: ByteCount,
    pub when: Timestamp,
    /// Why it was moved: a code for the front ends' words.
    pub why: String,
}

/// What is in the cache folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CacheUse {
    pub files: u64,
    pub bytes: ByteCount,
    /// Of those, what is the same on the server and not checked out by this person.
    pub clean: ByteCount,
}

/// Folders whose changes the system does not report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwatched {
    /// Folders that are not watched, with all that is in them.
    pub folders: BTreeSet<DamPath>,
    /// The system watches no more folders for this person; otherwise they can't be read.
    pub limit: bool,
}
