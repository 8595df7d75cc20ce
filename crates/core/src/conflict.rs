//! What this person's file is called beside theirs.

use crate::name::{Disk, name_problem};

/// A day of the calendar, in whatever time zone the caller reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    pub year: i64,
    pub month: u8,
    pub day: u8,
}

/// The longest copy name, in bytes: what every disk holds.
const LONGEST: usize = 255;
/// The longest person in it, in characters.
const PERSON: usize = 40;
/// What no copy name holds on behalf of a person: AEM's forbidden characters and Windows'.
const NOT_IN_PERSON: &str = r#"*/:[\]|#%{}?&<>"()"#;
/// Endings that are one extension.
const DOUBLE: [&str; 5] = [".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst", ".tar.lz"];
/// The longest extension, in bytes, with its dot.
const EXTENSION: usize = 17;

/// `photo (Jane's copy 2026-11-21).psd`, and from the second on `photo (Jane's copy 2026-11-21 2).psd`.
///
/// The first that is not `taken`. A long stem is cut, so that every disk holds the name; the
/// person is spelled without what a server or a disk refuses, and left out when nothing is left.
/// A name that AEM takes stays one that AEM takes.
pub fn copy_name(name: &str, person: &str, day: Day, taken: &dyn Fn(&str) -> bool) -> String {
    let (stem, extension) = split(name);
    let owner = owner(person);
    let Day { year, month, day } = day;
    let numbers = std::iter::once(String::new()).chain((2u32..).map(|n| format!(" {n}")));
    let mut names = numbers.map(|number| {
        let end = format!(" ({owner}copy {year:04}-{month:02}-{day:02}{number}){extension}");
        let room = LONGEST.saturating_sub(end.len());
        let stem = stem[..stem.floor_char_boundary(room)].trim_end();
        format!("{stem}{end}")
    });
    names.find(|name| !taken(name)).expect("numbers do not end")
}

/// `Jane's `, or nothing.
fn owner(person: &str) -> String {
    let kept: String = person
        .chars()
        .map(|c| {
            let unseen =
                name_problem(c.encode_utf8(&mut [0; 4]), Disk::Linux).is_some() && c != '.';
            if unseen || NOT_IN_PERSON.contains(c) {
                ' '
            } else {
                c
            }
        })
        .collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    let short: String = words.join(" ").chars().take(PERSON).collect();
    let short = short.trim_end();
    if short.is_empty() {
        return String::new();
    }
    format!("{short}'s ")
}

/// The stem and the extension with its dot. What holds a space or is long is no extension
/// (`Dr. Smith at work`).
fn split(name: &str) -> (&str, &str) {
    let lower = name.to_ascii_lowercase();
    let double = DOUBLE.iter().find(|double| lower.ends_with(*double));
    let at = match double {
        Some(double) => name.len() - double.len(),
        None => name.rfind('.').unwrap_or(0),
    };
    let (stem, extension) = name.split_at(at);
    if stem.is_empty() || extension.contains(' ') || extension.len() > EXTENSION {
        return (name, "");
    }
    (stem, extension)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::name::{NameRules, outgoing_asset};

    const DAY: Day = Day {
        year: 2026,
        month: 11,
        day: 2,
    };

    fn copy(name: &str, person: &str) -> String {
        copy_name(name, person, DAY, &|_| false)
    }

    #[test]
    fn names_the_person_and_the_day() {
        assert_eq!(
            copy("photo.psd", "Jane"),
            "photo (Jane's copy 2026-11-02).psd"
        );
        assert_eq!(copy("README", "Jane"), "README (Jane's copy 2026-11-02)");
        assert_eq!(copy(".htaccess", "J"), ".htaccess (J's copy 2026-11-02)");
        assert_eq!(copy("a.tar.GZ", "J"), "a (J's copy 2026-11-02).tar.GZ");
        assert_eq!(copy(".tar.gz", "J"), ".tar.gz (J's copy 2026-11-02)");
        assert_eq!(copy("v1.2.indd", "J"), "v1.2 (J's copy 2026-11-02).indd");
        assert_eq!(
            copy("Dr. Smith at work", "J"),
            "Dr. Smith at work (J's copy 2026-11-02)"
        );
        assert_eq!(
            copy("a.sixteenletters16", "J"),
            "a (J's copy 2026-11-02).sixteenletters16"
        );
        assert_eq!(
            copy("a.seventeenletter17", "J"),
            "a.seventeenletter17 (J's copy 2026-11-02)"
        );
    }

    #[test]
    fn counts_on_when_the_name_is_taken() {
        let first = "a (Jane's copy 2026-11-02).psd";
        let second = "a (Jane's copy 2026-11-02 2).psd";
        let name = |taken: &[&str]| copy_name("a.psd", "Jane", DAY, &|n| taken.contains(&n));
        assert_eq!(name(&[first]), second);
        assert_eq!(name(&[first, second]), "a (Jane's copy 2026-11-02 3).psd");
    }

    #[test]
    fn spells_the_person_so_that_servers_take_it() {
        for (person, owner) in [
            ("jane@example.com", "jane@example.com's "),
            ("J. O'Neil", "J. O'Neil's "),
            ("Zoë 漢", "Zoë 漢's "),
            ("jane/doe\\x", "jane doe x's "),
            ("a\u{202E}b\tc\0", "a b c's "),
            ("[x] {y} <z> (w)", "x y z w's "),
            ("..", "..'s "),
            ("", ""),
            (" / ", ""),
        ] {
            assert_eq!(super::owner(person), owner);
        }
        let long = "x".repeat(39) + " yy";
        assert_eq!(super::owner(&long), "x".repeat(39) + "'s ");
        assert_eq!(copy("a.psd", ""), "a (copy 2026-11-02).psd");
    }

    #[test]
    fn stays_short_enough() {
        let name = copy(&format!("{}.psd", "é".repeat(125)), "Jane");
        assert!(name.ends_with("é (Jane's copy 2026-11-02).psd"));
        assert!((254..=255).contains(&name.len()));
    }

    proptest! {
        #[test]
        fn every_disk_and_server_takes_it(
            stem in "[\\PC&&[^/]]{1,300}",
            extension in "(\\.[a-z]{1,5}){0,2}",
            person in any::<String>(),
        ) {
            let name = outgoing_asset(&format!("x{stem}{extension}"), NameRules::AEM);
            let Ok(name) = name else { return Ok(()) };
            let copy = copy(&name.name, &person);
            prop_assert!(copy.len() <= 255);
            let out = outgoing_asset(&copy, NameRules::AEM).unwrap();
            prop_assert_eq!(out.title, None);
            if name_problem(&name.name, Disk::Linux).is_none() {
                prop_assert_eq!(name_problem(&copy, Disk::Linux), None);
            }
        }
    }
}
