//! The connector against real servers that others wrote, and against recorded words of those that
//! can't be started here.
//!
//! `tests/servers/install.sh` installs them. Where one is missing its tests say so and pass, unless
//! `DAMSON_REQUIRE_SERVERS=1`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(
    clippy::print_stdout,
    reason = "what is skipped and what is measured is told"
)]

mod cloud;
mod conditions;
mod conformance;
mod leftovers;
mod listing;
mod login;
mod mock;
mod people;
mod server;
mod setup;
mod table;
