//! The effects of Damson: journal, cache folder, watching, transfers, one loop a connection.
//!
//! [`Engine`] is the handle. Everything it does obeys a plan of `damson_core`; every effect checks
//! again what its plan expects.

pub mod command;
pub mod error;
mod hash;
pub mod journal;
pub mod local;
pub mod row;
pub mod shell;
pub mod snapshot;

pub use command::{ActOptions, Command, IfExists, Outcome, UploadPlan};
pub use error::{EngineError, Problem};
pub use row::{Row, RowFilter, RowOrder, RowPage, RowQuery, RowScope};
pub use shell::Shell;
pub use snapshot::{Connection, Snapshot, Transfer, TransferDirection, TransferId, TransferState};
