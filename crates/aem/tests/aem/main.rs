//! The connector against an AEM-compatible server over real HTTP, as both products.

#![expect(clippy::unwrap_used, reason = "what a test sets up must work")]

mod collections;
mod conformance;
mod fidelity;
mod fidelity_uploads;
mod hostile;
mod locking;
mod login;
mod reading;
mod setup;
mod writing;
