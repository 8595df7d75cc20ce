//! Everything a person can ask for.
//!
//! An intent is the same as a Rust value and as JSON:
//!
//! ```
//! use damson_app::Intent;
//!
//! let text = r#"{"intent":"refresh","connection":null,"folder":"/Campaigns"}"#;
//! let intent: Intent = serde_json::from_str(text)?;
//! let refresh = Intent::Refresh {
//!     connection: None,
//!     folder: "/Campaigns".to_owned(),
//! };
//! assert_eq!(intent, refresh);
//! # Ok::<(), serde_json::Error>(())
//! ```

mod link_options;
mod login;
mod query;
mod repeatable;
mod secret;

use std::{collections::BTreeMap, path::PathBuf};

use serde::{Deserialize, Serialize};

pub use link_options::{LinksAllowed, MissingLinks};
pub use login::{Connect, Login, LoginCookie, ProxyLogin};
pub use query::{RowsFilter, RowsQuery, RowsScope, SearchQuery};
pub use secret::Secret;

use crate::crossing::view::{
    Action, FieldChangeView, FieldValueView, IfExistsView, OrderWishView, ThumbnailSizeView,
};

/// What is asked. Paths of the DAM are texts with or without a leading slash, files of this
/// computer are absolute, and a `connection` that is absent is the current one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "intent", rename_all = "kebab-case")]
pub enum Intent {
    /// What answers at an address; nothing of the person is told. → `Recognised`
    Recognise {
        url: String,
        allow_plain_http: bool,
    },
    /// Logs in and keeps the connection; the same again logs in anew. → `Connected`
    Connect(Box<Connect>),
    /// Logs out: ends the session and forgets the login. The copies stay. → `Done`
    Disconnect {
        connection: Option<String>,
    },
    /// Disconnects, and removes the connection from the list. The copies stay. → `Done`
    Forget {
        connection: String,
    },
    /// Makes it the current connection. → `Done`
    Use {
        connection: String,
    },
    /// → `Connections`
    Connections,
    /// → `Snapshot`
    Snapshot,
    /// Starts the session, which any intent that needs one does by itself. → `Snapshot`
    Start {
        connection: Option<String>,
    },
    /// Waits until the session looked at the disk and the server, and has nothing under way. What
    /// is paused, or waits for the network, is not. → `Done`
    Settle {
        connection: Option<String>,
    },
    /// An action of the rule book. → `Status`, `Opened`, `Sent`, `Versions`, `Bulk` or `Done`
    Act {
        connection: Option<String>,
        action: Action,
        path: String,
        #[serde(default)]
        options: ActOptions,
    },
    /// Reads a folder afresh. → `Done`
    Refresh {
        connection: Option<String>,
        folder: String,
    },
    /// Reads a folder afresh and answers with its rows as they come: those of a page of the server
    /// together, folders first, then by name; last what the server has not. → `Found`
    List {
        connection: Option<String>,
        folder: String,
        /// `next` of the page before; else the reading begins.
        page: Option<String>,
    },
    /// Uploads files and folders from this computer. → `Bulk`
    UploadHere {
        connection: Option<String>,
        into: String,
        sources: Vec<PathBuf>,
        if_exists: IfExistsView,
        /// Kept with a further version of what exists.
        comment: Option<String>,
    },
    /// What `UploadHere` would do. → `UploadPlan`
    PlanUpload {
        connection: Option<String>,
        into: String,
        sources: Vec<PathBuf>,
    },
    /// Moves the cache folder to one that is not there or empty; all waits. → `CacheMoved`
    MoveCache {
        connection: Option<String>,
        to: PathBuf,
    },
    /// What a new folder, or an asset or folder that gets another name, will be called: by the rules
    /// of the server and the convention of the settings. → `Name`
    NameFor {
        connection: Option<String>,
        name: String,
        is_folder: bool,
    },
    /// Forgets an action that waits for the server, or that failed when it was back. → `Done`
    CancelQueued {
        connection: Option<String>,
        id: i64,
    },
    /// Tells when an asset that somebody else has checked out is free: the snapshot's `freed` has
    /// it then. → `Done`
    Await {
        connection: Option<String>,
        path: String,
        wanted: bool,
    },
    /// How full the cache folder is. → `Cache`
    Cache {
        connection: Option<String>,
    },
    /// Which assets a document links to, and how they stand; it is downloaded if it isn't here.
    /// → `Links`
    Links {
        connection: Option<String>,
        path: String,
    },
    /// Which documents link to an asset, as far as their copies here were read. → `UsedBy`
    UsedBy {
        connection: Option<String>,
        path: String,
    },
    /// Uploads what a document links to and the server has not, as far as it is on this computer, to
    /// where `Links` says. → `Bulk`
    UploadLinks {
        connection: Option<String>,
        path: String,
    },
    /// Copies a document with what it links to into a folder of their own inside `into`. → `Packaged`
    Package {
        connection: Option<String>,
        path: String,
        into: PathBuf,
    },
    /// How much a download of a folder would bring. → `Measured`
    Measure {
        connection: Option<String>,
        folder: String,
    },
    /// → `Found`
    Search {
        connection: Option<String>,
        search: SearchQuery,
        /// `next` of the page before.
        page: Option<String>,
    },
    /// What is known, without asking the server. → `Rows`
    Rows {
        connection: Option<String>,
        query: RowsQuery,
    },
    /// What there is on this computer and what on the server, to compare. → `Sides`
    Sides {
        connection: Option<String>,
        path: String,
    },
    /// A picture of the file on this computer, which may differ from the server's; `unsupported`
    /// for what can't be drawn here. → `Thumbnail`
    LocalThumbnail {
        connection: Option<String>,
        path: String,
        size: ThumbnailSizeView,
    },
    /// A picture of an asset as it is here: of the file on this computer where that has changes of
    /// this person, or the server can't be asked. → `Thumbnail`
    Thumbnail {
        connection: Option<String>,
        path: String,
        size: ThumbnailSizeView,
    },
    /// A picture of what the server has, whatever is on this computer. → `Thumbnail`
    RemoteThumbnail {
        connection: Option<String>,
        path: String,
        size: ThumbnailSizeView,
    },
    /// A picture of an earlier version, drawn from its bytes: servers keep renditions of the current one
    /// alone. `Unsupported` for what can't be drawn here, or is very large. → `Thumbnail`
    VersionThumbnail {
        connection: Option<String>,
        path: String,
        version: String,
        size: ThumbnailSizeView,
    },
    /// The forms in which the server keeps an asset. → `Renditions`
    Renditions {
        connection: Option<String>,
        path: String,
    },
    /// Writes a rendition outside the cache folder, over nothing. → `Exported`
    ExportRendition {
        connection: Option<String>,
        path: String,
        /// A name as `Renditions` has it, or the word of a kind: then the largest of that kind.
        rendition: String,
        /// The file; its ending becomes that of the rendition.
        to: PathBuf,
    },
    /// → `Done`, as the rest about transfers; the snapshot lists them.
    PauseTransfer {
        connection: Option<String>,
        id: i64,
    },
    ResumeTransfer {
        connection: Option<String>,
        id: i64,
    },
    CancelTransfer {
        connection: Option<String>,
        id: i64,
    },
    /// Lets it go before all others.
    PutTransferFirst {
        connection: Option<String>,
        id: i64,
    },
    /// Something with all transfers of an order, also those that are still to come.
    Order {
        connection: Option<String>,
        id: i64,
        wish: OrderWishView,
    },
    PauseAll {
        connection: Option<String>,
    },
    ResumeAll {
        connection: Option<String>,
    },
    /// Cancels everything that is not finished, and begins nothing more of the orders. → `Bulk`
    CancelAll {
        connection: Option<String>,
    },
    ClearFinishedTransfers {
        connection: Option<String>,
    },
    /// → `Recovered`
    Recovered {
        connection: Option<String>,
    },
    /// → `Done`
    RestoreRecovered {
        connection: Option<String>,
        id: i64,
    },
    /// → `Done`
    RemoveRecovered {
        connection: Option<String>,
        id: i64,
    },
    /// What is known of an asset beside its bytes, with the form to edit it. → `Metadata`
    Metadata {
        connection: Option<String>,
        path: String,
    },
    /// Edits the same fields of one asset or of many. → `MetadataSet`
    SetMetadata {
        connection: Option<String>,
        paths: Vec<String>,
        changes: BTreeMap<String, FieldChangeView>,
        /// What the person saw of the fields, so that nobody's edit of meanwhile is replaced: the error
        /// `changed` names those that are others by now. `None` where that doesn't matter.
        seen: Option<BTreeMap<String, FieldValueView>>,
    },
    /// Tags of the server's vocabulary whose titles contain a text, in a language. → `Tags`
    SuggestTags {
        connection: Option<String>,
        text: String,
        language: String,
    },
    /// The collections on the server, each behind the one that holds it. → `Collections`
    Collections {
        connection: Option<String>,
    },
    /// The members of a collection, in its order. → `Found`
    CollectionMembers {
        connection: Option<String>,
        id: String,
        /// `next` of the page before.
        page: Option<String>,
    },
    /// Adds members to the end of a static collection and removes others: all of it, or nothing. What
    /// is in it already stays where it is. → `Done`
    EditCollection {
        connection: Option<String>,
        id: String,
        add: Vec<String>,
        remove: Vec<String>,
    },
    /// Of what an action would use, the assets whose use something restricts, so that who asks for it is
    /// asked first; as far as that is known. Without an action: of what is to be copied elsewhere.
    /// → `Restricted`
    Restricted {
        connection: Option<String>,
        action: Option<Action>,
        paths: Vec<String>,
    },
    /// Opens the page of the licence that has to be accepted for an asset. → `Done`
    OpenLicence {
        connection: Option<String>,
        path: String,
    },
    /// The person looked, and says go on. → `Done`
    ReleaseBrake {
        connection: Option<String>,
    },
    /// The network came back, or the computer woke: every session goes on at once. → `Done`
    Wake,
    /// Settings of a connection, or those of all. → `Settings`
    Settings {
        connection: Option<String>,
    },
    /// Changes a setting; without a value it follows the default again. → `Settings`
    Set {
        /// `None`: for every connection that does not say otherwise.
        connection: Option<String>,
        key: String,
        value: Option<String>,
    },
    /// What opens the client certificate of the settings, kept in the keychain alone; `None` forgets
    /// it. → `Settings`
    SetCertificatePassphrase {
        connection: Option<String>,
        passphrase: Option<Secret>,
    },
    /// Who we are to the proxy, kept in the keychain alone; `None` forgets it. → `Settings`
    SetProxyLogin {
        connection: Option<String>,
        login: Option<ProxyLogin>,
    },
    /// Looks for what is wrong with a connection, or with an address that is none yet. → `Doctor`
    Doctor {
        connection: Option<String>,
        url: Option<String>,
    },
    /// Records a connection's calls without names; an asset may be checked out for it. → `Trace`
    Trace {
        connection: Option<String>,
        check_out: Option<String>,
    },
    /// Ends the process that runs the sessions, orderly. → `Done`
    Shutdown,
}

/// What an action needs beyond its path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct ActOptions {
    /// Kept with the version.
    pub comment: Option<String>,
    /// Discard changes: check in as well. Check in: although edits are not uploaded.
    pub release: bool,
    /// Upload changes: keep it checked out.
    pub keep_checked_out: bool,
    /// Rename, Move, Duplicate, New folder: the new path.
    pub to: Option<String>,
    /// New folder: what it is called in words; without it, its name.
    pub title: Option<String>,
    /// Restore: the id of the version.
    pub version: Option<String>,
    /// Delete: although the folder holds assets that this person has checked out.
    pub anyway: bool,
    /// While the server can't be reached, keeps the action and carries it out when it is back.
    /// → `Queued`
    pub later: bool,
    /// Edit, Open: how much of what the document links to is fetched before it is opened; all of it
    /// without one. More is the error `many-links`.
    pub links: Option<LinksAllowed>,
    /// Upload changes: what is done about linked files that the server has not; nobody looks for them
    /// without one.
    pub missing_links: Option<MissingLinks>,
    /// Although something restricts the use, because the person was asked; without it that is the error
    /// `restricted`.
    pub restricted: bool,
}
