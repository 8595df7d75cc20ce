//! Files from this computer into a folder of the DAM.

use std::fs;

use crate::person::World;

#[test]
fn a_dry_run_shows_what_changes_and_sends_nothing() {
    let world = World::start();
    let jane = world.person("jane");
    let desk = tempfile::tempdir().unwrap();
    fs::write(desk.path().join("notes.txt"), b"other notes").unwrap();
    fs::write(desk.path().join("a[1].txt"), b"brackets").unwrap();
    let from = desk.path().join("notes.txt");
    let odd = desk.path().join("a[1].txt");
    let arguments = [
        "upload",
        from.to_str().unwrap(),
        odd.to_str().unwrap(),
        "--to",
        "/Spring",
        "--dry-run",
    ];
    let said = jane.ok(&arguments);
    assert!(said.out.contains("exists"), "{}", said.out);
    assert!(said.out.contains("renamed"), "{}", said.out);
    assert_eq!(world.bytes("/Spring/notes.txt").unwrap(), b"some notes");
}

#[test]
fn a_folder_keeps_its_shape_and_existing_assets_are_left_alone() {
    let world = World::start();
    let jane = world.person("jane");
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join("Shoot");
    fs::create_dir_all(folder.join("Day 1")).unwrap();
    fs::write(folder.join("Day 1/a.txt"), b"a").unwrap();
    jane.ok(&[
        "upload",
        folder.to_str().unwrap(),
        "--to",
        "/Spring",
        "--yes",
    ]);
    let listed = jane.ok(&["find", "--name", "a.txt"]);
    assert!(listed.out.contains("a.txt"), "{}", listed.out);

    let notes = desk.path().join("notes.txt");
    fs::write(&notes, b"newer notes").unwrap();
    let notes = notes.to_str().unwrap();
    jane.ok(&["upload", notes, "--to", "/Spring", "--yes"]);
    assert_eq!(world.bytes("/Spring/notes.txt").unwrap(), b"some notes");
    jane.ok(&[
        "upload",
        notes,
        "--to",
        "/Spring",
        "--yes",
        "--if-exists",
        "new-version",
    ]);
    assert_eq!(world.bytes("/Spring/notes.txt").unwrap(), b"newer notes");
}
