use damson_demo_server::{Personality, Switches};
use reqwest::{
    Response,
    multipart::{Form, Part},
};

use crate::world::{World, at};

const CREATE: &str = "/content/dam/Brand.createasset.html";

fn file(bytes: &[u8], name: &str) -> Part {
    Part::bytes(bytes.to_vec()).file_name(name.to_owned())
}

async fn create(world: &World, user: &str, form: Form) -> Response {
    world
        .by(user, "POST", CREATE)
        .multipart(form)
        .send()
        .await
        .unwrap()
}

#[tokio::test]
async fn one_form_makes_an_asset() {
    let world = World::aem65().await;
    let form = || {
        Form::new()
            .text("fileName", "new.txt")
            .part("file", file(b"hello", "x.txt"))
    };
    assert_eq!(create(&world, "jane", form()).await.status(), 200);
    assert_eq!(world.bytes("Brand/new.txt"), b"hello");
    // What is there gets a version, as the web interface's "Create version" expects it.
    let id = world.server.uuid(&at("Brand/new.txt"));
    for (text, kept) in [(b"again", 1), (b"third", 2)] {
        let form = Form::new()
            .text("replaceAsset", "true")
            .part("file", file(text, "new.txt"));
        assert_eq!(create(&world, "jane", form).await.status(), 200);
        assert_eq!(world.bytes("Brand/new.txt"), text);
        assert_eq!(world.server.versions(&at("Brand/new.txt")).len(), kept);
        assert_eq!(world.server.uuid(&at("Brand/new.txt")), id);
    }
    // And its "Replace" drops everything.
    let replace = Form::new()
        .text(":replaceAsset", "true")
        .part("file", file(b"other", "new.txt"));
    assert_eq!(create(&world, "jane", replace).await.status(), 200);
    assert_eq!(world.server.versions(&at("Brand/new.txt")).len(), 0);
    assert_ne!(world.server.uuid(&at("Brand/new.txt")), id);
    assert_eq!(create(&world, "reader", form()).await.status(), 403);
}

#[tokio::test]
async fn an_empty_file_is_a_file() {
    let world = World::aem65().await;
    assert_eq!(
        create(
            &world,
            "jane",
            Form::new().part("file", file(b"", "empty.txt"))
        )
        .await
        .status(),
        200
    );
    assert_eq!(world.bytes("Brand/empty.txt"), b"");
}

#[tokio::test]
async fn chunks_become_an_asset_after_the_last_one() {
    let world = World::aem65().await;
    let chunk = |offset: usize, bytes: &[u8]| {
        Form::new()
            .text("fileName", "big.txt")
            .text("file@Offset", offset.to_string())
            .text("chunk@Length", bytes.len().to_string())
            .text("file@Length", "10")
            .part("file", file(bytes, "big.txt"))
    };
    assert_eq!(
        create(&world, "jane", chunk(0, b"0123")).await.status(),
        200
    );
    assert!(!world.server.exists(&at("Brand/big.txt")));
    assert_eq!(
        create(&world, "jane", chunk(8, b"89")).await.status(),
        409,
        "out of order"
    );
    assert_eq!(
        create(&world, "jane", chunk(4, b"4567")).await.status(),
        200
    );
    assert_eq!(create(&world, "jane", chunk(8, b"89")).await.status(), 200);
    assert_eq!(world.bytes("Brand/big.txt"), b"0123456789");
}

#[tokio::test]
async fn a_lock_of_somebody_else_is_kept() {
    let world = World::aem65().await;
    world
        .server
        .lock_as(&at("Brand/history.txt"), "omar")
        .unwrap();
    let form = || {
        Form::new()
            .text("replaceAsset", "true")
            .part("file", file(b"mine", "history.txt"))
    };
    assert_eq!(create(&world, "jane", form()).await.status(), 423);
    let put = world
        .by("jane", "PUT", "/api/assets/Brand/history.txt")
        .body("mine")
        .send()
        .await;
    assert_eq!(put.unwrap().status(), 423);
    assert_eq!(world.bytes("Brand/history.txt"), b"four\n");
    assert_eq!(create(&world, "omar", form()).await.status(), 200);
    assert_eq!(
        world.server.holder(&at("Brand/history.txt")).as_deref(),
        Some("omar")
    );
}

#[tokio::test]
async fn the_api_takes_binaries_on_aem65() {
    let world = World::aem65().await;
    let send = |method: &str, path: &str| {
        world
            .by("jane", method, path)
            .header("content-type", "text/plain")
            .body("bytes")
            .send()
    };
    assert_eq!(
        send("POST", "/api/assets/Brand/api.txt")
            .await
            .unwrap()
            .status(),
        201
    );
    assert_eq!(
        send("POST", "/api/assets/Brand/api.txt")
            .await
            .unwrap()
            .status(),
        409
    );
    assert_eq!(
        send("PUT", "/api/assets/Brand/history.txt")
            .await
            .unwrap()
            .status(),
        200
    );
    assert_eq!(world.bytes("Brand/history.txt"), b"bytes");
    assert_eq!(
        world.server.versions(&at("Brand/history.txt")).len(),
        3,
        "no version is made"
    );
    assert_eq!(
        send("PUT", "/api/assets/Brand/none.txt")
            .await
            .unwrap()
            .status(),
        404
    );
    let form = Form::new()
        .text("name", "star.txt")
        .part("file", file(b"star", "x.txt"));
    let star = world
        .by("jane", "POST", "/api/assets/Brand/*")
        .multipart(form)
        .send()
        .await
        .unwrap();
    assert_eq!(star.status(), 201);
    assert_eq!(world.bytes("Brand/star.txt"), b"star");
}

#[tokio::test]
async fn the_cloud_takes_neither() {
    let world = World::cloud().await;
    let form = Form::new().part("file", file(b"hello", "x.txt"));
    assert_eq!(create(&world, "jane", form).await.status(), 404);
    let put = world
        .by("jane", "PUT", "/api/assets/Brand/history.txt")
        .body("bytes")
        .send()
        .await;
    assert_eq!(put.unwrap().status(), 501);
}

#[tokio::test]
async fn many_megabytes_pass_through() {
    let world = World::start(Personality::Aem65, Switches::default()).await;
    let bytes = vec![42; 12 * 1024 * 1024];
    let form = Form::new().part("file", file(&bytes, "large.bin"));
    assert_eq!(create(&world, "jane", form).await.status(), 200);
    let back = world
        .get("/content/dam/Brand/large.bin")
        .await
        .bytes()
        .await
        .unwrap();
    assert!(back == bytes);
}

#[tokio::test]
async fn a_refused_upload_hears_why() {
    let world = World::aem65().await;
    world
        .server
        .lock_as(&at("Brand/history.txt"), "omar")
        .unwrap();
    let put = world
        .by("jane", "PUT", "/api/assets/Brand/history.txt")
        .body(vec![1; 30_000_000]);
    assert_eq!(put.send().await.unwrap().status(), 423);
    let stranger = world
        .anonymous("PUT", "/api/assets/Brand/history.txt")
        .body(vec![1; 30_000_000]);
    assert_eq!(stranger.send().await.unwrap().status(), 401);
}
