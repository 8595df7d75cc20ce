//! The window: its real-window tests, its browser tests, its pictures.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, bail};
use clap::Args;

use crate::run::{build, command, has, root, step, step_or_again, target_dir};

#[derive(Args, Default)]
pub(crate) struct WindowTestsArgs {
    /// Save screenshots of the steps into this folder
    #[arg(long)]
    shots: Option<PathBuf>,
    /// Only the tests of this name
    #[arg(long)]
    only: Option<String>,
}

#[derive(Args)]
pub(crate) struct TourArgs {
    /// Where the pictures go
    #[arg(default_value = "target/tour")]
    folder: PathBuf,
    /// `light`, `dark`; `en`, `de`, `fr`, `ja`; a size such as `800x560`; all of them if none is named
    looks: Vec<String>,
}

/// What Debian calls what the window is built and tested with.
pub(crate) const PACKAGES: &str = "libwebkit2gtk-4.1-dev libayatana-appindicator3-dev \
     webkit2gtk-driver xvfb xauth xdotool dbus dbus-x11 desktop-file-utils fonts-dejavu-core chromium";

/// Whether a window can be shown here.
pub(crate) fn has_display() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Builds the window and opens it on the demo DAM; what it kept goes when it ends.
pub(crate) fn demo() -> Result<()> {
    needs_webkit()?;
    let folder = build(&["damson-desktop"], false)?;
    let home = tempfile::Builder::new().prefix("damson-demo-").tempdir()?;
    println!(
        "The window opens on a demo DAM. Everything it keeps is in {}",
        home.path().display()
    );
    let mut window = command(folder.join("damson-desktop"));
    window
        .arg("--demo")
        .env("DAMSON_HOME", home.path())
        .env("DAMSON_KEYCHAIN", "none");
    step("window", &mut window)
}

/// The real window on a screen of its own, driven by WebKitWebDriver.
pub(crate) fn tests(args: &WindowTestsArgs) -> Result<()> {
    if !cfg!(target_os = "linux") {
        println!("── real-window tests: they need WebKitWebDriver, which is there on Linux");
        return Ok(());
    }
    needs_webkit()?;
    for tool in [
        "WebKitWebDriver",
        "xvfb-run",
        "xdotool",
        "dbus-run-session",
        "node",
    ] {
        if !has(tool, &["--help"]) {
            bail!("{tool} is missing: apt-get install {PACKAGES}");
        }
    }
    let folder = build(&["damson-desktop", "damson-demo-server"], false)?;
    for test in [
        "mouse",
        "pointer",
        "transfers",
        "keyboard",
        "links",
        "login",
        "drag",
        "notices",
        "start",
        "closing",
    ] {
        let mut tests = command("xvfb-run");
        tests
            .args(["-a", "-s", "-screen 0 1400x900x24 -nolisten tcp"])
            .args(["dbus-run-session", "--", "node", "--test"])
            .args(["--test-reporter=spec", "--test-concurrency=1"])
            .env("DAMSON_BUILT", &folder);
        if let Some(only) = &args.only {
            tests.arg(format!("--test-name-pattern={only}"));
        }
        if let Some(shots) = &args.shots {
            tests.env("DAMSON_SHOTS", root().join(shots));
        }
        tests.arg(format!("tests/window/{test}.test.mjs"));
        step_or_again(&format!("real-window tests: {test}"), &mut tests)?;
    }
    Ok(())
}

/// A large folder in the real window: prints what a person waits for, and memory.
pub(crate) fn measure(programs: Option<&Path>, assets: u32) -> Result<()> {
    needs_webkit()?;
    let folder = match programs {
        Some(programs) => programs.to_owned(),
        None => build(&["damson-desktop", "damson-demo-server"], true)?,
    };
    let mut measure = command("xvfb-run");
    measure
        .args(["-a", "-s", "-screen 0 1400x900x24 -nolisten tcp"])
        .args(["dbus-run-session", "--", "node"])
        .arg("tests/window/large.measure.mjs")
        .arg(assets.to_string())
        .env("DAMSON_BUILT", &folder);
    step("a large folder in the window", &mut measure)
}

/// The page in Chromium over the development bridge: behaviour, and access for everybody.
pub(crate) fn browser_tests() -> Result<()> {
    prepare_browser()?;
    for test in browser_test_files()? {
        let mut tests = command("node");
        tests.args(["--test", "--test-concurrency=1"]).arg(&test);
        let name = test.file_name().unwrap_or_default().to_string_lossy();
        step_or_again(
            &format!("browser tests: {name}"),
            tests.env("DAMSON_BRIDGE", bridge()),
        )?;
    }
    Ok(())
}

fn browser_test_files() -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(root().join("tests/browser"))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Pictures of every screen and dialog, in both sizes, themes and languages.
pub(crate) fn tour(args: &TourArgs) -> Result<()> {
    prepare_browser()?;
    let mut tour = command("node");
    tour.arg("tests/browser/tour.mjs")
        .arg(root().join(&args.folder))
        .args(&args.looks);
    step("tour", tour.env("DAMSON_BRIDGE", bridge()))
}

/// Types, units and format of the page itself.
pub(crate) fn page_tests() -> Result<()> {
    install(Path::new("ui"))?;
    step(
        "the page: types",
        npm().args(["run", "check", "--prefix", "ui"]),
    )?;
    step("the page: tests", npm().args(["test", "--prefix", "ui"]))
}

fn prepare_browser() -> Result<()> {
    install(Path::new("ui"))?;
    step("the page", npm().args(["run", "build", "--prefix", "ui"]))?;
    build(&["damson-dev-bridge"], false)?;
    install(Path::new("tests/browser"))
}

fn bridge() -> PathBuf {
    target_dir().join("debug").join("damson-dev-bridge")
}

/// The packages of a folder, as its lock file says, where they are not there yet.
fn install(folder: &Path) -> Result<()> {
    let changed = |file: PathBuf| file.metadata().and_then(|file| file.modified()).ok();
    let lock = changed(root().join(folder).join("package-lock.json"));
    let there = changed(root().join(folder).join("node_modules/.package-lock.json"));
    if there >= lock {
        return Ok(());
    }
    let mut install = npm();
    install.args(["ci", "--no-audit", "--no-fund", "--prefix"]);
    step(
        &format!("packages of {}", folder.display()),
        install.arg(folder),
    )
}

fn npm() -> Command {
    command(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

fn needs_webkit() -> Result<()> {
    if cfg!(target_os = "linux") && !has("pkg-config", &["--exists", "webkit2gtk-4.1"]) {
        bail!("the window needs the system's WebKit: apt-get install {PACKAGES}");
    }
    Ok(())
}

/// An installer for this system, with the bundler that `src-tauri/package.json` names.
pub(crate) fn bundle(formats: &[String]) -> Result<()> {
    needs_webkit()?;
    // The bundler wants the page before it lets the window be built, which would make it too.
    install(Path::new("ui"))?;
    step("the page", npm().args(["run", "build", "--prefix", "ui"]))?;
    install(Path::new("src-tauri"))?;
    let mut bundle = command("npx");
    bundle.current_dir(root().join("src-tauri"));
    bundle.args(["tauri", "build", "--ci"]);
    if !formats.is_empty() {
        bundle.arg("--bundles").arg(formats.join(","));
    }
    step("bundle", &mut bundle)
}
