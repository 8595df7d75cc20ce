//! What crosses to front ends and back: plain data that serde can write.
//!
//! Nothing here knows the engine, a connector or a file of this computer, so that a front end that is
//! another process needs nothing else.

pub mod error;
pub mod intent;
pub mod reply;
pub mod view;
