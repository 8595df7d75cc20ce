//! Closed sets of words, in kebab case.

use serde::{Deserialize, Serialize};

/// An enum that serde writes in kebab case, and the list of its words.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($variant:ident),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($variant),* }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),*];
        }
    };
}

/// The rule book's own.
pub use damson_core::{Action, Changes};

words! {
    /// What a rendition is made for; `fpo` is for placement only.
    RenditionKindView { Original, Web, Fpo, Thumbnail, Other }
}

words! {
    /// Whether somebody chose the members of a collection, or a search finds them.
    CollectionKindView { Static, Smart }
}

words! {
    /// What a row is.
    KindView { Root, Folder, Asset, NoFile, NoName }
}

words! {
    /// What made a conflict.
    ConflictView { BothChanged, DeletedOnServer, Unrelated }
}

words! {
    /// What an upload does where a name is taken.
    IfExistsView { Skip, NewVersion, KeepBoth }
}

words! {
    /// By what rows are ordered.
    RowOrderView { Name, Status, Size, Modified, Type, Lock, Path }
}

words! {
    TransferDirectionView { Download, Upload }
}

words! {
    /// The edge in pixels: 48, 319, 1280, or as many as there are.
    ThumbnailSizeView { Icon, Card, Preview, Large }
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

/// The word that serde writes for a value that is written as a string.
pub(crate) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        Ok(_) | Err(_) => String::new(),
    }
}
