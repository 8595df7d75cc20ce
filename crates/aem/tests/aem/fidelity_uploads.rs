//! Uploads where documents and sources that are not ours say how AEM answers; each both ways.

use std::sync::Arc;

use damson_aem::{Aem, Config, Credentials, UploadMethod, connect};
use damson_demo_server::{Personality, Switches, switches::NoDirectUpload};
use damson_remote::{
    BytesSource, ErrorKind, Expect, Remote, Result, Retry, UploadRequest, Uploaded,
    wrap::{Options, stack},
};

use crate::setup::{BOTH, Dam, Ledger, expect, noise, path, upload, upload_with};

/// As an upload without a comment, through the decorators that the app has around a connector.
async fn save(
    aem: &dyn Remote,
    at: &str,
    bytes: &[u8],
    replaces: Option<&Expect>,
) -> Result<Uploaded> {
    let (at, ledger) = (path(at), Ledger::default());
    let source = BytesSource(bytes.to_vec().into());
    aem.upload(UploadRequest {
        path: &at,
        source: &source,
        replaces,
        comment: None,
        title: None,
        ledger: &ledger,
    })
    .await
}

fn decorated(aem: Aem) -> Arc<dyn Remote> {
    stack(Arc::new(aem), Options::default())
}

async fn shoot(personality: Personality, change: impl FnOnce(&mut Switches)) -> Dam {
    let dam = Dam::with(personality, change).await;
    dam.server.put_folder(&path("shoot")).unwrap();
    dam
}

/// 6.5 without a cloud store has `/platform`, and answers the beginning of an upload with a list.
#[tokio::test]
async fn without_direct_upload_the_form_takes_it_whatever_is_answered() {
    for refusal in [NoDirectUpload::SixFiveArray, NoDirectUpload::SdkFiles] {
        for without_link in [true, false] {
            let dam = shoot(Personality::Aem65, |switches| {
                switches.direct_upload_refusal = refusal;
                switches.platform_without_link = without_link;
            })
            .await;
            let jane = dam.log_in("jane").await;
            assert!(!jane.capability().resumable_upload);
            dam.said();
            upload(&jane, &path("shoot/a.psd"), b"one", None)
                .await
                .unwrap();
            let said = dam.said();
            assert!(
                !said.iter().any(|line| line.contains("initiateUpload")),
                "an absent link is no direct upload: {said:?}"
            );
        }
        // Where a dispatcher hides `/platform`, the first upload shows it.
        let dam = shoot(Personality::Aem65, |switches| {
            switches.direct_upload_refusal = refusal;
            switches.fault_path = "/platform".to_owned();
            switches.forbidden_next = 1;
        })
        .await;
        let jane = dam.log_in("jane").await;
        assert!(jane.capability().resumable_upload, "not known yet");
        upload(&jane, &path("shoot/a.psd"), b"one", None)
            .await
            .unwrap();
        assert!(!jane.capability().resumable_upload, "{refusal:?}");
        assert_eq!(dam.server.read(&path("shoot/a.psd")).unwrap(), b"one");
    }
}

/// One save is one version of the same asset: by the documented update of a binary, or by a form,
/// which keeps the state before by itself.
#[tokio::test]
async fn one_save_on_65_is_one_version_and_the_same_asset() {
    for (way, keeps, blocked) in [
        (UploadMethod::Auto, true, false),
        (UploadMethod::Auto, false, false),
        (UploadMethod::Auto, true, true),
        (UploadMethod::Classic, true, false),
        (UploadMethod::Classic, false, false),
    ] {
        let dam = shoot(Personality::Aem65, |switches| {
            switches.createasset_versions = keeps;
            // Only the listing of the Assets API is let through.
            switches.api_binary = Some(!blocked);
        })
        .await;
        let at = path("shoot/a.psd");
        dam.server.put_asset(&at, b"0", "jane").unwrap();
        dam.server
            .set_metadata(&at, "dc:title", "Hero", "jane")
            .unwrap();
        let id = dam.server.uuid(&at);
        let config = Config {
            upload: way,
            ..dam.config()
        };
        let jane = connect(config, dam.credentials("jane")).await.unwrap();
        jane.lock(&at).await.unwrap();
        let mut kept = Vec::new();
        for text in ["11", "222", "4444"] {
            let known = expect(&jane, &at).await;
            let saved = save(&jane, "shoot/a.psd", text.as_bytes(), Some(&known))
                .await
                .unwrap();
            assert!(saved.versioned);
            kept.push(dam.server.versions(&at).len());
        }
        // What a form does is not found out by losing a state: the first one is kept twice.
        let by_form = way == UploadMethod::Classic || blocked;
        let expected = if by_form && keeps {
            [2, 3, 4]
        } else {
            [1, 2, 3]
        };
        assert_eq!(kept, expected, "{way:?} keeps by itself: {keeps}");
        let sizes: std::collections::BTreeSet<_> = dam
            .server
            .versions(&at)
            .iter()
            .map(|kept| kept.size)
            .collect();
        assert_eq!(sizes.into_iter().collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(dam.server.uuid(&at), id, "the asset is the same");
        assert_eq!(dam.server.holder(&at).as_deref(), Some("jane"));
        assert_eq!(dam.server.shown_title(&at).as_deref(), Some("Hero"));
    }
}

/// Cloud Service: what one node doesn't know yet is asked for again, and direct upload stays.
#[tokio::test]
async fn a_passing_404_is_waited_for_and_costs_no_way_of_sending() {
    for times in [1, 3] {
        let dam = shoot(Personality::Cloud, |_| {}).await;
        let jane = decorated(dam.log_in("jane").await);
        dam.server
            .set_switches(|switches| switches.upload_missing_next = times);
        save(&*jane, "shoot/a.psd", b"one", None).await.unwrap();
        assert!(jane.capability().resumable_upload);
        assert_eq!(dam.server.read(&path("shoot/a.psd")).unwrap(), b"one");
        dam.server
            .set_switches(|switches| switches.upload_missing_next = times);
        let known = Expect {
            revision: Some(jane.stat(&path("shoot/a.psd")).await.unwrap().revision),
            token: None,
        };
        save(&*jane, "shoot/a.psd", b"other", Some(&known))
            .await
            .unwrap();
        assert_eq!(dam.server.read(&path("shoot/a.psd")).unwrap(), b"other");
        let said = dam.said();
        let other = said.iter().find(|line| {
            line.contains("createasset") || line.starts_with("POST /api/assets/shoot/a")
        });
        assert_eq!(other, None);
    }
}

/// The parts of a large file are not sent again because completing it was answered 404.
#[tokio::test]
async fn what_was_sent_is_kept_over_a_passing_404() {
    let dam = shoot(Personality::Cloud, |switches| {
        switches.min_part_size = 100_000;
    })
    .await;
    let aem = dam.log_in("jane").await;
    let (at, ledger) = (path("shoot/a.bin"), Ledger::default());
    let source = crate::setup::Hashed::new(noise(1_000_000));
    dam.server.set_switches(|switches| {
        switches.fault_path = "completeUpload".to_owned();
        switches.unavailable_next = 1;
    });
    let broken = upload_with(&aem, &at, &source, None, &ledger).await;
    assert_eq!(broken.unwrap_err().kind, ErrorKind::Unavailable);
    dam.server.set_switches(|switches| {
        switches.upload_missing_next = 2;
    });
    let jane = decorated(aem);
    jane.upload(UploadRequest {
        path: &at,
        source: &source,
        replaces: None,
        comment: None,
        title: None,
        ledger: &ledger,
    })
    .await
    .unwrap();
    let parts = dam
        .said()
        .iter()
        .filter(|line| line.starts_with("PUT "))
        .count();
    assert_eq!(parts, 10, "each part once");
}

/// A folder that was made a moment ago and that other nodes don't know yet.
#[tokio::test]
async fn files_go_into_a_folder_that_appears_late() {
    let dam = shoot(Personality::Cloud, |switches| {
        switches.folder_appears_after_ms = 1_500;
    })
    .await;
    let jane = decorated(dam.log_in("jane").await);
    jane.make_folder(&path("shoot/new"), "New").await.unwrap();
    jane.make_folder(&path("shoot/new/inner"), "Inner")
        .await
        .unwrap();
    save(&*jane, "shoot/new/a.psd", b"one", None).await.unwrap();
    assert_eq!(dam.server.read(&path("shoot/new/a.psd")).unwrap(), b"one");
    // 6.5 has one node: what is missing there is missing.
    let dam = shoot(Personality::Aem65, |_| {}).await;
    let jane = dam.log_in("jane").await;
    let missing = save(&jane, "shoot/new/a.psd", b"one", None)
        .await
        .unwrap_err();
    assert_eq!(
        (missing.kind, missing.retry),
        (ErrorKind::NotFound, Retry::Never)
    );
}

/// 409 of the duplicate detection: the bytes are there all the same.
#[tokio::test]
async fn a_duplicate_is_stored_and_a_type_can_be_refused() {
    for detects in [true, false] {
        let dam = shoot(Personality::Aem65, |switches| {
            switches.detects_duplicates = detects;
            switches.refused_types = vec!["application/zip".to_owned()];
        })
        .await;
        let jane = dam.log_in("jane").await;
        upload(&jane, &path("shoot/a.psd"), b"same", None)
            .await
            .unwrap();
        upload(&jane, &path("shoot/b.psd"), b"same", None)
            .await
            .unwrap();
        assert_eq!(dam.server.read(&path("shoot/b.psd")).unwrap(), b"same");
        let known = expect(&jane, &path("shoot/b.psd")).await;
        upload(&jane, &path("shoot/b.psd"), b"other", Some(&known))
            .await
            .unwrap();
        let again = upload(&jane, &path("shoot/b.psd"), b"same", None)
            .await
            .unwrap_err();
        assert_eq!(again.kind, ErrorKind::Exists);
        let refused = upload(&jane, &path("shoot/a.zip"), b"PK", None)
            .await
            .unwrap_err();
        assert_eq!(refused.kind, ErrorKind::NameRefused, "{refused:?}");
        assert!(!dam.server.exists(&path("shoot/a.zip")));
    }
}

/// The server puts pieces together in its own time; nothing is sent twice for that.
#[tokio::test]
async fn pieces_are_put_together_later() {
    for (late, replaces) in [(0, false), (5, false), (5, true)] {
        let dam = shoot(Personality::Aem65, |_| {}).await;
        let config = Config {
            chunk_above: 1_000_000,
            chunk_size: 1_000_000,
            ..dam.config()
        };
        let jane = connect(config, dam.credentials("jane")).await.unwrap();
        let at = path("shoot/a.bin");
        if replaces {
            dam.server.put_asset(&at, b"before", "jane").unwrap();
        }
        let known = if replaces {
            Some(expect(&jane, &at).await)
        } else {
            None
        };
        let jane = decorated(jane);
        dam.said();
        dam.server
            .set_switches(|switches| switches.chunks_merge_after = late);
        let all = noise(2_500_000);
        let source = crate::setup::Hashed::new(all.clone());
        let ledger = Ledger::default();
        let request = UploadRequest {
            path: &at,
            source: &source,
            replaces: known.as_ref(),
            comment: None,
            title: None,
            ledger: &ledger,
        };
        let uploaded = jane.upload(request).await.unwrap();
        assert_eq!(uploaded.entry.path, at);
        assert!(dam.server.read(&at).unwrap() == all);
        let pieces = dam.said();
        let pieces = pieces
            .iter()
            .filter(|line| line.contains(".createasset.html"));
        assert_eq!(pieces.count(), 3, "late by {late}");
    }
}

/// A form that is streamed can lack a token too, and goes once more from its start.
#[tokio::test]
async fn a_streamed_upload_gets_its_csrf_token() {
    for way in [UploadMethod::Classic, UploadMethod::AssetsApi] {
        let dam = shoot(Personality::Aem65, |_| {}).await;
        let config = Config {
            upload: way,
            ..dam.config()
        };
        let jane = connect(config, dam.credentials("jane")).await.unwrap();
        let bytes = noise(700_000);
        for fault in ["createasset", "/api/assets/shoot"] {
            dam.server.set_switches(|switches| {
                switches.fault_path = fault.to_owned();
                switches.forbidden_next = 1;
            });
            let at = format!("shoot/{}.bin", fault.len());
            upload(&jane, &path(&at), &bytes, None).await.unwrap();
            assert!(dam.server.read(&path(&at)).unwrap() == bytes);
            dam.server
                .set_switches(|switches| switches.forbidden_next = 0);
        }
    }
}

/// Names and comments of every alphabet, to a Sling that takes what isn't said for ISO-8859-1.
#[tokio::test]
async fn names_of_every_alphabet_arrive_as_they_are() {
    for personality in BOTH {
        for latin1 in [false, true] {
            let dam = shoot(personality, |switches| switches.forms_latin1 = latin1).await;
            let jane = dam.log_in("jane").await;
            for name in ["이두吏讀.jpg", "Größe é.psd", "Ωμέγα.psd"] {
                let at = path("shoot").join(name).unwrap();
                upload(&jane, &at, b"one", None).await.unwrap();
                assert_eq!(
                    dam.server.read(&at).unwrap(),
                    b"one",
                    "{personality:?} {latin1}"
                );
                let found = jane.stat_many(std::slice::from_ref(&at)).await.unwrap();
                assert_eq!(found.len(), 1);
                jane.lock(&at).await.unwrap();
            }
            let all = jane
                .search(
                    &damson_remote::Search {
                        text: "größe".to_owned(),
                        ..damson_remote::Search::default()
                    },
                    None,
                )
                .await
                .unwrap();
            assert_eq!(all.items.len(), 1, "{personality:?} {latin1}");
        }
    }
}

/// What a changed answer of a completed upload or a move may not hide: that it happened.
#[tokio::test]
async fn a_page_is_an_answer_and_a_login_page_is_none() {
    for personality in BOTH {
        for html in [true, false] {
            let dam = shoot(personality, |switches| switches.writes_answer_html = html).await;
            let jane = dam.log_in("jane").await;
            upload(&jane, &path("shoot/a.psd"), b"one", None)
                .await
                .unwrap();
            jane.make_folder(&path("done"), "Done").await.unwrap();
            let anything = Expect::default();
            jane.rename(&path("shoot/a.psd"), &path("done/b.psd"), &anything)
                .await
                .unwrap();
            jane.copy(&path("done/b.psd"), &path("done/c.psd"))
                .await
                .unwrap();
            jane.remove(&path("done/b.psd"), &anything).await.unwrap();
            assert!(dam.server.exists(&path("done/c.psd")));
            dam.server.set_switches(|switches| {
                switches.fault_path = "/api/assets/done/c.psd".to_owned();
                switches.html_next = 1;
            });
            let refused = jane
                .remove(&path("done/c.psd"), &anything)
                .await
                .unwrap_err();
            assert_eq!(refused.kind, ErrorKind::LoginNeeded);
            assert!(dam.server.exists(&path("done/c.psd")));
        }
    }
}

/// AEM says that all went well where the right to make a folder is missing.
#[tokio::test]
async fn a_folder_that_was_not_made_is_not_claimed() {
    for says_200 in [true, false] {
        let dam = shoot(Personality::Aem65, |switches| {
            switches.folder_refused_with_200 = says_200;
        })
        .await;
        let reader = connect(
            dam.config(),
            Credentials::Password {
                user: "reader".into(),
                password: "reader".into(),
            },
        )
        .await
        .unwrap();
        let refused = reader
            .make_folder(&path("shoot/new"), "New")
            .await
            .unwrap_err();
        assert_eq!(refused.kind, ErrorKind::Forbidden, "{says_200}");
    }
}
