//! Small downloads that end at about the same time end together.
//!
//! Each is written, verified and flushed by itself, several at a time, because disks take several
//! flushes at once. Those that are done get their names, and are noted by the journal, together:
//! one thread does that for all, and the next ones gather meanwhile.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::oneshot;

use super::land::{Ready, Sealed, finish, seal};
use crate::{error::EngineError, journal::Asset, site::Site};

/// How many threads there are.
const WORKERS: usize = 8;
/// While others are still on their way, fewer than this are not worth a commit.
const FEW: usize = 8;

/// Those that wait for their end.
#[derive(Default)]
pub(crate) struct Landing(Mutex<Line>);

#[derive(Default)]
struct Line {
    ready: VecDeque<(Ready, Told)>,
    sealed: Vec<(Sealed, Told)>,
    workers: usize,
    /// One of them gives names.
    naming: bool,
}

type Told = oneshot::Sender<Result<Asset, EngineError>>;

/// What a worker does next.
enum Next {
    Seal(Box<Ready>, Told),
    Finish(Vec<(Sealed, Told)>),
}

/// One of the threads. It stops counting also when it panics.
struct Worker<'a> {
    landing: &'a Landing,
    names: bool,
    ended: bool,
}

/// Ends a download, together with the others that wait for it just now.
pub(super) async fn land_together(site: &Arc<Site>, ready: Ready) -> Result<Asset, EngineError> {
    let (told, answer) = oneshot::channel();
    let needed = site.landing.add(ready, told);
    if needed {
        site.soon(work);
    }
    match answer.await {
        Ok(ended) => ended,
        // The engine is going down, and every task with it.
        Err(_) if site.is_ending() => futures::future::pending().await,
        Err(dropped) => panic!("a download did not come to its end: {dropped}"),
    }
}

fn work(site: &Site) {
    let mut worker = Worker {
        landing: &site.landing,
        names: false,
        ended: false,
    };
    while let Some(next) = worker.next() {
        match next {
            Next::Seal(ready, told) => match seal(site, *ready) {
                Ok(sealed) => site.landing.line().sealed.push((sealed, told)),
                Err(error) => tell(told, Err(error)),
            },
            Next::Finish(some) => {
                let (sealed, told): (Vec<_>, Vec<_>) = some.into_iter().unzip();
                for (told, ended) in told.into_iter().zip(finish(site, sealed)) {
                    tell(told, ended);
                }
            }
        }
    }
}

fn tell(told: Told, ended: Result<Asset, EngineError>) {
    // Who asked may have been stopped.
    let _ = told.send(ended);
}

impl Landing {
    /// Says whether another worker is needed; it counts from here on.
    fn add(&self, ready: Ready, told: Told) -> bool {
        let mut line = self.line();
        line.ready.push_back((ready, told));
        let needed = line.workers < WORKERS;
        line.workers += usize::from(needed);
        needed
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Worker<'_> {
    /// What is next. When that is nothing it stops counting at once, so that nobody who comes now
    /// waits for it in vain.
    fn next(&mut self) -> Option<Next> {
        let mut line = self.landing.line();
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
            let mut line = self.landing.line();
            line.workers -= 1;
            line.naming &= !self.names;
        }
    }
}

impl std::fmt::Debug for Landing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Landing").finish_non_exhaustive()
    }
}
