//! Sends as many calls at a time as the server takes well, and finds out how many that are.
//!
//! Slow start, additive increase, multiplicative decrease (RFC 5681's idea, applied to calls): until
//! the first sign of trouble each call that works adds one, afterwards a little; a server that says
//! it is overloaded, or whose answers take far longer than they can, halves the number. A
//! `Retry-After` holds for every call, not only for the one that was told.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures::StreamExt as _;
use tokio::{
    sync::Notify,
    time::{Instant, sleep_until},
};

use super::around::{Around, Attempt, Site};
use crate::{Error, ErrorKind, ReadBody, Remote, Result, Retry, Verb};

/// How many calls it begins with.
const START: f64 = 4.0;
/// Answers that take this many times as long as the quickest ones, and `SLOWER_BY` longer, are a
/// sign of overload.
const SLOWER: f64 = 5.0;
const SLOWER_BY: f64 = 0.25;
/// A call that would have to wait longer for a `Retry-After` of another one fails at once, so that
/// its caller can say so.
const LONGEST_PAUSE: Duration = Duration::from_mins(1);
/// How much the latest answer counts in the smoothed latency.
const WEIGHT: f64 = 0.3;

/// See the module.
///
/// A download holds its place until its body is dropped. Besides the limit, one call that moves no
/// file may always go: who reads a body can ask about it without waiting for themselves.
#[derive(Debug)]
pub struct Throttled {
    inner: Arc<dyn Remote>,
    gate: Arc<Gate>,
}

#[derive(Debug)]
struct Gate {
    state: Mutex<State>,
    freed: Notify,
}

#[derive(Debug)]
struct State {
    limit: f64,
    transfers: usize,
    calls: usize,
    /// A failure of a call that began before this is part of the overload that was answered.
    cut: Option<Instant>,
    paused_until: Option<Instant>,
    latency: BTreeMap<Verb, Latency>,
}

/// Seconds.
#[derive(Debug)]
struct Latency {
    floor: f64,
    smooth: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lane {
    Transfer,
    Call,
}

/// A place; it is given back when dropped.
#[derive(Debug)]
struct Place {
    gate: Arc<Gate>,
    lane: Lane,
}

impl Throttled {
    pub fn new(inner: Arc<dyn Remote>) -> Self {
        let limit = START.min(ceiling(&*inner));
        let state = State {
            limit,
            transfers: 0,
            calls: 0,
            cut: None,
            paused_until: None,
            latency: BTreeMap::new(),
        };
        let gate = Gate {
            state: Mutex::new(state),
            freed: Notify::new(),
        };
        Self {
            inner,
            gate: Arc::new(gate),
        }
    }

    /// How many calls may be under way at a time.
    pub fn limit(&self) -> usize {
        self.gate.state().whole_limit()
    }

    async fn measured<'a, T>(
        &'a self,
        site: Site<'a>,
        attempt: Attempt<'a, T>,
    ) -> Result<(T, Place)> {
        let place = self.gate.enter(Lane::of(site.verb)).await?;
        let began = Instant::now();
        let result = attempt().await;
        self.learn(site.verb, began, result.as_ref().err());
        Ok((result?, place))
    }

    fn learn(&self, verb: Verb, began: Instant, error: Option<&Error>) {
        let ceiling = ceiling(&*self.inner);
        let mut state = self.gate.state();
        match error {
            Some(error) if is_overload(&error.kind) => {
                state.cut(began);
                if let Retry::After(wait) = error.retry {
                    state.pause(wait);
                }
            }
            // A refusal says nothing of the load.
            Some(_) => {}
            None if verb.is_read() && state.is_slow(verb, began.elapsed()) => state.cut(began),
            // Calls that came one by one say nothing of what the server takes at a time.
            None if !state.is_used() => {}
            None => state.grow(ceiling),
        }
        drop(state);
        self.gate.freed.notify_waiters();
    }
}

impl Around for Throttled {
    fn inner(&self) -> &dyn Remote {
        &*self.inner
    }

    async fn around<'a, T: Send + 'a>(
        &'a self,
        site: Site<'a>,
        attempt: Attempt<'a, T>,
    ) -> Result<T> {
        let (done, _place) = self.measured(site, attempt).await?;
        Ok(done)
    }

    async fn on_read<'a>(
        &'a self,
        site: Site<'a>,
        attempt: Attempt<'a, ReadBody>,
    ) -> Result<ReadBody> {
        let (body, place) = self.measured(site, attempt).await?;
        let stream = body.stream.map(move |chunk| {
            let _held = &place;
            chunk
        });
        Ok(ReadBody {
            stream: stream.boxed(),
            ..body
        })
    }
}

impl Gate {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn enter(self: &Arc<Self>, lane: Lane) -> Result<Place> {
        loop {
            // Listening begins before the look, so that nothing is missed in between.
            let mut freed = std::pin::pin!(self.freed.notified());
            freed.as_mut().enable();
            let paused = {
                let mut state = self.state();
                let paused = state.paused_until.filter(|until| *until > Instant::now());
                if paused.is_none() && state.take(lane) {
                    return Ok(Place {
                        gate: Arc::clone(self),
                        lane,
                    });
                }
                paused
            };
            match paused {
                Some(until) if until - Instant::now() > LONGEST_PAUSE => {
                    let wait = Retry::After(until - Instant::now());
                    return Err(Error::new(ErrorKind::Throttled).retry(wait));
                }
                Some(until) => sleep_until(until).await,
                None => freed.await,
            }
        }
    }
}

impl State {
    fn whole_limit(&self) -> usize {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the limit lies between one and the server's concurrency"
        )]
        let whole = self.limit as usize;
        whole.max(1)
    }

    fn is_used(&self) -> bool {
        (self.transfers + self.calls) * 2 >= self.whole_limit()
    }

    fn has_room(&self, lane: Lane) -> bool {
        let below = self.transfers + self.calls < self.whole_limit();
        match lane {
            Lane::Transfer => below,
            Lane::Call => below || self.calls == 0,
        }
    }

    fn take(&mut self, lane: Lane) -> bool {
        let room = self.has_room(lane);
        if room {
            *self.under_way(lane) += 1;
        }
        room
    }

    fn under_way(&mut self, lane: Lane) -> &mut usize {
        match lane {
            Lane::Transfer => &mut self.transfers,
            Lane::Call => &mut self.calls,
        }
    }

    fn grow(&mut self, ceiling: f64) {
        let step = if self.cut.is_some() {
            1.0 / self.limit
        } else {
            1.0
        };
        self.limit = (self.limit + step).min(ceiling);
    }

    /// Halves the limit, once for all calls that were under way together.
    fn cut(&mut self, began: Instant) {
        if self.cut.is_some_and(|cut| began <= cut) {
            return;
        }
        self.limit = (self.limit / 2.0).max(1.0);
        self.cut = Some(Instant::now());
    }

    fn pause(&mut self, wait: Duration) {
        let until = Instant::now() + wait;
        self.paused_until = Some(self.paused_until.map_or(until, |paused| paused.max(until)));
    }

    fn is_slow(&mut self, verb: Verb, took: Duration) -> bool {
        let took = took.as_secs_f64();
        let latency = self.latency.entry(verb).or_insert(Latency {
            floor: took,
            smooth: took,
        });
        // The floor creeps up, so that one lucky answer doesn't count for ever.
        latency.floor = took.min(latency.floor + (took - latency.floor) * 0.01);
        latency.smooth += (took - latency.smooth) * WEIGHT;
        latency.smooth > latency.floor * SLOWER && latency.smooth > latency.floor + SLOWER_BY
    }
}

impl Lane {
    fn of(verb: Verb) -> Self {
        match verb {
            Verb::Read | Verb::ReadVersion | Verb::ReadRendition | Verb::Upload => Self::Transfer,
            Verb::WhoAmI
            | Verb::List
            | Verb::Stat
            | Verb::StatMany
            | Verb::StatById
            | Verb::Changes
            | Verb::Locked
            | Verb::MakeFolder
            | Verb::Rename
            | Verb::Copy
            | Verb::Remove
            | Verb::Lock
            | Verb::Unlock
            | Verb::ForceUnlock
            | Verb::RefreshLock
            | Verb::Versions
            | Verb::Restore
            | Verb::Search
            | Verb::Thumbnail
            | Verb::Renditions
            | Verb::Metadata
            | Verb::SetMetadata
            | Verb::MetadataForm
            | Verb::SuggestTags
            | Verb::Collections
            | Verb::CollectionMembers
            | Verb::EditCollection => Self::Call,
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        *self.gate.state().under_way(self.lane) -= 1;
        self.gate.freed.notify_waiters();
    }
}

fn ceiling(remote: &dyn Remote) -> f64 {
    remote.capability().concurrency.get() as f64
}

fn is_overload(kind: &ErrorKind) -> bool {
    matches!(kind, ErrorKind::Throttled | ErrorKind::Unavailable)
}
