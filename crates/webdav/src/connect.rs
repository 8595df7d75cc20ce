//! Logging in, and looking whether there is anything to log in to.

use damson_remote::{ErrorKind, Identity, Result};
use http::header;

use crate::{
    addresses::Addresses,
    auth::{Auth, Credentials, nothing_known, offers},
    cloud,
    config::{Base, Config},
    encode::segments,
    held::Held,
    http::{Call, Http},
    list::Listings,
    map::{Me, Reader},
    probe::{self, Found, classes},
    remote::{Connection, Dav, WebDav},
    upload::{self, Leftovers},
    wire::Reply,
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
    let mut http = Http::new(&config, Auth::new(&credentials)?)?;
    let root = find_root(&mut http).await?;
    http.auth.be_forward();
    let options = probe::options(&http).await?;
    http.note_accepted();
    let mut found = Found::new(&root, &options, config.releases_locks);
    found.moves_over = upload::is_moved(config.upload, found.family);
    let who = me(&config, &credentials, &root, &found);
    let me = Identity {
        // A connection belongs to who logs in, by the name that this person typed.
        id: typed(&credentials).unwrap_or_else(|| who.id.clone()),
        display_name: None,
        administrator: Some(config.releases_locks),
    };
    let reader = Reader {
        me: who,
        roots: vec![segments(&root.href), segments(http.base.prefix())],
        fine_tags: found.fine_tags,
        user_locks: found.user_locks,
    };
    let addresses = Addresses::new(&http.base, &root.href);
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
        addresses,
    })))
}

/// Asks the root what it is, and goes where the server sends us: to where it says that the folder is,
/// and from Nextcloud's address as a browser shows it to this person's files.
async fn find_root(http: &mut Http) -> Result<Reply> {
    let typed = http.base.clone();
    let found = match probe::root(http).await {
        Ok(root) => Ok(root),
        Err(error) if is_an_answer(&error.kind) || error.kind == ErrorKind::LoginNeeded => {
            match cloud::dav(&typed) {
                Some(dav) => {
                    http.base = dav;
                    probe::root(http).await.map_err(|_| error)
                }
                None => Err(error),
            }
        }
        Err(error) => Err(error),
    };
    let root = found?;
    http.base = Base::of(&root.at);
    let Some(files) = cloud::files(&http.base, root.reply.props.principal.as_deref()) else {
        return Ok(root.reply);
    };
    http.base = files;
    probe::root(http).await.map(|root| root.reply)
}

/// Looks what answers at an address as a person typed it, without telling anything of the person.
pub async fn recognise(config: &Config) -> Result<Recognised> {
    config.home().check()?;
    let mut http = Http::new(config, Auth::Nobody)?;
    if let Some(dav) = cloud::recognise(&http).await? {
        http.base = dav;
    }
    let headers = probe::options(&http).await?;
    let allows = headers
        .get(header::ALLOW)
        .and_then(|allow| allow.to_str().ok())
        .is_some_and(|allow| allow.split(',').any(|method| method.trim() == "PROPFIND"));
    let classes = classes(&headers);
    let said = allows || !classes.is_empty();
    let (webdav, logins) = match probe::root(&http).await {
        Ok(root) => {
            http.base = Base::of(&root.at);
            (Likely::Yes, Vec::new())
        }
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
        base: http.base.clone(),
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
    if let Some(unknown) = nothing_known(headers) {
        return Err(unknown);
    }
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

fn typed(credentials: &Credentials) -> Option<String> {
    match credentials {
        Credentials::Password { user, .. } | Credentials::Nobody { user } => Some(user.clone()),
        Credentials::Token { user, .. } => user.clone(),
    }
}

/// Who is logged in, as the server calls this person: on Nextcloud a login by e-mail, or in other
/// case, is another name than the one that locks carry.
fn me(config: &Config, credentials: &Credentials, root: &Reply, found: &Found) -> Me {
    let typed = typed(credentials);
    let principal = root.props.principal.as_deref();
    let by_server = principal
        .and_then(|href| segments(href).pop())
        .or_else(|| found.cloud.as_ref()?.person())
        .filter(|id| !id.is_empty());
    // Elsewhere the last part of a principal's address may be anything, and the owner text of our
    // locks has what was typed; both are this person.
    let (id, also) = match (by_server, typed) {
        (Some(id), _) if found.cloud.is_some() => (Some(id), None),
        (by_server, Some(typed)) => (Some(typed), by_server),
        (by_server, None) => (by_server, None),
    };
    let id = id.unwrap_or_else(|| "somebody".to_owned());
    let also = also.into_iter().filter(|name| *name != id).collect();
    Me {
        id,
        also,
        computer: config.computer.clone(),
    }
}
