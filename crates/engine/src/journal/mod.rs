//! What must survive a restart: the three trees, locks, pins, transfers, Recovered.
//!
//! SQLite in WAL mode, a connection for writes, whose writers share a commit when they come at once,
//! and one for reads. A commit is flushed (`synchronous=FULL`) but for what the server would report
//! again. The journal never decides; it records.
//! Every method blocks; the engine calls them on blocking threads. A path has at most one row,
//! with base, local and remote side by side, so that listings are sorted, filtered and paged
//! without holding them in memory. Rows of folders are kept for everything that has a row below.

mod asset_row;
mod assets;
mod awaited;
mod cache;
mod codes;
mod commit;
mod key;
mod links;
mod listings;
mod many;
mod meta;
mod migrate;
mod moves;
mod orders;
mod queued;
mod recovered_files;
mod refused;
mod rows;
mod sql;
mod stand_ins;
mod terms;
#[cfg(test)]
mod tests;
mod transfers;
mod tree;

use std::{
    fmt, fs,
    ops::Range,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use commit::{Keeps, Reader, Shared};
use rusqlite::Connection;

pub use cache::UsedAfter;
pub use links::ReadDocument;
pub use listings::Unseen;
pub use meta::{ServerIdentity, learnt_in};
pub(crate) use moves::RENAMED_HERE;
pub use moves::{Identified, Lost};
pub use orders::{OrderRecord, Parts, Planned};
pub(crate) use refused::refused_row;
pub use transfers::{FinishedDownload, NewTransfer, TransferRecord};
pub use tree::{Known, Locals};

use crate::model::was_damage_seen;
pub use crate::model::{
    Asset, CacheUse, Described, Freed, JournalError, JournalResult, LocalRecord, QueuedAction,
    RecoveredFile, RemoteRecord,
};

/// The journal of one connection.
pub struct Journal {
    conn: Shared,
    decided: stand_ins::Decided,
    /// Generations that no listing has had yet.
    generations: Mutex<Range<i64>>,
    #[cfg(feature = "simulation")]
    witness: std::sync::Mutex<Option<std::sync::Arc<dyn crate::hooks::Witness>>>,
}

impl Journal {
    /// Opens or makes the journal. [`JournalError::TooNew`] when a later version of Damson wrote
    /// it, [`JournalError::Damaged`] when it can't be trusted.
    pub fn open(path: &Path) -> JournalResult<Self> {
        let open = |source| JournalError::Open {
            path: path.to_owned(),
            source,
        };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)
                .map_err(|e| open(rusqlite::Error::ToSqlConversionFailure(Box::new(e))))?;
        }
        let conn = Connection::open(path).map_err(open)?;
        Self::prepare(conn, || Connection::open(path).map(Some).map_err(open))
    }

    /// A journal that is gone with the process; for tests.
    pub fn in_memory() -> JournalResult<Self> {
        Self::prepare(Connection::open_in_memory()?, || Ok(None))
    }

    /// Fails every write of a journal in memory, as a full disk does; for tests.
    pub fn refuse_writes(&self, refuse: bool) -> JournalResult<()> {
        Ok(self.conn().pragma_update(None, "query_only", refuse)?)
    }

    fn prepare(
        mut conn: Connection,
        second: impl FnOnce() -> JournalResult<Option<Connection>>,
    ) -> JournalResult<Self> {
        conn.busy_timeout(Duration::from_secs(5))?;
        conn.set_prepared_statement_cache_capacity(64);
        conn.pragma_update(None, "journal_mode", "WAL")?;
        conn.pragma_update(None, "synchronous", "FULL")?;
        conn.pragma_update(None, "foreign_keys", true)?;
        // What takes back a single statement is little.
        conn.pragma_update(None, "temp_store", "MEMORY")?;
        migrate::migrate(&mut conn)?;
        if !meta::was_closed(&conn)? {
            quick_check(&conn)?;
        }
        meta::mark_open(&conn)?;
        let reader = second()?;
        if let Some(reader) = &reader {
            sql::teach(reader)?;
            reader.busy_timeout(Duration::from_secs(5))?;
            reader.set_prepared_statement_cache_capacity(64);
            reader.pragma_update(None, "query_only", true)?;
        }
        Ok(Self {
            decided: stand_ins::Decided::load(&conn)?,
            conn: Shared::new(conn, reader),
            generations: Mutex::new(0..0),
            #[cfg(feature = "simulation")]
            witness: std::sync::Mutex::default(),
        })
    }

    /// Has every write watched from here on.
    #[cfg(feature = "simulation")]
    pub fn watch(&self, witness: std::sync::Arc<dyn crate::hooks::Witness>) {
        *self.witness.lock().expect("nobody panics with it") = Some(witness);
    }

    /// Closes the file, whoever still holds the journal: what is asked of it from here on fails.
    pub(crate) fn close(&self) {
        self.mark_closed();
        self.conn.close();
    }

    fn mark_closed(&self) {
        // Without the mark the next start only checks more.
        if self.conn.is_closed() || was_damage_seen() {
            return;
        }
        let marked = self
            .conn
            .write(Keeps::Always, |conn| Ok(meta::mark_closed(conn)?));
        if let Err(error) = marked {
            tracing::warn!(%error, "the journal could not be marked as closed");
        }
    }

    fn conn(&self) -> Reader<'_> {
        self.conn.read()
    }

    fn reserved(&self) -> MutexGuard<'_, Range<i64>> {
        self.generations
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `work` in one transaction: all of it is kept, or nothing.
    fn write<T>(&self, work: impl FnOnce(&Connection) -> JournalResult<T>) -> JournalResult<T> {
        self.write_as(Keeps::Always, work)
    }

    /// The same for what the server reports, and would report again: nobody waits for the disk, and
    /// a power cut may take it, but nothing that was written before it.
    fn write_unflushed<T>(
        &self,
        work: impl FnOnce(&Connection) -> JournalResult<T>,
    ) -> JournalResult<T> {
        self.write_as(Keeps::UnlessPowerFails, work)
    }

    fn write_as<T>(
        &self,
        keeps: Keeps,
        work: impl FnOnce(&Connection) -> JournalResult<T>,
    ) -> JournalResult<T> {
        #[cfg(feature = "simulation")]
        let witness = self.witness.lock().expect("nobody panics with it").clone();
        #[cfg(feature = "simulation")]
        if let Some(witness) = &witness {
            witness.before()?;
        }
        let done = self.conn.write(keeps, work)?;
        #[cfg(feature = "simulation")]
        if let Some(witness) = &witness {
            witness.after();
        }
        Ok(done)
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.mark_closed();
    }
}

impl fmt::Debug for Journal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Journal").finish_non_exhaustive()
    }
}

fn quick_check(conn: &Connection) -> JournalResult<()> {
    let said: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if said == "ok" {
        return Ok(());
    }
    Err(JournalError::Damaged(
        rusqlite::Error::ToSqlConversionFailure(said.into()),
    ))
}
