//! The commands that the engine carries out, and what comes of them.

use std::path::PathBuf;

use damson_core::{Action, ByteCount, DamPath, Status, Timestamp};
use damson_remote::{Search, Version, VersionId};

use super::{CacheUse, Links, OrderId, Packaged, Problem, RecoveredFile, Row, TransferId, User};

/// An order. [`crate::Engine::perform`] answers when it is done, refused or failed.
#[derive(Debug, Clone)]
pub enum Command {
    /// An action of the rule book on one asset or folder.
    Act {
        action: Action,
        path: DamPath,
        options: ActOptions,
    },
    /// Reads a folder afresh from server and disk (not what is below its subfolders).
    Refresh {
        folder: DamPath,
    },
    /// Uploads files and folders from anywhere on the disk into a folder of the DAM.
    UploadHere {
        into: DamPath,
        sources: Vec<PathBuf>,
        if_exists: IfExists,
        /// Kept with a further version of what exists.
        comment: Option<String>,
    },
    /// What `UploadHere` would do, without doing it.
    PlanUpload {
        into: DamPath,
        sources: Vec<PathBuf>,
    },
    /// Forgets an action that waits for the server, or that failed when it was back.
    CancelQueued(i64),
    /// Shows in the snapshot when an asset that somebody else has checked out is free; or no
    /// longer.
    Await {
        path: DamPath,
        wanted: bool,
    },
    /// How full the cache folder is.
    CacheUse,
    /// Which assets a document links to; it is downloaded if it isn't here.
    Links {
        path: DamPath,
    },
    /// Which documents that were read here link to an asset.
    UsedBy {
        path: DamPath,
    },
    /// Uploads what a document links to and the server has not, as far as it is on this computer.
    UploadLinks {
        path: DamPath,
    },
    /// Copies a document and what it links to into a folder of their own, inside this one.
    Package {
        path: DamPath,
        into: PathBuf,
    },
    /// How much a download of everything below a folder would bring.
    Measure {
        folder: DamPath,
    },
    /// Pages of a search in the server, as rows; the text to go on with, if any.
    Search {
        search: Search,
        page: Option<String>,
    },
    PauseTransfer(TransferId),
    ResumeTransfer(TransferId),
    CancelTransfer(TransferId),
    /// Lets a transfer go before all others.
    PutTransferFirst(TransferId),
    Order(OrderId, OrderWish),
    PauseAll,
    ResumeAll,
    /// Cancels everything that is not finished, and begins nothing more of the orders.
    CancelAll,
    ClearFinishedTransfers,
    ListRecovered,
    /// Puts a recovered file back beside where it was, under a free name.
    RestoreRecovered {
        id: i64,
    },
    RemoveRecovered {
        id: i64,
    },
    /// Halted by a brake: the person looked and says go on.
    ReleaseBrake,
    /// Uses the bandwidth limits, protection and periods of these settings from here on.
    Configure(damson_core::policy::Policy),
    /// Takes up work at once: the network came back, or the computer woke.
    Wake,
}

impl Command {
    /// Whether nothing that is shown changes by it: who asks because something changed would ask
    /// for ever.
    pub(crate) fn only_asks(&self) -> bool {
        match self {
            Self::Act { action, .. } => *action == Action::History,
            Self::PlanUpload { .. } | Self::CacheUse | Self::ListRecovered => true,
            Self::Refresh { .. }
            | Self::UploadHere { .. }
            | Self::CancelQueued(_)
            | Self::Await { .. }
            | Self::Measure { .. }
            | Self::Links { .. }
            | Self::UsedBy { .. }
            | Self::UploadLinks { .. }
            | Self::Package { .. }
            | Self::Search { .. }
            | Self::PauseTransfer(_)
            | Self::ResumeTransfer(_)
            | Self::CancelTransfer(_)
            | Self::PutTransferFirst(_)
            | Self::Order(..)
            | Self::PauseAll
            | Self::ResumeAll
            | Self::CancelAll
            | Self::ClearFinishedTransfers
            | Self::RestoreRecovered { .. }
            | Self::RemoveRecovered { .. }
            | Self::ReleaseBrake
            | Self::Configure(_)
            | Self::Wake => false,
        }
    }
}

/// What a person wishes of an order and all its transfers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderWish {
    Pause,
    /// Goes on with what stands and tries again what failed.
    Resume,
    Cancel,
    /// Before everything else.
    First,
}

/// What an action needs beyond its path.
#[derive(Debug, Clone, Default)]
pub struct ActOptions {
    /// Upload changes, Upload here: kept with the version.
    pub comment: Option<String>,
    /// Discard changes: check in as well. Check-in: do it although edits are not uploaded.
    pub release: bool,
    /// Upload changes: keep it checked out.
    pub keep_checked_out: bool,
    /// Rename, Move, Duplicate, New folder: the new path.
    pub to: Option<DamPath>,
    /// New folder: what it is called in words; without it, its name.
    pub title: Option<String>,
    /// Restore: which version.
    pub version: Option<VersionId>,
    /// Delete: go on although the folder holds checked-out assets of this person.
    pub anyway: bool,
    /// While the server can't be reached: keep it, and carry it out when it is back.
    pub later: bool,
    /// Edit, Open: what is fetched of linked assets.
    pub links: GetLinks,
    /// Upload changes: what is done about linked files that the server has not.
    pub missing: MissingLinks,
}

/// What is done about files that the server has not, before the document is uploaded that links to
/// them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MissingLinks {
    /// Nobody looks for them.
    #[default]
    Unseen,
    /// The document is uploaded, and the outcome names them.
    Told,
    /// Nothing is uploaded: [`EngineError::LinksMissing`].
    ///
    /// [`EngineError::LinksMissing`]: crate::EngineError::LinksMissing
    Asked,
    /// Those that are on this computer are uploaded first; the outcome names the others.
    Sent,
}

/// Which of the assets that a document links to are fetched before it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GetLinks {
    /// All of them, if the setting says so.
    #[default]
    AsSet,
    /// As well, but [`EngineError::ManyLinks`] when they are more than that.
    ///
    /// [`EngineError::ManyLinks`]: crate::EngineError::ManyLinks
    UpTo {
        assets: u64,
        bytes: ByteCount,
    },
    None,
}

/// What to do with a file whose name is taken on the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IfExists {
    #[default]
    Skip,
    NewVersion,
    KeepBoth,
}

/// What came of a command.
#[derive(Debug, Clone)]
pub enum Outcome {
    Done,
    /// It waits until the server can be reached, under this id.
    Queued(i64),
    /// The status after the action.
    Status(Option<Status>),
    /// It was opened, after some of what it links to was brought; and what could not be.
    Opened {
        status: Option<Status>,
        brought: u64,
        problems: Vec<Problem>,
    },
    /// Its changes were uploaded; what was uploaded of its linked files, and what the server lacks.
    Sent {
        status: Option<Status>,
        uploaded: u64,
        problems: Vec<Problem>,
    },
    /// The states of an asset, each with the comment that it came with.
    Versions {
        current: Came,
        /// Latest first.
        earlier: Vec<Version>,
    },
    Uploads(UploadPlan),
    Measured {
        assets: u64,
        /// Of those whose size the server reports.
        bytes: ByteCount,
        /// How many assets have no known size.
        unsized_assets: u64,
    },
    Found {
        rows: Vec<Row>,
        next: Option<String>,
        /// How many results of the server were left out here, because it can't compare what was
        /// asked for.
        left_out: u64,
        /// How many hits are left out because they have expired.
        hidden: u64,
    },
    Links(Links),
    Packaged(Packaged),
    UsedBy(Vec<User>),
    Recovered(Vec<RecoveredFile>),
    CacheUse(CacheUse),
    /// A bulk action: how many assets it was done with, and each that it could not be done with.
    Bulk {
        done: u64,
        /// Folders that were made for it.
        folders: u64,
        /// Assets that were left as they are, as the person wanted.
        skipped: u64,
        problems: Vec<Problem>,
    },
}

/// How a state of an asset came to be, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Came {
    pub at: Option<Timestamp>,
    pub by: Option<String>,
    pub comment: Option<String>,
}

/// What an upload from disk would do.
#[derive(Debug, Clone, Default)]
pub struct UploadPlan {
    pub items: Vec<UploadItem>,
    /// Left out, with why.
    pub skipped: Vec<Problem>,
    /// What systems and applications leave in folders, and nobody means to send.
    pub ignored: Vec<PathBuf>,
}

#[derive(Debug, Clone)]
pub struct UploadItem {
    pub source: PathBuf,
    pub to: DamPath,
    pub is_folder: bool,
    pub size: ByteCount,
    /// The server's name rules changed the name.
    pub renamed: bool,
    /// Another of these files has the name that it would have, so that it has a free one.
    pub collides: bool,
    pub exists: bool,
}
