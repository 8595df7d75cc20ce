//! Names for copies.

use damson_core::Timestamp;
use damson_remote::NameRules;

/// `name (Jane's copy 2026-11-21).psd`; from the second on with a number.
pub(crate) fn copy_name(name: &str, person: &str, now: Timestamp, nth: u32) -> String {
    let (stem, extension) = match name.rfind('.') {
        Some(at) if at > 0 => name.split_at(at),
        Some(_) | None => (name, ""),
    };
    let person: String = person
        .chars()
        .filter(|c| !c.is_control() && !"/\\:*?\"<>|[]#%{}&".contains(*c))
        .collect();
    let date = date(now);
    let number = if nth > 1 {
        format!(" {nth}")
    } else {
        String::new()
    };
    format!("{stem} ({person}'s copy {date}{number}){extension}")
}

/// `name (2).psd`: the `nth` of a name that is taken.
pub(crate) fn numbered(name: &str, nth: u32) -> String {
    match name.rfind('.') {
        Some(at) if at > 0 => format!("{} ({nth}){}", &name[..at], &name[at..]),
        Some(_) | None => format!("{name} ({nth})"),
    }
}

/// Files that systems and applications leave behind and nobody means to keep.
pub(crate) fn is_junk(name: &str) -> bool {
    let lower = name.to_lowercase();
    matches!(
        lower.as_str(),
        ".ds_store" | "thumbs.db" | "desktop.ini" | "icon\r" | ".directory"
    ) || ["._", "~$", ".~lock.", "~"]
        .iter()
        .any(|start| lower.starts_with(start))
        || [".tmp", ".idlk", ".crdownload", ".part", ".swp", ".lock"]
            .iter()
            .any(|end| lower.ends_with(end))
}

/// The name that the server takes for a file or folder of this computer.
pub(crate) fn outgoing(name: &str, rules: NameRules, is_folder: bool) -> String {
    match rules {
        NameRules::Any => name.to_owned(),
        NameRules::Aem => {
            let refused = if is_folder {
                "*/:[\\]|#%{}?\"^;+&\t\n.,"
            } else {
                "*/:[\\]|#%{}?&"
            };
            let taken: String = name
                .chars()
                .map(|c| {
                    if refused.contains(c) || c.is_control() {
                        '-'
                    } else {
                        c
                    }
                })
                .collect();
            taken.trim().to_owned()
        }
    }
}

/// The day in UTC, as ISO 8601 has it.
fn date(now: Timestamp) -> String {
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
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_named_after_person_and_day() {
        let day = Timestamp(1_795_219_200_000);
        assert_eq!(
            copy_name("a.psd", "Jane", day, 1),
            "a (Jane's copy 2026-11-21).psd"
        );
        assert_eq!(copy_name("a", "J/D", day, 2), "a (JD's copy 2026-11-21 2)");
        assert_eq!(date(Timestamp(0)), "1970-01-01");
        assert_eq!(date(Timestamp(-1)), "1969-12-31");
        assert_eq!(date(Timestamp(951_782_400_000)), "2000-02-29");
    }
}
