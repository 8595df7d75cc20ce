//! Everything but uploads where documents and sources that are not ours say how AEM answers; each
//! both ways.

use damson_aem::{Credentials, connect};
use damson_core::{DamPath, Revision, Sameness, Timestamp};
use damson_demo_server::{
    Personality, Switches,
    switches::{Processing, VersionDate},
};
use damson_remote::{AssetKind, Change, ErrorKind, Expect, Remote as _, UploadRequest};

use crate::setup::{BOTH, Dam, Ledger, expect, path, upload};

fn password(user: &str) -> Credentials {
    Credentials::Password {
        user: user.into(),
        password: user.into(),
    }
}

/// A dispatcher passes no X-headers unless it is told to: the web interface's own command does it.
#[tokio::test]
async fn what_moves_moves_behind_a_dispatcher() {
    for personality in BOTH {
        for dropped in [true, false] {
            let dam = Dam::with(personality, |switches| switches.drop_x_headers = dropped).await;
            let (from, to) = (path("shoot/ä b.psd"), path("done/c.psd"));
            dam.server.put_asset(&from, b"one", "jane").unwrap();
            dam.server.put_folder(&path("done")).unwrap();
            let id = dam.server.uuid(&from);
            let jane = dam.log_in("jane").await;
            for (from, to) in [(&from, &to), (&to, &from)] {
                jane.rename(from, to, &Expect::default()).await.unwrap();
                assert!(!dam.server.exists(from));
                assert_eq!(dam.server.uuid(to), id);
            }
            jane.copy(&from, &to).await.unwrap();
            jane.rename(&path("done"), &path("past"), &Expect::default())
                .await
                .unwrap();
            assert!(dam.server.exists(&from) && dam.server.exists(&path("past/c.psd")));
            // What is in the way still is, and what is missing too.
            let taken = jane
                .rename(&from, &path("past/c.psd"), &Expect::default())
                .await;
            assert_eq!(taken.unwrap_err().kind, ErrorKind::Exists);
            let nowhere = jane
                .rename(&from, &path("gone/c.psd"), &Expect::default())
                .await;
            assert_eq!(nowhere.unwrap_err().kind, ErrorKind::NotFound);
        }
    }
    let dam = Dam::with(Personality::Aem65, |switches| {
        switches.drop_x_headers = true;
        switches.block_bin = true;
    })
    .await;
    dam.server
        .put_asset(&path("a.psd"), b"one", "jane")
        .unwrap();
    let jane = dam.log_in("jane").await;
    let refused = jane
        .rename(&path("a.psd"), &path("b.psd"), &Expect::default())
        .await;
    let refused = refused.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Unsupported);
    assert!(refused.said.unwrap().contains("clientheaders"));
}

#[tokio::test]
async fn a_technical_account_has_a_secret_and_no_longer_a_key() {
    let dam = Dam::start(Personality::Cloud).await;
    let oauth = Credentials::ServiceCredentials(dam.server.service_credentials().into());
    let aem = connect(dam.config(), oauth).await.unwrap();
    assert!(
        aem.who_am_i()
            .await
            .unwrap()
            .id
            .ends_with("@techacct.adobe.com")
    );
    for taken in [false, true] {
        dam.server
            .set_switches(|switches| switches.takes_jwt = taken);
        let jwt = Credentials::ServiceCredentials(dam.server.jwt_credentials().into());
        match connect(dam.config(), jwt).await {
            Ok(_) => assert!(taken),
            Err(error) => {
                assert!(!taken, "{error}");
                assert_eq!(error.kind, ErrorKind::WrongCredentials);
                assert!(error.said.unwrap().contains("OAuth Server-to-Server"));
            }
        }
    }
    let wrong = dam
        .server
        .service_credentials()
        .replace("demo-only-secret", "other");
    let error = connect(dam.config(), Credentials::ServiceCredentials(wrong.into())).await;
    assert_eq!(error.unwrap_err().kind, ErrorKind::WrongCredentials);
}

/// Nothing indexes when folders were made: in a large DAM that half of the feed fails.
#[tokio::test]
async fn the_halves_of_the_change_feed_fail_apart() {
    for personality in BOTH {
        for large in [true, false] {
            let dam = Dam::with(personality, |switches| {
                switches.query_reads_at_most = large.then_some(2);
            })
            .await;
            dam.server
                .put_asset(&path("shoot/a.psd"), b"one", "jane")
                .unwrap();
            let jane = dam.log_in("jane").await;
            let mut cursor = jane.changes(&path(""), None).await.unwrap().cursor;
            upload(&jane, &path("shoot/b.psd"), b"two", None)
                .await
                .unwrap();
            dam.server.put_folder(&path("shoot/new")).unwrap();
            dam.said();
            for round in 0..4 {
                let (mut assets, mut folders) = (0, 0);
                loop {
                    let set = jane.changes(&path(""), Some(&cursor)).await.unwrap();
                    for change in set.changes {
                        match change {
                            Change::Seen(entry) if entry.kind == AssetKind::Folder => folders += 1,
                            Change::Seen(_) => assets += 1,
                            Change::Gone(path) => panic!("{path}"),
                        }
                    }
                    cursor = set.cursor;
                    if !set.more {
                        break;
                    }
                }
                assert!(assets >= 1, "round {round}");
                assert_eq!(folders > 0, !large, "round {round}");
            }
            let said = dam.said();
            let asked = said
                .iter()
                .filter(|line| line.contains("sling%3AFolder"))
                .count();
            assert_eq!(asked, if large { 2 } else { 4 }, "{said:?}");
        }
    }
}

/// Sling reads Basic as ISO-8859-1, and the login form as it says itself.
#[tokio::test]
async fn a_name_outside_ascii_logs_in() {
    for utf8 in [true, false] {
        let dam = Dam::with(Personality::Aem65, |switches| switches.basic_utf8 = utf8).await;
        let me = connect(dam.config(), password("jürgen"))
            .await
            .unwrap()
            .who_am_i()
            .await;
        assert_eq!(me.unwrap().id, "jürgen", "Basic in UTF-8: {utf8}");
        dam.said();
        let wrong = Credentials::Password {
            user: "jürgen".into(),
            password: "other".into(),
        };
        let error = connect(dam.config(), wrong).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::WrongCredentials);
        assert_eq!(dam.said().len(), 1, "a wrong password is tried once");
    }
    // Without a form, Basic is left.
    let dam = Dam::with(Personality::Aem65, |switches| {
        switches.fault_path = "j_security_check".to_owned();
        switches.server_error_next = 0;
        switches.missing_next = 1;
    })
    .await;
    let aem = connect(dam.config(), password("jürgen")).await.unwrap();
    assert_eq!(aem.who_am_i().await.unwrap().id, "jürgen");
}

#[tokio::test]
async fn versions_have_their_dates_whatever_they_are_written_like() {
    for date in [
        VersionDate::Adobe,
        VersionDate::Iso,
        VersionDate::Ecma,
        VersionDate::Millis,
    ] {
        let dam = Dam::with(Personality::Aem65, |switches| {
            switches.version_created = date;
        })
        .await;
        let at = path("a.psd");
        dam.server.put_asset(&at, b"1", "jane").unwrap();
        for bytes in [b"22".as_slice(), b"333"] {
            dam.server.put_version(&at, bytes, "jane", "").unwrap();
        }
        let jane = dam.log_in("jane").await;
        let versions = jane.versions(&at).await.unwrap();
        assert_eq!(versions.len(), 2);
        let now = jiff::Timestamp::now().as_millisecond();
        for version in &versions {
            let Timestamp(created) = version.created.unwrap();
            assert!((now - created).abs() < 60_000, "{date:?} {created}");
        }
        assert_eq!(
            (versions[0].label.as_str(), versions[1].label.as_str()),
            ("1.1", "1.0")
        );
    }
}

/// The web interface shows `dc:title`, which the Assets API does not write.
#[tokio::test]
async fn a_title_is_the_one_that_the_web_interface_shows() {
    for personality in BOTH {
        let dam = Dam::start(personality).await;
        dam.server.put_folder(&path("shoot")).unwrap();
        let jane = dam.log_in("jane").await;
        let (at, ledger) = (path("shoot/a-b.psd"), Ledger::default());
        let source = damson_remote::BytesSource(b"one".to_vec().into());
        jane.upload(UploadRequest {
            path: &at,
            source: &source,
            replaces: None,
            comment: None,
            title: Some("Ä: b"),
            ledger: &ledger,
        })
        .await
        .unwrap();
        assert_eq!(dam.server.shown_title(&at).as_deref(), Some("Ä: b"));
        assert_eq!(jane.stat(&at).await.unwrap().title.as_deref(), Some("Ä: b"));
        let listed = jane.list(&path("shoot"), None).await.unwrap();
        assert_eq!(listed.items[0].title.as_deref(), Some("Ä: b"));
        // Both are there, and the shown one counts.
        dam.server
            .set_metadata(&at, "dc:title", "Shown", "jane")
            .unwrap();
        assert_eq!(
            jane.stat(&at).await.unwrap().title.as_deref(),
            Some("Shown")
        );
        // A title that was only the name follows it.
        dam.server
            .set_metadata(&at, "dc:title", "a-b.psd", "jane")
            .unwrap();
        let to = path("shoot/c.psd");
        jane.rename(&at, &to, &Expect::default()).await.unwrap();
        assert_eq!(dam.server.shown_title(&to).as_deref(), Some("c.psd"));
    }
}

/// The asset's own path may have no date; the original's rendition has one.
#[tokio::test]
async fn whether_bytes_are_still_the_same_is_asked_of_the_original() {
    for dated in [false, true] {
        for ignored in [false, true] {
            let dam = Dam::with(Personality::Aem65, |switches| {
                switches.asset_path_dated = dated;
                switches.conditions_ignored = ignored;
                switches.processing = Processing::Manual;
            })
            .await;
            let at = path("a.psd");
            dam.server.put_asset(&at, b"one", "jane").unwrap();
            let jane = dam.log_in("jane").await;
            let known = jane.stat(&at).await.unwrap().revision;
            let only_time = Revision {
                modified: known.modified,
                ..Revision::default()
            };
            let said = jane.still(&at, &only_time).await.unwrap();
            let expected = if ignored {
                Sameness::Unknown
            } else {
                Sameness::Same
            };
            assert_eq!(said, expected, "dated {dated} ignored {ignored}");
        }
    }
}

/// Outside its On and Off time an asset is not in the Assets API, and it is not gone.
#[tokio::test]
async fn an_asset_outside_its_time_is_not_gone() {
    for personality in BOTH {
        let dam = Dam::with(personality, |switches| {
            switches.off_time = vec!["shoot/a.psd".to_owned()];
        })
        .await;
        let at = path("shoot/a.psd");
        dam.server.put_asset(&at, b"one", "jane").unwrap();
        dam.server
            .put_asset(&path("shoot/b.psd"), b"two", "jane")
            .unwrap();
        let jane = dam.log_in("jane").await;
        let listed = jane.list(&path("shoot"), None).await.unwrap();
        assert_eq!(listed.items.len(), 1, "as documented");
        assert_eq!(jane.stat(&at).await.unwrap().path, at);
        assert_eq!(
            jane.stat_many(std::slice::from_ref(&at))
                .await
                .unwrap()
                .len(),
            1
        );
        let known = expect(&jane, &at).await;
        upload(&jane, &at, b"three", Some(&known)).await.unwrap();
        assert_eq!(dam.server.read(&at).unwrap(), b"three");
    }
}

/// Whatever is under way, the author is not asked more at a time than it bears.
#[tokio::test(flavor = "multi_thread")]
async fn no_more_requests_are_under_way_than_the_author_bears() {
    let dam = Dam::start(Personality::Aem65).await;
    for number in 0..60 {
        let at = path(&format!("shoot/{number}.psd"));
        dam.server.put_asset(&at, b"one", "jane").unwrap();
    }
    let jane = dam.log_in("jane").await;
    dam.server
        .set_switches(|switches: &mut Switches| switches.latency_ms = 20);
    dam.server.forget_requests();
    let looks = (0..60).map(|number| {
        let at = path(&format!("shoot/{number}.psd"));
        let jane = &jane;
        async move { jane.stat(&at).await }
    });
    futures::future::try_join_all(looks).await.unwrap();
    let most = dam.server.most_at_once();
    assert!((2..=16).contains(&most), "{most}");
}

/// A repository that has no index for it answers 500 whenever it is asked what is checked out.
#[tokio::test]
async fn a_list_of_check_outs_that_always_fails_is_left_out_for_a_while() {
    let dam = Dam::with(Personality::Aem65, |switches| {
        switches.query_reads_at_most = Some(0);
        switches.check_outs_unindexed = true;
    })
    .await;
    let jane = dam.log_in("jane").await;
    let root = DamPath::root();
    let listed = async || jane.locked(&root, None).await.map_err(|error| error.kind);
    for _ in 0..2 {
        assert_eq!(listed().await.unwrap_err(), ErrorKind::Unavailable);
    }
    dam.server.forget_requests();
    for _ in 0..20 {
        assert_eq!(listed().await.unwrap_err(), ErrorKind::Unsupported);
    }
    assert_eq!(dam.said(), Vec::<String>::new());
    dam.server
        .set_switches(|switches| switches.check_outs_unindexed = false);
    assert!(listed().await.is_ok());
}
