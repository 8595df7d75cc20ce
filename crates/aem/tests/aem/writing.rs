//! Uploads in every way, and what moves.

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicBool, Ordering},
};

use damson_aem::{Config, UploadMethod, connect};
use damson_core::{ByteCount, Revision};
use damson_demo_server::{Personality, switches::NoDirectUpload};
use damson_remote::{AssetKind, BytesSource, Error, ErrorKind, Expect, Read, Remote as _, Source};

use crate::setup::{BOTH, Dam, Hashed, Ledger, expect, noise, path, upload, upload_with};

#[tokio::test]
async fn every_way_of_sending_keeps_the_former_state() {
    let ways = [
        (Personality::Aem65, UploadMethod::Auto),
        (Personality::Aem65, UploadMethod::Classic),
        (Personality::Aem65, UploadMethod::AssetsApi),
        (Personality::Cloud, UploadMethod::Auto),
        (Personality::Cloud, UploadMethod::Direct),
    ];
    for (personality, way) in ways {
        let dam = Dam::start(personality).await;
        dam.server.put_folder(&path("shoot")).unwrap();
        let config = Config {
            upload: way,
            ..dam.config()
        };
        let jane = connect(config, dam.credentials("jane")).await.unwrap();
        let at = path("shoot/äöü (1).psd");
        let first = upload(&jane, &at, b"first", None).await.unwrap();
        assert!(!first.versioned);
        assert_eq!(dam.server.read(&at).unwrap(), b"first", "{way:?}");
        let again = upload(&jane, &at, b"other", None).await.unwrap_err();
        assert_eq!(again.kind, ErrorKind::Exists);
        let known = expect(&jane, &at).await;
        let second = upload(&jane, &at, b"second", Some(&known)).await.unwrap();
        assert!(second.versioned);
        assert_eq!(second.entry.revision.size, Some(ByteCount(6)));
        assert_eq!(dam.server.read(&at).unwrap(), b"second");
        let kept = dam.server.versions(&at);
        let commented = kept.iter().filter(|kept| kept.comment == "retouched");
        // That of the first upload has a version of its own.
        assert_eq!(commented.count(), 2, "{way:?}");
        assert!(kept.iter().all(|kept| kept.size == 5), "{way:?} {kept:?}");
        let stale = upload(&jane, &at, b"third", Some(&known))
            .await
            .unwrap_err();
        assert_eq!(stale.kind, ErrorKind::Changed);
        assert_eq!(dam.server.read(&at).unwrap(), b"second");
        dam.assert_store_saw_no_secret();
    }
}

#[tokio::test]
async fn every_refusal_of_direct_upload_leads_to_the_form() {
    for refusal in [
        NoDirectUpload::S404,
        NoDirectUpload::S405,
        NoDirectUpload::S501,
        NoDirectUpload::Html,
        NoDirectUpload::EmptyJson,
        NoDirectUpload::SixFiveArray,
        NoDirectUpload::SdkFiles,
    ] {
        let dam = Dam::with(Personality::Aem65, |switches| {
            switches.direct_upload_refusal = refusal;
        })
        .await;
        dam.server.put_folder(&path("shoot")).unwrap();
        let jane = dam.log_in("jane").await;
        upload(&jane, &path("shoot/a.psd"), b"one", None)
            .await
            .unwrap();
        assert!(!jane.capability().resumable_upload);
        assert_eq!(dam.server.read(&path("shoot/a.psd")).unwrap(), b"one");
    }
}

#[tokio::test]
async fn a_large_file_goes_up_in_pieces_and_in_parts() {
    let all = noise(5_000_000);
    for personality in BOTH {
        let dam = Dam::with(personality, |switches| switches.min_part_size = 1_000_000).await;
        dam.server.put_folder(&path("shoot")).unwrap();
        let config = Config {
            chunk_above: 1_000_000,
            chunk_size: 1_500_000,
            ..dam.config()
        };
        let jane = connect(config, dam.credentials("jane")).await.unwrap();
        let ledger = Ledger::default();
        let at = path("shoot/a.bin");
        let source = Hashed::new(all.clone());
        upload_with(&jane, &at, &source, None, &ledger)
            .await
            .unwrap();
        assert!(dam.server.read(&at).unwrap() == all);
        let told = ledger.told.lock().unwrap();
        assert!(told.is_sorted(), "progress goes forward");
        assert_eq!(told.last(), Some(&5_000_000));
        let said = dam.said();
        let (verb, count) = match personality {
            Personality::Aem65 => ("POST /content/dam/shoot.createasset.html", 4),
            Personality::Cloud => ("PUT ", 5),
        };
        assert_eq!(
            said.iter().filter(|line| line.starts_with(verb)).count(),
            count,
            "{said:?}"
        );
    }
}

#[tokio::test]
async fn sixty_four_megabytes_pass_through() {
    for personality in BOTH {
        let dam = Dam::start(personality).await;
        dam.server.put_folder(&path("shoot")).unwrap();
        let config = Config {
            chunk_above: u64::MAX,
            ..dam.config()
        };
        let jane = connect(config, dam.credentials("jane")).await.unwrap();
        let at = path("shoot/big.bin");
        let source = Hashed::new(noise(64 * 1024 * 1024));
        let uploaded = upload_with(&jane, &at, &source, None, &Ledger::default())
            .await
            .unwrap();
        let digest = source.digest().unwrap();
        let same = uploaded.entry.revision.holds(digest, source.length());
        assert_eq!(same, damson_core::Sameness::Same);
    }
}

/// Bytes that can be read up to a limit, as when the disk goes away.
#[derive(Debug)]
struct Breaking {
    inner: Hashed,
    from: u64,
    mended: AtomicBool,
}

#[async_trait::async_trait]
impl Source for Breaking {
    fn length(&self) -> ByteCount {
        self.inner.length()
    }

    fn digest(&self) -> Option<&damson_core::Digest> {
        self.inner.digest()
    }

    async fn read_at(&self, offset: u64, most: usize) -> damson_remote::Result<bytes::Bytes> {
        if offset + most as u64 > self.from && !self.mended.load(Ordering::Relaxed) {
            return Err(Error::new(ErrorKind::LocalFile));
        }
        self.inner.read_at(offset, most).await
    }

    async fn seal(&self) -> damson_remote::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_broken_upload_counts_for_nothing_and_goes_on_where_it_was() {
    for personality in BOTH {
        let dam = Dam::with(personality, |switches| switches.min_part_size = 100_000).await;
        let at = path("shoot/a.bin");
        dam.server.put_asset(&at, b"one", "jane").unwrap();
        let jane = dam.log_in("jane").await;
        let known = expect(&jane, &at).await;
        let source = Breaking {
            inner: Hashed::new(noise(1_000_000)),
            from: 900_000,
            mended: AtomicBool::new(false),
        };
        let ledger = Ledger::default();
        let error = upload_with(&jane, &at, &source, Some(&known), &ledger)
            .await
            .unwrap_err();
        assert_eq!(error.kind, ErrorKind::LocalFile);
        assert_eq!(dam.server.read(&at).unwrap(), b"one");
        source.mended.store(true, Ordering::Relaxed);
        dam.server.forget_requests();
        upload_with(&jane, &at, &source, Some(&known), &ledger)
            .await
            .unwrap();
        assert!(dam.server.read(&at).unwrap() == source.inner.bytes.0);
        if personality == Personality::Cloud {
            let state = ledger.state.lock().unwrap().clone().unwrap();
            assert!(!state.contains("Bearer"));
            let said = dam.said();
            // Those that were on their way when it broke may arrive late, and are sent again.
            let parts = said.iter().filter(|line| line.starts_with("PUT "));
            let places: BTreeSet<_> = parts.filter_map(|line| line.split(' ').nth(1)).collect();
            let parts = places.len();
            assert!((1..=4).contains(&parts), "{said:?}");
            let begun = said.iter().any(|line| line.contains("initiateUpload"));
            assert!(!begun, "{said:?}");
        }
    }
}

#[tokio::test]
async fn addresses_that_ended_are_asked_for_again() {
    let dam = Dam::with(Personality::Cloud, |switches| {
        switches.min_part_size = 100_000;
        switches.signed_url_lifetime_s = 0;
    })
    .await;
    dam.server.put_folder(&path("shoot")).unwrap();
    let jane = dam.log_in("jane").await;
    let at = path("shoot/a.bin");
    let source = Hashed::new(noise(300_000));
    let ledger = Ledger::default();
    let error = upload_with(&jane, &at, &source, None, &ledger)
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unavailable);
    dam.server
        .set_switches(|switches| switches.signed_url_lifetime_s = 600);
    upload_with(&jane, &at, &source, None, &ledger)
        .await
        .unwrap();
    assert!(dam.server.exists(&at));
}

#[tokio::test]
async fn an_upload_whose_answer_was_lost_is_recognised() {
    let dam = Dam::start(Personality::Cloud).await;
    dam.server.put_folder(&path("shoot")).unwrap();
    let jane = dam.log_in("jane").await;
    let at = path("shoot/a.bin");
    let source = Hashed::new(noise(1000));
    let ledger = Ledger::default();
    dam.server.set_switches(|switches| {
        switches.fault_path = "completeUpload".to_owned();
        switches.lost_answer_next = 1;
    });
    let error = upload_with(&jane, &at, &source, None, &ledger)
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Offline);
    assert!(dam.server.exists(&at));
    dam.server.forget_requests();
    upload_with(&jane, &at, &source, None, &ledger)
        .await
        .unwrap();
    // Only the comment is left to be kept.
    let said = dam.said();
    let sent = |line: &&String| !line.starts_with("GET ");
    let sent: Vec<&String> = said.iter().filter(sent).collect();
    assert!(
        sent.iter().all(|line| line.contains(".version.html ")),
        "{sent:?}"
    );
}

#[tokio::test]
async fn bytes_that_were_lost_on_the_way_are_noticed() {
    let dam = Dam::start(Personality::Cloud).await;
    dam.server.put_folder(&path("shoot")).unwrap();
    let jane = dam.log_in("jane").await;
    dam.server
        .set_switches(|switches| switches.damaged_upload_next = 1);
    let error = upload(&jane, &path("shoot/a.bin"), &noise(1000), None)
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Corrupt);
}

#[tokio::test]
async fn names_that_the_server_refuses_are_refused_before_anything_is_sent() {
    let dam = Dam::start(Personality::Aem65).await;
    let jane = dam.log_in("jane").await;
    dam.server.forget_requests();
    for name in ["a:b.psd", "a#b.psd", "50%.psd", " a.psd", "a?.psd"] {
        let error = upload(&jane, &path(name), b"x", None).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::NameRefused, "{name}");
    }
    assert!(dam.said().is_empty());
}

#[tokio::test]
async fn an_empty_file_goes_up_or_is_refused_in_words() {
    let dam = Dam::start(Personality::Aem65).await;
    let jane = dam.log_in("jane").await;
    assert!(jane.capability().empty_files);
    upload(&jane, &path("empty.txt"), b"", None).await.unwrap();
    assert_eq!(dam.server.read(&path("empty.txt")).unwrap(), b"");
    let dam = Dam::start(Personality::Cloud).await;
    let jane = dam.log_in("jane").await;
    assert!(!jane.capability().empty_files);
    let error = upload(&jane, &path("empty.txt"), b"", None)
        .await
        .unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unsupported);
}

#[tokio::test]
async fn a_missing_folder_is_a_missing_folder() {
    for personality in BOTH {
        let dam = Dam::start(personality).await;
        let jane = dam.log_in("jane").await;
        let error = upload(&jane, &path("gone/a.psd"), b"x", None)
            .await
            .unwrap_err();
        assert_eq!(error.kind, ErrorKind::NotFound, "{personality:?} {error:?}");
        let error = jane
            .make_folder(&path("gone/new"), "New")
            .await
            .unwrap_err();
        assert_eq!(error.kind, ErrorKind::NotFound, "{personality:?} {error:?}");
    }
}

#[tokio::test]
async fn a_rename_carries_id_lock_and_title() {
    for personality in BOTH {
        let dam = Dam::with(personality, |switches| {
            switches.context_path = "/cms".to_owned();
        })
        .await;
        let from = path("shoot/a.psd");
        let to = path("done/b c.psd");
        dam.server.put_asset(&from, b"one", "jane").unwrap();
        dam.server.put_folder(&path("done")).unwrap();
        let jane = dam.log_in("jane").await;
        jane.lock(&from).await.unwrap();
        let id = dam.server.uuid(&from);
        jane.rename(&from, &to, &Expect::default()).await.unwrap();
        assert!(!dam.server.exists(&from));
        assert_eq!(dam.server.uuid(&to), id);
        let entry = jane.stat(&to).await.unwrap();
        assert!(entry.lock.is_mine());
        assert_eq!(entry.title, None, "the title follows the name");
        dam.server.put_asset(&from, b"two", "jane").unwrap();
        let onto = jane
            .rename(&from, &to, &Expect::default())
            .await
            .unwrap_err();
        assert_eq!(onto.kind, ErrorKind::Exists);
        let nowhere = jane
            .rename(&from, &path("gone/x.psd"), &Expect::default())
            .await;
        assert_eq!(nowhere.unwrap_err().kind, ErrorKind::NotFound);
    }
}

#[tokio::test]
async fn a_copy_is_not_checked_out() {
    for carries in [true, false] {
        let dam = Dam::with(Personality::Aem65, |switches| {
            switches.copy_carries_lock = carries;
        })
        .await;
        let from = path("a.psd");
        let to = path("b.psd");
        dam.server.put_asset(&from, b"one", "jane").unwrap();
        let jane = dam.log_in("jane").await;
        jane.lock(&from).await.unwrap();
        jane.copy(&from, &to).await.unwrap();
        assert_eq!(dam.server.holder(&to), None);
        assert_eq!(dam.server.holder(&from).as_deref(), Some("jane"));
    }
}

#[tokio::test]
async fn a_fragment_has_no_file() {
    let dam = Dam::start(Personality::Aem65).await;
    let at = path("story");
    dam.server.put_fragment(&at, "A story").unwrap();
    let jane = dam.log_in("jane").await;
    assert_eq!(jane.stat(&at).await.unwrap().kind, AssetKind::NoFile);
    let read = jane.read(&at, Read::default()).await;
    assert_eq!(read.unwrap_err().kind, ErrorKind::NoFile);
    let known = Read {
        expect: Some(Revision::default()),
        ..Read::default()
    };
    assert_eq!(
        jane.read(&at, known).await.unwrap_err().kind,
        ErrorKind::NoFile
    );
    dam.server.put_folder(&path("shoot")).unwrap();
    let folder = jane.read(&path("shoot"), Read::default()).await;
    assert_eq!(folder.unwrap_err().kind, ErrorKind::Unsupported);
}

#[tokio::test]
async fn a_restore_keeps_what_it_replaces() {
    for keeps in [true, false] {
        let dam = Dam::with(Personality::Aem65, |switches| {
            switches.restore_keeps_version = keeps;
        })
        .await;
        let at = path("a.psd");
        dam.server.put_asset(&at, b"first", "jane").unwrap();
        dam.server
            .put_version(&at, b"second!", "jane", "v2")
            .unwrap();
        let jane = dam.log_in("jane").await;
        let versions = jane.versions(&at).await.unwrap();
        assert_eq!(versions.len(), 1);
        let body = jane.read_version(&at, &versions[0].id).await.unwrap();
        assert_eq!(crate::setup::bytes(body).await.unwrap(), b"first");
        let known = expect(&jane, &at).await;
        jane.restore(&at, &versions[0].id, &known).await.unwrap();
        assert_eq!(dam.server.read(&at).unwrap(), b"first");
        let kept = dam.server.versions(&at);
        assert!(kept.iter().any(|version| version.size == 7), "{kept:?}");
    }
}

#[tokio::test]
async fn a_file_that_changed_while_it_was_sent_is_not_uploaded() {
    #[derive(Debug)]
    struct Changed(BytesSource);
    #[async_trait::async_trait]
    impl Source for Changed {
        fn length(&self) -> ByteCount {
            self.0.length()
        }
        fn digest(&self) -> Option<&damson_core::Digest> {
            None
        }
        async fn read_at(&self, offset: u64, most: usize) -> damson_remote::Result<bytes::Bytes> {
            self.0.read_at(offset, most).await
        }
        async fn seal(&self) -> damson_remote::Result<()> {
            Err(Error::new(ErrorKind::LocalFile))
        }
    }
    for personality in BOTH {
        let dam = Dam::start(personality).await;
        let at = path("shoot/a.bin");
        dam.server.put_asset(&at, b"one", "jane").unwrap();
        let jane = dam.log_in("jane").await;
        let known = expect(&jane, &at).await;
        for (target, replaces) in [(&at, Some(&known)), (&path("shoot/new.bin"), None)] {
            let source = Changed(BytesSource(noise(600_000).into()));
            let error = upload_with(&jane, target, &source, replaces, &Ledger::default())
                .await
                .unwrap_err();
            assert_eq!(error.kind, ErrorKind::LocalFile);
        }
        assert_eq!(dam.server.read(&at).unwrap(), b"one");
        assert!(!dam.server.exists(&path("shoot/new.bin")));
    }
}

#[tokio::test]
async fn a_version_that_was_not_kept_is_not_claimed() {
    for ignored in [true, false] {
        let dam = Dam::with(Personality::Cloud, |switches| {
            switches.create_version_ignored = ignored;
        })
        .await;
        let at = path("shoot/a.psd");
        dam.server.put_asset(&at, b"first", "jane").unwrap();
        dam.server
            .put_version(&at, b"second", "jane", "v2")
            .unwrap();
        let jane = dam.log_in("jane").await;
        let known = expect(&jane, &at).await;
        let uploaded = upload(&jane, &at, b"third", Some(&known)).await.unwrap();
        assert_eq!(uploaded.versioned, !ignored);
    }
}
