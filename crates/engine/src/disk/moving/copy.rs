//! Copying everything, verified and flushed; the mark of a cache folder comes last.

use std::{
    fs::{self, Metadata},
    path::{Path, PathBuf},
};

use damson_core::{ByteCount, Digest, HashKind};
use filetime::FileTime;
use tempfile::TempPath;

use super::{Copied, MoveProgress, OURS, UNFINISHED, effect, entries, failed, keep_names};
use crate::{
    disk::{
        location::{MARK, open_failed},
        partial::hash_all,
        platform,
    },
    model::{LocalError, LocalResult, Stamp},
};

/// How often what changed meanwhile is copied again.
const ROUNDS: usize = 5;

/// Copies everything below `from` into `to`, which is empty. Fails with [`LocalError::Changed`]
/// when applications write faster than it copies. Links and devices stay where they are. `told` hears
/// of every file that arrived.
pub(crate) fn copy(
    from: &Path,
    to: &Path,
    told: &mut dyn FnMut(MoveProgress),
) -> LocalResult<Copied> {
    let whole = check_space(from, to)?;
    effect();
    platform::make_private_folder(to).map_err(failed(to))?;
    let mut copied = Copied::default();
    let mut tally = Tally { whole, told };
    tally.tell(&copied);
    let mut changed = None;
    for _ in 0..ROUNDS {
        changed = round(from, to, &mut copied, &mut tally)?;
        if changed.is_none() {
            break;
        }
    }
    if let Some(file) = changed {
        return Err(LocalError::Changed { file });
    }
    let mark = Path::new(MARK);
    let stamp = file(&from.join(mark), &to.join(mark))?;
    copied.put(mark.to_owned(), stamp);
    keep_names(to)?;
    Ok(copied)
}

/// Reports how far the copy is.
struct Tally<'a> {
    /// What there was at the beginning.
    whole: MoveProgress,
    told: &'a mut dyn FnMut(MoveProgress),
}

impl Tally<'_> {
    fn tell(&mut self, copied: &Copied) {
        let Self { whole, told } = self;
        let (files, bytes) = (copied.count, copied.bytes);
        // What an application adds meanwhile is moved as well.
        told(MoveProgress {
            files,
            of_files: whole.of_files.max(files),
            bytes: ByteCount(bytes),
            of_bytes: ByteCount(whole.of_bytes.0.max(bytes)),
        });
    }
}

/// What is to be looked at: a folder by its way from the root.
struct Walk {
    folders: Vec<PathBuf>,
}

/// Copies what is not copied yet or changed since. Returns one that did, once there was one.
fn round(
    from: &Path,
    to: &Path,
    copied: &mut Copied,
    tally: &mut Tally<'_>,
) -> LocalResult<Option<PathBuf>> {
    let mut changed = None;
    let mut seen = std::collections::BTreeSet::new();
    let mut walk = Walk {
        folders: vec![PathBuf::new()],
    };
    while let Some(folder) = walk.folders.pop() {
        for entry in entries(&from.join(&folder))? {
            let Some(name) = entry.file_name() else {
                continue;
            };
            let way = folder.join(name);
            if way == Path::new(MARK) {
                continue;
            }
            let metadata = fs::symlink_metadata(&entry).map_err(failed(&entry))?;
            if metadata.is_dir() {
                make_folder(&to.join(&way))?;
                walk.folders.push(way);
            } else if metadata.is_file() {
                seen.insert(way.clone());
                let stamp = platform::stamp(&entry, &metadata);
                if copied.files.get(&way) == Some(&stamp) {
                    continue;
                }
                let there = to.join(&way);
                changed = Some(entry.clone());
                copied.take(&way);
                remove_if_there(&there)?;
                let stamp = file(&entry, &there)?;
                copied.put(way, stamp);
                tally.tell(copied);
            }
        }
        keep_names(&to.join(&folder))?;
    }
    let gone: Vec<PathBuf> = copied
        .files
        .keys()
        .filter(|way| !seen.contains(*way))
        .cloned()
        .collect();
    for way in gone {
        // Renamed or deleted meanwhile.
        remove_if_there(&to.join(&way))?;
        copied.take(&way);
        changed = Some(from.join(way));
    }
    Ok(changed)
}

impl Copied {
    fn put(&mut self, way: PathBuf, stamp: Stamp) {
        if is_theirs(&way) {
            self.count += 1;
            self.bytes = self.bytes.saturating_add(stamp.size.0);
        }
        self.files.insert(way, stamp);
    }

    fn take(&mut self, way: &Path) {
        if let Some(stamp) = self.files.remove(way)
            && is_theirs(way)
        {
            self.count -= 1;
            self.bytes = self.bytes.saturating_sub(stamp.size.0);
        }
    }
}

/// Whether a file is one that a person knows of.
fn is_theirs(file: &Path) -> bool {
    let name = file.file_name().and_then(|name| name.to_str());
    !name.is_some_and(|name| name.starts_with(OURS))
}

fn make_folder(folder: &Path) -> LocalResult<()> {
    effect();
    match fs::create_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        made => made.map_err(failed(folder)),
    }
}

/// Removes an earlier copy of this move.
fn remove_if_there(file: &Path) -> LocalResult<()> {
    if fs::symlink_metadata(file).is_err() {
        return Ok(());
    }
    effect();
    platform::remove_file(file).map_err(failed(file))
}

/// Copies one file: under another name, verified, flushed, then renamed. Returns what the one that
/// was copied is known by.
fn file(from: &Path, to: &Path) -> LocalResult<Stamp> {
    let metadata = fs::symlink_metadata(from).map_err(failed(from))?;
    let before = platform::stamp(from, &metadata);
    let unfinished = unfinished(to)?;
    effect();
    // The system's own copy takes along what it attaches to files.
    fs::copy(from, &unfinished).map_err(failed(from))?;
    let (taken, arrived) = (digest(from)?, digest(&unfinished)?);
    let after = fs::symlink_metadata(from).map_err(failed(from))?;
    if taken != arrived || platform::stamp(from, &after) != before {
        return Err(LocalError::Changed {
            file: from.to_owned(),
        });
    }
    settle(&unfinished, &metadata)?;
    effect();
    // `TempPath::persist` would take the protection away on Windows.
    platform::rename_new(&unfinished, to).map_err(failed(to))?;
    Ok(before)
}

fn unfinished(of: &Path) -> LocalResult<TempPath> {
    let folder = of.parent().unwrap_or(of);
    let made = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .suffix(".part")
        .tempfile_in(folder)
        .map_err(failed(folder))?;
    Ok(made.into_temp_path())
}

/// Gives a copy time and protection of the file, and makes it survive a power cut.
fn settle(file: &Path, as_of: &Metadata) -> LocalResult<()> {
    let failed = failed(file);
    platform::set_read_only(file, false).map_err(failed)?;
    filetime::set_file_mtime(file, FileTime::from_last_modification_time(as_of)).map_err(failed)?;
    platform::sync_file(file).map_err(failed)?;
    platform::set_read_only(file, platform::is_read_only(as_of)).map_err(failed)
}

pub(super) fn digest(file: &Path) -> LocalResult<Digest> {
    let root = damson_core::DamPath::root();
    let mut opened = platform::open(file).map_err(open_failed(&root, file))?;
    let (digest, _) = hash_all(&mut opened, HashKind::Sha256).map_err(failed(file))?;
    Ok(digest)
}

/// Fails before anything is copied when it can't all be. Says what there is.
fn check_space(from: &Path, to: &Path) -> LocalResult<MoveProgress> {
    let mut needed = 0u64;
    let mut whole = MoveProgress::default();
    let mut folders = vec![from.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in entries(&folder)? {
            let metadata = fs::symlink_metadata(&entry).map_err(failed(&entry))?;
            if metadata.is_dir() {
                folders.push(entry);
            } else if metadata.is_file() {
                needed = needed.saturating_add(metadata.len());
                if is_theirs(&entry) {
                    whole.of_files += 1;
                    whole.of_bytes.0 = whole.of_bytes.0.saturating_add(metadata.len());
                }
            }
        }
    }
    let there = to.ancestors().find(|above| above.is_dir()).unwrap_or(to);
    let free = fs4::available_space(there).map_err(failed(there))?;
    if free >= needed {
        return Ok(whole);
    }
    Err(LocalError::DiskFull {
        file: to.to_owned(),
        source: std::io::ErrorKind::StorageFull.into(),
    })
}
