//! What a front end holds.

use std::{fmt::Debug, sync::Arc};

use async_trait::async_trait;
use tokio::sync::watch;

use crate::crossing::{error::UserError, intent::Intent, reply::Reply, view::SnapshotView};

/// The way to Damson: in this process, or in the one that runs the sessions already.
#[async_trait]
pub trait Handle: Send + Sync + Debug {
    /// Asks for something and waits for the answer. Dropping the future does not take the intent
    /// back where the sessions run in another process.
    async fn send(&self, intent: Intent) -> Result<Reply, UserError>;

    /// The snapshot, as it changes. The channel closes when Damson ends.
    fn watch(&self) -> watch::Receiver<Arc<SnapshotView>>;

    /// Ends orderly what this process runs: sessions save what they need to go on. Sessions of
    /// another process stay; for those there is [`Intent::Shutdown`].
    async fn close(&self);
}
