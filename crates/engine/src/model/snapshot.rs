//! What the engine shows of itself at any moment; small, whatever the size of the DAM.

use std::collections::BTreeMap;

use damson_core::{ByteCount, DamPath, Timestamp, brake::Brake};

use super::{Freed, Order, QueuedAction, Transfer, Unwatched};

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Snapshot {
    /// Grows with every change of anything that rows show.
    pub generation: u64,
    pub connection: Connection,
    pub halted: Option<Brake>,
    /// Folders whose changes the system does not report; they are scanned every minute.
    pub unwatched: Option<Unwatched>,
    pub counts: Counts,
    /// Running, waiting, paused and failed transfers, and the latest finished ones; at most 200.
    pub transfers: Vec<Transfer>,
    pub totals: TransferTotals,
    /// What was asked for at once and takes many transfers, the latest first; at most 50.
    pub orders: Vec<Order>,
    /// Assets whose edit was seen and that are not checked out: offered to be.
    pub offer_check_out: Vec<DamPath>,
    /// Actions that wait for the server, and those that failed when it was back; at most 200.
    pub queued: Vec<QueuedAction>,
    /// Assets that this person waited for and that are free, the latest first; at most 50.
    pub freed: Vec<Freed>,
    /// When a damaged journal was put aside and begun anew, for three days from then: the person
    /// sees why things count as edited.
    pub rebuilt: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Connection {
    #[default]
    Connecting,
    Online {
        checked: Timestamp,
    },
    /// Since when; what is shown is as of then.
    Offline {
        since: Timestamp,
    },
    LoginNeeded,
}

/// How many assets are in each view.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    pub by_status: BTreeMap<damson_core::Status, u64>,
    pub mine: u64,
    pub pinned: u64,
    pub recovered: u64,
    pub problems: u64,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct TransferTotals {
    /// For their turn, the network or another try; what is paused is not among them.
    pub waiting: u64,
    pub paused: u64,
    pub running: u64,
    pub failed: u64,
    /// Of what waits and what runs.
    pub done: ByteCount,
    pub total: ByteCount,
    /// Bytes a second, smoothed.
    pub rate: Option<f64>,
    pub seconds_left: Option<f64>,
}
