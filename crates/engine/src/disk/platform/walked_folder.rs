//! A folder by its path, on Windows: one that is held open could be neither renamed nor removed.

use std::{
    fs::{self, File, Metadata},
    io,
    path::{Path, PathBuf},
};

use super::{
    copy_rights, exchange, is_read_only, links, mark_downloaded, open_to_write, remove_file,
    rename_new, rename_over, set_read_only, stamp, sync_folder,
};
use crate::{model::Stamp, ports::FolderId};

/// Whether a [`Folder`] stays the same folder when another takes its path. Where it doesn't, the
/// way to it is walked for each use.
pub(in crate::disk) const HOLDS_FOLDERS: bool = false;

/// A folder of the cache folder.
#[derive(Debug)]
pub(in crate::disk) struct Folder(PathBuf);

/// What is at a name in a folder; of a link the link itself.
#[derive(Debug)]
pub(in crate::disk) struct Entry {
    file: PathBuf,
    metadata: Metadata,
}

impl Folder {
    /// Walks to the folder `below` a cache folder that has its mark. Fails where anything on the
    /// way from there is a link.
    pub(in crate::disk) fn open(root: &Path, mark: &str, below: &Path) -> io::Result<Self> {
        fs::symlink_metadata(root.join(mark))?;
        let mut at = root.to_owned();
        is_folder(&at)?;
        for name in below {
            at.push(name);
            is_folder(&at)?;
        }
        Ok(Self(at))
    }

    /// One for all: nothing here shows which folder is at a path.
    #[expect(clippy::unused_self, reason = "other systems ask the folder")]
    pub(in crate::disk) fn id(&self) -> FolderId {
        FolderId::default()
    }

    pub(in crate::disk) fn look(&self, name: &str) -> io::Result<Entry> {
        let file = self.0.join(name);
        let metadata = fs::symlink_metadata(&file)?;
        Ok(Entry { file, metadata })
    }

    /// Makes a file where nothing is; returns it with whether it is protected from writing, as far
    /// as that was wanted.
    pub(in crate::disk) fn create(&self, name: &str, _protected: bool) -> io::Result<(File, bool)> {
        let mut options = fs::OpenOptions::new();
        options.read(true).write(true).create_new(true);
        Ok((options.open(self.0.join(name))?, false))
    }

    /// Opens or makes a file for reading and writing, never through a link.
    pub(in crate::disk) fn open_to_write(&self, name: &str) -> io::Result<File> {
        open_to_write(&self.0.join(name))
    }

    /// Renames to a name where nothing is.
    pub(in crate::disk) fn rename_new(&self, from: &str, to: &str) -> io::Result<()> {
        rename_new(&self.0.join(from), &self.0.join(to))
    }

    /// Exchanges two files in one step; `false` when the file system can't.
    pub(in crate::disk) fn exchange(&self, one: &str, other: &str) -> io::Result<bool> {
        exchange(&self.0.join(one), &self.0.join(other))
    }

    /// Renames over a file that may be protected from writing.
    pub(in crate::disk) fn rename_over(&self, from: &str, to: &str) -> io::Result<()> {
        rename_over(&self.0.join(from), &self.0.join(to))
    }

    /// Removes a file that may be protected from writing.
    pub(in crate::disk) fn remove_file(&self, name: &str) -> io::Result<()> {
        remove_file(&self.0.join(name))
    }

    /// Removes an empty folder.
    pub(in crate::disk) fn remove_folder(&self, name: &str) -> io::Result<()> {
        fs::remove_dir(self.0.join(name))
    }

    /// Gives the right to write to a file; never through a link.
    pub(in crate::disk) fn unprotect(&self, name: &str) -> io::Result<()> {
        set_read_only(&self.0.join(name), false)
    }

    /// Takes the right to write to a file, and closes it.
    pub(in crate::disk) fn protect(&self, name: &str, file: File) -> io::Result<()> {
        drop(file);
        set_read_only(&self.0.join(name), true)
    }

    /// Marks a file as downloaded, so that the system warns before it runs it.
    pub(in crate::disk) fn mark_downloaded(&self, name: &str, _file: &File) -> io::Result<()> {
        mark_downloaded(&self.0.join(name))
    }

    /// Makes the names in it survive a power cut.
    pub(in crate::disk) fn sync(&self) -> io::Result<()> {
        sync_folder(&self.0)
    }
}

fn is_folder(at: &Path) -> io::Result<()> {
    if fs::symlink_metadata(at)?.is_dir() {
        return Ok(());
    }
    Err(io::ErrorKind::NotADirectory.into())
}

impl Entry {
    pub(in crate::disk) fn is_file(&self) -> bool {
        self.metadata.is_file()
    }

    pub(in crate::disk) fn is_folder(&self) -> bool {
        self.metadata.is_dir()
    }

    /// Whether it has no other name.
    pub(in crate::disk) fn is_single(&self) -> bool {
        links(&self.metadata) == 1
    }

    pub(in crate::disk) fn is_read_only(&self) -> bool {
        is_read_only(&self.metadata)
    }

    pub(in crate::disk) fn stamp(&self) -> Stamp {
        stamp(&self.file, &self.metadata)
    }

    /// Gives a file the rights of this one, which it will replace.
    pub(in crate::disk) fn give_rights(&self, to: &File) -> io::Result<()> {
        copy_rights(&self.metadata, to)
    }
}
