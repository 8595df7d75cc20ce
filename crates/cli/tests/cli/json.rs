//! What `--json` prints is what docs/json.md says.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::person::{LAYOUT, Said, World};

const PAGE: &str = include_str!("../../../../docs/json.md");

/// The fields that a section of the page lists.
fn documented(section: &str) -> BTreeSet<String> {
    let heading = format!("\n## {section}\n");
    let at = PAGE.find(&heading).unwrap() + heading.len();
    let text = PAGE[at..].split("\n## ").next().unwrap();
    let table = text.split("| field | what |\n").nth(1).unwrap();
    table
        .lines()
        .take_while(|line| line.starts_with('|'))
        .filter_map(|line| line.split('`').nth(1).map(str::to_owned))
        .collect()
}

fn fields(value: &Value) -> BTreeSet<String> {
    value.as_object().unwrap().keys().cloned().collect()
}

fn lines(text: &str) -> Vec<Value> {
    let line = |line| serde_json::from_str(line).unwrap();
    text.lines().map(line).collect()
}

fn failed(said: &Said) -> Value {
    serde_json::from_str(&said.err).unwrap_or_else(|error| panic!("{error}: {}", said.err))
}

#[test]
fn the_page_says_what_is_printed() {
    let world = World::start();
    let jane = world.person("jane");
    let row = jane.row(LAYOUT);
    assert_eq!(fields(&row), documented("row"));
    assert!(row.to_string().len() < 1_000, "{row}");
    let acted = jane.json(&["edit", LAYOUT]);
    assert_eq!(fields(&acted), documented("acted"));
    let rehearsed = jane.json(&["checkin", LAYOUT, "--dry-run"]);
    assert_eq!(fields(&rehearsed), documented("rehearsed"));
    jane.save(LAYOUT, b"another");
    jane.ok(&["put", LAYOUT, "-m", "Warmer"]);
    let bulk = jane.json(&["get", "/Spring", "--yes"]);
    assert_eq!(fields(&bulk), documented("bulk"));
    let status = jane.json(&["status"]);
    assert_eq!(fields(&status), documented("status"));
    assert_eq!(fields(&status["session"]), documented("session"));
    assert_eq!(status["json"], 1);
    let version = format!("\nVersion {}.", status["json"]);
    assert!(PAGE.contains(&version), "the page is of another version");
    let transfers = jane.json(&["transfers"]);
    assert_eq!(fields(&transfers[0]), documented("transfer"));
    let versions = jane.json(&["history", LAYOUT]);
    assert_eq!(fields(&versions[0]), documented("version"));
    world.put(
        "/Spring/page.svg",
        b"<svg><image href='page.psd'/></svg>",
        "omar",
    );
    let links = jane.json(&["links", "/Spring/page.svg"]);
    assert_eq!(fields(&links), documented("links"));
    assert_eq!(fields(&links["links"][0]), documented("link"));
    world.put("/Spring/sky.jpg", b"sky", "omar");
    world.put(
        "/Spring/board.svg",
        b"<svg><image href='sky.jpg'/></svg>",
        "omar",
    );
    let opened = jane.json(&["open", "/Spring/board.svg"]);
    assert_eq!(fields(&opened), documented("opened"));
    assert_eq!(opened["links"]["done"], 1);
    let elsewhere = jane.home().join("handover");
    let packaged = jane.json(&[
        "package",
        "/Spring/board.svg",
        &*elsewhere.to_string_lossy(),
    ]);
    assert_eq!(fields(&packaged), documented("package"));
    let used = jane.json(&["links", "/Spring/sky.jpg", "--used-by"]);
    assert_eq!(fields(&used), documented("used"));
    let read = jane.json(&["meta", "get", LAYOUT]);
    assert_eq!(fields(&read), documented("metadata"));
    assert_eq!(
        fields(&read["form"]["sections"][0]["fields"][0]),
        documented("field")
    );
    let tags = lines(&jane.ok(&["meta", "tags", "harv", "--json"]).out);
    assert_eq!(fields(&tags[0]), documented("tag"));
    let failure = failed(&jane.no(3, &["put", LAYOUT, "--json"]));
    assert_eq!(fields(&failure), documented("error"));
    assert_eq!(failure["code"], "not-edited");
    let failure = failed(&jane.no(2, &["put", "--no-such-thing", "--json"]));
    assert_eq!(fields(&failure), documented("error"));
    assert_eq!(failure["code"], "usage");
    let events = lines(&jane.ok(&["watch", "--until-idle", "--json"]).out);
    for event in &events {
        let name = event["event"].as_str().unwrap();
        assert!(fields(event).is_superset(&documented("event")), "{event}");
        assert!(PAGE.contains(&format!("\n| `{name}` |")), "{name}");
    }
    assert!(!events.is_empty());
}
