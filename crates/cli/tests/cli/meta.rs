//! Metadata: shown and edited.

use crate::person::World;

const PAGE: &str = "/Spring/sky.jpg";

#[test]
fn metadata_is_shown_and_edited_of_one_and_of_many() {
    let world = World::start();
    world.put(PAGE, b"sky", "omar");
    world.put("/Spring/sea.jpg", b"sea", "omar");
    let jane = world.person("jane");
    // Somebody else works on it: a check-out guards the file alone.
    let omar = world.person("omar");
    omar.ok(&["checkout", PAGE]);
    let said = jane.ok(&[
        "meta",
        "set",
        PAGE,
        "/Spring/sea.jpg",
        "--set",
        "dc:title=Äpfel, Birnen",
        "--set",
        "prism:expirationDate=2020-01-31T10:00:00Z",
        "--add",
        "dc:subject=apple",
        "--add",
        "dc:subject=pear",
    ]);
    assert!(said.out.contains("2 of 2"), "{}", said.out);
    let read = jane.json(&["meta", "get", PAGE]);
    assert_eq!(read["fields"]["dc:title"], "Äpfel, Birnen");
    assert_eq!(
        read["fields"]["prism:expirationDate"]["date"],
        "2020-01-31T10:00:00Z"
    );
    assert_eq!(
        read["fields"]["dc:subject"],
        serde_json::json!(["apple", "pear"])
    );
    assert_eq!(read["restrictions"][0]["kind"], "expired");
    assert_eq!(world.bytes(PAGE).as_deref(), Some(&b"sky"[..]));
    assert_eq!(world.holder(PAGE).as_deref(), Some("omar"));
    let shown = jane.ok(&["meta", "get", PAGE]);
    assert!(shown.err.contains("Expired since"), "{}", shown.err);
    assert!(shown.out.contains("apple, pear"), "{}", shown.out);

    jane.ok(&[
        "meta",
        "set",
        PAGE,
        "--remove",
        "dc:subject=apple",
        "--clear",
        "prism:expirationDate",
    ]);
    let read = jane.json(&["meta", "get", PAGE]);
    assert_eq!(read["fields"]["dc:subject"], serde_json::json!(["pear"]));
    assert_eq!(
        read["fields"]["prism:expirationDate"],
        serde_json::Value::Null
    );
    assert_eq!(
        read["fields"]["dc:title"], "Äpfel, Birnen",
        "the rest stays"
    );
}

#[test]
fn what_json_says_json_takes() {
    let world = World::start();
    world.put(PAGE, b"sky", "omar");
    let jane = world.person("jane");
    let file = jane.home().join("fields.json");
    let fields = r#"{"dc:title":"Sky","dc:subject":["a","b"],"dc:creator":null}"#;
    std::fs::write(&file, fields).unwrap();
    let file = &*file.to_string_lossy();
    let done = jane.json(&["meta", "set", PAGE, "--from", file]);
    assert_eq!(done["saved"], 1);
    let read = jane.json(&["meta", "get", PAGE]);
    assert_eq!(read["fields"]["dc:title"], "Sky");
    assert_eq!(read["fields"]["dc:subject"], serde_json::json!(["a", "b"]));
}

#[test]
fn what_makes_no_sense_changes_nothing() {
    let world = World::start();
    world.put(PAGE, b"sky", "omar");
    let jane = world.person("jane");
    jane.no(2, &["meta", "set", PAGE]);
    let said = jane.no(2, &["meta", "set", PAGE, "--set", "no field"]);
    assert!(said.err.contains("names no field"), "{}", said.err);
    let said = jane.no(2, &["meta", "set", PAGE, "-s", "prism:expirationDate=soon"]);
    assert!(said.err.contains("soon"), "{}", said.err);
    jane.no(
        2,
        &["meta", "set", PAGE, "-s", "dc:title=A", "-a", "dc:title=B"],
    );
    let said = jane.no(1, &["meta", "set", "/Spring/none.jpg", "-s", "dc:title=A"]);
    assert!(said.err.contains("/Spring/none.jpg"), "{}", said.err);
    // A name that leads elsewhere in the repository.
    jane.no(1, &["meta", "set", PAGE, "-s", "../cq:drivelock=omar"]);
    assert_eq!(world.holder(PAGE), None);
    let said = jane.ok(&["meta", "set", PAGE, "-s", "dc:title=A", "--dry-run"]);
    let read = jane.json(&["meta", "get", PAGE]);
    assert_ne!(read["fields"]["dc:title"], "A", "{}", said.out);
}

#[test]
fn tags_are_suggested() {
    let world = World::start();
    let jane = world.person("jane");
    let said = jane.ok(&["meta", "tags", "harv"]);
    assert!(said.out.to_lowercase().contains("harvest"), "{}", said.out);
    let said = jane.ok(&["meta", "tags", "no such word"]);
    assert!(said.err.contains("no such word"), "{}", said.err);
}
