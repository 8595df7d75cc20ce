//! Reading and writing properties.

use serde_json::{Value, json};

use crate::world::{World, at};

const ASSET: &str = "/content/dam/Campaigns/Autumn/hero.png";
const METADATA: &str = "/content/dam/Campaigns/Autumn/hero.png/jcr:content/metadata";

async fn save(world: &World, form: &[(&str, &str)]) -> u16 {
    let answer = world.post("jane", METADATA, form).await;
    answer.status().as_u16()
}

async fn read(world: &World) -> Value {
    world.json(&format!("{METADATA}.json")).await
}

async fn found(world: &World, query: &str) -> u64 {
    let path = format!("/bin/querybuilder.json?path=/content/dam&type=dam:Asset&{query}");
    world.json(&path).await["total"].as_u64().unwrap()
}

#[tokio::test]
async fn every_type_is_written_and_read() {
    let world = World::aem65().await;
    let form = [
        ("_charset_", "utf-8"),
        ("./dc:title", "Äpfel"),
        ("./dc:title@TypeHint", "String"),
        ("./dc:creator", "Jane"),
        ("./dc:creator@TypeHint", "String[]"),
        ("./dc:subject", "a"),
        ("./dc:subject", "b"),
        ("./exif:ISO", "400"),
        ("./exif:ISO@TypeHint", "Long"),
        ("./exif:FNumber", "5.6"),
        ("./exif:FNumber@TypeHint", "Double"),
        ("./counts", "1"),
        ("./counts", "2"),
        ("./counts@TypeHint", "Long[]"),
        ("./xmpRights:Marked", "true"),
        ("./xmpRights:Marked@TypeHint", "Boolean"),
        ("./prism:expirationDate", "2030-06-04T10:00:00.000+02:00"),
        ("./prism:expirationDate@TypeHint", "Date"),
        ("./days", "2030-06-04"),
        ("./days@TypeHint", "Date[]"),
        ("./empty", ""),
        ("./predictedTags/fruit/name", "fruit"),
        ("./predictedTags/fruit/confidence", "0.9"),
        ("./predictedTags/fruit/confidence@TypeHint", "Double"),
    ];
    assert_eq!(save(&world, &form).await, 200);
    let flat = read(&world).await;
    assert_eq!(flat["dc:title"], "Äpfel");
    assert_eq!(flat["dc:creator"], json!(["Jane"]));
    assert_eq!(flat["dc:subject"], json!(["a", "b"]));
    assert_eq!(flat["exif:ISO"], 400);
    assert_eq!(flat["exif:FNumber"], 5.6);
    assert_eq!(flat["counts"], json!([1, 2]));
    assert_eq!(flat["xmpRights:Marked"], true);
    let date = "Tue Jun 04 2030 10:00:00 GMT+0200";
    assert_eq!(flat["prism:expirationDate"], date);
    assert_eq!(flat["days"], json!(["Tue Jun 04 2030 00:00:00 GMT+0000"]));
    assert_eq!(
        flat.get("empty"),
        None,
        "nothing is what an empty text leaves"
    );
    assert_eq!(flat.get("predictedTags"), None);
    for (path, pointer) in [
        (format!("{METADATA}.infinity.json"), ""),
        (format!("{ASSET}/jcr:content.-1.json"), "/metadata"),
        (format!("{ASSET}.infinity.json"), "/jcr:content/metadata"),
    ] {
        let tree = world.json(&path).await;
        let metadata = tree.pointer(pointer).unwrap();
        assert_eq!(metadata["predictedTags"]["fruit"]["confidence"], 0.9);
        assert_eq!(metadata["prism:expirationDate"], date, "{path}");
    }
}

#[tokio::test]
async fn a_value_that_fits_no_type_fails_the_whole_save() {
    let world = World::aem65().await;
    let before = world.json(&format!("{ASSET}.infinity.json")).await;
    for (kind, value) in [
        ("Long", "many"),
        ("Double", "a half"),
        ("Date", "tomorrow"),
        ("Date[]", "2030-01-32"),
    ] {
        let form = [
            ("./dc:title", "Changed"),
            ("./x", value),
            ("./x@TypeHint", kind),
        ];
        assert_eq!(save(&world, &form).await, 500, "{kind} {value}");
    }
    for name in [
        "jcr:created",
        "jcr:createdBy",
        "jcr:uuid",
        "jcr:primaryType",
    ] {
        let form = [("./dc:title", "Changed"), (&format!("./{name}"), "x")];
        assert_eq!(save(&world, &form).await, 500, "{name}");
        let form = [(&*format!("./{name}@Delete"), "true")];
        assert_eq!(save(&world, &form).await, 500, "{name}");
    }
    assert_eq!(world.json(&format!("{ASSET}.infinity.json")).await, before);
    let same = [("./jcr:primaryType", "nt:unstructured"), ("./a", "b")];
    assert_eq!(save(&world, &same).await, 200);
}

#[tokio::test]
async fn lists_are_patched() {
    let world = World::aem65().await;
    let patch = |values: &'static [&'static str]| {
        let mut form = vec![
            ("./cq:tags@TypeHint", "String[]"),
            ("./cq:tags@Patch", "true"),
        ];
        form.extend(values.iter().map(|value| ("./cq:tags", *value)));
        form
    };
    let form = patch(&[
        "+damson:subject/pear",
        "+damson:season/harvest",
        "-damson:none",
    ]);
    assert_eq!(save(&world, &form).await, 200);
    let tags = [
        "damson:season/harvest",
        "damson:subject/orchard",
        "damson:subject/pear",
    ];
    assert_eq!(read(&world).await["cq:tags"], json!(tags));
    let form = patch(&["-damson:season/harvest", "-damson:subject/pear"]);
    assert_eq!(save(&world, &form).await, 200);
    assert_eq!(
        read(&world).await["cq:tags"],
        json!(["damson:subject/orchard"])
    );
    // A single value can't be patched, and says nothing about it.
    let form = [("./dc:title@Patch", "true"), ("./dc:title", "+x")];
    assert_eq!(save(&world, &form).await, 200);
    assert_eq!(read(&world).await["dc:title"], "Autumn hero");
}

/// As Sling's SlingPropertyValueHandler does it.
#[tokio::test]
async fn what_is_there_decides_without_a_type_hint() {
    let world = World::aem65().await;
    let form = [
        ("./list@TypeHint", "String[]"),
        ("./list", "a"),
        ("./number@TypeHint", "Long"),
        ("./number", "1"),
    ];
    assert_eq!(save(&world, &form).await, 200);
    assert_eq!(
        save(&world, &[("./list", "b"), ("./number", "2")]).await,
        200
    );
    let both = read(&world).await;
    assert_eq!((&both["list"], &both["number"]), (&json!(["b"]), &json!(2)));
    assert_eq!(save(&world, &[("./number", "two")]).await, 500);
    let single = [
        ("./list@Delete", ""),
        ("./list", "c"),
        ("./number@TypeHint", "String"),
        ("./number", "two"),
    ];
    assert_eq!(save(&world, &single).await, 200);
    let both = read(&world).await;
    assert_eq!(
        (&both["list"], &both["number"]),
        (&json!("c"), &json!("two"))
    );
    assert_eq!(save(&world, &[("./list", "d"), ("./list", "e")]).await, 200);
    assert_eq!(read(&world).await["list"], json!(["d", "e"]));
    assert_eq!(save(&world, &[("./list@Delete", "true")]).await, 200);
    assert_eq!(read(&world).await.get("list"), None);
}

#[tokio::test]
async fn any_of_the_three_nodes_takes_it() {
    let world = World::aem65().await;
    let whole = [
        ("jcr:content/metadata/dc:rights", "Ours"),
        ("jcr:content/onTime@TypeHint", "Date"),
        ("jcr:content/onTime", "2026-01-01T00:00:00.000Z"),
    ];
    let before = world.json(&format!("{ASSET}/jcr:content.json")).await;
    assert_eq!(world.post("omar", ASSET, &whole).await.status(), 200);
    let content = [("./metadata/dc:creator", "Omar"), ("./jcr:title", "Titled")];
    let path = format!("{ASSET}/jcr:content");
    assert_eq!(world.post("omar", &path, &content).await.status(), 200);
    let after = world.json(&format!("{path}.1.json")).await;
    assert_eq!(after["metadata"]["dc:rights"], "Ours");
    assert_eq!(after["metadata"]["dc:creator"], "Omar");
    assert_eq!(after["jcr:title"], "Titled");
    assert_eq!(after["onTime"], "Thu Jan 01 2026 00:00:00 GMT+0000");
    assert_eq!(after["jcr:lastModifiedBy"], "omar");
    assert_ne!(after["jcr:lastModified"], before["jcr:lastModified"]);
    let elsewhere = [(
        "/content/dam/Brand/logo.svg/jcr:content/metadata/dc:title",
        "x",
    )];
    assert_eq!(world.post("omar", ASSET, &elsewhere).await.status(), 403);
    assert_eq!(
        world
            .post("reader", METADATA, &[("./a", "b")])
            .await
            .status(),
        403
    );
}

/// Queries with how many assets they find; braces stand for the metadata node.
const QUERIES: [(&str, u64); 17] = [
    ("property={}/dam:status&property.value=approved", 1),
    ("property={}/dam:status&property.value=rejected", 0),
    ("property={}/dc:subject&property.value=pear", 1),
    ("property={}/dc:subject&property.value=peach", 0),
    ("property={}/dc:subject&property.operation=not", 5),
    ("property={}/xmpRights:Marked&property.value=true", 1),
    (
        "boolproperty={}/xmpRights:Marked&boolproperty.value=false",
        5,
    ),
    (
        "daterange.property={}/prism:expirationDate&daterange.upperBound=2026-03-02",
        1,
    ),
    (
        "daterange.property={}/prism:expirationDate&daterange.lowerBound=2026-03-02",
        0,
    ),
    (
        "relativedaterange.property={}/prism:expirationDate&relativedaterange.upperBound=0",
        1,
    ),
    ("tagid=damson:season/harvest&tagid.property={}/cq:tags", 1),
    ("tagid=damson:season&tagid.property={}/cq:tags", 2),
    (
        "tagid.1_value=damson:season/spring&tagid.2_value=damson:subject&tagid.property={}/cq:tags",
        2,
    ),
    (
        "tagid.1_value=damson:season/spring&tagid.2_value=damson:subject&tagid.and=true&tagid.property={}/cq:tags",
        0,
    ),
    ("tagid=damson:&tagid.property={}/cq:tags", 2),
    (
        "tagid=/content/cq:tags/damson/subject/orchard&tagid.property={}/cq:tags",
        1,
    ),
    ("tagid=damson:sea&tagid.property={}/cq:tags", 0),
];

#[tokio::test]
async fn queries_know_it() {
    let world = World::aem65().await;
    let form = [
        ("./dam:status", "approved"),
        ("./dc:subject", "apple"),
        ("./dc:subject", "pear"),
        ("./xmpRights:Marked", "true"),
        ("./xmpRights:Marked@TypeHint", "Boolean"),
        ("./prism:expirationDate", "2026-03-01T00:00:00.000Z"),
        ("./prism:expirationDate@TypeHint", "Date"),
    ];
    assert_eq!(save(&world, &form).await, 200);
    let place = "jcr:content/metadata";
    for (query, total) in QUERIES {
        assert_eq!(
            found(&world, &query.replace("{}", place)).await,
            total,
            "{query}"
        );
    }
    let hit = "/bin/querybuilder.json?path=/content/dam&nodename=hero.png";
    let date = "Sun Mar 01 2026 00:00:00 GMT+0000";
    let selective = format!(
        "{hit}&p.hits=selective&p.properties={place}/prism:expirationDate%20{place}/dc:subject"
    );
    assert_eq!(
        world.json(&selective).await["hits"][0]["jcr:content"]["metadata"],
        json!({ "prism:expirationDate": date, "dc:subject": ["apple", "pear"] })
    );
    for depth in ["2", "0"] {
        let full = format!("{hit}&p.hits=full&p.nodedepth={depth}");
        let metadata = &world.json(&full).await["hits"][0]["jcr:content"]["metadata"];
        assert_eq!(metadata["prism:expirationDate"], date);
        assert_eq!(metadata["dam:status"], "approved");
    }
}

#[tokio::test]
async fn on_time_and_off_time_hide_from_the_assets_api() {
    let world = World::aem65().await;
    let path = "/api/assets/Campaigns/Autumn/hero.png.json";
    let set = |name: &'static str, value: &'static str| {
        let form = [
            (format!("./{name}"), value),
            (format!("./{name}@TypeHint"), "Date"),
        ];
        let request = world.by("jane", "POST", &format!("{ASSET}/jcr:content"));
        async move { request.form(&form).send().await.unwrap().status() }
    };
    for (name, value, status) in [
        ("onTime", "2099-01-01T00:00:00.000Z", 404),
        ("onTime", "2020-01-01T00:00:00.000Z", 200),
        ("offTime", "2099-01-01T00:00:00.000Z", 200),
        ("offTime", "2020-01-01T00:00:00.000Z", 404),
    ] {
        assert_eq!(set(name, value).await, 200);
        assert_eq!(world.get(path).await.status(), status, "{name} {value}");
    }
    assert_eq!(world.get(ASSET).await.status(), 200);
    let folder = world.json("/api/assets/Campaigns/Autumn.json").await;
    let names: Vec<&Value> = folder["entities"]
        .as_array()
        .unwrap()
        .iter()
        .map(|child| &child["properties"]["name"])
        .collect();
    assert!(!names.contains(&&json!("hero.png")), "{names:?}");
    assert!(world.server.exists(&at("Campaigns/Autumn/hero.png")));
}

#[tokio::test]
async fn several_assets_are_saved_at_once() {
    let world = World::aem65().await;
    let plan = "/content/dam/Campaigns/Spring/plan.txt/jcr:content/metadata";
    let save = async |mode: &str, last: &str| {
        let form = [
            ("_charset_", "utf-8"),
            ("dam:bulkUpdate", "true"),
            ("mode", mode),
            (
                "./Campaigns/Autumn/hero.png/jcr:content/metadata/cq:tags",
                "damson:subject/pear",
            ),
            (
                "./Campaigns/Autumn/hero.png/jcr:content/metadata/cq:tags@TypeHint",
                "String[]",
            ),
            (
                "./Campaigns/Autumn/hero.png/jcr:content/metadata/dc:rights",
                mode,
            ),
            (
                "./Campaigns/Spring/plan.txt/jcr:content/metadata/count",
                last,
            ),
            (
                "./Campaigns/Spring/plan.txt/jcr:content/metadata/count@TypeHint",
                "Long",
            ),
        ];
        world
            .post("jane", "/content/dam.html", &form)
            .await
            .status()
            .as_u16()
    };
    assert_eq!(save("soft", "1").await, 200);
    let tags = [
        "damson:season/harvest",
        "damson:subject/orchard",
        "damson:subject/pear",
    ];
    assert_eq!(read(&world).await["cq:tags"], json!(tags));
    assert_eq!(read(&world).await["dc:rights"], "soft");
    assert_eq!(world.json(&format!("{plan}.json")).await["count"], 1);
    assert_eq!(save("hard", "one").await, 500);
    assert_eq!(read(&world).await["dc:rights"], "soft", "all or nothing");
    assert_eq!(save("hard", "2").await, 200);
    assert_eq!(
        read(&world).await["cq:tags"],
        json!(["damson:subject/pear"])
    );
}
