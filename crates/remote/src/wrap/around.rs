//! The one mechanism of all decorators: every method of [`Remote`] as "around this call".

use std::{
    fmt::Debug,
    sync::{Mutex, PoisonError},
};

use async_trait::async_trait;
use bytes::Bytes;
use damson_core::{DamPath, Revision, Sameness};
use futures::future::BoxFuture;
use url::Url;

use crate::{
    Capability, ChangeSet, Collection, CollectionEdit, CollectionId, Entry, Expect, Form, Identity,
    LockGrant, LockToken, Metadata, MetadataEdit, Page, PageToken, Read, ReadBody, Remembered,
    Remote, Rendition, Result, Search, TagSuggestion, ThumbnailSize, UploadRequest, Uploaded, Verb,
    Version, VersionId,
};

/// Which call it is, and about what.
#[derive(Debug, Clone, Copy)]
pub struct Site<'a> {
    pub verb: Verb,
    /// The root where a call has no path.
    pub path: &'a DamPath,
}

/// Makes the call of the inner remote; each time it is called, once more.
pub type Attempt<'a, T> = &'a (dyn Fn() -> BoxFuture<'a, Result<T>> + Send + Sync + 'a);

/// A decorator: everything that implements it is a [`Remote`].
///
/// [`Around::around`] gets every call; the `on_…` methods are there for decorators that need more
/// than the call's result, and pass on to it.
pub trait Around: Send + Sync + Debug + 'static {
    fn inner(&self) -> &dyn Remote;

    fn around<'a, T: Send + 'a>(
        &'a self,
        site: Site<'a>,
        attempt: Attempt<'a, T>,
    ) -> impl Future<Output = Result<T>> + Send + 'a;

    /// [`Remote::read`], [`Remote::read_version`] and [`Remote::read_rendition`].
    fn on_read<'a>(
        &'a self,
        site: Site<'a>,
        attempt: Attempt<'a, ReadBody>,
    ) -> impl Future<Output = Result<ReadBody>> + Send + 'a {
        self.around(site, attempt)
    }

    fn on_list<'a>(
        &'a self,
        site: Site<'a>,
        _page: Option<&'a PageToken>,
        attempt: Attempt<'a, Page<Entry>>,
    ) -> impl Future<Output = Result<Page<Entry>>> + Send + 'a {
        self.around(site, attempt)
    }

    fn on_upload<'a>(
        &'a self,
        request: UploadRequest<'a>,
    ) -> impl Future<Output = Result<Uploaded>> + Send + 'a {
        async move {
            let (inner, site) = (self.inner(), at(Verb::Upload, request.path));
            self.around(site, &|| inner.upload(request.clone())).await
        }
    }

    /// A write that can't simply be sent again, other than an upload.
    fn on_write<'a>(
        &'a self,
        site: Site<'a>,
        _write: Write<'a>,
        attempt: Attempt<'a, ()>,
    ) -> impl Future<Output = Result<()>> + Send + 'a {
        self.around(site, attempt)
    }
}

/// What a write other than an upload is about to do.
#[derive(Debug, Clone, Copy)]
pub enum Write<'a> {
    MakeFolder,
    Rename { to: &'a DamPath, expect: &'a Expect },
    Copy { to: &'a DamPath },
    Remove { expect: &'a Expect },
    ForceUnlock,
    Restore { expect: &'a Expect },
}

#[async_trait]
impl<A: Around> Remote for A {
    fn capability(&self) -> Capability {
        self.inner().capability()
    }

    fn web_page(&self, path: &DamPath, is_folder: bool) -> Url {
        self.inner().web_page(path, is_folder)
    }

    fn recall(&self, remembered: Remembered) {
        self.inner().recall(remembered);
    }

    fn learnt(&self) -> Option<String> {
        self.inner().learnt()
    }

    async fn who_am_i(&self) -> Result<Identity> {
        let (inner, root) = (self.inner(), DamPath::root());
        self.around(at(Verb::WhoAmI, &root), &|| inner.who_am_i())
            .await
    }

    async fn list(&self, folder: &DamPath, page: Option<PageToken>) -> Result<Page<Entry>> {
        let (inner, page) = (self.inner(), page.as_ref());
        let attempt = || inner.list(folder, page.cloned());
        self.on_list(at(Verb::List, folder), page, &attempt).await
    }

    async fn stat(&self, path: &DamPath) -> Result<Entry> {
        let inner = self.inner();
        self.around(at(Verb::Stat, path), &|| inner.stat(path))
            .await
    }

    async fn still(&self, path: &DamPath, known: &Revision) -> Result<Sameness> {
        let inner = self.inner();
        self.around(at(Verb::Stat, path), &|| inner.still(path, known))
            .await
    }

    async fn stat_many(&self, paths: &[DamPath]) -> Result<Vec<Entry>> {
        let (inner, root) = (self.inner(), DamPath::root());
        let site = at(Verb::StatMany, paths.first().unwrap_or(&root));
        self.around(site, &|| inner.stat_many(paths)).await
    }

    async fn stat_by_id(&self, ids: &[String]) -> Result<Vec<Entry>> {
        let (inner, root) = (self.inner(), DamPath::root());
        self.around(at(Verb::StatById, &root), &|| inner.stat_by_id(ids))
            .await
    }

    async fn changes(&self, folder: &DamPath, cursor: Option<&str>) -> Result<ChangeSet> {
        let inner = self.inner();
        self.around(at(Verb::Changes, folder), &|| inner.changes(folder, cursor))
            .await
    }

    async fn locked(&self, folder: &DamPath, page: Option<PageToken>) -> Result<Page<Entry>> {
        let (inner, page) = (self.inner(), page.as_ref());
        let attempt = || inner.locked(folder, page.cloned());
        self.around(at(Verb::Locked, folder), &attempt).await
    }

    async fn read(&self, path: &DamPath, read: Read) -> Result<ReadBody> {
        let (inner, read) = (self.inner(), &read);
        self.on_read(at(Verb::Read, path), &|| inner.read(path, read.clone()))
            .await
    }

    async fn upload(&self, request: UploadRequest<'_>) -> Result<Uploaded> {
        self.on_upload(request).await
    }

    async fn make_folder(&self, path: &DamPath, title: &str) -> Result<()> {
        let (inner, site) = (self.inner(), at(Verb::MakeFolder, path));
        self.on_write(site, Write::MakeFolder, &|| inner.make_folder(path, title))
            .await
    }

    async fn rename(&self, from: &DamPath, to: &DamPath, expect: &Expect) -> Result<()> {
        let (inner, site) = (self.inner(), at(Verb::Rename, from));
        let attempt = || inner.rename(from, to, expect);
        self.on_write(site, Write::Rename { to, expect }, &attempt)
            .await
    }

    async fn copy(&self, from: &DamPath, to: &DamPath) -> Result<()> {
        let (inner, site) = (self.inner(), at(Verb::Copy, from));
        self.on_write(site, Write::Copy { to }, &|| inner.copy(from, to))
            .await
    }

    async fn listed_as(&self, path: &DamPath) -> Result<DamPath> {
        let inner = self.inner();
        self.around(at(Verb::List, path), &|| inner.listed_as(path))
            .await
    }

    async fn remove(&self, path: &DamPath, expect: &Expect) -> Result<()> {
        let (inner, site) = (self.inner(), at(Verb::Remove, path));
        self.on_write(site, Write::Remove { expect }, &|| {
            inner.remove(path, expect)
        })
        .await
    }

    async fn lock(&self, path: &DamPath) -> Result<LockGrant> {
        let inner = self.inner();
        self.around(at(Verb::Lock, path), &|| inner.lock(path))
            .await
    }

    async fn unlock(&self, path: &DamPath, token: Option<&LockToken>) -> Result<()> {
        let inner = self.inner();
        self.around(at(Verb::Unlock, path), &|| inner.unlock(path, token))
            .await
    }

    async fn force_unlock(&self, path: &DamPath) -> Result<()> {
        let (inner, site) = (self.inner(), at(Verb::ForceUnlock, path));
        self.on_write(site, Write::ForceUnlock, &|| inner.force_unlock(path))
            .await
    }

    async fn refresh_lock(&self, path: &DamPath, token: &LockToken) -> Result<LockGrant> {
        let inner = self.inner();
        self.around(at(Verb::RefreshLock, path), &|| {
            inner.refresh_lock(path, token)
        })
        .await
    }

    async fn versions(&self, path: &DamPath) -> Result<Vec<Version>> {
        let inner = self.inner();
        self.around(at(Verb::Versions, path), &|| inner.versions(path))
            .await
    }

    async fn read_version(&self, path: &DamPath, version: &VersionId) -> Result<ReadBody> {
        let (inner, site) = (self.inner(), at(Verb::ReadVersion, path));
        self.on_read(site, &|| inner.read_version(path, version))
            .await
    }

    async fn restore(
        &self,
        path: &DamPath,
        version: &VersionId,
        expect: &Expect,
    ) -> Result<Option<LockGrant>> {
        let (inner, site) = (self.inner(), at(Verb::Restore, path));
        let taken = Mutex::new(None);
        let attempt = || -> BoxFuture<'_, Result<()>> {
            Box::pin(async {
                let lock = inner.restore(path, version, expect).await?;
                *taken.lock().unwrap_or_else(PoisonError::into_inner) = lock;
                Ok(())
            })
        };
        self.on_write(site, Write::Restore { expect }, &attempt)
            .await?;
        Ok(taken.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    async fn search(&self, search: &Search, page: Option<PageToken>) -> Result<Page<Entry>> {
        let (inner, root, page) = (self.inner(), DamPath::root(), page.as_ref());
        let attempt = || inner.search(search, page.cloned());
        self.around(at(Verb::Search, &root), &attempt).await
    }

    async fn thumbnail(&self, path: &DamPath, size: ThumbnailSize) -> Result<Bytes> {
        let inner = self.inner();
        self.around(at(Verb::Thumbnail, path), &|| inner.thumbnail(path, size))
            .await
    }

    async fn renditions(&self, path: &DamPath) -> Result<Vec<Rendition>> {
        let inner = self.inner();
        self.around(at(Verb::Renditions, path), &|| inner.renditions(path))
            .await
    }

    async fn read_rendition(&self, path: &DamPath, name: &str) -> Result<ReadBody> {
        let (inner, site) = (self.inner(), at(Verb::ReadRendition, path));
        self.on_read(site, &|| inner.read_rendition(path, name))
            .await
    }

    async fn metadata(&self, path: &DamPath) -> Result<Metadata> {
        let inner = self.inner();
        self.around(at(Verb::Metadata, path), &|| inner.metadata(path))
            .await
    }

    // Sent again, an edit finds what it did and changes nothing.
    async fn set_metadata(&self, path: &DamPath, edit: &MetadataEdit) -> Result<Metadata> {
        let inner = self.inner();
        self.around(at(Verb::SetMetadata, path), &|| {
            inner.set_metadata(path, edit)
        })
        .await
    }

    async fn metadata_form(&self, path: &DamPath, media_type: Option<&str>) -> Result<Form> {
        let inner = self.inner();
        self.around(at(Verb::MetadataForm, path), &|| {
            inner.metadata_form(path, media_type)
        })
        .await
    }

    async fn suggest_tags(&self, text: &str, language: &str) -> Result<Vec<TagSuggestion>> {
        let (inner, root) = (self.inner(), DamPath::root());
        self.around(at(Verb::SuggestTags, &root), &|| {
            inner.suggest_tags(text, language)
        })
        .await
    }

    async fn collections(&self) -> Result<Vec<Collection>> {
        let (inner, root) = (self.inner(), DamPath::root());
        self.around(at(Verb::Collections, &root), &|| inner.collections())
            .await
    }

    async fn collection_members(
        &self,
        id: &CollectionId,
        page: Option<PageToken>,
    ) -> Result<Page<Entry>> {
        let (inner, root, page) = (self.inner(), DamPath::root(), page.as_ref());
        let attempt = || inner.collection_members(id, page.cloned());
        self.around(at(Verb::CollectionMembers, &root), &attempt)
            .await
    }

    // Sent again, it finds what it did and changes nothing.
    async fn edit_collection(&self, id: &CollectionId, edit: &CollectionEdit) -> Result<()> {
        let (inner, root) = (self.inner(), DamPath::root());
        self.around(at(Verb::EditCollection, &root), &|| {
            inner.edit_collection(id, edit)
        })
        .await
    }
}

pub(super) fn at(verb: Verb, path: &DamPath) -> Site<'_> {
    Site { verb, path }
}
