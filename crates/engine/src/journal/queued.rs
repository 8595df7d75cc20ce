//! What waits until the server can be reached.

use damson_core::{Action, DamPath, Timestamp};
use rusqlite::{Connection, Row, params};

use super::{Journal, key};
use crate::model::{JournalResult, QueuedAction};

impl Journal {
    /// Keeps an action, in the place of the same one of that path. Returns its id.
    pub fn add_queued(&self, queued: &QueuedAction) -> JournalResult<i64> {
        self.write(|tx| {
            let word = word(queued.action);
            tx.prepare_cached("DELETE FROM queued WHERE key = ?1 AND action = ?2")?
                .execute(params![key::key(&queued.path), word])?;
            tx.prepare_cached(
                "INSERT INTO queued (key, action, comment, keep_checked_out, release, since)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                key::key(&queued.path),
                word,
                queued.comment,
                queued.keep_checked_out,
                queued.release,
                queued.since.0,
            ])?;
            Ok(tx.last_insert_rowid())
        })
    }

    /// Everything that waits or could not be carried out, in the order it was asked for; at most
    /// `most`.
    pub fn queued(&self, most: usize) -> JournalResult<Vec<QueuedAction>> {
        let conn = self.conn();
        let mut select = conn.prepare_cached(
            "SELECT id, key, action, comment, keep_checked_out, release, since, code, said
             FROM queued ORDER BY id LIMIT ?1",
        )?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = select.query_map([most], read)?;
        let mut queued = Vec::new();
        for row in rows {
            queued.extend(row?);
        }
        Ok(queued)
    }

    /// Whether that action still waits; it may have been cancelled.
    pub fn is_queued(&self, id: i64) -> JournalResult<bool> {
        let conn = self.conn();
        let mut select = conn.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM queued WHERE id = ?1 AND code IS NULL)",
        )?;
        Ok(select.query_row([id], |row| row.get(0))?)
    }

    pub fn remove_queued(&self, id: i64) -> JournalResult<bool> {
        self.write(|tx| {
            let removed = tx
                .prepare_cached("DELETE FROM queued WHERE id = ?1")?
                .execute([id])?;
            Ok(removed > 0)
        })
    }

    /// Notes why it could not be carried out; it stays until the person has seen it.
    pub fn fail_queued(&self, id: i64, code: &str, said: &str) -> JournalResult<()> {
        self.write(|tx| {
            tx.prepare_cached("UPDATE queued SET code = ?2, said = ?3 WHERE id = ?1")?
                .execute(params![id, code, said])?;
            Ok(())
        })
    }
}

/// What waits for a path waits for another one.
pub(super) fn rename(conn: &Connection, from: &DamPath, to: &DamPath) -> JournalResult<()> {
    conn.prepare_cached("UPDATE queued SET key = ?2 WHERE key = ?1")?
        .execute(params![key::key(from), key::key(to)])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Option<QueuedAction>> {
    let stored: Vec<u8> = row.get(1)?;
    let said: Option<String> = row.get(8)?;
    let code: Option<String> = row.get(7)?;
    let action = action_of(&row.get::<_, String>(2)?);
    let (Some(path), Some(action)) = (key::path(&stored), action) else {
        return Ok(None);
    };
    Ok(Some(QueuedAction {
        id: row.get(0)?,
        path,
        action,
        comment: row.get(3)?,
        keep_checked_out: row.get(4)?,
        release: row.get(5)?,
        since: Timestamp(row.get(6)?),
        failed: code.map(|code| (code, said.unwrap_or_default())),
    }))
}

/// The word for an action, for the few that wait.
fn word(action: Action) -> String {
    format!("{action:?}")
}

fn action_of(word: &str) -> Option<Action> {
    Action::ALL
        .into_iter()
        .find(|action| self::word(*action) == word)
}
