//! A DAM server in memory: the stand-in for a real one in tests.
//!
//! It is deterministic: its clock moves only with writes and [`MemoryServer::pass`], and nothing
//! sleeps. [`MemoryServer`] is the server and everybody else who works on it; a [`MemoryRemote`] is
//! one person's connection.

mod asset;
mod checks;
mod collections;
mod control;
mod feed;
mod metadata;
mod names;
mod receive;
mod remote;
mod renditions;
mod search;
mod streams;
mod told;
mod tree;

pub use control::At;
pub use remote::MemoryRemote;

use std::{
    fmt,
    num::NonZeroUsize,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use damson_core::{DamPath, HashKind};
use tokio::sync::watch;

use crate::{Capability, NameRules, Verb, WriteGuard};
use tree::State;

/// The server: shared state, cheap to clone. Its methods act as "the other side" and pass by
/// rights and locks; see [`MemoryServer::login`] for what a client sees.
#[derive(Clone)]
pub struct MemoryServer {
    state: Arc<Mutex<State>>,
    hooks: Arc<Mutex<Vec<(Verb, Hook)>>>,
    gate: Arc<Mutex<Option<Gate>>>,
}

type Hook = Box<dyn FnOnce(&MemoryServer) + Send>;

/// What is waited for, and by which listings.
struct Gate {
    listings_let_by: usize,
    opens: watch::Receiver<bool>,
}

/// What a user of the in-memory server may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserRights {
    Reader,
    Editor,
    /// An editor who may release the locks of others.
    Administrator,
}

/// When the server reports the hash of what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HashMode {
    Immediate,
    /// Not before [`MemoryServer::finish_processing`]; until then none.
    Late,
    Never,
    /// As `Late`, but the hash of the former bytes stays until then.
    StaleWhileProcessing,
}

/// One call that a client made, in the order of arrival.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub user: String,
    pub verb: Verb,
    pub path: DamPath,
}

/// Bytes that were once the content of an asset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub user: String,
    pub path: DamPath,
    pub bytes: Bytes,
}

impl MemoryServer {
    /// An empty server that can do everything. It knows the editors `jane` and `omar`, the reader
    /// `rita` and the administrator `admin`.
    pub fn new() -> Self {
        let server = Self {
            state: Arc::new(Mutex::new(State::new(everything()))),
            hooks: Arc::default(),
            gate: Arc::default(),
        };
        server.add_user("jane", UserRights::Editor);
        server.add_user("omar", UserRights::Editor);
        server.add_user("rita", UserRights::Reader);
        server.add_user("admin", UserRights::Administrator);
        server
    }

    /// The connection of `user`, who becomes an editor when the server doesn't know them.
    pub fn login(&self, user: &str) -> MemoryRemote {
        {
            let mut state = self.state();
            state
                .users
                .entry(user.to_owned())
                .or_insert(UserRights::Editor);
            state.logged_out.remove(user);
        }
        MemoryRemote::new(self.clone(), user)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs the hook that waits for `verb`, with nothing locked.
    fn strike(&self, verb: Verb) {
        let hook = {
            let mut hooks = self.hooks.lock().unwrap_or_else(PoisonError::into_inner);
            let waiting = hooks.iter().position(|(wanted, _)| *wanted == verb);
            waiting.map(|at| hooks.remove(at).1)
        };
        if let Some(hook) = hook {
            hook(self);
        }
    }

    /// Ends when this listing may be answered.
    async fn pass_gate(&self) {
        let opens = {
            let mut gate = self.gate.lock().unwrap_or_else(PoisonError::into_inner);
            match gate.as_mut() {
                None => return,
                Some(gate) if gate.listings_let_by > 0 => {
                    gate.listings_let_by -= 1;
                    return;
                }
                Some(gate) => gate.opens.clone(),
            }
        };
        let mut opens = opens;
        drop(opens.wait_for(|open| *open).await);
    }
}

impl Default for MemoryServer {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MemoryServer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("MemoryServer").finish_non_exhaustive()
    }
}

impl UserRights {
    fn may_write(self) -> bool {
        match self {
            Self::Reader => false,
            Self::Editor | Self::Administrator => true,
        }
    }
}

fn everything() -> Capability {
    Capability {
        locked_walks: false,
        product: "In-memory DAM".to_owned(),
        locks: true,
        locks_expire: false,
        forced_release: true,
        locks_enforced: true,
        write_guard: WriteGuard::Server,
        ranges: true,
        resumable_upload: true,
        versions: true,
        version_comments: true,
        search: true,
        searches_locks: true,
        searches_sizes: true,
        searches_orientation: true,
        thumbnails: true,
        renditions: true,
        copy: true,
        metadata: true,
        tags: true,
        collections: true,
        change_feed: true,
        feed_sees_deletions: true,
        hash_may_be_stale: false,
        hash: Some(HashKind::Sha1),
        hashes_of_many: true,
        finds_by_id: true,
        concurrency: const { NonZeroUsize::new(8).expect("eight is not zero") },
        max_size: None,
        empty_files: true,
        names: NameRules::AEM,
    }
}

/// A PNG of one grey pixel.
pub(crate) const GREY_DOT: [u8; 67] = [
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b,
    0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0x68, 0x00, 0x00, 0x00,
    0x82, 0x00, 0x81, 0xda, 0x45, 0x08, 0x3b, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae,
    0x42, 0x60, 0x82,
];
