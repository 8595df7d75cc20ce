use damson_demo_server::switches::Hidden;
use serde_json::{Value, json};

use crate::world::World;

const LIST: &str = "/content/cq:tags.tags.json";

async fn suggested(world: &World, query: &str) -> Vec<String> {
    let answer = world.json(&format!("{LIST}?{query}")).await;
    let tags = answer["tags"].as_array().unwrap();
    assert_eq!(answer["results"], tags.len());
    let id = |tag: &Value| tag["tagID"].as_str().unwrap().to_owned();
    tags.iter().map(id).collect()
}

#[tokio::test]
async fn the_tree_is_read() {
    let world = World::aem65().await;
    let one = world.json("/content/cq:tags/damson.1.json").await;
    assert_eq!(one["season"]["jcr:title.de"], "Jahreszeit");
    assert_eq!(one["season"].get("harvest"), None);
    let all = world.json("/content/cq:tags.infinity.json").await;
    assert_eq!(
        all["damson"]["subject"]["apple"]["jcr:primaryType"],
        "cq:Tag"
    );
    let leaf = world
        .json("/content/cq:tags/damson/season/harvest.json")
        .await;
    assert_eq!(leaf["jcr:title"], "Harvest");
    for missing in ["/content/cq:tags/none.json", "/content/cq:tags/damson"] {
        assert_eq!(world.get(missing).await.status(), 404, "{missing}");
    }
    world
        .server
        .set_switches(|switches| switches.json_limit = 3);
    let choices = world.get("/content/cq:tags/damson.infinity.json").await;
    assert_eq!(choices.status(), 300);
    let choices: Vec<String> = choices.json().await.unwrap();
    assert_eq!(choices[0], "/content/cq:tags/damson.1.json");
}

#[tokio::test]
async fn tags_are_suggested_by_title() {
    let world = World::aem65().await;
    assert_eq!(
        suggested(&world, "suggestByTitle=AR").await,
        [
            "damson:season/harvest",
            "damson:subject/orchard",
            "damson:subject/pear"
        ]
    );
    assert_eq!(
        suggested(&world, "suggestByTitle=apf&locale=de&_charset_=utf-8").await,
        ["damson:subject/apple"]
    );
    assert_eq!(
        suggested(&world, "suggestByTitle=apf&locale=en").await,
        [""; 0]
    );
    world
        .server
        .set_switches(|switches| switches.tags_suggest_prefix = true);
    assert_eq!(suggested(&world, "suggestByTitle=AR").await, [""; 0]);
    assert_eq!(
        suggested(&world, "suggestByTitle=ha").await,
        ["damson:season/harvest"]
    );
    let answer = world
        .json(&format!(
            "{LIST}?suggestByTitle=harvest&locale=en&count=true"
        ))
        .await;
    let tag = &answer["tags"][0];
    assert_eq!(tag["count"], 1);
    assert_eq!(tag["path"], "/content/cq:tags/damson/season/harvest");
    assert_eq!(tag["titlePath"], "Damson : Season / Harvest");
    assert_eq!(tag["titlePath.de"], "Damson : Jahreszeit / Ernte");
    let below = world
        .json("/content/cq:tags/damson/subject.tags.json")
        .await;
    assert_eq!(below["results"], 3);
}

#[tokio::test]
async fn queries_find_tags() {
    let world = World::aem65().await;
    let query = "/bin/querybuilder.json?type=cq:Tag&path=/content/cq:tags/damson&orderby=path&p.hits=selective&p.properties=jcr:path%20jcr:title";
    let like =
        format!("{query}&property=jcr:title.de&property.operation=like&property.value=Apf%25");
    assert_eq!(
        world.json(&like).await["hits"],
        json!([{ "jcr:path": "/content/cq:tags/damson/subject/apple", "jcr:title": "Apple" }])
    );
    let flat = world.json(&format!("{query}&path.flat=true")).await;
    assert_eq!(flat["total"], 2);
    let all = world.json(&format!("{query}&p.limit=3&p.offset=1")).await;
    assert_eq!(
        (&all["total"], &all["results"], &all["more"]),
        (&json!(8), &json!(3), &json!(true))
    );
    assert_eq!(
        world.get(&format!("{query}&colour=red")).await.status(),
        400
    );
}

#[tokio::test]
async fn tags_may_be_hidden() {
    let world = World::aem65().await;
    for (hidden, status) in [(Hidden::No, 200), (Hidden::S403, 403), (Hidden::S404, 404)] {
        world
            .server
            .set_switches(|switches| switches.tags_hidden = hidden);
        for path in [LIST, "/content/cq:tags/damson.1.json"] {
            assert_eq!(world.get(path).await.status(), status, "{path}");
            let admin = world.by("admin", "GET", path).send().await.unwrap();
            assert_eq!(admin.status(), 200, "{path}");
        }
    }
    let found = world.json("/bin/querybuilder.json?type=cq:Tag").await;
    assert_eq!(found["total"], 0);
}
