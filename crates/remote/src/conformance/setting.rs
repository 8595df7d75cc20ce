//! What a case works with: a folder of its own, people, and short ways to say things.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use damson_core::{ByteCount, DamPath, Digest};
use futures::{TryStreamExt as _, future};
use tokio::sync::{Notify, watch};

use super::Fixture;
use crate::{
    ByteRange, BytesSource, Capability, Entry, Error, ErrorKind, Expect, KeptLedger, NoLedger,
    Page, PageToken, Read, ReadBody, Remote, Result, Source, UploadLedger, UploadRequest, Uploaded,
};

pub(super) struct Setting<'f> {
    pub(super) fixture: &'f dyn Fixture,
    pub(super) root: DamPath,
    pub(super) first: Arc<dyn Remote>,
    pub(super) capability: Capability,
}

impl<'f> Setting<'f> {
    pub(super) async fn new(fixture: &'f dyn Fixture) -> Self {
        let first = fixture.first();
        let root = fixture.fresh_root().await;
        Self {
            fixture,
            root,
            capability: first.capability(),
            first,
        }
    }

    /// A place in the folder of this case.
    pub(super) fn at(&self, name: &str) -> DamPath {
        let names = name.split('/');
        names.fold(self.root.clone(), |folder, name| {
            folder.join(name).expect("cases use valid names")
        })
    }

    pub(super) fn second(&self) -> Arc<dyn Remote> {
        self.fixture
            .second()
            .expect("the case needs a second editor")
    }

    pub(super) async fn first_id(&self) -> Result<String> {
        Ok(self.first.who_am_i().await?.id)
    }

    /// Uploads a first version.
    pub(super) async fn put(&self, name: &str, bytes: &[u8]) -> Result<Uploaded> {
        let (path, source) = (self.at(name), source(bytes));
        self.first.upload(new_asset(&path, &source)).await
    }

    /// Uploads a further version over what is there.
    pub(super) async fn replace(
        &self,
        name: &str,
        bytes: &[u8],
        comment: Option<&str>,
    ) -> Result<Uploaded> {
        let (path, source) = (self.at(name), source(bytes));
        let expect = self.expect(name).await?;
        let request = UploadRequest {
            comment,
            ..version(&path, &source, &expect)
        };
        self.first.upload(request).await
    }

    pub(super) async fn folder(&self, name: &str) -> Result<DamPath> {
        let path = self.at(name);
        self.first.make_folder(&path, path.name()).await?;
        Ok(path)
    }

    /// What the server has right now, as an expectation.
    pub(super) async fn expect(&self, name: &str) -> Result<Expect> {
        let revision = self.first.stat(&self.at(name)).await?.revision;
        Ok(Expect {
            revision: Some(revision),
            token: None,
        })
    }

    pub(super) async fn bytes(&self, name: &str) -> Result<Bytes> {
        whole(self.first.read(&self.at(name), Read::default()).await?).await
    }

    pub(super) async fn assert_bytes(&self, name: &str, expected: &[u8]) -> Result<()> {
        let bytes = self.bytes(name).await?;
        assert_eq!(bytes.len(), expected.len(), "length of {name}");
        assert!(bytes == expected, "the bytes of {name} are others");
        Ok(())
    }

    pub(super) async fn assert_absent(&self, name: &str) {
        let found = self.first.stat(&self.at(name)).await;
        assert_kind(found, &ErrorKind::NotFound);
    }

    /// The names of every child of a folder, sorted.
    pub(super) async fn names_in(&self, folder: &DamPath) -> Result<Vec<String>> {
        let first = &self.first;
        let entries = all_pages(|page| first.list(folder, page)).await?;
        let mut names: Vec<_> = entries.iter().map(|e| e.path.name().to_owned()).collect();
        names.sort();
        Ok(names)
    }
}

/// Reads pages to the end.
pub(super) async fn all_pages<F>(mut ask: impl FnMut(Option<PageToken>) -> F) -> Result<Vec<Entry>>
where
    F: Future<Output = Result<Page<Entry>>>,
{
    let mut entries = Vec::new();
    let mut page = None;
    loop {
        let answer = ask(page).await?;
        entries.extend(answer.items);
        assert!(entries.len() < 100_000, "the pages never end");
        let Some(next) = answer.next else {
            return Ok(entries);
        };
        page = Some(next);
    }
}

pub(super) async fn whole(body: ReadBody) -> Result<Bytes> {
    let announced = body.length;
    let chunks: Vec<Bytes> = body.stream.try_collect().await?;
    let bytes = Bytes::from(chunks.concat());
    if let Some(announced) = announced {
        assert_eq!(bytes.len() as u64, announced, "announced length");
    }
    Ok(bytes)
}

pub(super) fn range(start: u64, end: Option<u64>) -> Read {
    Read {
        range: Some(ByteRange { start, end }),
        ..Read::default()
    }
}

pub(super) fn source(bytes: &[u8]) -> BytesSource {
    BytesSource(Bytes::copy_from_slice(bytes))
}

pub(super) fn new_asset<'a>(path: &'a DamPath, source: &'a dyn Source) -> UploadRequest<'a> {
    UploadRequest {
        path,
        source,
        replaces: None,
        comment: None,
        title: None,
        ledger: &NoLedger,
    }
}

pub(super) fn version<'a>(
    path: &'a DamPath,
    source: &'a dyn Source,
    expect: &'a Expect,
) -> UploadRequest<'a> {
    UploadRequest {
        replaces: Some(expect),
        ..new_asset(path, source)
    }
}

#[track_caller]
pub(super) fn assert_kind<T>(result: Result<T>, expected: &ErrorKind) {
    match result {
        Ok(_) => panic!("succeeded, should have failed with {expected:?}"),
        Err(error) => assert_eq!(error.kind, *expected, "{error}"),
    }
}

/// Refused because `holder` has it checked out.
#[track_caller]
pub(super) fn assert_locked<T>(result: Result<T>, holder: &str) {
    assert_kind(
        result,
        &ErrorKind::Locked {
            holder: Some(holder.to_owned()),
        },
    );
}

/// Bytes without any pattern that a part size could hide behind; the same for the same seed.
pub(super) fn noise(seed: u64, length: usize) -> Bytes {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut bytes = vec![0; length];
    random.fill(&mut bytes);
    bytes.into()
}

/// A file that changes while it is sent: its seal fails.
#[derive(Debug)]
pub(super) struct Unsealed(pub(super) BytesSource);

#[async_trait]
impl Source for Unsealed {
    fn length(&self) -> ByteCount {
        self.0.length()
    }

    fn digest(&self) -> Option<&Digest> {
        None
    }

    async fn read_at(&self, offset: u64, most: usize) -> Result<Bytes> {
        self.0.read_at(offset, most).await
    }

    async fn seal(&self) -> Result<()> {
        Err(Error::new(ErrorKind::LocalFile))
    }
}

/// Counts the bytes that are read from it.
#[derive(Debug)]
pub(super) struct Counted {
    pub(super) bytes: BytesSource,
    pub(super) read: AtomicU64,
}

#[async_trait]
impl Source for Counted {
    fn length(&self) -> ByteCount {
        self.bytes.length()
    }

    fn digest(&self) -> Option<&Digest> {
        None
    }

    async fn read_at(&self, offset: u64, most: usize) -> Result<Bytes> {
        let bytes = self.bytes.read_at(offset, most).await?;
        self.read.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        Ok(bytes)
    }

    async fn seal(&self) -> Result<()> {
        Ok(())
    }
}

/// Reads well up to `until`, then says so and never again: the moment of a crash. It waits for the
/// server to have something first, so that there is something to go on from.
#[derive(Debug)]
pub(super) struct Stalled<'a> {
    pub(super) bytes: BytesSource,
    pub(super) until: u64,
    pub(super) ledger: &'a WatchedLedger,
    pub(super) reached: Notify,
}

#[async_trait]
impl Source for Stalled<'_> {
    fn length(&self) -> ByteCount {
        self.bytes.length()
    }

    fn digest(&self) -> Option<&Digest> {
        None
    }

    async fn read_at(&self, offset: u64, most: usize) -> Result<Bytes> {
        if offset < self.until {
            let room = usize::try_from(self.until - offset).unwrap_or(most);
            return self.bytes.read_at(offset, most.min(room)).await;
        }
        let mut sent = self.ledger.sent.subscribe();
        let something = sent.wait_for(|sent| sent.0 > 0);
        // A server that tells nothing until the end has nothing to go on from either.
        let _ = tokio::time::timeout(Duration::from_secs(10), something).await;
        self.reached.notify_one();
        future::pending().await
    }

    async fn seal(&self) -> Result<()> {
        Ok(())
    }
}

/// A ledger whose progress can be waited for.
#[derive(Debug, Default)]
pub(super) struct WatchedLedger {
    pub(super) kept: KeptLedger,
    sent: watch::Sender<ByteCount>,
}

impl UploadLedger for WatchedLedger {
    fn resume(&self) -> Option<String> {
        self.kept.resume()
    }

    fn save(&self, state: &str) {
        self.kept.save(state);
    }

    fn tried(&self) -> bool {
        self.kept.tried()
    }

    fn progress(&self, sent: ByteCount) {
        self.kept.progress(sent);
        self.sent.send_replace(sent);
    }
}
