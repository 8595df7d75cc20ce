use damson_demo_server::{
    Personality, Switches,
    switches::{NoDirectUpload, WhenLocked},
};
use reqwest::{Response, StatusCode};
use serde_json::Value;

use crate::world::{World, at};

const INITIATE: &str = "/content/dam/Brand.initiateUpload.json";
const COMPLETE: &str = "/content/dam/Brand.completeUpload.json";

async fn small_parts() -> World {
    let switches = Switches {
        min_part_size: 4,
        max_part_size: 100,
        ..Switches::default()
    };
    World::start(Personality::Cloud, switches).await
}

async fn initiate(world: &World, name: &str, size: usize) -> Value {
    let size = size.to_string();
    let response = world
        .post("jane", INITIATE, &[("fileName", name), ("fileSize", &size)])
        .await;
    assert_eq!(response.status(), 200);
    response.json().await.unwrap()
}

async fn send_parts(world: &World, offer: &Value, bytes: &[u8]) {
    let uris = offer["files"][0]["uploadURIs"].as_array().unwrap();
    let size = bytes.len().div_ceil(uris.len()).max(4);
    for (uri, part) in uris.iter().zip(bytes.chunks(size)) {
        let url = world.server.url().join(uri.as_str().unwrap()).unwrap();
        let put = world
            .client
            .put(url)
            .body(part.to_vec())
            .send()
            .await
            .unwrap();
        assert_eq!(put.status(), 201);
    }
}

async fn complete(
    world: &World,
    offer: &Value,
    name: &str,
    size: usize,
    extra: &[(&str, &str)],
) -> Response {
    let size = size.to_string();
    let token = offer["files"][0]["uploadToken"].as_str().unwrap();
    let mut form = vec![
        ("fileName", name),
        ("fileSize", size.as_str()),
        ("uploadToken", token),
    ];
    form.extend_from_slice(extra);
    world.post("jane", COMPLETE, &form).await
}

async fn upload(world: &World, name: &str, bytes: &[u8], extra: &[(&str, &str)]) -> Response {
    let offer = initiate(world, name, bytes.len()).await;
    send_parts(world, &offer, bytes).await;
    complete(world, &offer, name, bytes.len(), extra).await
}

#[tokio::test]
async fn parts_become_an_asset() {
    let world = small_parts().await;
    let bytes = b"0123456789abc";
    let offer = initiate(&world, "new.txt", bytes.len()).await;
    assert_eq!(offer["files"][0]["uploadURIs"].as_array().unwrap().len(), 4);
    assert_eq!(offer["files"][0]["mimeType"], "text/plain");
    assert_eq!(offer["folderPath"], "/content/dam/Brand");
    send_parts(&world, &offer, bytes).await;
    assert!(!world.server.exists(&at("Brand/new.txt")));
    assert_eq!(
        complete(&world, &offer, "new.txt", bytes.len(), &[])
            .await
            .status(),
        200
    );
    assert_eq!(world.bytes("Brand/new.txt"), bytes);
    let again = complete(&world, &offer, "new.txt", bytes.len(), &[]).await;
    assert_eq!(again.status(), 400, "a token serves once");
}

#[tokio::test]
async fn several_files_in_one_initiate() {
    let world = small_parts().await;
    let form = [
        ("fileName", "a.jpg"),
        ("fileSize", "5"),
        ("fileName", "b.psd"),
        ("fileSize", "9"),
    ];
    let offer: Value = world
        .post("jane", INITIATE, &form)
        .await
        .json()
        .await
        .unwrap();
    let files = offer["files"].as_array().unwrap();
    assert_eq!(files[0]["fileName"], "a.jpg");
    assert_eq!(files[1]["uploadURIs"].as_array().unwrap().len(), 3);
    assert_eq!(files[1]["mimeType"], "image/vnd.adobe.photoshop");
}

#[tokio::test]
async fn an_existing_asset_keeps_versions_or_not() {
    let world = small_parts().await;
    let history = at("Brand/history.txt");
    let uuid = world.server.uuid(&history).unwrap();
    assert_eq!(
        upload(&world, "history.txt", b"five\n", &[]).await.status(),
        200
    );
    assert_eq!(world.server.versions(&history).len(), 3);
    let extra = [("createVersion", "true"), ("versionComment", "Six it is")];
    assert_eq!(
        upload(&world, "history.txt", b"six\n", &extra)
            .await
            .status(),
        200
    );
    let versions = world.server.versions(&history);
    assert_eq!(versions.last().unwrap().comment, "Six it is");
    assert_eq!(versions.last().unwrap().size, 5);
    assert_eq!(world.server.uuid(&history).unwrap(), uuid);
    assert_eq!(
        upload(&world, "history.txt", b"seven\n", &[("replace", "true")])
            .await
            .status(),
        200
    );
    assert_ne!(world.server.uuid(&history).unwrap(), uuid);
    assert_eq!(world.server.versions(&history).len(), 0);
}

#[tokio::test]
async fn create_version_can_be_ignored() {
    let world = small_parts().await;
    world
        .server
        .set_switches(|switches| switches.create_version_ignored = true);
    let extra = [("createVersion", "true")];
    assert_eq!(
        upload(&world, "history.txt", b"five\n", &extra)
            .await
            .status(),
        200
    );
    assert_eq!(world.server.versions(&at("Brand/history.txt")).len(), 3);
}

#[tokio::test]
async fn a_lock_of_somebody_else_is_answered_by_the_switch() {
    let world = small_parts().await;
    world
        .server
        .lock_as(&at("Brand/history.txt"), "omar")
        .unwrap();
    let expected = [
        (WhenLocked::S403, StatusCode::FORBIDDEN),
        (WhenLocked::S409, StatusCode::CONFLICT),
        (WhenLocked::S423, StatusCode::LOCKED),
        (WhenLocked::S500, StatusCode::INTERNAL_SERVER_ERROR),
        (WhenLocked::Allow, StatusCode::OK),
    ];
    for (when, status) in expected {
        assert_eq!(world.bytes("Brand/history.txt"), b"four\n");
        world
            .server
            .set_switches(|switches| switches.locked_complete_upload = when);
        let answer = upload(&world, "history.txt", b"five\n", &[]).await;
        assert_eq!(answer.status(), status, "{when:?}");
    }
    assert_eq!(world.bytes("Brand/history.txt"), b"five\n");
    assert_eq!(
        world.server.holder(&at("Brand/history.txt")).as_deref(),
        Some("omar")
    );
}

#[tokio::test]
async fn what_does_not_add_up_is_refused() {
    let world = small_parts().await;
    let offer = initiate(&world, "new.txt", 10).await;
    assert_eq!(
        complete(&world, &offer, "new.txt", 10, &[]).await.status(),
        400,
        "no part"
    );
    let uris = offer["files"][0]["uploadURIs"].as_array().unwrap();
    let put = |at: usize, body: &str| {
        world
            .client
            .put(uris[at].as_str().unwrap())
            .body(body.to_owned())
            .send()
    };
    put(1, "4567").await.unwrap();
    assert_eq!(
        complete(&world, &offer, "new.txt", 10, &[]).await.status(),
        400,
        "a gap"
    );
    put(0, "0123").await.unwrap();
    assert_eq!(
        complete(&world, &offer, "new.txt", 10, &[]).await.status(),
        400,
        "too short"
    );
    put(2, "89").await.unwrap();
    assert_eq!(
        complete(&world, &offer, "other.txt", 10, &[])
            .await
            .status(),
        400,
        "another name"
    );
    assert_eq!(
        complete(&world, &offer, "new.txt", 10, &[]).await.status(),
        200
    );
    let too_large = world
        .client
        .put(uris[0].as_str().unwrap())
        .body(vec![0; 101])
        .send()
        .await;
    assert_ne!(too_large.unwrap().status(), 201);
}

#[tokio::test]
async fn parts_need_a_live_signature_and_no_credentials() {
    let world = small_parts().await;
    let offer = initiate(&world, "new.txt", 4).await;
    let uri = offer["files"][0]["uploadURIs"][0].as_str().unwrap();
    let with = world
        .client
        .put(uri)
        .bearer_auth("x")
        .body("0123")
        .send()
        .await
        .unwrap();
    assert_eq!(with.status(), 403);
    let forged = world
        .client
        .put(uri.replace("/0?", "/1?"))
        .body("0123")
        .send()
        .await
        .unwrap();
    assert_eq!(forged.status(), 403);
    world
        .server
        .set_switches(|switches| switches.signed_url_lifetime_s = 0);
    let offer = initiate(&world, "new.txt", 4).await;
    let expired = world
        .client
        .put(offer["files"][0]["uploadURIs"][0].as_str().unwrap())
        .body("0123");
    assert_eq!(expired.send().await.unwrap().status(), 403);
}

#[tokio::test]
async fn addresses_can_be_relative() {
    let switches = Switches {
        relative_upload_uris: true,
        context_path: "/author".into(),
        ..Switches::default()
    };
    let world = World::start(Personality::Cloud, switches).await;
    let offer = initiate(&world, "new.txt", 4).await;
    assert_eq!(
        offer["completeURI"],
        "/author/content/dam/Brand.completeUpload.json"
    );
    send_parts(&world, &offer, b"0123").await;
    assert_eq!(
        complete(&world, &offer, "new.txt", 4, &[]).await.status(),
        200
    );
    assert_eq!(world.bytes("Brand/new.txt"), b"0123");
}

#[tokio::test]
async fn refusals_of_initiate() {
    let world = small_parts().await;
    let form = |name, size| [("fileName", name), ("fileSize", size)];
    assert_eq!(
        world
            .post("jane", INITIATE, &form("a:b.txt", "5"))
            .await
            .status(),
        400
    );
    assert_eq!(
        world
            .post("jane", INITIATE, &form("empty.txt", "0"))
            .await
            .status(),
        400
    );
    assert_eq!(
        world
            .post("jane", INITIATE, &[("fileName", "a.txt")])
            .await
            .status(),
        400
    );
    assert_eq!(
        world
            .post("reader", INITIATE, &form("a.txt", "5"))
            .await
            .status(),
        403
    );
    let nowhere = "/content/dam/Nowhere.initiateUpload.json";
    assert_eq!(
        world
            .post("jane", nowhere, &form("a.txt", "5"))
            .await
            .status(),
        404
    );
}

#[tokio::test]
async fn aem65_has_no_direct_upload() {
    let world = World::aem65().await;
    let form = [("fileName", "a.txt"), ("fileSize", "5")];
    let platform = world.get("/platform/content/dam").await;
    let platform: Value = platform.json().await.unwrap();
    assert_eq!(
        platform["_links"].as_object().map(serde_json::Map::len),
        Some(1)
    );
    let named = world.post("jane", INITIATE, &form).await;
    assert_eq!(named.json::<Value>().await.unwrap()[0]["fileName"], "a.txt");
    world.server.set_switches(|switches| {
        switches.platform_without_link = false;
        switches.direct_upload_refusal = NoDirectUpload::SdkFiles;
    });
    assert_eq!(world.get("/platform/content/dam").await.status(), 404);
    let named = world.post("jane", INITIATE, &form).await;
    let named: Value = named.json().await.unwrap();
    assert_eq!(
        named["files"][0],
        serde_json::json!({ "fileName": "a.txt" })
    );
    world
        .server
        .set_switches(|switches| switches.direct_upload_refusal = NoDirectUpload::S501);
    assert_eq!(world.post("jane", INITIATE, &form).await.status(), 501);
    world
        .server
        .set_switches(|switches| switches.direct_upload_refusal = NoDirectUpload::S404);
    assert_eq!(world.post("jane", INITIATE, &form).await.status(), 404);
}

#[tokio::test]
async fn the_cloud_says_that_it_has_it() {
    let world = World::cloud().await;
    let answer: Value = world
        .get("/platform/content/dam")
        .await
        .json()
        .await
        .unwrap();
    let create = &answer["_links"]["http://ns.adobe.com/adobecloud/rel/create"];
    assert_eq!(create["type"], "direct");
    assert_eq!(create["href"], "/content/dam.initiateUpload.json");
}

#[tokio::test]
async fn uploads_can_be_damaged_on_the_way() {
    let world = small_parts().await;
    world
        .server
        .set_switches(|switches| switches.damaged_upload_next = 1);
    assert_eq!(
        upload(&world, "new.txt", b"0123456789", &[]).await.status(),
        400
    );
    assert!(!world.server.exists(&at("Brand/new.txt")));
    world
        .server
        .set_switches(|switches| switches.garbled_upload_next = 1);
    assert_eq!(
        upload(&world, "new.txt", b"0123456789", &[]).await.status(),
        200
    );
    let stored = world.bytes("Brand/new.txt");
    assert_eq!(stored.len(), 10);
    assert_ne!(stored, b"0123456789");
    assert_eq!(
        upload(&world, "new.txt", b"0123456789", &[]).await.status(),
        200
    );
    assert_eq!(world.bytes("Brand/new.txt"), b"0123456789");
}

#[tokio::test]
async fn an_upload_goes_on_after_a_restart() {
    let switches = Switches {
        relative_upload_uris: true,
        min_part_size: 4,
        ..Switches::default()
    };
    let world = World::start(Personality::Cloud, switches.clone()).await;
    let offer = initiate(&world, "new.txt", 8).await;
    let put = |base: &url::Url, at: usize, body: &'static str| {
        let uri = offer["files"][0]["uploadURIs"][at].as_str().unwrap();
        world.client.put(base.join(uri).unwrap()).body(body).send()
    };
    assert_eq!(
        put(&world.server.url(), 0, "0123").await.unwrap().status(),
        201
    );
    world.server.stop().await;
    let storage = world.folder.path().join("dam");
    let config = damson_demo_server::DemoConfig {
        switches,
        ..damson_demo_server::DemoConfig::new(
            storage,
            Personality::Cloud,
            damson_demo_server::Sample::Small,
        )
    };
    let server = damson_demo_server::DemoServer::start(config).await.unwrap();
    assert_eq!(put(&server.url(), 1, "4567").await.unwrap().status(), 201);
    let token = offer["files"][0]["uploadToken"].as_str().unwrap();
    let form = [
        ("fileName", "new.txt"),
        ("fileSize", "8"),
        ("uploadToken", token),
    ];
    let complete = world.client.post(server.url().join(COMPLETE).unwrap());
    let complete = complete
        .bearer_auth(server.token("jane"))
        .form(&form)
        .send()
        .await
        .unwrap();
    assert_eq!(complete.status(), 200);
    assert_eq!(server.read(&at("Brand/new.txt")).unwrap(), b"01234567");
}
