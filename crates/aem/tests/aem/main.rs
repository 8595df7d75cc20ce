//! The connector against an AEM-compatible server over real HTTP, as both products.

mod conformance;
mod locking;
mod login;
mod reading;
mod setup;
mod writing;
