//! Servers that mean harm, against the real program: nothing outside the cache folder is touched,
//! nothing panics, memory and time stay within bounds, and each has words for the person.
//!
//! Linux only: peak memory is read from `/proc`.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(
    clippy::print_stdout,
    reason = "memory and time are told to whoever reads on"
)]

mod bodies;
mod desk;
mod dialect;
mod listings;
mod names;
mod redirects;
mod server;
