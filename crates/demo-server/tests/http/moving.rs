use reqwest::Response;
use serde_json::Value;

use crate::world::{World, at};

async fn place(world: &World, method: &str, from: &str, to: &str, overwrite: &str) -> Response {
    let request = world.by("jane", method, &format!("/api/assets/{from}"));
    let request = request.header("x-destination", format!("/api/assets/{to}"));
    request
        .header("x-depth", "infinity")
        .header("x-overwrite", overwrite)
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_move_keeps_identity_lock_and_versions() {
    let world = World::aem65().await;
    let (from, to) = (at("Brand/history.txt"), at("Campaigns/past events.txt"));
    world.server.lock_as(&from, "jane").unwrap();
    let uuid = world.server.uuid(&from);
    let moved = place(
        &world,
        "MOVE",
        "Brand/history.txt",
        "Campaigns/past%20events.txt",
        "F",
    )
    .await;
    assert_eq!(moved.status(), 201);
    assert!(!world.server.exists(&from));
    assert_eq!(world.server.uuid(&to), uuid);
    assert_eq!(world.server.holder(&to).as_deref(), Some("jane"));
    assert_eq!(world.server.versions(&to).len(), 3);
}

#[tokio::test]
async fn a_folder_takes_everything_with_it() {
    let world = World::aem65().await;
    assert_eq!(
        place(&world, "MOVE", "Campaigns", "Brand/Old", "F")
            .await
            .status(),
        201
    );
    assert_eq!(
        world.server.list(&at("Brand/Old/Autumn")),
        ["hero.png", "locked.psd", "notes.txt"]
    );
    assert_eq!(
        place(&world, "MOVE", "Brand", "Brand/Old/Loop", "F")
            .await
            .status(),
        412
    );
    assert_eq!(
        place(&world, "COPY", "Brand/Old", "Copy", "F")
            .await
            .status(),
        201
    );
    assert_eq!(world.server.list(&at("Copy/Spring")), ["plan.txt"]);
    assert_eq!(world.server.list(&at("Brand/Old/Spring")), ["plan.txt"]);
}

#[tokio::test]
async fn a_copy_is_another_asset_without_the_lock() {
    let world = World::aem65().await;
    let copied = place(
        &world,
        "COPY",
        "Campaigns/Autumn/locked.psd",
        "Brand/copy.psd",
        "F",
    )
    .await;
    assert_eq!(copied.status(), 201);
    assert_ne!(
        world.server.uuid(&at("Brand/copy.psd")),
        world.server.uuid(&at("Campaigns/Autumn/locked.psd"))
    );
    assert_eq!(world.server.holder(&at("Brand/copy.psd")), None);
    world
        .server
        .set_switches(|switches| switches.copy_carries_lock = true);
    place(
        &world,
        "COPY",
        "Campaigns/Autumn/locked.psd",
        "Brand/other.psd",
        "F",
    )
    .await;
    assert_eq!(
        world.server.holder(&at("Brand/other.psd")).as_deref(),
        Some("omar")
    );
}

#[tokio::test]
async fn headers_destinations_and_locks_are_checked() {
    let world = World::aem65().await;
    let bare = world
        .by("jane", "MOVE", "/api/assets/Brand/history.txt")
        .send()
        .await
        .unwrap();
    assert_eq!(bare.status(), 412);
    let taken = place(&world, "MOVE", "Brand/history.txt", "Brand/logo.svg", "F").await;
    assert_eq!(taken.status(), 412);
    let locked = place(
        &world,
        "MOVE",
        "Campaigns/Autumn/locked.psd",
        "Brand/mine.psd",
        "F",
    )
    .await;
    assert_eq!(locked.status(), 423);
    let nowhere = place(&world, "MOVE", "Brand/history.txt", "Nowhere/a.txt", "F").await;
    assert_eq!(nowhere.status(), 412);
    let replaced = place(&world, "MOVE", "Brand/history.txt", "Brand/logo.svg", "T").await;
    assert_eq!(replaced.status(), 204);
    assert_eq!(world.bytes("Brand/logo.svg"), b"four\n");
}

#[tokio::test]
async fn deleting() {
    let world = World::aem65().await;
    let delete = |path: &'static str| world.by("jane", "DELETE", path).send();
    assert_eq!(
        delete("/api/assets/Campaigns/Autumn/locked.psd")
            .await
            .unwrap()
            .status(),
        423
    );
    assert_eq!(
        delete("/api/assets/Brand/history.txt")
            .await
            .unwrap()
            .status(),
        200
    );
    assert_eq!(
        delete("/api/assets/Brand/history.txt")
            .await
            .unwrap()
            .status(),
        404
    );
    let folder = delete("/api/assets/Campaigns").await.unwrap();
    assert_eq!(
        folder.status(),
        200,
        "a folder goes with what is checked out in it"
    );
    assert!(!world.server.exists(&at("Campaigns/Autumn/locked.psd")));
    let reader = world
        .by("reader", "DELETE", "/api/assets/Brand")
        .send()
        .await
        .unwrap();
    assert_eq!(reader.status(), 403);
}

#[tokio::test]
async fn commands_look_at_references() {
    let world = World::aem65().await;
    let asset = at("Brand/history.txt");
    world
        .server
        .add_reference(&asset, "/content/site/en", "Home")
        .unwrap();
    let path = "/content/dam/Brand/history.txt";
    let found = world
        .json(&format!("/bin/wcm/references.json?path={path}"))
        .await;
    assert_eq!(found["pages"][0]["title"], "Home");
    let none: Value = world
        .json("/bin/wcm/references.json?path=/content/dam/Brand/logo.svg")
        .await;
    assert_eq!(none["pages"].as_array().unwrap().len(), 0);
    let command = |form: &'static [(&str, &str)]| world.post("jane", "/bin/wcmcommand", form);
    let delete = [
        ("cmd", "deletePage"),
        ("path", "/content/dam/Brand/history.txt"),
        ("force", "false"),
    ];
    assert_eq!(
        world
            .post("jane", "/bin/wcmcommand", &delete)
            .await
            .status(),
        412
    );
    let moved = command(&[
        ("cmd", "movePage"),
        ("srcPath", "/content/dam/Brand/history.txt"),
        ("destParentPath", "/content/dam/Campaigns"),
        ("destName", "moved.txt"),
        ("integrity", "true"),
    ]);
    assert_eq!(moved.await.status(), 200);
    let followed = world
        .json("/bin/wcm/references.json?path=/content/dam/Campaigns/moved.txt")
        .await;
    assert_eq!(followed["results"], 1, "the reference was adjusted");
    let copied = command(&[
        ("cmd", "copyPage"),
        ("srcPath", "/content/dam/Campaigns/moved.txt"),
        ("destParentPath", "/content/dam/Brand"),
    ]);
    assert_eq!(copied.await.status(), 200);
    assert!(world.server.exists(&at("Brand/moved.txt")));
    let forced = command(&[
        ("cmd", "deletePage"),
        ("path", "/content/dam/Campaigns/moved.txt"),
        ("force", "true"),
    ]);
    assert_eq!(forced.await.status(), 200);
    assert!(!world.server.exists(&at("Campaigns/moved.txt")));
}

#[tokio::test]
async fn sling_posts() {
    let world = World::aem65().await;
    let folder = [
        (":name", "made"),
        ("./jcr:primaryType", "sling:OrderedFolder"),
        ("./jcr:content/jcr:title", "Made"),
    ];
    assert_eq!(
        world
            .post("jane", "/content/dam/Brand/", &folder)
            .await
            .status(),
        201
    );
    assert_eq!(
        world.json("/content/dam/Brand/made/jcr:content.json").await["jcr:title"],
        "Made"
    );
    let title = [
        (":operation", "dam.share.folder"),
        ("path", "/content/dam/Brand"),
        ("title", "The brand"),
    ];
    assert_eq!(
        world.post("jane", "/content/dam", &title).await.status(),
        200
    );
    assert_eq!(
        world.json("/api/assets/Brand.json").await["properties"]["dc:title"],
        "The brand"
    );
    let moved = [
        (":operation", "move"),
        (":dest", "/content/dam/Brand/made/history.txt"),
    ];
    let history = "/content/dam/Brand/history.txt";
    assert_eq!(world.post("jane", history, &moved).await.status(), 201);
    assert!(world.server.exists(&at("Brand/made/history.txt")));
    let lost = [
        (":operation", "move"),
        (":dest", "/content/dam/Nowhere/a.txt"),
    ];
    let answer = world
        .by("jane", "POST", "/content/dam/Brand/logo.svg")
        .header("accept", "application/json");
    let answer = answer.form(&lost).send().await.unwrap();
    assert_eq!(answer.status(), 412);
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["status.code"], 412);
    assert!(body["error"]["message"].is_string());
    let html = world
        .post("jane", "/content/dam/Brand/logo.svg", &lost)
        .await
        .text()
        .await
        .unwrap();
    assert!(html.contains("id=\"Status\">412<"));
    let gone = world
        .post(
            "jane",
            "/content/dam/Brand/made",
            &[(":operation", "delete")],
        )
        .await;
    assert_eq!(gone.status(), 200);
    assert!(!world.server.exists(&at("Brand/made")));
}
