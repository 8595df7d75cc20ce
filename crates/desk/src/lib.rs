//! What a desktop shell of Damson does, without a desktop.
//!
//! The shell itself (`src-tauri`) and the development bridge are thin: what can be decided without
//! a window is decided here, and tested here.

#[cfg(feature = "ts")]
pub mod bindings;
pub mod crossing;
pub mod preferences;
pub mod words;

pub use preferences::DeskPreferences;
pub use words::DeskWords;
