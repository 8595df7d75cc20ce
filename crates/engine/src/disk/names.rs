//! What assets are called on this disk.

use std::{
    collections::{BTreeSet, HashMap},
    fmt::Debug,
    path::{Component, Path},
    sync::Arc,
};

use damson_core::{
    DamPath, HashKind,
    ignore::{OUR_PREFIX, is_ignored_file, lock_file},
    name::{Disk, DiskName, fold, from_disk, on_disk, together},
};
use damson_remote::body::Hasher;

use crate::{
    model::{JournalError, JournalResult, LocalError, LocalResult},
    ports::{NameStore, Rival},
};

/// The rules of one disk.
#[derive(Debug, Clone)]
pub(super) struct Names {
    pub(super) store: Arc<dyn NameStore>,
    /// The disk takes `a` and `A` for one name.
    pub(super) caseless: bool,
}

/// The decided names of one folder, from the disk's to the DAM's.
#[derive(Debug)]
pub(super) struct FolderNames(HashMap<String, String>);

impl Names {
    /// What `name` in `folder` is called on the disk. What the name alone does not decide is
    /// decided once and remembered. Errors: [`LocalError::Name`] when it would be no name.
    pub(super) fn disk_name(&self, folder: &DamPath, name: &str) -> LocalResult<String> {
        let path = folder.join(name).unwrap_or_default();
        let store = |error| store_failed(&path, error);
        if let Some(decided) = self.store.stand_in(folder, name).map_err(store)? {
            return checked(decided, &path);
        }
        let usual = on_disk(name, Disk::HERE);
        let rivals = self.rivals(folder, name, &usual.text).map_err(store)?;
        if usual.reversible && rivals.is_empty() {
            return checked(usual.text, &path);
        }
        let text = self.beside(folder, name, &rivals).map_err(store)?;
        let text = checked(text, &path)?;
        self.store
            .keep_stand_in(folder, name, &text)
            .map_err(store)?;
        Ok(text)
    }

    /// The siblings that the disk can't hold under the same name.
    fn rivals(&self, folder: &DamPath, name: &str, usual: &str) -> JournalResult<Vec<Rival>> {
        if !self.caseless {
            return Ok(Vec::new());
        }
        if !usual.contains('%') {
            return self.store.rivals(folder, name);
        }
        // An escape can meet a name that only looks like one; this is rare enough for a walk.
        let key = fold(usual);
        let meets = |other: &str| other != name && fold(&on_disk(other, Disk::HERE).text) == key;
        self.store.siblings(folder, &meets)
    }

    /// A name beside siblings that would take the same one. Who is on the disk keeps its name.
    fn beside(&self, folder: &DamPath, name: &str, rivals: &[Rival]) -> JournalResult<String> {
        let mut kept = HashMap::new();
        for rival in rivals {
            let decided = self.store.stand_in(folder, &rival.name)?;
            let text =
                decided.or_else(|| (rival.here).then(|| on_disk(&rival.name, Disk::HERE).text));
            if let Some(text) = text {
                let reversible = false;
                kept.insert(rival.name.as_str(), DiskName { text, reversible });
            }
        }
        let siblings = rivals.iter().map(|rival| rival.name.as_str());
        let siblings: BTreeSet<&str> = siblings.chain([name]).collect();
        let mut names = together(&siblings, Disk::HERE, &|sibling| kept.get(sibling).cloned());
        let mine = names.remove(name).map(|mine| mine.text);
        Ok(mine.unwrap_or_else(|| on_disk(name, Disk::HERE).text))
    }

    pub(super) fn of_folder(&self, folder: &DamPath) -> LocalResult<FolderNames> {
        let decided = self
            .store
            .stand_ins(folder)
            .map_err(|error| store_failed(folder, error))?;
        let pairs = decided.into_iter().map(|(name, disk)| (disk, name));
        Ok(FolderNames(pairs.collect()))
    }
}

impl FolderNames {
    /// The DAM's name of a name on the disk; `None` when no asset can be called so here.
    pub(super) fn dam_name(&self, disk_name: &str) -> Option<String> {
        match self.0.get(disk_name) {
            Some(name) => Some(name.clone()),
            None => from_disk(disk_name, Disk::HERE),
        }
    }
}

/// The name of the partial file of a download, in the folder of its final name.
pub(super) fn partial_name(name: &str) -> String {
    format!("{OUR_PREFIX}{}{PARTIAL_END}", short_hash(name, 16))
}

/// The name of a file that is about to be removed, for the moment between a move and a check.
pub(super) fn aside_name(name: &str) -> String {
    format!("{OUR_PREFIX}{}{ASIDE_END}", short_hash(name, 16))
}

/// Whether a file is one of ours.
pub(super) fn is_ours(disk_name: &str) -> bool {
    disk_name.starts_with(OUR_PREFIX)
}

/// Whether a file is a download in the making.
pub(super) fn is_partial(disk_name: &str) -> bool {
    is_ours(disk_name) && disk_name.ends_with(PARTIAL_END)
}

/// Whether a file was about to be removed when the computer stopped.
pub(super) fn is_aside(disk_name: &str) -> bool {
    is_ours(disk_name) && disk_name.ends_with(ASIDE_END)
}

const ASIDE_END: &str = ".aside";

const PARTIAL_END: &str = ".part";

/// The beginning of a text, at most so many bytes.
pub(super) fn cut(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}

fn short_hash(name: &str, digits: usize) -> String {
    let mut hasher = Hasher::new(HashKind::Sha256);
    hasher.update(name.as_bytes());
    hasher.finish().hex()[..digits].to_owned()
}

/// Whatever decided it, a name on the disk is exactly one name.
fn checked(disk_name: String, path: &DamPath) -> LocalResult<String> {
    let mut components = Path::new(&disk_name).components();
    let first = components.next();
    let one = matches!(first, Some(Component::Normal(whole)) if whole == disk_name.as_str())
        && components.next().is_none();
    if one && !is_ours(&disk_name) {
        return Ok(disk_name);
    }
    Err(LocalError::Name {
        path: path.clone(),
        detail: disk_name,
    })
}

fn store_failed(path: &DamPath, error: JournalError) -> LocalError {
    LocalError::Io {
        file: path.as_str().into(),
        source: std::io::Error::other(error),
    }
}

/// Whether a file on the disk is nobody's work: the system's, ours, or an application's while it
/// saves.
pub(super) fn is_junk(disk_name: &str) -> bool {
    is_ignored_file(disk_name)
}

/// Files that an application has beside a document while it saves or edits it: of these, the ones
/// that may be about this document.
pub(super) fn is_temporary_of(disk_name: &str, document: &str) -> bool {
    let lower = disk_name.to_lowercase();
    let by_system = BY_SYSTEM.contains(&lower.as_str()) || lower.starts_with("._");
    if by_system || lower.starts_with(OUR_PREFIX) || !is_ignored_file(disk_name) {
        return false;
    }
    lock_file(disk_name).is_none_or(|lock| lock.is_about(document))
}

const BY_SYSTEM: [&str; 6] = [
    ".ds_store",
    ".localized",
    ".directory",
    "desktop.ini",
    "icon\r",
    "thumbs.db",
];
