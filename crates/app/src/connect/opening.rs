//! Opening the engine of a connection.

use std::{
    fs::{File, TryLockError},
    path::Path,
    sync::{Mutex, PoisonError},
};

use damson_engine::{Engine, EngineError, OpenConfig, local::LocalError};

use crate::config::files::make_private;

/// A running engine, and the lock of its cache folder.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) engine: Engine,
    lock: Mutex<Option<File>>,
}

impl Opened {
    /// Ends the work and releases the cache folder, also where clones of the owner live on.
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

/// The engine leaves names with this prefix out of its scans.
const LOCK_NAME: &str = ".damson-lock";

/// Locks the cache folder and opens the engine. Blocks on the disk; needs a tokio runtime.
pub(crate) fn open(config: OpenConfig) -> Result<Opened, EngineError> {
    let cache = &config.place.cache;
    // A cache folder that was used and is gone is most likely on a disk that is not plugged in. An empty
    // folder in its place would look as if the person had deleted every copy.
    let used_before = config.place.state.join("journal.db").exists();
    if used_before && !cache.is_dir() {
        return Err(LocalError::NoCacheFolder {
            file: cache.clone(),
            source: None,
        }
        .into());
    }
    if !cache.is_dir() {
        // Only a folder that Damson makes is made private: a person may share one of their own.
        make_private(cache).map_err(|source| no_folder(cache, source))?;
    }
    let lock = take_lock(cache)?;
    let engine = Engine::open(config)?;
    Ok(Opened {
        engine,
        lock: Mutex::new(Some(lock)),
    })
}

/// Locks the cache folder. The engine's lock of its journal does not keep out another person's Damson,
/// or one with another `DAMSON_HOME`.
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

/// The error for a cache folder that can't be locked: it can't be written to, or it is gone.
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
