//! The program as people and scripts see it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bad_input;
mod certificates;
mod client_certificates;
mod collections;
mod conflict;
mod elsewhere;
mod help;
mod json;
mod languages;
mod links;
mod listing;
mod main_job;
mod meta;
mod offline;
mod others;
mod person;
mod renditions;
mod restricted;
mod shapes;
mod situations;
mod upkeep;
mod uploads;
#[cfg(target_os = "linux")]
mod watching;
