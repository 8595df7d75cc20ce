//! What a server does with conditions is found out on that server, harmlessly, and remembered.

use std::collections::BTreeSet;

use damson_remote::{Expect, Remembered, Remote as _, WriteGuard};
use damson_webdav::WebDav;

use crate::{
    conditions::age,
    proxy::{Proxy, Sent},
    server::{ALL, Kind, Server},
    setup::{bytes, log_in, path, upload},
    switches::Switches,
};

/// What the table of docs/connectors.md measures without Damson.
fn expected(kind: Kind) -> (&'static [&'static str], WriteGuard) {
    use WriteGuard::{Look, Server};
    let honoured: &[&str] = &[
        "If-Match: honoured",
        "If-None-Match: honoured",
        "If with a tag: honoured",
    ];
    let ignored: &[&str] = &[
        "If-Match: ignored",
        "If-None-Match: ignored",
        "If with a tag: ignored",
    ];
    match kind {
        Kind::Apache | Kind::WsgiDav | Kind::Lighttpd | Kind::Nephele => (honoured, Server),
        Kind::Sabre => (&["no entity tags", "If-None-Match: honoured"], Look),
        Kind::Rclone => (
            &["If-Match: ignored", "If with a tag: always refused"],
            Look,
        ),
        Kind::Tomcat => (
            &["If-Match: always refused", "If-None-Match: honoured"],
            Look,
        ),
        Kind::TomcatStrong => (
            &["If-Match: honoured", "If with a tag: always refused"],
            Look,
        ),
        Kind::WebdavServer => (ignored, Look),
        Kind::AsgiWebDav => (&["If-Match: ignored", "If-None-Match: ignored"], Look),
        Kind::Nginx | Kind::Copyparty | Kind::Dufs => {
            (&["no entity tags", "If-None-Match: ignored"], Look)
        }
        Kind::Jackrabbit =>
        // Onto a file it moves nothing under a condition.
        {
            (
                &["If-Match: ignored", "If with a tag: always refused"],
                Look,
            )
        }
    }
}

/// Replaces a file twice, as two uploads do it.
async fn replace(dav: &WebDav, text: &str) {
    let file = path("a.txt");
    let expect = Expect {
        revision: Some(dav.stat(&file).await.unwrap().revision),
        token: None,
    };
    upload(dav, &file, text.as_bytes(), Some(&expect))
        .await
        .unwrap();
}

/// How many names of the client's own were written to: a trial has one more than its upload.
fn names(sent: &[Sent]) -> usize {
    let own = |sent: &&Sent| sent.path.contains("damson-") && sent.path.ends_with(".part");
    let put = sent.iter().filter(own).filter(|sent| sent.method == "PUT");
    put.map(|sent| &sent.path).collect::<BTreeSet<_>>().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_conditions_do_is_found_out_once() {
    let mut wrong = Vec::new();
    for kind in ALL {
        let Some(server) = Server::start(kind) else {
            continue;
        };
        let name = kind.name();
        let proxy = Proxy::start(&server.url, Switches::default());
        let jane = log_in(&proxy.url, "jane").await;
        let file = path("a.txt");
        upload(&jane, &file, b"one", None).await.unwrap();
        assert_eq!(jane.capability().write_guard, WriteGuard::Unknown, "{name}");
        // Apache calls the tag of a young file weak.
        age(&server, "a.txt", 9);
        proxy.forget();
        replace(&jane, "number two").await;
        let first = names(&proxy.sent());
        let learnt = jane.learnt().unwrap();
        let (lines, guard) = expected(kind);
        if lines
            .iter()
            .any(|line| !learnt.lines().any(|told| told == *line))
            || jane.capability().write_guard != guard
        {
            wrong.push(format!(
                "{name}: {learnt} {:?}",
                jane.capability().write_guard
            ));
        }
        proxy.forget();
        replace(&jane, "number three").await;
        let second = names(&proxy.sent());
        if first != second + 1 {
            wrong.push(format!("{name}: {first} names, then {second}"));
        }
        // Another process, with what the journal kept.
        let later = log_in(&proxy.url, "jane").await;
        later.recall(Remembered {
            learnt: Some(learnt.clone()),
            ..Remembered::default()
        });
        proxy.forget();
        replace(&later, "number four").await;
        if names(&proxy.sent()) > second {
            wrong.push(format!("{name}: tried again"));
        }
        if later.learnt().as_ref() != Some(&learnt) {
            wrong.push(format!("{name}: {learnt} became {:?}", later.learnt()));
        }
        assert_eq!(bytes(&jane, &file).await, b"number four", "{name}");
        let left: Vec<_> = std::fs::read_dir(server.files())
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.contains(".part"))
            .collect();
        if !left.is_empty() {
            wrong.push(format!("{name}: left {left:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
