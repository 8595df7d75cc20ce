//! The transfers that are under way or wait for their turn.
//!
//! The journal keeps every transfer across restarts; this is the part of it that has a task.

mod rate;
mod rest;
mod wish;

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use damson_core::{ByteCount, DamPath};
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;

use rate::Rate;
use wish::Wishes;

use crate::{
    events::Event,
    model::{Transfer, TransferId, TransferState},
};

pub(crate) use rest::Rest;
pub(crate) use wish::Rank;

/// What goes first: the lower, the sooner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Priority {
    /// A person waits for it.
    Person,
    /// One of many that a person asked for.
    Bulk,
    /// Nobody asked for it just now (pinned folders).
    Automatic,
}

/// The transfers with a task, and who may run.
#[derive(Debug)]
pub(crate) struct Queue {
    state: Mutex<State>,
    /// Rings whenever a place may have become free for one who waits.
    bell: Notify,
    /// Ends the rest between two attempts.
    wake: Notify,
    /// Rings whenever a transfer may have begun to rest.
    resting: Notify,
    events: mpsc::UnboundedSender<Event>,
    /// How transfers ended whose end could not be written to the journal.
    unrecorded: Mutex<BTreeMap<TransferId, TransferState>>,
    /// Progress was reported and is not shown yet; one event is enough for all of it.
    progressed: AtomicBool,
}

#[derive(Debug)]
struct State {
    /// How much may be under way, in the weight of small transfers.
    limit: usize,
    paused: bool,
    lines: BTreeMap<TransferId, Line>,
    wishes: Wishes,
    rate: Rate,
}

/// One transfer that has a task.
#[derive(Debug)]
struct Line {
    transfer: Transfer,
    priority: Priority,
    /// The higher, the sooner: before all priorities.
    first: u64,
    paused: bool,
    cancel: CancellationToken,
    /// Rings when it is paused or cancelled.
    stop: Arc<Notify>,
    /// The journal knows already that it is finished.
    finished: bool,
}

/// What interrupts a running transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    Paused,
    Cancelled,
}

impl Queue {
    /// `latest_first` is the latest wish to go first of before the start.
    pub(crate) fn new(limit: u32, latest_first: u64, events: mpsc::UnboundedSender<Event>) -> Self {
        Self {
            state: Mutex::new(State {
                limit: capacity(limit),
                paused: false,
                lines: BTreeMap::new(),
                wishes: Wishes::since(latest_first),
                rate: Rate::default(),
            }),
            bell: Notify::new(),
            wake: Notify::new(),
            resting: Notify::new(),
            events,
            unrecorded: Mutex::default(),
            progressed: AtomicBool::new(false),
        }
    }

    pub(crate) fn set_limit(&self, limit: u32) {
        self.state().limit = capacity(limit);
        self.ring();
    }

    /// How many may be under way, if they are small.
    pub(crate) fn at_a_time(&self) -> usize {
        self.state().limit
    }

    /// Takes a transfer in; it waits until [`Queue::turn`]. `first` is what the journal keeps of
    /// the wish that it goes first.
    pub(crate) fn enter(&self, transfer: Transfer, priority: Priority, first: u64) {
        self.recorded(transfer.id);
        let paused = transfer.state == TransferState::Paused;
        let mut state = self.state();
        let line = Line {
            first: state.wishes.take(&transfer, first),
            transfer,
            priority,
            paused,
            cancel: CancellationToken::new(),
            stop: Arc::default(),
            finished: false,
        };
        state.lines.insert(line.transfer.id, line);
        drop(state);
        self.changed();
    }

    /// Forgets a transfer whose task has ended.
    pub(crate) fn leave(&self, id: TransferId) {
        let left = self.state().lines.remove(&id);
        if let Some(line) = left {
            line.stop.notify_waiters();
        }
        self.ring();
    }

    /// Remembers how a transfer ended until the journal takes it.
    pub(crate) fn leave_unrecorded(&self, id: TransferId, ended: TransferState) {
        self.unrecorded().insert(id, ended);
        self.leave(id);
    }

    /// The ends that are not in the journal yet.
    pub(crate) fn unrecorded_ends(&self) -> BTreeMap<TransferId, TransferState> {
        self.unrecorded().clone()
    }

    pub(crate) fn recorded(&self, id: TransferId) {
        self.unrecorded().remove(&id);
    }

    /// Waits until this transfer may run, and counts it as running.
    pub(crate) async fn turn(&self, id: TransferId) -> Result<(), Stop> {
        loop {
            // Made before the look, so that no ring is missed.
            let bell = self.bell.notified();
            if let Some(answer) = self.try_turn(id) {
                return answer;
            }
            bell.await;
        }
    }

    fn stop_bell(&self, id: TransferId) -> Option<Arc<Notify>> {
        let state = self.state();
        state.lines.get(&id).map(|line| Arc::clone(&line.stop))
    }

    fn try_turn(&self, id: TransferId) -> Option<Result<(), Stop>> {
        let mut state = self.state();
        let Some(line) = state.lines.get(&id) else {
            return Some(Err(Stop::Cancelled));
        };
        if line.cancel.is_cancelled() {
            return Some(Err(Stop::Cancelled));
        }
        if state.stands(line) {
            drop(state);
            self.set_state(id, TransferState::Paused);
            return None;
        }
        let (mine, weight) = (line.rank(), line.weight());
        let (mut running, mut waiting, mut sooner) = (0, 0, false);
        for (other, line) in &state.lines {
            running += if line.is_running() { line.weight() } else { 0 };
            if line.is_waiting() && !state.stands(line) && *other != id {
                waiting += 1;
                sooner |= line.rank() < mine;
            }
        }
        // The first one goes, whatever it weighs.
        if (running > 0 && running + weight > state.limit) || sooner {
            if let Some(line) = state.lines.get_mut(&id) {
                line.transfer.state = TransferState::Waiting;
            }
            return None;
        }
        let free = running + weight < state.limit;
        let line = state.lines.get_mut(&id)?;
        line.transfer.state = TransferState::Running;
        drop(state);
        if free && waiting > 0 {
            // Who gave way to this one looks again.
            self.bell.notify_waiters();
        }
        self.changed();
        Some(Ok(()))
    }

    /// Waits until this transfer is paused or cancelled.
    pub(crate) async fn stopped(&self, id: TransferId) -> Stop {
        loop {
            let Some(bell) = self.stop_bell(id) else {
                return Stop::Cancelled;
            };
            let rung = bell.notified();
            if let Some(stop) = self.stop_of(id) {
                return stop;
            }
            rung.await;
        }
    }

    /// Notes that the journal has the transfer as finished, together with what it brought.
    pub(crate) fn note_finished(&self, id: TransferId) {
        if let Some(line) = self.state().lines.get_mut(&id) {
            line.finished = true;
        }
    }

    pub(crate) fn is_finished(&self, id: TransferId) -> bool {
        let state = self.state();
        state.lines.get(&id).is_some_and(|line| line.finished)
    }

    /// Whether somebody stopped it.
    pub(crate) fn stop_of(&self, id: TransferId) -> Option<Stop> {
        let state = self.state();
        let Some(line) = state.lines.get(&id) else {
            return Some(Stop::Cancelled);
        };
        if line.cancel.is_cancelled() {
            return Some(Stop::Cancelled);
        }
        state.stands(line).then_some(Stop::Paused)
    }

    pub(crate) fn set_state(&self, id: TransferId, to: TransferState) {
        let mut frees = false;
        if let Some(line) = self.state().lines.get_mut(&id) {
            if line.transfer.state == to {
                return;
            }
            frees = line.is_running();
            line.transfer.state = to;
        }
        if frees {
            self.bell.notify_waiters();
        }
        self.changed();
    }

    /// Notes how far a transfer is. Cheap: it may be called for every piece.
    pub(crate) fn progress(&self, id: TransferId, done: ByteCount, total: Option<ByteCount>) {
        let mut state = self.state();
        let Some(line) = state.lines.get_mut(&id) else {
            return;
        };
        let step = done.0.saturating_sub(line.transfer.done.0);
        line.transfer.done = done;
        line.transfer.total = total.or(line.transfer.total);
        state.rate.add(step);
        drop(state);
        if !self.progressed.swap(true, Ordering::Relaxed) {
            let _ = self.events.send(Event::Changed);
        }
    }

    /// Pauses or resumes one; says whether there is such a transfer with a task.
    pub(crate) fn pause(&self, id: TransferId, paused: bool) -> bool {
        let mut state = self.state();
        let Some(line) = state.lines.get_mut(&id) else {
            return false;
        };
        line.paused = paused;
        if !paused && line.transfer.state == TransferState::Paused {
            line.transfer.state = TransferState::Waiting;
        }
        line.stop.notify_waiters();
        drop(state);
        self.ring();
        true
    }

    pub(crate) fn pause_all(&self, paused: bool) {
        let mut state = self.state();
        state.paused = paused;
        if !paused {
            state.wishes.resume();
            for line in state.lines.values_mut() {
                line.paused = false;
                if line.transfer.state == TransferState::Paused {
                    line.transfer.state = TransferState::Waiting;
                }
            }
        }
        for line in state.lines.values() {
            line.stop.notify_waiters();
        }
        drop(state);
        self.ring();
    }

    pub(crate) fn cancel(&self, id: TransferId) -> bool {
        let state = self.state();
        let Some(line) = state.lines.get(&id) else {
            return false;
        };
        line.cancel.cancel();
        line.stop.notify_waiters();
        drop(state);
        self.ring();
        true
    }

    /// Lets a transfer of this path go first: a person waits for it.
    pub(crate) fn hurry(&self, path: &DamPath) {
        let mut hurried = false;
        for line in self.state().lines.values_mut() {
            if line.transfer.path == *path {
                line.priority = Priority::Person;
                hurried = true;
            }
        }
        if hurried {
            self.ring();
        }
    }

    /// Whether a transfer of this path has a task.
    pub(crate) fn is_busy(&self, path: &DamPath) -> bool {
        let state = self.state();
        state.lines.values().any(|line| line.transfer.path == *path)
    }

    /// The transfer of this path that has a task.
    pub(crate) fn of_path(&self, path: &DamPath) -> Option<Transfer> {
        let state = self.state();
        let mut lines = state.lines.values();
        let line = lines.find(|line| line.transfer.path == *path)?;
        Some(line.transfer.clone())
    }

    /// Whether anything waits for its turn or runs. What is paused or waits for the network can
    /// stay so for ever and doesn't count.
    pub(crate) fn is_at_work(&self) -> bool {
        let state = self.state();
        state
            .lines
            .values()
            .any(|line| line.is_running() || (line.is_waiting() && !state.stands(line)))
    }

    /// How many transfers with a task stand still, paused or waiting for the network.
    pub(crate) fn standing(&self) -> usize {
        let state = self.state();
        let busy = |line: &&Line| !(line.is_running() || line.is_waiting());
        state.lines.values().filter(busy).count()
    }

    /// Everything with a task, in the order it came.
    pub(crate) fn transfers(&self) -> Vec<Transfer> {
        self.progressed.store(false, Ordering::Relaxed);
        let state = self.state();
        state
            .lines
            .values()
            .map(|line| line.transfer.clone())
            .collect()
    }

    /// Bytes a second over the last seconds; `None` while nothing runs.
    pub(crate) fn rate(&self) -> Option<f64> {
        let mut state = self.state();
        if state.lines.values().any(Line::is_running) {
            return state.rate.smooth;
        }
        state.rate = Rate::default();
        None
    }

    /// Ends the rest of everybody who waits for the network or a login.
    pub(crate) fn wake(&self) {
        self.wake.notify_waiters();
    }

    /// Waits for [`Queue::wake`].
    pub(crate) async fn woken(&self) {
        self.wake.notified().await;
    }

    /// The state of a transfer that a person stopped before it began.
    pub(crate) fn standing_state(&self, id: TransferId) -> Option<TransferState> {
        let state = self.state();
        let line = state.lines.get(&id)?;
        state.stands(line).then_some(TransferState::Paused)
    }

    pub(crate) fn done(&self, id: TransferId) -> Option<ByteCount> {
        let state = self.state();
        state.lines.get(&id).map(|line| line.transfer.done)
    }

    fn ring(&self) {
        self.bell.notify_waiters();
        self.changed();
    }

    fn changed(&self) {
        self.resting.notify_waiters();
        let _ = self.events.send(Event::Changed);
    }

    fn unrecorded(&self) -> MutexGuard<'_, BTreeMap<TransferId, TransferState>> {
        self.unrecorded
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How much a transfer weighs that is not small. A small one is mostly waiting, for the server and
/// for the disk: many are under way where one large one would be.
const LARGE: usize = 4;
/// Up to so many bytes a download is small.
const SMALL: u64 = 1_000_000;

fn capacity(limit: u32) -> usize {
    (limit.max(1) as usize).saturating_mul(LARGE)
}

/// How much of [`Queue::at_a_time`] a transfer of so many bytes takes.
pub(crate) fn weight(total: Option<ByteCount>) -> usize {
    let small = total.is_some_and(|total| total.0 <= SMALL);
    if small { 1 } else { LARGE }
}

impl Line {
    fn weight(&self) -> usize {
        weight(self.transfer.total)
    }

    fn is_running(&self) -> bool {
        self.transfer.state == TransferState::Running
    }

    fn is_waiting(&self) -> bool {
        self.transfer.state == TransferState::Waiting
    }
}
