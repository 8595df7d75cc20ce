//! The four ways in which AEM writes a date. All times are milliseconds since 1970 in UTC.

use std::time::{Duration, SystemTime};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// `2024-10-25T18:11:41.000Z`, as the Assets HTTP API writes it.
pub(crate) fn iso(ms: i64) -> String {
    format!("{:.3}", stamp(ms))
}

/// `Fri Oct 25 2024 18:11:41 GMT+0000`, as Sling's JSON writes it.
pub(crate) fn ecma(ms: i64) -> String {
    stamp(ms)
        .to_zoned(TimeZone::UTC)
        .strftime("%a %b %d %Y %H:%M:%S GMT%z")
        .to_string()
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
