//! Moving everything of a cache folder to another place: every step leaves each file whole under
//! its name in at least one of the two.

mod copy;
#[cfg(test)]
pub(crate) mod crash;
mod twins;

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use damson_core::{ByteCount, DamPath};

use super::{location::MARK, platform};
use crate::model::{LocalError, LocalResult, Stamp};

pub(crate) use copy::copy;
pub(crate) use twins::remove_twins;

/// What was copied, by its way from the root, as it was then.
#[derive(Debug, Default)]
pub(crate) struct Copied {
    files: BTreeMap<PathBuf, Stamp>,
    /// Of those, the files that a person knows of.
    count: u64,
    bytes: u64,
}

/// How far a move to another disk is. Files of Damson's own are not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MoveProgress {
    pub files: u64,
    pub of_files: u64,
    pub bytes: ByteCount,
    pub of_bytes: ByteCount,
}

/// What the names of Damson's own files in a cache folder begin with.
const OURS: &str = ".damson-";

/// What a file that is being copied is called until it is whole.
const UNFINISHED: &str = ".damson-move-";

/// Whether a folder is a cache folder.
pub(crate) fn is_cache(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(MARK)).is_ok()
}

/// Whether a folder can be made into one: it is not there, or empty.
pub(crate) fn is_free(folder: &Path) -> LocalResult<bool> {
    // Not every system says of a file that it is no folder.
    if fs::metadata(folder).is_ok_and(|there| !there.is_dir()) {
        return Ok(false);
    }
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(false),
        Err(error) => Err(failed(folder)(error)),
    }
}

/// A folder by the one way that leads to it, also when it or those above it are not there yet.
pub(crate) fn canonical(folder: &Path) -> PathBuf {
    let mut missing = Vec::new();
    let mut there = folder;
    loop {
        if let Ok(found) = fs::canonicalize(there) {
            return missing
                .iter()
                .rev()
                .fold(found, |path, name| path.join(name));
        }
        let (Some(above), Some(name)) = (there.parent(), there.file_name()) else {
            return folder.to_owned();
        };
        missing.push(name);
        there = above;
    }
}

/// Renames the whole folder; `false` with nothing done when the other place is on another disk.
pub(crate) fn rename(from: &Path, to: &Path) -> LocalResult<bool> {
    if let Some(above) = to.parent() {
        fs::create_dir_all(above).map_err(failed(above))?;
    }
    match fs::remove_dir(to) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(to)(error)),
    }
    effect();
    #[cfg(test)]
    if crash::is_other_disk() {
        return Ok(false);
    }
    match fs::rename(from, to) {
        Ok(()) => {}
        Err(error) if platform::is_other_volume(&error) => return Ok(false),
        Err(error) => return Err(failed(from)(error)),
    }
    for above in [from.parent(), to.parent()].into_iter().flatten() {
        platform::sync_folder(above).map_err(failed(above))?;
    }
    Ok(true)
}

/// Makes the names in a folder survive a power cut.
pub(crate) fn keep_names(folder: &Path) -> LocalResult<()> {
    platform::sync_folder(folder).map_err(failed(folder))
}

fn failed(file: &Path) -> impl Fn(io::Error) -> LocalError + Copy {
    move |error| platform::fail(&DamPath::root(), file)(error)
}

/// A change of the disk comes next; where tests let Damson end.
pub(crate) fn effect() {
    #[cfg(test)]
    crash::step();
}

/// What is directly in a folder, in the order of the names.
fn entries(folder: &Path) -> LocalResult<Vec<PathBuf>> {
    let read = fs::read_dir(folder).map_err(failed(folder))?;
    let mut entries = Vec::new();
    for entry in read {
        entries.push(entry.map_err(failed(folder))?.path());
    }
    entries.sort();
    Ok(entries)
}

fn is_unfinished(file: &Path) -> bool {
    let name = file.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.starts_with(UNFINISHED))
}
