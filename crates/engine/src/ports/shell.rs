//! What the desktop does for us.

use std::{fmt::Debug, path::Path};

use url::Url;

/// Opening and revealing, by the system's own means.
pub trait Shell: Send + Sync + Debug {
    /// Opens a file with the application that the system has for it.
    fn open(&self, file: &Path) -> std::io::Result<()>;
    /// Shows a file selected in the file manager, or a folder.
    fn reveal(&self, file: &Path) -> std::io::Result<()>;
    /// Opens an http(s) page in the browser.
    fn browse(&self, page: &Url) -> std::io::Result<()>;
}
