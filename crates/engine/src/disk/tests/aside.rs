use damson_core::ByteCount;

use super::{desk, path};
use crate::{
    model::{LocalError, Stamp},
    ports::Local,
};

#[test]
fn only_the_expected_file_is_removed() {
    let desk = desk();
    let stamp = desk.write("shoot/day/a.psd", b"x");
    desk.write("shoot/keep.psd", b"y");
    desk.put("shoot/day/.DS_Store", b"");
    let other = Stamp {
        size: ByteCount(7),
        ..stamp
    };
    let refused = desk.local.remove(&path("shoot/day/a.psd"), other);
    assert!(matches!(refused, Err(LocalError::Changed { .. })));
    assert_eq!(desk.names("shoot/day"), [".DS_Store", "a.psd"]);
    desk.local.remove(&path("shoot/day/a.psd"), stamp).unwrap();
    assert_eq!(desk.names("shoot"), ["keep.psd"], "the empty folder went");
    let again = desk.local.remove(&path("shoot/day/a.psd"), stamp);
    assert!(matches!(again, Err(LocalError::Missing { .. })));
}

/// The last one takes the folder with it, whoever is still about to flush it.
#[test]
fn many_that_leave_a_folder_at_once_all_go() {
    let desk = desk();
    for _ in 0..200 {
        let files: Vec<_> = (0..4).map(|nth| format!("shoot/{nth}.psd")).collect();
        let stamps: Vec<_> = files.iter().map(|file| desk.write(file, b"x")).collect();
        std::thread::scope(|scope| {
            for (file, stamp) in files.iter().zip(stamps) {
                let local = &desk.local;
                scope.spawn(move || local.remove(&path(file), stamp).unwrap());
            }
        });
        assert!(desk.names("").is_empty());
    }
}

#[test]
fn a_protected_file_can_be_removed() {
    let desk = desk();
    let stamp = desk.write("a.psd", b"x");
    desk.local.set_read_only(&path("a.psd"), true).unwrap();
    assert_eq!(desk.stamp("a.psd"), stamp, "protection is no edit");
    desk.local.remove(&path("a.psd"), stamp).unwrap();
    assert!(desk.names("").is_empty());
}

#[test]
fn a_recovered_file_comes_back() {
    let desk = desk();
    let stamp = desk.write("shoot/a.psd", b"my edit");
    desk.local
        .set_read_only(&path("shoot/a.psd"), true)
        .unwrap();
    let stored = desk.local.recover(&path("shoot/a.psd"), stamp).unwrap();
    assert!(desk.names("").is_empty());
    assert_eq!(
        std::fs::read(desk.recovered.join(&stored)).unwrap(),
        b"my edit"
    );
    assert!(
        stored.starts_with("a~")
            && std::path::Path::new(&stored)
                .extension()
                .is_some_and(|e| e == "psd"),
        "{stored}"
    );

    desk.write("taken.psd", b"x");
    let taken = desk.local.restore(&stored, &path("taken.psd"));
    assert!(matches!(taken, Err(LocalError::Exists { .. })));
    desk.local.restore(&stored, &path("back/a.psd")).unwrap();
    assert_eq!(desk.read("back/a.psd"), b"my edit");
    assert!(!desk.local.is_read_only(&path("back/a.psd")).unwrap());
    let gone = desk.local.restore(&stored, &path("b.psd"));
    assert!(matches!(gone, Err(LocalError::Missing { .. })));
}

#[test]
fn what_changed_is_not_recovered_by_an_old_decision() {
    let desk = desk();
    let stamp = desk.write("a.psd", b"edit 1");
    desk.write("a.psd", b"edit number 2");
    let refused = desk.local.recover(&path("a.psd"), stamp);
    assert!(matches!(refused, Err(LocalError::Changed { .. })));
    assert_eq!(desk.read("a.psd"), b"edit number 2");
    assert_eq!(std::fs::read_dir(&desk.recovered).unwrap().count(), 0);
}

#[test]
fn names_in_recovered_lead_nowhere_else() {
    let desk = desk();
    std::fs::write(desk.outside.join("a"), b"precious").unwrap();
    for name in ["../outside/a", "..", "", "/etc/passwd", "a\\b", "c:a"] {
        let restored = desk.local.restore(name, &path("a"));
        assert!(
            matches!(restored, Err(LocalError::Outside { .. })),
            "{name}"
        );
        let removed = desk.local.remove_recovered(name);
        assert!(matches!(removed, Err(LocalError::Outside { .. })), "{name}");
    }
    assert!(desk.outside.join("a").exists());
    desk.local.remove_recovered("never-there").unwrap();
}

#[test]
fn the_same_name_can_be_recovered_many_times() {
    let desk = desk();
    let long = format!("{}.psd", "n".repeat(251));
    for round in 0..3u8 {
        let stamp = desk.write(&long, &[round]);
        desk.local.recover(&path(&long), stamp).unwrap();
    }
    assert_eq!(std::fs::read_dir(&desk.recovered).unwrap().count(), 3);
}

#[test]
fn a_rename_never_overwrites() {
    let desk = desk();
    let stamp = desk.write("a.psd", b"a");
    desk.write("b.psd", b"b");
    let taken = desk.local.rename(&path("a.psd"), &path("b.psd"));
    assert!(matches!(taken, Err(LocalError::Exists { .. })));
    desk.local
        .rename(&path("a.psd"), &path("new/c.psd"))
        .unwrap();
    assert_eq!(desk.stamp("new/c.psd"), stamp);
    desk.local.rename(&path("new"), &path("newer")).unwrap();
    assert_eq!(desk.read("newer/c.psd"), b"a");
    let missing = desk.local.rename(&path("x"), &path("y"));
    assert!(matches!(missing, Err(LocalError::Missing { .. })));
    assert_eq!(desk.read("b.psd"), b"b");
}

#[test]
fn making_a_folder_again_changes_nothing() {
    let desk = desk();
    desk.local.make_folder(&path("a/b")).unwrap();
    desk.local.make_folder(&path("a/b")).unwrap();
    desk.write("a/file", b"x");
    let taken = desk.local.make_folder(&path("a/file"));
    assert!(matches!(taken, Err(LocalError::Exists { .. })));
}

#[cfg(unix)]
#[test]
fn an_edit_goes_to_recovered_on_another_volume() {
    let Ok(volume) = tempfile::tempdir_in("/dev/shm") else {
        return;
    };
    let desk = desk();
    let recovered = volume.path().join("recovered");
    let local = crate::disk::DiskLocal::open(&desk.root, &recovered, desk.journal.clone()).unwrap();
    let stamp = desk.write("a.psd", b"my edit");
    let stored = local.recover(&path("a.psd"), stamp).unwrap();
    assert_eq!(std::fs::read(recovered.join(&stored)).unwrap(), b"my edit");
    assert!(desk.names("").is_empty());
    local.restore(&stored, &path("a.psd")).unwrap();
    assert_eq!(desk.read("a.psd"), b"my edit");
    assert_eq!(std::fs::read_dir(&recovered).unwrap().count(), 0);
}

#[test]
fn recovered_says_what_is_in_it() {
    let desk = desk();
    let stamp = desk.write("a.b.psd", b"one");
    let stored = desk.local.recover(&path("a.b.psd"), stamp).unwrap();
    std::fs::write(desk.recovered.join(".damson-0.part"), b"half").unwrap();
    let found = desk.local.list_recovered().unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].stored, stored);
    assert_eq!(found[0].name, "a.b.psd");
    assert_eq!(found[0].size.0, 3);
}
