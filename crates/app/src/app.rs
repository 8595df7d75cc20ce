//! Damson in this process.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use tokio::sync::watch;

use crate::{
    Intent, Reply,
    accounts::{Account, Accounts},
    ask, connecting,
    dirs::Dirs,
    error::{ErrorCode, Result, UserError},
    handle::Handle,
    secrets::{self, Secrets, SessionSecrets},
    session::Session,
    settings::Settings,
    shell::SystemShell,
    view::{
        CacheMovingView, CapabilityView, ConnectionState, ConnectionView, SessionView,
        SnapshotView, file_text,
    },
};

/// The application: every connection with its session. Cheap to clone; all clones are one.
///
/// It must be the only one for its [`Dirs`]; [`crate::link::open`] sees to that.
#[derive(Debug, Clone)]
pub struct App {
    pub(crate) inner: Arc<Inner>,
}

/// What stands around the application.
#[derive(Debug)]
pub struct Ports {
    /// Logins that are to be remembered.
    pub secrets: Arc<dyn Secrets>,
    pub shell: Arc<SystemShell>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) dirs: Dirs,
    pub(crate) secrets: Arc<dyn Secrets>,
    /// Logins that are not to be remembered.
    pub(crate) passing: SessionSecrets,
    pub(crate) shell: Arc<SystemShell>,
    /// The files as they are on the disk.
    kept: Mutex<Kept>,
    sessions: Mutex<BTreeMap<String, Arc<Session>>>,
    /// Sessions are opened and ended one after the other.
    pub(crate) changing: tokio::sync::Mutex<()>,
    /// Cache folders that are being moved, by their connection.
    moving: Mutex<BTreeMap<String, CacheMovingView>>,
    /// `None` once Damson has ended.
    shown: Mutex<Option<watch::Sender<Arc<SnapshotView>>>>,
}

#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) accounts: Accounts,
    pub(crate) settings: Settings,
}

impl Ports {
    /// This computer's keychain and desktop. May block.
    pub fn of_this_computer() -> Self {
        Self {
            secrets: secrets::of_this_computer(),
            shell: Arc::new(SystemShell::of_this_computer()),
        }
    }
}

impl App {
    /// Reads accounts and settings. No session starts until one is needed. Needs a tokio runtime.
    pub fn open(dirs: Dirs, ports: Ports) -> Result<Self> {
        dirs.make()?;
        let kept = Kept {
            accounts: Accounts::load(&dirs)?,
            settings: Settings::load(&dirs)?,
        };
        let app = Self {
            inner: Arc::new(Inner {
                dirs,
                secrets: ports.secrets,
                passing: SessionSecrets::default(),
                shell: ports.shell,
                kept: Mutex::new(kept),
                sessions: Mutex::default(),
                changing: tokio::sync::Mutex::default(),
                moving: Mutex::default(),
                shown: Mutex::new(Some(watch::Sender::default())),
            }),
        };
        app.inner.publish();
        Ok(app)
    }
}

#[async_trait]
impl Handle for App {
    async fn send(&self, intent: Intent) -> Result<Reply, UserError> {
        if self.inner.has_ended() {
            return Err(UserError::new(ErrorCode::ShuttingDown));
        }
        ask::answer(&self.inner, intent).await
    }

    fn watch(&self) -> watch::Receiver<Arc<SnapshotView>> {
        let shown = lock(&self.inner.shown);
        match &*shown {
            Some(shown) => shown.subscribe(),
            // A channel that is closed already.
            None => watch::channel(Arc::default()).1,
        }
    }

    async fn close(&self) {
        self.inner.end().await;
    }
}

impl Inner {
    pub(crate) fn kept(&self) -> Kept {
        lock(&self.kept).clone()
    }

    pub(crate) fn account(&self, name: Option<&str>) -> Result<Account> {
        lock(&self.kept).accounts.chosen(name).cloned()
    }

    /// Changes accounts or settings: on the disk first, so that what is shown is what is kept.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut Kept) -> Result<T>) -> Result<T> {
        let done = {
            let mut kept = lock(&self.kept);
            let mut changed = kept.clone();
            let done = change(&mut changed)?;
            if changed.accounts != kept.accounts {
                changed.accounts.save(&self.dirs)?;
            }
            if changed.settings != kept.settings {
                changed.settings.save(&self.dirs)?;
            }
            *kept = changed;
            done
        };
        self.publish();
        Ok(done)
    }

    /// The session of a connection, started where it does not run.
    pub(crate) async fn session(self: &Arc<Self>, name: Option<&str>) -> Result<Arc<Session>> {
        let account = self.account(name)?;
        if let Some(session) = self.running(&account.name) {
            return Ok(session);
        }
        let _changing = self.changing.lock().await;
        match self.running(&account.name) {
            Some(session) => Ok(session),
            None => connecting::start(self, &account).await,
        }
    }

    pub(crate) fn running(&self, name: &str) -> Option<Arc<Session>> {
        lock(&self.sessions).get(name).cloned()
    }

    pub(crate) fn all_running(&self) -> Vec<Arc<Session>> {
        lock(&self.sessions).values().cloned().collect()
    }

    /// Takes a session in, and shows what it does until it ends.
    pub(crate) fn add(self: &Arc<Self>, session: Session) -> Result<Arc<Session>> {
        if self.has_ended() {
            return Err(UserError::new(ErrorCode::ShuttingDown));
        }
        let session = Arc::new(session);
        let mut changes = session.engine().snapshot();
        lock(&self.sessions).insert(session.name.clone(), session.clone());
        let inner = Arc::downgrade(self);
        tokio::spawn(async move {
            while changes.changed().await.is_ok() {
                let Some(inner) = inner.upgrade() else { break };
                inner.publish();
            }
        });
        self.publish();
        Ok(session)
    }

    /// Ends a session, if it runs; what is under way goes on after the next start.
    pub(crate) async fn stop(&self, name: &str) {
        let session = lock(&self.sessions).remove(name);
        if let Some(session) = session {
            session.stop().await;
        }
        self.publish();
    }

    pub(crate) async fn end(&self) {
        drop(lock(&self.shown).take());
        let _changing = self.changing.lock().await;
        let sessions = std::mem::take(&mut *lock(&self.sessions));
        let ends = sessions.values().map(|session| session.stop());
        futures::future::join_all(ends).await;
    }

    /// Shows how far the move of a cache folder is; `None` once it has ended.
    pub(crate) fn note_moving(&self, name: &str, moving: Option<CacheMovingView>) {
        {
            let mut all = lock(&self.moving);
            match moving {
                Some(moving) => all.insert(name.to_owned(), moving),
                None => all.remove(name),
            };
        }
        self.publish();
    }

    pub(crate) fn has_ended(&self) -> bool {
        lock(&self.shown).is_none()
    }

    pub(crate) fn snapshot(&self) -> SnapshotView {
        let shown = lock(&self.shown);
        shown
            .as_ref()
            .map(|shown| SnapshotView::clone(&shown.borrow()))
            .unwrap_or_default()
    }

    /// Shows what there is to be shown.
    pub(crate) fn publish(&self) {
        let composed = self.compose();
        if let Some(shown) = &*lock(&self.shown) {
            shown.send_if_modified(|before| {
                let generation = before.generation;
                let next = SnapshotView {
                    generation,
                    ..composed
                };
                if **before == next {
                    return false;
                }
                *before = Arc::new(SnapshotView {
                    generation: generation + 1,
                    ..next
                });
                true
            });
        }
    }

    fn compose(&self) -> SnapshotView {
        let accounts = lock(&self.kept).accounts.clone();
        let running = self.all_running();
        let sessions: Vec<SessionView> = running.iter().map(|session| session.view()).collect();
        let current = accounts
            .chosen(None)
            .ok()
            .map(|account| account.name.clone());
        let moving = lock(&self.moving).clone();
        let connection = |account: &Account| {
            let is_this = |session: &&Arc<Session>| session.name == account.name;
            let session = running.iter().find(is_this).map(|session| &**session);
            let is_current = current.as_ref() == Some(&account.name);
            ConnectionView {
                moving: moving.get(&account.name).copied(),
                ..connection_view(account, session, is_current)
            }
        };
        SnapshotView {
            generation: 0,
            connections: accounts.list.iter().map(connection).collect(),
            current: current.clone(),
            sessions,
        }
    }
}

fn connection_view(account: &Account, session: Option<&Session>, current: bool) -> ConnectionView {
    ConnectionView {
        name: account.name.clone(),
        url: account.url.clone(),
        connector: account.connector,
        user: account.user.clone(),
        login: account.login,
        remembered: account.remember,
        current,
        cache_folder: file_text(&account.cache_folder),
        allow_plain_http: account.allow_plain_http,
        state: session.map_or(ConnectionState::Stopped, |session| session.view().state),
        error: session.and_then(Session::failure),
        capability: session
            .and_then(Session::capability)
            .map(|capability| CapabilityView::from(&capability)),
        moving: None,
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
