//! Listings of any size, with hostile names in them.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::body::{Body, Bytes};
use damson_remote::{ErrorKind, Page, Remote as _};
use damson_webdav::{Config, Credentials, WebDav, connect};
use futures::{StreamExt as _, stream};

use crate::{
    mock::{FOLDER, LOCKABLE, Mock, multistatus, options, reply, resource, status},
    setup::{config, path},
};

const MANY: usize = 100_000;

fn nobody() -> Credentials {
    Credentials::Nobody {
        user: "jane".into(),
    }
}

/// A folder whose members are made as they are sent, and counted.
async fn big_folder(made: Arc<AtomicUsize>) -> Mock {
    Mock::start(move |asked| {
        let root = resource("/", &format!("{FOLDER}{LOCKABLE}"));
        match (asked.method.as_str(), asked.header("depth")) {
            ("OPTIONS", _) => options(),
            ("PROPFIND", "0") => multistatus(&root),
            ("PROPFIND", "1") => {
                let made = Arc::clone(&made);
                let head = format!("<d:multistatus xmlns:d=\"DAV:\">{root}");
                let members = stream::iter(0..MANY).map(move |number| {
                    made.fetch_add(1, Ordering::Relaxed);
                    let props = format!(
                        "<d:resourcetype/><d:getcontentlength>{number}</d:getcontentlength>\
                         <d:getetag>\"{number}\"</d:getetag><d:lockdiscovery/>"
                    );
                    resource(&format!("/asset%20{number:06}.psd"), &props)
                });
                let all = stream::iter([head])
                    .chain(members)
                    .chain(stream::iter(["</d:multistatus>".to_owned()]));
                reply(
                    207,
                    Body::from_stream(all.map(|text| Ok::<_, std::io::Error>(Bytes::from(text)))),
                )
            }
            _ => status(405),
        }
    })
    .await
}

async fn log_in(url: &str, page_size: usize) -> WebDav {
    let config = Config {
        page_size,
        ..config(url)
    };
    connect(config, nobody()).await.unwrap()
}

/// The server can't run ahead of the reader by more than the network's own buffers hold, so the
/// client holds a page and no more.
#[tokio::test(flavor = "multi_thread")]
async fn a_folder_of_many_is_read_as_it_is_asked_for() {
    let made = Arc::new(AtomicUsize::new(0));
    let mock = big_folder(Arc::clone(&made)).await;
    let dav = log_in(&mock.url, 500).await;
    let (mut page, mut names, mut ahead) = (None, BTreeSet::new(), 0);
    loop {
        let Page { items, next, .. } = dav.list(&path(""), page).await.unwrap();
        names.extend(items.into_iter().map(|entry| entry.path));
        ahead = ahead.max(made.load(Ordering::Relaxed) - names.len());
        let Some(next) = next else { break };
        page = Some(next);
    }
    assert_eq!(names.len(), MANY);
    assert_eq!(
        made.load(Ordering::Relaxed),
        MANY,
        "the folder was asked for once"
    );
    assert!(ahead < MANY / 2, "the server was {ahead} entries ahead");
    println!("at most {ahead} of {MANY} entries were on their way");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_a_lost_listing_is_cut_from_another_one() {
    let made = Arc::default();
    let mock = big_folder(made).await;
    let dav = log_in(&mock.url, 7).await;
    let first = dav.list(&path(""), None).await.unwrap();
    let token = first.next.unwrap();
    let second = dav.list(&path(""), Some(token.clone())).await.unwrap();
    assert_eq!(second.items[0].path, path("asset 000007.psd"));
    // The same again, as after a lost answer, and on a connection that knows nothing of it.
    let again = dav.list(&path(""), Some(token.clone())).await.unwrap();
    assert_eq!(again.items, second.items);
    let other = log_in(&mock.url, 7).await;
    let elsewhere = other.list(&path(""), Some(token)).await.unwrap();
    assert_eq!(elsewhere.items, second.items);
    // More listings than are kept open all come to their end.
    let mut open = Vec::new();
    for _ in 0..20 {
        open.push(dav.list(&path(""), None).await.unwrap().next.unwrap());
    }
    for token in open {
        let page = dav.list(&path(""), Some(token)).await.unwrap();
        assert_eq!(page.items, second.items);
    }
    let nonsense = damson_remote::PageToken("x".into());
    let refused = dav.list(&path(""), Some(nonsense)).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Garbled);
}

#[tokio::test]
async fn hostile_names_are_rows_with_a_problem() {
    let mock = Mock::start(
        |asked| match (asked.method.as_str(), asked.header("depth")) {
            ("OPTIONS", _) => options(),
            ("PROPFIND", "0") => multistatus(&resource("/dav/", &format!("{FOLDER}{LOCKABLE}"))),
            _ => {
                let hrefs = [
                    "/dav/",
                    "/dav/good.psd",
                    "http://other.host/dav/also%20good.psd",
                    "/dav/..",
                    "/dav/%2e%2e",
                    "/dav/../../etc/passwd",
                    "/dav/a%2Fb",
                    "/dav/nul%00.psd",
                    "/dav/gpj.%E2%80%AEexe%2F",
                    "/dav/not-utf8-%FF.psd",
                ];
                let all: String = hrefs
                    .iter()
                    .map(|href| resource(href, "<d:resourcetype/>"))
                    .collect();
                multistatus(&all)
            }
        },
    )
    .await;
    let dav = connect(config(&format!("{}/dav", mock.url)), nobody())
        .await
        .unwrap();
    let page = dav.list(&path(""), None).await.unwrap();
    let names: Vec<_> = page.items.iter().map(|entry| entry.path.as_str()).collect();
    assert_eq!(names, ["good.psd", "also good.psd"]);
    let shown: Vec<_> = page
        .refused
        .iter()
        .map(|refused| refused.shown.as_str())
        .collect();
    assert_eq!(
        shown,
        [
            "..",
            "..",
            "passwd",
            "a/b",
            "nul\\u{0}.psd",
            "gpj.\\u{202e}exe/",
            "not-utf8-%FF.psd\\u{0}"
        ]
    );
}

#[tokio::test]
async fn a_bomb_is_an_error() {
    let mock = Mock::start(
        |asked| match (asked.method.as_str(), asked.header("depth")) {
            ("OPTIONS", _) => options(),
            ("PROPFIND", "0") => multistatus(&resource("/", FOLDER)),
            _ => reply(
                207,
                "<!DOCTYPE m [<!ENTITY a \"aaaaaaaaaa\">]><d:multistatus xmlns:d=\"DAV:\">&a;\
             </d:multistatus>",
            ),
        },
    )
    .await;
    let dav = connect(config(&mock.url), nobody()).await.unwrap();
    let refused = dav.list(&path(""), None).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Garbled);
}

/// The server gives up waiting in the middle; the caller notices nothing.
#[tokio::test]
async fn a_listing_that_breaks_off_goes_on() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counting = Arc::clone(&asked);
    let mock =
        Mock::start(
            move |request| match (request.method.as_str(), request.header("depth")) {
                ("OPTIONS", _) => options(),
                ("PROPFIND", "0") => multistatus(&resource("/", &format!("{FOLDER}{LOCKABLE}"))),
                _ => {
                    let first = counting.fetch_add(1, Ordering::Relaxed) == 0;
                    let many = if first { 20 } else { 40 };
                    let mut pieces = vec![Ok("<d:multistatus xmlns:d=\"DAV:\">".to_owned())];
                    pieces.extend((0..many).map(|number| {
                        Ok(resource(&format!("/{number:02}.psd"), "<d:resourcetype/>"))
                    }));
                    pieces.push(if first {
                        Err(std::io::Error::other("tired"))
                    } else {
                        Ok("</d:multistatus>".to_owned())
                    });
                    reply(207, Body::from_stream(stream::iter(pieces)))
                }
            },
        )
        .await;
    let dav = log_in(&mock.url, 7).await;
    let (mut page, mut names) = (None, Vec::new());
    loop {
        let answer = dav.list(&path(""), page).await.unwrap();
        names.extend(answer.items.iter().map(|entry| entry.path.to_string()));
        let Some(next) = answer.next else { break };
        page = Some(next);
    }
    let expected: Vec<_> = (0..40).map(|number| format!("/{number:02}.psd")).collect();
    assert_eq!(names, expected);
    assert_eq!(asked.load(Ordering::Relaxed), 2);
}
