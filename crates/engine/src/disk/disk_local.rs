//! The cache folder on a real disk.

use std::{
    collections::BTreeMap,
    fs::{self, File, Metadata},
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use damson_core::{
    ByteCount, DamPath, Digest, HashKind, ignore::is_ignored_folder, name::NameProblem,
};
use damson_remote::Source;

use super::{
    aside,
    location::{MARK, Place, look_in, open_failed},
    names::{Names, is_junk, is_ours},
    partial::{self, hash_all},
    platform::{self, Entry},
    scan, source,
};
use crate::{
    model::{LocalError, LocalResult, Stamp},
    ports::{
        FileState, FolderId, Found, InRecovered, Local, NameStore, Opened, Partial, Protection,
    },
};

/// What is in the mark of a cache folder.
const MARK_TEXT: &str = "This is a cache folder of Damson. Without this file Damson takes it for \
    another folder, and stops.\n";

/// A folder of the file system, and beside it the one for Recovered.
#[derive(Debug, Clone)]
pub struct DiskLocal {
    pub(super) place: Place,
    recovered: PathBuf,
}

impl DiskLocal {
    /// Opens the cache folder; makes it and the Recovered folder, readable to this person alone,
    /// when they are not there, and marks it as a cache folder. Fails with
    /// [`LocalError::NoCacheFolder`] when they can't be used.
    pub fn open(root: &Path, recovered: &Path, names: Arc<dyn NameStore>) -> LocalResult<Self> {
        platform::make_private_folder(root).map_err(|source| unusable(root, source))?;
        let local = Self::reopen(root, recovered, names)?;
        local.mark()?;
        Ok(local)
    }

    /// Opens a cache folder that was used before. Where it is gone, that fails; where another is
    /// in its place (the empty one to which a disk is attached), everything else fails with
    /// [`LocalError::NoCacheFolder`] until it is back or [`Local::mark`] takes the other.
    pub fn reopen(root: &Path, recovered: &Path, names: Arc<dyn NameStore>) -> LocalResult<Self> {
        platform::make_private_folder(recovered).map_err(|source| unusable(recovered, source))?;
        let root = canonical(root)?;
        let recovered = canonical(recovered)?;
        let caseless = is_caseless(&root).map_err(|source| unusable(&root, source))?;
        let marks = platform::keeps_marks(&root);
        Ok(Self {
            place: Place {
                root,
                names: Names {
                    store: names,
                    caseless,
                },
                marks,
                held: Arc::default(),
            },
            recovered,
        })
    }

    /// The cache folder as other programs see it.
    pub fn root(&self) -> PathBuf {
        platform::plain(self.place.root.clone())
    }

    /// Whether the disk takes names that differ by case alone for one.
    pub fn is_caseless(&self) -> bool {
        self.place.names.caseless
    }

    fn relative(&self, file: &Path) -> Option<PathBuf> {
        let strip = |file: &Path| {
            let plain = platform::plain(self.place.root.clone());
            let below = file
                .strip_prefix(&self.place.root)
                .or_else(|_| file.strip_prefix(plain));
            below.ok().map(Path::to_owned)
        };
        // The folder may have been named by way of a link above it.
        strip(file).or_else(|| {
            let folder = fs::canonicalize(file.parent()?).ok()?;
            strip(&folder.join(file.file_name()?))
        })
    }
}

impl Local for DiskLocal {
    fn scan(&self, folder: &DamPath, visit: &mut dyn FnMut(Found)) -> LocalResult<()> {
        scan::scan(&self.place, folder, visit)
    }

    fn list(&self, folder: &DamPath) -> LocalResult<Vec<Found>> {
        scan::list(&self.place, folder)
    }

    fn stat(&self, path: &DamPath) -> LocalResult<Option<Stamp>> {
        let (file, metadata) = self.place.look(path)?;
        let metadata = metadata.filter(Metadata::is_file);
        Ok(metadata.map(|metadata| platform::stamp(&file, &metadata)))
    }

    fn look_at_files(&self, paths: &[DamPath]) -> Vec<LocalResult<Option<FileState>>> {
        let began = Instant::now();
        // Held until all are looked at.
        let mut folders = BTreeMap::new();
        let mut look = |path: &DamPath| {
            let file = self.place.spell(path)?;
            let (Some(above), Some(name)) = (path.parent(), file.file_name()) else {
                return Ok(None);
            };
            let folder = match self.place.folder(&above, began) {
                Ok(folder) => folder,
                Err(LocalError::Missing { .. }) => return Ok(None),
                Err(error) => return Err(error),
            };
            let entry = look_in(&folder, &name.to_string_lossy(), path, &file)?;
            folders.insert(above, folder);
            let entry = entry.filter(Entry::is_file);
            Ok(entry.map(|entry| FileState {
                stamp: entry.stamp(),
                read_only: entry.is_read_only(),
            }))
        };
        paths.iter().map(&mut look).collect()
    }

    fn newest_temporary(&self, path: &DamPath) -> LocalResult<Option<i128>> {
        scan::newest_temporary(&self.place, path)
    }

    fn hash(&self, path: &DamPath, kind: HashKind) -> LocalResult<(Digest, Stamp)> {
        let (file, _, before) = self.place.file(path)?;
        let failed = platform::fail(path, &file);
        let mut opened = platform::open(&file).map_err(open_failed(path, &file))?;
        let (digest, length) = hash_all(&mut opened, kind).map_err(&failed)?;
        let handle = opened.metadata().map_err(&failed)?;
        let (_, _, after) = self.place.file(path)?;
        let whole = length == before.size.0 && platform::is_same(&handle, before);
        if before != after || !whole {
            return Err(LocalError::Changed { file });
        }
        Ok((digest, before))
    }

    fn source(&self, path: &DamPath, stamp: Stamp, digest: Digest) -> LocalResult<Arc<dyn Source>> {
        Ok(Arc::new(source::open(&self.place, path, stamp, digest)?))
    }

    fn open(&self, path: &DamPath) -> LocalResult<Box<dyn Opened>> {
        let (file, _, stamp) = self.place.file(path)?;
        let opened = platform::open(&file).map_err(open_failed(path, &file))?;
        let metadata = opened.metadata().map_err(platform::fail(path, &file))?;
        if !platform::is_same(&metadata, stamp) {
            return Err(LocalError::Changed { file });
        }
        Ok(Box::new(opened))
    }

    fn partial(&self, path: &DamPath) -> LocalResult<Box<dyn Partial>> {
        Ok(Box::new(partial::open(&self.place, path)?))
    }

    fn new_partial(&self, path: &DamPath, protected: bool) -> LocalResult<Box<dyn Partial>> {
        Ok(Box::new(partial::make(&self.place, path, protected)?))
    }

    fn keep_names(&self, folder: &DamPath, id: FolderId) -> LocalResult<()> {
        let file = self.place.spell(folder)?;
        let there = self.place.folder(folder, Instant::now())?;
        if there.id() != id {
            return Err(LocalError::Changed { file });
        }
        there.sync().map_err(platform::fail(folder, &file))
    }

    fn drop_partial(&self, path: &DamPath) -> LocalResult<()> {
        partial::drop_partial(&self.place, path)
    }

    fn mark(&self) -> LocalResult<()> {
        let mark = self.place.root.join(MARK);
        let path = DamPath::root();
        match fs::write(&mark, MARK_TEXT).map_err(platform::fail(&path, &mark)) {
            // It is not needed for reading what is there.
            Err(LocalError::DiskFull { .. }) if mark.exists() => Ok(()),
            marked => marked,
        }
    }

    fn partials(&self) -> LocalResult<Vec<DamPath>> {
        self.place.check_root()?;
        scan::partials(&self.place)
    }

    fn remove(&self, path: &DamPath, stamp: Stamp) -> LocalResult<()> {
        aside::remove(&self.place, path, stamp)
    }

    fn recover(&self, path: &DamPath, stamp: Stamp) -> LocalResult<String> {
        aside::recover(&self.place, &self.recovered, path, stamp)
    }

    fn restore(&self, recovered: &str, to: &DamPath) -> LocalResult<()> {
        aside::restore(&self.place, &self.recovered, recovered, to)
    }

    fn remove_recovered(&self, recovered: &str) -> LocalResult<()> {
        aside::remove_recovered(&self.recovered, recovered)
    }

    fn list_recovered(&self) -> LocalResult<Vec<InRecovered>> {
        aside::list_recovered(&self.recovered)
    }

    fn rename(&self, from: &DamPath, to: &DamPath) -> LocalResult<()> {
        aside::rename(&self.place, from, to)
    }

    fn make_folder(&self, path: &DamPath) -> LocalResult<()> {
        let file = self.place.make_folder(path)?;
        let Some(above) = file.parent().filter(|_| !path.is_root()) else {
            return Ok(());
        };
        platform::sync_folder(above).map_err(platform::fail(path, above))
    }

    fn set_read_only(&self, path: &DamPath, read_only: bool) -> LocalResult<Option<Protection>> {
        let (file, metadata, before) = self.place.file(path)?;
        if platform::is_read_only(&metadata) == read_only {
            return Ok(None);
        }
        platform::set_read_only(&file, read_only).map_err(open_failed(path, &file))?;
        let (_, _, after) = self.place.file(path)?;
        Ok(Some(Protection { before, after }))
    }

    fn is_read_only(&self, path: &DamPath) -> LocalResult<bool> {
        let (_, metadata, _) = self.place.file(path)?;
        Ok(platform::is_read_only(&metadata))
    }

    fn file(&self, path: &DamPath) -> LocalResult<PathBuf> {
        self.place.spell(path).map(platform::plain)
    }

    fn path_problem(&self, path: &DamPath) -> Option<NameProblem> {
        super::too_long(&self.root(), path)
    }

    fn path_of(&self, file: &Path) -> Option<DamPath> {
        let relative = self.relative(file)?;
        let mut path = DamPath::root();
        let mut components = relative.components().peekable();
        while let Some(component) = components.next() {
            let std::path::Component::Normal(disk_name) = component else {
                return None;
            };
            let disk_name = disk_name.to_str()?;
            if is_ours(disk_name) || is_ignored_folder(disk_name) {
                return None;
            }
            // Folders are never junk; the names that most hints are about are looked up on the disk
            // last.
            if is_junk(disk_name) && components.peek().is_none() && !file.is_dir() {
                return None;
            }
            let names = self.place.names.of_folder(&path).ok()?;
            path = path.join(&names.dam_name(disk_name)?).ok()?;
        }
        Some(path)
    }

    fn free_space(&self) -> LocalResult<ByteCount> {
        let root = &self.place.root;
        let bytes = fs4::available_space(root).map_err(|source| no_folder(root, source))?;
        Ok(ByteCount(bytes))
    }
}

/// Links above it are the person's own; what is below is reached by this way alone. On Windows it
/// is also the form that has no limit on length.
fn canonical(folder: &Path) -> LocalResult<PathBuf> {
    fs::canonicalize(folder).map_err(|source| no_folder(folder, source))
}

/// A folder that is there and can't be written to is told apart from one that is gone.
fn unusable(folder: &Path, source: io::Error) -> LocalError {
    let error = platform::fail(&DamPath::root(), folder)(source);
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "whatever else it is, the folder can't be used"
    )]
    match error {
        LocalError::Denied { .. } | LocalError::DiskFull { .. } => error,
        LocalError::Io { source, .. } => no_folder(folder, source),
        _ => LocalError::NoCacheFolder {
            file: folder.to_owned(),
            source: None,
        },
    }
}

fn no_folder(folder: &Path, source: io::Error) -> LocalError {
    LocalError::NoCacheFolder {
        file: folder.to_owned(),
        source: Some(source),
    }
}

fn is_caseless(folder: &Path) -> io::Result<bool> {
    let unique = uuid::Uuid::new_v4().simple().to_string();
    let lower = folder.join(format!(".damson-case-{unique}.part"));
    let upper = folder.join(format!(".damson-CASE-{unique}.part"));
    match File::create_new(&lower) {
        // A full disk still has what is on it; what most of its kind do is then the best guess.
        Err(error) if error.kind() == io::ErrorKind::StorageFull => {
            return Ok(cfg!(any(windows, target_os = "macos")));
        }
        made => drop(made?),
    }
    let found = fs::symlink_metadata(&upper).is_ok();
    fs::remove_file(&lower)?;
    // A disk of macOS with case still takes composed and decomposed letters for one.
    Ok(found || cfg!(target_os = "macos"))
}
