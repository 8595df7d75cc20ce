//! Folders that this client made a moment ago. A server of several nodes may not have heard of one
//! everywhere, and then says for some seconds that it is missing.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use damson_core::DamPath;
use tokio::time::Instant;

use crate::{Error, ErrorKind, Retry, Verb};

/// For how long a folder may be unheard of.
const YOUNG: Duration = Duration::from_secs(30);
/// How soon it is looked for again.
const WAIT: Duration = Duration::from_secs(1);
/// Folders that are remembered.
const MOST: usize = 1_000;

/// Folders and when they were made, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Young {
    made: Mutex<Vec<(DamPath, Instant)>>,
}

impl Young {
    pub(super) fn note(&self, folder: &DamPath) {
        let now = Instant::now();
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.retain(|(_, since)| now.duration_since(*since) < YOUNG);
        if made.len() >= MOST {
            made.remove(0);
        }
        made.push((folder.clone(), now));
    }

    /// What was moved or removed is missing with good reason.
    pub(super) fn forget(&self, path: &DamPath) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.retain(|(folder, _)| !folder.is_within(path));
    }

    /// The error of the last try: what is missing by then is missing.
    pub(super) fn at_last(error: Error) -> Error {
        if error.kind == ErrorKind::NotFound {
            return error.retry(Retry::Never);
        }
        error
    }

    /// The error with another try, where all that it says may be that a young folder is unheard of:
    /// one that `path` is in, for what is to be written there, and `path` itself for what is read.
    pub(super) fn patient(&self, verb: Verb, path: &DamPath, error: Error) -> Error {
        if error.kind != ErrorKind::NotFound || error.retry != Retry::Never {
            return error;
        }
        let writes = match verb {
            Verb::Upload | Verb::MakeFolder | Verb::Rename | Verb::Copy => true,
            Verb::List | Verb::Stat => false,
            Verb::WhoAmI
            | Verb::StatMany
            | Verb::StatById
            | Verb::Changes
            | Verb::Locked
            | Verb::Read
            | Verb::Remove
            | Verb::Lock
            | Verb::Unlock
            | Verb::ForceUnlock
            | Verb::RefreshLock
            | Verb::Versions
            | Verb::ReadVersion
            | Verb::Restore
            | Verb::Search
            | Verb::Thumbnail
            | Verb::Renditions
            | Verb::ReadRendition
            | Verb::Metadata
            | Verb::SetMetadata
            | Verb::MetadataForm
            | Verb::SuggestTags
            | Verb::Collections
            | Verb::CollectionMembers
            | Verb::EditCollection => return error,
        };
        let is_young = |folder: &DamPath| {
            let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            let mut made = made.iter();
            made.any(|(young, since)| {
                since.elapsed() < YOUNG
                    && if writes {
                        folder.is_within(young) && folder != young
                    } else {
                        folder == young
                    }
            })
        };
        if is_young(path) {
            return error.retry(Retry::After(WAIT));
        }
        error
    }
}
