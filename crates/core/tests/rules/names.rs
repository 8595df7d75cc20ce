//! Properties of names, for any text that a server or a person could come up with.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Component, Path},
};

use damson_core::{
    DamPath,
    ignore::{is_ignored_file, is_ignored_folder},
    name::{
        Disk, NameRules, fold, from_disk, name_problem, on_disk, outgoing_asset, outgoing_folder,
        together,
    },
};
use proptest::prelude::*;

/// Names that are near the rules: their words, marks and characters, put together at random.
fn near_the_rules() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "%",
        "~",
        "%~",
        "%3A",
        "%25",
        "%2E",
        "%4E",
        "%C3",
        "%A9",
        "2",
        "5",
        "E",
        "1",
        ".",
        "..",
        " ",
        ":",
        "/",
        "\\",
        "?",
        "CON",
        "con",
        "COM1",
        "LPT¹",
        "CONIN$",
        ".tmp",
        ".part",
        "~$",
        "._",
        ".damson-",
        "DEADBEEF",
        "Thumbs.db",
        ".DS_Store",
        "a",
        "A",
        "é",
        "e\u{301}",
        "É",
        "ﬁ",
        "İ",
        "ß",
        "ẞ",
        "\u{202E}",
        "\u{200D}",
        "🎨",
        ".psd",
        "\0",
        "\n",
        "(A Document Being Saved By ",
        "~lock~",
        ".sb-1a2b3c4d-Xy12zA",
        "atmp1",
        "%~1",
        "%25~1",
        "\u{7f}",
        "漢",
    ]);
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

pub(crate) fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => near_the_rules(),
        1 => any::<String>(),
        1 => (near_the_rules(), 0usize..300, near_the_rules())
            .prop_map(|(front, many, back)| front + &"x".repeat(many) + &back),
        1 => prop::collection::vec(any::<u8>(), 0..60)
            .prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    ]
}

pub(crate) fn any_disk() -> impl Strategy<Value = Disk> {
    prop::sample::select(Disk::ALL.to_vec())
}

proptest! {
    #![proptest_config(crate::many(4))]

    #[test]
    fn the_disk_can_hold_what_comes_out(name in any_name(), disk in any_disk()) {
        let held = on_disk(&name, disk);
        prop_assert_eq!(name_problem(&held.text, disk), None, "{:?}", held);
        prop_assert!(!is_ignored_file(&held.text) && !is_ignored_folder(&held.text));
    }

    #[test]
    fn the_way_back_leads_to_the_name(name in any_name(), disk in any_disk()) {
        let held = on_disk(&name, disk);
        if held.reversible {
            prop_assert_eq!(from_disk(&held.text, disk), Some(name));
        } else {
            prop_assert!(name.is_empty() || held.text.len() > 200 || disk == Disk::Windows);
        }
    }

    /// A file that a person makes is found again under the name that it gets on the server.
    #[test]
    fn the_way_there_leads_to_the_file(text in any_name(), disk in any_disk()) {
        let Some(name) = from_disk(&text, disk) else {
            return Ok(());
        };
        let held = on_disk(&name, disk);
        if held.reversible && held.text != text {
            // Only a number is dropped on the way.
            prop_assert!(text.contains("%~"), "{text:?} {name:?} {held:?}");
        }
    }

    #[test]
    fn a_name_the_disk_can_hold_stays(name in any_name(), disk in any_disk()) {
        if name_problem(&name, disk).is_none() && !name.contains('%') {
            prop_assert_eq!(on_disk(&name, disk).text, name);
        }
    }

    #[test]
    fn a_portable_name_is_one_everywhere(name in any_name()) {
        let held = on_disk(&name, Disk::Portable).text;
        for disk in Disk::ALL {
            prop_assert_eq!(name_problem(&held, disk), None);
        }
    }

    #[test]
    fn siblings_never_share_a_name(
        names in prop::collection::btree_set(any_name(), 0..12),
        disk in any_disk(),
    ) {
        let mut owners = BTreeMap::new();
        for name in &names {
            let held = on_disk(name, disk);
            if held.reversible {
                prop_assert_eq!(owners.insert(held.text, name), None);
            }
        }
        let siblings: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        let side_by_side = together(&siblings, disk, &|_| None);
        prop_assert_eq!(side_by_side.len(), names.len());
        let keys: BTreeSet<String> = side_by_side.values().map(|held| fold(&held.text)).collect();
        prop_assert_eq!(keys.len(), names.len());
        for (name, held) in &side_by_side {
            prop_assert_eq!(name_problem(&held.text, disk), None, "{:?}", held);
            if held.reversible {
                prop_assert_eq!(from_disk(&held.text, disk), Some((*name).to_owned()));
            }
        }
    }

    /// With the decisions remembered, nobody is renamed by a sibling that comes or goes.
    #[test]
    fn siblings_that_come_and_go_rename_nobody(
        before in prop::collection::btree_set(any_name(), 0..8),
        after in prop::collection::btree_set(any_name(), 0..8),
    ) {
        let disk = Disk::Windows;
        let first: BTreeSet<&str> = before.iter().map(String::as_str).collect();
        let decided = together(&first, disk, &|_| None);
        let second: BTreeSet<&str> = before.iter().step_by(2).chain(&after).map(String::as_str).collect();
        let again = together(&second, disk, &|name| decided.get(name).cloned());
        for (name, held) in &again {
            if let Some(was) = decided.get(name) {
                prop_assert_eq!(held, was);
            }
        }
    }

    #[test]
    fn paths_stay_inside_the_cache_folder(bytes in prop::collection::vec(any::<u8>(), 0..80), disk in any_disk()) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Ok(path) = DamPath::parse(&text) else { return Ok(()) };
        // A path is read by the rules of the system that runs this.
        let disk = if cfg!(windows) { Disk::Windows } else { disk };
        let root = Path::new("root");
        let full = path.names().fold(root.to_owned(), |folder, name| folder.join(on_disk(name, disk).text));
        prop_assert!(full.starts_with(root));
        prop_assert_eq!(full.components().count(), 1 + path.depth());
        prop_assert!(full.components().all(|part| matches!(part, Component::Normal(_))));
    }

    #[test]
    fn what_goes_out_is_taken(name in any_name()) {
        for rules in [NameRules::AEM, NameRules::ANY] {
            for make in [outgoing_asset, outgoing_folder] {
                if let Ok(out) = make(&name, rules) {
                    let again = make(&out.name, rules);
                    prop_assert_eq!(again.as_ref().map(|o| &o.name), Ok(&out.name));
                    prop_assert_eq!(again.map(|o| o.title), Ok(None));
                    prop_assert!(DamPath::root().join(&out.name).is_ok());
                }
            }
        }
    }

    #[test]
    fn folding_is_stable(name in any_name()) {
        let once = fold(&name);
        prop_assert_eq!(fold(&once), once);
    }
}
