//! Metadata, and the forms to edit it with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ProblemView;

/// What is known of an asset beside its bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct MetadataView {
    pub path: String,
    /// By the server's own names, such as `dc:title`.
    pub fields: BTreeMap<String, FieldValueView>,
    /// Reasons to think twice before it is used, the gravest first.
    pub restrictions: Vec<RestrictionView>,
    pub approval: Option<ApprovalView>,
    pub form: FormView,
}

/// The value of a field, as JSON writes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum FieldValueView {
    Flag(bool),
    Number(f64),
    Text(String),
    Texts(Vec<String>),
    /// RFC 3339.
    Date {
        date: String,
    },
}

/// What becomes of a field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum FieldChangeView {
    Set(FieldValueView),
    /// The field is removed.
    Clear,
    /// Values of a list come and go; the others stay.
    Amend {
        add: Vec<String>,
        remove: Vec<String>,
    },
}

/// A reason to think twice before an asset is used. Times are RFC 3339.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum RestrictionView {
    Expired {
        since: String,
    },
    NotYetOn {
        until: String,
    },
    Withdrawn {
        since: String,
    },
    Rejected,
    /// A licence has to be accepted; where it is, as the server wrote it.
    Licensed {
        licence: String,
    },
}

/// Assets whose use something restricts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RestrictedView {
    pub count: u64,
    /// The first of them.
    pub assets: Vec<RestrictedAssetView>,
}

/// An asset with what restricts its use, the gravest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct RestrictedAssetView {
    pub path: String,
    pub restrictions: Vec<RestrictionView>,
}

/// What a reviewer decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum ApprovalView {
    Approved,
    Rejected,
    Undecided,
}

/// How the server wants metadata shown and edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FormView {
    pub sections: Vec<FormSectionView>,
    /// It is Damson's own, because the server's can't be read.
    pub built_in: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FormSectionView {
    pub title: Option<String>,
    pub fields: Vec<FormFieldView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct FormFieldView {
    pub name: String,
    /// The server's word for it; where there is none, the name is one that many servers share.
    pub label: Option<String>,
    pub kind: FieldKindView,
    /// Of `choice` and `choices`.
    pub choices: Vec<ChoiceView>,
    /// The server's own pages don't save without it.
    pub required: bool,
    pub read_only: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum FieldKindView {
    Text,
    LongText,
    Texts,
    Number,
    Flag,
    Date,
    Choice,
    Choices,
    /// Tags of the server's vocabulary.
    Tags,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ChoiceView {
    pub value: String,
    pub text: String,
}

/// A tag of the server's vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct TagView {
    /// What is written in the field.
    pub id: String,
    pub title: String,
    /// The titles from the vocabulary's root down.
    pub place: Option<String>,
}

/// What came of an edit of metadata.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct MetadataSetView {
    /// Assets.
    pub saved: u64,
    pub problems: Vec<ProblemView>,
}
