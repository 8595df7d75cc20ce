//! Small downloads that wait for their end, and the threads that bring them to it.

use std::{
    collections::VecDeque,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use bytes::Bytes;
use tokio::sync::{OwnedMutexGuard, oneshot};

use super::{Fetch, Received, Wanted};
use crate::{
    model::{Asset, EngineError, TransferId},
    ports::Finish,
};

/// How many threads there are.
const WORKERS: usize = 8;
/// While others are still on their way, fewer than this are not worth a commit.
const FEW: usize = 16;
/// How long those that are few wait for others.
const WAIT: Duration = Duration::from_millis(10);
/// So many for each thread are worth one more.
const EACH: usize = 2;
/// More than this wake the thread that waits.
const PILE: usize = 4;

/// A small download whose bytes have all come and none of which is written.
pub(crate) struct Gathered {
    pub(crate) id: TransferId,
    pub(crate) fetch: Fetch,
    pub(crate) from: Wanted,
    pub(crate) pieces: Vec<Bytes>,
    /// The right to write to the partial file.
    pub(crate) write_permit: OwnedMutexGuard<()>,
}

/// Verified and flushed, without its name.
pub(crate) struct Sealed {
    pub(crate) id: TransferId,
    pub(crate) fetch: Fetch,
    pub(crate) from: Wanted,
    pub(crate) finish: Finish,
    pub(crate) received: Received,
}

/// The small downloads that wait for their end.
#[derive(Default)]
pub(crate) struct Finishing {
    line: Mutex<Line>,
    /// Rings for the thread that waits until there are more.
    more: Condvar,
}

#[derive(Default)]
struct Line {
    ready: VecDeque<(Gathered, Ended)>,
    sealed: Vec<(Sealed, Ended)>,
    /// When the first of them was sealed.
    since: Option<Instant>,
    workers: usize,
    /// One of the workers gives final names.
    naming: bool,
    /// One of the workers waits until there are more.
    waiting: bool,
    /// How many are on their way here.
    coming: usize,
}

/// A small download on its way to its end.
pub(crate) struct Coming<'a>(&'a Finishing);

/// Where the end of a download is reported.
pub(crate) type Ended = oneshot::Sender<Result<Asset, EngineError>>;

/// What a worker does next.
pub(crate) enum Next {
    Seal(Box<Gathered>, Ended),
    Finish(Vec<(Sealed, Ended)>),
}

/// One of the threads. It stops counting also when it panics.
pub(crate) struct Worker<'a> {
    finishing: &'a Finishing,
    names: bool,
    ended: bool,
}

impl Finishing {
    /// Counts a download that will come here, unless it fails: others may wait for it a little.
    pub(crate) fn expect(&self) -> Coming<'_> {
        self.line().coming += 1;
        Coming(self)
    }

    /// Takes a download that waits for its end. Returns whether another worker is needed, which
    /// counts from here on.
    pub(crate) fn add(&self, ready: Gathered, told: Ended) -> bool {
        let mut line = self.line();
        line.ready.push_back((ready, told));
        if line.waiting {
            if line.coming == 0 || line.ready.len() > PILE {
                line.waiting = false;
                self.more.notify_one();
            }
            return false;
        }
        let needed =
            line.workers == 0 || (line.workers < WORKERS && line.ready.len() > EACH * line.workers);
        line.workers += usize::from(needed);
        needed
    }

    /// Takes one that is verified and waits for its name.
    pub(crate) fn add_sealed(&self, sealed: Sealed, ended: Ended) {
        let mut line = self.line();
        line.sealed.push((sealed, ended));
        line.since.get_or_insert_with(Instant::now);
    }

    /// Begins the work of one thread.
    pub(crate) fn worker(&self) -> Worker<'_> {
        Worker {
            finishing: self,
            names: false,
            ended: false,
        }
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    /// How long to wait for others: before those that are sealed get their names, or else before the
    /// thread ends.
    fn patience(&self) -> Option<Duration> {
        #[cfg(feature = "simulation")]
        if crate::hooks::is_on() {
            return None;
        }
        if self.coming == 0 || self.sealed.len() >= FEW {
            return None;
        }
        let waited = self.since.map_or(Duration::ZERO, |since| since.elapsed());
        WAIT.checked_sub(waited).filter(|left| !left.is_zero())
    }
}

impl Drop for Coming<'_> {
    fn drop(&mut self) {
        let mut line = self.0.line();
        line.coming -= 1;
        if line.coming == 0 && line.waiting {
            self.0.more.notify_one();
        }
    }
}

impl Worker<'_> {
    /// What is next. When that is nothing it stops counting at once, so that nobody who comes now
    /// waits for it in vain.
    pub(crate) fn next(&mut self) -> Option<Next> {
        let mut line = self.finishing.line();
        if self.names {
            line.naming = false;
            self.names = false;
        }
        let mut in_vain = false;
        loop {
            let enough = line.sealed.len() >= FEW && !line.naming;
            if !enough && let Some((ready, told)) = line.ready.pop_front() {
                return Some(Next::Seal(Box::new(ready), told));
            }
            let patience = line.patience();
            if patience.is_none() && !line.naming && !line.sealed.is_empty() {
                line.naming = true;
                line.since = None;
                self.names = true;
                return Some(Next::Finish(std::mem::take(&mut line.sealed)));
            }
            let Some(patience) = patience.filter(|_| !line.waiting && !in_vain) else {
                break;
            };
            in_vain = line.sealed.is_empty();
            line.waiting = true;
            let waited = self.finishing.more.wait_timeout(line, patience);
            (line, _) = waited.unwrap_or_else(PoisonError::into_inner);
            line.waiting = false;
        }
        line.workers -= 1;
        self.ended = true;
        None
    }
}

impl Drop for Worker<'_> {
    fn drop(&mut self) {
        if !self.ended {
            let mut line = self.finishing.line();
            line.workers -= 1;
            line.naming &= !self.names;
        }
    }
}

impl std::fmt::Debug for Finishing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Finishing").finish_non_exhaustive()
    }
}
