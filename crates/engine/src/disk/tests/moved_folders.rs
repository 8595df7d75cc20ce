//! Folders that are moved, removed or replaced while a download is at work in them.

use std::{fs, os::unix::fs::symlink, time::Instant};

use damson_core::DamPath;

use super::{Desk, PLAIN, desk, path};
use crate::{
    model::{LocalError, LocalResult},
    ports::{FileState, Local, Named, Partial},
};

fn sealed(desk: &Desk, name: &str) -> Box<dyn Partial> {
    let mut partial = desk.local.new_partial(&path(name), false).unwrap();
    partial.append(b"bytes").unwrap();
    partial.seal(PLAIN).unwrap();
    partial
}

/// Moves a folder out of the cache folder, and puts another one or a link to it in its place.
fn replace(desk: &Desk, folder: &str, by_link: bool) {
    let away = desk.outside.join("moved");
    fs::rename(desk.root.join(folder), &away).unwrap();
    if by_link {
        symlink(&away, desk.root.join(folder)).unwrap();
    } else {
        fs::create_dir(desk.root.join(folder)).unwrap();
    }
}

fn moved(desk: &Desk) -> Vec<String> {
    let found = fs::read_dir(desk.outside.join("moved")).unwrap();
    let names = found.map(|entry| entry.unwrap().file_name());
    names
        .map(|name| name.to_string_lossy().into_owned())
        .collect()
}

#[test]
fn a_download_has_no_name_in_a_folder_that_was_moved_away() {
    for by_link in [false, true] {
        let desk = desk();
        let partial = sealed(&desk, "shoot/a.psd");
        replace(&desk, "shoot", by_link);
        let named = partial.name(PLAIN, Instant::now());
        if by_link {
            assert!(matches!(named, Err(LocalError::Outside { .. })));
        } else {
            assert!(matches!(named, Err(LocalError::Missing { .. })));
        }
        assert_eq!(moved(&desk), [""; 0], "not even under our own name");
        assert_eq!(desk.names("shoot"), [""; 0]);
    }
}

/// The way was looked at, and is another at the moment of the rename.
#[test]
fn what_is_named_just_as_its_folder_moves_is_noticed() {
    for by_link in [false, true] {
        let desk = desk();
        let began = Instant::now();
        let first = sealed(&desk, "shoot/a.psd");
        let second = sealed(&desk, "shoot/b.psd");
        let named = first.name(PLAIN, began).unwrap();
        desk.local.keep_names(&path("shoot"), named.folder).unwrap();
        replace(&desk, "shoot", by_link);
        let named: LocalResult<Named> = second.name(PLAIN, began);
        let named = named.unwrap();
        // It is with its folder, as if that had been moved a moment later; nothing went through
        // what was put in its place.
        assert_eq!(moved(&desk).len(), 2);
        let kept = desk.local.keep_names(&path("shoot"), named.folder);
        if by_link {
            assert!(matches!(kept, Err(LocalError::Outside { .. })));
        } else {
            assert!(matches!(kept, Err(LocalError::Changed { .. })));
            assert_eq!(desk.names("shoot"), [""; 0]);
        }
    }
}

#[test]
fn a_file_is_never_begun_through_a_link_that_was_planted_meanwhile() {
    let desk = desk();
    let victim = desk.outside.join("victim");
    fs::create_dir(&victim).unwrap();
    let first = sealed(&desk, "shoot/a.psd");
    fs::rename(desk.root.join("shoot"), desk.outside.join("moved")).unwrap();
    symlink(&victim, desk.root.join("shoot")).unwrap();
    // The folder was looked at a moment ago, and may count as known.
    if let Ok(second) = desk.local.new_partial(&path("shoot/b.psd"), false) {
        assert!(second.name(PLAIN, Instant::now()).is_err());
    }
    assert!(first.name(PLAIN, Instant::now()).is_err());
    assert_eq!(fs::read_dir(&victim).unwrap().count(), 0);
    assert_eq!(moved(&desk), [""; 0]);
}

#[test]
fn a_folder_that_nobody_works_in_is_not_held() {
    let desk = desk();
    let held = desk.local.place.held.clone();
    let began = Instant::now();
    let partial = sealed(&desk, "shoot/a.psd");
    assert!(held.get(&path("shoot"), began).is_some());
    assert!(held.get(&path("shoot"), Instant::now()).is_none());
    drop(partial);
    assert!(held.get(&path("shoot"), began).is_none());
}

#[test]
fn a_cache_folder_that_is_replaced_during_a_download_gets_nothing() {
    let desk = desk();
    let partial = sealed(&desk, "shoot/a.psd");
    fs::rename(&desk.root, desk.outside.join("unplugged")).unwrap();
    fs::create_dir_all(desk.root.join("shoot")).unwrap();
    let named = partial.name(PLAIN, Instant::now());
    assert!(matches!(named, Err(LocalError::NoCacheFolder { .. })));
    assert_eq!(desk.names("shoot"), [""; 0]);
}

#[test]
fn a_look_at_many_says_what_a_look_at_each_does() {
    let desk = desk();
    desk.write("shoot/a.psd", b"x");
    desk.write("b.psd", b"xy");
    desk.local.set_read_only(&path("b.psd"), true).unwrap();
    symlink(&desk.outside, desk.root.join("out")).unwrap();
    fs::write(desk.outside.join("c.psd"), "x").unwrap();
    symlink(desk.outside.join("c.psd"), desk.root.join("shoot/link")).unwrap();
    let paths = [
        "shoot/a.psd",
        "b.psd",
        "shoot",
        "shoot/none",
        "none/a.psd",
        "b.psd/below",
        "out/c.psd",
        "shoot/link",
    ];
    let paths: Vec<DamPath> = paths.into_iter().map(path).collect();
    let many = desk.local.look_at_files(&paths);
    assert_eq!(many.len(), paths.len());
    for (path, found) in paths.iter().zip(many) {
        match (desk.local.stat(path), found) {
            (
                Ok(Some(stamp)),
                Ok(Some(FileState {
                    stamp: same,
                    read_only,
                })),
            ) => {
                assert_eq!(stamp, same, "{path}");
                assert_eq!(stamp.changed_ns, same.changed_ns, "{path}");
                assert_eq!(desk.local.is_read_only(path).unwrap(), read_only);
            }
            (Ok(None), Ok(None))
            | (Err(LocalError::Outside { .. }), Err(LocalError::Outside { .. })) => {}
            other => panic!("{path}: {other:?}"),
        }
    }
}

#[test]
fn what_will_be_protected_is_so_whatever_lay_under_its_name() {
    let desk = desk();
    let protected = crate::ports::Finish {
        read_only: true,
        ..PLAIN
    };
    for left_behind in [false, true] {
        let name = format!("{left_behind}.psd");
        if left_behind {
            let mut left = desk.local.partial(&path(&name)).unwrap();
            left.append(b"of another revision").unwrap();
        }
        let mut partial = desk.local.new_partial(&path(&name), true).unwrap();
        partial.append(b"bytes").unwrap();
        partial.seal(protected).unwrap();
        partial.name(protected, Instant::now()).unwrap();
        assert_eq!(desk.read(&name), b"bytes");
        assert!(desk.local.is_read_only(&path(&name)).unwrap());
    }
}
