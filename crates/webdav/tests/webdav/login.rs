//! Logging in, being recognised, and who is told what.

use damson_remote::{ErrorKind, Read, Remote as _};
use damson_webdav::{Credentials, Likely, LoginMethod, connect, recognise};

use crate::{
    mock::{FOLDER, LOCKABLE, Mock, multistatus, options, reply, resource, status},
    server::{ALL, Ask, Kind, Server},
    setup::{config, credentials, log_in, path, upload, whole},
};

#[tokio::test(flavor = "multi_thread")]
async fn recognises_every_server_without_a_password() {
    for kind in ALL {
        let Some(server) = Server::start(kind) else {
            continue;
        };
        let found = recognise(&config(&server.url)).await.unwrap();
        assert_ne!(found.webdav, Likely::No, "{}", kind.name());
        assert_eq!(found.logins, [LoginMethod::Password], "{}", kind.name());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_is_said_to_be_wrong() {
    for (kind, ask) in [
        (Kind::Apache, Ask::Basic),
        (Kind::Apache, Ask::Digest),
        (Kind::WsgiDav, Ask::Digest),
        (Kind::Sabre, Ask::Basic),
        (Kind::Rclone, Ask::Basic),
    ] {
        let Some(server) = Server::asking(kind, ask) else {
            continue;
        };
        let wrong = Credentials::Password {
            user: "jane".into(),
            password: "hush".into(),
        };
        let refused = connect(config(&server.url), wrong).await.unwrap_err();
        assert_eq!(refused.kind, ErrorKind::WrongCredentials, "{}", kind.name());
        assert!(!format!("{refused:?}").contains("hush"));
        connect(config(&server.url), credentials("jane"))
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn recognises_what_says_what_it_is() {
    let mock = Mock::start(|asked| match asked.method.as_str() {
        "OPTIONS" => options(),
        _ => multistatus(&resource("/", &format!("{FOLDER}{LOCKABLE}"))),
    })
    .await;
    let found = recognise(&config(&mock.url)).await.unwrap();
    assert_eq!((found.webdav, found.says_locks), (Likely::Yes, true));
    assert!(found.logins.is_empty());
}

#[tokio::test]
async fn a_page_is_no_dam() {
    let mock = Mock::start(|_| reply(200, "<html>hello</html>")).await;
    let found = recognise(&config(&mock.url)).await.unwrap();
    assert_eq!(found.webdav, Likely::No);
    let refused = connect(config(&mock.url), credentials("jane")).await;
    assert_eq!(refused.unwrap_err().kind, ErrorKind::NotADam);
    // Nothing asked who we are, so nothing was told.
    assert!(
        mock.asked()
            .iter()
            .all(|asked| asked.header("authorization").is_empty())
    );
}

#[tokio::test]
async fn another_origin_is_told_nothing() {
    let elsewhere = Mock::start(|_| reply(200, "bytes of a store")).await;
    let store = format!("{}/blob", elsewhere.url);
    let mock = Mock::start(move |asked| {
        let sent_away = || {
            let mut response = status(302);
            response
                .headers_mut()
                .insert("location", store.parse().unwrap());
            response
        };
        match (asked.method.as_str(), asked.path.as_str()) {
            ("OPTIONS", _) => options(),
            ("PROPFIND", "/") => multistatus(&resource("/", &format!("{FOLDER}{LOCKABLE}"))),
            ("PROPFIND", "/a.bin") => multistatus(&resource("/a.bin", "<d:resourcetype/>")),
            _ => sent_away(),
        }
    })
    .await;
    let dav = log_in(&mock.url, "jane").await;
    let body = dav.read(&path("a.bin"), Read::default()).await.unwrap();
    assert_eq!(whole(body).await, b"bytes of a store");
    let listed = dav.list(&path("elsewhere"), None).await;
    assert_eq!(listed.unwrap_err().kind, ErrorKind::LoginNeeded);
    // A write is not redirected at all.
    assert!(dav.make_folder(&path("folder"), "folder").await.is_err());
    let asked = elsewhere.asked();
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].header("authorization").is_empty());
    assert!(
        mock.asked()
            .iter()
            .any(|asked| !asked.header("authorization").is_empty())
    );
}

/// Every LOCK succeeds and none is kept, as Nextcloud does it for the Finder.
#[tokio::test]
async fn fake_locks_are_found_out() {
    let mock = Mock::start(|asked| match asked.method.as_str() {
        "OPTIONS" => options(),
        "PROPFIND" => {
            let kind = if asked.path == "/" {
                FOLDER
            } else {
                "<d:resourcetype/>"
            };
            multistatus(&resource(&asked.path, &format!("{kind}{LOCKABLE}")))
        }
        "LOCK" => {
            let mut response = reply(
                200,
                "<d:prop xmlns:d=\"DAV:\"><d:lockdiscovery><d:activelock><d:timeout>Second-1800\
                 </d:timeout></d:activelock></d:lockdiscovery></d:prop>",
            );
            let token = "<opaquelocktoken:fake>".parse().unwrap();
            response.headers_mut().insert("lock-token", token);
            response
        }
        _ => status(204),
    })
    .await;
    let dav = log_in(&mock.url, "jane").await;
    assert!(dav.capability().locks);
    let refused = dav.lock(&path("a.psd")).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Unsupported);
    let capability = dav.capability();
    assert!(!capability.locks && !capability.locks_enforced && !capability.locks_expire);
    assert!(
        capability.product.contains("locks are not real"),
        "{}",
        capability.product
    );
    // What was taken is given back.
    assert!(mock.asked().iter().any(|asked| asked.method == "UNLOCK"));
}

#[tokio::test]
async fn a_full_server_says_so() {
    let mock = Mock::start(|asked| match (asked.method.as_str(), asked.path.as_str()) {
        ("OPTIONS", _) => options(),
        ("PROPFIND", "/") => multistatus(&resource("/", &format!("{FOLDER}{LOCKABLE}"))),
        ("PROPFIND", _) => status(404),
        ("PUT", _) => status(507),
        _ => status(204),
    })
    .await;
    let dav = log_in(&mock.url, "jane").await;
    let refused = upload(&dav, &path("a.psd"), b"much", None)
        .await
        .unwrap_err();
    assert_eq!(refused.kind, ErrorKind::ServerFull);
}

/// Class 1: no LOCK at all.
#[tokio::test]
async fn a_server_without_locks_has_no_check_out() {
    let mock = Mock::start(|asked| match asked.method.as_str() {
        "OPTIONS" => {
            let mut response = status(200);
            response.headers_mut().insert("dav", "1".parse().unwrap());
            response
        }
        _ => multistatus(&resource(&asked.path, FOLDER)),
    })
    .await;
    let dav = log_in(&mock.url, "jane").await;
    let capability = dav.capability();
    assert!(
        !capability.locks && capability.product.contains("no locks"),
        "{capability:?}"
    );
    let refused = dav.lock(&path("a.psd")).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Unsupported);
    let refused = dav.locked(&path(""), None).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Unsupported);
}
