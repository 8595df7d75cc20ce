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
#![expect(
    clippy::case_sensitive_file_extension_comparisons,
    reason = "names of this client's own"
)]

mod cloud;
mod conditions;
mod conformance;
mod entry;
mod evidence;
mod forwarded;
mod guarded;
mod leftovers;
mod listing;
mod locking;
mod locks;
mod login;
mod mock;
mod nextcloud;
mod nextcloud_job;
mod nextcloud_pieces;
mod people;
mod proxied;
mod proxy;
mod reading;
mod rewrite;
mod server;
mod setup;
mod switches;
mod table;
mod trial;
mod unlike;
