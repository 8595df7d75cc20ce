//! What is missing, refused or broken, in every form in which servers say so.

use axum::response::Response;
use damson_remote::{ErrorKind, Page, Remote as _};
use damson_webdav::{Credentials, WebDav, connect};

use crate::{
    mock::{Asked, FOLDER, LOCKABLE, Mock, multistatus, options, resource, status},
    setup::{config, path},
};

const FILE: &str = "<d:resourcetype/><d:getcontentlength>3</d:getcontentlength>";

/// A server whose root is there, and which says of the rest what a test wants.
async fn server(root: &'static str, rest: fn(&Asked) -> Response) -> Mock {
    Mock::start(
        move |asked| match (asked.method.as_str(), asked.header("depth")) {
            ("OPTIONS", _) => options(),
            ("PROPFIND", "0") if asked.path == root => multistatus(&resource(
                root,
                &format!("{FOLDER}{LOCKABLE}<oc:fileid>1</oc:fileid>"),
            )),
            _ => rest(asked),
        },
    )
    .await
}

async fn log_in(mock: &Mock, root: &str) -> WebDav {
    let jane = Credentials::Nobody {
        user: "jane".into(),
    };
    connect(config(&format!("{}{root}", mock.url)), jane)
        .await
        .unwrap()
}

/// A `response` with one status for all, as RFC 4918, 13 has it.
fn whole(href: &str, status: &str) -> String {
    format!(
        "<d:response><d:href>{href}</d:href><d:status>HTTP/1.1 {status}</d:status></d:response>"
    )
}

/// A `response` with a group of properties for each status.
fn groups(href: &str, groups: &[(&str, &str)]) -> String {
    let groups: Vec<String> = groups
        .iter()
        .map(|(props, status)| {
            format!(
                "<d:propstat><d:prop>{props}</d:prop><d:status>HTTP/1.1 {status}</d:status>\
                 </d:propstat>"
            )
        })
        .collect();
    let groups = groups.concat();
    format!("<d:response><d:href>{href}</d:href>{groups}</d:response>")
}

fn names(page: &Page<damson_remote::Entry>) -> (Vec<&str>, Vec<(&str, &str)>) {
    let items = page.items.iter().map(|entry| entry.path.as_str());
    let unread = page.unread.iter();
    (
        items.collect(),
        unread
            .map(|unread| (unread.path.as_str(), unread.why.as_str()))
            .collect(),
    )
}

/// A child that a listing can't read is neither a file nor gone.
#[tokio::test]
async fn a_child_that_cannot_be_read_is_said_to_be_there() {
    let mock = server("/dav/", |_| {
        multistatus(
            &[
                resource("/dav/", FOLDER),
                resource("/dav/a.psd", FILE),
                whole("/dav/secret/", "403 Forbidden"),
                whole("/dav/away", "503 Service Unavailable"),
                groups("/dav/hidden", &[(FILE, "403 Forbidden")]),
                groups(
                    "/dav/odd",
                    &[
                        ("<d:getlastmodified/>", "200 OK"),
                        ("<d:resourcetype/>", "500 Internal Server Error"),
                    ],
                ),
                // Gone since the server looked into the folder, in each form.
                whole("/dav/late", "404 Not Found"),
                groups("/dav/later", &[(FILE, "404 Not Found")]),
                // No such property, which is no trouble.
                groups(
                    "/dav/b.psd",
                    &[
                        (FILE, "200 OK"),
                        ("<d:getetag/>", "404 Not Found"),
                        ("<d:displayname/>", "403 Forbidden"),
                    ],
                ),
            ]
            .concat(),
        )
    })
    .await;
    let dav = log_in(&mock, "/dav").await;
    let page = dav.list(&path(""), None).await.unwrap();
    let (items, unread) = names(&page);
    assert_eq!(items, ["a.psd", "b.psd"]);
    assert_eq!(
        unread,
        [
            ("secret", "403 Forbidden"),
            ("away", "503 Service Unavailable"),
            ("hidden", "403 Forbidden"),
            ("odd", "500 Internal Server Error"),
        ]
    );
}

/// The folder itself is what can't be read.
#[tokio::test]
async fn a_folder_that_cannot_be_read_is_not_empty() {
    let mock = server("/dav/", |asked| {
        let said = match asked.path.as_str() {
            "/dav/secret/" | "/dav/secret" => whole("/dav/secret/", "403 Forbidden"),
            "/dav/gone/" | "/dav/gone" => whole("/dav/gone/", "404 Not Found"),
            // Others leave the folder out of its own listing.
            "/dav/bare" => resource("/dav/bare/", FOLDER),
            _ => String::new(),
        };
        multistatus(&said)
    })
    .await;
    let dav = log_in(&mock, "/dav").await;
    for (folder, kind) in [
        ("secret", ErrorKind::Forbidden),
        ("gone", ErrorKind::NotFound),
        ("silence", ErrorKind::NotFound),
    ] {
        let refused = dav.list(&path(folder), None).await.unwrap_err();
        assert_eq!(refused.kind, kind, "{folder}");
        assert_eq!(refused.about, Some(path(folder)));
        let refused = dav.stat(&path(folder)).await.unwrap_err();
        assert_eq!(refused.kind, kind, "{folder}");
    }
    assert_eq!(dav.list(&path("bare"), None).await.unwrap().items, []);
}

#[tokio::test]
async fn what_is_missing_is_missing_in_every_form() {
    let mock = server("/remote.php/dav/files/jane/", |asked| {
        let own = String::from_utf8_lossy(&asked.body).contains("oc:");
        match asked.path.rsplit('/').find(|name| !name.is_empty()) {
            Some("gone") => status(410),
            Some("whole") => multistatus(&whole(&asked.path, "404 Not Found")),
            Some("groups") => multistatus(&groups(&asked.path, &[(FILE, "404 Not Found")])),
            Some("empty") => multistatus(""),
            // ownCloud 10, as soon as properties of its own are asked for.
            Some("owncloud") if own => status(405),
            Some("plain" | "owncloud") => status(404),
            // Nothing is there that it could be asked about.
            Some(_) | None => status(405),
        }
    })
    .await;
    let dav = log_in(&mock, "/remote.php/dav/files/jane").await;
    let missing = ["plain", "gone", "whole", "groups", "empty", "owncloud"];
    for name in missing {
        let refused = dav.stat(&path(name)).await.unwrap_err();
        assert_eq!(refused.kind, ErrorKind::NotFound, "{name}");
        let refused = dav.list(&path(name), None).await.unwrap_err();
        assert_eq!(refused.kind, ErrorKind::NotFound, "{name}");
    }
    let refused = dav.stat(&path("other")).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Unsupported);
    let several = dav.stat_many(&missing.map(path)).await.unwrap();
    assert_eq!(several, []);
}

/// One asset that can't be read keeps nobody from the others.
#[tokio::test]
async fn what_cannot_be_read_keeps_nobody_from_the_others() {
    let mock = server("/dav/", |asked| match asked.path.as_str() {
        "/dav/a.psd" => multistatus(&resource("/dav/a.psd", FILE)),
        "/dav/b.psd" => multistatus(&whole("/dav/b.psd", "503 Service Unavailable")),
        _ => status(403),
    })
    .await;
    let dav = log_in(&mock, "/dav").await;
    let mut wanted = vec![path("a.psd"), path("b.psd"), path("c.psd")];
    wanted.extend((0..20).map(|nth| path(&format!("s/{nth}.psd"))));
    let found = dav.stat_many(&wanted).await.unwrap();
    let found: Vec<_> = found.iter().map(|entry| entry.path.as_str()).collect();
    assert_eq!(found, ["a.psd"]);
    // It is said of this one alone, so that nobody waits for the server.
    let refused = dav.stat(&path("b.psd")).await.unwrap_err();
    assert!(refused.is_of_one(), "{refused}");
}

/// A proxy takes the first part of the path away; a folder has the name of that part.
#[tokio::test]
async fn a_folder_may_have_the_name_of_the_prefix() {
    let mock = Mock::start(|asked| match (asked.method.as_str(), asked.path.as_str()) {
        ("OPTIONS", _) => options(),
        (_, "/dav/") if asked.header("depth") == "0" => {
            multistatus(&resource("/", &format!("{FOLDER}{LOCKABLE}")))
        }
        (_, "/dav/") => multistatus(&[resource("/", FOLDER), resource("/dav/", FOLDER)].concat()),
        (_, "/dav/dav/") => {
            multistatus(&[resource("/dav/", FOLDER), resource("/dav/a.psd", FILE)].concat())
        }
        _ => status(404),
    })
    .await;
    let dav = log_in(&mock, "/dav").await;
    let root = dav.list(&path(""), None).await.unwrap();
    assert_eq!(names(&root).0, ["dav"]);
    let inside = dav.list(&path("dav"), None).await.unwrap();
    assert_eq!(names(&inside).0, ["dav/a.psd"]);
}

/// A server that keeps other names than it was sent: what it lists is what an upload says.
#[tokio::test]
async fn an_upload_says_the_name_that_the_server_lists() {
    use std::sync::{Arc, Mutex};

    let stored: Arc<Mutex<Vec<String>>> = Arc::default();
    let kept = Arc::clone(&stored);
    let mock = Mock::start(move |asked| {
        let mut stored = kept.lock().unwrap();
        let name = |path: &str| path.trim_start_matches('/').to_ascii_lowercase();
        let file = |name: &str| resource(&format!("/{name}"), FILE);
        match (asked.method.as_str(), asked.header("depth")) {
            ("OPTIONS", _) => options(),
            ("PROPFIND", "1") => {
                let files: String = stored.iter().map(|name| file(name)).collect();
                multistatus(&format!("{}{files}", resource("/", FOLDER)))
            }
            ("PROPFIND", _) if asked.path == "/" => {
                multistatus(&resource("/", &format!("{FOLDER}{LOCKABLE}")))
            }
            // Found under the name that was sent, and answered with it.
            ("PROPFIND", _) if stored.contains(&name(&asked.path)) => {
                multistatus(&resource(&asked.path, FILE))
            }
            ("PUT", _) => {
                stored.push(name(&asked.path));
                status(201)
            }
            ("MOVE", _) => {
                let from = name(&asked.path);
                stored.retain(|stored| *stored != from);
                let to = asked
                    .header("destination")
                    .rsplit('/')
                    .next()
                    .unwrap_or_default();
                stored.push(to.to_ascii_lowercase());
                status(201)
            }
            _ => status(404),
        }
    })
    .await;
    let dav = log_in(&mock, "").await;
    let uploaded = crate::setup::upload(&dav, &path("Logo.PSD"), b"abc", None).await;
    assert_eq!(uploaded.unwrap().entry.path, path("logo.psd"));
    // Where names are kept, one look is enough for all of the kind.
    let uploaded = crate::setup::upload(&dav, &path("plain.psd"), b"abc", None).await;
    assert_eq!(uploaded.unwrap().entry.path, path("plain.psd"));
}

/// What refuses hidden names gets another one, and what takes no name of ours the file's own.
#[tokio::test]
async fn names_of_our_own_may_be_refused() {
    use std::{collections::BTreeSet, sync::Mutex};

    for refuses in [".damson-", "damson-"] {
        let files: Mutex<BTreeSet<String>> = Mutex::default();
        let mock = Mock::start(move |asked| {
            let mut files = files.lock().unwrap();
            match asked.method.as_str() {
                "OPTIONS" => options(),
                "PROPFIND" if asked.path == "/" => {
                    multistatus(&resource("/", &format!("{FOLDER}{LOCKABLE}")))
                }
                "PROPFIND" if files.contains(&asked.path) => {
                    multistatus(&resource(&asked.path, FILE))
                }
                "PUT" if asked.path.contains(refuses) => status(403),
                "PUT" => {
                    files.insert(asked.path.clone());
                    status(201)
                }
                "MOVE" => {
                    let name = asked.header("destination").rsplit('/').next();
                    files.insert(format!("/{}", name.unwrap_or_default()));
                    status(201)
                }
                "DELETE" if files.remove(&asked.path) => status(204),
                _ => status(404),
            }
        })
        .await;
        let dav = log_in(&mock, "").await;
        crate::setup::upload(&dav, &path("a.psd"), b"abc", None)
            .await
            .unwrap();
        let asked = mock.asked();
        let puts: Vec<_> = asked.iter().filter(|asked| asked.method == "PUT").collect();
        // The bytes went out twice, and one of a byte found out the name.
        assert_eq!(puts.len(), 3, "{refuses}");
        let whole = puts.iter().filter(|put| put.body.len() > 1).count();
        assert_eq!(whole, 2, "{refuses}");
        mock.forget();
        crate::setup::upload(&dav, &path("b.psd"), b"abc", None)
            .await
            .unwrap();
        let asked = mock.asked();
        let puts = asked.iter().filter(|asked| asked.method == "PUT");
        assert_eq!(puts.count(), 1, "{refuses}: it is remembered");
    }
}
