//! Closed sets of words: the twins of the core's and the engine's enums, in kebab case.

use damson_core::{Action, Conflict, Kind, Refusal, Status};
use damson_engine::{IfExists, RowOrder, TransferDirection, TransferState};
use damson_remote::{AssetKind, ThumbnailSize};
use serde::{Deserialize, Serialize};

/// An enum of the same variants as another one, which serde writes in kebab case.
macro_rules! twin {
    ($(#[$meta:meta])* $name:ident of $other:ty { $($variant:ident),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($variant),* }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),*];
        }

        impl From<$other> for $name {
            fn from(other: $other) -> Self {
                match other { $(<$other>::$variant => Self::$variant),* }
            }
        }

        impl From<$name> for $other {
            fn from(twin: $name) -> Self {
                match twin { $($name::$variant => Self::$variant),* }
            }
        }
    };
}

twin! {
    /// An action of the rule book.
    ActionView of Action {
        Open, Edit, CheckOut, CheckIn, UploadChanges, DiscardChanges, Download, Update,
        RemoveLocalCopy, KeepMine, KeepTheirs, KeepBoth, Compare, Reveal, OpenInWeb, ReleaseLock,
        UploadHere, Rename, Move, Duplicate, NewFolder, Delete, Pin, Unpin, History, Restore,
    }
}

twin! {
    /// What a row is.
    KindView of Kind { Root, Folder, Asset, NoFile, NoName }
}

twin! {
    /// What made a conflict.
    ConflictView of Conflict { BothChanged, DeletedOnServer, Unrelated }
}

twin! {
    /// What an upload does where a name is taken.
    IfExistsView of IfExists { Skip, NewVersion, KeepBoth }
}

twin! {
    /// By what rows are ordered.
    RowOrderView of RowOrder { Name, Status, Size, Modified, Type, Lock, Path }
}

twin! {
    TransferDirectionView of TransferDirection { Download, Upload }
}

twin! {
    /// The edge in pixels: 48, 319, 1280, or as many as there are.
    ThumbnailSizeView of ThumbnailSize { Icon, Card, Preview, Large }
}

/// The status of an asset; a conflict's flavour is a field beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum StatusView {
    CloudOnly,
    AvailableLocally,
    EditedLocally,
    ModifiedRemotely,
    EditingConflict,
    RemovedRemotely,
    NewLocally,
}

/// How far a transfer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum TransferStateView {
    Waiting,
    Running,
    Paused,
    Retrying,
    Failed,
    Finished,
    Cancelled,
}

/// Why an action is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum RefusalCode {
    Offline,
    NotOnThisServer,
    ForFoldersOnly,
    ForAssetsOnly,
    NoFile,
    NoRight,
    CheckedOutBy,
    AlreadyCheckedOut,
    NotCheckedOut,
    NotAdministrator,
    NotHere,
    AlreadyHere,
    UpToDate,
    NotEdited,
    HasEdits,
    InConflict,
    NotInConflict,
    OnlyHere,
    RemovedFromServer,
    Pinned,
    NotPinned,
    Busy,
    NameProblem,
    IsRoot,
}

/// A refusal with the person it is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RefusalView {
    pub code: RefusalCode,
    /// Who has it checked out.
    pub who: Option<String>,
}

impl StatusView {
    pub const ALL: &[Self] = &[
        Self::CloudOnly,
        Self::AvailableLocally,
        Self::EditedLocally,
        Self::ModifiedRemotely,
        Self::EditingConflict,
        Self::RemovedRemotely,
        Self::NewLocally,
    ];

    /// The statuses of the core that are shown as this one.
    pub fn statuses(self) -> Vec<Status> {
        match self {
            Self::CloudOnly => vec![Status::CloudOnly],
            Self::AvailableLocally => vec![Status::AvailableLocally],
            Self::EditedLocally => vec![Status::EditedLocally],
            Self::ModifiedRemotely => vec![Status::ModifiedRemotely],
            Self::EditingConflict => ConflictView::ALL
                .iter()
                .map(|conflict| Status::EditingConflict((*conflict).into()))
                .collect(),
            Self::RemovedRemotely => vec![Status::RemovedRemotely],
            Self::NewLocally => vec![Status::NewLocally],
        }
    }
}

impl From<Status> for StatusView {
    fn from(status: Status) -> Self {
        match status {
            Status::CloudOnly => Self::CloudOnly,
            Status::AvailableLocally => Self::AvailableLocally,
            Status::EditedLocally => Self::EditedLocally,
            Status::ModifiedRemotely => Self::ModifiedRemotely,
            Status::EditingConflict(_) => Self::EditingConflict,
            Status::RemovedRemotely => Self::RemovedRemotely,
            Status::NewLocally => Self::NewLocally,
        }
    }
}

impl ConflictView {
    /// The flavour, where the status is a conflict.
    pub fn of(status: Option<Status>) -> Option<Self> {
        match status {
            Some(Status::EditingConflict(conflict)) => Some(conflict.into()),
            Some(
                Status::CloudOnly
                | Status::AvailableLocally
                | Status::EditedLocally
                | Status::ModifiedRemotely
                | Status::RemovedRemotely
                | Status::NewLocally,
            )
            | None => None,
        }
    }
}

impl From<&TransferState> for TransferStateView {
    fn from(state: &TransferState) -> Self {
        match state {
            TransferState::Waiting => Self::Waiting,
            TransferState::Running => Self::Running,
            TransferState::Paused => Self::Paused,
            TransferState::Retrying { .. } => Self::Retrying,
            TransferState::Failed { .. } => Self::Failed,
            TransferState::Finished => Self::Finished,
            TransferState::Cancelled => Self::Cancelled,
        }
    }
}

impl TransferStateView {
    /// Waits or runs: neither over nor standing.
    pub fn is_under_way(self) -> bool {
        match self {
            Self::Waiting | Self::Running | Self::Retrying => true,
            Self::Paused | Self::Failed | Self::Finished | Self::Cancelled => false,
        }
    }
}

impl From<AssetKind> for KindView {
    fn from(kind: AssetKind) -> Self {
        match kind {
            AssetKind::Folder => Self::Folder,
            AssetKind::Asset => Self::Asset,
            AssetKind::NoFile => Self::NoFile,
        }
    }
}

impl RefusalCode {
    pub const ALL: &[Self] = &[
        Self::Offline,
        Self::NotOnThisServer,
        Self::ForFoldersOnly,
        Self::ForAssetsOnly,
        Self::NoFile,
        Self::NoRight,
        Self::CheckedOutBy,
        Self::AlreadyCheckedOut,
        Self::NotCheckedOut,
        Self::NotAdministrator,
        Self::NotHere,
        Self::AlreadyHere,
        Self::UpToDate,
        Self::NotEdited,
        Self::HasEdits,
        Self::InConflict,
        Self::NotInConflict,
        Self::OnlyHere,
        Self::RemovedFromServer,
        Self::Pinned,
        Self::NotPinned,
        Self::Busy,
        Self::NameProblem,
        Self::IsRoot,
    ];
}

impl From<&Refusal> for RefusalView {
    fn from(refusal: &Refusal) -> Self {
        let code = match refusal {
            Refusal::Offline => RefusalCode::Offline,
            Refusal::NotOnThisServer => RefusalCode::NotOnThisServer,
            Refusal::ForFoldersOnly => RefusalCode::ForFoldersOnly,
            Refusal::ForAssetsOnly => RefusalCode::ForAssetsOnly,
            Refusal::NoFile => RefusalCode::NoFile,
            Refusal::NoRight => RefusalCode::NoRight,
            Refusal::CheckedOutBy(who) => {
                return Self {
                    code: RefusalCode::CheckedOutBy,
                    who: Some(who.clone()),
                };
            }
            Refusal::AlreadyCheckedOut => RefusalCode::AlreadyCheckedOut,
            Refusal::NotCheckedOut => RefusalCode::NotCheckedOut,
            Refusal::NotAdministrator => RefusalCode::NotAdministrator,
            Refusal::NotHere => RefusalCode::NotHere,
            Refusal::AlreadyHere => RefusalCode::AlreadyHere,
            Refusal::UpToDate => RefusalCode::UpToDate,
            Refusal::NotEdited => RefusalCode::NotEdited,
            Refusal::HasEdits => RefusalCode::HasEdits,
            Refusal::InConflict => RefusalCode::InConflict,
            Refusal::NotInConflict => RefusalCode::NotInConflict,
            Refusal::OnlyHere => RefusalCode::OnlyHere,
            Refusal::RemovedFromServer => RefusalCode::RemovedFromServer,
            Refusal::Pinned => RefusalCode::Pinned,
            Refusal::NotPinned => RefusalCode::NotPinned,
            Refusal::Busy => RefusalCode::Busy,
            Refusal::NameProblem => RefusalCode::NameProblem,
            Refusal::IsRoot => RefusalCode::IsRoot,
        };
        Self { code, who: None }
    }
}

/// The word that serde writes for a value that is written as a string.
pub(crate) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(_) | Err(_) => String::new(),
    }
}
