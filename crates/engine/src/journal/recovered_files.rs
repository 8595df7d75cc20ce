//! What was moved to Recovered.

use damson_core::{ByteCount, DamPath, Timestamp};
use rusqlite::{OptionalExtension, Row, params};

use super::{
    Journal,
    codes::{bytes_code, bytes_of},
    key,
};
use crate::model::{JournalResult, RecoveredFile};

impl Journal {
    /// Keeps note of a file that was moved to Recovered. A second note of the same `stored` name
    /// (a step that is done again after a crash) replaces the first.
    pub fn add_recovered(
        &self,
        path: &DamPath,
        stored: &str,
        size: ByteCount,
        why: &str,
        now: Timestamp,
    ) -> JournalResult<RecoveredFile> {
        self.write(|tx| {
            tx.prepare_cached(
                "INSERT OR REPLACE INTO recovered (key, stored, size, moved, why)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                key::key(path),
                stored,
                bytes_code(size),
                now.0,
                why
            ])?;
            Ok(RecoveredFile {
                id: tx.last_insert_rowid(),
                path: path.clone(),
                stored: stored.to_owned(),
                size,
                when: now,
                why: why.to_owned(),
            })
        })
    }

    /// Keeps note of a file that is in Recovered and that nothing is known of; a note that is
    /// there stays.
    pub fn add_found(
        &self,
        path: &DamPath,
        stored: &str,
        size: ByteCount,
        now: Timestamp,
    ) -> JournalResult<()> {
        self.write(|tx| {
            tx.prepare_cached(
                "INSERT OR IGNORE INTO recovered (key, stored, size, moved, why)
                 VALUES (?1, ?2, ?3, ?4, 'found')",
            )?
            .execute(params![key::key(path), stored, bytes_code(size), now.0])?;
            Ok(())
        })
    }

    /// Everything in Recovered, the latest first.
    pub fn recovered(&self) -> JournalResult<Vec<RecoveredFile>> {
        let conn = self.conn();
        let mut select = conn.prepare_cached(&format!("{SELECT} ORDER BY moved DESC, id DESC"))?;
        let rows = select.query_map([], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub fn recovered_file(&self, id: i64) -> JournalResult<Option<RecoveredFile>> {
        let conn = self.conn();
        let mut select = conn.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?;
        Ok(select.query_row([id], read).optional()?)
    }

    /// So many milliseconds don't count for the age of what is in Recovered.
    pub fn postpone_recovered(&self, milliseconds: i64) -> JournalResult<()> {
        self.write(|tx| {
            tx.execute(
                "UPDATE recovered SET postponed = postponed + ?1",
                [milliseconds],
            )?;
            Ok(())
        })
    }

    /// What was moved before `limit`, as far as time passed by itself.
    pub fn recovered_before(&self, limit: Timestamp) -> JournalResult<Vec<RecoveredFile>> {
        let conn = self.conn();
        let mut select = conn.prepare_cached(&format!(
            "{SELECT} WHERE moved + postponed < ?1 ORDER BY id"
        ))?;
        let rows = select.query_map([limit.0], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub fn remove_recovered(&self, id: i64) -> JournalResult<()> {
        self.write(|tx| {
            tx.execute("DELETE FROM recovered WHERE id = ?1", [id])?;
            Ok(())
        })
    }
}

const SELECT: &str = "SELECT id, key, stored, size, moved, why FROM recovered";

fn read(row: &Row<'_>) -> rusqlite::Result<RecoveredFile> {
    let stored: Vec<u8> = row.get(1)?;
    Ok(RecoveredFile {
        id: row.get(0)?,
        path: key::path(&stored).unwrap_or_default(),
        stored: row.get(2)?,
        size: bytes_of(row.get(3)?),
        when: Timestamp(row.get(4)?),
        why: row.get(5)?,
    })
}
