//! Assets that are not to be used without a question.

use crate::person::{World, dam};

const EXPIRED: &str = "/Spring/sky.jpg";
const REJECTED: &str = "/Spring/sea.jpg";

/// 2020-01-31T10:00:00Z.
const PAST: i64 = 1_580_464_800_000;

fn world() -> World {
    let world = World::start();
    world
        .server
        .set_switches(|switches| switches.show_property_metadata = true);
    world.put(EXPIRED, b"sky", "omar");
    world.put(REJECTED, b"sea", "omar");
    world
        .server
        .set_metadata_date(&dam(EXPIRED), "prism:expirationDate", PAST, "omar")
        .unwrap();
    world
        .server
        .set_metadata(&dam(REJECTED), "dam:status", "rejected", "omar")
        .unwrap();
    world
}

#[test]
fn a_listing_says_what_is_not_to_be_used() {
    let world = world();
    let jane = world.person("jane");
    let said = jane.ok(&["ls", "/Spring"]);
    let line = |name: &str| {
        let line = said.out.lines().find(|line| line.contains(name));
        line.unwrap_or_default().to_owned()
    };
    assert!(
        line("sky.jpg").contains("Cloud only, expired"),
        "{}",
        said.out
    );
    assert!(line("sea.jpg").contains("rejected"), "{}", said.out);
    assert!(!line("notes.txt").contains("expired"), "{}", said.out);
    let row = jane.row(EXPIRED);
    assert_eq!(row["restrictions"][0]["kind"], "expired");
    assert_eq!(row["restrictions"][0]["since"], "2020-01-31T10:00:00Z");
    let said = jane.ok(&["status", EXPIRED]);
    assert!(
        said.out.contains("Expired since 2020-01-31"),
        "{}",
        said.out
    );
}

#[test]
fn use_is_refused_until_the_person_means_it() {
    let world = world();
    let jane = world.person("jane");
    jane.ok(&["ls", "/Spring"]);
    for verb in ["get", "open", "edit", "reveal", "pin"] {
        let said = jane.no(3, &[verb, EXPIRED]);
        assert!(
            said.err.contains("Expired since 2020-01-31"),
            "{}",
            said.err
        );
        assert!(said.err.contains("--anyway"), "{}", said.err);
    }
    assert!(!jane.file(EXPIRED).exists());
    assert_eq!(world.holder(EXPIRED), None);
    let failed = jane.no(3, &["get", EXPIRED, "--json"]);
    assert!(
        failed.err.contains("\"code\":\"restricted\""),
        "{}",
        failed.err
    );
    // Of a folder, what is in it counts.
    let said = jane.no(3, &["get", "/Spring", "--yes"]);
    assert!(
        said.err.contains("sky.jpg") && said.err.contains("sea.jpg"),
        "{}",
        said.err
    );
    jane.ok(&["get", EXPIRED, "--anyway"]);
    assert_eq!(std::fs::read(jane.file(EXPIRED)).unwrap(), b"sky");
    // What a listing did not say is asked of the server.
    world
        .server
        .set_switches(|switches| switches.show_property_metadata = false);
    let omar = world.person("omar");
    omar.ok(&["ls", "/Spring"]);
    assert!(omar.row(REJECTED)["restrictions"].is_null());
    omar.no(3, &["open", REJECTED]);
    assert_eq!(omar.row(REJECTED)["restrictions"][0]["kind"], "rejected");

    // An edit is never held up.
    jane.ok(&["edit", EXPIRED, "--anyway"]);
    jane.save(EXPIRED, b"sky, edited");
    jane.ok(&["put", EXPIRED]);
    assert_eq!(world.bytes(EXPIRED).as_deref(), Some(&b"sky, edited"[..]));
    assert_eq!(world.holder(EXPIRED), None);
}

#[test]
fn what_has_expired_is_hidden_where_that_is_wanted_and_counted() {
    let world = world();
    let jane = world.person("jane");
    jane.ok(&["settings", "set", "hide-expired", "on"]);
    let said = jane.ok(&["ls", "/Spring"]);
    assert!(!said.out.contains("sky.jpg"), "{}", said.out);
    assert!(said.out.contains("sea.jpg"), "{}", said.out);
    assert!(
        said.err.contains("1 expired asset is hidden"),
        "{}",
        said.err
    );
    let said = jane.ok(&["ls", "/Spring", "--offline"]);
    assert!(
        said.err.contains("1 expired asset is hidden"),
        "{}",
        said.err
    );
    let said = jane.ok(&["find", "sky"]);
    assert!(!said.out.contains("sky.jpg"), "{}", said.out);
    assert!(
        said.err.contains("1 expired asset is hidden"),
        "{}",
        said.err
    );
    // What is here stays in sight.
    jane.ok(&["get", EXPIRED, "--anyway"]);
    let said = jane.ok(&["ls", "/Spring"]);
    assert!(said.out.contains("sky.jpg"), "{}", said.out);
    assert!(!said.err.contains("hidden"), "{}", said.err);
}

#[test]
fn metadata_that_the_server_writes_into_the_file_is_said_to_be_that() {
    let world = world();
    world
        .server
        .set_switches(|switches| switches.metadata_writeback = true);
    let jane = world.person("jane");
    jane.ok(&["get", "/Spring/notes.txt"]);
    jane.ok(&[
        "meta",
        "set",
        "/Spring/notes.txt",
        "--set",
        "dc:title=Notes",
    ]);
    let row = jane.row("/Spring/notes.txt");
    assert_eq!(row["status"], "modified-remotely");
    assert_eq!(row["written_back"], true);
    let said = jane.ok(&["status", "/Spring/notes.txt"]);
    assert!(
        said.out.contains("probably only written metadata"),
        "{}",
        said.out
    );
    jane.ok(&["update", "/Spring/notes.txt"]);
    assert_eq!(jane.row("/Spring/notes.txt")["written_back"], false);
    // A change by somebody else is not taken for that.
    world.put("/Spring/notes.txt", b"other notes", "omar");
    jane.ok(&["ls", "/Spring"]);
    let row = jane.row("/Spring/notes.txt");
    assert_eq!(row["status"], "modified-remotely");
    assert_eq!(row["written_back"], false);
}
