use std::sync::Arc;

use damson_core::{DamPath, OnServer, Revision};

use super::path;
use crate::{
    disk::names::Names,
    journal::Journal,
    model::{LocalRecord, Stamp},
};

fn names(caseless: bool) -> (Arc<Journal>, Names) {
    let journal = Arc::new(Journal::in_memory().unwrap());
    for name in ["f/a.psd", "f/A.psd", "f/b.psd"] {
        let update = journal.update(&path(name), |asset| {
            asset.remote.state = OnServer::Present(Revision::default());
        });
        update.unwrap();
    }
    let names = Names {
        store: journal.clone(),
        caseless,
    };
    (journal, names)
}

#[test]
fn siblings_that_differ_by_case_get_names_of_their_own_and_keep_them() {
    let (_, names) = names(true);
    let folder = path("f");
    let first = names.disk_name(&folder, "a.psd").unwrap();
    let second = names.disk_name(&folder, "A.psd").unwrap();
    let mut both = [first.as_str(), second.as_str()];
    both.sort_unstable();
    assert_eq!(both, ["A.psd", "a%~1.psd"]);
    assert_eq!(names.disk_name(&folder, "a.psd").unwrap(), first);
    assert_eq!(names.disk_name(&folder, "A.psd").unwrap(), second);
    assert_eq!(names.disk_name(&folder, "b.psd").unwrap(), "b.psd");
    let back = names.of_folder(&folder).unwrap();
    assert_eq!(back.dam_name(&first).as_deref(), Some("a.psd"));
    assert_eq!(back.dam_name(&second).as_deref(), Some("A.psd"));
}

#[test]
fn whoever_is_on_the_disk_already_keeps_the_name() {
    let (journal, names) = names(true);
    let here = LocalRecord {
        stamp: Stamp {
            size: damson_core::ByteCount(1),
            modified_ns: 1,
            file_id: 1,
            changed_ns: None,
        },
        digest: None,
    };
    journal.set_local(&path("f/A.psd"), here).unwrap();
    assert_ne!(names.disk_name(&path("f"), "a.psd").unwrap(), "a.psd");
    assert_eq!(names.disk_name(&path("f"), "A.psd").unwrap(), "A.psd");
}

#[test]
fn a_disk_with_case_holds_both() {
    let (_, names) = names(false);
    assert_eq!(names.disk_name(&path("f"), "a.psd").unwrap(), "a.psd");
    assert_eq!(names.disk_name(&path("f"), "A.psd").unwrap(), "A.psd");
}

#[test]
fn a_name_that_looks_like_a_stand_in_does_not_get_its_file() {
    let (_, names) = names(true);
    let folder = path("f");
    let stand_in = names.disk_name(&folder, "a.psd").unwrap();
    assert_eq!(stand_in, "a%~1.psd");
    let own = names.disk_name(&folder, &stand_in).unwrap();
    assert_ne!(own, stand_in);
    let back = names.of_folder(&folder).unwrap();
    assert_eq!(back.dam_name(&own), Some(stand_in));
}

#[test]
fn an_escape_does_not_meet_a_name_that_looks_like_one() {
    let (journal, names) = names(true);
    let folder = path("g");
    // A control character is escaped on every disk.
    for name in ["bell\u{7}.psd", "bell%07.psd", "BELL%07.psd"] {
        let at = folder.join(name).unwrap();
        let update = journal.update(&at, |asset| {
            asset.remote.state = OnServer::Present(Revision::default());
        });
        update.unwrap();
    }
    let mut taken: Vec<String> = ["bell\u{7}.psd", "bell%07.psd", "BELL%07.psd"]
        .iter()
        .map(|name| damson_core::name::fold(&names.disk_name(&folder, name).unwrap()))
        .collect();
    taken.sort();
    taken.dedup();
    assert_eq!(taken.len(), 3, "{taken:?}");
}

#[test]
fn a_name_that_is_too_long_is_remembered() {
    let (_, names) = names(false);
    let folder = path("f");
    let long = format!("{}.psd", "ä".repeat(300));
    let short = names.disk_name(&folder, &long).unwrap();
    assert!(short.encode_utf16().count() <= 255);
    let back = names.of_folder(&folder).unwrap();
    assert_eq!(back.dam_name(&short), Some(long));
}

#[test]
fn no_asset_is_called_like_our_own_files() {
    let (_, names) = names(false);
    let ours = crate::disk::names::partial_name("a.psd");
    assert_ne!(names.disk_name(&DamPath::root(), &ours).unwrap(), ours);
}
