//! All the checks.

use std::{fs, process::Command};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::run::{cargo, command, ensure_tool, has, root, step};

#[derive(Args)]
pub(crate) struct TestArgs {
    /// Only these checks
    #[arg(value_parser = ["fmt", "clippy", "deny", "unused", "tests", "doc-tests", "docs", "rustdoc", "page", "browser", "window", "simulation"])]
    only: Vec<String>,
}

/// Runs every check, or those that are named.
pub(crate) fn test(args: &TestArgs) -> Result<()> {
    let wanted = |name: &str| args.only.is_empty() || args.only.iter().any(|only| only == name);
    if wanted("fmt") {
        step("formatting", cargo().args(["fmt", "--all", "--check"]))?;
    }
    if wanted("clippy") {
        step(
            "lints",
            cargo()
                .args([
                    "clippy",
                    "--quiet",
                    "--workspace",
                    "--all-targets",
                    "--all-features",
                ])
                .args(["--", "-D", "warnings"]),
        )?;
    }
    if wanted("deny") {
        ensure_tool("cargo-deny", &["deny", "--version"])?;
        // Advisories are fetched from a database of their own, which hosted CI asks and a machine
        // without a network can't.
        step(
            "licences, bans, sources",
            cargo().args(["deny", "check", "licenses", "bans", "sources"]),
        )?;
    }
    if wanted("unused") {
        ensure_tool("cargo-machete", &["machete", "--version"])?;
        step(
            "dependencies that nothing uses",
            cargo()
                .args(["machete", "crates", "src-tauri", "tests", "xtask"])
                // By this it tells whether cargo called it.
                .env_remove("CARGO_PKG_NAME"),
        )?;
    }
    if wanted("docs") {
        check_docs()?;
    }
    if wanted("rustdoc") {
        step("pages of the code", &mut rustdoc())?;
    }
    if wanted("page") {
        crate::window::page_tests()?;
    }
    if wanted("browser") {
        crate::window::browser_tests()?;
    }
    if wanted("window") {
        crate::window::tests(&crate::window::WindowTestsArgs::default())?;
    }
    if wanted("doc-tests") {
        step(
            "doc tests",
            cargo().args(["test", "--quiet", "--workspace", "--all-features", "--doc"]),
        )?;
    }
    if wanted("simulation") {
        crate::simulate::test()?;
    }
    if wanted("tests") {
        tests()?;
    }
    Ok(())
}

/// Unit, property, scenario and end-to-end tests; last, so that its summary closes the output.
fn tests() -> Result<()> {
    let mut run = cargo();
    if servers()? {
        run.env(REQUIRE_SERVERS, "1");
    }
    if has("cargo", &["nextest", "--version"]) {
        run.args(["nextest", "run", "--workspace", "--all-features"]);
    } else {
        run.args(["test", "--workspace", "--all-features"]);
    }
    // It has a step and a profile of its own.
    run.args(["--exclude", "damson-simulation"]);
    step("tests", run.arg("--no-fail-fast"))
}

/// Makes a real server that is missing a failure of the tests that need it.
const REQUIRE_SERVERS: &str = "DAMSON_REQUIRE_SERVERS";

/// Whether the WebDAV servers that the connector is tried against are here. They are installed
/// where that is possible without a question; where they are required, that has to work.
fn servers() -> Result<bool> {
    let required = std::env::var_os(REQUIRE_SERVERS).is_some_and(|value| value == "1");
    if !cfg!(unix) {
        return Ok(required);
    }
    let installed = step(
        "real WebDAV servers",
        command("sh").arg("tests/servers/install.sh"),
    );
    match installed {
        Ok(()) => Ok(true),
        Err(error) if required => Err(error),
        Err(error) => {
            println!("   {error}: tests that need one say so and pass");
            Ok(false)
        }
    }
}

/// The pages of every item, private ones too: their links lead somewhere.
fn rustdoc() -> Command {
    let mut doc = cargo();
    doc.args([
        "doc",
        "--quiet",
        "--no-deps",
        "--workspace",
        "--all-features",
    ])
    .arg("--document-private-items")
    .env("RUSTDOCFLAGS", "-D warnings");
    doc
}

const ERRORS: &str = "docs/errors.md";

/// Writes the pages that are made from the code.
pub(crate) fn write_docs() -> Result<()> {
    fs::write(root().join(ERRORS), error_page()?).context("writing docs/errors.md")
}

/// Writes the TypeScript types of everything that crosses to the window.
pub(crate) fn write_types() -> Result<()> {
    let mut write = cargo();
    write
        .args(["test", "--quiet", "-p", "damson-desk", "--features", "ts"])
        .args(["--test", "bindings"])
        .env("DAMSON_WRITE_TYPES", "1");
    step("types", &mut write)
}

fn check_docs() -> Result<()> {
    println!("── pages made from the code");
    let path = root().join(ERRORS);
    let on_disk = fs::read_to_string(&path).with_context(|| format!("reading {ERRORS}"))?;
    if on_disk.replace("\r\n", "\n") != error_page()? {
        bail!("{ERRORS} is not what the code says: run `cargo xtask docs`");
    }
    Ok(())
}

fn error_page() -> Result<String> {
    let folder = crate::run::build(&["damson"], false)?;
    let output = command(folder.join("damson"))
        .args(["errors", "--markdown"])
        .output()?;
    if !output.status.success() {
        bail!(
            "damson errors failed: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(String::from_utf8(output.stdout)?)
}
