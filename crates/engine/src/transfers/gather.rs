//! Taking the pieces of a body as they come, several at a time where they come fast.

use bytes::Bytes;
use damson_core::ByteCount;
use damson_remote::{Error as RemoteError, ReadBody};
use futures::{FutureExt, StreamExt};

use crate::{context::Context, model::TransferId};

/// How far a transfer is.
pub(super) struct Count {
    pub(super) id: TransferId,
    pub(super) done: u64,
    /// How many of the next bytes were charged to the bandwidth already.
    pub(super) paid: usize,
    pub(super) total: Option<ByteCount>,
}

/// Pieces that came close to each other, and how the body ended if it did.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) pieces: Vec<Bytes>,
    pub(super) end: Option<Result<(), RemoteError>>,
}

/// How many bytes are written at a time, where they come that fast.
const BATCH: usize = 512 * 1024;

/// Takes what is there: one piece, and those that need not be waited for.
pub(super) async fn gather(context: &Context, body: &mut ReadBody, count: &mut Count) -> Batch {
    let mut batch = Batch::default();
    let mut bytes = 0;
    let mut next = body.stream.next().await;
    loop {
        let piece = match next {
            Some(Ok(piece)) => piece,
            Some(Err(error)) => {
                batch.end = Some(Err(error));
                break;
            }
            None => {
                batch.end = Some(Ok(()));
                break;
            }
        };
        bytes += piece.len();
        count.done += piece.len() as u64;
        let paid = count.paid.min(piece.len());
        count.paid -= paid;
        if paid < piece.len() {
            context.download_rate_limit.take(piece.len() - paid).await;
        }
        batch.pieces.push(piece);
        if bytes >= BATCH {
            break;
        }
        match body.stream.next().now_or_never() {
            Some(ready) => next = ready,
            None => break,
        }
    }
    context
        .queue
        .progress(count.id, ByteCount(count.done), count.total);
    batch
}
