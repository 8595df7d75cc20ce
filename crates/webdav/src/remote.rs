//! The connector as the port sees it.

use std::{ops::Deref, sync::Arc};

use async_trait::async_trait;
use bytes::Bytes;
use damson_core::{DamPath, Revision, Sameness};
use damson_remote::{
    Capability, ChangeSet, Collection, CollectionEdit, CollectionId, Entry, Error, ErrorKind,
    Expect, Form, Identity, LockGrant, LockToken, Metadata, MetadataEdit, Page, PageToken, Read,
    ReadBody, Remembered, Remote, Rendition, Result, Search, TagSuggestion, ThumbnailSize,
    UploadRequest, Uploaded, Version, VersionId,
};
use tokio_util::task::AbortOnDropHandle;
use url::Url;

use crate::{
    addresses::Addresses,
    changes, checkout,
    config::Config,
    download, folders,
    held::Held,
    http::Http,
    list::{self, Listing, Listings},
    locked::{self, Walk},
    map::Reader,
    named, node,
    probe::{self, Found},
    upload::{self, Leftovers},
    versions,
};

/// A connection to one server as one person.
#[derive(Debug, Clone)]
pub struct WebDav(pub(crate) Dav);

/// The same for what goes on when a call was given up.
#[derive(Debug, Clone)]
pub(crate) struct Dav(Arc<Connection>);

#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) config: Config,
    pub(crate) http: Http,
    pub(crate) me: Identity,
    pub(crate) found: Found,
    pub(crate) reader: Reader,
    pub(crate) held: Held,
    pub(crate) listings: Listings<Listing>,
    pub(crate) walks: Listings<Walk>,
    pub(crate) leftovers: Leftovers,
    pub(crate) addresses: Addresses,
}

impl Dav {
    pub(crate) fn new(connection: Connection) -> Self {
        Self(Arc::new(connection))
    }
}

impl Deref for Dav {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.0
    }
}

impl WebDav {
    /// Who logged in.
    pub fn identity(&self) -> &Identity {
        &self.0.me
    }
}

#[async_trait]
impl Remote for WebDav {
    fn capability(&self) -> Capability {
        self.0.found.capability()
    }

    fn recall(&self, remembered: Remembered) {
        self.0.held.recall(remembered.locks);
        if let Some(learnt) = &remembered.learnt {
            self.0.found.recall(learnt);
        }
    }

    fn learnt(&self) -> Option<String> {
        Some(self.0.found.learnt())
    }

    async fn who_am_i(&self) -> Result<Identity> {
        probe::root(&self.0.http).await?;
        Ok(self.0.me.clone())
    }

    async fn list(&self, folder: &DamPath, page: Option<PageToken>) -> Result<Page<Entry>> {
        // By itself: several folders are read at a time, and each is much to read.
        let (dav, folder) = (self.0.clone(), folder.clone());
        let listing = tokio::spawn(async move { list::list(&dav, &folder, page).await });
        match AbortOnDropHandle::new(listing).await {
            Ok(page) => page,
            Err(ended) if ended.is_panic() => std::panic::resume_unwind(ended.into_panic()),
            // The runtime is going down, and every task with it.
            Err(_) => std::future::pending().await,
        }
    }

    async fn stat(&self, path: &DamPath) -> Result<Entry> {
        node::stat(&self.0, path).await
    }

    async fn still(&self, path: &DamPath, known: &Revision) -> Result<Sameness> {
        Ok(known.compare(&node::stat(&self.0, path).await?.revision))
    }

    async fn stat_many(&self, paths: &[DamPath]) -> Result<Vec<Entry>> {
        node::stat_many(&self.0, paths).await
    }

    async fn stat_by_id(&self, _: &[String]) -> Result<Vec<Entry>> {
        Ok(Vec::new())
    }

    async fn changes(&self, folder: &DamPath, cursor: Option<&str>) -> Result<ChangeSet> {
        changes::changes(&self.0, folder, cursor).await
    }

    async fn locked(&self, folder: &DamPath, page: Option<PageToken>) -> Result<Page<Entry>> {
        locked::locked(&self.0, folder, page).await
    }

    async fn read(&self, path: &DamPath, read: Read) -> Result<ReadBody> {
        download::read(&self.0, path, read).await
    }

    async fn upload(&self, request: UploadRequest<'_>) -> Result<Uploaded> {
        upload::upload(&self.0, &request).await
    }

    async fn make_folder(&self, path: &DamPath, _title: &str) -> Result<()> {
        folders::make(&self.0, path).await
    }

    async fn rename(&self, from: &DamPath, to: &DamPath, expect: &Expect) -> Result<()> {
        folders::rename(&self.0, from, to, expect).await
    }

    async fn copy(&self, from: &DamPath, to: &DamPath) -> Result<()> {
        folders::copy(&self.0, from, to).await
    }

    async fn listed_as(&self, path: &DamPath) -> Result<DamPath> {
        named::path_as_listed(&self.0, path).await
    }

    async fn remove(&self, path: &DamPath, expect: &Expect) -> Result<()> {
        folders::remove(&self.0, path, expect).await
    }

    async fn lock(&self, path: &DamPath) -> Result<LockGrant> {
        checkout::lock(&self.0, path).await
    }

    async fn unlock(&self, path: &DamPath, token: Option<&LockToken>) -> Result<()> {
        checkout::unlock(&self.0, path, token).await
    }

    async fn force_unlock(&self, path: &DamPath) -> Result<()> {
        checkout::force_unlock(&self.0, path).await
    }

    async fn refresh_lock(&self, path: &DamPath, token: &LockToken) -> Result<LockGrant> {
        checkout::refresh_lock(&self.0, path, token).await
    }

    async fn versions(&self, path: &DamPath) -> Result<Vec<Version>> {
        versions::versions(&self.0, path).await
    }

    async fn read_version(&self, path: &DamPath, version: &VersionId) -> Result<ReadBody> {
        versions::read(&self.0, path, version).await
    }

    async fn restore(
        &self,
        path: &DamPath,
        version: &VersionId,
        expect: &Expect,
    ) -> Result<Option<LockGrant>> {
        versions::restore(&self.0, path, version, expect).await
    }

    async fn search(&self, _search: &Search, _page: Option<PageToken>) -> Result<Page<Entry>> {
        Err(ErrorKind::Unsupported.into())
    }

    async fn thumbnail(&self, path: &DamPath, _size: ThumbnailSize) -> Result<Bytes> {
        Err(Error::new(ErrorKind::NotFound).about(path))
    }

    async fn renditions(&self, path: &DamPath) -> Result<Vec<Rendition>> {
        Err(Error::new(ErrorKind::Unsupported).about(path))
    }

    async fn read_rendition(&self, path: &DamPath, _name: &str) -> Result<ReadBody> {
        Err(Error::new(ErrorKind::Unsupported).about(path))
    }

    async fn metadata(&self, path: &DamPath) -> Result<Metadata> {
        Err(Error::new(ErrorKind::Unsupported).about(path))
    }

    async fn set_metadata(&self, path: &DamPath, _edit: &MetadataEdit) -> Result<Metadata> {
        Err(Error::new(ErrorKind::Unsupported).about(path))
    }

    async fn metadata_form(&self, path: &DamPath, _media_type: Option<&str>) -> Result<Form> {
        Err(Error::new(ErrorKind::Unsupported).about(path))
    }

    async fn suggest_tags(&self, _text: &str, _language: &str) -> Result<Vec<TagSuggestion>> {
        Err(Error::new(ErrorKind::Unsupported))
    }

    async fn collections(&self) -> Result<Vec<Collection>> {
        Err(ErrorKind::Unsupported.into())
    }

    async fn collection_members(
        &self,
        _id: &CollectionId,
        _page: Option<PageToken>,
    ) -> Result<Page<Entry>> {
        Err(ErrorKind::Unsupported.into())
    }

    async fn edit_collection(&self, _id: &CollectionId, _edit: &CollectionEdit) -> Result<()> {
        Err(ErrorKind::Unsupported.into())
    }

    fn web_page(&self, path: &DamPath, is_folder: bool) -> Url {
        self.0.http.base.web_page(path, is_folder)
    }
}
