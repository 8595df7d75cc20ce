//! Holds downloads and uploads to so many bytes a second.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use damson_core::{ByteCount, Digest};
use futures::{StreamExt as _, TryStreamExt as _};
use tokio::{
    sync::Notify,
    time::{Instant, timeout},
};

use super::around::{Around, Attempt, Site};
use crate::{ReadBody, Remote, Result, Source, UploadRequest, Uploaded};

/// The limits of a connection, in bytes a second; 0 is none. Cheap to clone: every clone is the
/// same limits, and a change holds at once for what is under way.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    download: Arc<Rate>,
    upload: Arc<Rate>,
}

/// See the module.
#[derive(Debug)]
pub struct Limited {
    inner: Arc<dyn Remote>,
    limits: Limits,
}

#[derive(Debug, Default)]
struct Rate {
    bucket: Mutex<Bucket>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct Bucket {
    /// Bytes a second; 0 for no limit.
    rate: u64,
    /// Bytes that may pass; below zero, those that passed too early.
    room: f64,
    filled: Option<Instant>,
}

impl Limits {
    pub fn new(download: u64, upload: u64) -> Self {
        let limits = Self::default();
        limits.set_download(download);
        limits.set_upload(upload);
        limits
    }

    pub fn set_download(&self, bytes_per_second: u64) {
        self.download.set(bytes_per_second);
    }

    pub fn set_upload(&self, bytes_per_second: u64) {
        self.upload.set(bytes_per_second);
    }
}

impl Limited {
    pub fn new(inner: Arc<dyn Remote>, limits: Limits) -> Self {
        Self { inner, limits }
    }
}

impl Around for Limited {
    fn inner(&self) -> &dyn Remote {
        &*self.inner
    }

    async fn around<'a, T: Send + 'a>(
        &'a self,
        _site: Site<'a>,
        attempt: Attempt<'a, T>,
    ) -> Result<T> {
        attempt().await
    }

    async fn on_read<'a>(
        &'a self,
        _site: Site<'a>,
        attempt: Attempt<'a, ReadBody>,
    ) -> Result<ReadBody> {
        let body = attempt().await?;
        let rate = Arc::clone(&self.limits.download);
        let stream = body.stream.and_then(move |chunk| {
            let rate = Arc::clone(&rate);
            async move {
                rate.pass(chunk.len()).await;
                Ok(chunk)
            }
        });
        Ok(ReadBody {
            stream: stream.boxed(),
            ..body
        })
    }

    async fn on_upload<'a>(&'a self, request: UploadRequest<'a>) -> Result<Uploaded> {
        let source = Metered {
            inner: request.source,
            rate: &self.limits.upload,
        };
        self.inner
            .upload(UploadRequest {
                source: &source,
                ..request
            })
            .await
    }
}

#[derive(Debug)]
struct Metered<'a> {
    inner: &'a dyn Source,
    rate: &'a Rate,
}

#[async_trait]
impl Source for Metered<'_> {
    fn length(&self) -> ByteCount {
        self.inner.length()
    }

    fn digest(&self) -> Option<&Digest> {
        self.inner.digest()
    }

    async fn read_at(&self, offset: u64, most: usize) -> Result<Bytes> {
        let bytes = self
            .inner
            .read_at(offset, most.min(self.rate.portion()))
            .await?;
        self.rate.pass(bytes.len()).await;
        Ok(bytes)
    }

    async fn seal(&self) -> Result<()> {
        self.inner.seal().await
    }
}

impl Rate {
    fn bucket(&self) -> MutexGuard<'_, Bucket> {
        self.bucket.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, rate: u64) {
        {
            let mut bucket = self.bucket();
            bucket.fill();
            bucket.rate = rate;
        }
        self.changed.notify_waiters();
    }

    /// How much to read at a time, so that the bytes come evenly: a quarter of a second's worth.
    fn portion(&self) -> usize {
        match self.bucket().rate {
            0 => usize::MAX,
            rate => usize::try_from(rate / 4).unwrap_or(usize::MAX).max(1024),
        }
    }

    /// Returns when `bytes` more may have passed.
    async fn pass(&self, bytes: usize) {
        self.bucket().owe(bytes);
        loop {
            let mut changed = std::pin::pin!(self.changed.notified());
            changed.as_mut().enable();
            let Some(wait) = self.bucket().wait() else {
                return;
            };
            // Either the time has come or the limit is another one; both are looked at again.
            let _ = timeout(wait, changed).await;
        }
    }
}

impl Bucket {
    fn owe(&mut self, bytes: usize) {
        self.fill();
        if self.rate > 0 {
            self.room -= bytes as f64;
        }
    }

    /// How long until the debt is paid.
    fn wait(&mut self) -> Option<Duration> {
        self.fill();
        if self.rate == 0 {
            self.room = 0.0;
            return None;
        }
        // Half a byte of debt is a rounding error.
        (self.room < -0.5).then(|| {
            let wait = Duration::from_secs_f64(-self.room / self.rate as f64);
            wait.max(Duration::from_millis(1))
        })
    }

    /// Lets in what time has earned; at most a tenth of a second's worth is saved up.
    fn fill(&mut self) {
        let now = Instant::now();
        let passed = self.filled.map_or(Duration::ZERO, |filled| now - filled);
        self.filled = Some(now);
        let rate = self.rate as f64;
        self.room = (self.room + passed.as_secs_f64() * rate).min(rate / 10.0);
    }
}
