//! The way to servers: the proxy with its login, certificates to trust, and the one that we show.

use std::{io::Read as _, path::Path, sync::Arc};

use damson_aem::{
    certificate::ClientCertificate,
    proxy::{self, Proxy},
};
use damson_remote::{Error, ErrorKind};
use damson_webdav::UploadMethod;

use crate::{
    accounts::Account,
    address::Address,
    app::Inner,
    client_certificate,
    connecting::blocking,
    error::Result,
    intent::{Login, Secret},
    secrets::{self, Secrets as _},
    settings::Settings,
};

/// What is set of the way to a server.
#[derive(Debug, Clone, Default)]
pub(crate) struct Network {
    pub(crate) proxy: Proxy,
    /// Certificates as PEM.
    roots: Vec<String>,
    client_certificate: Option<ClientCertificate>,
    /// How files are sent to a WebDAV server.
    upload: UploadMethod,
}

impl Network {
    /// The way to the server of an account; without one, as it is for all connections.
    pub(crate) async fn of(inner: &Arc<Inner>, account: Option<&Account>) -> Result<Self, Error> {
        let nothing = Settings::default();
        let special = account.map_or(&nothing, |account| &account.settings);
        let settings = inner.kept().settings;
        let proxy = settings.proxy(special);
        let upload = settings.upload_method(special);
        let mut files: Vec<_> = settings.certificates(special).into_iter().collect();
        files.extend(
            account
                .into_iter()
                .flat_map(|account| account.certificates.clone()),
        );
        let at = inner.clone();
        let read = blocking(move || {
            let login = login(&at, &proxy)?;
            let roots: Result<Vec<_>, Error> =
                files.iter().map(|file| certificates(file)).collect();
            Ok((proxy.with_login(login), roots))
        });
        let (proxy, roots) = read
            .await
            .map_err(|error| Error::new(ErrorKind::Proxy).said(error.said.unwrap_or_default()))?;
        let opened = client_certificate::open(inner, special).await?;
        Ok(Self {
            proxy: proxy.ready(read_script).await?,
            roots: roots?,
            client_certificate: opened.map(|opened| opened.certificate),
            upload,
        })
    }

    /// The address, reached this way.
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

/// Keeps what a proxy is told of who we are, or forgets it. Only the keychain has it.
pub(crate) async fn keep_login(
    inner: &Arc<Inner>,
    connection: Option<&str>,
    login: Option<(String, Secret)>,
) -> Result<()> {
    let special = match connection {
        Some(name) => inner.account(Some(name))?.settings,
        None => Settings::default(),
    };
    let Some(name) = entry(&inner.kept().settings.proxy(&special)) else {
        return Ok(());
    };
    let at = inner.clone();
    blocking(move || {
        let Some((user, password)) = login else {
            at.passing.remove(&name)?;
            return at.secrets.remove(&name);
        };
        let login = Login::Password { user, password };
        secrets::keep_login(&*at.secrets, &name, &login)
    })
    .await
}

/// Who the proxy of these settings is told that we are, without the password.
pub(crate) async fn user(inner: &Arc<Inner>, special: &Settings) -> Option<String> {
    let proxy = inner.kept().settings.proxy(special);
    let at = inner.clone();
    let login = blocking(move || login(&at, &proxy)).await;
    login.ok().flatten().map(|login| login.user)
}

fn login(inner: &Inner, proxy: &Proxy) -> Result<Option<proxy::Login>> {
    let Some(name) = entry(proxy) else {
        return Ok(None);
    };
    // What a script or a service says for this run goes before what is kept.
    if let Some(told) = of_environment(|name| std::env::var(name).ok()) {
        return Ok(Some(told));
    }
    let kept = secrets::kept_login(&*inner.secrets, &name)?;
    Ok(match kept {
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

/// Who a proxy is told that we are, where there is no keychain: on servers, in containers.
pub(crate) const PROXY_USER: &str = "DAMSON_PROXY_USER";
pub(crate) const PROXY_PASSWORD: &str = "DAMSON_PROXY_PASSWORD";

fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Option<proxy::Login> {
    let told = |name| variable(name).filter(|value| !value.is_empty());
    Some(proxy::Login {
        user: told(PROXY_USER)?,
        password: told(PROXY_PASSWORD).unwrap_or_default().into(),
    })
}

/// The name of a proxy's login in the keychain.
fn entry(proxy: &Proxy) -> Option<String> {
    match proxy {
        Proxy::Manual { .. } | Proxy::Script { .. } => Some(format!("proxy {}", proxy.write())),
        Proxy::System | Proxy::None => None,
    }
}

/// A proxy script; one of more than a megabyte is none.
fn read_script(file: &Path) -> std::io::Result<Vec<u8>> {
    let mut read = Vec::new();
    std::fs::File::open(file)?
        .take(1024 * 1024)
        .read_to_end(&mut read)?;
    Ok(read)
}

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
    fn the_environment_may_say_who_the_proxy_is_told_that_we_are() {
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
