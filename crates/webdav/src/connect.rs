//! Logging in, and looking whether there is anything to log in to.

use damson_remote::{ErrorKind, Identity, Result};
use http::{StatusCode, header};

use crate::{
    auth::{Auth, Credentials, offers},
    config::{Base, Config},
    encode::segments,
    held::Held,
    http::{Call, Http},
    list::Listings,
    map::Reader,
    probe::{self, Family, Found, classes},
    remote::{Connection, Dav, WebDav},
};

/// What answers at an address, before anybody logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    pub base: Base,
    pub is_webdav: bool,
    /// It says that it has locks (class 2); connecting finds out whether they are real.
    pub says_locks: bool,
    /// Best first; empty when nobody is asked who they are.
    pub logins: Vec<LoginMethod>,
}

/// How a person can log in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoginMethod {
    Password,
    Token,
}

/// Logs in and finds out what the server can do.
///
/// Fails with [`ErrorKind::WrongCredentials`], [`ErrorKind::LoginNeeded`], [`ErrorKind::NotADam`],
/// or [`ErrorKind::Tls`] for plain http to another computer.
pub async fn connect(config: Config, credentials: Credentials) -> Result<WebDav> {
    config.check()?;
    let http = Http::new(&config, Auth::new(&credentials)?)?;
    let root = probe::root(&http).await?;
    http.auth.be_forward();
    let options = probe::options(&http).await?;
    http.note_accepted();
    let found = Found::new(&root, &options, config.releases_locks);
    let me = Identity {
        id: user(&credentials, root.props.principal.as_deref()),
        display_name: None,
        administrator: Some(config.releases_locks),
    };
    let reader = Reader {
        me: me.id.clone(),
        computer: config.computer.clone(),
        roots: vec![segments(config.base.prefix()), segments(&root.href)],
        weak_tags_count: found.family == Family::Apache,
        user_locks: found.user_locks,
    };
    Ok(WebDav(Dav::new(Connection {
        listings: Listings::new(config.page_size),
        walks: Listings::new(config.page_size),
        config,
        http,
        me,
        found,
        reader,
        held: Held::default(),
    })))
}

/// Looks what answers at an address as a person typed it, without telling anything of the person.
pub async fn recognise(config: &Config) -> Result<Recognised> {
    config.check()?;
    let http = Http::new(config, Auth::Nobody)?;
    let call = Call::new("OPTIONS", http.base.folder(&damson_core::DamPath::root()));
    let options = http.send(&call).await?;
    let headers = options.response.headers().clone();
    if options.status().is_server_error() && options.status() != StatusCode::NOT_IMPLEMENTED {
        return Err(http.failed(options, None).await);
    }
    let allows = headers
        .get(header::ALLOW)
        .and_then(|allow| allow.to_str().ok())
        .is_some_and(|allow| allow.split(',').any(|method| method.trim() == "PROPFIND"));
    let classes = classes(&headers);
    let (answers, logins) = match probe::root(&http).await {
        Ok(_) => (true, Vec::new()),
        Err(error) => match error.kind {
            ErrorKind::LoginNeeded => (false, ask_for_logins(&http).await?),
            ErrorKind::NotADam | ErrorKind::Garbled | ErrorKind::Forbidden => (false, Vec::new()),
            _ => return Err(error),
        },
    };
    Ok(Recognised {
        base: config.base.clone(),
        // Some ask who we are before they say what they are: then only connecting tells.
        is_webdav: answers || allows || !classes.is_empty() || propfind_is_asked_for(&http).await?,
        says_locks: classes.iter().any(|class| class == "2"),
        logins,
    })
}

async fn ask_for_logins(http: &Http) -> Result<Vec<LoginMethod>> {
    let answer = http.send(&propfind(http)).await?;
    let headers = answer.response.headers();
    let mut logins = Vec::new();
    if offers(headers, "digest") || offers(headers, "basic") {
        logins.push(LoginMethod::Password);
    }
    if offers(headers, "bearer") {
        logins.push(LoginMethod::Token);
    }
    Ok(logins)
}

/// A server that wants a login for PROPFIND and refuses a method that nobody knows, knows PROPFIND.
async fn propfind_is_asked_for(http: &Http) -> Result<bool> {
    let asked = http.send(&propfind(http)).await?;
    if asked.status() != StatusCode::UNAUTHORIZED {
        return Ok(false);
    }
    let folder = http.base.folder(&damson_core::DamPath::root());
    let unknown = http.send(&Call::new("DAMSONASKS", folder)).await?;
    Ok(matches!(
        unknown.status(),
        StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_IMPLEMENTED | StatusCode::BAD_REQUEST
    ))
}

fn propfind(http: &Http) -> Call<'static> {
    Call::new("PROPFIND", http.base.folder(&damson_core::DamPath::root()))
        .fixed("depth", "0")
        .xml(crate::wire::propfind_root())
}

/// The name that locks carry: as the person logs in, else as the server calls them.
fn user(credentials: &Credentials, principal: Option<&str>) -> String {
    let by_server = || principal.and_then(|href| segments(href).pop());
    match credentials {
        Credentials::Password { user, .. } | Credentials::Nobody { user } => user.clone(),
        Credentials::Token { user, .. } => user
            .clone()
            .or_else(by_server)
            .unwrap_or_else(|| "somebody".to_owned()),
    }
}
