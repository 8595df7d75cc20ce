//! What a save of metadata may do besides, and what may forbid it.

use damson_demo_server::{
    Personality, Switches,
    switches::{Processing, WhenLocked},
};

use crate::world::{World, at};

const ASSET: &str = "/content/dam/Campaigns/Autumn/hero.png";
const METADATA: &str = "/content/dam/Campaigns/Autumn/hero.png/jcr:content/metadata";
const TITLE: [(&str, &str); 1] = [("./dc:title", "Changed")];

async fn with(switches: Switches) -> World {
    World::start(Personality::Aem65, switches).await
}

#[tokio::test]
async fn a_check_out_guards_the_binary_only_unless_switched() {
    let world = World::aem65().await;
    let locked = "/content/dam/Campaigns/Autumn/locked.psd/jcr:content/metadata";
    assert_eq!(world.post("jane", locked, &TITLE).await.status(), 200);
    world
        .server
        .set_switches(|switches| switches.locked_metadata = WhenLocked::S423);
    assert_eq!(world.post("jane", locked, &TITLE).await.status(), 423);
    assert_eq!(world.post("omar", locked, &TITLE).await.status(), 200);
}

#[tokio::test]
async fn a_save_may_keep_a_version() {
    let world = World::aem65().await;
    let hero = at("Campaigns/Autumn/hero.png");
    world.post("jane", METADATA, &TITLE).await;
    assert_eq!(world.server.versions(&hero).len(), 0);
    world
        .server
        .set_switches(|switches| switches.metadata_makes_version = true);
    world.post("jane", METADATA, &TITLE).await;
    assert_eq!(world.server.versions(&hero).len(), 1);
    let refused = [("./a@TypeHint", "Long"), ("./a", "b")];
    assert_eq!(world.post("jane", METADATA, &refused).await.status(), 500);
    assert_eq!(world.server.versions(&hero).len(), 1, "nothing is changed");
}

#[tokio::test]
async fn a_save_may_be_written_back_into_the_file() {
    let world = World::aem65().await;
    let before = world.bytes("Campaigns/Autumn/hero.png");
    let old = world.json(&format!("{METADATA}.json")).await;
    world.post("jane", METADATA, &TITLE).await;
    assert_eq!(world.bytes("Campaigns/Autumn/hero.png"), before);
    world
        .server
        .set_switches(|switches| switches.metadata_writeback = true);
    world.post("jane", METADATA, &TITLE).await;
    let after = world.bytes("Campaigns/Autumn/hero.png");
    assert!(after.len() > before.len());
    assert!(after.ends_with(&before[before.len() - 12..]), "still a PNG");
    let new = world.json(&format!("{METADATA}.json")).await;
    assert_eq!(new["dam:size"], after.len());
    assert_ne!(new["dam:sha1"], old["dam:sha1"]);
    assert_eq!(new["dc:title"], "Changed");
    world.server.set_switches(|switches| {
        switches.sha1_of_first_binary = true;
        switches.processing = Processing::Immediate;
    });
    world.post("jane", METADATA, &TITLE).await;
    let stale = world.json(&format!("{METADATA}.json")).await;
    assert_eq!(stale["dam:sha1"], new["dam:sha1"]);
    assert_ne!(stale["dam:size"], new["dam:size"]);
}

#[tokio::test]
async fn further_names_are_protected() {
    let world = with(Switches {
        metadata_protected: vec!["dc:rights".to_owned()],
        ..Switches::default()
    })
    .await;
    let form = [("./dc:title", "Changed"), ("./dc:rights", "Ours")];
    assert_eq!(world.post("jane", METADATA, &form).await.status(), 500);
    let put = world.by("jane", "PUT", "/api/assets/Campaigns/Autumn/hero.png");
    let put = put
        .header("content-type", "application/json")
        .body(r#"{"class":"asset","properties":{"dc:rights":"Ours"}}"#);
    assert_eq!(put.send().await.unwrap().status(), 500);
    let read = world.json(&format!("{METADATA}.json")).await;
    assert_eq!(read["dc:title"], "Autumn hero");
    world
        .server
        .set_switches(|switches| switches.metadata_protected.clear());
    assert_eq!(world.post("jane", METADATA, &form).await.status(), 200);
}

#[tokio::test]
async fn an_expired_asset_is_guarded_where_the_switch_says_so() {
    let world = World::aem65().await;
    let expire = [
        ("./prism:expirationDate", "2020-01-01T00:00:00.000Z"),
        ("./prism:expirationDate@TypeHint", "Date"),
    ];
    world.post("jane", METADATA, &expire).await;
    let original = format!("{ASSET}/jcr:content/renditions/original");
    for guarded in [false, true] {
        world
            .server
            .set_switches(|switches| switches.expired_guarded = guarded);
        let status = if guarded { 403 } else { 200 };
        assert_eq!(world.get(ASSET).await.status(), status);
        assert_eq!(world.get(&original).await.status(), status);
        assert_eq!(world.get(&format!("{METADATA}.json")).await.status(), 200);
        assert_eq!(world.post("jane", METADATA, &TITLE).await.status(), status);
        assert_eq!(world.post("admin", METADATA, &TITLE).await.status(), 200);
        let copy = [
            (":operation", "copy"),
            (":dest", "/content/dam/Brand/copy.png"),
        ];
        let status = if guarded { 403 } else { 201 };
        assert_eq!(world.post("jane", ASSET, &copy).await.status(), status);
        let gone = [
            (":operation", "move"),
            (":dest", "/content/dam/Brand/moved.png"),
        ];
        if guarded {
            assert_eq!(world.post("jane", ASSET, &gone).await.status(), 403);
        }
    }
}

#[tokio::test]
async fn dates_may_be_iso() {
    let world = with(Switches {
        json_iso_dates: true,
        ..Switches::default()
    })
    .await;
    let form = [
        ("./day", "2030-06-04T10:00:00.000+02:00"),
        ("./day@TypeHint", "Date"),
    ];
    world.post("jane", METADATA, &form).await;
    let read = world.json(&format!("{METADATA}.json")).await;
    assert_eq!(read["day"], "2030-06-04T10:00:00.000+02:00");
    let content = world
        .json("/content/dam/Brand/logo.svg/jcr:content.json")
        .await;
    assert_eq!(content["jcr:lastModified"], "2026-09-01T08:00:00.000Z");
}
