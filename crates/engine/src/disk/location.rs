//! Where a path is on the disk, and that the way there stays inside the cache folder.

use std::{
    fs::{self, Metadata},
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use damson_core::DamPath;

use super::{
    held::Held,
    names::Names,
    platform::{self, Entry, Folder},
};
use crate::model::{LocalError, LocalResult, Stamp};

/// The file that every cache folder has: where a disk was unplugged or the folder moved away, what
/// is found in its place has none, and is never taken for a folder whose files were deleted.
pub(super) const MARK: &str = ".damson-folder";

/// The cache folder with the names of what is in it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) root: PathBuf,
    pub(super) names: Names,
    /// Whether the disk can mark files as downloaded.
    pub(super) marks: bool,
    /// The folders that are at work just now.
    pub(super) held: Arc<Held>,
}

impl Place {
    /// Where a path is or would be. Every folder on the way that exists is a folder, and no link:
    /// else [`LocalError::Outside`]. Looks as late as a path allows; what is opened afterwards is
    /// opened without following links, and compared with what was seen.
    pub(super) fn locate(&self, path: &DamPath) -> LocalResult<PathBuf> {
        self.check_root()?;
        let mut folder = DamPath::root();
        let mut file = self.root.clone();
        for name in path.names() {
            if !folder.is_root() {
                is_folder(&folder, &file)?;
            }
            file.push(self.names.disk_name(&folder, name)?);
            folder = folder.join(name).unwrap_or_default();
        }
        Ok(file)
    }

    /// Where a path would be, without a look at the disk; for showing it.
    pub(super) fn spell(&self, path: &DamPath) -> LocalResult<PathBuf> {
        let mut folder = DamPath::root();
        let mut file = self.root.clone();
        for name in path.names() {
            file.push(self.names.disk_name(&folder, name)?);
            folder = folder.join(name).unwrap_or_default();
        }
        Ok(file)
    }

    /// The folder at a path, which is one and no link, as its path led to it at `since` or later:
    /// who does much in one folder has it looked for once. Links on the way are
    /// [`LocalError::Outside`].
    pub(super) fn folder(&self, path: &DamPath, since: Instant) -> LocalResult<Arc<Folder>> {
        if let Some(folder) = self.held.get(path, since) {
            return Ok(folder);
        }
        let began = Instant::now();
        let file = self.spell(path)?;
        let below = file.strip_prefix(&self.root).unwrap_or(&file);
        match Folder::open(&self.root, MARK, below) {
            Ok(folder) => Ok(self.held.put(path, folder, began)),
            // The walk says what is in the way.
            Err(error) => {
                let file = self.locate(path)?;
                match look_at(path, &file)? {
                    Some(_) => Err(open_failed(path, &file)(error)),
                    None => Err(LocalError::Missing { file }),
                }
            }
        }
    }

    /// As [`Place::folder`]; makes it and those above it where they are not there.
    pub(super) fn folder_to_fill(
        &self,
        path: &DamPath,
        since: Instant,
    ) -> LocalResult<Arc<Folder>> {
        match self.folder(path, since) {
            Err(LocalError::Missing { .. }) => {
                self.make_folder(path)?;
                self.folder(path, since)
            }
            found => found,
        }
    }

    /// Makes a folder and those above it; those that are there stay.
    pub(super) fn make_folder(&self, path: &DamPath) -> LocalResult<PathBuf> {
        self.check_root()?;
        let mut folder = DamPath::root();
        let mut file = self.root.clone();
        for name in path.names() {
            file.push(self.names.disk_name(&folder, name)?);
            folder = folder.join(name).unwrap_or_default();
            if is_folder(&folder, &file)? {
                continue;
            }
            match fs::create_dir(&file) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    if !is_folder(&folder, &file)? {
                        return Err(LocalError::Exists { file });
                    }
                }
                Err(error) => return Err(platform::fail(&folder, &file)(error)),
            }
        }
        Ok(file)
    }

    /// What is at a path; `None` for nothing. Links and devices are [`LocalError::Outside`].
    pub(super) fn look(&self, path: &DamPath) -> LocalResult<(PathBuf, Option<Metadata>)> {
        let file = self.locate(path)?;
        let metadata = look_at(path, &file)?;
        Ok((file, metadata))
    }

    /// The file at a path, with its stamp.
    pub(super) fn file(&self, path: &DamPath) -> LocalResult<(PathBuf, Metadata, Stamp)> {
        let (file, metadata) = self.look(path)?;
        match metadata.filter(Metadata::is_file) {
            Some(metadata) => {
                let stamp = platform::stamp(&file, &metadata);
                Ok((file, metadata, stamp))
            }
            None => Err(LocalError::Missing { file }),
        }
    }

    /// The file at a path if it still has this stamp.
    pub(super) fn expect(&self, path: &DamPath, stamp: Stamp) -> LocalResult<PathBuf> {
        let (file, _, found) = self.file(path)?;
        if found == stamp {
            return Ok(file);
        }
        Err(LocalError::Changed { file })
    }

    pub(super) fn check_root(&self) -> LocalResult<()> {
        let marked = || fs::symlink_metadata(self.root.join(MARK)).is_ok();
        let source = match fs::symlink_metadata(&self.root) {
            Ok(metadata) if metadata.is_dir() && marked() => return Ok(()),
            Ok(_) => None,
            Err(error) => Some(error),
        };
        Err(LocalError::NoCacheFolder {
            file: self.root.clone(),
            source,
        })
    }

    /// Removes folders that hold nothing but the system's own files, upwards from this one.
    pub(super) fn prune(&self, mut folder: Option<DamPath>) {
        while let Some(path) = folder.filter(|path| !path.is_root()) {
            let Ok(file) = self.locate(&path) else {
                return;
            };
            if !remove_if_empty(&file) {
                return;
            }
            folder = path.parent();
        }
    }
}

/// As [`look_at`], of a name in a folder; `file` is where that is, for what is said of it.
pub(super) fn look_in(
    folder: &Folder,
    name: &str,
    path: &DamPath,
    file: &Path,
) -> LocalResult<Option<Entry>> {
    match folder.look(name) {
        Ok(entry) if entry.is_file() || entry.is_folder() => Ok(Some(entry)),
        Ok(_) => Err(LocalError::Outside {
            file: file.to_owned(),
        }),
        Err(error) => {
            let error = platform::fail(path, file)(error);
            if matches!(error, LocalError::Missing { .. }) {
                return Ok(None);
            }
            Err(error)
        }
    }
}

/// What is at a place; links and devices are [`LocalError::Outside`].
pub(super) fn look_at(path: &DamPath, file: &Path) -> LocalResult<Option<Metadata>> {
    match fs::symlink_metadata(file) {
        Ok(metadata) if metadata.is_file() || metadata.is_dir() => Ok(Some(metadata)),
        Ok(_) => Err(LocalError::Outside {
            file: file.to_owned(),
        }),
        Err(error) => {
            let error = platform::fail(path, file)(error);
            if matches!(error, LocalError::Missing { .. }) {
                return Ok(None);
            }
            Err(error)
        }
    }
}

/// Whether a folder is there. A file in its place is none.
fn is_folder(path: &DamPath, file: &Path) -> LocalResult<bool> {
    Ok(look_at(path, file)?.is_some_and(|metadata| metadata.is_dir()))
}

/// Puts a failure to open into words: a link is [`LocalError::Outside`].
pub(super) fn open_failed(path: &DamPath, file: &Path) -> impl Fn(io::Error) -> LocalError + Copy {
    move |error| {
        if platform::is_link_error(&error) {
            return LocalError::Outside {
                file: file.to_owned(),
            };
        }
        platform::fail(path, file)(error)
    }
}

/// Files that file managers leave in folders by themselves.
pub(super) const LEFT_BY_SYSTEM: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

fn remove_if_empty(folder: &Path) -> bool {
    if fs::remove_dir(folder).is_ok() {
        return true;
    }
    let Ok(entries) = fs::read_dir(folder) else {
        return false;
    };
    let mut leftovers = Vec::new();
    for entry in entries {
        let Ok(entry) = entry else {
            return false;
        };
        if !LEFT_BY_SYSTEM.iter().any(|name| entry.file_name() == *name) {
            return false;
        }
        leftovers.push(entry.path());
    }
    let removed = leftovers
        .iter()
        .all(|file| platform::remove_file(file).is_ok());
    removed && fs::remove_dir(folder).is_ok()
}
