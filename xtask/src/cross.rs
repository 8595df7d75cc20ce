//! Windows and macOS, from a machine that is neither.

use std::{collections::BTreeMap, fs, path::PathBuf, process::Command};

use anyhow::{Context, Result, bail};

use crate::run::{cargo, has, root, step};

const WINDOWS: &str = "x86_64-pc-windows-gnu";
const MACOS: &str = "aarch64-apple-darwin";

/// What is built for Windows: everything of ours that a person's computer runs, and the tests of what
/// meets the system. The core, the port and the connectors know none: theirs run on one system.
const BUILT: [&str; 5] = [
    "damson-engine",
    "damson-app",
    "damson",
    "damson-tests",
    "damson-desktop",
];

/// What is not run as a Windows program. The scenarios run in memory there: those over HTTP, and
/// against servers that are no Windows programs, are for the system that has the servers. How many
/// requests something takes is the same everywhere.
const NOT_RUN: &str = "not (binary(=over_http) | binary(=webdav) | binary(=tidy) | binary(=crashes) \
    | binary(=budget) | package(=damson-desktop))";

/// Lints the workspace for both systems, and runs the tests as Windows programs.
pub(crate) fn cross() -> Result<()> {
    let environment = set_up()?;
    for target in [WINDOWS, MACOS] {
        step(
            &format!("lints for {target}"),
            with(&environment, cargo())
                .args([
                    "clippy",
                    "--quiet",
                    "--workspace",
                    "--all-targets",
                    "--all-features",
                ])
                .args(["--target", target, "--", "-D", "warnings"])
                .env("DAMSON_UI", "prebuilt"),
        )?;
    }
    // The window is only built; in one build with the tests, nothing is compiled twice.
    step(
        "programs and tests for Windows",
        built_for_windows(&environment, "build").args(["--quiet", "--bins", "--tests"]),
    )?;
    let runner = "CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER";
    if !cfg!(windows) && !environment.contains_key(runner) && std::env::var_os(runner).is_none() {
        bail!("there is no Wine here to run Windows programs with: set {runner}");
    }
    let nextest = has("cargo", &["nextest", "--version"]);
    let mut tests = built_for_windows(&environment, if nextest { "nextest" } else { "test" });
    if nextest {
        // Wine now and then fails to start a program at all.
        tests.args(["--retries", "2", "-E", NOT_RUN]);
    }
    tests.arg("--no-fail-fast");
    let result = step("tests as Windows programs", &mut tests);
    stop_wine(&environment);
    result
}

/// A command of cargo on everything that is built for Windows.
fn built_for_windows(environment: &BTreeMap<String, String>, what: &str) -> Command {
    let mut command = with(environment, cargo());
    command.arg(what);
    if what == "nextest" {
        command.arg("run");
    }
    command.args(["--target", WINDOWS, "--all-features"]);
    for package in BUILT {
        command.args(["-p", package]);
    }
    command.env("DAMSON_UI", "prebuilt");
    command
}

/// Makes the targets usable and returns the environment they need.
fn set_up() -> Result<BTreeMap<String, String>> {
    let script = root().join("../shared/tools/cross-setup.sh");
    if !script.exists() {
        step(
            "targets",
            Command::new("rustup").args(["target", "add", WINDOWS, MACOS]),
        )?;
        return Ok(BTreeMap::new());
    }
    let folder = folder()?;
    fs::create_dir_all(&folder)?;
    step(
        "targets",
        Command::new("bash").arg(&script).env("CROSS_DIR", &folder),
    )?;
    read_environment(&folder.join("env"))
}

/// Where the tools for other systems are kept between runs.
fn folder() -> Result<PathBuf> {
    if let Some(folder) = std::env::var_os("CROSS_DIR") {
        return Ok(PathBuf::from(folder));
    }
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")))
        .context("neither CROSS_DIR nor HOME is set")?;
    Ok(cache.join("damson/cross"))
}

/// Asks a shell what the file of `export` lines sets.
fn read_environment(file: &std::path::Path) -> Result<BTreeMap<String, String>> {
    let output = Command::new("bash")
        .args(["-c", ". \"$1\" && env", "bash"])
        .arg(file)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .output()
        .context("reading the environment of the other systems")?;
    if !output.status.success() {
        bail!("{} can't be read", file.display());
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let own = ["PATH", "PWD", "SHLVL", "_"];
    Ok(text
        .lines()
        .filter_map(|line| line.split_once('='))
        .filter(|(name, _)| !own.contains(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect())
}

fn with(environment: &BTreeMap<String, String>, mut command: Command) -> Command {
    command.envs(environment);
    command
}

/// Wine's server outlives the tests, and would keep a CI run from ending.
fn stop_wine(environment: &BTreeMap<String, String>) {
    let server = "/usr/lib/wine/wineserver64";
    if std::path::Path::new(server).exists() {
        // Nothing to stop is fine.
        let _ = with(environment, Command::new(server)).arg("-k").status();
    }
}
