//! Bytes on their way into and out of a cache folder in memory.

use std::{sync::MutexGuard, time::Instant};

use async_trait::async_trait;
use bytes::Bytes;
use damson_core::{ByteCount, DamPath, Digest, HashKind};
use damson_remote::{Error, ErrorKind, Source};

use super::{
    MemoryLocal, State,
    file::{File, file_of, hash},
};
use crate::{
    model::{LocalError, LocalResult, Stamp},
    ports::{Finish, Flusher, FolderId, Local, Named, Partial},
};

#[derive(Debug)]
pub(super) struct MemoryPartial {
    pub(super) local: MemoryLocal,
    pub(super) path: DamPath,
}

impl MemoryPartial {
    fn with<T>(&self, work: impl FnOnce(&mut Vec<u8>) -> T) -> T {
        let mut state = self.local.state();
        work(state.partials.entry(self.path.clone()).or_default())
    }
}

impl Partial for MemoryPartial {
    fn length(&self) -> ByteCount {
        self.with(|bytes| ByteCount(bytes.len() as u64))
    }

    fn append(&mut self, bytes: &[u8]) -> LocalResult<()> {
        let mut state = self.local.plugged()?;
        if let Some(free) = &mut state.free {
            let Some(left) = free.checked_sub(bytes.len() as u64) else {
                return Err(LocalError::DiskFull {
                    file: file_of(&self.path),
                    source: std::io::ErrorKind::StorageFull.into(),
                });
            };
            *free = left;
        }
        let partial = state.partials.entry(self.path.clone()).or_default();
        partial.extend_from_slice(bytes);
        Ok(())
    }

    fn flusher(&self) -> LocalResult<Flusher> {
        let local = self.local.clone();
        Ok(Box::new(move || local.plugged().map(drop)))
    }

    fn truncate(&mut self, length: ByteCount) -> LocalResult<()> {
        let length = usize::try_from(length.0).unwrap_or(usize::MAX);
        self.with(|bytes| bytes.truncate(length));
        Ok(())
    }

    fn hash(&mut self, kind: HashKind) -> LocalResult<Digest> {
        Ok(self.with(|bytes| hash(bytes, kind)))
    }

    fn seal(&mut self, finish: Finish) -> LocalResult<()> {
        check(&self.local, &self.path, finish).map(drop)
    }

    fn name(self: Box<Self>, finish: Finish, _since: Instant) -> LocalResult<Named> {
        let path = &self.path;
        let mut state = check(&self.local, path, finish)?;
        let now = state.tick();
        let modified = finish.modified.map(|time| i128::from(time.0) * 1_000_000);
        let file = File {
            bytes: state.partials.remove(path).unwrap_or_default().into(),
            modified_ns: modified.unwrap_or(now),
            id: state.fresh_id(),
            read_only: finish.read_only,
            changed_ns: state.moment(),
        };
        let stamp = file.stamp();
        state.make_folders_above(path);
        state.files.insert(path.clone(), file);
        state.tell(path);
        Ok(Named {
            stamp,
            folder: FolderId::default(),
        })
    }
}

/// What is at the final name is what was expected.
fn check<'a>(
    local: &'a MemoryLocal,
    path: &DamPath,
    finish: Finish,
) -> LocalResult<MutexGuard<'a, State>> {
    let state = local.plugged()?;
    if state.troubles.contains_key(path) {
        state.reachable(path)?;
    }
    let found = state.files.get(path).map(File::stamp);
    if found != finish.expect || state.folders.contains(path) {
        return Err(LocalError::Changed {
            file: file_of(path),
        });
    }
    Ok(state)
}

#[derive(Debug)]
pub(super) struct MemorySource {
    pub(super) local: MemoryLocal,
    pub(super) path: DamPath,
    pub(super) stamp: Stamp,
    pub(super) digest: Digest,
    pub(super) bytes: Bytes,
}

#[async_trait]
impl Source for MemorySource {
    fn length(&self) -> ByteCount {
        self.stamp.size
    }

    fn digest(&self) -> Option<&Digest> {
        Some(&self.digest)
    }

    async fn read_at(&self, offset: u64, most: usize) -> damson_remote::Result<Bytes> {
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        let start = start.min(self.bytes.len());
        let end = start.saturating_add(most).min(self.bytes.len());
        Ok(self.bytes.slice(start..end))
    }

    async fn seal(&self) -> damson_remote::Result<()> {
        let found = self.local.stat(&self.path);
        if matches!(found, Ok(Some(stamp)) if stamp == self.stamp) {
            return Ok(());
        }
        Err(Error::new(ErrorKind::LocalFile).about(&self.path))
    }
}
