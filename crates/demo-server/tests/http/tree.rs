use damson_demo_server::{Personality, Switches, switches::Processing};
use serde_json::Value;

use crate::world::{World, at, header};

#[tokio::test]
async fn content_is_read_in_every_spelling() {
    let world = World::aem65().await;
    let asset = "/content/dam/Campaigns/Autumn/hero.png";
    for path in [
        "jcr:content.1.json",
        "jcr%3acontent.1.json",
        "_jcr_content.1.json",
    ] {
        let content = world.json(&format!("{asset}/{path}")).await;
        assert_eq!(content["dam:assetState"], "processed", "{path}");
        assert_eq!(content["metadata"]["dc:format"], "image/png", "{path}");
        assert_eq!(
            content["jcr:lastModified"],
            "Tue Sep 01 2026 08:00:00 GMT+0000"
        );
    }
    let flat = world.json(&format!("{asset}/jcr:content.json")).await;
    assert_eq!(flat.get("metadata"), None);
    let metadata = world
        .json(&format!("{asset}/jcr:content/metadata.json"))
        .await;
    assert_eq!(metadata["dam:sha1"].as_str().unwrap().len(), 40);
    assert_eq!(
        metadata["dam:size"],
        world.bytes("Campaigns/Autumn/hero.png").len()
    );
    let renditions = world
        .json(&format!("{asset}/jcr:content/renditions.2.json"))
        .await;
    assert_eq!(
        renditions["original"]["jcr:content"]["jcr:mimeType"],
        "image/png"
    );
}

#[tokio::test]
async fn depths_and_their_limits() {
    let world = World::aem65().await;
    let root = world.json("/content/dam.json").await;
    assert_eq!(root.get("Campaigns"), None);
    let one = world.json("/content/dam.1.json").await;
    assert!(one["Campaigns"].is_object());
    assert_eq!(one["Campaigns"].get("Autumn"), None);
    let deep = world.json("/content/dam/Campaigns.infinity.json").await;
    assert_eq!(
        deep["Autumn"]["hero.png"]["jcr:content"]["metadata"]["dc:format"],
        "image/png"
    );
    assert_eq!(world.get("/content/dam.soon.json").await.status(), 400);
    world.server.make_many(&at("Many"), "item", 300).unwrap();
    let choices = world.get("/content/dam/Many.2.json").await;
    assert_eq!(choices.status(), 300);
    let choices: Vec<String> = choices.json().await.unwrap();
    assert_eq!(choices, ["/content/dam/Many.0.json"]);
}

#[tokio::test]
async fn the_lock_is_in_the_content() {
    let world = World::aem65().await;
    let locked = world
        .json("/content/dam/Campaigns/Autumn/locked.psd/jcr:content.json")
        .await;
    assert_eq!(locked["cq:drivelock"], "omar");
    let free = world
        .json("/content/dam/Campaigns/Autumn/hero.png/jcr:content.json")
        .await;
    assert_eq!(free.get("cq:drivelock"), None);
}

#[tokio::test]
async fn processing_ends_late() {
    let switches = Switches {
        processing: Processing::Manual,
        ..Switches::default()
    };
    let world = World::start(Personality::Aem65, switches).await;
    let hero = at("Campaigns/Autumn/hero.png");
    let picture = world.bytes("Campaigns/Autumn/hero.png");
    let before = world
        .json("/content/dam/Campaigns/Autumn/hero.png/jcr:content.1.json")
        .await;
    world
        .server
        .put_asset(&hero, &[picture.as_slice(), b"more"].concat(), "omar")
        .unwrap();
    let thumbnail =
        "/content/dam/Campaigns/Autumn/hero.png/jcr:content/renditions/cq5dam.thumbnail.48.48.png";
    let during = world
        .json("/content/dam/Campaigns/Autumn/hero.png/jcr:content.1.json")
        .await;
    assert_eq!(during["dam:assetState"], "processing");
    assert_eq!(during["metadata"].get("dam:sha1"), None);
    assert_eq!(world.get(thumbnail).await.status(), 404);
    world.server.finish_processing().unwrap();
    let after = world
        .json("/content/dam/Campaigns/Autumn/hero.png/jcr:content.1.json")
        .await;
    assert_eq!(after["dam:assetState"], "processed");
    assert_ne!(
        after["metadata"]["dam:sha1"],
        before["metadata"]["dam:sha1"]
    );
    assert_eq!(after["metadata"]["dam:size"], picture.len() + 4);
    let image = world.get(thumbnail).await;
    assert_eq!(header(&image, "content-type"), "image/png");
    assert!(image.bytes().await.unwrap().starts_with(b"\x89PNG"));
}

#[tokio::test]
async fn a_stale_hash_can_stay_until_the_end() {
    let switches = Switches {
        processing: Processing::AfterMs(60_000),
        stale_sha1_while_processing: true,
        ..Switches::default()
    };
    let world = World::start(Personality::Aem65, switches).await;
    let path = "/content/dam/Brand/history.txt/jcr:content/metadata.json";
    let before: Value = world.json(path).await;
    world
        .server
        .put_asset(&at("Brand/history.txt"), b"five\n", "omar")
        .unwrap();
    assert_eq!(world.json(path).await["dam:sha1"], before["dam:sha1"]);
    world
        .server
        .advance_processing(std::time::Duration::from_secs(61))
        .unwrap();
    assert_ne!(world.json(path).await["dam:sha1"], before["dam:sha1"]);
}

#[tokio::test]
async fn thumbnails_of_documents() {
    let world = World::aem65().await;
    let base = "/content/dam/Campaigns/Autumn/locked.psd";
    let psd = world
        .get(&format!(
            "{base}/jcr:content/renditions/cq5dam.thumbnail.319.319.png"
        ))
        .await;
    assert_eq!(psd.status(), 200);
    assert_eq!(
        world.get(&format!("{base}.thumb.48.48.png")).await.status(),
        200
    );
    assert_eq!(
        world
            .get("/content/dam/Campaigns/Autumn.folderthumbnail.jpg")
            .await
            .status(),
        200
    );
    let text = "/content/dam/Brand/history.txt/jcr:content/renditions/cq5dam.thumbnail.48.48.png";
    assert_eq!(world.get(text).await.status(), 404);
}

#[tokio::test]
async fn metadata_is_written_both_ways() {
    let world = World::aem65().await;
    let body = r#"{"class":"asset","properties":{"dc:title":"Renamed","dam:sha1":"0"}}"#;
    let put = world.by("jane", "PUT", "/api/assets/Campaigns/Autumn/hero.png");
    let put = put
        .header("content-type", "application/json")
        .body(body)
        .send()
        .await
        .unwrap();
    assert_eq!(put.status(), 200);
    let metadata = "/content/dam/Campaigns/Autumn/hero.png/jcr:content/metadata";
    let form = [
        ("./dc:creator", "Jane"),
        ("./dc:subject", "a"),
        ("./dc:subject", "b"),
    ];
    assert_eq!(world.post("jane", metadata, &form).await.status(), 200);
    let read = world.json(&format!("{metadata}.json")).await;
    // The Assets API writes the title of the other namespace.
    assert_eq!(read["dc:title"], "Autumn hero");
    let content = world
        .json("/content/dam/Campaigns/Autumn/hero.png/jcr:content.json")
        .await;
    assert_eq!(content["jcr:title"], "Renamed");
    assert_eq!(read["dc:creator"], "Jane");
    assert_eq!(read["dc:subject"][1], "b");
    assert_eq!(read["dam:sha1"].as_str().unwrap().len(), 40);
}

#[tokio::test]
async fn pages_for_people() {
    let world = World::aem65().await;
    let asset = world
        .get("/assetdetails.html/content/dam/Campaigns/Autumn/locked.psd")
        .await;
    assert_eq!(asset.status(), 200);
    assert!(asset.text().await.unwrap().contains("Checked out by omar"));
    let folder = world.get("/assets.html/content/dam/Campaigns").await;
    assert!(folder.text().await.unwrap().contains("Autumn"));
    assert_eq!(
        world.get("/assets.html/content/dam/Nowhere").await.status(),
        404
    );
}
