//! The connector as the port sees it.

use async_trait::async_trait;
use bytes::Bytes;
use damson_core::{DamPath, Revision, Sameness};
use damson_remote::{
    Capability, ChangeSet, Collection, CollectionEdit, CollectionId, Entry, Error, ErrorKind,
    Expect, Form, Identity, LockGrant, LockToken, Metadata, MetadataEdit, Page, PageToken, Read,
    ReadBody, Remembered, Remote, Rendition, Result, Search, TagSuggestion, ThumbnailSize,
    UploadRequest, Uploaded, Version, VersionId,
};
use url::Url;

use crate::{
    changes, checkout, collections,
    config::Config,
    download, folders,
    http::Http,
    list, metadata, node,
    probe::{self, Found, offers},
    renditions, search, thumbnails, upload, versions,
};

/// A connection to one server as one person.
#[derive(Debug)]
pub struct Aem {
    pub(crate) config: Config,
    pub(crate) http: Http,
    pub(crate) me: Identity,
    pub(crate) found: Found,
}

impl Aem {
    /// Who logged in, as the server said then.
    pub fn identity(&self) -> &Identity {
        &self.me
    }
}

#[async_trait]
impl Remote for Aem {
    fn capability(&self) -> Capability {
        self.found.capability()
    }

    /// AEM names the holder of a lock, and its locks have no proof; what was learnt is wanted before
    /// anything is asked ([`crate::connect_again`]).
    fn recall(&self, _remembered: Remembered) {}

    fn learnt(&self) -> Option<String> {
        self.found.facts.write()
    }

    async fn who_am_i(&self) -> Result<Identity> {
        let now = probe::who_am_i(&self.http).await?;
        if now.id != self.me.id {
            // Locks would be compared with the wrong person.
            return Err(Error::new(ErrorKind::LoginNeeded).said("somebody else is logged in"));
        }
        Ok(self.me.clone())
    }

    async fn list(&self, folder: &DamPath, page: Option<PageToken>) -> Result<Page<Entry>> {
        list::list(self, folder, page).await
    }

    async fn stat(&self, path: &DamPath) -> Result<Entry> {
        node::stat(self, path).await
    }

    async fn still(&self, path: &DamPath, known: &Revision) -> Result<Sameness> {
        download::still(self, path, known).await
    }

    async fn stat_many(&self, paths: &[DamPath]) -> Result<Vec<Entry>> {
        list::stat_many(self, paths).await
    }

    async fn stat_by_id(&self, ids: &[String]) -> Result<Vec<Entry>> {
        list::stat_by_id(self, ids).await
    }

    async fn changes(&self, folder: &DamPath, cursor: Option<&str>) -> Result<ChangeSet> {
        changes::changes(self, folder, cursor).await
    }

    async fn locked(&self, folder: &DamPath, page: Option<PageToken>) -> Result<Page<Entry>> {
        if !offers(&self.found.queries) {
            return Err(Error::new(ErrorKind::Unsupported).about(folder));
        }
        list::listed_locks(self, folder, page).await
    }

    async fn read(&self, path: &DamPath, read: Read) -> Result<ReadBody> {
        download::read(self, path, read).await
    }

    async fn upload(&self, request: UploadRequest<'_>) -> Result<Uploaded> {
        upload::upload(self, &request).await
    }

    async fn make_folder(&self, path: &DamPath, title: &str) -> Result<()> {
        folders::make(self, path, title).await
    }

    async fn rename(&self, from: &DamPath, to: &DamPath, expect: &Expect) -> Result<()> {
        folders::rename(self, from, to, expect).await
    }

    async fn copy(&self, from: &DamPath, to: &DamPath) -> Result<()> {
        folders::copy(self, from, to).await
    }

    async fn listed_as(&self, path: &DamPath) -> Result<DamPath> {
        // What AEM does not take as it is it refuses.
        Ok(path.clone())
    }

    async fn remove(&self, path: &DamPath, expect: &Expect) -> Result<()> {
        folders::remove(self, path, expect).await
    }

    async fn lock(&self, path: &DamPath) -> Result<LockGrant> {
        checkout::lock(self, path).await
    }

    async fn unlock(&self, path: &DamPath, _token: Option<&LockToken>) -> Result<()> {
        checkout::unlock(self, path).await
    }

    async fn force_unlock(&self, path: &DamPath) -> Result<()> {
        checkout::force_unlock(self, path).await
    }

    async fn refresh_lock(&self, _path: &DamPath, _token: &LockToken) -> Result<LockGrant> {
        Ok(LockGrant {
            held_before: true,
            ..checkout::GRANT
        })
    }

    async fn versions(&self, path: &DamPath) -> Result<Vec<Version>> {
        versions::versions(self, path).await
    }

    async fn read_version(&self, path: &DamPath, version: &VersionId) -> Result<ReadBody> {
        versions::read(self, path, version).await
    }

    async fn restore(
        &self,
        path: &DamPath,
        version: &VersionId,
        expect: &Expect,
    ) -> Result<Option<LockGrant>> {
        versions::restore(self, path, version, expect).await
    }

    async fn search(&self, search: &Search, page: Option<PageToken>) -> Result<Page<Entry>> {
        search::search(self, search, page).await
    }

    async fn thumbnail(&self, path: &DamPath, size: ThumbnailSize) -> Result<Bytes> {
        thumbnails::thumbnail(self, path, size).await
    }

    async fn renditions(&self, path: &DamPath) -> Result<Vec<Rendition>> {
        renditions::renditions(self, path).await
    }

    async fn read_rendition(&self, path: &DamPath, name: &str) -> Result<ReadBody> {
        renditions::read(self, path, name).await
    }

    async fn metadata(&self, path: &DamPath) -> Result<Metadata> {
        metadata::read(self, path).await
    }

    async fn set_metadata(&self, path: &DamPath, edit: &MetadataEdit) -> Result<Metadata> {
        metadata::set(self, path, edit).await
    }

    async fn metadata_form(&self, path: &DamPath, media_type: Option<&str>) -> Result<Form> {
        metadata::form::form(self, path, media_type).await
    }

    async fn suggest_tags(&self, text: &str, language: &str) -> Result<Vec<TagSuggestion>> {
        metadata::suggest(self, text, language).await
    }

    async fn collections(&self) -> Result<Vec<Collection>> {
        collections::all(self).await
    }

    async fn collection_members(
        &self,
        id: &CollectionId,
        page: Option<PageToken>,
    ) -> Result<Page<Entry>> {
        collections::members(self, id, page).await
    }

    async fn edit_collection(&self, id: &CollectionId, edit: &CollectionEdit) -> Result<()> {
        collections::edit(self, id, edit).await
    }

    fn web_page(&self, path: &DamPath, is_folder: bool) -> Url {
        self.http.base.web_page(path, is_folder)
    }
}
