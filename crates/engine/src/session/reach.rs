//! Whether the server can be reached, as the session knows and shows it.

use std::sync::Arc;

use damson_core::Timestamp;
use tokio::time::Instant;

use super::Session;
use crate::{context::contact, events::Chore, model::Connection};

impl Session {
    pub(super) fn reached(&mut self) {
        match self.connection {
            Connection::Online { .. } => {}
            Connection::Connecting | Connection::Offline { .. } | Connection::LoginNeeded => {
                let was_offline = self.connection != Connection::Connecting;
                self.connection = Connection::Online {
                    checked: self.context.now(),
                };
                self.stale = true;
                self.due.offline_queue = true;
                self.due.resume = Some(Instant::now());
                self.note_contact(false);
                if was_offline {
                    self.wake();
                }
            }
        }
    }

    pub(super) fn unreachable(&mut self) {
        if matches!(self.connection, Connection::Offline { .. }) {
            return;
        }
        self.connection = Connection::Offline {
            since: self.last_answer(),
        };
        self.stale = true;
        self.note_contact(true);
    }

    fn note_contact(&mut self, away: bool) {
        let context = Arc::clone(&self.context);
        self.tasks
            .spawn(async move { contact::note(&context, away).await });
    }

    fn last_answer(&self) -> Timestamp {
        match self.connection {
            Connection::Online { checked } => checked,
            Connection::Offline { since } => since,
            Connection::Connecting | Connection::LoginNeeded => self.context.now(),
        }
    }

    /// How many of the session's own chores wait for a server that does not answer: whoever waits
    /// until all is settled does not wait for them.
    pub(super) fn unanswered(&self) -> usize {
        if !matches!(self.connection, Connection::Offline { .. }) {
            return 0;
        }
        let asks = |chore: &&Chore| matches!(chore, Chore::Poll | Chore::Locks);
        self.running.iter().filter(asks).count()
    }
}
