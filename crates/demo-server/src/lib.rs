//! An AEM-compatible DAM server over HTTP for demos and tests.
//!
//! It speaks what Adobe Experience Manager Assets 6.5 and Cloud Service say to a desktop client:
//! the Assets HTTP API, the Sling paths below `/content/dam`, direct binary upload, check-out,
//! versions, metadata with its tags and schema forms, and QueryBuilder. Behaviours that nobody documents are [`Switches`], so that a client
//! can be run against each possibility, and so are faults of servers and networks.
//!
//! ```no_run
//! # async fn run() -> Result<(), damson_demo_server::StartError> {
//! use damson_demo_server::{DemoConfig, DemoServer, Personality, Sample};
//! let server = DemoServer::start(DemoConfig::new("dam-storage", Personality::Aem65, Sample::Small)).await?;
//! println!("{}", server.url());
//! # Ok(()) }
//! ```

mod api_write;
mod auth;
mod blob;
mod call;
mod checkout;
mod collections;
mod config;
mod connection;
mod content;
mod control;
mod dam;
mod dates;
mod desktop;
mod download;
mod errors;
mod faults;
mod ims;
mod ingest;
mod login;
mod metadata;
mod names;
mod pages;
mod probe;
mod processing;
mod querybuilder;
mod relocate;
mod renditions;
mod resolve;
mod route;
mod sample;
mod server;
mod siren;
mod sling_json;
mod sling_post;
mod store;
pub mod switches;
mod tags;
mod upload_classic;
mod upload_direct;
mod versions;
mod wcm;

pub use config::{DemoConfig, Personality, Sample};
pub use control::{ControlError, VersionInfo};
pub use dam::RecordedRequest;
pub use server::{DemoServer, StartError};
pub use switches::Switches;
