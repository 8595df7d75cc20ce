//! The main job over the stand-in for Nextcloud: check out, edit, upload, check in; two people.

use damson_core::Lock;
use damson_remote::{ErrorKind, Expect, Remote as _, WriteGuard};
use damson_webdav::{WebDav, connect};

use crate::{
    nextcloud::{Account, JANE, Like, Nextcloud, OMAR},
    setup::{bytes, config, credentials, path, upload},
};

const USUAL: Like = Like {
    tag_changes_at_lock: true,
    tag_stays_within_a_second: true,
    conditions_are_lost: false,
    takes_pieces: true,
};

const LIKES: [Like; 5] = [
    USUAL,
    Like {
        takes_pieces: false,
        ..USUAL
    },
    Like {
        tag_changes_at_lock: false,
        tag_stays_within_a_second: false,
        ..USUAL
    },
    Like {
        tag_stays_within_a_second: false,
        ..USUAL
    },
    Like {
        tag_changes_at_lock: false,
        ..USUAL
    },
];

async fn log_in(cloud: &Nextcloud, who: Account) -> WebDav {
    let config = config(&cloud.url(who));
    connect(config, credentials(who.login)).await.unwrap()
}

/// Kept from before the check-out, as a client does that downloaded the asset days ago.
async fn seen(dav: &WebDav, name: &str) -> Expect {
    Expect {
        revision: Some(dav.stat(&path(name)).await.unwrap().revision),
        token: None,
    }
}

#[tokio::test]
async fn what_was_downloaded_before_it_was_checked_out_goes_up() {
    // With another tag after each lock it takes the bytes to tell, which the engine knows.
    for like in LIKES.into_iter().filter(|like| !like.tag_changes_at_lock) {
        let cloud = Nextcloud::start(like).await;
        let (jane, omar) = (log_in(&cloud, JANE).await, log_in(&cloud, OMAR).await);
        let file = path("a.psd");
        upload(&omar, &file, b"one", None).await.unwrap();
        cloud.age("a.psd");
        let base = seen(&jane, "a.psd").await;
        assert_eq!(bytes(&jane, &file).await, b"one");

        let grant = jane.lock(&file).await.unwrap();
        assert!(cloud.is_held("a.psd"), "{like:?}");
        assert_eq!(jane.stat(&file).await.unwrap().lock, Lock::Mine, "{like:?}");
        let expect = Expect {
            token: grant.token.clone(),
            ..base
        };
        let sent = upload(&jane, &file, b"number two", Some(&expect)).await;
        sent.unwrap_or_else(|error| panic!("{like:?}: {error:?}"));
        assert_eq!(cloud.bytes("a.psd").unwrap(), "number two");
        jane.unlock(&file, grant.token.as_ref()).await.unwrap();
        assert!(!cloud.is_held("a.psd"), "{like:?}");
        assert_eq!(omar.stat(&file).await.unwrap().lock, Lock::Free);
    }
}

#[tokio::test]
async fn a_change_of_another_person_is_a_conflict_and_names_are_refused_in_words() {
    for like in LIKES {
        let cloud = Nextcloud::start(like).await;
        let (jane, omar) = (log_in(&cloud, JANE).await, log_in(&cloud, OMAR).await);
        let file = path("a.psd");
        upload(&omar, &file, b"one", None).await.unwrap();
        cloud.age("a.psd");
        let base = seen(&jane, "a.psd").await;
        let theirs = seen(&omar, "a.psd").await;
        upload(&omar, &file, b"omar's three", Some(&theirs))
            .await
            .unwrap();
        let refused = upload(&jane, &file, b"jane's three", Some(&base)).await;
        assert_eq!(refused.unwrap_err().kind, ErrorKind::Changed, "{like:?}");
        assert_eq!(cloud.bytes("a.psd").unwrap(), "omar's three");

        // Right after it, in whatever second, of another size.
        let again = seen(&jane, "a.psd").await;
        let theirs = seen(&omar, "a.psd").await;
        upload(&omar, &file, b"omar's fourth", Some(&theirs))
            .await
            .unwrap();
        let refused = upload(&jane, &file, b"jane's", Some(&again)).await;
        assert_eq!(refused.unwrap_err().kind, ErrorKind::Changed, "{like:?}");
        assert_eq!(cloud.bytes("a.psd").unwrap(), "omar's fourth");

        let nowhere = upload(&jane, &path("nowhere/a.psd"), b"x", None).await;
        assert_eq!(nowhere.unwrap_err().kind, ErrorKind::NotFound);
        let refused = upload(&jane, &path("a\\b.psd"), b"x", None).await;
        assert!(refused.is_err());
        assert_eq!(cloud.names(), ["a.psd"]);
    }
}

/// It keeps names composed.
#[tokio::test]
async fn what_is_moved_is_where_it_is_listed() {
    let cloud = Nextcloud::start(USUAL).await;
    let jane = log_in(&cloud, JANE).await;
    let (from, to) = (path("a.psd"), path("e\u{301}.psd"));
    upload(&jane, &from, b"one", None).await.unwrap();
    jane.rename(&from, &to, &Expect::default()).await.unwrap();
    assert_eq!(jane.listed_as(&to).await.unwrap(), path("\u{e9}.psd"));
    assert_eq!(cloud.names(), ["\u{e9}.psd"]);
}

/// In the folder for pieces: a name beside the file would end in the bin, and be listed until then.
#[tokio::test]
async fn what_conditions_do_is_found_out_where_nobody_sees_it() {
    let honoured = "If-Match: honoured\nIf-None-Match: honoured\nIf with a tag: honoured";
    let ignored = "If-Match: ignored\nIf-None-Match: ignored\nIf with a tag: ignored";
    for (like, lines, guard) in [
        (USUAL, honoured, WriteGuard::Server),
        (
            Like {
                conditions_are_lost: true,
                ..USUAL
            },
            ignored,
            WriteGuard::Look,
        ),
        (
            Like {
                takes_pieces: false,
                ..USUAL
            },
            "",
            WriteGuard::Unknown,
        ),
    ] {
        let cloud = Nextcloud::start(like).await;
        let jane = log_in(&cloud, JANE).await;
        let file = path("a.psd");
        upload(&jane, &file, b"one", None).await.unwrap();
        cloud.age("a.psd");
        let expect = seen(&jane, "a.psd").await;
        upload(&jane, &file, b"number two", Some(&expect))
            .await
            .unwrap();
        let learnt = jane.learnt().unwrap_or_default();
        for line in lines.lines() {
            assert!(
                learnt.lines().any(|told| told == line),
                "{like:?}: {learnt}"
            );
        }
        assert_eq!(jane.capability().write_guard, guard, "{like:?}: {learnt}");
        assert_eq!(cloud.names(), ["a.psd"], "{like:?}");
        assert!(!cloud.has_pieces(), "{like:?}");
    }
}
