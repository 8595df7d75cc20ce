//! What a server is and what it can do, found out once and learnt on the way.

use std::{
    num::NonZeroUsize,
    sync::atomic::{AtomicBool, Ordering},
};

use damson_core::DamPath;
use damson_http::encode::shown;
use damson_remote::{AssetKind, Capability, Error, ErrorKind, NameRules, Result};
use http::{HeaderMap, HeaderName, header};

use crate::{
    encode::segments,
    http::{Call, Http},
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
    /// An entity tag in an `If` header is compared.
    pub(crate) tags_in_if: AtomicBool,
    pub(crate) family: Family,
    /// Nextcloud's locks by user.
    pub(crate) user_locks: bool,
    pub(crate) sync_collection: bool,
    /// The user's name in Nextcloud's addresses, and the part before `/files/`.
    pub(crate) cloud: Option<CloudPlace>,
    pub(crate) releases_locks: bool,
}

/// Servers whose habits matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    /// mod_dav: keeps what is being uploaded apart until it is whole.
    Apache,
    /// Keeps uploads apart as well.
    Cloud,
    /// Reads some addresses wrongly.
    WsgiDav,
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
            Self::Apache | Self::Cloud | Self::Other => NameRules::ANY,
        }
    }
}

/// `/remote.php/dav/files/jane`, taken apart; encoded as in the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CloudPlace {
    pub(crate) dav: String,
    pub(crate) user: String,
}

pub(crate) fn offers(part: &AtomicBool) -> bool {
    part.load(Ordering::Relaxed)
}

pub(crate) fn withdraw(part: &AtomicBool) {
    part.store(false, Ordering::Relaxed);
}

/// Asks the root what it is. Fails with [`ErrorKind::NotADam`] when it is no folder of WebDAV.
pub(crate) async fn root(http: &Http) -> Result<Reply> {
    let root = DamPath::root();
    let call = Call::new("PROPFIND", http.base.folder(&root))
        .fixed("depth", "0")
        .xml(wire::propfind_root());
    let answer = http.send(&call).await?;
    let status = answer.status().as_u16();
    if matches!(status, 400 | 404 | 405 | 501) || (200..207).contains(&status) {
        return Err(not_a_dam(&format!(
            "the address answers {status} to PROPFIND"
        )));
    }
    if status != 207 {
        return Err(http.failed(answer, None).await);
    }
    let xml = crate::xml::Xml::of_response(answer.response);
    let reply = wire::Multistatus::new(xml)
        .next()
        .await?
        .ok_or_else(|| not_a_dam("the answer to PROPFIND is empty"))?;
    if !reply.props.collection {
        return Err(not_a_dam("the address is a file, not a folder"));
    }
    Ok(reply)
}

/// The classes of the `DAV` header (RFC 4918, 10.1).
pub(crate) async fn options(http: &Http) -> Result<HeaderMap> {
    let call = Call::new("OPTIONS", http.base.folder(&DamPath::root()));
    let answer = http.ok(&call).await?;
    Ok(answer.response.headers().clone())
}

impl Found {
    pub(crate) fn new(root: &Reply, options: &HeaderMap, releases_locks: bool) -> Self {
        let classes = classes(options);
        let class_2 = classes.iter().any(|class| class == "2");
        let props = &root.props;
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
        } else {
            Family::Other
        };
        Self {
            product: product(options, is_cloud),
            locks: AtomicBool::new(no_locks.is_empty()),
            no_locks,
            locks_expire: AtomicBool::new(!user_locks),
            tags_in_if: AtomicBool::new(true),
            family,
            user_locks,
            sync_collection: props.sync_collection || props.sync_token.is_some(),
            cloud: is_cloud.then(|| CloudPlace::of(&root.href)).flatten(),
            releases_locks,
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

impl CloudPlace {
    /// Only `…/dav/files/USER` has uploads and versions beside it.
    pub(crate) fn of(href: &str) -> Option<Self> {
        let parts = segments(href);
        let at = parts.windows(2).position(|pair| pair == ["dav", "files"])?;
        let user = parts.get(at + 2)?;
        let before = parts[..=at].iter().fold(String::new(), |path, part| {
            format!("{path}/{}", damson_http::encode::encode_name(part))
        });
        Some(Self {
            dav: before,
            user: damson_http::encode::encode_name(user),
        })
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
