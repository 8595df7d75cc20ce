//! Transfers, and the orders that they are part of.

use damson_core::{ByteCount, DamPath, Timestamp};

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
