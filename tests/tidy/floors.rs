//! Inside a crate, modules stand on floors: each uses only modules of lower floors.
//!
//! A table names every top-level module of a crate, the floors from top to bottom. The reader takes
//! the paths out of the sources: `crate::…`, with braces or without, and `super::…` where it leaves
//! a top-level module. Comments, texts and what is compiled for tests alone don't count.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use crate::{
    paths::{paths, read_path, tokens},
    sources::sources,
};

/// The floors of `crates/engine`.
const ENGINE: &[&[&str]] = &[
    &["engine"],
    &["session"],
    &["commands"],
    &["upkeep"],
    &["actions"],
    &["collections", "document_links"],
    &["metadata", "renditions", "rows"],
    &["transfers"],
    &["observe"],
    &["context", "moving"],
    &["transfer_state", "path_locks", "place"],
    &["events"],
    &["journal", "disk"],
    &["ports", "hooks"],
    &["model", "sabotage"],
];

/// The floors of `crates/app`.
const APP: &[&[&str]] = &[
    &["link", "support"],
    &["app"],
    &["handlers"],
    &["doctor"],
    &["sessions"],
    &["connect", "logs"],
    &["config", "certificate", "pictures", "translate"],
    &["export", "shell", "trust"],
    &["blocking", "handle", "pasted", "redact"],
    &["crossing"],
];

#[test]
fn the_engine_stands_on_floors() {
    check("engine", ENGINE);
}

#[test]
fn the_app_stands_on_floors() {
    check("app", APP);
}

/// Fails unless each top-level module of `crates/{krate}` is on a floor and uses only modules of
/// lower ones. `floors` go from top to bottom; modules on the same floor don't use one another.
fn check(krate: &str, floors: &[&[&str]]) {
    let home = format!("crates/{krate}/src/");
    let files: Vec<(String, String)> = sources(&[".rs"])
        .into_iter()
        .filter_map(|(name, text)| Some((name.strip_prefix(&home)?.to_owned(), text)))
        .collect();
    let wrong = Crate::read(&files).wrong(floors);
    assert!(wrong.is_empty(), "crates/{krate}:\n{wrong}");
}

/// What a crate's sources say of its modules.
#[derive(Debug, Default)]
struct Crate {
    modules: BTreeSet<String>,
    /// From a top-level module to another, with the files that have such a path.
    arrows: BTreeMap<(String, String), BTreeSet<String>>,
    /// Paths that lead to no module, each with its file.
    unknown: BTreeSet<(String, String)>,
}

impl Crate {
    /// `files`: paths from `src/` with their texts.
    fn read(files: &[(String, String)]) -> Self {
        let mut found = Self::default();
        let inside = |name: &str| {
            let is_root = ["lib.rs", "main.rs"].contains(&name);
            let is_test = name
                .split('/')
                .any(|part| part == "tests" || part == "tests.rs");
            !is_root && !is_test && !name.starts_with("bin/")
        };
        let files_inside = || files.iter().filter(|(name, _)| inside(name));
        for (name, _) in files_inside() {
            found.modules.insert(module_path(name)[0].clone());
        }
        let listed = re_exports(files);
        for (name, text) in files_inside() {
            let own = module_path(name);
            for path in paths(text) {
                let Some(path) = from_root(&own, &path) else {
                    continue;
                };
                let first = &path[0];
                let to = if found.modules.contains(first) {
                    first
                } else if let Some(module) = listed.get(first) {
                    module
                } else {
                    found.unknown.insert((first.clone(), name.clone()));
                    continue;
                };
                if *to != own[0] {
                    let arrow = (own[0].clone(), to.clone());
                    found.arrows.entry(arrow).or_default().insert(name.clone());
                }
            }
        }
        found
    }

    /// What is wrong, a line each; empty when nothing is.
    fn wrong(&self, floors: &[&[&str]]) -> String {
        let mut wrong = String::new();
        let mut floor_of = BTreeMap::new();
        for (floor, modules) in floors.iter().enumerate() {
            for module in *modules {
                if floor_of.insert(*module, floor).is_some() {
                    let _ = writeln!(wrong, "  {module} is on two floors");
                }
                if !self.modules.contains(*module) {
                    let _ = writeln!(
                        wrong,
                        "  {module} is on a floor, and there is no such module"
                    );
                }
            }
        }
        for module in &self.modules {
            if !floor_of.contains_key(module.as_str()) {
                let _ = writeln!(wrong, "  {module} is on no floor");
            }
        }
        for (name, file) in &self.unknown {
            let _ = writeln!(wrong, "  {file} uses crate::{name}, which is no module");
        }
        for ((from, to), files) in &self.arrows {
            let (Some(upper), Some(lower)) = (floor_of.get(&**from), floor_of.get(&**to)) else {
                continue;
            };
            if lower <= upper {
                let files: Vec<&str> = files.iter().map(String::as_str).collect();
                let _ = writeln!(wrong, "  {from} uses {to} ({})", files.join(", "));
            }
        }
        if !wrong.is_empty() {
            for circle in self.circles() {
                let _ = writeln!(wrong, "  in a circle: {}", circle.join(", "));
            }
        }
        wrong
    }

    /// The groups of modules of which each reaches each other one.
    fn circles(&self) -> Vec<Vec<String>> {
        let reach: BTreeMap<&String, BTreeSet<&String>> = self
            .modules
            .iter()
            .map(|module| (module, self.reached_from(module)))
            .collect();
        let mut circles = BTreeSet::new();
        for module in &self.modules {
            let circle: Vec<String> = self
                .modules
                .iter()
                .filter(|other| reach[module].contains(other) && reach[other].contains(module))
                .cloned()
                .collect();
            if circle.len() > 1 {
                circles.insert(circle);
            }
        }
        circles.into_iter().collect()
    }

    fn reached_from<'a>(&'a self, module: &'a String) -> BTreeSet<&'a String> {
        let mut reached = BTreeSet::new();
        let mut next = vec![module];
        while let Some(from) = next.pop() {
            for (start, to) in self.arrows.keys() {
                if start == from && reached.insert(to) {
                    next.push(to);
                }
            }
        }
        reached
    }
}

/// The module of a file below `src/`, from the root of its crate.
fn module_path(file: &str) -> Vec<String> {
    let file = file.strip_suffix(".rs").unwrap_or(file);
    let file = file.strip_suffix("/mod").unwrap_or(file);
    file.split('/').map(str::to_owned).collect()
}

/// Which top-level module each name comes from that `lib.rs` has in its list of names.
fn re_exports(files: &[(String, String)]) -> BTreeMap<String, String> {
    let root = files.iter().filter(|(name, _)| name == "lib.rs");
    let mut listed = BTreeMap::new();
    for (_, text) in root {
        let tokens = tokens(text);
        for at in 0..tokens.len() {
            if tokens[at] != "use" {
                continue;
            }
            let mut all = Vec::new();
            read_path(&tokens, at + 1, &[], &mut all);
            for path in all {
                let path = path
                    .strip_prefix(&["crate".to_owned()][..])
                    .unwrap_or(&path);
                if let [first, .., last] = path {
                    listed.insert(last.clone(), first.clone());
                }
            }
        }
    }
    listed
}

/// A path of a file as one from the root of its crate; `None` where it stays inside.
fn from_root(own: &[String], path: &[String]) -> Option<Vec<String>> {
    let ups = path.iter().take_while(|part| *part == "super").count();
    let rest = if ups == 0 {
        path[1..].to_vec()
    } else {
        let above = own.len().checked_sub(ups)?;
        [&own[..above], &path[ups..]].concat()
    };
    (!rest.is_empty()).then_some(rest)
}

/// No two files of the engine, or of the app, have one name: a name alone says which file is meant.
#[test]
fn file_names_are_unique() {
    for krate in ["engine", "app"] {
        let home = format!("crates/{krate}/src/");
        let mut files = BTreeMap::<String, Vec<String>>::new();
        for (path, _) in sources(&[".rs"]) {
            let Some(path) = path.strip_prefix(&home) else {
                continue;
            };
            let name = path.rsplit('/').next().unwrap_or(path);
            let is_test = path
                .split('/')
                .any(|part| part == "tests" || part == "tests.rs");
            if name != "mod.rs" && !is_test {
                let others = files.entry(name.to_owned()).or_default();
                others.push(path.to_owned());
            }
        }
        files.retain(|_, paths| paths.len() > 1);
        assert!(
            files.is_empty(),
            "in crates/{krate} these share a name: {files:#?}"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(files: &[(&str, &str)]) -> Crate {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        Crate::read(&files.iter().map(owned).collect::<Vec<_>>())
    }

    fn arrows(found: &Crate) -> Vec<String> {
        let arrows = found.arrows.keys();
        arrows.map(|(from, to)| format!("{from} {to}")).collect()
    }

    #[test]
    fn the_reader_sees_every_kind_of_path() {
        let found = read(&[
            (
                "lib.rs",
                "pub mod a; mod b; pub use b::deep::{Thing, Other as Named};",
            ),
            (
                "a/mod.rs",
                "use crate::{b::{x, y}, c};\nfn f() { crate::d::g(); super::e::h(); }",
            ),
            ("a/inner.rs", "use super::own; use super::super::f::{g};"),
            ("b.rs", "use crate::a::inner; pub(in crate::b) fn f() {}"),
            ("c.rs", "fn f() -> crate::Thing { }"),
            (
                "d.rs",
                "#[cfg(test)]\nmod tests { use crate::a; }\nuse crate::e as _;",
            ),
            (
                "e.rs",
                "// crate::a\nconst A: &str = \"crate::a::b\"; fn f<'a>(c: &'a str) {}",
            ),
            (
                "f.rs",
                "#[cfg(test)] use crate::{a, b}; const Q: char = '\"'; use crate::e;",
            ),
        ]);
        let seen = [
            "a b", "a c", "a d", "a e", "a f", "b a", "c b", "d e", "f e",
        ];
        assert_eq!(arrows(&found), seen);
        assert!(found.unknown.is_empty(), "{:?}", found.unknown);
        assert_eq!(found.circles(), [["a", "b", "c"]]);
    }

    #[test]
    fn what_points_up_or_stands_nowhere_is_found() {
        let found = read(&[
            ("top.rs", "use crate::low; use crate::Nothing;"),
            ("low.rs", "use crate::top;"),
            ("lost.rs", ""),
        ]);
        let wrong = found.wrong(&[&["top"], &["low", "gone"]]);
        for part in [
            "low uses top (low.rs)",
            "lost is on no floor",
            "gone is on a floor",
            "top.rs uses crate::Nothing",
            "in a circle: low, top",
        ] {
            assert!(wrong.contains(part), "{part} is not in\n{wrong}");
        }
        assert!(!wrong.contains("top uses low"), "{wrong}");
    }

    #[test]
    fn neighbours_on_a_floor_keep_apart() {
        let found = read(&[("one.rs", "use crate::two;"), ("two.rs", "")]);
        let wrong = found.wrong(&[&["one", "two"]]);
        assert!(wrong.contains("one uses two (one.rs)"), "{wrong}");
        assert_eq!(found.wrong(&[&["one"], &["two"]]), "");
    }
}
