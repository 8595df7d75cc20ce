//! What Damson says, in every language: the catalogue in `words/`, which the terminal and the window
//! share. Pure: the files are compiled in, and whoever asks says which language.
//!
//! A message is a sentence with attributes: `.todo` says what to do, and `.todo-terminal` stands
//! beside it where the terminal advises differently from the window.

mod catalogue;
mod files;
mod language;

pub use catalogue::{Value, Words, words};
pub use files::files;
pub use language::Language;
