//! Builds the window's page, then what Tauri wants of it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

/// Every command of the window; a capability names those that a window may call.
const COMMANDS: &[&str] = &[
    "cancel_login_window",
    "check_update",
    "copied_files",
    "copy_files",
    "copy_text",
    "drag_out",
    "export",
    "install_update",
    "licences",
    "link_to",
    "links",
    "log",
    "login_window",
    "open_with",
    "pick_application",
    "pick_files",
    "pick_folder",
    "preferences",
    "preview_link",
    "quit",
    "send",
    "set_preferences",
    "set_words",
    "show_file",
    "snapshot",
    "start_demo",
    "support_bundle",
    "system",
];

/// `prebuilt` takes `ui/dist` as it is, and an empty page where there is none: for lints, and for
/// machines without Node.
const VARIABLE: &str = "DAMSON_UI";

const PLACEHOLDER: &str = "<!doctype html><meta charset=\"utf-8\"><title>Damson</title>\
    <p>The window's page was not built: run <code>npm ci && npm run build</code> in ui/.</p>";

fn main() {
    let ui = Path::new("../ui");
    println!("cargo::rerun-if-env-changed={VARIABLE}");
    for source in [
        "src",
        "index.html",
        "package-lock.json",
        "vite.config.ts",
        "public",
        // What the page shares with the terminal.
        "../words",
    ] {
        let source = ui.join(source);
        if source.exists() {
            println!("cargo::rerun-if-changed={}", source.display());
        }
    }
    let is_prebuilt = env::var(VARIABLE).is_ok_and(|value| value == "prebuilt");
    if !is_prebuilt {
        build(ui);
    }
    let page = ui.join("dist/index.html");
    if !page.exists() {
        assert!(is_prebuilt, "{} was not built", page.display());
        fs::create_dir_all(ui.join("dist")).expect("ui/dist can be made");
        fs::write(&page, PLACEHOLDER).expect("ui/dist can be written");
    }
    println!(
        "cargo::rustc-env=DAMSON_COMMIT={}",
        commit().unwrap_or_default()
    );
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))
        .expect("the configuration of the window is right");
}

fn build(ui: &Path) {
    let installed = ui.join("node_modules/.package-lock.json");
    let lock = ui.join("package-lock.json");
    if changed(&installed) < changed(&lock) {
        npm(ui, &["ci", "--no-audit", "--no-fund"]);
    }
    npm(ui, &["run", "build"]);
}

fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|file| file.modified()).ok()
}

fn npm(ui: &Path, arguments: &[&str]) {
    // On Windows npm is a script, which only the shell finds.
    let mut command = if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", "npm"]);
        command
    } else {
        Command::new("npm")
    };
    let output = command.current_dir(ui).args(arguments).output();
    let output = output.unwrap_or_else(|error| {
        panic!("npm can't be started ({error}): install Node 20.19 or later, or set {VARIABLE}=prebuilt")
    });
    assert!(
        output.status.success(),
        "npm {} failed:\n{}{}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The commit that is built, where it is built from one.
fn commit() -> Option<String> {
    let head: PathBuf = ["..", ".git", "HEAD"].iter().collect();
    if head.exists() {
        println!("cargo::rerun-if-changed={}", head.display());
    }
    let output = Command::new("git")
        .args(["rev-parse", "--short", "HEAD"])
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
