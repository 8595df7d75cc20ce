//! A server that is logged in to when it is first needed, so that what is on this computer can be
//! shown and edited while the server is away.

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
    Capability, ChangeSet, Entry, Error, ErrorKind, Expect, Form, Identity, LockGrant, LockToken,
    Metadata, MetadataEdit, Page, PageToken, Read, ReadBody, Remembered, Remote, Result, Search,
    TagSuggestion, ThumbnailSize, UploadRequest, Uploaded, Version, VersionId,
};
use futures::future::BoxFuture;
use tokio::{sync::Mutex, time::Instant};
use url::Url;

/// Logs in, told what was learnt of the server before; called again until it works.
pub(crate) type LogIn =
    Box<dyn Fn(Option<String>) -> BoxFuture<'static, Result<Arc<dyn Remote>>> + Send + Sync>;

pub(crate) struct LateRemote {
    log_in: LogIn,
    arrived: RwLock<Option<Arc<dyn Remote>>>,
    /// What the server is reminded of as soon as it is there.
    remembered: std::sync::Mutex<Remembered>,
    failed: Mutex<Option<Failure>>,
    /// What the server could do when it was last seen.
    before: Capability,
    pages: Pages,
}

/// The page of an asset or a folder.
pub(crate) type Pages = Box<dyn Fn(&DamPath, bool) -> Url + Send + Sync>;

struct Failure {
    kind: ErrorKind,
    said: Option<String>,
    /// The file that the failure is about.
    unusable: Option<Unusable>,
    at: Instant,
}

/// An attempt to log in is not repeated sooner, however many calls want it.
const PAUSE: Duration = Duration::from_secs(5);

impl LateRemote {
    pub(crate) fn new(log_in: LogIn, before: Capability, pages: Pages) -> Self {
        Self {
            log_in,
            arrived: RwLock::new(None),
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

    pub(crate) fn arrived(&self) -> Option<Arc<dyn Remote>> {
        let arrived = self.arrived.read();
        arrived.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Why the last attempt failed; `None` as well while one is under way.
    pub(crate) fn failure(&self) -> Option<Error> {
        let failed = self.failed.try_lock().ok()?;
        failed.as_ref().map(Failure::error)
    }

    /// The server, logged in to by whoever comes first; the others wait for that.
    pub(crate) async fn there(&self) -> Result<Arc<dyn Remote>> {
        if let Some(remote) = self.arrived() {
            return Ok(remote);
        }
        let mut failed = self.failed.lock().await;
        if let Some(remote) = self.arrived() {
            return Ok(remote);
        }
        if let Some(failure) = failed.as_ref().filter(|failure| failure.holds()) {
            return Err(failure.error());
        }
        let learnt = self.remembered().learnt.clone();
        match (self.log_in)(learnt).await {
            Ok(remote) => {
                remote.recall(self.remembered().clone());
                let mut arrived = self.arrived.write().unwrap_or_else(PoisonError::into_inner);
                *arrived = Some(remote.clone());
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
    fn holds(&self) -> bool {
        // A password that was refused is never tried again: that locks people out.
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

impl fmt::Debug for LateRemote {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("LateRemote")
            .field("page", &(self.pages)(&DamPath::root(), true).as_str())
            .field("arrived", &self.arrived())
            .finish_non_exhaustive()
    }
}

#[async_trait]
impl Remote for LateRemote {
    fn capability(&self) -> Capability {
        self.arrived()
            .map_or_else(|| self.before.clone(), |remote| remote.capability())
    }

    fn web_page(&self, path: &DamPath, is_folder: bool) -> Url {
        self.arrived().map_or_else(
            || (self.pages)(path, is_folder),
            |remote| remote.web_page(path, is_folder),
        )
    }

    fn recall(&self, remembered: Remembered) {
        if let Some(remote) = self.arrived() {
            remote.recall(remembered.clone());
        }
        *self.remembered() = remembered;
    }

    fn learnt(&self) -> Option<String> {
        self.arrived()?.learnt()
    }

    async fn who_am_i(&self) -> Result<Identity> {
        self.there().await?.who_am_i().await
    }

    async fn list(&self, folder: &DamPath, page: Option<PageToken>) -> Result<Page<Entry>> {
        self.there().await?.list(folder, page).await
    }

    async fn stat(&self, path: &DamPath) -> Result<Entry> {
        self.there().await?.stat(path).await
    }

    async fn still(&self, path: &DamPath, known: &Revision) -> Result<Sameness> {
        self.there().await?.still(path, known).await
    }

    async fn stat_many(&self, paths: &[DamPath]) -> Result<Vec<Entry>> {
        self.there().await?.stat_many(paths).await
    }

    async fn stat_by_id(&self, ids: &[String]) -> Result<Vec<Entry>> {
        self.there().await?.stat_by_id(ids).await
    }

    async fn changes(&self, folder: &DamPath, cursor: Option<&str>) -> Result<ChangeSet> {
        self.there().await?.changes(folder, cursor).await
    }

    async fn locked(&self, folder: &DamPath, page: Option<PageToken>) -> Result<Page<Entry>> {
        self.there().await?.locked(folder, page).await
    }

    async fn read(&self, path: &DamPath, read: Read) -> Result<ReadBody> {
        self.there().await?.read(path, read).await
    }

    async fn upload(&self, request: UploadRequest<'_>) -> Result<Uploaded> {
        self.there().await?.upload(request).await
    }

    async fn make_folder(&self, path: &DamPath, title: &str) -> Result<()> {
        self.there().await?.make_folder(path, title).await
    }

    async fn rename(&self, from: &DamPath, to: &DamPath, expect: &Expect) -> Result<()> {
        self.there().await?.rename(from, to, expect).await
    }

    async fn copy(&self, from: &DamPath, to: &DamPath) -> Result<()> {
        self.there().await?.copy(from, to).await
    }

    async fn listed_as(&self, path: &DamPath) -> Result<DamPath> {
        self.there().await?.listed_as(path).await
    }

    async fn remove(&self, path: &DamPath, expect: &Expect) -> Result<()> {
        self.there().await?.remove(path, expect).await
    }

    async fn lock(&self, path: &DamPath) -> Result<LockGrant> {
        self.there().await?.lock(path).await
    }

    async fn unlock(&self, path: &DamPath, token: Option<&LockToken>) -> Result<()> {
        self.there().await?.unlock(path, token).await
    }

    async fn force_unlock(&self, path: &DamPath) -> Result<()> {
        self.there().await?.force_unlock(path).await
    }

    async fn refresh_lock(&self, path: &DamPath, token: &LockToken) -> Result<LockGrant> {
        self.there().await?.refresh_lock(path, token).await
    }

    async fn versions(&self, path: &DamPath) -> Result<Vec<Version>> {
        self.there().await?.versions(path).await
    }

    async fn read_version(&self, path: &DamPath, version: &VersionId) -> Result<ReadBody> {
        self.there().await?.read_version(path, version).await
    }

    async fn restore(
        &self,
        path: &DamPath,
        version: &VersionId,
        expect: &Expect,
    ) -> Result<Option<LockGrant>> {
        self.there().await?.restore(path, version, expect).await
    }

    async fn search(&self, search: &Search, page: Option<PageToken>) -> Result<Page<Entry>> {
        self.there().await?.search(search, page).await
    }

    async fn thumbnail(&self, path: &DamPath, size: ThumbnailSize) -> Result<Bytes> {
        self.there().await?.thumbnail(path, size).await
    }

    async fn metadata(&self, path: &DamPath) -> Result<Metadata> {
        self.there().await?.metadata(path).await
    }

    async fn set_metadata(&self, path: &DamPath, edit: &MetadataEdit) -> Result<Metadata> {
        self.there().await?.set_metadata(path, edit).await
    }

    async fn metadata_form(&self, path: &DamPath, media_type: Option<&str>) -> Result<Form> {
        self.there().await?.metadata_form(path, media_type).await
    }

    async fn suggest_tags(&self, text: &str, language: &str) -> Result<Vec<TagSuggestion>> {
        self.there().await?.suggest_tags(text, language).await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use damson_remote::MemoryServer;
    use futures::FutureExt as _;

    use super::*;

    fn late(tried: &Arc<AtomicU32>, kind: Option<ErrorKind>) -> LateRemote {
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
        LateRemote::new(log_in, Capability::least("before"), pages)
    }

    #[tokio::test]
    async fn many_calls_log_in_once() {
        let tried = Arc::new(AtomicU32::new(0));
        let late = late(&tried, None);
        assert_eq!(late.capability().product, "before");
        let root = DamPath::root();
        let (one, two) = tokio::join!(late.who_am_i(), late.list(&root, None));
        assert_eq!(one.unwrap().id, "jane");
        two.unwrap();
        assert_eq!(tried.load(Ordering::SeqCst), 1);
        assert_ne!(late.capability().product, "before");
    }

    #[tokio::test(start_paused = true)]
    async fn a_failed_login_rests_and_is_tried_again() {
        let tried = Arc::new(AtomicU32::new(0));
        let late = late(&tried, Some(ErrorKind::Offline));
        for _ in 0..3 {
            assert_eq!(late.who_am_i().await.unwrap_err().kind, ErrorKind::Offline);
        }
        assert_eq!(tried.load(Ordering::SeqCst), 1);
        tokio::time::advance(PAUSE).await;
        late.who_am_i().await.unwrap_err();
        assert_eq!(tried.load(Ordering::SeqCst), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_refused_password_is_never_tried_again() {
        let tried = Arc::new(AtomicU32::new(0));
        let late = late(&tried, Some(ErrorKind::WrongCredentials));
        for _ in 0..5 {
            late.who_am_i().await.unwrap_err();
            tokio::time::advance(PAUSE * 20).await;
        }
        assert_eq!(tried.load(Ordering::SeqCst), 1);
    }
}
