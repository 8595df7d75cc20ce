//! The first contact of a session with the server. Where the session before reached nobody, it is
//! not waited for as for a server that is slow: a person looks on.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use damson_remote::{Error as RemoteError, ErrorKind};
use tokio::time::timeout;

use crate::{context::Context, events::Event, journal::Journal, model::EngineError};

/// How long a server that is known to be away gets to answer after all.
pub(crate) const AWAY: Duration = Duration::from_secs(2);

/// Under which name the journal keeps that the server did not answer.
const UNHEARD: &str = "server-unheard";

/// Whether the server did not answer the session before.
pub(crate) fn was_away(journal: &Journal) -> bool {
    journal
        .meta(UNHEARD)
        .is_ok_and(|kept| kept.as_deref() == Some("yes"))
}

/// Keeps for the next session whether the server answers, where that is news.
pub(crate) async fn note(context: &Arc<Context>, away: bool) {
    if !context.reachability.note_away(away) {
        return;
    }
    let word = if away { "yes" } else { "no" };
    let noted = context.in_journal(move |journal| journal.set_meta(UNHEARD, word));
    if let Err(error) = noted.await {
        tracing::debug!(%error, "the next session will wait for the server");
    }
}

/// Waits for the first contact, but not for long.
pub(crate) async fn begin(context: Arc<Context>) {
    let first = timeout(AWAY, context.reachability.first()).await;
    if first.is_ok() {
        return;
    }
    if !context.is_online() {
        context.send(Event::Unreachable);
    }
    note(&context, true).await;
}

/// Whether an action that failed because the server was away may be tried once more: right after
/// the start it may answer after all.
pub(crate) async fn came_after(context: &Arc<Context>, error: &EngineError) -> bool {
    let in_doubt = !context.is_online() && !context.reachability.is_known();
    if !in_doubt || !error.is_unreachable() {
        return false;
    }
    let _ = timeout(AWAY, context.reachability.first()).await;
    context.is_online()
}

/// What is asked of a server that is known to be away is not waited for as of one that is slow.
pub(crate) async fn soon<T>(
    context: &Arc<Context>,
    asked: impl Future<Output = Result<T, EngineError>>,
) -> Result<T, EngineError> {
    if context.is_online() {
        return asked.await;
    }
    let answered = timeout(AWAY, asked).await;
    answered.unwrap_or_else(|_| Err(RemoteError::new(ErrorKind::Offline).into()))
}

impl Context {
    /// Passes on what the server answered, and notes whether it answers at all.
    pub(crate) fn note_answer<T>(&self, answer: Result<T, RemoteError>) -> Result<T, RemoteError> {
        match &answer {
            Ok(_) => {
                self.online.store(true, Ordering::Relaxed);
                self.reachability.answered();
                self.send(Event::Reached);
            }
            Err(error) => self.note_failure(error),
        }
        answer
    }

    fn note_failure(&self, error: &RemoteError) {
        match error.kind {
            ErrorKind::UnknownHost
            | ErrorKind::Offline
            | ErrorKind::Timeout
            | ErrorKind::Tls
            | ErrorKind::ClientCertificate(_)
            | ErrorKind::Proxy
            | ErrorKind::NotADam => {
                self.online.store(false, Ordering::Relaxed);
                self.reachability.unanswered();
                self.send(Event::Unreachable);
            }
            ErrorKind::LoginNeeded | ErrorKind::WrongCredentials => {
                self.online.store(true, Ordering::Relaxed);
                self.send(Event::LoggedOut);
            }
            ErrorKind::Forbidden
            | ErrorKind::NotFound
            | ErrorKind::Exists
            | ErrorKind::Locked { .. }
            | ErrorKind::Changed
            | ErrorKind::NameRefused
            | ErrorKind::TooLarge
            | ErrorKind::ServerFull
            | ErrorKind::Unsupported
            | ErrorKind::NoFile => self.send(Event::Reached),
            ErrorKind::Throttled
            | ErrorKind::Unavailable
            | ErrorKind::Corrupt
            | ErrorKind::Garbled
            | ErrorKind::LocalFile
            | ErrorKind::Cancelled => {}
        }
    }
}
