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
    upload::Leftovers,
};

/// What answers at an address, before anybody logged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    pub base: Base,
    pub webdav: Likely,
    /// It says that it has locks (class 2); connecting finds out whether they are real.
    pub says_locks: bool,
    /// Best first; empty when nobody is asked who they are.
    pub logins: Vec<LoginMethod>,
}

/// Whether it is WebDAV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likely {
    Yes,
    /// It asks who we are before it says anything: only connecting tells.
    Perhaps,
    No,
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
    config.home().check()?;
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
        leftovers: Leftovers::default(),
    })))
}

/// Looks what answers at an address as a person typed it, without telling anything of the person.
pub async fn recognise(config: &Config) -> Result<Recognised> {
    config.home().check()?;
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
    let said = allows || !classes.is_empty();
    let (webdav, logins) = match probe::root(&http).await {
        Ok(_) => (Likely::Yes, Vec::new()),
        Err(error) if error.kind == ErrorKind::LoginNeeded => {
            let logins = ask_for_logins(&http).await?;
            let likely = match (said, logins.is_empty()) {
                (true, _) => Likely::Yes,
                (false, false) => Likely::Perhaps,
                (false, true) => Likely::No,
            };
            (likely, logins)
        }
        Err(error) if is_an_answer(&error.kind) => (Likely::No, Vec::new()),
        Err(error) => return Err(error),
    };
    Ok(Recognised {
        base: config.base.clone(),
        webdav,
        says_locks: classes.iter().any(|class| class == "2"),
        logins,
    })
}

/// Something answers, and it is no folder of WebDAV.
fn is_an_answer(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::NotADam | ErrorKind::Garbled | ErrorKind::Forbidden | ErrorKind::NotFound
    )
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
