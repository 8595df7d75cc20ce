//! TypeScript types of everything that crosses to the window.

use std::{any::TypeId, collections::BTreeMap, collections::BTreeSet, fmt::Write as _};

use damson_app::{Intent, Reply, UserError};
use ts_rs::{Config, TS, TypeVisitor};

use crate::{
    crossing::{
        DropView, LinkView, LoginProgress, LoginWindow, QuitView, ShowView, System, UpdateProgress,
        UpdateView,
    },
    preferences::DeskPreferences,
    words::DeskWords,
};

const HEADER: &str = "\
// What crosses between the window and the rest of Damson. Made from Rust by `cargo xtask types`:
// changes here are lost. Numbers are whole unless said otherwise, and below 2^53.
";

/// The whole file.
pub fn bindings() -> String {
    let mut found = Found {
        config: Config::new().with_large_int("number"),
        seen: BTreeSet::new(),
        declarations: BTreeMap::new(),
    };
    found.visit::<Intent>();
    found.visit::<Reply>();
    found.visit::<UserError>();
    found.visit::<System>();
    found.visit::<LoginWindow>();
    found.visit::<LoginProgress>();
    found.visit::<LinkView>();
    found.visit::<DropView>();
    found.visit::<QuitView>();
    found.visit::<ShowView>();
    found.visit::<UpdateView>();
    found.visit::<UpdateProgress>();
    found.visit::<DeskPreferences>();
    found.visit::<DeskWords>();
    let mut text = HEADER.to_owned();
    for declaration in found.declarations.values() {
        let _ = write!(text, "\n{}\n", tidied(declaration));
    }
    text
}

/// One-line comments on one line, and no blanks at ends.
fn tidied(declaration: &str) -> String {
    let lines: Vec<&str> = declaration.lines().map(str::trim_end).collect();
    let mut text = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if let ("/**", Some(words), Some(&" */")) = (*line, lines.get(at + 1), lines.get(at + 2)) {
            text.push(format!("/** {} */", words.trim_start_matches([' ', '*'])));
            at += 3;
        } else {
            text.push((*line).to_owned());
            at += 1;
        }
    }
    text.join("\n")
}

struct Found {
    config: Config,
    seen: BTreeSet<TypeId>,
    declarations: BTreeMap<String, String>,
}

impl TypeVisitor for Found {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            let docs = T::docs().map(|docs| docs.trim_end().to_owned() + "\n");
            let declaration = format!(
                "{}export {}",
                docs.unwrap_or_default(),
                T::decl(&self.config)
            );
            self.declarations
                .insert(T::ident(&self.config), declaration);
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}
