//! What is printed, letter by letter.

use crate::person::{LAYOUT, Person, Said, World};

/// The keys of an object, in the order they are printed.
fn keys(value: &serde_json::Value) -> String {
    let mut keys: Vec<&str> = value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    keys.join(" ")
}

#[test]
fn an_error_is_two_lines() {
    let said = Person::new("jane").run(&["ls"]);
    insta::assert_snapshot!(said.err, @r"
    Error: You are not connected to a DAM yet.
    Hint: Connect first: `damson connect https://author.example.com`. To try it without a server: `damson demo`.
    ");
    assert_eq!(said.code, 1);
}

#[test]
fn a_refusal_names_the_person() {
    let world = World::start();
    let jane = world.person("jane");
    let omar = world.person("omar");
    jane.ok(&["checkout", LAYOUT]);
    insta::assert_snapshot!(omar.no(3, &["put", LAYOUT]).err, @r"
    Error: You have made no changes to /Spring/layout.psd.
    Hint: There is nothing to upload or discard. If you have just saved it, make sure that you saved into the cache folder; `damson reveal /Spring/layout.psd` shows it.
    ");
    insta::assert_snapshot!(omar.no(3, &["edit", LAYOUT]).err, @r"
    Error: /Spring/layout.psd is checked out by jane.
    Hint: Ask jane to check it in. An administrator can release it: `damson release /Spring/layout.psd`.
    ");
}

#[test]
fn a_table_is_readable() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["checkout", LAYOUT]);
    insta::assert_snapshot!(jane.ok(&["ls", "/Spring"]).out, @r"
    Name        Status      Checked out by  Size  Modified
    layout.psd  Cloud only  you             13 B  just now
    notes.txt   Cloud only                  10 B  just now
    ");
}

#[test]
fn a_row_of_json_has_every_field() {
    let world = World::start();
    let jane = world.person("jane");
    let row = jane.row(LAYOUT);
    insta::assert_snapshot!(keys(&row), @"actions awaited below checked conflict dimensions file kind lock lock_seen media_type modified modified_by name path pinned problem processing read_only restrictions size status title transfer written_back");
    assert_eq!(row["status"], "cloud-only");
    assert_eq!(row["lock"]["state"], "free");
    assert_eq!(row["size"], 13);
}

#[test]
fn an_action_of_json_has_the_status_after_it() {
    let world = World::start();
    let jane = world.person("jane");
    let done = jane.json(&["get", LAYOUT]);
    insta::assert_snapshot!(done.to_string(), @r#"{"action":"download","conflict":null,"path":"/Spring/layout.psd","status":"available-locally"}"#);
}

#[test]
fn the_status_of_json_has_session_and_rows() {
    let world = World::start();
    let jane = world.person("jane");
    let status = jane.json(&["status"]);
    insta::assert_snapshot!(keys(&status), @"changed check_out_ended checked_out complete json session");
    assert_eq!(status["session"]["state"], "online", "{status}");
    assert_eq!(status["changed"], serde_json::json!([]));
}

#[test]
fn quiet_prints_results_alone() {
    let world = World::start();
    let jane = world.person("jane");
    let said = jane.ok(&["checkout", LAYOUT, "--quiet"]);
    assert_eq!((said.out.as_str(), said.err.as_str()), ("", ""));
    let said = jane.ok(&["find", "nothing-is-called-so", "--quiet"]);
    assert_eq!((said.out.as_str(), said.err.as_str()), ("", ""));
}

#[test]
fn colours_are_for_terminals_or_on_demand() {
    let world = World::start();
    let jane = world.person("jane");
    assert!(!jane.ok(&["ls", "/Spring"]).out.contains('\u{1b}'));
    assert!(
        jane.ok(&["ls", "/Spring", "--color", "always"])
            .out
            .contains("\u{1b}[")
    );
}

#[test]
fn settings_are_kept_and_wrong_values_refused() {
    let jane = Person::new("jane");
    jane.ok(&["settings", "set", "transfers", "4"]);
    assert_eq!(
        jane.ok(&["settings", "get", "transfers"]).out,
        "transfers = 4\n"
    );
    let said = jane.no(2, &["settings", "set", "transfers", "many"]);
    assert!(said.err.contains("1 to 64"), "{}", said.err);
    let said = jane.no(2, &["settings", "get", "speed"]);
    assert!(said.err.contains("no setting called speed"), "{}", said.err);
    jane.ok(&["settings", "set", "transfers", "default"]);
    assert_eq!(
        jane.ok(&["settings", "get", "transfers"]).out,
        "transfers = 8\n"
    );
}

#[test]
fn several_paths_go_on_after_a_failure() {
    let world = World::start();
    let jane = world.person("jane");
    let said = jane.no(7, &["get", "/Spring/nothing.psd", LAYOUT]);
    assert!(
        said.err
            .contains("/Spring/nothing.psd is not on the server"),
        "{}",
        said.err
    );
    assert!(said.out.contains(LAYOUT), "{}", said.out);
}

#[test]
fn a_file_of_the_cache_folder_is_its_asset() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["get", LAYOUT]);
    let file = jane.file(LAYOUT);
    let said = jane.ok(&["checkout", file.to_str().unwrap()]);
    assert_eq!(said.out, "Checked out /Spring/layout.psd.\n");
    let folder = file.parent().unwrap();
    let mut command = jane.command();
    let said = Said::by(command.current_dir(folder).args(["checkin", "layout.psd"]));
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(world.holder(LAYOUT), None);
}

/// What a hostile or careless server lists is shown, said, and gone when the server is mended.
#[test]
fn a_name_that_cannot_be_a_path_is_a_row_and_a_sentence() {
    let world = World::start();
    let jane = world.person("jane");
    world
        .server
        .set_switches(|switches| switches.siren_hostile_names = vec!["a/b.psd".to_owned()]);
    let said = jane.ok(&["ls", "/Spring"]);
    insta::assert_snapshot!(said.out, @r"
    Name        Status      Checked out by  Size  Modified
    layout.psd  Cloud only                  13 B  just now
    notes.txt   Cloud only                  10 B  just now
    �a∕b.psd
    ");
    let sentence =
        "In /Spring the server has something called `a/b.psd`, which can't be part of a path";
    assert!(said.err.contains(sentence), "{}", said.err);
    let rows = jane.ok(&["ls", "/Spring", "--json"]).out;
    let row: serde_json::Value = rows
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .find(|row: &serde_json::Value| row["kind"] == "no-name")
        .unwrap();
    assert_eq!(row["problem"]["code"], "refused-name");
    assert_eq!(row["title"], "a/b.psd");
    let path = row["path"].as_str().unwrap();
    jane.no(3, &["get", path]);
    world
        .server
        .set_switches(|switches| switches.siren_hostile_names.clear());
    let said = jane.ok(&["ls", "/Spring"]);
    assert!(
        !said.out.contains("b.psd") && said.err.is_empty(),
        "{said:?}"
    );
}
