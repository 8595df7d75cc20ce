//! What the engine shows of itself at any moment; small, whatever the size of the DAM.

use std::collections::BTreeMap;

use damson_core::{ByteCount, DamPath, Timestamp, brake::Brake};

use crate::{
    journal::{Freed, QueuedAction},
    local::Unwatched,
};

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Snapshot {
    /// Grows with every change of anything that rows show.
    pub generation: u64,
    pub connection: Connection,
    pub halted: Option<Brake>,
    /// Folders whose changes the system does not tell of; they are looked at every minute.
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
    /// is told why things count as edited.
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TransferId(pub i64);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransferDirection {
    Download,
    Upload,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Transfer {
    pub id: TransferId,
    pub path: DamPath,
    pub direction: TransferDirection,
    pub done: ByteCount,
    pub total: Option<ByteCount>,
    pub state: TransferState,
    pub changed: Timestamp,
    /// The order that asked for it.
    pub part_of: Option<OrderId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrderId(pub i64);

/// What a person asked for at once and that takes many transfers: the download of a folder, the
/// upload of several files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub id: OrderId,
    /// The folder that it downloads, or uploads into.
    pub path: DamPath,
    pub direction: TransferDirection,
    pub made: Timestamp,
    pub parts: OrderParts,
    /// How many transfers it has in all; `None` while they are still being counted.
    pub of: Option<u64>,
    pub done: ByteCount,
    pub total: Option<ByteCount>,
    /// Nothing of it waits or runs, and nothing more will come.
    pub over: bool,
}

/// How the transfers of an order stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OrderParts {
    /// For their turn, the network or another try.
    pub waiting: u64,
    pub running: u64,
    pub paused: u64,
    pub failed: u64,
    pub finished: u64,
    pub cancelled: u64,
}

#[derive(Debug, Clone, PartialEq)]
pub enum TransferState {
    Waiting,
    Running,
    Paused,
    /// Will be tried again at that time.
    Retrying {
        at: Timestamp,
        code: String,
    },
    Failed {
        code: String,
        said: Option<String>,
    },
    Finished,
    Cancelled,
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
