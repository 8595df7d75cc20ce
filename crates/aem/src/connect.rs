//! Logging in, and looking whether there is anything to log in to.

use std::sync::Arc;

use damson_http::{
    body::{self, ANSWER},
    client,
    failure::is_html,
    redirect,
};
use damson_remote::{Error, ErrorKind, Identity, Result};
use http::{StatusCode, header};
use reqwest::{Response, cookie::Jar};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use crate::{
    auth::{Auth, Credentials},
    config::{Base, Config},
    facts::{self, Facts},
    failure,
    http::Http,
    probe::{self, Found},
    remote::Aem,
};

/// What answers at an address, before anybody logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// The address to connect to; not the one that was asked for when the server moved.
    pub base: Base,
    pub is_aem: bool,
    pub is_cloud_service: bool,
    /// Best first.
    pub logins: Vec<LoginMethod>,
}

/// How a person can log in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoginMethod {
    Password,
    /// In a browser window, because a company's or Adobe's identity service asks.
    Browser,
    Token,
    ServiceCredentials,
}

const LOGIN_PAGE: &str = "/libs/granite/core/content/login.html";

/// Logs in and finds out what the server can do.
///
/// Fails with [`ErrorKind::WrongCredentials`], [`ErrorKind::LoginNeeded`] (the server wants
/// another kind of login), [`ErrorKind::NotADam`], or [`ErrorKind::Tls`] for plain http to another
/// computer.
pub async fn connect(config: Config, credentials: Credentials) -> Result<Aem> {
    connect_again(config, credentials, None).await
}

/// As [`connect`], told what [`Remote::learnt`](damson_remote::Remote::learnt) said earlier: as long
/// as that is good, only who is logged in is asked.
pub async fn connect_again(
    config: Config,
    credentials: Credentials,
    learnt: Option<&str>,
) -> Result<Aem> {
    config.home().check()?;
    let (http, me) = log_in(&config, &credentials).await?;
    http.note_accepted();
    let known = learnt.and_then(|learnt| Facts::read(learnt, &me.id, facts::now()));
    let facts = match known {
        // Whether others' check-outs are seen is asked until it is known.
        Some(facts) if facts.queries && facts.lists_locks.is_none() => Facts {
            lists_locks: probe::lists_locks(&http).await?,
            ..facts
        },
        Some(facts) => facts,
        None => Box::pin(probe::probe(&http, &me)).await?,
    };
    let me = Identity {
        administrator: Some(facts.administrator),
        ..me
    };
    let found = Found::new(facts, http.base.is_cloud_service());
    Ok(Aem {
        config,
        http,
        me,
        found,
    })
}

/// Looks what answers at an address as a person typed it, without telling anything of the person.
pub async fn recognise(config: &Config) -> Result<Recognised> {
    config.home().check()?;
    let http = Http::new(config, Auth::None, &Arc::new(Jar::default()))?;
    let (base, response) = look(&http, &config.base).await?;
    let is_cloud_service = base.is_cloud_service();
    let status = response.status();
    let elsewhere = !config.home().owns(response.url());
    let page = if status.is_server_error() || status == StatusCode::BAD_REQUEST {
        let error = failure::of_response(response, None).await;
        // What stands in front of the server may ask for a client certificate in this way.
        if status.is_server_error() || matches!(error.kind, ErrorKind::ClientCertificate(_)) {
            return Err(error);
        }
        String::new()
    } else if status.is_success() && !elsewhere {
        let page = body::beginning(response, 256 * 1024).await;
        String::from_utf8_lossy(&page).into_owned()
    } else {
        String::new()
    };
    let form = page.contains("j_security_check") || page.contains("j_username");
    let challenge = challenge(&http, &base).await?;
    let basic = challenge == Challenge::Basic;
    let is_aem = is_cloud_service || form || page.contains("granite") || challenge.is_aem();
    let mut logins = Vec::new();
    if (form || basic) && !is_cloud_service {
        logins.push(LoginMethod::Password);
    }
    if is_aem || elsewhere {
        logins.push(LoginMethod::Browser);
    }
    if is_aem {
        logins.push(LoginMethod::Token);
        logins.push(LoginMethod::ServiceCredentials);
    }
    Ok(Recognised {
        base,
        is_aem,
        is_cloud_service,
        logins,
    })
}

async fn log_in(config: &Config, credentials: &Credentials) -> Result<(Http, Identity)> {
    let jar = Arc::new(Jar::default());
    match credentials {
        Credentials::Password { user, password } => by_password(config, user, password).await,
        Credentials::FormLogin { user, password } => by_form(config, user, password).await,
        Credentials::Token(token) => known(Http::new(config, Auth::bearer(token)?, &jar)?).await,
        Credentials::ServiceCredentials(document) => {
            known(Http::new(config, Auth::service(document)?, &jar)?).await
        }
        Credentials::Cookies(cookies) => {
            let auth = Auth::cookies(cookies, &config.base, &jar);
            known(Http::new(config, auth, &jar)?).await
        }
    }
}

/// Basic where the server takes it, else its login form. A wrong password is tried once: accounts
/// are locked after a few.
async fn by_password(
    config: &Config,
    user: &str,
    password: &SecretString,
) -> Result<(Http, Identity)> {
    if !(user.is_ascii() && password.expose_secret().is_ascii()) {
        // A form says how it is encoded, which Basic can't.
        match by_form(config, user, password).await {
            Err(error) if has_no_form(&error) => {}
            other => return other,
        }
    }
    let jar = Arc::new(Jar::default());
    let basic = Http::new(config, Auth::basic(user, password)?, &jar)?;
    match known(basic).await {
        Err(error) if matches!(error.kind, ErrorKind::LoginNeeded | ErrorKind::Forbidden) => {
            match by_form(config, user, password).await {
                // There is no login form either: what the server said first tells more.
                Err(form) if has_no_form(&form) => Err(error),
                other => other,
            }
        }
        other => other,
    }
}

fn has_no_form(error: &Error) -> bool {
    matches!(
        error.kind,
        ErrorKind::NotFound | ErrorKind::Unsupported | ErrorKind::LoginNeeded
    )
}

async fn by_form(config: &Config, user: &str, password: &SecretString) -> Result<(Http, Identity)> {
    let auth = Auth::Form {
        user: user.to_owned(),
        password: password.clone(),
    };
    let http = Http::new(config, auth, &Arc::new(Jar::default()))?;
    http.log_in().await?;
    known(http).await
}

async fn known(http: Http) -> Result<(Http, Identity)> {
    let me = probe::who_am_i(&http).await?;
    Ok((http, me))
}

/// The answer of the login page, and the address that it came from: servers move to https or to
/// another host.
async fn look(http: &Http, base: &Base) -> Result<(Base, Response)> {
    let mut base = base.clone();
    let mut url = base.at(LOGIN_PAGE);
    for _ in 0..5 {
        let request = http
            .anonymous(&url)
            .get(url.clone())
            .header(header::ACCEPT, "text/html");
        let response = client::send(request, ANSWER).await?;
        let Some(next) = next_of(&response, &url) else {
            return Ok((base, response));
        };
        http.home.check_onward(&next)?;
        // The same page elsewhere is the server; another page elsewhere is an identity service.
        if next.path() == url.path() && next.host_str() == url.host_str() {
            base = Base::parse(next.as_str())?;
        }
        url = next;
    }
    Err(redirect::without_end())
}

fn next_of(response: &Response, from: &Url) -> Option<Url> {
    if !response.status().is_redirection() {
        return None;
    }
    let named = response.headers().get(header::LOCATION)?.to_str().ok()?;
    from.join(named).ok()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Challenge {
    Basic,
    /// Refuses or shows a login page, in AEM's manner.
    Other,
    NotAem,
}

impl Challenge {
    fn is_aem(self) -> bool {
        match self {
            Self::Basic | Self::Other => true,
            Self::NotAem => false,
        }
    }
}

async fn challenge(http: &Http, base: &Base) -> Result<Challenge> {
    let url = base.at("/libs/granite/security/currentuser.json");
    let request = http
        .anonymous(&url)
        .get(url.clone())
        .header(header::ACCEPT, "application/json");
    let response = client::send(request, ANSWER).await?;
    let challenges = response.headers().get_all(header::WWW_AUTHENTICATE);
    let sling = challenges
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|value| {
            let value = value.to_ascii_lowercase();
            value.starts_with("basic") && value.contains("sling")
        });
    if sling {
        return Ok(Challenge::Basic);
    }
    if response.status() != StatusCode::OK || is_html(response.headers()) {
        return Ok(Challenge::NotAem);
    }
    let body = body::beginning(response, 64 * 1024).await;
    let aem = String::from_utf8_lossy(&body).contains("authorizableId");
    Ok(if aem {
        Challenge::Other
    } else {
        Challenge::NotAem
    })
}
