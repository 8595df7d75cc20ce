//! Names for copies and uploads, by the rules of the core.

use damson_core::{Timestamp, conflict::Day, name};
use damson_remote::NameRules;

/// The day in UTC of a moment.
pub(crate) fn day(now: Timestamp) -> Day {
    // Howard Hinnant's civil_from_days (https://howardhinnant.github.io/date_algorithms.html).
    let days = now.0.div_euclid(86_400_000) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let fits = |part: i64| u8::try_from(part).expect("days and months are small");
    Day {
        year: year_of_era + era * 400 + i64::from(month <= 2),
        month: fits(month),
        day: fits(day),
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
