//! Names that the disk can't hold beside their siblings, and what they are called there instead.

use std::{
    collections::BTreeSet,
    sync::{PoisonError, RwLock},
};

use damson_core::DamPath;
use rusqlite::{Connection, OptionalExtension, params};

use super::{Journal, key};
use crate::{
    model::JournalResult,
    ports::{NameStore, Rival},
};

/// The folders in which names were decided, kept in memory: most have none, and every look at the
/// disk asks for each name on the way. It may hold more than the table, never less.
#[derive(Debug, Default)]
pub(super) struct Decided(RwLock<BTreeSet<Vec<u8>>>);

impl Decided {
    pub(super) fn load(conn: &Connection) -> rusqlite::Result<Self> {
        let mut select = conn.prepare("SELECT DISTINCT folder FROM stand_in")?;
        let folders = select.query_map([], |row| row.get(0))?;
        Ok(Self(RwLock::new(folders.collect::<Result<_, _>>()?)))
    }

    fn has(&self, folder: &DamPath) -> bool {
        let folders = self.0.read().unwrap_or_else(PoisonError::into_inner);
        !folders.is_empty() && folders.contains(&key::key(folder))
    }

    fn add(&self, folder: &DamPath) {
        let mut folders = self.0.write().unwrap_or_else(PoisonError::into_inner);
        folders.insert(key::key(folder));
    }

    /// Before the rename is written.
    pub(super) fn renamed(&self, from: &DamPath, to: &DamPath) {
        let mut folders = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let paths = folders.iter().filter_map(|stored| key::path(stored));
        let moved: Vec<_> = paths.filter_map(|path| path.rebase(from, to)).collect();
        folders.extend(moved.iter().map(key::key));
    }
}

impl Journal {
    /// What `name` in `folder` is called on the disk, where that was decided before.
    pub fn stand_in(&self, folder: &DamPath, name: &str) -> JournalResult<Option<String>> {
        if !self.decided.has(folder) {
            return Ok(None);
        }
        let conn = self.conn();
        let mut select =
            conn.prepare_cached("SELECT disk_name FROM stand_in WHERE folder = ?1 AND name = ?2")?;
        let row = select.query_row(params![key::key(folder), name], |row| row.get(0));
        Ok(row.optional()?)
    }

    /// All decided names of a folder, as pairs of the DAM's name and the disk's.
    pub fn stand_ins(&self, folder: &DamPath) -> JournalResult<Vec<(String, String)>> {
        if !self.decided.has(folder) {
            return Ok(Vec::new());
        }
        let conn = self.conn();
        let mut select = conn.prepare_cached(
            "SELECT name, disk_name FROM stand_in WHERE folder = ?1 ORDER BY name",
        )?;
        let rows = select.query_map([key::key(folder)], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Decides what `name` is called on the disk. Whoever had that disk name loses it.
    pub fn keep_stand_in(
        &self,
        folder: &DamPath,
        name: &str,
        disk_name: &str,
    ) -> JournalResult<()> {
        self.decided.add(folder);
        self.write(|tx| {
            tx.prepare_cached("INSERT OR REPLACE INTO stand_in VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![
                    key::key(folder),
                    name,
                    disk_name,
                    key::name_key(disk_name)
                ])?;
            Ok(())
        })
    }

    /// Forgets a decision, when neither side has the name.
    pub fn drop_stand_in(&self, folder: &DamPath, name: &str) -> JournalResult<()> {
        self.write(|tx| {
            tx.prepare_cached("DELETE FROM stand_in WHERE folder = ?1 AND name = ?2")?
                .execute(params![key::key(folder), name])?;
            Ok(())
        })
    }

    /// The siblings of `name` that a disk without case can't hold beside it, itself left out.
    pub fn rivals(&self, folder: &DamPath, name: &str) -> JournalResult<Vec<Rival>> {
        let conn = self.conn();
        let mut select = conn.prepare_cached(
            "SELECT a.name, a.here, a.key FROM asset a
             WHERE a.parent = ?1 AND a.leaf IN (0, 1) AND a.name_key COLLATE in_order = ?2
             AND a.name <> ?3
             ORDER BY a.key",
        )?;
        let found = select.query_map(
            params![key::key(folder), key::name_key(name), name],
            |row| {
                Ok(Rival {
                    name: row.get(0)?,
                    here: row.get(1)?,
                })
            },
        )?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The names known in `folder` that `wanted` accepts; `wanted` must not call the journal.
    pub fn siblings(
        &self,
        folder: &DamPath,
        wanted: &dyn Fn(&str) -> bool,
    ) -> JournalResult<Vec<Rival>> {
        let conn = self.conn();
        let mut select = conn.prepare_cached("SELECT name, here FROM asset WHERE parent = ?1")?;
        let mut rows = select.query([key::key(folder)])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let name: String = row.get(0)?;
            if wanted(&name) {
                let here = row.get(1)?;
                found.push(Rival { name, here });
            }
        }
        Ok(found)
    }
}

/// Moves the names below a folder along with its rename. The name of the renamed thing itself is
/// decided afresh by whoever renamed it on the disk.
pub(super) fn rename(conn: &Connection, from: &DamPath, to: &DamPath) -> JournalResult<()> {
    let (low, high) = key::below(from);
    let mut select = conn.prepare_cached(
        "SELECT DISTINCT folder FROM stand_in
         WHERE folder = ?1 OR (folder > ?2 AND folder < ?3)",
    )?;
    let rows = select.query_map(params![key::key(from), low, high], |row| {
        row.get::<_, Vec<u8>>(0)
    })?;
    let folders: Vec<Vec<u8>> = rows.collect::<Result<_, _>>()?;
    for stored in folders {
        if let Some(path) = key::path(&stored).and_then(|path| path.rebase(from, to)) {
            conn.prepare_cached("UPDATE OR REPLACE stand_in SET folder = ?2 WHERE folder = ?1")?
                .execute(params![stored, key::key(&path)])?;
        }
    }
    Ok(())
}

impl NameStore for Journal {
    fn stand_in(&self, folder: &DamPath, name: &str) -> JournalResult<Option<String>> {
        self.stand_in(folder, name)
    }

    fn stand_ins(&self, folder: &DamPath) -> JournalResult<Vec<(String, String)>> {
        self.stand_ins(folder)
    }

    fn keep_stand_in(&self, folder: &DamPath, name: &str, disk_name: &str) -> JournalResult<()> {
        self.keep_stand_in(folder, name, disk_name)
    }

    fn drop_stand_in(&self, folder: &DamPath, name: &str) -> JournalResult<()> {
        self.drop_stand_in(folder, name)
    }

    fn rivals(&self, folder: &DamPath, name: &str) -> JournalResult<Vec<Rival>> {
        self.rivals(folder, name)
    }

    fn siblings(
        &self,
        folder: &DamPath,
        wanted: &dyn Fn(&str) -> bool,
    ) -> JournalResult<Vec<Rival>> {
        self.siblings(folder, wanted)
    }
}
