//! What the floors above share: plain values, and the errors. Nothing in here does anything.

mod asset;
mod command;
mod error;
mod journal_error;
pub(crate) mod linked;
mod local_error;
mod records;
mod row;
mod snapshot;
mod stamp;
mod transfer;

pub use asset::{Asset, Described, LocalRecord, RemoteRecord};
pub use command::{
    ActOptions, Came, Command, GetLinks, IfExists, MissingLinks, OrderWish, Outcome, UploadItem,
    UploadPlan,
};
pub use damson_remote::Orientation;
pub use error::{EngineError, Problem};
pub(crate) use journal_error::was_damage_seen;
pub use journal_error::{JournalError, JournalResult};
pub use linked::{Elsewhere, Linked, Links, Packaged, Target, User};
pub use local_error::{LocalError, LocalResult};
pub use records::{CacheUse, Freed, QueuedAction, RecoveredFile, Unwatched};
pub use row::{Restricted, Row, RowFilter, RowOrder, RowPage, RowQuery, RowScope};
pub use snapshot::{Connection, Counts, Snapshot, TransferTotals};
pub use stamp::{Stake, Stamp};
pub use transfer::{
    Order, OrderId, OrderParts, Transfer, TransferDirection, TransferId, TransferState,
};
