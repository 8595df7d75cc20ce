//! The server's words: a multistatus (RFC 4918, 14.16) and the bodies that are sent.

use std::time::Duration;

use damson_core::Timestamp;
use damson_remote::{Error, ErrorKind, Result};

use crate::xml::{Name, Part, Xml};

/// Namespaces of what is asked for.
const NAMESPACES: &str =
    r#"xmlns:D="DAV:" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns""#;

/// Texts that are kept of one element, in characters.
const MOST_TEXT: usize = 8 * 1024;
/// Locks that are kept of one resource.
const MOST_LOCKS: usize = 32;

/// One `response` of a multistatus.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) href: String,
    /// The status of the whole, where there are no properties.
    pub(crate) status: Option<u16>,
    pub(crate) props: Props,
    /// When it was answered, by the server's clock.
    pub(crate) looked: Option<Timestamp>,
    /// Properties of some group were told (a `propstat` of 200).
    pub(crate) told: bool,
    /// The status of a group that was not told, where it says more than that there are no such
    /// properties.
    pub(crate) untold: Option<u16>,
    /// What the server answered instead of saying whether it is a folder.
    pub(crate) untyped: Option<u16>,
}

/// The properties that the server had (those under a `propstat` of 200).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Props {
    pub(crate) collection: bool,
    /// `resourcetype` is there, with whatever value.
    pub(crate) typed: bool,
    pub(crate) length: Option<u64>,
    pub(crate) modified: Option<String>,
    pub(crate) tag: Option<String>,
    pub(crate) media_type: Option<String>,
    pub(crate) title: Option<String>,
    /// `None`: the server doesn't say.
    pub(crate) locks: Option<Vec<ActiveLock>>,
    /// An exclusive lock can be asked for (`supportedlock`).
    pub(crate) lockable: bool,
    pub(crate) principal: Option<String>,
    pub(crate) sync_token: Option<String>,
    pub(crate) sync_collection: bool,
    pub(crate) cloud: Cloud,
}

/// What Nextcloud and ownCloud tell beyond the standard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Cloud {
    pub(crate) file_id: Option<String>,
    pub(crate) permissions: Option<String>,
    /// `files_lock` is there: it says whether, not only by whom.
    pub(crate) lock: Option<bool>,
    pub(crate) lock_owner: Option<String>,
    /// The holder's name as people know it, beside the id.
    pub(crate) lock_owner_name: Option<String>,
    pub(crate) lock_owner_type: Option<u8>,
    pub(crate) lock_timeout: Option<u64>,
    pub(crate) version_label: Option<String>,
    pub(crate) version_author: Option<String>,
    pub(crate) checksums: Option<String>,
}

/// One `activelock`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ActiveLock {
    pub(crate) exclusive: bool,
    /// The owner element's texts, whatever elements they are in.
    pub(crate) owner: String,
    pub(crate) timeout: Option<Lasts>,
    pub(crate) token: Option<String>,
    pub(crate) deep: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lasts {
    Seconds(u64),
    Infinite,
}

/// Reads the replies of a multistatus one by one.
#[derive(Debug)]
pub(crate) struct Multistatus {
    xml: Xml,
    stack: Vec<Name>,
    /// The root was read, and it was the right one.
    begun: bool,
    text: String,
    /// When it was answered, by the server's clock.
    looked: Option<Timestamp>,
    /// The document's own token, of a sync report.
    pub(crate) sync_token: Option<String>,
}

fn no_multistatus() -> Error {
    Error::new(ErrorKind::Garbled).said("the answer is no multistatus")
}

/// A reply that is being read.
#[derive(Default)]
struct Reading {
    reply: Reply,
    props: Props,
    prop_status: Option<u16>,
    lock: ActiveLock,
}

impl Lasts {
    pub(crate) fn time(self) -> Option<Duration> {
        match self {
            Self::Seconds(seconds) => Some(Duration::from_secs(seconds)),
            Self::Infinite => None,
        }
    }

    /// `Second-4100000000` or `Infinite` (RFC 4918, 10.7), and what servers write instead: parts of
    /// a second (nephele), `Second-Infinite` (PyWebDAV). `Second-0` (asgi-webdav) says nothing.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let first = text.split(',').next().unwrap_or_default().trim();
        let infinite = |word: &str| {
            word.eq_ignore_ascii_case("infinite") || word.eq_ignore_ascii_case("infinity")
        };
        if infinite(first) {
            return Some(Self::Infinite);
        }
        let (word, time) = first.split_once('-')?;
        let time = time.trim();
        if !word.trim().eq_ignore_ascii_case("second") {
            return None;
        }
        if infinite(time) {
            return Some(Self::Infinite);
        }
        let whole = time.split('.').next().unwrap_or_default();
        let seconds: u64 = whole.parse().ok()?;
        (seconds > 0).then_some(Self::Seconds(seconds))
    }
}

impl Reply {
    /// Why the resource could not be read, as a status; `None` where it was. A server says it of the
    /// whole (RFC 4918, 13), of all properties in their groups, or of the one that tells a folder
    /// from a file.
    pub(crate) fn trouble(&self) -> Option<u16> {
        let whole = self.status.filter(|status| *status >= 300);
        let nothing = self.untold.filter(|_| !self.told);
        whole.or(nothing).or(self.untyped)
    }

    /// The resource is not there, in whatever form that is said.
    pub(crate) fn is_missing(&self) -> bool {
        matches!(self.trouble(), Some(404 | 410))
    }
}

impl Multistatus {
    pub(crate) fn new(xml: Xml) -> Self {
        Self {
            xml,
            stack: Vec::new(),
            begun: false,
            text: String::new(),
            looked: None,
            sync_token: None,
        }
    }

    pub(crate) fn looked_at(self, looked: Option<Timestamp>) -> Self {
        Self { looked, ..self }
    }

    /// The next reply; `None` when there is none left.
    pub(crate) async fn next(&mut self) -> Result<Option<Reply>> {
        let mut reading = Reading::default();
        while let Some(part) = self.xml.next().await? {
            match part {
                Part::Begin(name) => {
                    let name = self.meant(name);
                    // Anything else would pass for a folder with nothing in it.
                    if self.stack.is_empty() && !is_dav(&name, "multistatus") {
                        return Err(no_multistatus());
                    }
                    self.begun = true;
                    self.text.clear();
                    reading.begin(&name);
                    self.stack.push(name);
                }
                Part::Text(text) => {
                    if self.stack.iter().any(|name| is_dav(name, "owner")) {
                        add(&mut reading.lock.owner, &text);
                    } else {
                        add(&mut self.text, &text);
                    }
                }
                Part::End => {
                    let Some(name) = self.stack.pop() else {
                        continue;
                    };
                    if is_dav(&name, "response") {
                        self.text.clear();
                        self.xml.rest();
                        return Ok(Some(Reply {
                            looked: self.looked,
                            ..reading.reply
                        }));
                    }
                    let parent = self.stack.last().copied().unwrap_or(Name::Other);
                    let text = self.text.trim();
                    if is_dav(&name, "sync-token") && is_dav(&parent, "multistatus") {
                        self.sync_token = Some(text.to_owned());
                    }
                    reading.end(&name, &parent, text);
                    self.text.clear();
                }
            }
        }
        if self.begun {
            Ok(None)
        } else {
            Err(no_multistatus())
        }
    }

    /// What a successful LOCK answers: the properties without a multistatus around them.
    pub(crate) async fn bare_prop(mut self) -> Result<Props> {
        let mut reading = Reading::default();
        while let Some(part) = self.xml.next().await? {
            match part {
                Part::Begin(name) => {
                    let name = self.meant(name);
                    self.text.clear();
                    reading.begin(&name);
                    self.stack.push(name);
                }
                Part::Text(text) => {
                    if self.stack.iter().any(|name| is_dav(name, "owner")) {
                        add(&mut reading.lock.owner, &text);
                    } else {
                        add(&mut self.text, &text);
                    }
                }
                Part::End => {
                    let name = self.stack.pop().unwrap_or(Name::Other);
                    let parent = self.stack.last().copied().unwrap_or(Name::Other);
                    reading.end(&name, &parent, self.text.trim());
                    self.text.clear();
                }
            }
        }
        Ok(reading.props)
    }

    /// chezdav writes an `activelock` and all that is in it in no namespace.
    fn meant(&self, name: Name) -> Name {
        match name {
            Name::Bare(local) if self.stack.iter().any(|name| is_dav(name, "lockdiscovery")) => {
                Name::Dav(local)
            }
            Name::Bare(_) | Name::Dav(_) | Name::Cloud(_) | Name::Other => name,
        }
    }
}

impl Reading {
    fn begin(&mut self, name: &Name) {
        match name {
            Name::Dav(local) => match *local {
                "propstat" => {
                    self.props = Props::default();
                    self.prop_status = None;
                }
                "lockdiscovery" => self.props.locks = Some(Vec::new()),
                "activelock" => self.lock = ActiveLock::default(),
                _ => {}
            },
            Name::Cloud(_) | Name::Bare(_) | Name::Other => {}
        }
    }

    fn end(&mut self, name: &Name, parent: &Name, text: &str) {
        match name {
            Name::Dav(local) => self.end_dav(local, parent, text),
            Name::Cloud(local) => self.end_cloud(local, text),
            Name::Bare(_) | Name::Other => {}
        }
    }

    fn end_dav(&mut self, local: &str, parent: &Name, text: &str) {
        let within = |what: &str| is_dav(parent, what);
        let some = || (!text.is_empty()).then(|| text.to_owned());
        match local {
            "href" if within("response") => text.clone_into(&mut self.reply.href),
            "href" if within("locktoken") => self.lock.token = some(),
            "href" if within("current-user-principal") => self.props.principal = some(),
            "status" if within("response") => self.reply.status = status(text),
            "status" if within("propstat") => self.prop_status = status(text),
            "propstat" => self.keep_props(),
            "collection" if within("resourcetype") => self.props.collection = true,
            "resourcetype" => self.props.typed = true,
            "getcontentlength" => self.props.length = text.parse().ok(),
            "getlastmodified" => self.props.modified = some(),
            "getetag" => self.props.tag = some(),
            "getcontenttype" => self.props.media_type = some(),
            "displayname" => self.props.title = some(),
            "sync-token" if within("prop") => self.props.sync_token = some(),
            "sync-collection" => self.props.sync_collection = true,
            "exclusive" if within("lockscope") => self.lock.exclusive = true,
            "lockentry" => self.props.lockable |= std::mem::take(&mut self.lock).exclusive,
            "timeout" if within("activelock") => self.lock.timeout = Lasts::parse(text),
            "depth" if within("activelock") => {
                self.lock.deep = text.eq_ignore_ascii_case("infinity");
            }
            "activelock" => self.keep_lock(),
            _ => {}
        }
    }

    fn end_cloud(&mut self, local: &str, text: &str) {
        let cloud = &mut self.props.cloud;
        let some = || (!text.is_empty()).then(|| text.to_owned());
        match local {
            "fileid" => cloud.file_id = some(),
            "permissions" => cloud.permissions = Some(text.to_owned()),
            "lock" => cloud.lock = Some(matches!(text, "1" | "true")),
            "lock-owner" => cloud.lock_owner = some(),
            "lock-owner-displayname" => cloud.lock_owner_name = some(),
            "lock-owner-type" => cloud.lock_owner_type = text.parse().ok(),
            "lock-timeout" => cloud.lock_timeout = text.parse().ok(),
            "version-label" => cloud.version_label = some(),
            "version-author" => cloud.version_author = some(),
            "checksum" => cloud.checksums = some(),
            _ => {}
        }
    }

    fn keep_lock(&mut self) {
        let lock = std::mem::take(&mut self.lock);
        let locks = self.props.locks.get_or_insert_default();
        if locks.len() < MOST_LOCKS {
            locks.push(ActiveLock {
                owner: lock.owner.split_whitespace().collect::<Vec<_>>().join(" "),
                ..lock
            });
        }
    }

    fn keep_props(&mut self) {
        let props = std::mem::take(&mut self.props);
        match self.prop_status {
            Some(status) if status / 100 != 2 => {
                // The gravest one: 404 may only mean that there are no such properties.
                self.reply.untold = self.reply.untold.max(Some(status));
                if props.typed && !matches!(status, 404 | 410) {
                    self.reply.untyped = Some(status);
                }
            }
            Some(_) | None => {
                self.reply.told = true;
                // A server may spread them over several groups of the same status.
                self.reply.props.add(props);
            }
        }
    }
}

impl Props {
    fn add(&mut self, other: Self) {
        let mine = std::mem::take(self);
        let cloud = (mine.cloud, other.cloud);
        *self = Self {
            collection: mine.collection || other.collection,
            typed: mine.typed || other.typed,
            length: mine.length.or(other.length),
            modified: mine.modified.or(other.modified),
            tag: mine.tag.or(other.tag),
            media_type: mine.media_type.or(other.media_type),
            title: mine.title.or(other.title),
            locks: mine.locks.or(other.locks),
            lockable: mine.lockable || other.lockable,
            principal: mine.principal.or(other.principal),
            sync_token: mine.sync_token.or(other.sync_token),
            sync_collection: mine.sync_collection || other.sync_collection,
            cloud: Cloud {
                file_id: cloud.0.file_id.or(cloud.1.file_id),
                permissions: cloud.0.permissions.or(cloud.1.permissions),
                lock: cloud.0.lock.or(cloud.1.lock),
                lock_owner: cloud.0.lock_owner.or(cloud.1.lock_owner),
                lock_owner_name: cloud.0.lock_owner_name.or(cloud.1.lock_owner_name),
                lock_owner_type: cloud.0.lock_owner_type.or(cloud.1.lock_owner_type),
                lock_timeout: cloud.0.lock_timeout.or(cloud.1.lock_timeout),
                version_label: cloud.0.version_label.or(cloud.1.version_label),
                version_author: cloud.0.version_author.or(cloud.1.version_author),
                checksums: cloud.0.checksums.or(cloud.1.checksums),
            },
        };
    }
}

/// What is asked of every resource: with what Nextcloud and ownCloud know, and with title and media
/// type.
pub(crate) fn propfind(of_cloud: bool, described: bool) -> String {
    let cloud = if of_cloud {
        "<oc:fileid/><oc:permissions/><oc:checksums/><nc:lock/><nc:lock-owner/>\
         <nc:lock-owner-displayname/><nc:lock-owner-type/><nc:lock-timeout/>"
    } else {
        ""
    };
    let described = if described {
        "<D:getcontenttype/><D:displayname/>"
    } else {
        ""
    };
    format!(
        "{DECLARATION}<D:propfind {NAMESPACES}><D:prop><D:resourcetype/><D:getcontentlength/>\
         <D:getlastmodified/><D:getetag/>{described}<D:lockdiscovery/>\
         {cloud}</D:prop></D:propfind>"
    )
}

/// The plainest question: is it a folder?
pub(crate) fn propfind_type() -> String {
    format!(
        "{DECLARATION}<D:propfind xmlns:D=\"DAV:\"><D:prop><D:resourcetype/></D:prop></D:propfind>"
    )
}

/// What is asked of the root, once.
pub(crate) fn propfind_root() -> String {
    format!(
        "{DECLARATION}<D:propfind {NAMESPACES}><D:prop><D:resourcetype/>\
         <D:supportedlock/><D:lockdiscovery/><D:current-user-principal/><D:supported-report-set/><D:sync-token/>\
         <oc:fileid/><nc:lock/></D:prop></D:propfind>"
    )
}

pub(crate) fn propfind_versions() -> String {
    format!(
        "{DECLARATION}<D:propfind {NAMESPACES}><D:prop><D:resourcetype/><D:getcontentlength/>\
         <D:getlastmodified/><D:getetag/><nc:version-label/><nc:version-author/></D:prop>\
         </D:propfind>"
    )
}

/// RFC 6578, 3.2; an empty token asks for all.
pub(crate) fn sync_report(token: &str, of_cloud: bool) -> String {
    let cloud = if of_cloud {
        "<oc:fileid/><oc:permissions/>"
    } else {
        ""
    };
    format!(
        "{DECLARATION}<D:sync-collection {NAMESPACES}><D:sync-token>{}</D:sync-token>\
         <D:sync-level>infinite</D:sync-level><D:prop><D:resourcetype/><D:getcontentlength/>\
         <D:getlastmodified/><D:getetag/><D:getcontenttype/><D:displayname/><D:lockdiscovery/>\
         {cloud}</D:prop></D:sync-collection>",
        quick_xml::escape::escape(token)
    )
}

/// An exclusive write lock with our owner text.
pub(crate) fn lockinfo(owner: &str) -> String {
    format!(
        "{DECLARATION}<D:lockinfo xmlns:D=\"DAV:\"><D:lockscope><D:exclusive/></D:lockscope>\
         <D:locktype><D:write/></D:locktype><D:owner>{}</D:owner></D:lockinfo>",
        quick_xml::escape::escape(owner)
    )
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";

/// `HTTP/1.1 200 OK`.
fn status(text: &str) -> Option<u16> {
    text.split_whitespace().nth(1)?.parse().ok()
}

fn is_dav(name: &Name, local: &str) -> bool {
    match name {
        Name::Dav(own) => *own == local,
        Name::Cloud(_) | Name::Bare(_) | Name::Other => false,
    }
}

fn add(to: &mut String, text: &str) {
    let room = MOST_TEXT.saturating_sub(to.len());
    to.extend(text.chars().take(room));
}

#[cfg(test)]
mod tests;
