//! What the in-memory server tells of changes.

use std::collections::BTreeMap;

use damson_core::DamPath;

use super::{
    remote::MemoryRemote,
    tree::{Noticed, State},
};
use crate::{Change, ChangeSet, Error, ErrorKind, Result};

impl MemoryRemote {
    pub(super) fn changes_since(&self, state: &State, folder: &DamPath, since: u64) -> ChangeSet {
        let mut latest: BTreeMap<&DamPath, bool> = BTreeMap::new();
        let mut cursor = since;
        // The line with number n has index n - 1.
        let known = usize::try_from(since).unwrap_or(usize::MAX);
        for noticed in state.feed.iter().skip(known) {
            if latest.len() >= state.page_size {
                break;
            }
            cursor = noticed.number;
            if noticed.path.is_within(folder) {
                latest.insert(&noticed.path, noticed.gone);
            }
        }
        let tells_gone = state.capability.feed_sees_deletions;
        let changes = latest
            .into_iter()
            .filter_map(|(path, gone)| match (gone, state.entry(path, &self.user)) {
                (_, Some(entry)) => Some(Change::Seen(Box::new(entry))),
                (true, None) if tells_gone => Some(Change::Gone(path.clone())),
                // What is seen here and gone since is told by a later line.
                (true | false, None) => None,
            })
            .collect();
        ChangeSet {
            changes,
            cursor: cursor.to_string(),
            more: cursor < state.latest_notice(),
        }
    }
}

impl State {
    /// The line of the feed that a cursor stands for.
    pub(super) fn line(&self, cursor: &str) -> Result<u64> {
        let line = cursor.parse().map_err(|_| Error::new(ErrorKind::Garbled))?;
        let known = line >= self.feed_from;
        known.then_some(line).ok_or(ErrorKind::Changed.into())
    }

    pub(super) fn notice(&mut self, path: &DamPath, gone: bool) {
        let number = self.latest_notice() + 1;
        self.feed.push(Noticed {
            number,
            path: path.clone(),
            gone,
        });
        if self.restamps && !gone {
            let tag = self.fresh_id();
            if let Some(asset) = self.asset_mut(path) {
                asset.tag = Some(tag);
            }
        }
    }
}
