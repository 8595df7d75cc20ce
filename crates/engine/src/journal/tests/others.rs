use damson_core::{ByteCount, Timestamp};

use super::*;
use crate::{
    journal::{FinishedDownload, NewTransfer, ServerIdentity},
    model::{TransferDirection, TransferState},
};

fn transfer(at: &str, priority: i64) -> NewTransfer {
    NewTransfer {
        path: path(at),
        direction: TransferDirection::Upload,
        total: Some(ByteCount(100)),
        priority,
        first: 3,
        expect: Some(revision(1)),
        comment: Some("retouched".to_owned()),
        options: Some("{}".to_owned()),
        part_of: None,
    }
}

#[test]
fn transfers_are_read_back_in_every_state() {
    let journal = journal();
    let mut record = journal.add_transfer(&transfer("a.psd", 1), NOW).unwrap();
    assert_eq!(journal.transfer(record.id).unwrap(), Some(record.clone()));
    for state in [
        TransferState::Running,
        TransferState::Paused,
        TransferState::Retrying {
            at: Timestamp(5),
            code: "offline".to_owned(),
        },
        TransferState::Failed {
            code: "too-large".to_owned(),
            said: Some("413".to_owned()),
        },
        TransferState::Finished,
        TransferState::Cancelled,
    ] {
        record.state = state;
        record.done = ByteCount(record.done.0 + 1);
        journal
            .amend_transfer(record.id, |kept| *kept = record.clone())
            .unwrap();
        assert_eq!(journal.transfer(record.id).unwrap(), Some(record.clone()));
    }
    journal.clear_finished_transfers().unwrap();
    assert_eq!(journal.transfer(record.id).unwrap(), None);
    journal
        .amend_transfer(record.id, |kept| *kept = record.clone())
        .unwrap();
    assert_eq!(
        journal.transfers(10).unwrap(),
        [],
        "what was removed stays so"
    );
}

#[test]
fn what_ran_or_was_to_be_tried_again_waits_after_a_start() {
    let journal = journal();
    let kept = journal.add_transfer(&transfer("a.psd", 0), NOW).unwrap();
    for state in [
        TransferState::Running,
        TransferState::Retrying {
            at: Timestamp(50),
            code: String::new(),
        },
    ] {
        let resume = Some("part 3".to_owned());
        let changed = resume.clone();
        journal
            .amend_transfer(kept.id, |record| {
                record.state = state;
                record.resume = changed;
            })
            .unwrap();
        journal.rewind_transfers().unwrap();
        let again = journal.transfer(kept.id).unwrap().unwrap();
        assert_eq!(
            (again.state, again.resume),
            (TransferState::Waiting, resume)
        );
    }
}

#[test]
fn a_transfer_is_found_by_its_path_and_follows_it() {
    let journal = journal();
    let kept = journal.add_transfer(&transfer("b.psd", 0), NOW).unwrap();
    let of = |direction| journal.transfer_of(&path("b.psd"), direction).unwrap();
    assert_eq!(of(TransferDirection::Upload), Some(kept.clone()));
    assert_eq!(of(TransferDirection::Download), None);
    journal
        .rename_prefix(&path("b.psd"), &path("c/d.psd"))
        .unwrap();
    let moved = journal.transfer(kept.id).unwrap().unwrap();
    assert_eq!(moved.path, path("c/d.psd"));
}

#[test]
fn recovered_files_are_told_latest_first() {
    let journal = journal();
    let size = ByteCount(3);
    let at = |ms| Timestamp(ms);
    let first = journal
        .add_recovered(&path("a"), "a~1", size, "discard", at(1))
        .unwrap();
    let second = journal
        .add_recovered(&path("b"), "b~1", size, "update", at(2))
        .unwrap();
    assert_eq!(
        journal.recovered().unwrap(),
        [second.clone(), first.clone()]
    );
    assert_eq!(
        journal.recovered_before(at(2)).unwrap(),
        std::slice::from_ref(&first)
    );
    assert_eq!(journal.counts().unwrap().recovered, 2);
    let again = journal
        .add_recovered(&path("b"), "b~1", size, "update", at(3))
        .unwrap();
    assert_eq!(
        journal.recovered().unwrap().len(),
        2,
        "a step done twice is one file"
    );
    journal.remove_recovered(first.id).unwrap();
    assert_eq!(journal.recovered_file(first.id).unwrap(), None);
    assert_eq!(journal.recovered().unwrap(), [again]);
}

#[test]
fn knows_whose_it_is() {
    let journal = journal();
    assert_eq!(journal.identity().unwrap(), None);
    let identity = ServerIdentity {
        server: "https://dam.example".to_owned(),
        account: "jane".to_owned(),
    };
    journal.set_identity(&identity).unwrap();
    assert_eq!(journal.identity().unwrap(), Some(identity));
    assert_eq!(journal.clock().unwrap(), None);
    journal.set_clock(NOW).unwrap();
    assert_eq!(journal.clock().unwrap(), Some(NOW));
    let first = journal.next_generation().unwrap();
    assert_eq!(journal.next_generation().unwrap(), first + 1);
}

#[test]
fn a_disk_name_has_one_owner() {
    let journal = journal();
    let folder = path("f");
    journal.keep_stand_in(&folder, "a:b", "a%3Ab").unwrap();
    journal.keep_stand_in(&folder, "other", "a%3Ab").unwrap();
    assert_eq!(journal.stand_in(&folder, "a:b").unwrap(), None);
    let pairs = journal.stand_ins(&folder).unwrap();
    assert_eq!(pairs, [("other".to_owned(), "a%3Ab".to_owned())]);
    journal.drop_stand_in(&folder, "other").unwrap();
    assert_eq!(journal.stand_ins(&folder).unwrap(), []);
}

/// Every column of every row.
fn columns(journal: &Journal) -> Vec<Vec<rusqlite::types::Value>> {
    let conn = journal.conn();
    let mut select = conn.prepare("SELECT * FROM asset ORDER BY key").unwrap();
    let width = select.column_count();
    let rows = select.query_map([], |row| (0..width).map(|at| row.get(at)).collect());
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

/// A row that is there is written in part, and is what it would be if it were written whole.
#[test]
fn the_end_of_a_download_leaves_the_row_that_it_says() {
    let journal = journal();
    let listed = ["new.psd", "old.psd", "lapsed.psd", "ended.psd"];
    let entries: Vec<Entry> = listed.iter().map(|at| entry(at, 2)).collect();
    list(&journal, "", &entries);
    download(&journal, "old.psd", 1);
    let change = |at: &str, change: fn(&mut Asset)| journal.update(&path(at), change).unwrap();
    change("lapsed.psd", |asset| asset.lock_expires = Some(NOW));
    change("ended.psd", |asset| {
        asset.problem = Some(("check-out-ended".to_owned(), "omar".to_owned()));
    });
    let all = listed.iter().chain(&["folder/untold.psd"]);
    let finished: Vec<_> = all
        .map(|at| FinishedDownload {
            id: journal.add_transfer(&transfer(at, 1), NOW).unwrap().id,
            path: path(at),
            base: base(2),
            local: local(2),
        })
        .collect();
    let rows = journal.finish_downloads(&finished, NOW).unwrap();
    for row in &rows {
        assert_eq!(journal.get(&row.path).unwrap().as_ref(), Some(row));
        assert_eq!(row.status(), Some(damson_core::Status::AvailableLocally));
        assert_eq!(row.used, Some(NOW));
    }
    let written_in_part = columns(&journal);
    for row in &rows {
        journal.put(row).unwrap();
    }
    assert_eq!(written_in_part, columns(&journal));
}
