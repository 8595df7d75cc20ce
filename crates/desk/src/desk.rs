//! The desk: what every shell does for its window.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use damson_app::{
    Dirs, ErrorCode, Handle, Intent, Reply, UserError,
    error::Result,
    view::{ConnectedView, SessionView, SnapshotView, StatusView},
};
use tokio::sync::{Notify, broadcast, watch};

use crate::{
    crossing::{DropView, LinkAction, LinkView, LoginProgress, QuitView, ShowView, UpdateProgress},
    deep_link::{self, DeepLink},
    demo::{DEMO_NAME, Demo},
    login,
    notices::{self, Gathered},
    preferences::DeskPreferences,
    progress,
    screen::Screen,
    tray::{TrayView, tray},
    words::DeskWords,
};

/// The part of Damson that a shell uses. Cheap to clone; all clones are one.
#[derive(Debug, Clone)]
pub struct Desk {
    pub(crate) inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) handle: Box<dyn Handle>,
    pub(crate) dirs: Dirs,
    pub(crate) screen: Arc<dyn Screen>,
    pub(crate) events: broadcast::Sender<DeskEvent>,
    pub(crate) login_cancelled: Notify,
    preferences: Mutex<DeskPreferences>,
    words: watch::Sender<DeskWords>,
    /// Links that came before the window listened, at most as many as a link has assets.
    links: Mutex<Vec<LinkView>>,
    demo: tokio::sync::Mutex<Option<Demo>>,
    demo_wanted: AtomicBool,
}

/// What is sent to the window without a request.
#[derive(Debug, Clone)]
pub enum DeskEvent {
    Snapshot(Arc<SnapshotView>),
    Link(LinkView),
    Drop(DropView),
    Login(LoginProgress),
    Update(UpdateProgress),
    Preferences(DeskPreferences),
    /// The person chose a line of the tray.
    Show(ShowView),
    /// The person wants to quit, and should know before what stays behind.
    Quit(QuitView),
}

/// Events that wait for a slow listener before it misses some.
const BEHIND: usize = 256;
/// The shortest time between two snapshots that are sent to the window.
pub(crate) const SNAPSHOTS_EVERY: Duration = Duration::from_millis(80);

impl Desk {
    /// Joins or becomes the Damson of this person, and starts to send events and notifications.
    pub async fn open(dirs: Dirs, screen: Arc<dyn Screen>) -> Result<Self> {
        let handle = damson_app::link::open(dirs.clone()).await?;
        Self::with(handle, dirs, screen)
    }

    /// A desk over a handle. Needs a tokio runtime.
    pub fn with(handle: Box<dyn Handle>, dirs: Dirs, screen: Arc<dyn Screen>) -> Result<Self> {
        let preferences = as_the_system_says(DeskPreferences::load(&dirs)?, &*screen);
        let desk = Self {
            inner: Arc::new(Inner {
                handle,
                dirs,
                screen,
                events: broadcast::Sender::new(BEHIND),
                login_cancelled: Notify::new(),
                preferences: Mutex::new(preferences),
                words: watch::Sender::new(DeskWords::default()),
                links: Mutex::default(),
                demo: tokio::sync::Mutex::default(),
                demo_wanted: AtomicBool::default(),
            }),
        };
        tokio::spawn(publish_snapshots(desk.clone()));
        tokio::spawn(show_notices(desk.clone()));
        tokio::spawn(progress::follow(desk.clone()));
        Ok(desk)
    }

    /// Starts the session of every connection, the demo DAM among them, so that each edit is seen,
    /// whichever server it belongs to. The view of a connection says why its session can't start.
    pub async fn start_sessions(&self) {
        for connection in &self.snapshot().connections {
            let started = if connection.name == DEMO_NAME {
                self.start_demo().await.map(|_| ())
            } else {
                let connection = Some(connection.name.clone());
                self.send(Intent::Start { connection }).await.map(|_| ())
            };
            if let Err(error) = started {
                tracing::warn!(connection = connection.name, %error, "a session does not start");
            }
        }
    }

    pub async fn send(&self, intent: Intent) -> Result<Reply> {
        self.inner.handle.send(intent).await
    }

    /// Makes the support bundle and returns its file.
    pub async fn support_bundle(&self) -> Result<PathBuf> {
        let inner = &self.inner;
        damson_app::support::bundle(&*inner.handle, &inner.dirs, &crate::locale()).await
    }

    pub fn snapshot(&self) -> Arc<SnapshotView> {
        self.inner.handle.watch().borrow().clone()
    }

    /// The snapshot as it changes; closes when Damson ends.
    pub fn watch(&self) -> watch::Receiver<Arc<SnapshotView>> {
        self.inner.handle.watch()
    }

    pub fn events(&self) -> broadcast::Receiver<DeskEvent> {
        self.inner.events.subscribe()
    }

    /// Sends an event to the window.
    pub fn publish(&self, event: DeskEvent) {
        self.inner.publish(event);
    }

    pub fn dirs(&self) -> &Dirs {
        &self.inner.dirs
    }

    pub fn screen(&self) -> &dyn Screen {
        &*self.inner.screen
    }

    pub fn words(&self) -> watch::Receiver<DeskWords> {
        self.inner.words.subscribe()
    }

    pub fn set_words(&self, words: DeskWords) {
        self.inner.words.send_replace(words);
    }

    pub fn tray(&self) -> TrayView {
        tray(&self.snapshot(), &self.inner.words.borrow())
    }

    pub fn preferences(&self) -> DeskPreferences {
        lock(&self.inner.preferences).clone()
    }

    /// Saves the preferences, then makes the system follow them.
    pub fn set_preferences(&self, preferences: DeskPreferences) -> Result<DeskPreferences> {
        preferences.save(&self.inner.dirs)?;
        self.inner.screen.apply(&preferences);
        let preferences = as_the_system_says(preferences, &*self.inner.screen);
        lock(&self.inner.preferences).clone_from(&preferences);
        self.publish(DeskEvent::Preferences(preferences.clone()));
        Ok(preferences)
    }

    /// Starts the demo DAM where it does not run, and connects to it.
    pub async fn start_demo(&self) -> Result<ConnectedView> {
        let mut demo = self.inner.demo.lock().await;
        if demo.is_none() {
            *demo = Some(Demo::start(&self.inner.dirs.state.join("demo")).await?);
        }
        let Some(running) = &*demo else {
            return Err(ErrorCode::Unexpected.into());
        };
        let snapshot = self.snapshot();
        let known = snapshot.connection(Some(DEMO_NAME));
        if known.is_some_and(|known| !same_server(&known.url, &running.url())) {
            // Another program has the former address of the demo DAM. The copies stay in their folder.
            let connection = DEMO_NAME.to_owned();
            self.send(Intent::Forget { connection }).await?;
        }
        let reply = self.send(running.connect()).await?;
        let Reply::Connected(connected) = reply else {
            return Err(strange(&reply));
        };
        self.inner.demo_wanted.store(false, Ordering::Relaxed);
        Ok(ConnectedView {
            notice: None,
            ..*connected
        })
    }

    /// Records that the demo DAM was asked for at the start, so that a window that opens meanwhile shows
    /// that the demo DAM is starting, and why it did not start.
    pub fn want_demo(&self) {
        self.inner.demo_wanted.store(true, Ordering::Relaxed);
    }

    /// Whether the demo DAM was asked for at the start and is not connected yet.
    pub fn demo_wanted(&self) -> bool {
        self.inner.demo_wanted.load(Ordering::Relaxed)
    }

    /// The address of the demo DAM while it runs.
    pub async fn demo_url(&self) -> Option<String> {
        self.inner.demo.lock().await.as_ref().map(Demo::url)
    }

    /// Lets the person log in on the server's own page, and connects.
    pub async fn login_window(&self, wanted: crate::LoginWindow) -> Result<ConnectedView> {
        login::login_window(&self.inner, wanted).await
    }

    pub fn cancel_login_window(&self) {
        self.inner.login_cancelled.notify_waiters();
    }

    /// Reads a link, and does nothing that it asks for.
    pub fn preview_link(&self, link: &str) -> Result<LinkView> {
        Ok(DeepLink::read(link)?.view(&self.snapshot()))
    }

    /// Takes a link from a page, which the window shows with a question.
    pub fn link_came(&self, link: &str) {
        if deep_link::is_of_aem(link) && !self.preferences().aem_asset_links {
            tracing::info!("a link of AEM came, and is not wanted");
            return;
        }
        let view = self.preview_link(link).unwrap_or_else(|error| {
            tracing::warn!(%error, "a link is refused");
            deep_link::unread(link)
        });
        if self.inner.events.receiver_count() > 0 {
            self.publish(DeskEvent::Link(view));
            return;
        }
        let mut links = lock(&self.inner.links);
        if links.len() < deep_link::MOST_ASSETS {
            links.push(view);
        }
    }

    /// Takes the links among the arguments that a process was started with.
    pub fn links_came<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) {
        for link in arguments
            .into_iter()
            .filter(|text| deep_link::is_link(text))
        {
            self.link_came(link);
        }
    }

    /// Takes out the links that came before the window listened.
    pub fn links(&self) -> Vec<LinkView> {
        std::mem::take(&mut *lock(&self.inner.links))
    }

    /// A link to assets, to be copied.
    pub fn link_to(&self, connection: Option<&str>, paths: &[String]) -> Result<String> {
        let snapshot = self.snapshot();
        let Some(known) = snapshot.connection(connection) else {
            return Err(ErrorCode::NoConnection.into());
        };
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        Ok(deep_link::write(LinkAction::Open, &known.url, &paths))
    }

    /// Shows a file in the file manager: one of Damson's own folders or a copy, nothing else.
    pub fn show_file(&self, file: &Path) -> Result<()> {
        let dirs = &self.inner.dirs;
        let snapshot = self.snapshot();
        let caches = snapshot
            .connections
            .iter()
            .map(|known| PathBuf::from(&known.cache_folder));
        let mut ours = [dirs.state.clone(), dirs.config.clone(), dirs.cache.clone()]
            .into_iter()
            .chain(caches);
        let is_plain = file
            .components()
            .all(|part| !matches!(part, std::path::Component::ParentDir));
        if is_plain && ours.any(|folder| file.starts_with(folder)) {
            return self.inner.screen.show_file(file);
        }
        Err(UserError::new(ErrorCode::Outside).file(file))
    }

    /// What a person should know before Damson ends.
    pub fn left_behind(&self) -> QuitView {
        let mut left = QuitView::default();
        for session in &self.snapshot().sessions {
            count_left(session, &mut left);
        }
        left
    }

    /// Ends Damson, unless something stays behind and `anyway` is false: then the person is asked.
    pub fn quit(&self, anyway: bool) -> QuitView {
        let left = self.left_behind();
        if anyway || left.is_nothing() {
            self.inner.screen.quit();
        }
        left
    }

    /// Ends the sessions of this process; their unfinished work goes on after the next start.
    pub async fn close(&self) {
        self.inner.handle.close().await;
        if let Some(demo) = self.inner.demo.lock().await.take() {
            demo.stop().await;
        }
    }
}

impl Inner {
    pub(crate) fn publish(&self, event: DeskEvent) {
        // Sending fails while there is no window to listen.
        let _ = self.events.send(event);
    }
}

impl DeskEvent {
    /// The name of the event, as the window listens for it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Snapshot(_) => "snapshot",
            Self::Link(_) => "link",
            Self::Drop(_) => "drop",
            Self::Login(_) => "login",
            Self::Update(_) => "update",
            Self::Preferences(_) => "preferences",
            Self::Show(_) => "show",
            Self::Quit(_) => "quit",
        }
    }

    pub fn body(&self) -> serde_json::Value {
        let body = match self {
            Self::Snapshot(snapshot) => serde_json::to_value(&**snapshot),
            Self::Link(link) => serde_json::to_value(link),
            Self::Drop(drop) => serde_json::to_value(drop),
            Self::Login(login) => serde_json::to_value(login),
            Self::Update(update) => serde_json::to_value(update),
            Self::Preferences(preferences) => serde_json::to_value(preferences),
            Self::Show(view) => serde_json::to_value(view),
            Self::Quit(left) => serde_json::to_value(left),
        };
        body.unwrap_or_default()
    }
}

fn count_left(session: &SessionView, left: &mut QuitView) {
    let status = |status| session.counts.by_status.get(&status).copied().unwrap_or(0);
    left.checked_out += session.counts.mine;
    left.edited += status(StatusView::EditedLocally) + status(StatusView::EditingConflict);
    left.new_files += status(StatusView::NewLocally);
    let totals = &session.totals;
    left.transfers += totals.waiting + totals.running + totals.paused;
}

async fn publish_snapshots(desk: Desk) {
    let mut changes = desk.watch();
    while changes.changed().await.is_ok() {
        let snapshot = changes.borrow_and_update().clone();
        desk.publish(DeskEvent::Snapshot(snapshot));
        tokio::time::sleep(SNAPSHOTS_EVERY).await;
    }
}

async fn show_notices(desk: Desk) {
    let mut changes = desk.watch();
    let mut before = changes.borrow_and_update().clone();
    let mut gathered = Gathered::default();
    loop {
        let due = gathered.next_due();
        let wait = async {
            match due {
                Some(due) => tokio::time::sleep_until(due).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            next = changes.changed() => {
                if next.is_err() {
                    return;
                }
                let after = changes.borrow_and_update().clone();
                let now = tokio::time::Instant::now();
                for notice in notices::notices(&before, &after) {
                    gathered.add(notice, now);
                }
                before = after;
            }
            () = wait => {}
        }
        let due = gathered.due(tokio::time::Instant::now(), &desk.inner.words.borrow());
        if desk.preferences().notifications {
            for notification in &due {
                desk.inner.screen.notify(notification);
            }
        }
    }
}

/// Logs a message of the window, cut to a length that can't fill the disk.
pub fn log(level: &str, message: &str) {
    let message: String = message.chars().take(2_000).collect();
    if level == "error" {
        tracing::error!(message, "the window");
    } else {
        tracing::warn!(message, "the window");
    }
}

pub(crate) fn strange(reply: &Reply) -> UserError {
    UserError::new(ErrorCode::Unexpected).said(format!("{reply:?}"))
}

fn same_server(one: &str, other: &str) -> bool {
    one.trim_end_matches('/') == other.trim_end_matches('/')
}

/// The preferences with what the system says of them: a person may have changed the system's own
/// settings, and the system may have refused a change.
fn as_the_system_says(mut preferences: DeskPreferences, screen: &dyn Screen) -> DeskPreferences {
    if let Some(starts) = screen.starts_at_login() {
        preferences.start_at_login = starts;
    }
    preferences
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
