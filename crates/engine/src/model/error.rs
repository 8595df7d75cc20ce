//! What can go wrong in the engine.

use std::path::PathBuf;

use damson_core::{DamPath, Refusal, Status};
use damson_remote::{CertificateTrouble, ErrorKind};
use thiserror::Error;

use super::{JournalError, LocalError};

/// A command that was refused or failed. Front ends find words by the variant.
#[derive(Debug, Error)]
pub enum EngineError {
    /// The rule book does not allow it.
    #[error("{action:?} is refused for {path}: {refusal:?}")]
    Refused {
        action: damson_core::Action,
        path: DamPath,
        refusal: Refusal,
    },
    /// Both sides changed meanwhile; nothing was sent or overwritten.
    #[error("{path} changed on both sides")]
    Conflict {
        path: DamPath,
        status: Option<Status>,
    },
    /// The asset is not what the plan was made from; nothing was done.
    #[error("{path} is no longer what it was when this was decided")]
    Stale { path: DamPath },
    #[error(transparent)]
    Remote(#[from] damson_remote::Error),
    #[error(transparent)]
    Local(#[from] LocalError),
    #[error("the journal failed")]
    Journal(#[from] JournalError),
    /// Another process has the cache folder.
    #[error("the cache folder {0} is in use by another Damson")]
    InUse(PathBuf),
    /// The file system of this folder has no locks, without which two processes could write it.
    #[error("the file system of {folder} has no locks")]
    NoLocks {
        folder: PathBuf,
        source: std::io::Error,
    },
    /// The cache folder can't move into this folder: it has something in it.
    #[error("the folder {0} is not empty")]
    FolderNotEmpty(PathBuf),
    /// The cache folder can't move into this folder: it is in the cache folder, around it, or where
    /// Damson keeps what is its own.
    #[error("the folder {0} is in the cache folder or around it")]
    FolderInside(PathBuf),
    /// A package can't go into the cache folder, where it would be taken for new assets.
    #[error("the folder {0} is in the cache folder")]
    PackageInside(PathBuf),
    /// A brake stopped all changes until a person releases it.
    #[error("halted: {0:?}")]
    Halted(damson_core::brake::Brake),
    /// The check-in would leave edits that were not uploaded; say it again with `release`.
    #[error("{path} has edits that were not uploaded")]
    EditsNotUploaded { path: DamPath },
    /// A document links to more than is brought without a question.
    #[error("{path} links to {assets} assets that are not here ({bytes} bytes)")]
    ManyLinks {
        path: DamPath,
        assets: u64,
        /// Of those whose size the server reports.
        bytes: u64,
    },
    /// The server has not all that a document links to, so that nothing was uploaded.
    #[error("{path} links to {missing} files that the server has not, {here} of them here")]
    LinksMissing {
        path: DamPath,
        missing: u64,
        /// Those of them that are on this computer.
        here: u64,
    },
    /// A linked asset is on its way for longer than anybody waits for it: its transfer was paused,
    /// or the server does not answer.
    #[error("{path} is still on its way")]
    StillComing { path: DamPath },
    /// A folder holds assets that are checked out; by whom.
    #[error("{path} holds assets that are checked out")]
    LockedInside {
        path: DamPath,
        holders: Vec<(DamPath, String)>,
    },
    /// There is no transfer, no recovered file or no waiting action with this number.
    #[error("there is nothing with the number {0}")]
    NoSuch(i64),
    /// The transfer has ended, so that it can't be paused or cancelled.
    #[error("transfer {0} is over")]
    IsOver(i64),
    #[error("cancelled")]
    Cancelled,
    /// The command lacks an option that its action needs; which one.
    #[error("the command lacks {0}")]
    Missing(&'static str),
}

impl EngineError {
    /// A code for logs, transfers and the front ends' catalogues. A code never changes its meaning;
    /// several errors may share one (`changed`, `disk-full`, `cancelled`).
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused { .. } => "refused",
            Self::Conflict { .. } => "conflict",
            Self::Stale { .. } => "changed",
            Self::Remote(error) => remote_code(&error.kind),
            Self::Local(error) => local_code(error),
            Self::Journal(JournalError::DiskFull(_)) => "disk-full",
            Self::Journal(_) => "journal",
            Self::InUse(_) => "cache-folder-in-use",
            Self::NoLocks { .. } => "no-locks",
            Self::FolderNotEmpty(_) => "folder-not-empty",
            Self::FolderInside(_) => "folder-inside",
            Self::PackageInside(_) => "package-inside",
            Self::Halted(_) => "halted",
            Self::EditsNotUploaded { .. } => "edits-not-uploaded",
            Self::ManyLinks { .. } => "many-links",
            Self::LinksMissing { .. } => "links-missing",
            Self::StillComing { .. } => "still-coming",
            Self::LockedInside { .. } => "locked-inside",
            Self::NoSuch(_) => "no-such",
            Self::IsOver(_) => "is-over",
            Self::Cancelled => "cancelled",
            Self::Missing(_) => "incomplete",
        }
    }

    /// Whether the error says that the server can't be reached, and nothing of the asset.
    pub(crate) fn is_unreachable(&self) -> bool {
        match self {
            Self::Refused { refusal, .. } => *refusal == Refusal::Offline,
            Self::Remote(error) => matches!(
                error.kind,
                ErrorKind::UnknownHost
                    | ErrorKind::Offline
                    | ErrorKind::Timeout
                    | ErrorKind::Proxy
                    | ErrorKind::Unavailable
                    | ErrorKind::Throttled
            ),
            Self::Conflict { .. }
            | Self::Stale { .. }
            | Self::Local(_)
            | Self::Journal(_)
            | Self::InUse(_)
            | Self::NoLocks { .. }
            | Self::FolderNotEmpty(_)
            | Self::FolderInside(_)
            | Self::PackageInside(_)
            | Self::Halted(_)
            | Self::EditsNotUploaded { .. }
            | Self::ManyLinks { .. }
            | Self::LinksMissing { .. }
            | Self::StillComing { .. }
            | Self::LockedInside { .. }
            | Self::NoSuch(_)
            | Self::IsOver(_)
            | Self::Cancelled
            | Self::Missing(_) => false,
        }
    }
}

fn remote_code(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::UnknownHost => "unknown-host",
        ErrorKind::Offline => "offline",
        ErrorKind::Timeout => "timeout",
        ErrorKind::Tls => "tls",
        ErrorKind::ClientCertificate(trouble) => certificate_code(*trouble),
        ErrorKind::Proxy => "proxy",
        ErrorKind::NotADam => "not-a-dam",
        ErrorKind::LoginNeeded => "login-needed",
        ErrorKind::WrongCredentials => "wrong-credentials",
        ErrorKind::Forbidden => "forbidden",
        ErrorKind::NotFound => "not-found",
        ErrorKind::Exists => "exists",
        ErrorKind::Locked { .. } => "locked",
        ErrorKind::Changed => "changed",
        ErrorKind::NameRefused => "name-refused",
        ErrorKind::TooLarge => "too-large",
        ErrorKind::ServerFull => "server-full",
        ErrorKind::Throttled => "throttled",
        ErrorKind::Unavailable => "unavailable",
        ErrorKind::Unsupported => "unsupported",
        ErrorKind::NoFile => "no-file",
        ErrorKind::Corrupt => "corrupt",
        ErrorKind::Garbled => "garbled",
        ErrorKind::LocalFile => "local-file",
        ErrorKind::Cancelled => "cancelled",
    }
}

fn certificate_code(trouble: CertificateTrouble) -> &'static str {
    match trouble {
        CertificateTrouble::Missing => "client-certificate-missing",
        CertificateTrouble::Unreadable => "client-certificate-unreadable",
        CertificateTrouble::NoKey => "client-certificate-no-key",
        CertificateTrouble::OtherKey => "client-certificate-other-key",
        CertificateTrouble::PassphraseNeeded => "client-passphrase-needed",
        CertificateTrouble::PassphraseWrong => "client-passphrase-wrong",
        CertificateTrouble::Expired => "client-certificate-expired",
        CertificateTrouble::Wanted => "client-certificate-wanted",
        CertificateTrouble::Refused => "client-certificate-refused",
    }
}

fn local_code(error: &LocalError) -> &'static str {
    match error {
        LocalError::InUse { .. } => "file-in-use",
        LocalError::Denied { .. } => "file-denied",
        LocalError::DiskFull { .. } => "disk-full",
        LocalError::Changed { .. } => "file-changed",
        LocalError::Exists { .. } => "file-exists",
        LocalError::Missing { .. } => "file-missing",
        LocalError::Outside { .. } => "outside",
        LocalError::Name { .. } => "name",
        LocalError::NoCacheFolder { .. } => "no-cache-folder",
        LocalError::NotAFile { .. } => "not-a-file",
        LocalError::StillWritten { .. } => "still-written",
        LocalError::Io { .. } => "disk",
    }
}

/// One asset's trouble, as data: it never stops the others.
#[derive(Debug)]
pub struct Problem {
    pub path: DamPath,
    /// The file on disk it is about, where that says more.
    pub file: Option<PathBuf>,
    pub error: std::sync::Arc<EngineError>,
}

impl Clone for Problem {
    fn clone(&self) -> Self {
        Self {
            path: self.path.clone(),
            file: self.file.clone(),
            error: self.error.clone(),
        }
    }
}
