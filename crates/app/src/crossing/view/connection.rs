//! Connections: which servers there are, and what they can do.

use serde::{Deserialize, Serialize};

use super::ConnectionState;
use crate::crossing::error::UserError;

/// A server that this person has set up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ConnectionView {
    pub name: String,
    pub url: String,
    /// How the server is spoken to.
    #[serde(default)]
    pub connector: Connector,
    /// The id that the server knows this person by, as far as it was told.
    pub user: Option<String>,
    pub login: LoginKind,
    /// The keychain keeps the login; otherwise it ends with the process.
    pub remembered: bool,
    /// Intents without a connection use this one.
    pub current: bool,
    pub cache_folder: String,
    /// Passwords may cross the network unprotected.
    pub allow_plain_http: bool,
    pub state: ConnectionState,
    /// Why it is not online.
    pub error: Option<UserError>,
    /// Known while a session runs.
    pub capability: Option<CapabilityView>,
    /// While its cache folder is moved to another place.
    #[serde(default)]
    pub moving: Option<CacheMovingView>,
}

/// How a server is spoken to. A file from before there were two means AEM.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Connector {
    #[default]
    Aem,
    Webdav,
}

/// How far the move of a cache folder is. All 0 while nobody knows how much there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct CacheMovingView {
    pub files: u64,
    pub of_files: u64,
    pub bytes: u64,
    pub of_bytes: u64,
}

/// How a person logs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum LoginKind {
    Password,
    Token,
    ServiceCredentials,
    /// The cookies of a login in a browser window.
    Browser,
}

/// What connecting came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ConnectedView {
    pub connection: ConnectionView,
    /// What the person should know although it worked.
    pub notice: Option<Notice>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Notice {
    /// This computer has no keychain: the login is kept until Damson ends, and asked for again.
    NoKeychain,
}

/// What answers at an address, before anybody logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RecognisedView {
    /// The address to connect to; not the one that was asked for when the server moved.
    pub url: String,
    /// Damson can connect to it, or it may be able to: see `certain`.
    pub known: bool,
    /// How it would be spoken to.
    pub connector: Option<Connector>,
    /// Otherwise it says nothing before somebody logs in, and only connecting tells.
    pub certain: bool,
    pub is_cloud_service: bool,
    /// Best first.
    pub logins: Vec<LoginKind>,
}

/// What a server can do; what is absent is not offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct CapabilityView {
    /// In words: "Adobe Experience Manager 6.5.17".
    pub product: String,
    pub locks: bool,
    pub locks_expire: bool,
    pub forced_release: bool,
    pub locks_enforced: bool,
    /// Whether the server compares revisions as it writes; null while that is not found out.
    #[serde(default)]
    pub compares_writes: Option<bool>,
    pub ranges: bool,
    pub resumable_upload: bool,
    pub versions: bool,
    pub version_comments: bool,
    pub search: bool,
    pub thumbnails: bool,
    /// Renditions of assets can be listed and exported.
    #[serde(default)]
    pub renditions: bool,
    pub copy: bool,
    /// Metadata can be read and edited.
    #[serde(default)]
    pub metadata: bool,
    /// There is a vocabulary of tags to choose from.
    #[serde(default)]
    pub tags: bool,
    /// Collections can be browsed, and static ones changed.
    #[serde(default)]
    pub collections: bool,
    pub change_feed: bool,
    pub feed_sees_deletions: bool,
    /// `sha1` or `sha256`.
    pub hash: Option<String>,
    /// How many calls at a time the server takes well.
    pub concurrency: usize,
    /// Bytes.
    pub max_size: Option<u64>,
    pub empty_files: bool,
}

impl CapabilityView {
    /// What can be there or absent, each with its word, in a steady order.
    pub fn parts(&self) -> [(&'static str, bool); 18] {
        [
            ("locks", self.locks),
            ("locks-expire", self.locks_expire),
            ("forced-release", self.forced_release),
            ("locks-enforced", self.locks_enforced),
            ("ranges", self.ranges),
            ("resumable-upload", self.resumable_upload),
            ("versions", self.versions),
            ("version-comments", self.version_comments),
            ("search", self.search),
            ("thumbnails", self.thumbnails),
            ("renditions", self.renditions),
            ("copy", self.copy),
            ("metadata", self.metadata),
            ("tags", self.tags),
            ("collections", self.collections),
            ("change-feed", self.change_feed),
            ("feed-sees-deletions", self.feed_sees_deletions),
            ("empty-files", self.empty_files),
        ]
    }
}
