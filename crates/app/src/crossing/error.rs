//! Errors as they reach a person: a code, and what it is about. The words for a code are the front
//! ends'.

mod code;

use std::{fmt, io, path::Path};

use serde::{Deserialize, Serialize};

pub use code::ErrorCode;

use crate::crossing::view::{Action, RefusalView, RestrictedView, file_text, path_text};

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
    pub action: Option<Action>,
    pub refusal: Option<RefusalView>,
    /// `locked-inside`: the assets and who holds them.
    pub inside: Vec<HeldView>,
    /// `restricted`: the assets and what restricts their use.
    pub restricted: RestrictedView,
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
            restricted: RestrictedView::default(),
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
