//! Metadata and forms, between the remote's words and what crosses.

use damson_core::usage::{Approval, Restriction};
use damson_engine::Restricted;
use damson_remote::{
    Choice, FieldChange, FieldKind, FieldValue, Form, FormField, FormSection, Metadata,
    TagSuggestion,
};

use crate::crossing::view::{
    ApprovalView, ChoiceView, FieldChangeView, FieldKindView, FieldValueView, FormFieldView,
    FormSectionView, FormView, MetadataView, RestrictedAssetView, RestrictedView, RestrictionView,
    TagView, path_text, time_text,
};

impl MetadataView {
    pub fn new(
        path: String,
        metadata: &Metadata,
        restrictions: &[Restriction],
        form: &Form,
    ) -> Self {
        let fields = metadata.fields.iter();
        Self {
            path,
            fields: fields
                .map(|(name, value)| (name.clone(), FieldValueView::from(value)))
                .collect(),
            restrictions: restrictions.iter().map(RestrictionView::from).collect(),
            approval: metadata.terms().approval.map(ApprovalView::from),
            form: FormView::from(form),
        }
    }
}

impl From<Approval> for ApprovalView {
    fn from(approval: Approval) -> Self {
        match approval {
            Approval::Approved => Self::Approved,
            Approval::Rejected => Self::Rejected,
            Approval::Undecided => Self::Undecided,
        }
    }
}

impl From<ApprovalView> for Approval {
    fn from(approval: ApprovalView) -> Self {
        match approval {
            ApprovalView::Approved => Self::Approved,
            ApprovalView::Rejected => Self::Rejected,
            ApprovalView::Undecided => Self::Undecided,
        }
    }
}

impl From<&FieldValue> for FieldValueView {
    fn from(value: &FieldValue) -> Self {
        match value {
            FieldValue::Text(text) => Self::Text(text.clone()),
            FieldValue::Texts(texts) => Self::Texts(texts.clone()),
            FieldValue::Number(number) => Self::Number(*number),
            FieldValue::Flag(flag) => Self::Flag(*flag),
            FieldValue::Date(date) => Self::Date {
                date: time_text(*date),
            },
        }
    }
}

impl FieldValueView {
    /// `Err` with the text of a date that is none.
    pub fn value(self) -> Result<FieldValue, String> {
        Ok(match self {
            Self::Text(text) => FieldValue::Text(text),
            Self::Texts(texts) => FieldValue::Texts(texts),
            Self::Number(number) => FieldValue::Number(number),
            Self::Flag(flag) => FieldValue::Flag(flag),
            Self::Date { date } => {
                let time: jiff::Timestamp = date.parse().map_err(|_| date)?;
                FieldValue::Date(damson_core::Timestamp(time.as_millisecond()))
            }
        })
    }
}

impl FieldChangeView {
    /// `Err` with the text of a date that is none.
    pub fn change(self) -> Result<FieldChange, String> {
        Ok(match self {
            Self::Set(value) => FieldChange::Set(value.value()?),
            Self::Clear => FieldChange::Clear,
            Self::Amend { add, remove } => FieldChange::Amend { add, remove },
        })
    }
}

impl From<&Restriction> for RestrictionView {
    fn from(restriction: &Restriction) -> Self {
        match restriction {
            Restriction::Expired(since) => Self::Expired {
                since: time_text(*since),
            },
            Restriction::NotYetOn(until) => Self::NotYetOn {
                until: time_text(*until),
            },
            Restriction::Withdrawn(since) => Self::Withdrawn {
                since: time_text(*since),
            },
            Restriction::Rejected => Self::Rejected,
            Restriction::Licensed(licence) => Self::Licensed {
                licence: licence.clone(),
            },
        }
    }
}

impl From<&Restricted> for RestrictedView {
    fn from(restricted: &Restricted) -> Self {
        let named = restricted.assets.iter();
        Self {
            count: restricted.count,
            assets: named
                .map(|(path, restrictions)| RestrictedAssetView {
                    path: path_text(path),
                    restrictions: restrictions.iter().map(RestrictionView::from).collect(),
                })
                .collect(),
        }
    }
}

impl From<&Form> for FormView {
    fn from(form: &Form) -> Self {
        Self {
            sections: form.sections.iter().map(FormSectionView::from).collect(),
            built_in: form.built_in,
        }
    }
}

impl From<&FormSection> for FormSectionView {
    fn from(section: &FormSection) -> Self {
        Self {
            title: Some(section.title.clone()).filter(|title| !title.is_empty()),
            fields: section.fields.iter().map(FormFieldView::from).collect(),
        }
    }
}

impl From<&FormField> for FormFieldView {
    fn from(field: &FormField) -> Self {
        let none = &[][..];
        let (kind, choices) = match &field.kind {
            FieldKind::Text => (FieldKindView::Text, none),
            FieldKind::LongText => (FieldKindView::LongText, none),
            FieldKind::Texts => (FieldKindView::Texts, none),
            FieldKind::Number => (FieldKindView::Number, none),
            FieldKind::Flag => (FieldKindView::Flag, none),
            FieldKind::Date => (FieldKindView::Date, none),
            FieldKind::Choice(choices) => (FieldKindView::Choice, choices.as_slice()),
            FieldKind::Choices(choices) => (FieldKindView::Choices, choices.as_slice()),
            FieldKind::Tags => (FieldKindView::Tags, none),
        };
        let view = |choice: &Choice| ChoiceView {
            value: choice.value.clone(),
            text: choice.text.clone(),
        };
        Self {
            name: field.name.clone(),
            label: Some(field.label.clone()).filter(|label| !label.is_empty()),
            kind,
            choices: choices.iter().map(view).collect(),
            required: field.required,
            read_only: field.read_only,
        }
    }
}

impl From<&TagSuggestion> for TagView {
    fn from(tag: &TagSuggestion) -> Self {
        Self {
            id: tag.id.clone(),
            title: tag.title.clone(),
            place: tag.place.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn values_are_what_json_has() {
        let text = r#"{"a":"x","b":["x","y"],"c":3,"d":true,"e":{"date":"2027-01-31T10:00:00Z"}}"#;
        let fields: BTreeMap<String, FieldValueView> = serde_json::from_str(text).unwrap();
        let value = |name: &str| fields[name].clone().value().unwrap();
        assert_eq!(value("a"), FieldValue::Text("x".to_owned()));
        assert_eq!(
            value("b"),
            FieldValue::Texts(vec!["x".to_owned(), "y".to_owned()])
        );
        assert_eq!(value("c"), FieldValue::Number(3.0));
        assert_eq!(value("d"), FieldValue::Flag(true));
        let date = FieldValue::Date(damson_core::Timestamp(1_801_389_600_000));
        assert_eq!(value("e"), date);
        assert_eq!(FieldValueView::from(&date), fields["e"]);
        let wrong = FieldValueView::Date {
            date: "soon".to_owned(),
        };
        assert_eq!(wrong.value(), Err("soon".to_owned()));
    }
}
