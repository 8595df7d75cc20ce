//! Which connector speaks to which server.

use std::sync::Arc;

use damson_aem::{Cookie, Credentials, LoginMethod};
use damson_core::policy::Policy;
use damson_remote::{
    Error, ErrorKind, Identity, NameRules, Remote,
    wrap::{Limits, Options, Patience, patiently, stack},
};
use damson_webdav::Likely;

use crate::{
    config::accounts::Account,
    connect::{address::Address, route::Route},
    crossing::{
        error::{ErrorCode, Result, UserError},
        intent::{Login, LoginCookie},
        view::{Connector, LoginKind, RecognisedView, word},
    },
};

/// A server that somebody is logged in to.
#[derive(Debug, Clone)]
pub(crate) struct LoggedIn {
    /// With every decorator around it.
    pub(crate) remote: Arc<dyn Remote>,
    pub(crate) me: Identity,
}

/// The server that answers at an address.
#[derive(Debug)]
pub(crate) enum Found {
    Aem(damson_aem::Recognised),
    Webdav(damson_webdav::Recognised),
    /// The server shows itself neither as AEM nor as WebDAV. The value is what its pages showed.
    Unknown(damson_aem::Recognised),
}

/// Looks which server answers at an address. AEM is tried first, because it can answer as WebDAV too.
pub(crate) async fn look(address: &Address) -> Result<Found, Error> {
    let patience = Patience::default;
    let aem = patiently(patience(), || damson_aem::recognise(&address.aem));
    let (seen, error) = match aem.await {
        Ok(found) if found.is_aem => return Ok(Found::Aem(found)),
        Ok(found) => (Some(found), None),
        Err(error) if answers_unlike_aem(&error.kind) => (None, Some(error)),
        Err(error) => return Err(error),
    };
    let webdav = patiently(patience(), || damson_webdav::recognise(&address.webdav)).await?;
    match (webdav.webdav, seen, error) {
        (Likely::Yes | Likely::Perhaps, _, _) => Ok(Found::Webdav(webdav)),
        (Likely::No, Some(seen), _) => Ok(Found::Unknown(seen)),
        (Likely::No, None, Some(error)) => Err(error),
        (Likely::No, None, None) => Err(ErrorKind::NotADam.into()),
    }
}

/// Looks which server answers at an address that a person typed.
pub(crate) async fn recognise(
    url: &str,
    allow_plain_http: bool,
    route: &Route,
) -> Result<RecognisedView> {
    let address = route.to(Address::read(url, allow_plain_http)?);
    let found = look(&address)
        .await
        .map_err(|error| UserError::from(error).server(address.url(Connector::Aem)))?;
    Ok(match found {
        Found::Aem(found) | Found::Unknown(found) => RecognisedView {
            url: found.base.as_str().to_owned(),
            known: found.is_aem,
            connector: found.is_aem.then_some(Connector::Aem),
            certain: true,
            is_cloud_service: found.is_cloud_service,
            logins: found.logins.into_iter().map(LoginKind::from).collect(),
        },
        Found::Webdav(found) => RecognisedView {
            url: found.base.as_str().to_owned(),
            known: true,
            connector: Some(Connector::Webdav),
            certain: found.webdav == Likely::Yes,
            is_cloud_service: false,
            logins: webdav_logins(&found),
        },
    })
}

/// Which connectors to try at an address that is not known yet, in this order. A password is sent only
/// to a server that was recognised.
pub(crate) async fn choose(address: &Address, login: &Login) -> Result<Vec<Connector>> {
    let shown = |error: UserError| error.server(address.url(Connector::Aem));
    match look(address).await {
        Ok(Found::Aem(_)) => Ok(vec![Connector::Aem]),
        Ok(Found::Webdav(found)) => {
            check_login(Connector::Webdav, login)
                .map_err(|error| error.server(address.url(Connector::Webdav)))?;
            match found.webdav {
                Likely::Yes => Ok(vec![Connector::Webdav]),
                // An AEM behind another login can look like this too.
                Likely::Perhaps | Likely::No => Ok(vec![Connector::Webdav, Connector::Aem]),
            }
        }
        // A login without a password can be tried at a server that does not show whether it is AEM.
        Ok(Found::Unknown(_)) | Err(_) if has_no_password(login) => Ok(vec![Connector::Aem]),
        Ok(Found::Unknown(_)) => Err(shown(ErrorCode::NotADam.into())),
        Err(error) => Err(shown(error.into())),
    }
}

/// Refuses a login of a kind that the connector does not have.
pub(crate) fn check_login(connector: Connector, login: &Login) -> Result<()> {
    match connector {
        Connector::Webdav if is_of_aem_alone(login) => {
            let kind = login.kind().map(|kind| word(&kind)).unwrap_or_default();
            Err(UserError::new(ErrorCode::LoginNotTaken).detail(kind))
        }
        Connector::Webdav | Connector::Aem => Ok(()),
    }
}

/// Logs in to the server of an account.
pub(crate) async fn log_in(
    account: &Account,
    login: &Login,
    limits: &Limits,
    route: &Route,
) -> Result<LoggedIn, Error> {
    log_in_knowing(account, login, limits, route, None).await
}

async fn log_in_knowing(
    account: &Account,
    login: &Login,
    limits: &Limits,
    route: &Route,
    learnt: Option<&str>,
) -> Result<LoggedIn, Error> {
    let address = route.to(Address::of(account)?);
    // A server may be busy for a moment while somebody logs in.
    let there = patiently(Patience::default(), || {
        there(account, login, &address, learnt)
    });
    let (remote, me) = there.await?;
    let options = Options {
        limits: limits.clone(),
        ..Options::default()
    };
    Ok(LoggedIn {
        remote: stack(remote, options),
        me,
    })
}

/// One attempt to log in.
async fn there(
    account: &Account,
    login: &Login,
    address: &Address,
    learnt: Option<&str>,
) -> Result<(Arc<dyn Remote>, Identity), Error> {
    match account.connector {
        Connector::Aem => {
            let (config, credentials) = (address.aem.clone(), aem_credentials(login)?);
            let aem = damson_aem::connect_again(config, credentials, learnt).await?;
            let me = aem.identity().clone();
            Ok((Arc::new(aem), me))
        }
        Connector::Webdav => {
            let credentials = webdav_credentials(login)?;
            let webdav = damson_webdav::connect(address.webdav.clone(), credentials).await?;
            let me = webdav.identity().clone();
            Ok((Arc::new(webdav), me))
        }
    }
}

/// As [`log_in`], to a server that took this login before. An answer that is not a DAM's may come from
/// a page that stands in front of the server for a moment, so the server is asked once more. `learnt`
/// spares the calls that found it out.
pub(crate) async fn log_in_again(
    account: &Account,
    login: &Login,
    limits: &Limits,
    route: &Route,
    learnt: Option<&str>,
) -> Result<LoggedIn, Error> {
    let attempt = || log_in_knowing(account, login, limits, route, learnt);
    match attempt().await {
        Err(error) if looks_like_a_page(&error.kind) => {
            tokio::time::sleep(Patience::default().first_wait).await;
            attempt().await
        }
        other => other,
    }
}

/// Whether the failure can come from a page that stands in front of the server.
fn looks_like_a_page(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::LoginNeeded | ErrorKind::NotADam | ErrorKind::Garbled
    )
}

/// Limits the transfers of a connection as its settings say.
pub(crate) fn limit(limits: &Limits, policy: &Policy) {
    limits.set_download(policy.download_limit.map_or(0, |limit| limit.0));
    limits.set_upload(policy.upload_limit.map_or(0, |limit| limit.0));
}

/// The names that servers refuse, as far as the connector knows without asking one.
pub(crate) fn names(connector: Connector) -> NameRules {
    match connector {
        Connector::Aem => NameRules::AEM,
        Connector::Webdav => NameRules::ANY,
    }
}

/// Whether a server answered, and not as AEM does. The answer of a broken server does not show what it
/// is.
fn answers_unlike_aem(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::NotADam
            | ErrorKind::Garbled
            | ErrorKind::Forbidden
            | ErrorKind::NotFound
            | ErrorKind::LoginNeeded
            | ErrorKind::Unsupported
    )
}

/// The logins of a WebDAV server. One that lets everybody read may still ask for a login to write, and
/// its locks carry the name of a person.
fn webdav_logins(found: &damson_webdav::Recognised) -> Vec<LoginKind> {
    if found.logins.is_empty() {
        return vec![LoginKind::Password];
    }
    found.logins.iter().map(|login| (*login).into()).collect()
}

fn is_of_aem_alone(login: &Login) -> bool {
    match login {
        Login::ServiceCredentials { .. } | Login::Browser { .. } => true,
        Login::Password { .. } | Login::Token { .. } | Login::Kept => false,
    }
}

fn has_no_password(login: &Login) -> bool {
    match login {
        Login::Token { .. } | Login::ServiceCredentials { .. } | Login::Browser { .. } => true,
        Login::Password { .. } | Login::Kept => false,
    }
}

fn aem_credentials(login: &Login) -> Result<Credentials, Error> {
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

fn webdav_credentials(login: &Login) -> Result<damson_webdav::Credentials, Error> {
    use damson_webdav::Credentials;
    match login {
        Login::Password { user, password } => Ok(Credentials::Password {
            user: user.clone(),
            password: password.inner().clone(),
        }),
        Login::Token { token } => Ok(Credentials::Token {
            // The server says whose token it is, so that another person's token is noticed.
            user: None,
            token: token.inner().clone(),
        }),
        Login::ServiceCredentials { .. } | Login::Browser { .. } => {
            Err(Error::new(ErrorKind::LoginNeeded)
                .said("a WebDAV server takes a name and a password, or a token"))
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

impl From<damson_webdav::LoginMethod> for LoginKind {
    fn from(method: damson_webdav::LoginMethod) -> Self {
        match method {
            damson_webdav::LoginMethod::Password => Self::Password,
            damson_webdav::LoginMethod::Token => Self::Token,
        }
    }
}
