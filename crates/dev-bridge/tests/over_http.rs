//! The bridge over HTTP: the demo DAM, calls, events, and who is refused.
#![expect(clippy::unwrap_used, reason = "a test")]

use std::sync::Arc;

use damson_app::Dirs;
use damson_dev_bridge::{Bench, Bridge, open_desk};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tempfile::TempDir;

struct World {
    bridge: Bridge,
    client: Client,
    home: TempDir,
}

impl World {
    async fn start() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let home = tempfile::tempdir().unwrap();
        let ui = home.path().join("ui");
        std::fs::create_dir_all(&ui).unwrap();
        std::fs::write(ui.join("index.html"), "<p>the page").unwrap();
        let bench = Arc::new(Bench::default());
        let desk = open_desk(Dirs::below(home.path()), bench.clone())
            .await
            .unwrap();
        let listen = ([127, 0, 0, 1], 0).into();
        let bridge = Bridge::start(desk, bench, ui, listen).await.unwrap();
        Self {
            bridge,
            client: Client::new(),
            home,
        }
    }

    fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.bridge.address)
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let request = self.client.post(self.at(path)).json(&body);
        let answer = request
            .header("x-damson-token", &self.bridge.token)
            .send()
            .await
            .unwrap();
        answer.json().await.unwrap_or_default()
    }

    async fn get(&self, path: &str) -> Value {
        let request = self.client.get(self.at(path));
        let answer = request
            .header("x-damson-token", &self.bridge.token)
            .send()
            .await
            .unwrap();
        answer.json().await.unwrap()
    }

    async fn status(&self, request: reqwest::RequestBuilder) -> StatusCode {
        request.send().await.unwrap().status()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_dam_is_browsed_and_edited_through_the_bridge() {
    let world = World::start().await;
    let connected = world.post("/ipc/start_demo", json!({})).await;
    assert_eq!(
        connected["ok"]["connection"]["name"], "Demo DAM",
        "{connected}"
    );
    assert_eq!(connected["ok"]["notice"], Value::Null);
    let again = world.post("/ipc/start_demo", json!({})).await;
    assert_eq!(again["ok"]["connection"]["name"], "Demo DAM", "{again}");

    let send = |intent: Value| world.post("/ipc/send", json!({ "intent": intent }));
    let folder = "/Campaigns/Autumn/Key visual";
    let refreshed = send(json!({"intent": "refresh", "folder": folder})).await;
    assert_eq!(refreshed["ok"]["reply"], "done", "{refreshed}");
    let scope = json!({"of": "folder", "path": folder});
    let query = json!({"scope": scope, "order": "name", "limit": 100});
    let rows = send(json!({"intent": "rows", "query": query})).await;
    let rows = rows["ok"]["value"]["rows"].as_array().unwrap().clone();
    let asset = rows
        .iter()
        .find(|row| row["name"] == "autumn-fruit.psd")
        .unwrap();
    assert_eq!(asset["status"], "cloud-only");

    let path = asset["path"].as_str().unwrap();
    let edit = json!({"intent": "act", "action": "edit", "path": path});
    let edited = send(edit).await;
    assert!(edited["ok"].is_object(), "{edited}");
    let file = asset["file"].as_str().unwrap();
    assert!(std::fs::metadata(file).unwrap().len() > 0);
    // The opener runs beside: it has written when its line is whole.
    let opened = loop {
        let opened = world.get("/test/opened").await;
        if opened != json!([]) {
            break opened;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(opened, json!([file]));

    let paths = json!({"connection": null, "paths": [path]});
    let dragged = world.post("/ipc/drag_out", paths.clone()).await;
    assert_eq!(dragged["ok"], json!([file]));
    let link = world.post("/ipc/link_to", paths).await;
    let preview = world
        .post("/ipc/preview_link", json!({"url": link["ok"]}))
        .await;
    assert_eq!(preview["ok"]["connection"], "Demo DAM", "{preview}");
    assert_eq!(preview["ok"]["paths"], json!([path]));

    // The counts follow the reply.
    loop {
        let snapshot = world.post("/ipc/snapshot", json!({})).await;
        if snapshot["ok"]["sessions"][0]["counts"]["mine"] == 1 {
            break;
        }
        tokio::task::yield_now().await;
    }
    let quit = world.post("/ipc/quit", json!({"anyway": false})).await;
    assert_eq!(quit["ok"]["checked_out"], 1, "{quit}");
    let bundle = world.post("/ipc/support_bundle", json!({})).await;
    let bundle = bundle["ok"].as_str().unwrap().to_owned();
    let shown = world.post("/ipc/show_file", json!({"file": bundle})).await;
    assert_eq!(shown["ok"], Value::Null, "{shown}");
    let elsewhere = world
        .post("/ipc/show_file", json!({"file": "/etc/passwd"}))
        .await;
    assert_eq!(elsewhere["error"]["code"], "outside");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_logs_in_on_the_servers_page() {
    let world = World::start().await;
    world.post("/ipc/start_demo", json!({})).await;
    let demo = world.get("/test/demo").await;
    let url = demo["url"]
        .as_str()
        .unwrap()
        .trim_end_matches('/')
        .to_owned();
    let form = [
        ("j_username", "omar"),
        ("j_password", "omar"),
        ("j_validate", "true"),
    ];
    let check = format!("{url}/libs/granite/core/content/login.html/j_security_check");
    let answer = world.client.post(check).form(&form).send().await.unwrap();
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();

    let connect = json!({"url": url, "name": "omar's", "remember": false,
        "allow_plain_http": true, "cache_folder": null});
    let login = world.post("/ipc/login_window", json!({"connect": connect}));
    let person = async {
        while world.get("/test/logins").await == json!([]) {
            tokio::task::yield_now().await;
        }
        let before = json!([{"name": "visitor", "value": "1"}]);
        world
            .post("/test/cookies", json!({"cookies": before}))
            .await;
        let after = json!([{"name": name, "value": value}]);
        world.post("/test/cookies", json!({"cookies": after})).await;
    };
    let (connected, ()) = tokio::join!(login, person);
    assert_eq!(connected["ok"]["connection"]["user"], "omar", "{connected}");
    assert_eq!(connected["ok"]["connection"]["login"], "browser");
}

#[tokio::test]
async fn events_begin_with_the_snapshot() {
    let world = World::start().await;
    let url = world.at(&format!("/ipc/events?token={}", world.bridge.token));
    let mut answer = world.client.get(url).send().await.unwrap();
    let mut text = String::new();
    while !text.contains("\n\n") {
        text.push_str(std::str::from_utf8(&answer.chunk().await.unwrap().unwrap()).unwrap());
    }
    assert!(
        text.starts_with(
            "event: snapshot
"
        ),
        "{text}"
    );
    let link = json!({"url": "damson://edit?asset=%2Fa.psd"});
    world.post("/test/link", link).await;
    while !text.contains("event: link") {
        text.push_str(std::str::from_utf8(&answer.chunk().await.unwrap().unwrap()).unwrap());
    }
}

#[tokio::test]
async fn who_has_no_token_gets_the_page_and_nothing_else() {
    let world = World::start().await;
    let client = &world.client;
    let page = client.get(world.at("/")).send().await.unwrap();
    let policy = page.headers()["content-security-policy"].to_str().unwrap();
    assert!(
        policy.contains("script-src 'self'") && !policy.contains("unsafe"),
        "{policy}"
    );
    assert_eq!(page.text().await.unwrap(), "<p>the page");
    let calls = [
        client.post(world.at("/ipc/snapshot")),
        client.get(world.at("/ipc/events?token=wrong")),
        client.post(world.at("/test/pick")),
        client.get(world.at("/test/tray")),
    ];
    for call in calls {
        assert_eq!(world.status(call).await, StatusCode::FORBIDDEN);
    }
    let elsewhere = client
        .post(world.at("/ipc/snapshot"))
        .header("host", "evil.example:80")
        .header("x-damson-token", &world.bridge.token);
    assert_eq!(world.status(elsewhere).await, StatusCode::FORBIDDEN);
    std::fs::write(world.home.path().join("secret"), "x").unwrap();
    let out = client.get(world.at("/%2e%2e/secret"));
    assert_eq!(world.status(out).await, StatusCode::NOT_FOUND);
}
