//! Connecting, starting sessions, disconnecting.

use std::{path::Path, sync::Arc};

use damson_core::{ByteCount, DamPath};
use damson_engine::{OpenConfig, Place};
use damson_remote::{Capability, Error, ErrorKind, Remote, WriteGuard, wrap::Limits};
use futures::FutureExt as _;
use url::Url;

use crate::{
    accounts::{Account, Connector, check_name},
    address::Address,
    app::Inner,
    connectors::{self, LoggedIn},
    dirs::{short_hash, write_whole},
    error::{ErrorCode, Result, UserError},
    intent::{Connect, Login},
    late::{LateRemote, LogIn},
    moving,
    network::Network,
    opening, secrets,
    session::{Server, Session, called},
    settings::Settings,
    view::{CapabilityView, ConnectedView, LoginKind, Notice},
};

/// Logs in, keeps the connection and makes it the current one.
pub(crate) async fn connect(inner: &Arc<Inner>, connect: Connect) -> Result<ConnectedView> {
    let address = Address::read(&connect.url, connect.allow_plain_http)?;
    let known = inner.kept().accounts;
    let known = connect.name.as_deref().and_then(|name| known.find(name));
    let network = Network::of(inner, known).await?;
    if let Some(name) = &connect.name {
        check_name(name)?;
    }
    let draft = draft(inner, &connect, &address)?;
    let login = login_to_use(inner, &draft, connect.login.clone()).await?;
    let limits = Limits::default();
    let (draft, there) = log_in(draft, &network.to(address), &login, &limits, &network).await?;
    let account = settle(inner, draft, &there, &connect)?;
    let secrets = inner.secrets.clone();
    let lasts = blocking(move || Ok(secrets.lasts())).await?;
    let account = Account {
        login: login.kind().unwrap_or(LoginKind::Password),
        remember: connect.remember && lasts,
        ..account
    };
    let _changing = inner.changing.lock().await;
    keep(inner, &account, login).await?;
    note_capability(inner, &account, &there.remote.capability());
    inner.change(|kept| {
        kept.accounts.put(account.clone())?;
        kept.accounts.current = Some(account.name.clone());
        Ok(())
    })?;
    go_on(inner, &account, there, limits).await?;
    let snapshot = inner.snapshot();
    let connection = snapshot
        .connection(Some(&account.name))
        .cloned()
        .ok_or(ErrorCode::ShuttingDown)?;
    Ok(ConnectedView {
        connection,
        notice: (connect.remember && !lasts).then_some(Notice::NoKeychain),
    })
}

/// Starts the session of an account; its server is logged in to when it is first needed.
pub(crate) async fn start(inner: &Arc<Inner>, account: &Account) -> Result<Arc<Session>> {
    let limits = Limits::default();
    let (address, connector) = (Address::of(account)?, account.connector);
    let pages =
        Box::new(move |path: &DamPath, is_folder| address.web_page(connector, path, is_folder));
    let before = capability_before(inner, account);
    let late = LateRemote::new(log_in_later(inner, account, &limits), before, pages);
    open(inner, account, Server::Late(Arc::new(late)), limits).await
}

/// Ends the session and forgets the login.
pub(crate) async fn disconnect(inner: &Inner, name: Option<&str>) -> Result<()> {
    let account = inner.account(name)?;
    let _changing = inner.changing.lock().await;
    inner.stop(&account.name).await;
    forget_login(inner, &account.id).await?;
    inner.change(|kept| {
        if let Some(account) = kept.accounts.find_mut(&account.name) {
            account.remember = false;
        }
        Ok(())
    })
}

/// Disconnects and takes the connection from the list. Journal, Recovered and copies stay, and are
/// found again when the same person connects to the same server.
pub(crate) async fn forget(inner: &Inner, name: &str) -> Result<()> {
    disconnect(inner, Some(name)).await?;
    inner.change(|kept| {
        kept.accounts.take(name);
        Ok(())
    })
}

/// Logs in to the server of a connection; one that is not known yet is looked at first.
async fn log_in(
    draft: Account,
    address: &Address,
    login: &Login,
    limits: &Limits,
    network: &Network,
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
        match connectors::log_in(&draft, login, limits, network).await {
            Ok(there) => return Ok((draft, there)),
            Err(error) if error.kind == ErrorKind::NotADam && connectors.peek().is_some() => {}
            Err(error) => return Err(UserError::from(error).server(url)),
        }
    }
    Err(UserError::new(ErrorCode::NotADam).server(address.url(Connector::Aem)))
}

/// The account as far as it is known before anybody logged in; its id is empty when it is new.
fn draft(inner: &Inner, connect: &Connect, address: &Address) -> Result<Account> {
    let accounts = inner.kept().accounts;
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

/// The account for the person who logged in: the known one, or one of its own.
fn settle(inner: &Inner, draft: Account, there: &LoggedIn, connect: &Connect) -> Result<Account> {
    let accounts = inner.kept().accounts;
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
    // The name given is another person's connection to that server: its copies are theirs.
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
        None => inner.dirs.cache.join(&name),
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

/// The same person at the same server always has the same journal.
fn id_of(url: &str, user: &str) -> String {
    short_hash(
        format!(
            "{url}
{user}"
        )
        .as_bytes(),
    )
}

async fn login_to_use(inner: &Arc<Inner>, account: &Account, login: Login) -> Result<Login> {
    match login {
        Login::Kept => find_login(inner.clone(), account.clone()).await,
        Login::Password { .. }
        | Login::Token { .. }
        | Login::ServiceCredentials { .. }
        | Login::Browser { .. } => Ok(login),
    }
}

/// The login that the environment, this process or the keychain has.
pub(crate) async fn find_login(inner: Arc<Inner>, account: Account) -> Result<Login> {
    if let Some(login) = secrets::from_environment(account.user.as_deref()) {
        return Ok(login);
    }
    let (id, url) = (account.id, account.url);
    blocking(move || {
        let kept = match secrets::kept_login(&inner.passing, &id)? {
            Some(login) => Some(login),
            None => secrets::kept_login(&*inner.secrets, &id)?,
        };
        kept.ok_or_else(|| UserError::new(ErrorCode::LoginNeeded).server(url))
    })
    .await
}

async fn keep(inner: &Arc<Inner>, account: &Account, login: Login) -> Result<()> {
    let (inner, id, remember) = (inner.clone(), account.id.clone(), account.remember);
    blocking(move || {
        use crate::secrets::Secrets as _;
        if remember {
            inner.passing.remove(&id)?;
            return secrets::keep_login(&*inner.secrets, &id, &login);
        }
        // What was remembered before is no longer to be.
        if let Err(error) = inner.secrets.remove(&id) {
            tracing::debug!(%error, "the keychain had nothing to forget, or does not answer");
        }
        secrets::keep_login(&inner.passing, &id, &login)
    })
    .await
}

async fn forget_login(inner: &Inner, id: &str) -> Result<()> {
    use crate::secrets::Secrets as _;
    inner.passing.remove(id)?;
    let (kept, id) = (inner.secrets.clone(), id.to_owned());
    blocking(move || kept.remove(&id)).await
}

/// A session for who just logged in: the one that runs, or one that is started.
async fn go_on(
    inner: &Arc<Inner>,
    account: &Account,
    there: LoggedIn,
    limits: Limits,
) -> Result<()> {
    if let Some(running) = inner.running(&account.name) {
        let kept = inner.kept();
        connectors::limit(&limits, &kept.settings.policy(&account.settings));
        running.log_in_again(there.remote, limits);
        inner.publish();
        return Ok(());
    }
    open(inner, account, Server::There(there.remote), limits)
        .await
        .map(drop)
}

async fn open(
    inner: &Arc<Inner>,
    account: &Account,
    server: Server,
    limits: Limits,
) -> Result<Arc<Session>> {
    let account = &moving::settle(inner, account).await?;
    let policy = inner.kept().settings.policy(&account.settings);
    connectors::limit(&limits, &policy);
    let user = account.user.clone().unwrap_or_default();
    let place = Place {
        cache: account.cache_folder.clone(),
        state: inner.dirs.of_connection(&account.id),
    };
    let recovered = place.recovered();
    let config = OpenConfig {
        place,
        person: account.person.clone().unwrap_or(user),
        policy,
        remote: server.remote(),
        shell: inner.shell.clone(),
    };
    let opened = blocking(move || Ok(opening::open(config)?))
        .await
        .map_err(|error: UserError| error.server(&account.url))?;
    let (name, url) = (account.name.clone(), account.url.clone());
    inner.add(Session::new(name, url, recovered, opened, server, limits))
}

/// Logs in with what is kept, as the person the account is of.
fn log_in_later(inner: &Arc<Inner>, account: &Account, limits: &Limits) -> LogIn {
    let (inner, account, limits) = (Arc::downgrade(inner), account.clone(), limits.clone());
    Box::new(move |learnt| {
        let (inner, account, limits) = (inner.clone(), account.clone(), limits.clone());
        async move {
            let inner = inner.upgrade().ok_or(ErrorKind::Cancelled)?;
            let login = find_login(inner.clone(), account.clone()).await;
            let login = login.map_err(|error| login_failed(&error))?;
            let network = Network::of(&inner, Some(&account)).await?;
            let there =
                connectors::log_in_again(&account, &login, &limits, &network, learnt.as_deref())
                    .await?;
            if account
                .user
                .as_ref()
                .is_some_and(|user| *user != there.me.id)
            {
                let said = format!("this login is of {}", there.me.id);
                return Err(Error::new(ErrorKind::WrongCredentials).said(said));
            }
            note_capability(&inner, &account, &there.remote.capability());
            Ok(there.remote as Arc<dyn Remote>)
        }
        .boxed()
    })
}

/// A keychain that does not answer is, to the engine, nobody logged in.
fn login_failed(error: &UserError) -> Error {
    let failed = Error::new(ErrorKind::LoginNeeded);
    match &error.said {
        Some(said) => failed.said(said.as_str()),
        None => failed,
    }
}

/// Remembers what the server can do, for the next start without it. Losing it costs little.
fn note_capability(inner: &Inner, account: &Account, capability: &Capability) {
    let file = capability_file(inner, account);
    let text = serde_json::to_string_pretty(&CapabilityView::from(capability));
    let written = text.map(|text| write_whole(&file, &text));
    if let Ok(Err(error)) = written {
        tracing::warn!(%error, "what the server can do is not remembered");
    }
}

fn capability_before(inner: &Inner, account: &Account) -> Capability {
    let file = capability_file(inner, account);
    let view = std::fs::read_to_string(file)
        .ok()
        .and_then(|text| serde_json::from_str::<CapabilityView>(&text).ok());
    match view {
        Some(view) => remembered(view, account.connector),
        None => Capability {
            names: connectors::names(account.connector),
            ..Capability::least(&account.name)
        },
    }
}

fn capability_file(inner: &Inner, account: &Account) -> std::path::PathBuf {
    let folder: &Path = &inner.dirs.of_connection(&account.id);
    folder.join("capability.json")
}

fn remembered(view: CapabilityView, connector: Connector) -> Capability {
    use damson_core::HashKind;
    let least = Capability::least(view.product);
    let kinds = [HashKind::Sha1, HashKind::Sha256];
    Capability {
        locks: view.locks,
        locked_walks: connector == Connector::Webdav,
        locks_expire: view.locks_expire,
        forced_release: view.forced_release,
        locks_enforced: view.locks_enforced,
        write_guard: match view.compares_writes {
            Some(true) => WriteGuard::Server,
            Some(false) => WriteGuard::Look,
            None => WriteGuard::Unknown,
        },
        ranges: view.ranges,
        resumable_upload: view.resumable_upload,
        versions: view.versions,
        version_comments: view.version_comments,
        search: view.search,
        thumbnails: view.thumbnails,
        copy: view.copy,
        metadata: view.metadata,
        tags: view.tags,
        change_feed: view.change_feed,
        feed_sees_deletions: view.feed_sees_deletions,
        hash_may_be_stale: connector == Connector::Aem,
        hash: kinds
            .into_iter()
            .find(|kind| view.hash.as_deref() == Some(kind.name())),
        // Nothing is fetched before the server has said so itself.
        hashes_of_many: false,
        finds_by_id: false,
        concurrency: std::num::NonZeroUsize::new(view.concurrency).unwrap_or(least.concurrency),
        max_size: view.max_size.map(ByteCount),
        empty_files: view.empty_files,
        names: connectors::names(connector),
        product: least.product,
    }
}

/// Runs what blocks off the runtime's threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => Err(UserError::new(ErrorCode::Unexpected).said(error.to_string())),
    }
}
