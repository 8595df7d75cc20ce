//! Writing bytes.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use damson_core::ByteCount;
use tokio::sync::Notify;

use super::{
    Case, Outcome, case,
    setting::{
        Counted, Setting, Stalled, Unsealed, WatchedLedger, assert_kind, new_asset, noise, source,
        version,
    },
};
use crate::{AssetKind, ErrorKind, Expect, KeptLedger, UploadRequest};

pub(super) const CASES: &[Case] = &[
    case!("tells what it uploaded", [], tells_what_it_uploaded),
    case!("uploads in several parts", [], uploads_in_several_parts),
    case!(
        "a first upload never overwrites",
        [],
        a_first_upload_never_overwrites
    ),
    case!("an upload needs its folder", [], an_upload_needs_its_folder),
    case!(
        "replaces what is as expected",
        [],
        replaces_what_is_as_expected
    ),
    case!(
        "keeps the former state as a version",
        [Versions],
        keeps_the_former_state
    ),
    case!(
        "never replaces what has changed",
        [],
        never_replaces_what_has_changed
    ),
    case!(
        "a further version needs a first",
        [],
        a_further_version_needs_a_first
    ),
    case!(
        "a file that changed is not uploaded",
        [],
        a_file_that_changed_is_not_uploaded
    ),
    case!(
        "progress grows up to the end",
        [],
        progress_grows_up_to_the_end
    ),
    case!(
        "an upload that is given up leaves nothing",
        [],
        given_up_leaves_nothing
    ),
    case!(
        "goes on after a restart",
        [ResumableUpload],
        goes_on_after_a_restart
    ),
    case!("a reader can't write", [Reader], a_reader_cant_write),
];

async fn tells_what_it_uploaded(s: &Setting<'_>) -> Outcome {
    let uploaded = s.put("a.txt", b"some words").await?;
    assert_eq!(uploaded.entry.path, s.at("a.txt"));
    assert_eq!(uploaded.entry.kind, AssetKind::Asset);
    assert!(!uploaded.versioned, "there was no former state");
    let told = &uploaded.entry.revision;
    let read = s.first.stat(&s.at("a.txt")).await?.revision;
    assert_ne!(
        told.compare(&read),
        damson_core::Sameness::Different,
        "{told:?} and {read:?}"
    );
    Ok(())
}

async fn uploads_in_several_parts(s: &Setting<'_>) -> Outcome {
    let content = noise(3, s.fixture.several_parts());
    s.put("big.bin", &content).await?;
    s.assert_bytes("big.bin", &content).await
}

async fn a_first_upload_never_overwrites(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"theirs").await?;
    assert_kind(s.put("a.txt", b"mine, longer").await, &ErrorKind::Exists);
    s.assert_bytes("a.txt", b"theirs").await
}

async fn an_upload_needs_its_folder(s: &Setting<'_>) -> Outcome {
    assert_kind(s.put("nowhere/a.txt", b"mine").await, &ErrorKind::NotFound);
    s.assert_absent("nowhere").await;
    Ok(())
}

async fn replaces_what_is_as_expected(s: &Setting<'_>) -> Outcome {
    let before = s.put("a.txt", b"one").await?.entry.revision;
    let after = s
        .replace("a.txt", b"number two", None)
        .await?
        .entry
        .revision;
    assert_eq!(before.compare(&after), damson_core::Sameness::Different);
    s.assert_bytes("a.txt", b"number two").await?;
    assert_eq!(s.names_in(&s.root).await?, ["a.txt"]);
    Ok(())
}

async fn keeps_the_former_state(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    let uploaded = s
        .replace("a.txt", b"number two", Some("brighter sky"))
        .await?;
    assert!(uploaded.versioned);
    let versions = s.first.versions(&s.at("a.txt")).await?;
    assert!(!versions.is_empty(), "the former state is a version");
    if s.capability.version_comments {
        assert_eq!(versions[0].comment.as_deref(), Some("brighter sky"));
    }
    Ok(())
}

async fn never_replaces_what_has_changed(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    let stale = s.expect("a.txt").await?;
    s.replace("a.txt", b"theirs, in the meantime", None).await?;
    let (path, mine) = (s.at("a.txt"), source(b"mine"));
    assert_kind(
        s.first.upload(version(&path, &mine, &stale)).await,
        &ErrorKind::Changed,
    );
    s.assert_bytes("a.txt", b"theirs, in the meantime").await
}

async fn a_further_version_needs_a_first(s: &Setting<'_>) -> Outcome {
    let (path, mine) = (s.at("a.txt"), source(b"mine"));
    let refused = s
        .first
        .upload(version(&path, &mine, &Expect::default()))
        .await;
    let kind = refused.expect_err("there is nothing to replace").kind;
    assert!(
        matches!(kind, ErrorKind::NotFound | ErrorKind::Changed),
        "{kind:?}"
    );
    s.assert_absent("a.txt").await;
    Ok(())
}

async fn a_file_that_changed_is_not_uploaded(s: &Setting<'_>) -> Outcome {
    let (fresh, torn) = (s.at("new.txt"), Unsealed(source(b"half of two states")));
    assert_kind(
        s.first.upload(new_asset(&fresh, &torn)).await,
        &ErrorKind::LocalFile,
    );
    s.assert_absent("new.txt").await;
    s.put("a.txt", b"one").await?;
    let (path, expect) = (s.at("a.txt"), s.expect("a.txt").await?);
    assert_kind(
        s.first.upload(version(&path, &torn, &expect)).await,
        &ErrorKind::LocalFile,
    );
    s.assert_bytes("a.txt", b"one").await
}

async fn progress_grows_up_to_the_end(s: &Setting<'_>) -> Outcome {
    let content = noise(4, s.fixture.several_parts());
    let (path, source, ledger) = (s.at("big.bin"), source(&content), KeptLedger::default());
    let request = UploadRequest {
        ledger: &ledger,
        ..new_asset(&path, &source)
    };
    s.first.upload(request).await?;
    let told = ledger.told();
    assert!(told.is_sorted(), "progress never falls: {told:?}");
    assert_eq!(told.last(), Some(&ByteCount(content.len() as u64)));
    Ok(())
}

async fn given_up_leaves_nothing(s: &Setting<'_>) -> Outcome {
    let ledger = WatchedLedger::default();
    interrupted(s, "big.bin", 5, &ledger).await;
    s.assert_absent("big.bin").await;
    // A server may stumble over what is removed while it lists: then it is asked again.
    let mut looks = 0;
    let names = loop {
        match s.names_in(&s.root).await {
            Err(error) if error.kind == ErrorKind::Unavailable && looks < 5 => looks += 1,
            other => break other?,
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    assert!(names.is_empty());
    Ok(())
}

async fn goes_on_after_a_restart(s: &Setting<'_>) -> Outcome {
    let ledger = WatchedLedger::default();
    interrupted(s, "big.bin", 6, &ledger).await;
    assert!(
        ledger.kept.state().is_some(),
        "what is needed to go on was kept"
    );
    let content = noise(6, s.fixture.several_parts());
    let counted = Counted {
        bytes: source(&content),
        read: AtomicU64::new(0),
    };
    let path = s.at("big.bin");
    s.first
        .upload(UploadRequest {
            ledger: &ledger,
            ..new_asset(&path, &counted)
        })
        .await?;
    let again = counted.read.load(Ordering::Relaxed);
    assert!(
        again < content.len() as u64,
        "all {again} bytes were sent again"
    );
    s.assert_bytes("big.bin", &content).await
}

async fn a_reader_cant_write(s: &Setting<'_>) -> Outcome {
    s.put("a.txt", b"one").await?;
    let reader = s.fixture.reader().expect("the case needs a reader");
    let (path, mine, expect) = (s.at("a.txt"), source(b"mine"), s.expect("a.txt").await?);
    let (fresh, folder) = (s.at("b.txt"), s.at("folder"));
    assert_kind(
        reader.upload(version(&path, &mine, &expect)).await,
        &ErrorKind::Forbidden,
    );
    assert_kind(
        reader.upload(new_asset(&fresh, &mine)).await,
        &ErrorKind::Forbidden,
    );
    assert_kind(
        reader.make_folder(&folder, "folder").await,
        &ErrorKind::Forbidden,
    );
    assert_kind(
        reader.rename(&path, &fresh, &expect).await,
        &ErrorKind::Forbidden,
    );
    assert_kind(reader.remove(&path, &expect).await, &ErrorKind::Forbidden);
    assert_eq!(s.names_in(&s.root).await?, ["a.txt"]);
    s.assert_bytes("a.txt", b"one").await
}

/// An upload that ends with the process after most of the bytes were sent.
async fn interrupted(s: &Setting<'_>, name: &str, seed: u64, ledger: &WatchedLedger) {
    let content = noise(seed, s.fixture.several_parts());
    let until = content.len() as u64 / 12 * 11;
    let reached = Notify::new();
    let stalled = Stalled {
        bytes: source(&content),
        until,
        ledger,
        reached,
    };
    let path = s.at(name);
    let request = UploadRequest {
        ledger,
        ..new_asset(&path, &stalled)
    };
    tokio::select! {
        ended = s.first.upload(request) => panic!("ended without its bytes: {ended:?}"),
        () = stalled.reached.notified() => {}
    }
}
