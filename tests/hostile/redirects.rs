//! Servers that send us elsewhere.

use crate::{
    desk::Desk,
    dialect::{Asset, BOTH, start},
    server::{Reply, Server},
};

#[test]
fn nothing_follows_to_where_it_must_not() {
    for dialect in BOTH {
        for to in [
            "file:///etc/passwd",
            "smb://127.0.0.1/share",
            "http://192.0.2.1/evil",
            "javascript:alert(1)",
            "data:text/plain,evil",
            "http://[",
            "",
            "/content/dam/a.psd",
            "/dav/a.psd",
        ] {
            let server = start(dialect, vec![Asset::new("a.psd")], move |asked| {
                dialect.reads(asked, "a.psd").then(|| Reply::redirect(to))
            });
            let desk = Desk::at(dialect, &server);
            let said = desk.run(&["get", "/a.psd"]);
            assert_ne!(said.code, 0, "{dialect:?} {to}: {said:#?}");
            assert!(desk.cached().is_empty(), "{dialect:?} {to}");
            assert!(server.asked().len() < 120, "{}", server.asked().len());
        }
    }
}

#[test]
fn who_we_are_is_told_to_nobody_else() {
    for dialect in BOTH {
        let elsewhere = Server::start(|_| {
            Reply::new(200, "application/octet-stream", "hostile bytes")
                .header("www-authenticate", "Basic realm=\"dam\"")
        });
        let curious = Server::start(|_| {
            Reply::status(401).header("www-authenticate", "Basic realm=\"Sling (dam)\"")
        });
        let (there, asking) = (elsewhere.url.clone(), curious.url.clone());
        let assets = vec![Asset::new("a.psd"), Asset::new("b.psd")];
        let server = start(dialect, assets, move |asked| {
            if dialect.reads(asked, "a.psd") {
                return Some(Reply::redirect(&there));
            }
            dialect
                .reads(asked, "b.psd")
                .then(|| Reply::redirect(&asking))
        });
        let desk = Desk::at(dialect, &server);
        desk.run(&["get", "/a.psd"]);
        desk.run(&["get", "/b.psd"]);
        assert!(!elsewhere.asked().is_empty() && !curious.asked().is_empty());
        for asked in elsewhere.asked().iter().chain(&curious.asked()) {
            for secret in ["authorization", "cookie", "csrf", "hush", "amfuztpodxno"] {
                assert!(!asked.head.contains(secret), "{dialect:?}: {}", asked.head);
            }
        }
    }
}

#[test]
fn a_connection_is_not_made_to_where_a_server_points() {
    let elsewhere = Server::start(|_| Reply::status(200));
    let there = elsewhere.url.clone();
    let server = Server::start(move |_| Reply::redirect(&there));
    let desk = Desk::new();
    let said = desk.run(&["connect", &server.url, "--user", "jane"]);
    assert_ne!(said.code, 0, "{said:#?}");
    for asked in elsewhere.asked() {
        assert!(!asked.head.contains("authorization"), "{}", asked.head);
    }
}

#[test]
fn a_password_crosses_a_network_only_after_a_yes() {
    let desk = Desk::new();
    for address in ["http://192.0.2.1/", "dav://192.0.2.1/dav"] {
        let said = desk.run(&["connect", address, "--user", "jane"]);
        assert_ne!(said.code, 0, "{said:#?}");
        assert!(said.err.contains("http"), "{}", said.err);
        assert!(said.took.as_secs() < 10, "it was asked: {:?}", said.took);
    }
}
