//! Small downloads that wait for their end, and the threads that bring them to it.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
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
const FEW: usize = 8;

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
pub(crate) struct Finishing(Mutex<Line>);

#[derive(Default)]
struct Line {
    ready: VecDeque<(Gathered, Ended)>,
    sealed: Vec<(Sealed, Ended)>,
    workers: usize,
    /// One of the workers gives final names.
    naming: bool,
}

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
    /// Takes a download that waits for its end. Returns whether another worker is needed, which
    /// counts from here on.
    pub(crate) fn add(&self, ready: Gathered, told: Ended) -> bool {
        let mut line = self.line();
        line.ready.push_back((ready, told));
        let needed = line.workers < WORKERS;
        line.workers += usize::from(needed);
        needed
    }

    /// Takes one that is verified and waits for its name.
    pub(crate) fn add_sealed(&self, sealed: Sealed, ended: Ended) {
        self.line().sealed.push((sealed, ended));
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
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
        let enough = line.sealed.len() >= FEW || line.ready.is_empty();
        if enough && !line.naming && !line.sealed.is_empty() {
            line.naming = true;
            self.names = true;
            return Some(Next::Finish(std::mem::take(&mut line.sealed)));
        }
        if let Some((ready, told)) = line.ready.pop_front() {
            return Some(Next::Seal(Box::new(ready), told));
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
