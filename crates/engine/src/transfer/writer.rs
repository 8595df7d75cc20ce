//! The one who writes to the partial file of a download.

use std::sync::Arc;

use bytes::Bytes;
use damson_core::{ByteCount, ContentId, Digest, HashKind};
use tokio::sync::OwnedMutexGuard;

use super::{amend_now, download::Wanted};
use crate::{
    hash::Hasher,
    local::{LocalError, Partial},
    site::Site,
    snapshot::TransferId,
};

/// A partial file with all its bytes, not verified yet.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) partial: Box<dyn Partial>,
    pub(super) digest: Digest,
    pub(super) size: ByteCount,
    /// Kept until the file has its name.
    pub(super) pen: OwnedMutexGuard<()>,
}

/// The one who writes to a partial file; on its way between threads.
pub(super) struct Writer {
    pub(super) partial: Box<dyn Partial>,
    pub(super) hasher: Option<Hasher>,
    pub(super) pen: OwnedMutexGuard<()>,
    /// After so many bytes it is flushed; `None` where a hash tells what is right.
    pub(super) flush_every: Option<u64>,
    /// So much of it survives a power cut.
    pub(super) flushed: u64,
    /// Where that is noted.
    pub(super) record: (Arc<Site>, TransferId),
}

impl Writer {
    pub(super) fn rewind(mut self, to: u64) -> Result<Self, LocalError> {
        self.flushed = to;
        self.note();
        self.partial.truncate(ByteCount(to))?;
        Ok(self)
    }

    pub(super) fn write(mut self, pieces: &[Bytes]) -> Result<Self, LocalError> {
        for piece in pieces {
            self.partial.append(piece)?;
            if let Some(hasher) = &mut self.hasher {
                hasher.update(piece);
            }
        }
        let length = self.partial.length().0;
        if self
            .flush_every
            .is_some_and(|every| length - self.flushed >= every)
        {
            self.partial.flush()?;
            self.flushed = length;
            self.note();
        }
        Ok(self)
    }

    fn note(&self) {
        let (site, id) = &self.record;
        let flushed = self.flushed.to_string();
        if let Err(error) = amend_now(site, *id, |record| record.resume = Some(flushed)) {
            tracing::info!(%error, "a download goes on from further back after a power cut");
        }
    }

    pub(super) fn finish(mut self, kind: HashKind) -> Result<Received, LocalError> {
        let digest = match self.hasher.take() {
            Some(hasher) => hasher.finish(),
            None => self.partial.hash(kind)?,
        };
        Ok(Received {
            size: self.partial.length(),
            partial: self.partial,
            digest,
            pen: self.pen,
        })
    }
}

/// How many bytes a power cut may cost a download that no hash can verify.
pub(super) fn flush_every() -> u64 {
    #[cfg(feature = "simulation")]
    if crate::simulation::is_on() {
        return 64;
    }
    32 * 1024 * 1024
}

/// Whether the server says which bytes are right. Otherwise they are flushed on the way.
pub(super) fn is_verifiable(site: &Site, wanted: &Wanted) -> bool {
    let hash = match &wanted.revision.content {
        Some(ContentId::Hash(hash)) => hash.kind() == site.hash(),
        Some(ContentId::Tag(_)) | None => false,
    };
    hash && !wanted.processing
}
