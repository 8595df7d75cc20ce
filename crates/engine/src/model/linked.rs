//! What documents link to, and what is made of it.

use std::path::PathBuf;

use damson_core::{ByteCount, DamPath};

use super::{Problem, Row};

/// The links of a document.
#[derive(Debug, Clone)]
pub struct Links {
    /// In the order of the document, each linked file once.
    pub links: Vec<Linked>,
    /// The whole document was looked through; otherwise there may be more of them.
    pub complete: bool,
    /// Why nothing could be read of it.
    pub trouble: Option<Trouble>,
}

/// Why a document's links can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// This kind of file holds no links that Damson can read.
    NoReader,
    /// It is damaged, or of another kind than its name says.
    Broken,
    TooLarge,
}

/// One linked file.
#[derive(Debug, Clone)]
pub struct Linked {
    /// The path or the address as the document has it.
    pub written: String,
    /// Its own name.
    pub name: String,
    /// The names from the document's folder down, where the document links to it so.
    pub beside: Option<Vec<String>>,
    pub target: Target,
}

/// Where a linked file is.
#[derive(Debug, Clone)]
pub enum Target {
    /// An asset of this DAM, or a file in its cache folder.
    Asset {
        row: Box<Row>,
        /// Only the name speaks for it.
        guess: bool,
    },
    /// Nothing in this DAM is at any of the places where it could be; but on this computer is such a
    /// file, outside the cache folder.
    Elsewhere(Elsewhere),
    /// Nothing in this DAM is at any of the places where it could be.
    NotFound,
    /// In the document itself.
    Embedded,
    /// On the web, or in a library of an application.
    Remote,
}

/// A linked file that could be uploaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    pub file: PathBuf,
    pub size: ByteCount,
    /// Where the document would find it in the DAM.
    pub to: DamPath,
}

/// A document that links to an asset.
#[derive(Debug, Clone)]
pub struct User {
    pub row: Row,
    /// Only the name speaks for it.
    pub guess: bool,
}

/// What a package came to.
#[derive(Debug, Clone)]
pub struct Packaged {
    /// It was made for this.
    pub folder: PathBuf,
    /// How many files it has, the document among them.
    pub files: u64,
    /// The linked files that it lacks, each with why.
    pub problems: Vec<Problem>,
    /// Whether all links of the document are known; otherwise it may lack more.
    pub complete: bool,
}
