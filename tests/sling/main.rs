//! The connector and the demo server against Apache Sling, on which AEM is built.
//!
//! Where it isn't installed (`tests/servers/install.sh`) the tests say so and pass; with
//! `DAMSON_REQUIRE_SERVERS=1` they fail.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test ends where it can't go on; what is skipped or compared is said"
)]

mod answers;
mod ask;
mod connector;
mod seed;
mod server;
