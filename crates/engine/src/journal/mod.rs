//! What must survive a restart: the three trees, locks, pins, transfers, Recovered.
//!
//! SQLite in WAL mode with `synchronous=FULL`, one writer. The journal never decides; it is told.

use damson_core::{ByteCount, DamPath, Timestamp};

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
