//! What a desktop shell of Damson does, without a desktop.
//!
//! The shell itself (`src-tauri`) and the development bridge are thin: whatever can be decided without a
//! window is decided and tested in this crate.

#[cfg(feature = "ts")]
pub mod bindings;
pub mod crossing;
pub mod deep_link;
pub mod demo;
pub mod desk;
mod files;
mod login;
pub mod notices;
pub mod preferences;
pub mod progress;
#[cfg(test)]
mod samples;
pub mod screen;
pub mod tray;
pub mod words;

pub use crossing::LoginWindow;
pub use desk::{Desk, DeskEvent};
pub use preferences::DeskPreferences;
pub use screen::Screen;
pub use words::DeskWords;

/// The language of the system, BCP 47; English where it says none.
pub fn locale() -> String {
    let locale = sys_locale::get_locale().filter(|locale| locale != "C" && locale != "POSIX");
    locale.unwrap_or_else(|| "en".to_owned())
}

/// The licence of Damson, and those of what it is made of.
pub fn licences() -> &'static str {
    include_str!("../licences.txt")
}
