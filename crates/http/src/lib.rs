//! What every connector over HTTP needs, and nothing of any one server's words.
//!
//! What must hold here:
//!
//! - What is kept in memory is bounded, and what streams is counted against what was announced.
//! - A redirect is followed by the connector's own hand: never to plain http from https, and never
//!   with a secret to another origin ([`Home`]).
//! - Nothing that may have reached the server is tried again, and nothing waits: decorators do that.

pub mod address;
pub mod body;
pub mod certificate;
pub mod challenge;
pub mod checksum;
pub mod client;
pub mod date;
pub mod download;
pub mod encode;
pub mod failure;
#[cfg(feature = "fuzzing")]
pub mod fuzz;
pub mod header;
mod home;
pub mod proxy;
pub mod pump;
pub mod redirect;
pub mod trace;

pub use home::Home;
