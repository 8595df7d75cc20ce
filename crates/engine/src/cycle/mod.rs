//! Keeping up: what is on the server, what is on the disk, and what follows from it by itself.

pub(crate) mod appeared;
pub(crate) mod arrivals;
mod bound;
pub(crate) mod doubt;
pub(crate) mod keep;
pub(crate) mod landed;
pub(crate) mod listing;
pub(crate) mod moved;
pub(crate) mod observe;
pub(crate) mod poll;
pub(crate) mod renamed;
pub(crate) mod rescan;
pub(crate) mod room;
