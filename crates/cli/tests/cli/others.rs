//! What a person meets because other people, other programs and the administrator work, too.

#[cfg(unix)]
use std::fs;

use crate::person::{LAYOUT, World, dam};

const NOTES: &str = "/Spring/notes.txt";

#[test]
fn who_lost_a_check_out_is_not_told_that_there_was_none() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["edit", LAYOUT]);
    jane.save(LAYOUT, b"mine");
    world.server.unlock(&dam(LAYOUT)).unwrap();
    let said = jane.ok(&["status"]);
    let said = said.out + &said.err;
    assert!(said.contains("Edited locally"), "{said}");
    assert!(!said.contains("without checking it out"), "{said}");
}

#[test]
fn the_age_of_a_check_out_is_what_is_known() {
    let world = World::start();
    let jane = world.person("jane");
    world.server.lock_as(&dam(LAYOUT), "omar").unwrap();
    jane.ok(&["ls", "/Spring"]);
    let said = jane.ok(&["lock", "ls"]);
    assert!(said.out.contains("Known since"), "{}", said.out);
    assert!(said.out.contains("omar"), "{}", said.out);
}

#[test]
fn copies_that_are_gone_from_the_server_are_freed_into_recovered_with_their_folder() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["get", "/Spring", "--yes"]);
    world.server.remove(&dam(NOTES)).unwrap();
    jane.ok(&["ls", "/Spring"]);
    let said = jane.ok(&["free", "/Spring"]);
    assert!(!said.err.contains("meanwhile"), "{}", said.err);
    assert_eq!(jane.row(LAYOUT)["status"], "cloud-only");
    let recovered = jane.json(&["recovered"]);
    assert_eq!(recovered[0]["path"], NOTES, "{recovered}");
}

/// As tools do that set the time back.
#[cfg(unix)]
#[test]
fn an_edit_that_keeps_size_and_time_is_never_removed() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["edit", LAYOUT]);
    let copy = jane.file(LAYOUT);
    let before = fs::metadata(&copy).unwrap().modified().unwrap();
    fs::write(&copy, b"first edition").unwrap();
    let open = fs::File::options().write(true).open(&copy).unwrap();
    open.set_modified(before).unwrap();
    drop(open);
    assert_eq!(jane.row(LAYOUT)["status"], "edited-locally");
    jane.no(3, &["free", LAYOUT]);
    assert_eq!(fs::read(&copy).unwrap(), b"first edition");
}

#[test]
fn a_move_of_the_cache_folder_is_no_mass_change() {
    let world = World::start();
    for nth in 0..120 {
        world.put(&format!("/Spring/{nth}.txt"), b"text", "omar");
    }
    let jane = world.person("jane");
    jane.ok(&["get", "/Spring", "--yes"]);
    let place = jane.home().join("elsewhere");
    jane.ok(&["cache", "move", place.to_str().unwrap()]);
    let said = jane.ok(&["status"]);
    let said = said.out + &said.err;
    assert!(!said.contains("stopped all changes"), "{said}");
    assert_eq!(jane.row("/Spring/7.txt")["status"], "available-locally");
}

#[test]
fn somebody_elses_edit_is_theirs_whatever_a_workflow_did_after_it() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["get", LAYOUT]);
    world
        .server
        .put_version(&dam(LAYOUT), b"theirs", "omar", "")
        .unwrap();
    let said = jane.ok(&["status", LAYOUT]);
    assert!(said.out.contains("Modified remotely"), "{}", said.out);
    assert!(!said.out.contains("process-service"), "{}", said.out);
}
