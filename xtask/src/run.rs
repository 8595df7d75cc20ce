//! Running other programs, and saying so.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail};

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent()
        .expect("xtask lies in the workspace")
        .to_path_buf()
}

/// A command that runs at the root of the workspace.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that runs this task.
pub(crate) fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs one named step, shows its output, and fails with its name.
pub(crate) fn step(name: &str, command: &mut Command) -> Result<()> {
    println!("── {name}");
    let start = Instant::now();
    let status = command.status().with_context(|| {
        format!(
            "{name}: {} can't be started",
            command.get_program().display()
        )
    })?;
    let took = start.elapsed().as_secs_f64();
    if !status.success() {
        bail!("{name} failed ({status}, {took:.0} s)");
    }
    println!("   {name}: {took:.0} s");
    Ok(())
}

/// As [`step`], and once more when it failed: for tests that drive a whole desktop in real time. Says
/// so where the second time passed; that is still a defect of the test or of the app.
pub(crate) fn step_or_again(name: &str, command: &mut Command) -> Result<()> {
    let Err(first) = step(name, command) else {
        return Ok(());
    };
    println!("── {first}; once more");
    step(name, command)?;
    println!("   FLAKY: {name} passed the second time only");
    Ok(())
}

/// Whether a program answers to `--version`.
pub(crate) fn has(program: &str, arguments: &[&str]) -> bool {
    command(program)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Installs a cargo tool that is missing.
pub(crate) fn ensure_tool(name: &str, probe: &[&str]) -> Result<()> {
    if has("cargo", probe) {
        return Ok(());
    }
    step(
        &format!("install {name} (once)"),
        // Its own target folder: the workspace's build must not wait for it or be disturbed.
        cargo()
            .args(["install", "--locked", name])
            .env_remove("CARGO_TARGET_DIR"),
    )
}

/// Where cargo puts what it builds.
pub(crate) fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Set to `workspace`, every step asks for the same build: whoever runs them all compiles each package
/// once, instead of once for each set of features that a choice of packages makes.
const BUILD: &str = "DAMSON_BUILD";

/// Builds binaries of the workspace and returns the folder they are in.
pub(crate) fn build(packages: &[&str], release: bool) -> Result<PathBuf> {
    let mut build = cargo();
    build.args(["build", "--quiet"]);
    if !release && std::env::var_os(BUILD).is_some_and(|value| value == "workspace") {
        build.args(["--workspace", "--all-features", "--bins", "--tests"]);
    } else {
        build.arg("--bins");
        for package in packages {
            build.args(["-p", package]);
        }
    }
    if release {
        build.arg("--release");
    }
    step("build", &mut build)?;
    Ok(target_dir().join(if release { "release" } else { "debug" }))
}
