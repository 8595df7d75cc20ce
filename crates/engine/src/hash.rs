//! Hashing bytes as they pass.

use bytes::Bytes;
use damson_core::{Digest, HashKind};
use sha2::Digest as _;

/// A hash in the making.
#[derive(Debug, Clone)]
pub(crate) enum Hasher {
    Sha1(Box<sha1::Sha1>),
    Sha256(Box<sha2::Sha256>),
}

impl Hasher {
    pub(crate) fn new(kind: HashKind) -> Self {
        match kind {
            HashKind::Sha1 => Self::Sha1(Box::default()),
            HashKind::Sha256 => Self::Sha256(Box::default()),
        }
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(hash) => hash.update(bytes),
            Self::Sha256(hash) => hash.update(bytes),
        }
    }

    pub(crate) fn update_all(&mut self, pieces: &[Bytes]) {
        for piece in pieces {
            self.update(piece);
        }
    }

    pub(crate) fn finish(self) -> Digest {
        let digest = match self {
            Self::Sha1(hash) => Digest::from_bytes(HashKind::Sha1, &hash.finalize()),
            Self::Sha256(hash) => Digest::from_bytes(HashKind::Sha256, &hash.finalize()),
        };
        digest.expect("a hash function gives as many bytes as its kind has")
    }
}
