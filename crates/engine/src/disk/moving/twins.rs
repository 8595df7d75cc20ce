//! Removing what is in another folder too.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use super::{Copied, copy::digest, effect, entries, failed, is_unfinished};
use crate::{
    disk::{
        location::{LEFT_BY_SYSTEM, MARK},
        platform,
    },
    model::{LocalResult, Stamp},
};

/// Removes from `folder` every file that `kept` has with the same bytes, then the folders that are
/// empty, and itself. A file that is as it was when it was copied needs no second reading. Returns
/// what stays, because it is there alone.
pub(crate) fn remove_twins(
    folder: &Path,
    kept: &Path,
    copied: Option<&Copied>,
) -> LocalResult<Vec<PathBuf>> {
    // Without its mark it is no cache folder any more, however far this comes.
    let mark = folder.join(MARK);
    if fs::symlink_metadata(&mark).is_ok() {
        effect();
        platform::remove_file(&mark).map_err(failed(&mark))?;
    }
    let mut sweep = Sweep {
        folder,
        kept,
        copied: copied.map(|copied| &copied.files),
        left: Vec::new(),
    };
    sweep.below(Path::new(""))?;
    sweep.left.sort();
    Ok(sweep.left)
}

struct Sweep<'a> {
    folder: &'a Path,
    kept: &'a Path,
    copied: Option<&'a BTreeMap<PathBuf, Stamp>>,
    left: Vec<PathBuf>,
}

impl Sweep<'_> {
    /// Empties a folder, given by its way from the root, and removes it when that worked.
    fn below(&mut self, way: &Path) -> LocalResult<()> {
        let here = self.folder.join(way);
        if fs::symlink_metadata(&here).is_err() {
            return Ok(());
        }
        for entry in entries(&here)? {
            let Some(name) = entry.file_name() else {
                continue;
            };
            let inside = way.join(name);
            let metadata = fs::symlink_metadata(&entry).map_err(failed(&entry))?;
            if metadata.is_dir() {
                self.below(&inside)?;
                continue;
            }
            let stamp = platform::stamp(&entry, &metadata);
            if metadata.is_file() && self.is_kept(&inside, &entry, stamp)? {
                effect();
                platform::remove_file(&entry).map_err(failed(&entry))?;
            } else {
                self.left.push(entry);
            }
        }
        effect();
        // What is not empty stays, and so does one that a program has open.
        let _ = fs::remove_dir(&here);
        Ok(())
    }

    fn is_kept(&self, way: &Path, file: &Path, stamp: Stamp) -> LocalResult<bool> {
        let by_system = LEFT_BY_SYSTEM.iter().any(|name| way.ends_with(name));
        if by_system || is_unfinished(file) {
            return Ok(true);
        }
        let twin = self.kept.join(way);
        let is_file = fs::symlink_metadata(&twin).is_ok_and(|twin| twin.is_file());
        if !is_file {
            return Ok(false);
        }
        // A link may lead to this very file.
        let place = |file: &Path| fs::canonicalize(file).map_err(failed(file));
        if place(&twin)? == place(file)? {
            return Ok(false);
        }
        let unchanged = self.copied.and_then(|copied| copied.get(way)) == Some(&stamp);
        Ok(unchanged || digest(file)? == digest(&twin)?)
    }
}
