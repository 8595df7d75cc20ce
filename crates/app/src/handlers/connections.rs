//! Connecting, disconnecting, choosing the current connection.

use std::sync::Arc;

use damson_remote::{ErrorKind, wrap::Limits};
use url::Url;

use crate::{
    blocking::blocking,
    config::{
        accounts::{Account, check_name},
        files::short_hash,
        settings::Settings,
    },
    connect::{
        address::Address,
        connectors::{self, LoggedIn},
        last_capability,
        route::Route,
        stored_login,
    },
    crossing::{
        error::{ErrorCode, Result, UserError},
        intent::{Connect, Login},
        view::{ConnectedView, Connector, LoginKind, Notice},
    },
    sessions::{
        Sessions,
        session::{Server, called},
        start,
    },
};

/// Logs in, saves the connection and makes it the current one.
pub(crate) async fn connect(sessions: &Arc<Sessions>, connect: Connect) -> Result<ConnectedView> {
    let address = Address::read(&connect.url, connect.allow_plain_http)?;
    let known = sessions.store.config().accounts;
    let known = connect.name.as_deref().and_then(|name| known.find(name));
    let route = Route::of(&sessions.store, known).await?;
    if let Some(name) = &connect.name {
        check_name(name)?;
    }
    let draft = draft(sessions, &connect, &address)?;
    let login = login_to_use(sessions, &draft, connect.login.clone()).await?;
    let limits = Limits::default();
    let (draft, there) = log_in(draft, &route.to(address), &login, &limits, &route).await?;
    let account = settle(sessions, draft, &there, &connect)?;
    let secrets = sessions.store.secrets.clone();
    let lasts = blocking(move || Ok(secrets.lasts())).await?;
    let account = Account {
        login: login.kind().unwrap_or(LoginKind::Password),
        remember: connect.remember && lasts,
        ..account
    };
    let _changing = sessions.changing.lock().await;
    stored_login::store(&sessions.store, &account, login).await?;
    last_capability::save(&sessions.store, &account, &there.remote.capability());
    sessions.change(|config| {
        config.accounts.put(account.clone())?;
        config.accounts.current = Some(account.name.clone());
        Ok(())
    })?;
    go_on(sessions, &account, there, limits).await?;
    let snapshot = sessions.snapshot();
    let connection = snapshot
        .connection(Some(&account.name))
        .cloned()
        .ok_or(ErrorCode::ShuttingDown)?;
    Ok(ConnectedView {
        connection,
        notice: (connect.remember && !lasts).then_some(Notice::NoKeychain),
    })
}

/// Ends the session and forgets the login.
pub(crate) async fn disconnect(sessions: &Sessions, name: Option<&str>) -> Result<()> {
    let account = sessions.store.account(name)?;
    let _changing = sessions.changing.lock().await;
    sessions.stop(&account.name).await;
    stored_login::forget(&sessions.store, &account.id).await?;
    sessions.change(|config| {
        if let Some(account) = config.accounts.find_mut(&account.name) {
            account.remember = false;
        }
        Ok(())
    })
}

/// Disconnects and removes the connection from the list. Journal, Recovered and copies stay; they are
/// used again when the same person connects to the same server.
pub(crate) async fn forget(sessions: &Sessions, name: &str) -> Result<()> {
    disconnect(sessions, Some(name)).await?;
    sessions.change(|config| {
        config.accounts.take(name);
        Ok(())
    })
}

/// Makes this connection the one that intents without a connection are for.
pub(crate) fn make_current(sessions: &Sessions, connection: &str) -> Result<()> {
    let account = sessions.store.account(Some(connection))?;
    sessions.change(|config| {
        config.accounts.current = Some(account.name.clone());
        Ok(())
    })
}

/// Logs in to the server of a connection. A server that is not known yet is recognised first.
async fn log_in(
    draft: Account,
    address: &Address,
    login: &Login,
    limits: &Limits,
    route: &Route,
) -> Result<(Account, LoggedIn)> {
    let mut connectors = if draft.id.is_empty() {
        connectors::choose(address, login).await?
    } else {
        vec![draft.connector]
    }
    .into_iter()
    .peekable();
    while let Some(connector) = connectors.next() {
        let url = address.url(connector);
        connectors::check_login(connector, login).map_err(|error| error.server(url))?;
        let draft = Account {
            connector,
            url: url.to_owned(),
            ..draft.clone()
        };
        match connectors::log_in(&draft, login, limits, route).await {
            Ok(there) => return Ok((draft, there)),
            Err(error) if error.kind == ErrorKind::NotADam && connectors.peek().is_some() => {}
            Err(error) => return Err(UserError::from(error).server(url)),
        }
    }
    Err(UserError::new(ErrorCode::NotADam).server(address.url(Connector::Aem)))
}

/// The account as far as it is known before the login. The id of a new account is empty.
fn draft(sessions: &Sessions, connect: &Connect, address: &Address) -> Result<Account> {
    let accounts = sessions.store.config().accounts;
    let there = |account: &&Account| account.url == address.url(account.connector);
    let known = match &connect.name {
        Some(name) => accounts.find(name),
        None => accounts.list.iter().find(there),
    };
    if let Some(known) = known {
        if !there(&known) {
            return Err(UserError::new(ErrorCode::ConnectionExists).detail(&known.name));
        }
        return Ok(Account {
            allow_plain_http: connect.allow_plain_http,
            ..known.clone()
        });
    }
    Ok(Account {
        name: connect.name.clone().unwrap_or_default(),
        id: String::new(),
        url: address.url(Connector::Aem).to_owned(),
        connector: Connector::Aem,
        user: None,
        person: None,
        login: connect.login.kind().unwrap_or(LoginKind::Password),
        remember: false,
        cache_folder: connect.cache_folder.clone().unwrap_or_default(),
        allow_plain_http: connect.allow_plain_http,
        certificates: Vec::new(),
        settings: Settings::default(),
        unknown: toml::Table::new(),
    })
}

/// The account for the person who logged in: a known account, or a new one.
fn settle(
    sessions: &Sessions,
    draft: Account,
    there: &LoggedIn,
    connect: &Connect,
) -> Result<Account> {
    let accounts = sessions.store.config().accounts;
    let me = &there.me;
    let same = |account: &&Account| {
        account.url == draft.url && account.user.as_deref() == Some(me.id.as_str())
    };
    let known = accounts.list.iter().find(same);
    let person = Some(called(me));
    match known {
        Some(known) if connect.name.as_ref().is_none_or(|name| *name == known.name) => {
            return Ok(Account {
                person,
                allow_plain_http: connect.allow_plain_http,
                ..known.clone()
            });
        }
        Some(known) => {
            return Err(UserError::new(ErrorCode::ConnectionExists).detail(&known.name));
        }
        None => {}
    }
    // The connection of that name belongs to another person, and so do the copies in its folder.
    if let Some(name) = &connect.name
        && accounts.find(name).is_some()
    {
        return Err(UserError::new(ErrorCode::ConnectionExists).detail(name));
    }
    let url = Url::parse(&draft.url)
        .map_err(|_| UserError::new(ErrorCode::BadAddress).detail(&draft.url))?;
    let name = connect
        .name
        .clone()
        .unwrap_or_else(|| accounts.free_name(&url));
    let cache_folder = match &connect.cache_folder {
        Some(folder) if !folder.is_absolute() => {
            return Err(UserError::new(ErrorCode::Incomplete)
                .file(folder)
                .detail("folder"));
        }
        Some(folder) => folder.clone(),
        None => sessions.store.dirs.cache.join(&name),
    };
    Ok(Account {
        id: id_of(&draft.url, &me.id),
        user: Some(me.id.clone()),
        person,
        cache_folder,
        certificates: Vec::new(),
        settings: Settings::default(),
        unknown: toml::Table::new(),
        name,
        ..draft
    })
}

/// The id of an account: the same person at the same server always has the same journal.
fn id_of(url: &str, user: &str) -> String {
    short_hash(
        format!(
            "{url}
{user}"
        )
        .as_bytes(),
    )
}

async fn login_to_use(sessions: &Arc<Sessions>, account: &Account, login: Login) -> Result<Login> {
    match login {
        Login::Kept => stored_login::find(sessions.store.clone(), account.clone()).await,
        Login::Password { .. }
        | Login::Token { .. }
        | Login::ServiceCredentials { .. }
        | Login::Browser { .. } => Ok(login),
    }
}

/// Gives the new login to the session that runs, or starts a session with it.
async fn go_on(
    sessions: &Arc<Sessions>,
    account: &Account,
    there: LoggedIn,
    limits: Limits,
) -> Result<()> {
    if let Some(running) = sessions.running(&account.name) {
        let config = sessions.store.config();
        connectors::limit(&limits, &config.settings.policy(&account.settings));
        running.log_in_again(there.remote, limits);
        sessions.publish();
        return Ok(());
    }
    start::open(sessions, account, Server::LoggedIn(there.remote), limits)
        .await
        .map(drop)
}
