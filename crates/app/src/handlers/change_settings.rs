//! Showing and changing settings.

use std::{path::PathBuf, sync::Arc};

use crate::{
    config::{Config, accounts::Account, settings::Settings},
    connect::{client_certificate, route},
    crossing::{
        error::Result,
        intent::Secret,
        reply::Reply,
        view::{SettingsView, file_text},
    },
    sessions::{Sessions, start},
};

pub(crate) async fn show(sessions: &Arc<Sessions>, connection: Option<&str>) -> Result<Reply> {
    let config = sessions.store.config();
    let account = match connection {
        Some(name) => Some(config.accounts.chosen(Some(name))?),
        None => None,
    };
    let special = account.map(|account| &account.settings);
    let mut unknown = config.settings.unknown_keys();
    unknown.extend(special.into_iter().flat_map(Settings::unknown_keys));
    let folder: &PathBuf =
        account.map_or(&sessions.store.dirs.cache, |account| &account.cache_folder);
    let file = match account {
        Some(_) => sessions.store.dirs.accounts_file(),
        None => sessions.store.dirs.settings_file(),
    };
    let nothing = Settings::default();
    let special = special.unwrap_or(&nothing);
    let proxy_user = route::proxy_user(&sessions.store, special).await;
    let client_certificate = client_certificate::show(&sessions.store, special).await;
    Ok(Reply::Settings(SettingsView {
        connection: account.map(|account| account.name.clone()),
        settings: config
            .settings
            .view(account.map(|account| &account.settings)),
        cache_folder: file_text(folder),
        file: file_text(&file),
        proxy_user,
        client_certificate: client_certificate.map(Box::new),
        unknown,
    }))
}

pub(crate) async fn set(
    sessions: &Arc<Sessions>,
    connection: Option<&str>,
    key: &str,
    value: Option<&str>,
) -> Result<Reply> {
    let before = sessions.store.config();
    sessions.change(|config| match connection {
        None => config.settings.set(key, value),
        Some(name) => {
            let name = config.accounts.chosen(Some(name))?.name.clone();
            match config.accounts.find_mut(&name) {
                Some(account) => account.settings.set(key, value),
                None => Ok(()),
            }
        }
    })?;
    apply(sessions, &before).await?;
    show(sessions, connection).await
}

/// Stores or forgets the login for a proxy.
pub(crate) async fn set_proxy_login(
    sessions: &Arc<Sessions>,
    connection: Option<&str>,
    login: Option<(String, Secret)>,
) -> Result<Reply> {
    route::store_proxy_login(&sessions.store, connection, login).await?;
    restart_all(sessions).await?;
    show(sessions, connection).await
}

/// Stores or forgets the passphrase of the client certificate.
pub(crate) async fn set_certificate_passphrase(
    sessions: &Arc<Sessions>,
    connection: Option<&str>,
    passphrase: Option<Secret>,
) -> Result<Reply> {
    client_certificate::store_passphrase(&sessions.store, connection, passphrase).await?;
    restart_all(sessions).await?;
    show(sessions, connection).await
}

async fn restart_all(sessions: &Arc<Sessions>) -> Result<()> {
    let config = sessions.store.config();
    for session in sessions.all_running() {
        if let Some(account) = config.accounts.find(&session.name) {
            restart(sessions, account).await?;
        }
    }
    Ok(())
}

/// Gives running sessions the changed settings, and restarts those whose route changed.
async fn apply(sessions: &Arc<Sessions>, before: &Config) -> Result<()> {
    let config = sessions.store.config();
    for session in sessions.all_running() {
        let Some(account) = config.accounts.find(&session.name) else {
            continue;
        };
        if route_of(&config, account) != route_of(before, account) {
            restart(sessions, account).await?;
            continue;
        }
        let policy = config.settings.policy(&account.settings);
        session.configure(policy).await?;
    }
    Ok(())
}

/// The settings that a session takes at its start alone: the route to its server, and how files are
/// sent there.
fn route_of(config: &Config, account: &Account) -> impl PartialEq + use<> {
    let nothing = Settings::default();
    let special = config.accounts.find(&account.name);
    let special = special.map_or(&nothing, |account| &account.settings);
    (
        config.settings.proxy(special),
        config.settings.certificates(special),
        config.settings.client_certificate(special),
        config.settings.upload_method(special),
    )
}

/// Ends a session and starts it on its new route; transfers go on from where they were.
async fn restart(sessions: &Arc<Sessions>, account: &Account) -> Result<()> {
    let _changing = sessions.changing.lock().await;
    sessions.stop(&account.name).await;
    start::start(sessions, account).await.map(drop)
}
