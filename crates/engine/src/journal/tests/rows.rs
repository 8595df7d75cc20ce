use damson_core::{Kind, OnServer, Status};

use super::*;
use crate::model::{Orientation, RowFilter, RowOrder, RowQuery, RowScope};

fn query(scope: RowScope) -> RowQuery {
    RowQuery {
        scope,
        filter: RowFilter::default(),
        order: RowOrder::Name,
        descending: false,
        offset: 0,
        limit: 100,
    }
}

fn names(journal: &Journal, query: &RowQuery) -> Vec<String> {
    let (rows, _) = journal.rows(query).unwrap();
    rows.iter()
        .map(|row| row.path.as_str().to_owned())
        .collect()
}

fn sample() -> Journal {
    let journal = journal();
    list(
        &journal,
        "",
        &[
            entry("b.psd", 2),
            entry("A.psd", 1),
            folder("z"),
            folder("Y"),
            entry("c.psd", 3),
        ],
    );
    list(
        &journal,
        "z",
        &[entry("z/d.psd", 4), entry("z/B side.psd", 5)],
    );
    download(&journal, "b.psd", 2);
    download(&journal, "z/d.psd", 4);
    journal.set_local(&path("z/d.psd"), local(9)).unwrap();
    journal
}

#[test]
fn children_come_folders_first_and_without_case() {
    let journal = sample();
    let root = query(RowScope::Folder(DamPath::root()));
    assert_eq!(
        names(&journal, &root),
        ["Y", "z", "A.psd", "b.psd", "c.psd"]
    );
    let back = RowQuery {
        descending: true,
        ..root
    };
    assert_eq!(
        names(&journal, &back),
        ["z", "Y", "c.psd", "b.psd", "A.psd"]
    );
}

#[test]
fn pages_neither_repeat_nor_miss() {
    let journal = sample();
    let mut all = Vec::new();
    for offset in 0..6 {
        let page = RowQuery {
            offset,
            limit: 1,
            ..query(RowScope::Folder(DamPath::root()))
        };
        let (rows, total) = journal.rows(&page).unwrap();
        assert_eq!(total, 5);
        all.extend(rows.into_iter().map(|row| row.path));
    }
    assert_eq!(all.len(), 5);
}

#[test]
fn every_order_holds_in_both_directions() {
    let journal = sample();
    let ordered = |order, descending| {
        let below = RowQuery {
            order,
            descending,
            filter: RowFilter {
                statuses: vec![
                    Status::CloudOnly,
                    Status::AvailableLocally,
                    Status::EditedLocally,
                ],
                ..RowFilter::default()
            },
            ..query(RowScope::Below(DamPath::root()))
        };
        names(&journal, &below).join(" ")
    };
    assert_eq!(
        ordered(RowOrder::Status, false),
        "z/d.psd b.psd A.psd z/B side.psd c.psd"
    );
    assert_eq!(
        ordered(RowOrder::Size, false),
        "A.psd b.psd c.psd z/B side.psd z/d.psd"
    );
    assert_eq!(
        ordered(RowOrder::Modified, true),
        "z/B side.psd z/d.psd c.psd b.psd A.psd"
    );
    assert_eq!(
        ordered(RowOrder::Path, false),
        "A.psd b.psd c.psd z/B side.psd z/d.psd"
    );
    assert_eq!(
        ordered(RowOrder::Type, false),
        "A.psd z/B side.psd b.psd c.psd z/d.psd"
    );
}

#[test]
fn filters_narrow() {
    let journal = sample();
    let filtered = |filter: RowFilter| {
        let below = RowQuery {
            filter,
            ..query(RowScope::Below(DamPath::root()))
        };
        let shown = names(&journal, &below).join(" ");
        assert_eq!(
            journal.rows(&below).unwrap().1,
            shown.split_terminator(".psd").count() as u64,
        );
        shown
    };
    let named = |name: &str| RowFilter {
        name: name.to_owned(),
        ..RowFilter::default()
    };
    assert_eq!(filtered(named("b")), "z/B side.psd b.psd");
    assert_eq!(filtered(named("%")), "", "no wildcards");
    let edited = RowFilter {
        statuses: vec![Status::EditedLocally],
        ..RowFilter::default()
    };
    assert_eq!(filtered(edited), "z/d.psd");
    journal.pin(&path("c.psd"), Kind::Asset, true).unwrap();
    let pinned = RowFilter {
        pinned: true,
        ..RowFilter::default()
    };
    assert_eq!(filtered(pinned), "c.psd");
    journal
        .update(&path("A.psd"), |asset| {
            asset.problem = Some(("unreadable".to_owned(), String::new()));
        })
        .unwrap();
    let problems = RowFilter {
        problems: true,
        ..RowFilter::default()
    };
    assert_eq!(filtered(problems), "A.psd");
}

#[test]
fn names_are_in_the_order_of_their_numbers_and_letters() {
    let journal = journal();
    let wanted = [
        "Apfel.psd",
        "Äpfel.psd",
        "Birne.psd",
        "IMG_2.psd",
        "IMG_10.psd",
    ];
    for name in wanted.iter().rev() {
        journal.pin(&path(name), Kind::Asset, true).unwrap();
    }
    let forward = query(RowScope::Folder(DamPath::root()));
    assert_eq!(names(&journal, &forward), wanted);
    let backward = RowQuery {
        descending: true,
        ..forward
    };
    let mut backwards = names(&journal, &backward);
    backwards.reverse();
    assert_eq!(backwards, wanted);
}

#[test]
fn filters_of_what_assets_are() {
    let journal = sample();
    let set = |name: &str, media: &str, lock: Lock| {
        journal
            .update(&path(name), |asset| {
                asset.remote.media_type = Some(media.to_owned());
                asset.lock = lock.clone();
            })
            .unwrap();
    };
    set("A.psd", "image/PNG", Lock::Theirs("omar".to_owned()));
    set("b.psd", "video/mp4", Lock::Mine);
    set("c.psd", "image/[x]?", Lock::Free);
    let root = |filter: RowFilter| {
        let query = RowQuery {
            filter,
            ..query(RowScope::Folder(DamPath::root()))
        };
        names(&journal, &query).join(" ")
    };
    let types = |types: &[&str]| RowFilter {
        types: types.iter().map(|kind| (*kind).to_owned()).collect(),
        ..RowFilter::default()
    };
    assert_eq!(root(types(&["image/*"])), "A.psd c.psd");
    assert_eq!(root(types(&["video/*", "image/png"])), "A.psd b.psd");
    assert_eq!(root(types(&["image/[x]?"])), "c.psd", "no other wildcards");
    for unknown in [
        None,
        Some(String::new()),
        Some("application/octet-stream".to_owned()),
    ] {
        let (plain, kind) = (path("c.psd"), unknown.clone());
        journal
            .update(&plain, |asset| asset.remote.media_type = kind.clone())
            .unwrap();
        assert_eq!(root(types(&["image/*"])), "A.psd c.psd", "{unknown:?}");
    }
    let folders = RowFilter {
        folders: true,
        ..RowFilter::default()
    };
    assert_eq!(root(folders), "Y z");
    let locked = |locked| RowFilter {
        locked: Some(locked),
        ..RowFilter::default()
    };
    assert_eq!(root(locked(true)), "A.psd b.psd");
    assert_eq!(root(locked(false)), "Y z c.psd");
    let modified = RowFilter {
        modified_from: Some(Timestamp(1_002)),
        modified_before: Some(Timestamp(1_003)),
        ..RowFilter::default()
    };
    assert_eq!(root(modified), "b.psd");
    let by_lock = RowQuery {
        order: RowOrder::Lock,
        ..query(RowScope::Folder(DamPath::root()))
    };
    assert_eq!(names(&journal, &by_lock).join(" "), "Y z b.psd A.psd c.psd");
}

#[test]
fn filters_of_shape_size_and_others_locks() {
    let journal = sample();
    let set = |name: &str, dimensions, size: u64, lock: Lock| {
        journal
            .update(&path(name), |asset| {
                asset.remote.dimensions = dimensions;
                asset.local = None;
                let mut revision = revision(1);
                revision.size = Some(ByteCount(size));
                asset.remote.state = OnServer::Present(revision);
                asset.lock = lock.clone();
            })
            .unwrap();
    };
    set("A.psd", Some((30, 20)), 10, Lock::Theirs("omar".to_owned()));
    set("b.psd", Some((20, 30)), 20, Lock::Mine);
    set("c.psd", Some((20, 20)), 30, Lock::Free);
    let shown = |filter: RowFilter| {
        let query = RowQuery {
            filter,
            ..query(RowScope::Folder(DamPath::root()))
        };
        names(&journal, &query).join(" ")
    };
    let shape = |orientation| RowFilter {
        orientation: Some(orientation),
        ..RowFilter::default()
    };
    assert_eq!(shown(shape(Orientation::Landscape)), "A.psd");
    assert_eq!(shown(shape(Orientation::Portrait)), "b.psd");
    assert_eq!(shown(shape(Orientation::Square)), "c.psd");
    let sized = |from: Option<u64>, below: Option<u64>| RowFilter {
        size_from: from.map(ByteCount),
        size_below: below.map(ByteCount),
        ..RowFilter::default()
    };
    assert_eq!(shown(sized(Some(20), None)), "b.psd c.psd");
    assert_eq!(shown(sized(None, Some(20))), "A.psd");
    assert_eq!(shown(sized(Some(20), Some(30))), "b.psd");
    let theirs = RowFilter {
        theirs: true,
        ..RowFilter::default()
    };
    assert_eq!(shown(theirs), "A.psd");
    let assets = RowFilter {
        assets: true,
        ..RowFilter::default()
    };
    assert_eq!(shown(assets), "A.psd b.psd c.psd");
}

#[test]
fn folders_are_here_when_something_below_is() {
    let journal = sample();
    let here = RowQuery {
        filter: RowFilter {
            here: true,
            ..RowFilter::default()
        },
        ..query(RowScope::Folder(DamPath::root()))
    };
    assert_eq!(names(&journal, &here), ["z", "b.psd"]);
    let one = query(RowScope::One(path("z/d.psd")));
    assert_eq!(names(&journal, &one), ["z/d.psd"]);
}

#[test]
fn a_folder_sums_up_what_is_below_it() {
    let journal = sample();
    let below = journal.below(&path("z")).unwrap();
    assert_eq!(below, [(Status::EditedLocally, 1), (Status::CloudOnly, 1)]);
    let counts = journal.counts().unwrap();
    assert_eq!(counts.by_status[&Status::CloudOnly], 3);
    assert_eq!(counts.by_status[&Status::AvailableLocally], 1);
    let edited = [Status::EditedLocally];
    let found = journal
        .with_status(&DamPath::root(), &edited, None, 10)
        .unwrap();
    assert_eq!(found.len(), 1);
    let after = journal.with_status(&path("z"), &edited, Some(&found[0].path), 10);
    assert_eq!(after.unwrap(), []);
    assert_eq!(
        journal.kept(None, 10).unwrap(),
        [path("b.psd"), path("z/d.psd")]
    );
}

#[test]
fn a_filter_takes_titles_several_words_and_patterns() {
    let journal = journal();
    let titled = Entry {
        title: Some("Été: Plage [Nord]".to_owned()),
        ..entry("IMG_0001.psd", 1)
    };
    let others = [
        titled,
        entry("Beach north 01.psd", 2),
        entry("Beach south 01.tif", 3),
        entry("a[1].psd", 4),
        folder("Beach"),
    ];
    list(&journal, "", &others);
    let found = |name: &str| {
        let mut asked = query(RowScope::Folder(DamPath::root()));
        name.clone_into(&mut asked.filter.name);
        names(&journal, &asked)
    };
    assert_eq!(found("été"), ["IMG_0001.psd"]);
    assert_eq!(found(" north  BEACH "), ["Beach north 01.psd"]);
    assert_eq!(found("0001 plage"), ["IMG_0001.psd"]);
    assert_eq!(
        found("*.PSD"),
        ["a[1].psd", "Beach north 01.psd", "IMG_0001.psd"]
    );
    assert_eq!(found("beach *.tif"), ["Beach south 01.tif"]);
    assert_eq!(found("img_????.psd"), ["IMG_0001.psd"]);
    assert_eq!(found("a[1]*"), ["a[1].psd"]);
    assert_eq!(found("*plage*"), ["IMG_0001.psd"]);
    assert_eq!(found("beach west"), [""; 0]);
}
