//! Small downloads that end at about the same time end together.
//!
//! Each is written, verified and flushed by itself, several at a time, because disks take several
//! flushes at once. Those that are done get their names, and are noted by the journal, together:
//! one thread does that for all, and the next ones gather meanwhile.

use std::sync::Arc;

use tokio::sync::oneshot;

use super::finish::{Ready, Whole, finish, seal};
use crate::{
    context::Context,
    model::{Asset, EngineError},
    transfer_state::finishing::{Coming, Ended, Gathered, Next},
};

/// Ends a download, together with the others that wait for it just now.
pub(super) async fn finish_together(
    context: &Arc<Context>,
    ready: Gathered,
    coming: Coming<'_>,
) -> Result<Asset, EngineError> {
    let (told, answer) = oneshot::channel();
    let needed = context.finishing.add(ready, told);
    // It is there: nobody waits for it any more.
    drop(coming);
    if needed {
        context.soon(work);
    }
    match answer.await {
        Ok(ended) => ended,
        // The engine is going down, and every task with it.
        Err(_) if context.is_ending() => futures::future::pending().await,
        Err(dropped) => panic!("a download did not come to its end: {dropped}"),
    }
}

fn work(context: &Context) {
    let mut worker = context.finishing.worker();
    while let Some(next) = worker.next() {
        match next {
            Next::Seal(ready, told) => match seal(context, whole(*ready)) {
                Ok(sealed) => context.finishing.add_sealed(sealed, told),
                Err(error) => tell(told, Err(error)),
            },
            Next::Finish(some) => {
                let (sealed, told): (Vec<_>, Vec<_>) = some.into_iter().unzip();
                for (told, ended) in told.into_iter().zip(finish(context, sealed)) {
                    tell(told, ended);
                }
            }
        }
    }
}

fn whole(ready: Gathered) -> Ready {
    let Gathered {
        id,
        fetch,
        from,
        pieces,
        write_permit,
    } = ready;
    Ready {
        id,
        fetch,
        from,
        whole: Whole::Gathered {
            pieces,
            write_permit,
        },
    }
}

fn tell(told: Ended, ended: Result<Asset, EngineError>) {
    // Who asked may have been stopped.
    let _ = told.send(ended);
}
