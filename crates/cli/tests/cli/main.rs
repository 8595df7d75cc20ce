//! The program as people and scripts see it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bad_input;
mod certificates;
mod conflict;
mod help;
mod listing;
mod main_job;
mod offline;
mod person;
mod shapes;
mod upkeep;
mod uploads;
#[cfg(target_os = "linux")]
mod watching;
