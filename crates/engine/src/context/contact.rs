//! The first contact of a session with the server. Where the session before reached nobody, it is
//! not waited for as for a server that is slow: a person looks on.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use damson_remote::{Error as RemoteError, ErrorKind};
use tokio::time::timeout;

use crate::{context::Site, events::Event, journal::Journal, model::EngineError};

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
pub(crate) async fn note(site: &Arc<Site>, away: bool) {
    if !site.hearing.note_away(away) {
        return;
    }
    let word = if away { "yes" } else { "no" };
    let noted = site.in_journal(move |journal| journal.set_meta(UNHEARD, word));
    if let Err(error) = noted.await {
        tracing::debug!(%error, "the next session will wait for the server");
    }
}

/// Waits for the first contact, but not for long.
pub(crate) async fn begin(site: Arc<Site>) {
    let first = timeout(AWAY, site.hearing.first()).await;
    if first.is_ok() {
        return;
    }
    if !site.is_online() {
        site.tell(Event::Unreachable);
    }
    note(&site, true).await;
}

/// Whether what failed because the server was away a moment ago may be tried once more: right after
/// the start it may answer after all.
pub(crate) async fn came_after(site: &Arc<Site>, error: &EngineError) -> bool {
    let in_doubt = !site.is_online() && !site.hearing.is_known();
    if !in_doubt || !error.is_unreachable() {
        return false;
    }
    let _ = timeout(AWAY, site.hearing.first()).await;
    site.is_online()
}

/// What is asked of a server that is known to be away is not waited for as of one that is slow.
pub(crate) async fn soon<T>(
    site: &Arc<Site>,
    asked: impl Future<Output = Result<T, EngineError>>,
) -> Result<T, EngineError> {
    if site.is_online() {
        return asked.await;
    }
    let answered = timeout(AWAY, asked).await;
    answered.unwrap_or_else(|_| Err(RemoteError::new(ErrorKind::Offline).into()))
}

impl Site {
    /// Passes on what the server answered, and notes whether it answers at all.
    pub(crate) fn heard<T>(&self, answer: Result<T, RemoteError>) -> Result<T, RemoteError> {
        match &answer {
            Ok(_) => {
                self.online.store(true, Ordering::Relaxed);
                self.hearing.heard();
                self.tell(Event::Reached);
            }
            Err(error) => self.note(error),
        }
        answer
    }

    fn note(&self, error: &RemoteError) {
        match error.kind {
            ErrorKind::UnknownHost
            | ErrorKind::Offline
            | ErrorKind::Timeout
            | ErrorKind::Tls
            | ErrorKind::ClientCertificate(_)
            | ErrorKind::Proxy
            | ErrorKind::NotADam => {
                self.online.store(false, Ordering::Relaxed);
                self.hearing.missed();
                self.tell(Event::Unreachable);
            }
            ErrorKind::LoginNeeded | ErrorKind::WrongCredentials => {
                self.online.store(true, Ordering::Relaxed);
                self.tell(Event::LoggedOut);
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
            | ErrorKind::NoFile => self.tell(Event::Reached),
            ErrorKind::Throttled
            | ErrorKind::Unavailable
            | ErrorKind::Corrupt
            | ErrorKind::Garbled
            | ErrorKind::LocalFile
            | ErrorKind::Cancelled => {}
        }
    }
}
