//! The rules of Damson, and nothing else: three trees and a lock in; statuses, allowed actions
//! and plans out. No clock, no disk, no network, no async.

pub mod lock;
pub mod path;
pub mod revision;

pub use lock::Lock;
pub use path::{DamPath, PathError};
pub use revision::{ByteCount, ContentId, Digest, HashKind, Revision, Sameness, Timestamp};
