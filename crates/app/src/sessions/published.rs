//! The snapshot: composed of the configuration and the sessions, published when it changes.

use std::sync::Arc;

use tokio::sync::watch;

use super::{Sessions, lock};
use crate::{
    config::accounts::Account,
    crossing::view::{
        CapabilityView, ConnectionState, ConnectionView, SessionView, SnapshotView, file_text,
    },
    sessions::session::Session,
};

impl Sessions {
    /// The snapshot, as it changes. The channel closes when Damson ends.
    pub(crate) fn watch(&self) -> watch::Receiver<Arc<SnapshotView>> {
        match &*lock(&self.published) {
            Some(published) => published.subscribe(),
            // A channel that is closed already.
            None => watch::channel(Arc::default()).1,
        }
    }

    pub(crate) fn snapshot(&self) -> SnapshotView {
        let published = lock(&self.published);
        published
            .as_ref()
            .map(|published| SnapshotView::clone(&published.borrow()))
            .unwrap_or_default()
    }

    /// Publishes the snapshot with the next generation, unless it is the same as before.
    pub(crate) fn publish(&self) {
        let composed = self.compose();
        if let Some(published) = &*lock(&self.published) {
            published.send_if_modified(|before| {
                let generation = before.generation;
                let next = SnapshotView {
                    generation,
                    ..composed
                };
                if **before == next {
                    return false;
                }
                *before = Arc::new(SnapshotView {
                    generation: generation + 1,
                    ..next
                });
                true
            });
        }
    }

    fn compose(&self) -> SnapshotView {
        let accounts = self.store.config().accounts;
        let running = self.all_running();
        let sessions: Vec<SessionView> = running.iter().map(|session| session.view()).collect();
        let current = accounts
            .chosen(None)
            .ok()
            .map(|account| account.name.clone());
        let moving = lock(&self.moving).clone();
        let connection = |account: &Account| {
            let is_this = |session: &&Arc<Session>| session.name == account.name;
            let session = running.iter().find(is_this).map(|session| &**session);
            let is_current = current.as_ref() == Some(&account.name);
            ConnectionView {
                moving: moving.get(&account.name).copied(),
                ..connection_view(account, session, is_current)
            }
        };
        SnapshotView {
            generation: 0,
            connections: accounts.list.iter().map(connection).collect(),
            current: current.clone(),
            sessions,
        }
    }
}

fn connection_view(account: &Account, session: Option<&Session>, current: bool) -> ConnectionView {
    ConnectionView {
        name: account.name.clone(),
        url: account.url.clone(),
        connector: account.connector,
        user: account.user.clone(),
        login: account.login,
        remembered: account.remember,
        current,
        cache_folder: file_text(&account.cache_folder),
        allow_plain_http: account.allow_plain_http,
        state: session.map_or(ConnectionState::Stopped, |session| session.view().state),
        error: session.and_then(Session::failure),
        capability: session
            .and_then(Session::capability)
            .map(|capability| CapabilityView::from(&capability)),
        moving: None,
    }
}
