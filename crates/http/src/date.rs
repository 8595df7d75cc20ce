//! Dates of headers (RFC 9110, 5.6.7).

use std::time::{Duration, SystemTime};

use damson_core::Timestamp;

/// A date in one of HTTP's three forms, if it is not before 1970.
pub fn http_date(text: &str) -> Option<Timestamp> {
    let time = httpdate::parse_http_date(text).ok()?;
    let since = time.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok().map(Timestamp)
}

/// A moment as a header says it, in whole seconds; `None` before 1970.
pub fn header_date(moment: Timestamp) -> Option<String> {
    let since = Duration::from_millis(u64::try_from(moment.0).ok()?);
    let time = SystemTime::UNIX_EPOCH.checked_add(since)?;
    Some(httpdate::fmt_http_date(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_whole_seconds_and_read_again() {
        let text = header_date(Timestamp(1_789_000_000_999)).unwrap();
        assert_eq!(http_date(&text), Some(Timestamp(1_789_000_000_000)));
        assert_eq!(header_date(Timestamp(-1)), None);
    }
}
