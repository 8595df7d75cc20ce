use damson_demo_server::{DemoConfig, DemoServer, Personality, Sample};

use crate::world::{World, at};

#[tokio::test]
async fn a_restart_keeps_everything() {
    let world = World::aem65().await;
    world
        .server
        .put_version(&at("Brand/history.txt"), b"five\n", "jane", "Kept")
        .unwrap();
    world
        .server
        .lock_as(&at("Brand/history.txt"), "jane")
        .unwrap();
    world.server.remove(&at("Brand/logo.svg")).unwrap();
    let token = world.server.token("jane");
    let storage = world.folder.path().join("dam");
    world.server.stop().await;
    let config = DemoConfig::new(&storage, Personality::Cloud, Sample::Small);
    let server = DemoServer::start(config).await.unwrap();
    assert_eq!(server.read(&at("Brand/history.txt")).unwrap(), b"five\n");
    assert_eq!(
        server.holder(&at("Brand/history.txt")).as_deref(),
        Some("jane")
    );
    assert_eq!(server.versions(&at("Brand/history.txt")).len(), 4);
    assert!(
        !server.exists(&at("Brand/logo.svg")),
        "the sample is not put back"
    );
    let url = server.url().join("content/dam.json").unwrap();
    let answer = world
        .client
        .get(url)
        .bearer_auth(token)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200, "tokens outlive a restart");
}

#[tokio::test]
async fn binaries_that_nobody_names_are_swept_away() {
    let world = World::aem65().await;
    let storage = world.folder.path().join("dam");
    let count = || walk(&storage.join("binaries"));
    let before = count();
    world
        .server
        .put_asset(&at("Brand/history.txt"), b"five\n", "jane")
        .unwrap();
    assert_eq!(count(), before + 1);
    world.server.stop().await;
    let config = DemoConfig::new(&storage, Personality::Aem65, Sample::Small);
    let server = DemoServer::start(config).await.unwrap();
    assert_eq!(count(), before);
    assert_eq!(server.read(&at("Brand/history.txt")).unwrap(), b"five\n");
}

#[tokio::test]
async fn a_hundred_thousand_assets_are_a_page_at_a_time() {
    let world = World::aem65().await;
    world
        .server
        .make_many(&at("Many"), "item", 100_000)
        .unwrap();
    let page = world
        .json("/api/assets/Many.json?offset=99990&limit=500")
        .await;
    assert_eq!(page["properties"]["srn:paging"]["total"], 100_000);
    let entities = page["entities"].as_array().unwrap();
    assert_eq!(entities.len(), 10);
    assert_eq!(entities[9]["properties"]["name"], "item-099999.txt");
    assert_eq!(world.bytes("Many/item-000042.txt"), b"item 42\n");
}

fn walk(folder: &std::path::Path) -> usize {
    std::fs::read_dir(folder)
        .unwrap()
        .map(|shelf| std::fs::read_dir(shelf.unwrap().path()).unwrap().count())
        .sum()
}

#[tokio::test]
async fn a_storage_of_an_earlier_release_opens() {
    let world = World::aem65().await;
    let storage = world.folder.path().join("dam");
    world.server.stop().await;
    let db = rusqlite::Connection::open(storage.join("dam.sqlite")).unwrap();
    db.execute_batch(
        "DROP TRIGGER lag_insert; DROP TRIGGER lag_update; DROP TRIGGER lag_delete;
         ALTER TABLE nodes DROP COLUMN content; ALTER TABLE lagged DROP COLUMN content;
         DELETE FROM settings WHERE key LIKE 'tree:%';",
    )
    .unwrap();
    drop(db);
    let config = DemoConfig::new(&storage, Personality::Aem65, Sample::Small);
    let server = DemoServer::start(config).await.unwrap();
    let history = at("Brand/history.txt");
    assert_eq!(server.read(&history).unwrap(), b"four\n");
    server
        .set_metadata_date(&history, "prism:expirationDate", 0, "jane")
        .unwrap();
    let metadata = server.metadata(&history).unwrap();
    let date = "Thu Jan 01 1970 00:00:00 GMT+0000";
    assert_eq!(metadata["prism:expirationDate"], date);
    let tags = server.url().join("content/cq:tags.json").unwrap();
    let answer = world.client.get(tags).basic_auth("jane", Some("jane"));
    assert_eq!(answer.send().await.unwrap().status(), 200);
}
