//! What is kept on disk: SQLite for the nodes, files for the binaries.

pub(crate) mod binary;
pub(crate) mod node;
pub(crate) mod property;
mod schema;
pub(crate) mod version;

use std::{
    collections::HashSet,
    io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard},
};

use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior};
use thiserror::Error;

pub(crate) use binary::{Binaries, Incoming};
pub(crate) use node::{Kind, Node};
pub(crate) use schema::COLUMNS;

/// What goes wrong with the storage.
#[derive(Debug, Error)]
pub enum StoreError {
    #[error("the database of the demo server failed")]
    Database(#[from] rusqlite::Error),
    #[error("a file of the demo server could not be read or written")]
    File(#[from] io::Error),
    #[error("a request body broke off: {0}")]
    Body(String),
}

/// An open storage folder.
#[derive(Debug)]
pub(crate) struct Store {
    db: Mutex<Connection>,
    pub(crate) binaries: Binaries,
    pub(crate) folder: PathBuf,
}

impl Store {
    /// Opens a storage folder, and makes it when there is none.
    pub(crate) fn open(folder: &Path, now: i64) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder.join("uploads"))?;
        std::fs::create_dir_all(folder.join("thumbnails"))?;
        let db = Connection::open(folder.join("dam.sqlite"))?;
        db.set_prepared_statement_cache_capacity(64);
        schema::prepare(&db)?;
        if node::find(&db, "")?.is_none() {
            let mut root = Node::new(None, "dam", Kind::Folder, "admin", now);
            root.title = Some("Assets".to_owned());
            node::save(&db, &mut root)?;
        }
        let binaries = Binaries::open(folder)?;
        binaries.sweep(&known_binaries(&db)?)?;
        sweep_uploads(&db, &folder.join("uploads"))?;
        Ok(Self {
            db: Mutex::new(db),
            binaries,
            folder: folder.to_owned(),
        })
    }

    /// Reads with `work`.
    pub(crate) fn read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        work(&self.connection())
    }

    /// Writes with `work`: all of it, or nothing when it fails.
    pub(crate) fn write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut db = self.connection();
        let transaction = db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let result = work(&transaction)?;
        transaction.commit().map_err(StoreError::from)?;
        Ok(result)
    }

    pub(crate) fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.read(|db| {
            Ok(db
                .query_row("SELECT value FROM settings WHERE key = ?1", [key], |row| {
                    row.get(0)
                })
                .optional()?)
        })
    }

    pub(crate) fn set_setting(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.read(|db| {
            db.execute(
                "INSERT INTO settings (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                [key, value],
            )?;
            Ok(())
        })
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // A panic in another request rolls its transaction back: the connection stays sound.
        self.db
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Removes the parts of uploads that were completed or never entered; those that are under way
/// stay.
fn sweep_uploads(db: &Connection, folder: &Path) -> Result<(), StoreError> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let token = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let sql = "SELECT 1 FROM uploads WHERE token = ?1";
        if path.is_dir() && !db.prepare_cached(sql)?.exists([token])? {
            std::fs::remove_dir_all(path)?;
        }
    }
    Ok(())
}

fn known_binaries(db: &Connection) -> Result<HashSet<String>, StoreError> {
    let sql = "SELECT binary FROM nodes WHERE binary IS NOT NULL AND binary NOT LIKE 'text:%'
               UNION SELECT binary FROM versions";
    let names = db
        .prepare(sql)?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(names)
}
