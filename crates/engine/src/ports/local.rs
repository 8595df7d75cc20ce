//! The cache folder, as a port.

use std::{fmt::Debug, path::PathBuf, sync::Arc, time::Instant};

use damson_core::{ByteCount, DamPath, Digest, HashKind, name::NameProblem};
use damson_remote::Source;

use crate::model::{LocalResult, Stamp};

/// What a file was before and after its protection was changed.
#[derive(Debug, Clone, Copy)]
pub struct Protection {
    pub before: Stamp,
    pub after: Stamp,
}

/// What is known of a file without reading it.
#[derive(Debug, Clone, Copy)]
pub struct FileState {
    pub stamp: Stamp,
    pub read_only: bool,
}

/// Which folder it is, wherever it is moved to: its volume and its number there. The same for all
/// where the system does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct FolderId(pub i128, pub u64);

/// A download with its final name.
#[derive(Debug, Clone, Copy)]
pub struct Named {
    pub stamp: Stamp,
    /// The folder that it is in.
    pub folder: FolderId,
}

/// A file or folder met by a scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub path: DamPath,
    pub what: FoundKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FoundKind {
    Folder,
    File(Stamp),
    /// Something that can't be read or is no file (a link, a device, a name that is no text).
    Problem(String),
}

/// A file in Recovered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InRecovered {
    /// Its name there.
    pub stored: String,
    /// The name that it had, as far as `stored` shows.
    pub name: String,
    pub size: ByteCount,
}

/// The cache folder. Calls block; the engine makes them on blocking threads.
pub trait Local: Send + Sync + Debug {
    /// Visits everything below `folder`, a folder before what is inside it, in the order of
    /// [`DamPath`]. Junk, temporary and our own partial files are left out. Links are not followed.
    fn scan(&self, folder: &DamPath, visit: &mut dyn FnMut(Found)) -> LocalResult<()>;

    /// The direct children of one folder; empty when it is not there.
    fn list(&self, folder: &DamPath) -> LocalResult<Vec<Found>>;

    /// `None` when nothing is there.
    fn stat(&self, path: &DamPath) -> LocalResult<Option<Stamp>>;

    /// As [`Local::stat`], of many files at once.
    fn look_at_files(&self, paths: &[DamPath]) -> Vec<LocalResult<Option<FileState>>>;

    /// When the newest temporary file beside this one was written (lock files and unfinished saves
    /// of applications), in nanoseconds since 1970; for [`Quiet`](crate::disk::quiet::Quiet).
    fn newest_temporary(&self, path: &DamPath) -> LocalResult<Option<i128>>;

    /// Reads the whole file. The stamp is the same before and after, else
    /// [`LocalError::Changed`](crate::model::LocalError::Changed).
    fn hash(&self, path: &DamPath, kind: HashKind) -> LocalResult<(Digest, Stamp)>;

    /// Opens a file for upload; its `seal` fails once the file is not the one with this stamp.
    fn source(&self, path: &DamPath, stamp: Stamp, digest: Digest) -> LocalResult<Arc<dyn Source>>;

    /// Opens a file to read parts of it.
    fn open(&self, path: &DamPath) -> LocalResult<Box<dyn Opened>>;

    /// Opens the partial file of a download, in the final folder under a name of our own, kept
    /// across restarts. What it holds already is its length.
    fn partial(&self, path: &DamPath) -> LocalResult<Box<dyn Partial>>;

    /// As [`Local::partial`], with nothing in it whatever was there. One that will be `protected`
    /// in the end may be so from the start.
    fn new_partial(&self, path: &DamPath, protected: bool) -> LocalResult<Box<dyn Partial>>;

    /// Sees to it that the names of downloads in `folder` survive a power cut; one call for many.
    /// Fails with [`LocalError::Changed`](crate::model::LocalError::Changed) when that is not the folder in which they were named: it
    /// was moved, and they with it.
    fn keep_names(&self, folder: &DamPath, id: FolderId) -> LocalResult<()>;

    /// Removes the partial file of a download, if any.
    fn drop_partial(&self, path: &DamPath) -> LocalResult<()>;

    /// Takes the folder that is there as the cache folder, whatever was there before.
    fn mark(&self) -> LocalResult<()>;

    /// All partial files below the root, for the clean-up at the start.
    fn partials(&self) -> LocalResult<Vec<DamPath>>;

    /// Removes a file if it still has this stamp, and folders that became empty above it.
    fn remove(&self, path: &DamPath, stamp: Stamp) -> LocalResult<()>;

    /// Moves a file to Recovered if it still has this stamp; durable when it returns. Returns the
    /// name inside the Recovered folder.
    fn recover(&self, path: &DamPath, stamp: Stamp) -> LocalResult<String>;

    /// Copies or moves a recovered file back to a path where nothing is.
    fn restore(&self, recovered: &str, to: &DamPath) -> LocalResult<()>;

    fn remove_recovered(&self, recovered: &str) -> LocalResult<()>;

    /// Everything in Recovered.
    fn list_recovered(&self) -> LocalResult<Vec<InRecovered>>;

    /// Renames within the cache folder; never overwrites.
    fn rename(&self, from: &DamPath, to: &DamPath) -> LocalResult<()>;

    fn make_folder(&self, path: &DamPath) -> LocalResult<()>;

    /// Returns the stamps before and after where that changed something.
    fn set_read_only(&self, path: &DamPath, read_only: bool) -> LocalResult<Option<Protection>>;

    /// Whether it is protected from writing.
    fn is_read_only(&self, path: &DamPath) -> LocalResult<bool>;

    /// Where it is on the disk; for Open, Reveal and rows.
    fn file(&self, path: &DamPath) -> LocalResult<PathBuf>;

    /// Why applications may not open it at its place, although the disk holds it.
    fn path_problem(&self, path: &DamPath) -> Option<NameProblem>;

    /// The DAM path of a file in the cache folder; `None` for junk and for what lies elsewhere.
    fn path_of(&self, file: &std::path::Path) -> Option<DamPath>;

    /// Bytes that can still be written to the disk.
    fn free_space(&self) -> LocalResult<ByteCount>;
}

/// A file that is read by place.
pub trait Opened: std::io::Read + std::io::Seek + Send {}

impl<T: std::io::Read + std::io::Seek + Send> Opened for T {}

/// A download in progress: bytes below a name of our own, in the folder of the final name.
pub trait Partial: Send + Debug {
    /// How many bytes it holds.
    fn length(&self) -> ByteCount;

    /// Adds bytes at the end.
    fn append(&mut self, bytes: &[u8]) -> LocalResult<()>;

    /// What sees to it that what it holds by then survives a power cut; it may run while more is
    /// added.
    fn flusher(&self) -> LocalResult<Flusher>;

    /// Throws away everything after `length`.
    fn truncate(&mut self, length: ByteCount) -> LocalResult<()>;

    /// Hashes what is there from the start (for a resumed download).
    fn hash(&mut self, kind: HashKind) -> LocalResult<Digest>;

    /// Sets the file's time to `modified`, marks it as downloaded where the system has such a
    /// mark, and flushes it to the disk. May fail already when what is at the final name is not
    /// `expect`.
    fn seal(&mut self, finish: Finish) -> LocalResult<()>;

    /// Gives what was sealed its final name if what is there still is `expect` (`None`: nothing).
    /// The way to its folder is looked at, unless it was `since`. The name survives a power cut from
    /// [`Local::keep_names`] on.
    fn name(self: Box<Self>, finish: Finish, since: Instant) -> LocalResult<Named>;
}

/// See [`Partial::flusher`]. Blocks.
pub type Flusher = Box<dyn FnOnce() -> LocalResult<()> + Send>;

/// How a download ends.
#[derive(Debug, Clone, Copy)]
pub struct Finish {
    /// The file that is replaced; `None` when nothing may be there.
    pub expect: Option<Stamp>,
    pub modified: Option<damson_core::Timestamp>,
    pub read_only: bool,
}
