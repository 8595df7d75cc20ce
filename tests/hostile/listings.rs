//! Listings without an end or a bottom, and words that explode.

use std::{
    fmt::Write as _,
    sync::atomic::{AtomicU64, Ordering},
};

use crate::{
    bodies::bomb,
    desk::{Desk, Said},
    dialect::{Asset, BOTH, Dialect, member, multistatus, root, start},
    server::{Asked, Reply},
};

/// Lists the root of a server that answers so, which has to fail with words.
fn refused(
    what: &str,
    dialect: Dialect,
    listing: impl Fn(&Asked) -> Reply + Send + Sync + 'static,
) -> Said {
    let server = start(dialect, vec![Asset::new("a.psd")], move |asked| {
        dialect.lists_root(asked).then(|| listing(asked))
    });
    let desk = Desk::at(dialect, &server);
    let said = desk.run(&["ls", "/"]);
    println!(
        "{dialect:?}, {what}: peak {} KiB, {:?}: {}",
        said.peak_kib,
        said.took,
        said.err.lines().next().unwrap_or_default()
    );
    assert_ne!(said.code, 0, "{dialect:?}, {what}: {said:#?}");
    assert!(said.err.len() > 20, "{dialect:?}, {what}: {said:#?}");
    said
}

fn children(from: u64, count: u64) -> Vec<Asset> {
    (from..from + count)
        .map(|nth| Asset::new(format!("{nth}.psd")))
        .collect()
}

fn siren_of(assets: &[Asset]) -> String {
    let mut entities = String::new();
    for asset in assets {
        write!(
            entities,
            r#"{{"class":["assets/asset"],"properties":{{"name":"{}","asset:size":1}}}},"#,
            asset.name
        )
        .unwrap();
    }
    let entities = entities.trim_end_matches(',');
    format!(
        r#"{{"class":["assets/folder"],"properties":{{"name":"dam","srn:paging":
           {{"total":18446744073709551615}}}},"entities":[{entities}]}}"#
    )
}

#[test]
fn pages_that_go_round_in_circles_end() {
    refused("the same page again and again", Dialect::Aem, |_| {
        Reply::json(siren_of(&children(0, 3)))
    });
    let nth = AtomicU64::new(0);
    refused("two pages in turns", Dialect::Aem, move |_| {
        let nth = nth.fetch_add(1, Ordering::Relaxed);
        Reply::json(siren_of(&children(nth % 2 * 3, 3)))
    });
    let nothing = r#"{"class":["assets/folder"],"properties":{"name":"dam",
        "srn:paging":{"total":9}},"entities":[{"class":["x"]},{"class":["y"]}]}"#;
    refused("pages of nothing", Dialect::Aem, move |_| {
        Reply::json(nothing.replace(":9", ":18446744073709551615"))
    });
    let refusals = siren_of(&[Asset::new("..")]);
    refused("pages of refused names", Dialect::Aem, move |_| {
        Reply::json(refusals.clone())
    });
}

#[test]
fn a_folder_that_never_ends_is_given_up() {
    let next = AtomicU64::new(0);
    refused("other names on each page", Dialect::Aem, move |_| {
        let first = next.fetch_add(60_000, Ordering::Relaxed);
        Reply::json(siren_of(&children(first, 60_000)))
    });
    refused("the same member without end", Dialect::Dav, |_| {
        let open = multistatus("").body;
        let open = String::from_utf8(open).unwrap();
        let (before, _) = open.split_once("</d:multi").unwrap();
        Reply::new(207, "application/xml", format!("{before}{}", root()))
            .and_on(member(&Asset::new("a.psd")).repeat(100))
    });
    refused(
        "members of somewhere else without end",
        Dialect::Dav,
        |_| {
            let elsewhere = member(&Asset::new("a.psd")).replace("/dav/", "/other/");
            Reply::new(207, "application/xml", "<d:multistatus xmlns:d=\"DAV:\">")
                .and_on(elsewhere.repeat(100))
        },
    );
}

#[test]
fn folders_inside_folders_without_end_have_a_bottom() {
    // Every folder holds the same folder: what a link to itself looks like from outside.
    let server = start(Dialect::Dav, vec![], |asked| {
        let inside = asked.method == "PROPFIND" && asked.path().starts_with("/dav/");
        inside.then(|| {
            let own = root().replace("/dav/", &asked.path());
            let below = root().replace("/dav/", &format!("{}again/", asked.path()));
            let below = if asked.head.contains("depth: 1") {
                below
            } else {
                String::new()
            };
            multistatus(&[own, below].concat())
        })
    });
    let desk = Desk::at(Dialect::Dav, &server);
    desk.run(&["ls", "/"]);
    let said = desk.run(&["get", "/again", "--yes"]);
    println!(
        "folders without a bottom: {} requests, peak {} KiB, {:?}: {}",
        server.asked().len(),
        said.peak_kib,
        said.took,
        said.err.lines().next().unwrap_or_default()
    );
    assert_ne!(said.code, 0, "{said:#?}");
    assert!(server.asked().len() < 5_000);
}

#[test]
fn words_that_explode_are_not_taken() {
    let json = |body: String| move |_: &Asked| Reply::json(body.clone());
    let deep = "[".repeat(1_000_000);
    refused("brackets as deep as the stack", Dialect::Aem, json(deep));
    let deep = format!(r#"{{"properties":{}"#, r#"{"a":"#.repeat(1_000_000));
    refused("objects as deep as the stack", Dialect::Aem, json(deep));
    let many = format!(r#"{{"entities":[{}0]}}"#, r#"{"":0},"#.repeat(2_000_000));
    refused("millions of small objects", Dialect::Aem, json(many));
    let many = format!(r#"{{"properties":{{"a":[{}0]}}}}"#, "[],".repeat(5_000_000));
    refused("millions of empty lists", Dialect::Aem, json(many));
    let packed = bomb(r#"{"entities":[""#, 1024, b'x', r#""]}"#);
    refused("a gigabyte in a gzip", Dialect::Aem, move |_| {
        Reply::json(packed.clone()).header("content-encoding", "gzip")
    });
    refused("a string without end", Dialect::Aem, |_| {
        Reply::json(r#"{"entities":[""#).and_on(vec![b'x'; 1 << 16])
    });
    refused("no JSON", Dialect::Aem, |_| Reply::json("\u{0}\u{1}\u{2}"));
}

#[test]
fn xml_that_explodes_is_not_taken() {
    let xml = |body: String| move |_: &Asked| Reply::new(207, "application/xml", body.clone());
    let mut lol = String::from("<!DOCTYPE m [<!ENTITY a0 \"lol\">");
    for nth in 1..30 {
        let before = format!("&a{};", nth - 1).repeat(10);
        write!(lol, "<!ENTITY a{nth} \"{before}\">").unwrap();
    }
    lol.push_str("]><d:multistatus xmlns:d=\"DAV:\">&a29;</d:multistatus>");
    refused("a billion laughs", Dialect::Dav, xml(lol));
    let file = "<!DOCTYPE m [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><m>&f;</m>";
    let said = refused("a file as an entity", Dialect::Dav, xml(file.into()));
    assert!(!said.err.contains("root:"), "{}", said.err);
    refused(
        "elements as deep as the stack",
        Dialect::Dav,
        xml("<a>".repeat(1_000_000)),
    );
    let open = "<d:multistatus xmlns:d=\"DAV:\"><d:response><d:href>";
    let packed = bomb(open, 1024, b'x', "");
    refused("a gigabyte in a gzip", Dialect::Dav, move |_| {
        Reply::new(207, "application/xml", packed.clone()).header("content-encoding", "gzip")
    });
    refused("a name without end", Dialect::Dav, move |_| {
        Reply::new(207, "application/xml", open).and_on(vec![b'x'; 1 << 16])
    });
    let spaces: String = (0..200_000).fold(String::from("<m"), |mut all, nth| {
        write!(all, " xmlns:n{nth}=\"urn:{nth}\"").unwrap();
        all
    });
    refused("namespaces without end", Dialect::Dav, xml(spaces + ">"));
    let many = format!("<m {}></m>", "a='b' ".repeat(150_000));
    refused("attributes without end", Dialect::Dav, xml(many));
    refused("no XML", Dialect::Dav, xml("\u{0}<<<<&&&".into()));
}

#[test]
fn odd_numbers_and_dates_are_no_reason_to_fail() {
    let numbers = [u64::MAX, i64::MAX as u64, i64::MAX as u64 + 1, 0];
    let dates = [
        "Fri, 25 Oct 9999 18:11:41 GMT",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Mon, 01 Jan 0001 00:00:00 GMT",
        "Fri, 99 Zzz 99999999999 99:99:99 GMT",
        "",
        "9223372036854775807",
        "-9223372036854775808",
        "+262143-12-31T23:59:59Z",
    ];
    for dialect in BOTH {
        let mut assets: Vec<Asset> = numbers
            .iter()
            .enumerate()
            .map(|(nth, size)| Asset {
                size: *size,
                ..Asset::new(format!("number{nth}.psd"))
            })
            .collect();
        assets.extend(dates.iter().enumerate().map(|(nth, date)| Asset {
            modified: (*date).to_owned(),
            ..Asset::new(format!("date{nth}.psd"))
        }));
        let server = start(dialect, assets, |_| None);
        let desk = Desk::at(dialect, &server);
        let listed = desk.run(&["ls", "/", "--json"]);
        assert_eq!(listed.code, 0, "{listed:#?}");
        desk.run(&["ls", "/"]);
        desk.run(&["status"]);
        desk.run(&["get", "/", "--yes"]);
        for (nth, date) in dates.iter().enumerate() {
            let said = desk.run(&["get", &format!("/date{nth}.psd")]);
            assert_eq!(said.code, 0, "{dialect:?}, {date}: {said:#?}");
        }
    }
}

#[test]
fn a_server_that_explodes_before_anybody_is_connected() {
    for (what, body) in [
        ("no words", String::new()),
        ("deep", "[".repeat(500_000)),
        ("a page", "<html>j_username</html>".to_owned()),
        ("long", "x".repeat(5_000_000)),
    ] {
        for status in [200, 207, 401, 500] {
            let body = body.clone();
            let server = crate::server::Server::start(move |_| {
                Reply::new(status, "application/json", body.clone())
                    .header("www-authenticate", "Digest realm=\"\", nonce=, qop=\"\"")
            });
            let desk = Desk::new();
            let said = desk.run(&["connect", &server.url, "--user", "jane"]);
            assert_ne!(said.code, 0, "{what} {status}: {said:#?}");
            assert!(!said.err.is_empty() && !said.err.contains("hush"));
        }
    }
}
