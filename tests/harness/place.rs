//! Where a world is: on which server.

use std::sync::Arc;

use async_trait::async_trait;
use damson_core::policy::Policy;
use damson_remote::memory::MemoryServer;

use crate::{Backend, MemoryBackend};

/// A kind of server that worlds can be on.
#[async_trait]
pub trait Place {
    /// The server as a type, for what only it can do.
    type Server: Backend + 'static;

    /// An empty server.
    async fn found() -> Arc<Self::Server>;

    /// What the people of such a world have set.
    fn policy() -> Policy {
        Policy {
            keep_free: damson_core::ByteCount(0),
            ..Policy::default()
        }
    }
}

/// The server in memory, with a clock that a test moves.
#[derive(Debug, Clone, Copy)]
pub struct Memory;

#[async_trait]
impl Place for Memory {
    type Server = MemoryBackend;

    async fn found() -> Arc<MemoryBackend> {
        Arc::new(MemoryBackend(MemoryServer::new()))
    }
}
