//! Single facts out of JSON that a server may write in several ways.

use damson_core::Timestamp;
use jiff::{Timestamp as Instant, civil::DateTime, fmt::strtime, tz::Offset};
use serde_json::Value;

use crate::wire::Properties;

/// Reading one property, whatever way it is written; `None` for absent, empty and odd.
pub(crate) trait Facts {
    fn text(&self, name: &str) -> Option<&str>;
    fn number(&self, name: &str) -> Option<u64>;
    fn truth(&self, name: &str) -> Option<bool>;
    fn time(&self, name: &str) -> Option<Timestamp>;
    fn node(&self, name: &str) -> Option<&Properties>;
}

impl Facts for Properties {
    fn text(&self, name: &str) -> Option<&str> {
        let mut value = self.get(name)?;
        // Titles and formats are sometimes written as lists of one.
        if let Value::Array(items) = value {
            value = items.first()?;
        }
        value.as_str().filter(|text| !text.is_empty())
    }

    fn number(&self, name: &str) -> Option<u64> {
        match self.get(name)? {
            Value::Number(number) => number.as_u64(),
            Value::String(text) => text.trim().parse().ok(),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }

    fn truth(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            Value::Bool(truth) => Some(*truth),
            Value::String(text) => text.parse().ok(),
            Value::Null | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }

    fn time(&self, name: &str) -> Option<Timestamp> {
        match self.get(name)? {
            Value::Number(number) => number.as_i64().map(Timestamp),
            Value::String(text) => parse_time(text),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }

    fn node(&self, name: &str) -> Option<&Properties> {
        self.get(name)?.as_object()
    }
}

/// Reads ISO 8601, ECMAScript's `Date` (as Sling's JSON writes it) and HTTP's dates.
pub(crate) fn parse_time(text: &str) -> Option<Timestamp> {
    const STYLES: [&str; 3] = [
        "%a %b %d %Y %H:%M:%S GMT%z",
        "%Y-%m-%dT%H:%M:%S%.f%z",
        "%a, %d %b %Y %H:%M:%S GMT%z",
    ];
    let text = text.trim();
    if let Ok(instant) = text.parse::<Instant>() {
        return Some(Timestamp(instant.as_millisecond()));
    }
    // ECMAScript adds the zone's name in parentheses in some versions.
    let text = text.split(" (").next().unwrap_or(text);
    let http = text.ends_with("GMT").then(|| format!("{text}+0000"));
    let text = http.as_deref().unwrap_or(text);
    STYLES.iter().find_map(|style| {
        let instant = strtime::parse(style, text).ok()?.to_timestamp().ok()?;
        Some(Timestamp(instant.as_millisecond()))
    })
}

/// Reads `25.10.2024 18:11:41`, which the list of versions writes in the server's time zone without
/// saying so (Adobe's testing client reads it so).
pub(crate) fn parse_unzoned(text: &str, zone: Offset) -> Option<Timestamp> {
    let civil = civil(text)?;
    let instant = zone.to_timestamp(civil).ok()?;
    Some(Timestamp(instant.as_millisecond()))
}

/// Whether a date doesn't say its zone.
pub(crate) fn is_unzoned(text: &str) -> bool {
    civil(text).is_some()
}

fn civil(text: &str) -> Option<DateTime> {
    let parsed = strtime::parse("%d.%m.%Y %H:%M:%S", text.trim()).ok()?;
    parsed.to_datetime().ok()
}

/// The zone in which a date was written, such as `GMT+0200` of Sling's JSON.
pub(crate) fn zone_of(text: &str) -> Option<Offset> {
    let text = text.split(" (").next()?.trim();
    strtime::parse("%a %b %d %Y %H:%M:%S GMT%z", text)
        .ok()?
        .offset()
}

/// As the QueryBuilder wants it.
pub(crate) fn iso(time: Timestamp) -> Option<String> {
    let instant = Instant::from_millisecond(time.0).ok()?;
    Some(strtime::format("%Y-%m-%dT%H:%M:%S%.3fZ", instant).unwrap_or_default())
        .filter(|text| !text.is_empty())
}

/// Cut to whole seconds: Sling's dates have no more, so the same instant must look the same from
/// every source.
pub(crate) fn whole_seconds(time: Timestamp) -> Timestamp {
    Timestamp(time.0.div_euclid(1000) * 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_style_of_date() {
        let instant = Some(Timestamp(1_729_879_901_000));
        assert_eq!(parse_time("2024-10-25T18:11:41.000Z"), instant);
        assert_eq!(parse_time("2024-10-25T20:11:41.000+02:00"), instant);
        assert_eq!(parse_time("2024-10-25T20:11:41.000+0200"), instant);
        assert_eq!(parse_time("Fri Oct 25 2024 18:11:41 GMT+0000"), instant);
        assert_eq!(parse_time("Fri Oct 25 2024 20:11:41 GMT+0200"), instant);
        assert_eq!(
            parse_time("Fri Oct 25 2024 20:11:41 GMT+0200 (CEST)"),
            instant
        );
        assert_eq!(parse_time("Fri, 25 Oct 2024 18:11:41 GMT"), instant);
        assert_eq!(parse_time("yesterday"), None);
        assert_eq!(
            iso(Timestamp(1_729_879_901_250)).as_deref(),
            Some("2024-10-25T18:11:41.250Z")
        );
        assert_eq!(whole_seconds(Timestamp(1_999)), Timestamp(1_000));
        assert_eq!(whole_seconds(Timestamp(-1)), Timestamp(-1_000));
    }

    #[test]
    fn a_date_without_a_zone_is_the_servers() {
        let zone = zone_of("Fri Oct 25 2024 20:11:41 GMT+0200").unwrap();
        assert!(is_unzoned("25.10.2024 20:11:41"));
        assert_eq!(
            parse_unzoned("25.10.2024 20:11:41", zone),
            Some(Timestamp(1_729_879_901_000))
        );
        assert_eq!(parse_unzoned("2024-10-25T20:11:41Z", zone), None);
        assert_eq!(zone_of("2024-10-25T20:11:41Z"), None);
    }

    #[test]
    fn an_odd_property_is_an_absent_one() {
        let node: Properties =
            serde_json::from_str(r#"{"a":"12","b":[],"c":["x"],"d":-1,"e":"true","f":{}}"#)
                .unwrap();
        assert_eq!(node.number("a"), Some(12));
        assert_eq!(node.text("b"), None);
        assert_eq!(node.text("c"), Some("x"));
        assert_eq!(node.number("d"), None);
        assert_eq!(node.truth("e"), Some(true));
        assert_eq!(node.time("f"), None);
    }
}
