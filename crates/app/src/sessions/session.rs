//! The session of one connection.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use damson_core::{DamPath, policy::Policy};
use damson_engine::{Command, Engine, Outcome, Row, RowFilter, RowOrder, RowQuery, RowScope};
use damson_remote::{Capability, Identity, Remote, wrap::Limits};

use crate::{
    connect::{connectors, lazy_login::LazyRemote, opening::Opened},
    crossing::{
        error::{Result, UserError},
        view::SessionView,
    },
    sessions::listings::Listings,
};

/// A connection at work: its engine, its server and the listings that are being read.
#[derive(Debug)]
pub(crate) struct Session {
    /// The name of the connection.
    pub(crate) name: String,
    /// The address of the server.
    pub(crate) url: String,
    /// The folder of the recovered files.
    pub(crate) recovered: PathBuf,
    opened: Opened,
    server: Mutex<Server>,
    limits: Mutex<Limits>,
    listings: Mutex<Listings>,
}

/// The server of a session, before and after somebody logs in.
#[derive(Debug, Clone)]
pub(crate) enum Server {
    Lazy(Arc<LazyRemote>),
    LoggedIn(Arc<dyn Remote>),
}

impl Session {
    pub(crate) fn new(
        name: String,
        url: String,
        recovered: PathBuf,
        opened: Opened,
        server: Server,
        limits: Limits,
    ) -> Self {
        Self {
            name,
            url,
            recovered,
            opened,
            server: Mutex::new(server),
            limits: Mutex::new(limits),
            listings: Mutex::default(),
        }
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.opened.engine
    }

    /// Ends the session; its unfinished work goes on after the next start.
    pub(crate) async fn stop(&self) {
        self.opened.stop().await;
    }

    pub(crate) async fn perform(&self, command: Command) -> Result<Outcome> {
        let done = self.engine().perform(command).await;
        done.map_err(|error| UserError::from(error).server(&self.url))
    }

    /// The row of one path; `None` where nothing is known there. The server is not asked.
    pub(crate) async fn row(&self, path: &DamPath) -> Result<Option<Row>> {
        let query = RowQuery {
            scope: RowScope::One(path.clone()),
            filter: RowFilter::default(),
            order: RowOrder::Name,
            descending: false,
            offset: 0,
            limit: 1,
        };
        let page = self.engine().rows(query).await?;
        Ok(page.rows.into_iter().next())
    }

    pub(crate) async fn configure(&self, policy: Policy) -> Result<()> {
        {
            let limits = self.limits.lock().unwrap_or_else(PoisonError::into_inner);
            connectors::limit(&limits, &policy);
        }
        self.perform(Command::Configure(policy)).await.map(drop)
    }

    /// Goes on with another login of the same person.
    pub(crate) fn log_in_again(&self, remote: Arc<dyn Remote>, limits: Limits) {
        *self.server() = Server::LoggedIn(remote.clone());
        *self.limits.lock().unwrap_or_else(PoisonError::into_inner) = limits;
        self.engine().set_remote(remote);
    }

    pub(crate) fn view(&self) -> SessionView {
        SessionView::new(&self.name, &self.engine().snapshot().borrow())
    }

    /// What the server can do; `None` until it was reached.
    pub(crate) fn capability(&self) -> Option<Capability> {
        match &*self.server() {
            Server::Lazy(lazy) => lazy.logged_in().map(|remote| remote.capability()),
            Server::LoggedIn(remote) => Some(remote.capability()),
        }
    }

    /// What the connector found out about the server by trying.
    pub(crate) fn learnt(&self) -> Option<String> {
        self.server().remote().learnt()
    }

    /// Why the last attempt to log in failed.
    pub(crate) fn failure(&self) -> Option<UserError> {
        match &*self.server() {
            Server::Lazy(lazy) => {
                let failure = lazy.failure()?;
                Some(UserError::from(failure).server(&self.url))
            }
            Server::LoggedIn(_) => None,
        }
    }

    pub(crate) fn listings(&self) -> MutexGuard<'_, Listings> {
        self.listings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn server(&self) -> MutexGuard<'_, Server> {
        self.server.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Server {
    pub(crate) fn remote(&self) -> Arc<dyn Remote> {
        match self {
            Self::Lazy(lazy) => lazy.clone(),
            Self::LoggedIn(remote) => remote.clone(),
        }
    }
}

/// The name of a person in the names of file copies.
pub(crate) fn called(me: &Identity) -> String {
    let display = me.display_name.as_deref().map(str::trim);
    let display = display.filter(|name| !name.is_empty());
    display.unwrap_or(&me.id).to_owned()
}
