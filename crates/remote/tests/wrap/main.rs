//! The decorators, against the in-memory server and in virtual time.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    io,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use damson_core::{ByteCount, DamPath, Digest, HashKind};
use damson_remote::{
    Capability, Entry, Error, ErrorKind, Expect, NoLedger, Read, Remote, Result, Retry, Source,
    UploadRequest, Verb,
    body::{Checked, Expected, Hasher},
    memory::MemoryServer,
    wrap::{
        Around, Attempt, Faulty, Glitch, Limited, Limits, Options, Patience, Retrying, Site,
        Throttled, Traced, stack,
    },
};
use futures::{StreamExt as _, TryStreamExt as _, future::join_all, stream};
use tokio::time::Instant;

fn path(text: &str) -> DamPath {
    DamPath::parse(text).unwrap()
}

/// A source that knows its hash, as a file of the engine does.
#[derive(Debug)]
struct Known(Bytes, Digest);

impl Known {
    fn new(bytes: &'static [u8]) -> Self {
        let mut hasher = Hasher::new(HashKind::Sha1);
        hasher.update(bytes);
        Self(Bytes::from_static(bytes), hasher.finish())
    }
}

#[async_trait::async_trait]
impl Source for Known {
    fn length(&self) -> ByteCount {
        ByteCount(self.0.len() as u64)
    }

    fn digest(&self) -> Option<&Digest> {
        Some(&self.1)
    }

    async fn read_at(&self, offset: u64, most: usize) -> Result<Bytes> {
        let start = usize::try_from(offset).unwrap().min(self.0.len());
        Ok(self
            .0
            .slice(start..start.saturating_add(most).min(self.0.len())))
    }

    async fn seal(&self) -> Result<()> {
        Ok(())
    }
}

fn upload<'a>(
    path: &'a DamPath,
    source: &'a dyn Source,
    replaces: Option<&'a Expect>,
) -> UploadRequest<'a> {
    UploadRequest {
        path,
        source,
        replaces,
        comment: None,
        title: None,
        ledger: &NoLedger,
    }
}

fn failing(server: &MemoryServer) -> (Faulty, Retrying) {
    let faulty = Faulty::scripted(Arc::new(server.login("jane")));
    let retrying = Retrying::new(Arc::new(faulty.clone()), Patience::default());
    (faulty, retrying)
}

fn lost() -> Glitch {
    Glitch::LoseAnswer(ErrorKind::Offline)
}

async fn all(remote: &dyn Remote, path: &DamPath) -> Result<Bytes> {
    let body = remote.read(path, Read::default()).await?;
    Ok(Bytes::from(
        body.stream.try_collect::<Vec<_>>().await?.concat(),
    ))
}

mod retry;

/// Fails the first call with what a test says.
#[derive(Debug)]
struct Asking {
    inner: damson_remote::MemoryRemote,
    once: Mutex<Option<Retry>>,
}

impl Asking {
    fn new(server: &MemoryServer, retry: Retry) -> Self {
        Self {
            inner: server.login("jane"),
            once: Mutex::new(Some(retry)),
        }
    }
}

impl Around for Asking {
    fn inner(&self) -> &dyn Remote {
        &self.inner
    }

    async fn around<'a, T: Send + 'a>(&'a self, _: Site<'a>, attempt: Attempt<'a, T>) -> Result<T> {
        let retry = self
            .once
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        match retry {
            Some(retry) => Err(Error::new(ErrorKind::Unavailable).retry(retry)),
            None => attempt().await,
        }
    }
}

mod throttle;

mod bandwidth;

mod fault;

mod trace;

mod body;

#[tokio::test(start_paused = true)]
async fn the_whole_stack_gets_through_a_bad_network() {
    for seed in 0..20 {
        let server = MemoryServer::new();
        for number in 0..20 {
            server.write(format!("shoot/{number}.psd").as_str(), vec![1; 5000]);
        }
        let faulty = Faulty::seeded(Arc::new(server.login("jane")), seed, 4);
        let remote = stack(Arc::new(faulty), Options::default());
        for number in 0..20 {
            let asset = path(&format!("shoot/{number}.psd"));
            let expect = Expect {
                revision: server.revision(&asset),
                token: None,
            };
            remote.lock(&asset).await.unwrap();
            let mine = Known::new(b"mine");
            remote
                .upload(upload(&asset, &mine, Some(&expect)))
                .await
                .unwrap();
            remote.unlock(&asset, None).await.unwrap();
        }
        assert_eq!(
            server.ever_written().len(),
            40,
            "each upload once, seed {seed}"
        );
        assert!(
            server
                .list_all()
                .iter()
                .all(|(path, _)| server.holder(path).is_none())
        );
    }
}

#[tokio::test]
async fn capabilities_come_through() {
    let server = MemoryServer::new();
    server.set_capability(|can| *can = Capability::least("bare"));
    let remote = stack(Arc::new(server.login("jane")), Options::default());
    assert_eq!(remote.capability(), Capability::least("bare"));
}
