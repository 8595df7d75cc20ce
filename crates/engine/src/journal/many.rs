//! Reading many rows at once: as they were at one moment, with one lock of the file.

use std::collections::BTreeMap;

use damson_core::DamPath;
use rusqlite::Connection;

use super::{Journal, assets, transfers, tree};
use crate::model::{Asset, JournalResult, TransferDirection};

impl Journal {
    /// What is known of some paths, in their order; `None` for nothing.
    pub fn get_many(&self, paths: &[DamPath]) -> JournalResult<Vec<Option<Asset>>> {
        at_once(&self.conn(), |conn| {
            paths.iter().map(|path| assets::get(conn, path)).collect()
        })
    }

    /// The rows of some paths, each with whether it or a folder above it is pinned; `None` for
    /// nothing, and where a download has not come to its end. For those who enter downloads next.
    pub fn without_download(&self, paths: &[DamPath]) -> JournalResult<Vec<Option<(Asset, bool)>>> {
        at_once(&self.conn.read_before_write(), |conn| {
            let mut pinned = BTreeMap::new();
            let mut read = |path: &DamPath| {
                if transfers::open_of(conn, path, TransferDirection::Download)?.is_some() {
                    return Ok(None);
                }
                let Some(asset) = assets::get(conn, path)? else {
                    return Ok(None);
                };
                let folder = path.parent().unwrap_or_default();
                let above = if let Some(above) = pinned.get(&folder) {
                    *above
                } else {
                    let above = tree::is_pinned(conn, &folder)?;
                    pinned.insert(folder, above);
                    above
                };
                let kept = above || asset.pinned;
                Ok(Some((asset, kept)))
            };
            paths.iter().map(&mut read).collect()
        })
    }
}

fn at_once<T>(
    conn: &Connection,
    read: impl FnOnce(&Connection) -> JournalResult<T>,
) -> JournalResult<T> {
    // It only reads: there is nothing to be kept at its end.
    let moment = conn.unchecked_transaction()?;
    read(&moment)
}
