//! Orders: what a person asked for at once, and that takes many transfers.

use std::collections::BTreeMap;

use damson_core::{ByteCount, DamPath, Status, Timestamp};
use rusqlite::{Connection, params, params_from_iter};

use super::{
    Journal,
    codes::{bytes_code, bytes_of, count_in, status_code},
    key,
    transfers::{self, TransferRecord},
};
use crate::model::{JournalResult, OrderId, TransferDirection};

/// An order as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRecord {
    pub id: OrderId,
    /// The folder that it downloads, or uploads into.
    pub path: DamPath,
    pub direction: TransferDirection,
    pub made: Timestamp,
    /// How many transfers it will have, and their bytes, once that is known.
    pub planned: Option<Planned>,
    /// When its last transfer was asked for; `None` while more may come.
    pub ended: Option<Timestamp>,
}

/// How much an order is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Planned {
    pub parts: u64,
    pub bytes: ByteCount,
}

/// Transfers of one order that are in one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// The journal's code of the state.
    pub(crate) state: i64,
    pub count: u64,
    pub done: ByteCount,
    /// Of those whose size is known.
    pub total: ByteCount,
}

impl Journal {
    /// Keeps an order to which transfers will come.
    pub fn add_order(
        &self,
        path: &DamPath,
        direction: TransferDirection,
        now: Timestamp,
    ) -> JournalResult<OrderId> {
        self.write(|tx| {
            tx.prepare_cached(
                "INSERT INTO transfer_order (key, direction, made) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![
                key::key(path),
                transfers::direction_code(direction),
                now.0
            ])?;
            Ok(OrderId(tx.last_insert_rowid()))
        })
    }

    pub fn plan_order(&self, id: OrderId, planned: Planned) -> JournalResult<()> {
        self.write(|tx| {
            let parts = i64::try_from(planned.parts).unwrap_or(i64::MAX);
            tx.prepare_cached("UPDATE transfer_order SET parts = ?2, bytes = ?3 WHERE id = ?1")?
                .execute(params![id.0, parts, bytes_code(planned.bytes)])?;
            Ok(())
        })
    }

    /// How much the download of a folder is, counted when its listing is over: what it has brought,
    /// and what is still on the server alone or newer there.
    pub fn measure_order(&self, id: OrderId, folder: &DamPath) -> JournalResult<Planned> {
        let conn = self.conn();
        let (low, high) = key::below(folder);
        let sql = format!(
            "SELECT count(*), coalesce(sum(remote_size), 0) FROM asset
             WHERE status IN ({}, {}) AND leaf = 1 AND key > ?1 AND key < ?2",
            status_code(Status::CloudOnly),
            status_code(Status::ModifiedRemotely),
        );
        let sum = |row: &rusqlite::Row<'_>| Ok((count_in(row, 0)?, bytes_of(row.get(1)?)));
        let (left, bytes_left) = conn
            .prepare_cached(&sql)?
            .query_row(params![low, high], sum)?;
        let (came, bytes_came) = conn
            .prepare_cached(
                "SELECT count(*), coalesce(sum(done), 0) FROM transfer
                 WHERE part_of = ?1 AND state = 5",
            )?
            .query_row([id.0], sum)?;
        Ok(Planned {
            parts: left + came,
            bytes: ByteCount(bytes_left.0.saturating_add(bytes_came.0)),
        })
    }

    /// No more transfers will come to it. One that has none is forgotten.
    pub fn end_order(&self, id: OrderId, now: Timestamp) -> JournalResult<()> {
        self.write(|tx| {
            tx.prepare_cached("UPDATE transfer_order SET ended = ?2 WHERE id = ?1")?
                .execute(params![id.0, now.0])?;
            forget_empty(tx)
        })
    }

    /// After a start: nothing comes to the orders of before.
    pub fn end_orders(&self, now: Timestamp) -> JournalResult<()> {
        self.write(|tx| {
            tx.execute(
                "UPDATE transfer_order SET ended = ?1 WHERE ended IS NULL",
                [now.0],
            )?;
            forget_empty(tx)
        })
    }

    /// The latest orders, the latest first.
    pub fn orders(&self, most: usize) -> JournalResult<Vec<OrderRecord>> {
        let conn = self.conn();
        let mut select = conn.prepare_cached(
            "SELECT id, key, direction, made, parts, bytes, ended FROM transfer_order
             ORDER BY id DESC LIMIT ?1",
        )?;
        let rows = select.query_map([i64::try_from(most).unwrap_or(i64::MAX)], |row| {
            let stored: Vec<u8> = row.get(1)?;
            let parts: Option<i64> = row.get(4)?;
            Ok(OrderRecord {
                id: OrderId(row.get(0)?),
                path: key::path(&stored).unwrap_or_default(),
                direction: transfers::direction_of(row.get(2)?),
                made: Timestamp(row.get(3)?),
                planned: match (parts, row.get::<_, Option<i64>>(5)?) {
                    (Some(parts), Some(bytes)) => Some(Planned {
                        parts: u64::try_from(parts).unwrap_or_default(),
                        bytes: bytes_of(bytes),
                    }),
                    (None, _) | (_, None) => None,
                },
                ended: row.get::<_, Option<i64>>(6)?.map(Timestamp),
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How the transfers of these orders stand.
    pub fn parts(&self, orders: &[OrderId]) -> JournalResult<BTreeMap<OrderId, Vec<Parts>>> {
        let marks = vec!["?"; orders.len()].join(",");
        let sql = format!(
            "SELECT part_of, state, count(*), coalesce(sum(done), 0), coalesce(sum(total), 0)
             FROM transfer WHERE part_of IN ({marks}) GROUP BY part_of, state"
        );
        let conn = self.conn();
        let mut select = conn.prepare_cached(&sql)?;
        let mut found = BTreeMap::<_, Vec<_>>::new();
        let mut rows = select.query(params_from_iter(orders.iter().map(|id| id.0)))?;
        while let Some(row) = rows.next()? {
            let parts = Parts {
                state: row.get(1)?,
                count: count_in(row, 2)?,
                done: bytes_of(row.get(3)?),
                total: bytes_of(row.get(4)?),
            };
            found.entry(OrderId(row.get(0)?)).or_default().push(parts);
        }
        Ok(found)
    }

    /// The transfers of an order that are neither finished nor cancelled.
    pub fn open_parts(&self, id: OrderId) -> JournalResult<Vec<TransferRecord>> {
        transfers::open_parts(&self.conn(), id)
    }
}

/// Moves orders along with a rename.
pub(super) fn rename(conn: &Connection, from: &DamPath, to: &DamPath) -> JournalResult<()> {
    let mut select = conn.prepare_cached("SELECT id, key FROM transfer_order")?;
    let rows = select.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?;
    let rows: Vec<(i64, Vec<u8>)> = rows.collect::<Result<_, _>>()?;
    for (id, stored) in rows {
        if let Some(path) = key::path(&stored).and_then(|path| path.rebase(from, to)) {
            conn.prepare_cached("UPDATE transfer_order SET key = ?2 WHERE id = ?1")?
                .execute(params![id, key::key(&path)])?;
        }
    }
    Ok(())
}

/// Forgets orders that are over and of which no transfer is kept.
pub(super) fn forget_empty(conn: &Connection) -> JournalResult<()> {
    conn.execute(
        "DELETE FROM transfer_order WHERE ended IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM transfer WHERE part_of = transfer_order.id)",
        [],
    )?;
    Ok(())
}
