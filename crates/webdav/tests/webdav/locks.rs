//! Check-outs at servers that speak otherwise than RFC 4918 has it, each as it was seen.

use std::time::Duration;

use damson_core::Lock;
use damson_remote::{ErrorKind, Remembered, Remote as _};

use crate::{
    locking::{Form, Habits, Locking},
    setup::path,
};

async fn with(habits: Habits) -> Locking {
    let server = Locking::start(habits).await;
    server.put("/a.psd", b"three");
    server
}

/// asgi-webdav answers 201 to every LOCK, and so does a server behind some proxies.
#[tokio::test]
async fn a_lock_that_says_created_deletes_nothing() {
    let server = Locking::start(Habits {
        always_created: true,
        ..Habits::default()
    })
    .await;
    server.put("/a.psd", b"three");
    server.put("/empty.txt", b"");
    let dav = server.log_in().await;
    for (name, bytes) in [("a.psd", &b"three"[..]), ("empty.txt", b"")] {
        let grant = dav.lock(&path(name)).await.unwrap();
        let file = server.file(&format!("/{name}")).unwrap();
        assert_eq!(file.bytes, bytes);
        assert!(file.lock.is_some());
        assert_eq!(dav.stat(&path(name)).await.unwrap().lock, Lock::Mine);
        dav.unlock(&path(name), grant.token.as_ref()).await.unwrap();
        assert!(server.file(&format!("/{name}")).unwrap().lock.is_none());
    }
    assert_eq!(server.count("DELETE"), 0);
}

/// It was removed between the look and the LOCK: the server made an empty file to have something
/// to lock. Whether that file is nobody's is only known of a server that says 200 otherwise.
#[tokio::test]
async fn what_lock_made_goes_only_where_it_is_surely_ours() {
    let server = Locking::start(Habits::default()).await;
    server.put("/a.psd", b"three");
    server.put("/b.psd", b"three");
    let dav = server.log_in().await;

    server.change(|habits| habits.vanishes = Some("/a.psd".to_owned()));
    let refused = dav.lock(&path("a.psd")).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Changed);
    assert_eq!(server.count("DELETE"), 0, "the server's habit isn't known");
    assert!(server.file("/a.psd").unwrap().lock.is_none());

    let grant = dav.lock(&path("b.psd")).await.unwrap();
    dav.unlock(&path("b.psd"), grant.token.as_ref())
        .await
        .unwrap();
    server.change(|habits| habits.vanishes = Some("/b.psd".to_owned()));
    let refused = dav.lock(&path("b.psd")).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::NotFound);
    assert!(server.file("/b.psd").is_none());
    let asked = server.mock.asked();
    let delete = asked.iter().find(|asked| asked.method == "DELETE").unwrap();
    let condition = delete.header("if");
    assert!(
        condition.starts_with("</b.psd> (<urn:lock:") && condition.contains("[\"r"),
        "{condition}"
    );
}

/// nginx names nobody as the owner: what was granted is known again by its token alone, which the
/// journal keeps.
#[tokio::test]
async fn an_own_lock_is_known_again_after_a_restart() {
    let server = with(Habits {
        no_owner: true,
        ..Habits::default()
    })
    .await;
    let file = path("a.psd");
    let token = server.log_in().await.lock(&file).await.unwrap().token;
    let token = token.unwrap();

    let stranger = server.log_in().await;
    assert_eq!(
        stranger.stat(&file).await.unwrap().lock,
        Lock::Theirs("?".into())
    );

    let again = server.log_in().await;
    again.recall(Remembered {
        locks: vec![(file.clone(), token.clone())],
        learnt: None,
    });
    assert_eq!(again.stat(&file).await.unwrap().lock, Lock::Mine);
    let renewed = again.refresh_lock(&file, &token).await.unwrap();
    assert_eq!(renewed.token.as_ref(), Some(&token));
    again.unlock(&file, Some(&token)).await.unwrap();
    assert!(server.file("/a.psd").unwrap().lock.is_none());
}

/// dufs and copyparty: LOCK says yes, and nothing is kept. That is found out by the first
/// check-out, and not forgotten.
#[tokio::test]
async fn locks_that_are_not_kept_are_no_check_outs() {
    let server = with(Habits {
        keeps_nothing: true,
        ..Habits::default()
    })
    .await;
    let file = path("a.psd");
    let dav = server.log_in().await;
    assert!(dav.capability().locks, "nothing is known yet");
    let refused = dav.lock(&file).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Unsupported);
    assert!(!dav.capability().locks);
    assert!(dav.capability().product.contains("locks are not real"));
    assert_eq!(server.count("DELETE") + server.count("PUT"), 0);

    let learnt = dav.learnt();
    let later = server.log_in().await;
    later.recall(Remembered {
        locks: Vec::new(),
        learnt: learnt.clone(),
    });
    assert!(!later.capability().locks);
    // Another product at the same address is another server.
    server.change(|habits| habits.server = Some("better/2.0"));
    let other = server.log_in().await;
    other.recall(Remembered {
        locks: Vec::new(),
        learnt,
    });
    assert!(other.capability().locks);
}

/// A lock that somebody releases right after it was taken makes no server one without locks.
#[tokio::test]
async fn real_locks_are_remembered_as_such() {
    let server = with(Habits::default()).await;
    let dav = server.log_in().await;
    let before = dav.learnt();
    dav.lock(&path("a.psd")).await.unwrap();
    assert_ne!(dav.learnt(), before);
}

#[tokio::test]
async fn the_time_of_a_lock_is_read_in_every_form() {
    for (said, seconds) in [
        ("Second-599.997", Some(599)),
        ("Second-59.993", Some(59)),
        ("Infinite", None),
        ("Second-Infinite", None),
        // It says nothing: looked after as if it were short.
        ("Second-0", Some(600)),
        ("soon", Some(600)),
    ] {
        let server = with(Habits {
            timeout: Some(said),
            ..Habits::default()
        })
        .await;
        let dav = server.log_in().await;
        let grant = dav.lock(&path("a.psd")).await.unwrap();
        assert_eq!(grant.lasts, seconds.map(Duration::from_secs), "{said}");
        assert_eq!(dav.capability().locks_expire, seconds.is_some(), "{said}");
    }
}

#[tokio::test]
async fn a_lock_is_read_in_every_spelling() {
    let spellings = [
        Habits {
            bare_token: true,
            ..Habits::default()
        },
        Habits {
            no_namespace: true,
            ..Habits::default()
        },
        Habits {
            bare_token: true,
            no_owner: true,
            always_created: true,
            timeout: Some("Second-0"),
            ..Habits::default()
        },
    ];
    for habits in spellings {
        let server = with(habits.clone()).await;
        let file = path("a.psd");
        let (jane, omar) = (
            server.log_in().await,
            server.log_in_as("omar", "attic").await,
        );
        let token = jane.lock(&file).await.unwrap().token;
        assert_eq!(
            jane.stat(&file).await.unwrap().lock,
            Lock::Mine,
            "{habits:?}"
        );
        let holder = if habits.no_owner { "?" } else { "jane" };
        assert_eq!(
            omar.stat(&file).await.unwrap().lock,
            Lock::Theirs(holder.into()),
            "{habits:?}"
        );
        let refused = omar.lock(&file).await.unwrap_err();
        let holder = Some(holder.to_owned());
        assert_eq!(refused.kind, ErrorKind::Locked { holder });
        jane.unlock(&file, token.as_ref()).await.unwrap();
        assert_eq!(omar.stat(&file).await.unwrap().lock, Lock::Free);
    }
}

/// nephele puts the real status into a multistatus.
#[tokio::test]
async fn a_refusal_inside_a_multistatus_is_one() {
    let server = with(Habits {
        refuses_inside: true,
        ..Habits::default()
    })
    .await;
    let file = path("a.psd");
    let (jane, omar) = (
        server.log_in().await,
        server.log_in_as("omar", "attic").await,
    );
    jane.lock(&file).await.unwrap();
    // Between his look and his LOCK: the look of his finds it free.
    server.change(|habits| habits.folder_locked_by = Some("omar"));
    server.unlock("/a.psd");
    let refused = jane.lock(&file).await.unwrap_err();
    let holder = Some("omar".to_owned());
    assert_eq!(refused.kind, ErrorKind::Locked { holder });
    assert!(omar.capability().locks && jane.capability().locks);
}

/// The lock of a folder above keeps others out too, and is named.
#[tokio::test]
async fn who_holds_the_folder_above_is_named() {
    let server = with(Habits {
        folder_locked_by: Some("omar"),
        ..Habits::default()
    })
    .await;
    let dav = server.log_in().await;
    let refused = dav.lock(&path("a.psd")).await.unwrap_err();
    let holder = Some("omar".to_owned());
    assert_eq!(refused.kind, ErrorKind::Locked { holder });
}

/// Each server here takes one form of `If`, and some die of another.
#[tokio::test]
async fn a_lock_is_prolonged_in_the_form_that_a_server_takes() {
    let cases = [
        (Form::Address, Some(Form::Path), None),
        (Form::Untagged, Some(Form::Path), None),
        (Form::Path, None, None),
        (
            Form::Address,
            Some(Form::Untagged),
            Some("webdav-server/2.6.3"),
        ),
        (Form::Untagged, None, Some("WsgiDAV/4.3")),
    ];
    for (renews_by, dies_of, product) in cases {
        let server = with(Habits {
            renews_by: Some(renews_by),
            dies_of,
            server: product,
            ..Habits::default()
        })
        .await;
        let (dav, file) = (server.log_in().await, path("a.psd"));
        let token = dav.lock(&file).await.unwrap().token.unwrap();
        server.mock.forget();
        dav.refresh_lock(&file, &token).await.unwrap();
        let first = server.count("LOCK");
        dav.refresh_lock(&file, &token).await.unwrap();
        assert!(!server.is_dead(), "{renews_by:?} {product:?}");
        assert_eq!(
            server.count("LOCK"),
            first + 1,
            "the form is remembered: {renews_by:?} {product:?}"
        );
    }
}

/// A server that takes no form keeps the lock for as long as it lasts; the proof isn't lost.
#[tokio::test]
async fn a_lock_that_cant_be_prolonged_stays_ours() {
    let server = with(Habits {
        renews_by: Some(Form::Untagged),
        dies_of: Some(Form::Untagged),
        server: Some("webdav-server/2.6.3"),
        ..Habits::default()
    })
    .await;
    let (dav, file) = (server.log_in().await, path("a.psd"));
    let token = dav.lock(&file).await.unwrap().token.unwrap();
    let kept = dav.refresh_lock(&file, &token).await.unwrap();
    assert_eq!(kept.token.as_ref(), Some(&token));
    assert!(!server.is_dead());
    dav.unlock(&file, Some(&token)).await.unwrap();
    assert!(server.file("/a.psd").unwrap().lock.is_none());
}

/// One that ended, by itself or by somebody, is said to be gone, and taken by nobody in silence.
#[tokio::test]
async fn a_lock_that_is_gone_is_not_taken_in_silence() {
    let server = with(Habits::default()).await;
    let (dav, file) = (server.log_in().await, path("a.psd"));
    let token = dav.lock(&file).await.unwrap().token.unwrap();
    server.unlock("/a.psd");
    let gone = dav.refresh_lock(&file, &token).await.unwrap_err();
    assert_eq!(gone.kind, ErrorKind::Changed);
    assert!(server.file("/a.psd").unwrap().lock.is_none());
}

/// nginx answers 204 to UNLOCK with a wrong token, and the lock stays.
#[tokio::test]
async fn an_unlock_that_lies_is_found_out() {
    let server = with(Habits {
        unlock_lies: true,
        ..Habits::default()
    })
    .await;
    let (dav, file) = (server.log_in().await, path("a.psd"));
    let token = dav.lock(&file).await.unwrap().token.unwrap();
    let lied = dav.unlock(&file, Some(&token)).await.unwrap_err();
    assert_eq!(lied.kind, ErrorKind::Unsupported);
    assert_eq!(dav.stat(&file).await.unwrap().lock, Lock::Mine);
}
