//! A file in memory, and where it pretends to be.

use std::path::PathBuf;

use bytes::Bytes;
use damson_core::{ByteCount, DamPath, Digest, HashKind};
use damson_remote::body::Hasher;

use crate::model::Stamp;

#[derive(Debug, Clone)]
pub(super) struct File {
    pub(super) bytes: Bytes,
    pub(super) modified_ns: i128,
    pub(super) id: u64,
    pub(super) read_only: bool,
    /// When anything was last done to it.
    pub(super) changed_ns: i128,
}

impl File {
    pub(super) fn stamp(&self) -> Stamp {
        Stamp {
            size: ByteCount(self.bytes.len() as u64),
            modified_ns: self.modified_ns,
            file_id: u128::from(self.id),
            changed_ns: Some(self.changed_ns),
        }
    }
}

pub(super) fn hash(bytes: &[u8], kind: HashKind) -> Digest {
    let mut hasher = Hasher::new(kind);
    hasher.update(bytes);
    hasher.finish()
}

pub(super) fn root() -> PathBuf {
    PathBuf::from("/memory/cache")
}

pub(super) fn file_of(path: &DamPath) -> PathBuf {
    let mut file = root();
    file.extend(path.names());
    file
}
