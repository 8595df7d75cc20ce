//! The server over real HTTP on loopback.

#![expect(
    clippy::unwrap_used,
    reason = "the helpers of tests fail like the tests"
)]

mod checkout;
mod classic;
mod collections;
mod desktop;
mod direct;
mod download;
mod faults;
mod forms;
mod listing;
mod login;
mod metadata;
mod metadata_switches;
mod moving;
mod search;
mod storage;
mod tags;
mod tree;
mod versions;
mod world;
