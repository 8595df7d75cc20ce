//! Downloads that are so small that their bytes are gathered before any is written: nothing is on
//! the disk until everything has come, and one call writes, verifies and names it.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use damson_core::ByteCount;
use damson_remote::{Error as RemoteError, ErrorKind, ReadBody};
use futures::{StreamExt, stream};
use tokio::{sync::OwnedMutexGuard, time::Instant};

#[cfg(feature = "sabotage")]
use super::download::early_base;
use super::{
    download::{Coming, Own, bounded, failure, open_partial, stream_in},
    finish_together::finish_together,
    gather::{Count, gather},
    space::make_sure_of_space,
    writer::is_verifiable,
};
#[cfg(feature = "sabotage")]
use crate::sabotage::{self, Sabotage};
use crate::{
    context::Context,
    events::Event,
    model::{Asset, EngineError, TransferId},
    transfer_state::{Fetch, Wanted, finishing::Gathered},
};

/// Whether a download is small enough to be gathered in memory. What came before a failure is
/// fetched again.
pub(super) fn is_small(wanted: &Wanted) -> bool {
    let size = wanted.revision.size;
    size.is_some_and(|size| size.0 <= most())
}

fn most() -> u64 {
    #[cfg(feature = "simulation")]
    if crate::hooks::is_on() {
        return 32;
    }
    256 * 1024
}

/// How long bytes are gathered in memory: a download that takes longer is written as it comes,
/// because a part of it is worth keeping.
const LONG: Duration = Duration::from_secs(1);

/// Fetches a small download whole, and finishes it together with others.
pub(super) async fn attempt(
    context: &Arc<Context>,
    id: TransferId,
    fetch: &Fetch,
    from: Wanted,
    own: &Own,
    write_permit: OwnedMutexGuard<()>,
) -> Result<Asset, EngineError> {
    let wanted = from.revision.size.unwrap_or_default();
    make_sure_of_space(context, &fetch.path, wanted.0).await?;
    let awaited = context.finishing.expect();
    let by_hash = is_verifiable(context, &from);
    let mut body = bounded(context, fetch, &from, 0, by_hash).await?;
    if body.start != 0 {
        return Err(RemoteError::new(ErrorKind::Garbled)
            .about(&fetch.path)
            .into());
    }
    let mut count = Count {
        id,
        done: 0,
        paid: 0,
        total: body.total.or(body.length.map(ByteCount)),
    };
    let began = Instant::now();
    let mut pieces = Vec::new();
    let ended = loop {
        let batch = gather(context, &mut body, &mut count).await;
        pieces.extend(batch.pieces);
        if let Some(ended) = batch.end {
            break ended;
        }
        if began.elapsed() >= LONG {
            drop(awaited);
            let partial = open_partial(context, id, fetch, &from, own).await?;
            let paid = pieces.iter().map(Bytes::len).sum();
            let before = stream::iter(pieces.into_iter().map(Ok));
            let body = ReadBody {
                stream: before.chain(body.stream).boxed(),
                ..body
            };
            let coming = Coming {
                partial,
                body,
                paid,
                write_permit,
            };
            return stream_in(context, id, fetch, from, coming).await;
        }
    };
    #[cfg(feature = "sabotage")]
    if sabotage::is(Sabotage::BaseBeforeVerifying) {
        early_base(context, fetch, &from.revision).await?;
    }
    if let Some(failed) = failure(context, &fetch.path, ended, body.length, count.done) {
        return Err(failed.into());
    }
    // The connection goes back before the disk has its turn.
    drop(body);
    let ready = Gathered {
        id,
        fetch: fetch.clone(),
        from,
        pieces,
        write_permit,
    };
    let asset = finish_together(context, ready, awaited).await?;
    context.send(Event::Fetched);
    Ok(asset)
}
