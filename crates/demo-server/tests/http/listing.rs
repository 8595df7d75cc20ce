use damson_demo_server::{Personality, Switches, switches::SirenOrder};
use serde_json::Value;

use crate::world::{World, at};

fn names(page: &Value) -> Vec<&str> {
    let entities = page["entities"].as_array().unwrap();
    entities
        .iter()
        .map(|entity| entity["properties"]["name"].as_str().unwrap())
        .collect()
}

fn link<'a>(page: &'a Value, rel: &str) -> Option<&'a str> {
    let links = page["links"].as_array().unwrap();
    links.iter().find(|link| link["rel"][0] == rel)?["href"].as_str()
}

#[tokio::test]
async fn children_show_what_is_asked_for() {
    let world = World::aem65().await;
    let plain = world.json("/api/assets/Campaigns/Autumn.json").await;
    assert_eq!(names(&plain), ["hero.png", "locked.psd", "notes.txt"]);
    assert_eq!(plain["entities"][1]["properties"].get("cq:drivelock"), None);
    let query = "showProperty=asset:size&showProperty=asset:readonly&showProperty=cq:drivelock&showProperty=jcr:lastModified";
    let page = world
        .json(&format!("/api/assets/Campaigns/Autumn.json?{query}"))
        .await;
    let locked = &page["entities"][1]["properties"];
    assert_eq!(locked["cq:drivelock"], "omar");
    assert_eq!(locked["asset:readonly"], false);
    assert_eq!(
        locked["asset:size"],
        world.bytes("Campaigns/Autumn/locked.psd").len()
    );
    assert_eq!(locked["jcr:lastModified"], "2026-09-01T08:00:00.000Z");
    let content = link(&page["entities"][2], "content").unwrap();
    assert!(
        content.ends_with("/content/dam/Campaigns/Autumn/notes.txt"),
        "{content}"
    );
    let reader = world.by(
        "reader",
        "GET",
        &format!("/api/assets/Campaigns/Autumn.json?{query}"),
    );
    let reader: Value = reader.send().await.unwrap().json().await.unwrap();
    assert_eq!(reader["entities"][1]["properties"]["asset:readonly"], true);
}

#[tokio::test]
async fn pages_follow_each_other() {
    let world = World::aem65().await;
    world.server.make_many(&at("Many"), "item", 50).unwrap();
    let first = world.json("/api/assets/Many.json").await;
    assert_eq!(names(&first).len(), 20);
    assert_eq!(first["properties"]["srn:paging"]["total"], 50);
    let mut seen: Vec<String> = Vec::new();
    let mut next = Some(format!(
        "{}api/assets/Many.json?limit=20",
        world.server.url()
    ));
    while let Some(url) = next {
        let path = url
            .split_once(world.server.url().as_str())
            .unwrap()
            .1
            .to_owned();
        let page = world.json(&format!("/{path}")).await;
        seen.extend(names(&page).into_iter().map(str::to_owned));
        next = link(&page, "next").map(str::to_owned);
    }
    let expected: Vec<String> = (0..50).map(|n| format!("item-{n:06}.txt")).collect();
    assert_eq!(seen, expected);
    let none = world.json("/api/assets/Many.json?limit=0").await;
    assert_eq!(names(&none).len(), 0);
}

#[tokio::test]
async fn the_order_and_the_largest_page_are_switches() {
    let switches = Switches {
        siren_order: SirenOrder::NameDescending,
        siren_max_limit: Some(2),
        ..Switches::default()
    };
    let world = World::start(Personality::Aem65, switches).await;
    let page = world
        .json("/api/assets/Campaigns/Autumn.json?limit=500")
        .await;
    assert_eq!(names(&page), ["notes.txt", "locked.psd"]);
    assert_eq!(page["properties"]["srn:paging"]["limit"], 2);
}

#[tokio::test]
async fn an_asset_lists_its_renditions() {
    let world = World::aem65().await;
    let asset = world
        .json("/api/assets/Campaigns/Autumn/hero.png.json")
        .await;
    assert_eq!(asset["class"][0], "assets/asset");
    assert_eq!(asset["properties"]["dc:title"], "Autumn hero");
    assert_eq!(asset["properties"]["metadata"]["tiff:ImageWidth"], 96);
    assert_eq!(names(&asset)[0], "original");
}

#[tokio::test]
async fn a_fragment_has_no_content() {
    let world = World::aem65().await;
    world
        .server
        .put_fragment(&at("Texts/story"), "Story")
        .unwrap();
    let page = world
        .json("/api/assets/Texts.json?showProperty=asset:size")
        .await;
    let fragment = &page["entities"][0];
    assert_eq!(fragment["class"][0], "assets/asset");
    assert_eq!(fragment["properties"].get("asset:size"), None);
    assert_eq!(link(fragment, "content"), None);
    assert_eq!(world.get("/content/dam/Texts/story").await.status(), 404);
}

#[tokio::test]
async fn what_is_missing_or_hidden_is_a_404_in_siren() {
    let world = World::aem65().await;
    let missing = world.get("/api/assets/Nowhere.json").await;
    assert_eq!(missing.status(), 404);
    let body: Value = missing.json().await.unwrap();
    assert_eq!(body["class"][0], "core/response");
    assert_eq!(body["properties"]["status.code"], 404);
    world
        .server
        .set_switches(|switches| switches.unreadable = vec!["/Campaigns/Spring".into()]);
    assert_eq!(
        world
            .get("/api/assets/Campaigns/Spring.json")
            .await
            .status(),
        404
    );
    assert_eq!(
        world
            .get("/content/dam/Campaigns/Spring/plan.txt")
            .await
            .status(),
        404
    );
    assert_eq!(
        names(&world.json("/api/assets/Campaigns.json").await),
        ["Autumn"]
    );
    let admin = world
        .by("admin", "GET", "/api/assets/Campaigns/Spring.json")
        .send()
        .await
        .unwrap();
    assert_eq!(admin.status(), 200);
}

#[tokio::test]
async fn folders_are_made_once() {
    let world = World::aem65().await;
    let make = |path: &str| {
        let body = r#"{"class":"assetFolder","properties":{"jcr:title":"New Folder"}}"#;
        let request = world
            .by("jane", "POST", path)
            .header("content-type", "application/json");
        request.body(body).send()
    };
    assert_eq!(
        make("/api/assets/Campaigns/new-folder")
            .await
            .unwrap()
            .status(),
        201
    );
    assert_eq!(
        make("/api/assets/Campaigns/new-folder")
            .await
            .unwrap()
            .status(),
        409
    );
    assert_eq!(
        make("/api/assets/Nowhere/new-folder")
            .await
            .unwrap()
            .status(),
        500
    );
    assert_eq!(
        make("/api/assets/Campaigns/a.b").await.unwrap().status(),
        400
    );
    let page = world.json("/api/assets/Campaigns/new-folder.json").await;
    assert_eq!(page["properties"]["dc:title"], "New Folder");
    let asked = "/api/assets/Campaigns/new-folder.json?showProperty=jcr:title";
    assert_eq!(
        world.json(asked).await["properties"]["jcr:title"],
        "New Folder"
    );
    let reader = world.by("reader", "POST", "/api/assets/Campaigns/other");
    let reader = reader
        .header("content-type", "application/json")
        .body("{}")
        .send()
        .await
        .unwrap();
    // As AEM was seen to do it: all is well, and nothing was made.
    assert_eq!(reader.status(), 200);
    let found = world.get("/api/assets/Campaigns/other.json").await;
    assert_eq!(found.status(), 404);
}

#[tokio::test]
async fn a_context_path_stands_before_everything() {
    let switches = Switches {
        context_path: "/author".into(),
        ..Switches::default()
    };
    let world = World::start(Personality::Aem65, switches).await;
    assert!(world.server.url().as_str().ends_with("/author"));
    let page = world.json("/api/assets/Campaigns.json").await;
    assert!(link(&page, "self").unwrap().contains("/author/api/assets/"));
    let origin = world.server.url().join("/api/assets.json").unwrap();
    let without = world
        .client
        .get(origin)
        .basic_auth("jane", Some("jane"))
        .send()
        .await
        .unwrap();
    assert_eq!(without.status(), 404);
}

#[tokio::test]
async fn a_dispatcher_can_block_the_api() {
    let switches = Switches {
        block_api: true,
        block_bin: true,
        ..Switches::default()
    };
    let world = World::start(Personality::Aem65, switches).await;
    assert_eq!(world.get("/api/assets.json").await.status(), 403);
    assert_eq!(world.get("/bin/querybuilder.json").await.status(), 404);
    assert_eq!(world.get("/content/dam.json").await.status(), 200);
}

#[tokio::test]
async fn a_listing_can_be_hostile() {
    let switches = Switches {
        siren_hostile_names: vec!["../../evil".into()],
        ..Switches::default()
    };
    let world = World::start(Personality::Aem65, switches).await;
    let page = world
        .json("/api/assets/Brand.json?showProperty=asset:size")
        .await;
    assert_eq!(names(&page), ["history.txt", "logo.svg", "../../evil"]);
}
