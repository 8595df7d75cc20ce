//! What other crates build on: a connector of theirs implements the port by itself, beside the
//! decorators that get it from `Around`.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use damson_core::{DamPath, Revision, Sameness};
use damson_remote::{
    Capability, ChangeSet, Collection, CollectionEdit, CollectionId, Entry, ErrorKind, Expect,
    Form, Identity, LockGrant, LockToken, Metadata, MetadataEdit, Page, PageToken, Read, ReadBody,
    Remembered, Remote, Rendition, Result, Search, TagSuggestion, ThumbnailSize, UploadRequest,
    Uploaded, Version, VersionId,
    wrap::{Options, stack},
};
use url::Url;

/// A connector that can do nothing but say where it is.
#[derive(Debug)]
struct Nothing;

#[async_trait]
impl Remote for Nothing {
    fn capability(&self) -> Capability {
        Capability::least("nothing")
    }

    fn web_page(&self, _: &DamPath, _: bool) -> Url {
        Url::parse("https://dam.example/").expect("a constant address is valid")
    }

    fn recall(&self, _: Remembered) {}

    fn learnt(&self) -> Option<String> {
        None
    }

    async fn who_am_i(&self) -> Result<Identity> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn list(&self, _: &DamPath, _: Option<PageToken>) -> Result<Page<Entry>> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn stat(&self, _: &DamPath) -> Result<Entry> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn still(&self, _: &DamPath, _: &Revision) -> Result<Sameness> {
        Ok(Sameness::Unknown)
    }

    async fn stat_many(&self, _: &[DamPath]) -> Result<Vec<Entry>> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn stat_by_id(&self, _: &[String]) -> Result<Vec<Entry>> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn changes(&self, _: &DamPath, _: Option<&str>) -> Result<ChangeSet> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn locked(&self, _: &DamPath, _: Option<PageToken>) -> Result<Page<Entry>> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn read(&self, _: &DamPath, _: Read) -> Result<ReadBody> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn upload(&self, _: UploadRequest<'_>) -> Result<Uploaded> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn make_folder(&self, _: &DamPath, _: &str) -> Result<()> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn rename(&self, _: &DamPath, _: &DamPath, _: &Expect) -> Result<()> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn copy(&self, _: &DamPath, _: &DamPath) -> Result<()> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn listed_as(&self, _: &DamPath) -> Result<DamPath> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn remove(&self, _: &DamPath, _: &Expect) -> Result<()> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn lock(&self, _: &DamPath) -> Result<LockGrant> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn unlock(&self, _: &DamPath, _: Option<&LockToken>) -> Result<()> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn force_unlock(&self, _: &DamPath) -> Result<()> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn refresh_lock(&self, _: &DamPath, _: &LockToken) -> Result<LockGrant> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn versions(&self, _: &DamPath) -> Result<Vec<Version>> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn read_version(&self, _: &DamPath, _: &VersionId) -> Result<ReadBody> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn restore(&self, _: &DamPath, _: &VersionId, _: &Expect) -> Result<Option<LockGrant>> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn search(&self, _: &Search, _: Option<PageToken>) -> Result<Page<Entry>> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn thumbnail(&self, _: &DamPath, _: ThumbnailSize) -> Result<Bytes> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn renditions(&self, _: &DamPath) -> Result<Vec<Rendition>> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn read_rendition(&self, _: &DamPath, _: &str) -> Result<ReadBody> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn metadata(&self, _: &DamPath) -> Result<Metadata> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn set_metadata(&self, _: &DamPath, _: &MetadataEdit) -> Result<Metadata> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn metadata_form(&self, _: &DamPath, _: Option<&str>) -> Result<Form> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn suggest_tags(&self, _: &str, _: &str) -> Result<Vec<TagSuggestion>> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn collections(&self) -> Result<Vec<Collection>> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn collection_members(
        &self,
        _: &CollectionId,
        _: Option<PageToken>,
    ) -> Result<Page<Entry>> {
        Err(ErrorKind::LoginNeeded.into())
    }

    async fn edit_collection(&self, _: &CollectionId, _: &CollectionEdit) -> Result<()> {
        Err(ErrorKind::LoginNeeded.into())
    }
}

#[tokio::test]
async fn a_connector_of_another_crate_can_be_wrapped() {
    let remote = stack(Arc::new(Nothing), Options::default());
    assert_eq!(remote.capability().product, "nothing");
    let failed = remote.who_am_i().await.expect_err("nobody is logged in");
    assert_eq!(failed.kind, ErrorKind::LoginNeeded);
}
