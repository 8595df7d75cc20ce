//! A cache folder in memory, for tests: what applications and people do to it is said in a line.

mod damage;
mod file;
mod state;
mod streams;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use damson_core::{ByteCount, DamPath, Digest, HashKind, name::NameProblem};
use damson_remote::Source;

use super::{
    App, Changes, SaveStep,
    changes::{HintSender, channel},
    names::{is_junk, is_temporary_of},
};
use crate::{
    model::{LocalError, LocalResult, Stamp},
    ports::{FileState, FolderId, Found, InRecovered, Local, Opened, Partial, Protection},
};
use file::{File, file_of, hash, root};
use streams::{MemoryPartial, MemorySource};

/// A cache folder in memory; clones are the same one. Its clock moves by one nanosecond with
/// every write, and by [`MemoryLocal::set_clock`].
#[derive(Debug, Clone, Default)]
pub struct MemoryLocal(Arc<Mutex<State>>);

/// What keeps the engine from a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// An application has it open for itself alone.
    InUse,
    Denied,
}

#[derive(Debug, Default)]
struct State {
    files: BTreeMap<DamPath, File>,
    folders: BTreeSet<DamPath>,
    partials: BTreeMap<DamPath, Vec<u8>>,
    recovered: BTreeMap<String, File>,
    troubles: BTreeMap<DamPath, Trouble>,
    clock_ns: i128,
    last_id: u64,
    last_moment: i128,
    /// Bytes that still fit; `None` for any number.
    free: Option<u64>,
    unplugged: bool,
    senders: Vec<HintSender>,
}

/// What people and applications do.
impl MemoryLocal {
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes over a file, or makes it with the folders above it.
    pub fn write(&self, path: &DamPath, bytes: &[u8]) {
        let mut state = self.state();
        let modified_ns = state.tick();
        state.put(path, bytes, modified_ns);
    }

    /// Writes over a file as a tool does that sets its time to what it was.
    pub fn write_keeping_time(&self, path: &DamPath, bytes: &[u8]) {
        let mut state = self.state();
        let known = state.files.get(path).map(|file| file.modified_ns);
        let modified_ns = known.unwrap_or_else(|| state.tick());
        state.put(path, bytes, modified_ns);
    }

    pub fn read(&self, path: &DamPath) -> Option<Vec<u8>> {
        let state = self.state();
        state.files.get(path).map(|file| file.bytes.to_vec())
    }

    /// Sets the time of a file without writing to it.
    pub fn touch(&self, path: &DamPath) {
        let mut state = self.state();
        let (now, moment) = (state.tick(), state.moment());
        if let Some(file) = state.files.get_mut(path) {
            file.modified_ns = now;
            file.changed_ns = moment;
        }
        state.tell(path);
    }

    /// Deletes a file, or a folder with all that is inside.
    pub fn delete(&self, path: &DamPath) {
        let mut state = self.state();
        state.files.retain(|file, _| !file.is_within(path));
        state.folders.retain(|folder| !folder.is_within(path));
        state.tell(path);
    }

    /// Renames a file over whatever is there, as applications do.
    pub fn move_over(&self, from: &DamPath, to: &DamPath) {
        let mut state = self.state();
        if let Some(file) = state.files.remove(from) {
            state.make_folders_above(to);
            state.files.insert(to.clone(), file);
        }
        state.tell(from);
        state.tell(to);
    }

    pub fn apply(&self, step: SaveStep) {
        match step {
            SaveStep::Write(path, bytes) => self.write(&path, &bytes),
            SaveStep::Rename(from, to) => self.move_over(&from, &to),
            SaveStep::Remove(path) => self.delete(&path),
        }
    }

    /// Saves as an application does, all steps at once.
    pub fn save_like(&self, app: App, path: &DamPath, bytes: &[u8]) {
        for step in app.steps(path, bytes) {
            self.apply(step);
        }
    }

    /// Everything that is there but junk, with its bytes.
    pub fn files(&self) -> BTreeMap<DamPath, Vec<u8>> {
        let state = self.state();
        let shown = state.files.iter().filter(|(path, _)| !is_junk(path.name()));
        shown
            .map(|(path, file)| (path.clone(), file.bytes.to_vec()))
            .collect()
    }

    /// What is in Recovered.
    pub fn recovered(&self) -> BTreeMap<String, Vec<u8>> {
        let state = self.state();
        let files = state.recovered.iter();
        files
            .map(|(name, file)| (name.clone(), file.bytes.to_vec()))
            .collect()
    }

    /// Gives the next writes this time, in milliseconds since 1970.
    pub fn set_clock(&self, now_ms: i64) {
        self.state().clock_ns = i128::from(now_ms) * 1_000_000;
    }

    /// Keeps the engine from a file, or lets it again.
    pub fn set_trouble(&self, path: &DamPath, trouble: Option<Trouble>) {
        let mut state = self.state();
        match trouble {
            Some(trouble) => state.troubles.insert(path.clone(), trouble),
            None => state.troubles.remove(path),
        };
    }

    /// How many bytes still fit on the disk.
    pub fn set_free_space(&self, free: Option<ByteCount>) {
        self.state().free = free.map(|free| free.0);
    }

    /// Takes the whole cache folder away, or plugs it in again.
    pub fn set_unplugged(&self, unplugged: bool) {
        self.state().unplugged = unplugged;
    }

    /// Hints about what is done from here on.
    pub fn changes(&self) -> Changes {
        let (sender, changes) = channel();
        self.state().senders.push(sender);
        changes
    }

    /// Loses the hints so far, as a system does that has too many.
    pub fn overflow(&self) {
        for sender in &self.state().senders {
            sender.overflow();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The state, for a call of the engine.
    fn plugged(&self) -> LocalResult<MutexGuard<'_, State>> {
        let state = self.state();
        if state.unplugged {
            return Err(LocalError::NoCacheFolder {
                file: root(),
                source: None,
            });
        }
        Ok(state)
    }
}

/// What [`Local::stat`] and [`Local::is_read_only`] say of a file, for those who look at many.
pub(super) fn state_of(local: &dyn Local, path: &DamPath) -> LocalResult<Option<FileState>> {
    let state = |stamp| FileState {
        stamp,
        // What can't be told may be written to.
        read_only: local.is_read_only(path).unwrap_or(false),
    };
    Ok(local.stat(path)?.map(state))
}

impl Local for MemoryLocal {
    fn scan(&self, folder: &DamPath, visit: &mut dyn FnMut(Found)) -> LocalResult<()> {
        let found = {
            let state = self.plugged()?;
            state.found(|path| path.is_within(folder) && path != folder)
        };
        found.into_iter().for_each(visit);
        Ok(())
    }

    fn list(&self, folder: &DamPath) -> LocalResult<Vec<Found>> {
        let state = self.plugged()?;
        Ok(state.found(|path| path.parent().as_ref() == Some(folder)))
    }

    fn stat(&self, path: &DamPath) -> LocalResult<Option<Stamp>> {
        Ok(self.plugged()?.files.get(path).map(File::stamp))
    }

    fn look_at_files(&self, paths: &[DamPath]) -> Vec<LocalResult<Option<FileState>>> {
        paths.iter().map(|path| state_of(self, path)).collect()
    }

    fn newest_temporary(&self, path: &DamPath) -> LocalResult<Option<i128>> {
        let state = self.plugged()?;
        let beside = state.files.iter().filter(|(other, _)| {
            other.parent() == path.parent() && is_temporary_of(other.name(), path.name())
        });
        Ok(beside.map(|(_, file)| file.modified_ns).max())
    }

    fn hash(&self, path: &DamPath, kind: HashKind) -> LocalResult<(Digest, Stamp)> {
        let state = self.plugged()?;
        let file = state.reachable(path)?;
        Ok((hash(&file.bytes, kind), file.stamp()))
    }

    fn source(&self, path: &DamPath, stamp: Stamp, digest: Digest) -> LocalResult<Arc<dyn Source>> {
        let bytes = self.plugged()?.expected(path, stamp)?.bytes.clone();
        Ok(Arc::new(MemorySource {
            local: self.clone(),
            path: path.clone(),
            stamp,
            digest,
            bytes,
        }))
    }

    fn open(&self, path: &DamPath) -> LocalResult<Box<dyn Opened>> {
        let state = self.plugged()?;
        let file = state.files.get(path).ok_or_else(|| LocalError::Missing {
            file: file_of(path),
        })?;
        Ok(Box::new(std::io::Cursor::new(file.bytes.clone())))
    }

    fn partial(&self, path: &DamPath) -> LocalResult<Box<dyn Partial>> {
        let mut state = self.plugged()?;
        state.make_folders_above(path);
        state.partials.entry(path.clone()).or_default();
        Ok(Box::new(MemoryPartial {
            local: self.clone(),
            path: path.clone(),
        }))
    }

    fn new_partial(&self, path: &DamPath, _protected: bool) -> LocalResult<Box<dyn Partial>> {
        let mut partial = self.partial(path)?;
        partial.truncate(ByteCount(0))?;
        Ok(partial)
    }

    fn keep_names(&self, _folder: &DamPath, _id: FolderId) -> LocalResult<()> {
        self.plugged().map(drop)
    }

    fn drop_partial(&self, path: &DamPath) -> LocalResult<()> {
        let mut state = self.plugged()?;
        state.partials.remove(path);
        state.prune(path);
        Ok(())
    }

    fn mark(&self) -> LocalResult<()> {
        self.plugged().map(drop)
    }

    fn partials(&self) -> LocalResult<Vec<DamPath>> {
        Ok(self.plugged()?.partials.keys().cloned().collect())
    }

    fn remove(&self, path: &DamPath, stamp: Stamp) -> LocalResult<()> {
        let mut state = self.plugged()?;
        state.expected(path, stamp)?;
        state.files.remove(path);
        state.prune(path);
        state.tell(path);
        Ok(())
    }

    fn recover(&self, path: &DamPath, stamp: Stamp) -> LocalResult<String> {
        let mut state = self.plugged()?;
        let file = state.expected(path, stamp)?.clone();
        let stored = format!("{}~{}", state.fresh_id(), path.name());
        state.recovered.insert(stored.clone(), file);
        state.files.remove(path);
        state.prune(path);
        state.tell(path);
        Ok(stored)
    }

    fn restore(&self, recovered: &str, to: &DamPath) -> LocalResult<()> {
        let mut state = self.plugged()?;
        state.vacant(to)?;
        let Some(mut file) = state.recovered.remove(recovered) else {
            return Err(LocalError::Missing {
                file: recovered.into(),
            });
        };
        file.read_only = false;
        state.make_folders_above(to);
        state.files.insert(to.clone(), file);
        state.tell(to);
        Ok(())
    }

    fn remove_recovered(&self, recovered: &str) -> LocalResult<()> {
        self.plugged()?.recovered.remove(recovered);
        Ok(())
    }

    fn list_recovered(&self) -> LocalResult<Vec<InRecovered>> {
        let state = self.plugged()?;
        let files = state.recovered.iter();
        let found = files.map(|(stored, file)| InRecovered {
            stored: stored.clone(),
            name: stored
                .split_once('~')
                .map_or("", |(_, name)| name)
                .to_owned(),
            size: ByteCount(file.bytes.len() as u64),
        });
        Ok(found.collect())
    }

    fn rename(&self, from: &DamPath, to: &DamPath) -> LocalResult<()> {
        let mut state = self.plugged()?;
        if !state.files.contains_key(from) && !state.folders.contains(from) {
            return Err(LocalError::Missing {
                file: file_of(from),
            });
        }
        state.vacant(to)?;
        let moved = |path: &DamPath| path.rebase(from, to).unwrap_or_else(|| path.clone());
        state.files = std::mem::take(&mut state.files)
            .into_iter()
            .map(|(path, file)| (moved(&path), file))
            .collect();
        // A partial file lies in its folder, under a name of its own.
        state.partials = std::mem::take(&mut state.partials)
            .into_iter()
            .map(|(path, bytes)| match path.parent() {
                Some(folder) if folder.is_within(from) => (moved(&path), bytes),
                Some(_) | None => (path, bytes),
            })
            .collect();
        state.folders = state.folders.iter().map(moved).collect();
        state.make_folders_above(to);
        state.tell(from);
        state.tell(to);
        Ok(())
    }

    fn make_folder(&self, path: &DamPath) -> LocalResult<()> {
        let mut state = self.plugged()?;
        if state.files.contains_key(path) {
            return Err(LocalError::Exists {
                file: file_of(path),
            });
        }
        state.make_folders_above(path);
        if !path.is_root() {
            state.folders.insert(path.clone());
        }
        state.tell(path);
        Ok(())
    }

    fn set_read_only(&self, path: &DamPath, read_only: bool) -> LocalResult<Option<Protection>> {
        let mut state = self.plugged()?;
        let moment = state.moment();
        let Some(file) = state.files.get_mut(path) else {
            return Err(LocalError::Missing {
                file: file_of(path),
            });
        };
        if file.read_only == read_only {
            return Ok(None);
        }
        let before = file.stamp();
        file.read_only = read_only;
        file.changed_ns = moment;
        Ok(Some(Protection {
            before,
            after: file.stamp(),
        }))
    }

    fn is_read_only(&self, path: &DamPath) -> LocalResult<bool> {
        match self.plugged()?.files.get(path) {
            Some(file) => Ok(file.read_only),
            None => Err(LocalError::Missing {
                file: file_of(path),
            }),
        }
    }

    fn file(&self, path: &DamPath) -> LocalResult<PathBuf> {
        Ok(file_of(path))
    }

    fn path_problem(&self, path: &DamPath) -> Option<NameProblem> {
        super::too_long(&root(), path)
    }

    fn path_of(&self, file: &Path) -> Option<DamPath> {
        let text = file.strip_prefix(root()).ok()?.to_str()?;
        let path = DamPath::parse(&text.replace('\\', "/")).ok()?;
        let junk = path.names().any(is_junk);
        (!junk).then_some(path)
    }

    fn free_space(&self) -> LocalResult<ByteCount> {
        Ok(ByteCount(self.plugged()?.free.unwrap_or(1 << 40)))
    }
}
