//! What the client knows of one asset: three trees and a lock, at one path.

use crate::{ByteCount, Digest, Lock, Revision};

/// Everything that decides the status of one asset path.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// What was last the same on both sides; from the journal.
    pub base: Option<Base>,
    /// What is in the cache folder; from a scan.
    pub local: OnDisk,
    /// What the server said last.
    pub remote: OnServer,
    pub lock: Lock,
}

/// The revision that was last the same on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    /// The server's side of it.
    pub revision: Revision,
    /// The file's side of it. `None` when a person decided to build upon a revision whose bytes
    /// never were here (Keep mine): whatever is on disk then counts as written.
    pub digest: Option<Digest>,
    pub size: Option<ByteCount>,
}

/// A file in the cache folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum OnDisk {
    #[default]
    Absent,
    /// `digest` is `None` when the bytes could not be read; such a file counts as written.
    Present {
        digest: Option<Digest>,
        size: ByteCount,
    },
}

/// An asset on the server.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum OnServer {
    /// The server was not asked, or did not answer.
    #[default]
    Unknown,
    Absent,
    Present(Revision),
}

impl OnDisk {
    pub fn is_present(&self) -> bool {
        matches!(self, Self::Present { .. })
    }

    /// The digest and size of what is there, where the bytes could be read.
    pub fn content(&self) -> Option<(&Digest, ByteCount)> {
        match self {
            Self::Present {
                digest: Some(digest),
                size,
            } => Some((digest, *size)),
            Self::Present { digest: None, .. } | Self::Absent => None,
        }
    }
}
