//! Writing to the partial file of a download, hashing on the way.

use std::sync::Arc;

use bytes::Bytes;
use damson_core::{ByteCount, ContentId, HashKind};
use damson_remote::body::Hasher;
use futures::{FutureExt, future::BoxFuture};
use tokio::sync::OwnedMutexGuard;

use super::amend_now;
use crate::{
    context::Context,
    model::{LocalError, TransferId},
    ports::Partial,
    transfer_state::{Received, Wanted},
};

/// The writer of a partial file, which is handed from thread to thread.
pub(super) struct Writer {
    pub(super) partial: Box<dyn Partial>,
    pub(super) hasher: Option<Hasher>,
    pub(super) write_permit: OwnedMutexGuard<()>,
    /// After so many bytes the file is flushed; `None` where a hash shows whether the bytes are
    /// right.
    pub(super) flush_every: Option<u64>,
    /// How many bytes of the file survive a power cut.
    pub(super) flushed: u64,
    /// `flushed` is not in the journal yet.
    pub(super) untold: bool,
    /// The transfer whose record keeps `flushed`.
    pub(super) record: (Arc<Context>, TransferId),
}

/// A flush that is under way.
pub(super) struct Flushing {
    to: u64,
    ended: BoxFuture<'static, Result<(), LocalError>>,
}

impl Flushing {
    /// How much is flushed, once it is; begins it when asked for the first time.
    pub(super) fn ended(&mut self) -> Option<Result<u64, LocalError>> {
        let ended = (&mut self.ended).now_or_never()?;
        Some(ended.map(|()| self.to))
    }

    pub(super) async fn end(self) -> Result<u64, LocalError> {
        self.ended.await?;
        Ok(self.to)
    }
}

/// From so many bytes on it is worth the way to a second thread.
const MANY: usize = 128 * 1024;

impl Writer {
    pub(super) fn rewind(mut self, to: u64) -> Result<Self, LocalError> {
        self.flushed = to;
        self.note();
        self.partial.truncate(ByteCount(to))?;
        Ok(self)
    }

    /// Writes and hashes.
    pub(super) fn take(mut self, pieces: &[Bytes]) -> Result<Self, LocalError> {
        if let Some(hasher) = &mut self.hasher {
            hasher.update_all(pieces);
        }
        self.write(pieces)
    }

    fn write(mut self, pieces: &[Bytes]) -> Result<Self, LocalError> {
        for piece in pieces {
            self.partial.append(piece)?;
        }
        if std::mem::take(&mut self.untold) {
            self.note();
        }
        Ok(self)
    }

    /// As [`Writer::take`], off the loop; of much, writing and hashing at the same time.
    pub(super) async fn take_aside(mut self, pieces: Vec<Bytes>) -> Result<Self, LocalError> {
        let context = Arc::clone(&self.record.0);
        let many = pieces.iter().map(Bytes::len).sum::<usize>() >= MANY;
        let Some(mut hasher) = self.hasher.take_if(|_| many) else {
            return context.blocking(move || self.take(&pieces)).await;
        };
        let same = pieces.clone();
        let passing = context.blocking(move || {
            hasher.update_all(&same);
            hasher
        });
        let written = context.blocking(move || self.write(&pieces));
        let (hasher, written) = tokio::join!(passing, written);
        let mut writer = written?;
        writer.hasher = Some(hasher);
        Ok(writer)
    }

    /// Flushes what is written by now, while more comes, if that is due.
    pub(super) fn flush_aside(&self) -> Result<Option<Flushing>, LocalError> {
        let length = self.partial.length().0;
        let due = |every| length - self.flushed >= every;
        if !self.flush_every.is_some_and(due) {
            return Ok(None);
        }
        let (flush, context) = (self.partial.flusher()?, Arc::clone(&self.record.0));
        let ended = async move { context.blocking(flush).await };
        Ok(Some(Flushing {
            to: length,
            ended: ended.boxed(),
        }))
    }

    /// Takes over that so much survives a power cut; it is noted with what is written next.
    pub(super) fn flushed(&mut self, to: u64) {
        self.flushed = to;
        self.untold = true;
    }

    fn note(&self) {
        let (context, id) = &self.record;
        let flushed = self.flushed.to_string();
        if let Err(error) = amend_now(context, *id, |record| record.resume = Some(flushed)) {
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
            write_permit: self.write_permit,
        })
    }
}

/// How many bytes a power cut may cost a download that no hash can verify.
pub(super) fn flush_every() -> u64 {
    #[cfg(feature = "simulation")]
    if crate::hooks::is_on() {
        return 64;
    }
    32 * 1024 * 1024
}

/// Whether the server says which bytes are right. Otherwise they are flushed on the way.
pub(super) fn is_verifiable(context: &Context, wanted: &Wanted) -> bool {
    let hash = match &wanted.revision.content {
        Some(ContentId::Hash(hash)) => hash.kind() == context.hash(),
        Some(ContentId::Tag(_)) | None => false,
    };
    hash && !wanted.processing
}
