//! Walks over many rows: what is here, what is mine, what is pinned, and moves of folders.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use damson_core::{DamPath, Status};
use rusqlite::{Connection, params};

use super::{
    Journal,
    asset_row::{self, COLUMNS, LOCAL_COLUMNS},
    assets::{get, save},
    codes::{count_in, status_of},
    key,
};
use crate::model::{Asset, JournalResult, LocalRecord};

/// A file that the journal knows to be here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub path: DamPath,
    pub local: LocalRecord,
}

/// The files below a folder in the order of their paths, read in batches: the journal is free
/// between them, and may be written to.
#[derive(Debug)]
pub struct Locals<'a> {
    journal: &'a Journal,
    low: Vec<u8>,
    high: Vec<u8>,
    batch: VecDeque<Known>,
    ended: bool,
}

const BATCH: usize = 500;

impl Journal {
    /// The files that the journal knows below `folder`, or at it, in the order of [`DamPath`], as
    /// a scan visits them.
    pub fn locals(&self, folder: &DamPath) -> JournalResult<Locals<'_>> {
        let (low, high) = key::below(folder);
        let mut batch = VecDeque::new();
        batch.extend(self.get(folder)?.and_then(known));
        Ok(Locals {
            journal: self,
            low,
            high,
            batch,
            ended: false,
        })
    }

    /// How many files are known to be here below `folder`.
    pub fn count_here(&self, folder: &DamPath) -> JournalResult<u64> {
        let (low, high) = key::below(folder);
        let conn = self.conn();
        let mut count = conn.prepare_cached(
            "SELECT count(*) FROM asset WHERE here = 1 AND leaf = 1 AND key > ?1 AND key < ?2",
        )?;
        Ok(count.query_row(params![low, high], |row| count_in(row, 0))?)
    }

    /// What has a problem of this code below `folder`, or at it, in the order of the paths.
    pub fn troubled(&self, folder: &DamPath, code: &str) -> JournalResult<Vec<DamPath>> {
        let (low, high) = key::below(folder);
        let conn = self.conn();
        let mut select = conn.prepare_cached(
            "SELECT key FROM asset WHERE problem = ?1 AND (key = ?2 OR (key > ?3 AND key < ?4))
             ORDER BY key",
        )?;
        let wanted = params![code, key::key(folder), low, high];
        Ok(key::paths(&mut select, wanted)?)
    }

    /// What this person has checked out.
    pub fn mine(&self) -> JournalResult<Vec<Asset>> {
        mine(&self.conn())
    }

    /// What this person had checked out until the lock ran out.
    pub fn lapsed(&self) -> JournalResult<Vec<Asset>> {
        select(&self.conn(), "a.lock = 0 AND a.lock_expires IS NOT NULL")
    }

    /// What is pinned itself, in the order of the paths.
    pub fn pins(&self) -> JournalResult<Vec<Asset>> {
        select(&self.conn(), "a.pinned = 1")
    }

    /// Of each folder, the root included, in which pinned copies are gone from the server: how many
    /// are, and how many files are here below it.
    pub fn vanished(&self) -> JournalResult<Vec<(u64, u64)>> {
        let mut gone = BTreeMap::<DamPath, BTreeSet<DamPath>>::new();
        for pin in self.pins()? {
            let mut after = None;
            loop {
                let lost = [Status::RemovedRemotely];
                let batch = self.with_status(&pin.path, &lost, after.as_ref(), BATCH)?;
                let Some(end) = batch.last() else {
                    break;
                };
                after = Some(end.path.clone());
                for asset in batch {
                    let folder = asset.path.parent().unwrap_or_default();
                    gone.entry(folder).or_default().insert(asset.path);
                }
            }
        }
        let mut below = BTreeMap::<DamPath, u64>::new();
        for (folder, lost) in gone {
            let mut above = Some(folder);
            while let Some(folder) = above {
                above = folder.parent();
                *below.entry(folder).or_default() += lost.len() as u64;
            }
        }
        let of = |(folder, gone)| Ok((gone, self.count_here(&folder)?));
        below.into_iter().map(of).collect()
    }

    /// Whether it or a folder above it is pinned.
    pub fn is_pinned(&self, path: &DamPath) -> JournalResult<bool> {
        is_pinned(&self.conn(), path)
    }

    /// Every asset that has a copy, a base, a lock of this person or a pin: what is worth asking
    /// the server about. After `after`, at most `most`.
    pub fn kept(&self, after: Option<&DamPath>, most: usize) -> JournalResult<Vec<DamPath>> {
        let conn = self.conn();
        let mut select = conn.prepare_cached(
            "SELECT key FROM asset WHERE key > ?1 AND leaf = 1
             AND (here = 1 OR lock = 1 OR pinned = 1
                  OR key IN (SELECT key FROM awaited WHERE freed IS NULL))
             ORDER BY key LIMIT ?2",
        )?;
        let low = after.map(key::key).unwrap_or_default();
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let keys = select.query_map(params![low, most], |row| row.get::<_, Vec<u8>>(0))?;
        let mut paths = Vec::new();
        for stored in keys {
            paths.extend(key::path(&stored?));
        }
        Ok(paths)
    }

    /// Folders of the server at and below `top`, after `after`, at most `most`.
    pub fn folders_in(
        &self,
        top: &DamPath,
        after: Option<&DamPath>,
        most: usize,
    ) -> JournalResult<Vec<DamPath>> {
        let conn = self.conn();
        let (low, high) = key::below(top);
        let mut select = conn.prepare_cached(
            "SELECT key FROM asset WHERE leaf = 0 AND remote_state = 2
             AND (key = ?1 OR (key > ?2 AND key < ?3)) AND key > ?4 ORDER BY key LIMIT ?5",
        )?;
        let after = after.map(key::key).unwrap_or_default();
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let wanted = params![key::key(top), low, high, after, most];
        Ok(key::paths(&mut select, wanted)?)
    }

    /// As [`Journal::kept`], of the direct children of a folder; not those that are waited for.
    pub fn kept_in(&self, folder: &DamPath) -> JournalResult<Vec<DamPath>> {
        let conn = self.conn();
        let mut select = conn.prepare_cached(
            "SELECT key FROM asset WHERE parent = ?1 AND leaf = 1
             AND (here = 1 OR lock = 1 OR pinned = 1) ORDER BY key",
        )?;
        Ok(key::paths(&mut select, params![key::key(folder)])?)
    }

    /// Assets below `folder` (or at it) that have one of these statuses, after `after`, at most
    /// `most`, in the order of the paths.
    pub fn with_status(
        &self,
        folder: &DamPath,
        statuses: &[Status],
        after: Option<&DamPath>,
        most: usize,
    ) -> JournalResult<Vec<Asset>> {
        let codes: Vec<String> = statuses
            .iter()
            .map(|status| super::codes::status_code(*status).to_string())
            .collect();
        let (low, high) = key::below(folder);
        let sql = format!(
            "SELECT {COLUMNS} FROM asset a WHERE a.status IN ({}) AND a.key > ?1
             AND (a.key = ?2 OR (a.key > ?3 AND a.key < ?4)) ORDER BY a.key LIMIT ?5",
            codes.join(",")
        );
        let conn = self.conn();
        let mut select = conn.prepare_cached(&sql)?;
        let after = after.map(key::key).unwrap_or_default();
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = select.query_map(
            params![after, key::key(folder), low, high, most],
            asset_row::read,
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Assets directly in a folder that are on the server alone, in order, after `after`, at most
    /// `most`.
    pub fn cloud_only_in(
        &self,
        folder: &DamPath,
        after: Option<&DamPath>,
        most: usize,
    ) -> JournalResult<Vec<Asset>> {
        let conn = self.conn();
        let sql = format!(
            "SELECT {COLUMNS} FROM asset a WHERE a.parent = ?1 AND a.leaf = 1 AND a.status = ?2
             AND a.name_key COLLATE in_order >= ?3
             AND (a.name_key COLLATE in_order > ?3 OR a.key > ?4)
             ORDER BY a.name_key COLLATE in_order, a.key LIMIT ?5"
        );
        let mut select = conn.prepare_cached(&sql)?;
        let (name, after) = after
            .map(|after| (key::name_key(after.name()), key::key(after)))
            .unwrap_or_default();
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let status = super::codes::status_code(Status::CloudOnly);
        let rows = select.query_map(
            params![key::key(folder), status, name, after, most],
            asset_row::read,
        )?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many assets of each status are below a folder.
    pub fn below(&self, folder: &DamPath) -> JournalResult<Vec<(Status, u64)>> {
        let (low, high) = key::below(folder);
        let conn = self.conn();
        let mut count = conn.prepare_cached(
            "SELECT status, count(*) FROM asset
             WHERE key > ?1 AND key < ?2 AND status IS NOT NULL GROUP BY status ORDER BY status",
        )?;
        let rows = count.query_map(params![low, high], |row| {
            Ok((row.get::<_, i64>(0)?, count_in(row, 1)?))
        })?;
        let mut sums = Vec::new();
        for row in rows {
            let (code, count) = row?;
            sums.extend(status_of(code).map(|status| (status, count)));
        }
        Ok(sums)
    }

    /// Moves the rows of a path and of everything below it, with their transfers and stand-in
    /// names, after a rename on the server and on the disk. What was known at `to` is replaced.
    /// Nothing moves into itself.
    pub fn rename_prefix(&self, from: &DamPath, to: &DamPath) -> JournalResult<()> {
        if to.is_within(from) {
            return Ok(());
        }
        self.decided.renamed(from, to);
        self.write(|tx| {
            let (mut low, high) = key::below(from);
            if let Some(asset) = get(tx, from)? {
                move_row(tx, asset, from, to)?;
            }
            let sql = format!(
                "SELECT {COLUMNS} FROM asset a
                 WHERE a.key > ?1 AND a.key < ?2 ORDER BY a.key LIMIT {BATCH}"
            );
            loop {
                let batch: Vec<Asset> = {
                    let mut select = tx.prepare_cached(&sql)?;
                    let rows = select.query_map(params![low, high], asset_row::read)?;
                    rows.collect::<Result<_, _>>()?
                };
                let Some(last) = batch.last() else {
                    break;
                };
                low = key::key(&last.path);
                for asset in batch {
                    move_row(tx, asset, from, to)?;
                }
            }
            super::orders::rename(tx, from, to)?;
            super::transfers::rename(tx, from, to)?;
            super::stand_ins::rename(tx, from, to)
        })
    }
}

impl Iterator for Locals<'_> {
    type Item = JournalResult<Known>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(known) = self.batch.pop_front() {
            return Some(Ok(known));
        }
        if self.ended {
            return None;
        }
        if let Err(error) = self.read() {
            self.ended = true;
            return Some(Err(error));
        }
        self.batch.pop_front().map(Ok)
    }
}

impl Locals<'_> {
    fn read(&mut self) -> JournalResult<()> {
        let sql = format!(
            "SELECT a.key, {LOCAL_COLUMNS} FROM asset a WHERE a.here = 1 AND a.leaf = 1
             AND a.key > ?1 AND a.key < ?2 ORDER BY a.key LIMIT {BATCH}"
        );
        let conn = self.journal.conn();
        let mut select = conn.prepare_cached(&sql)?;
        let rows = select.query_map(params![self.low, self.high], |row| {
            Ok(Known {
                path: asset_row::read_path(row)?,
                local: asset_row::read_local(row, 1, 5)?,
            })
        })?;
        for row in rows {
            self.batch.push_back(row?);
        }
        match self.batch.back() {
            Some(last) => self.low = key::key(&last.path),
            None => self.ended = true,
        }
        Ok(())
    }
}

pub(super) fn mine(conn: &Connection) -> JournalResult<Vec<Asset>> {
    select(conn, "a.lock = 1")
}

fn select(conn: &Connection, which: &str) -> JournalResult<Vec<Asset>> {
    let sql = format!("SELECT {COLUMNS} FROM asset a WHERE {which} ORDER BY a.key");
    let mut select = conn.prepare_cached(&sql)?;
    let rows = select.query_map([], asset_row::read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn known(asset: Asset) -> Option<Known> {
    Some(Known {
        path: asset.path,
        local: asset.local?,
    })
}

fn move_row(
    conn: &Connection,
    mut asset: Asset,
    from: &DamPath,
    to: &DamPath,
) -> JournalResult<()> {
    let Some(path) = asset.path.rebase(from, to) else {
        return Ok(());
    };
    let old = std::mem::replace(&mut asset.path, path);
    // Removed first, so that the folders above it go too when they are left empty.
    conn.prepare_cached("DELETE FROM asset WHERE key = ?1")?
        .execute([key::key(&old)])?;
    asset_row::write(conn, &asset)?;
    save(conn, &asset)?;
    super::assets::prune_above(conn, &old)
}

pub(super) fn is_pinned(conn: &Connection, path: &DamPath) -> JournalResult<bool> {
    let mut at = Some(path.clone());
    while let Some(here) = at {
        let mut select = conn.prepare_cached("SELECT pinned FROM asset WHERE key = ?1")?;
        let mut rows = select.query([key::key(&here)])?;
        if let Some(row) = rows.next()?
            && row.get(0)?
        {
            return Ok(true);
        }
        at = here.parent();
    }
    Ok(false)
}
