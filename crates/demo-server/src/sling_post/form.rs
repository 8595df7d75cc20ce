//! What a form says about properties (Sling's POST servlet: "Manipulating Content").

use crate::call::Fields;

/// What a form wants of one property.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Change {
    /// Below the node that the form is posted to, such as `jcr:content/metadata/dc:title`.
    pub path: String,
    values: Option<Vec<String>>,
    /// `@TypeHint` without its brackets.
    pub hint: Option<String>,
    /// Whether `@TypeHint` has brackets.
    pub hints_list: bool,
    /// `@Delete`, whatever its value is.
    pub deletes: bool,
    /// `@Patch`: values begin with a plus or a minus.
    pub patches: bool,
    default: Option<String>,
    ignores_blanks: bool,
    default_when_missing: bool,
}

/// Properties that Sling fills in itself when they are sent empty.
pub(super) const AUTOMATIC: [&str; 4] = [
    "jcr:created",
    "jcr:createdBy",
    "jcr:lastModified",
    "jcr:lastModifiedBy",
];

/// What is to be stored of a property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// The form only says something about the property.
    Nothing,
    /// The property goes.
    Remove,
    /// A list goes, a single value stays as it is.
    Clear,
    Store(Vec<String>),
}

impl Change {
    /// The same change of a node below, and that node's path: what follows `/jcr:content/` is the
    /// property.
    pub(crate) fn below(&self) -> Option<(&str, Self)> {
        let (node, property) = self.path.split_once("/jcr:content/")?;
        let change = Self {
            path: format!("jcr:content/{property}"),
            ..self.clone()
        };
        Some((node, change))
    }

    /// Makes a list's values such that they are added to those that are there.
    pub(crate) fn append(&mut self) {
        if self.hints_list && !self.patches {
            self.patches = true;
            for value in self.values.iter_mut().flatten() {
                value.insert(0, '+');
            }
        }
    }

    /// The last part of the path.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    pub(crate) fn wanted(&self) -> Wanted {
        let Some(values) = &self.values else {
            return match &self.default {
                Some(value) if self.default_when_missing => Wanted::Store(vec![value.clone()]),
                _ => Wanted::Nothing,
            };
        };
        let is_kept = |value: &&String| !self.ignores_blanks || !value.is_empty();
        let kept: Vec<String> = values.iter().filter(is_kept).cloned().collect();
        if kept.is_empty() {
            return Wanted::Nothing;
        }
        match (kept.as_slice(), self.default.as_deref()) {
            ([one], Some(":ignore")) if one.is_empty() => Wanted::Clear,
            ([one], Some(":null")) if one.is_empty() => Wanted::Remove,
            ([one], Some(value)) if one.is_empty() => Wanted::Store(vec![value.to_owned()]),
            // Seen on Sling, whatever the type; what it fills in itself it takes as sent.
            ([one], None) if one.is_empty() && !AUTOMATIC.contains(&self.name()) => Wanted::Remove,
            _ => Wanted::Store(kept),
        }
    }
}

/// The changes that a form asks for, in its order. Once one name begins with `./` only names that
/// are paths count.
pub(crate) fn changes(form: &Fields) -> Vec<Change> {
    let only_paths = form.0.iter().any(|(name, _)| name.starts_with("./"));
    let mut changes: Vec<Change> = Vec::new();
    for (name, value) in &form.0 {
        let is_path = name.starts_with("./") || name.starts_with('/') || name.starts_with("../");
        let is_ignored = name.starts_with(':') || name.starts_with("j_") || name == "_charset_";
        if is_ignored || only_paths && !is_path {
            continue;
        }
        let plain = name.trim_start_matches("./");
        let (path, suffix) = match plain.rsplit_once('@') {
            Some((path, suffix)) if is_suffix(suffix) => (path, suffix),
            _ => (plain, ""),
        };
        let at = changes.iter().position(|change| change.path == path);
        let at = at.unwrap_or_else(|| {
            changes.push(Change {
                path: path.to_owned(),
                ..Change::default()
            });
            changes.len() - 1
        });
        say(&mut changes[at], suffix, value);
    }
    changes
}

fn is_suffix(suffix: &str) -> bool {
    matches!(
        suffix,
        "TypeHint" | "Delete" | "Patch" | "DefaultValue" | "IgnoreBlanks" | "UseDefaultWhenMissing"
    )
}

fn say(change: &mut Change, suffix: &str, value: &str) {
    match suffix {
        "TypeHint" => {
            let plain = value.strip_suffix("[]");
            change.hints_list = plain.is_some();
            change.hint = Some(plain.unwrap_or(value).to_owned());
        }
        "Delete" => change.deletes = true,
        "Patch" => change.patches = true,
        "DefaultValue" => change.default = Some(value.to_owned()),
        "IgnoreBlanks" => change.ignores_blanks = true,
        "UseDefaultWhenMissing" => change.default_when_missing = true,
        _ => change
            .values
            .get_or_insert_with(Vec::new)
            .push(value.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(form: &str) -> Vec<Change> {
        changes(&Fields::parse(form, false))
    }

    #[test]
    fn suffixes_belong_to_their_property() {
        let read = of("_charset_=utf-8&./a@TypeHint=Long[]&./a=1&./b@Delete=&./a=2&stray=x&:x=y");
        assert_eq!(read.len(), 2, "{read:?}");
        assert_eq!(read[0].hint.as_deref(), Some("Long"));
        assert!(read[0].hints_list && read[1].deletes);
        assert_eq!(
            read[0].wanted(),
            Wanted::Store(vec!["1".into(), "2".into()])
        );
        assert_eq!(read[1].wanted(), Wanted::Nothing);
        assert_eq!(of("a=1")[0].path, "a");
        assert_eq!(of("./mail=a@b")[0].path, "mail");
    }

    #[test]
    fn blanks_and_defaults() {
        let one = |form: &str| of(form)[0].wanted();
        let store = |value: &str| Wanted::Store(vec![value.to_owned()]);
        assert_eq!(one("a="), Wanted::Remove);
        assert_eq!(
            one("a=&a="),
            Wanted::Store(vec![String::new(), String::new()])
        );
        assert_eq!(one("jcr:created="), store(""));
        assert_eq!(one("a=&a@DefaultValue=x"), store("x"));
        assert_eq!(one("a=&a@DefaultValue=:ignore"), Wanted::Clear);
        assert_eq!(one("a=&a@DefaultValue=:null"), Wanted::Remove);
        assert_eq!(one("a@DefaultValue=x"), Wanted::Nothing);
        let missing = "a@DefaultValue=x&a@UseDefaultWhenMissing=true";
        assert_eq!(one(missing), store("x"));
        assert_eq!(one("a=&a=b&a@IgnoreBlanks=true"), store("b"));
        assert_eq!(one("a=&a@IgnoreBlanks=true"), Wanted::Nothing);
    }
}
