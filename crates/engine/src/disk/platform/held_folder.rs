//! A folder that is held open, on Linux and macOS. What is done in it is done there, wherever its
//! path leads meanwhile, and no link is followed: the system keeps to that, once for each folder.

use std::{
    fs::{self, File},
    io,
    os::{
        fd::{AsFd, OwnedFd},
        unix::fs::PermissionsExt,
    },
    path::Path,
};

use damson_core::ByteCount;
use rustix::{
    fs::{
        AtFlags, CWD, FileType, Mode, OFlags, RenameFlags, Stat, fstat, fsync, openat, renameat,
        renameat_with, statat, unlinkat,
    },
    io::Errno,
};

use super::is_unsupported;
use crate::{model::Stamp, ports::FolderId};

/// Whether a [`Folder`] stays the same folder when another takes its path. Where it doesn't, the
/// way to it is walked for each use.
pub(in crate::disk) const HOLDS_FOLDERS: bool = true;

/// A file can be made so that only who made it writes to it, from its first moment on. macOS would
/// not mark it as downloaded then.
const BORN_PROTECTED: bool = cfg!(not(target_os = "macos"));

const FOLDER: OFlags = OFlags::RDONLY
    .union(OFlags::DIRECTORY)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

/// A folder of the cache folder.
#[derive(Debug)]
pub(in crate::disk) struct Folder {
    dir: OwnedFd,
    id: FolderId,
}

/// What is at a name in a folder; of a link the link itself.
#[derive(Debug)]
pub(in crate::disk) struct Entry(Stat);

impl Folder {
    /// Opens the folder `below` a cache folder that has its mark. Fails where anything on the way
    /// from there is a link.
    pub(in crate::disk) fn open(root: &Path, mark: &str, below: &Path) -> io::Result<Self> {
        let dir = match at_once(root, mark, below) {
            Some(dir) => dir,
            None => step_by_step(root, mark, below)?,
        };
        let found = fstat(&dir)?;
        let id = FolderId(i128::from(found.st_dev), found.st_ino);
        Ok(Self { dir, id })
    }

    pub(in crate::disk) fn id(&self) -> FolderId {
        self.id
    }

    pub(in crate::disk) fn look(&self, name: &str) -> io::Result<Entry> {
        Ok(Entry(statat(&self.dir, name, AtFlags::SYMLINK_NOFOLLOW)?))
    }

    /// Makes a file where nothing is; returns it with whether it is protected from writing, as far
    /// as that was wanted.
    pub(in crate::disk) fn create(&self, name: &str, protected: bool) -> io::Result<(File, bool)> {
        let protected = protected && BORN_PROTECTED;
        let mode = if protected { 0o444 } else { 0o666 };
        let flags = OFlags::RDWR
            .union(OFlags::CREATE)
            .union(OFlags::EXCL)
            .union(OFlags::CLOEXEC);
        let file = openat(&self.dir, name, flags, Mode::from_raw_mode(mode))?;
        Ok((File::from(file), protected))
    }

    /// Opens or makes a file for reading and writing, never through a link.
    pub(in crate::disk) fn open_to_write(&self, name: &str) -> io::Result<File> {
        let flags = OFlags::RDWR
            .union(OFlags::CREATE)
            .union(OFlags::NOFOLLOW)
            .union(OFlags::CLOEXEC);
        let opened = openat(&self.dir, name, flags, Mode::from_raw_mode(0o666))?;
        Ok(File::from(opened))
    }

    /// Renames to a name where nothing is.
    pub(in crate::disk) fn rename_new(&self, from: &str, to: &str) -> io::Result<()> {
        match self.rename_with(from, to, RenameFlags::NOREPLACE) {
            Err(error) if is_unsupported(&error) => {
                // Some file systems (FAT, network shares) can't; the check is then as late as it gets.
                if self.look(to).is_ok() {
                    return Err(io::ErrorKind::AlreadyExists.into());
                }
                self.rename_over(from, to)
            }
            renamed => renamed,
        }
    }

    /// Exchanges two files in one step; `false` when the file system can't.
    pub(in crate::disk) fn exchange(&self, one: &str, other: &str) -> io::Result<bool> {
        match self.rename_with(one, other, RenameFlags::EXCHANGE) {
            Ok(()) => Ok(true),
            Err(error) if is_unsupported(&error) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn rename_with(&self, from: &str, to: &str, how: RenameFlags) -> io::Result<()> {
        Ok(renameat_with(&self.dir, from, &self.dir, to, how)?)
    }

    /// Renames over a file that may be protected from writing.
    pub(in crate::disk) fn rename_over(&self, from: &str, to: &str) -> io::Result<()> {
        Ok(renameat(&self.dir, from, &self.dir, to)?)
    }

    /// Removes a file that may be protected from writing.
    pub(in crate::disk) fn remove_file(&self, name: &str) -> io::Result<()> {
        Ok(unlinkat(&self.dir, name, AtFlags::empty())?)
    }

    /// Removes an empty folder.
    pub(in crate::disk) fn remove_folder(&self, name: &str) -> io::Result<()> {
        Ok(unlinkat(&self.dir, name, AtFlags::REMOVEDIR)?)
    }

    /// Gives the right to write to a file; never through a link.
    pub(in crate::disk) fn unprotect(&self, name: &str) -> io::Result<()> {
        let flags = OFlags::RDONLY
            .union(OFlags::NOFOLLOW)
            .union(OFlags::CLOEXEC);
        let opened = File::from(openat(&self.dir, name, flags, Mode::empty())?);
        let mode = opened.metadata()?.permissions().mode();
        opened.set_permissions(fs::Permissions::from_mode(mode | 0o200))
    }

    /// Takes the right to write to a file, and closes it.
    #[expect(clippy::unused_self, reason = "other systems go by the name")]
    pub(in crate::disk) fn protect(&self, _name: &str, file: File) -> io::Result<()> {
        let mode = file.metadata()?.permissions().mode();
        let protected = file.set_permissions(fs::Permissions::from_mode(mode & !0o222));
        drop(file);
        protected
    }

    /// Marks a file as downloaded, so that the system warns before it runs it.
    #[expect(clippy::unused_self, reason = "other systems go by the name")]
    pub(in crate::disk) fn mark_downloaded(&self, _name: &str, file: &File) -> io::Result<()> {
        super::mark_downloaded(file)
    }

    /// Makes the names in it survive a power cut.
    pub(in crate::disk) fn sync(&self) -> io::Result<()> {
        match fsync(&self.dir) {
            // Some network file systems have no such thing.
            Err(Errno::INVAL) => Ok(()),
            done => Ok(done?),
        }
    }
}

impl Entry {
    pub(in crate::disk) fn is_file(&self) -> bool {
        self.kind() == FileType::RegularFile
    }

    pub(in crate::disk) fn is_folder(&self) -> bool {
        self.kind() == FileType::Directory
    }

    fn kind(&self) -> FileType {
        FileType::from_raw_mode(self.0.st_mode)
    }

    /// Whether it has no other name.
    pub(in crate::disk) fn is_single(&self) -> bool {
        self.0.st_nlink == 1
    }

    fn mode(&self) -> Mode {
        Mode::from_raw_mode(self.0.st_mode)
    }

    pub(in crate::disk) fn is_read_only(&self) -> bool {
        let write = Mode::WUSR.union(Mode::WGRP).union(Mode::WOTH);
        !self.mode().intersects(write)
    }

    pub(in crate::disk) fn stamp(&self) -> Stamp {
        let ns = |seconds: i128, ns: i128| seconds * 1_000_000_000 + ns;
        let (modified, changed) = (
            ns(self.0.st_mtime.into(), self.0.st_mtime_nsec.into()),
            ns(self.0.st_ctime.into(), self.0.st_ctime_nsec.into()),
        );
        Stamp {
            size: ByteCount(u64::try_from(self.0.st_size).unwrap_or_default()),
            modified_ns: modified,
            file_id: u128::from(self.0.st_ino),
            changed_ns: Some(changed),
        }
    }

    /// Gives a file the rights of this one, which it will replace.
    pub(in crate::disk) fn give_rights(&self, to: &File) -> io::Result<()> {
        let rights = self.mode() & (Mode::RWXU | Mode::RWXG | Mode::RWXO);
        // Writable by its owner, so that protection stays a decision of its own.
        Ok(rustix::fs::fchmod(to, rights | Mode::WUSR)?)
    }
}

/// Opens a folder whose whole path has no link, and a cache folder with its mark above it, in as few
/// calls as can be. What that finds nothing by, or the system can't do, is left to the other way.
#[cfg(target_os = "linux")]
fn at_once(root: &Path, mark: &str, below: &Path) -> Option<OwnedFd> {
    use rustix::fs::{ResolveFlags, openat2};
    let resolve = ResolveFlags::NO_SYMLINKS;
    let dir = openat2(CWD, root.join(below), FOLDER, Mode::empty(), resolve).ok()?;
    // Looked for afterwards: where another folder took the place of the cache folder, it has none.
    statat(CWD, root.join(mark), AtFlags::SYMLINK_NOFOLLOW).ok()?;
    Some(dir)
}

#[cfg(not(target_os = "linux"))]
fn at_once(_root: &Path, _mark: &str, _below: &Path) -> Option<OwnedFd> {
    None
}

/// As [`at_once`]; above the cache folder links are a person's own.
fn step_by_step(root: &Path, mark: &str, below: &Path) -> io::Result<OwnedFd> {
    let top = openat(CWD, root, FOLDER, Mode::empty())?;
    statat(&top, mark, AtFlags::SYMLINK_NOFOLLOW)?;
    if below.as_os_str().is_empty() {
        return Ok(top);
    }
    beneath(&top, below)
}

/// Opens a folder below another one, of which nothing on the way is a link.
fn beneath(top: &impl AsFd, below: &Path) -> io::Result<OwnedFd> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{ResolveFlags, openat2};
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
        match openat2(top, below, FOLDER, Mode::empty(), resolve) {
            // An old kernel, one that was told to refuse what it does not know, or a rename on the
            // way just then.
            Err(Errno::NOSYS | Errno::PERM | Errno::AGAIN) => {}
            opened => return Ok(opened?),
        }
    }
    name_by_name(top, below)
}

fn name_by_name(top: &impl AsFd, below: &Path) -> io::Result<OwnedFd> {
    let mut at: Option<OwnedFd> = None;
    for name in below {
        let within = at.as_ref().map_or(top.as_fd(), AsFd::as_fd);
        let next = openat(within, name, FOLDER, Mode::empty())?;
        at = Some(next);
    }
    at.ok_or_else(|| io::ErrorKind::NotFound.into())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    type Way = fn(&OwnedFd, &Path) -> io::Result<OwnedFd>;

    /// Both ways to open lead to the same folders and follow no link, wherever it is.
    #[test]
    fn no_way_leads_through_a_link() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("a/b/c")).unwrap();
        symlink("b", root.path().join("a/link")).unwrap();
        symlink("/", root.path().join("away")).unwrap();
        fs::write(root.path().join("a/file"), "x").unwrap();
        let top = openat(CWD, root.path(), FOLDER, Mode::empty()).unwrap();
        let ways: [Way; 2] = [beneath, name_by_name];
        for way in ways {
            let opened = way(&top, Path::new("a/b/c")).unwrap();
            let wanted = fs::metadata(root.path().join("a/b/c")).unwrap();
            let found = File::from(opened).metadata().unwrap();
            assert_eq!(
                std::os::unix::fs::MetadataExt::ino(&found),
                std::os::unix::fs::MetadataExt::ino(&wanted)
            );
            for no in ["a/link", "a/link/c", "away", "away/tmp", "a/file", "none"] {
                assert!(way(&top, Path::new(no)).is_err(), "{no}");
            }
        }
    }

    #[test]
    fn what_is_done_in_a_folder_stays_in_it() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        fs::write(at("mark"), "").unwrap();
        fs::create_dir(at("one")).unwrap();
        let folder = Folder::open(root.path(), "mark", Path::new("one")).unwrap();
        assert!(Folder::open(root.path(), "other", Path::new("one")).is_err());
        fs::rename(at("one"), at("two")).unwrap();
        symlink("elsewhere", at("one")).unwrap();
        let (_, protected) = folder.create("a", true).unwrap();
        assert_eq!(folder.look("a").unwrap().is_read_only(), protected);
        assert!(folder.create("a", false).is_err());
        assert!(folder.open_to_write("b").unwrap().metadata().is_ok());
        let exists = folder.rename_new("a", "b").unwrap_err();
        assert_eq!(exists.kind(), io::ErrorKind::AlreadyExists);
        folder.rename_new("a", "c").unwrap();
        assert!(at("two/b").exists() && at("two/c").exists());
        assert_eq!(fs::metadata(at("two/c")).unwrap().len(), 0);
        let other = Folder::open(root.path(), "mark", Path::new("two")).unwrap();
        assert_eq!(other.id(), folder.id());
        // Above the cache folder a link is a person's own.
        let beside = tempfile::tempdir().unwrap();
        let way = beside.path().join("way");
        symlink(root.path().parent().unwrap(), &way).unwrap();
        let by_link = way.join(root.path().file_name().unwrap());
        let other = Folder::open(&by_link, "mark", Path::new("two")).unwrap();
        assert_eq!(other.id(), folder.id());
        assert!(Folder::open(&by_link, "mark", Path::new("one")).is_err());
    }
}
