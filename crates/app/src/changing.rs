//! Showing and changing settings.

use std::{path::PathBuf, sync::Arc};

use crate::{
    Reply,
    accounts::Account,
    app::{Inner, Kept},
    client_certificate, connecting,
    error::Result,
    intent::Secret,
    network,
    settings::Settings,
    view::{SettingsView, file_text},
};

pub(crate) async fn show(inner: &Arc<Inner>, connection: Option<&str>) -> Result<Reply> {
    let kept = inner.kept();
    let account = match connection {
        Some(name) => Some(kept.accounts.chosen(Some(name))?),
        None => None,
    };
    let special = account.map(|account| &account.settings);
    let mut unknown = kept.settings.unknown_keys();
    unknown.extend(special.into_iter().flat_map(Settings::unknown_keys));
    let folder: &PathBuf = account.map_or(&inner.dirs.cache, |account| &account.cache_folder);
    let file = match account {
        Some(_) => inner.dirs.accounts_file(),
        None => inner.dirs.settings_file(),
    };
    let nothing = Settings::default();
    let special = special.unwrap_or(&nothing);
    let proxy_user = network::user(inner, special).await;
    let client_certificate = client_certificate::show(inner, special).await;
    Ok(Reply::Settings(SettingsView {
        connection: account.map(|account| account.name.clone()),
        settings: kept.settings.view(account.map(|account| &account.settings)),
        cache_folder: file_text(folder),
        file: file_text(&file),
        proxy_user,
        client_certificate: client_certificate.map(Box::new),
        unknown,
    }))
}

pub(crate) async fn set(
    inner: &Arc<Inner>,
    connection: Option<&str>,
    key: &str,
    value: Option<&str>,
) -> Result<Reply> {
    let before = inner.kept();
    inner.change(|kept| match connection {
        None => kept.settings.set(key, value),
        Some(name) => {
            let name = kept.accounts.chosen(Some(name))?.name.clone();
            match kept.accounts.find_mut(&name) {
                Some(account) => account.settings.set(key, value),
                None => Ok(()),
            }
        }
    })?;
    apply(inner, &before).await?;
    show(inner, connection).await
}

/// Keeps or forgets who a proxy is told that we are.
pub(crate) async fn set_proxy_login(
    inner: &Arc<Inner>,
    connection: Option<&str>,
    login: Option<(String, Secret)>,
) -> Result<Reply> {
    network::keep_login(inner, connection, login).await?;
    all_begin_again(inner).await?;
    show(inner, connection).await
}

/// Keeps or forgets the passphrase of the client certificate.
pub(crate) async fn set_certificate_passphrase(
    inner: &Arc<Inner>,
    connection: Option<&str>,
    passphrase: Option<Secret>,
) -> Result<Reply> {
    client_certificate::keep_passphrase(inner, connection, passphrase).await?;
    all_begin_again(inner).await?;
    show(inner, connection).await
}

async fn all_begin_again(inner: &Arc<Inner>) -> Result<()> {
    let kept = inner.kept();
    for session in inner.all_running() {
        if let Some(account) = kept.accounts.find(&session.name) {
            begin_again(inner, account).await?;
        }
    }
    Ok(())
}

/// Lets the sessions follow what was changed.
async fn apply(inner: &Arc<Inner>, before: &Kept) -> Result<()> {
    let kept = inner.kept();
    for session in inner.all_running() {
        let Some(account) = kept.accounts.find(&session.name) else {
            continue;
        };
        if way(&kept, account) != way(before, account) {
            begin_again(inner, account).await?;
            continue;
        }
        let policy = kept.settings.policy(&account.settings);
        session.configure(policy).await?;
    }
    Ok(())
}

/// What the way to a server depends on, and how files go there.
fn way(kept: &Kept, account: &Account) -> impl PartialEq + use<> {
    let nothing = Settings::default();
    let special = kept.accounts.find(&account.name);
    let special = special.map_or(&nothing, |account| &account.settings);
    (
        kept.settings.proxy(special),
        kept.settings.certificates(special),
        kept.settings.client_certificate(special),
        kept.settings.upload_method(special),
    )
}

/// Ends a session and starts it on its new way; transfers go on from where they were.
async fn begin_again(inner: &Arc<Inner>, account: &Account) -> Result<()> {
    let _changing = inner.changing.lock().await;
    inner.stop(&account.name).await;
    connecting::start(inner, account).await.map(drop)
}
