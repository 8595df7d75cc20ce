//! How full the cache folder is, and what was not used for longest.

use damson_core::{DamPath, Status, Timestamp};
use rusqlite::params;

use super::{
    Journal,
    asset_row::{self, COLUMNS},
    assets::{get, save},
    codes::{bytes_of, count_in, status_code},
    key,
};
use crate::model::{Asset, CacheUse, JournalResult};

/// A place in the order in which copies were used: the earliest first, and first of all those of
/// which that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedAfter {
    used: Option<Timestamp>,
    path: DamPath,
}

impl Journal {
    pub fn cache_use(&self) -> JournalResult<CacheUse> {
        let conn = self.conn();
        let mut sum = conn.prepare_cached(
            "SELECT count(*), coalesce(sum(local_size), 0),
                    coalesce(sum(local_size) FILTER (WHERE status = ?1 AND lock <> 1), 0)
             FROM asset WHERE here = 1 AND leaf = 1",
        )?;
        let clean = status_code(Status::AvailableLocally);
        Ok(sum.query_row([clean], |row| {
            Ok(CacheUse {
                files: count_in(row, 0)?,
                bytes: bytes_of(row.get(1)?),
                clean: bytes_of(row.get(2)?),
            })
        })?)
    }

    /// Clean copies that this person has not checked out, those that were not used for longest
    /// first; at most `most`, after `after`.
    pub fn least_used(&self, after: Option<&UsedAfter>, most: usize) -> JournalResult<Vec<Asset>> {
        let conn = self.conn();
        let sql = format!(
            "SELECT {COLUMNS} FROM asset a
             WHERE a.here = 1 AND a.leaf = 1 AND a.status = ?1 AND a.lock <> 1
             AND (coalesce(a.used, -1), a.key) > (?2, ?3)
             ORDER BY a.used, a.key LIMIT ?4"
        );
        let mut select = conn.prepare_cached(&sql)?;
        let used = after.and_then(|after| after.used).map_or(-1, |used| used.0);
        let low = after.map(|after| key::key(&after.path)).unwrap_or_default();
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let clean = status_code(Status::AvailableLocally);
        let rows = select.query_map(params![clean, used, low, most], asset_row::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Notes that a copy was used. What is not here can't be.
    pub fn note_use(&self, path: &DamPath, now: Timestamp) -> JournalResult<()> {
        self.write(|tx| {
            let Some(mut asset) = get(tx, path)? else {
                return Ok(());
            };
            if asset.local.is_none() {
                return Ok(());
            }
            asset.used = Some(now);
            save(tx, &asset)
        })
    }
}

impl From<&Asset> for UsedAfter {
    fn from(asset: &Asset) -> Self {
        Self {
            used: asset.used,
            path: asset.path.clone(),
        }
    }
}
