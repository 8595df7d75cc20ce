//! Metadata in words.

use damson_app::view::{FieldValueView, RestrictedView, RestrictionView};

use super::say;
use crate::human;

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

/// What restricts the use of an asset, as a sentence.
pub(crate) fn restriction(restriction: &RestrictionView) -> String {
    let when = human::moment;
    match restriction {
        RestrictionView::Expired { since } => say!("restriction-expired", when = when(since)),
        RestrictionView::NotYetOn { until } => say!("restriction-not-yet-on", when = when(until)),
        RestrictionView::Withdrawn { since } => {
            say!("restriction-withdrawn", when = when(since))
        }
        RestrictionView::Rejected => say!("restriction-rejected"),
        RestrictionView::Licensed { licence } => say!("restriction-licensed", licence = licence),
    }
}

/// The same in a word or two, for a table.
pub(crate) fn restriction_in_short(restriction: &RestrictionView) -> String {
    match restriction {
        RestrictionView::Expired { .. } => say!("row-expired"),
        RestrictionView::NotYetOn { .. } => say!("row-not-yet-on"),
        RestrictionView::Withdrawn { .. } => say!("row-withdrawn"),
        RestrictionView::Rejected => say!("row-rejected"),
        RestrictionView::Licensed { .. } => say!("row-licensed"),
    }
}

/// How many assets are named; the others are counted.
const NAMED: usize = 3;

/// Assets whose use is restricted, each with why.
pub(crate) fn restricted(restricted: &RestrictedView) -> String {
    let named = restricted.assets.iter().take(NAMED);
    let mut parts: Vec<String> = named
        .map(|asset| {
            let why: Vec<String> = asset.restrictions.iter().map(restriction).collect();
            say!("named-state", name = &asset.path, state = why.join(" "))
        })
        .collect();
    let others = restricted.count.saturating_sub(parts.len() as u64);
    if others > 0 {
        parts.push(say!("restricted-others", count = others));
    }
    parts.join(" ")
}
