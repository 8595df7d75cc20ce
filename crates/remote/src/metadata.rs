//! What is known of an asset beside its bytes, and forms to edit it with.

use std::collections::BTreeMap;

use damson_core::{
    DamPath, Timestamp,
    usage::{Approval, Terms},
};

use crate::{Error, ErrorKind, Result};

/// Names of fields that many servers share: XMP's, and AEM's where XMP has none.
pub mod known {
    pub const TITLE: &str = "dc:title";
    pub const DESCRIPTION: &str = "dc:description";
    /// Free keywords.
    pub const KEYWORDS: &str = "dc:subject";
    /// Tags of the server's own vocabulary.
    pub const TAGS: &str = "cq:tags";
    pub const CREATOR: &str = "dc:creator";
    pub const LANGUAGE: &str = "dc:language";
    pub const RIGHTS: &str = "dc:rights";
    pub const OWNER: &str = "xmpRights:Owner";
    pub const USAGE_TERMS: &str = "xmpRights:UsageTerms";
    /// The page of the licence.
    pub const LICENCE: &str = "xmpRights:WebStatement";
    /// What restricts the use, where AEM asks for a licence to be accepted without
    /// [`LICENCE`].
    pub const RESTRICTIONS: &str = "adobe_dam:restrictions";
    pub const EXPIRES: &str = "prism:expirationDate";
    /// As the Assets view of AEM's Cloud Service writes it.
    pub const EXPIRES_PLUS: &str = "pur:expirationDate";
    /// Stars, 1 to 5, as photographers give them in their own programs.
    pub const RATING: &str = "xmp:Rating";
    pub const STATUS: &str = "dam:status";
    /// As the Assets view of AEM's Cloud Service writes it.
    pub const ASSET_STATUS: &str = "dam:assetStatus";
    pub const ON: &str = "onTime";
    pub const OFF: &str = "offTime";
}

/// The metadata of one asset: each field that is set, by the server's own name for it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Metadata {
    pub fields: BTreeMap<String, FieldValue>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum FieldValue {
    Text(String),
    Texts(Vec<String>),
    Number(f64),
    Flag(bool),
    Date(Timestamp),
}

/// What becomes of one field.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldChange {
    Set(FieldValue),
    /// The field is removed.
    Clear,
    /// Values of a list come and go, and the others stay, whatever they are by then.
    Amend {
        add: Vec<String>,
        remove: Vec<String>,
    },
}

/// An edit of some fields of one asset; all others stay as they are.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MetadataEdit {
    pub changes: BTreeMap<String, FieldChange>,
    /// What the person saw of the fields that are set or cleared, so that nobody's change of
    /// meanwhile is replaced; a field that is missing here was not set. `None` where that doesn't
    /// matter.
    pub seen: Option<BTreeMap<String, FieldValue>>,
}

/// How a server wants the metadata of an asset shown and edited.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    pub sections: Vec<FormSection>,
    /// It is Damson's own, because the server's can't be read.
    pub built_in: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormSection {
    /// Empty in Damson's own form.
    pub title: String,
    pub fields: Vec<FormField>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormField {
    pub name: String,
    /// Empty in Damson's own form, whose names are those of [`known`].
    pub label: String,
    pub kind: FieldKind,
    /// The server's own pages don't save without it.
    pub required: bool,
    pub read_only: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    Text,
    LongText,
    Texts,
    Number,
    Flag,
    Date,
    Choice(Vec<Choice>),
    Choices(Vec<Choice>),
    /// Tags of the server's vocabulary; see [`crate::Remote::suggest_tags`].
    Tags,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub text: String,
}

/// A tag of the server's vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagSuggestion {
    /// What is written in the field.
    pub id: String,
    pub title: String,
    /// The titles from the vocabulary's root down, where they are known.
    pub place: Option<String>,
}

impl Metadata {
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.fields.get(name)? {
            FieldValue::Text(text) => Some(text),
            FieldValue::Texts(texts) => texts.first().map(String::as_str),
            FieldValue::Number(_) | FieldValue::Flag(_) | FieldValue::Date(_) => None,
        }
    }

    pub fn date(&self, name: &str) -> Option<Timestamp> {
        match self.fields.get(name)? {
            FieldValue::Date(date) => Some(*date),
            FieldValue::Text(_)
            | FieldValue::Texts(_)
            | FieldValue::Number(_)
            | FieldValue::Flag(_) => None,
        }
    }

    /// What these fields say of the use of the asset.
    pub fn terms(&self) -> Terms {
        let approval = |word: &str| match word.to_ascii_lowercase().as_str() {
            "" => None,
            "approved" => Some(Approval::Approved),
            "rejected" => Some(Approval::Rejected),
            _ => Some(Approval::Undecided),
        };
        let status = self.text(known::STATUS).or(self.text(known::ASSET_STATUS));
        let dates = [self.date(known::EXPIRES), self.date(known::EXPIRES_PLUS)];
        Terms {
            expires: dates.into_iter().flatten().min(),
            on: self.date(known::ON),
            off: self.date(known::OFF),
            approval: status.and_then(approval),
            licence: [known::LICENCE, known::RESTRICTIONS]
                .into_iter()
                .filter_map(|name| self.text(name))
                .find(|text| !text.is_empty())
                .map(str::to_owned),
        }
    }
}

impl FieldChange {
    /// What the field holds after the change, when it held `before`.
    pub fn applied(&self, before: Option<&FieldValue>) -> Option<FieldValue> {
        match self {
            Self::Set(value) => Some(value.clone()),
            Self::Clear => None,
            Self::Amend { add, remove } => {
                let mut texts: Vec<String> = match before {
                    Some(FieldValue::Texts(texts)) => texts.clone(),
                    Some(FieldValue::Text(text)) if !text.is_empty() => vec![text.clone()],
                    Some(
                        FieldValue::Text(_)
                        | FieldValue::Number(_)
                        | FieldValue::Flag(_)
                        | FieldValue::Date(_),
                    )
                    | None => Vec::new(),
                };
                texts.retain(|text| !remove.contains(text));
                for text in add {
                    if !texts.contains(text) {
                        texts.push(text.clone());
                    }
                }
                Some(FieldValue::Texts(texts))
            }
        }
    }

    /// Whether the field holds already what the change would give it.
    pub fn is_done(&self, current: Option<&FieldValue>) -> bool {
        alike(self.applied(current).as_ref(), current)
    }
}

impl MetadataEdit {
    /// The changes that `current` lacks, by name. Fails with [`ErrorKind::Changed`] when a field that
    /// would be replaced is no longer what the person saw; a change that is there already, because an
    /// answer was lost or somebody had the same idea, is none.
    pub fn missing_from(
        &self,
        path: &DamPath,
        current: &Metadata,
    ) -> Result<Vec<(&str, &FieldChange)>> {
        let missing: Vec<(&str, &FieldChange)> = self
            .changes
            .iter()
            .filter(|(name, change)| !change.is_done(current.fields.get(*name)))
            .map(|(name, change)| (name.as_str(), change))
            .collect();
        let Some(seen) = &self.seen else {
            return Ok(missing);
        };
        let replaced = missing
            .iter()
            .filter(|(_, change)| !matches!(change, FieldChange::Amend { .. }));
        let others: Vec<&str> = replaced
            .map(|(name, _)| *name)
            .filter(|name| !alike(seen.get(*name), current.fields.get(*name)))
            .collect();
        if others.is_empty() {
            return Ok(missing);
        }
        Err(Error::new(ErrorKind::Changed)
            .about(path)
            .said(others.join(", ")))
    }

    /// Fails when `after`, read back, lacks any of the changes.
    pub fn check_kept(&self, path: &DamPath, after: &Metadata) -> Result<()> {
        let lost: Vec<&str> = self
            .changes
            .iter()
            .filter(|(name, change)| !change.is_done(after.fields.get(*name)))
            .map(|(name, _)| name.as_str())
            .collect();
        if lost.is_empty() {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Garbled)
            .about(path)
            .said(format!("the server did not keep {}", lost.join(", "))))
    }
}

/// Whether two values are the same to a person: an empty field is a missing one, a list of one is
/// its value, and a date counts in whole seconds, as servers write it.
fn alike(one: Option<&FieldValue>, other: Option<&FieldValue>) -> bool {
    let texts = |value: &FieldValue| -> Option<Vec<String>> {
        match value {
            FieldValue::Text(text) if text.is_empty() => Some(Vec::new()),
            FieldValue::Text(text) => Some(vec![text.clone()]),
            FieldValue::Texts(texts) => Some(texts.clone()),
            FieldValue::Number(_) | FieldValue::Flag(_) | FieldValue::Date(_) => None,
        }
    };
    let list = |value: Option<&FieldValue>| value.map_or_else(|| Some(Vec::new()), texts);
    if let (Some(one), Some(other)) = (list(one), list(other)) {
        return one == other;
    }
    match (one, other) {
        (Some(FieldValue::Date(one)), Some(FieldValue::Date(other))) => {
            one.0.div_euclid(1000) == other.0.div_euclid(1000)
        }
        (one, other) => one == other,
    }
}

impl Form {
    /// The fields that most people edit, for a server whose own form can't be read.
    pub fn built_in() -> Self {
        let section = |fields: &[(&str, FieldKind)]| FormSection {
            title: String::new(),
            fields: fields
                .iter()
                .map(|(name, kind)| FormField {
                    name: (*name).to_owned(),
                    label: String::new(),
                    kind: kind.clone(),
                    required: false,
                    read_only: false,
                })
                .collect(),
        };
        Self {
            sections: vec![
                section(&[
                    (known::TITLE, FieldKind::Text),
                    (known::DESCRIPTION, FieldKind::LongText),
                    (known::KEYWORDS, FieldKind::Texts),
                    (known::TAGS, FieldKind::Tags),
                    (known::CREATOR, FieldKind::Text),
                    (known::LANGUAGE, FieldKind::Text),
                ]),
                section(&[
                    (known::RIGHTS, FieldKind::Text),
                    (known::OWNER, FieldKind::Text),
                    (known::USAGE_TERMS, FieldKind::LongText),
                    (known::LICENCE, FieldKind::Text),
                    (known::EXPIRES, FieldKind::Date),
                    (known::ON, FieldKind::Date),
                    (known::OFF, FieldKind::Date),
                ]),
            ],
            built_in: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> FieldValue {
        FieldValue::Texts(texts.iter().map(|text| (*text).to_owned()).collect())
    }

    fn text(text: &str) -> FieldValue {
        FieldValue::Text(text.to_owned())
    }

    fn amend(add: &[&str], remove: &[&str]) -> FieldChange {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        FieldChange::Amend {
            add: owned(add),
            remove: owned(remove),
        }
    }

    #[test]
    fn a_list_is_amended_in_place() {
        let before = texts(&["pear", "apple"]);
        let change = amend(&["quince", "apple"], &["pear"]);
        assert_eq!(
            change.applied(Some(&before)),
            Some(texts(&["apple", "quince"]))
        );
        assert!(!change.is_done(Some(&before)));
        assert!(change.is_done(Some(&texts(&["quince", "apple"]))));
        assert_eq!(
            amend(&["a"], &[]).applied(Some(&text("b"))),
            Some(texts(&["b", "a"]))
        );
        assert!(amend(&[], &["a"]).is_done(None));
    }

    #[test]
    fn what_somebody_else_wrote_meanwhile_is_not_replaced() {
        let now = |value: FieldValue| Metadata {
            fields: BTreeMap::from([(known::TITLE.to_owned(), value)]),
        };
        let edit = MetadataEdit {
            changes: BTreeMap::from([(known::TITLE.to_owned(), FieldChange::Set(text("New")))]),
            seen: Some(BTreeMap::from([(known::TITLE.to_owned(), text("Old"))])),
        };
        let path = DamPath::parse("/a.jpg").unwrap();
        assert_eq!(
            edit.missing_from(&path, &now(text("Old"))).unwrap().len(),
            1
        );
        let refused = edit.missing_from(&path, &now(text("Theirs"))).unwrap_err();
        assert_eq!(refused.kind, ErrorKind::Changed);
        assert_eq!(refused.said.as_deref(), Some(known::TITLE));
        // Our own write, whose answer was lost.
        assert!(
            edit.missing_from(&path, &now(text("New")))
                .unwrap()
                .is_empty()
        );
        // A list of one is how some servers keep a title.
        assert!(edit.missing_from(&path, &now(texts(&["Old"]))).is_ok());
        assert!(edit.check_kept(&path, &now(text("Old"))).is_err());
    }

    #[test]
    fn terms_come_from_either_of_two_names() {
        let fields = [
            (known::EXPIRES_PLUS, FieldValue::Date(Timestamp(9_000))),
            (known::ASSET_STATUS, text("Rejected")),
            (known::LICENCE, text("")),
        ];
        let metadata = Metadata {
            fields: fields
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        };
        let terms = metadata.terms();
        assert_eq!(terms.expires, Some(Timestamp(9_000)));
        assert_eq!(terms.approval, Some(Approval::Rejected));
        assert_eq!(terms.licence, None);
    }
}
