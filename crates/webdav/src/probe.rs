//! What a server is and what it can do, found out once and learnt on the way.

use std::{
    num::NonZeroUsize,
    sync::atomic::{AtomicBool, AtomicU8, Ordering},
};

use damson_core::DamPath;
use damson_http::encode::shown;
use damson_remote::{AssetKind, Capability, Error, ErrorKind, NameRules, Result, Retry};
use http::{HeaderMap, HeaderName, header};
use url::Url;

use crate::{
    cloud::CloudPlace,
    conditions::Known,
    failure,
    http::{Call, Http, login_page},
    wire::{self, Reply},
};

/// What was found out.
#[derive(Debug)]
pub(crate) struct Found {
    product: String,
    /// Locks are there and can be read back.
    pub(crate) locks: AtomicBool,
    /// Why there are none, for the person who wonders.
    no_locks: &'static str,
    pub(crate) locks_expire: AtomicBool,
    /// A LOCK of what exists was answered with another status than 201: here 201 means that
    /// something was made. asgi-webdav answers 201 to every LOCK.
    pub(crate) tells_creation: AtomicBool,
    /// A lock of ours was taken here and read back.
    pub(crate) locks_seen: AtomicBool,
    /// Which form of `If` prolonged a lock, as a number of [`crate::renew::Form`]; 0 while none is
    /// known.
    pub(crate) renewed_by: AtomicU8,
    pub(crate) conditions: Known,
    /// Files are replaced by a MOVE onto them.
    pub(crate) moves_over: bool,
    /// A tag in a condition of a GET means something: what stands in front of some servers puts
    /// another one on the bytes than the listing has.
    pub(crate) one_tag: AtomicBool,
    /// Entity tags are made of parts of a second.
    pub(crate) fine_tags: bool,
    pub(crate) family: Family,
    /// Nextcloud's locks by user.
    pub(crate) user_locks: bool,
    pub(crate) sync_collection: bool,
    /// The user's name in Nextcloud's addresses, and the part before `/files/`.
    pub(crate) cloud: Option<CloudPlace>,
    pub(crate) releases_locks: bool,
}

const FAKE_LOCKS: &str = "locks are not kept";
const REAL_LOCKS: &str = "locks are kept";

/// Servers whose habits matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    /// mod_dav: keeps what is being uploaded apart until it is whole.
    Apache,
    /// Keeps uploads apart as well.
    Cloud,
    /// Reads some addresses wrongly.
    WsgiDav,
    /// lighttpd, and nginx with its own module: they keep an upload apart until it is whole, and
    /// lighttpd never moves anything onto what is locked.
    Whole,
    /// The npm package webdav-server: an `If` without an address ends its process.
    Npm,
    Other,
}

impl Family {
    /// What its servers can't be asked to call a file.
    fn names(self) -> NameRules {
        match self {
            // Everything after a question mark in `Destination` is lost, encoded or not.
            Self::WsgiDav => NameRules {
                assets: "?",
                folders: "?",
                ..NameRules::ANY
            },
            Self::Apache | Self::Cloud | Self::Whole | Self::Npm | Self::Other => NameRules::ANY,
        }
    }
}

pub(crate) fn offers(part: &AtomicBool) -> bool {
    part.load(Ordering::Relaxed)
}

pub(crate) fn withdraw(part: &AtomicBool) {
    part.store(false, Ordering::Relaxed);
}

/// What the root says of itself, and where it said so: a server may send us on.
#[derive(Debug)]
pub(crate) struct Root {
    pub(crate) reply: Reply,
    pub(crate) at: Url,
}

/// Asks the root what it is. Fails with [`ErrorKind::NotADam`] when it is no folder of WebDAV.
pub(crate) async fn root(http: &Http) -> Result<Root> {
    let root = DamPath::root();
    let call = Call::new("PROPFIND", http.base.folder(&root))
        .fixed("depth", "0")
        .xml(wire::propfind_root());
    let answer = http.send(&call).await?;
    if answer.is_login_page() {
        return Err(login_page());
    }
    let status = answer.status().as_u16();
    if status == 400 {
        let error = http.failed(answer, None).await;
        // What stands in front of the server may ask for a client certificate in this way.
        if matches!(error.kind, ErrorKind::ClientCertificate(_)) {
            return Err(error);
        }
        return Err(not_a_dam("the address answers 400 to PROPFIND"));
    }
    if matches!(status, 404 | 405 | 501) || (200..207).contains(&status) {
        return Err(not_a_dam(&format!(
            "the address answers {status} to PROPFIND"
        )));
    }
    if status != 207 {
        return Err(http.failed(answer, None).await);
    }
    let at = answer.response.url().clone();
    let xml = crate::xml::Xml::of_response(answer.response);
    let reply = wire::Multistatus::new(xml)
        .next()
        .await?
        .ok_or_else(|| not_a_dam("the answer to PROPFIND is empty"))?;
    if reply.is_missing() {
        return Err(not_a_dam("nothing is at the address"));
    }
    if let Some(status) = reply.trouble() {
        return Err(failure::of_member(status, &root));
    }
    if !reply.props.collection {
        return Err(not_a_dam("the address is a file, not a folder"));
    }
    Ok(Root { reply, at })
}

/// What the root says to OPTIONS, with the classes of its `DAV` header (RFC 4918, 10.1). A server, or
/// a proxy in front of it, may refuse OPTIONS or answer in its own name: properties tell as well.
pub(crate) async fn options(http: &Http) -> Result<HeaderMap> {
    let call = Call::new("OPTIONS", http.base.folder(&DamPath::root()));
    match http.send(&call).await {
        Ok(answer) => Ok(answer.response.headers().clone()),
        Err(error) if error.retry == Retry::Never => {
            tracing::debug!(kind = ?error.kind, "the server has no answer to OPTIONS");
            Ok(HeaderMap::new())
        }
        Err(error) => Err(error),
    }
}

impl Found {
    pub(crate) fn new(root: &Reply, options: &HeaderMap, releases_locks: bool) -> Self {
        let classes = classes(options);
        let props = &root.props;
        // Class 2 by itself counts, and so does a lock that can be asked for.
        let class_2 = classes.iter().any(|class| class == "2") || props.lockable;
        let is_cloud = props.cloud.file_id.is_some() || props.cloud.lock.is_some();
        let user_locks = props.cloud.lock.is_some();
        let no_locks = if !class_2 {
            "no locks"
        } else if user_locks {
            ""
        } else if is_cloud {
            // Its class 2 is a courtesy to the Finder: every LOCK succeeds and none is kept.
            "locks are not real"
        } else if props.locks.is_none() {
            "locks can't be seen"
        } else {
            ""
        };
        let family = if is_cloud {
            Family::Cloud
        } else if is_apache(options) {
            Family::Apache
        } else if server(options).is_some_and(|server| server.starts_with("WsgiDAV")) {
            Family::WsgiDav
        } else if keeps_whole(options) {
            Family::Whole
        } else if server(options).is_some_and(|server| server.starts_with("webdav-server/")) {
            Family::Npm
        } else {
            Family::Other
        };
        Self {
            product: product(options, is_cloud),
            locks: AtomicBool::new(no_locks.is_empty()),
            no_locks,
            locks_expire: AtomicBool::new(!user_locks),
            tells_creation: AtomicBool::new(false),
            locks_seen: AtomicBool::new(false),
            renewed_by: AtomicU8::new(0),
            conditions: Known::default(),
            moves_over: false,
            one_tag: AtomicBool::new(true),
            fine_tags: family == Family::Apache || has_fine_tags(options),
            family,
            user_locks,
            sync_collection: props.sync_collection || props.sync_token.is_some(),
            cloud: is_cloud.then(|| CloudPlace::of(&root.href)).flatten(),
            releases_locks,
        }
    }

    /// What was found out by trying, for a later process.
    pub(crate) fn learnt(&self) -> String {
        let said_only = self.no_locks.is_empty() && !offers(&self.locks);
        let words = [
            (said_only, FAKE_LOCKS),
            (offers(&self.locks_seen), REAL_LOCKS),
        ];
        let words = words.iter().filter(|(found, _)| *found);
        let lines = words.map(|(_, word)| (*word).to_owned());
        lines
            .chain(self.conditions.lines())
            .fold(self.product.clone(), |text, line| text + "\n" + &line)
    }

    /// Takes up what an earlier process found out about the same product.
    pub(crate) fn recall(&self, learnt: &str) {
        let mut lines = learnt.lines();
        if lines.next() != Some(self.product.as_str()) {
            return;
        }
        for word in lines {
            match word {
                FAKE_LOCKS => withdraw(&self.locks),
                REAL_LOCKS => self.locks_seen.store(true, Ordering::Relaxed),
                // Of conditions, or of a later version of this program.
                line => self.conditions.recall(line),
            }
        }
    }

    pub(crate) fn names(&self) -> NameRules {
        self.family.names()
    }

    /// What is asked of every resource. mod_dav opens a database for each file to look for a title,
    /// which nearly never is there, and asks itself anew for each media type, which it guesses from
    /// the name: without both a listing costs it a quarter.
    pub(crate) fn question(&self) -> String {
        wire::propfind(self.cloud.is_some(), self.family != Family::Apache)
    }

    pub(crate) fn capability(&self) -> Capability {
        let locks = offers(&self.locks);
        let product = match (locks, self.no_locks) {
            (true, _) => self.product.clone(),
            (false, "") => format!("{} (locks are not real)", self.product),
            (false, why) => format!("{} ({why})", self.product),
        };
        let versions = self.cloud.is_some();
        Capability {
            locks,
            // WebDAV has no question for what is locked below a folder.
            locked_walks: true,
            locks_expire: locks && offers(&self.locks_expire),
            forced_release: locks && self.releases_locks && !self.user_locks,
            locks_enforced: locks,
            write_guard: self.conditions.guard(self.moves_over),
            ranges: true,
            resumable_upload: versions,
            versions,
            copy: true,
            change_feed: self.sync_collection,
            feed_sees_deletions: self.sync_collection,
            names: self.names(),
            concurrency: const { NonZeroUsize::new(32).expect("thirty-two is not zero") },
            ..Capability::least(product)
        }
    }
}

/// Refuses a place that is no asset.
pub(crate) fn only_assets(kind: AssetKind, path: &DamPath) -> Result<()> {
    match kind {
        AssetKind::Asset | AssetKind::NoFile => Ok(()),
        AssetKind::Folder => Err(Error::new(ErrorKind::Unsupported)
            .about(path)
            .said("that is a folder")),
    }
}

pub(crate) fn classes(headers: &HeaderMap) -> Vec<String> {
    let values = headers.get_all(HeaderName::from_static("dav")).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|class| class.trim().to_owned())
        .collect()
}

/// mod_dav itself, and not an application behind it.
fn is_apache(headers: &HeaderMap) -> bool {
    server(headers).is_some_and(|server| server.starts_with("Apache"))
        && !headers.contains_key("x-powered-by")
        && !headers.contains_key("x-sabre-version")
        && classes(headers)
            .iter()
            .any(|class| class.contains("apache.org/dav/propset"))
}

/// lighttpd itself; nginx itself, which says class 2 alone: what it stands in front of says more.
fn keeps_whole(headers: &HeaderMap) -> bool {
    server(headers).is_some_and(|server| {
        server.starts_with("lighttpd") || server.starts_with("nginx") && classes(headers) == ["2"]
    })
}

/// Those beside Apache that make their entity tags of parts of a second.
fn has_fine_tags(headers: &HeaderMap) -> bool {
    server(headers).is_some_and(|server| {
        ["lighttpd", "rclone"]
            .iter()
            .any(|name| server.starts_with(name))
    })
}

fn server(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::SERVER)?.to_str().ok()
}

fn product(headers: &HeaderMap, is_cloud: bool) -> String {
    let text = |name: &'static str| {
        let value = headers.get(name)?.to_str().ok()?.trim();
        (!value.is_empty()).then(|| shown(value))
    };
    if is_cloud {
        return "Nextcloud or ownCloud (WebDAV)".to_owned();
    }
    if let Some(version) = text("x-sabre-version") {
        return format!("SabreDAV {version} (WebDAV)");
    }
    match text("server") {
        Some(server) => format!("{server} (WebDAV)"),
        None => "WebDAV".to_owned(),
    }
}

fn not_a_dam(why: &str) -> Error {
    Error::new(ErrorKind::NotADam).said(why)
}
