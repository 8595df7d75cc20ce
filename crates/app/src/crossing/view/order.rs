//! Orders: what was asked for at once and takes many transfers.

use serde::{Deserialize, Serialize};

use super::TransferDirectionView;

/// What a person asked for at once: the download of a folder, the upload of several files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct OrderView {
    pub id: i64,
    /// The folder that it downloads, or uploads into.
    pub path: String,
    pub direction: TransferDirectionView,
    /// RFC 3339.
    pub made: String,
    /// How many of its transfers wait for their turn, the network or another try.
    pub waiting: u64,
    pub running: u64,
    pub paused: u64,
    pub failed: u64,
    pub finished: u64,
    pub cancelled: u64,
    /// How many transfers it has in all; `None` while they are being counted.
    pub of: Option<u64>,
    /// Bytes.
    pub done: u64,
    /// Bytes, where known.
    pub total: Option<u64>,
    /// Nothing of it waits or runs, and nothing more will come.
    pub over: bool,
}

/// What can be done with an order and all its transfers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum OrderWishView {
    Pause,
    /// Goes on with what stands and tries again what failed.
    Resume,
    Cancel,
    /// Before everything else.
    First,
}
