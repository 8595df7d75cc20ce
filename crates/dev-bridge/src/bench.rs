//! A desktop that tests steer and read.

use std::{
    collections::VecDeque,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use damson_app::{ErrorCode, error::Result, intent::LoginCookie};
use damson_desk::{
    Screen, notices::WordedNotice, preferences::DeskPreferences, progress::Progress,
    screen::LoginPage,
};
use tokio::sync::{Notify, mpsc};

/// The desktop of the bridge.
#[derive(Debug, Default)]
pub struct Bench {
    /// What the next pickers answer, oldest first.
    picks: Mutex<VecDeque<Vec<PathBuf>>>,
    seen: Mutex<Seen>,
    /// The files on the clipboard.
    clipboard: Mutex<Vec<PathBuf>>,
    login: Mutex<Option<mpsc::UnboundedSender<Vec<LoginCookie>>>>,
    /// Notified when the window asked to end.
    pub ended: Notify,
}

/// What the desktop was asked to do.
#[derive(Debug, Default, Clone, serde::Serialize)]
pub struct Seen {
    pub copied: Vec<String>,
    pub shown: Vec<PathBuf>,
    pub dragged: Vec<Vec<PathBuf>>,
    /// How many bytes the picture of each drag had.
    pub drag_images: Vec<usize>,
    pub notifications: Vec<WordedNotice>,
    /// What the taskbar showed, each change of it.
    pub progress: Vec<Option<Progress>>,
    pub logins: Vec<String>,
}

impl Bench {
    /// The next picker answers with these.
    pub fn will_pick(&self, files: Vec<PathBuf>) {
        lock(&self.picks).push_back(files);
    }

    pub fn seen(&self) -> Seen {
        lock(&self.seen).clone()
    }

    /// The login window came to a page with these cookies.
    pub fn give_cookies(&self, cookies: Vec<LoginCookie>) -> bool {
        let login = lock(&self.login);
        login
            .as_ref()
            .is_some_and(|window| window.send(cookies).is_ok())
    }

    /// The person closed the login window.
    pub fn close_login(&self) {
        lock(&self.login).take();
    }

    fn picked(&self) -> Vec<PathBuf> {
        lock(&self.picks).pop_front().unwrap_or_default()
    }
}

#[async_trait]
impl Screen for Bench {
    async fn pick_files(&self, _title: &str) -> Vec<PathBuf> {
        self.picked()
    }

    async fn pick_folder(&self, _title: &str) -> Option<PathBuf> {
        self.picked().into_iter().next()
    }

    async fn pick_application(&self, _title: &str) -> Option<PathBuf> {
        self.picked().into_iter().next()
    }

    fn copy_files(&self, files: &[PathBuf]) -> Result<()> {
        lock(&self.clipboard).clear();
        lock(&self.clipboard).extend_from_slice(files);
        Ok(())
    }

    fn copied_files(&self) -> Vec<PathBuf> {
        lock(&self.clipboard).clone()
    }

    fn copy_text(&self, text: &str) -> Result<()> {
        lock(&self.seen).copied.push(text.to_owned());
        Ok(())
    }

    fn show_file(&self, file: &Path) -> Result<()> {
        lock(&self.seen).shown.push(file.to_owned());
        Ok(())
    }

    async fn drag_out(&self, files: &[PathBuf], image: Option<Vec<u8>>) -> Result<()> {
        lock(&self.seen).dragged.push(files.to_vec());
        lock(&self.seen)
            .drag_images
            .push(image.map_or(0, |image| image.len()));
        Ok(())
    }

    async fn open_login(&self, page: &str) -> Result<Box<dyn LoginPage>> {
        let (sender, receiver) = mpsc::unbounded_channel();
        if lock(&self.login)
            .replace(sender)
            .is_some_and(|before| !before.is_closed())
        {
            tracing::debug!("a login window takes the place of another");
        }
        lock(&self.seen).logins.push(page.to_owned());
        Ok(Box::new(Page(receiver)))
    }

    fn notify(&self, notification: &WordedNotice) {
        lock(&self.seen).notifications.push(notification.clone());
    }

    fn show_progress(&self, progress: Option<Progress>) {
        lock(&self.seen).progress.push(progress);
    }

    fn apply(&self, preferences: &DeskPreferences) {
        tracing::debug!(?preferences, "a desktop would follow these");
    }

    fn starts_at_login(&self) -> Option<bool> {
        None
    }

    fn quit(&self) {
        self.ended.notify_waiters();
    }
}

#[derive(Debug)]
struct Page(mpsc::UnboundedReceiver<Vec<LoginCookie>>);

#[async_trait]
impl LoginPage for Page {
    async fn cookies(&mut self) -> Option<Vec<LoginCookie>> {
        self.0.recv().await
    }

    async fn close(mut self: Box<Self>) {
        self.0.close();
    }
}

/// What the bridge can't do.
pub(crate) fn not_here() -> damson_app::UserError {
    damson_app::UserError::new(ErrorCode::Unsupported).detail("development bridge")
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
