//! The in-memory server's own controls: what the conformance suite can't see.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use bytes::Bytes;
use damson_core::{DamPath, Lock, Sameness};
use damson_remote::{
    BytesSource, ErrorKind, Expect, KeptLedger, NoLedger, Read, Remote as _, UploadRequest, Verb,
    memory::{HashMode, MemoryServer},
};
use futures::TryStreamExt as _;

fn path(text: &str) -> DamPath {
    DamPath::parse(text).unwrap()
}

fn replacing<'a>(
    path: &'a DamPath,
    source: &'a BytesSource,
    expect: &'a Expect,
) -> UploadRequest<'a> {
    UploadRequest {
        path,
        source,
        replaces: Some(expect),
        comment: Some("brighter"),
        title: None,
        ledger: &NoLedger,
    }
}

#[tokio::test]
async fn an_edit_that_lands_while_the_last_byte_travels_is_not_overwritten() {
    let server = MemoryServer::new();
    server.write("shoot/a.psd", "one");
    let jane = server.login("jane");
    let (asset, mine) = (
        path("shoot/a.psd"),
        BytesSource(Bytes::from_static(b"mine")),
    );
    let expect = Expect {
        revision: Some(jane.stat(&asset).await.unwrap().revision),
        token: None,
    };
    server.before_next(Verb::Upload, |server| server.write("shoot/a.psd", "theirs"));

    let failed = jane
        .upload(replacing(&asset, &mine, &expect))
        .await
        .unwrap_err();

    assert_eq!(failed.kind, ErrorKind::Changed);
    assert_eq!(server.read("shoot/a.psd").unwrap(), "theirs");
    assert_eq!(server.count(Verb::Upload, "shoot/a.psd"), 1);
}

#[tokio::test]
async fn a_hash_that_comes_late_is_no_other_revision() {
    for mode in [HashMode::Late, HashMode::StaleWhileProcessing] {
        let server = MemoryServer::new();
        server.write("a.psd", "one");
        server.set_hash_mode(mode);
        server.write("a.psd", "two");
        let before = server.revision("a.psd").unwrap();
        assert!(server.entry("a.psd", "jane").unwrap().processing);
        server.finish_processing();
        let after = server.revision("a.psd").unwrap();
        assert_ne!(before.content, after.content);
        assert_eq!(before.compare(&after), Sameness::Same);
    }
}

#[tokio::test]
async fn locks_with_tokens_expire_and_want_their_token() {
    let server = MemoryServer::new();
    server.set_expiring_locks(Duration::from_mins(1));
    server.write("a.psd", "one");
    let (jane, asset) = (server.login("jane"), path("a.psd"));
    let token = jane.lock(&asset).await.unwrap().token;
    let source = BytesSource(Bytes::from_static(b"two"));
    let bare = Expect::default();
    let refused = jane
        .upload(replacing(&asset, &source, &bare))
        .await
        .unwrap_err();
    assert!(matches!(refused.kind, ErrorKind::Locked { .. }));
    let proven = Expect {
        revision: None,
        token: token.clone(),
    };
    jane.upload(replacing(&asset, &source, &proven))
        .await
        .unwrap();
    server.pass(Duration::from_secs(61));
    assert_eq!(jane.stat(&asset).await.unwrap().lock, Lock::Free);
    let late = jane
        .refresh_lock(&asset, &token.unwrap())
        .await
        .unwrap_err();
    assert_eq!(late.kind, ErrorKind::Changed);
}

#[tokio::test]
async fn an_unfinished_upload_is_invisible_and_goes_on() {
    let server = MemoryServer::new();
    server.set_chunk_size(4);
    let (jane, asset, ledger) = (server.login("jane"), path("a.psd"), KeptLedger::default());
    let source = BytesSource(Bytes::from_static(b"0123456789"));
    let request = UploadRequest {
        path: &asset,
        source: &source,
        replaces: None,
        comment: None,
        title: None,
        ledger: &ledger,
    };
    {
        let mut upload = jane.upload(request.clone());
        // Two turns: the upload yields after each chunk.
        assert!(futures::poll!(&mut upload).is_pending());
        assert!(futures::poll!(&mut upload).is_pending());
    }
    assert!(!server.exists("a.psd"));
    assert_eq!(server.unfinished_uploads(), 1);
    jane.upload(request).await.unwrap();
    assert_eq!(server.read("a.psd").unwrap(), "0123456789");
    let told: Vec<u64> = ledger.told().iter().map(|count| count.0).collect();
    assert_eq!(told, [0, 4, 8, 10]);
    assert_eq!(server.ever_written().len(), 1);
}

#[tokio::test]
async fn a_body_comes_in_chunks() {
    let server = MemoryServer::new();
    server.set_chunk_size(2);
    server.write("a.psd", "12345");
    let body = server
        .login("jane")
        .read(&path("a.psd"), Read::default())
        .await
        .unwrap();
    let chunks: Vec<Bytes> = body.stream.try_collect().await.unwrap();
    assert_eq!(chunks, ["12", "34", "5"]);
}

#[tokio::test]
async fn without_a_session_or_a_network_nothing_goes() {
    let server = MemoryServer::new();
    let jane = server.login("jane");
    server.set_offline(true);
    assert_eq!(jane.who_am_i().await.unwrap_err().kind, ErrorKind::Offline);
    server.set_offline(false);
    server.log_out("jane");
    assert_eq!(
        jane.who_am_i().await.unwrap_err().kind,
        ErrorKind::LoginNeeded
    );
    assert_eq!(server.login("jane").who_am_i().await.unwrap().id, "jane");
}
