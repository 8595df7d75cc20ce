//! Listings, revisions, downloads, searches and changes.

use damson_core::{ContentId, Revision, Sameness, Timestamp};
use damson_demo_server::{Personality, switches::Processing};
use damson_remote::{AssetKind, ByteRange, Change, ErrorKind, Read, Remote as _, Search};

use crate::setup::{BOTH, Dam, bytes, noise, path};

fn from(start: u64, end: Option<u64>) -> Read {
    Read {
        range: Some(ByteRange { start, end }),
        ..Read::default()
    }
}

#[tokio::test]
async fn a_range_is_the_range_and_the_store_learns_nothing() {
    for personality in BOTH {
        let dam = Dam::start(personality).await;
        let at = path("shoot/a b#1.bin".replace('#', "").as_str());
        let all = noise(300_000);
        dam.server.put_asset(&at, &all, "jane").unwrap();
        let jane = dam.log_in("jane").await;
        let body = jane.read(&at, Read::default()).await.unwrap();
        assert_eq!((body.start, body.total.unwrap().0), (0, 300_000));
        assert_eq!(bytes(body).await.unwrap(), all);
        let body = jane.read(&at, from(1000, Some(2000))).await.unwrap();
        assert_eq!((body.start, body.length), (1000, Some(1000)));
        assert_eq!(bytes(body).await.unwrap(), all[1000..2000]);
        let body = jane.read(&at, from(300_000, None)).await.unwrap();
        assert_eq!(bytes(body).await.unwrap(), b"");
        let beyond = jane.read(&at, from(300_001, None)).await.unwrap_err();
        assert_eq!(beyond.kind, ErrorKind::Changed);
        dam.server
            .set_switches(|switches| switches.range_ignored = true);
        let body = jane.read(&at, from(1000, None)).await.unwrap();
        assert_eq!(body.start, 0);
        assert_eq!(bytes(body).await.unwrap(), all);
        dam.assert_store_saw_no_secret();
        let store_was_asked = dam
            .server
            .requests()
            .iter()
            .any(|request| request.to_blob_origin);
        assert_eq!(store_was_asked, personality == Personality::Cloud);
    }
}

#[tokio::test]
async fn a_download_that_ends_early_fails() {
    for personality in BOTH {
        let dam = Dam::start(personality).await;
        let at = path("a.bin");
        dam.server.put_asset(&at, &noise(200_000), "jane").unwrap();
        let jane = dam.log_in("jane").await;
        dam.server
            .set_switches(|switches| switches.truncate_next = 1);
        let all = match jane.read(&at, Read::default()).await {
            Ok(body) => bytes(body).await,
            Err(error) => Err(error),
        };
        let kind = all.unwrap_err().kind;
        assert!(
            matches!(kind, ErrorKind::Offline | ErrorKind::Corrupt),
            "{kind:?}"
        );
    }
}

#[tokio::test]
async fn a_download_of_another_revision_is_refused() {
    for personality in BOTH {
        let dam = Dam::start(personality).await;
        let at = path("a.bin");
        dam.server.put_asset(&at, b"first", "jane").unwrap();
        let jane = dam.log_in("jane").await;
        let first = jane.stat(&at).await.unwrap().revision;
        let read = Read {
            expect: Some(first.clone()),
            ..Read::default()
        };
        let body = jane.read(&at, read.clone()).await.unwrap();
        assert_eq!(body.revision.compare(&first), Sameness::Same);
        dam.server.put_asset(&at, b"second", "omar").unwrap();
        assert_eq!(
            jane.read(&at, read).await.unwrap_err().kind,
            ErrorKind::Changed
        );
    }
}

/// Who compares the hash of the whole needs no look at the node first.
#[tokio::test]
async fn a_download_that_is_compared_by_its_hash_is_one_question() {
    for personality in BOTH {
        let dam = Dam::start(personality).await;
        let at = path("a.bin");
        dam.server.put_asset(&at, b"first", "jane").unwrap();
        let jane = dam.log_in("jane").await;
        let first = jane.stat(&at).await.unwrap().revision;
        let read = Read {
            expect: Some(first.clone()),
            by_hash: true,
            ..Read::default()
        };
        // As many bytes: that they are others is the caller's to find out.
        dam.server.put_asset(&at, b"other", "omar").unwrap();
        let body = jane.read(&at, read.clone()).await.unwrap();
        assert_eq!(body.revision, first);
        dam.server.put_asset(&at, b"longer", "omar").unwrap();
        assert_eq!(
            jane.read(&at, read).await.unwrap_err().kind,
            ErrorKind::Changed
        );
    }
}

#[tokio::test]
async fn the_revision_is_the_same_from_every_source() {
    for personality in BOTH {
        for json_limit in [200, 3] {
            let dam = Dam::with(personality, |switches| switches.json_limit = json_limit).await;
            let at = path("shoot/a.png");
            dam.server.put_asset(&at, &noise(5000), "jane").unwrap();
            let jane = dam.log_in("jane").await;
            let node = jane.stat(&at).await.unwrap();
            let index = jane.stat_many(std::slice::from_ref(&at)).await.unwrap();
            let listed = jane.list(&path("shoot"), None).await.unwrap().items;
            let answer = jane.read(&at, Read::default()).await.unwrap().revision;
            assert!(matches!(node.revision.content, Some(ContentId::Hash(_))));
            assert!(node.revision.modified.is_some());
            assert_eq!(index[0].revision, node.revision);
            assert_eq!(listed[0].revision.size, node.revision.size);
            assert_eq!(listed[0].revision.modified, None);
            for other in [&listed[0].revision, &answer] {
                assert_ne!(node.revision.compare(other), Sameness::Different);
            }
            assert_eq!(answer.size, node.revision.size);
            assert_eq!(node.id, dam.server.uuid(&at));
        }
    }
}

#[tokio::test]
async fn metadata_is_not_the_bytes() {
    let dam = Dam::start(Personality::Aem65).await;
    let at = path("shoot/a.png");
    dam.server.put_asset(&at, &noise(5000), "jane").unwrap();
    let jane = dam.log_in("jane").await;
    let before = jane.stat(&at).await.unwrap();
    dam.server
        .set_metadata(&at, "dc:title", "Sunset", "omar")
        .unwrap();
    let after = jane.stat(&at).await.unwrap();
    assert_eq!(before.revision, after.revision);
    assert_eq!(after.title.as_deref(), Some("Sunset"));
}

#[tokio::test]
async fn a_stale_hash_while_the_server_works_is_no_hash() {
    for stale in [true, false] {
        let dam = Dam::with(Personality::Cloud, |switches| {
            switches.processing = Processing::Manual;
            switches.stale_sha1_while_processing = stale;
        })
        .await;
        let at = path("a.bin");
        dam.server.put_asset(&at, b"first", "jane").unwrap();
        dam.server.finish_processing().unwrap();
        let jane = dam.log_in("jane").await;
        dam.server
            .put_asset(&at, b"second, longer", "jane")
            .unwrap();
        for entry in [
            jane.stat(&at).await.unwrap(),
            jane.stat_many(std::slice::from_ref(&at))
                .await
                .unwrap()
                .remove(0),
        ] {
            assert!(entry.processing);
            assert_eq!(entry.revision.content, None);
            assert_ne!(entry.revision.size.map(|size| size.0), Some(5));
        }
        let now = jane.stat(&at).await.unwrap().revision;
        dam.server.finish_processing().unwrap();
        let later = jane.stat(&at).await.unwrap().revision;
        assert!(later.content.is_some());
        assert_eq!(now.compare(&later), Sameness::Same);
    }
}

#[tokio::test]
async fn pages_follow_whatever_the_server_cuts_them_to() {
    for next_link in [true, false] {
        let dam = Dam::with(Personality::Aem65, |switches| {
            switches.siren_max_limit = Some(7);
            switches.siren_next_link = next_link;
        })
        .await;
        dam.server.make_many(&path("many"), "a", 20).unwrap();
        let jane = dam.log_in("jane").await;
        let mut names = Vec::new();
        let mut page = None;
        let mut pages = 0;
        loop {
            let got = jane.list(&path("many"), page).await.unwrap();
            names.extend(
                got.items
                    .into_iter()
                    .map(|entry| entry.path.name().to_owned()),
            );
            pages += 1;
            assert!(pages < 10);
            page = got.next;
            if page.is_none() {
                break;
            }
        }
        names.dedup();
        assert_eq!((names.len(), pages), (20, 3));
    }
}

#[tokio::test]
async fn a_listing_has_the_size_of_pictures_where_the_server_gives_it() {
    for gives in [true, false] {
        let dam = Dam::with(Personality::Cloud, |switches| {
            switches.show_property_metadata = gives;
        })
        .await;
        let at = path("shoot/a.png");
        let picture = include_bytes!("../../../../icons/tray/idle@2x.png");
        dam.server.put_asset(&at, picture, "jane").unwrap();
        let jane = dam.log_in("jane").await;
        let listed = jane.list(&path("shoot"), None).await.unwrap();
        let listed = listed.items.first().unwrap().dimensions;
        assert_eq!(listed, gives.then_some((64, 64)));
        assert_eq!(jane.stat(&at).await.unwrap().dimensions, Some((64, 64)));
    }
}

#[tokio::test]
async fn a_blocked_listing_goes_by_query() {
    for way in ["api", "properties"] {
        let dam = Dam::with(Personality::Aem65, |switches| {
            switches.block_api = way == "api";
            switches.show_property = way == "api";
            switches.query_type_group = false;
        })
        .await;
        dam.server
            .put_asset(&path("shoot/a.psd"), b"one", "jane")
            .unwrap();
        dam.server.put_folder(&path("shoot/day 1")).unwrap();
        dam.server.lock_as(&path("shoot/a.psd"), "omar").unwrap();
        let jane = dam.log_in("jane").await;
        let page = jane.list(&path("shoot"), None).await.unwrap();
        let seen: Vec<_> = page
            .items
            .iter()
            .map(|entry| (entry.path.name(), entry.kind, entry.lock.other_holder()))
            .collect();
        assert_eq!(
            seen,
            [
                ("a.psd", AssetKind::Asset, Some("omar")),
                ("day 1", AssetKind::Folder, None)
            ],
            "{way}"
        );
        let gone = jane.list(&path("gone"), None).await.unwrap_err();
        assert_eq!(gone.kind, ErrorKind::NotFound, "{way}");
    }
}

#[tokio::test]
async fn an_asset_that_only_the_index_misses_is_not_gone() {
    let dam = Dam::with(Personality::Cloud, |switches| {
        switches.query_index_delay_ms = 3_600_000;
    })
    .await;
    let at = path("a.psd");
    dam.server.put_asset(&at, b"one", "jane").unwrap();
    let jane = dam.log_in("jane").await;
    let seen = jane
        .stat_many(&[at.clone(), path("gone.psd")])
        .await
        .unwrap();
    assert_eq!(
        seen.iter().map(|entry| &entry.path).collect::<Vec<_>>(),
        [&at]
    );
}

#[tokio::test]
async fn changes_tell_what_was_written_by_the_servers_clock() {
    for skew in [0, 86_400, -86_400] {
        let dam = Dam::with(Personality::Aem65, |switches| switches.clock_skew_s = skew).await;
        dam.server.put_folder(&path("shoot")).unwrap();
        let jane = dam.log_in("jane").await;
        let mut set = jane.changes(&path("shoot"), None).await.unwrap();
        assert!(set.changes.is_empty() && !set.more);
        dam.server
            .put_asset(&path("shoot/a.psd"), b"one", "omar")
            .unwrap();
        dam.server
            .put_asset(&path("elsewhere/b.psd"), b"one", "omar")
            .unwrap();
        let mut seen = Vec::new();
        for _ in 0..5 {
            set = jane
                .changes(&path("shoot"), Some(&set.cursor))
                .await
                .unwrap();
            seen.extend(set.changes.iter().map(|change| match change {
                Change::Seen(entry) => entry.path.to_string(),
                Change::Gone(path) => panic!("{path} gone"),
            }));
            if !set.more {
                break;
            }
        }
        assert!(!set.more);
        assert_eq!(seen, ["/shoot/a.psd"], "skew {skew}");
    }
}

#[tokio::test]
async fn searches_by_what_was_asked() {
    let dam = Dam::start(Personality::Aem65).await;
    for name in ["cat.png", "dog.png", "cat.txt"] {
        dam.server
            .put_asset(&path(&format!("zoo/{name}")), b"x", "jane")
            .unwrap();
    }
    dam.server.lock_as(&path("zoo/dog.png"), "jane").unwrap();
    let jane = dam.log_in("jane").await;
    let find = |search: Search| {
        let jane = &jane;
        async move {
            let page = jane.search(&search, None).await.unwrap();
            let mut names: Vec<_> = page
                .items
                .iter()
                .map(|entry| entry.path.name().to_owned())
                .collect();
            names.sort();
            names
        }
    };
    let named = Search {
        name: "cat*".into(),
        ..Search::default()
    };
    assert_eq!(find(named).await, ["cat.png", "cat.txt"]);
    let images = Search {
        media_types: vec!["image/*".into()],
        ..Search::default()
    };
    assert_eq!(find(images).await, ["cat.png", "dog.png"]);
    let mine = Search {
        mine: Some(true),
        ..Search::default()
    };
    assert_eq!(find(mine).await, ["dog.png"]);
    let free = Search {
        mine: Some(false),
        ..Search::default()
    };
    assert_eq!(find(free).await, ["cat.png", "cat.txt"]);
    dam.server.lock_as(&path("zoo/cat.txt"), "omar").unwrap();
    let theirs = Search {
        theirs: true,
        ..Search::default()
    };
    assert_eq!(find(theirs).await, ["cat.txt"]);
}

type Switch = fn(&mut damson_demo_server::Switches);

#[tokio::test]
async fn failures_are_told_apart() {
    let dam = Dam::start(Personality::Aem65).await;
    let jane = dam.log_in("jane").await;
    let cases: [(Switch, ErrorKind); 6] = [
        (|s| s.unavailable_next = 1, ErrorKind::Unavailable),
        (|s| s.server_error_next = 1, ErrorKind::Unavailable),
        (|s| s.too_many_next = 1, ErrorKind::Throttled),
        (|s| s.reset_next = 1, ErrorKind::Offline),
        (|s| s.html_next = 1, ErrorKind::LoginNeeded),
        (|s| s.unauthorized_next = 1, ErrorKind::LoginNeeded),
    ];
    for (switch, kind) in cases {
        dam.server.set_switches(switch);
        dam.server.forget_requests();
        let error = jane.who_am_i().await.unwrap_err();
        assert_eq!(error.kind, kind, "{error:?}");
        assert_eq!(dam.said().len(), 1, "connectors don't try again: {kind:?}");
    }
}

/// Sling would answer with the folder `shoot` for what is asked of an absent `shoot.psd`.
#[tokio::test]
async fn a_name_with_a_dot_is_not_what_stands_before_the_dot() {
    let dam = Dam::start(Personality::Aem65).await;
    for folder in ["shoot", "shoot/v1", "v1.d"] {
        dam.server.put_folder(&path(folder)).ok();
    }
    dam.server.put_asset(&path("plain"), b"x", "jane").unwrap();
    let jane = dam.log_in("jane").await;
    for absent in [
        "shoot.psd",
        "shoot.json",
        "shoot/v1.2",
        "plain.psd",
        "plain.json",
        "plain.4",
    ] {
        let at = path(absent);
        assert_eq!(
            jane.stat(&at).await.unwrap_err().kind,
            ErrorKind::NotFound,
            "{absent}"
        );
        assert_eq!(
            jane.list(&at, None).await.unwrap_err().kind,
            ErrorKind::NotFound,
            "{absent}"
        );
        assert!(jane.stat_many(&[at]).await.unwrap().is_empty());
    }
    crate::setup::upload(&jane, &path("shoot.psd"), b"new", None)
        .await
        .unwrap();
    assert_eq!(
        jane.stat(&path("shoot.psd")).await.unwrap().kind,
        AssetKind::Asset
    );
}

/// Nothing but the time of the binary is known, as where neither hash nor size are told.
#[tokio::test]
async fn asks_whether_bytes_are_still_the_same() {
    let dam = Dam::start(Personality::Aem65).await;
    let at = path("a.bin");
    dam.server.put_asset(&at, &noise(2_000), "jane").unwrap();
    let jane = dam.log_in("jane").await;
    let written = jane.stat(&at).await.unwrap().revision.modified.unwrap();
    let known = |later_ms: i64| Revision {
        modified: Some(Timestamp(written.0 + later_ms)),
        ..Revision::default()
    };
    assert_eq!(jane.still(&at, &known(0)).await.unwrap(), Sameness::Same);
    let before = jane.still(&at, &known(-3_600_000)).await.unwrap();
    assert_eq!(before, Sameness::Different);
    dam.server
        .set_switches(|switches| switches.conditions_ignored = true);
    assert_eq!(jane.still(&at, &known(0)).await.unwrap(), Sameness::Unknown);
    let before = jane.still(&at, &known(-3_600_000)).await.unwrap();
    assert_eq!(before, Sameness::Different);
    // A hash says more than any time.
    let whole = jane.stat(&at).await.unwrap().revision;
    assert_eq!(jane.still(&at, &whole).await.unwrap(), Sameness::Same);
}

/// A store that has the bytes from elsewhere is not believed.
#[tokio::test]
async fn what_a_binary_store_says_of_time_proves_nothing() {
    let dam = Dam::start(Personality::Cloud).await;
    let at = path("a.bin");
    dam.server.put_asset(&at, &noise(2_000), "jane").unwrap();
    let jane = dam.log_in("jane").await;
    let written = jane.stat(&at).await.unwrap().revision.modified;
    let known = Revision {
        modified: written,
        ..Revision::default()
    };
    let answer = jane.still(&at, &known).await.unwrap();
    assert_eq!(answer, Sameness::Unknown);
}
