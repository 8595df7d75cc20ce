//! The snapshot: what is shown of everything at any moment.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Action, ConnectionView, OrderView, StatusView, TransferDirectionView, TransferStateView,
};
use crate::crossing::error::ErrorCode;

/// Everything that is shown without asking for rows; small, whatever the size of the DAM.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SnapshotView {
    /// Grows with every change of the snapshot.
    pub generation: u64,
    /// The connection that intents without one use.
    pub current: Option<String>,
    /// By name.
    pub connections: Vec<ConnectionView>,
    /// The sessions that run, by the name of their connection.
    pub sessions: Vec<SessionView>,
}

/// The session of one connection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SessionView {
    /// The name of its connection.
    pub connection: String,
    /// Grows with every change of anything that rows show.
    pub generation: u64,
    pub state: ConnectionState,
    /// `online`: when the server last answered; `offline`: since when; RFC 3339.
    pub since: Option<String>,
    /// All changes stand still until a person says go on.
    pub halted: Option<BrakeView>,
    pub counts: CountsView,
    /// Running, waiting, paused and failed ones, and the latest finished; at most 200.
    pub transfers: Vec<TransferView>,
    pub totals: TransferTotalsView,
    /// What was asked for at once and takes many transfers, the latest first; at most 50.
    #[serde(default)]
    pub orders: Vec<OrderView>,
    /// Assets whose edit was seen and that are not checked out: offered to be.
    pub offer_check_out: Vec<String>,
    /// Actions that wait for the server, and those that failed when it was back, in the order they
    /// were asked for; at most 200.
    pub queued: Vec<QueuedView>,
    /// Assets that this person waited for and that are free, the latest first.
    pub freed: Vec<FreedView>,
    /// When a damaged journal was put aside and begun anew from files and server, RFC 3339; for
    /// three days from then.
    pub rebuilt: Option<String>,
    /// Folders whose changes the system does not tell of; they are looked at every minute.
    pub unwatched: Option<UnwatchedView>,
}

/// An action that was asked for while the server could not be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct QueuedView {
    pub id: i64,
    pub action: Action,
    pub path: String,
    /// RFC 3339.
    pub since: String,
    /// Why it could not be carried out when the server was back; `None` while it waits.
    pub code: Option<ErrorCode>,
    /// What was said then.
    pub said: Option<String>,
}

/// An asset that this person waited for, and that nobody else has checked out any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FreedView {
    pub path: String,
    /// Who had it.
    pub who: String,
    /// When that was seen, RFC 3339.
    pub at: String,
}

/// What the system does not watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct UnwatchedView {
    /// So many folders, with all that is in them.
    pub folders: u64,
    /// The system watches no more folders for this person; otherwise they can't be read.
    pub limit: bool,
}

/// How a connection is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ConnectionState {
    /// No session runs.
    #[default]
    Stopped,
    Connecting,
    Online,
    Offline,
    LoginNeeded,
}

/// Why everything stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum BrakeView {
    /// The cache folder lost everything at once.
    EmptiedRoot {
        before: u64,
    },
    MassChange {
        changed: u64,
        of: u64,
    },
    /// So many copies that are kept up to date are gone from one folder of the server at once.
    Vanished {
        gone: u64,
        of: u64,
    },
    /// The cache folder belongs to another person or server.
    OtherAccount,
    ClockJump {
        seconds: i64,
    },
}

/// How many assets are in each view.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct CountsView {
    pub by_status: BTreeMap<StatusView, u64>,
    /// Checked out by this person.
    pub mine: u64,
    pub pinned: u64,
    pub recovered: u64,
    pub problems: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TransferView {
    pub id: i64,
    pub path: String,
    pub direction: TransferDirectionView,
    /// Bytes.
    pub done: u64,
    /// Bytes, where known.
    pub total: Option<u64>,
    pub state: TransferStateView,
    /// `retrying` and `failed`: why.
    pub code: Option<ErrorCode>,
    /// `failed`: what the server or the system said.
    pub said: Option<String>,
    /// `retrying`: when it is tried again, RFC 3339.
    pub retry_at: Option<String>,
    /// When its state changed last, RFC 3339.
    pub changed: String,
    /// The id of the order that asked for it.
    #[serde(default)]
    pub part_of: Option<i64>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TransferTotalsView {
    /// What is paused is not among them.
    pub waiting: u64,
    #[serde(default)]
    pub paused: u64,
    pub running: u64,
    pub failed: u64,
    /// Bytes of what waits and runs.
    pub done: u64,
    pub total: u64,
    /// Bytes a second.
    pub rate: Option<f64>,
    pub seconds_left: Option<f64>,
}

impl SnapshotView {
    /// The session of a connection; without a name, of the current one.
    pub fn session(&self, connection: Option<&str>) -> Option<&SessionView> {
        let name = connection.or(self.current.as_deref())?;
        self.sessions
            .iter()
            .find(|session| session.connection == name)
    }

    /// A connection by name; without a name, the current one.
    pub fn connection(&self, connection: Option<&str>) -> Option<&ConnectionView> {
        let name = connection.or(self.current.as_deref())?;
        self.connections.iter().find(|known| known.name == name)
    }
}

impl SessionView {
    /// Nothing waits, runs or will be tried again.
    pub fn is_idle(&self) -> bool {
        let mut transfers = self.transfers.iter();
        !transfers.any(|transfer| transfer.state.is_under_way())
    }
}
