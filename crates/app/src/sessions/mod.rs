//! The sessions that run, by connection, and the snapshot of them all.

pub(crate) mod cache_move;
pub(crate) mod listings;
mod published;
pub(crate) mod session;
pub(crate) mod start;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::watch;

use crate::{
    config::{Config, Store},
    crossing::{
        error::{ErrorCode, Result, UserError},
        view::{CacheMovingView, SnapshotView},
    },
    sessions::session::Session,
    shell::SystemShell,
};

/// Every session that runs, and what all of them share.
#[derive(Debug)]
pub(crate) struct Sessions {
    pub(crate) store: Arc<Store>,
    pub(crate) shell: Arc<SystemShell>,
    /// By the name of the connection.
    running: Mutex<BTreeMap<String, Arc<Session>>>,
    /// Held while a session is opened or ended, so that this happens to one after the other.
    pub(crate) changing: tokio::sync::Mutex<()>,
    /// Cache folders that are being moved, by the name of the connection.
    moving: Mutex<BTreeMap<String, CacheMovingView>>,
    /// `None` once Damson has ended.
    published: Mutex<Option<watch::Sender<Arc<SnapshotView>>>>,
}

impl Sessions {
    pub(crate) fn new(store: Arc<Store>, shell: Arc<SystemShell>) -> Self {
        Self {
            store,
            shell,
            running: Mutex::default(),
            changing: tokio::sync::Mutex::default(),
            moving: Mutex::default(),
            published: Mutex::new(Some(watch::Sender::default())),
        }
    }

    /// Changes accounts or settings on the disk, then in memory, then in the snapshot.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut Config) -> Result<T>) -> Result<T> {
        let done = self.store.change(change)?;
        self.publish();
        Ok(done)
    }

    /// The session of a connection, started where it does not run.
    pub(crate) async fn session(self: &Arc<Self>, name: Option<&str>) -> Result<Arc<Session>> {
        let account = self.store.account(name)?;
        if let Some(session) = self.running(&account.name) {
            return Ok(session);
        }
        let _changing = self.changing.lock().await;
        match self.running(&account.name) {
            Some(session) => Ok(session),
            None => start::start(self, &account).await,
        }
    }

    pub(crate) fn running(&self, name: &str) -> Option<Arc<Session>> {
        lock(&self.running).get(name).cloned()
    }

    pub(crate) fn all_running(&self) -> Vec<Arc<Session>> {
        lock(&self.running).values().cloned().collect()
    }

    /// Takes a session in, and publishes its changes until it ends.
    fn add(self: &Arc<Self>, session: Session) -> Result<Arc<Session>> {
        if self.has_ended() {
            return Err(UserError::new(ErrorCode::ShuttingDown));
        }
        let session = Arc::new(session);
        let mut changes = session.engine().snapshot();
        lock(&self.running).insert(session.name.clone(), session.clone());
        let sessions = Arc::downgrade(self);
        tokio::spawn(async move {
            while changes.changed().await.is_ok() {
                let Some(sessions) = sessions.upgrade() else {
                    break;
                };
                sessions.publish();
            }
        });
        self.publish();
        Ok(session)
    }

    /// Ends a session, if it runs; its unfinished work goes on after the next start.
    pub(crate) async fn stop(&self, name: &str) {
        let session = lock(&self.running).remove(name);
        if let Some(session) = session {
            session.stop().await;
        }
        self.publish();
    }

    /// Ends every session and closes the channel of snapshots.
    pub(crate) async fn end(&self) {
        drop(lock(&self.published).take());
        let _changing = self.changing.lock().await;
        let running = std::mem::take(&mut *lock(&self.running));
        let ends = running.values().map(|session| session.stop());
        futures::future::join_all(ends).await;
    }

    pub(crate) fn has_ended(&self) -> bool {
        lock(&self.published).is_none()
    }

    /// Publishes how far the move of a cache folder is; `None` once the move has ended.
    pub(crate) fn publish_move(&self, name: &str, moving: Option<CacheMovingView>) {
        {
            let mut all = lock(&self.moving);
            match moving {
                Some(moving) => all.insert(name.to_owned(), moving),
                None => all.remove(name),
            };
        }
        self.publish();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
