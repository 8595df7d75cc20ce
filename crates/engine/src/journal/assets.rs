//! Reading and writing one path at a time.

use damson_core::{DamPath, Kind, OnServer};
use rusqlite::{Connection, OptionalExtension, params};

use super::{
    Journal,
    asset_row::{self, COLUMNS},
    key,
    moves::RENAMED_HERE,
};
use crate::model::{Asset, JournalResult, LocalRecord, Stamp};

impl Journal {
    /// What is known of a path; `None` for nothing.
    pub fn get(&self, path: &DamPath) -> JournalResult<Option<Asset>> {
        get(&self.conn(), path)
    }

    /// Writes a row whole. A row that says nothing is removed instead.
    pub fn put(&self, asset: &Asset) -> JournalResult<()> {
        self.write(|tx| save(tx, asset))
    }

    /// Reads, changes and writes a row in one transaction; begins with an asset that nothing is
    /// known of when there is none. `change` must not call the journal. Returns the row as it is
    /// after, also when it said nothing and was removed.
    pub fn update(&self, path: &DamPath, change: impl FnOnce(&mut Asset)) -> JournalResult<Asset> {
        self.write(|tx| update(tx, path, change))
    }

    /// Takes over what is on the disk at this path.
    pub fn set_local(&self, path: &DamPath, local: LocalRecord) -> JournalResult<Asset> {
        self.update(path, |asset| asset.local = Some(local))
    }

    /// Takes over that a file was `before` and is `after` without a byte having changed. What is
    /// known of another file stays.
    pub(crate) fn restamp(&self, path: &DamPath, before: Stamp, after: Stamp) -> JournalResult<()> {
        let is_it = |asset: &Asset| {
            let local = asset.local.as_ref();
            local.is_some_and(|local| local.stamp.is_untouched(before)) && before == after
        };
        if !self.get(path)?.is_some_and(|asset| is_it(&asset)) {
            return Ok(());
        }
        // Whoever loses this reads the file once more.
        self.write_unflushed(|tx| match get(tx, path)? {
            Some(mut asset) if is_it(&asset) => {
                if let Some(local) = &mut asset.local {
                    local.stamp = after;
                }
                save(tx, &asset)
            }
            Some(_) | None => Ok(()),
        })
    }

    /// Takes over that nothing is on the disk at this path.
    pub fn clear_local(&self, path: &DamPath) -> JournalResult<()> {
        self.write(|tx| {
            let Some(mut asset) = get(tx, path)? else {
                return Ok(());
            };
            asset.local = None;
            asset.folder_here = false;
            asset.forget_ended();
            // It was said of the file.
            asset.problem.take_if(|problem| problem.0 == RENAMED_HERE);
            save(tx, &asset)
        })
    }

    /// Takes over that a folder is on the disk.
    pub fn set_folder_here(&self, path: &DamPath) -> JournalResult<()> {
        self.write(|tx| {
            let known = get(tx, path)?;
            let mut asset = known.unwrap_or_else(|| Asset::new(path.clone(), Kind::Folder));
            if !asset.is_folder() || asset.folder_here {
                return Ok(());
            }
            asset.folder_here = true;
            save(tx, &asset)
        })
    }

    pub fn pin(&self, path: &DamPath, kind: Kind, pinned: bool) -> JournalResult<()> {
        self.write(|tx| {
            let known = get(tx, path)?;
            let mut asset = known.unwrap_or_else(|| Asset::new(path.clone(), kind));
            asset.pinned = pinned;
            save(tx, &asset)
        })
    }

    /// Removes the rows of a path and of everything below it.
    pub fn forget(&self, path: &DamPath) -> JournalResult<()> {
        self.write(|tx| {
            let (low, high) = key::below(path);
            tx.prepare_cached("DELETE FROM asset WHERE key > ?1 AND key < ?2")?
                .execute(params![low, high])?;
            remove(tx, path)?;
            prune_above(tx, path)
        })
    }
}

pub(super) fn get(conn: &Connection, path: &DamPath) -> JournalResult<Option<Asset>> {
    let sql = format!("SELECT {COLUMNS} FROM asset a WHERE a.key = ?1");
    let mut select = conn.prepare_cached(&sql)?;
    Ok(select
        .query_row([key::key(path)], asset_row::read)
        .optional()?)
}

fn exists(conn: &Connection, path: &DamPath) -> JournalResult<bool> {
    let mut select = conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM asset WHERE key = ?1)")?;
    Ok(select.query_row([key::key(path)], |row| row.get(0))?)
}

pub(super) fn update(
    conn: &Connection,
    path: &DamPath,
    change: impl FnOnce(&mut Asset),
) -> JournalResult<Asset> {
    let known = get(conn, path)?;
    let mut asset = known.unwrap_or_else(|| Asset::new(path.clone(), Kind::Asset));
    change(&mut asset);
    save(conn, &asset)?;
    Ok(asset)
}

/// Writes or removes a row, and keeps the rows of the folders above it in step.
pub(super) fn save(conn: &Connection, asset: &Asset) -> JournalResult<()> {
    if says_nothing(conn, asset)? {
        remove(conn, &asset.path)?;
        return prune_above(conn, &asset.path);
    }
    asset_row::write(conn, asset)?;
    make_folders_above(conn, &asset.path)
}

fn says_nothing(conn: &Connection, asset: &Asset) -> JournalResult<bool> {
    if asset.pinned || asset.problem.is_some() {
        return Ok(false);
    }
    if !asset.is_folder() {
        return Ok(asset.status().is_none());
    }
    let on_server = matches!(asset.remote.state, OnServer::Present(_));
    Ok(!on_server && !asset.folder_here && !has_children(conn, &asset.path)?)
}

fn has_children(conn: &Connection, folder: &DamPath) -> JournalResult<bool> {
    let mut select =
        conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM asset WHERE parent = ?1)")?;
    Ok(select.query_row([key::key(folder)], |row| row.get(0))?)
}

fn remove(conn: &Connection, path: &DamPath) -> JournalResult<()> {
    conn.prepare_cached("DELETE FROM asset WHERE key = ?1")?
        .execute([key::key(path)])?;
    Ok(())
}

/// A row without the rows of its folders could not be reached by looking into folders.
fn make_folders_above(conn: &Connection, path: &DamPath) -> JournalResult<()> {
    let mut above = path.parent();
    while let Some(folder) = above.filter(|folder| !folder.is_root()) {
        if exists(conn, &folder)? {
            return Ok(());
        }
        asset_row::write(conn, &Asset::new(folder.clone(), Kind::Folder))?;
        above = folder.parent();
    }
    Ok(())
}

pub(super) fn prune_above(conn: &Connection, path: &DamPath) -> JournalResult<()> {
    let mut above = path.parent();
    while let Some(folder) = above {
        let Some(row) = get(conn, &folder)? else {
            above = folder.parent();
            continue;
        };
        if !row.is_folder() || !says_nothing(conn, &row)? {
            return Ok(());
        }
        remove(conn, &folder)?;
        above = folder.parent();
    }
    Ok(())
}
