use damson_demo_server::switches::{Hidden, SmartQuery};
use serde_json::{Value, json};

use crate::world::World;

const LIST: &str = "/bin/querybuilder.json?path=/content/dam/collections\
    &group.p.or=true&group.1_property=sling:resourceType&group.1_property.value=dam/collection\
    &group.2_property=sling:resourceType&group.2_property.value=dam/smartcollection\
    &p.hits=selective&p.properties=jcr:path%20jcr:title%20sling:members/sling:resources\
    &orderby=@jcr:title&p.limit=-1";

/// The path of a collection by its title.
async fn place(world: &World, title: &str) -> String {
    let found = world.json(LIST).await;
    let hits = found["hits"].as_array().unwrap();
    let hit = hits.iter().find(|hit| hit["jcr:title"] == title).unwrap();
    hit["jcr:path"].as_str().unwrap().to_owned()
}

async fn post(world: &World, user: &str, path: &str, form: &[(&str, &str)]) -> u16 {
    let request = world.by(user, "POST", path).form(form);
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn they_are_found_with_the_paths_of_their_members() {
    let world = World::aem65().await;
    let found = world.json(LIST).await;
    let titles: Vec<&Value> = found["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| &hit["jcr:title"])
        .collect();
    assert_eq!(titles, ["Harvest", "Launch kit", "Words"]);
    let words = place(&world, "Words").await;
    assert_eq!(
        found["hits"][1]["sling:members"]["sling:resources"],
        json!([
            words,
            "/content/dam/Campaigns/Autumn/hero.png",
            "/content/dam/Brand/logo.svg",
            "/content/dam/Brand/history.txt",
        ])
    );
    let listed = world.json("/api/assets.json").await;
    let names = listed["entities"].as_array().unwrap().iter();
    let mut names = names.map(|child| &child["properties"]["name"]);
    assert!(!names.any(|name| name == "collections"));
    world
        .server
        .set_switches(|switches| switches.collections_hidden = Hidden::S404);
    assert_eq!(world.json(LIST).await["total"], 0);
    let path = format!("{words}.1.json");
    assert_eq!(world.get(&path).await.status(), 404);
}

#[tokio::test]
async fn members_are_changed_by_a_form() {
    let world = World::cloud().await;
    let words = place(&world, "Words").await;
    let members = format!("{words}/sling:members");
    let form = [
        ("./sling:resources@TypeHint", "String[]"),
        ("./sling:resources@Patch", "true"),
        (
            "./sling:resources",
            "-/content/dam/Campaigns/Spring/plan.txt",
        ),
        ("./sling:resources", "+/content/dam/Brand/history.txt"),
        ("./plan.txt@Delete", "true"),
        ("./one/sling:resource", "/content/dam/Brand/history.txt"),
    ];
    assert_eq!(post(&world, "jane", &members, &form).await, 200);
    let after = world.json(&format!("{members}.1.json")).await;
    assert_eq!(
        after["sling:resources"],
        json!([
            "/content/dam/Campaigns/Autumn/notes.txt",
            "/content/dam/Brand/history.txt"
        ])
    );
    assert_eq!(after.get("plan.txt"), None);
    assert_eq!(
        after["one"]["sling:resource"],
        "/content/dam/Brand/history.txt"
    );
    assert_eq!(post(&world, "reader", &members, &form).await, 403);
    let away = [("../../x", "y")];
    assert_eq!(post(&world, "jane", &members, &away).await, 403);
    let none = format!("{words}/nothing");
    assert_eq!(post(&world, "jane", &none, &form).await, 404);
}

#[tokio::test]
async fn a_search_is_kept_as_the_switch_says() {
    let world = World::aem65().await;
    let harvest = format!("{}.1.json", place(&world, "Harvest").await);
    for (form, expected) in [
        (SmartQuery::Lines, "type=dam\\:Asset\n"),
        (SmartQuery::Json, "\"type\":\"dam:Asset\""),
        (SmartQuery::Query, "type=dam%3AAsset&"),
    ] {
        world
            .server
            .set_switches(|switches| switches.smart_query = form);
        let node = world.json(&harvest).await;
        assert_eq!(node["sling:resourceType"], "dam/smartcollection");
        let query = node["dam:query"].as_str().unwrap();
        assert!(query.contains(expected), "{query}");
    }
}
