//! Connector: any WebDAV class 2 server (RFC 4918).
//!
//! What must hold here:
//!
//! - Who we are is told to the server's own origin alone.
//! - A lock is believed when it is read back, never because a call said so; a server whose locks
//!   can't be read back has none.
//! - Every write carries the lock's token and the entity tag where there are any, so that the
//!   server checks both in the same moment as it writes; what it can't check is read right before.
//! - A file gets its real name only whole: where a server writes into the file as the bytes come,
//!   they go to a name of their own first and are moved.
//! - Names and XML from a server are hostile: no entity is expanded, every answer is bounded, and a
//!   name that can't be a path is a row with a problem.
//! - A listing is cut out of one answer while it streams, so that a folder may have any size.

mod addresses;
mod auth;
mod changes;
mod checkout;
mod cloud;
mod conditions;
mod config;
mod connect;
mod download;
mod encode;
mod failure;
mod folders;
#[cfg(feature = "fuzzing")]
pub mod fuzz;
mod held;
mod http;
mod list;
mod locked;
mod map;
mod named;
mod node;
mod probe;
mod remote;
mod renew;
mod upload;
mod versions;
mod wire;
mod xml;

pub use auth::Credentials;
pub use config::{Base, Config, UploadMethod};
pub use connect::{Likely, LoginMethod, Recognised, connect, recognise};
pub use damson_http::proxy;
pub use remote::WebDav;
