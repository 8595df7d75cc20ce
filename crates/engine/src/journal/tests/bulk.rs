//! A DAM of 100,000 assets: the answers stay right, and come by way of an index.

use damson_core::{Kind, Status};

use super::*;
use crate::model::{RowFilter, RowOrder, RowQuery, RowScope};

const FOLDERS: usize = 100;
const ASSETS: usize = 1_000;

fn fill(journal: &Journal) {
    let folders: Vec<Entry> = (0..FOLDERS).map(|n| folder(&format!("f{n:03}"))).collect();
    list(journal, "", &folders);
    for n in 0..FOLDERS {
        let at = format!("f{n:03}");
        let assets: Vec<Entry> = (0..ASSETS)
            .map(|a| entry(&format!("{at}/asset {a:04}.psd"), 1))
            .collect();
        list(journal, &at, &assets);
        download(journal, &format!("{at}/asset 0500.psd"), 1);
    }
}

/// How SQLite answers a query.
fn plan(journal: &Journal, sql: &str) -> String {
    let conn = journal.conn();
    let mut explain = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let rows = explain
        .query_map([], |row| row.get::<_, String>(3))
        .unwrap();
    rows.map(Result::unwrap).collect::<Vec<_>>().join("; ")
}

#[test]
fn a_hundred_thousand_assets_are_paged_counted_and_taken_as_gone() {
    let journal = journal();
    fill(&journal);
    let counts = journal.counts().unwrap();
    assert_eq!(counts.by_status[&Status::CloudOnly], 99_900);
    assert_eq!(counts.by_status[&Status::AvailableLocally], 100);

    let page = RowQuery {
        scope: RowScope::Folder(path("f042")),
        filter: RowFilter::default(),
        order: RowOrder::Name,
        descending: false,
        offset: 990,
        limit: 5_000,
    };
    let (rows, total) = journal.rows(&page).unwrap();
    assert_eq!((rows.len(), total), (10, 1_000));
    assert_eq!(rows[9].path, path("f042/asset 0999.psd"));
    let everything = RowQuery {
        scope: RowScope::Below(DamPath::root()),
        offset: 0,
        ..page
    };
    let (rows, total) = journal.rows(&everything).unwrap();
    assert_eq!((rows.len(), total), (1_000, 100_100), "no page is longer");
    assert_eq!(rows[0].kind, Kind::Folder);
    assert_eq!(journal.below(&path("f042")).unwrap().len(), 2);
    let here = journal.locals(&DamPath::root()).unwrap();
    assert_eq!(here.count(), 100);

    let gone = list(&journal, "", &[folder("f042")]);
    assert_eq!(gone.len(), 99_099);
    let counts = journal.counts().unwrap();
    assert_eq!(counts.by_status[&Status::CloudOnly], 999);
    assert_eq!(counts.by_status[&Status::RemovedRemotely], 99);
}

#[test]
fn no_common_question_walks_over_everything() {
    let journal = journal();
    let questions = [
        (
            "SELECT * FROM asset a WHERE a.parent = x'61'
             ORDER BY a.leaf, a.name_key COLLATE in_order ASC, a.key ASC LIMIT 10 OFFSET 5",
            "USING INDEX asset_children (parent=?)",
        ),
        (
            "SELECT * FROM asset a WHERE a.key > x'6100' AND a.key < x'6101' ORDER BY a.key",
            "USING PRIMARY KEY (key>? AND key<?)",
        ),
        (
            "SELECT a.key FROM asset a WHERE a.here = 1 AND a.leaf = 1
             AND a.key > x'6100' AND a.key < x'6101' ORDER BY a.key LIMIT 500",
            "USING INDEX asset_here (key>? AND key<?)",
        ),
        (
            "SELECT status, count(*) FROM asset WHERE status IS NOT NULL GROUP BY status",
            "USING COVERING INDEX asset_status",
        ),
        ("SELECT count(*) FROM asset WHERE lock = 1", "asset_mine"),
        (
            "SELECT count(*) FROM asset WHERE pinned = 1",
            "asset_pinned",
        ),
        (
            "SELECT count(*) FROM asset WHERE problem IS NOT NULL",
            "asset_problem",
        ),
        (
            "SELECT EXISTS (SELECT 1 FROM asset WHERE parent = x'61')",
            "asset_children (parent=?)",
        ),
    ];
    for (sql, wanted) in questions {
        let plan = plan(&journal, sql);
        assert!(plan.contains(wanted), "{sql}\n{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{sql}\n{plan}");
    }
}
