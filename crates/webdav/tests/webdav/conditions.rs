//! The server checks lock and tag in the moment of a write, with tags as they are of files that
//! have been there for a while: Apache calls the tag of a fresh file weak, which may not be checked.

use std::{
    fs::File,
    time::{Duration, SystemTime},
};

use damson_remote::{Expect, LockToken, Remote as _};
use damson_webdav::WebDav;

use crate::{
    people::raw_put,
    server::{ALL, Kind, Server},
    setup::{bytes, log_in, path, upload},
};

/// Makes a file an hour old, another hour each time.
pub(crate) fn age(server: &Server, name: &str, hours: u64) {
    if server.kind == Kind::Jackrabbit {
        // Its files are in a repository, and its tags are never called weak.
        return;
    }
    let file = File::options()
        .write(true)
        .open(server.files().join(name))
        .unwrap();
    let then = SystemTime::now() - Duration::from_secs(3600 * hours);
    file.set_modified(then).unwrap();
}

async fn now(dav: &WebDav, name: &str, token: Option<&LockToken>) -> Expect {
    Expect {
        revision: Some(dav.stat(&path(name)).await.unwrap().revision),
        token: token.cloned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn writes_carry_the_tag() {
    for kind in ALL {
        let Some(server) = Server::start(kind) else {
            continue;
        };
        let dav = log_in(&server.url, "jane").await;
        upload(&dav, &path("a.txt"), b"one", None).await.unwrap();
        age(&server, "a.txt", 9);
        let expect = now(&dav, "a.txt", None).await;
        upload(&dav, &path("a.txt"), b"number two", Some(&expect))
            .await
            .unwrap();
        age(&server, "a.txt", 8);
        let expect = now(&dav, "a.txt", None).await;
        dav.rename(&path("a.txt"), &path("b.txt"), &expect)
            .await
            .unwrap();
        assert_eq!(
            bytes(&dav, &path("b.txt")).await,
            b"number two",
            "{}",
            kind.name()
        );
        age(&server, "b.txt", 7);
        let expect = now(&dav, "b.txt", None).await;
        dav.remove(&path("b.txt"), &expect).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn writes_carry_lock_and_tag_in_one() {
    for kind in [Kind::Apache, Kind::WsgiDav, Kind::Sabre] {
        let Some(server) = Server::start(kind) else {
            continue;
        };
        let dav = log_in(&server.url, "jane").await;
        upload(&dav, &path("a.txt"), b"one", None).await.unwrap();
        age(&server, "a.txt", 9);
        let token = dav.lock(&path("a.txt")).await.unwrap().token.unwrap();

        // Jane's own lock doesn't help where the bytes are others than she saw.
        let stale = format!("</a.txt> (<{}> [\"stale\"])", token.0);
        let status = raw_put(&server, "jane", "a.txt", Some(("If", stale))).await;
        assert_eq!(status, 412, "{}", kind.name());

        let expect = now(&dav, "a.txt", Some(&token)).await;
        let uploaded = upload(&dav, &path("a.txt"), b"number two", Some(&expect))
            .await
            .unwrap();
        assert!(uploaded.entry.lock.is_mine(), "{}", kind.name());
        age(&server, "a.txt", 8);
        let expect = now(&dav, "a.txt", Some(&token)).await;
        dav.rename(&path("a.txt"), &path("b.txt"), &expect)
            .await
            .unwrap();

        age(&server, "b.txt", 7);
        let token = dav.lock(&path("b.txt")).await.unwrap().token;
        let expect = now(&dav, "b.txt", token.as_ref()).await;
        dav.remove(&path("b.txt"), &expect).await.unwrap();
        assert!(dav.stat(&path("b.txt")).await.is_err(), "{}", kind.name());
    }
}

/// A folder is moved and removed with what this person holds inside.
#[tokio::test(flavor = "multi_thread")]
async fn a_folder_goes_with_my_locks_inside() {
    for kind in [Kind::Apache, Kind::WsgiDav, Kind::Sabre] {
        let Some(server) = Server::start(kind) else {
            continue;
        };
        let (jane, omar) = (
            log_in(&server.url, "jane").await,
            log_in(&server.url, "omar").await,
        );
        jane.make_folder(&path("shoot"), "shoot").await.unwrap();
        upload(&jane, &path("shoot/a.txt"), b"one", None)
            .await
            .unwrap();
        let token = jane.lock(&path("shoot/a.txt")).await.unwrap().token;
        let refused = omar
            .remove(&path("shoot"), &Expect::default())
            .await
            .unwrap_err();
        assert!(
            matches!(refused.kind, damson_remote::ErrorKind::Locked { .. }),
            "{}: {refused}",
            kind.name()
        );
        assert_eq!(bytes(&omar, &path("shoot/a.txt")).await, b"one");
        if kind == Kind::Sabre {
            // It looks for the proof of a lock inside where no standard puts it.
            let refused = jane.remove(&path("shoot"), &Expect::default()).await;
            assert!(refused.is_err());
            jane.unlock(&path("shoot/a.txt"), token.as_ref())
                .await
                .unwrap();
        }
        jane.remove(&path("shoot"), &Expect::default())
            .await
            .unwrap();
        assert!(jane.stat(&path("shoot")).await.is_err(), "{}", kind.name());
    }
}
