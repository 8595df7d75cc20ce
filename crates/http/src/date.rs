//! Dates of headers (RFC 9110, 5.6.7) and of properties, in every form that servers write.

use std::time::{Duration, SystemTime};

use damson_core::Timestamp;
use jiff::{civil, fmt::rfc2822, tz::TimeZone};

/// Reads RFC 2822 without insisting on a day of the week that fits.
static MAIL: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new().relaxed_weekday(true);

/// A date in one of HTTP's three forms, in that of mail (one-digit days, numeric zones), or as
/// ISO 8601 has it; `None` for anything else and before 1970. A time without a zone is UTC.
pub fn http_date(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let read = [of_http, of_mail, of_iso, of_c];
    let moment = read.iter().find_map(|read| read(text))?;
    (moment.0 >= 0).then_some(moment)
}

fn of_http(text: &str) -> Option<Timestamp> {
    let time = httpdate::parse_http_date(text).ok()?;
    let since = time.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok().map(Timestamp)
}

/// `Sun, 6 Nov 1994 09:49:37 +0100`, also with the zone as a name.
fn of_mail(text: &str) -> Option<Timestamp> {
    let (date, zone) = text.rsplit_once(' ')?;
    let known = ["UTC", "Z"]
        .iter()
        .any(|name| zone.eq_ignore_ascii_case(name));
    let spelled = known.then(|| format!("{date} +0000"));
    let time = MAIL
        .parse_timestamp(spelled.as_deref().unwrap_or(text))
        .ok()?;
    Some(Timestamp(time.as_millisecond()))
}

/// `1994-11-06T08:49:37Z`, also with a space, another zone, a fraction, or none of these.
fn of_iso(text: &str) -> Option<Timestamp> {
    if let Ok(time) = text.parse::<jiff::Timestamp>() {
        return Some(Timestamp(time.as_millisecond()));
    }
    let local: civil::DateTime = text.parse().ok()?;
    let time = local.to_zoned(TimeZone::UTC).ok()?.timestamp();
    Some(Timestamp(time.as_millisecond()))
}

/// `Sun Nov 6 08:49:37 1994` with any number of spaces, and RFC 850's dates with the parts that
/// servers leave out or shorten.
fn of_c(text: &str) -> Option<Timestamp> {
    let parts: Vec<&str> = text
        .split([' ', ',', '-'])
        .filter(|part| !part.is_empty())
        .filter(|part| {
            !["GMT", "UTC", "UT"]
                .iter()
                .any(|zone| part.eq_ignore_ascii_case(zone))
        })
        .collect();
    let (day, month, year, clock) = match parts.as_slice() {
        [_, month, day, clock, year] if clock.contains(':') => (day, month, year, clock),
        [_, day, month, year, clock] | [day, month, year, clock] => (day, month, year, clock),
        _ => return None,
    };
    let year: u16 = year.parse().ok()?;
    let year = match year {
        0..=69 => 2000 + year,
        70..=99 => 1900 + year,
        100.. => year,
    };
    let mail = format!("{day} {month} {year:04} {clock} +0000");
    let time = MAIL.parse_timestamp(&mail).ok()?;
    Some(Timestamp(time.as_millisecond()))
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

    #[test]
    fn reads_dates_in_every_form_that_servers_write() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun,  6 Nov 1994 08:49:37 GMT",
            " Sun, 06 Nov 1994 08:49:37 GMT ",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sunday, 6-Nov-94 08:49:37 GMT",
            "Sun, 06-Nov-1994 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Sun Nov 6 08:49:37 1994",
            "Sun, 06 Nov 1994 08:49:37 +0000",
            "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 6 Nov 1994 08:49:37 Z",
            "Sun, 06 Nov 1994 09:49:37 +0100",
            "Sun, 06 Nov 1994 03:49:37 -0500",
            "06 Nov 1994 08:49:37 GMT",
            // The day of the week is nobody's concern.
            "Mon, 06 Nov 1994 08:49:37 GMT",
            "1994-11-06T08:49:37Z",
            "1994-11-06T08:49:37.000Z",
            "1994-11-06T09:49:37+01:00",
            "1994-11-06 08:49:37Z",
            "1994-11-06T08:49:37",
            "1994-11-06 08:49:37",
        ] {
            assert_eq!(http_date(text), Some(Timestamp(784_111_777_000)), "{text}");
        }
        let fraction = http_date("1994-11-06T08:49:37.25Z");
        assert_eq!(fraction, Some(Timestamp(784_111_777_250)));
        for text in [
            "",
            " ",
            "0",
            "yesterday",
            "Sun, 06 Nov 1964 08:49:37 GMT",
            "-",
        ] {
            assert_eq!(http_date(text), None, "{text}");
        }
    }
}
