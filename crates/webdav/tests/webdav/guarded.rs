//! Nothing that Damson sends is DELETE, MOVE or PUT without a fresh look that says what is there.
//!
//! Two tests hold it: every place of the source that sends one stands in the list of
//! docs/connectors.md, with the look that guards it; and over a whole run of the conformance suite a
//! proxy sees a look at the address before each of them, after whatever was last written there.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::Arc,
};

use damson_remote::conformance;
use damson_webdav::connect;

use crate::{
    conformance::Setting,
    proxy::{Proxy, Sent},
    rewrite::path_of,
    server::{Kind, Server},
    setup::{config, credentials, log_in, path, upload},
    switches::Switches,
};

/// How the source names these requests.
const NAMES: [&str; 5] = [
    "\"DELETE\"",
    "\"MOVE\"",
    "\"PUT\"",
    "Method::PUT",
    "Method::DELETE",
];

/// File, function and request of each place that sends one.
fn places() -> BTreeSet<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeSet::new();
    let mut folders = vec![source.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let file = entry.unwrap().path();
            if file.is_dir() {
                folders.push(file);
                continue;
            }
            let text = fs::read_to_string(&file).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap();
            let name = file.strip_prefix(&source).unwrap().to_str().unwrap();
            found.extend(places_of(&name.replace('\\', "/"), text));
        }
    }
    found
}

fn places_of(file: &str, text: &str) -> Vec<String> {
    let mut function = "";
    let mut found = Vec::new();
    for line in text.lines() {
        let words = line.trim_start();
        if let Some(at) = words.find("fn ").filter(|_| !words.starts_with("//")) {
            let name = &words[at + 3..];
            function = name.split(['(', '<']).next().unwrap();
        }
        if words.starts_with("//") {
            continue;
        }
        for name in NAMES.iter().filter(|name| words.contains(*name)) {
            let method = name.trim_matches('"').trim_start_matches("Method::");
            found.push(format!("`{file}`, `{function}`: {method}"));
        }
    }
    found
}

#[test]
fn each_place_that_writes_has_its_look() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/connectors.md");
    let docs = fs::read_to_string(docs).unwrap();
    let listed: BTreeMap<String, String> = docs
        .lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let is_place =
                cells.len() == 2 && cells[0].starts_with('`') && cells[0].contains("`: ");
            is_place.then(|| (cells[0].to_owned(), cells[1].to_owned()))
        })
        .collect();
    let sent = places();
    assert!(sent.len() >= 6, "the source is read: {sent:?}");
    let unlisted: Vec<_> = sent
        .iter()
        .filter(|place| !listed.contains_key(*place))
        .collect();
    assert!(unlisted.is_empty(), "not in the list: {unlisted:#?}");
    assert!(listed.values().all(|look| look.len() > 20), "{listed:#?}");
}

/// The addresses that a request writes to.
fn written(sent: &Sent) -> Vec<String> {
    let own = trimmed(&sent.path);
    let to = sent.destination.as_deref().map(|to| trimmed(path_of(to)));
    match sent.method.as_str() {
        "PUT" | "DELETE" => vec![own],
        "MOVE" => [Some(own), to].into_iter().flatten().collect(),
        _ => Vec::new(),
    }
}

fn trimmed(path: &str) -> String {
    path.trim_end_matches('/').to_owned()
}

/// A name of 128 random bits in front of which nobody can be.
fn is_our_own(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.starts_with(".damson-") && name.ends_with(".part")
}

/// The writes before which nobody looked.
fn unguarded(all: &[Sent]) -> Vec<String> {
    let mut looked = BTreeSet::new();
    let mut found = Vec::new();
    for (nth, sent) in all.iter().enumerate() {
        let at = trimmed(&sent.path);
        if matches!(sent.method.as_str(), "PROPFIND" | "HEAD") {
            looked.insert(at);
            continue;
        }
        for place in written(sent) {
            // What is sent aside is made under a name that was drawn for it, and refuses to replace.
            let made = sent.method == "PUT" && is_our_own(&place);
            let moved = sent.method == "MOVE" && is_our_own(&place) && place == at;
            if !looked.remove(&place) && !made && !moved {
                found.push(format!("{nth}: {} {place} ({})", sent.method, sent.status));
            }
        }
    }
    found
}

async fn looks_before_writes(kind: Kind) {
    let Some(server) = Server::start(kind) else {
        return;
    };
    let proxy = Proxy::start(&server.url, Switches::default());
    let connected = async |user: &str| {
        Arc::new(
            connect(config(&proxy.url), credentials(user))
                .await
                .unwrap(),
        )
    };
    let setting = Setting::new(
        connected("jane").await,
        connected("omar").await,
        None,
        server,
    );
    proxy.forget();
    let report = conformance::run(&setting).await;
    assert!(report.passed.len() > 30, "{report}");
    let sent = proxy.sent();
    let writes = sent.iter().filter(|sent| !written(sent).is_empty()).count();
    assert!(writes > 60, "{writes}");
    let unguarded = unguarded(&sent);
    assert!(unguarded.is_empty(), "{unguarded:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn looks_before_each_write_at_apache() {
    looks_before_writes(Kind::Apache).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn looks_before_each_write_at_tomcat() {
    looks_before_writes(Kind::Tomcat).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn looks_before_each_write_at_dufs() {
    looks_before_writes(Kind::Dufs).await;
}

/// What the test above would say of a client that trusts what it saw earlier.
#[test]
fn a_write_without_a_look_is_seen() {
    let sent = |method: &str, path: &str| Sent {
        method: method.parse().unwrap(),
        path: path.to_owned(),
        destination: None,
        status: 204,
    };
    let guarded = [sent("PROPFIND", "/a"), sent("PUT", "/a")];
    assert!(unguarded(&guarded).is_empty());
    let twice = [
        sent("PROPFIND", "/a"),
        sent("PUT", "/a"),
        sent("DELETE", "/a"),
    ];
    assert_eq!(unguarded(&twice), ["2: DELETE /a (204)"]);
    let elsewhere = [sent("PROPFIND", "/b"), sent("PUT", "/a")];
    assert_eq!(unguarded(&elsewhere).len(), 1);
    let listed_above = [sent("PROPFIND", "/"), sent("DELETE", "/a/")];
    assert_eq!(unguarded(&listed_above).len(), 1);
}

/// With each switch by itself, what a person needs works, or is refused in words; the bytes are what
/// they were said to be.
#[tokio::test(flavor = "multi_thread")]
async fn the_proxy_is_seen_through() {
    let Some(server) = Server::start(Kind::Apache) else {
        return;
    };
    let mut wrong = Vec::new();
    let by_chance = (0..12).map(|seed| Switches::drawn(&mut fastrand::Rng::with_seed(seed)));
    let all = Switches::each().into_iter().chain(by_chance);
    for (nth, switches) in all.enumerate() {
        let proxy = Proxy::start(&server.url, switches);
        let jane = log_in(&proxy.url, "jane").await;
        let file = path(&format!("seen {nth}.txt"));
        let text = format!("bytes {nth}");
        // An answer that is lost is no proof of anything; what is there afterwards is.
        let first = upload(&jane, &file, text.as_bytes(), None).await;
        let on_disk = fs::read(server.files().join(file.as_str())).unwrap_or_default();
        if first.is_ok() != (on_disk == text.as_bytes()) && first.is_ok() {
            wrong.push(format!("{switches:?}: uploaded, and not there: {first:?}"));
        }
        proxy.switch(Switches {
            way: switches.way,
            ..Switches::default()
        });
        drop(jane);
        let jane = log_in(&proxy.url, "jane").await;
        if on_disk == text.as_bytes() && crate::setup::bytes(&jane, &file).await != on_disk {
            wrong.push(format!("{switches:?}: other bytes are read"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
