//! Which connector speaks to which server.

use std::sync::Arc;

use damson_aem::{Config, Cookie, Credentials, LoginMethod};
use damson_core::policy::Policy;
use damson_remote::{
    Error, ErrorKind, Identity, Remote,
    wrap::{Limits, Options, stack},
};

use crate::{
    accounts::Account,
    error::{ErrorCode, Result, UserError},
    intent::{Login, LoginCookie},
    view::{LoginKind, RecognisedView},
};

/// A server that somebody is logged in to.
#[derive(Debug, Clone)]
pub(crate) struct LoggedIn {
    /// With every decorator around it.
    pub(crate) remote: Arc<dyn Remote>,
    pub(crate) me: Identity,
}

/// Reads an address as a person types it, and refuses one that would send secrets readable.
pub(crate) fn read_address(url: &str, allow_plain_http: bool) -> Result<Config> {
    let mut config = Config::new(url).map_err(|error| {
        let mut shown = UserError::new(ErrorCode::BadAddress).detail(url);
        shown.said = error.said;
        shown
    })?;
    config.allow_plain_http = allow_plain_http;
    let plain = config.base.as_str().starts_with("http:");
    if plain && !allow_plain_http && !config.base.is_loopback() {
        return Err(UserError::new(ErrorCode::PlainHttp).server(config.base.as_str()));
    }
    Ok(config)
}

/// Looks what answers at an address.
pub(crate) async fn recognise(url: &str, allow_plain_http: bool) -> Result<RecognisedView> {
    let config = read_address(url, allow_plain_http)?;
    let found = damson_aem::recognise(&config)
        .await
        .map_err(|error| UserError::from(error).server(config.base.as_str()))?;
    Ok(RecognisedView {
        url: found.base.as_str().to_owned(),
        known: found.is_aem,
        is_cloud_service: found.is_cloud_service,
        logins: found.logins.into_iter().map(LoginKind::from).collect(),
    })
}

/// Logs in to the server of an account.
pub(crate) async fn log_in(
    account: &Account,
    login: &Login,
    limits: &Limits,
) -> Result<LoggedIn, Error> {
    let config = config(account)?;
    let aem = damson_aem::connect(config, credentials(login)?).await?;
    let me = aem.who_am_i().await?;
    let options = Options {
        limits: limits.clone(),
        ..Options::default()
    };
    Ok(LoggedIn {
        remote: stack(Arc::new(aem), options),
        me,
    })
}

/// Holds the transfers of a connection to its settings.
pub(crate) fn limit(limits: &Limits, policy: &Policy) {
    limits.set_download(policy.download_limit.map_or(0, |limit| limit.0));
    limits.set_upload(policy.upload_limit.map_or(0, |limit| limit.0));
}

pub(crate) fn config(account: &Account) -> Result<Config, Error> {
    let mut config = Config::new(&account.url)?;
    config.allow_plain_http = account.allow_plain_http;
    for file in &account.certificates {
        let pem = std::fs::read_to_string(file).map_err(|error| {
            Error::new(ErrorKind::Tls)
                .said(format!("{}: {error}", file.display()))
                .caused_by(error)
        })?;
        config.extra_roots.push(pem);
    }
    Ok(config)
}

fn credentials(login: &Login) -> Result<Credentials, Error> {
    match login {
        Login::Password { user, password } => Ok(Credentials::Password {
            user: user.clone(),
            password: password.inner().clone(),
        }),
        Login::Token { token } => Ok(Credentials::Token(token.inner().clone())),
        Login::ServiceCredentials { document } => {
            Ok(Credentials::ServiceCredentials(document.inner().clone()))
        }
        Login::Browser { cookies } => {
            let cookie = |cookie: &LoginCookie| Cookie {
                name: cookie.name.clone(),
                value: cookie.value.inner().clone(),
            };
            Ok(Credentials::Cookies(cookies.iter().map(cookie).collect()))
        }
        Login::Kept => Err(Error::new(ErrorKind::LoginNeeded)),
    }
}

impl From<LoginMethod> for LoginKind {
    fn from(method: LoginMethod) -> Self {
        match method {
            LoginMethod::Password => Self::Password,
            LoginMethod::Browser => Self::Browser,
            LoginMethod::Token => Self::Token,
            LoginMethod::ServiceCredentials => Self::ServiceCredentials,
        }
    }
}
