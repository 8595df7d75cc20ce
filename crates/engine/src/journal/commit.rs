//! One flush of the disk for many writers.
//!
//! A write is done under the lock, in a savepoint of its own, and returns when the transaction
//! around it is committed. A writer with others behind it in line leaves the commit to them, so
//! that those who come at once share one flush. What would be reported again after a power cut
//! waits for no flush of its own. Nobody reads what is not committed: readers of a file have a
//! connection of their own, and never wait for a flush.

use std::{
    ops::Deref,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
};

use rusqlite::{Connection, ffi};

use crate::model::JournalResult;

/// The connection that writes, the transaction that is open on it, and the one that reads.
pub(super) struct Shared {
    write_side: Mutex<WriteSide>,
    /// `None` for a database in memory, which no second connection sees.
    reader: Option<Mutex<Connection>>,
    /// Writers that wait for the lock.
    queued: AtomicU32,
    closed: AtomicBool,
}

pub(super) struct WriteSide {
    conn: Connection,
    open: Option<Arc<Batch>>,
    members: u32,
    /// How the connection commits.
    keeps: Keeps,
}

/// What a power cut may take of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keeps {
    /// Nothing, once it has returned.
    Always,
    /// All of it, with the writes after it that are not kept either: SQLite's file is in order, and
    /// what is flushed for a later write holds this one too.
    UnlessPowerFails,
}

/// The writes of one transaction.
#[derive(Default)]
struct Batch {
    outcome: Mutex<Option<Result<(), Failure>>>,
    /// Rings for its writers alone.
    told: Condvar,
}

/// Why a transaction was not committed, for each of its writers.
#[derive(Clone)]
struct Failure(ffi::Error, Option<String>);

/// A connection that sees what is committed.
pub(super) enum Reader<'a> {
    Own(MutexGuard<'a, Connection>),
    /// The one that writes, while nothing is open on it.
    Idle(MutexGuard<'a, WriteSide>),
}

/// However many wait, the first ones get their answer.
const MOST: u32 = 256;

impl Shared {
    pub(super) fn new(conn: Connection, reader: Option<Connection>) -> Self {
        Self {
            write_side: Mutex::new(WriteSide {
                conn,
                open: None,
                members: 0,
                keeps: Keeps::Always,
            }),
            reader: reader.map(Mutex::new),
            queued: AtomicU32::new(0),
            closed: AtomicBool::new(false),
        }
    }

    /// Lets go of the file. What is asked from here on finds an empty database, and fails.
    pub(super) fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
        let empty = || {
            Connection::open_in_memory()
                .inspect_err(|error| tracing::warn!(%error, "the journal stays open"))
        };
        if let Some(reader) = &self.reader
            && let Ok(nothing) = empty()
        {
            *reader.lock().unwrap_or_else(PoisonError::into_inner) = nothing;
        }
        if let Ok(nothing) = empty() {
            self.idle().conn = nothing;
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::SeqCst)
    }

    /// For reading.
    pub(super) fn read(&self) -> Reader<'_> {
        match &self.reader {
            Some(reader) => Reader::Own(reader.lock().unwrap_or_else(PoisonError::into_inner)),
            None => Reader::Idle(self.idle()),
        }
    }

    /// For reading by who writes next: that connection remembers what it wrote, and who writes waits
    /// for its turn anyway.
    pub(super) fn read_before_write(&self) -> Reader<'_> {
        Reader::Idle(self.idle())
    }

    /// The connection that writes, once no transaction is open on it.
    fn idle(&self) -> MutexGuard<'_, WriteSide> {
        let mut write_side = self.write_side();
        while let Some(batch) = write_side.open.clone() {
            drop(write_side);
            // However it ended, it is over.
            let _ = batch.wait();
            write_side = self.write_side();
        }
        write_side
    }

    /// Runs `work` so that all of it is kept, or nothing; returns when it is kept as `keeps` says.
    pub(super) fn write<T>(
        &self,
        keeps: Keeps,
        work: impl FnOnce(&Connection) -> JournalResult<T>,
    ) -> JournalResult<T> {
        self.queued.fetch_add(1, Ordering::SeqCst);
        let mut write_side = self.write_side();
        self.queued.fetch_sub(1, Ordering::SeqCst);
        let batch = write_side.join(keeps)?;
        let done = catch_unwind(AssertUnwindSafe(|| write_side.savepoint(work)));
        // Without a flush there is nothing to share, and the others need not be waited for.
        let last =
            self.queued.load(Ordering::SeqCst) == 0 || write_side.keeps == Keeps::UnlessPowerFails;
        if last || write_side.members >= MOST || write_side.conn.is_autocommit() {
            write_side.commit();
        }
        drop(write_side);
        let done = match done {
            Ok(done) => done?,
            Err(panic) => resume_unwind(panic),
        };
        match batch.wait() {
            Ok(()) => Ok(done),
            Err(failure) => Err(rusqlite::Error::from(failure).into()),
        }
    }

    fn write_side(&self) -> MutexGuard<'_, WriteSide> {
        // A panic inside a savepoint rolled it back, so what is there is whole.
        self.write_side
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Batch {
    /// Waits for the commit.
    fn wait(&self) -> Result<(), Failure> {
        let mut outcome = self.outcome();
        loop {
            if let Some(outcome) = &*outcome {
                return outcome.clone();
            }
            outcome = self
                .told
                .wait(outcome)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn end(&self, ended: Result<(), Failure>) {
        *self.outcome() = Some(ended);
        self.told.notify_all();
    }

    fn outcome(&self) -> MutexGuard<'_, Option<Result<(), Failure>>> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl WriteSide {
    fn join(&mut self, keeps: Keeps) -> JournalResult<Arc<Batch>> {
        if keeps == Keeps::Always && self.keeps != keeps {
            // What is open would not be flushed for this one, and how can't be changed meanwhile.
            self.commit();
        }
        if self.open.is_none() {
            if self.keeps != keeps {
                let level = match keeps {
                    Keeps::Always => "FULL",
                    Keeps::UnlessPowerFails => "NORMAL",
                };
                self.conn.pragma_update(None, "synchronous", level)?;
                self.keeps = keeps;
            }
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
        batch.end(outcome);
    }
}

impl Deref for Reader<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        match self {
            Self::Own(conn) => conn,
            Self::Idle(write_side) => &write_side.conn,
        }
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
        Shared::new(conn, None)
    }

    #[test]
    fn a_reader_of_a_file_waits_for_nobody_and_sees_what_is_committed() {
        let folder = tempfile::tempdir().unwrap();
        let writes = shared(folder.path());
        let reader = Connection::open(folder.path().join("j.sqlite")).unwrap();
        let shared = Shared::new(writes.write_side.into_inner().unwrap().conn, Some(reader));
        insert(&shared, 1).unwrap();
        let seen = shared.write(Keeps::Always, |conn| {
            conn.execute("INSERT INTO t VALUES (2)", [])?;
            Ok(thread::scope(|scope| {
                scope.spawn(|| count(&shared)).join().unwrap()
            }))
        });
        assert_eq!(seen.unwrap(), 1);
        assert_eq!(count(&shared), 2);
        shared.close();
        assert!(insert(&shared, 3).is_err());
    }

    fn insert(shared: &Shared, number: i64) -> JournalResult<()> {
        shared.write(Keeps::Always, |conn| {
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
        let held = shared.write_side();
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
        assert_eq!(shared.write_side().members, 8);
    }

    #[test]
    fn a_commit_that_fails_fails_for_everybody_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let shared = shared(folder.path());
        // Looked at when all is committed.
        let orphans = "PRAGMA foreign_keys = ON;
            CREATE TABLE u (n INTEGER REFERENCES t (n) DEFERRABLE INITIALLY DEFERRED)";
        shared.write_side().conn.execute_batch(orphans).unwrap();
        let held = shared.write_side();
        thread::scope(|scope| {
            let shared = &shared;
            let writers: Vec<_> = (0..4)
                .map(|number| {
                    scope.spawn(move || {
                        shared.write(Keeps::Always, |conn| {
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
        let held = shared.write_side();
        thread::scope(|scope| {
            let shared = &shared;
            let good = scope.spawn(move || insert(shared, 1));
            let bad = scope.spawn(move || {
                shared.write(Keeps::Always, |conn| -> JournalResult<()> {
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

    /// 1: a commit is not flushed; 2: it is.
    fn level(conn: &Connection) -> i64 {
        conn.query_row("PRAGMA synchronous", [], |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn what_is_to_be_kept_is_flushed_whoever_writes_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let shared = shared(folder.path());
        let write = |number: i64, keeps| {
            shared.write(keeps, |conn| {
                conn.execute("INSERT INTO t VALUES (?1)", params![number])?;
                Ok(level(conn))
            })
        };
        assert_eq!(write(100, Keeps::UnlessPowerFails).unwrap(), 1);
        assert_eq!(write(101, Keeps::Always).unwrap(), 2);
        let held = shared.write_side();
        thread::scope(|scope| {
            let (shared, write) = (&shared, &write);
            for number in 0..8 {
                scope.spawn(move || write(number, Keeps::UnlessPowerFails).unwrap());
                scope.spawn(move || {
                    assert_eq!(write(8 + number, Keeps::Always).unwrap(), 2);
                });
            }
            while shared.queued.load(Ordering::SeqCst) < 16 {
                thread::yield_now();
            }
            drop(held);
        });
        assert_eq!(count(&shared), 18);
    }
}
