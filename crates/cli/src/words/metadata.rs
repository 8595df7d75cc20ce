//! Metadata in words.

use damson_app::view::{FieldValueView, RestrictionView};

use super::say;

/// A value on one line.
pub(crate) fn field_value(value: &FieldValueView) -> String {
    match value {
        FieldValueView::Flag(flag) => flag.to_string(),
        FieldValueView::Number(number) => number.to_string(),
        FieldValueView::Text(text) => text.replace('\n', " "),
        FieldValueView::Texts(texts) => texts.join(", "),
        FieldValueView::Date { date } => date.clone(),
    }
}

pub(crate) fn restriction(restriction: &RestrictionView) -> String {
    match restriction {
        RestrictionView::Expired { since } => say!("restriction-expired", when = since),
        RestrictionView::NotYetOn { until } => say!("restriction-not-yet-on", when = until),
        RestrictionView::Withdrawn { since } => say!("restriction-withdrawn", when = since),
        RestrictionView::Rejected => say!("restriction-rejected"),
        RestrictionView::Licensed { licence } => say!("restriction-licensed", licence = licence),
    }
}
