//! Starting the session of an account.

use std::sync::Arc;

use damson_core::DamPath;
use damson_engine::{OpenConfig, Place};
use damson_remote::{Error, ErrorKind, Remote, wrap::Limits};
use futures::FutureExt as _;

use crate::{
    blocking::blocking,
    config::accounts::Account,
    connect::{
        address::Address,
        connectors, last_capability,
        lazy_login::{LazyRemote, LogIn},
        opening,
        route::Route,
        stored_login,
    },
    crossing::error::{Result, UserError},
    sessions::{
        Sessions, cache_move,
        session::{Server, Session},
    },
};

/// Starts the session of an account; its server is logged in to when it is first needed.
pub(crate) async fn start(sessions: &Arc<Sessions>, account: &Account) -> Result<Arc<Session>> {
    let limits = Limits::default();
    let (address, connector) = (Address::of(account)?, account.connector);
    let pages =
        Box::new(move |path: &DamPath, is_folder| address.web_page(connector, path, is_folder));
    let before = last_capability::load(&sessions.store, account);
    let lazy = LazyRemote::new(log_in(sessions, account, &limits), before, pages);
    open(sessions, account, Server::Lazy(Arc::new(lazy)), limits).await
}

/// Opens the engine of an account over a server, and takes the session in.
pub(crate) async fn open(
    sessions: &Arc<Sessions>,
    account: &Account,
    server: Server,
    limits: Limits,
) -> Result<Arc<Session>> {
    let account = &cache_move::settle(sessions, account).await?;
    let policy = sessions.store.config().settings.policy(&account.settings);
    connectors::limit(&limits, &policy);
    let user = account.user.clone().unwrap_or_default();
    let place = Place {
        cache: account.cache_folder.clone(),
        state: sessions.store.dirs.of_connection(&account.id),
    };
    let recovered = place.recovered();
    let config = OpenConfig {
        place,
        person: account.person.clone().unwrap_or(user),
        policy,
        remote: server.remote(),
        shell: sessions.shell.clone(),
    };
    let opened = blocking(move || Ok(opening::open(config)?))
        .await
        .map_err(|error: UserError| error.server(&account.url))?;
    let (name, url) = (account.name.clone(), account.url.clone());
    sessions.add(Session::new(name, url, recovered, opened, server, limits))
}

/// Logs in with the stored login. Another person's login is refused: journal and cache folder are
/// those of the person whom the account is of.
fn log_in(sessions: &Arc<Sessions>, account: &Account, limits: &Limits) -> LogIn {
    let (sessions, account, limits) = (Arc::downgrade(sessions), account.clone(), limits.clone());
    Box::new(move |learnt| {
        let (sessions, account, limits) = (sessions.clone(), account.clone(), limits.clone());
        async move {
            let sessions = sessions.upgrade().ok_or(ErrorKind::Cancelled)?;
            let store = &sessions.store;
            let login = stored_login::find(store.clone(), account.clone()).await;
            let login = login.map_err(|error| login_failed(&error))?;
            let route = Route::of(store, Some(&account)).await?;
            let logged_in =
                connectors::log_in_again(&account, &login, &limits, &route, learnt.as_deref())
                    .await?;
            if account
                .user
                .as_ref()
                .is_some_and(|user| *user != logged_in.me.id)
            {
                let said = format!("this login is of {}", logged_in.me.id);
                return Err(Error::new(ErrorKind::WrongCredentials).said(said));
            }
            last_capability::save(store, &account, &logged_in.remote.capability());
            Ok(logged_in.remote as Arc<dyn Remote>)
        }
        .boxed()
    })
}

/// The engine's error for a login that was not found: to the engine, a keychain that does not answer
/// is the same as nobody logged in.
fn login_failed(error: &UserError) -> Error {
    let failed = Error::new(ErrorKind::LoginNeeded);
    match &error.said {
        Some(said) => failed.said(said.as_str()),
        None => failed,
    }
}
