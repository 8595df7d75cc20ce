//! Rows: what is shown of one asset or folder.

use std::{collections::BTreeMap, path::Path};

use damson_core::{DamPath, Timestamp};
use serde::{Deserialize, Serialize};

use super::{
    Action, ConflictView, KindView, RefusalView, RestrictionView, StatusView,
    TransferDirectionView, TransferStateView,
};

/// The shape of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum OrientationView {
    Landscape,
    Portrait,
    Square,
}

/// A line of a listing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RowView {
    /// In the DAM, with a leading slash: `/shoot/hero.psd`.
    pub path: String,
    /// The last name of the path; empty for the root.
    pub name: String,
    /// Where it differs from the name.
    pub title: Option<String>,
    pub kind: KindView,
    /// `None` for folders.
    pub status: Option<StatusView>,
    /// Only with the status `editing-conflict`.
    pub conflict: Option<ConflictView>,
    /// When the server last told of it (RFC 3339); `None` when never.
    pub checked: Option<String>,
    pub lock: LockView,
    /// Since when it is known to be checked out, RFC 3339.
    pub locked_since: Option<String>,
    /// Bytes.
    pub size: Option<u64>,
    /// RFC 3339.
    pub modified: Option<String>,
    pub modified_by: Option<String>,
    pub media_type: Option<String>,
    pub dimensions: Option<DimensionsView>,
    /// This person may only read it.
    pub read_only: bool,
    pub pinned: bool,
    /// This person waits until nobody else has it checked out.
    pub awaited: bool,
    /// The server still works on it.
    pub processing: bool,
    /// What restricts its use now, the gravest first; `None` while that is not known.
    pub restrictions: Option<Vec<RestrictionView>>,
    /// The server has probably written metadata into the file, and that is what changed there.
    pub written_back: bool,
    /// Where it is, or would be, on this computer.
    pub file: Option<String>,
    pub transfer: Option<RowTransferView>,
    pub problem: Option<RowProblemView>,
    /// Folders: how many assets of each status are known below it.
    pub below: BTreeMap<StatusView, u64>,
    /// Every action, in the order of the rule book.
    pub actions: Vec<OfferView>,
}

/// Who has it checked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum LockView {
    Free,
    Mine,
    Theirs { who: String },
}

/// Pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DimensionsView {
    pub width: u32,
    pub height: u32,
}

/// The transfer of a row, in short; the snapshot has the rest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RowTransferView {
    pub id: i64,
    pub direction: TransferDirectionView,
    pub state: TransferStateView,
    /// Bytes.
    pub done: u64,
}

/// What this computer can't do with an asset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RowProblemView {
    /// `name`, `path-too-long`, `unreadable` …; further ones may come.
    pub code: String,
    pub detail: String,
}

/// An action and whether it may be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct OfferView {
    pub action: Action,
    /// `None`: it may be done.
    pub refusal: Option<RefusalView>,
    /// It is refused because the server can't be reached, and may be asked for with `later`.
    pub later: bool,
}

/// A page of rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RowPageView {
    pub rows: Vec<RowView>,
    /// How many the query has in all.
    pub total: u64,
    pub offset: u64,
    /// How many the query would have besides, if what has expired was not hidden.
    pub hidden: u64,
    /// The session's generation that the page shows.
    pub generation: u64,
}

impl RowView {
    /// Why `action` is refused; `None` when it may be done.
    pub fn refusal(&self, action: Action) -> Option<&RefusalView> {
        let offer = self.actions.iter().find(|offer| offer.action == action)?;
        offer.refusal.as_ref()
    }
}

/// A path of the DAM as views spell it: with a leading slash, `/` for the root.
pub fn path_text(path: &DamPath) -> String {
    path.to_string()
}

/// A file of this computer as views spell it; what is no Unicode is replaced.
pub fn file_text(file: &Path) -> String {
    file.to_string_lossy().into_owned()
}

/// A time in UTC as RFC 3339; empty outside the years that it can write.
pub fn time_text(time: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(time.0)
        .map_or_else(|_| String::new(), |time| time.to_string())
}
