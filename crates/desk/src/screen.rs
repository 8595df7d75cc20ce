//! What only a desktop can do: the port behind which `src-tauri` and the development bridge stand.

use std::{
    fmt::Debug,
    path::{Path, PathBuf},
};

use async_trait::async_trait;
use damson_app::{error::Result, intent::LoginCookie};

use crate::{notices::WordedNotice, preferences::DeskPreferences, progress::Progress};

/// The desktop.
#[async_trait]
pub trait Screen: Send + Sync + Debug {
    /// Files that the person picked; none where the person cancelled.
    async fn pick_files(&self, title: &str) -> Vec<PathBuf>;

    async fn pick_folder(&self, title: &str) -> Option<PathBuf>;

    /// An application of this computer that the person picked.
    async fn pick_application(&self, title: &str) -> Option<PathBuf>;

    fn copy_text(&self, text: &str) -> Result<()>;

    /// Puts files on the clipboard, as the file manager does.
    fn copy_files(&self, files: &[PathBuf]) -> Result<()>;

    /// The files that were copied in the file manager; none where the clipboard has something else.
    fn copied_files(&self) -> Vec<PathBuf>;

    /// Opens the file manager with that file or folder selected.
    fn show_file(&self, file: &Path) -> Result<()>;

    /// Begins to drag files out of the window, while the person holds the button of the mouse down.
    /// `image`: a PNG that is shown beside the pointer.
    async fn drag_out(&self, files: &[PathBuf], image: Option<Vec<u8>>) -> Result<()>;

    /// Opens the server's login page in a window without access to Damson's commands.
    async fn open_login(&self, page: &str) -> Result<Box<dyn LoginPage>>;

    fn notify(&self, notification: &WordedNotice);

    /// Shows in the dock or the taskbar how far the transfers are; `None` shows no progress.
    fn show_progress(&self, progress: Option<Progress>);

    /// Makes the system do what the person prefers: start at login, take links.
    fn apply(&self, preferences: &DeskPreferences);

    /// Whether the system starts Damson at login; `None` where the system doesn't say.
    fn starts_at_login(&self) -> Option<bool>;

    /// Ends the application.
    fn quit(&self);
}

/// A window in which a person logs in to a server.
#[async_trait]
pub trait LoginPage: Send {
    /// Waits for the next page of the server, and returns the server's cookies; `None` once the window is
    /// closed.
    async fn cookies(&mut self) -> Option<Vec<LoginCookie>>;

    async fn close(self: Box<Self>);
}
