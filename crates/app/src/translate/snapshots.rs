//! The engine's snapshot as a view.

use std::collections::BTreeMap;

use damson_core::brake::Brake;
use damson_engine::{
    Connection, MoveProgress, Order, Snapshot, Transfer, TransferState,
    journal::{Freed, QueuedAction},
};

use crate::crossing::{
    error::ErrorCode,
    view::{
        BrakeView, CacheMovingView, ConnectionState, CountsView, FreedView, OrderView, QueuedView,
        SessionView, StatusView, TransferTotalsView, TransferView, UnwatchedView, path_text,
        time_text,
    },
};

impl SessionView {
    /// The view of an engine's snapshot.
    pub fn new(connection: &str, snapshot: &Snapshot) -> Self {
        let (state, since) = connection_state(snapshot.connection);
        let mut by_status = BTreeMap::new();
        for (status, count) in &snapshot.counts.by_status {
            *by_status.entry(StatusView::from(*status)).or_insert(0) += count;
        }
        Self {
            connection: connection.to_owned(),
            generation: snapshot.generation,
            state,
            since,
            halted: snapshot.halted.map(BrakeView::from),
            counts: CountsView {
                by_status,
                mine: snapshot.counts.mine,
                pinned: snapshot.counts.pinned,
                recovered: snapshot.counts.recovered,
                problems: snapshot.counts.problems,
            },
            transfers: snapshot.transfers.iter().map(TransferView::from).collect(),
            totals: TransferTotalsView {
                waiting: snapshot.totals.waiting,
                paused: snapshot.totals.paused,
                running: snapshot.totals.running,
                failed: snapshot.totals.failed,
                done: snapshot.totals.done.0,
                total: snapshot.totals.total.0,
                rate: snapshot.totals.rate,
                seconds_left: snapshot.totals.seconds_left,
            },
            orders: snapshot.orders.iter().map(OrderView::from).collect(),
            offer_check_out: snapshot.offer_check_out.iter().map(path_text).collect(),
            queued: snapshot.queued.iter().map(QueuedView::from).collect(),
            freed: snapshot.freed.iter().map(FreedView::from).collect(),
            rebuilt: snapshot.rebuilt.map(time_text),
            unwatched: snapshot.unwatched.as_ref().map(|one| UnwatchedView {
                folders: one.folders.len() as u64,
                limit: one.limit,
            }),
        }
    }
}

impl From<&QueuedAction> for QueuedView {
    fn from(queued: &QueuedAction) -> Self {
        let (code, said) = match &queued.failed {
            Some((code, said)) => (Some(ErrorCode::named(code)), Some(said.clone())),
            None => (None, None),
        };
        Self {
            id: queued.id,
            action: queued.action,
            path: path_text(&queued.path),
            since: time_text(queued.since),
            code,
            said,
        }
    }
}

impl From<&Freed> for FreedView {
    fn from(freed: &Freed) -> Self {
        Self {
            path: path_text(&freed.path),
            who: freed.holder.clone(),
            at: time_text(freed.at),
        }
    }
}

impl From<Brake> for BrakeView {
    fn from(brake: Brake) -> Self {
        match brake {
            Brake::EmptiedRoot { before } => Self::EmptiedRoot { before },
            Brake::MassChange { changed, of } => Self::MassChange { changed, of },
            Brake::Vanished { gone, of } => Self::Vanished { gone, of },
            Brake::OtherAccount => Self::OtherAccount,
            Brake::ClockJump { seconds } => Self::ClockJump { seconds },
        }
    }
}

impl From<&Transfer> for TransferView {
    fn from(transfer: &Transfer) -> Self {
        let (code, said, retry_at) = match &transfer.state {
            TransferState::Retrying { at, code } => {
                (Some(ErrorCode::named(code)), None, Some(time_text(*at)))
            }
            TransferState::Failed { code, said } => {
                (Some(ErrorCode::named(code)), said.clone(), None)
            }
            TransferState::Waiting
            | TransferState::Running
            | TransferState::Paused
            | TransferState::Finished
            | TransferState::Cancelled => (None, None, None),
        };
        Self {
            id: transfer.id.0,
            path: path_text(&transfer.path),
            direction: transfer.direction.into(),
            done: transfer.done.0,
            total: transfer.total.map(|total| total.0),
            state: (&transfer.state).into(),
            code,
            said,
            retry_at,
            changed: time_text(transfer.changed),
            part_of: transfer.part_of.map(|order| order.0),
        }
    }
}

impl From<&Order> for OrderView {
    fn from(order: &Order) -> Self {
        Self {
            id: order.id.0,
            path: path_text(&order.path),
            direction: order.direction.into(),
            made: time_text(order.made),
            waiting: order.parts.waiting,
            running: order.parts.running,
            paused: order.parts.paused,
            failed: order.parts.failed,
            finished: order.parts.finished,
            cancelled: order.parts.cancelled,
            of: order.of,
            done: order.done.0,
            total: order.total.map(|total| total.0),
            over: order.over,
        }
    }
}

impl From<MoveProgress> for CacheMovingView {
    fn from(progress: MoveProgress) -> Self {
        Self {
            files: progress.files,
            of_files: progress.of_files,
            bytes: progress.bytes.0,
            of_bytes: progress.of_bytes.0,
        }
    }
}

fn connection_state(connection: Connection) -> (ConnectionState, Option<String>) {
    match connection {
        Connection::Connecting => (ConnectionState::Connecting, None),
        Connection::Online { checked } => (ConnectionState::Online, Some(time_text(checked))),
        Connection::Offline { since } => (ConnectionState::Offline, Some(time_text(since))),
        Connection::LoginNeeded => (ConnectionState::LoginNeeded, None),
    }
}
