//! Connector to Adobe Experience Manager Assets: 6.5, 6.5 LTS and Cloud Service.
//!
//! [`connect()`] logs in, probes what the server offers and gives an [`Aem`], which is a
//! [`damson_remote::Remote`]. [`recognise`] looks at an address before anybody has logged in.
//!
//! Four rules hold throughout:
//!
//! - Secrets go to the server's own origin alone. What a server redirects to, and the signed
//!   addresses of a binary store, are spoken to by a client without credentials and cookies.
//! - The revision of an asset is its binary's: hash and size are left out while the server
//!   processes, because they may be those of the binary before, and the time is the original
//!   rendition's, cut to whole seconds.
//! - Before anything is written, the asset's node is read afresh: held by another person means
//!   nothing is sent, except for metadata, which a check-out doesn't guard. `cq:drivelock` itself is
//!   the truth about check-outs, not what a call answered.
//! - Nothing is tried again here but what the protocol itself asks for: an ended session where
//!   that needs no person, a CSRF token, signed addresses that ended.

mod auth;
mod changes;
mod checkout;
mod collections;
mod config;
mod connect;
mod download;
mod encode;
mod facts;
mod failure;
mod folders;
#[cfg(feature = "fuzzing")]
pub mod fuzz;
mod http;
mod list;
mod map;
mod metadata;
mod node;
mod probe;
mod properties;
mod query;
mod remote;
mod renditions;
mod search;
mod service;
mod thumbnails;
mod upload;
mod versions;
mod wire;

pub use auth::{Cookie, Credentials};
pub use config::{Base, Config, UploadMethod};
pub use connect::{LoginMethod, Recognised, connect, connect_again, recognise};
pub use damson_http::{certificate, client, failure::asks_for_certificate, proxy, trace};
pub use remote::Aem;
