//! The rules of Damson, and nothing else: three trees and a lock in; statuses, allowed actions
//! and plans out. No clock, no disk, no network, no async.

pub mod action;
pub mod action_facts;
pub mod brake;
pub mod cache;
pub mod change;
pub mod conflict;
pub mod facts;
pub mod ignore;
pub mod lock;
pub mod name;
pub mod path;
pub mod plan;
pub mod policy;
pub mod refusal;
pub mod revision;
mod row_rules;
pub mod status;
pub mod usage;

pub use action::{Action, Kind, Offer, Offered, Subject, allowed, allowed_later, offers};
pub use action_facts::{ActionFacts, Changes, Moves, OnFolder};
pub use facts::{Base, Facts, OnDisk, OnServer};
pub use lock::Lock;
pub use path::{DamPath, PathError};
pub use plan::{DiskExpect, ServerExpect, Step, plan, plan_offline};
pub use refusal::Refusal;
pub use revision::{
    ByteCount, ContentId, Digest, HashKind, Revision, Sameness, Tag, TagSource, Timestamp,
};
pub use status::{Conflict, Status, status};
