//! Where a connection keeps its things on this computer.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    disk::DiskLocal,
    journal::Journal,
    model::{EngineError, JournalError, LocalError},
    ports::{Clock as _, SystemClock},
};

/// The folders of one connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The cache folder: where a person finds the files.
    pub cache: PathBuf,
    /// What Damson keeps beside it: the journal and Recovered. Nobody else's business.
    pub state: PathBuf,
}

impl Place {
    /// Where files are moved aside to before they would be lost.
    pub fn recovered(&self) -> PathBuf {
        self.state.join("Recovered")
    }
}

/// What is open in a [`Place`].
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) local: DiskLocal,
    pub(crate) journal: Arc<Journal>,
    pub(crate) locked: File,
}

/// Opens or makes everything. Fails with [`EngineError::InUse`] while another process has it.
pub(crate) fn open(place: &Place) -> Result<Opened, EngineError> {
    let locked = lock(place)?;
    keep_reserve(&place.state);
    let journal = Arc::new(open_journal(&place.state)?);
    let recovered = place.recovered();
    // A folder that was used is not made again where it is gone: an empty one would look as if
    // every copy had been deleted.
    let local = if journal.meta(USED)?.is_some() {
        DiskLocal::reopen(&place.cache, &recovered, journal.clone())?
    } else {
        let local = DiskLocal::open(&place.cache, &recovered, journal.clone())?;
        journal.set_meta(USED, "yes")?;
        local
    };
    Ok(Opened {
        local,
        journal,
        locked,
    })
}

/// Makes the place this process's alone for as long as the file is kept open.
pub(crate) fn lock(place: &Place) -> Result<File, EngineError> {
    let unusable = |source| LocalError::Io {
        file: place.state.clone(),
        source,
    };
    private_folder(&place.state).map_err(unusable)?;
    let locked = File::create(place.state.join("lock")).map_err(unusable)?;
    match locked.try_lock() {
        Ok(()) => Ok(locked),
        Err(TryLockError::WouldBlock) => Err(EngineError::InUse(place.cache.clone())),
        Err(TryLockError::Error(source)) => Err(EngineError::NoLocks {
            folder: place.state.clone(),
            source,
        }),
    }
}

/// The name under which the journal keeps that the cache folder was made.
const USED: &str = "cache-folder-used";

/// Room for the journal that is kept while there is some, and given up on a disk that is full: to
/// make room has to be noted, too.
fn keep_reserve(state: &Path) {
    let reserve = state.join("reserve");
    let Ok(free) = fs4::available_space(state) else {
        return;
    };
    if free < RESERVE / 2 {
        if fs::remove_file(&reserve).is_ok() {
            tracing::warn!(free, "the disk is full: the journal uses its reserve");
        }
    } else if free > RESERVE * 4 && !reserve.exists() {
        let made = private_file(&reserve).and_then(|()| {
            // Written, so that no file system takes it for a hole.
            let bytes: Vec<u8> = (0..RESERVE).map(|nth| (nth % 251) as u8).collect();
            fs::write(&reserve, bytes)
        });
        if let Err(error) = made {
            tracing::debug!(%error, "without a reserve for the journal");
            drop(fs::remove_file(&reserve));
        }
    }
}

/// Enough for what removing some hundreds of copies writes.
const RESERVE: u64 = 2 * 1024 * 1024;

/// A damaged journal is put aside, not trusted: without it every file is compared with the server
/// again, and what differs is a conflict for the person, never an overwrite.
fn open_journal(state: &Path) -> Result<Journal, EngineError> {
    let path = state.join("journal.db");
    private_file(&path).map_err(|source| LocalError::Io {
        file: path.clone(),
        source,
    })?;
    match Journal::open(&path) {
        Ok(journal) => Ok(journal),
        Err(error @ JournalError::Damaged(_)) => {
            tracing::error!(%error, "the journal is put aside and begun anew");
            for name in ["journal.db", "journal.db-wal", "journal.db-shm"] {
                put_aside(state, name).map_err(|source| LocalError::Io {
                    file: state.join(name),
                    source,
                })?;
            }
            let journal = Journal::open(&path)?;
            journal.set_rebuilt(SystemClock.now())?;
            Ok(journal)
        }
        Err(error) => Err(error.into()),
    }
}

fn put_aside(state: &Path, name: &str) -> io::Result<()> {
    let aside = state.join(format!("damaged-{}-{name}", uuid::Uuid::new_v4()));
    match fs::rename(state.join(name), aside) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        renamed => renamed,
    }
}

#[cfg(unix)]
fn private_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o700))
}

/// Makes the file if it isn't there; what SQLite puts beside it gets the same rights.
#[cfg(unix)]
fn private_file(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
    let file = fs::OpenOptions::new()
        .create(true)
        .append(true)
        .mode(0o600)
        .open(path)?;
    file.set_permissions(fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it can fail elsewhere")]
fn private_file(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// The profile of a person is theirs alone on other systems.
#[cfg(not(unix))]
fn private_folder(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// Takes the folder of a connection as [`crate::Engine::open`] does, until the file is dropped.
#[cfg(feature = "simulation")]
pub fn lock_place(state: &Path) -> Result<File, EngineError> {
    lock(&Place {
        cache: state.join("cache"),
        state: state.to_owned(),
    })
}
