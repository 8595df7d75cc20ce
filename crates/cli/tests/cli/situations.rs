//! What a person meets in a day of hard use: each of these was told wrongly, or lost something, once.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

#[cfg(unix)]
use crate::person::Said;
use crate::person::{LAYOUT, World};

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A file of that name in a folder of its own.
fn file(desk: &Path, folder: &str, name: &str, bytes: &[u8]) -> PathBuf {
    let folder = desk.join(folder);
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(name);
    fs::write(&file, bytes).unwrap();
    file
}

/// Writes a piece every moment, as an application does that exports.
fn keep_writing(file: &Path, pieces: u8) -> thread::JoinHandle<Vec<u8>> {
    let mut open = fs::OpenOptions::new().append(true).open(file).unwrap();
    let before = fs::read(file).unwrap();
    thread::spawn(move || {
        let mut whole = before;
        for piece in 0..pieces {
            let bytes = [piece; 1_000];
            open.write_all(&bytes).unwrap();
            whole.extend(bytes);
            thread::sleep(Duration::from_millis(300));
        }
        whole
    })
}

// Work must not go missing.

#[test]
fn files_whose_names_collide_are_all_sent() {
    let world = World::start();
    let jane = world.person("jane");
    let desk = tempfile::tempdir().unwrap();
    let files = [
        file(desk.path(), "one", "a#1.jpg", b"hash"),
        file(desk.path(), "one", "a%1.jpg", b"percent"),
        file(desk.path(), "one", "b.jpg", b"first"),
        file(desk.path(), "two", "b.jpg", b"second"),
    ];
    let names = files.iter().map(|file| text(file));
    let upload: Vec<&str> = ["upload", "--to", "/Spring", "--yes"]
        .into_iter()
        .chain(names)
        .collect();
    let said = jane.ok(&[&upload[..], &["--dry-run"]].concat());
    assert!(said.out.contains("/Spring/a-1 (2).jpg"), "{}", said.out);
    assert!(said.out.contains("another of these files"), "{}", said.out);
    assert_eq!(world.bytes("/Spring/a-1.jpg"), None);
    let newer = [&upload[..], &["--if-exists", "new-version"]].concat();
    let said = jane.ok(&newer);
    assert!(said.out.contains("Uploaded 4 assets."), "{}", said.out);
    for (path, bytes) in [
        ("/Spring/a-1.jpg", &b"hash"[..]),
        ("/Spring/a-1 (2).jpg", b"percent"),
        ("/Spring/b.jpg", b"first"),
        ("/Spring/b (2).jpg", b"second"),
    ] {
        assert_eq!(world.bytes(path).as_deref(), Some(bytes), "{path}");
    }
    // The same again is the same four, and no versions of one another.
    jane.ok(&newer);
    assert_eq!(world.bytes("/Spring/b.jpg").as_deref(), Some(&b"first"[..]));
    assert_eq!(world.bytes("/Spring/b (3).jpg"), None);
}

#[test]
fn what_is_named_outright_is_sent_and_what_is_left_out_is_said() {
    let world = World::start();
    let jane = world.person("jane");
    let desk = tempfile::tempdir().unwrap();
    let named = [
        file(desk.path(), "x", "final~", b"final"),
        file(desk.path(), "x", "take.part", b"take"),
    ];
    let said = jane.ok(&[
        "upload",
        text(&named[0]),
        text(&named[1]),
        "--to",
        "/Spring",
    ]);
    assert!(said.out.contains("Uploaded 2 assets."), "{}", said.out);
    assert!(world.bytes("/Spring/final~").is_some() && world.bytes("/Spring/take.part").is_some());
    let folder = desk.path().join("x");
    let said = jane.ok(&["upload", text(&folder), "--to", "/Spring", "--dry-run"]);
    assert!(said.err.contains("2 temporary files"), "{}", said.err);
}

#[test]
fn a_file_that_is_still_being_written_is_sent_whole() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["edit", LAYOUT]);
    let copy = jane.file(LAYOUT);
    let writing = keep_writing(&copy, 8);
    jane.ok(&["put", LAYOUT]);
    let whole = writing.join().unwrap();
    assert_eq!(world.bytes(LAYOUT).unwrap(), whole);
    let desk = tempfile::tempdir().unwrap();
    let export = file(desk.path(), "x", "export.mov", b"begin");
    let writing = keep_writing(&export, 8);
    jane.ok(&["upload", text(&export), "--to", "/Spring"]);
    let whole = writing.join().unwrap();
    assert_eq!(world.bytes("/Spring/export.mov").unwrap(), whole);
}

#[test]
fn the_comment_of_a_new_file_is_in_its_history() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["get", LAYOUT]);
    let new = jane.file(LAYOUT).with_file_name("new.psd");
    fs::write(&new, b"new").unwrap();
    jane.ok(&["put", "/Spring/new.psd", "-m", "First sketch"]);
    let versions = jane.json(&["history", "/Spring/new.psd"]);
    assert_eq!(versions[0]["current"], true, "{versions}");
    assert_eq!(versions[0]["comment"], "First sketch", "{versions}");
}

// Every word is true.

#[test]
fn what_is_not_there_can_not_be_paused_cancelled_or_removed() {
    let world = World::start();
    let jane = world.person("jane");
    for arguments in [
        &["transfers", "pause", "999"][..],
        &["transfers", "resume", "999"],
        &["transfers", "cancel", "999"],
        &["recovered", "restore", "999"],
        &["recovered", "remove", "999", "--yes"],
        &["later", "cancel", "999"],
    ] {
        let said = jane.no(1, arguments);
        assert!(
            said.err.contains("number 999"),
            "{arguments:?} {}",
            said.err
        );
    }
    let said = jane.ok(&["transfers", "resume"]);
    assert!(said.err.contains("No transfer"), "{}", said.err);
    jane.ok(&["get", LAYOUT]);
    let transfers = jane.json(&["transfers"]);
    let id = transfers[0]["id"].to_string();
    let said = jane.no(1, &["transfers", "cancel", &id]);
    assert!(said.err.contains("already ended"), "{}", said.err);
}

#[test]
fn transfers_are_listed_by_every_call() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["get", LAYOUT]);
    for call in 0..10 {
        let transfers = jane.json(&["transfers"]);
        assert_eq!(transfers.as_array().unwrap().len(), 1, "call {call}");
    }
}

#[test]
fn a_summary_and_the_exit_code_say_the_same() {
    let world = World::start();
    let jane = world.person("jane");
    let omar = world.person("omar");
    let desk = tempfile::tempdir().unwrap();
    let notes = file(desk.path(), "x", "notes.txt", b"newer notes");
    let upload = ["upload", text(&notes), "--to", "/Spring", "--yes"];
    let said = jane.ok(&upload);
    assert_eq!(said.out, "Nothing was done: 1 asset left unchanged.\n");
    omar.ok(&["checkout", "/Spring/notes.txt"]);
    let said = jane.no(3, &[&upload[..], &["--if-exists", "new-version"]].concat());
    assert_eq!(said.out, "Nothing was done: 1 asset failed.\n");
    assert!(said.err.contains("omar"), "{}", said.err);
    let shoot = file(desk.path(), "Shoot", "a.txt", b"a");
    let shoot = shoot.parent().unwrap();
    let said = jane.ok(&["upload", text(shoot), "--to", "/Spring", "--yes"]);
    assert_eq!(said.out, "Uploaded 1 asset, made 1 folder.\n");
    jane.ok(&["get", "/Spring", "--yes"]);
    let said = jane.ok(&["get", "/Spring", "--yes"]);
    assert_eq!(said.out, "Everything in /Spring is on this computer.\n");
}

#[cfg(unix)]
#[test]
fn what_is_opened_is_what_was_asked_for() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["ls", "/Spring"]);
    let desk = tempfile::tempdir().unwrap();
    let noted = desk.path().join("opened");
    let opener = desk.path().join("opener");
    let script = format!("#!/bin/sh\necho \"$1\" > {}\n", noted.display());
    fs::write(&opener, script).unwrap();
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
    let with = |opener: &Path, arguments: &[&str]| {
        let mut command = jane.command();
        Said::by(command.env("DAMSON_OPENER", opener).args(arguments))
    };
    assert_eq!(with(&opener, &["web", LAYOUT]).code, 0);
    let page = fs::read_to_string(&noted).unwrap();
    let wanted = format!("{}assetdetails.html/content/dam{LAYOUT}\n", world.url());
    assert_eq!(page, wanted);
    let said = with(Path::new("/bin/false"), &["open", LAYOUT]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(!said.out.contains("Opened"), "{said:?}");
    let said = jane.ok(&["mv", LAYOUT, LAYOUT]);
    assert!(said.out.contains("is already there"), "{}", said.out);
    jane.ok(&["checkout", LAYOUT]);
    let omar = world.person("omar");
    let said = omar.no(3, &["mv", "/Spring", "/Summer"]);
    assert!(!said.err.contains("damson rm"), "{}", said.err);
}

#[test]
fn nothing_is_claimed_that_the_server_was_not_asked() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["get", LAYOUT]);
    drop(world);
    for arguments in [
        ["update", LAYOUT],
        ["checkin", LAYOUT],
        ["checkout", LAYOUT],
    ] {
        let said = jane.no(6, &arguments);
        assert!(said.err.contains("reached"), "{arguments:?} {}", said.err);
    }
    let said = jane.ok(&["status", LAYOUT]);
    assert!(!said.out.contains("just now"), "{}", said.out);
    jane.ok(&["get", "/Spring", "--later"]);
    assert_eq!(jane.json(&["later"])[0]["path"], "/Spring");
}

#[cfg(unix)]
#[test]
fn who_only_reads_is_not_advised_to_check_out() {
    let world = World::start();
    let reader = world.person("reader");
    reader.ok(&["get", LAYOUT]);
    reader.save(LAYOUT, b"scribbled");
    reader.ok(&["ls", "/Spring"]);
    let said = reader.ok(&["status"]);
    assert!(said.out.contains("Edited locally"), "{}", said.out);
    assert!(!said.err.contains("damson checkout"), "{}", said.err);
}

#[test]
fn history_has_each_comment_beside_what_it_came_with() {
    let world = World::start();
    let jane = world.person("jane");
    for (bytes, comment) in [(&b"second"[..], "Warmer"), (b"third", "Larger")] {
        jane.ok(&["edit", LAYOUT]);
        jane.save(LAYOUT, bytes);
        jane.ok(&["put", LAYOUT, "-m", comment]);
    }
    let comments = |versions: &serde_json::Value| {
        let versions = versions.as_array().unwrap().iter();
        versions
            .map(|one| one["comment"].as_str().unwrap_or("-").to_owned())
            .collect::<Vec<_>>()
    };
    let versions = jane.json(&["history", LAYOUT]);
    assert_eq!(comments(&versions), ["Larger", "Warmer", "-"]);
    let warmer = versions[1]["id"].as_str().unwrap();
    jane.ok(&["restore", LAYOUT, warmer, "--yes"]);
    assert_eq!(world.bytes(LAYOUT).unwrap(), b"second");
    let after = jane.json(&["history", LAYOUT]);
    assert_eq!(
        after.as_array().unwrap().len(),
        versions.as_array().unwrap().len() + 1
    );
    assert!(
        comments(&after)[0].starts_with("Restored version"),
        "{after}"
    );
    assert_eq!(comments(&after)[1], "Larger");
}

#[cfg(unix)]
#[test]
fn odd_local_names_are_seen_and_said_in_words() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["get", LAYOUT]);
    let folder = jane.file(LAYOUT).parent().unwrap().to_owned();
    fs::write(folder.join("%2F.txt"), b"percent").unwrap();
    fs::write(folder.join("red\u{1b}[31mname.txt"), b"red").unwrap();
    std::os::unix::fs::symlink("/etc/passwd", folder.join("link.txt")).unwrap();
    let pipe = std::process::Command::new("mkfifo")
        .arg(folder.join("pipe"))
        .status();
    assert!(pipe.unwrap().success());
    let said = jane.ok(&["ls", "/Spring"]);
    assert!(said.out.contains("%2F.txt"), "{}", said.out);
    for text in [&said.out, &said.err] {
        assert!(!text.contains('\u{1b}'), "{text:?}");
    }
    assert!(said.err.contains("it is a link"), "{}", said.err);
    assert!(
        said.err.contains("neither a file nor a folder"),
        "{}",
        said.err
    );
    let desk = tempfile::tempdir().unwrap();
    let outside = desk.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&outside).status();
    assert!(made.unwrap().success());
    let said = jane.no(1, &["upload", text(&outside), "--to", "/Spring"]);
    assert!(
        said.err.contains("neither a file nor a folder"),
        "{}",
        said.err
    );
}

#[test]
fn a_watch_tells_what_happens_and_nothing_of_before() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["get", LAYOUT]);
    let said = jane.ok(&["watch", "--until-idle", "--json"]);
    assert!(!said.out.contains("\"event\":\"transfer\""), "{}", said.out);
    jane.ok(&["pin", "/Spring"]);
    jane.ok(&["watch", "--until-idle"]);
    assert_eq!(jane.row("/Spring/notes.txt")["status"], "available-locally");
}

// As the commands around it have it.

#[test]
fn what_was_not_understood_is_json_for_programs() {
    let world = World::start();
    let jane = world.person("jane");
    let said = jane.no(2, &["--json", "get", "--no-such-option"]);
    let error: serde_json::Value = serde_json::from_str(said.err.trim()).unwrap();
    assert_eq!(error["code"], "usage", "{error}");
}

#[test]
fn a_command_in_a_hint_can_be_copied() {
    let world = World::start();
    world.put("/Spring/key visual.psd", b"first", "omar");
    let jane = world.person("jane");
    jane.ok(&["edit", "/Spring/key visual.psd"]);
    jane.save("/Spring/key visual.psd", b"mine");
    let said = jane.run(&["checkin", "/Spring/key visual.psd"]);
    assert_ne!(said.code, 0);
    assert!(
        said.err.contains("'/Spring/key visual.psd'")
            || said.err.contains("\"/Spring/key visual.psd\""),
        "{}",
        said.err
    );
}

#[test]
fn the_status_has_what_is_under_way_and_not_what_ever_was() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["get", "/Spring", "--yes"]);
    let status = jane.json(&["status"]);
    assert_eq!(
        status["session"]["transfers"],
        serde_json::json!([]),
        "{status}"
    );
}

#[test]
fn an_export_of_one_name_does_not_make_versions_of_another() {
    let world = World::start();
    let jane = world.person("jane");
    let desk = tempfile::tempdir().unwrap();
    let one = file(desk.path(), "one", "cover.jpg", b"one");
    let two = file(desk.path(), "two", "cover.jpg", b"two");
    for file in [&one, &two] {
        jane.ok(&["upload", text(file), "--to", "/Spring", "--yes"]);
    }
    assert_eq!(world.bytes("/Spring/cover.jpg").unwrap(), b"one");
    let versions = jane.json(&["history", "/Spring/cover.jpg"]);
    assert_eq!(versions.as_array().unwrap().len(), 1, "{versions}");
}
