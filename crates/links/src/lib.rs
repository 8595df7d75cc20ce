//! Which files a document links to: layouts, artwork, composed pictures, video projects, pages.
//!
//! The crate is pure: a document's bytes go in by [`Source`], links come out. It opens no file,
//! asks no server, and never writes. How much is read and unpacked of one document has a bound
//! ([`Bounds`]), whatever the document says of itself.
//!
//! [`read`] chooses the reader by the name's ending and by the first bytes; [`place`] takes a
//! link's spelling apart; [`candidates`] says where the linked file may lie in the DAM.

mod bounded;
mod format;
mod link;
mod matching;
pub mod place;
mod xml;
mod xmp;

pub use bounded::{Bounds, Source};
pub use format::{Format, read};
pub use link::{Document, Link, Spelling, Stored};
pub use matching::{Candidate, Standing, Why, candidates};
pub use place::Place;

/// Why a document's links could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The bytes could not be read from where they are.
    #[error("the document could not be read")]
    Unreadable(#[from] std::io::Error),
    /// The document breaks the rules of its format, or another format has this ending.
    #[error("{0}")]
    Broken(&'static str),
    /// More would have to be read or unpacked than [`Bounds`] allows.
    #[error("the document is too large to look through")]
    TooLarge,
    /// No reader knows this kind of document.
    #[error("this kind of document holds no links that Damson can read")]
    NoReader,
}

pub type Result<T, E = Error> = std::result::Result<T, E>;
