//! The one closed set of what can wake a connection.

use std::sync::Arc;

use damson_core::{DamPath, Timestamp};
use damson_remote::Remote;
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};

use crate::{
    journal::TransferRecord,
    model::{
        Command, Counts, EngineError, Freed, Order, Outcome, QueuedAction, Stamp, Transfer,
        TransferTotals, Unwatched,
    },
};

/// Everything that can wake a connection.
#[derive(Debug)]
pub(crate) enum Event {
    /// Somebody asks for something.
    Command(Box<Command>, Reply),
    /// Somebody asks for the rows of a folder as they come.
    List(
        DamPath,
        mpsc::UnboundedSender<Vec<DamPath>>,
        oneshot::Sender<Result<(), EngineError>>,
    ),
    /// The disk may have changed at a path.
    Disk(DamPath),
    /// The watcher lost count, or can't watch.
    DiskOverflow,
    /// The folders whose changes the system does not report from now on.
    Unwatched(Option<Unwatched>),
    /// A change was seen that the journal could not take.
    Unnoted,
    /// A file could not be looked at just now.
    LookAt(DamPath),
    /// A path that a hint arrived about was looked at.
    Looked(Look),
    /// The server answered.
    Reached,
    /// The server did not answer.
    Unreachable,
    /// Nobody is logged in any more.
    LoggedOut,
    /// Somebody logged in again.
    LoggedIn(Arc<dyn Remote>),
    /// A poll came to its end.
    Polled,
    /// A lock that expires was taken, or one ran out.
    LocksDue,
    /// Something was pinned.
    Pinned,
    /// The server is worth a look now.
    PollDue,
    /// A download ended, so that the cache folder may be too full.
    Fetched,
    /// A transfer without a task is to be taken up again.
    Resume(Box<TransferRecord>),
    /// The transfers of before the restart are known.
    GoOn(Vec<TransferRecord>),
    /// A transfer of before the restart waits for the network or a login, until then at the latest.
    Parked(Instant),
    /// Something that is shown changed.
    Changed,
    /// A task of the session's own ended.
    Ended(Chore, Option<Instant>),
    /// What is to be shown was gathered.
    Gathered(Box<Shown>),
    /// Somebody waits until nothing is under way.
    Settle(oneshot::Sender<()>),
}

pub(crate) type Reply = oneshot::Sender<Result<Outcome, EngineError>>;

/// What a session does by itself, one of each at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Chore {
    Poll,
    Rescan,
    Locks,
    Recovered,
    Resume,
    Publish,
    Look,
    Eviction,
    OfflineQueue,
    Unwatched,
}

/// What the journal and the queue have to show.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) counts: Counts,
    pub(crate) transfers: Vec<Transfer>,
    pub(crate) orders: Vec<Order>,
    pub(crate) totals: TransferTotals,
    pub(crate) offers: Vec<DamPath>,
    pub(crate) queued: Vec<QueuedAction>,
    pub(crate) freed: Vec<Freed>,
    pub(crate) rebuilt: Option<Timestamp>,
    /// When rows will be others because an asset expires, or is on or off.
    pub(crate) terms_change: Option<Timestamp>,
}

/// What was found at a path that a hint arrived about.
#[derive(Debug)]
pub(crate) struct Look {
    pub(crate) path: DamPath,
    pub(crate) times: u64,
    pub(crate) found: Seen,
}

#[derive(Debug)]
pub(crate) enum Seen {
    /// A file with this stamp, or none where one was.
    File(Option<Stamp>),
    /// A folder, or nothing that the journal knew: the look has dealt with the path.
    Other,
}
