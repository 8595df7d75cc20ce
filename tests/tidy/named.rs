//! What ARCHITECTURE.md and the decisions name is there, under that name.

use std::fs;

use crate::sources::{root, sources};

/// Crates whose modules the pages name, without `damson-`.
const CRATES: [&str; 8] = [
    "aem", "app", "core", "desk", "engine", "http", "remote", "webdav",
];

/// A page and what stands between its backticks.
fn spans(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Follows `krate::module::item` as far as there are files; what is left has to be in the last one.
fn is_there(path: &str) -> bool {
    let mut names = path.split("::").map(|name| name.trim_end_matches("()"));
    let Some(krate) = names.next() else {
        return false;
    };
    let mut place = root().join("crates").join(krate).join("src");
    let mut text = fs::read_to_string(place.join("lib.rs")).unwrap_or_default();
    for name in names {
        let below = place.join(name);
        let files = [below.with_extension("rs"), below.join("mod.rs")];
        if let Some(found) = files.iter().find_map(|file| fs::read_to_string(file).ok()) {
            text = found;
            place = below;
        } else if !text.contains(name) {
            return false;
        }
    }
    true
}

#[test]
fn every_module_and_file_that_the_pages_name_is_there() {
    let mut pages = sources(&[".md"]);
    pages.retain(|(name, _)| {
        name == "ARCHITECTURE.md"
            || name.starts_with("docs/decisions/")
            || name.starts_with("docs/adding/")
    });
    let mut wrong = Vec::new();
    let mut checked = 0;
    for (page, text) in &pages {
        for span in spans(text) {
            let first = span.split("::").next().unwrap_or_default();
            let is_path = ["crates/", "ui/", "tests/", "src-tauri/", "words/", "xtask/"]
                .iter()
                .any(|start| span.starts_with(start));
            let is_module = span.contains("::") && CRATES.contains(&first);
            let there = match (is_path, is_module) {
                (true, _) => root().join(span).exists(),
                (_, true) => is_there(span),
                _ => continue,
            };
            checked += 1;
            if !there {
                wrong.push(format!("{page}: {span}"));
            }
        }
    }
    assert!(checked > 60, "only {checked} names were found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_reader_of_names_sees_what_is_missing() {
    assert!(is_there("engine::observe"));
    assert!(is_there("core::action::allowed"));
    assert!(!is_there("engine::observe::no_such_thing"));
    assert!(!is_there("engine::no_such_module"));
    assert!(spans("a `b` c `d::e` f").eq(["b", "d::e"]));
}
