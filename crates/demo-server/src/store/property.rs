//! Property values of the types that JSON has no form for.
//!
//! A date is kept as an object with [`DATE`] and [`ZONE`], which no node can have as names; any
//! other object is a node below.

use serde_json::{Map, Value, json};

use crate::dates;

/// Milliseconds since 1970 of a date.
pub(crate) const DATE: &str = ":date";

/// Minutes that the date's own time zone is ahead of UTC.
pub(crate) const ZONE: &str = ":zone";

/// A date in UTC.
pub(crate) fn date(ms: i64) -> Value {
    zoned(ms, 0)
}

/// A date in its own time zone, in minutes ahead of UTC.
pub(crate) fn zoned(ms: i64, zone: i32) -> Value {
    json!({ DATE: ms, ZONE: zone })
}

/// The milliseconds since 1970 of a date, or of a text that reads as one.
pub(crate) fn as_date(value: &Value) -> Option<i64> {
    match value {
        Value::Object(map) => map.get(DATE)?.as_i64(),
        Value::String(text) => dates::parse(text),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
    }
}

pub(crate) fn is_date(value: &Value) -> bool {
    value.get(DATE).is_some()
}

/// Properties and nodes below as an answer writes them.
pub(crate) fn shown(map: &Map<String, Value>, form: dates::Form) -> Map<String, Value> {
    map.iter()
        .map(|(name, value)| (name.clone(), shown_value(value, form)))
        .collect()
}

fn shown_value(value: &Value, form: dates::Form) -> Value {
    match value {
        Value::Object(map) => match map.get(DATE).and_then(Value::as_i64) {
            Some(ms) => {
                let zone = map.get(ZONE).and_then(Value::as_i64).unwrap_or_default();
                json!(form.write_zoned(ms, i32::try_from(zone).unwrap_or_default()))
            }
            None => Value::Object(shown(map, form)),
        },
        Value::Array(items) => items.iter().map(|item| shown_value(item, form)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}
