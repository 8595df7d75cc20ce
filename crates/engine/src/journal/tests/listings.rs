use std::{collections::BTreeSet, time::Duration};

use damson_core::{Kind, Lock, OnServer, Status};
use damson_remote::{LockGrant, LockToken};

use super::*;
use crate::journal::Unseen;

#[test]
fn a_listing_keeps_what_is_here() {
    let journal = journal();
    list(&journal, "", &[entry("a.psd", 1)]);
    download(&journal, "a.psd", 1);
    let changed = list(&journal, "", &[entry("a.psd", 1)]);
    assert_eq!(changed, [], "nothing is different");
    let changed = list(&journal, "", &[entry("a.psd", 2)]);
    assert_eq!(changed, [path("a.psd")]);
    let asset = get(&journal, "a.psd").unwrap();
    assert_eq!(asset.status(), Some(Status::ModifiedRemotely));
    assert_eq!(asset.base, Some(base(1)));
    assert_eq!(asset.local, Some(local(1)));
}

#[test]
fn what_a_complete_listing_lacks_is_gone_with_all_below() {
    let journal = journal();
    list(&journal, "", &[folder("a"), folder("b"), entry("c.psd", 1)]);
    list(
        &journal,
        "a",
        &[entry("a/1.psd", 1), entry("a/2.psd", 2), folder("a/x")],
    );
    list(&journal, "a/x", &[entry("a/x/3.psd", 3)]);
    list(&journal, "b", &[entry("b/4.psd", 4)]);
    download(&journal, "a/x/3.psd", 3);
    journal.set_local(&path("a/new.psd"), local(9)).unwrap();

    let generation = journal.next_generation().unwrap();
    let root = DamPath::root();
    journal
        .apply_page(&root, generation, &[folder("b"), entry("c.psd", 1)], NOW)
        .unwrap();
    let unseen = journal.unseen(&root, generation).unwrap();
    assert_eq!(unseen, Unseen { assets: 3, here: 1 });
    assert!(get(&journal, "a/1.psd").is_some(), "not before its end");
    journal.end_listing(&root, generation, NOW).unwrap();

    assert_eq!(get(&journal, "a/1.psd"), None);
    let kept = get(&journal, "a/x/3.psd").unwrap();
    assert_eq!(kept.status(), Some(Status::RemovedRemotely));
    let fresh = get(&journal, "a/new.psd").unwrap();
    assert_eq!(fresh.status(), Some(Status::NewLocally));
    assert_eq!(get(&journal, "a").unwrap().remote.state, OnServer::Absent);
    assert!(get(&journal, "b/4.psd").is_some());
    assert!(get(&journal, "c.psd").is_some());
}

#[test]
fn pages_of_one_listing_add_up() {
    let journal = journal();
    list(&journal, "", &[entry("a.psd", 1), entry("z.psd", 1)]);
    let generation = journal.next_generation().unwrap();
    for page in ["a.psd", "b.psd", "a.psd"] {
        let root = DamPath::root();
        journal
            .apply_page(&root, generation, &[entry(page, 1)], NOW)
            .unwrap();
    }
    let gone = journal
        .end_listing(&DamPath::root(), generation, NOW)
        .unwrap();
    assert_eq!(gone, [path("z.psd")]);
    assert!(get(&journal, "b.psd").is_some());
}

#[test]
fn an_entry_from_elsewhere_is_not_taken_for_a_child() {
    let journal = journal();
    let changed = journal
        .apply_page(
            &path("a"),
            1,
            &[entry("b/x.psd", 1), entry("a/y/z.psd", 1)],
            NOW,
        )
        .unwrap();
    assert_eq!(changed, []);
    assert_eq!(get(&journal, "b/x.psd"), None);
}

#[test]
fn an_answer_about_one_asset_does_not_count_as_a_listing() {
    let journal = journal();
    list(&journal, "", &[entry("a.psd", 1)]);
    journal
        .apply_entries(&[entry("a.psd", 2), entry("d/b.psd", 1)], NOW)
        .unwrap();
    assert!(get(&journal, "d").is_some());
    let gone = list(&journal, "", &[]);
    assert_eq!(gone, [path("a.psd"), path("d/b.psd")]);
    assert_eq!(get(&journal, "d"), None);
}

/// AEM's listings tell neither hashes nor identities.
#[test]
fn a_listing_that_leaves_out_the_identity_forgets_none_of_the_same_asset() {
    let journal = journal();
    let told = Entry {
        id: Some("id-1".to_owned()),
        changed: Some(Timestamp(1_000)),
        ..entry("a.psd", 1)
    };
    list(&journal, "", std::slice::from_ref(&told));
    let bare = Entry {
        id: None,
        revision: Revision {
            size: told.revision.size,
            ..Revision::default()
        },
        ..told.clone()
    };
    list(&journal, "", std::slice::from_ref(&bare));
    let id = || get(&journal, "a.psd").unwrap().remote.id;
    assert_eq!(id(), told.id);
    // What the server does to a new asset changes its time.
    let processed = Entry {
        changed: Some(Timestamp(2_000)),
        ..bare.clone()
    };
    list(&journal, "", &[processed]);
    assert_eq!(id(), told.id);
    // Other bytes, which may be another asset's.
    let other = Entry {
        revision: Revision {
            size: Some(ByteCount(99)),
            ..Revision::default()
        },
        ..bare
    };
    list(&journal, "", &[other]);
    assert_eq!(id(), None);
}

#[test]
fn a_folder_and_an_asset_can_change_places() {
    let journal = journal();
    list(&journal, "", &[folder("a")]);
    list(&journal, "a", &[entry("a/1.psd", 1)]);
    list(&journal, "", &[entry("a", 2)]);
    assert_eq!(get(&journal, "a").unwrap().kind, Kind::Asset);
    assert_eq!(get(&journal, "a/1.psd"), None);
    list(&journal, "", &[folder("a")]);
    assert_eq!(get(&journal, "a").unwrap().kind, Kind::Folder);

    // A file that is here stays one: it may hold edits.
    journal.set_local(&path("b"), local(1)).unwrap();
    list(&journal, "", &[folder("a"), folder("b")]);
    let kept = get(&journal, "b").unwrap();
    assert_eq!(kept.kind, Kind::Asset);
    assert_eq!(kept.local, Some(local(1)));
    assert_eq!(kept.problem.unwrap().0, "folder-there");
    list(&journal, "", &[folder("a"), entry("b", 1)]);
    assert_eq!(get(&journal, "b").unwrap().problem, None);
}

#[test]
fn what_the_server_says_of_a_lock_wins() {
    let journal = journal();
    list(&journal, "", &[entry("a.psd", 1)]);
    let grant = LockGrant {
        token: Some(LockToken("t".to_owned())),
        lasts: Some(Duration::from_mins(1)),
        held_before: false,
        restamped: None,
    };
    let asset = journal.set_mine(&path("a.psd"), &grant, NOW).unwrap();
    assert_eq!(asset.lock, Lock::Mine);
    assert_eq!(asset.lock_expires, Some(Timestamp(NOW.0 + 60_000)));
    let mut listed = entry("a.psd", 1);
    listed.lock = Lock::Mine;
    list(&journal, "", std::slice::from_ref(&listed));
    let asset = get(&journal, "a.psd").unwrap();
    assert_eq!(asset.token, grant.token, "the proof is kept");
    assert_eq!(asset.lock_since, Some(NOW));

    listed.lock = Lock::Theirs("joe".to_owned());
    assert_eq!(list(&journal, "", &[listed]), [path("a.psd")]);
    let asset = get(&journal, "a.psd").unwrap();
    assert_eq!(asset.token, None);
    assert_eq!(asset.lock.other_holder(), Some("joe"));
    journal.set_free(&path("a.psd"), NOW).unwrap();
    assert_eq!(get(&journal, "a.psd").unwrap().lock, Lock::Free);
}

#[test]
fn a_complete_list_of_locks_frees_the_rest() {
    let journal = journal();
    let grant = LockGrant {
        token: None,
        lasts: None,
        held_before: false,
        restamped: None,
    };
    for at in ["a/1.psd", "a/2.psd", "b/3.psd"] {
        journal.apply_entries(&[entry(at, 1)], NOW).unwrap();
        journal.set_mine(&path(at), &grant, NOW).unwrap();
    }
    assert_eq!(journal.mine().unwrap().len(), 3);
    let mine = BTreeSet::from([path("a/1.psd")]);
    let freed = journal.end_locked(&path("a"), &mine, NOW).unwrap();
    assert_eq!(freed, [path("a/2.psd")]);
    assert_eq!(journal.mine().unwrap().len(), 2);
}

#[test]
fn a_removal_on_the_server_frees_its_lock() {
    let journal = journal();
    let mut mine = entry("a.psd", 1);
    mine.lock = Lock::Mine;
    list(&journal, "", &[mine]);
    download(&journal, "a.psd", 1);
    assert_eq!(
        journal.set_gone(&path("a.psd"), NOW).unwrap(),
        [path("a.psd")]
    );
    let asset = get(&journal, "a.psd").unwrap();
    assert_eq!(asset.status(), Some(Status::RemovedRemotely));
    assert_eq!(asset.lock, Lock::Free);
    assert_eq!(journal.set_gone(&path("never"), NOW).unwrap(), []);
}
