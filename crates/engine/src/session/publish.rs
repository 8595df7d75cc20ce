//! What is shown, gathered off the loop and shown by it.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use damson_core::{ByteCount, DamPath, Lock, Status, Timestamp};

use damson_remote::Rights;
use tokio::time::Instant;

use super::{Session, shown_orders};
use crate::{
    context::Context,
    events::Shown,
    journal::TransferRecord,
    model::{EngineError, Snapshot, Transfer, TransferId, TransferState, TransferTotals},
};

/// How many transfers a snapshot has.
const TRANSFERS: usize = 200;
/// How many check-outs are offered at a time.
const OFFERS: usize = 50;
/// How long the snapshot says that the journal was begun anew, in milliseconds.
const TOLD_FOR: i64 = 3 * 24 * 60 * 60 * 1_000;

/// After so long the clock on the wall is looked at again for what expires.
const LOOKED_AT_EVERY: Duration = Duration::from_hours(1);

pub(super) async fn gather(context: &Arc<Context>) -> Result<Shown, EngineError> {
    let locks = context.capability().locks;
    let now = context.now();
    // The queue is read before the journal: what leaves the queue has been written to the journal.
    let live = context.queue.transfers();
    let untold = context.queue.unrecorded_ends();
    let (counts, kept, edited, queued, freed, rebuilt, terms_change) = context
        .in_journal(move |journal| {
            let counts = journal.counts()?;
            let kept = journal.transfers(TRANSFERS)?;
            let edited = if locks {
                let edited = [Status::EditedLocally];
                journal.with_status(&DamPath::root(), &edited, None, OFFERS)?
            } else {
                Vec::new()
            };
            let queued = journal.queued(TRANSFERS)?;
            let freed = journal.freed(OFFERS)?;
            let rebuilt = journal.rebuilt()?;
            let rebuilt = rebuilt.filter(|at| now.0.saturating_sub(at.0) < TOLD_FOR);
            let terms_change = journal.terms_change_next(now)?;
            Ok((counts, kept, edited, queued, freed, rebuilt, terms_change))
        })
        .await?;
    let orders = shown_orders::gather(context, &live, &untold).await?;
    let transfers = merged(kept, live, untold);
    let totals = totals(context, &transfers);
    let offers = edited
        .into_iter()
        // Who may not write is not advised to, and who was checked out until a moment ago did not edit
        // without it.
        .filter(|asset| asset.lock == Lock::Free && asset.remote.rights != Rights::ReadOnly)
        .filter(|asset| !asset.is_lapsed() && !asset.check_out_ended())
        .map(|asset| asset.path)
        .collect();
    Ok(Shown {
        counts,
        transfers,
        orders,
        totals,
        offers,
        queued,
        freed,
        rebuilt,
        terms_change,
    })
}

/// The journal's transfers, with how far those are that have a task.
fn merged(
    kept: Vec<TransferRecord>,
    live: Vec<Transfer>,
    mut untold: BTreeMap<TransferId, TransferState>,
) -> Vec<Transfer> {
    let mut live: BTreeMap<_, _> = live.into_iter().map(|live| (live.id, live)).collect();
    let mut transfers: Vec<Transfer> = kept
        .into_iter()
        .map(|mut record| {
            if let Some(ended) = untold.remove(&record.id) {
                record.state = ended;
            }
            live.remove(&record.id).unwrap_or_else(|| record.into())
        })
        .collect();
    transfers.extend(live.into_values());
    transfers.truncate(TRANSFERS);
    transfers
}

fn totals(context: &Context, transfers: &[Transfer]) -> TransferTotals {
    let rate = context.queue.rate();
    let mut totals = TransferTotals {
        rate,
        ..TransferTotals::default()
    };
    for transfer in transfers {
        match &transfer.state {
            TransferState::Waiting | TransferState::Retrying { .. } => totals.waiting += 1,
            TransferState::Paused => {
                totals.paused += 1;
                continue;
            }
            TransferState::Running => totals.running += 1,
            TransferState::Failed { .. } => {
                totals.failed += 1;
                continue;
            }
            TransferState::Finished | TransferState::Cancelled => continue,
        }
        // Sizes are what a server says.
        totals.done = ByteCount(totals.done.0.saturating_add(transfer.done.0));
        let total = transfer.total.unwrap_or(transfer.done);
        totals.total = ByteCount(totals.total.0.saturating_add(total.0));
    }
    let left = totals.total.0.saturating_sub(totals.done.0) as f64;
    totals.seconds_left = rate.filter(|rate| *rate > 0.0).map(|rate| left / rate);
    totals
}

impl Session {
    /// Shows what was gathered: the only place where a snapshot is made.
    pub(super) fn publish(&mut self, shown: Shown) {
        self.generation += 1;
        let until = |at: Timestamp| at.0.saturating_sub(self.context.now().0).max(0);
        self.due.terms = shown.terms_change.map(|at| {
            let millis = u64::try_from(until(at)).unwrap_or_default();
            // A wall clock may be set meanwhile, and no timer runs for years.
            Instant::now() + Duration::from_millis(millis).min(LOOKED_AT_EVERY)
        });
        let snapshot = Snapshot {
            generation: self.generation,
            connection: self.connection,
            halted: self.context.halted(),
            unwatched: self.unwatched.clone(),
            counts: shown.counts,
            transfers: shown.transfers,
            orders: shown.orders,
            totals: shown.totals,
            offer_check_out: shown.offers,
            queued: shown.queued,
            freed: shown.freed,
            rebuilt: shown.rebuilt,
        };
        self.snapshot.send_replace(Arc::new(snapshot));
    }
}

impl From<TransferRecord> for Transfer {
    fn from(record: TransferRecord) -> Self {
        Self {
            id: record.id,
            path: record.path,
            direction: record.direction,
            done: record.done,
            total: record.total,
            state: record.state,
            changed: record.changed,
            part_of: record.part_of,
        }
    }
}
