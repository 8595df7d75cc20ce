//! What commands come to.

use serde::{Deserialize, Serialize};

use super::{ConflictView, DimensionsView, RenditionKindView, RowView, StatusView};
use crate::crossing::error::UserError;

/// The status after an action; both are `None` when there is no such asset any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct StatusAfterView {
    pub status: Option<StatusView>,
    pub conflict: Option<ConflictView>,
}

/// A document that was opened after what it links to was fetched, or uploaded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct WithLinksView {
    pub after: StatusAfterView,
    /// The linked files that were fetched, or uploaded, and those that could not be.
    pub links: BulkView,
}

/// A state of an asset: the current one, or an earlier version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct VersionView {
    /// What Restore takes; empty for the current one.
    pub id: String,
    /// "1.4", or whatever the server calls it; empty for the current one.
    pub label: String,
    /// It is what the asset is now.
    pub current: bool,
    /// What was said when this state came.
    pub comment: Option<String>,
    /// When this state came, where that is known; RFC 3339.
    pub created: Option<String>,
    /// Who brought it.
    pub created_by: Option<String>,
    /// Its bytes can be read.
    pub readable: bool,
}

/// What an upload from disk would do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct UploadPlanView {
    pub items: Vec<UploadItemView>,
    /// Left out, with why.
    pub skipped: Vec<ProblemView>,
    /// Files on this computer that systems and applications leave in folders; they are left out.
    pub ignored: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct UploadItemView {
    /// On this computer.
    pub source: String,
    /// In the DAM.
    pub to: String,
    pub is_folder: bool,
    /// Bytes.
    pub size: u64,
    /// The server's name rules changed the name.
    pub renamed: bool,
    /// Another of these files would have the same name, so that it has a free one.
    pub collides: bool,
    pub exists: bool,
}

/// What a name that a person gave will be on the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct NameView {
    pub name: String,
    /// The name that was given, where it is another.
    pub title: Option<String>,
}

/// One asset's trouble; it never stops the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ProblemView {
    pub path: String,
    /// The file on this computer, where that says more.
    pub file: Option<String>,
    pub error: UserError,
}

/// Both sides of an asset; a side that is not there is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SidesView {
    /// On this computer.
    pub mine: Option<SideView>,
    /// On the server, as it last told.
    pub theirs: Option<SideView>,
}

/// One side of an asset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SideView {
    /// Bytes.
    pub size: Option<u64>,
    /// RFC 3339.
    pub modified: Option<String>,
    /// On the server alone.
    pub modified_by: Option<String>,
    pub dimensions: Option<DimensionsView>,
}

/// Where the cache folder moved to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct CacheMovedView {
    pub cache_folder: String,
    /// Files that stay in the former folder, because they changed meanwhile or are none of ours.
    pub left: Vec<String>,
}

/// What is in the cache folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct CacheView {
    pub files: u64,
    pub bytes: u64,
    /// Of those, what is the same on the server and not checked out by this person.
    pub clean: u64,
}

/// How much a download would bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct MeasuredView {
    pub assets: u64,
    /// Of the assets whose size the server tells.
    pub bytes: u64,
    /// How many assets have no known size.
    pub unsized_assets: u64,
}

/// One form in which the server keeps an asset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RenditionView {
    /// As the server calls it.
    pub name: String,
    pub kind: RenditionKindView,
    pub media_type: Option<String>,
    pub dimensions: Option<DimensionsView>,
    /// The pixels that it fits into, where that alone is known.
    pub within: Option<DimensionsView>,
    /// Bytes.
    pub size: Option<u64>,
}

/// What was written outside the cache folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ExportedView {
    /// As the server calls it.
    pub rendition: String,
    pub file: String,
}

/// A page of a search, or of a listing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FoundView {
    pub rows: Vec<RowView>,
    /// Goes into the next Search or List; `None` on the last page.
    pub next: Option<String>,
    /// How many results were looked through and left out here, because the server can't compare
    /// what was asked for.
    #[serde(default)]
    pub left_out: u64,
    /// How many of this page are left out because they have expired.
    pub hidden: u64,
}

/// A bulk action.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct BulkView {
    /// Assets; for an order about transfers, transfers.
    pub done: u64,
    /// Folders that were made for it.
    pub folders: u64,
    /// Assets that were left as they are, as was asked for.
    pub skipped: u64,
    pub problems: Vec<ProblemView>,
}

/// A file that was moved aside before it would have been overwritten or removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RecoveredView {
    pub id: i64,
    /// Where it was in the DAM.
    pub path: String,
    /// Its name in the Recovered folder.
    pub stored: String,
    /// Where it is on this computer.
    pub file: String,
    /// Bytes.
    pub size: u64,
    /// RFC 3339.
    pub when: String,
    /// Why it was moved, as a word.
    pub why: String,
}
