//! What all requests of one server share.

use std::{
    collections::VecDeque,
    path::Path,
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use sha2::{Digest as _, Sha256};
use url::Url;
use uuid::Uuid;

use crate::{
    Personality, Switches, dates, processing,
    store::{Store, StoreError, binary::hex},
    upload_classic::Arrived,
};

/// How many requests are remembered.
const REMEMBERED: usize = 20_000;

/// A request that was answered, for tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedRequest {
    pub method: String,
    /// As sent: percent-encoded, with the query.
    pub path: String,
    /// 0 when the connection was cut.
    pub status: u16,
    pub user_agent: Option<String>,
    pub had_authorization: bool,
    pub had_cookie: bool,
    /// Whether the blob origin was asked.
    pub to_blob_origin: bool,
}

/// A server's state.
#[derive(Debug)]
pub(crate) struct Dam {
    pub store: Store,
    pub personality: Personality,
    secret: String,
    urls: OnceLock<(Url, Url)>,
    switches: Mutex<Switches>,
    requests: Mutex<VecDeque<RecordedRequest>>,
    /// Chunked uploads that have arrived and are put together later.
    unmerged: Mutex<Vec<Arrived>>,
    /// Requests to the author that are being answered, and the most there were.
    under_way: AtomicUsize,
    most_under_way: AtomicUsize,
}

/// A request to the author that is being answered.
#[derive(Debug)]
pub(crate) struct UnderWay<'a>(&'a Dam);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.under_way.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Dam {
    pub(crate) fn open(
        folder: &Path,
        personality: Personality,
        switches: Switches,
    ) -> Result<Self, StoreError> {
        let store = Store::open(folder, dates::now())?;
        let secret = if let Some(secret) = store.setting("secret")? {
            secret
        } else {
            let secret = Uuid::new_v4().to_string();
            store.set_setting("secret", &secret)?;
            secret
        };
        Ok(Self {
            store,
            personality,
            secret,
            urls: OnceLock::new(),
            switches: Mutex::new(switches),
            requests: Mutex::new(VecDeque::new()),
            unmerged: Mutex::new(Vec::new()),
            under_way: AtomicUsize::new(0),
            most_under_way: AtomicUsize::new(0),
        })
    }

    /// Says where the server listens, once it does: the author origin and the blob origin.
    pub(crate) fn set_urls(&self, author: Url, blob: Url) {
        self.urls
            .set((author, blob))
            .expect("a server is started once");
    }

    pub(crate) fn author_url(&self) -> &Url {
        &self
            .urls
            .get()
            .expect("the addresses are known before the first request")
            .0
    }

    pub(crate) fn blob_url(&self) -> &Url {
        &self
            .urls
            .get()
            .expect("the addresses are known before the first request")
            .1
    }

    /// The author's base as it is written into answers: without a slash at its end.
    pub(crate) fn base(&self) -> String {
        let context = self.switches().context_path;
        format!(
            "{}{context}",
            self.author_url().as_str().trim_end_matches('/')
        )
    }

    pub(crate) fn switches(&self) -> Switches {
        self.locked_switches().clone()
    }

    pub(crate) fn set_switches(&self, change: impl FnOnce(&mut Switches)) {
        change(&mut self.locked_switches());
        self.apply_switches();
    }

    /// Takes one from a countdown of the switches; `false` when it was at 0.
    pub(crate) fn take(&self, countdown: impl FnOnce(&mut Switches) -> &mut u32) -> bool {
        let mut switches = self.locked_switches();
        let left = countdown(&mut switches);
        let some_left = *left > 0;
        *left = left.saturating_sub(1);
        some_left
    }

    /// Counts a request to the author until the guard is dropped.
    pub(crate) fn under_way(&self) -> UnderWay<'_> {
        let now = self.under_way.fetch_add(1, Ordering::Relaxed) + 1;
        self.most_under_way.fetch_max(now, Ordering::Relaxed);
        UnderWay(self)
    }

    pub(crate) fn most_under_way(&self) -> usize {
        self.most_under_way.load(Ordering::Relaxed)
    }

    pub(crate) fn unmerged(&self) -> MutexGuard<'_, Vec<Arrived>> {
        self.unmerged.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a request towards `unauthorized_after`; `true` when that many have been answered.
    pub(crate) fn locked_out(&self) -> bool {
        let mut switches = self.locked_switches();
        let due = switches.unauthorized_after == Some(0);
        switches.unauthorized_after = switches.unauthorized_after.map(|n| n.saturating_sub(1));
        due
    }

    /// Carries out what is due, so that what follows sees it.
    pub(crate) fn settle(&self) -> Result<(), StoreError> {
        let switches = self.switches();
        let delay = i64::try_from(switches.query_index_delay_ms).unwrap_or(i64::MAX);
        self.store.read(|db| {
            processing::settle(db, self.now(), &switches)?;
            if delay > 0 {
                let indexed = dates::now().saturating_sub(delay);
                db.execute("DELETE FROM lagged WHERE since <= ?1", [indexed])?;
            }
            Ok(())
        })
    }

    /// The server's clock.
    pub(crate) fn now(&self) -> i64 {
        dates::now() + self.locked_switches().clock_skew_s.saturating_mul(1000)
    }

    /// A signature that only this storage can make.
    pub(crate) fn sign(&self, text: &str) -> String {
        let mut signature = hex(&Sha256::digest(
            format!("{}\n{text}", self.secret).as_bytes(),
        ));
        signature.truncate(40);
        signature
    }

    pub(crate) fn record(&self, request: RecordedRequest) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        if requests.len() == REMEMBERED {
            requests.pop_front();
        }
        requests.push_back(request);
    }

    pub(crate) fn requests(&self) -> Vec<RecordedRequest> {
        self.requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .cloned()
            .collect()
    }

    pub(crate) fn forget_requests(&self) {
        self.requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
        self.most_under_way.store(0, Ordering::Relaxed);
    }

    /// Tells the database how late its query index is to be. What is written before, such as the
    /// sample, is indexed at once.
    pub(crate) fn apply_switches(&self) {
        let delay = self.switches().query_index_delay_ms;
        let kept = self
            .store
            .set_setting("index_delay", &delay.to_string())
            .and_then(|()| {
                self.store.read(|db| {
                    if delay == 0 {
                        db.execute("DELETE FROM lagged", [])?;
                    }
                    Ok(())
                })
            });
        if let Err(error) = kept {
            tracing::error!(%error, "the index delay could not be set");
        }
    }

    fn locked_switches(&self) -> MutexGuard<'_, Switches> {
        self.switches.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
