//! What assets are called on this disk, kept from one process to the next, as a port.

use std::fmt::Debug;

use damson_core::DamPath;

use crate::model::JournalResult;

/// A sibling whose name differs by case alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rival {
    pub name: String,
    /// It has a file on the disk.
    pub here: bool,
}

/// Remembers what was decided about names; the journal, but for tests.
pub trait NameStore: Send + Sync + Debug {
    /// What `name` in `folder` is called on the disk, where that was decided before.
    fn stand_in(&self, folder: &DamPath, name: &str) -> JournalResult<Option<String>>;

    /// All decided names of a folder, as pairs of the DAM's name and the disk's.
    fn stand_ins(&self, folder: &DamPath) -> JournalResult<Vec<(String, String)>>;

    fn keep_stand_in(&self, folder: &DamPath, name: &str, disk_name: &str) -> JournalResult<()>;

    fn drop_stand_in(&self, folder: &DamPath, name: &str) -> JournalResult<()>;

    /// The siblings of `name` that differ from it by case alone.
    fn rivals(&self, folder: &DamPath, name: &str) -> JournalResult<Vec<Rival>>;

    /// The names known in `folder` that `wanted` accepts.
    fn siblings(
        &self,
        folder: &DamPath,
        wanted: &dyn Fn(&str) -> bool,
    ) -> JournalResult<Vec<Rival>>;
}
