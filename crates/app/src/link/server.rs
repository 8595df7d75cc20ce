//! The end of the owner, which answers guests.

use std::{
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use interprocess::local_socket::tokio::{Listener, Stream, prelude::*};
use tokio::{
    io::{BufReader, ReadHalf, WriteHalf},
    sync::{mpsc, watch},
    time::timeout,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::frames::{self, Hello, ToGuest, ToOwner};
use crate::{
    app::App,
    crossing::{
        error::{ErrorCode, UserError},
        intent::Intent,
        view::SnapshotView,
    },
    handle::Handle as _,
};

/// Serves guests until it is stopped.
#[derive(Debug)]
pub(super) struct Server {
    gate: Gate,
    stop: CancellationToken,
    guests: TaskTracker,
}

/// How many intents of guests are being answered, and whether further ones are let in.
#[derive(Debug, Clone)]
struct Gate {
    state: Arc<Mutex<GateState>>,
    left: watch::Sender<()>,
}

#[derive(Debug, Default)]
struct GateState {
    inside: u64,
    closed: bool,
}

/// One intent being answered.
struct Inside(Gate);

/// How long a guest may take to greet.
const FIRST_WORD: Duration = Duration::from_secs(5);
/// How long the last answers may take to be sent.
const LAST_WORD: Duration = Duration::from_secs(2);
/// Answers that may wait for a slow guest.
const UNREAD: usize = 64;

impl Server {
    pub(super) fn start(app: App, listener: Listener) -> Self {
        let server = Self {
            gate: Gate::new(),
            stop: CancellationToken::new(),
            guests: TaskTracker::new(),
        };
        let (gate, stop, guests) = (
            server.gate.clone(),
            server.stop.clone(),
            server.guests.clone(),
        );
        let accepting = accept(app, listener, gate, stop, guests);
        server.guests.spawn(accepting);
        server
    }

    /// Waits until no guest waits for an answer, then refuses every further intent.
    pub(super) async fn finish_answers(&self) {
        self.gate.close_when_empty().await;
    }

    /// Refuses further intents and guests, sends the answers that are ready, and closes the socket.
    pub(super) async fn stop(&self) {
        self.gate.close();
        let _ = timeout(LAST_WORD, self.gate.empty()).await;
        self.stop.cancel();
        self.guests.close();
        let _ = timeout(LAST_WORD, self.guests.wait()).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl Gate {
    fn new() -> Self {
        Self {
            state: Arc::default(),
            left: watch::Sender::new(()),
        }
    }

    fn enter(&self) -> Option<Inside> {
        let mut state = self.state();
        if state.closed {
            return None;
        }
        state.inside += 1;
        Some(Inside(self.clone()))
    }

    fn close(&self) {
        self.state().closed = true;
    }

    async fn close_when_empty(&self) {
        let mut left = self.left.subscribe();
        loop {
            left.borrow_and_update();
            {
                let mut state = self.state();
                if state.inside == 0 {
                    state.closed = true;
                    return;
                }
            }
            if left.changed().await.is_err() {
                return;
            }
        }
    }

    async fn empty(&self) {
        let mut left = self.left.subscribe();
        // The wait can't fail: its sender is in this struct.
        let _ = left.wait_for(|()| self.state().inside == 0).await;
    }

    fn state(&self) -> MutexGuard<'_, GateState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        self.0.state().inside -= 1;
        self.0.left.send_replace(());
    }
}

async fn accept(
    app: App,
    listener: Listener,
    gate: Gate,
    stop: CancellationToken,
    guests: TaskTracker,
) {
    loop {
        let guest = tokio::select! {
            guest = listener.accept() => guest,
            () = stop.cancelled() => break,
        };
        match guest {
            Ok(guest) => {
                let serving = serve(app.clone(), guest, gate.clone());
                let stop = stop.clone();
                guests.spawn(async move {
                    tokio::select! {
                        served = serving => if let Err(error) = served {
                            tracing::debug!(%error, "a guest went");
                        },
                        () = stop.cancelled() => {}
                    }
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a guest could not be let in");
                // Most likely the process has no free descriptor; the pause spares a busy loop.
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

async fn serve(app: App, guest: Stream, gate: Gate) -> io::Result<()> {
    let (from, mut to) = tokio::io::split(guest);
    let mut from = BufReader::new(from);
    let first = timeout(FIRST_WORD, frames::read(&mut from)).await;
    let Ok(Ok(Some(ToOwner::Hello(hello)))) = first else {
        return Err(io::ErrorKind::InvalidData.into());
    };
    let this = Hello::of_this();
    if hello != this {
        let error = UserError::new(ErrorCode::VersionsDiffer)
            .detail(format!("{} runs, this is {}", this.version, hello.version));
        return frames::write(&mut to, &ToGuest::Refused { error }).await;
    }
    frames::write(&mut to, &ToGuest::Hello(this)).await?;
    let (answers, answered) = mpsc::channel(UNREAD);
    let shown = app.watch();
    tokio::select! {
        done = listen(app, from, gate, answers) => done,
        done = talk(to, answered, shown) => done,
    }
}

/// Receives intents, and answers each of them in a task of its own.
async fn listen(
    app: App,
    mut from: BufReader<ReadHalf<Stream>>,
    gate: Gate,
    answers: mpsc::Sender<(ToGuest, Option<Inside>)>,
) -> io::Result<()> {
    while let Some(asked) = frames::read(&mut from).await? {
        let ToOwner::Ask { id, ask } = asked else {
            return Err(io::ErrorKind::InvalidData.into());
        };
        let Some(inside) = gate.enter() else {
            let error = UserError::new(ErrorCode::ShuttingDown);
            let answer = ToGuest::Error { id, error };
            // The answer is lost where the guest is gone, which the next read notices.
            let _ = answers.send((answer, None)).await;
            continue;
        };
        let (app, answers) = (app.clone(), answers.clone());
        tokio::spawn(async move {
            let answer = answer(&app, id, *ask).await;
            let _ = answers.send((answer, Some(inside))).await;
        });
    }
    Ok(())
}

async fn answer(app: &App, id: u64, ask: Intent) -> ToGuest {
    match app.send(ask).await {
        Ok(answer) => ToGuest::Reply { id, answer },
        Err(error) => ToGuest::Error { id, error },
    }
}

/// Sends answers, and snapshots as they change.
async fn talk(
    mut to: WriteHalf<Stream>,
    mut answered: mpsc::Receiver<(ToGuest, Option<Inside>)>,
    mut shown: watch::Receiver<Arc<SnapshotView>>,
) -> io::Result<()> {
    shown.mark_changed();
    let mut showing = true;
    loop {
        let (frame, inside) = tokio::select! {
            biased;
            answer = answered.recv() => match answer {
                Some(answer) => answer,
                None => return Ok(()),
            },
            changed = shown.changed(), if showing => {
                // Damson ends; the last answers are still sent.
                if changed.is_err() {
                    showing = false;
                    continue;
                }
                let snapshot = Box::new(SnapshotView::clone(&shown.borrow_and_update()));
                (ToGuest::Snapshot { snapshot }, None)
            }
        };
        match frames::write(&mut to, &frame).await {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                too_long(&mut to, &frame).await?;
            }
            Err(error) => return Err(error),
        }
        // The gate counts the intent until the guest can read the answer.
        drop(inside);
    }
}

/// Sends an error in the place of an answer that is too long, so that the guest does not wait for ever.
async fn too_long(to: &mut WriteHalf<Stream>, frame: &ToGuest) -> io::Result<()> {
    match frame {
        ToGuest::Reply { id, .. } => {
            let error = UserError::new(ErrorCode::Unexpected).said("the answer is too long");
            frames::write(to, &ToGuest::Error { id: *id, error }).await
        }
        ToGuest::Hello(_)
        | ToGuest::Refused { .. }
        | ToGuest::Error { .. }
        | ToGuest::Snapshot { .. } => Ok(()),
    }
}
