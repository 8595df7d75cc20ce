//! Numbers and times as people say them.

use jiff::{Timestamp, tz::TimeZone};

use crate::words::say;

/// "1.4 MB": decimal units, as file managers and AEM show them.
pub(crate) fn size(bytes: u64) -> String {
    const UNITS: [&str; 6] = ["kB", "MB", "GB", "TB", "PB", "EB"];
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    let mut amount = bytes as f64 / 1000.0;
    let mut unit = 0;
    // 999.95 would be shown as 1000.0.
    while amount >= 999.95 && unit + 1 < UNITS.len() {
        amount /= 1000.0;
        unit += 1;
    }
    format!("{amount:.1} {}", UNITS[unit])
}

/// "3 hours ago" from RFC 3339; the date for what is older than a month.
pub(crate) fn ago(time: &str, now: Timestamp) -> String {
    let Ok(then) = time.parse::<Timestamp>() else {
        return String::new();
    };
    let seconds = now.as_second() - then.as_second();
    match seconds {
        // Clocks differ a little.
        -120..=59 => say!("ago-just-now"),
        60..=3_599 => say!("ago-minutes", count = (seconds / 60).unsigned_abs()),
        3_600..=86_399 => say!("ago-hours", count = (seconds / 3_600).unsigned_abs()),
        86_400..=2_591_999 => say!("ago-days", count = (seconds / 86_400).unsigned_abs()),
        _ => then
            .to_zoned(TimeZone::system())
            .strftime("%Y-%m-%d")
            .to_string(),
    }
}

/// "2026-11-21 14:05" in the time zone of this computer.
pub(crate) fn moment(time: &str) -> String {
    time.parse::<Timestamp>().map_or_else(
        |_| String::new(),
        |then| {
            then.to_zoned(TimeZone::system())
                .strftime("%Y-%m-%d %H:%M")
                .to_string()
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        let shown = [
            0,
            999,
            1000,
            1_449,
            202_200,
            999_949,
            999_950,
            4_294_967_296,
            u64::MAX,
        ]
        .map(size)
        .join(" | ");
        assert_eq!(
            shown,
            "0 B | 999 B | 1.0 kB | 1.4 kB | 202.2 kB | 999.9 kB | 1.0 MB | 4.3 GB | 18.4 EB"
        );
    }

    #[test]
    fn times_are_relative_until_a_month() {
        let now: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        let before = |seconds: i64| {
            ago(
                &Timestamp::from_second(now.as_second() - seconds)
                    .unwrap()
                    .to_string(),
                now,
            )
        };
        assert_eq!(before(-30), "just now");
        assert_eq!(before(59), "just now");
        assert_eq!(before(60), "1 min ago");
        assert_eq!(before(7_300), "2 hours ago");
        assert_eq!(before(86_400 * 3), "3 days ago");
        assert!(before(86_400 * 200).starts_with("2026-05-0"));
        assert_eq!(ago("yesterday", now), "");
    }
}
