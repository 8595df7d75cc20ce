//! Dates of headers (RFC 9110, 5.6.7).

use std::time::SystemTime;

use damson_core::Timestamp;

/// A date in one of HTTP's three forms, if it is not before 1970.
pub fn http_date(text: &str) -> Option<Timestamp> {
    let time = httpdate::parse_http_date(text).ok()?;
    let since = time.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok().map(Timestamp)
}
