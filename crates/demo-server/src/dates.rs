//! The four ways in which AEM writes a date. All times are milliseconds since 1970 in UTC.

use std::time::{Duration, SystemTime};

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::{Offset, TimeZone},
};

/// How a JSON answer writes its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Ecma,
    Iso,
}

impl Form {
    /// A date in UTC.
    pub(crate) fn write(self, ms: i64) -> String {
        match self {
            Self::Ecma => ecma(ms),
            Self::Iso => iso(ms),
        }
    }

    /// A date in its own time zone, in minutes ahead of UTC.
    pub(crate) fn write_zoned(self, ms: i64, zone: i32) -> String {
        if zone == 0 {
            return self.write(ms);
        }
        let form = match self {
            Self::Ecma => ECMA,
            Self::Iso => "%Y-%m-%dT%H:%M:%S.%3f%:z",
        };
        let zone = Offset::from_seconds(zone * 60).unwrap_or(Offset::UTC);
        let zoned = stamp(ms).to_zoned(zone.to_time_zone());
        zoned.strftime(form).to_string()
    }
}

const ECMA: &str = "%a %b %d %Y %H:%M:%S GMT%z";

/// `2024-10-25T18:11:41.000Z`, as the Assets HTTP API writes it.
pub(crate) fn iso(ms: i64) -> String {
    format!("{:.3}", stamp(ms))
}

/// `Fri Oct 25 2024 18:11:41 GMT+0000`, as Sling's JSON writes it.
pub(crate) fn ecma(ms: i64) -> String {
    stamp(ms).to_zoned(TimeZone::UTC).strftime(ECMA).to_string()
}

/// `25.10.2024 18:11:41`, as the list of versions writes it: in the server's zone, which is UTC
/// here, and without saying so.
pub(crate) fn unzoned(ms: i64) -> String {
    stamp(ms)
        .to_zoned(TimeZone::UTC)
        .strftime("%d.%m.%Y %H:%M:%S")
        .to_string()
}

/// `Fri, 25 Oct 2024 18:11:41 GMT`, as HTTP headers write it.
pub(crate) fn http(ms: i64) -> String {
    let since = Duration::from_millis(u64::try_from(ms).unwrap_or_default());
    httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + since)
}

/// Reads an HTTP header's date, to the second.
pub(crate) fn parse_http(text: &str) -> Option<i64> {
    let time = httpdate::parse_http_date(text).ok()?;
    let since = time.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok()
}

/// Reads what a query may say: ISO 8601 with or without a time, or milliseconds.
pub(crate) fn parse(text: &str) -> Option<i64> {
    if let Ok(ms) = text.parse::<i64>() {
        return Some(ms);
    }
    if let Ok(stamp) = text.parse::<Timestamp>() {
        return Some(stamp.as_millisecond());
    }
    let date = text.parse::<Date>().ok()?;
    Some(
        date.to_zoned(TimeZone::UTC)
            .ok()?
            .timestamp()
            .as_millisecond(),
    )
}

/// Reads what Sling's POST servlet takes for a `Date`, in the order of its default formats: the time,
/// and the minutes that its zone is ahead of UTC. The forms without a zone ignore what follows
/// them, as Java does, and are read in the server's zone, which is UTC here; so
/// `2026-01-01T10:00:00+02:00`, which lacks milliseconds, is ten o'clock UTC.
pub(crate) fn parse_posted(text: &str) -> Option<(i64, i32)> {
    parse_zoned(text, "%a %b %d %Y %H:%M:%S GMT%z")
        .or_else(|| parse_zoned(text, "%Y-%m-%dT%H:%M:%S.%f%:z"))
        .or_else(|| parse_zoned(text, "%Y-%m-%dT%H:%M:%S.%f%z"))
        .or_else(|| parse_zoned(&text.replace('Z', "+0000"), "%Y-%m-%dT%H:%M:%S.%f%z"))
        .or_else(|| parse_local(text, "%Y-%m-%dT%H:%M:%S", 19))
        .or_else(|| parse_local(text, "%Y-%m-%d", 10))
        .or_else(|| parse_local(text, "%d.%m.%Y %H:%M:%S", 19))
        .or_else(|| parse_local(text, "%d.%m.%Y", 10))
}

fn parse_zoned(text: &str, form: &str) -> Option<(i64, i32)> {
    let time = jiff::fmt::strtime::parse(form, text).ok()?;
    let stamp = time.to_timestamp().ok()?;
    Some((stamp.as_millisecond(), time.offset()?.seconds() / 60))
}

fn parse_local(text: &str, form: &str, length: usize) -> Option<(i64, i32)> {
    let time = jiff::fmt::strtime::parse(form, text.get(..length)?).ok()?;
    let time: DateTime = time
        .to_datetime()
        .or_else(|_| time.to_date().map(DateTime::from))
        .ok()?;
    let zoned = time.to_zoned(TimeZone::UTC).ok()?;
    Some((zoned.timestamp().as_millisecond(), 0))
}

/// The clock of this computer.
pub(crate) fn now() -> i64 {
    Timestamp::now().as_millisecond()
}

fn stamp(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_the_field_reads() {
        let ms = 1_729_879_901_042;
        assert_eq!(iso(ms), "2024-10-25T18:11:41.042Z");
        assert_eq!(ecma(ms), "Fri Oct 25 2024 18:11:41 GMT+0000");
        assert_eq!(unzoned(ms), "25.10.2024 18:11:41");
        assert_eq!(http(ms), "Fri, 25 Oct 2024 18:11:41 GMT");
    }

    #[test]
    fn reads_what_is_posted_as_sling_does() {
        let noon = 1_729_857_600_000;
        for text in [
            "2024-10-25T12:00:00.000Z",
            "Fri Oct 25 2024 12:00:00 GMT+0000",
            "2024-10-25T12:00:00",
            "2024-10-25T12:00:00+02:00",
            "25.10.2024 12:00:00",
        ] {
            assert_eq!(parse_posted(text), Some((noon, 0)), "{text}");
        }
        for text in [
            "2024-10-25T14:00:00.000+02:00",
            "2024-10-25T14:00:00.000+0200",
        ] {
            assert_eq!(parse_posted(text), Some((noon, 120)), "{text}");
        }
        assert_eq!(
            Form::Ecma.write_zoned(noon, 120),
            "Fri Oct 25 2024 14:00:00 GMT+0200"
        );
        assert_eq!(
            Form::Iso.write_zoned(noon, 120),
            "2024-10-25T14:00:00.000+02:00"
        );
        assert_eq!(parse_posted("2024-10-25"), Some((1_729_814_400_000, 0)));
        assert_eq!(parse_posted("25.10.2024"), Some((1_729_814_400_000, 0)));
        assert_eq!(parse_posted("soon"), None);
        assert_eq!(parse_posted(""), None);
    }

    #[test]
    fn reads_what_clients_send() {
        assert_eq!(parse("2024-10-25T18:11:41.042Z"), Some(1_729_879_901_042));
        assert_eq!(
            parse("2024-10-25T20:11:41.042+02:00"),
            Some(1_729_879_901_042)
        );
        assert_eq!(parse("1729879901042"), Some(1_729_879_901_042));
        assert_eq!(parse("2024-10-25"), Some(1_729_814_400_000));
        assert_eq!(parse("yesterday"), None);
        assert_eq!(
            parse_http("Fri, 25 Oct 2024 18:11:41 GMT"),
            Some(1_729_879_901_000)
        );
    }
}
