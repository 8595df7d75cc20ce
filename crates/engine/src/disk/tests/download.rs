use damson_core::{ByteCount, HashKind, Timestamp};

use super::{Ends as _, PLAIN, desk, path};
use crate::{
    disk::DiskLocal,
    model::LocalError,
    ports::{Finish, Local},
};

#[test]
fn a_download_appears_whole_and_only_at_its_end() {
    let desk = desk();
    let mut partial = desk.local.partial(&path("shoot/a.psd")).unwrap();
    partial.append(b"first ").unwrap();
    partial.append(b"second").unwrap();
    assert_eq!(desk.local.stat(&path("shoot/a.psd")).unwrap(), None);
    assert_eq!(desk.local.list(&path("shoot")).unwrap(), []);
    let stamp = partial
        .finish(Finish {
            modified: Some(Timestamp(1_500_000_000_123)),
            ..PLAIN
        })
        .unwrap();
    assert_eq!(stamp, desk.stamp("shoot/a.psd"));
    assert_eq!(stamp.modified_ns / 1_000_000, 1_500_000_000_123);
    assert_eq!(desk.read("shoot/a.psd"), b"first second");
    assert_eq!(desk.names("shoot"), ["a.psd"]);
}

#[test]
fn a_download_goes_on_after_a_restart() {
    let desk = desk();
    let mut partial = desk.local.partial(&path("a.psd")).unwrap();
    partial.append(b"hello ").unwrap();
    drop(partial);
    let again = DiskLocal::open(&desk.root, &desk.recovered, desk.journal.clone()).unwrap();
    let mut partial = again.partial(&path("a.psd")).unwrap();
    assert_eq!(partial.length(), ByteCount(6));
    partial.append(b"worlds").unwrap();
    partial.truncate(ByteCount(11)).unwrap();
    let digest = partial.hash(HashKind::Sha1).unwrap();
    assert_eq!(digest.hex(), "2aae6c35c94fcfb415dbe95f408b9ce91ee846ed");
    partial.append(b"!").unwrap();
    partial.finish(PLAIN).unwrap();
    assert_eq!(desk.read("a.psd"), b"hello world!");
}

#[test]
fn a_file_that_appeared_meanwhile_is_not_overwritten() {
    let desk = desk();
    let mut partial = desk.local.partial(&path("a.psd")).unwrap();
    partial.append(b"theirs").unwrap();
    desk.write("a.psd", b"mine");
    let refused = partial.finish(PLAIN);
    assert!(matches!(refused, Err(LocalError::Changed { .. })));
    assert_eq!(desk.read("a.psd"), b"mine");
}

#[test]
fn a_file_that_changed_meanwhile_is_not_overwritten() {
    let desk = desk();
    let before = desk.write("a.psd", b"old");
    let mut partial = desk.local.partial(&path("a.psd")).unwrap();
    partial.append(b"theirs").unwrap();
    desk.write("a.psd", b"my edit");
    let refused = partial.finish(Finish {
        expect: Some(before),
        ..PLAIN
    });
    assert!(matches!(refused, Err(LocalError::Changed { .. })));
    assert_eq!(desk.read("a.psd"), b"my edit");
}

#[test]
fn a_file_that_was_deleted_meanwhile_stays_so() {
    let desk = desk();
    let before = desk.write("a.psd", b"old");
    let partial = desk.local.partial(&path("a.psd")).unwrap();
    std::fs::remove_file(desk.root.join("a.psd")).unwrap();
    let refused = partial.finish(Finish {
        expect: Some(before),
        ..PLAIN
    });
    assert!(matches!(refused, Err(LocalError::Changed { .. })));
}

#[test]
fn an_update_replaces_a_protected_copy_and_leaves_nothing_behind() {
    let desk = desk();
    let before = desk.write("a.psd", b"old");
    desk.local.set_read_only(&path("a.psd"), true).unwrap();
    let mut partial = desk.local.partial(&path("a.psd")).unwrap();
    partial.append(b"new").unwrap();
    let stamp = partial
        .finish(Finish {
            expect: Some(before),
            modified: None,
            read_only: true,
        })
        .unwrap();
    assert_ne!(stamp.file_id, before.file_id);
    assert_eq!(desk.read("a.psd"), b"new");
    assert!(desk.local.is_read_only(&path("a.psd")).unwrap());
    assert_eq!(desk.names(""), ["a.psd"]);
}

#[cfg(unix)]
#[test]
fn a_protected_partial_of_a_stopped_finish_can_be_gone_on_with() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk();
    let mut partial = desk.local.partial(&path("a.psd")).unwrap();
    partial.append(b"all").unwrap();
    drop(partial);
    let name = desk.names("").remove(0);
    let mode = std::fs::Permissions::from_mode(0o444);
    std::fs::set_permissions(desk.root.join(name), mode).unwrap();
    let partial = desk.local.partial(&path("a.psd")).unwrap();
    partial.finish(PLAIN).unwrap();
    assert!(!desk.local.is_read_only(&path("a.psd")).unwrap());
}

#[cfg(unix)]
#[test]
fn an_update_keeps_the_mode_of_the_file() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk();
    desk.write("a.psd", b"old");
    let file = desk.root.join("a.psd");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    let expect = Some(desk.stamp("a.psd"));
    let partial = desk.local.partial(&path("a.psd")).unwrap();
    partial.finish(Finish { expect, ..PLAIN }).unwrap();
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn a_planted_partial_is_not_written_through() {
    let desk = desk();
    drop(desk.local.partial(&path("a.psd")).unwrap());
    let planted = desk.root.join(desk.names("").remove(0));
    let victim = desk.outside.join("victim");
    std::fs::write(&victim, b"precious").unwrap();
    for hard in [false, true] {
        let _ = std::fs::remove_file(&planted);
        if hard {
            std::fs::hard_link(&victim, &planted).unwrap();
        } else {
            std::os::unix::fs::symlink(&victim, &planted).unwrap();
        }
        let mut partial = desk.local.partial(&path("a.psd")).unwrap();
        assert_eq!(partial.length(), ByteCount(0));
        partial.append(b"evil").unwrap();
        drop(partial);
        assert_eq!(std::fs::read(&victim).unwrap(), b"precious");
    }
}

#[test]
fn a_removal_that_was_stopped_half_way_did_not_happen() {
    let desk = desk();
    let here = crate::model::LocalRecord {
        stamp: desk.write("shoot/a.psd", b"mine"),
        digest: None,
    };
    desk.journal.set_local(&path("shoot/a.psd"), here).unwrap();
    let aside = crate::disk::names::aside_name("a.psd");
    let folder = desk.root.join("shoot");
    std::fs::rename(folder.join("a.psd"), folder.join(aside)).unwrap();
    assert_eq!(desk.local.partials().unwrap(), []);
    assert_eq!(desk.read("shoot/a.psd"), b"mine");
}

#[test]
fn partials_are_told_by_their_final_paths_and_those_of_nobody_go() {
    let desk = desk();
    desk.journal
        .update(&path("shoot/a.psd"), |asset| {
            asset.remote.state = damson_core::OnServer::Present(damson_core::Revision::default());
        })
        .unwrap();
    for name in ["shoot/a.psd", "shoot/unknown.psd"] {
        let mut partial = desk.local.partial(&path(name)).unwrap();
        partial.append(b"x").unwrap();
    }
    assert_eq!(desk.local.partials().unwrap(), [path("shoot/a.psd")]);
    assert_eq!(desk.names("shoot").len(), 1);
    desk.local.drop_partial(&path("shoot/a.psd")).unwrap();
    desk.local.drop_partial(&path("shoot/a.psd")).unwrap();
    assert_eq!(desk.names(""), [""; 0], "the empty folder goes too");
}
