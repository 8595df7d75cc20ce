//! The harness of the scenarios: a small world of a server, people and their computers.
//!
//! A scenario is six lines: a [`World`] that is in step, something that happens on one side or on
//! both, `settle`, and the table of everything that is expected. [`Backend`] is the seam to the
//! server, and a [`Place`] a kind of server: the same scenario runs on the in-memory one and, by
//! [`demo`], over HTTP.

pub mod backend;
pub mod demo;
pub mod desk;
pub mod place;
pub mod table;
pub mod world;

pub use backend::{Backend, MemoryBackend};
pub use damson_engine::local::App;
pub use demo::DemoBackend;
pub use desk::{Desk, dam};
pub use place::{Memory, Place};
pub use world::World;
