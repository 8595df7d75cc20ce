//! What every action of one connection works with: the ports, the settings, the transfers in memory,
//! the path locks, and what was noticed and not dealt with yet.

pub(crate) mod appeared;
pub(crate) mod contact;
pub(crate) mod foreground;
mod halt;
pub(crate) mod linking;
mod noted;
pub(crate) mod reachability;
pub(crate) mod renames;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use damson_core::{
    Action, DamPath, HashKind, Offer, Refusal, Timestamp, brake::Brake, conflict::Day,
    policy::Policy,
};
use damson_remote::{Capability, Remembered, Remote};
use tokio::{
    sync::{OwnedMutexGuard, mpsc},
    task::JoinError,
    time::Instant,
};
use tokio_util::task::TaskTracker;

use crate::{
    events::Event,
    journal::Journal,
    model::{EngineError, JournalError, LocalError, TransferDirection},
    path_locks::{Access, PathLock, PathLocks},
    ports::{Clock, Local, Shell},
    transfer_state::{
        finishing::Finishing, free_space::FreeSpace, just_written::JustWritten, queue::Queue,
        rate_limit::RateLimit, running_orders::Orders, stale_hashes::StaleHashes,
    },
};
use appeared::Appeared;
use foreground::Foreground;
use linking::LinksInProgress;
use reachability::Reachability;
use renames::Renames;

/// How long a walk need not be made again.
const FRESH: Duration = Duration::from_secs(5);

/// So many tags that changed without the bytes show that this server's tags mean nothing.
pub(crate) const TAGS_ARE_MEANINGLESS_FROM: u64 = 2;

/// The connection as actions see it. It holds no state that is shown: that is the session's.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) local: Arc<dyn Local>,
    pub(crate) journal: Arc<Journal>,
    pub(crate) shell: Arc<dyn Shell>,
    pub(crate) clock: Arc<dyn Clock>,
    /// Who works here, as copies are named after them.
    pub(crate) person: String,
    pub(crate) path_locks: PathLocks,
    pub(crate) queue: Queue,
    pub(crate) orders: Orders,
    pub(crate) foreground: Foreground,
    pub(crate) finishing: Finishing,
    pub(crate) just_written: JustWritten,
    pub(crate) stale_hashes: StaleHashes,
    pub(crate) free_space: FreeSpace,
    pub(crate) download_rate_limit: RateLimit,
    pub(crate) upload_rate_limit: RateLimit,
    pub(crate) events: mpsc::UnboundedSender<Event>,
    /// Whether the server answered last.
    pub(crate) online: AtomicBool,
    /// The folders that were looked into since the start: worth keeping up with.
    seen: RwLock<BTreeSet<DamPath>>,
    /// How often the server was asked what changed.
    pub(crate) polls: AtomicU64,
    /// Of how many copies the assets were gone at the last look for where they are.
    pub(crate) lost: AtomicU64,
    /// The folders whose listing is being read.
    listings: Mutex<BTreeMap<DamPath, Arc<tokio::sync::Mutex<()>>>>,
    /// What was read last with everything below it, and when.
    walked: Mutex<Option<(DamPath, Instant)>>,
    /// The transfers that were taken up again since the start.
    resumed: Mutex<BTreeSet<(DamPath, bool)>>,
    released: AtomicBool,
    /// Copies of which only the server's bytes show whether they are up to date.
    unproven: Mutex<BTreeSet<DamPath>>,
    pub(crate) renames: Renames,
    pub(crate) appeared: Appeared,
    pub(crate) links_in_progress: LinksInProgress,
    changed: Mutex<noted::FoundChanged>,
    tags_mean_nothing: AtomicBool,
    pub(crate) reachability: Reachability,
    /// Two scans at a time would each find a part of what changed.
    pub(crate) scanning: Mutex<()>,
    pin_turn: RwLock<Option<DamPath>>,
    /// Kept from a move to Recovered until it is noted; whoever compares the two waits for it.
    pub(crate) recovering: tokio::sync::RwLock<()>,
    /// The calls of disk and journal that are under way; they can't be called back.
    calls: TaskTracker,
    ending: AtomicBool,
    halted: RwLock<Option<(Brake, DamPath)>>,
    remote: RwLock<Arc<dyn Remote>>,
    policy: RwLock<Policy>,
}

/// The ports of a connection.
#[derive(Debug)]
pub(crate) struct Ports {
    pub(crate) local: Arc<dyn Local>,
    pub(crate) journal: Arc<Journal>,
    pub(crate) remote: Arc<dyn Remote>,
    pub(crate) shell: Arc<dyn Shell>,
    pub(crate) clock: Arc<dyn Clock>,
}

impl Context {
    pub(crate) fn new(
        ports: Ports,
        person: String,
        policy: Policy,
        events: mpsc::UnboundedSender<Event>,
    ) -> Self {
        let caught = ports.journal.times_tag_changed_alone().unwrap_or_default();
        let tags_mean_nothing = caught >= TAGS_ARE_MEANINGLESS_FROM;
        let was_away = contact::was_away(&ports.journal);
        let halted = ports.journal.halt().unwrap_or_else(|error| {
            tracing::warn!(%error, "what halted before is not known");
            None
        });
        if let Err(error) = ports.journal.end_orders(ports.clock.now()) {
            tracing::warn!(%error, "orders of before seem to go on");
        }
        let latest_first = ports.journal.latest_first().unwrap_or_else(|error| {
            tracing::warn!(%error, "what a person put first is not known");
            0
        });
        let context = Self {
            local: ports.local,
            journal: ports.journal,
            shell: ports.shell,
            clock: ports.clock,
            person,
            path_locks: PathLocks::new(),
            queue: Queue::new(policy.transfers, latest_first, events.clone()),
            orders: Orders::default(),
            foreground: Foreground::new(),
            finishing: Finishing::default(),
            just_written: JustWritten::default(),
            stale_hashes: StaleHashes::default(),
            free_space: FreeSpace::default(),
            download_rate_limit: RateLimit::default(),
            upload_rate_limit: RateLimit::default(),
            events,
            // An action may be tried before the first answer came, unless none came before.
            online: AtomicBool::new(!was_away),
            seen: RwLock::default(),
            polls: AtomicU64::new(0),
            lost: AtomicU64::new(0),
            listings: Mutex::default(),
            walked: Mutex::default(),
            resumed: Mutex::default(),
            released: AtomicBool::new(false),
            unproven: Mutex::default(),
            renames: Renames::default(),
            appeared: Appeared::default(),
            links_in_progress: LinksInProgress::default(),
            changed: Mutex::default(),
            tags_mean_nothing: AtomicBool::new(tags_mean_nothing),
            reachability: Reachability::after(was_away),
            scanning: Mutex::default(),
            pin_turn: RwLock::default(),
            recovering: tokio::sync::RwLock::new(()),
            calls: TaskTracker::new(),
            ending: AtomicBool::new(false),
            halted: RwLock::new(halted),
            remote: RwLock::new(ports.remote),
            policy: RwLock::new(Policy::default()),
        };
        context.configure(policy);
        context
    }

    pub(crate) fn remote(&self) -> Arc<dyn Remote> {
        read(&self.remote).clone()
    }

    /// Gives a connector what it reported before: which locks were granted, and what was learnt of
    /// the server. Blocks for a moment.
    pub(crate) fn remind(&self, remote: &dyn Remote) {
        let told = || -> Result<Remembered, JournalError> {
            let held = self.journal.mine()?.into_iter();
            Ok(Remembered {
                locks: held
                    .filter_map(|asset| Some((asset.path, asset.token?)))
                    .collect(),
                learnt: self.journal.learnt()?,
            })
        };
        match told() {
            Ok(remembered) => remote.recall(remembered),
            Err(error) => tracing::warn!(%error, "the connector is not reminded of its locks"),
        }
    }

    /// Keeps what the connector found out about the server, for the next process.
    pub(crate) async fn keep_learnt(&self) -> Result<(), EngineError> {
        let Some(learnt) = self.remote().learnt() else {
            return Ok(());
        };
        self.in_journal(move |journal| {
            if journal.learnt()?.as_ref() == Some(&learnt) {
                return Ok(());
            }
            journal.set_learnt(&learnt)
        })
        .await
    }

    pub(crate) fn set_remote(&self, remote: Arc<dyn Remote>) {
        *write(&self.remote) = remote;
    }

    pub(crate) fn capability(&self) -> Capability {
        self.remote().capability()
    }

    /// The day on this person's calendar.
    pub(crate) fn today(&self) -> Day {
        self.clock.day(self.now())
    }

    pub(crate) fn policy(&self) -> Policy {
        read(&self.policy).clone()
    }

    pub(crate) fn configure(&self, policy: Policy) {
        self.download_rate_limit.set(policy.download_limit);
        self.upload_rate_limit.set(policy.upload_limit);
        self.queue.set_limit(policy.transfers);
        *write(&self.policy) = policy;
    }

    /// Waits until nobody else reads the listing of `folder`. Two at a time would each take what
    /// the other one saw for gone.
    pub(crate) async fn listing_turn(&self, folder: &DamPath) -> OwnedMutexGuard<()> {
        let turn = {
            let mut listings = self.listings.lock().unwrap_or_else(PoisonError::into_inner);
            listings.retain(|_, turn| Arc::strong_count(turn) > 1);
            Arc::clone(listings.entry(folder.clone()).or_default())
        };
        turn.lock_owned().await
    }

    pub(crate) fn note_walk(&self, top: &DamPath) {
        let mut walked = self.walked.lock().unwrap_or_else(PoisonError::into_inner);
        *walked = Some((top.clone(), Instant::now()));
    }

    /// Whether everything below `top` was read a moment ago; says so once.
    pub(crate) fn take_walk(&self, top: &DamPath) -> bool {
        let mut walked = self.walked.lock().unwrap_or_else(PoisonError::into_inner);
        walked
            .take()
            .is_some_and(|(folder, at)| folder == *top && at.elapsed() < FRESH)
    }

    /// Which pinned folder was looked into last, where there are too many for one poll.
    pub(crate) fn take_pin_turn(&self) -> Option<DamPath> {
        write(&self.pin_turn).take()
    }

    pub(crate) fn set_pin_turn(&self, after: Option<DamPath>) {
        *write(&self.pin_turn) = after;
    }

    pub(crate) fn seen_folder(&self, folder: &DamPath) {
        write(&self.seen).insert(folder.clone());
    }

    pub(crate) fn seen_folders(&self) -> Vec<DamPath> {
        read(&self.seen).iter().cloned().collect()
    }

    pub(crate) fn has_seen(&self, folder: &DamPath) -> bool {
        read(&self.seen).contains(folder)
    }

    /// A transfer of before the restart is taken up again.
    pub(crate) fn note_resumed(&self, path: &DamPath, direction: TransferDirection) {
        let mut resumed = self.resumed.lock().unwrap_or_else(PoisonError::into_inner);
        resumed.insert((path.clone(), direction == TransferDirection::Upload));
    }

    /// Whether such a transfer was taken up again; says so once.
    pub(crate) fn take_resumed(&self, path: &DamPath, direction: TransferDirection) -> bool {
        let mut resumed = self.resumed.lock().unwrap_or_else(PoisonError::into_inner);
        resumed.remove(&(path.clone(), direction == TransferDirection::Upload))
    }

    /// Whether this server's entity tags were seen to change without the bytes.
    pub(crate) fn tags_mean_nothing(&self) -> bool {
        self.tags_mean_nothing.load(Ordering::Relaxed)
    }

    pub(crate) fn note_tags_mean_nothing(&self) {
        self.tags_mean_nothing.store(true, Ordering::Relaxed);
    }

    /// Locks a path for an action that a person waits for. An action that rests in the way, because the
    /// server or a person has to do something first, is a refusal instead of a wait.
    pub(crate) async fn lock_for_person(
        &self,
        action: Action,
        path: &DamPath,
        access: Access,
    ) -> Result<PathLock, EngineError> {
        let rests = |held: &DamPath| self.queue.rests(held);
        let held = self.path_locks.lock_unless(path, access, rests).await;
        held.map_err(|path| EngineError::Refused {
            action,
            path,
            refusal: Refusal::Busy,
        })
    }

    /// While a person's "go on" is carried out, no brake stops it.
    pub(crate) fn set_released(&self, released: bool) {
        self.released.store(released, Ordering::Relaxed);
    }

    pub(crate) fn is_released(&self) -> bool {
        self.released.load(Ordering::Relaxed)
    }

    /// What local files are hashed with: what the server reports, so that bytes can be compared.
    pub(crate) fn hash(&self) -> HashKind {
        self.capability().hash.unwrap_or(HashKind::Sha256)
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn is_online(&self) -> bool {
        self.online.load(Ordering::Relaxed)
    }

    pub(crate) fn offer(&self) -> Offer {
        let capability = self.capability();
        Offer {
            online: self.is_online(),
            locks: capability.locks,
            forced_release: capability.forced_release,
            versions: capability.versions,
            copy: capability.copy,
        }
    }

    /// Sends an event to the session; one that has ended needs no news.
    pub(crate) fn send(&self, event: Event) {
        let _ = self.events.send(event);
    }

    /// Runs a blocking call on the cache folder.
    pub(crate) async fn on_disk<T: Send + 'static>(
        &self,
        call: impl FnOnce(&dyn Local) -> Result<T, LocalError> + Send + 'static,
    ) -> Result<T, LocalError> {
        let local = Arc::clone(&self.local);
        self.blocking(move || call(&*local)).await
    }

    /// Runs a blocking call on the journal.
    pub(crate) async fn in_journal<T: Send + 'static>(
        &self,
        call: impl FnOnce(&Journal) -> Result<T, JournalError> + Send + 'static,
    ) -> Result<T, EngineError> {
        let journal = Arc::clone(&self.journal);
        Ok(self.blocking(move || call(&journal)).await?)
    }

    /// Runs blocking work on disk and journal off the loop. [`Context::end`] waits for it, also when
    /// nobody else does any more. A panic in it goes on in the caller.
    pub(crate) async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> T {
        #[cfg(feature = "simulation")]
        if crate::hooks::is_on() {
            crate::hooks::dawdle().await;
            return work();
        }
        ended(self.calls.spawn_blocking(work).await).await
    }

    /// As [`Context::blocking`]; nobody waits for it but the end.
    pub(crate) fn aside(&self, work: impl FnOnce() + Send + 'static) {
        #[cfg(feature = "simulation")]
        if crate::hooks::is_on() {
            return work();
        }
        drop(self.calls.spawn_blocking(work));
    }

    /// As [`Context::aside`]; in a simulation once others have had a turn.
    pub(crate) fn soon(self: &Arc<Self>, work: fn(&Self)) {
        let at = Arc::clone(self);
        #[cfg(feature = "simulation")]
        if crate::hooks::is_on() {
            drop(self.calls.spawn(async move {
                crate::hooks::dawdle().await;
                work(&at);
            }));
            return;
        }
        self.aside(move || work(&at));
    }

    /// Whether the work ends: what takes long leaves off.
    pub(crate) fn is_ending(&self) -> bool {
        self.ending.load(Ordering::Relaxed)
    }

    /// Waits until nothing touches disk and journal any more.
    pub(crate) async fn end(&self) {
        self.ending.store(true, Ordering::Relaxed);
        self.calls.close();
        self.calls.wait().await;
    }
}

/// Runs blocking work off the loop that touches neither the cache folder nor the journal. A panic in it goes on in the caller.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    #[cfg(feature = "simulation")]
    if crate::hooks::is_on() {
        crate::hooks::dawdle().await;
        return work();
    }
    ended(tokio::task::spawn_blocking(work).await).await
}

async fn ended<T>(ended: Result<T, JoinError>) -> T {
    match ended {
        Ok(done) => done,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            // The runtime is going down, and every task with it.
            Err(_) => futures::future::pending().await,
        },
    }
}

fn read<T>(lock: &RwLock<T>) -> std::sync::RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> std::sync::RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}
