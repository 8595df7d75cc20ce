//! One flush of the disk for many writers.
//!
//! A write is done under the lock, in a savepoint of its own, and returns when the transaction
//! around it is committed. A writer with others behind it in line leaves the commit to them, so
//! that those who come at once share one flush. Nobody reads what is not committed.

use std::{
    ops::Deref,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
};

use rusqlite::{Connection, ffi};

use super::JournalResult;

/// The one connection to the database, and the transaction that is open on it.
pub(super) struct Shared {
    desk: Mutex<Desk>,
    ended: Condvar,
    /// Writers that wait for the lock.
    queued: AtomicU32,
    closed: AtomicBool,
}

struct Desk {
    conn: Connection,
    open: Option<Arc<Batch>>,
    members: u32,
}

/// The writes of one transaction.
#[derive(Default)]
struct Batch {
    outcome: OnceLock<Result<(), Failure>>,
}

/// Why a transaction was not committed, for each of its writers.
#[derive(Clone)]
struct Failure(ffi::Error, Option<String>);

/// The connection while nothing is open on it.
pub(super) struct Reader<'a>(MutexGuard<'a, Desk>);

/// However many wait, the first ones get their answer.
const MOST: u32 = 256;

impl Shared {
    pub(super) fn new(conn: Connection) -> Self {
        Self {
            desk: Mutex::new(Desk {
                conn,
                open: None,
                members: 0,
            }),
            ended: Condvar::new(),
            queued: AtomicU32::new(0),
            closed: AtomicBool::new(false),
        }
    }

    /// Lets go of the file. What is asked from here on finds an empty database, and fails.
    pub(super) fn close(&self) {
        let mut desk = self.read().0;
        match Connection::open_in_memory() {
            Ok(nothing) => desk.conn = nothing,
            Err(error) => tracing::warn!(%error, "the journal stays open until it is dropped"),
        }
        self.closed.store(true, Ordering::SeqCst);
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::SeqCst)
    }

    /// For reading; waits for a transaction that is open.
    pub(super) fn read(&self) -> Reader<'_> {
        let mut desk = self.desk();
        while desk.open.is_some() {
            desk = self.wait(desk);
        }
        Reader(desk)
    }

    /// Runs `work` so that all of it is kept, or nothing; returns when it is on the disk.
    pub(super) fn write<T>(
        &self,
        work: impl FnOnce(&Connection) -> JournalResult<T>,
    ) -> JournalResult<T> {
        self.queued.fetch_add(1, Ordering::SeqCst);
        let mut desk = self.desk();
        self.queued.fetch_sub(1, Ordering::SeqCst);
        let batch = desk.join()?;
        let done = catch_unwind(AssertUnwindSafe(|| desk.savepoint(work)));
        let last = self.queued.load(Ordering::SeqCst) == 0;
        if last || desk.members >= MOST || desk.conn.is_autocommit() {
            desk.commit();
            self.ended.notify_all();
        }
        let done = match done {
            Ok(done) => done?,
            Err(panic) => {
                drop(desk);
                resume_unwind(panic)
            }
        };
        loop {
            if let Some(outcome) = batch.outcome.get() {
                return match outcome {
                    Ok(()) => Ok(done),
                    Err(failure) => Err(rusqlite::Error::from(failure.clone()).into()),
                };
            }
            desk = self.wait(desk);
        }
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        // A panic inside a savepoint rolled it back, so what is there is whole.
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, desk: MutexGuard<'a, Desk>) -> MutexGuard<'a, Desk> {
        self.ended
            .wait(desk)
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk {
    fn join(&mut self) -> JournalResult<Arc<Batch>> {
        if self.open.is_none() {
            self.conn.execute_batch("BEGIN IMMEDIATE")?;
            self.members = 0;
        }
        self.members += 1;
        Ok(Arc::clone(self.open.get_or_insert_default()))
    }

    fn savepoint<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> JournalResult<T>,
    ) -> JournalResult<T> {
        let savepoint = self.conn.savepoint()?;
        let done = work(&savepoint)?;
        savepoint.commit()?;
        Ok(done)
    }

    /// Ends the transaction. SQLite may have rolled it back by itself, which fails here for
    /// everybody in it.
    fn commit(&mut self) {
        let Some(batch) = self.open.take() else {
            return;
        };
        let outcome = self.conn.execute_batch("COMMIT").map_err(Failure::from);
        if !self.conn.is_autocommit()
            && let Err(error) = self.conn.execute_batch("ROLLBACK")
        {
            tracing::error!(%error, "a write to the journal could not be taken back");
        }
        let _ = batch.outcome.set(outcome);
    }
}

impl Deref for Reader<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.0.conn
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        if let rusqlite::Error::SqliteFailure(code, said) = error {
            return Self(code, said);
        }
        Self(ffi::Error::new(ffi::SQLITE_ERROR), Some(error.to_string()))
    }
}

impl From<Failure> for rusqlite::Error {
    fn from(Failure(code, said): Failure) -> Self {
        Self::SqliteFailure(code, said)
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::Barrier, thread};

    use rusqlite::params;

    use super::*;

    fn shared(folder: &std::path::Path) -> Shared {
        let conn = Connection::open(folder.join("j.sqlite")).unwrap();
        conn.pragma_update(None, "journal_mode", "WAL").unwrap();
        conn.execute_batch("CREATE TABLE t (n INTEGER PRIMARY KEY)")
            .unwrap();
        Shared::new(conn)
    }

    fn insert(shared: &Shared, number: i64) -> JournalResult<()> {
        shared.write(|conn| {
            conn.execute("INSERT INTO t VALUES (?1)", params![number])?;
            Ok(())
        })
    }

    fn count(shared: &Shared) -> i64 {
        let conn = shared.read();
        conn.query_row("SELECT count(*) FROM t", [], |row| row.get(0))
            .unwrap()
    }

    /// A failure takes back its own write, and nobody else's.
    #[test]
    fn everybody_gets_the_answer_to_their_own_write() {
        let folder = tempfile::tempdir().unwrap();
        let shared = shared(folder.path());
        let start = Barrier::new(16);
        thread::scope(|scope| {
            for thread in 0..16_i64 {
                let (shared, start) = (&shared, &start);
                scope.spawn(move || {
                    start.wait();
                    for number in 0..50 {
                        // The numbers of odd threads are those of the even ones before them.
                        let answer = insert(shared, (thread / 2) * 1_000 + number);
                        if answer.is_ok() {
                            assert!(count(shared) > 0, "told before it was kept");
                        }
                    }
                });
            }
        });
        assert_eq!(count(&shared), 8 * 50);
    }

    #[test]
    fn writers_that_come_at_once_share_a_commit() {
        let folder = tempfile::tempdir().unwrap();
        let shared = shared(folder.path());
        let held = shared.desk();
        thread::scope(|scope| {
            let shared = &shared;
            for number in 0..8 {
                scope.spawn(move || insert(shared, number).unwrap());
            }
            while shared.queued.load(Ordering::SeqCst) < 8 {
                thread::yield_now();
            }
            drop(held);
        });
        assert_eq!(count(&shared), 8);
        assert_eq!(shared.desk().members, 8);
    }

    #[test]
    fn a_commit_that_fails_fails_for_everybody_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let shared = shared(folder.path());
        // Looked at when all is committed.
        let orphans = "PRAGMA foreign_keys = ON;
            CREATE TABLE u (n INTEGER REFERENCES t (n) DEFERRABLE INITIALLY DEFERRED)";
        shared.desk().conn.execute_batch(orphans).unwrap();
        let held = shared.desk();
        thread::scope(|scope| {
            let shared = &shared;
            let writers: Vec<_> = (0..4)
                .map(|number| {
                    scope.spawn(move || {
                        shared.write(|conn| {
                            conn.execute("INSERT INTO t VALUES (?1)", [number])?;
                            conn.execute("INSERT INTO u VALUES (100)", [])?;
                            Ok(())
                        })
                    })
                })
                .collect();
            while shared.queued.load(Ordering::SeqCst) < 4 {
                thread::yield_now();
            }
            drop(held);
            for writer in writers {
                assert!(writer.join().unwrap().is_err());
            }
        });
        assert_eq!(count(&shared), 0);
        insert(&shared, 1).unwrap();
        assert_eq!(count(&shared), 1);
    }

    #[test]
    fn a_panic_in_a_write_holds_nobody_up() {
        let folder = tempfile::tempdir().unwrap();
        let shared = shared(folder.path());
        let held = shared.desk();
        thread::scope(|scope| {
            let shared = &shared;
            let good = scope.spawn(move || insert(shared, 1));
            let bad = scope.spawn(move || {
                shared.write(|conn| -> JournalResult<()> {
                    conn.execute("INSERT INTO t VALUES (2)", [])?;
                    panic!("in a write")
                })
            });
            while shared.queued.load(Ordering::SeqCst) < 2 {
                thread::yield_now();
            }
            drop(held);
            good.join().unwrap().unwrap();
            assert!(bad.join().is_err());
        });
        assert_eq!(count(&shared), 1);
    }
}
