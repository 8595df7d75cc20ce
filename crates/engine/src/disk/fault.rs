//! A cache folder that fails by script, for tests.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use damson_core::{ByteCount, DamPath, Digest, HashKind, name::NameProblem};
use damson_remote::Source;

use super::memory::state_of;
use crate::{
    model::{LocalError, LocalResult, Stamp},
    ports::{
        FileState, Finish, Flusher, FolderId, Found, InRecovered, Local, Named, Opened, Partial,
        Protection,
    },
};

/// What can be made to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LocalCall {
    Scan,
    List,
    Stat,
    Hash,
    Source,
    Partial,
    Append,
    Truncate,
    HashPartial,
    Seal,
    Name,
    KeepNames,
    DropPartial,
    Partials,
    Remove,
    Recover,
    Restore,
    RemoveRecovered,
    Rename,
    MakeFolder,
    SetReadOnly,
    IsReadOnly,
    FreeSpace,
}

/// When a fault strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strike {
    /// Nothing is done.
    Before,
    /// It is done, and the caller does not learn it: as in a crash right after.
    After,
}

/// How a call fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    InUse,
    Denied,
    DiskFull,
    Changed,
    Missing,
    NoCacheFolder,
    Broken,
}

/// A line of the script.
#[derive(Debug, Clone)]
pub struct LocalFault {
    pub call: LocalCall,
    /// Only for this path; `None` for any.
    pub path: Option<DamPath>,
    pub strike: Strike,
    pub kind: FaultKind,
    /// So many calls go well before.
    pub skip: u32,
    /// So many calls fail then.
    pub times: u32,
}

/// Another cache folder with faults put in; clones share the script.
#[derive(Debug, Clone)]
pub struct FaultyLocal {
    inner: Arc<dyn Local>,
    script: Script,
}

type Script = Arc<Mutex<Vec<LocalFault>>>;

impl FaultyLocal {
    pub fn new(inner: Arc<dyn Local>) -> Self {
        Self {
            inner,
            script: Script::default(),
        }
    }

    /// Adds a line to the script.
    pub fn fail(&self, fault: LocalFault) {
        lines(&self.script).push(fault);
    }

    /// The next such call of this path fails with nothing done.
    pub fn fail_once(&self, call: LocalCall, path: &DamPath, kind: FaultKind) {
        self.fail(LocalFault {
            call,
            path: Some(path.clone()),
            strike: Strike::Before,
            kind,
            skip: 0,
            times: 1,
        });
    }

    /// Whether the script was played to its end.
    pub fn is_played(&self) -> bool {
        lines(&self.script).is_empty()
    }

    /// Ends all faults.
    pub fn heal(&self) {
        lines(&self.script).clear();
    }

    fn run<T>(
        &self,
        call: LocalCall,
        path: &DamPath,
        work: impl FnOnce(&dyn Local) -> LocalResult<T>,
    ) -> LocalResult<T> {
        run(&self.script, call, path, || work(&*self.inner))
    }
}

fn lines(script: &Script) -> std::sync::MutexGuard<'_, Vec<LocalFault>> {
    script.lock().unwrap_or_else(PoisonError::into_inner)
}

fn run<T>(
    script: &Script,
    call: LocalCall,
    path: &DamPath,
    work: impl FnOnce() -> LocalResult<T>,
) -> LocalResult<T> {
    let struck = strike(script, call, path);
    match struck {
        None => work(),
        Some((Strike::Before, kind)) => Err(error(kind, path)),
        Some((Strike::After, kind)) => {
            work()?;
            Err(error(kind, path))
        }
    }
}

fn strike(script: &Script, call: LocalCall, path: &DamPath) -> Option<(Strike, FaultKind)> {
    let mut lines = lines(script);
    let at = lines
        .iter()
        .position(|line| line.call == call && line.path.as_ref().is_none_or(|only| only == path))?;
    let line = lines.get_mut(at)?;
    if line.skip > 0 {
        line.skip -= 1;
        return None;
    }
    line.times = line.times.saturating_sub(1);
    let struck = (line.strike, line.kind);
    if line.times == 0 {
        lines.remove(at);
    }
    Some(struck)
}

fn error(kind: FaultKind, path: &DamPath) -> LocalError {
    let file = PathBuf::from(path.as_str());
    let source = io::Error::other("as the test says");
    match kind {
        FaultKind::InUse => LocalError::InUse { file, source },
        FaultKind::Denied => LocalError::Denied { file, source },
        FaultKind::DiskFull => LocalError::DiskFull { file, source },
        FaultKind::Changed => LocalError::Changed { file },
        FaultKind::Missing => LocalError::Missing { file },
        FaultKind::NoCacheFolder => LocalError::NoCacheFolder {
            file,
            source: Some(source),
        },
        FaultKind::Broken => LocalError::Io { file, source },
    }
}

impl Local for FaultyLocal {
    fn scan(&self, folder: &DamPath, visit: &mut dyn FnMut(Found)) -> LocalResult<()> {
        self.run(LocalCall::Scan, folder, |inner| inner.scan(folder, visit))
    }

    fn list(&self, folder: &DamPath) -> LocalResult<Vec<Found>> {
        self.run(LocalCall::List, folder, |inner| inner.list(folder))
    }

    fn stat(&self, path: &DamPath) -> LocalResult<Option<Stamp>> {
        self.run(LocalCall::Stat, path, |inner| inner.stat(path))
    }

    fn look_at_files(&self, paths: &[DamPath]) -> Vec<LocalResult<Option<FileState>>> {
        // Each has faults of its own.
        paths.iter().map(|path| state_of(self, path)).collect()
    }

    fn newest_temporary(&self, path: &DamPath) -> LocalResult<Option<i128>> {
        self.inner.newest_temporary(path)
    }

    fn hash(&self, path: &DamPath, kind: HashKind) -> LocalResult<(Digest, Stamp)> {
        self.run(LocalCall::Hash, path, |inner| inner.hash(path, kind))
    }

    fn source(&self, path: &DamPath, stamp: Stamp, digest: Digest) -> LocalResult<Arc<dyn Source>> {
        self.run(LocalCall::Source, path, |inner| {
            inner.source(path, stamp, digest)
        })
    }

    fn open(&self, path: &DamPath) -> LocalResult<Box<dyn Opened>> {
        self.run(LocalCall::Source, path, |inner| inner.open(path))
    }

    fn partial(&self, path: &DamPath) -> LocalResult<Box<dyn Partial>> {
        let inner = self.run(LocalCall::Partial, path, |inner| inner.partial(path))?;
        Ok(Box::new(FaultyPartial {
            inner,
            path: path.clone(),
            script: self.script.clone(),
        }))
    }

    fn new_partial(&self, path: &DamPath, protected: bool) -> LocalResult<Box<dyn Partial>> {
        let inner = self.run(LocalCall::Partial, path, |inner| {
            inner.new_partial(path, protected)
        })?;
        Ok(Box::new(FaultyPartial {
            inner,
            path: path.clone(),
            script: self.script.clone(),
        }))
    }

    fn keep_names(&self, folder: &DamPath, id: FolderId) -> LocalResult<()> {
        self.run(LocalCall::KeepNames, folder, |inner| {
            inner.keep_names(folder, id)
        })
    }

    fn drop_partial(&self, path: &DamPath) -> LocalResult<()> {
        self.run(LocalCall::DropPartial, path, |inner| {
            inner.drop_partial(path)
        })
    }

    fn mark(&self) -> LocalResult<()> {
        self.inner.mark()
    }

    fn partials(&self) -> LocalResult<Vec<DamPath>> {
        self.run(LocalCall::Partials, &DamPath::root(), |inner| {
            inner.partials()
        })
    }

    fn remove(&self, path: &DamPath, stamp: Stamp) -> LocalResult<()> {
        self.run(LocalCall::Remove, path, |inner| inner.remove(path, stamp))
    }

    fn recover(&self, path: &DamPath, stamp: Stamp) -> LocalResult<String> {
        self.run(LocalCall::Recover, path, |inner| inner.recover(path, stamp))
    }

    fn restore(&self, recovered: &str, to: &DamPath) -> LocalResult<()> {
        self.run(LocalCall::Restore, to, |inner| inner.restore(recovered, to))
    }

    fn remove_recovered(&self, recovered: &str) -> LocalResult<()> {
        self.run(LocalCall::RemoveRecovered, &DamPath::root(), |inner| {
            inner.remove_recovered(recovered)
        })
    }

    fn list_recovered(&self) -> LocalResult<Vec<InRecovered>> {
        self.inner.list_recovered()
    }

    fn rename(&self, from: &DamPath, to: &DamPath) -> LocalResult<()> {
        self.run(LocalCall::Rename, from, |inner| inner.rename(from, to))
    }

    fn make_folder(&self, path: &DamPath) -> LocalResult<()> {
        self.run(LocalCall::MakeFolder, path, |inner| inner.make_folder(path))
    }

    fn set_read_only(&self, path: &DamPath, read_only: bool) -> LocalResult<Option<Protection>> {
        self.run(LocalCall::SetReadOnly, path, |inner| {
            inner.set_read_only(path, read_only)
        })
    }

    fn is_read_only(&self, path: &DamPath) -> LocalResult<bool> {
        self.run(LocalCall::IsReadOnly, path, |inner| {
            inner.is_read_only(path)
        })
    }

    fn file(&self, path: &DamPath) -> LocalResult<PathBuf> {
        self.inner.file(path)
    }

    fn path_problem(&self, path: &DamPath) -> Option<NameProblem> {
        self.inner.path_problem(path)
    }

    fn path_of(&self, file: &Path) -> Option<DamPath> {
        self.inner.path_of(file)
    }

    fn free_space(&self) -> LocalResult<ByteCount> {
        self.run(LocalCall::FreeSpace, &DamPath::root(), |inner| {
            inner.free_space()
        })
    }
}

#[derive(Debug)]
struct FaultyPartial {
    inner: Box<dyn Partial>,
    path: DamPath,
    script: Script,
}

impl Partial for FaultyPartial {
    fn length(&self) -> ByteCount {
        self.inner.length()
    }

    fn append(&mut self, bytes: &[u8]) -> LocalResult<()> {
        run(&self.script, LocalCall::Append, &self.path, || {
            self.inner.append(bytes)
        })
    }

    fn flusher(&self) -> LocalResult<Flusher> {
        self.inner.flusher()
    }

    fn truncate(&mut self, length: ByteCount) -> LocalResult<()> {
        run(&self.script, LocalCall::Truncate, &self.path, || {
            self.inner.truncate(length)
        })
    }

    fn hash(&mut self, kind: HashKind) -> LocalResult<Digest> {
        run(&self.script, LocalCall::HashPartial, &self.path, || {
            self.inner.hash(kind)
        })
    }

    fn seal(&mut self, finish: Finish) -> LocalResult<()> {
        run(&self.script, LocalCall::Seal, &self.path, || {
            self.inner.seal(finish)
        })
    }

    fn name(self: Box<Self>, finish: Finish, since: Instant) -> LocalResult<Named> {
        let Self {
            inner,
            path,
            script,
        } = *self;
        run(&script, LocalCall::Name, &path, || {
            inner.name(finish, since)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryLocal;

    fn path(text: &str) -> DamPath {
        DamPath::parse(text).unwrap()
    }

    #[test]
    fn fails_as_the_script_says_and_then_heals() {
        let memory = MemoryLocal::new();
        memory.write(&path("a"), b"x");
        memory.write(&path("b"), b"x");
        let local = FaultyLocal::new(Arc::new(memory.clone()));
        local.fail(LocalFault {
            call: LocalCall::Stat,
            path: Some(path("a")),
            strike: Strike::Before,
            kind: FaultKind::Denied,
            skip: 1,
            times: 2,
        });
        let stats: Vec<bool> = (0..4).map(|_| local.stat(&path("a")).is_ok()).collect();
        assert_eq!(stats, [true, false, false, true]);
        assert!(local.is_played());
        local.fail_once(LocalCall::Stat, &path("a"), FaultKind::InUse);
        assert!(local.stat(&path("b")).is_ok());
        assert!(matches!(
            local.stat(&path("a")),
            Err(LocalError::InUse { .. })
        ));
    }

    #[test]
    fn a_crash_after_the_effect_leaves_it_done() {
        let memory = MemoryLocal::new();
        memory.write(&path("a"), b"x");
        let local = FaultyLocal::new(Arc::new(memory.clone()));
        let stamp = local.stat(&path("a")).unwrap().unwrap();
        local.fail(LocalFault {
            call: LocalCall::Recover,
            path: None,
            strike: Strike::After,
            kind: FaultKind::Broken,
            skip: 0,
            times: 1,
        });
        assert!(local.recover(&path("a"), stamp).is_err());
        assert_eq!(memory.read(&path("a")), None);
        assert_eq!(memory.recovered().len(), 1);
    }
}
