//! The bytes of the in-memory server, as streams.

use bytes::Bytes;
use damson_core::{ByteCount, DamPath, Revision};
use futures::{StreamExt as _, stream};

use super::tree::{State, not_found};
use crate::{ReadBody, Result, VersionId};

pub(super) fn version_bytes(state: &State, path: &DamPath, version: &VersionId) -> Result<Bytes> {
    let kept = state
        .asset(path)?
        .versions
        .iter()
        .find(|kept| kept.id == *version);
    kept.map(|kept| kept.bytes.clone())
        .ok_or_else(|| not_found(path))
}

pub(super) fn body_of(bytes: Bytes, chunk: usize) -> ReadBody {
    let length = bytes.len() as u64;
    let chunks = stream::unfold(bytes, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::task::yield_now().await;
        let piece = rest.split_to(chunk.min(rest.len()));
        Some((Ok(piece), rest))
    });
    ReadBody {
        stream: chunks.boxed(),
        start: 0,
        length: Some(length),
        total: Some(ByteCount(length)),
        revision: Revision::default(),
    }
}
