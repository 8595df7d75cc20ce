//! The desktop, as the desk needs it.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use async_trait::async_trait;
use damson_app::{ErrorCode, UserError, error::Result};
use damson_desk::{
    Screen,
    notices::WordedNotice,
    preferences::DeskPreferences,
    progress::{Progress, ProgressState},
    screen::LoginPage,
};
use tauri::{
    AppHandle, Manager as _, Runtime,
    window::{ProgressBarState, ProgressBarStatus},
};
use tauri_plugin_clipboard_manager::ClipboardExt as _;
use tauri_plugin_dialog::{DialogExt as _, FilePath, MessageDialogKind};
use tauri_plugin_notification::NotificationExt as _;
use tauri_plugin_opener::OpenerExt as _;
use tokio::sync::oneshot;

use crate::{at_login, links, login, window};

pub(crate) struct Desktop<R: Runtime> {
    app: AppHandle<R>,
    /// Kept from the first use on: on X11 and Wayland who put files there has to hand them out.
    clipboard: Mutex<Option<arboard::Clipboard>>,
}

impl<R: Runtime> Desktop<R> {
    pub(crate) fn new(app: AppHandle<R>) -> Self {
        Self {
            app,
            clipboard: Mutex::default(),
        }
    }

    fn with_clipboard<T>(
        &self,
        run: impl FnOnce(&mut arboard::Clipboard) -> std::result::Result<T, arboard::Error>,
    ) -> Result<T> {
        let mut kept = self
            .clipboard
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let clipboard = match kept.take() {
            Some(clipboard) => clipboard,
            None => arboard::Clipboard::new().map_err(|error| failed(&error))?,
        };
        run(kept.insert(clipboard)).map_err(|error| failed(&error))
    }

    fn file_dialog(&self, title: &str) -> tauri_plugin_dialog::FileDialogBuilder<R> {
        let dialog = self.app.dialog().file().set_title(title);
        match self.app.get_webview_window(window::MAIN) {
            Some(main) => dialog.set_parent(&main),
            None => dialog,
        }
    }
}

impl<R: Runtime> fmt::Debug for Desktop<R> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Desktop").finish_non_exhaustive()
    }
}

#[async_trait]
impl<R: Runtime> Screen for Desktop<R> {
    async fn pick_files(&self, title: &str) -> Vec<PathBuf> {
        if let Some(picked) = picked_by_a_test() {
            return picked;
        }
        let (sender, picked) = oneshot::channel();
        self.file_dialog(title).pick_files(move |files| {
            let _ = sender.send(files);
        });
        let picked = picked.await.ok().flatten().unwrap_or_default();
        picked.into_iter().filter_map(file).collect()
    }

    async fn pick_folder(&self, title: &str) -> Option<PathBuf> {
        if let Some(picked) = picked_by_a_test() {
            return picked.into_iter().next();
        }
        let (sender, picked) = oneshot::channel();
        self.file_dialog(title).pick_folder(move |folder| {
            let _ = sender.send(folder);
        });
        picked.await.ok().flatten().and_then(file)
    }

    fn copy_text(&self, text: &str) -> Result<()> {
        let copied = self.app.clipboard().write_text(text);
        copied.map_err(|error| failed(&error))
    }

    async fn pick_application(&self, title: &str) -> Option<PathBuf> {
        if let Some(picked) = picked_by_a_test() {
            return picked.into_iter().next();
        }
        let mut dialog = self.file_dialog(title);
        if let Some(folder) = APPLICATIONS
            .iter()
            .map(Path::new)
            .find(|folder| folder.is_dir())
        {
            dialog = dialog.set_directory(folder);
        }
        let (sender, picked) = oneshot::channel();
        dialog.pick_file(move |file| {
            let _ = sender.send(file);
        });
        picked.await.ok().flatten().and_then(file)
    }

    fn copy_files(&self, files: &[PathBuf]) -> Result<()> {
        self.with_clipboard(|clipboard| clipboard.set().file_list(files))
    }

    fn copied_files(&self) -> Vec<PathBuf> {
        let files = self.with_clipboard(|clipboard| clipboard.get().file_list());
        // Text on the clipboard is no trouble.
        files.unwrap_or_default()
    }

    fn show_file(&self, file: &Path) -> Result<()> {
        let shown = self.app.opener().reveal_item_in_dir(file);
        shown.map_err(|error| failed(&error).file(file))
    }

    async fn drag_out(&self, files: &[PathBuf], image: Option<Vec<u8>>) -> Result<()> {
        let (sender, begun) = oneshot::channel();
        let (app, files) = (self.app.clone(), files.to_vec());
        let asked = self.app.run_on_main_thread(move || {
            let _ = sender.send(window::drag_out(&app, files, image));
        });
        asked.map_err(|error| failed(&error))?;
        begun.await.map_err(|error| failed(&error))?
    }

    async fn open_login(&self, page: &str) -> Result<Box<dyn LoginPage>> {
        login::open(&self.app, page)
    }

    fn notify(&self, notification: &WordedNotice) {
        let builder = self.app.notification().builder();
        let shown = builder
            .title(&notification.title)
            .body(&notification.body)
            .show();
        if let Err(error) = shown {
            tracing::info!(%error, "a notification is not shown");
        }
    }

    fn show_progress(&self, progress: Option<Progress>) {
        let Some(window) = self.app.get_webview_window(window::MAIN) else {
            return;
        };
        let status = match progress.map(|progress| progress.state) {
            None => ProgressBarStatus::None,
            Some(ProgressState::Going) => ProgressBarStatus::Normal,
            Some(ProgressState::Paused) => ProgressBarStatus::Paused,
        };
        let state = ProgressBarState {
            status: Some(status),
            progress: progress.map(|progress| u64::from(progress.percent)),
        };
        if let Err(error) = window.set_progress_bar(state) {
            tracing::info!(%error, "the taskbar does not show how far it is");
        }
    }

    fn apply(&self, preferences: &DeskPreferences) {
        let wanted = preferences.start_at_login;
        if at_login::is_on(&self.app) != Some(wanted)
            && let Err(error) = at_login::set(&self.app, wanted)
        {
            tracing::warn!(%error, "starting at login is not changed");
        }
        links::follow(&self.app, preferences);
    }

    fn starts_at_login(&self) -> Option<bool> {
        at_login::is_on(&self.app)
    }

    fn quit(&self) {
        self.app.exit(0);
    }
}

/// Where each system keeps its applications.
const APPLICATIONS: [&str; 3] = [
    "/usr/share/applications",
    "/Applications",
    "C:\\Program Files",
];

/// Shows why Damson can't start, and waits until the person has read it.
pub(crate) fn say_and_wait<R: Runtime>(app: &AppHandle<R>, text: &str) {
    let message = app.dialog().message(text).title("Damson");
    let (sender, read) = std::sync::mpsc::channel();
    message.kind(MessageDialogKind::Error).show(move |_| {
        let _ = sender.send(());
    });
    let _ = read;
}

/// Real-window tests can't drive the system's pickers. They put the answers into a file, one a
/// line; programs that people get don't look for it.
fn picked_by_a_test() -> Option<Vec<PathBuf>> {
    if !cfg!(debug_assertions) {
        return None;
    }
    let file = std::env::var_os("DAMSON_PICKED")?;
    let text = std::fs::read_to_string(file).unwrap_or_default();
    Some(text.lines().map(PathBuf::from).collect())
}

fn file(picked: FilePath) -> Option<PathBuf> {
    picked.into_path().ok()
}

pub(crate) fn failed(error: &dyn std::error::Error) -> UserError {
    UserError::new(ErrorCode::Desktop).said(error.to_string())
}
