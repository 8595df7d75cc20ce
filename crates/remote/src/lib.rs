//! What a DAM server is to Damson.
//!
//! [`Remote`] is the port: every connector implements it, every decorator wraps it, and the
//! in-memory server stands in for one in tests. A connector never sleeps, retries or logs bodies;
//! decorators do.

pub mod body;
pub mod capability;
pub mod collection;
#[cfg(feature = "conformance")]
pub mod conformance;
pub mod entry;
pub mod error;
pub mod ledger;
pub mod memory;
pub mod metadata;
pub mod remembered;
pub mod rendition;
pub mod request;
pub mod source;
pub mod terms;
pub mod verb;
pub mod wrap;

pub use capability::{Capability, WriteGuard};
pub use collection::{Collection, CollectionEdit, CollectionId, CollectionKind};
pub use damson_core::name::NameRules;
pub use entry::{
    AssetKind, Change, ChangeSet, Entry, Identity, LockGrant, LockToken, Page, PageToken, Refused,
    Restamped, Rights, Unread, Version, VersionId,
};
pub use error::{CertificateTrouble, Error, ErrorKind, Result, Retry};
pub use ledger::{KeptLedger, NoLedger};
pub use memory::{MemoryRemote, MemoryServer};
pub use metadata::{
    Choice, FieldChange, FieldKind, FieldValue, Form, FormField, FormSection, Metadata,
    MetadataEdit, TagSuggestion,
};
pub use remembered::Remembered;
pub use rendition::{Rendition, RenditionKind};
pub use request::{
    ByteRange, Expect, MetadataQuery, Orientation, Read, ReadBody, Search, SearchScope,
    ThumbnailSize, UploadLedger, UploadRequest, Uploaded,
};
pub use source::{BytesSource, Source};
pub use terms::TermsSeen;
pub use verb::Verb;

use std::fmt::Debug;

use async_trait::async_trait;
use bytes::Bytes;
use damson_core::{DamPath, Revision, Sameness};
use url::Url;

/// A DAM server, logged in as one person.
///
/// Every method may fail with any [`ErrorKind`]; the ones named are those a caller acts upon.
/// Dropping a future cancels the call. Nothing here changes the local disk.
#[async_trait]
pub trait Remote: Send + Sync + Debug {
    /// What this server can do, as far as it is known; a connector may learn that a capability is
    /// missing when it is first used.
    fn capability(&self) -> Capability;

    /// Reminds the connector of what it told before a restart, before it is asked for anything.
    fn recall(&self, remembered: Remembered);

    /// What was found out about this server by trying, in the connector's own words, which
    /// [`Remote::recall`] brings back after a restart.
    fn learnt(&self) -> Option<String>;

    /// Who is logged in. Fails with [`ErrorKind::LoginNeeded`] when nobody is.
    async fn who_am_i(&self) -> Result<Identity>;

    /// One page of the direct children of `folder`; `None` asks for the first one. Pages that
    /// change while they are read may repeat or miss an entry. A child that is there and can't be
    /// read is in [`Page::unread`], never left out.
    async fn list(&self, folder: &DamPath, page: Option<PageToken>) -> Result<Page<Entry>>;

    /// Everything known of one asset or folder, read afresh. [`ErrorKind::NotFound`] when absent.
    async fn stat(&self, path: &DamPath) -> Result<Entry>;

    /// Whether the bytes are still those of `known`, asked without fetching them, for when the
    /// answer of [`Remote::stat`] can't be compared with it. [`Sameness::Unknown`] proves nothing.
    async fn still(&self, path: &DamPath, known: &Revision) -> Result<Sameness>;

    /// As [`Remote::stat`] for many assets at little cost, for what is kept locally; those that
    /// are gone, or that the server tells nothing of, are left out. May lag behind (an index), so it never decides a write.
    async fn stat_many(&self, paths: &[DamPath]) -> Result<Vec<Entry>>;

    /// Where the assets with these ids ([`Entry::id`]) are now, wherever that is; those that are not
    /// found are left out, and all without [`Capability::finds_by_id`]. May lag behind (an index), so
    /// it never decides a write.
    async fn stat_by_id(&self, ids: &[String]) -> Result<Vec<Entry>>;

    /// What changed below `folder` since `cursor`; without one, only a cursor to start from. May
    /// miss deletions and moves ([`Capability::feed_sees_deletions`]). Fails with
    /// [`ErrorKind::Changed`] when the server has forgotten the cursor: the caller starts anew
    /// without one, and looks at everything that it keeps.
    async fn changes(&self, folder: &DamPath, cursor: Option<&str>) -> Result<ChangeSet>;

    /// The assets below `folder` that anybody has checked out; see [`Capability::locked_walks`].
    async fn locked(&self, folder: &DamPath, page: Option<PageToken>) -> Result<Page<Entry>>;

    /// Opens the bytes of an asset. Fails with [`ErrorKind::Changed`] when `read.expect` no longer
    /// holds, so that a resumed download never mixes two revisions. A range that begins at or
    /// beyond the end gives no bytes, or fails with [`ErrorKind::Changed`].
    async fn read(&self, path: &DamPath, read: Read) -> Result<ReadBody>;

    /// Writes an asset whole: a first one, or a further version of what is there.
    ///
    /// The connector checks `request.expect` as late as the protocol lets it. Fails with
    /// [`ErrorKind::Changed`], [`ErrorKind::Locked`], [`ErrorKind::NameRefused`],
    /// [`ErrorKind::Exists`] (a first one where something is), with nothing changed on the server.
    async fn upload(&self, request: UploadRequest<'_>) -> Result<Uploaded>;

    /// Makes one folder whose parent exists. [`ErrorKind::Exists`] when it is there already.
    async fn make_folder(&self, path: &DamPath, title: &str) -> Result<()>;

    /// Moves or renames an asset or a folder with all that is inside. Never overwrites:
    /// [`ErrorKind::Exists`].
    async fn rename(&self, from: &DamPath, to: &DamPath, expect: &Expect) -> Result<()>;

    /// Copies an asset or a folder. Never overwrites; the copy is not checked out.
    async fn copy(&self, from: &DamPath, to: &DamPath) -> Result<()>;

    /// The path under which the server lists what was just made, moved or copied to `path`: some keep
    /// a name in another spelling. [`Remote::upload`] tells its own.
    async fn listed_as(&self, path: &DamPath) -> Result<DamPath>;

    /// Removes an asset or a folder with all that is inside.
    async fn remove(&self, path: &DamPath, expect: &Expect) -> Result<()>;

    /// Checks out and reads back that it worked. [`ErrorKind::Locked`] names who else holds it.
    /// Checking out what is mine already succeeds, and the grant says so.
    async fn lock(&self, path: &DamPath) -> Result<LockGrant>;

    /// Checks in what this person holds and reads back that it worked. What is free already
    /// succeeds; what somebody else holds is [`ErrorKind::Locked`].
    async fn unlock(&self, path: &DamPath, token: Option<&LockToken>) -> Result<()>;

    /// Checks in what somebody else holds; for administrators. [`ErrorKind::Forbidden`] otherwise.
    async fn force_unlock(&self, path: &DamPath) -> Result<()>;

    /// Prolongs a lock that expires; does nothing where locks don't. Fails with
    /// [`ErrorKind::Changed`] when the lock is gone and nobody has another one.
    async fn refresh_lock(&self, path: &DamPath, token: &LockToken) -> Result<LockGrant>;

    /// Earlier versions, latest first.
    async fn versions(&self, path: &DamPath) -> Result<Vec<Version>>;

    /// Opens the bytes of an earlier version.
    async fn read_version(&self, path: &DamPath, version: &VersionId) -> Result<ReadBody>;

    /// Makes an earlier version the current one; the state before it is kept as a version. Returns
    /// this person's lock where it is another one after it, as [`Uploaded::lock`].
    async fn restore(
        &self,
        path: &DamPath,
        version: &VersionId,
        expect: &Expect,
    ) -> Result<Option<LockGrant>>;

    /// One page of what matches, best first.
    async fn search(&self, search: &Search, page: Option<PageToken>) -> Result<Page<Entry>>;

    /// An image of at least the asked size where there is one, as PNG or JPEG bytes (at most
    /// 8 MiB). [`ErrorKind::NotFound`] while the server has none.
    async fn thumbnail(&self, path: &DamPath, size: ThumbnailSize) -> Result<Bytes>;

    /// The forms in which the server keeps an asset, the original first.
    async fn renditions(&self, path: &DamPath) -> Result<Vec<Rendition>>;

    /// The bytes of one of [`Remote::renditions`] by its name, as they are. Fails with
    /// [`ErrorKind::NotFound`] when the asset has no such rendition: it never gives another one.
    async fn read_rendition(&self, path: &DamPath, name: &str) -> Result<ReadBody>;

    /// What is known of an asset beside its bytes, read afresh.
    async fn metadata(&self, path: &DamPath) -> Result<Metadata>;

    /// Edits some fields and returns what was read back. What somebody else has checked out may be
    /// edited too: a check-out guards the bytes.
    ///
    /// Fails with [`ErrorKind::Changed`], naming the fields in [`Error::said`], when a field is no
    /// longer what the person saw ([`MetadataEdit::seen`]), with nothing changed; with
    /// [`ErrorKind::Garbled`] when the server says that it was done and did not keep it.
    async fn set_metadata(&self, path: &DamPath, edit: &MetadataEdit) -> Result<Metadata>;

    /// How the server wants the metadata of this asset shown and edited; Damson's own form where it
    /// doesn't say.
    async fn metadata_form(&self, path: &DamPath, media_type: Option<&str>) -> Result<Form>;

    /// Tags of the server's vocabulary whose titles contain `text`, at most some twenty, with titles
    /// in `language` (`de`, `pt-BR`) where there are such.
    async fn suggest_tags(&self, text: &str, language: &str) -> Result<Vec<TagSuggestion>>;

    /// The collections that this person sees, at most [`collection::MOST_COLLECTIONS`]: each behind
    /// the one that holds it, in that one's order, and the others by title.
    async fn collections(&self) -> Result<Vec<Collection>>;

    /// One page of the assets and folders in a collection, in its order; `None` asks for the first
    /// one. Collections in it, and what is gone from the server, are left out.
    async fn collection_members(
        &self,
        id: &CollectionId,
        page: Option<PageToken>,
    ) -> Result<Page<Entry>>;

    /// Adds members to a static collection and removes others, and reads back that it worked. All of
    /// it or nothing: [`ErrorKind::NotFound`] when something to be added is not there,
    /// [`ErrorKind::Unsupported`] for a smart collection. What is added or removed already succeeds.
    async fn edit_collection(&self, id: &CollectionId, edit: &CollectionEdit) -> Result<()>;

    /// The server's page for an asset or a folder, on the origin of the connection.
    fn web_page(&self, path: &DamPath, is_folder: bool) -> Url;
}
