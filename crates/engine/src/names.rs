//! Names for copies and uploads, by the rules of the core.

use damson_core::{Timestamp, conflict::Day, name};
use damson_remote::NameRules;

/// The day in UTC of a moment; the first day of 1970 for one that no calendar has.
pub(crate) fn day(now: Timestamp) -> Day {
    let moment = jiff::Timestamp::from_millisecond(now.0).unwrap_or_default();
    let date = moment.to_zoned(jiff::tz::TimeZone::UTC).date();
    let part = |part: i8| u8::try_from(part).expect("days and months are positive");
    Day {
        year: i64::from(date.year()),
        month: part(date.month()),
        day: part(date.day()),
    }
}

/// `name (2).psd`: the `nth` of a name that is taken.
pub(crate) fn numbered(name: &str, nth: u32) -> String {
    match name.rfind('.') {
        Some(at) if at > 0 => format!("{} ({nth}){}", &name[..at], &name[at..]),
        Some(_) | None => format!("{name} ({nth})"),
    }
}

/// A server's rules in the core's words.
pub(crate) fn rules(rules: NameRules) -> name::NameRules {
    match rules {
        NameRules::Aem => name::NameRules::Aem,
        NameRules::Any => name::NameRules::Any,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_its_day() {
        let on = |year, month, day| Day { year, month, day };
        assert_eq!(day(Timestamp(1_795_262_400_000)), on(2026, 11, 21));
        assert_eq!(day(Timestamp(0)), on(1970, 1, 1));
        assert_eq!(day(Timestamp(-1)), on(1969, 12, 31));
        assert_eq!(day(Timestamp(951_782_400_000)), on(2000, 2, 29));
    }

    #[test]
    fn the_second_of_a_name_keeps_its_extension() {
        assert_eq!(numbered("a.psd", 2), "a (2).psd");
        assert_eq!(numbered(".hidden", 3), ".hidden (3)");
    }
}
