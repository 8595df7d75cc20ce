//! The conformance suite can fail: each of these connectors gets one thing wrong, and the suite
//! says which.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use async_trait::async_trait;
use bytes::Bytes;
use damson_core::{ByteCount, DamPath, Digest};
use damson_remote::{
    CollectionId, Entry, Expect, MemoryRemote, MemoryServer, Page, PageToken, ReadBody, Remote,
    Result, Source, UploadRequest, Uploaded, Verb,
    conformance::{self, Fixture},
    wrap::{Around, Attempt, Site, Write},
};
use futures::{StreamExt as _, stream};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lie {
    ForgetsExpectationsOfUploads,
    ForgetsExpectationsOfWrites,
    RepeatsAcrossPages,
    EndsEarly,
    ForgetsTheSeal,
    OverwritesOnRename,
    TellsNoProgress,
    ForgetsWhereItWas,
}

#[derive(Debug)]
struct Liar {
    inner: MemoryRemote,
    lie: Lie,
}

impl Around for Liar {
    fn inner(&self) -> &dyn Remote {
        &self.inner
    }

    async fn around<'a, T: Send + 'a>(&'a self, _: Site<'a>, attempt: Attempt<'a, T>) -> Result<T> {
        attempt().await
    }

    async fn on_read<'a>(
        &'a self,
        site: Site<'a>,
        attempt: Attempt<'a, ReadBody>,
    ) -> Result<ReadBody> {
        let body = attempt().await?;
        if self.lie != Lie::EndsEarly || site.verb != Verb::Read {
            return Ok(body);
        }
        let chunks: Vec<_> = body.stream.collect().await;
        let kept = chunks.len().saturating_sub(1);
        let stream = stream::iter(chunks.into_iter().take(kept)).boxed();
        Ok(ReadBody {
            stream,
            length: None,
            ..body
        })
    }

    async fn on_list<'a>(
        &'a self,
        _: Site<'a>,
        page: Option<&'a PageToken>,
        attempt: Attempt<'a, Page<Entry>>,
    ) -> Result<Page<Entry>> {
        let mut answer = attempt().await?;
        if self.lie == Lie::RepeatsAcrossPages && page.is_some() {
            let again = answer.items[0].clone();
            answer.items.push(again);
        }
        Ok(answer)
    }

    async fn on_upload<'a>(&'a self, request: UploadRequest<'a>) -> Result<Uploaded> {
        let anything = Expect::default();
        let unsealed = Unsealed(request.source);
        let ledger = &damson_remote::NoLedger;
        let fresh = Fresh(request.ledger);
        let replaces = request.replaces.map(|_| &anything);
        let request = match self.lie {
            Lie::ForgetsExpectationsOfUploads => UploadRequest {
                replaces,
                ..request
            },
            Lie::ForgetsTheSeal => UploadRequest {
                source: &unsealed,
                ..request
            },
            Lie::TellsNoProgress => UploadRequest { ledger, ..request },
            Lie::ForgetsWhereItWas => UploadRequest {
                ledger: &fresh,
                ..request
            },
            Lie::ForgetsExpectationsOfWrites
            | Lie::RepeatsAcrossPages
            | Lie::EndsEarly
            | Lie::OverwritesOnRename => request,
        };
        self.inner.upload(request).await
    }

    async fn on_write<'a>(
        &'a self,
        site: Site<'a>,
        write: Write<'a>,
        attempt: Attempt<'a, ()>,
    ) -> Result<()> {
        let anything = Expect::default();
        match (self.lie, write) {
            (Lie::ForgetsExpectationsOfWrites, Write::Remove { .. }) => {
                self.inner.remove(site.path, &anything).await
            }
            (Lie::ForgetsExpectationsOfWrites, Write::Rename { to, .. }) => {
                self.inner.rename(site.path, to, &anything).await
            }
            (Lie::OverwritesOnRename, Write::Rename { to, .. }) => {
                self.inner.server().remove(to);
                attempt().await
            }
            _ => attempt().await,
        }
    }
}

#[derive(Debug)]
struct Unsealed<'a>(&'a dyn Source);

#[async_trait]
impl Source for Unsealed<'_> {
    fn length(&self) -> ByteCount {
        self.0.length()
    }

    fn digest(&self) -> Option<&Digest> {
        self.0.digest()
    }

    async fn read_at(&self, offset: u64, most: usize) -> Result<Bytes> {
        self.0.read_at(offset, most).await
    }

    async fn seal(&self) -> Result<()> {
        Ok(())
    }
}

/// Keeps the state and never gives it back.
struct Fresh<'a>(&'a dyn damson_remote::UploadLedger);

impl damson_remote::UploadLedger for Fresh<'_> {
    fn resume(&self) -> Option<String> {
        None
    }

    fn save(&self, state: &str) {
        self.0.save(state);
    }

    fn tried(&self) -> bool {
        false
    }

    fn progress(&self, sent: ByteCount) {
        self.0.progress(sent);
    }
}

struct Lying {
    server: MemoryServer,
    lie: Lie,
    roots: AtomicU64,
}

impl Lying {
    fn login(&self, user: &str) -> Arc<dyn Remote> {
        Arc::new(Liar {
            inner: self.server.login(user),
            lie: self.lie,
        })
    }
}

#[async_trait]
impl Fixture for Lying {
    async fn fresh_root(&self) -> DamPath {
        let number = self.roots.fetch_add(1, Ordering::Relaxed);
        let root = DamPath::parse(&format!("case-{number}")).unwrap();
        self.server.make_folder(&root);
        root
    }

    fn first(&self) -> Arc<dyn Remote> {
        self.login("jane")
    }

    fn second(&self) -> Option<Arc<dyn Remote>> {
        Some(self.login("omar"))
    }

    fn reader(&self) -> Option<Arc<dyn Remote>> {
        Some(self.login("rita"))
    }

    fn administrator(&self) -> Option<Arc<dyn Remote>> {
        Some(self.login("admin"))
    }

    async fn settle(&self) {}

    async fn collection(&self, title: &str) -> Option<CollectionId> {
        Some(self.server.make_collection(title, &[]))
    }

    fn several_parts(&self) -> usize {
        1024 * 1024
    }
}

#[tokio::test]
async fn every_lie_is_found_out() {
    let table = [
        (
            Lie::ForgetsExpectationsOfUploads,
            "never replaces what has changed",
        ),
        (
            Lie::ForgetsExpectationsOfWrites,
            "removes only what is as expected",
        ),
        (Lie::RepeatsAcrossPages, "lists every child once over pages"),
        (Lie::EndsEarly, "reads back what was written"),
        (Lie::ForgetsTheSeal, "a file that changed is not uploaded"),
        (Lie::OverwritesOnRename, "a rename never overwrites"),
        (Lie::TellsNoProgress, "progress grows up to the end"),
        (Lie::ForgetsWhereItWas, "goes on after a restart"),
    ];
    let cases = conformance::cases();
    for (lie, name) in table {
        let server = MemoryServer::new();
        server.set_page_size(10);
        let fixture = Lying {
            server,
            lie,
            roots: AtomicU64::new(0),
        };
        let case = cases.iter().find(|case| case.name == name).unwrap();
        let mut report = conformance::Report::default();
        conformance::run_case(case, &fixture, &mut report).await;
        assert_eq!(report.failed.len(), 1, "{lie:?} passes: {report}");
        assert!(report.to_string().contains(name));
    }
}
