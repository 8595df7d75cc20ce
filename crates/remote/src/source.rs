//! Where the bytes of an upload come from.

use std::fmt::Debug;

use async_trait::async_trait;
use bytes::Bytes;
use damson_core::{ByteCount, Digest};

use crate::{Error, ErrorKind, Result};

/// The bytes of one upload: readable at any offset by several readers at a time, so that parts can
/// be sent in parallel and sent again.
#[async_trait]
pub trait Source: Send + Sync + Debug {
    fn length(&self) -> ByteCount;

    /// The hash of the whole, where it is known.
    fn digest(&self) -> Option<&Digest>;

    /// The bytes from `offset`: at least one and at most `most` of them; none at the end.
    async fn read_at(&self, offset: u64, most: usize) -> Result<Bytes>;

    /// Fails with [`ErrorKind::LocalFile`] when the file is no longer the one that was opened; a
    /// connector calls it after the last byte and before the step that makes the upload count.
    async fn seal(&self) -> Result<()>;
}

/// Bytes in memory, for tests and small things.
#[derive(Debug, Clone)]
pub struct BytesSource(pub Bytes);

#[async_trait]
impl Source for BytesSource {
    fn length(&self) -> ByteCount {
        ByteCount(self.0.len() as u64)
    }

    fn digest(&self) -> Option<&Digest> {
        None
    }

    async fn read_at(&self, offset: u64, most: usize) -> Result<Bytes> {
        let start = usize::try_from(offset).map_err(|_| Error::new(ErrorKind::LocalFile))?;
        let start = start.min(self.0.len());
        let end = start.saturating_add(most).min(self.0.len());
        Ok(self.0.slice(start..end))
    }

    async fn seal(&self) -> Result<()> {
        Ok(())
    }
}
