//! Hashes that a server never corrects.
//!
//! AEM writes `dam:sha1` when an asset is made; where its binary is written in another way later
//! (metadata that is written back into the file), the hash stays that of bytes that nobody has any
//! more. Such an asset must not be out of reach for ever: bytes of the right length that come twice
//! and are the same are the asset's, and the hash is worth nothing.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use damson_core::{ContentId, DamPath, Digest};

use super::Wanted;

/// What came last where the hash said something else: the announced one, and that of the bytes.
#[derive(Debug, Default)]
pub(crate) struct StaleHashes(Mutex<BTreeMap<DamPath, (Digest, Digest)>>);

impl StaleHashes {
    /// Whether these bytes came before, where the same hash was announced; notes them else.
    pub(crate) fn came_before(&self, path: &DamPath, wanted: &Wanted, came: &Digest) -> bool {
        let Some(ContentId::Hash(announced)) = &wanted.revision.content else {
            return false;
        };
        let now = (announced.clone(), came.clone());
        let mut before = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if before.get(path) == Some(&now) {
            before.remove(path);
            return true;
        }
        before.insert(path.clone(), now);
        false
    }
}
