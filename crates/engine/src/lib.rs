//! The effects of Damson: journal, cache folder, watching, transfers, one loop a connection.
//!
//! [`Engine`] is the handle. Everything it does obeys a plan of `damson_core`; every effect checks
//! again what its plan expects.

mod act;
pub mod clock;
pub mod command;
mod contact;
mod cycle;
mod demand;
mod engine;
pub mod error;
mod hearing;
mod hold;
pub mod journal;
pub mod links;
mod listing;
pub mod local;
mod metadata;
mod moving;
mod order;
mod outside;
mod package;
mod perform;
pub mod place;
mod queue;
pub mod row;
mod rows;
#[cfg(feature = "sabotage")]
pub mod sabotage;
mod session;
pub mod shell;
#[cfg(feature = "simulation")]
pub mod simulation;
mod site;
pub mod snapshot;
mod still;
mod transfer;

pub use clock::{Clock, SystemClock, TokioClock};
pub use command::{
    ActOptions, Command, GetLinks, IfExists, MissingLinks, OrderWish, Outcome, UploadPlan,
};
pub use engine::{Engine, EngineConfig, OpenConfig};
pub use error::{EngineError, Problem};
pub use listing::Listing;
pub use local::moving::MoveProgress;
pub use moving::Moving;
pub use package::Packaged;
pub use place::Place;
pub use row::{Orientation, Row, RowFilter, RowOrder, RowPage, RowQuery, RowScope};
pub use shell::Shell;
pub use snapshot::{
    Connection, Order, OrderId, Snapshot, Transfer, TransferDirection, TransferId, TransferState,
};
