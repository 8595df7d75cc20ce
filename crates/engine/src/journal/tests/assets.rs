use damson_core::{
    Kind, Lock, OnServer, Status, Timestamp,
    usage::{Approval, Terms},
};
use damson_remote::{LockToken, Rights};

use super::*;
use crate::model::{Described, RemoteRecord};

#[test]
fn a_full_row_is_read_back_as_it_was_written() {
    let journal = journal();
    let asset = Asset {
        path: path("shoot/día/ä 1.psd"),
        kind: Kind::Asset,
        base: Some(base(3)),
        local: Some(local(4)),
        folder_here: false,
        remote: RemoteRecord {
            state: OnServer::Present(revision(5)),
            changed: Some(Timestamp(-5)),
            changed_by: Some("jane".to_owned()),
            id: Some("uuid".to_owned()),
            title: Some("Title".to_owned()),
            media_type: Some("image/vnd.adobe.photoshop".to_owned()),
            dimensions: Some((1, u32::MAX)),
            rights: Rights::ReadOnly,
            processing: true,
            checked: Some(NOW),
            generation: 7,
            terms: Some(Terms {
                expires: Some(Timestamp(10)),
                on: Some(Timestamp(-11)),
                off: Some(Timestamp(12)),
                approval: Some(Approval::Rejected),
                licence: Some("/content/licence.html".to_owned()),
            }),
            after_edit: true,
        },
        lock: Lock::Mine,
        token: Some(LockToken("opaquelocktoken:1".to_owned())),
        lock_since: Some(Timestamp(8)),
        lock_expires: Some(Timestamp(9)),
        pinned: true,
        used: Some(Timestamp(7)),
        problem: Some(("name".to_owned(), "detail".to_owned())),
        described: Some(Described {
            at: Timestamp(13),
            by: Some("jane".to_owned()),
        }),
    };
    journal.put(&asset).unwrap();
    assert_eq!(get(&journal, "shoot/día/ä 1.psd"), Some(asset.clone()));
    let theirs = Asset {
        lock: Lock::Theirs("joe".to_owned()),
        ..asset
    };
    journal.put(&theirs).unwrap();
    assert_eq!(get(&journal, "shoot/día/ä 1.psd"), Some(theirs));
}

#[test]
fn a_row_that_says_nothing_goes_with_the_folders_that_led_to_it() {
    let journal = journal();
    let asset = journal.set_local(&path("a/b/c.psd"), local(1)).unwrap();
    assert_eq!(asset.status(), Some(Status::NewLocally));
    assert_eq!(get(&journal, "a/b").unwrap().kind, Kind::Folder);
    assert_eq!(get(&journal, "a").unwrap().kind, Kind::Folder);
    journal.clear_local(&path("a/b/c.psd")).unwrap();
    for gone in ["a/b/c.psd", "a/b", "a"] {
        assert_eq!(get(&journal, gone), None, "{gone}");
    }
}

#[test]
fn folders_stay_while_anything_speaks_for_them() {
    let journal = journal();
    list(&journal, "", &[folder("server")]);
    journal.set_folder_here(&path("disk/empty")).unwrap();
    journal.pin(&path("pinned"), Kind::Folder, true).unwrap();
    for at in ["server", "disk", "pinned"] {
        let file = path(at).join("a.psd").unwrap();
        journal.set_local(&file, local(1)).unwrap();
        journal.clear_local(&file).unwrap();
        assert!(get(&journal, at).is_some(), "{at}");
    }
    journal.clear_local(&path("disk/empty")).unwrap();
    journal.pin(&path("pinned"), Kind::Folder, false).unwrap();
    assert_eq!(get(&journal, "disk"), None);
    assert_eq!(get(&journal, "pinned"), None);
}

#[test]
fn the_status_of_a_row_is_the_cores() {
    let journal = journal();
    list(&journal, "", &[entry("a.psd", 1)]);
    let status = |at: &str| get(&journal, at).and_then(|asset| asset.status());
    assert_eq!(status("a.psd"), Some(Status::CloudOnly));
    download(&journal, "a.psd", 1);
    assert_eq!(status("a.psd"), Some(Status::AvailableLocally));
    journal.set_local(&path("a.psd"), local(2)).unwrap();
    assert_eq!(status("a.psd"), Some(Status::EditedLocally));
    list(&journal, "", &[entry("a.psd", 3)]);
    assert!(matches!(status("a.psd"), Some(Status::EditingConflict(_))));
    let stored = journal.counts().unwrap().by_status;
    assert_eq!(
        stored.into_iter().collect::<Vec<_>>(),
        [(status("a.psd").unwrap(), 1)]
    );
}

#[test]
fn a_failed_change_leaves_nothing_half_done() {
    let journal = journal();
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        journal.update(&path("a/b.psd"), |_| panic!("as the test says"))
    }));
    assert!(outcome.is_err());
    assert_eq!(get(&journal, "a"), None);
    journal.set_local(&path("a/b.psd"), local(1)).unwrap();
}

#[test]
fn local_files_come_in_the_order_of_paths_and_can_be_changed_on_the_way() {
    let journal = journal();
    let mut paths: Vec<DamPath> = Vec::new();
    for n in 0..1_200 {
        for form in ["a/{n}", "a b/{n}", "a-{n}", "a/x/{n}"] {
            paths.push(path(&form.replace("{n}", &n.to_string())));
        }
    }
    for at in &paths {
        journal.set_local(at, local(1)).unwrap();
    }
    paths.sort();
    let mut seen = Vec::new();
    for known in journal.locals(&DamPath::root()).unwrap() {
        let known = known.unwrap();
        journal.set_local(&known.path, local(2)).unwrap();
        seen.push(known.path);
    }
    assert_eq!(seen, paths);
    let below = journal.locals(&path("a")).unwrap();
    assert_eq!(below.count(), 2_400);
    assert_eq!(journal.count_here(&path("a/x")).unwrap(), 1_200);
    let one = journal.locals(&path("a-7")).unwrap();
    assert_eq!(
        one.map(|known| known.unwrap().path).collect::<Vec<_>>(),
        [path("a-7")]
    );
}

#[test]
fn a_moved_folder_takes_everything_along() {
    let journal = journal();
    list(&journal, "", &[folder("old"), folder("old 2")]);
    list(
        &journal,
        "old",
        &[entry("old/a.psd", 1), folder("old/deep")],
    );
    list(&journal, "old/deep", &[entry("old/deep/b.psd", 2)]);
    list(&journal, "old 2", &[entry("old 2/c.psd", 3)]);
    download(&journal, "old/deep/b.psd", 2);
    journal
        .keep_stand_in(&path("old/deep"), "b.psd", "b~1.psd")
        .unwrap();
    journal
        .rename_prefix(&path("old"), &path("new/place"))
        .unwrap();
    assert_eq!(get(&journal, "old"), None);
    assert_eq!(get(&journal, "old/deep/b.psd"), None);
    let moved = get(&journal, "new/place/deep/b.psd").unwrap();
    assert_eq!(moved.status(), Some(Status::AvailableLocally));
    assert_eq!(moved.remote.id.as_deref(), Some("id-old/deep/b.psd"));
    assert!(get(&journal, "new").is_some());
    assert!(get(&journal, "old 2/c.psd").is_some());
    let stand_in = journal.stand_in(&path("new/place/deep"), "b.psd");
    assert_eq!(stand_in.unwrap().as_deref(), Some("b~1.psd"));
    let inside = path("new/place/inner");
    journal.rename_prefix(&path("new/place"), &inside).unwrap();
    assert!(get(&journal, "new/place/deep/b.psd").is_some());
    assert_eq!(journal.count_here(&DamPath::root()).unwrap(), 1);
}

#[test]
fn pins_hold_for_what_is_below() {
    let journal = journal();
    list(&journal, "", &[folder("a")]);
    list(&journal, "a", &[entry("a/b.psd", 1)]);
    journal.pin(&path("a"), Kind::Folder, true).unwrap();
    assert!(journal.is_pinned(&path("a/b.psd")).unwrap());
    assert!(journal.is_pinned(&path("a/unknown/x.psd")).unwrap());
    assert!(!journal.is_pinned(&path("b")).unwrap());
    let pins = journal.pins().unwrap();
    assert_eq!(pins.len(), 1);
    journal.pin(&DamPath::root(), Kind::Folder, true).unwrap();
    assert!(journal.is_pinned(&path("b")).unwrap());
    assert_eq!(get(&journal, "").unwrap().kind, Kind::Root);
}

#[test]
fn forgetting_a_folder_forgets_all_of_it() {
    let journal = journal();
    for at in ["a/b/c.psd", "a/d.psd", "a2/e.psd"] {
        journal.set_local(&path(at), local(1)).unwrap();
    }
    journal.forget(&path("a")).unwrap();
    assert_eq!(get(&journal, "a"), None);
    assert_eq!(get(&journal, "a/b/c.psd"), None);
    assert!(get(&journal, "a2/e.psd").is_some());
}

#[test]
fn what_a_listing_leaves_out_of_the_same_bytes_is_kept() {
    let journal = journal();
    list(&journal, "", &[entry("a.psd", 1)]);
    let scant = |seed: u8| Entry {
        media_type: None,
        dimensions: None,
        ..entry("a.psd", seed)
    };
    let seen = || {
        let remote = get(&journal, "a.psd").unwrap().remote;
        (remote.media_type, remote.dimensions)
    };
    list(&journal, "", &[scant(1)]);
    assert_eq!(seen(), (Some("image/png".to_owned()), Some((640, 480))));
    list(&journal, "", &[scant(2)]);
    assert_eq!(seen(), (None, None), "other bytes may be another picture");
}
