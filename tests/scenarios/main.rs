//! What the product promises, as stories.
//!
//! Those in `everywhere` also run over HTTP (`over_http`); the others need what only the server
//! in memory can do, or a clock that the test moves.

mod cache;
mod ending;
mod everywhere;
mod evidence;
mod expiring;
mod lacking;
mod late;
mod later;
mod linked;
mod listing;
mod many;
mod metadata;
mod moved;
mod offline;
mod orders;
mod package;
mod polling;
mod races;
mod recovered;
mod restart;
mod restricted;
mod saving;
mod searching;
mod spelling;
mod transfers;
mod unseen;
mod withheld;

/// A world on the server in memory.
type World = damson_tests::World;
