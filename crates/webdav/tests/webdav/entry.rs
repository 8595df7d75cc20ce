//! Getting in: challenges, redirects, OPTIONS that nobody answers, cookies, and Nextcloud's addresses.

use axum::response::Response;
use damson_remote::{Error, ErrorKind, Read, Remote as _};
use damson_webdav::{Credentials, Likely, LoginMethod, WebDav, connect, recognise};

use crate::{
    mock::{Asked, FOLDER, LOCKABLE, Mock, multistatus, options, reply, resource, status},
    setup::{config, credentials, log_in, path, upload, whole},
};

fn with(mut response: Response, name: &'static str, value: &str) -> Response {
    let value = http::HeaderValue::from_bytes(value.as_bytes()).unwrap();
    response.headers_mut().append(name, value);
    response
}

fn root(href: &str) -> Response {
    multistatus(&resource(href, &format!("{FOLDER}{LOCKABLE}")))
}

fn sent_to(code: u16, location: &str) -> Response {
    with(status(code), "location", location)
}

fn page() -> Response {
    with(
        reply(200, "<html>Log in</html>"),
        "content-type",
        "text/html; charset=utf-8",
    )
}

fn failure<T: std::fmt::Debug>(answer: Result<T, Error>) -> (ErrorKind, String) {
    let error = answer.unwrap_err();
    (error.kind, error.said.unwrap_or_default())
}

#[tokio::test]
async fn challenges_are_read_in_every_form() {
    for (challenges, sends) in [
        (&["Negotiate, Basic realm=\"a, b\""][..], "Basic "),
        (
            &["Newauth realm=\"Basic x\", type=1, basic Realm=x"],
            "Basic ",
        ),
        (&["Negotiate", "NTLM", "Basic realm=\"x\""], "Basic "),
        (
            &[
                "Basic realm=\"x\", Digest realm=\"x\", nonce=\"n\", qop=\"auth,auth-int\", algorithm=SHA-256",
            ],
            "Digest ",
        ),
    ] {
        let mock = Mock::start(move |asked| {
            if asked.header("authorization").is_empty() {
                return challenges.iter().fold(status(401), |answer, one| {
                    with(answer, "www-authenticate", one)
                });
            }
            match asked.method.as_str() {
                "OPTIONS" => options(),
                _ => root("/"),
            }
        })
        .await;
        let found = recognise(&config(&mock.url)).await.unwrap();
        assert_eq!(found.logins, [LoginMethod::Password], "{challenges:?}");
        log_in(&mock.url, "jane").await;
        let asked = mock.asked();
        let sent = asked.last().unwrap().header("authorization");
        assert!(sent.starts_with(sends), "{challenges:?}: {sent}");
    }
}

#[tokio::test]
async fn what_damson_cannot_do_is_named() {
    let mock = Mock::start(|_| {
        let refused = with(status(401), "www-authenticate", "Negotiate");
        with(refused, "www-authenticate", "NTLM")
    })
    .await;
    let wants = "the server wants people to log in by Negotiate or NTLM, which Damson can't do";
    let seen = failure(recognise(&config(&mock.url)).await);
    assert_eq!(seen, (ErrorKind::Unsupported, wants.to_owned()));
    let seen = failure(connect(config(&mock.url), credentials("jane")).await);
    assert_eq!(seen, (ErrorKind::Unsupported, wants.to_owned()));
    assert!(
        mock.asked()
            .iter()
            .all(|asked| asked.header("authorization").is_empty())
    );
}

/// A server of before RFC 7617 reads names in ISO-8859-1; one that says UTF-8 is taken at its word.
#[tokio::test]
async fn names_that_are_no_ascii_log_in() {
    let old = Mock::start(
        |asked| match (asked.header("authorization"), asked.method.as_str()) {
            ("Basic amFu6TpqYW7p", "OPTIONS") => options(),
            ("Basic amFu6TpqYW7p", _) => root("/"),
            _ => with(status(401), "www-authenticate", "Basic realm=\"x\""),
        },
    )
    .await;
    log_in(&old.url, "jané").await;
    let young = Mock::start(|_| {
        with(
            status(401),
            "www-authenticate",
            "Basic realm=\"x\", charset=\"UTF-8\"",
        )
    })
    .await;
    let refused = connect(config(&young.url), credentials("jané")).await;
    assert_eq!(failure(refused).0, ErrorKind::WrongCredentials);
    let asked = young.asked();
    let sent: Vec<_> = asked
        .iter()
        .map(|asked| asked.header("authorization"))
        .collect();
    assert!(!sent.contains(&"Basic amFu6TpqYW7p"), "{sent:?}");
}

/// PROPFIND decides, whatever becomes of OPTIONS.
#[tokio::test]
async fn options_may_be_refused_or_eaten() {
    let answers: [fn() -> Response; 5] = [
        || status(405),
        || status(403),
        || status(500),
        // A proxy answers for cross-origin requests.
        || with(status(204), "access-control-allow-methods", "GET"),
        || with(status(200), "dav", "2"),
    ];
    for (nth, answer) in answers.into_iter().enumerate() {
        let mock = Mock::start(move |asked| match asked.method.as_str() {
            "OPTIONS" => answer(),
            _ => root("/"),
        })
        .await;
        let found = recognise(&config(&mock.url)).await.unwrap();
        assert_eq!(found.webdav, Likely::Yes, "case {nth}");
        let dav = log_in(&mock.url, "jane").await;
        assert!(dav.capability().locks, "case {nth}");
    }
}

#[tokio::test]
async fn xml_goes_out_under_the_name_that_the_server_reads() {
    let mock = Mock::start(|asked| match asked.method.as_str() {
        "OPTIONS" => options(),
        _ if asked.header("content-type").starts_with("text/xml") => root("/"),
        _ => status(415),
    })
    .await;
    let dav = log_in(&mock.url, "jane").await;
    mock.forget();
    dav.stat(&path("")).await.unwrap();
    assert_eq!(mock.asked().len(), 1);
}

#[tokio::test]
async fn cookies_stay_at_their_server() {
    let elsewhere = Mock::start(|_| reply(200, "bytes")).await;
    let store = format!("{}/blob", elsewhere.url);
    let mock = Mock::start(move |asked| match asked.method.as_str() {
        "OPTIONS" => options(),
        "GET" => sent_to(302, &store),
        _ => with(root("/"), "set-cookie", "session=abc; Path=/; HttpOnly"),
    })
    .await;
    let dav = log_in(&mock.url, "jane").await;
    mock.forget();
    dav.stat(&path("")).await.unwrap();
    let body = dav.read(&path("a.psd"), Read::default()).await.unwrap();
    assert_eq!(whole(body).await, b"bytes");
    let asked = mock.asked();
    assert!(asked.len() > 1);
    for asked in &asked {
        assert_eq!(asked.header("cookie"), "session=abc", "{asked:?}");
    }
    assert_eq!(elsewhere.asked()[0].header("cookie"), "");
    // Another person's connection has none of them.
    mock.forget();
    log_in(&mock.url, "omar").await;
    assert_eq!(mock.asked()[0].header("cookie"), "");
}

/// The whole of a connection follows where the server says that the folder is.
#[tokio::test]
async fn a_folder_that_moved_is_followed_within_the_server() {
    for code in [301, 302, 307, 308] {
        let mock = Mock::start(move |asked| match (asked.method.as_str(), &*asked.path) {
            ("OPTIONS", _) => options(),
            (_, "/" | "/dav/") => sent_to(code, "/files/dav/"),
            (_, "/files/dav/") => root("/files/dav/"),
            ("MKCOL", "/files/dav/new/") => status(201),
            _ => status(404),
        })
        .await;
        let found = recognise(&config(&format!("{}/dav", mock.url)))
            .await
            .unwrap();
        assert_eq!(
            found.base.as_str(),
            format!("{}/files/dav", mock.url),
            "{code}"
        );
        let dav = log_in(&format!("{}/dav", mock.url), "jane").await;
        dav.make_folder(&path("new"), "new").await.unwrap();
    }
}

fn redirecting(asked: &Asked) -> Response {
    match (asked.method.as_str(), &*asked.path) {
        ("OPTIONS", _) => options(),
        ("PROPFIND", "/") => root("/"),
        ("PROPFIND" | "GET", "/login.psd") | ("MKCOL", "/moved/") => sent_to(302, "/login"),
        ("PROPFIND", "/see.psd") => sent_to(303, "/"),
        (_, "/login") => page(),
        ("MKCOL", "/slash/") => sent_to(301, "/slash"),
        ("MKCOL", "/kept/") => sent_to(308, "/other/kept/"),
        ("MKCOL", "/slash" | "/other/kept/") => status(201),
        ("PROPFIND", "/round.psd") => sent_to(307, "/round.psd"),
        _ => status(404),
    }
}

#[tokio::test]
async fn redirects_are_told_from_login_pages() {
    let mock = Mock::start(redirecting).await;
    let dav: WebDav = log_in(&mock.url, "jane").await;
    // To a page: nobody is logged in.
    for name in ["login.psd", "see.psd"] {
        assert_eq!(
            failure(dav.stat(&path(name)).await).0,
            ErrorKind::LoginNeeded,
            "{name}"
        );
    }
    let page = dav.read(&path("login.psd"), Read::default()).await;
    assert_eq!(failure(page).0, ErrorKind::LoginNeeded);
    assert_eq!(
        failure(dav.stat(&path("round.psd")).await).0,
        ErrorKind::Garbled
    );
    // Writes go where the method stays the same, and to no other place else.
    for name in ["slash", "kept"] {
        dav.make_folder(&path(name), name).await.unwrap();
    }
    assert_eq!(
        failure(dav.make_folder(&path("moved"), "moved").await).0,
        ErrorKind::LoginNeeded
    );
    assert!(
        !mock
            .asked()
            .iter()
            .any(|asked| asked.method == "MKCOL" && asked.path == "/login")
    );
}

/// A Nextcloud that is asked for by the address that a browser shows, by somebody who logs in with an
/// e-mail address.
fn nextcloud(asked: &Asked) -> Response {
    let in_files = asked.path.strip_prefix("/remote.php/dav/files/jane-id");
    match (asked.method.as_str(), &*asked.path) {
        ("GET", "/status.php") => reply(
            200,
            r#"{"installed":true,"maintenance":false,"version":"34.0.1.0","versionstring":"34.0.1","productname":"Nextcloud"}"#,
        ),
        (_, path) if !path.starts_with("/remote.php/dav") => sent_to(302, "/login"),
        _ if asked.header("authorization").is_empty() => with(
            status(401),
            "www-authenticate",
            "Basic realm=\"Nextcloud\", charset=\"UTF-8\"",
        ),
        ("OPTIONS", _) => options(),
        ("PROPFIND", "/remote.php/dav/" | "/remote.php/dav/files/") => multistatus(&resource(
            &asked.path,
            &format!(
                "{FOLDER}<d:current-user-principal><d:href>/remote.php/dav/principals/users/jane-id/\
                 </d:href></d:current-user-principal>"
            ),
        )),
        ("PROPFIND", _) if in_files.is_some_and(|rest| rest == "/") => multistatus(&resource(
            "/remote.php/dav/files/jane-id/",
            &format!("{FOLDER}{LOCKABLE}<oc:fileid>1</oc:fileid><nc:lock/>"),
        )),
        ("PUT", _) if in_files.is_some() => status(201),
        _ => status(404),
    }
}

#[tokio::test]
async fn nextcloud_is_found_by_the_address_of_a_browser() {
    let mock = Mock::start(nextcloud).await;
    for typed in [
        "",
        "/",
        "/index.php/apps/files/?dir=/",
        "/remote.php/dav",
        "/remote.php/dav/files",
    ] {
        let address = format!("{}{typed}", mock.url);
        let found = recognise(&config(&address)).await.unwrap();
        assert_ne!(found.webdav, Likely::No, "{typed}");
        assert_eq!(found.logins, [LoginMethod::Password], "{typed}");
        let dav = log_in(&address, "jane@example.com").await;
        assert!(dav.capability().versions, "{typed}");
        let folder = dav.web_page(&path("a.psd"), false);
        assert_eq!(
            folder.path(),
            "/remote.php/dav/files/jane-id/a.psd",
            "{typed}"
        );
    }
}

/// The words of a server for a refusal, bounded and without what a terminal would obey.
#[tokio::test]
async fn the_servers_own_words_are_kept() {
    let said = |body: &'static str, media: &'static str| async move {
        let mock = Mock::start(move |asked| match asked.method.as_str() {
            "OPTIONS" => options(),
            "PROPFIND" if asked.path == "/" => root("/"),
            "PROPFIND" => status(404),
            _ => with(reply(403, body), "content-type", media),
        })
        .await;
        let jane = Credentials::Nobody {
            user: "jane".into(),
        };
        let dav = connect(config(&mock.url), jane).await.unwrap();
        let refused = upload(&dav, &path("a.psd"), b"x", None).await;
        failure(refused).1
    };
    let sabre = "<d:error xmlns:d=\"DAV:\" xmlns:s=\"http://sabredav.org/ns\">\
        <s:message>Quota of &quot;R&amp;D&quot; is used up</s:message></d:error>";
    assert_eq!(
        said(sabre, "application/xml").await,
        "Quota of \"R&D\" is used up"
    );
    let plain = "No uploads\u{1b}[2J on Sundays\n";
    assert_eq!(
        said(plain, "text/plain").await,
        "No uploads\\u{1b}[2J on Sundays"
    );
    let html = "<html><head><title>403 &#8211; Too many locks</title></head><body>x</body></html>";
    assert_eq!(said(html, "text/html").await, "403 \u{2013} Too many locks");
}
