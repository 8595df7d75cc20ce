//! What Damson's front ends share: accounts, settings, secrets, intents, snapshots, user errors.
//!
//! A front end holds a [`Handle`]: it sends an [`Intent`], gets a [`Reply`] or a [`UserError`],
//! and watches a [`view::SnapshotView`]. Everything that crosses is plain data that serde can
//! write, so that it is the same in process, over the local socket, in `--json` and in the window.
//!
//! [`link::open`] gives the handle: the [`App`] itself where no other process runs it, else the
//! connection to that process. There is never a second one that writes.
//!
//! The modules stand on floors, and each uses only those on the floors below it; `tests/tidy` has the
//! list and checks it.

mod app;
mod blocking;
mod certificate;
mod config;
mod connect;
mod crossing;
mod doctor;
pub mod export;
pub mod handle;
mod handlers;
pub mod link;
pub mod logs;
pub mod pasted;
mod pictures;
pub mod redact;
mod sessions;
pub mod shell;
pub mod support;
mod translate;
mod trust;

pub use app::{App, Ports};
pub use config::{accounts, dirs, dirs::Dirs, secrets, settings};
pub use crossing::{
    error,
    error::{ErrorCode, UserError},
    intent,
    intent::Intent,
    reply,
    reply::Reply,
    view,
};
pub use handle::Handle;
