//! What the window may do is what it needs, and nothing else.
#![expect(clippy::unwrap_used, reason = "a test")]

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;

fn text(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

fn json(file: &str) -> Value {
    serde_json::from_str(&text(file)).unwrap()
}

#[test]
fn the_page_runs_its_own_scripts_and_loads_nothing_from_elsewhere() {
    let policy = json("tauri.conf.json")["app"]["security"]["csp"].clone();
    let policy = policy.as_str().unwrap();
    let mut directives = BTreeSet::new();
    for directive in policy.split(';') {
        let mut words = directive.split_whitespace();
        let name = words.next().unwrap();
        assert!(directives.insert(name), "{name} is there twice");
        for source in words {
            let is_own = ["'none'", "'self'", "ipc:", "http://ipc.localhost"].contains(&source);
            let is_picture = name == "img-src" && ["blob:", "data:"].contains(&source);
            assert!(is_own || is_picture, "{name} allows {source}");
        }
    }
    for name in [
        "default-src",
        "script-src",
        "style-src",
        "img-src",
        "connect-src",
        "base-uri",
        "form-action",
    ] {
        assert!(directives.contains(name), "{name} is missing");
    }
    assert!(policy.contains("default-src 'none'"));
}

#[test]
fn the_configuration_opens_no_door() {
    let configuration = json("tauri.conf.json");
    let app = &configuration["app"];
    assert!(app["withGlobalTauri"].is_null());
    assert_eq!(
        app["windows"],
        serde_json::json!([]),
        "windows are made in code"
    );
    let security = &app["security"];
    assert_eq!(security["freezePrototype"], true);
    assert!(security["dangerousDisableAssetCspModification"].is_null());
    assert!(security["assetProtocol"].is_null());
    assert_eq!(security["capabilities"], serde_json::json!(["main"]));
    // AEM's scheme is taken only when the person wants it.
    let links = &configuration["plugins"]["deep-link"]["desktop"]["schemes"];
    assert_eq!(*links, serde_json::json!(["damson"]));
    assert!(text("linux/damson.desktop").contains("Exec={{exec}} %u"));
}

#[test]
fn one_capability_names_every_command_and_no_more() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("capabilities");
    let files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert_eq!(files, ["main.json"]);
    let capability = json("capabilities/main.json");
    assert_eq!(capability["windows"], serde_json::json!(["main"]));
    assert!(
        capability["remote"].is_null(),
        "pages of servers can call something"
    );
    assert!(capability["webviews"].is_null());
    let allowed: BTreeSet<String> = capability["permissions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect();
    assert!(
        allowed
            .iter()
            .all(|name| !name.contains('*') && !name.ends_with(":default"))
    );
    let build = text("build.rs");
    let commands = build
        .split("const COMMANDS")
        .nth(1)
        .unwrap()
        .split("];")
        .next()
        .unwrap();
    let mut expected: BTreeSet<String> = commands
        .split('"')
        .skip(1)
        .step_by(2)
        .map(|command| format!("allow-{}", command.replace('_', "-")))
        .collect();
    assert!(expected.len() > 20);
    // Zoom by Ctrl with +, - and 0, Ctrl+W and F11.
    let of_tauri = [
        "core:event:allow-listen",
        "core:event:allow-unlisten",
        "core:webview:allow-set-webview-zoom",
        "core:window:allow-close",
        "core:window:allow-is-fullscreen",
        "core:window:allow-set-fullscreen",
    ];
    expected.extend(of_tauri.map(str::to_owned));
    assert_eq!(allowed, expected);
}

#[test]
fn commands_are_short() {
    for body in text("src/commands.rs").split("#[tauri::command]").skip(1) {
        let body = body.split_once('{').unwrap().1;
        let statements = body.matches(';').count();
        assert!(statements <= 1, "a command decides something: {body}");
    }
}
