//! Find, check out, edit, upload, check in.

use damson_demo_server::Sample;

use crate::person::{LAYOUT, Said, World};

#[test]
fn connects_once_and_lists() {
    let world = World::start();
    let jane = world.person("jane");
    let connections = jane.json(&["connections"]);
    assert_eq!(connections.as_array().unwrap().len(), 1, "{connections}");
    let said = jane.ok(&["ls", "/"]);
    assert!(said.out.contains("Spring"), "{}", said.out);
    let said = jane.ok(&["ls", "/Spring"]);
    assert!(
        said.out.contains("layout.psd") && said.out.contains("Cloud only"),
        "{}",
        said.out
    );
    jane.ok(&["connect", &world.url(), "--user", "jane"]);
    assert_eq!(jane.json(&["connections"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_listing_is_lines_of_json_for_programs() {
    let world = World::start();
    let jane = world.person("jane");
    let said = jane.ok(&["ls", "/Spring", "--json"]);
    let rows: Vec<serde_json::Value> = said
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let paths: Vec<&str> = rows
        .iter()
        .map(|row| row["path"].as_str().unwrap())
        .collect();
    assert_eq!(paths, ["/Spring/layout.psd", "/Spring/notes.txt"]);
}

#[test]
fn an_edit_becomes_a_version_and_is_checked_in() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["edit", LAYOUT]);
    assert_eq!(world.holder(LAYOUT).as_deref(), Some("jane"));
    assert_eq!(std::fs::read(jane.file(LAYOUT)).unwrap(), b"first version");

    jane.save(LAYOUT, b"second version");
    let said = jane.ok(&["status"]);
    assert!(
        said.out.contains("Edited locally") && said.out.contains(LAYOUT),
        "{}",
        said.out
    );

    jane.ok(&["put", LAYOUT, "-m", "Warmer colours"]);
    assert_eq!(world.bytes(LAYOUT).unwrap(), b"second version");
    assert_eq!(world.holder(LAYOUT), None);
    let said = jane.ok(&["history", LAYOUT]);
    assert!(said.out.contains("Warmer colours"), "{}", said.out);
    let said = jane.ok(&["ls", LAYOUT]);
    assert!(said.out.contains("Available locally"), "{}", said.out);
}

#[test]
fn what_somebody_else_has_checked_out_is_refused_with_their_name() {
    let world = World::start();
    let jane = world.person("jane");
    let omar = world.person("omar");
    jane.ok(&["checkout", LAYOUT]);
    let said = omar.no(3, &["edit", LAYOUT]);
    assert!(said.err.starts_with("Error: "), "{}", said.err);
    assert!(
        said.err.contains("jane") && said.err.contains(LAYOUT),
        "{}",
        said.err
    );
    assert!(said.err.contains("\nHint: "), "{}", said.err);
    let said = omar.ok(&["ls", "/Spring"]);
    assert!(said.out.contains("jane"), "{}", said.out);
    jane.ok(&["checkin", LAYOUT]);
    omar.ok(&["checkout", LAYOUT]);
}

#[test]
fn a_check_in_does_not_leave_edits_behind_unsaid() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["edit", LAYOUT]);
    jane.save(LAYOUT, b"not uploaded");
    let said = jane.no(3, &["checkin", LAYOUT]);
    assert!(said.err.contains("--anyway"), "{}", said.err);
    assert_eq!(world.holder(LAYOUT).as_deref(), Some("jane"));
    jane.ok(&["checkin", LAYOUT, "--anyway"]);
    assert_eq!(world.holder(LAYOUT), None);
    assert_eq!(std::fs::read(jane.file(LAYOUT)).unwrap(), b"not uploaded");
}

#[test]
fn only_an_administrator_releases() {
    let world = World::start();
    let omar = world.person("omar");
    let admin = world.person("admin");
    let jane = world.person("jane");
    omar.ok(&["checkout", LAYOUT]);
    jane.no(3, &["release", LAYOUT, "--yes"]);
    assert_eq!(world.holder(LAYOUT).as_deref(), Some("omar"));
    admin.ok(&["release", LAYOUT, "--yes"]);
    assert_eq!(world.holder(LAYOUT), None);
}

#[test]
fn a_discarded_edit_is_in_recovered_and_comes_back() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["edit", LAYOUT]);
    jane.save(LAYOUT, b"a try");
    jane.ok(&["discard", LAYOUT, "--check-in", "--yes"]);
    assert_eq!(world.holder(LAYOUT), None);
    let kept = jane.json(&["recovered"]);
    let kept = kept.as_array().unwrap();
    assert_eq!(kept.len(), 1, "{kept:?}");
    let id = kept[0]["id"].to_string();
    jane.ok(&["recovered", "restore", &id]);
    let spring = jane.file(LAYOUT).parent().unwrap().to_path_buf();
    let back = std::fs::read_dir(spring)
        .unwrap()
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .any(|bytes| bytes == b"a try");
    assert!(back, "the edit did not come back");
}

#[test]
fn the_server_side_commands_change_the_server() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["mkdir", "/Spring/final"]);
    jane.ok(&["mv", "/Spring/notes.txt", "/Spring/final"]);
    assert_eq!(
        world.bytes("/Spring/final/notes.txt").unwrap(),
        b"some notes"
    );
    jane.ok(&["cp", "/Spring/final/notes.txt", "/Spring/copy.txt"]);
    assert_eq!(world.bytes("/Spring/copy.txt").unwrap(), b"some notes");
    let said = jane.no(2, &["rm", "/Spring/copy.txt"]);
    assert!(said.err.contains("--yes"), "{}", said.err);
    jane.ok(&["rm", "/Spring/copy.txt", "--yes"]);
    assert_eq!(world.bytes("/Spring/copy.txt"), None);
}

#[test]
fn a_folder_is_downloaded_with_everything_below_and_freed() {
    let world = World::start();
    world.put("/Spring/raw/a.dng", b"raw a", "jane");
    let jane = world.person("jane");
    jane.ok(&["get", "/Spring", "--yes"]);
    assert_eq!(
        std::fs::read(jane.file("/Spring/raw/a.dng")).unwrap(),
        b"raw a"
    );
    jane.ok(&["free", "/Spring/raw/a.dng"]);
    assert!(!jane.file("/Spring/raw/a.dng").exists());
    assert_eq!(world.bytes("/Spring/raw/a.dng").unwrap(), b"raw a");
}

#[test]
fn a_search_finds_by_name() {
    let world = World::start();
    let jane = world.person("jane");
    let said = jane.ok(&["find", "--name", "lay*"]);
    assert!(
        said.out.contains(LAYOUT) && !said.out.contains("notes"),
        "{}",
        said.out
    );
    let said = jane.ok(&["find", "nothing-is-called-so"]);
    assert_eq!(said.out, "");
}

/// The first column of a listing.
fn paths(said: &Said) -> Vec<&str> {
    let lines = said.out.lines().filter(|line| line.starts_with('/'));
    lines
        .filter_map(|line| line.split_whitespace().next())
        .collect()
}

/// Nothing was ever listed here, and a listing would not tell it.
#[test]
fn a_search_is_narrowed_by_what_metadata_say() {
    let world = World::with(Sample::Small);
    let jane = world.person("jane");
    let (hero, locked) = ("/Campaigns/Autumn/hero.png", "/Campaigns/Autumn/locked.psd");
    let describe = |asset: &str, changes: &[&str]| {
        jane.ok(&[&["meta", "set", asset][..], changes].concat());
    };
    describe(
        hero,
        &[
            "--set",
            "xmp:Rating=4",
            "--add",
            "cq:tags=season:autumn/harvest",
        ],
    );
    describe(
        locked,
        &[
            "--set",
            "dam:status=rejected",
            "--set",
            "prism:expirationDate=2020-05-01",
        ],
    );
    let found = |narrowed: &[&str]| {
        let all = jane.ok(&[&["find", "--in", "/Campaigns"][..], narrowed].concat());
        paths(&all)
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(found(&["--rating", "4"]), [hero]);
    assert!(found(&["--rating", "5"]).is_empty());
    assert_eq!(found(&["--tag", "season:autumn"]), [hero]);
    assert!(found(&["--tag", "season:spring"]).is_empty());
    assert_eq!(found(&["--approval", "rejected"]), [locked]);
    assert!(!found(&["--approval", "undecided"]).contains(&locked.to_owned()));
    assert_eq!(found(&["--expired"]), [locked]);
    assert!(found(&["--expired", "2020-04-30"]).is_empty());
    let refused = jane.no(2, &["find", "--expired", "soon"]);
    assert!(refused.err.contains("2027-01-31"), "{}", refused.err);
}

/// Nothing was ever listed here: what the server tells has to be enough.
#[test]
fn a_search_is_narrowed_by_lock_orientation_and_size() {
    let world = World::with(Sample::Small);
    let jane = world.person("jane");
    let (hero, locked) = ("/Campaigns/Autumn/hero.png", "/Campaigns/Autumn/locked.psd");
    let landscape = jane.ok(&["find", "--orientation", "landscape", "--in", "/Campaigns"]);
    assert!(landscape.out.contains(hero), "{}", landscape.out);
    let portrait = jane.ok(&["find", "--orientation", "portrait", "--in", "/Campaigns"]);
    assert_eq!(portrait.out, "");
    assert!(portrait.err.contains("looked through"), "{}", portrait.err);
    let theirs = jane.ok(&["find", "--theirs"]);
    assert_eq!(paths(&theirs), [locked]);
    let size = world.bytes(hero).unwrap().len();
    let (from, below) = (size.to_string(), (size + 1).to_string());
    let found = jane.ok(&["find", "--from-size", &from, "--below-size", &below]);
    assert_eq!(paths(&found), [hero]);
    let found = jane.ok(&["find", "hero", "--from-size", "20M"]);
    assert_eq!(found.out, "");
    assert!(!found.err.contains("looked through"), "{}", found.err);
    let refused = jane.no(2, &["find", "--from-size", "much"]);
    assert!(refused.err.contains("20M"), "{}", refused.err);
}
