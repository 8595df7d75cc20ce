//! What the server says: pages of listings, single answers, things that are gone.

use std::collections::BTreeSet;

use damson_core::{DamPath, Kind, OnServer, Timestamp};
use damson_remote::{AssetKind, Entry, LockGrant};
use rusqlite::{Connection, params};

use super::{
    Journal,
    asset_row::{self, COLUMNS},
    assets::{get, save},
    codes::count_in,
    key,
    moves::RENAMED_HERE,
    refused::{REFUSED_NAME, WITHHELD},
};
use crate::model::{Asset, JournalResult};

/// What would be taken as gone at the end of a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unseen {
    /// Assets that the server had.
    pub assets: u64,
    /// Those of them that have a copy here.
    pub here: u64,
}

/// The code of the problem of a file whose place on the server is taken by a folder.
const FOLDER_THERE: &str = "folder-there";

/// The problems of what the server tells of like of anything else.
const OVERCOME: [&str; 4] = [FOLDER_THERE, REFUSED_NAME, WITHHELD, RENAMED_HERE];

impl Journal {
    /// Takes over a page of the listing of `folder`: the server's side of every entry, nothing
    /// else. Entries that are no direct children are left out. Returns the paths whose status,
    /// lock or kind changed.
    pub fn apply_page(
        &self,
        folder: &DamPath,
        generation: i64,
        entries: &[Entry],
        now: Timestamp,
    ) -> JournalResult<Vec<DamPath>> {
        self.write_unflushed(|tx| {
            let mut changed = Vec::new();
            for entry in entries {
                if entry.path.parent().as_ref() != Some(folder) {
                    continue;
                }
                if learn(tx, entry, Some(generation), now)? {
                    changed.push(entry.path.clone());
                }
            }
            Ok(changed)
        })
    }

    /// Takes over answers about single assets and folders, from anywhere in the DAM.
    pub fn apply_entries(&self, entries: &[Entry], now: Timestamp) -> JournalResult<Vec<DamPath>> {
        self.write_unflushed(|tx| {
            let mut changed = Vec::new();
            for entry in entries {
                if learn(tx, entry, None, now)? {
                    changed.push(entry.path.clone());
                }
            }
            Ok(changed)
        })
    }

    /// What [`Journal::end_listing`] would take as gone; for the brake that looks before.
    pub fn unseen(&self, folder: &DamPath, generation: i64) -> JournalResult<Unseen> {
        let conn = self.conn();
        let mut sum = Unseen::default();
        for path in unseen_children(&conn, folder, generation)? {
            let (low, high) = key::below(&path);
            let mut count = conn.prepare_cached(
                "SELECT count(*), coalesce(sum(here), 0) FROM asset
                 WHERE (key = ?1 OR (key > ?2 AND key < ?3)) AND leaf = 1 AND remote_state = 2",
            )?;
            let (assets, here): (u64, u64) = count
                .query_row(params![key::key(&path), low, high], |row| {
                    Ok((count_in(row, 0)?, count_in(row, 1)?))
                })?;
            sum.assets += assets;
            sum.here += here;
        }
        Ok(sum)
    }

    /// The assets in `folder` that are here and that no listing of this generation or a later one
    /// saw; at most `most`.
    pub fn unseen_here(
        &self,
        folder: &DamPath,
        generation: i64,
        most: usize,
    ) -> JournalResult<Vec<DamPath>> {
        let conn = self.conn();
        let mut select = conn.prepare_cached(
            "SELECT key FROM asset WHERE parent = ?1 AND generation < ?2 AND remote_state = 2
             AND leaf = 1 AND here = 1 ORDER BY key LIMIT ?3",
        )?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        Ok(key::paths(
            &mut select,
            params![key::key(folder), generation, most],
        )?)
    }

    /// The children of `folder` that no listing of this generation or a later one saw, folders
    /// first, then by name; those too that the server never had.
    pub fn unseen_rows(&self, folder: &DamPath, generation: i64) -> JournalResult<Vec<DamPath>> {
        let conn = self.conn();
        let mut select = conn.prepare_cached(
            "SELECT key FROM asset WHERE parent = ?1 AND generation < ?2
             ORDER BY leaf, name_key COLLATE in_order, key",
        )?;
        Ok(key::paths(
            &mut select,
            params![key::key(folder), generation],
        )?)
    }

    /// Ends a complete listing: children of `folder` that it did not see are gone from the server,
    /// with everything below them. Returns the paths that changed.
    pub fn end_listing(
        &self,
        folder: &DamPath,
        generation: i64,
        now: Timestamp,
    ) -> JournalResult<Vec<DamPath>> {
        self.write_unflushed(|tx| {
            let mut changed = Vec::new();
            for path in unseen_children(tx, folder, generation)? {
                changed.append(&mut lose(tx, &path, Some(generation), now)?);
            }
            Ok(changed)
        })
    }

    /// Takes over that the server has nothing at this path, nor below it. Returns the paths that
    /// changed.
    pub fn set_gone(&self, path: &DamPath, now: Timestamp) -> JournalResult<Vec<DamPath>> {
        self.write(|tx| lose(tx, path, None, now))
    }

    /// Takes over a check-out that worked.
    pub fn set_mine(
        &self,
        path: &DamPath,
        grant: &LockGrant,
        now: Timestamp,
    ) -> JournalResult<Asset> {
        let lasts = grant.lasts.map(|lasts| {
            let millis = i64::try_from(lasts.as_millis()).unwrap_or(i64::MAX);
            Timestamp(now.0.saturating_add(millis))
        });
        self.update(path, |asset| {
            asset.learn_lock(damson_core::Lock::Mine, now);
            asset.token.clone_from(&grant.token);
            asset.lock_expires = lasts;
        })
    }

    /// Takes over that nobody has it checked out.
    pub fn set_free(&self, path: &DamPath, now: Timestamp) -> JournalResult<Asset> {
        self.update(path, |asset| {
            asset.learn_lock(damson_core::Lock::Free, now);
            asset.forget_ended();
        })
    }

    /// Takes over that a lock which ran out can't be taken again.
    pub fn give_up_lapsed(&self, path: &DamPath) -> JournalResult<Asset> {
        self.update(path, Asset::give_up_lapsed)
    }

    /// Takes over the complete list of what this person has checked out below `folder`: what was
    /// mine there and is not listed is free. Returns the paths that changed.
    pub fn end_locked(
        &self,
        folder: &DamPath,
        mine: &BTreeSet<DamPath>,
        now: Timestamp,
    ) -> JournalResult<Vec<DamPath>> {
        self.write(|tx| {
            let mut changed = Vec::new();
            for mut asset in super::tree::mine(tx)? {
                if !asset.path.is_within(folder) || mine.contains(&asset.path) {
                    continue;
                }
                asset.learn_lock(damson_core::Lock::Free, now);
                save(tx, &asset)?;
                changed.push(asset.path);
            }
            Ok(changed)
        })
    }
}

pub(super) fn learn(
    conn: &Connection,
    entry: &Entry,
    generation: Option<i64>,
    now: Timestamp,
) -> JournalResult<bool> {
    let known = get(conn, &entry.path)?;
    let was = known.clone();
    let mut asset = known.unwrap_or_else(|| Asset::new(entry.path.clone(), Kind::Asset));
    let becomes_folder = entry.kind == AssetKind::Folder;
    if becomes_folder && asset.local.is_some() {
        // The file keeps its row: it may hold edits.
        asset.lose(generation, now);
        asset.problem = Some((FOLDER_THERE.to_owned(), String::new()));
    } else {
        if !becomes_folder && asset.is_folder() {
            lose(conn, &entry.path, generation, now)?;
            asset.folder_here = false;
        }
        asset.learn(entry, generation, now);
        if becomes_folder {
            asset.base = None;
        }
        asset
            .problem
            .take_if(|problem| OVERCOME.contains(&&*problem.0));
    }
    let Some(mut was) = was else {
        save(conn, &asset)?;
        return Ok(true);
    };
    let (status, lock, kind) = (was.status(), was.lock.clone(), was.kind);
    was.remote.generation = asset.remote.generation;
    was.remote.checked = asset.remote.checked;
    if was == asset {
        // As most are: only when it was seen is new.
        seen(conn, &asset)?;
        return Ok(false);
    }
    save(conn, &asset)?;
    // What nobody can tell without the bytes is looked into by whoever asked.
    let asked = asset.is_in_question();
    Ok(asked || (status, lock, kind) != (asset.status(), asset.lock, asset.kind))
}

fn seen(conn: &Connection, asset: &Asset) -> JournalResult<()> {
    let checked = asset.remote.checked.map(|checked| checked.0);
    conn.prepare_cached("UPDATE asset SET generation = ?2, checked = ?3 WHERE key = ?1")?
        .execute(params![
            key::key(&asset.path),
            asset.remote.generation,
            checked
        ])?;
    Ok(())
}

fn unseen_children(
    conn: &Connection,
    folder: &DamPath,
    generation: i64,
) -> JournalResult<Vec<DamPath>> {
    let mut select = conn.prepare_cached(
        "SELECT key FROM asset WHERE parent = ?1 AND generation < ?2 AND remote_state <> 1
         ORDER BY key",
    )?;
    Ok(key::paths(
        &mut select,
        params![key::key(folder), generation],
    )?)
}

/// How many rows are held at a time while a folder is taken as gone.
const BATCH: usize = 500;

fn lose(
    conn: &Connection,
    path: &DamPath,
    generation: Option<i64>,
    now: Timestamp,
) -> JournalResult<Vec<DamPath>> {
    let mut changed = Vec::new();
    let (mut low, high) = key::below(path);
    let sql = format!(
        "SELECT {COLUMNS} FROM asset a
         WHERE a.key > ?1 AND a.key < ?2 AND a.remote_state <> 1 ORDER BY a.key LIMIT {BATCH}"
    );
    loop {
        let batch: Vec<Asset> = {
            let mut select = conn.prepare_cached(&sql)?;
            let rows = select.query_map(params![low, high], asset_row::read)?;
            rows.collect::<Result<_, _>>()?
        };
        let Some(last) = batch.last() else {
            break;
        };
        low = key::key(&last.path);
        for asset in batch {
            lose_one(conn, asset, generation, now, &mut changed)?;
        }
    }
    if let Some(asset) = get(conn, path)? {
        lose_one(conn, asset, generation, now, &mut changed)?;
    }
    Ok(changed)
}

fn lose_one(
    conn: &Connection,
    mut asset: Asset,
    generation: Option<i64>,
    now: Timestamp,
    changed: &mut Vec<DamPath>,
) -> JournalResult<()> {
    let was_there = matches!(asset.remote.state, OnServer::Present(_));
    let before = asset.status();
    asset.lose(generation, now);
    asset
        .problem
        .take_if(|problem| [REFUSED_NAME, WITHHELD].contains(&&*problem.0));
    save(conn, &asset)?;
    if was_there || before != asset.status() {
        changed.push(asset.path);
    }
    Ok(())
}
