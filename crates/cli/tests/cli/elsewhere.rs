//! The command line as people know it from others: patterns, dry runs, exit codes, width.

use std::{fs, path::Path};

use crate::{
    person::{LAYOUT, Person, Said, World, dam},
    situations::text,
};

#[test]
fn what_is_done_already_is_success() {
    let world = World::start();
    let jane = world.person("jane");
    for verb in ["checkout", "get", "update", "pin", "unpin", "checkin"] {
        jane.ok(&[verb, LAYOUT]);
        let said = jane.ok(&[verb, LAYOUT]);
        assert!(!said.out.is_empty(), "{verb}");
    }
    jane.ok(&["free", LAYOUT]);
    jane.ok(&["free", LAYOUT]);
}

#[test]
fn patterns_folders_and_all_that_is_edited() {
    let world = World::start();
    for name in ["a.psd", "b.psd", "c.jpg"] {
        world.put(&format!("/Autumn/{name}"), name.as_bytes(), "jane");
    }
    let jane = world.person("jane");
    jane.ok(&["checkout", "/Autumn/*.psd"]);
    assert_eq!(world.holder("/Autumn/b.psd").as_deref(), Some("jane"));
    assert_eq!(world.holder("/Autumn/c.jpg"), None);
    let said = jane.no(2, &["checkout", "/Autumn/*.tif"]);
    assert!(said.err.contains("Nothing fits"), "{}", said.err);
    jane.ok(&["checkin", "--all"]);
    assert_eq!(world.holder("/Autumn/b.psd"), None);
    jane.ok(&["checkout", "-r", "/Autumn"]);
    jane.ok(&["get", "/Autumn", "--yes"]);
    jane.save("/Autumn/a.psd", b"edited a");
    jane.save("/Autumn/c.jpg", b"edited c");
    jane.ok(&["put", "--all", "-m", "Both"]);
    assert_eq!(world.bytes("/Autumn/a.psd").unwrap(), b"edited a");
    assert_eq!(world.bytes("/Autumn/c.jpg").unwrap(), b"edited c");
    assert_eq!(world.holder("/Autumn/c.jpg"), None);
    assert_eq!(world.holder("/Autumn/b.psd").as_deref(), Some("jane"));
    let said = jane.ok(&["put", "--all"]);
    assert!(said.out.contains("nothing to do"), "{}", said.out);
    let locks = jane.ok(&["lock", "ls"]);
    assert!(locks.out.contains("/Autumn/b.psd"), "{}", locks.out);
    assert!(!locks.out.contains("/Autumn/c.jpg"), "{}", locks.out);
}

#[test]
fn copies_can_be_taken_elsewhere() {
    let world = World::start();
    world.put("/Autumn/Day 1/a.psd", b"a", "jane");
    world.put("/Autumn/b.psd", b"b", "jane");
    let jane = world.person("jane");
    let desk = tempfile::tempdir().unwrap();
    let (tree, flat) = (desk.path().join("tree"), desk.path().join("flat"));
    jane.ok(&["get", "/Autumn", "--yes", "--to", text(&tree)]);
    assert_eq!(fs::read(tree.join("Autumn/Day 1/a.psd")).unwrap(), b"a");
    assert!(
        !fs::metadata(tree.join("Autumn/b.psd"))
            .unwrap()
            .permissions()
            .readonly()
    );
    jane.ok(&["get", "/Autumn", "--yes", "--to", text(&flat), "--flat"]);
    assert_eq!(fs::read(flat.join("a.psd")).unwrap(), b"a");
    // What is there stays.
    fs::write(flat.join("a.psd"), b"mine").unwrap();
    let said = jane.no(
        7,
        &["get", "/Autumn", "--yes", "--to", text(&flat), "--flat"],
    );
    assert_eq!(
        fs::read(flat.join("a.psd")).unwrap(),
        b"mine",
        "{}",
        said.err
    );
}

#[test]
fn folders_settings_and_the_cache_folder() {
    let world = World::start();
    let jane = Person::new("jane");
    let cache = jane.home().join("my copies");
    jane.ok(&[
        "connect",
        &world.url(),
        "--user",
        "jane",
        "--cache-folder",
        text(&cache),
    ]);
    assert!(jane.file(LAYOUT).starts_with(&cache));
    jane.ok(&["mkdir", "-p", "/Winter/Day 1/Raw"]);
    jane.ok(&["mkdir", "-p", "/Winter/Day 1/Raw"]);
    assert!(jane.ok(&["ls", "/Winter/Day 1"]).out.contains("Raw/"));
    jane.no(1, &["mkdir", "/Winter"]);
    jane.ok(&["settings", "set", "transfers", "4"]);
    assert_eq!(
        jane.ok(&["settings", "reset", "transfers"]).out,
        "transfers = 8\n"
    );
    jane.ok(&["settings", "set", "transfers", "4"]);
    jane.ok(&["settings", "reset", "--all"]);
    assert_eq!(
        jane.ok(&["settings", "get", "transfers"]).out,
        "transfers = 8\n"
    );
    let bundle = jane.json(&["support"]);
    assert!(
        Path::new(bundle["file"].as_str().unwrap()).is_file(),
        "{bundle}"
    );
}

#[test]
fn an_exit_code_says_whether_anything_is_changed() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["status", "--exit-code"]);
    jane.ok(&["edit", LAYOUT]);
    jane.save(LAYOUT, b"edited");
    jane.ok(&["status"]);
    jane.no(8, &["status", "--exit-code"]);
    jane.no(8, &["status", "--exit-code", LAYOUT]);
    jane.ok(&["status", "--exit-code", "/Spring/notes.txt"]);
    world.put(LAYOUT, b"theirs", "omar");
    jane.ok(&["ls", "/Spring"]);
    jane.no(4, &["status", "--exit-code"]);
}

#[test]
fn a_dry_run_changes_nothing() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["edit", LAYOUT]);
    jane.save(LAYOUT, b"edited");
    jane.ok(&["status"]);
    for arguments in [
        &["put", LAYOUT][..],
        &["discard", LAYOUT],
        &["checkin", LAYOUT, "--anyway"],
        &["rm", "/Spring/notes.txt"],
        &["mv", "/Spring/notes.txt", "other.txt"],
        &["cp", "/Spring/notes.txt", "other.txt"],
        &["mkdir", "/Spring/new"],
        &["get", "/Spring/notes.txt"],
        &["pin", "/Spring"],
        &["settings", "set", "transfers", "3"],
        &["disconnect"],
    ] {
        let said = jane.ok(&[arguments, &["--dry-run"]].concat());
        let told = format!("{}{}", said.out, said.err);
        assert!(
            told.to_lowercase().contains("would"),
            "{arguments:?}: {told}"
        );
    }
    assert_eq!(world.bytes(LAYOUT).unwrap(), b"first version");
    assert_eq!(world.holder(LAYOUT).as_deref(), Some("jane"));
    assert!(world.bytes("/Spring/notes.txt").is_some());
    assert_eq!(jane.row(LAYOUT)["status"], "edited-locally");
    assert_eq!(jane.row("/Spring/notes.txt")["status"], "cloud-only");
    assert_eq!(
        jane.ok(&["settings", "get", "transfers"]).out,
        "transfers = 8\n"
    );
    // What would be refused is refused.
    jane.no(3, &["put", "/Spring/notes.txt", "--dry-run"]);
}

#[test]
fn a_path_may_be_what_the_browser_shows() {
    let world = World::start();
    let jane = world.person("jane");
    let page = format!("{}assetdetails.html/content/dam{LAYOUT}", world.url());
    for typed in [&format!("/content/dam{LAYOUT}"), &page] {
        assert_eq!(jane.row(typed)["path"], LAYOUT, "{typed}");
    }
    let said = jane.no(2, &["ls", "https://elsewhere.example.com/content/dam/a"]);
    assert!(said.err.contains("no address of an asset"), "{}", said.err);
}

#[test]
fn where_nobody_can_answer_nothing_is_destroyed() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["edit", LAYOUT]);
    jane.save(LAYOUT, b"edited");
    for arguments in [["discard", LAYOUT], ["rm", "/Spring/notes.txt"]] {
        let said = jane.no(2, &arguments);
        assert!(said.err.contains("--yes"), "{arguments:?}: {}", said.err);
    }
    assert_eq!(fs::read(jane.file(LAYOUT)).unwrap(), b"edited");
    assert!(world.bytes("/Spring/notes.txt").is_some());
}

#[test]
fn lists_fit_the_terminal() {
    let world = World::start();
    let long = "/Spring/a-very-long-name-of-a-layout-for-the-spring-campaign-final-2.psd";
    world.put(long, b"long", "jane");
    let jane = world.person("jane");
    jane.ok(&["edit", long]);
    jane.save(long, b"edited");
    jane.ok(&["status"]);
    for columns in [80, 40] {
        for arguments in [
            &["ls", "/Spring"][..],
            &["ls", "/Spring", "--long"],
            &["status"],
            &["status", long],
            &["find", "layout"],
            &["transfers"],
            &["lock", "ls"],
            &["history", long],
            &["settings"],
            &["connections"],
        ] {
            let mut command = jane.command();
            command.env("COLUMNS", columns.to_string()).args(arguments);
            let said = Said::by(&mut command);
            // What is asked for by name is said whole, to be copied.
            let is_whole = |line: &str| line.contains("File: ") || !line.trim().contains(' ');
            let wide = |line: &&str| line.chars().count() > columns && !is_whole(line);
            let over: Vec<&str> = said.out.lines().filter(wide).collect();
            assert!(over.is_empty(), "{columns} {arguments:?}: {over:#?}");
        }
    }
    assert!(world.server.read(&dam(long)).is_some());
}

#[test]
fn shells_know_paths_and_connections() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["ls", "/Spring"]);
    let complete = |words: &[&str]| {
        let mut command = jane.command();
        command
            .env("COMPLETE", "bash")
            .env("_CLAP_COMPLETE_INDEX", (words.len() - 1).to_string())
            .env("_CLAP_COMPLETE_COMP_TYPE", "9")
            .env("_CLAP_COMPLETE_SPACE", "true")
            .env("_CLAP_IFS", "\n")
            .arg("--")
            .args(words);
        Said::by(&mut command).out
    };
    let paths = complete(&["damson", "get", "/Spring/la"]);
    assert!(paths.contains("/Spring/layout.psd"), "{paths:?}");
    assert!(!paths.contains("notes"), "{paths:?}");
    let names = complete(&["damson", "use", ""]);
    let known = jane.json(&["connections"]);
    assert!(
        names.contains(known[0]["name"].as_str().unwrap()),
        "{names:?}"
    );
}

#[test]
fn the_manual_and_the_service_can_be_installed() {
    let jane = Person::new("jane");
    let pages = jane.home().join("man");
    jane.ok(&["man", "--to", text(&pages)]);
    let page = fs::read_to_string(pages.join("damson-put.1")).unwrap();
    assert!(page.contains(".TH damson-put"), "{page}");
    let unit = jane.ok(&["service", "install", "--print"]);
    assert!(unit.out.contains("watch"), "{}", unit.out);
}
