//! From a source into the body of a request, without holding more than a few pieces.

use std::{future::Future, io};

use bytes::Bytes;
use damson_remote::{Error, ErrorKind, Result, Source};
use futures::stream;
use reqwest::{Body, RequestBuilder, Response};
use tokio::sync::mpsc;

use crate::{
    body::{IDLE, SLOW_ANSWER, within},
    failure,
};

/// What is read from the source at a time.
const MOST: usize = 256 * 1024;

/// A stretch of a source.
#[derive(Debug, Clone, Copy)]
pub struct Stretch<'a> {
    pub source: &'a dyn Source,
    pub start: u64,
    pub end: u64,
}

/// Sends a stretch as the body that `build` puts into a request. `gate` is awaited before the last
/// bytes go out: when it fails, the request is broken off unfinished and counts for nothing.
pub async fn send(
    stretch: Stretch<'_>,
    build: impl FnOnce(Body) -> RequestBuilder,
    sent: impl Fn(u64) + Send + Sync,
    gate: impl Future<Output = Result<()>> + Send,
) -> Result<Response> {
    if stretch.start == stretch.end {
        // No byte is left to hold back: the request itself makes it count.
        gate.await?;
        return within(SLOW_ANSWER, build(Body::from(Bytes::new())).send())
            .await?
            .map_err(failure::of_transport);
    }
    if stretch.end - stretch.start <= MOST as u64 {
        return send_at_once(stretch, build, sent, gate).await;
    }
    let (to_body, from_pump) = mpsc::channel::<io::Result<Bytes>>(2);
    let pieces = stream::unfold(from_pump, |mut from_pump| async {
        Some((from_pump.recv().await?, from_pump))
    });
    let answer = build(Body::wrap_stream(pieces)).send();
    let pumping = pump(stretch, to_body, sent, gate);
    tokio::pin!(answer, pumping);
    tokio::select! {
        // The server may answer before it has seen everything: it refuses.
        answer = &mut answer => return answer.map_err(failure::of_transport),
        pumped = &mut pumping => pumped?,
    }
    within(SLOW_ANSWER, answer)
        .await?
        .map_err(failure::of_transport)
}

/// The same for so little that nothing of it goes out before the gate.
async fn send_at_once(
    stretch: Stretch<'_>,
    build: impl FnOnce(Body) -> RequestBuilder,
    sent: impl Fn(u64) + Send + Sync,
    gate: impl Future<Output = Result<()>> + Send,
) -> Result<Response> {
    let mut bytes = next(stretch, stretch.start).await?;
    while (bytes.len() as u64) < stretch.end - stretch.start {
        let more = next(stretch, stretch.start + bytes.len() as u64).await?;
        bytes = [bytes, more].concat().into();
    }
    gate.await?;
    sent(bytes.len() as u64);
    within(SLOW_ANSWER, build(Body::from(bytes)).send())
        .await?
        .map_err(failure::of_transport)
}

async fn pump(
    stretch: Stretch<'_>,
    to_body: mpsc::Sender<io::Result<Bytes>>,
    sent: impl Fn(u64) + Send + Sync,
    gate: impl Future<Output = Result<()>> + Send,
) -> Result<()> {
    let outcome = pump_all(stretch, &to_body, sent, gate).await;
    if outcome.is_err() {
        // The body must break, not end.
        let _ = to_body.try_send(Err(io::Error::other("the upload was broken off")));
    }
    outcome
}

async fn pump_all(
    stretch: Stretch<'_>,
    to_body: &mpsc::Sender<io::Result<Bytes>>,
    sent: impl Fn(u64) + Send + Sync,
    gate: impl Future<Output = Result<()>> + Send,
) -> Result<()> {
    let mut at = stretch.start;
    let mut gate = Some(gate);
    while at < stretch.end {
        let bytes = next(stretch, at).await?;
        let read = bytes.len() as u64;
        if at + read == stretch.end
            && let Some(gate) = gate.take()
        {
            gate.await?;
        }
        if within(IDLE, to_body.send(Ok(bytes))).await?.is_err() {
            // Nobody takes more: the answer says why.
            return std::future::pending().await;
        }
        at += read;
        sent(read);
    }
    match gate {
        Some(gate) => gate.await,
        None => Ok(()),
    }
}

/// What comes from `at` on, some of it at a time.
async fn next(stretch: Stretch<'_>, at: u64) -> Result<Bytes> {
    let left = stretch.end - at;
    let most = usize::try_from(left).map_or(MOST, |left| left.min(MOST));
    let bytes = stretch.source.read_at(at, most).await?;
    if bytes.is_empty() || bytes.len() > most {
        return Err(Error::new(ErrorKind::LocalFile).said("the file has another length"));
    }
    Ok(bytes)
}
