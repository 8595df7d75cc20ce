//! Small downloads that end at about the same time end together.
//!
//! Each is written, verified and flushed by itself, several at a time, because disks take several
//! flushes at once. Those that are done get their names, and are noted by the journal, together:
//! one thread does that for all, and the next ones gather meanwhile.

use std::sync::Arc;

use tokio::sync::oneshot;

use super::finish::{Ready, Whole, finish, seal};
use crate::{
    context::Site,
    model::{Asset, EngineError},
    transfer_state::finishing::{Ended, Gathered, Next},
};

/// Ends a download, together with the others that wait for it just now.
pub(super) async fn land_together(site: &Arc<Site>, ready: Gathered) -> Result<Asset, EngineError> {
    let (told, answer) = oneshot::channel();
    let needed = site.finishing.add(ready, told);
    if needed {
        site.soon(work);
    }
    match answer.await {
        Ok(ended) => ended,
        // The engine is going down, and every task with it.
        Err(_) if site.is_ending() => futures::future::pending().await,
        Err(dropped) => panic!("a download did not come to its end: {dropped}"),
    }
}

fn work(site: &Site) {
    let mut worker = site.finishing.worker();
    while let Some(next) = worker.next() {
        match next {
            Next::Seal(ready, told) => match seal(site, whole(*ready)) {
                Ok(sealed) => site.finishing.add_sealed(sealed, told),
                Err(error) => tell(told, Err(error)),
            },
            Next::Finish(some) => {
                let (sealed, told): (Vec<_>, Vec<_>) = some.into_iter().unzip();
                for (told, ended) in told.into_iter().zip(finish(site, sealed)) {
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
        pen,
    } = ready;
    Ready {
        id,
        fetch,
        from,
        whole: Whole::Gathered { pieces, pen },
    }
}

fn tell(told: Ended, ended: Result<Asset, EngineError>) {
    // Who asked may have been stopped.
    let _ = told.send(ended);
}
