//! Names on a disk that takes `a` and `A` for one.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization as _;

use super::{
    Disk, DiskName,
    escape::{numbered, on_disk},
    reason::name_problem,
};

/// The key under which a disk without case finds a name: equal for two names that some such disk
/// takes for one, whatever its system.
///
/// The full case folding of Unicode over canonically decomposed text, as APFS and Linux do it
/// (`ß` and `ss`, `ς` and `σ`, `K` and the Kelvin sign, `ﬁ` and `fi`). NTFS folds less. One name too
/// many that is told apart costs a number; one too few costs a file.
pub fn fold(name: &str) -> String {
    let lower = name.nfd().flat_map(char::to_lowercase);
    let upper = lower.flat_map(char::to_uppercase);
    let folded: String = upper.flat_map(char::to_lowercase).collect();
    folded.nfc().collect()
}

/// What the assets and folders of one folder are called side by side on a disk without case.
///
/// A name that was decided before is kept: `kept` answers what a sibling is called already. Then
/// the others are called what [`on_disk`] says, in the order of their bytes, unless somebody has
/// that; who comes too late gets the first free number (`logo%~1.psd`). So siblings that come and
/// go never rename a file that is there, as long as the decisions that differ from [`on_disk`]
/// are remembered.
pub fn together<'a>(
    siblings: &BTreeSet<&'a str>,
    disk: Disk,
    kept: &dyn Fn(&str) -> Option<DiskName>,
) -> BTreeMap<&'a str, DiskName> {
    let mut taken = BTreeSet::new();
    let mut names = BTreeMap::new();
    for &sibling in siblings {
        if let Some(before) = kept(sibling)
            && name_problem(&before.text, disk).is_none()
            && taken.insert(fold(&before.text))
        {
            names.insert(sibling, before);
        }
    }
    for &sibling in siblings {
        if names.contains_key(sibling) {
            continue;
        }
        let usual = std::iter::once(on_disk(sibling, disk));
        let mut choices = usual.chain((1..).map(|number| numbered(sibling, number, disk)));
        let free = choices.find(|choice| taken.insert(fold(&choice.text)));
        names.insert(sibling, free.expect("numbers do not end"));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_some_disk_takes_for_one() {
        for (one, other) in [
            ("LOGO.psd", "logo.PSD"),
            ("é", "e\u{301}"),
            ("É", "e\u{301}"),
            ("Å", "\u{212B}"),
            ("å", "\u{212B}"),
            ("K", "\u{212A}"),
            ("straße", "STRASSE"),
            ("straße", "STRAẞE"),
            ("ΟΔΟΣ", "οδος"),
            ("ς", "σ"),
            ("ﬁ", "FI"),
            ("ſ", "S"),
            ("İ", "i\u{307}"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
        for (one, other) in [
            ("e", "é"),
            ("a b", "ab"),
            ("İ", "i"),
            ("½", "1/2"),
            ("O", "0"),
        ] {
            assert_ne!(fold(one), fold(other), "{one} {other}");
        }
    }

    #[test]
    fn no_case_tells_a_letter_apart() {
        for c in '\0'..='\u{FFFF}' {
            let text = c.to_string();
            let folded = fold(&text);
            assert_eq!(fold(&folded), folded, "{c:?}");
            assert_eq!(fold(&text.to_lowercase()), folded, "{c:?}");
            assert_eq!(fold(&text.to_uppercase()), folded, "{c:?}");
        }
    }

    fn side_by_side(siblings: &[&str]) -> Vec<String> {
        let siblings = siblings.iter().copied().collect();
        let names = together(&siblings, Disk::Windows, &|_| None);
        names.into_values().map(|name| name.text).collect()
    }

    #[test]
    fn tells_siblings_apart() {
        assert_eq!(
            side_by_side(&["logo.psd", "Logo.psd", "LOGO.psd", "other.psd"]),
            ["LOGO.psd", "Logo%~1.psd", "logo%~2.psd", "other.psd"]
        );
        assert_eq!(
            side_by_side(&["é.psd", "e\u{301}.psd"]),
            ["e\u{301}.psd", "é%~1.psd"]
        );
        assert_eq!(side_by_side(&["CON", "con"]), ["CO%4E", "co%6E"]);
        // A name that looks like a number of ours is no obstacle.
        assert_eq!(
            side_by_side(&["A.psd", "a.psd", "a%~1.psd"]),
            ["A.psd", "a%25~1.psd", "a%~1.psd"]
        );
    }

    #[test]
    fn what_is_there_keeps_its_name() {
        let siblings = BTreeSet::from(["A.psd", "a.psd", "b.psd"]);
        let kept = |name: &str| {
            let plain = ["a.psd", "b.psd"].contains(&name);
            plain.then(|| on_disk(name, Disk::Windows))
        };
        let names = together(&siblings, Disk::Windows, &kept);
        assert_eq!(names["a.psd"].text, "a.psd");
        assert_eq!(names["A.psd"].text, "A%~1.psd");
        let late = BTreeSet::from(["a.psd"]);
        let kept = |_: &str| Some(numbered("a.psd", 7, Disk::Windows));
        assert_eq!(
            together(&late, Disk::Windows, &kept)["a.psd"].text,
            "a%~7.psd"
        );
    }

    #[test]
    fn a_decision_that_can_no_longer_be_kept_is_made_again() {
        let siblings = BTreeSet::from(["a", "b"]);
        let wrong = |text: &str| DiskName {
            text: text.to_owned(),
            reversible: false,
        };
        let names = together(&siblings, Disk::Windows, &|_| Some(wrong("x:y")));
        assert_eq!(names["a"].text, "a");
        let names = together(&siblings, Disk::Windows, &|_| Some(wrong("same")));
        assert_eq!((&*names["a"].text, &*names["b"].text), ("same", "b"));
    }
}
