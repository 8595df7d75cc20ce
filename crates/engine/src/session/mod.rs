//! One connection at work: one closed set of events, one loop.
//!
//! Everything that can wake the connection is an [`Event`]. The loop never waits for the disk, the
//! journal or the server: whatever takes time is a task that reports how it ended. Only the loop
//! changes what is shown, and it shows it in one place.

mod due;
mod publish;
mod reach;
mod saved_files;
mod shown_orders;
mod sleep;

use std::{sync::Arc, time::Duration};

use damson_core::{DamPath, Timestamp};
use tokio::{
    sync::{mpsc, oneshot, watch},
    task::JoinSet,
    time::{Instant, sleep_until},
};

pub(crate) use crate::events::Chore;
pub(crate) use crate::events::{Event, Reply};
use crate::{
    commands,
    context::{Context, contact},
    model::{Command, Connection, EngineError, Outcome, Snapshot, Unwatched},
    observe::{listing, listing_rows::ListingRows, rescan},
    upkeep::{self, eviction, lock_renewal, offline_queue, recovered_cleanup, resume},
};
use due::{Due, sooner};
use saved_files::Saves;

/// The state of the loop.
#[derive(Debug)]
pub(crate) struct Session {
    context: Arc<Context>,
    events: mpsc::UnboundedReceiver<Event>,
    snapshot: watch::Sender<Arc<Snapshot>>,
    tasks: JoinSet<()>,
    running: Vec<Chore>,
    saves: Saves,
    /// The transfers of before the restart were taken up once.
    begun: bool,
    unwatched: Option<Unwatched>,
    connection: Connection,
    generation: u64,
    /// Something that is shown changed since it was shown last.
    stale: bool,
    /// Before that nothing is looked at anew.
    look_after: Option<Instant>,
    /// Before that nothing is shown anew.
    show_after: Option<Instant>,
    due: Due,
    /// When the last round was made, by the clock of timers and by that on the wall.
    round: (Instant, Timestamp),
    settlers: Vec<oneshot::Sender<()>>,
}

/// The least time between two snapshots.
/// A file counts as saved after seconds.
const LOOKED_EVERY: Duration = Duration::from_millis(100);
const SHOWN_EVERY: Duration = Duration::from_millis(100);
/// Gathering what is shown takes one part in so many of the time: it grows with the DAM.
const SHOWN_SHARE: u32 = 10;
const EVENTS_A_ROUND: usize = 256;
/// The slow look at everything, for what watchers miss.
const RESCAN_EVERY: Duration = Duration::from_hours(1);
const RECOVERED_EVERY: Duration = Duration::from_hours(1);
/// When a cache folder that is too full and could not be emptied is looked at again.
const EVICTION_AGAIN: Duration = Duration::from_mins(5);
/// How often folders are looked at that the system doesn't watch.
const UNWATCHED_EVERY: Duration = Duration::from_mins(1);
/// When the cache folder is looked at again after the journal could not take what was seen.
const UNNOTED_AGAIN: Duration = Duration::from_secs(30);
/// How soon a disk that was not there at the start is looked for again.
const RESUME_AGAIN: Duration = Duration::from_secs(30);

impl Session {
    pub(crate) fn new(
        context: Arc<Context>,
        events: mpsc::UnboundedReceiver<Event>,
        snapshot: watch::Sender<Arc<Snapshot>>,
    ) -> Self {
        let now = Instant::now();
        let saves = Saves::new(context.policy().quiet_ms);
        Self {
            round: (now, context.now()),
            context,
            events,
            snapshot,
            tasks: JoinSet::new(),
            running: Vec::new(),
            saves,
            begun: false,
            unwatched: None,
            connection: Connection::Connecting,
            generation: 0,
            stale: true,
            look_after: None,
            show_after: None,
            due: Due::at_start(now),
            settlers: Vec::new(),
        }
    }

    /// Runs until `stop` resolves.
    pub(crate) async fn run(mut self, stop: oneshot::Receiver<()>) {
        self.tasks.spawn(contact::begin(Arc::clone(&self.context)));
        let mut stop = stop;
        loop {
            self.notice_sleep();
            self.start_due();
            self.answer_settlers();
            let next = self.next_due();
            tokio::select! {
                biased;
                _ = &mut stop => break,
                Some(event) = self.events.recv() => {
                    self.handle(event);
                    // What came with it needs no round of its own.
                    for _ in 0..EVENTS_A_ROUND {
                        let Ok(event) = self.events.try_recv() else { break };
                        self.handle(event);
                    }
                }
                Some(_) = self.tasks.join_next() => {}
                () = sleep_until(next) => {}
            }
        }
        self.tasks.shutdown().await;
        // A process for one thing may end before its first poll does.
        noted("what was learnt", self.context.keep_learnt().await);
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Command(command, reply) => self.command(*command, reply),
            Event::List(folder, to, reply) => {
                let context = Arc::clone(&self.context);
                let order = context.foreground.begin();
                self.tasks.spawn(async move {
                    let _order = order;
                    let told = listing::refresh_reporting(&context, &folder, ListingRows::new(to));
                    let _ = reply.send(contact::soon(&context, told).await);
                });
            }
            Event::Disk(path) | Event::LookAt(path) => self.saves.hinted(path),
            Event::Looked(look) => {
                if let Some(path) = self.saves.looked(look) {
                    let context = Arc::clone(&self.context);
                    self.tasks
                        .spawn(async move { saved_files::read(&context, path).await });
                }
            }
            Event::DiskOverflow => self.due.rescan = Instant::now(),
            Event::Unwatched(unwatched) => {
                self.stale |= self.unwatched != unwatched;
                // However often the same folders are reported, the next scan keeps its time.
                let due = self.due.unwatched.take();
                let first = || Instant::now() + UNWATCHED_EVERY;
                self.due.unwatched = unwatched.as_ref().map(|_| due.unwrap_or_else(first));
                self.unwatched = unwatched;
            }
            Event::Unnoted => {
                self.due.rescan = self.due.rescan.min(Instant::now() + UNNOTED_AGAIN);
            }
            Event::Reached => self.reached(),
            Event::Unreachable => self.unreachable(),
            Event::LoggedOut => {
                if self.connection != Connection::LoginNeeded {
                    self.connection = Connection::LoginNeeded;
                    self.stale = true;
                }
            }
            Event::LoggedIn(remote) => {
                self.context.set_remote(remote);
                self.connection = Connection::Connecting;
                self.wake();
            }
            Event::Polled => {
                self.connection = Connection::Online {
                    checked: self.context.now(),
                };
                self.stale = true;
                self.due.offline_queue = true;
            }
            Event::Fetched => self.due.eviction = Some(Instant::now()),
            Event::LocksDue => self.due.locks = Some(Instant::now()),
            Event::Pinned => {
                self.context
                    .polls
                    .store(0, std::sync::atomic::Ordering::Relaxed);
                self.due.poll = Instant::now();
            }
            Event::PollDue => self.due.poll = Instant::now(),
            Event::Resume(record) => {
                let context = Arc::clone(&self.context);
                self.tasks
                    .spawn(async move { resume::one(&context, *record).await });
            }
            Event::GoOn(waiting) => {
                self.begun = true;
                let context = Arc::clone(&self.context);
                self.tasks
                    .spawn(async move { resume::go_on(&context, waiting).await });
            }
            Event::Parked(until) => {
                self.due.resume = sooner(self.due.resume, Some(until));
                self.stale = true;
            }
            Event::Changed => self.stale = true,
            Event::Ended(chore, next) => self.ended(chore, next),
            Event::Gathered(shown) => self.publish(*shown),
            Event::Settle(reply) => {
                self.context.foreground.settle();
                self.settlers.push(reply);
            }
        }
    }

    fn command(&mut self, command: Command, reply: Reply) {
        if let Command::Configure(policy) = command {
            self.context.configure(policy);
            // A shorter interval begins now, not when the longer one is over.
            self.due.poll = self.due.poll.min(Instant::now() + self.interval());
            self.due.eviction = Some(Instant::now());
            let _ = reply.send(Ok(Outcome::Done));
            return;
        }
        if matches!(command, Command::Wake) {
            self.context.queue.wake();
            self.due.resume = Some(Instant::now());
        }
        let context = Arc::clone(&self.context);
        let only_asks = command.only_asks();
        let order = self.context.foreground.begin();
        self.tasks.spawn(async move {
            let _order = order;
            let outcome = commands::perform(&context, command).await;
            if !only_asks {
                context.send(Event::Changed);
            }
            // Who asked may have gone.
            let _ = reply.send(outcome);
        });
    }

    /// How long until the next poll: a little more or less, so that computers that started together
    /// don't ask together.
    fn interval(&self) -> Duration {
        let every = Duration::from_secs(self.context.policy().poll_seconds.max(1));
        every.mul_f64(0.9 + 0.2 * fastrand::f64())
    }

    /// Takes up work at once.
    fn wake(&mut self) {
        self.context.queue.wake();
        self.due.poll = Instant::now();
        self.due.resume = Some(Instant::now());
    }

    #[expect(clippy::too_many_lines, reason = "one entry a chore, all of one shape")]
    fn start_due(&mut self) {
        let now = Instant::now();
        if self.due.resume.is_some_and(|at| at <= now) && self.begin(Chore::Resume) {
            self.due.resume = None;
            let begun = self.begun;
            self.spawn(Chore::Resume, move |context| async move {
                let waiting = if begun {
                    resume::parked(&context).await
                } else {
                    resume::begin(&context).await
                };
                match waiting {
                    Ok(waiting) => {
                        context.send(Event::GoOn(waiting));
                        None
                    }
                    Err(error) => {
                        tracing::warn!(%error, "transfers of before the restart wait");
                        Some(Instant::now() + RESUME_AGAIN)
                    }
                }
            });
        }
        if self.due.poll <= now && self.begin(Chore::Poll) {
            self.due.poll = now + self.interval();
            self.spawn(Chore::Poll, |context| async move {
                let polled = upkeep::poll_and_keep(&context).await;
                noted("poll", polled);
                None
            });
        }
        if self.due.rescan <= now && self.begin(Chore::Rescan) {
            self.due.rescan = now + RESCAN_EVERY;
            // The first one has what was left before the start cleared up beside it.
            let tidies = self.begun;
            self.spawn(Chore::Rescan, move |context| async move {
                let scanned = rescan::rescan(&context, &DamPath::root(), true).await;
                // What could not be noted, because the disk is full, say, is seen again.
                let again = matches!(scanned, Err(EngineError::Journal(_)));
                noted("rescan", scanned);
                if tidies {
                    commands::tidy(&context).await;
                }
                again.then(|| Instant::now() + UNNOTED_AGAIN)
            });
        }
        if self.due.unwatched.is_some_and(|at| at <= now) && self.begin(Chore::Unwatched) {
            let unwatched = self.unwatched.as_ref();
            let folders = unwatched.map_or_else(Default::default, |one| one.folders.clone());
            self.due.unwatched = Some(now + UNWATCHED_EVERY);
            self.spawn(Chore::Unwatched, move |context| async move {
                for folder in folders {
                    noted("rescan", rescan::rescan(&context, &folder, true).await);
                }
                None
            });
        }
        if self.due.locks.is_some_and(|at| at <= now) && self.begin(Chore::Locks) {
            self.due.locks = None;
            self.spawn(Chore::Locks, |context| async move {
                match lock_renewal::renew(&context).await {
                    Ok(next) => next,
                    Err(error) => {
                        tracing::warn!(%error, "locks were not renewed");
                        Some(Instant::now() + Duration::from_secs(30))
                    }
                }
            });
        }
        if self.due.recovered <= now && self.begin(Chore::Recovered) {
            self.due.recovered = now + RECOVERED_EVERY;
            self.spawn(Chore::Recovered, |context| async move {
                noted(
                    "clean Recovered",
                    recovered_cleanup::remove_old(&context).await,
                );
                None
            });
        }
        if self.due.offline_queue && self.begin(Chore::OfflineQueue) {
            self.due.offline_queue = false;
            self.spawn(Chore::OfflineQueue, |context| async move {
                noted("what waits", offline_queue::carry_out(&context).await);
                None
            });
        }
        if self.due.eviction.is_some_and(|at| at <= now) && self.begin(Chore::Eviction) {
            self.due.eviction = None;
            self.spawn(Chore::Eviction, |context| async move {
                match eviction::evict(&context).await {
                    Ok(next) => next,
                    Err(error) => {
                        tracing::info!(%error, "the cache folder is too full");
                        Some(Instant::now() + EVICTION_AGAIN)
                    }
                }
            });
        }
        if self.look_at().is_some_and(|at| at <= now) && self.begin(Chore::Look) {
            let due = self.saves.due();
            self.look_after = Some(now + LOOKED_EVERY);
            self.spawn(Chore::Look, |context| async move {
                saved_files::look_at(&context, due).await;
                None
            });
        }
        if self.due.terms.take_if(|at| *at <= now).is_some() {
            self.stale = true;
        }
        if self.show_at(now).is_some_and(|at| at <= now) && self.begin(Chore::Publish) {
            self.stale = false;
            self.spawn(Chore::Publish, move |context| async move {
                match publish::gather(&context).await {
                    Ok(shown) => context.send(Event::Gathered(Box::new(shown))),
                    Err(error) => tracing::error!(%error, "nothing to show"),
                }
                Some(now + SHOWN_EVERY.max(now.elapsed() * SHOWN_SHARE))
            });
        }
    }

    fn begin(&mut self, chore: Chore) -> bool {
        if self.running.contains(&chore) {
            return false;
        }
        self.running.push(chore);
        true
    }

    fn spawn<F, W>(&mut self, chore: Chore, work: F)
    where
        F: FnOnce(Arc<Context>) -> W,
        W: Future<Output = Option<Instant>> + Send + 'static,
    {
        let context = Arc::clone(&self.context);
        let work = work(Arc::clone(&context));
        self.tasks.spawn(async move {
            let next = work.await;
            context.send(Event::Ended(chore, next));
        });
    }

    fn ended(&mut self, chore: Chore, next: Option<Instant>) {
        self.running.retain(|running| *running != chore);
        if chore == Chore::Locks {
            self.due.locks = sooner(self.due.locks, next);
        }
        if chore == Chore::Rescan {
            self.due.rescan = next.map_or(self.due.rescan, |next| next.min(self.due.rescan));
        }
        if chore == Chore::Eviction {
            self.due.eviction = sooner(self.due.eviction, next);
        }
        if chore == Chore::Resume {
            self.due.resume = sooner(self.due.resume, next);
        }
        if chore == Chore::Publish {
            self.show_after = next;
        }
        if chore == Chore::Rescan || chore == Chore::Poll {
            self.stale = true;
        }
    }

    /// When what was hinted at is looked at: what comes close to each other, at once.
    fn look_at(&self) -> Option<Instant> {
        let due = self.saves.next()?;
        Some(self.look_after.map_or(due, |after| after.max(due)))
    }

    fn show_at(&self, now: Instant) -> Option<Instant> {
        if !self.stale {
            return None;
        }
        Some(self.show_after.unwrap_or(now))
    }

    /// When the loop has to look again by itself. A chore that runs needs no wake-up.
    fn next_due(&self) -> Instant {
        let free = |chore: Chore, at: Instant| (!self.running.contains(&chore)).then_some(at);
        let dues = [
            free(Chore::Poll, self.due.poll),
            free(Chore::Rescan, self.due.rescan),
            self.due.locks.and_then(|at| free(Chore::Locks, at)),
            free(Chore::Recovered, self.due.recovered),
            self.due.unwatched.and_then(|at| free(Chore::Unwatched, at)),
            self.due.eviction.and_then(|at| free(Chore::Eviction, at)),
            self.due.resume.and_then(|at| free(Chore::Resume, at)),
            self.look_at().and_then(|at| free(Chore::Look, at)),
            self.due.terms,
            self.show_at(Instant::now())
                .and_then(|at| free(Chore::Publish, at)),
        ];
        let far = Instant::now() + RESCAN_EVERY;
        dues.into_iter().flatten().min().unwrap_or(far)
    }

    /// Answers who waits, once nothing is under way or due but time.
    fn answer_settlers(&mut self) {
        if self.settlers.is_empty() || !self.is_settled() {
            return;
        }
        for settler in self.settlers.drain(..) {
            let _ = settler.send(());
        }
    }

    fn is_settled(&self) -> bool {
        self.events.is_empty()
            && !self.stale
            && self.saves.is_empty()
            && !self.context.queue.is_at_work()
            && self.tasks.len() <= self.context.queue.standing() + self.unanswered()
    }
}

fn noted(what: &'static str, done: Result<(), EngineError>) {
    if let Err(error) = done {
        tracing::info!(what, %error, "tried again later");
    }
}
