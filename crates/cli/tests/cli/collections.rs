//! Collections: browsed, changed, downloaded.

use std::fs;

use damson_demo_server::{Sample, switches::SmartQuery};
use serde_json::Value;

use crate::person::{Person, World};

fn lines(jane: &Person, args: &[&str]) -> Vec<Value> {
    let json: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
    let said = jane.ok(&json);
    let lines = said.out.lines().map(serde_json::from_str);
    lines.collect::<Result<_, _>>().unwrap()
}

fn members(jane: &Person, name: &str) -> Vec<String> {
    let rows = lines(jane, &["collection", "show", name]);
    let paths = rows
        .iter()
        .map(|row| row["path"].as_str().unwrap().to_owned());
    paths.collect()
}

#[test]
fn collections_are_browsed_and_changed() {
    let world = World::with(Sample::Small);
    let jane = world.person("jane");
    let listed = lines(&jane, &["collection", "ls"]);
    let titles: Vec<&str> = listed
        .iter()
        .filter_map(|one| one["title"].as_str())
        .collect();
    assert_eq!(titles, ["Harvest", "Launch kit", "Words"]);
    assert_eq!(listed[2]["parent"], listed[1]["id"]);
    assert_eq!(listed[0]["editable"], false);
    let table = jane.ok(&["collection", "ls"]);
    assert!(table.out.contains("\n  Words"), "{}", table.out);
    assert_eq!(
        members(&jane, "launch kit"),
        [
            "/Campaigns/Autumn/hero.png",
            "/Brand/logo.svg",
            "/Brand/history.txt"
        ]
    );
    // A dry run says what it would do, and does nothing.
    let add = [
        "collection",
        "add",
        "Launch kit/Words",
        "/Brand/history.txt",
    ];
    let rehearsed: Vec<&str> = add.iter().copied().chain(["--dry-run"]).collect();
    let said = jane.ok(&rehearsed);
    assert!(
        said.out.contains("Would be added: /Brand/history.txt"),
        "{}",
        said.out
    );
    assert_eq!(members(&jane, "Words").len(), 2);
    let said = jane.ok(&add);
    assert!(said.out.contains("Added 1 member to Words"), "{}", said.out);
    let gone = [
        "collection",
        "remove",
        "Words",
        "/Campaigns/Autumn/notes.txt",
    ];
    jane.ok(&gone);
    assert_eq!(
        members(&jane, "Words"),
        ["/Campaigns/Spring/plan.txt", "/Brand/history.txt"]
    );
    assert!(world.bytes("/Campaigns/Autumn/notes.txt").is_some());
}

#[test]
fn what_can_not_be_done_is_said() {
    let world = World::with(Sample::Small);
    let jane = world.person("jane");
    let unknown = jane.run(&["collection", "show", "Nothing"]);
    assert_eq!(unknown.code, 2, "{unknown:?}");
    assert!(unknown.err.contains("damson collection ls"), "{unknown:?}");
    let absent = jane.run(&["collection", "add", "Words", "/Brand/none.txt"]);
    assert_ne!(absent.code, 0, "{absent:?}");
    assert!(absent.err.contains("/Brand/none.txt"), "{absent:?}");
    let smart = jane.run(&["collection", "add", "Harvest", "/Brand/logo.svg"]);
    assert_ne!(smart.code, 0, "{smart:?}");
    world
        .server
        .set_switches(|switches| switches.smart_query = SmartQuery::Unknown);
    let unread = jane.run(&["collection", "show", "Harvest"]);
    assert_ne!(unread.code, 0, "{unread:?}");
    let doctor = jane.ok(&["doctor"]);
    assert!(doctor.out.contains("collections"), "{}", doctor.out);
}

#[test]
fn members_are_downloaded_and_exported() {
    let world = World::with(Sample::Small);
    let jane = world.person("jane");
    jane.ok(&["collection", "get", "Harvest"]);
    assert!(jane.file("/Campaigns/Autumn/hero.png").exists());
    let to = tempfile::tempdir().unwrap();
    let text = to.path().to_str().unwrap();
    jane.ok(&["collection", "export", "Launch kit", "--to", text]);
    let mut names: Vec<_> = fs::read_dir(to.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["hero.png", "history.txt", "logo.svg"]);
}
