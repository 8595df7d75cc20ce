//! The commands on the mock runtime, with the real configuration: who may call them and who not.
#![expect(clippy::unwrap_used, reason = "a test")]

use std::sync::Arc;

use damson_app::Dirs;
use damson_dev_bridge::{Bench, open_desk};
use serde_json::{Value, json};
use tauri::{
    App, Context, Manager as _, WebviewUrl, WebviewWindow, WebviewWindowBuilder, async_runtime,
    ipc::{CallbackFn, InvokeBody},
    test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder},
    webview::InvokeRequest,
};
use tempfile::TempDir;

struct World {
    app: App<MockRuntime>,
    _home: TempDir,
}

impl World {
    fn start() -> Self {
        let home = tempfile::tempdir().unwrap();
        let bench = Arc::new(Bench::default());
        let dirs = Dirs::below(home.path());
        let desk = async_runtime::block_on(open_desk(dirs, bench)).unwrap();
        let context: Context<MockRuntime> = tauri::generate_context!();
        let app = damson_desktop::with_commands(mock_builder())
            .build(context)
            .unwrap();
        app.manage(desk);
        Self { app, _home: home }
    }

    fn window(&self, label: &str, url: &str) -> WebviewWindow<MockRuntime> {
        let url = if url.is_empty() {
            WebviewUrl::App("index.html".into())
        } else {
            WebviewUrl::External(url.parse().unwrap())
        };
        WebviewWindowBuilder::new(&self.app, label, url)
            .build()
            .unwrap()
    }
}

fn call(
    window: &WebviewWindow<MockRuntime>,
    from: &str,
    cmd: &str,
    body: Value,
) -> Result<Value, Value> {
    let request = InvokeRequest {
        cmd: cmd.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: from.parse().unwrap(),
        body: InvokeBody::Json(body),
        headers: tauri::http::HeaderMap::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    get_ipc_response(window, request).map(|body| body.deserialize().unwrap())
}

const OURS: &str = if cfg!(windows) {
    "http://tauri.localhost"
} else {
    "tauri://localhost"
};

#[test]
fn the_main_window_reaches_the_application() {
    let world = World::start();
    let main = world.window("main", "");
    let system = call(&main, OURS, "system", json!({})).unwrap();
    assert_eq!(system["dev"], false);
    let snapshot = call(&main, OURS, "snapshot", json!({})).unwrap();
    assert_eq!(snapshot["connections"], json!([]));
    let intent = json!({"intent": "connections"});
    let reply = call(&main, OURS, "send", json!({ "intent": intent })).unwrap();
    assert_eq!(reply, json!({"reply": "connections", "value": []}));
    let refused = json!({"intent": "use", "connection": "nowhere"});
    let error = call(&main, OURS, "send", json!({ "intent": refused })).unwrap_err();
    assert_eq!(error["code"], "unknown-connection");
    let preferences = call(&main, OURS, "preferences", json!({})).unwrap();
    let kept = call(
        &main,
        OURS,
        "set_preferences",
        json!({ "preferences": preferences }),
    );
    assert_eq!(kept.unwrap()["theme"], "system");
    let link = call(
        &main,
        OURS,
        "preview_link",
        json!({"url": "damson://delete?asset=/a"}),
    );
    assert_eq!(link.unwrap_err()["code"], "bad-address");
}

#[test]
fn the_login_window_can_call_nothing() {
    let world = World::start();
    let main = world.window("main", "");
    let login = world.window("login", "https://dam.example.com/login");
    let build = include_str!("../build.rs");
    let commands = build
        .split("const COMMANDS")
        .nth(1)
        .unwrap()
        .split("];")
        .next()
        .unwrap();
    let commands: Vec<&str> = commands.split('"').skip(1).step_by(2).collect();
    assert!(commands.contains(&"send"));
    for command in commands
        .iter()
        .chain(&["plugin:event|listen", "plugin:opener|open_path"])
    {
        for from in [OURS, "https://dam.example.com/login"] {
            let refused = call(&login, from, command, json!({})).unwrap_err();
            assert!(
                refused.to_string().contains("not allowed"),
                "{command} from {from}: {refused}"
            );
        }
        // A page of a server that came into the main window could call nothing either.
        let refused = call(&main, "https://dam.example.com/x", command, json!({})).unwrap_err();
        assert!(
            refused.to_string().contains("not allowed"),
            "{command}: {refused}"
        );
    }
}
