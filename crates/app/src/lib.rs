//! What Damson's front ends share: accounts, settings, secrets, intents, snapshots, user errors.
//!
//! A front end holds a [`Handle`]: it sends an [`Intent`], gets a [`Reply`] or a [`UserError`],
//! and watches a [`view::SnapshotView`]. Everything that crosses is plain data that serde can
//! write, so that it is the same in process, over the local socket, in `--json` and in the window.
//!
//! [`link::open`] gives the handle: the [`App`] itself where no other process runs it, else the
//! way to that process. There is never a second one that writes.

pub mod accounts;
mod address;
mod app;
mod ask;
mod changing;
mod client_certificate;
mod command;
mod connecting;
mod connectors;
pub mod dirs;
mod doctor;
pub mod error;
pub mod export;
pub mod handle;
pub mod intent;
mod late;
pub mod link;
mod listing;
pub mod logs;
mod metadata;
mod moving;
mod network;
mod opening;
pub mod pasted;
mod picture;
mod psd;
pub mod redact;
pub mod reply;
pub mod secrets;
mod session;
pub mod settings;
pub mod shell;
mod sides;
pub mod support;
pub mod view;

pub use app::{App, Ports};
pub use dirs::Dirs;
pub use error::{ErrorCode, UserError};
pub use handle::Handle;
pub use intent::Intent;
pub use reply::Reply;
