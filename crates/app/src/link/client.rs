//! The end of a guest, which sends intents to the process that runs the sessions.

use std::{
    collections::BTreeMap,
    io,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use interprocess::local_socket::tokio::Stream;
use tokio::{
    io::{BufReader, ReadHalf, WriteHalf},
    sync::{mpsc, oneshot, watch},
    time::timeout,
};

use super::frames::{self, Hello, ToGuest, ToOwner};
use crate::{
    crossing::{
        error::{ErrorCode, UserError},
        intent::Intent,
        reply::Reply,
        view::SnapshotView,
    },
    handle::Handle,
};

/// A connection to the Damson of another process.
#[derive(Debug)]
pub struct Client {
    waiting: Arc<Mutex<Waiting>>,
    asks: mpsc::Sender<ToOwner>,
    last_id: AtomicU64,
    shown: watch::Receiver<Arc<SnapshotView>>,
}

/// The receivers of answers by the id of their intent; `None` once the connection is gone.
type Waiting = Option<BTreeMap<u64, oneshot::Sender<Result<Reply, UserError>>>>;

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Lost {
    /// The intent did not reach the owner, so it can be sent again.
    NotAsked,
    /// The owner ended before it answered: nobody knows how much of the intent it carried out.
    Unanswered,
}

/// Why there is no connection.
#[derive(Debug)]
pub(super) enum Refused {
    /// No owner listens.
    Absent,
    /// An owner listens, and can't serve this process.
    Useless(Box<UserError>),
}

/// How long an owner may take to greet.
const FIRST_WORD: Duration = Duration::from_secs(5);

impl Client {
    /// Greets the owner, and waits for the first snapshot.
    pub(super) async fn connect(stream: Stream) -> Result<Self, Refused> {
        match timeout(FIRST_WORD, Self::greet(stream, Hello::of_this())).await {
            Ok(Ok(greeted)) => greeted,
            Ok(Err(error)) => {
                tracing::debug!(%error, "the owner went before it said hello");
                Err(Refused::Absent)
            }
            Err(_) => Err(Refused::Useless(Box::new(ErrorCode::NotAnswering.into()))),
        }
    }

    async fn greet(stream: Stream, hello: Hello) -> io::Result<Result<Self, Refused>> {
        let (from, mut to) = tokio::io::split(stream);
        let mut from = BufReader::new(from);
        frames::write(&mut to, &ToOwner::Hello(hello)).await?;
        match frames::read(&mut from).await? {
            Some(ToGuest::Hello(_)) => {}
            Some(ToGuest::Refused { error }) => {
                return Ok(Err(Refused::Useless(Box::new(error))));
            }
            Some(ToGuest::Reply { .. } | ToGuest::Error { .. } | ToGuest::Snapshot { .. }) => {
                return Err(io::ErrorKind::InvalidData.into());
            }
            None => return Err(io::ErrorKind::UnexpectedEof.into()),
        }
        let Some(ToGuest::Snapshot { snapshot }) = frames::read(&mut from).await? else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        let (show, shown) = watch::channel(Arc::new(*snapshot));
        let waiting = Arc::new(Mutex::new(Some(BTreeMap::new())));
        let (asks, asked) = mpsc::channel(16);
        tokio::spawn(run(from, to, asked, waiting.clone(), show));
        Ok(Ok(Self {
            waiting,
            asks,
            last_id: AtomicU64::new(0),
            shown,
        }))
    }

    /// Sends an intent. The error says whether the intent reached the owner.
    pub(super) async fn ask(&self, intent: Intent) -> Result<Result<Reply, UserError>, Lost> {
        let id = self.last_id.fetch_add(1, Ordering::Relaxed);
        let (answer, answered) = oneshot::channel();
        match &mut *lock(&self.waiting) {
            Some(waiting) => waiting.insert(id, answer),
            None => return Err(Lost::NotAsked),
        };
        if self
            .asks
            .send(ToOwner::Ask {
                id,
                ask: Box::new(intent),
            })
            .await
            .is_err()
        {
            return Err(Lost::NotAsked);
        }
        match answered.await {
            // Only an intent that was not carried out is answered with this code.
            Ok(Err(error)) if error.code == ErrorCode::ShuttingDown => Err(Lost::NotAsked),
            Ok(answer) => Ok(answer),
            Err(_) => Err(Lost::Unanswered),
        }
    }
}

#[async_trait]
impl Handle for Client {
    async fn send(&self, intent: Intent) -> Result<Reply, UserError> {
        match self.ask(intent).await {
            Ok(answer) => answer,
            Err(Lost::NotAsked | Lost::Unanswered) => Err(ErrorCode::NotAnswering.into()),
        }
    }

    fn watch(&self) -> watch::Receiver<Arc<SnapshotView>> {
        self.shown.clone()
    }

    async fn close(&self) {
        drop(lock(&self.waiting).take());
    }
}

/// Carries frames both ways until either end goes.
async fn run(
    from: BufReader<ReadHalf<Stream>>,
    to: WriteHalf<Stream>,
    asked: mpsc::Receiver<ToOwner>,
    waiting: Arc<Mutex<Waiting>>,
    show: watch::Sender<Arc<SnapshotView>>,
) {
    let ended = tokio::select! {
        ended = listen(from, &waiting, &show) => ended,
        ended = talk(to, asked) => ended,
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "the connection to the running Damson broke");
    }
    // Dropping the senders ends the waits for answers.
    drop(lock(&waiting).take());
}

async fn listen(
    mut from: BufReader<ReadHalf<Stream>>,
    waiting: &Mutex<Waiting>,
    show: &watch::Sender<Arc<SnapshotView>>,
) -> io::Result<()> {
    let answer = |id: u64, answer: Result<Reply, UserError>| {
        let asker = lock(waiting)
            .as_mut()
            .and_then(|waiting| waiting.remove(&id));
        if let Some(asker) = asker {
            // The receiver may have given up.
            let _ = asker.send(answer);
        }
    };
    while let Some(frame) = frames::read(&mut from).await? {
        match frame {
            ToGuest::Reply { id, answer: reply } => answer(id, Ok(reply)),
            ToGuest::Error { id, error } => answer(id, Err(error)),
            ToGuest::Snapshot { snapshot } => {
                show.send_replace(Arc::new(*snapshot));
            }
            ToGuest::Hello(_) | ToGuest::Refused { .. } => {
                return Err(io::ErrorKind::InvalidData.into());
            }
        }
    }
    Ok(())
}

async fn talk(mut to: WriteHalf<Stream>, mut asked: mpsc::Receiver<ToOwner>) -> io::Result<()> {
    while let Some(ask) = asked.recv().await {
        frames::write(&mut to, &ask).await?;
    }
    Ok(())
}

fn lock(waiting: &Mutex<Waiting>) -> MutexGuard<'_, Waiting> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner)
}
