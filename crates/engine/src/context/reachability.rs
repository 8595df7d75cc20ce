//! Whether the server answers, and since when it doesn't: what distinguishes a transfer's own
//! trouble from that of the network.

use std::{
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::{sync::Notify, time::Instant};

/// What is known of the server's answers.
#[derive(Debug, Default)]
pub(crate) struct Reachability {
    heard: Mutex<Heard>,
    contact: Notify,
    /// The journal has a note that the server does not answer.
    noted_away: AtomicBool,
}

#[derive(Debug, Default)]
struct Heard {
    answers: u64,
    last: Option<Instant>,
    silent: Option<Instant>,
}

/// A server that answered within this time is there.
const LATELY: Duration = Duration::from_mins(1);

impl Reachability {
    /// After a session that reached nobody, or one that did.
    pub(crate) fn after(away: bool) -> Self {
        Self {
            noted_away: AtomicBool::new(away),
            ..Self::default()
        }
    }

    /// Whether it is news for the journal that the server is away, or there.
    pub(crate) fn note_away(&self, away: bool) -> bool {
        self.noted_away.swap(away, Ordering::Relaxed) != away
    }

    pub(crate) fn answered(&self) {
        let mut heard = self.state();
        heard.answers += 1;
        heard.last = Some(Instant::now());
        heard.silent = None;
        drop(heard);
        self.contact.notify_waiters();
    }

    pub(crate) fn unanswered(&self) {
        self.state().silent.get_or_insert_with(Instant::now);
        self.contact.notify_waiters();
    }

    /// Whether the server answered, or was found not to, since the start.
    pub(crate) fn is_known(&self) -> bool {
        let heard = self.state();
        heard.last.is_some() || heard.silent.is_some()
    }

    /// Waits until that is known.
    pub(crate) async fn first(&self) {
        let contact = self.contact.notified();
        if !self.is_known() {
            contact.await;
        }
    }

    /// How often the server has answered: whether it does at all while something goes wrong.
    pub(crate) fn answers(&self) -> u64 {
        self.state().answers
    }

    /// Whether the server answered anything just before.
    pub(crate) fn answered_lately(&self) -> bool {
        let last = self.state().last;
        last.is_some_and(|at| at.elapsed() < LATELY)
    }

    /// How long the server has not answered.
    pub(crate) fn silent_for(&self) -> Duration {
        let silent = self.state().silent;
        silent.map_or(Duration::ZERO, |since| since.elapsed())
    }

    fn state(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
