use damson_core::{DamPath, HashKind};

use super::{desk, path};
use crate::{
    disk::DiskLocal,
    model::LocalError,
    ports::{Found, Local},
};

fn scanned(local: &dyn Local, folder: &str) -> Vec<Found> {
    let mut found = Vec::new();
    local.scan(&path(folder), &mut |f| found.push(f)).unwrap();
    found
}

fn paths(found: &[Found]) -> Vec<String> {
    found.iter().map(|f| f.path.as_str().to_owned()).collect()
}

#[test]
fn a_scan_walks_in_the_order_of_paths_and_leaves_junk_out() {
    let desk = desk();
    for name in ["a b", "a/z", "a/b/c", "a-b", "a/.DS_Store", "~$doc.docx"] {
        desk.put(name, b"x");
    }
    drop(desk.local.partial(&path("a/new.psd")).unwrap());
    let found = scanned(&desk.local, "");
    assert_eq!(
        paths(&found),
        ["a", "a/b", "a/b/c", "a/z", "a b", "a-b"],
        "depth first, as paths sort"
    );
    let mut sorted: Vec<DamPath> = found.iter().map(|f| f.path.clone()).collect();
    sorted.sort();
    assert_eq!(
        sorted,
        found.iter().map(|f| f.path.clone()).collect::<Vec<_>>()
    );
    assert_eq!(paths(&scanned(&desk.local, "a")), ["a/b", "a/b/c", "a/z"]);
    assert_eq!(scanned(&desk.local, "nowhere"), []);
}

#[test]
fn a_cache_folder_that_is_gone_is_not_an_empty_one() {
    let desk = desk();
    std::fs::rename(&desk.root, desk.outside.join("unplugged")).unwrap();
    let scan = desk.local.scan(&DamPath::root(), &mut |_| {});
    assert!(matches!(scan, Err(LocalError::NoCacheFolder { .. })));
    let stat = desk.local.stat(&path("a.psd"));
    assert!(matches!(stat, Err(LocalError::NoCacheFolder { .. })));
    let partial = desk.local.partial(&path("a.psd"));
    assert!(matches!(partial, Err(LocalError::NoCacheFolder { .. })));
    assert!(!desk.root.exists());
}

/// A disk that is attached to a folder leaves an empty one behind.
#[test]
fn an_empty_folder_in_the_place_of_the_cache_folder_is_not_it() {
    let desk = desk();
    desk.put("a.psd", b"edited");
    std::fs::rename(&desk.root, desk.outside.join("unplugged")).unwrap();
    std::fs::create_dir(&desk.root).unwrap();
    let again = DiskLocal::reopen(&desk.root, &desk.recovered, desk.journal.clone()).unwrap();
    for local in [&desk.local, &again] {
        let scan = local.scan(&DamPath::root(), &mut |_| {});
        assert!(matches!(scan, Err(LocalError::NoCacheFolder { .. })));
        let stat = local.stat(&path("a.psd"));
        assert!(matches!(stat, Err(LocalError::NoCacheFolder { .. })));
        let partial = local.partial(&path("a.psd"));
        assert!(matches!(partial, Err(LocalError::NoCacheFolder { .. })));
    }
    assert!(std::fs::read_dir(&desk.root).unwrap().next().is_none());
    again.mark().unwrap();
    assert_eq!(desk.local.stat(&path("a.psd")).unwrap(), None);
    std::fs::remove_dir_all(&desk.root).unwrap();
    let gone = DiskLocal::reopen(&desk.root, &desk.recovered, desk.journal.clone());
    assert!(matches!(gone, Err(LocalError::NoCacheFolder { .. })));
    assert!(!desk.root.exists(), "it is not made again");
}

#[test]
fn hashes_what_is_there() {
    let desk = desk();
    let stamp = desk.write("a.txt", b"hello world");
    let (digest, seen) = desk.local.hash(&path("a.txt"), HashKind::Sha1).unwrap();
    assert_eq!(digest.hex(), "2aae6c35c94fcfb415dbe95f408b9ce91ee846ed");
    assert_eq!(seen, stamp);
    let missing = desk.local.hash(&path("b.txt"), HashKind::Sha1);
    assert!(matches!(missing, Err(LocalError::Missing { .. })));
}

#[test]
fn files_and_paths_lead_back_to_each_other() {
    let desk = desk();
    desk.write("shoot/a.psd", b"x");
    let file = desk.local.file(&path("shoot/a.psd")).unwrap();
    assert!(file.is_file());
    assert_eq!(desk.local.path_of(&file), Some(path("shoot/a.psd")));
    assert_eq!(desk.local.path_of(&desk.root), Some(DamPath::root()));
    assert_eq!(desk.local.path_of(&desk.outside.join("a.psd")), None);
    assert_eq!(desk.local.path_of(&desk.root.join(".DS_Store")), None);
    assert!(desk.local.free_space().unwrap().0 > 0);
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::disk::{
        PROBLEM_LINK,
        tests::{Ends as _, PLAIN},
    };

    #[test]
    fn a_scan_tells_links_and_does_not_follow_them() {
        let desk = desk();
        std::fs::write(desk.outside.join("secret"), b"x").unwrap();
        symlink(&desk.outside, desk.root.join("folder")).unwrap();
        symlink(desk.outside.join("secret"), desk.root.join("file")).unwrap();
        let found = scanned(&desk.local, "");
        assert_eq!(paths(&found), ["file", "folder"]);
        for one in found {
            assert_eq!(
                one.what,
                crate::ports::FoundKind::Problem(PROBLEM_LINK.to_owned())
            );
        }
    }

    #[test]
    fn nothing_goes_through_a_linked_folder() {
        let desk = desk();
        let victim = desk.outside.join("a.psd");
        std::fs::write(&victim, b"precious").unwrap();
        let inside = desk.write("real/a.psd", b"x");
        symlink(&desk.outside, desk.root.join("out")).unwrap();
        let through = path("out/a.psd");
        let local = &desk.local;
        let refused = [
            local.stat(&through).err(),
            local.hash(&through, HashKind::Sha1).err(),
            local.partial(&through).err(),
            local.partial(&path("out/deeper/b.psd")).err(),
            local.drop_partial(&through).err(),
            local.remove(&through, inside).err(),
            local.recover(&through, inside).err(),
            local.rename(&path("real/a.psd"), &through).err(),
            local.rename(&through, &path("real/b.psd")).err(),
            local.make_folder(&path("out/new")).err(),
            local.set_read_only(&through, true).err(),
            local.list(&path("out")).err(),
        ];
        for (at, error) in refused.into_iter().enumerate() {
            assert!(
                matches!(error, Some(LocalError::Outside { .. })),
                "{at}: {error:?}"
            );
        }
        assert_eq!(std::fs::read(&victim).unwrap(), b"precious");
        assert_eq!(std::fs::read_dir(&desk.outside).unwrap().count(), 1);
    }

    #[test]
    fn a_linked_file_is_neither_read_nor_written() {
        let desk = desk();
        let victim = desk.outside.join("victim");
        std::fs::write(&victim, b"precious").unwrap();
        let mut partial = desk.local.partial(&path("a.psd")).unwrap();
        partial.append(b"evil").unwrap();
        symlink(&victim, desk.root.join("a.psd")).unwrap();
        let hash = desk.local.hash(&path("a.psd"), HashKind::Sha1);
        assert!(matches!(hash, Err(LocalError::Outside { .. })));
        let finish = partial.finish(PLAIN);
        assert!(matches!(finish, Err(LocalError::Outside { .. })));
        assert_eq!(std::fs::read(&victim).unwrap(), b"precious");
    }

    #[test]
    fn a_folder_that_became_a_link_during_a_download_stops_it() {
        let desk = desk();
        let mut partial = desk.local.partial(&path("shoot/a.psd")).unwrap();
        partial.append(b"bytes").unwrap();
        std::fs::rename(desk.root.join("shoot"), desk.outside.join("shoot")).unwrap();
        symlink(desk.outside.join("shoot"), desk.root.join("shoot")).unwrap();
        let finish = partial.finish(PLAIN);
        assert!(matches!(finish, Err(LocalError::Outside { .. })));
        assert!(!desk.outside.join("shoot/a.psd").exists());
    }

    #[test]
    fn the_cache_folder_is_this_persons_alone() {
        use std::os::unix::fs::PermissionsExt;
        let desk = desk();
        for folder in [&desk.root, &desk.recovered] {
            let mode = std::fs::metadata(folder).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700);
        }
    }
}
