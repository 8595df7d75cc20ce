//! The handle of a connection at work.

use std::{
    fs::File,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use damson_core::{DamPath, policy::Policy};
use damson_remote::{Remote, ThumbnailSize};
use tokio::{
    sync::{mpsc, oneshot, watch},
    task::JoinHandle,
};

use crate::{
    clock::Clock,
    command::{Command, Outcome},
    error::EngineError,
    journal::Journal,
    local::Local,
    row::{RowPage, RowQuery},
    rows,
    session::{Event, Session},
    shell::Shell,
    site::{Ports, Site},
    snapshot::Snapshot,
};

/// What a connection is made of.
#[derive(Debug)]
pub struct EngineConfig {
    pub local: Arc<dyn Local>,
    pub journal: Arc<Journal>,
    pub remote: Arc<dyn Remote>,
    pub shell: Arc<dyn Shell>,
    pub clock: Arc<dyn Clock>,
    /// The display name of who works here, for the names of copies.
    pub person: String,
    pub policy: Policy,
    /// What changed in the cache folder, from a watcher; without one, only scans tell.
    pub hints: Option<mpsc::UnboundedReceiver<DiskHint>>,
}

/// Something may have changed in the cache folder. The engine looks for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiskHint {
    At(DamPath),
    /// So much changed that everything is to be looked at.
    Everything,
}

/// A connection at work. Dropping it stops the work; what is under way goes on after the next
/// start.
#[derive(Debug)]
pub struct Engine {
    site: Arc<Site>,
    snapshot: watch::Receiver<Arc<Snapshot>>,
    stop: Mutex<Option<oneshot::Sender<()>>>,
    session: Mutex<Option<JoinHandle<()>>>,
    hints: Option<JoinHandle<()>>,
    /// Kept open for as long as the cache folder is this process's.
    _locked: Option<File>,
}

impl Engine {
    /// Starts to work. Needs a tokio runtime.
    pub fn start(config: EngineConfig) -> Self {
        Self::start_locked(config, None)
    }

    fn start_locked(config: EngineConfig, locked: Option<File>) -> Self {
        let (events, queue) = mpsc::unbounded_channel();
        let ports = Ports {
            local: config.local,
            journal: config.journal,
            remote: config.remote,
            shell: config.shell,
            clock: config.clock,
        };
        let site = Arc::new(Site::new(ports, config.person, config.policy, events));
        let (shown, snapshot) = watch::channel(Arc::new(Snapshot::default()));
        let (stop, stopped) = oneshot::channel();
        let session = Session::new(Arc::clone(&site), queue, shown);
        let hints = config
            .hints
            .map(|hints| tokio::spawn(pass_on(Arc::clone(&site), hints)));
        Self {
            session: Mutex::new(Some(tokio::spawn(session.run(stopped)))),
            site,
            snapshot,
            stop: Mutex::new(Some(stop)),
            hints,
            _locked: locked,
        }
    }

    /// Does what the command says, and answers when it is done, refused or failed. Dropping the
    /// future does not undo the order.
    pub async fn perform(&self, command: Command) -> Result<Outcome, EngineError> {
        let (reply, answer) = oneshot::channel();
        self.site.tell(Event::Command(Box::new(command), reply));
        answer.await.unwrap_or(Err(EngineError::Cancelled))
    }

    /// What is shown; changes whenever something did, ten times a second at most.
    pub fn snapshot(&self) -> watch::Receiver<Arc<Snapshot>> {
        self.snapshot.clone()
    }

    /// A page of what is known, as of the last look. Asks neither the server nor the disk.
    pub async fn rows(&self, query: RowQuery) -> Result<RowPage, EngineError> {
        let generation = self.snapshot.borrow().generation;
        let mut page = rows::page(&self.site, query).await?;
        page.generation = generation;
        Ok(page)
    }

    /// A preview of an asset, as the server has it.
    pub async fn thumbnail(
        &self,
        path: &DamPath,
        size: ThumbnailSize,
    ) -> Result<Bytes, EngineError> {
        let remote = self.site.remote();
        Ok(self.site.heard(remote.thumbnail(path, size).await)?)
    }

    /// Goes on with another login of the same person.
    pub fn set_remote(&self, remote: Arc<dyn Remote>) {
        self.site.tell(Event::LoggedIn(remote));
    }

    /// Waits until nothing is under way. What is paused, or waits for the network, is not.
    pub async fn settled(&self) {
        let (reply, answer) = oneshot::channel();
        self.site.tell(Event::Settle(reply));
        // A session that has ended has nothing under way.
        let _ = answer.await;
    }

    /// Ends the work and waits for its end. Transfers go on after the next start.
    pub async fn stop(&self) {
        self.signal_stop();
        let session = lock(&self.session).take();
        if let Some(session) = session
            && let Err(error) = session.await
        {
            tracing::error!(%error, "the session ended badly");
        }
    }

    fn signal_stop(&self) {
        if let Some(hints) = &self.hints {
            hints.abort();
        }
        if let Some(stop) = lock(&self.stop).take() {
            let _ = stop.send(());
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.signal_stop();
    }
}

async fn pass_on(site: Arc<Site>, mut hints: mpsc::UnboundedReceiver<DiskHint>) {
    while let Some(hint) = hints.recv().await {
        site.tell(match hint {
            DiskHint::At(path) => Event::Disk(path),
            DiskHint::Everything => Event::DiskOverflow,
        });
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
