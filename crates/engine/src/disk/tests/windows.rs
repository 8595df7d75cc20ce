use std::{fs::OpenOptions, os::windows::fs::OpenOptionsExt};

use super::{Ends as _, PLAIN, desk, path};
use crate::{
    model::LocalError,
    ports::{Finish, Local},
};

#[test]
fn a_file_that_is_open_for_one_program_alone_is_in_use() {
    let desk = desk();
    let stamp = desk.write("a.psd", b"old");
    let held = OpenOptions::new()
        .read(true)
        .share_mode(0)
        .open(desk.root.join("a.psd"))
        .unwrap();
    let local = &desk.local;
    assert_eq!(local.stat(&path("a.psd")).unwrap(), Some(stamp));
    let hash = local.hash(&path("a.psd"), damson_core::HashKind::Sha1);
    assert!(matches!(hash, Err(LocalError::InUse { .. })), "{hash:?}");
    let removed = local.remove(&path("a.psd"), stamp);
    assert!(
        matches!(removed, Err(LocalError::InUse { .. })),
        "{removed:?}"
    );
    let recovered = local.recover(&path("a.psd"), stamp);
    assert!(
        matches!(recovered, Err(LocalError::InUse { .. })),
        "{recovered:?}"
    );
    assert_eq!(std::fs::read_dir(&desk.recovered).unwrap().count(), 0);
    let mut partial = local.partial(&path("a.psd")).unwrap();
    partial.append(b"new").unwrap();
    let finished = partial.finish(Finish {
        expect: Some(stamp),
        ..PLAIN
    });
    assert!(
        matches!(
            finished,
            Err(LocalError::InUse { .. } | LocalError::Denied { .. })
        ),
        "{finished:?}"
    );
    drop(held);
    assert_eq!(desk.read("a.psd"), b"old");
}

#[test]
fn a_download_is_marked_as_downloaded() {
    let desk = desk();
    let partial = desk.local.partial(&path("a.exe")).unwrap();
    partial.finish(PLAIN).unwrap();
    // Some stand-ins of Windows keep no streams; then the mark is left out and nothing else.
    if let Ok(mark) = std::fs::read_to_string(desk.root.join("a.exe:Zone.Identifier")) {
        assert!(mark.contains("ZoneId=3"));
    }
    assert!(desk.local.stat(&path("a.exe")).unwrap().is_some());
}

#[test]
fn long_paths_work_and_others_see_them_plainly() {
    let desk = desk();
    let long = ["a folder with quite a long name of its own"; 8].join("/");
    let asset = path(&format!("{long}/a.psd"));
    let mut partial = desk.local.partial(&asset).unwrap();
    partial.append(b"x").unwrap();
    let stamp = partial.finish(PLAIN).unwrap();
    assert_eq!(desk.local.stat(&asset).unwrap(), Some(stamp));
    let file = desk.local.file(&asset).unwrap();
    assert!(!file.to_string_lossy().starts_with(r"\\?\"));
    assert_eq!(desk.local.path_of(&file), Some(asset));
}

#[test]
fn the_disk_has_no_case() {
    let desk = desk();
    assert!(desk.local.is_caseless());
    desk.write("a.psd", b"x");
    desk.local.rename(&path("a.psd"), &path("A.psd")).unwrap();
    let names = desk.names("");
    assert_eq!(names.len(), 1);
    // Some stand-ins of Windows keep the old spelling.
    assert!(names[0].eq_ignore_ascii_case("a.psd"), "{names:?}");
    assert_eq!(desk.read("A.psd"), b"x");
}
