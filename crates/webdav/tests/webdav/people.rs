//! Two people and one file: who holds it, who may write, and what outlives a restart.

use damson_core::Lock;
use damson_remote::{ErrorKind, Expect, LockToken, Remote as _};
use damson_webdav::{Config, WebDav, connect};

use crate::{
    server::{Kind, Server},
    setup::{bytes, config, credentials, log_in, path, upload},
};

/// A PUT past the connector, as another client would send it.
pub(crate) async fn raw_put(
    server: &Server,
    user: &str,
    name: &str,
    header: Option<(&str, String)>,
) -> u16 {
    let mut request = reqwest::Client::new()
        .put(format!("{}/{name}", server.url))
        .basic_auth(user, Some(user))
        .body("theirs");
    if let Some((name, value)) = header {
        request = request.header(name, value);
    }
    request.send().await.unwrap().status().as_u16()
}

async fn on_laptop(server: &Server) -> WebDav {
    let config = Config {
        computer: "laptop".to_owned(),
        ..config(&server.url)
    };
    connect(config, credentials("jane")).await.unwrap()
}

async fn now(dav: &WebDav, name: &str, token: Option<LockToken>) -> Expect {
    Expect {
        revision: Some(dav.stat(&path(name)).await.unwrap().revision),
        token,
    }
}

fn locked_by<T: std::fmt::Debug>(refused: damson_remote::Result<T>, who: &str) {
    let holder = Some(who.to_owned());
    assert_eq!(refused.unwrap_err().kind, ErrorKind::Locked { holder });
}

async fn two_people(kind: Kind) {
    let Some(server) = Server::start(kind) else {
        return;
    };
    let file = path("a.psd");
    let (jane, omar) = (
        log_in(&server.url, "jane").await,
        log_in(&server.url, "omar").await,
    );
    upload(&jane, &file, b"one", None).await.unwrap();

    // Jane checks out; Omar is refused, sees her name, and can't write.
    let grant = jane.lock(&file).await.unwrap();
    let token = grant.token.unwrap();
    assert!(
        grant.lasts.is_some_and(|lasts| lasts.as_secs() >= 600),
        "{:?}",
        grant.lasts
    );
    assert_eq!(
        omar.stat(&file).await.unwrap().lock,
        Lock::Theirs("jane".into())
    );
    assert!(server.kind.names_holders());
    locked_by(omar.lock(&file).await, "jane");
    let stolen = now(&omar, "a.psd", Some(token.clone())).await;
    let bare = now(&omar, "a.psd", None).await;
    for expect in [&stolen, &bare] {
        locked_by(upload(&omar, &file, b"theirs", Some(expect)).await, "jane");
        locked_by(omar.remove(&file, expect).await, "jane");
        locked_by(omar.rename(&file, &path("b.psd"), expect).await, "jane");
    }
    locked_by(omar.unlock(&file, Some(&token)).await, "jane");

    the_server_refuses(&server, &token).await;
    assert_eq!(bytes(&jane, &file).await, b"one");

    // Jane's client restarts with what its journal kept.
    drop(jane);
    let jane = log_in(&server.url, "jane").await;
    assert_eq!(jane.stat(&file).await.unwrap().lock, Lock::Mine);
    let renewed = jane.refresh_lock(&file, &token).await.unwrap();
    assert_eq!(renewed.token.as_ref(), Some(&token));
    let expect = now(&jane, "a.psd", Some(token.clone())).await;
    let uploaded = upload(&jane, &file, b"number two", Some(&expect))
        .await
        .unwrap();
    assert_eq!(uploaded.entry.lock, Lock::Mine);
    locked_by(omar.lock(&file).await, "jane");
    jane.unlock(&file, Some(&token)).await.unwrap();
    assert_eq!(omar.stat(&file).await.unwrap().lock, Lock::Free);
    assert_eq!(bytes(&omar, &file).await, b"number two");

    a_conflict(&jane, &omar).await;
    another_computer(&server, &jane, kind).await;
}

/// Past every check of ours.
async fn the_server_refuses(server: &Server, token: &LockToken) {
    assert_eq!(raw_put(server, "omar", "a.psd", None).await, 423);
    // With the address: webdav-server ends on a list without one.
    let at = format!("{}/a.psd", server.url);
    let made_up = format!("<{at}> (<opaquelocktoken:00000000-0000-0000-0000-000000000000>)");
    let status = raw_put(server, "omar", "a.psd", Some(("If", made_up))).await;
    assert!(matches!(status, 412 | 423), "{status}");
    if !server.kind.takes_any_token() {
        let stolen = format!("<{at}> (<{}>)", token.0);
        let status = raw_put(server, "omar", "a.psd", Some(("If", stolen))).await;
        assert!(matches!(status, 401 | 403 | 412 | 423), "{status}");
    }
}

/// Both edit what they saw; the second one is told, looks, and sends anew.
async fn a_conflict(jane: &WebDav, omar: &WebDav) {
    let file = path("a.psd");
    let seen_by_jane = now(jane, "a.psd", None).await;
    let grant = omar.lock(&file).await.unwrap();
    let expect = now(omar, "a.psd", grant.token.clone()).await;
    upload(omar, &file, b"omar's three", Some(&expect))
        .await
        .unwrap();
    omar.unlock(&file, grant.token.as_ref()).await.unwrap();

    let refused = upload(jane, &file, b"jane's three!", Some(&seen_by_jane)).await;
    assert_eq!(refused.unwrap_err().kind, ErrorKind::Changed);
    assert_eq!(bytes(jane, &file).await, b"omar's three");
    let keeps_hers = now(jane, "a.psd", None).await;
    upload(jane, &file, b"jane's three!", Some(&keeps_hers))
        .await
        .unwrap();
    assert_eq!(bytes(omar, &file).await, b"jane's three!");
}

/// The same person elsewhere is another holder, who may be released and is then seen to be gone.
async fn another_computer(server: &Server, desk: &WebDav, kind: Kind) {
    let file = path("a.psd");
    let laptop = on_laptop(server).await;
    let token = desk.lock(&file).await.unwrap().token.unwrap();
    locked_by(laptop.lock(&file).await, "jane@desk");
    let released = laptop.force_unlock(&file).await;
    if kind == Kind::Sabre {
        assert_eq!(released.unwrap_err().kind, ErrorKind::Unsupported);
        desk.unlock(&file, Some(&token)).await.unwrap();
    } else {
        released.unwrap();
    }
    assert_eq!(desk.stat(&file).await.unwrap().lock, Lock::Free);

    // A lock that is gone is said to be gone, and can be taken anew unless somebody was faster.
    let gone = desk.refresh_lock(&file, &token).await.unwrap_err();
    assert_eq!(gone.kind, ErrorKind::Changed);
    let again = desk.lock(&file).await.unwrap().token.unwrap();
    assert_ne!(again, token);
    desk.unlock(&file, Some(&again)).await.unwrap();
    let theirs = laptop.lock(&file).await.unwrap();
    locked_by(desk.refresh_lock(&file, &again).await, "jane@laptop");
    let stale = now(desk, "a.psd", Some(again)).await;
    locked_by(
        upload(desk, &file, b"too late", Some(&stale)).await,
        "jane@laptop",
    );
    laptop.unlock(&file, theirs.token.as_ref()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_at_apache() {
    two_people(Kind::Apache).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_at_wsgidav() {
    two_people(Kind::WsgiDav).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_at_sabre() {
    two_people(Kind::Sabre).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_at_tomcat() {
    two_people(Kind::Tomcat).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_at_tomcat_with_strong_tags() {
    two_people(Kind::TomcatStrong).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_at_webdav_server() {
    two_people(Kind::WebdavServer).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_at_asgiwebdav() {
    two_people(Kind::AsgiWebDav).await;
}

/// Apache keeps its locks on the disk: what was checked out before a power cut still is.
#[tokio::test(flavor = "multi_thread")]
async fn a_lock_outlives_the_server() {
    let Some(mut server) = Server::start(Kind::Apache) else {
        return;
    };
    let file = path("a.psd");
    let jane = log_in(&server.url, "jane").await;
    upload(&jane, &file, b"one", None).await.unwrap();
    let token = jane.lock(&file).await.unwrap().token.unwrap();
    server.kill();
    let offline = jane.stat(&file).await.unwrap_err();
    assert_eq!(offline.kind, ErrorKind::Offline);
    server.start_again();
    let omar = log_in(&server.url, "omar").await;
    locked_by(omar.lock(&file).await, "jane");
    let expect = now(&jane, "a.psd", Some(token.clone())).await;
    upload(&jane, &file, b"number two", Some(&expect))
        .await
        .unwrap();
    jane.unlock(&file, Some(&token)).await.unwrap();
    assert_eq!(omar.stat(&file).await.unwrap().lock, Lock::Free);
}
