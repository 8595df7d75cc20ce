//! The disk of a computer whose power can go.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use damson_core::{ByteCount, DamPath, Digest, HashKind, name::NameProblem};
use damson_engine::{
    local::{
        FileState, Finish, Flusher, FolderId, Found, InRecovered, Local, LocalError, LocalResult,
        MemoryLocal, Named, Opened, Partial, Protection, Stamp,
    },
    sabotage::{self, Sabotage},
};
use damson_remote::Source;

use crate::{power::Power, record::Record};

/// A cache folder in memory between whose effects the power can go.
#[derive(Debug, Clone)]
pub(crate) struct Disk {
    pub(crate) memory: MemoryLocal,
    pub(crate) nth: usize,
    pub(crate) user: String,
    pub(crate) power: Power,
    pub(crate) record: Record,
    /// What was given its name and not flushed.
    unflushed: Arc<Mutex<BTreeSet<DamPath>>>,
    /// So much of each partial file survives a power cut.
    flushed: Arc<Mutex<BTreeMap<DamPath, u64>>>,
    /// What was given its name in folders that were not flushed since.
    unkept: Arc<Mutex<BTreeMap<DamPath, Stamp>>>,
    /// The stamps that the engine was told last.
    looked: Arc<Mutex<BTreeMap<DamPath, Option<Stamp>>>>,
}

impl Disk {
    pub(crate) fn new(
        memory: MemoryLocal,
        nth: usize,
        user: &str,
        power: Power,
        record: Record,
    ) -> Self {
        Self {
            memory,
            nth,
            user: user.to_owned(),
            power,
            record,
            unflushed: Arc::default(),
            flushed: Arc::default(),
            unkept: Arc::default(),
            looked: Arc::default(),
        }
    }

    /// What a power cut leaves: the ends of files that were not flushed are anything.
    pub(crate) fn lose_unflushed(&self, random: &mut fastrand::Rng) {
        let flushed = lock(&self.flushed).clone();
        self.memory.damage_partials(|path, bytes| {
            let safe = flushed.get(path).copied().unwrap_or_default();
            tear(bytes, usize::try_from(safe).unwrap_or(usize::MAX), random);
        });
        self.record.notes().touch();
        let unflushed = std::mem::take(&mut *lock(&self.unflushed));
        for path in unflushed {
            self.memory.damage(&path, |bytes| bytes.fill(0));
        }
        let unkept = std::mem::take(&mut *lock(&self.unkept));
        for (path, stamp) in unkept {
            if random.bool() {
                // Unless somebody wrote there since.
                let _ = self.memory.remove(&path, stamp);
            }
        }
    }

    /// What a download is to replace, as the switched sabotage has it.
    fn expected(&self, path: &DamPath, mut finish: Finish) -> LocalResult<Finish> {
        if sabotage::is(Sabotage::PartialUnderRealName)
            || sabotage::is(Sabotage::NoRecheckBeforeReplacing)
        {
            finish.expect = self.memory.stat(path)?;
        }
        Ok(finish)
    }

    /// Whether the engine has seen the file as it is.
    pub(crate) fn is_as_looked(&self, path: &DamPath) -> bool {
        let stamp = self.memory.stat(path).ok().flatten();
        lock(&self.looked)
            .get(path)
            .is_some_and(|last| *last == stamp)
    }

    fn effect<T>(&self, work: impl FnOnce() -> LocalResult<T>) -> LocalResult<T> {
        let done = self.power.effect(work);
        self.record.notes().touch();
        done.unwrap_or_else(|| Err(off()))
    }

    fn look<T>(&self, work: impl FnOnce() -> LocalResult<T>) -> LocalResult<T> {
        if self.power.is_on() {
            work()
        } else {
            Err(off())
        }
    }
}

fn tear(bytes: &mut Vec<u8>, safe: usize, random: &mut fastrand::Rng) {
    let whole = random.usize(safe.min(bytes.len())..=bytes.len());
    if random.bool() {
        bytes.truncate(whole);
    } else {
        bytes[whole..].fill(0);
    }
}

fn off() -> LocalError {
    LocalError::Io {
        file: PathBuf::new(),
        source: io::Error::other("the power is gone"),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Local for Disk {
    fn scan(&self, folder: &DamPath, visit: &mut dyn FnMut(Found)) -> LocalResult<()> {
        self.look(|| self.memory.scan(folder, visit))
    }

    fn list(&self, folder: &DamPath) -> LocalResult<Vec<Found>> {
        self.look(|| self.memory.list(folder))
    }

    fn stat(&self, path: &DamPath) -> LocalResult<Option<Stamp>> {
        let stamp = self.look(|| self.memory.stat(path))?;
        lock(&self.looked).insert(path.clone(), stamp);
        Ok(stamp)
    }

    fn look_at_files(&self, paths: &[DamPath]) -> Vec<LocalResult<Option<FileState>>> {
        let look = |path: &DamPath| {
            let state = |stamp| FileState {
                stamp,
                read_only: self.is_read_only(path).unwrap_or(false),
            };
            Ok(self.stat(path)?.map(state))
        };
        paths.iter().map(look).collect()
    }

    fn newest_temporary(&self, path: &DamPath) -> LocalResult<Option<i128>> {
        self.look(|| self.memory.newest_temporary(path))
    }

    fn hash(&self, path: &DamPath, kind: HashKind) -> LocalResult<(Digest, Stamp)> {
        self.look(|| self.memory.hash(path, kind))
    }

    fn source(&self, path: &DamPath, stamp: Stamp, digest: Digest) -> LocalResult<Arc<dyn Source>> {
        self.look(|| self.memory.source(path, stamp, digest))
    }

    fn open(&self, path: &DamPath) -> LocalResult<Box<dyn Opened>> {
        self.look(|| self.memory.open(path))
    }

    fn partial(&self, path: &DamPath) -> LocalResult<Box<dyn Partial>> {
        let inner = self.effect(|| self.memory.partial(path))?;
        Ok(Box::new(Part {
            inner,
            path: path.clone(),
            disk: self.clone(),
        }))
    }

    fn new_partial(&self, path: &DamPath, protected: bool) -> LocalResult<Box<dyn Partial>> {
        let inner = self.effect(|| self.memory.new_partial(path, protected))?;
        Ok(Box::new(Part {
            inner,
            path: path.clone(),
            disk: self.clone(),
        }))
    }

    fn keep_names(&self, folder: &DamPath, id: FolderId) -> LocalResult<()> {
        self.effect(|| {
            lock(&self.unkept).retain(|path, _| path.parent().as_ref() != Some(folder));
            self.memory.keep_names(folder, id)
        })
    }

    fn drop_partial(&self, path: &DamPath) -> LocalResult<()> {
        lock(&self.flushed).remove(path);
        self.effect(|| self.memory.drop_partial(path))
    }

    fn partials(&self) -> LocalResult<Vec<DamPath>> {
        self.look(|| self.memory.partials())
    }

    fn remove(&self, path: &DamPath, stamp: Stamp) -> LocalResult<()> {
        self.effect(|| {
            let bytes = self.memory.read(path);
            self.memory.remove(path, stamp)?;
            if let Some(bytes) = bytes {
                self.record.notes().removes_unasked(&self.user, &bytes);
            }
            Ok(())
        })
    }

    fn recover(&self, path: &DamPath, stamp: Stamp) -> LocalResult<String> {
        self.effect(|| {
            let stored = self.memory.recover(path, stamp)?;
            self.record.notes().moved_to_recovered(self.nth, &stored);
            Ok(stored)
        })
    }

    fn restore(&self, recovered: &str, to: &DamPath) -> LocalResult<()> {
        self.effect(|| self.memory.restore(recovered, to))
    }

    fn remove_recovered(&self, recovered: &str) -> LocalResult<()> {
        self.effect(|| {
            let bytes = self.memory.recovered().remove(recovered);
            self.memory.remove_recovered(recovered)?;
            let mut notes = self.record.notes();
            if let Some(bytes) = bytes
                && notes.may_go(self.nth, recovered)
            {
                notes.forget_what_is_gone(Some(&BTreeSet::from([bytes])));
            }
            Ok(())
        })
    }

    fn list_recovered(&self) -> LocalResult<Vec<InRecovered>> {
        self.look(|| self.memory.list_recovered())
    }

    fn rename(&self, from: &DamPath, to: &DamPath) -> LocalResult<()> {
        self.effect(|| self.memory.rename(from, to))
    }

    fn make_folder(&self, path: &DamPath) -> LocalResult<()> {
        self.effect(|| self.memory.make_folder(path))
    }

    fn set_read_only(&self, path: &DamPath, read_only: bool) -> LocalResult<Option<Protection>> {
        self.effect(|| self.memory.set_read_only(path, read_only))
    }

    fn is_read_only(&self, path: &DamPath) -> LocalResult<bool> {
        self.look(|| self.memory.is_read_only(path))
    }

    fn file(&self, path: &DamPath) -> LocalResult<PathBuf> {
        self.memory.file(path)
    }

    fn mark(&self) -> LocalResult<()> {
        self.effect(|| self.memory.mark())
    }

    fn path_problem(&self, path: &DamPath) -> Option<NameProblem> {
        self.memory.path_problem(path)
    }

    fn path_of(&self, file: &Path) -> Option<DamPath> {
        self.memory.path_of(file)
    }

    fn free_space(&self) -> LocalResult<ByteCount> {
        self.look(|| self.memory.free_space())
    }
}

#[derive(Debug)]
struct Part {
    inner: Box<dyn Partial>,
    path: DamPath,
    disk: Disk,
}

impl Partial for Part {
    fn length(&self) -> ByteCount {
        self.inner.length()
    }

    fn append(&mut self, bytes: &[u8]) -> LocalResult<()> {
        let Self { inner, disk, path } = self;
        let appended = disk.effect(|| inner.append(bytes));
        if sabotage::is(Sabotage::PartialUnderRealName) && disk.memory.read(path).is_none() {
            disk.memory.write(path, bytes);
        }
        appended
    }

    fn flusher(&self) -> LocalResult<Flusher> {
        let (disk, path, length) = (self.disk.clone(), self.path.clone(), self.inner.length().0);
        Ok(Box::new(move || {
            disk.effect(|| {
                lock(&disk.flushed).insert(path, length);
                Ok(())
            })
        }))
    }

    fn truncate(&mut self, length: ByteCount) -> LocalResult<()> {
        let Self { inner, disk, path } = self;
        disk.effect(|| {
            if let Some(flushed) = lock(&disk.flushed).get_mut(path) {
                *flushed = length.0.min(*flushed);
            }
            inner.truncate(length)
        })
    }

    fn hash(&mut self, kind: HashKind) -> LocalResult<Digest> {
        self.inner.hash(kind)
    }

    fn seal(&mut self, finish: Finish) -> LocalResult<()> {
        let Self { inner, disk, path } = self;
        let finish = disk.expected(path, finish)?;
        let length = inner.length().0;
        disk.effect(|| {
            inner.seal(finish)?;
            lock(&disk.flushed).insert(path.clone(), length);
            Ok(())
        })
    }

    fn name(self: Box<Self>, finish: Finish, since: Instant) -> LocalResult<Named> {
        let Self { inner, path, disk } = *self;
        let mut finish = disk.expected(&path, finish)?;
        if sabotage::is(Sabotage::WriteInPlace) && disk.memory.stat(&path)? == finish.expect {
            disk.memory.write(&path, b"the first half of");
            finish.expect = disk.memory.stat(&path)?;
        }
        let landed = disk.effect(|| {
            let length = inner.length().0;
            let named = inner.name(finish, since)?;
            let flushed = lock(&disk.flushed).remove(&path);
            if flushed.is_none_or(|flushed| flushed < length) {
                lock(&disk.unflushed).insert(path.clone());
            }
            lock(&disk.unkept).insert(path.clone(), named.stamp);
            if sabotage::is(Sabotage::NoFlush) {
                lock(&disk.unflushed).insert(path.clone());
            }
            Ok(named)
        });
        if let Some(bytes) = disk.memory.read(&path).filter(|_| landed.is_ok()) {
            disk.record.notes().landed(disk.nth, bytes);
        }
        landed
    }
}
