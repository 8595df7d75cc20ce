//! The handle that a front end holds.

use std::{fmt::Debug, sync::Arc};

use async_trait::async_trait;
use tokio::sync::watch;

use crate::crossing::{error::UserError, intent::Intent, reply::Reply, view::SnapshotView};

/// Damson, in this process or in the process that runs the sessions already.
#[async_trait]
pub trait Handle: Send + Sync + Debug {
    /// Sends an intent and waits for the reply. Dropping the future does not cancel the intent where the
    /// sessions run in another process.
    async fn send(&self, intent: Intent) -> Result<Reply, UserError>;

    /// The snapshot, as it changes. The channel closes when Damson ends.
    fn watch(&self) -> watch::Receiver<Arc<SnapshotView>>;

    /// Ends the sessions of this process in order, so that they can go on after the next start. The
    /// sessions of another process stay; to end those there is [`Intent::Shutdown`].
    async fn close(&self);
}
