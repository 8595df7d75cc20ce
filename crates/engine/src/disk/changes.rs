//! Hints that something in the cache folder may have changed.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use damson_core::DamPath;
use tokio::sync::Notify;

use crate::model::Unwatched;

/// A hint. It proves nothing: what is there is looked at afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WatchEvent {
    /// This file or folder may have changed, come or gone.
    Changed(DamPath),
    /// Hints were lost: anything may have changed.
    Overflow,
    /// The folders whose changes the system does not report from now on; `None` for none.
    Unwatched(Option<Unwatched>),
}

/// The receiving end. Hints about one path that were not taken yet are one hint; too many of them
/// become [`WatchEvent::Overflow`], so memory has a bound.
#[derive(Debug)]
pub struct Changes(Arc<Shared>);

/// The sending end; may be cloned.
#[derive(Debug)]
pub(super) struct HintSender(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    waiting: Mutex<Waiting>,
    bell: Notify,
    senders: AtomicUsize,
}

#[derive(Debug, Default)]
struct Waiting {
    overflow: bool,
    /// At most one, the latest.
    unwatched: Vec<Option<Unwatched>>,
    paths: BTreeSet<DamPath>,
}

/// More hints than this at once are cheaper to answer with one scan.
const MOST: usize = 10_000;

pub(super) fn channel() -> (HintSender, Changes) {
    let shared = Arc::new(Shared::default());
    shared.senders.store(1, Ordering::SeqCst);
    (HintSender(shared.clone()), Changes(shared))
}

impl Changes {
    /// Waits for a hint; `None` when none can come any more.
    pub async fn next(&mut self) -> Option<WatchEvent> {
        loop {
            let bell = self.0.bell.notified();
            if let Some(event) = self.0.take() {
                return Some(event);
            }
            if self.0.senders.load(Ordering::SeqCst) == 0 {
                return self.0.take();
            }
            bell.await;
        }
    }

    /// A hint that is there already.
    pub fn try_next(&mut self) -> Option<WatchEvent> {
        self.0.take()
    }
}

impl HintSender {
    pub(super) fn changed(&self, path: DamPath) {
        let mut waiting = self.0.waiting();
        if waiting.overflow {
            return;
        }
        waiting.paths.insert(path);
        if waiting.paths.len() > MOST {
            waiting.paths.clear();
            waiting.overflow = true;
        }
        drop(waiting);
        self.0.bell.notify_one();
    }

    pub(super) fn overflow(&self) {
        let mut waiting = self.0.waiting();
        waiting.paths.clear();
        waiting.overflow = true;
        drop(waiting);
        self.0.bell.notify_one();
    }
}

impl HintSender {
    /// Sends which folders are not watched; the latest report counts.
    pub(super) fn unwatched(&self, unwatched: Option<Unwatched>) {
        self.0.waiting().unwatched = vec![unwatched];
        self.0.bell.notify_one();
    }
}

impl Clone for HintSender {
    fn clone(&self) -> Self {
        self.0.senders.fetch_add(1, Ordering::SeqCst);
        Self(self.0.clone())
    }
}

impl Drop for HintSender {
    fn drop(&mut self) {
        self.0.senders.fetch_sub(1, Ordering::SeqCst);
        self.0.bell.notify_one();
    }
}

impl Shared {
    fn take(&self) -> Option<WatchEvent> {
        let mut waiting = self.waiting();
        if std::mem::take(&mut waiting.overflow) {
            return Some(WatchEvent::Overflow);
        }
        if let Some(unwatched) = waiting.unwatched.pop() {
            return Some(WatchEvent::Unwatched(unwatched));
        }
        waiting.paths.pop_first().map(WatchEvent::Changed)
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> DamPath {
        DamPath::parse(text).unwrap()
    }

    #[tokio::test]
    async fn the_same_hint_is_told_once_until_it_is_taken() {
        let (sender, mut changes) = channel();
        for _ in 0..3 {
            sender.changed(path("a.psd"));
        }
        let a = WatchEvent::Changed(path("a.psd"));
        assert_eq!(changes.next().await, Some(a.clone()));
        assert_eq!(changes.try_next(), None);
        sender.changed(path("a.psd"));
        assert_eq!(changes.next().await, Some(a));
    }

    #[tokio::test]
    async fn too_many_hints_become_an_overflow() {
        let (sender, mut changes) = channel();
        for n in 0..=MOST + 5 {
            sender.changed(path(&format!("{n}.psd")));
        }
        assert_eq!(changes.next().await, Some(WatchEvent::Overflow));
        assert_eq!(changes.try_next(), None);
    }

    #[tokio::test]
    async fn ends_after_the_last_hint_of_the_last_teller() {
        let (sender, mut changes) = channel();
        let other = sender.clone();
        drop(sender);
        other.changed(path("a"));
        drop(other);
        assert_eq!(changes.next().await, Some(WatchEvent::Changed(path("a"))));
        assert_eq!(changes.next().await, None);
    }

    #[tokio::test]
    async fn a_waiting_reader_is_woken() {
        let (sender, mut changes) = channel();
        let reader = tokio::spawn(async move { changes.next().await });
        tokio::task::yield_now().await;
        sender.overflow();
        assert_eq!(reader.await.unwrap(), Some(WatchEvent::Overflow));
    }
}
