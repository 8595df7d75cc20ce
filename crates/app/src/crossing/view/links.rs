//! The links of a document.

use serde::{Deserialize, Serialize};

use super::{ProblemView, RowView};

/// The links of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct LinksView {
    /// In the order of the document, each linked file once.
    pub links: Vec<LinkedView>,
    /// The whole document was looked through; otherwise there may be more of them.
    pub complete: bool,
    /// Why nothing could be read of it.
    pub trouble: Option<LinksTroubleView>,
}

/// Why a document's links can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum LinksTroubleView {
    /// This kind of file holds no links that Damson can read.
    NoReader,
    /// It is damaged, or of another kind than its name says.
    Broken,
    TooLarge,
}

/// One linked file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct LinkedView {
    /// The path or the address as the document has it.
    pub written: String,
    pub name: String,
    pub target: LinkTargetView,
    /// Only the name speaks for the asset.
    pub guess: bool,
    /// The asset, where `target` is one.
    pub row: Option<RowView>,
    /// Where it is on this computer, and where it would go in the DAM; where `target` is elsewhere.
    pub file: Option<String>,
    pub upload_to: Option<String>,
    /// Bytes of that file.
    pub file_size: Option<u64>,
}

/// Where a linked file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum LinkTargetView {
    /// An asset of this DAM.
    Asset,
    /// A file of this computer, outside the cache folder, that this DAM has not.
    Elsewhere,
    /// Nothing in this DAM is at any of the places where it could be.
    NotFound,
    /// In the document itself.
    Embedded,
    /// On the web, or in a library of an application.
    Remote,
}

/// A document with what it links to, as a folder of their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PackagedView {
    /// It was made for this.
    pub folder: String,
    /// How many files it has, the document among them.
    pub files: u64,
    /// The linked files that it lacks.
    pub problems: Vec<ProblemView>,
    /// All links of the document are known; otherwise it may lack more.
    pub complete: bool,
}

/// A document that links to an asset.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct UserView {
    pub row: RowView,
    /// Only the name speaks for it.
    pub guess: bool,
}
