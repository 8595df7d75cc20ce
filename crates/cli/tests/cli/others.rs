//! What a person meets because other people, other programs and the administrator work, too.

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
    let ended = "Your check-out of /Spring/layout.psd ended: somebody released it";
    assert!(unwrapped(&said).contains(ended), "{said}");
}

/// Whoever edited nothing yet is told as well, by the whole and of the one asset.
#[test]
fn a_check_out_that_an_administrator_released_is_told_by_the_status() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["edit", LAYOUT]);
    let of_all = || unwrapped(&jane.ok(&["status"]).out);
    assert!(of_all().contains("Checked out by you"), "{}", of_all());
    let admin = world.person("admin");
    admin.ok(&["release", LAYOUT, "--yes"]);
    let ended = "Your check-out of /Spring/layout.psd ended";
    let said = of_all();
    assert!(said.contains(ended), "{said}");
    assert!(!said.contains("Nothing is changed"), "{said}");
    let one = jane.ok(&["status", LAYOUT]).out;
    assert!(one.contains("your check-out ended"), "{one}");
    assert!(unwrapped(&one).contains(ended), "{one}");
    let told = jane.json(&["status"]);
    assert_eq!(told["check_out_ended"][0]["path"], LAYOUT, "{told}");

    // Taken by somebody else meanwhile, and taken again when that is over.
    world.server.lock_as(&dam(LAYOUT), "omar").unwrap();
    assert!(of_all().contains(ended), "{}", of_all());
    world.server.unlock(&dam(LAYOUT)).unwrap();
    jane.ok(&["ls", "/Spring"]);
    jane.ok(&["checkout", LAYOUT]);
    let told = jane.json(&["status"]);
    assert_eq!(told["check_out_ended"], serde_json::json!([]), "{told}");
}

/// On one line, whatever the width of the terminal.
fn unwrapped(said: &str) -> String {
    said.split_whitespace().collect::<Vec<_>>().join(" ")
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

#[test]
fn an_edit_follows_the_asset_that_somebody_else_moved() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["edit", LAYOUT]);
    jane.ok(&["get", NOTES]);
    jane.save(LAYOUT, b"mine");
    world.server.put_folder(&dam("/Autumn")).unwrap();
    let moved = ["/Autumn/layout.psd", "/Autumn/notes.txt"];
    for (from, to) in [LAYOUT, NOTES].into_iter().zip(moved) {
        world.server.move_to(&dam(from), &dam(to)).unwrap();
    }
    let said = jane.ok(&["status"]).out;
    assert!(said.contains(moved[0]), "{said}");
    assert!(!said.contains(LAYOUT), "{said}");
    assert_eq!(jane.row(moved[0])["status"], "edited-locally");
    assert_eq!(fs::read(jane.file(moved[0])).unwrap(), b"mine");
    assert_eq!(jane.row(moved[1])["status"], "available-locally");
    assert_eq!(fs::read(jane.file(moved[1])).unwrap(), b"some notes");
    jane.ok(&["put", moved[0]]);
    assert_eq!(world.bytes(moved[0]).as_deref(), Some(&b"mine"[..]));
}

#[test]
fn what_the_first_command_refused_the_second_does_not_do() {
    let world = World::start();
    for nth in 0..120 {
        world.put(&format!("/Spring/{nth}.txt"), b"text", "omar");
    }
    let jane = world.person("jane");
    jane.ok(&["get", "/Spring", "--yes"]);
    // All at once, with no command in between.
    let folder = jane.file("/Spring/0.txt").parent().unwrap().to_owned();
    for nth in 0..120 {
        let file = folder.join(format!("{nth}.txt"));
        let beside = folder.join("beside~");
        fs::write(&beside, b"encrypted").unwrap();
        fs::rename(&beside, file).unwrap();
    }
    let said = unwrapped(&jane.ok(&["status"]).out);
    assert!(said.contains("stopped all changes"), "{said}");
    for _ in 0..2 {
        let refused = jane.run(&["put", "/Spring/7.txt"]);
        assert_ne!(refused.code, 0, "{}", refused.out);
        let said = jane.run(&["put", "/Spring/8.txt", "--later"]);
        assert_ne!(said.code, 0, "{}", said.out);
    }
    assert_eq!(world.bytes("/Spring/7.txt").as_deref(), Some(&b"text"[..]));
    assert_eq!(world.bytes("/Spring/8.txt").as_deref(), Some(&b"text"[..]));
    jane.ok(&["go-on"]);
    jane.ok(&["put", "/Spring/7.txt"]);
    let sent = world.bytes("/Spring/7.txt");
    assert_eq!(sent.as_deref(), Some(&b"encrypted"[..]));
}

#[test]
fn a_watch_until_idle_ends_with_what_is_pinned_up_to_date() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["pin", "/Spring"]);
    world.put(NOTES, b"newer notes", "omar");
    world.put("/Spring/poster.txt", b"a poster", "omar");
    jane.ok(&["watch", "--until-idle"]);
    for (path, bytes) in [
        (NOTES, &b"newer notes"[..]),
        ("/Spring/poster.txt", b"a poster"),
    ] {
        let row = jane.row(path);
        assert_eq!(row["status"], "available-locally", "{row}");
        assert_eq!(fs::read(jane.file(path)).unwrap(), bytes);
    }
}
