//! What restricts the use of assets.

use damson_core::{
    DamPath, Timestamp,
    usage::{Approval, Terms, Use},
};
use damson_remote::TermsSeen;
use rusqlite::{Row, params};

use super::{
    Journal, asset_row,
    assets::{get, save},
    key,
};
use crate::model::{Described, JournalResult};

/// The columns that [`read`] takes, in their order.
const COLUMNS: &str = "a.terms_known, a.expires, a.on_time, a.off_time, a.approval, a.licence";

impl Journal {
    /// Takes over what the server says of the use of assets, where they are known; whether anything of
    /// that is new.
    pub fn set_terms<'a>(
        &self,
        seen: impl IntoIterator<Item = (&'a DamPath, &'a TermsSeen)>,
    ) -> JournalResult<bool> {
        self.write_unflushed(|tx| {
            let mut changed = false;
            for (path, seen) in seen {
                let Some(mut asset) = get(tx, path)? else {
                    continue;
                };
                let before = asset.remote.terms.clone();
                asset.learn_terms(seen);
                if asset.remote.terms != before {
                    save(tx, &asset)?;
                    changed = true;
                }
            }
            Ok(changed)
        })
    }

    /// Notes that this person edited the metadata of an asset that is known.
    pub fn set_described(&self, path: &DamPath, edit: Option<Described>) -> JournalResult<()> {
        self.write_unflushed(|tx| {
            let Some(mut asset) = get(tx, path)? else {
                return Ok(());
            };
            asset.described = edit;
            save(tx, &asset)
        })
    }

    /// The first moment after `now` at which other restrictions hold for anything than before.
    pub fn terms_change_next(&self, now: Timestamp) -> JournalResult<Option<Timestamp>> {
        let conn = self.conn();
        let next = conn
            .prepare_cached(
                "SELECT min(moment) FROM (
                    SELECT min(expires) AS moment FROM asset WHERE expires > ?1
                    UNION ALL SELECT min(on_time) FROM asset WHERE on_time > ?1
                    UNION ALL SELECT min(off_time) FROM asset WHERE off_time > ?1)",
            )?
            .query_row([now.0], |row| row.get::<_, Option<i64>>(0))?;
        Ok(next.map(Timestamp))
    }

    /// The assets that a use of `paths` is about and of which nothing said what restricts it, at most
    /// `most`; among them each of `paths` that is not known at all.
    pub fn without_terms(
        &self,
        paths: &[DamPath],
        used: Use,
        most: usize,
    ) -> JournalResult<Vec<DamPath>> {
        let which = which(used);
        let conn = self.conn();
        let mut select = conn.prepare_cached(&format!(
            "SELECT a.key FROM asset a WHERE {which} AND a.leaf = 1 AND a.remote_state = 2
             AND a.terms_known = 0 ORDER BY a.key LIMIT ?4"
        ))?;
        let mut known = conn.prepare_cached("SELECT 1 FROM asset WHERE key = ?1")?;
        let mut found = Vec::new();
        for path in paths.iter().filter(|path| !path.is_root()) {
            if found.len() >= most {
                break;
            }
            if !known.exists([key::key(path)])? {
                found.push(path.clone());
                continue;
            }
            let (low, high) = key::below(path);
            let left = i64::try_from(most - found.len()).unwrap_or(i64::MAX);
            let mut rows = select.query(params![key::key(path), low, high, left])?;
            while let Some(row) = rows.next()? {
                found.push(asset_row::read_path(row)?);
            }
        }
        Ok(found)
    }

    /// Hands over the assets that a use of `path` is about and whose use anything may restrict, by
    /// their paths. Whether it does is for the core to say.
    pub fn each_with_terms(
        &self,
        path: &DamPath,
        used: Use,
        mut one: impl FnMut(DamPath, Terms),
    ) -> JournalResult<()> {
        let (low, high) = key::below(path);
        let which = which(used);
        let conn = self.conn();
        let mut select = conn.prepare_cached(&format!(
            "SELECT a.key, {COLUMNS} FROM asset a WHERE {which}
             AND a.leaf = 1 AND a.remote_state <> 1 AND (a.expires IS NOT NULL
             OR a.on_time IS NOT NULL OR a.off_time IS NOT NULL OR a.approval = 2
             OR a.licence IS NOT NULL) ORDER BY a.key"
        ))?;
        let mut rows = select.query(params![key::key(path), low, high])?;
        while let Some(row) = rows.next()? {
            let terms = read(row, 1)?.unwrap_or_default();
            one(asset_row::read_path(row)?, terms);
        }
        Ok(())
    }
}

/// What a use of an asset or folder is about, where its key is `?1` and the keys below it are between
/// `?2` and `?3`.
fn which(used: Use) -> &'static str {
    match used {
        Use::Shown => "a.key = ?1 AND ?2 < ?3",
        Use::Brought => "(a.key = ?1 OR (a.key > ?2 AND a.key < ?3)) AND a.here = 0",
        Use::Taken => "(a.key = ?1 OR (a.key > ?2 AND a.key < ?3))",
    }
}

/// Reads the terms, whose columns begin at `first`.
pub(super) fn read(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<Terms>> {
    if !row.get::<_, bool>(first)? {
        return Ok(None);
    }
    let time = |at: usize| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(at)?.map(Timestamp));
    Ok(Some(Terms {
        expires: time(first + 1)?,
        on: time(first + 2)?,
        off: time(first + 3)?,
        approval: row
            .get::<_, Option<i64>>(first + 4)?
            .map(|code| match code {
                1 => Approval::Approved,
                2 => Approval::Rejected,
                0i64.. | ..0 => Approval::Undecided,
            }),
        licence: row.get(first + 5)?,
    }))
}

/// Reads when the metadata was edited, of which the columns begin at `first`.
pub(super) fn read_described(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<Described>> {
    let Some(at) = row.get::<_, Option<i64>>(first)? else {
        return Ok(None);
    };
    Ok(Some(Described {
        at: Timestamp(at),
        by: row.get(first + 1)?,
    }))
}

pub(super) fn approval_code(approval: Approval) -> i64 {
    match approval {
        Approval::Undecided => 0,
        Approval::Approved => 1,
        Approval::Rejected => 2,
    }
}
