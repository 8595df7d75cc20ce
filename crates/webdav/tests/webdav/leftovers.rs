//! What an upload leaves behind that is given up, or whose answer got lost.

use std::{path::Path, time::Duration};

use async_trait::async_trait;
use bytes::Bytes;
use damson_core::{ByteCount, Digest, HashKind};
use damson_remote::{
    BytesSource, ErrorKind, Expect, KeptLedger, NoLedger, Remote as _, Result, Source,
    UploadRequest, body::Hasher,
};
use damson_webdav::WebDav;
use tokio::sync::Notify;

use crate::{
    server::{ALL, Server},
    setup::{bytes, log_in, path, upload},
};

/// Eight megabytes, the last of which never come.
#[derive(Debug, Default)]
struct Endless {
    stuck: Notify,
}

#[async_trait]
impl Source for Endless {
    fn length(&self) -> ByteCount {
        ByteCount(8_000_000)
    }

    fn digest(&self) -> Option<&Digest> {
        None
    }

    async fn read_at(&self, offset: u64, most: usize) -> Result<Bytes> {
        if offset < 7_000_000 {
            return Ok(vec![b'x'; most.min(100_000)].into());
        }
        self.stuck.notify_one();
        std::future::pending().await
    }

    async fn seal(&self) -> Result<()> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_given_up_is_swept_up() {
    for kind in ALL {
        let Some(server) = Server::start(kind) else {
            continue;
        };
        let dav = log_in(&server.url, "jane").await;
        let file = path("a.psd");
        let revision = upload(&dav, &file, b"one", None)
            .await
            .unwrap()
            .entry
            .revision;
        let expect = Expect {
            revision: Some(revision),
            token: None,
        };
        let source = Endless::default();
        let request = UploadRequest {
            path: &file,
            source: &source,
            replaces: Some(&expect),
            comment: None,
            title: None,
            ledger: &NoLedger,
        };
        tokio::select! {
            ended = dav.upload(request) => panic!("ended without its bytes: {ended:?}"),
            () = source.stuck.notified() => {}
        }
        assert_eq!(bytes(&dav, &file).await, b"one", "{}", kind.name());
        assert!(
            only_the_file_is_left(&dav, &server.files()).await,
            "{}",
            kind.name()
        );
    }
}

/// Polls, because the clearing up goes on behind the back of who gave up, and goes on with the next
/// upload where the server was still busy with the last one.
async fn only_the_file_is_left(dav: &WebDav, folder: &Path) -> bool {
    for _ in 0..15 {
        let names: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name != ".DAV")
            .collect();
        if names.iter().all(|name| name == "a.psd" || name == "b.txt") {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
        let _ = upload(dav, &path("b.txt"), b"another", None).await;
    }
    false
}

/// Bytes whose hash is known.
#[derive(Debug)]
struct Hashed(BytesSource, Digest);

impl Hashed {
    fn new(bytes: &'static [u8]) -> Self {
        let mut hasher = Hasher::new(HashKind::Sha1);
        hasher.update(bytes);
        Self(BytesSource(Bytes::from_static(bytes)), hasher.finish())
    }
}

#[async_trait]
impl Source for Hashed {
    fn length(&self) -> ByteCount {
        self.0.length()
    }

    fn digest(&self) -> Option<&Digest> {
        Some(&self.1)
    }

    async fn read_at(&self, offset: u64, most: usize) -> Result<Bytes> {
        self.0.read_at(offset, most).await
    }

    async fn seal(&self) -> Result<()> {
        Ok(())
    }
}

/// The same request again finds its own bytes; other bytes of the same size are a conflict.
#[tokio::test(flavor = "multi_thread")]
async fn an_upload_whose_answer_got_lost_is_no_conflict() {
    for kind in ALL {
        let Some(server) = Server::start(kind) else {
            continue;
        };
        let dav = log_in(&server.url, "jane").await;
        let file = path("a.psd");
        let first = upload(&dav, &file, b"one", None)
            .await
            .unwrap()
            .entry
            .revision;
        let expect = Expect {
            revision: Some(first),
            token: None,
        };
        let (mine, other) = (Hashed::new(b"number two"), Hashed::new(b"number 2!!"));
        let ledger = KeptLedger::default();
        let request = |source| UploadRequest {
            path: &file,
            source,
            replaces: Some(&expect),
            comment: None,
            title: None,
            ledger: &ledger,
        };
        let sent = dav.upload(request(&mine)).await.unwrap().entry.revision;
        let again = dav.upload(request(&mine)).await.unwrap().entry.revision;
        assert_eq!(again, sent, "{}", kind.name());
        let refused = dav.upload(request(&other)).await.unwrap_err();
        assert_eq!(refused.kind, ErrorKind::Changed, "{}", kind.name());
        assert_eq!(bytes(&dav, &file).await, b"number two");
    }
}
