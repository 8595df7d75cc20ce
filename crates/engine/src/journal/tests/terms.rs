use damson_core::{
    Lock,
    usage::{Approval, Terms, Use},
};
use damson_remote::TermsSeen;

use super::*;
use crate::model::{Described, RowFilter, RowOrder, RowQuery, RowScope};

fn expiring(at: &str, seed: u8, expires: i64) -> Entry {
    Entry {
        terms: TermsSeen::whole(Terms {
            expires: Some(Timestamp(expires)),
            ..Terms::default()
        }),
        ..entry(at, seed)
    }
}

fn query(at: i64) -> RowQuery {
    RowQuery {
        scope: RowScope::Below(DamPath::root()),
        filter: RowFilter {
            unexpired_at: Some(Timestamp(at)),
            ..RowFilter::default()
        },
        order: RowOrder::Name,
        descending: false,
        offset: 0,
        limit: 100,
    }
}

#[test]
fn a_listing_that_is_silent_keeps_what_is_known_of_the_terms() {
    let journal = journal();
    list(&journal, "", &[expiring("a.psd", 1, 50)]);
    list(&journal, "", &[entry("a.psd", 2)]);
    let terms = |journal: &Journal| get(journal, "a.psd").unwrap().remote.terms;
    assert_eq!(terms(&journal).unwrap().expires, Some(Timestamp(50)));
    let whole = TermsSeen::whole(Terms::default());
    let path = path("a.psd");
    assert!(journal.set_terms([(&path, &whole)]).unwrap());
    assert_eq!(terms(&journal), Some(Terms::default()));
    assert!(!journal.set_terms([(&path, &whole)]).unwrap());
    // Nothing is made up of what nobody listed.
    let stranger = super::path("b.psd");
    assert!(!journal.set_terms([(&stranger, &whole)]).unwrap());
    assert_eq!(get(&journal, "b.psd"), None);
}

#[test]
fn the_next_moment_is_the_first_of_all() {
    let journal = journal();
    let mut off = expiring("b.psd", 2, 90);
    off.terms.terms.off = Some(Timestamp(70));
    off.terms.terms.on = Some(Timestamp(20));
    list(&journal, "", &[expiring("a.psd", 1, 50), off]);
    let next = |now| journal.terms_change_next(Timestamp(now)).unwrap();
    let moments: Vec<_> = [0, 20, 50, 70, 90]
        .map(|now| next(now).map(|at| at.0))
        .into();
    assert_eq!(moments, [Some(20), Some(50), Some(70), Some(90), None]);
}

#[test]
fn what_is_hidden_has_expired_and_is_the_servers_alone() {
    let journal = journal();
    let mut mine = expiring("mine.psd", 1, 50);
    mine.lock = Lock::Mine;
    let entries = [
        expiring("gone.psd", 1, 50),
        expiring("here.psd", 2, 50),
        expiring("later.psd", 3, 51),
        mine,
        entry("plain.psd", 4),
    ];
    list(&journal, "", &entries);
    journal.set_local(&path("here.psd"), local(2)).unwrap();
    let seen = |at| {
        let (rows, total) = journal.rows(&query(at)).unwrap();
        assert_eq!(rows.len() as u64, total);
        let hidden = journal.expired_rows(&query(at)).unwrap();
        // The same rule, asked of each row.
        let (all, _) = journal
            .rows(&RowQuery {
                filter: RowFilter::default(),
                ..query(at)
            })
            .unwrap();
        let by_rule = all
            .iter()
            .filter(|asset| asset.is_hidden_when_expired(Timestamp(at)));
        assert_eq!(by_rule.count() as u64, hidden);
        let names: Vec<_> = rows.iter().map(|row| row.path.name().to_owned()).collect();
        (names, hidden)
    };
    assert_eq!(seen(49).1, 0);
    let (names, hidden) = seen(50);
    assert_eq!(names, ["here.psd", "later.psd", "mine.psd", "plain.psd"]);
    assert_eq!(hidden, 1);
}

#[test]
fn a_use_is_about_what_it_hands_over() {
    let journal = journal();
    list(
        &journal,
        "",
        &[folder("shoot"), expiring("shoot2.psd", 3, 50)],
    );
    let mut rejected = entry("shoot/b.psd", 2);
    rejected.terms = TermsSeen::whole(Terms {
        approval: Some(Approval::Rejected),
        ..Terms::default()
    });
    list(
        &journal,
        "shoot",
        &[expiring("shoot/a.psd", 1, 50), rejected],
    );
    journal.set_local(&path("shoot/a.psd"), local(1)).unwrap();
    let of = |at: &str, used| {
        let mut found = Vec::new();
        let add = |path: DamPath, _| found.push(path.to_string());
        journal.each_with_terms(&path(at), used, add).unwrap();
        found
    };
    assert_eq!(of("shoot", Use::Shown), [""; 0]);
    assert_eq!(of("shoot/a.psd", Use::Shown), ["/shoot/a.psd"]);
    // It is here already.
    assert_eq!(of("shoot/a.psd", Use::Brought), [""; 0]);
    assert_eq!(of("shoot", Use::Brought), ["/shoot/b.psd"]);
    assert_eq!(of("shoot", Use::Taken), ["/shoot/a.psd", "/shoot/b.psd"]);
}

#[test]
fn other_bytes_come_after_an_edit_of_metadata_only_where_nobody_else_is_named() {
    let minute = 60_000;
    let journal = journal();
    let becomes = |by: Option<&str>, after: i64| {
        list(&journal, "", &[entry("a.psd", 1)]);
        let edit = Described {
            at: NOW,
            by: Some("jane".to_owned()),
        };
        journal.set_described(&path("a.psd"), Some(edit)).unwrap();
        let written = Entry {
            changed_by: by.map(str::to_owned),
            ..entry("a.psd", 2)
        };
        let later = Timestamp(NOW.0 + after);
        journal.apply_entries(&[written], later).unwrap();
        let is = get(&journal, "a.psd").unwrap().remote.after_edit;
        journal.forget(&path("a.psd")).unwrap();
        is
    };
    assert!(becomes(Some("jane"), minute));
    assert!(becomes(None, minute), "a service of the server");
    assert!(!becomes(Some("omar"), minute), "somebody else's upload");
    assert!(!becomes(Some("jane"), 60 * minute), "too late to be sure");
}
