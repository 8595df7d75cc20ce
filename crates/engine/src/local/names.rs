//! What assets are called on this disk.

use std::{
    collections::HashMap,
    fmt::Debug,
    path::{Component, Path},
    sync::Arc,
};

use damson_core::{DamPath, HashKind};

use super::{LocalError, LocalResult};
use crate::{
    error::JournalError,
    hash::Hasher,
    journal::{Journal, JournalResult, Rival},
};

/// Remembers what was decided about names; the journal, but for tests.
pub trait NameStore: Send + Sync + Debug {
    /// What `name` in `folder` is called on the disk, where that was decided before.
    fn stand_in(&self, folder: &DamPath, name: &str) -> JournalResult<Option<String>>;

    /// All decided names of a folder, as pairs of the DAM's name and the disk's.
    fn stand_ins(&self, folder: &DamPath) -> JournalResult<Vec<(String, String)>>;

    fn keep_stand_in(&self, folder: &DamPath, name: &str, disk_name: &str) -> JournalResult<()>;

    fn drop_stand_in(&self, folder: &DamPath, name: &str) -> JournalResult<()>;

    /// The siblings of `name` that differ from it by case alone.
    fn rivals(&self, folder: &DamPath, name: &str) -> JournalResult<Vec<Rival>>;

    /// The name among those known in `folder` that `wanted` accepts.
    fn find_name(
        &self,
        folder: &DamPath,
        wanted: &dyn Fn(&str) -> bool,
    ) -> JournalResult<Option<String>>;
}

impl NameStore for Journal {
    fn stand_in(&self, folder: &DamPath, name: &str) -> JournalResult<Option<String>> {
        self.stand_in(folder, name)
    }

    fn stand_ins(&self, folder: &DamPath) -> JournalResult<Vec<(String, String)>> {
        self.stand_ins(folder)
    }

    fn keep_stand_in(&self, folder: &DamPath, name: &str, disk_name: &str) -> JournalResult<()> {
        self.keep_stand_in(folder, name, disk_name)
    }

    fn drop_stand_in(&self, folder: &DamPath, name: &str) -> JournalResult<()> {
        self.drop_stand_in(folder, name)
    }

    fn rivals(&self, folder: &DamPath, name: &str) -> JournalResult<Vec<Rival>> {
        self.rivals(folder, name)
    }

    fn find_name(
        &self,
        folder: &DamPath,
        wanted: &dyn Fn(&str) -> bool,
    ) -> JournalResult<Option<String>> {
        self.find_name(folder, wanted)
    }
}

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
    /// What `name` in `folder` is called on the disk. Decides it where siblings collide, and
    /// remembers that. Errors: [`LocalError::Name`] when the disk can't hold it at all.
    pub(super) fn disk_name(&self, folder: &DamPath, name: &str) -> LocalResult<String> {
        let path = folder.join(name).unwrap_or_default();
        let store = |error| store_failed(&path, error);
        if let Some(decided) = self.store.stand_in(folder, name).map_err(store)? {
            return checked(decided, &path);
        }
        let usual = checked(spell(name, &path)?, &path)?;
        if self.is_taken(folder, name, &usual).map_err(store)? {
            let other = checked(beside(name, &usual), &path)?;
            self.store
                .keep_stand_in(folder, name, &other)
                .map_err(store)?;
            return Ok(other);
        }
        Ok(usual)
    }

    fn is_taken(&self, folder: &DamPath, name: &str, usual: &str) -> JournalResult<bool> {
        // What `beside` makes has a tilde, so only such a name can be somebody's stand-in.
        if usual.contains('~') {
            let decided = self.store.stand_ins(folder)?;
            if decided.iter().any(|(of, disk)| of != name && disk == usual) {
                return Ok(true);
            }
        }
        if !self.caseless {
            return Ok(false);
        }
        let rivals = self.store.rivals(folder, name)?;
        if rivals.is_empty() {
            return Ok(false);
        }
        for rival in &rivals {
            let holds = match self.store.stand_in(folder, &rival.name)? {
                Some(decided) => same_without_case(&decided, usual),
                None => rival.here,
            };
            if holds {
                return Ok(true);
            }
        }
        // The first to be asked for has the name from here on.
        self.store.keep_stand_in(folder, name, usual)?;
        Ok(false)
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
    /// The DAM's name of a name on the disk.
    pub(super) fn dam_name(&self, disk_name: &str) -> String {
        match self.0.get(disk_name) {
            Some(name) => name.clone(),
            None => read(disk_name),
        }
    }
}

/// The name of the partial file of a download, in the folder of its final name.
pub(super) fn partial_name(name: &str) -> String {
    format!("{PARTIAL_START}{}{PARTIAL_END}", short_hash(name, 16))
}

/// Whether a file is one of ours that is in the making.
pub(super) fn is_ours(disk_name: &str) -> bool {
    disk_name.starts_with(PARTIAL_START) && disk_name.ends_with(PARTIAL_END)
}

const PARTIAL_START: &str = ".damson-";
const PARTIAL_END: &str = ".part";

fn same_without_case(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// A name for `name` beside a sibling that has its usual one: `stem~hash.ext`.
fn beside(name: &str, usual: &str) -> String {
    let hash = short_hash(name, 8);
    match usual.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.len() <= 16 => {
            format!("{}~{hash}.{extension}", cut(stem, 200))
        }
        Some(_) | None => format!("{}~{hash}", cut(usual, 200)),
    }
}

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

/// The disk's spelling of a name.
fn spell(name: &str, _path: &DamPath) -> LocalResult<String> {
    Ok(name.to_owned())
}

/// The DAM's spelling of a name on the disk.
fn read(disk_name: &str) -> String {
    disk_name.to_owned()
}

/// Whether a name on the disk is nobody's work: the system's, or an application's while it saves.
pub(super) fn is_junk(disk_name: &str) -> bool {
    let lower = disk_name.to_lowercase();
    [".ds_store", "thumbs.db", "desktop.ini", "icon\r"].contains(&lower.as_str())
        || lower.starts_with("~$")
        || lower.starts_with("._")
        || lower.ends_with(".tmp")
        || lower.ends_with(".idlk")
}

/// Whether a name on the disk is that of a file which an application has while it saves or edits.
pub(super) fn is_temporary(disk_name: &str) -> bool {
    let lower = disk_name.to_lowercase();
    let left_by_system = [".ds_store", "thumbs.db", "desktop.ini", "icon\r"];
    is_junk(disk_name) && !left_by_system.contains(&lower.as_str()) && !lower.starts_with("._")
}
