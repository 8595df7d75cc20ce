//! Opening the engine of a connection.

use std::{
    fs::{File, TryLockError},
    path::Path,
    sync::{Mutex, PoisonError},
};

use damson_engine::{Engine, EngineError, OpenConfig, local::LocalError};

use crate::config::files::make_private;

/// A running engine and the lock of its cache folder, which ends with its work.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) engine: Engine,
    lock: Mutex<Option<File>>,
}

impl Opened {
    /// Ends the work; the cache folder is free then, whoever still holds this.
    pub(crate) async fn stop(&self) {
        self.engine.stop().await;
        drop(
            self.lock
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
    }
}

/// The prefix keeps it out of scans.
const LOCK_NAME: &str = ".damson-lock";

/// Blocks on the disk; needs a tokio runtime.
pub(crate) fn open(config: OpenConfig) -> Result<Opened, EngineError> {
    let cache = &config.place.cache;
    // A folder that was there and is gone is on a disk that is not plugged in: an empty one in its
    // place would look as if every copy had been deleted.
    let used_before = config.place.state.join("journal.db").exists();
    if used_before && !cache.is_dir() {
        return Err(LocalError::NoCacheFolder {
            file: cache.clone(),
            source: None,
        }
        .into());
    }
    if !cache.is_dir() {
        // A folder that a person made keeps the rights that they gave it.
        make_private(cache).map_err(|source| no_folder(cache, source))?;
    }
    let lock = take_lock(cache)?;
    let engine = Engine::open(config)?;
    Ok(Opened {
        engine,
        lock: Mutex::new(Some(lock)),
    })
}

/// The engine locks its journal; this keeps another person's Damson, or one with another
/// `DAMSON_HOME`, out of the same cache folder.
fn take_lock(cache: &Path) -> Result<File, EngineError> {
    let lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(cache.join(LOCK_NAME))
        .map_err(|source| unusable(cache, source))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(EngineError::InUse(cache.to_owned())),
        Err(TryLockError::Error(source)) => Err(EngineError::NoLocks {
            folder: cache.to_owned(),
            source,
        }),
    }
}

/// A folder that is there and can't be written to is told apart from one that is gone.
fn unusable(cache: &Path, source: std::io::Error) -> LocalError {
    use std::io::ErrorKind as Kind;
    let file = cache.to_owned();
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "not our enum, and it may grow"
    )]
    match source.kind() {
        Kind::PermissionDenied | Kind::ReadOnlyFilesystem => LocalError::Denied { file, source },
        Kind::StorageFull | Kind::QuotaExceeded => LocalError::DiskFull { file, source },
        _ => no_folder(cache, source),
    }
}

fn no_folder(cache: &Path, source: std::io::Error) -> LocalError {
    LocalError::NoCacheFolder {
        file: cache.to_owned(),
        source: Some(source),
    }
}
