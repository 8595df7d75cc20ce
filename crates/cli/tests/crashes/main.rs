//! Damson killed at random moments, over a network that fails; then looked at from outside.
//!
//! `cargo xtask crashes --kills N` runs it for longer.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and tells what it did"
)]

mod desk;
#[cfg(target_os = "linux")]
mod disks;
mod kills;
mod later;
mod proxy;
mod resume;
#[cfg(target_os = "linux")]
mod sweep;
mod trouble;
