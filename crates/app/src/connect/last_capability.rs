//! What a server could do when it was last reached, kept beside the journal for the next start.

use std::{num::NonZeroUsize, path::PathBuf};

use damson_core::{ByteCount, HashKind};
use damson_remote::{Capability, WriteGuard};
use serde::{Deserialize, Serialize};

use crate::{
    config::{Store, accounts::Account, files::write_whole},
    connect::connectors,
    crossing::view::Connector,
};

/// A capability as its file has it. What the connector alone decides, and what is used only once the
/// server has said so in this process, is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Stored {
    product: String,
    locks: bool,
    locks_expire: bool,
    forced_release: bool,
    locks_enforced: bool,
    /// [`WriteGuard`]: `null` stands for unknown, `true` for the server, `false` for the look.
    #[serde(default)]
    compares_writes: Option<bool>,
    ranges: bool,
    resumable_upload: bool,
    versions: bool,
    version_comments: bool,
    search: bool,
    #[serde(default)]
    searches_locks: bool,
    #[serde(default)]
    searches_sizes: bool,
    #[serde(default)]
    searches_orientation: bool,
    thumbnails: bool,
    #[serde(default)]
    renditions: bool,
    copy: bool,
    #[serde(default)]
    metadata: bool,
    #[serde(default)]
    tags: bool,
    #[serde(default)]
    collections: bool,
    change_feed: bool,
    feed_sees_deletions: bool,
    /// `sha1` or `sha256`.
    hash: Option<String>,
    concurrency: usize,
    /// Bytes.
    max_size: Option<u64>,
    empty_files: bool,
}

/// Writes down what the server can do. A failure is logged alone: without the file, the next start
/// offers less until the server is reached.
pub(crate) fn save(store: &Store, account: &Account, capability: &Capability) {
    let text = serde_json::to_string_pretty(&Stored::from(capability));
    let written = text.map(|text| write_whole(&file(store, account), &text));
    if let Ok(Err(error)) = written {
        tracing::warn!(%error, "what the server can do is not remembered");
    }
}

/// What the server of an account could do when it was last reached; the least that its connector
/// promises where that is not known.
pub(crate) fn load(store: &Store, account: &Account) -> Capability {
    let stored = std::fs::read_to_string(file(store, account))
        .ok()
        .and_then(|text| serde_json::from_str::<Stored>(&text).ok());
    match stored {
        Some(stored) => stored.capability(account.connector),
        None => Capability {
            names: connectors::names(account.connector),
            ..Capability::least(&account.name)
        },
    }
}

fn file(store: &Store, account: &Account) -> PathBuf {
    store
        .dirs
        .of_connection(&account.id)
        .join("capability.json")
}

impl From<&Capability> for Stored {
    fn from(capability: &Capability) -> Self {
        Self {
            product: capability.product.clone(),
            locks: capability.locks,
            locks_expire: capability.locks_expire,
            forced_release: capability.forced_release,
            locks_enforced: capability.locks_enforced,
            compares_writes: match capability.write_guard {
                WriteGuard::Server => Some(true),
                WriteGuard::Look => Some(false),
                WriteGuard::Unknown => None,
            },
            ranges: capability.ranges,
            resumable_upload: capability.resumable_upload,
            versions: capability.versions,
            version_comments: capability.version_comments,
            search: capability.search,
            searches_locks: capability.searches_locks,
            searches_sizes: capability.searches_sizes,
            searches_orientation: capability.searches_orientation,
            thumbnails: capability.thumbnails,
            renditions: capability.renditions,
            copy: capability.copy,
            metadata: capability.metadata,
            tags: capability.tags,
            collections: capability.collections,
            change_feed: capability.change_feed,
            feed_sees_deletions: capability.feed_sees_deletions,
            hash: capability.hash.map(|kind| kind.name().to_owned()),
            concurrency: capability.concurrency.get(),
            max_size: capability.max_size.map(|size| size.0),
            empty_files: capability.empty_files,
        }
    }
}

impl Stored {
    fn capability(self, connector: Connector) -> Capability {
        let least = Capability::least(self.product);
        let kinds = [HashKind::Sha1, HashKind::Sha256];
        Capability {
            locks: self.locks,
            locked_walks: connector == Connector::Webdav,
            locks_expire: self.locks_expire,
            forced_release: self.forced_release,
            locks_enforced: self.locks_enforced,
            write_guard: match self.compares_writes {
                Some(true) => WriteGuard::Server,
                Some(false) => WriteGuard::Look,
                None => WriteGuard::Unknown,
            },
            ranges: self.ranges,
            resumable_upload: self.resumable_upload,
            versions: self.versions,
            version_comments: self.version_comments,
            search: self.search,
            searches_locks: self.searches_locks,
            searches_sizes: self.searches_sizes,
            searches_orientation: self.searches_orientation,
            thumbnails: self.thumbnails,
            renditions: self.renditions,
            copy: self.copy,
            metadata: self.metadata,
            tags: self.tags,
            collections: self.collections,
            change_feed: self.change_feed,
            feed_sees_deletions: self.feed_sees_deletions,
            hash_may_be_stale: connector == Connector::Aem,
            hash: kinds
                .into_iter()
                .find(|kind| self.hash.as_deref() == Some(kind.name())),
            // Nothing is fetched for many at once before the server has said that it can do that.
            hashes_of_many: false,
            finds_by_id: false,
            concurrency: NonZeroUsize::new(self.concurrency).unwrap_or(least.concurrency),
            max_size: self.max_size.map(ByteCount),
            empty_files: self.empty_files,
            names: connectors::names(connector),
            product: least.product,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_comes_back() {
        let capability = Capability {
            locks: true,
            write_guard: WriteGuard::Look,
            hash: Some(HashKind::Sha1),
            max_size: Some(ByteCount(7)),
            locked_walks: true,
            ..Capability::least("Studio DAM")
        };
        let text = serde_json::to_string(&Stored::from(&capability)).unwrap();
        let stored: Stored = serde_json::from_str(&text).unwrap();
        let names = connectors::names(Connector::Webdav);
        let hash_may_be_stale = false;
        assert_eq!(
            stored.capability(Connector::Webdav),
            Capability {
                names,
                hash_may_be_stale,
                ..capability
            }
        );
    }
}
