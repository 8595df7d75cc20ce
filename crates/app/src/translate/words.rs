//! The core's, the engine's and the server's words beside the words that cross.

use damson_core::{Conflict, HashKind, Kind, Lock, Refusal, Status};
use damson_engine::{IfExists, OrderWish, Orientation, RowOrder, TransferDirection, TransferState};
use damson_remote::{
    AssetKind, Capability, CollectionKind, RenditionKind, ThumbnailSize, WriteGuard,
};

use crate::crossing::view::{
    CapabilityView, CollectionKindView, ConflictView, IfExistsView, KindView, LockView,
    OrderWishView, OrientationView, RefusalCode, RefusalView, RenditionKindView, RowOrderView,
    StatusView, ThumbnailSizeView, TransferDirectionView, TransferStateView,
};

/// Conversions both ways between two enums of the same variants.
macro_rules! twin {
    ($view:ident of $other:ident { $($variant:ident),* $(,)? }) => {
        impl From<$other> for $view {
            fn from(other: $other) -> Self {
                match other { $($other::$variant => Self::$variant),* }
            }
        }

        impl From<$view> for $other {
            fn from(view: $view) -> Self {
                match view { $($view::$variant => Self::$variant),* }
            }
        }
    };
}

twin!(KindView of Kind { Root, Folder, Asset, NoFile, NoName });

twin!(ConflictView of Conflict { BothChanged, DeletedOnServer, Unrelated });

twin!(IfExistsView of IfExists { Skip, NewVersion, KeepBoth });

twin!(RowOrderView of RowOrder { Name, Status, Size, Modified, Type, Lock, Path });

twin!(TransferDirectionView of TransferDirection { Download, Upload });

twin!(ThumbnailSizeView of ThumbnailSize { Icon, Card, Preview, Large });

twin!(CollectionKindView of CollectionKind { Static, Smart });
twin!(RenditionKindView of RenditionKind { Original, Web, Fpo, Thumbnail, Other });

twin!(OrientationView of Orientation { Landscape, Portrait, Square });

twin!(OrderWishView of OrderWish { Pause, Resume, Cancel, First });

impl StatusView {
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

impl From<AssetKind> for KindView {
    fn from(kind: AssetKind) -> Self {
        match kind {
            AssetKind::Folder => Self::Folder,
            AssetKind::Asset => Self::Asset,
            AssetKind::NoFile => Self::NoFile,
        }
    }
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

impl From<&Lock> for LockView {
    fn from(lock: &Lock) -> Self {
        match lock {
            Lock::Free => Self::Free,
            Lock::Mine => Self::Mine,
            Lock::Theirs(who) => Self::Theirs { who: who.clone() },
        }
    }
}

impl From<&Capability> for CapabilityView {
    fn from(capability: &Capability) -> Self {
        Self {
            product: capability.product.clone(),
            locks: capability.locks,
            locks_expire: capability.locks_expire,
            forced_release: capability.forced_release,
            locks_enforced: capability.locks_enforced,
            compares_writes: match capability.write_guard {
                WriteGuard::Server => Some(true),
                WriteGuard::Look => Some(false),
                WriteGuard::Unknown => None,
            },
            ranges: capability.ranges,
            resumable_upload: capability.resumable_upload,
            versions: capability.versions,
            version_comments: capability.version_comments,
            search: capability.search,
            thumbnails: capability.thumbnails,
            renditions: capability.renditions,
            copy: capability.copy,
            metadata: capability.metadata,
            tags: capability.tags,
            collections: capability.collections,
            change_feed: capability.change_feed,
            feed_sees_deletions: capability.feed_sees_deletions,
            hash: capability.hash.map(|kind| HashKind::name(kind).to_owned()),
            concurrency: capability.concurrency.get(),
            max_size: capability.max_size.map(|size| size.0),
            empty_files: capability.empty_files,
        }
    }
}
