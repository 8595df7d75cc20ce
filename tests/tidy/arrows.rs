//! Which crate may use which.

use std::{collections::BTreeMap, fs};

use crate::sources::root;

/// The arrows of ARCHITECTURE.md: what each crate may depend upon of ours.
const ALLOWED: [(&str, &[&str]); 14] = [
    ("core", &[]),
    ("remote", &["damson-core"]),
    ("http", &["damson-core", "damson-remote"]),
    ("links", &[]),
    ("words", &[]),
    ("aem", &["damson-core", "damson-http", "damson-remote"]),
    ("webdav", &["damson-core", "damson-http", "damson-remote"]),
    ("engine", &["damson-core", "damson-links", "damson-remote"]),
    (
        "app",
        &[
            "damson-aem",
            "damson-core",
            "damson-engine",
            "damson-remote",
            "damson-webdav",
        ],
    ),
    ("cli", &["damson-app", "damson-demo-server", "damson-words"]),
    ("demo-server", &["damson-core"]),
    (
        "desk",
        &["damson-app", "damson-demo-server", "damson-words"],
    ),
    (
        "dev-bridge",
        &["damson-app", "damson-demo-server", "damson-desk"],
    ),
    ("xtask", &[]),
];

/// The names of our own crates below a manifest's `[dependencies]` (not its dev-dependencies,
/// which may reach for a real server).
fn own_dependencies(manifest: &str) -> Vec<String> {
    let mut section = "";
    let mut found = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line;
        } else if section == "[dependencies]" && line.starts_with("damson") {
            let end = line.find(['.', ' ', '=']).unwrap_or(line.len());
            found.push(line[..end].to_owned());
        }
    }
    found
}

#[test]
fn arrows_point_one_way() {
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.into_iter().collect();
    let mut checked = 0;
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let folder = entry.unwrap();
        let Ok(manifest) = fs::read_to_string(folder.path().join("Cargo.toml")) else {
            continue;
        };
        let name = folder.file_name().into_string().unwrap();
        let may = allowed.get(name.as_str());
        let may = may.unwrap_or_else(|| panic!("say in tests/tidy what crates/{name} may use"));
        for used in own_dependencies(&manifest) {
            assert!(
                may.contains(&used.as_str()),
                "crates/{name} must not use {used}"
            );
        }
        checked += 1;
    }
    assert!(checked >= 7, "only {checked} crates were found");
}

#[test]
fn the_reader_of_manifests_sees_an_arrow() {
    let manifest = "[package]\nname = \"damson-core\"\n[dependencies]\nserde.workspace = true\n\
                    damson-app.workspace = true\n[dev-dependencies]\ndamson-aem.workspace = true\n";
    assert_eq!(own_dependencies(manifest), ["damson-app"]);
}

#[test]
fn the_core_has_next_to_no_dependencies() {
    let manifest = fs::read_to_string(root().join("crates/core/Cargo.toml")).unwrap();
    let section = manifest.split("[dependencies]").nth(1).unwrap();
    let section = section.split("\n[").next().unwrap();
    // What crosses to front ends is written by serde, for who asks for it.
    let crossing = |line: &&str| {
        let words = ["serde ", "ts-rs "];
        words.iter().any(|word| line.starts_with(word)) && line.contains("optional = true")
    };
    let names: Vec<&str> = section
        .lines()
        .filter(|line| !crossing(line))
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .collect();
    for name in names.into_iter().filter(|name| !name.is_empty()) {
        let pure = [
            "thiserror",
            "unicode-normalization",
            "unicode-segmentation",
            "caseless",
        ];
        assert!(pure.contains(&name), "the core must not depend on {name}");
    }
}
