//! What needs no server: help, usage errors, completions, the catalogue.

use crate::person::Person;

#[test]
fn help_lists_every_command_and_exit_code() {
    let said = Person::new("jane").ok(&["--help"]);
    for word in [
        "connect",
        "connections",
        "use",
        "disconnect",
        "forget",
        "ls",
        "find",
        "renditions",
        "collection",
        "status",
        "get",
        "open",
        "edit",
        "checkout",
        "checkin",
        "put",
        "upload",
        "discard",
        "update",
        "free",
        "resolve",
        "reveal",
        "web",
        "history",
        "restore",
        "release",
        "mv",
        "cp",
        "rm",
        "mkdir",
        "pin",
        "unpin",
        "recovered",
        "later",
        "await",
        "transfers",
        "watch",
        "doctor",
        "cache",
        "settings",
        "demo",
        "completions",
        "lock",
        "support",
        "service",
        "man",
    ] {
        let listed = said
            .out
            .lines()
            .any(|line| line.trim_start().starts_with(&format!("{word} ")));
        assert!(listed, "{word} is not in\n{}", said.out);
    }
    assert!(said.out.contains("130  interrupted"), "{}", said.out);
}

#[test]
fn a_password_can_not_be_an_argument() {
    let said = Person::new("jane").no(2, &["connect", "https://dam.example", "--password", "x"]);
    assert!(said.err.contains("--password"), "{}", said.err);
}

#[test]
fn an_unknown_command_is_a_usage_error() {
    let said = Person::new("jane").no(2, &["chekout", "/a"]);
    assert!(said.err.contains("checkout"), "{}", said.err);
}

#[test]
fn completions_are_printed_for_a_shell() {
    let said = Person::new("jane").ok(&["completions", "bash"]);
    assert!(said.out.contains("COMPLETE="), "{}", said.out);
}

#[test]
fn the_catalogue_is_a_table_without_empty_cells() {
    let said = Person::new("jane").ok(&["errors", "--markdown"]);
    let rows: Vec<&str> = said
        .out
        .lines()
        .filter(|line| line.starts_with("| "))
        .collect();
    assert!(rows.len() > 50, "{}", said.out);
    for row in rows {
        let empty = row
            .trim_matches('|')
            .split('|')
            .any(|cell| cell.trim().is_empty());
        assert!(!empty, "{row}");
        assert!(!row.contains('{'), "{row}");
    }
}

#[test]
fn without_a_connection_it_says_how_to_make_one() {
    let said = Person::new("jane").run(&["ls"]);
    assert_ne!(said.code, 0);
    assert!(said.err.starts_with("Error: "), "{}", said.err);
    assert!(said.err.contains("damson connect"), "{}", said.err);
}

#[test]
fn connections_are_an_empty_list_at_first() {
    let person = Person::new("jane");
    assert_eq!(person.json(&["connections"]), serde_json::json!([]));
    assert!(person.home().exists());
}
