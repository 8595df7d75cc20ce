//! What Damson's front ends share: accounts, settings, secrets, intents, snapshots, user errors.
//!
//! A front end holds a [`Handle`]: it sends an [`Intent`], gets a [`Reply`] or a [`UserError`],
//! and watches a [`view::SnapshotView`]. Everything that crosses is plain data that serde can
//! write, so that it is the same in process, over the local socket, in `--json` and in the window.

pub mod error;
pub mod handle;
pub mod intent;
pub mod reply;
pub mod view;

pub use error::{ErrorCode, UserError};
pub use handle::Handle;
pub use intent::Intent;
pub use reply::Reply;
