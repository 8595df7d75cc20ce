//! A server that is logged in to by the first call that needs it, so that files on this computer can be
//! shown and edited while the server can't be reached.

use std::{
    fmt,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use damson_aem::certificate::Unusable;
use damson_core::{DamPath, Revision, Sameness};
use damson_remote::{
    Capability, ChangeSet, Collection, CollectionEdit, CollectionId, Entry, Error, ErrorKind,
    Expect, Form, Identity, LockGrant, LockToken, Metadata, MetadataEdit, Page, PageToken, Read,
    ReadBody, Remembered, Remote, Rendition, Result, Search, TagSuggestion, ThumbnailSize,
    UploadRequest, Uploaded, Version, VersionId,
};
use futures::future::BoxFuture;
use tokio::{sync::Mutex, time::Instant};
use url::Url;

/// Logs in. Takes what was learnt about the server before; called again after a failure.
pub(crate) type LogIn =
    Box<dyn Fn(Option<String>) -> BoxFuture<'static, Result<Arc<dyn Remote>>> + Send + Sync>;

pub(crate) struct LazyRemote {
    log_in: LogIn,
    logged_in: RwLock<Option<Arc<dyn Remote>>>,
    /// Given to the remote as soon as somebody is logged in.
    remembered: std::sync::Mutex<Remembered>,
    failed: Mutex<Option<Failure>>,
    /// What the server could do when it was last reached.
    before: Capability,
    pages: Pages,
}

/// The web page of an asset or a folder.
pub(crate) type Pages = Box<dyn Fn(&DamPath, bool) -> Url + Send + Sync>;

struct Failure {
    kind: ErrorKind,
    said: Option<String>,
    /// The file that the failure is about.
    unusable: Option<Unusable>,
    at: Instant,
}

/// The shortest time between two attempts to log in, however many calls wait for one.
const PAUSE: Duration = Duration::from_secs(5);

impl LazyRemote {
    pub(crate) fn new(log_in: LogIn, before: Capability, pages: Pages) -> Self {
        Self {
            log_in,
            logged_in: RwLock::new(None),
            remembered: std::sync::Mutex::default(),
            failed: Mutex::new(None),
            before,
            pages,
        }
    }

    fn remembered(&self) -> std::sync::MutexGuard<'_, Remembered> {
        let remembered = self.remembered.lock();
        remembered.unwrap_or_else(PoisonError::into_inner)
    }

    /// The remote, if somebody is logged in.
    pub(crate) fn logged_in(&self) -> Option<Arc<dyn Remote>> {
        let logged_in = self.logged_in.read();
        logged_in.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Why the last attempt to log in failed; `None` as well while an attempt is under way.
    pub(crate) fn failure(&self) -> Option<Error> {
        let failed = self.failed.try_lock().ok()?;
        failed.as_ref().map(Failure::error)
    }

    /// The remote. The first call logs in, and the others wait for its result.
    pub(crate) async fn remote(&self) -> Result<Arc<dyn Remote>> {
        if let Some(remote) = self.logged_in() {
            return Ok(remote);
        }
        let mut failed = self.failed.lock().await;
        if let Some(remote) = self.logged_in() {
            return Ok(remote);
        }
        if let Some(failure) = failed.as_ref().filter(|failure| failure.is_in_force()) {
            return Err(failure.error());
        }
        let learnt = self.remembered().learnt.clone();
        match (self.log_in)(learnt).await {
            Ok(remote) => {
                remote.recall(self.remembered().clone());
                let mut logged_in = self
                    .logged_in
                    .write()
                    .unwrap_or_else(PoisonError::into_inner);
                *logged_in = Some(remote.clone());
                *failed = None;
                Ok(remote)
            }
            Err(error) => {
                *failed = Some(Failure {
                    kind: error.kind.clone(),
                    said: error.said.clone(),
                    unusable: error
                        .source
                        .as_ref()
                        .and_then(|cause| cause.downcast_ref())
                        .cloned(),
                    at: Instant::now(),
                });
                Err(error)
            }
        }
    }
}

impl Failure {
    /// Whether it stands for the next attempt too.
    fn is_in_force(&self) -> bool {
        // A refused password is never tried again, because servers lock accounts after a few.
        self.kind == ErrorKind::WrongCredentials || self.at.elapsed() < PAUSE
    }

    fn error(&self) -> Error {
        let mut error = Error::new(self.kind.clone());
        error.said.clone_from(&self.said);
        match &self.unusable {
            Some(unusable) => error.caused_by(unusable.clone()),
            None => error,
        }
    }
}

impl fmt::Debug for LazyRemote {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("LazyRemote")
            .field("page", &(self.pages)(&DamPath::root(), true).as_str())
            .field("logged_in", &self.logged_in())
            .finish_non_exhaustive()
    }
}

#[async_trait]
impl Remote for LazyRemote {
    fn capability(&self) -> Capability {
        self.logged_in()
            .map_or_else(|| self.before.clone(), |remote| remote.capability())
    }

    fn web_page(&self, path: &DamPath, is_folder: bool) -> Url {
        self.logged_in().map_or_else(
            || (self.pages)(path, is_folder),
            |remote| remote.web_page(path, is_folder),
        )
    }

    fn recall(&self, remembered: Remembered) {
        if let Some(remote) = self.logged_in() {
            remote.recall(remembered.clone());
        }
        *self.remembered() = remembered;
    }

    fn learnt(&self) -> Option<String> {
        self.logged_in()?.learnt()
    }

    async fn who_am_i(&self) -> Result<Identity> {
        self.remote().await?.who_am_i().await
    }

    async fn list(&self, folder: &DamPath, page: Option<PageToken>) -> Result<Page<Entry>> {
        self.remote().await?.list(folder, page).await
    }

    async fn stat(&self, path: &DamPath) -> Result<Entry> {
        self.remote().await?.stat(path).await
    }

    async fn still(&self, path: &DamPath, known: &Revision) -> Result<Sameness> {
        self.remote().await?.still(path, known).await
    }

    async fn stat_many(&self, paths: &[DamPath]) -> Result<Vec<Entry>> {
        self.remote().await?.stat_many(paths).await
    }

    async fn stat_by_id(&self, ids: &[String]) -> Result<Vec<Entry>> {
        self.remote().await?.stat_by_id(ids).await
    }

    async fn changes(&self, folder: &DamPath, cursor: Option<&str>) -> Result<ChangeSet> {
        self.remote().await?.changes(folder, cursor).await
    }

    async fn locked(&self, folder: &DamPath, page: Option<PageToken>) -> Result<Page<Entry>> {
        self.remote().await?.locked(folder, page).await
    }

    async fn read(&self, path: &DamPath, read: Read) -> Result<ReadBody> {
        self.remote().await?.read(path, read).await
    }

    async fn upload(&self, request: UploadRequest<'_>) -> Result<Uploaded> {
        self.remote().await?.upload(request).await
    }

    async fn make_folder(&self, path: &DamPath, title: &str) -> Result<()> {
        self.remote().await?.make_folder(path, title).await
    }

    async fn rename(&self, from: &DamPath, to: &DamPath, expect: &Expect) -> Result<()> {
        self.remote().await?.rename(from, to, expect).await
    }

    async fn copy(&self, from: &DamPath, to: &DamPath) -> Result<()> {
        self.remote().await?.copy(from, to).await
    }

    async fn listed_as(&self, path: &DamPath) -> Result<DamPath> {
        self.remote().await?.listed_as(path).await
    }

    async fn remove(&self, path: &DamPath, expect: &Expect) -> Result<()> {
        self.remote().await?.remove(path, expect).await
    }

    async fn lock(&self, path: &DamPath) -> Result<LockGrant> {
        self.remote().await?.lock(path).await
    }

    async fn unlock(&self, path: &DamPath, token: Option<&LockToken>) -> Result<()> {
        self.remote().await?.unlock(path, token).await
    }

    async fn force_unlock(&self, path: &DamPath) -> Result<()> {
        self.remote().await?.force_unlock(path).await
    }

    async fn refresh_lock(&self, path: &DamPath, token: &LockToken) -> Result<LockGrant> {
        self.remote().await?.refresh_lock(path, token).await
    }

    async fn versions(&self, path: &DamPath) -> Result<Vec<Version>> {
        self.remote().await?.versions(path).await
    }

    async fn read_version(&self, path: &DamPath, version: &VersionId) -> Result<ReadBody> {
        self.remote().await?.read_version(path, version).await
    }

    async fn restore(
        &self,
        path: &DamPath,
        version: &VersionId,
        expect: &Expect,
    ) -> Result<Option<LockGrant>> {
        self.remote().await?.restore(path, version, expect).await
    }

    async fn search(&self, search: &Search, page: Option<PageToken>) -> Result<Page<Entry>> {
        self.remote().await?.search(search, page).await
    }

    async fn thumbnail(&self, path: &DamPath, size: ThumbnailSize) -> Result<Bytes> {
        self.remote().await?.thumbnail(path, size).await
    }

    async fn renditions(&self, path: &DamPath) -> Result<Vec<Rendition>> {
        self.remote().await?.renditions(path).await
    }

    async fn read_rendition(&self, path: &DamPath, name: &str) -> Result<ReadBody> {
        self.remote().await?.read_rendition(path, name).await
    }

    async fn metadata(&self, path: &DamPath) -> Result<Metadata> {
        self.remote().await?.metadata(path).await
    }

    async fn set_metadata(&self, path: &DamPath, edit: &MetadataEdit) -> Result<Metadata> {
        self.remote().await?.set_metadata(path, edit).await
    }

    async fn metadata_form(&self, path: &DamPath, media_type: Option<&str>) -> Result<Form> {
        self.remote().await?.metadata_form(path, media_type).await
    }

    async fn suggest_tags(&self, text: &str, language: &str) -> Result<Vec<TagSuggestion>> {
        self.remote().await?.suggest_tags(text, language).await
    }

    async fn collections(&self) -> Result<Vec<Collection>> {
        self.remote().await?.collections().await
    }

    async fn collection_members(
        &self,
        id: &CollectionId,
        page: Option<PageToken>,
    ) -> Result<Page<Entry>> {
        self.remote().await?.collection_members(id, page).await
    }

    async fn edit_collection(&self, id: &CollectionId, edit: &CollectionEdit) -> Result<()> {
        self.remote().await?.edit_collection(id, edit).await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use damson_remote::MemoryServer;
    use futures::FutureExt as _;

    use super::*;

    fn lazy(tried: &Arc<AtomicU32>, kind: Option<ErrorKind>) -> LazyRemote {
        let tried = tried.clone();
        let server = MemoryServer::new();
        let log_in: LogIn = Box::new(move |_| {
            tried.fetch_add(1, Ordering::SeqCst);
            let answer = match kind.clone() {
                Some(kind) => Err(Error::new(kind)),
                None => Ok(Arc::new(server.login("jane")) as Arc<dyn Remote>),
            };
            async move { answer }.boxed()
        });
        let base = Url::parse("https://dam.example.com").unwrap();
        let pages: Pages = Box::new(move |_, _| base.clone());
        LazyRemote::new(log_in, Capability::least("before"), pages)
    }

    #[tokio::test]
    async fn many_calls_log_in_once() {
        let tried = Arc::new(AtomicU32::new(0));
        let lazy = lazy(&tried, None);
        assert_eq!(lazy.capability().product, "before");
        let root = DamPath::root();
        let (one, two) = tokio::join!(lazy.who_am_i(), lazy.list(&root, None));
        assert_eq!(one.unwrap().id, "jane");
        two.unwrap();
        assert_eq!(tried.load(Ordering::SeqCst), 1);
        assert_ne!(lazy.capability().product, "before");
    }

    #[tokio::test(start_paused = true)]
    async fn a_failed_login_rests_and_is_tried_again() {
        let tried = Arc::new(AtomicU32::new(0));
        let lazy = lazy(&tried, Some(ErrorKind::Offline));
        for _ in 0..3 {
            assert_eq!(lazy.who_am_i().await.unwrap_err().kind, ErrorKind::Offline);
        }
        assert_eq!(tried.load(Ordering::SeqCst), 1);
        tokio::time::advance(PAUSE).await;
        lazy.who_am_i().await.unwrap_err();
        assert_eq!(tried.load(Ordering::SeqCst), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_refused_password_is_never_tried_again() {
        let tried = Arc::new(AtomicU32::new(0));
        let lazy = lazy(&tried, Some(ErrorKind::WrongCredentials));
        for _ in 0..5 {
            lazy.who_am_i().await.unwrap_err();
            tokio::time::advance(PAUSE * 20).await;
        }
        assert_eq!(tried.load(Ordering::SeqCst), 1);
    }
}
