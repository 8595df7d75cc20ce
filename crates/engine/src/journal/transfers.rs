//! Transfers that survive a restart.

use damson_core::{Base, ByteCount, DamPath, Kind, OnServer, Revision, Timestamp};
use damson_remote::Entry;
use rusqlite::{Connection, OptionalExtension, Row, named_params, params};

use super::{
    Journal, asset_row, assets,
    codes::{bytes_code, bytes_of, count_code, count_in, evidence_text, revision_of},
    key, listings, orders,
};
use crate::model::{
    Asset, JournalResult, LocalRecord, OrderId, TransferDirection, TransferId, TransferState,
};

/// A transfer that is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct NewTransfer {
    pub path: DamPath,
    pub direction: TransferDirection,
    pub total: Option<ByteCount>,
    /// The higher, the earlier.
    pub priority: i64,
    /// Which wish to go before all others it follows: the higher, the sooner, whatever the priority.
    pub first: u64,
    /// The server's revision that the decision rests upon.
    pub expect: Option<Revision>,
    pub comment: Option<String>,
    /// What the engine needs to go on after a restart; the journal does not read it.
    pub options: Option<String>,
    pub part_of: Option<OrderId>,
}

/// A transfer as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct TransferRecord {
    pub id: TransferId,
    pub path: DamPath,
    pub direction: TransferDirection,
    pub done: ByteCount,
    pub total: Option<ByteCount>,
    pub state: TransferState,
    /// How many attempts in a row failed for a reason of its own, without getting any further.
    pub attempts: u32,
    pub priority: i64,
    /// See [`NewTransfer::first`].
    pub first: u64,
    /// What a connector saved to go on with.
    pub resume: Option<String>,
    pub expect: Option<Revision>,
    pub comment: Option<String>,
    pub options: Option<String>,
    pub changed: Timestamp,
    pub part_of: Option<OrderId>,
}

/// What a download brought.
#[derive(Debug, Clone, PartialEq)]
pub struct FinishedDownload {
    pub id: TransferId,
    pub path: DamPath,
    pub base: Base,
    pub local: LocalRecord,
}

impl Journal {
    /// Keeps a transfer that waits.
    pub fn add_transfer(&self, new: &NewTransfer, now: Timestamp) -> JournalResult<TransferRecord> {
        self.write(|tx| add(tx, new, now))
    }

    /// As [`Journal::add_transfer`], for many; all of them, or none.
    pub fn add_transfers(
        &self,
        new: &[NewTransfer],
        now: Timestamp,
    ) -> JournalResult<Vec<TransferId>> {
        self.write(|tx| {
            let ids = new.iter().map(|new| Ok(add(tx, new, now)?.id));
            ids.collect()
        })
    }

    /// Reads, changes and writes a transfer in one transaction; nothing happens when it was removed
    /// meanwhile. `change` must not call the journal.
    pub fn amend_transfer(
        &self,
        id: TransferId,
        change: impl FnOnce(&mut TransferRecord),
    ) -> JournalResult<()> {
        self.write(|tx| {
            let Some(mut transfer) = get(tx, id)? else {
                return Ok(());
            };
            change(&mut transfer);
            write(tx, &transfer)
        })
    }

    /// Takes over what downloads brought, and that they are finished; all of them, or none.
    /// Returns their rows.
    pub fn finish_downloads(
        &self,
        finished: &[FinishedDownload],
        now: Timestamp,
    ) -> JournalResult<Vec<Asset>> {
        if finished.is_empty() {
            return Ok(Vec::new());
        }
        self.write(|tx| {
            let rows = finished.iter().map(|finished| finish(tx, finished, now));
            rows.collect()
        })
    }

    /// Takes over what the server says of a file that was uploaded, and that its upload is finished.
    /// Returns whether that changed its row.
    pub fn finish_upload(
        &self,
        id: TransferId,
        entry: &Entry,
        sent: ByteCount,
        now: Timestamp,
    ) -> JournalResult<bool> {
        self.write(|tx| {
            end(tx, id, sent, now)?;
            listings::learn(tx, entry, None, now)
        })
    }

    pub fn transfer(&self, id: TransferId) -> JournalResult<Option<TransferRecord>> {
        get(&self.conn(), id)
    }

    /// The latest transfer of a path in a direction that is not finished or cancelled.
    pub fn transfer_of(
        &self,
        path: &DamPath,
        direction: TransferDirection,
    ) -> JournalResult<Option<TransferRecord>> {
        open_of(&self.conn(), path, direction)
    }

    /// All transfers in the order in which they were asked for, at most `most`: those that are not
    /// finished or cancelled first.
    pub fn transfers(&self, most: usize) -> JournalResult<Vec<TransferRecord>> {
        let conn = self.conn();
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let open = format!("{SELECT} WHERE state < 5 ORDER BY id LIMIT ?1");
        let mut select = conn.prepare_cached(&open)?;
        let mut rows: Vec<_> = select.query_map([most], read)?.collect::<Result<_, _>>()?;
        let left = most.saturating_sub(i64::try_from(rows.len()).unwrap_or(i64::MAX));
        // The plus keeps SQLite to the order of ids: the latest ones are at the end of the table.
        let ended = format!("{SELECT} WHERE +state >= 5 ORDER BY id DESC LIMIT ?1");
        let mut select = conn.prepare_cached(&ended)?;
        for row in select.query_map([left], read)? {
            rows.push(row?);
        }
        Ok(rows)
    }

    /// Those that are neither finished nor cancelled, in the order in which they were asked for.
    /// Of the others there may be as many as the DAM has assets.
    pub fn open_transfers(&self) -> JournalResult<Vec<TransferRecord>> {
        let conn = self.conn();
        let mut select = conn.prepare_cached(&format!("{SELECT} WHERE state < 5 ORDER BY id"))?;
        let rows = select.query_map([], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Those that wait to be tried again, in the order in which they were asked for.
    pub fn retrying_transfers(&self) -> JournalResult<Vec<TransferRecord>> {
        let conn = self.conn();
        let mut select = conn.prepare_cached(&format!("{SELECT} WHERE state = 3 ORDER BY id"))?;
        let rows = select.query_map([], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Keeps that a transfer goes before all others. Returns whether it is there and not over.
    pub fn put_transfer_first(&self, id: TransferId, first: u64) -> JournalResult<bool> {
        self.write(|tx| {
            let put = tx
                .prepare_cached("UPDATE transfer SET first = ?2 WHERE id = ?1 AND state < 5")?
                .execute(params![id.0, count_code(first)])?;
            Ok(put > 0)
        })
    }

    /// As [`Journal::put_transfer_first`], for everything that is open of an order.
    pub fn put_order_first(&self, id: OrderId, first: u64) -> JournalResult<()> {
        self.write(|tx| {
            tx.prepare_cached("UPDATE transfer SET first = ?2 WHERE part_of = ?1 AND state < 5")?
                .execute(params![id.0, count_code(first)])?;
            Ok(())
        })
    }

    /// The latest wish to go first that an open transfer follows; 0 without one.
    pub fn latest_first(&self) -> JournalResult<u64> {
        let sql = "SELECT coalesce(max(first), 0) FROM transfer WHERE state < 5";
        let conn = self.conn();
        Ok(conn
            .prepare_cached(sql)?
            .query_row([], |row| count_in(row, 0))?)
    }

    /// After a start: what ran or was to be tried again waits.
    pub fn rewind_transfers(&self) -> JournalResult<()> {
        self.write(|tx| {
            tx.execute(
                "UPDATE transfer SET state = 0, retry_at = NULL, code = NULL, said = NULL
                 WHERE state IN (1, 3)",
                [],
            )?;
            Ok(())
        })
    }

    /// Removes finished and cancelled ones.
    pub fn clear_finished_transfers(&self) -> JournalResult<()> {
        self.write(|tx| {
            // What an order that goes on has brought is counted with it.
            tx.execute(
                "DELETE FROM transfer WHERE state >= 5 AND (part_of IS NULL OR part_of NOT IN
                 (SELECT id FROM transfer_order WHERE ended IS NULL))",
                [],
            )?;
            orders::forget_empty(tx)
        })
    }
}

pub(super) fn open_of(
    conn: &Connection,
    path: &DamPath,
    direction: TransferDirection,
) -> JournalResult<Option<TransferRecord>> {
    let sql = format!(
        "{SELECT} WHERE key = ?1 AND direction = ?2 AND state < 5 ORDER BY id DESC LIMIT 1"
    );
    let mut select = conn.prepare_cached(&sql)?;
    let wanted = params![key::key(path), direction_code(direction)];
    Ok(select.query_row(wanted, read).optional()?)
}

/// Moves transfers along with a rename.
pub(super) fn rename(conn: &Connection, from: &DamPath, to: &DamPath) -> JournalResult<()> {
    let (low, high) = key::below(from);
    let mut select = conn
        .prepare_cached("SELECT id, key FROM transfer WHERE key = ?1 OR (key > ?2 AND key < ?3)")?;
    let rows = select.query_map(params![key::key(from), low, high], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?))
    })?;
    let rows: Vec<_> = rows.collect::<Result<_, _>>()?;
    for (id, stored) in rows {
        if let Some(path) = key::path(&stored).and_then(|path| path.rebase(from, to)) {
            conn.prepare_cached("UPDATE transfer SET key = ?2 WHERE id = ?1")?
                .execute(params![id, key::key(&path)])?;
        }
    }
    Ok(())
}

fn add(conn: &Connection, new: &NewTransfer, now: Timestamp) -> JournalResult<TransferRecord> {
    let expect = new.expect.as_ref();
    conn.prepare_cached(
        "INSERT INTO transfer (key, direction, done, total, state, attempts, priority, first,
         expected, expect_content, expect_size, expect_modified, comment, options, changed,
         part_of)
         VALUES (:key, :direction, 0, :total, 0, 0, :priority, :first, :expected,
         :expect_content, :expect_size, :expect_modified, :comment, :options, :changed, :part_of)",
    )?
    .execute(named_params! {
        ":key": key::key(&new.path),
        ":direction": direction_code(new.direction),
        ":total": new.total.map(bytes_code),
        ":priority": new.priority,
        ":first": count_code(new.first),
        ":expected": expect.is_some(),
        ":expect_content": expect.and_then(evidence_text),
        ":expect_size": expect.and_then(|e| e.size).map(bytes_code),
        ":expect_modified": expect.and_then(|e| e.modified).map(|t| t.0),
        ":comment": new.comment,
        ":options": new.options,
        ":changed": now.0,
        ":part_of": new.part_of.map(|order| order.0),
    })?;
    Ok(TransferRecord {
        id: TransferId(conn.last_insert_rowid()),
        path: new.path.clone(),
        direction: new.direction,
        done: ByteCount(0),
        total: new.total,
        state: TransferState::Waiting,
        attempts: 0,
        priority: new.priority,
        first: new.first,
        resume: None,
        expect: new.expect.clone(),
        comment: new.comment.clone(),
        options: new.options.clone(),
        changed: now,
        part_of: new.part_of,
    })
}

fn finish(conn: &Connection, finished: &FinishedDownload, now: Timestamp) -> JournalResult<Asset> {
    end(conn, finished.id, finished.local.stamp.size, now)?;
    let take_over = |asset: &mut Asset| {
        asset.base = Some(finished.base.clone());
        asset.local = Some(finished.local.clone());
        asset.forget_ended();
        asset.used = Some(now);
        if asset.remote.state == OnServer::Unknown {
            asset.remote.state = OnServer::Present(finished.base.revision.clone());
        }
    };
    match assets::get(conn, &finished.path)? {
        // Nothing but copy and base changes.
        Some(mut asset)
            if matches!(asset.remote.state, OnServer::Present(_))
                && asset.kind == Kind::Asset
                && asset.problem.is_none()
                && !asset.is_lapsed() =>
        {
            take_over(&mut asset);
            asset_row::write_copy(conn, &asset, &finished.base, &finished.local)?;
            Ok(asset)
        }
        Some(_) | None => assets::update(conn, &finished.path, take_over),
    }
}

/// It is finished, and brought or sent so many bytes.
fn end(conn: &Connection, id: TransferId, done: ByteCount, now: Timestamp) -> JournalResult<()> {
    conn.prepare_cached(
        "UPDATE transfer SET state = 5, code = NULL, said = NULL, retry_at = NULL,
         attempts = attempts + 1, done = ?2, changed = ?3 WHERE id = ?1",
    )?
    .execute(params![id.0, bytes_code(done), now.0])?;
    Ok(())
}

fn get(conn: &Connection, id: TransferId) -> JournalResult<Option<TransferRecord>> {
    let mut select = conn.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?;
    Ok(select.query_row([id.0], read).optional()?)
}

fn write(conn: &Connection, transfer: &TransferRecord) -> JournalResult<()> {
    let stored = Stored::from(&transfer.state);
    let expect = transfer.expect.as_ref();
    conn.prepare_cached(
        "UPDATE transfer SET key = :key, direction = :direction, done = :done, total = :total,
         state = :state, code = :code, said = :said, retry_at = :retry_at, attempts = :attempts,
         priority = :priority, first = :first, resume = :resume, expected = :expected,
         expect_content = :expect_content, expect_size = :expect_size,
         expect_modified = :expect_modified, comment = :comment, options = :options,
         changed = :changed, part_of = :part_of WHERE id = :id",
    )?
    .execute(named_params! {
        ":id": transfer.id.0,
        ":key": key::key(&transfer.path),
        ":direction": direction_code(transfer.direction),
        ":done": bytes_code(transfer.done),
        ":total": transfer.total.map(bytes_code),
        ":state": stored.state,
        ":code": stored.code,
        ":said": stored.said,
        ":retry_at": stored.retry_at,
        ":attempts": transfer.attempts,
        ":priority": transfer.priority,
        ":first": count_code(transfer.first),
        ":resume": transfer.resume,
        ":expected": expect.is_some(),
        ":expect_content": expect.and_then(evidence_text),
        ":expect_size": expect.and_then(|e| e.size).map(bytes_code),
        ":expect_modified": expect.and_then(|e| e.modified).map(|t| t.0),
        ":comment": transfer.comment,
        ":options": transfer.options,
        ":changed": transfer.changed.0,
        ":part_of": transfer.part_of.map(|order| order.0),
    })?;
    Ok(())
}

const SELECT: &str = "SELECT id, key, direction, done, total, state, code, said, retry_at, \
    attempts, priority, resume, expected, expect_content, expect_size, expect_modified, comment, \
    options, changed, part_of, first FROM transfer";

fn read(row: &Row<'_>) -> rusqlite::Result<TransferRecord> {
    let stored: Vec<u8> = row.get(1)?;
    let content: Option<String> = row.get(13)?;
    let expect = revision_of(content.as_deref(), row.get(14)?, row.get(15)?);
    let state = Stored {
        state: row.get(5)?,
        code: row.get(6)?,
        said: row.get(7)?,
        retry_at: row.get(8)?,
    };
    Ok(TransferRecord {
        id: TransferId(row.get(0)?),
        path: key::path(&stored).unwrap_or_default(),
        direction: direction_of(row.get(2)?),
        done: bytes_of(row.get(3)?),
        total: row.get::<_, Option<i64>>(4)?.map(bytes_of),
        state: state.into(),
        attempts: row.get(9)?,
        priority: row.get(10)?,
        first: count_in(row, 20)?,
        resume: row.get(11)?,
        expect: row.get::<_, bool>(12)?.then_some(expect),
        comment: row.get(16)?,
        options: row.get(17)?,
        changed: Timestamp(row.get(18)?),
        part_of: row.get::<_, Option<i64>>(19)?.map(OrderId),
    })
}

/// A state as columns.
#[derive(Default)]
struct Stored {
    state: i64,
    code: Option<String>,
    said: Option<String>,
    retry_at: Option<i64>,
}

impl From<&TransferState> for Stored {
    fn from(state: &TransferState) -> Self {
        let plain = |state| Self {
            state,
            ..Self::default()
        };
        match state {
            TransferState::Waiting => plain(0),
            TransferState::Running => plain(1),
            TransferState::Paused => plain(2),
            TransferState::Retrying { at, code } => Self {
                code: Some(code.clone()),
                retry_at: Some(at.0),
                ..plain(3)
            },
            TransferState::Failed { code, said } => Self {
                code: Some(code.clone()),
                said: said.clone(),
                ..plain(4)
            },
            TransferState::Finished => plain(5),
            TransferState::Cancelled => plain(6),
        }
    }
}

impl From<Stored> for TransferState {
    fn from(stored: Stored) -> Self {
        let code = stored.code.unwrap_or_default();
        match stored.state {
            1 => Self::Running,
            2 => Self::Paused,
            3 => Self::Retrying {
                at: Timestamp(stored.retry_at.unwrap_or_default()),
                code,
            },
            4 => Self::Failed {
                code,
                said: stored.said,
            },
            5 => Self::Finished,
            6 => Self::Cancelled,
            _ => Self::Waiting,
        }
    }
}

/// The transfers of an order that are neither finished nor cancelled, in the order of their ids.
pub(super) fn open_parts(conn: &Connection, order: OrderId) -> JournalResult<Vec<TransferRecord>> {
    let sql = format!("{SELECT} WHERE part_of = ?1 AND state < 5 ORDER BY id");
    let mut select = conn.prepare_cached(&sql)?;
    let rows = select.query_map([order.0], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn direction_of(code: i64) -> TransferDirection {
    if code == 1 {
        TransferDirection::Upload
    } else {
        TransferDirection::Download
    }
}

pub(super) fn direction_code(direction: TransferDirection) -> i64 {
    match direction {
        TransferDirection::Download => 0,
        TransferDirection::Upload => 1,
    }
}
