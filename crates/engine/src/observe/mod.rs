//! What is on the disk and on the server, taken over into the journal.

mod ask_server;
pub(crate) mod compare_bytes;
pub(crate) mod listing;
mod listing_bound;
pub(crate) mod listing_rows;
pub(crate) mod local_renames;
mod look;
pub(crate) mod rescan;
pub(crate) mod server_spelling;
pub(crate) mod still_written;

pub(crate) use ask_server::*;
pub(crate) use look::*;
