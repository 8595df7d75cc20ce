//! What is shown of one asset or folder.

use damson_core::{
    Action, ByteCount, DamPath, Kind, Lock, Refusal, Status, Timestamp, usage::Restriction,
};
use damson_remote::Orientation;

use super::{TransferDirection, TransferId, TransferState};

/// A line of a listing.
#[derive(Debug, Clone)]
pub struct Row {
    pub path: DamPath,
    pub title: Option<String>,
    pub kind: Kind,
    /// `None` for folders.
    pub status: Option<Status>,
    /// When the server last reported the asset; `None` for one that is only on this computer.
    pub checked: Option<Timestamp>,
    pub lock: Lock,
    /// Since when it is known to be checked out.
    pub lock_since: Option<Timestamp>,
    /// Of the file on this computer, else of the server's.
    pub size: Option<ByteCount>,
    /// As the server last reported.
    pub remote_size: Option<ByteCount>,
    pub modified: Option<Timestamp>,
    pub modified_by: Option<String>,
    pub media_type: Option<String>,
    pub dimensions: Option<(u32, u32)>,
    pub read_only: bool,
    pub pinned: bool,
    /// This person waits until nobody else has it checked out.
    pub awaited: bool,
    pub processing: bool,
    /// What restricts its use, the gravest first; `None` while that is not known.
    pub restrictions: Option<Vec<Restriction>>,
    /// The server has probably written metadata into the file, and that is what changed there.
    pub written_back: bool,
    /// Where it is, or would be, on this computer.
    pub file: Option<std::path::PathBuf>,
    pub transfer: Option<(TransferId, TransferDirection, TransferState, ByteCount)>,
    /// A code for the front ends' words, and a detail ("name", "path-too-long", "unreadable" …).
    pub problem: Option<(String, String)>,
    /// Folders: how many assets of each status are known below it.
    pub below: Vec<(Status, u64)>,
    /// Every action with why it is refused, if it is.
    pub actions: Vec<(Action, Option<Refusal>)>,
    /// Of those that are refused, what may be asked for now and is carried out once the server can
    /// be reached.
    pub later: Vec<Action>,
}

/// Assets that who asks for an action is asked about first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Restricted {
    pub count: u64,
    /// The first of them, each with what restricts its use.
    pub assets: Vec<(DamPath, Vec<Restriction>)>,
}

#[derive(Debug, Clone)]
pub struct RowQuery {
    pub scope: RowScope,
    pub filter: RowFilter,
    pub order: RowOrder,
    pub descending: bool,
    pub offset: u64,
    /// At most 1,000.
    pub limit: u64,
}

/// Which rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowScope {
    /// Direct children, as of the last look at the folder.
    Folder(DamPath),
    /// Everything known below.
    Below(DamPath),
    One(DamPath),
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowFilter {
    /// Any of these; empty for all.
    pub statuses: Vec<Status>,
    /// Only what this person has checked out.
    pub mine: bool,
    pub pinned: bool,
    pub problems: bool,
    /// Words that are all in the name or the title, without case; one with `*` or `?` is the pattern of
    /// a whole one.
    pub name: String,
    /// Leave out what is only on the server.
    pub here: bool,
    /// Folders alone.
    pub folders: bool,
    /// No folders.
    pub assets: bool,
    /// Only what others have checked out; with `mine`, what anybody has.
    pub theirs: bool,
    /// Pictures of that shape, as far as their dimensions are known.
    pub orientation: Option<Orientation>,
    /// So many bytes or more, and fewer.
    pub size_from: Option<ByteCount>,
    pub size_below: Option<ByteCount>,
    /// Checked out by anybody (`true`), or by nobody.
    pub locked: Option<bool>,
    /// Any of these media types; `image/*` stands for all of a family. Folders have none.
    pub types: Vec<String>,
    /// What was modified then or later, and before.
    pub modified_from: Option<Timestamp>,
    pub modified_before: Option<Timestamp>,
    /// Leave out what has expired at that moment and is neither here nor checked out by this person.
    pub unexpired_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowOrder {
    /// Folders first, then by name without case.
    #[default]
    Name,
    Status,
    Size,
    Modified,
    Type,
    /// Checked out by this person, then by others by their names, then by nobody.
    Lock,
    Path,
}

#[derive(Debug, Clone)]
pub struct RowPage {
    pub rows: Vec<Row>,
    /// How many the query has in all.
    pub total: u64,
    pub offset: u64,
    /// How many the query would have besides, if what has expired was not hidden.
    pub hidden: u64,
    pub generation: u64,
}
