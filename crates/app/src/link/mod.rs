//! One Damson at a time: the process that runs the sessions, and the processes that send it intents.
//!
//! The process that holds the lock file is the owner: it runs the [`App`] and listens on a local socket that is
//! this person's alone. Every other process is a guest of it. When the owner ends, the next guest
//! that sends an intent becomes the owner. There is never a second one that writes.

mod client;
mod frames;
mod server;
mod socket;

use std::{
    fmt,
    fs::{File, TryLockError},
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use async_trait::async_trait;
pub use client::Client;
use client::{Lost, Refused};
use server::Server;
use tokio::{
    sync::watch,
    time::{Instant, sleep},
};

use crate::{
    app::{App, Ports},
    blocking::blocking,
    config::dirs::Dirs,
    crossing::{
        error::{ErrorCode, Result, UserError},
        intent::Intent,
        reply::Reply,
        view::SnapshotView,
    },
    handle::Handle,
};

/// Makes the ports of an owner. Only the process that becomes the owner calls it. May block.
pub type MakePorts = Box<dyn Fn() -> Ports + Send + Sync>;

/// Damson, in this process or in the one that runs it.
#[derive(Debug)]
pub struct Link {
    shared: Arc<Shared>,
}

struct Shared {
    dirs: Dirs,
    ports: Arc<MakePorts>,
    role: tokio::sync::Mutex<Role>,
    /// `None` once this process has left.
    shown: Mutex<Option<watch::Sender<Arc<SnapshotView>>>>,
}

/// The role of this process.
#[derive(Debug, Clone)]
enum Role {
    Owner(Arc<Owner>),
    Guest(Arc<Client>),
    Ended,
}

#[derive(Debug)]
struct Owner {
    app: App,
    server: Server,
    /// Dropped last: the socket is gone before another process can be the owner.
    _lock: File,
}

/// How long a process waits for an owner that starts or ends.
const PATIENCE: Duration = Duration::from_secs(10);
const FIRST_PAUSE: Duration = Duration::from_millis(10);
const LONGEST_PAUSE: Duration = Duration::from_millis(250);

/// Joins the Damson that runs, or becomes it, with this computer's keychain and desktop.
pub async fn open(dirs: Dirs) -> Result<Box<dyn Handle>> {
    let link = Link::open(dirs, Box::new(Ports::of_this_computer)).await?;
    Ok(Box::new(link))
}

impl Link {
    pub async fn open(dirs: Dirs, ports: MakePorts) -> Result<Self> {
        dirs.make()?;
        let shared = Arc::new(Shared {
            dirs,
            ports: Arc::new(ports),
            role: tokio::sync::Mutex::new(Role::Ended),
            shown: Mutex::new(Some(watch::Sender::default())),
        });
        let mut role = shared.role.lock().await;
        *role = shared.attach().await?;
        drop(role);
        Ok(Self { shared })
    }

    /// Whether the sessions run in this process.
    pub async fn is_owner(&self) -> bool {
        matches!(*self.shared.role.lock().await, Role::Owner(_))
    }
}

#[async_trait]
impl Handle for Link {
    async fn send(&self, intent: Intent) -> Result<Reply, UserError> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let role = self.shared.role.lock().await.clone();
            let client = match role {
                Role::Owner(owner) => return owner.app.send(intent).await,
                Role::Guest(client) => client,
                Role::Ended => return Err(ErrorCode::ShuttingDown.into()),
            };
            let again = match client.ask(intent.clone()).await {
                Ok(answer) => return answer,
                Err(Lost::NotAsked) => true,
                Err(Lost::Unanswered) => intent.is_repeatable(),
            };
            if !again || Instant::now() >= deadline {
                return Err(ErrorCode::NotAnswering.into());
            }
            self.shared.replace(&client).await?;
        }
    }

    fn watch(&self) -> watch::Receiver<Arc<SnapshotView>> {
        match &*self.shared.shown() {
            Some(shown) => shown.subscribe(),
            None => watch::channel(Arc::default()).1,
        }
    }

    async fn close(&self) {
        let role = self.shared.role.lock().await.clone();
        match &role {
            // A guest that waits for an answer gets it first.
            Role::Owner(owner) => owner.server.finish_answers().await,
            Role::Guest(_) | Role::Ended => {}
        }
        self.shared.end().await;
    }
}

impl Shared {
    /// Becomes the owner or a guest, whichever comes first.
    async fn attach(self: &Arc<Self>) -> Result<Role> {
        let deadline = Instant::now() + PATIENCE;
        let mut pause = FIRST_PAUSE;
        loop {
            if let Some(lock) = take_lock(&self.dirs)? {
                return self.own(lock).await;
            }
            if let Ok(stream) = socket::connect(&self.dirs).await {
                match Client::connect(stream).await {
                    Ok(client) => return Ok(self.be_guest(client)),
                    Err(Refused::Useless(error)) => return Err(*error),
                    Err(Refused::Absent) => {}
                }
            }
            // The owner holds the lock while it starts and while it ends, and does not listen then.
            if Instant::now() >= deadline {
                return Err(UserError::new(ErrorCode::NotAnswering).file(&self.dirs.lock_file()));
            }
            sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    async fn own(self: &Arc<Self>, lock: File) -> Result<Role> {
        let (dirs, ports) = (self.dirs.clone(), self.ports.clone());
        let ports = blocking(move || Ok(ports())).await?;
        let app = App::open(dirs, ports)?;
        let listener = socket::listen(&self.dirs)
            .map_err(|error| UserError::io(&error, &self.dirs.runtime))?;
        let owner = Owner {
            server: Server::start(app.clone(), listener),
            app: app.clone(),
            _lock: lock,
        };
        tracing::info!("this process runs the sessions");
        tokio::spawn(show_owner(Arc::downgrade(self), app.watch()));
        Ok(Role::Owner(Arc::new(owner)))
    }

    fn be_guest(self: &Arc<Self>, client: Client) -> Role {
        let client = Arc::new(client);
        tracing::debug!("another process runs the sessions");
        tokio::spawn(show_guest(
            Arc::downgrade(self),
            Arc::downgrade(&client),
            client.watch(),
        ));
        Role::Guest(client)
    }

    /// Looks for another owner in the place of one that ended, once for all callers that noticed.
    async fn replace(self: &Arc<Self>, gone: &Arc<Client>) -> Result<()> {
        let mut role = self.role.lock().await;
        match &*role {
            Role::Guest(client) if Arc::ptr_eq(client, gone) => {
                *role = self.attach().await?;
            }
            Role::Guest(_) | Role::Owner(_) | Role::Ended => {}
        }
        Ok(())
    }

    /// Leaves. An owner ends the sessions, then the socket, then the lock.
    async fn end(&self) {
        let mut role = self.role.lock().await;
        match std::mem::replace(&mut *role, Role::Ended) {
            Role::Owner(owner) => {
                owner.app.close().await;
                owner.server.stop().await;
            }
            Role::Guest(client) => client.close().await,
            Role::Ended => {}
        }
        drop(self.shown().take());
    }

    fn show(&self, snapshot: Arc<SnapshotView>) {
        if let Some(shown) = &*self.shown() {
            shown.send_replace(snapshot);
        }
    }

    fn shown(&self) -> MutexGuard<'_, Option<watch::Sender<Arc<SnapshotView>>>> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Shared")
            .field("dirs", &self.dirs)
            .finish_non_exhaustive()
    }
}

/// Publishes the application's snapshots until the application ends, which a guest may have asked for;
/// leaves then.
async fn show_owner(shared: Weak<Shared>, mut from: watch::Receiver<Arc<SnapshotView>>) {
    from.mark_changed();
    while from.changed().await.is_ok() {
        let Some(shared) = shared.upgrade() else {
            return;
        };
        shared.show(from.borrow_and_update().clone());
    }
    if let Some(shared) = shared.upgrade() {
        shared.end().await;
    }
}

/// Publishes the owner's snapshots until the owner ends; looks for another owner then.
async fn show_guest(
    shared: Weak<Shared>,
    client: Weak<Client>,
    mut from: watch::Receiver<Arc<SnapshotView>>,
) {
    from.mark_changed();
    while from.changed().await.is_ok() {
        let Some(shared) = shared.upgrade() else {
            return;
        };
        shared.show(from.borrow_and_update().clone());
    }
    let (Some(shared), Some(client)) = (shared.upgrade(), client.upgrade()) else {
        return;
    };
    if let Err(error) = shared.replace(&client).await {
        tracing::warn!(%error, "there is no Damson in the place of the one that ended");
        shared.end().await;
    }
}

/// The owner's lock; `None` while another process has it. The system frees the lock of a process that
/// dies.
fn take_lock(dirs: &Dirs) -> Result<Option<File>> {
    let file = dirs.lock_file();
    let failed = |error: std::io::Error| UserError::io(&error, &file);
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&file)
        .map_err(failed)?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => {
            let none = UserError::new(ErrorCode::NoLocks).file(&file);
            Err(none.said(error.to_string()))
        }
    }
}
