//! What goes wrong, as a person is told of it: a code and what it is about. The words for a code
//! are the front ends'.

mod code;

use std::{fmt, io, path::Path};

use damson_aem::certificate::Unusable;
use damson_engine::{EngineError, local::LocalError};
use damson_remote::ErrorKind;
use serde::{Deserialize, Serialize};

pub use code::ErrorCode;

use crate::{
    shell::ShellError,
    view::{ActionView, RefusalView, file_text, path_text},
};

/// What went wrong, with which asset.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct UserError {
    pub code: ErrorCode,
    /// The asset or folder, with a leading slash.
    pub about: Option<String>,
    /// The file on this computer.
    pub file: Option<String>,
    /// The person it is about: who has the asset checked out.
    pub who: Option<String>,
    /// The address of the server, never the name of the connection.
    pub server: Option<String>,
    /// A name, key or value that is not right.
    pub detail: Option<String>,
    /// What the server or the system said, in its own words.
    pub said: Option<String>,
    pub action: Option<ActionView>,
    pub refusal: Option<RefusalView>,
    /// `locked-inside`: the assets and who holds them.
    pub inside: Vec<HeldView>,
}

/// An asset that is checked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct HeldView {
    pub path: String,
    pub who: String,
}

pub type Result<T, E = UserError> = std::result::Result<T, E>;

impl UserError {
    pub fn new(code: ErrorCode) -> Self {
        Self {
            code,
            about: None,
            file: None,
            who: None,
            server: None,
            detail: None,
            said: None,
            action: None,
            refusal: None,
            inside: Vec::new(),
        }
    }

    #[must_use]
    pub fn about(mut self, path: &damson_core::DamPath) -> Self {
        self.about = Some(path_text(path));
        self
    }

    #[must_use]
    pub fn file(mut self, file: &Path) -> Self {
        self.file = Some(file_text(file));
        self
    }

    #[must_use]
    pub fn server(mut self, server: impl Into<String>) -> Self {
        self.server.get_or_insert(server.into());
        self
    }

    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    #[must_use]
    pub fn said(mut self, said: impl Into<String>) -> Self {
        self.said = Some(said.into());
        self
    }

    /// The error for a file of Damson's own that could not be read or written.
    pub fn io(error: &io::Error, file: &Path) -> Self {
        use io::ErrorKind as Kind;
        let kind = error.kind();
        let code = if kind == Kind::PermissionDenied {
            ErrorCode::FileDenied
        } else if matches!(kind, Kind::StorageFull | Kind::QuotaExceeded) {
            ErrorCode::DiskFull
        } else if kind == Kind::NotFound {
            ErrorCode::FileMissing
        } else {
            ErrorCode::Disk
        };
        Self::new(code).file(file).said(error.to_string())
    }
}

impl fmt::Debug for UserError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = out.debug_struct("UserError");
        shown.field("code", &self.code);
        let parts = [
            ("about", &self.about),
            ("file", &self.file),
            ("who", &self.who),
            ("server", &self.server),
            ("detail", &self.detail),
            ("said", &self.said),
        ];
        for (name, part) in parts {
            if let Some(part) = part {
                shown.field(name, part);
            }
        }
        if let Some(refusal) = &self.refusal {
            shown.field("refusal", refusal);
        }
        shown.finish_non_exhaustive()
    }
}

impl fmt::Display for UserError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.code.as_str())?;
        let place = self.about.as_ref().or(self.file.as_ref());
        if let Some(place) = place {
            write!(out, " at {place}")?;
        }
        if let Some(said) = self.said.as_ref().or(self.detail.as_ref()) {
            write!(out, ": {said}")?;
        }
        Ok(())
    }
}

impl std::error::Error for UserError {}

impl From<ErrorCode> for UserError {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}

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
            let distrust = crate::doctor::distrust(error);
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
        use damson_engine::error::JournalError;
        match error {
            EngineError::Refused {
                action,
                path,
                refusal,
            } => {
                let refusal = RefusalView::from(refusal);
                Self {
                    who: refusal.who.clone(),
                    action: Some((*action).into()),
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

/// The error where it was the desktop that failed, not the disk.
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

fn halted_word(brake: damson_core::brake::Brake) -> &'static str {
    use damson_core::brake::Brake;
    match brake {
        Brake::EmptiedRoot { .. } => "emptied-root",
        Brake::MassChange { .. } => "mass-change",
        Brake::Vanished { .. } => "vanished",
        Brake::OtherAccount => "other-account",
        Brake::ClockJump { .. } => "clock-jump",
    }
}

/// What the deepest cause says: the sentence of whoever noticed it first.
pub(crate) fn innermost(error: &dyn std::error::Error) -> Option<String> {
    let mut deepest = error.source()?;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    Some(deepest.to_string())
}
