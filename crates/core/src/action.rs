//! What a person may do with a row, and why not.

use crate::{facts::Facts, refusal::Refusal, row_rules::Row};

/// Everything that can be asked of an asset or a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub enum Action {
    Open,
    Edit,
    CheckOut,
    CheckIn,
    UploadChanges,
    DiscardChanges,
    Download,
    Update,
    RemoveLocalCopy,
    KeepMine,
    KeepTheirs,
    KeepBoth,
    Compare,
    Reveal,
    OpenInWeb,
    ReleaseLock,
    UploadHere,
    Rename,
    Move,
    Duplicate,
    NewFolder,
    Delete,
    Pin,
    Unpin,
    History,
    Restore,
}

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Root,
    Folder,
    Asset,
    /// An asset without a file.
    NoFile,
    /// Something whose name on the server can't be a path: it is shown, and nothing can be done
    /// with it.
    NoName,
}

/// Everything about a row that decides what may be done with it.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    pub facts: &'a Facts,
    pub kind: Kind,
    /// The server said that this person may only read.
    pub read_only: bool,
    /// It or a folder above it is pinned.
    pub pinned: bool,
    /// It is pinned itself: only that can be unpinned, or not be pinned once more.
    pub pinned_itself: bool,
    pub busy: bool,
    /// This computer can't hold it.
    pub name_problem: bool,
}

/// What the connection offers, as far as actions depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    pub online: bool,
    pub locks: bool,
    pub forced_release: bool,
    pub versions: bool,
    pub copy: bool,
}

impl Action {
    pub const ALL: [Self; 26] = [
        Self::Open,
        Self::Edit,
        Self::CheckOut,
        Self::CheckIn,
        Self::UploadChanges,
        Self::DiscardChanges,
        Self::Download,
        Self::Update,
        Self::RemoveLocalCopy,
        Self::KeepMine,
        Self::KeepTheirs,
        Self::KeepBoth,
        Self::Compare,
        Self::Reveal,
        Self::OpenInWeb,
        Self::ReleaseLock,
        Self::UploadHere,
        Self::Rename,
        Self::Move,
        Self::Duplicate,
        Self::NewFolder,
        Self::Delete,
        Self::Pin,
        Self::Unpin,
        Self::History,
        Self::Restore,
    ];
}

/// Whether `action` may be done with `subject`, or the first reason why not.
pub fn allowed(action: Action, subject: &Subject<'_>, offer: &Offer) -> Result<(), Refusal> {
    Row::new(subject, offer).answer(action)
}

/// Whether an action that needs the server may be asked for while it can't be reached, to be
/// carried out when it is back.
pub fn allowed_later(action: Action, subject: &Subject<'_>, offer: &Offer) -> bool {
    let row = Row::new(subject, offer);
    row.waits(action, &row.answer(action))
}

/// What a row says of one action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    pub action: Action,
    /// Why it can't be done; `None` where it can.
    pub refusal: Option<Refusal>,
    /// It can be asked for now, to be done when the server is back.
    pub later: bool,
}

/// What a row offers: [`allowed`] and [`allowed_later`] for every action, in the order of
/// [`Action::ALL`].
pub fn offers(subject: &Subject<'_>, offer: &Offer) -> Vec<Offered> {
    let row = Row::new(subject, offer);
    let offered = |action| {
        let answer = row.answer(action);
        Offered {
            action,
            later: row.waits(action, &answer),
            refusal: answer.err(),
        }
    };
    Action::ALL.into_iter().map(offered).collect()
}
