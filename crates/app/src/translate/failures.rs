//! What failed in the engine, at the server or on this computer, as a code and what it is about.

use std::{io, path::Path};

use damson_aem::certificate::Unusable;
use damson_core::brake::Brake;
use damson_engine::{EngineError, error::JournalError, local::LocalError};
use damson_remote::{CertificateTrouble, ErrorKind};

use crate::{
    crossing::{
        error::{ErrorCode, HeldView, UserError},
        view::{RefusalView, file_text, path_text},
    },
    shell::ShellError,
    trust::{distrust, innermost},
};

impl From<&damson_remote::Error> for UserError {
    fn from(error: &damson_remote::Error) -> Self {
        let mut shown = Self::new(ErrorCode::from(&error.kind));
        shown.about = error.about.as_ref().map(path_text);
        shown.said.clone_from(&error.said);
        if let ErrorKind::Locked { holder } = &error.kind {
            shown.who.clone_from(holder);
        }
        let unusable = error.source.as_ref();
        if let Some(Unusable { file, .. }) = unusable.and_then(|cause| cause.downcast_ref()) {
            shown.file = Some(file_text(file));
        }
        if error.kind == ErrorKind::Tls {
            let distrust = distrust(error);
            shown.detail = distrust.as_ref().map(|why| why.word.to_owned());
            shown.said = shown
                .said
                .or_else(|| distrust.map(|why| why.said))
                .or_else(|| innermost(error));
        }
        shown
    }
}

impl From<damson_remote::Error> for UserError {
    fn from(error: damson_remote::Error) -> Self {
        Self::from(&error)
    }
}

impl From<&LocalError> for UserError {
    fn from(error: &LocalError) -> Self {
        let said = |code, file: &Path, source: &io::Error| {
            Self::new(code).file(file).said(source.to_string())
        };
        match error {
            LocalError::InUse { file, source } => said(ErrorCode::FileInUse, file, source),
            LocalError::Denied { file, source } => said(ErrorCode::FileDenied, file, source),
            LocalError::DiskFull { file, source } => said(ErrorCode::DiskFull, file, source),
            LocalError::Changed { file } => Self::new(ErrorCode::FileChanged).file(file),
            LocalError::Exists { file } => Self::new(ErrorCode::FileExists).file(file),
            LocalError::Missing { file } => Self::new(ErrorCode::FileMissing).file(file),
            LocalError::Outside { file } => Self::new(ErrorCode::Outside).file(file),
            LocalError::Name { path, detail } => {
                Self::new(ErrorCode::Name).about(path).detail(detail)
            }
            LocalError::NoCacheFolder { file, source } => {
                let mut shown = Self::new(ErrorCode::NoCacheFolder).file(file);
                shown.said = source.as_ref().map(ToString::to_string);
                shown
            }
            LocalError::NotAFile { file } => Self::new(ErrorCode::NotAFile).file(file),
            LocalError::StillWritten { file } => Self::new(ErrorCode::StillWritten).file(file),
            LocalError::Io { file, source } => {
                of_shell(file, source).unwrap_or_else(|| said(ErrorCode::Disk, file, source))
            }
        }
    }
}

impl From<&EngineError> for UserError {
    fn from(error: &EngineError) -> Self {
        match error {
            EngineError::Refused {
                action,
                path,
                refusal,
            } => {
                let refusal = RefusalView::from(refusal);
                Self {
                    who: refusal.who.clone(),
                    action: Some(*action),
                    refusal: Some(refusal),
                    ..Self::new(ErrorCode::Refused).about(path)
                }
            }
            EngineError::Conflict { path, .. } => Self::new(ErrorCode::Conflict).about(path),
            EngineError::Stale { path } => Self::new(ErrorCode::Changed).about(path),
            EngineError::EditsNotUploaded { path } => {
                Self::new(ErrorCode::EditsNotUploaded).about(path)
            }
            EngineError::Remote(error) => error.into(),
            EngineError::Local(error) => error.into(),
            EngineError::Journal(JournalError::TooNew) => Self::new(ErrorCode::JournalTooNew),
            EngineError::Journal(JournalError::DiskFull(_)) => {
                Self::new(ErrorCode::DiskFull).file(Path::new("journal.db"))
            }
            EngineError::Journal(error) => {
                Self::new(ErrorCode::Journal).said(innermost(error).unwrap_or_default())
            }
            EngineError::InUse(folder) => Self::new(ErrorCode::CacheFolderInUse).file(folder),
            EngineError::NoLocks { folder, source } => Self::new(ErrorCode::NoLocks)
                .file(folder)
                .said(source.to_string()),
            EngineError::FolderNotEmpty(folder) => {
                Self::new(ErrorCode::FolderNotEmpty).file(folder)
            }
            EngineError::FolderInside(folder) => Self::new(ErrorCode::FolderInside).file(folder),
            EngineError::PackageInside(folder) => Self::new(ErrorCode::PackageInside).file(folder),
            EngineError::Halted(brake) => Self::new(ErrorCode::Halted).detail(halted_word(*brake)),
            EngineError::ManyLinks { path, .. } => Self::new(ErrorCode::ManyLinks).about(path),
            EngineError::LinksMissing { path, .. } => {
                Self::new(ErrorCode::LinksMissing).about(path)
            }
            EngineError::StillComing { path } => Self::new(ErrorCode::StillComing).about(path),
            EngineError::LockedInside { path, holders } => Self {
                inside: holders
                    .iter()
                    .map(|(path, who)| HeldView {
                        path: path_text(path),
                        who: who.clone(),
                    })
                    .collect(),
                ..Self::new(ErrorCode::LockedInside).about(path)
            },
            EngineError::NoSuch(id) => Self::new(ErrorCode::NoSuch).detail(id.to_string()),
            EngineError::IsOver(id) => Self::new(ErrorCode::IsOver).detail(id.to_string()),
            EngineError::Cancelled => Self::new(ErrorCode::Cancelled),
            EngineError::Missing(what) => Self::new(ErrorCode::Incomplete).detail(*what),
        }
    }
}

impl From<EngineError> for UserError {
    fn from(error: EngineError) -> Self {
        Self::from(&error)
    }
}

/// The error of the desktop that an I/O error holds, where the desktop failed and not the disk.
fn of_shell(file: &Path, error: &io::Error) -> Option<UserError> {
    match error.get_ref()?.downcast_ref::<ShellError>()? {
        ShellError::Executable { extension } => {
            let shown = UserError::new(ErrorCode::ExecutableType);
            Some(shown.file(file).detail(extension))
        }
        ShellError::Failed { said } => {
            Some(UserError::new(ErrorCode::Desktop).file(file).said(said))
        }
    }
}

fn halted_word(brake: Brake) -> &'static str {
    match brake {
        Brake::EmptiedRoot { .. } => "emptied-root",
        Brake::MassChange { .. } => "mass-change",
        Brake::Vanished { .. } => "vanished",
        Brake::OtherAccount => "other-account",
        Brake::ClockJump { .. } => "clock-jump",
    }
}

impl From<&ErrorKind> for ErrorCode {
    fn from(kind: &ErrorKind) -> Self {
        match kind {
            ErrorKind::UnknownHost => Self::UnknownHost,
            ErrorKind::Offline => Self::Offline,
            ErrorKind::Timeout => Self::Timeout,
            ErrorKind::Tls => Self::Tls,
            ErrorKind::ClientCertificate(trouble) => (*trouble).into(),
            ErrorKind::Proxy => Self::Proxy,
            ErrorKind::NotADam => Self::NotADam,
            ErrorKind::LoginNeeded => Self::LoginNeeded,
            ErrorKind::WrongCredentials => Self::WrongCredentials,
            ErrorKind::Forbidden => Self::Forbidden,
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::Exists => Self::Exists,
            ErrorKind::Locked { .. } => Self::Locked,
            ErrorKind::Changed => Self::Changed,
            ErrorKind::NameRefused => Self::NameRefused,
            ErrorKind::TooLarge => Self::TooLarge,
            ErrorKind::ServerFull => Self::ServerFull,
            ErrorKind::Throttled => Self::Throttled,
            ErrorKind::Unavailable => Self::Unavailable,
            ErrorKind::Unsupported => Self::Unsupported,
            ErrorKind::NoFile => Self::NoFile,
            ErrorKind::Corrupt => Self::Corrupt,
            ErrorKind::Garbled => Self::Garbled,
            ErrorKind::LocalFile => Self::LocalFile,
            ErrorKind::Cancelled => Self::Cancelled,
        }
    }
}

impl From<CertificateTrouble> for ErrorCode {
    fn from(trouble: CertificateTrouble) -> Self {
        match trouble {
            CertificateTrouble::Missing => Self::ClientCertificateMissing,
            CertificateTrouble::Unreadable => Self::ClientCertificateUnreadable,
            CertificateTrouble::NoKey => Self::ClientCertificateNoKey,
            CertificateTrouble::OtherKey => Self::ClientCertificateOtherKey,
            CertificateTrouble::PassphraseNeeded => Self::ClientPassphraseNeeded,
            CertificateTrouble::PassphraseWrong => Self::ClientPassphraseWrong,
            CertificateTrouble::Expired => Self::ClientCertificateExpired,
            CertificateTrouble::Wanted => Self::ClientCertificateWanted,
            CertificateTrouble::Refused => Self::ClientCertificateRefused,
        }
    }
}
