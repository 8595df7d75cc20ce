//! Assets that others hold and that this person waits for.

use damson_core::{DamPath, Timestamp};
use rusqlite::params;

use super::{Journal, key};
use crate::model::{Freed, JournalResult};

impl Journal {
    /// Waits for an asset that `holder` has, from here on.
    pub fn await_free(&self, path: &DamPath, holder: &str, now: Timestamp) -> JournalResult<()> {
        self.write(|tx| {
            tx.prepare_cached("INSERT OR REPLACE INTO awaited VALUES (?1, ?2, ?3, NULL)")?
                .execute(params![key::key(path), holder, now.0])?;
            Ok(())
        })
    }

    /// Waits for it no longer; what became free is forgotten, too.
    pub fn end_await(&self, path: &DamPath) -> JournalResult<()> {
        self.write(|tx| {
            tx.prepare_cached("DELETE FROM awaited WHERE key = ?1")?
                .execute([key::key(path)])?;
            Ok(())
        })
    }

    /// Whether this person waits for it.
    pub fn is_awaited(&self, path: &DamPath) -> JournalResult<bool> {
        let conn = self.conn();
        let mut select = conn.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM awaited WHERE key = ?1 AND freed IS NULL)",
        )?;
        Ok(select.query_row([key::key(path)], |row| row.get(0))?)
    }

    /// What this person waits for, in the order of the paths.
    pub fn awaited(&self) -> JournalResult<Vec<DamPath>> {
        let conn = self.conn();
        let mut select =
            conn.prepare_cached("SELECT key FROM awaited WHERE freed IS NULL ORDER BY key")?;
        let keys = select.query_map([], |row| row.get::<_, Vec<u8>>(0))?;
        let mut paths = Vec::new();
        for stored in keys {
            paths.extend(key::path(&stored?));
        }
        Ok(paths)
    }

    /// Notes what nobody else holds any more, as the rows are. What this person has checked out
    /// meanwhile, or the server has no longer, is not waited for any more. Forgets what became
    /// free before `old`. Says whether anything changed.
    pub fn note_freed(&self, now: Timestamp, old: Timestamp) -> JournalResult<bool> {
        self.write(|tx| {
            let gone = tx
                .prepare_cached(
                    "DELETE FROM awaited WHERE freed < ?1 OR (freed IS NULL AND key IN
                     (SELECT key FROM asset WHERE lock = 1 OR remote_state = 1))",
                )?
                .execute([old.0])?;
            let freed = tx
                .prepare_cached(
                    "UPDATE awaited SET freed = ?1 WHERE freed IS NULL AND key IN
                     (SELECT key FROM asset WHERE lock = 0 AND remote_state = 2)",
                )?
                .execute([now.0])?;
            Ok(gone + freed > 0)
        })
    }

    /// What became free lately, the latest first; at most `most`.
    pub fn freed(&self, most: usize) -> JournalResult<Vec<Freed>> {
        let conn = self.conn();
        let mut select = conn.prepare_cached(
            "SELECT key, holder, freed FROM awaited WHERE freed IS NOT NULL
             ORDER BY freed DESC, key LIMIT ?1",
        )?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = select.query_map([most], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?, row.get(2)?))
        })?;
        let mut freed = Vec::new();
        for row in rows {
            let (stored, holder, at) = row?;
            freed.extend(key::path(&stored).map(|path| Freed {
                path,
                holder,
                at: Timestamp(at),
            }));
        }
        Ok(freed)
    }
}
