//! The route to servers: the proxy with its login, the certificates to trust, and the certificate
//! that Damson shows.

use std::{io::Read as _, path::Path, sync::Arc};

use damson_aem::{
    certificate::ClientCertificate,
    proxy::{self, Proxy},
};
use damson_remote::{Error, ErrorKind};
use damson_webdav::UploadMethod;

use crate::{
    blocking::blocking,
    config::{
        Store,
        accounts::Account,
        secrets::{self, Secrets as _},
        settings::Settings,
    },
    connect::{address::Address, client_certificate},
    crossing::{
        error::Result,
        intent::{Login, Secret},
    },
};

/// How a server is reached, as the settings say.
#[derive(Debug, Clone, Default)]
pub(crate) struct Route {
    pub(crate) proxy: Proxy,
    /// Certificates as PEM.
    roots: Vec<String>,
    client_certificate: Option<ClientCertificate>,
    /// How files are sent to a WebDAV server.
    upload: UploadMethod,
}

impl Route {
    /// The route to the server of an account; without an account, the route that all connections share.
    pub(crate) async fn of(store: &Arc<Store>, account: Option<&Account>) -> Result<Self, Error> {
        let nothing = Settings::default();
        let special = account.map_or(&nothing, |account| &account.settings);
        let settings = store.config().settings;
        let proxy = settings.proxy(special);
        let upload = settings.upload_method(special);
        let mut files: Vec<_> = settings.certificates(special).into_iter().collect();
        files.extend(
            account
                .into_iter()
                .flat_map(|account| account.certificates.clone()),
        );
        let here = store.clone();
        let read = blocking(move || {
            let login = login(&here, &proxy)?;
            let roots: Result<Vec<_>, Error> =
                files.iter().map(|file| certificates(file)).collect();
            Ok((proxy.with_login(login), roots))
        });
        let (proxy, roots) = read
            .await
            .map_err(|error| Error::new(ErrorKind::Proxy).said(error.said.unwrap_or_default()))?;
        let opened = client_certificate::open(store, special).await?;
        Ok(Self {
            proxy: proxy.ready(read_script).await?,
            roots: roots?,
            client_certificate: opened.map(|opened| opened.certificate),
            upload,
        })
    }

    /// The address, with this route as part of its configuration.
    pub(crate) fn to(&self, mut address: Address) -> Address {
        address.aem.proxy = self.proxy.clone();
        address.webdav.proxy = self.proxy.clone();
        address.webdav.upload = self.upload;
        address
            .aem
            .client_certificate
            .clone_from(&self.client_certificate);
        address
            .webdav
            .client_certificate
            .clone_from(&self.client_certificate);
        address.aem.extra_roots.clone_from(&self.roots);
        address.webdav.extra_roots.clone_from(&self.roots);
        address
    }
}

/// Stores in the keychain the login that a proxy asks for, or removes it from there.
pub(crate) async fn store_proxy_login(
    store: &Arc<Store>,
    connection: Option<&str>,
    login: Option<(String, Secret)>,
) -> Result<()> {
    let special = match connection {
        Some(name) => store.account(Some(name))?.settings,
        None => Settings::default(),
    };
    let Some(name) = entry(&store.config().settings.proxy(&special)) else {
        return Ok(());
    };
    let store = store.clone();
    blocking(move || {
        let Some((user, password)) = login else {
            store.session_secrets.remove(&name)?;
            return store.secrets.remove(&name);
        };
        let login = Login::Password { user, password };
        secrets::store_login(&*store.secrets, &name, &login)
    })
    .await
}

/// The name in the login that the proxy of these settings gets.
pub(crate) async fn proxy_user(store: &Arc<Store>, special: &Settings) -> Option<String> {
    let proxy = store.config().settings.proxy(special);
    let store = store.clone();
    let login = blocking(move || login(&store, &proxy)).await;
    login.ok().flatten().map(|login| login.user)
}

fn login(store: &Store, proxy: &Proxy) -> Result<Option<proxy::Login>> {
    let Some(name) = entry(proxy) else {
        return Ok(None);
    };
    // The environment of this run goes before the keychain, as it does for every login.
    if let Some(login) = of_environment(|name| std::env::var(name).ok()) {
        return Ok(Some(login));
    }
    let stored = secrets::stored_login(&*store.secrets, &name)?;
    Ok(match stored {
        Some(Login::Password { user, password }) => Some(proxy::Login {
            user,
            password: password.inner().clone(),
        }),
        Some(
            Login::Token { .. }
            | Login::ServiceCredentials { .. }
            | Login::Browser { .. }
            | Login::Kept,
        )
        | None => None,
    })
}

/// The login for a proxy where there is no keychain: on servers, in containers.
pub(crate) const PROXY_USER: &str = "DAMSON_PROXY_USER";
pub(crate) const PROXY_PASSWORD: &str = "DAMSON_PROXY_PASSWORD";

fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Option<proxy::Login> {
    let value = |name| variable(name).filter(|value| !value.is_empty());
    Some(proxy::Login {
        user: value(PROXY_USER)?,
        password: value(PROXY_PASSWORD).unwrap_or_default().into(),
    })
}

/// The name of a proxy's login in the keychain.
fn entry(proxy: &Proxy) -> Option<String> {
    match proxy {
        Proxy::Manual { .. } | Proxy::Script { .. } => Some(format!("proxy {}", proxy.write())),
        Proxy::System | Proxy::None => None,
    }
}

/// Reads a proxy script, a megabyte at most: a larger file is no script.
fn read_script(file: &Path) -> std::io::Result<Vec<u8>> {
    let mut read = Vec::new();
    std::fs::File::open(file)?
        .take(1024 * 1024)
        .read_to_end(&mut read)?;
    Ok(read)
}

/// The certificates in a PEM file, as text.
fn certificates(file: &Path) -> Result<String, Error> {
    std::fs::read_to_string(file).map_err(|error| {
        Error::new(ErrorKind::Tls)
            .said(format!("{}: {error}", file.display()))
            .caused_by(error)
    })
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    #[test]
    fn the_environment_may_give_the_login_of_the_proxy() {
        let login = of_environment(|name| match name {
            PROXY_USER => Some("omar".to_owned()),
            PROXY_PASSWORD => Some("plum".to_owned()),
            _ => None,
        });
        let login = login.unwrap();
        assert_eq!(login.user, "omar");
        assert_eq!(login.password.expose_secret(), "plum");
        assert!(of_environment(|_| Some(String::new())).is_none());
        assert!(of_environment(|_| None).is_none());
    }
}
