use std::fs;

use super::*;
use crate::model::JournalError;

#[test]
fn what_was_written_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("deep/journal.db");
    let journal = Journal::open(&file).unwrap();
    list(&journal, "", &[entry("a.psd", 1)]);
    download(&journal, "a.psd", 1);
    let before = get(&journal, "a.psd");
    drop(journal);
    let journal = Journal::open(&file).unwrap();
    assert_eq!(get(&journal, "a.psd"), before);
}

#[test]
fn what_was_written_is_there_after_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.db");
    let journal = Journal::open(&file).unwrap();
    list(&journal, "", &[entry("a.psd", 1)]);
    // The files as a crash leaves them: nobody closed the journal.
    let crashed = folder.path().join("crashed");
    fs::create_dir(&crashed).unwrap();
    for name in ["journal.db", "journal.db-wal"] {
        fs::copy(folder.path().join(name), crashed.join(name)).unwrap();
    }
    let again = Journal::open(&crashed.join("journal.db")).unwrap();
    assert!(get(&again, "a.psd").is_some());
}

#[test]
fn a_file_that_is_no_journal_is_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.db");
    fs::write(
        &file,
        b"not a database at all, but long enough to be looked at".repeat(100),
    )
    .unwrap();
    let opened = Journal::open(&file);
    assert!(
        matches!(opened, Err(JournalError::Damaged(_))),
        "{opened:?}"
    );
}

#[test]
fn damage_inside_is_found_after_an_unclean_end() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.db");
    let journal = Journal::open(&file).unwrap();
    for n in 0..2_000 {
        let at = path(&format!("folder {n}/a.psd"));
        journal.set_local(&at, local(1)).unwrap();
    }
    drop(journal);
    {
        let conn = rusqlite::Connection::open(&file).unwrap();
        conn.execute("UPDATE meta SET value = 'no' WHERE name = 'closed'", [])
            .unwrap();
    }
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 4096].fill(0xA5);
    fs::write(&file, bytes).unwrap();
    let opened = Journal::open(&file);
    assert!(
        matches!(opened, Err(JournalError::Damaged(_))),
        "{opened:?}"
    );
}

#[test]
fn a_journal_of_a_later_version_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.db");
    drop(Journal::open(&file).unwrap());
    let conn = rusqlite::Connection::open(&file).unwrap();
    conn.pragma_update(None, "user_version", 1_000).unwrap();
    drop(conn);
    assert!(matches!(Journal::open(&file), Err(JournalError::TooNew)));
}

#[test]
fn every_commit_is_flushed() {
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::open(&folder.path().join("journal.db")).unwrap();
    let conn = journal.conn();
    let mode: String = conn
        .query_row("PRAGMA journal_mode", [], |row| row.get(0))
        .unwrap();
    let synchronous: i64 = conn
        .query_row("PRAGMA synchronous", [], |row| row.get(0))
        .unwrap();
    assert_eq!((mode.as_str(), synchronous), ("wal", 2));
}

#[test]
fn damage_that_shows_in_use_is_found_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.db");
    let journal = Journal::open(&file).unwrap();
    for n in 0..2_000 {
        let at = path(&format!("folder {n}/a.psd"));
        journal.set_local(&at, local(1)).unwrap();
    }
    drop(journal);
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..].fill(0xA5);
    fs::write(&file, bytes).unwrap();
    // It was closed in order, so that nothing is looked through.
    let journal = Journal::open(&file).unwrap();
    let all: Result<Vec<_>, _> = journal.locals(&DamPath::root()).and_then(Iterator::collect);
    assert!(matches!(all, Err(JournalError::Damaged(_))), "{all:?}");
    drop(journal);
    let opened = Journal::open(&file);
    assert!(
        matches!(opened, Err(JournalError::Damaged(_))),
        "{opened:?}"
    );
}

/// Somebody else's lock is no damage: the file stays as it is.
#[test]
fn a_journal_that_another_program_has_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.db");
    drop(Journal::open(&file).unwrap());
    let other = rusqlite::Connection::open(&file).unwrap();
    other
        .execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;")
        .unwrap();
    let opened = Journal::open(&file);
    assert!(matches!(opened, Err(JournalError::Sqlite(_))), "{opened:?}");
    drop(other);
    assert!(Journal::open(&file).is_ok());
}

/// A journal that was cut short, to nothing or in the middle, is never one that says that
/// everything was deleted: it is new, or damaged.
#[test]
fn a_journal_that_was_cut_short_is_new_or_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("journal.db");
    for keep in [0, 1, 50, 4096, 10_000] {
        let journal = Journal::open(&file).unwrap();
        for n in 0..500 {
            journal
                .set_local(&path(&format!("f{n}/a.psd")), local(1))
                .unwrap();
        }
        drop(journal);
        let opened = fs::File::options().write(true).open(&file).unwrap();
        opened.set_len(keep).unwrap();
        match Journal::open(&file) {
            Err(JournalError::Damaged(_)) => {}
            // Less than a head is a new file to SQLite.
            Ok(journal) if keep < 100 => assert_eq!(get_all(&journal), 0),
            other => panic!("{keep}: {other:?}"),
        }
        fs::remove_file(&file).unwrap();
    }
}

fn get_all(journal: &Journal) -> usize {
    journal.locals(&DamPath::root()).unwrap().count()
}
