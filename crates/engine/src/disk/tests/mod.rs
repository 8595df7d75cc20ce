//! The cache folder on a real disk.

mod aside;
mod collisions;
mod download;
mod look;
#[cfg(unix)]
mod moved_folders;
mod source;
#[cfg(windows)]
mod windows;

use std::{fs, path::PathBuf, sync::Arc, time::Instant};

use damson_core::{DamPath, HashKind};
use tempfile::TempDir;

use super::DiskLocal;
use crate::journal::Journal;
use crate::{
    model::{LocalResult, Stamp},
    ports::{Finish, Local, Partial},
};

/// A cache folder of its own for one test.
struct Desk {
    _folder: TempDir,
    root: PathBuf,
    recovered: PathBuf,
    outside: PathBuf,
    journal: Arc<Journal>,
    local: DiskLocal,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let base = fs::canonicalize(folder.path()).unwrap();
    let (root, recovered) = (base.join("cache"), base.join("recovered"));
    let outside = base.join("outside");
    fs::create_dir(&outside).unwrap();
    let journal = Arc::new(Journal::in_memory().unwrap());
    let local = DiskLocal::open(&root, &recovered, journal.clone()).unwrap();
    Desk {
        _folder: folder,
        root,
        recovered,
        outside,
        journal,
        local,
    }
}

fn path(text: &str) -> DamPath {
    DamPath::parse(text).unwrap()
}

const PLAIN: Finish = Finish {
    expect: None,
    modified: None,
    read_only: false,
};

/// Ends a download, with everything that belongs to it.
trait Ends {
    fn finish(self, finish: Finish) -> LocalResult<Stamp>;
}

impl Ends for Box<dyn Partial> {
    fn finish(mut self, finish: Finish) -> LocalResult<Stamp> {
        self.seal(finish)?;
        Ok(self.name(finish, Instant::now())?.stamp)
    }
}

impl Desk {
    fn write(&self, name: &str, bytes: &[u8]) -> Stamp {
        self.put(name, bytes);
        self.stamp(name)
    }

    /// Writes a file that need not be an asset.
    fn put(&self, name: &str, bytes: &[u8]) {
        let file = self.root.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, bytes).unwrap();
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.root.join(name)).unwrap()
    }

    fn stamp(&self, name: &str) -> Stamp {
        self.local.stat(&path(name)).unwrap().unwrap()
    }

    fn sha1(&self, name: &str) -> damson_core::Digest {
        self.local.hash(&path(name), HashKind::Sha1).unwrap().0
    }

    /// What is in a folder of the disk, junk and all but for the mark.
    fn names(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.root.join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| name != ".damson-folder")
            .collect();
        names.sort();
        names
    }
}
