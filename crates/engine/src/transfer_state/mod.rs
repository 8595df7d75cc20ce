//! What is held in memory of transfers. It knows no server, no disk and no journal: whoever carries a
//! transfer out asks here for its turn, and reports here how far it is.

pub(crate) mod finishing;
pub(crate) mod free_space;
pub(crate) mod just_written;
pub(crate) mod queue;
pub(crate) mod rate_limit;
pub(crate) mod running_orders;
pub(crate) mod stale_hashes;

use damson_core::{ByteCount, DamPath, Digest, Revision};
use damson_remote::Entry;
use tokio::sync::OwnedMutexGuard;

use crate::{
    model::{OrderId, Stamp, TransferId},
    ports::Partial,
};
use queue::Priority;

/// A transfer that has its task.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entered {
    pub(crate) id: TransferId,
    /// It goes on with one that the journal had.
    pub(crate) earlier: bool,
}

/// What is fetched, and what it replaces.
#[derive(Debug, Clone)]
pub(crate) struct Fetch {
    pub(crate) path: DamPath,
    /// The clean copy that is replaced; `None` when nothing may be there.
    pub(crate) replaces: Option<Stamp>,
    pub(crate) read_only: bool,
    pub(crate) priority: Priority,
    /// Journal and queue have it already.
    pub(crate) entered: Option<Entered>,
    pub(crate) resumes: Option<TransferId>,
    pub(crate) part_of: Option<OrderId>,
}

/// Which bytes of the server are wanted.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub(crate) revision: Revision,
    /// The server still works on it, so that its hash may be that of former bytes.
    pub(crate) processing: bool,
}

impl From<&Entry> for Wanted {
    fn from(entry: &Entry) -> Self {
        Self {
            revision: entry.revision.clone(),
            processing: entry.processing,
        }
    }
}

/// A partial file with all its bytes, not verified yet.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) partial: Box<dyn Partial>,
    pub(crate) digest: Digest,
    pub(crate) size: ByteCount,
    /// Kept until the file has its name.
    pub(crate) write_permit: OwnedMutexGuard<()>,
}
