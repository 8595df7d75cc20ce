use damson_demo_server::{Personality, Switches, switches::InvalidQuery};
use serde_json::{Value, json};

use crate::world::{World, at};

async fn query(world: &World, text: &str) -> Value {
    world.json(&format!("/bin/querybuilder.json?{text}")).await
}

async fn paths(world: &World, text: &str) -> Vec<String> {
    let text = format!(
        "path=/content/dam&orderby=path&p.limit=-1&p.hits=selective&p.properties=jcr:path&{text}"
    );
    let answer = query(world, &text).await;
    assert_eq!(answer["success"], true);
    let hits = answer["hits"].as_array().unwrap();
    let path = |hit: &Value| hit["jcr:path"].as_str().unwrap()["/content/dam/".len()..].to_owned();
    hits.iter().map(path).collect()
}

#[tokio::test]
async fn scopes_and_types() {
    let world = World::aem65().await;
    assert_eq!(
        paths(&world, "type=sling:Folder").await,
        ["Brand", "Campaigns", "Campaigns/Autumn", "Campaigns/Spring"]
    );
    let flat = query(&world, "path=/content/dam/Campaigns&path.flat=true").await;
    assert_eq!(flat["total"], 2);
    let group = "1_group.p.or=true&1_group.1_type=dam:Asset&1_group.2_type=sling:Folder&path=/content/dam/Campaigns/Spring&path.self=true";
    assert_eq!(query(&world, group).await["total"], 2);
    world
        .server
        .set_switches(|switches| switches.query_type_group = false);
    assert_eq!(query(&world, group).await["total"], 0);
    let exact = query(&world, "path=/content/dam/Brand/logo.svg&path.exact=true").await;
    assert_eq!(exact["hits"][0]["name"], "logo.svg");
}

#[tokio::test]
async fn properties() {
    let world = World::aem65().await;
    let lock = "type=dam:Asset&property=jcr:content/cq:drivelock";
    assert_eq!(
        paths(&world, &format!("{lock}&property.value=omar")).await,
        ["Campaigns/Autumn/locked.psd"]
    );
    assert_eq!(
        paths(&world, &format!("{lock}&property.value=jane")).await,
        [""; 0]
    );
    assert_eq!(
        paths(&world, &format!("{lock}&property.operation=exists"))
            .await
            .len(),
        1
    );
    assert_eq!(
        paths(&world, &format!("{lock}&property.operation=not"))
            .await
            .len(),
        5
    );
    let format = "type=dam:Asset&1_property=jcr:content/metadata/dc:format&1_property.1_value=image/png&1_property.2_value=image/svg%2Bxml";
    assert_eq!(
        paths(&world, format).await,
        ["Brand/logo.svg", "Campaigns/Autumn/hero.png"]
    );
    let like = "1_property=jcr:content/metadata/dc:title&1_property.operation=like&1_property.value=Autumn%25";
    assert_eq!(paths(&world, like).await, ["Campaigns/Autumn/hero.png"]);
    let metadata = world
        .json("/content/dam/Brand/history.txt/jcr:content/metadata.json")
        .await;
    let sha1 = metadata["dam:sha1"].as_str().unwrap();
    let same = format!("property=jcr:content/metadata/dam:sha1&property.value={sha1}");
    assert_eq!(paths(&world, &same).await, ["Brand/history.txt"]);
}

#[tokio::test]
async fn words_and_names() {
    let world = World::aem65().await;
    assert_eq!(
        paths(&world, "fulltext=hero").await,
        ["Campaigns/Autumn/hero.png"]
    );
    assert_eq!(paths(&world, "fulltext=her").await, [""; 0]);
    assert_eq!(
        paths(&world, "fulltext=her*").await,
        ["Campaigns/Autumn/hero.png"]
    );
    assert_eq!(
        paths(&world, "fulltext=h?ro%20-notes").await,
        ["Campaigns/Autumn/hero.png"]
    );
    assert_eq!(
        paths(&world, "type=dam:Asset&nodename=*.t?t").await.len(),
        3
    );
}

#[tokio::test]
async fn dates() {
    let world = World::aem65().await;
    let since =
        "type=dam:Asset&daterange.property=jcr:content/jcr:lastModified&daterange.lowerBound=";
    assert_eq!(
        paths(&world, &format!("{since}2026-09-01T08:00:00.000Z")).await,
        ["Brand/history.txt"]
    );
    let inclusive = format!("{since}2026-09-01T08:00:00.000Z&daterange.lowerOperation=%3E=");
    assert_eq!(paths(&world, &inclusive).await.len(), 6);
    assert_eq!(
        paths(
            &world,
            &format!("{since}1788249600000&daterange.upperBound=2026-09-02")
        )
        .await
        .len(),
        1
    );
    let folders =
        "type=sling:Folder&relativedaterange.property=jcr:created&relativedaterange.lowerBound=-1h";
    world.server.put_folder(&at("Fresh")).unwrap();
    assert_eq!(paths(&world, folders).await, ["Fresh"]);
}

#[tokio::test]
async fn pages_and_totals() {
    let world = World::aem65().await;
    world.server.make_many(&at("Many"), "item", 30).unwrap();
    let base = "path=/content/dam/Many&type=dam:Asset&orderby=path";
    let first = query(&world, base).await;
    assert_eq!(
        (first["results"].clone(), first["total"].clone()),
        (json!(10), json!(30))
    );
    assert_eq!(first["more"], true);
    let guess = query(
        &world,
        &format!("{base}&p.limit=12&p.offset=12&p.guessTotal=true"),
    )
    .await;
    assert_eq!(
        (guess["total"].clone(), guess["more"].clone()),
        (json!(25), json!(true))
    );
    let last = query(
        &world,
        &format!("{base}&p.limit=12&p.offset=24&p.guessTotal=true"),
    )
    .await;
    assert_eq!(
        (last["total"].clone(), last["more"].clone()),
        (json!(30), json!(false))
    );
    let falling = query(
        &world,
        "path=/content/dam/Many&orderby=path&orderby.sort=desc&p.limit=1",
    )
    .await;
    assert_eq!(falling["hits"][0]["name"], "item-000029.txt");
}

#[tokio::test]
async fn selective_hits_nest() {
    let world = World::aem65().await;
    let properties = "jcr:path%20jcr:uuid%20jcr:content/cq:drivelock%20jcr:content/metadata/dam:size%20jcr:content/nothing";
    let answer = query(&world, &format!("path=/content/dam&nodename=locked.psd&p.hits=selective&p.acls=true&p.properties={properties}")).await;
    let size = world.bytes("Campaigns/Autumn/locked.psd").len();
    let uuid = world.server.uuid(&at("Campaigns/Autumn/locked.psd"));
    assert_eq!(
        answer["hits"],
        json!([{
            "jcr:path": "/content/dam/Campaigns/Autumn/locked.psd",
            "jcr:uuid": uuid,
            "jcr:content": { "cq:drivelock": "omar", "metadata": { "dam:size": size } },
            "permissions": { "create": true, "modify": true, "delete": true },
        }])
    );
}

#[tokio::test]
async fn what_makes_no_sense() {
    let world = World::aem65().await;
    assert_eq!(
        world
            .get("/bin/querybuilder.json?colour=red")
            .await
            .status(),
        400
    );
    world
        .server
        .set_switches(|switches| switches.query_invalid = InvalidQuery::SuccessFalse);
    assert_eq!(query(&world, "colour=red").await["success"], false);
}

#[tokio::test]
async fn the_index_lags_behind() {
    let switches = Switches {
        query_index_delay_ms: 3_600_000,
        ..Switches::default()
    };
    let world = World::start(Personality::Aem65, switches).await;
    world
        .server
        .put_asset(&at("Brand/fresh.txt"), b"fresh", "jane")
        .unwrap();
    world
        .server
        .lock_as(&at("Brand/history.txt"), "jane")
        .unwrap();
    world
        .server
        .remove(&at("Campaigns/Spring/plan.txt"))
        .unwrap();
    let all = paths(&world, "type=dam:Asset").await;
    assert!(!all.contains(&"Brand/fresh.txt".to_owned()), "{all:?}");
    assert!(
        all.contains(&"Campaigns/Spring/plan.txt".to_owned()),
        "{all:?}"
    );
    let mine = "property=jcr:content/cq:drivelock&property.value=jane";
    assert_eq!(paths(&world, mine).await, [""; 0]);
    assert_eq!(
        world.get("/content/dam/Brand/fresh.txt").await.status(),
        200
    );
    world
        .server
        .set_switches(|switches| switches.query_index_delay_ms = 0);
    assert_eq!(paths(&world, mine).await, ["Brand/history.txt"]);
    assert!(
        paths(&world, "type=dam:Asset")
            .await
            .contains(&"Brand/fresh.txt".to_owned())
    );
}

/// Adobe's reference: exclusive bounds, unless their operation says otherwise.
#[tokio::test]
async fn ranges_of_numbers() {
    let world = World::aem65().await;
    for (name, size) in [("a.bin", 99), ("b.bin", 100), ("c.bin", 1_000)] {
        let path = at(&format!("Sizes/{name}"));
        world
            .server
            .put_asset(&path, &vec![b'x'; size], "jane")
            .unwrap();
    }
    let range = "nodename=*.bin&rangeproperty.property=jcr:content/metadata/dam:size";
    for (bounds, expected) in [
        ("lowerBound=100", &["Sizes/c.bin"][..]),
        (
            "lowerBound=100&rangeproperty.lowerOperation=%3E=",
            &["Sizes/b.bin", "Sizes/c.bin"],
        ),
        ("upperBound=100", &["Sizes/a.bin"]),
        (
            "lowerBound=99&rangeproperty.upperBound=1000&rangeproperty.upperOperation=%3C=",
            &["Sizes/b.bin", "Sizes/c.bin"],
        ),
    ] {
        let query = format!("{range}&rangeproperty.{bounds}");
        assert_eq!(paths(&world, &query).await, expected, "{bounds}");
    }
    // What is no number lies in no range.
    let text = "rangeproperty.property=jcr:content/metadata/dc:format&rangeproperty.lowerBound=0";
    assert_eq!(paths(&world, text).await, Vec::<String>::new());
}
