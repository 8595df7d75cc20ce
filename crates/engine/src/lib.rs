//! The effects of Damson: journal, cache folder, watching, transfers, one loop a connection.
//!
//! [`Engine`] is the handle. Everything it does obeys a plan of `damson_core`; every effect checks
//! again what its plan expects. The modules stand on floors, and each uses only those below it:
//! ARCHITECTURE.md has the list, and `tests/tidy` checks it.

mod actions;
mod collections;
mod commands;
mod context;
mod disk;
mod document_links;
mod engine;
mod events;
#[cfg(feature = "simulation")]
mod hooks;
pub mod journal;
mod metadata;
mod model;
mod moving;
mod observe;
mod path_locks;
mod place;
mod ports;
mod renditions;
mod rows;
#[cfg(feature = "sabotage")]
pub mod sabotage;
mod session;
mod transfer_state;
mod transfers;
mod upkeep;

pub use disk::moving::MoveProgress;
pub use engine::{Engine, EngineConfig, OpenConfig};
pub use model::{
    ActOptions, Command, Connection, EngineError, GetLinks, IfExists, MissingLinks, Order, OrderId,
    OrderWish, Orientation, Outcome, Packaged, Problem, Restricted, Row, RowFilter, RowOrder,
    RowPage, RowQuery, RowScope, Snapshot, Transfer, TransferDirection, TransferId, TransferState,
    UploadPlan,
};
pub use moving::Moving;
pub use place::Place;
pub use ports::{Clock, Shell, SystemClock, TokioClock};
pub use rows::streamed::Listing;

/// What commands say and bring.
pub mod command {
    pub use crate::model::{Came, UploadItem};
}

/// What can go wrong below a command.
pub mod error {
    pub use crate::model::JournalError;
}

/// What documents link to.
pub mod links {
    pub use crate::model::{Elsewhere, Linked, Links, Target, User, linked::Trouble};
}

/// The cache folder: its port, the disk, and the twins for tests.
pub mod local {
    pub use crate::{
        disk::*,
        model::{LocalError, LocalResult, Stake, Stamp, Unwatched},
        ports::{
            FileState, Finish, Flusher, FolderId, Found, FoundKind, InRecovered, Local, NameStore,
            Named, Opened, Partial, Protection, Rival,
        },
    };
}

/// Parts of a [`Snapshot`].
pub mod snapshot {
    pub use crate::model::{Counts, OrderParts, TransferTotals};
}

/// What a simulation needs of the engine.
#[cfg(feature = "simulation")]
pub mod simulation {
    pub use crate::{
        hooks::{JournalTrouble, Witness, is_on, set_single_thread},
        place::lock_place,
    };
}
