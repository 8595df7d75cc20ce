//! What is shown of orders: the journal's sums, with how far those transfers are that have a task.

use std::{collections::BTreeMap, sync::Arc};

use damson_core::ByteCount;

use crate::{
    context::Context,
    journal::{OrderRecord, Parts},
    model::{EngineError, Order, OrderId, OrderParts, Transfer, TransferId, TransferState},
};

/// How many orders a snapshot has.
const ORDERS: usize = 50;

/// The latest orders. `live` and `untold` are what the queue had before this looks into the journal.
pub(super) async fn gather(
    context: &Arc<Context>,
    live: &[Transfer],
    untold: &BTreeMap<TransferId, TransferState>,
) -> Result<Vec<Order>, EngineError> {
    let known = context.orders.settled().clone();
    let (records, mut parts, mut open) = context
        .in_journal(move |journal| {
            let records = journal.orders(ORDERS)?;
            let unknown = records.iter().map(|record| record.id);
            let unknown: Vec<OrderId> = unknown.filter(|id| !known.contains_key(id)).collect();
            let parts = journal.parts(&unknown)?;
            let mut open = BTreeMap::new();
            for id in unknown {
                let Some(sums) = parts.get(&id) else { continue };
                if sums.iter().any(|sum| sum.state < ENDED) {
                    open.insert(id, journal.open_parts(id)?);
                }
            }
            Ok((records, parts, open))
        })
        .await?;
    let live: BTreeMap<TransferId, &Transfer> = live.iter().map(|live| (live.id, live)).collect();
    let mut settled = context.orders.settled();
    settled.retain(|id, _| records.iter().any(|record| record.id == *id));
    let orders = records.into_iter().map(|record| {
        let sums = parts.remove(&record.id);
        let sums = sums.or_else(|| settled.get(&record.id).cloned());
        let sums = sums.unwrap_or_default();
        let open = open.remove(&record.id).unwrap_or_default();
        if record.ended.is_some() && open.is_empty() && !sums.is_empty() {
            settled.insert(record.id, sums.clone());
        }
        let open = open.into_iter().map(|record| {
            let mut transfer = match live.get(&record.id) {
                Some(live) => (*live).clone(),
                None => record.into(),
            };
            if let Some(ended) = untold.get(&transfer.id) {
                transfer.state = ended.clone();
            }
            transfer
        });
        shown(record, &sums, open)
    });
    Ok(orders.collect())
}

/// From this code on a transfer comes to no other state.
const ENDED: i64 = 5;

fn shown(record: OrderRecord, sums: &[Parts], open: impl Iterator<Item = Transfer>) -> Order {
    let mut parts = OrderParts::default();
    let (mut done, mut total) = (0u64, 0u64);
    for sum in sums.iter().filter(|sum| sum.state >= ENDED) {
        if sum.state == ENDED {
            parts.finished += sum.count;
            // What was there already had nothing to be brought.
            done = done.saturating_add(sum.done.0);
            total = total.saturating_add(sum.done.0);
        } else {
            parts.cancelled += sum.count;
        }
    }
    for transfer in open {
        match transfer.state {
            TransferState::Waiting | TransferState::Retrying { .. } => parts.waiting += 1,
            TransferState::Running => parts.running += 1,
            TransferState::Paused => parts.paused += 1,
            TransferState::Failed { .. } => parts.failed += 1,
            TransferState::Finished => parts.finished += 1,
            TransferState::Cancelled => parts.cancelled += 1,
        }
        done = done.saturating_add(transfer.done.0);
        total = total.saturating_add(transfer.total.unwrap_or(transfer.done).0);
    }
    let known = parts.waiting + parts.running + parts.paused + parts.failed + parts.finished;
    let more = record.ended.is_none();
    let planned = record.planned.filter(|_| more);
    Order {
        id: record.id,
        path: record.path,
        direction: record.direction,
        made: record.made,
        of: match planned {
            Some(planned) => Some(planned.parts.max(known + parts.cancelled)),
            None => (!more).then_some(known + parts.cancelled),
        },
        done: ByteCount(done),
        total: match planned {
            Some(planned) => Some(ByteCount(planned.bytes.0.max(total))),
            None => (!more).then_some(ByteCount(total)),
        },
        over: !more && parts.waiting + parts.running + parts.paused == 0,
        parts,
    }
}
