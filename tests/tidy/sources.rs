//! What every source file has to keep to.

use std::{
    fs,
    path::{Path, PathBuf},
};

use walkdir::WalkDir;

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

/// Every file of ours with one of these endings, as a path from the root with `/` and its text.
pub(crate) fn sources(endings: &[&str]) -> Vec<(String, String)> {
    let root = root();
    let ours = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        ![
            "target",
            "node_modules",
            ".git",
            "gen",
            "dist",
            "grown",
            "artifacts",
        ]
        .contains(&name.as_ref())
            && !name.starts_with("mutants.out")
    };
    let mut found: Vec<(String, String)> = WalkDir::new(&root)
        .into_iter()
        .filter_entry(ours)
        .map(Result::unwrap)
        .filter(|entry| entry.file_type().is_file())
        .filter(|entry| {
            endings
                .iter()
                .any(|end| entry.path().to_string_lossy().ends_with(end))
        })
        .filter_map(|entry| {
            let name = entry
                .path()
                .strip_prefix(&root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            fs::read_to_string(entry.path())
                .ok()
                .map(|text| (name, text))
        })
        .collect();
    found.sort();
    assert!(!found.is_empty(), "no sources were found");
    found
}

#[test]
fn files_are_short() {
    let long: Vec<String> = sources(&[".rs", ".ts", ".svelte", ".css"])
        .into_iter()
        .filter(|(name, _)| name != "ui/src/ipc/bindings.ts")
        .map(|(name, text)| (name, text.lines().count()))
        .filter(|(_, lines)| *lines > 500)
        .map(|(name, lines)| format!("{name}: {lines} lines"))
        .collect();
    assert!(
        long.is_empty(),
        "split these by noun or verb:\n{}",
        long.join("\n")
    );
}

#[test]
fn lints_are_silenced_with_a_reason() {
    let bare: Vec<String> = sources(&[".rs"])
        .into_iter()
        .filter(|(name, _)| !name.starts_with("tests/tidy"))
        .filter(|(_, text)| text.contains("#[allow(") || text.contains("#![allow("))
        .map(|(name, _)| name)
        .collect();
    assert!(bare.is_empty(), "use #[expect(lint, reason = …)]: {bare:?}");
}

#[test]
fn only_the_engine_touches_assets_on_disk() {
    for (name, text) in sources(&[".rs"]) {
        let client = [
            "crates/core/",
            "crates/remote/",
            "crates/http/",
            "crates/aem/",
            "crates/webdav/",
        ];
        if client
            .iter()
            .any(|folder| name.starts_with(folder) && name.contains("/src/"))
        {
            for forbidden in ["std::fs", "tokio::fs", "fs_err"] {
                let tests_aside = text.split("#[cfg(test)]").next().unwrap_or_default();
                assert!(!tests_aside.contains(forbidden), "{name} uses {forbidden}");
            }
        }
        let watcher = name.starts_with("crates/") && !name.starts_with("crates/engine/src/disk");
        assert!(
            !(watcher && text.contains("use notify")),
            "{name} watches the disk"
        );
    }
}

#[test]
fn connectors_do_not_wait() {
    for (name, text) in sources(&[".rs"]) {
        let connector = ["crates/aem/src", "crates/http/src", "crates/webdav/src"];
        if connector.iter().any(|folder| name.starts_with(folder)) {
            let tests_aside = text.split("#[cfg(test)]").next().unwrap_or_default();
            assert!(
                !tests_aside.contains("sleep("),
                "{name} sleeps: decorators do that"
            );
        }
    }
}

#[test]
fn every_crate_has_the_house_lints() {
    for (name, text) in sources(&["Cargo.toml"]) {
        // Fuzzing is a workspace of its own.
        if text.contains("[package]") && !name.starts_with("fuzz/") {
            assert!(
                text.contains("[lints]\nworkspace = true"),
                "{name} has no house lints"
            );
            assert!(
                text.contains("license.workspace = true"),
                "{name} has no licence"
            );
        }
    }
}

#[test]
fn every_module_says_what_it_is() {
    let silent: Vec<String> = sources(&[".rs"])
        .into_iter()
        .filter(|(name, _)| !name.contains("/tests/"))
        .filter(|(_, text)| !text.trim_start().starts_with("//!"))
        .map(|(name, _)| name)
        .collect();
    assert!(
        silent.is_empty(),
        "these begin without a //! line: {silent:?}"
    );
}

#[test]
fn links_between_pages_lead_somewhere() {
    for (name, text) in sources(&[".md"]) {
        let folder = root().join(&name).parent().unwrap().to_path_buf();
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let target = link.split('#').next().unwrap_or_default();
            if target.is_empty() || target.contains("://") || target.contains(' ') {
                continue;
            }
            assert!(
                folder.join(target).exists(),
                "{name} links to {target}, which is not there"
            );
        }
    }
}
