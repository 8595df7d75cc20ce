//! The cache folder, what waits, and the way to servers.

use std::fs;

use crate::person::{LAYOUT, World};

#[test]
fn the_cache_folder_is_shown_limited_and_moved() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["get", LAYOUT]);
    let before = jane.file(LAYOUT);
    let cache = jane.json(&["cache"]);
    assert_eq!(cache["files"], 1, "{cache}");
    assert_eq!(cache["bytes"], 13, "{cache}");
    assert_eq!(cache["limit"], serde_json::Value::Null, "{cache}");
    jane.ok(&["settings", "set", "cache-limit", "20G"]);
    assert_eq!(jane.json(&["cache"])["limit"], 20_000_000_000_u64);

    let place = jane.home().join("elsewhere").join("dam");
    let moved = jane.json(&["cache", "move", place.to_str().unwrap()]);
    assert_eq!(moved["left"], serde_json::json!([]), "{moved}");
    let file = jane.file(LAYOUT);
    assert!(file.starts_with(&place), "{}", file.display());
    assert_eq!(fs::read(&file).unwrap(), b"first version");
    assert!(!before.exists());
    assert_eq!(jane.row(LAYOUT)["status"], "available-locally");

    let full = jane.home().join("full");
    fs::create_dir(&full).unwrap();
    fs::write(full.join("mine.txt"), "mine").unwrap();
    let said = jane.no(1, &["cache", "move", full.to_str().unwrap()]);
    assert!(said.err.contains("not empty"), "{}", said.err);
    assert_eq!(jane.file(LAYOUT), file);
}

#[test]
fn what_needs_the_server_waits_when_it_is_asked_to() {
    let world = World::start();
    let jane = world.person("jane");
    jane.row(LAYOUT);
    drop(world);
    jane.no(6, &["checkout", LAYOUT]);
    let said = jane.ok(&["checkout", LAYOUT, "--later"]);
    assert!(said.err.contains("waits"), "{}", said.err);
    let queued = jane.json(&["later"]);
    assert_eq!(queued[0]["action"], "check-out", "{queued}");
    assert_eq!(queued[0]["path"], LAYOUT, "{queued}");
    assert_eq!(queued[0]["code"], serde_json::Value::Null, "{queued}");
    let said = jane.ok(&["status"]);
    assert!(
        said.out.contains("Queued until the server is back"),
        "{}",
        said.out
    );
    let id = queued[0]["id"].to_string();
    jane.ok(&["later", "cancel", &id]);
    assert_eq!(jane.json(&["later"]), serde_json::json!([]));
}

#[test]
fn an_asset_that_somebody_holds_can_be_waited_for() {
    let world = World::start();
    let (jane, omar) = (world.person("jane"), world.person("omar"));
    omar.ok(&["checkout", LAYOUT]);
    let said = jane.ok(&["await", LAYOUT]);
    assert!(said.out.contains("You'll be notified"), "{}", said.out);
    assert_eq!(jane.row(LAYOUT)["awaited"], true);
    jane.ok(&["await", LAYOUT, "--no"]);
    assert_eq!(jane.row(LAYOUT)["awaited"], false);
    omar.ok(&["checkin", LAYOUT]);
    jane.ok(&["status"]);
    let said = jane.ok(&["await", LAYOUT]);
    assert!(said.out.contains("Nobody else"), "{}", said.out);
}

#[test]
fn the_way_to_servers_takes_no_password_in_its_address() {
    let world = World::start();
    let jane = world.person("jane");
    let said = jane.no(
        2,
        &["settings", "set", "proxy", "http://omar:plum@10.0.0.1:1"],
    );
    assert!(!said.err.contains("plum"), "{}", said.err);
    let login = [
        "settings",
        "proxy-login",
        "--user",
        "omar",
        "--password-stdin",
    ];
    let said = jane.ok(&login);
    assert!(said.out.contains("No proxy is set"), "{}", said.out);
    jane.ok(&["settings", "set", "proxy", "10.0.0.1:8080"]);
    let proxy = jane.json(&["settings", "get", "proxy"]);
    assert_eq!(proxy["value"], "http://10.0.0.1:8080", "{proxy}");
    // The demo server is on this computer: it is reached all the same.
    jane.ok(&["ls", "/Spring"]);
}

#[test]
fn the_doctor_records_the_calls_of_a_connection_without_names() {
    let world = World::start();
    let jane = world.person("jane");
    let file = jane.home().join("calls.json");
    let said = jane.ok(&["doctor", "--trace", file.to_str().unwrap()]);
    assert!(said.err.contains("calls.json"), "{}", said.err);
    let text = fs::read_to_string(&file).unwrap();
    let record: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert!(record["calls"].as_array().unwrap().len() > 10, "{text}");
    let name = LAYOUT.rsplit('/').next().unwrap();
    for word in [name, "jane"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    let said = jane.no(2, &["doctor", "--check-out", LAYOUT]);
    assert!(said.err.contains("--trace"), "{}", said.err);
}
