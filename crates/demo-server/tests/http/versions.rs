use damson_demo_server::{Personality, Switches, switches::VersionDate};
use serde_json::Value;

use crate::world::{World, at};

const LIST: &str = "/content/dam/Brand/history.txt.version.json";
const COMMAND: &str = "/content/dam/Brand/history.txt.version.html";

#[tokio::test]
async fn the_newest_comes_first() {
    let world = World::aem65().await;
    let list = world.json(LIST).await;
    assert_eq!(list["results"], 3);
    let first = &list["versions"][0];
    assert_eq!(first["version"], "1.2");
    assert_eq!(first["comment"], "Change 3");
    assert_eq!(first["created"], "01.09.2026 11:00:00");
    assert_eq!(list["versions"][2]["version"], "1.0");
}

#[tokio::test]
async fn a_version_can_be_read() {
    let world = World::aem65().await;
    let list = world.json(LIST).await;
    let path = list["versions"][1]["renditionsPath"].as_str().unwrap();
    let response = world.get(&format!("{path}/original")).await;
    assert_eq!(response.text().await.unwrap(), "two\n");
    assert_eq!(
        world
            .get(&format!("{}/original", path.replace("/1.1/", "/9.9/")))
            .await
            .status(),
        404
    );
}

#[tokio::test]
async fn create_and_restore() {
    let world = World::aem65().await;
    let create = [
        ("cmd", "createVersion"),
        ("label", "keep"),
        ("comment", "For later"),
    ];
    assert_eq!(world.post("jane", COMMAND, &create).await.status(), 200);
    let list = world.json(LIST).await;
    assert_eq!(list["versions"][0]["label"], "keep");
    assert_eq!(world.bytes("Brand/history.txt"), b"four\n");
    let oldest = list["versions"][3]["id"].as_str().unwrap();
    let restore = [("cmd", "restoreVersion"), ("id", oldest)];
    assert_eq!(world.post("reader", COMMAND, &restore).await.status(), 403);
    assert_eq!(world.post("jane", COMMAND, &restore).await.status(), 200);
    assert_eq!(world.bytes("Brand/history.txt"), b"one\n");
    assert_eq!(
        world.json(LIST).await["results"],
        5,
        "the state before it was kept"
    );
    world
        .server
        .set_switches(|switches| switches.restore_keeps_version = false);
    assert_eq!(world.post("jane", COMMAND, &restore).await.status(), 200);
    assert_eq!(world.json(LIST).await["results"], 5);
}

#[tokio::test]
async fn dates_and_the_list_itself_are_switches() {
    let switches = Switches {
        version_created: VersionDate::Millis,
        ..Switches::default()
    };
    let world = World::start(Personality::Cloud, switches).await;
    assert_eq!(
        world.json(LIST).await["versions"][0]["created"],
        1_788_260_400_000_i64
    );
    world
        .server
        .set_switches(|switches| switches.version_created = VersionDate::Ecma);
    let list: Value = world.json(LIST).await;
    assert_eq!(
        list["versions"][0]["created"],
        "Tue Sep 01 2026 11:00:00 GMT+0000"
    );
    world
        .server
        .set_switches(|switches| switches.version_json = Some(false));
    assert_eq!(world.get(LIST).await.status(), 404);
    assert_eq!(world.server.versions(&at("Brand/history.txt")).len(), 3);
}
