//! What lies in a cache folder in memory, and what is in the way there.

use bytes::Bytes;
use damson_core::DamPath;

use super::{
    State, Trouble,
    file::{File, file_of},
};
use crate::{
    disk::names::is_junk,
    model::{LocalError, LocalResult, Stamp},
    ports::{Found, FoundKind},
};

impl State {
    pub(super) fn tick(&mut self) -> i128 {
        self.clock_ns += 1;
        self.clock_ns
    }

    /// A moment at which something is done to a file, after all others; no program sets it.
    pub(super) fn moment(&mut self) -> i128 {
        self.last_moment += 1;
        self.last_moment
    }

    pub(super) fn fresh_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }

    /// Writes over a file, or makes it with the folders above it.
    pub(super) fn put(&mut self, path: &DamPath, bytes: &[u8], modified_ns: i128) {
        let known = self.files.get(path);
        let (known_id, read_only) = known.map_or((None, false), |f| (Some(f.id), f.read_only));
        let id = known_id.unwrap_or_else(|| self.fresh_id());
        self.make_folders_above(path);
        let file = File {
            bytes: Bytes::copy_from_slice(bytes),
            modified_ns,
            id,
            read_only,
            changed_ns: self.moment(),
        };
        self.files.insert(path.clone(), file);
        self.tell(path);
    }

    pub(super) fn make_folders_above(&mut self, path: &DamPath) {
        let mut above = path.parent();
        while let Some(folder) = above.filter(|folder| !folder.is_root()) {
            above = folder.parent();
            self.folders.insert(folder);
        }
    }

    pub(super) fn prune(&mut self, path: &DamPath) {
        let mut above = path.parent();
        while let Some(folder) = above.filter(|folder| !folder.is_root()) {
            let inside = |path: &&DamPath| path.is_within(&folder) && **path != folder;
            let used = self.files.keys().any(|p| inside(&p))
                || self.partials.keys().any(|p| inside(&p))
                || self.folders.iter().any(|p| inside(&p));
            if used {
                return;
            }
            self.folders.remove(&folder);
            above = folder.parent();
        }
    }

    pub(super) fn found(&self, wanted: impl Fn(&DamPath) -> bool) -> Vec<Found> {
        let folders = self.folders.iter().map(|path| Found {
            path: path.clone(),
            what: FoundKind::Folder,
        });
        let files = self.files.iter().map(|(path, file)| Found {
            path: path.clone(),
            what: FoundKind::File(file.stamp()),
        });
        let mut found: Vec<Found> = folders
            .chain(files)
            .filter(|found| wanted(&found.path) && !found.path.names().any(is_junk))
            .collect();
        found.sort_by(|a, b| a.path.cmp(&b.path));
        found
    }

    /// A file that the engine can open.
    pub(super) fn reachable(&self, path: &DamPath) -> LocalResult<&File> {
        let file = file_of(path);
        let source = || std::io::Error::other("as the test says");
        match self.troubles.get(path) {
            Some(Trouble::InUse) => {
                return Err(LocalError::InUse {
                    file,
                    source: source(),
                });
            }
            Some(Trouble::Denied) => {
                return Err(LocalError::Denied {
                    file,
                    source: source(),
                });
            }
            None => {}
        }
        self.files.get(path).ok_or(LocalError::Missing { file })
    }

    pub(super) fn expected(&self, path: &DamPath, stamp: Stamp) -> LocalResult<&File> {
        let found = self.reachable(path)?;
        if found.stamp() == stamp {
            return Ok(found);
        }
        Err(LocalError::Changed {
            file: file_of(path),
        })
    }

    pub(super) fn vacant(&self, path: &DamPath) -> LocalResult<()> {
        if self.files.contains_key(path) || self.folders.contains(path) || path.is_root() {
            return Err(LocalError::Exists {
                file: file_of(path),
            });
        }
        Ok(())
    }

    pub(super) fn tell(&self, path: &DamPath) {
        if path.names().any(is_junk) {
            return;
        }
        for sender in &self.senders {
            sender.changed(path.clone());
        }
    }
}
