//! Downloading many assets that aren't here: what has to be known of each before its bytes are
//! asked for is found out for some at a time.

use std::{
    collections::HashSet,
    future::ready,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use damson_core::{Action, DamPath, Kind, Revision, Status};
use futures::{Stream, StreamExt, stream};
use tokio::sync::mpsc;

use super::{
    Execution, Request,
    bulk::{BATCH, Tally},
    carry_out,
    hashes::{self, Listed},
    listed,
};
use crate::{
    actions::order::RunningOrder,
    context::Context,
    journal::Journal,
    model::{Asset, EngineError, JournalResult, OrderId, Outcome},
    observe::listing::{self, Walked},
    path_locks::PathLock,
    rows::offers,
    transfer_state::queue::Priority,
    transfers,
};

/// How many are looked at together. They are held from there on, so it is not many, unless they are so
/// small that they are there in a moment.
const TOGETHER: usize = 16;
const SMALL_TOGETHER: usize = 48;
/// How many bytes are there in a moment.
const SMALL: u64 = 12 * 1024 * 1024;

enum Next {
    /// Nothing stands in its way, and its transfer is entered.
    Entered(Box<Execution>),
    /// An asset that has to be looked at by itself.
    Single(Box<Asset>),
}

/// Downloads everything below a folder that is on the server alone. What is listed already is
/// fetched while the rest is being listed.
pub(super) async fn download(
    context: &Arc<Context>,
    top: &DamPath,
    order: &RunningOrder,
    tally: &Tally,
) -> Result<(), EngineError> {
    let (give, take) = mpsc::channel(1);
    let count = |path: &DamPath, ended| tally.count(path, ended);
    let fetched = fetch_all(context, take, Priority::Bulk, Some(order), count);
    let found = async {
        // What was found until then is left out by whoever takes it.
        tokio::select! {
            biased;
            () = order.cancelled() => Ok(()),
            found = find(context, top, order, give) => found,
        }
    };
    let (found, ()) = tokio::join!(found, fetched);
    found
}

/// Downloads some that are on the server alone; says of each how it ended.
pub(crate) async fn bring(
    context: &Arc<Context>,
    assets: Vec<Asset>,
    priority: Priority,
    ended: impl Fn(&DamPath, Result<Outcome, EngineError>),
) {
    let (give, take) = mpsc::channel(1);
    let given = async move {
        // Whoever takes it is there until it has come.
        let _ = give.send(assets).await;
    };
    tokio::join!(given, fetch_all(context, take, priority, None, ended));
}

/// Hands on what is on the server alone, as it becomes known.
async fn find(
    context: &Arc<Context>,
    top: &DamPath,
    order: &RunningOrder,
    give: mpsc::Sender<Vec<Asset>>,
) -> Result<(), EngineError> {
    if context.take_walk(top) {
        // Listed a moment ago, for the question that comes before an order.
        order.measure(context, top).await?;
        let top = top.clone();
        let read = move |journal: &Journal, after: Option<&DamPath>| {
            journal.with_status(&top, &[Status::CloudOnly], after, BATCH)
        };
        return hand_on(context, read, &HashSet::new(), &give).await;
    }
    let (tell, mut told) = mpsc::unbounded_channel();
    // While somebody waits for the downloads, nobody has to know of more before it is whole.
    let behind = &AtomicBool::new(false);
    let walked = async move {
        let tell = |news: Walked| {
            let early = matches!(news, Walked::Assets(_));
            if !(early && behind.load(Ordering::Relaxed)) {
                // Nobody takes it when the journal has failed.
                let _ = tell.send(news);
            }
        };
        listing::walk_reporting(context, top, tell).await?;
        order.measure(context, top).await
    };
    let handed = async move {
        let mut early = HashSet::new();
        while let Some(news) = told.recv().await {
            behind.store(true, Ordering::Relaxed);
            match news {
                Walked::Assets(some) => {
                    let mut fetched = cloud_only(context, some).await?;
                    // A listing that an action disturbed begins anew, and reports them once more.
                    fetched.retain(|asset| early.insert(asset.path.clone()));
                    if give.send(fetched).await.is_err() {
                        return Ok(());
                    }
                }
                Walked::Folder(folder) => {
                    let known = std::mem::take(&mut early);
                    let (inside, rest) = known
                        .into_iter()
                        .partition::<HashSet<_>, _>(|path| path.parent().as_ref() == Some(&folder));
                    early = rest;
                    let read = move |journal: &Journal, after: Option<&DamPath>| {
                        journal.cloud_only_in(&folder, after, BATCH)
                    };
                    hand_on(context, read, &inside, &give).await?;
                }
            }
            behind.store(!told.is_empty(), Ordering::Relaxed);
        }
        Ok(())
    };
    let (walked, handed) = tokio::join!(walked, handed);
    walked.and(handed)
}

/// The assets among these paths that are on the server alone.
async fn cloud_only(context: &Arc<Context>, some: Vec<DamPath>) -> Result<Vec<Asset>, EngineError> {
    let known = context.in_journal(move |journal| journal.get_many(&some));
    let known = known.await?.into_iter().flatten();
    Ok(known
        .filter(|asset| asset.status() == Some(Status::CloudOnly))
        .collect())
}

/// Hands on rows a batch at a time, each batch after the last row of the one before, but for those
/// that were handed on early.
async fn hand_on<R>(
    context: &Arc<Context>,
    read: R,
    early: &HashSet<DamPath>,
    give: &mpsc::Sender<Vec<Asset>>,
) -> Result<(), EngineError>
where
    R: Fn(&Journal, Option<&DamPath>) -> JournalResult<Vec<Asset>> + Send + Sync + 'static,
{
    let read = Arc::new(read);
    let mut after: Option<DamPath> = None;
    loop {
        let (read, from) = (Arc::clone(&read), after.take());
        let batch = context.in_journal(move |journal| read(journal, from.as_ref()));
        let mut batch = batch.await?;
        let Some(last) = batch.last() else {
            return Ok(());
        };
        after = Some(last.path.clone());
        batch.retain(|asset| !early.contains(&asset.path));
        if give.send(batch).await.is_err() {
            return Ok(());
        }
    }
}

/// Asks for the hashes of some while others are fetched.
async fn fetch_all(
    context: &Arc<Context>,
    take: mpsc::Receiver<Vec<Asset>>,
    priority: Priority,
    order: Option<&RunningOrder>,
    ended: impl Fn(&DamPath, Result<Outcome, EngineError>),
) {
    let (tell, told) = mpsc::channel(1);
    let batches = stream::unfold(told, |mut told| async move {
        let batch = told.recv().await?;
        Some((stream::iter(batch), told))
    });
    let fetched = fetch_listed(context, batches.flatten(), priority, order, ended);
    tokio::join!(hashes::ask(context, take, tell), fetched);
}

async fn fetch_listed(
    context: &Arc<Context>,
    assets: impl Stream<Item = Listed>,
    priority: Priority,
    order: Option<&RunningOrder>,
    ended: impl Fn(&DamPath, Result<Outcome, EngineError>),
) {
    let part_of = order.map(|order| order.id);
    let ended = &ended;
    assets
        .filter(|listed| ready(listed.asset.kind == Kind::Asset))
        .take_while(|_| ready(!order.is_some_and(RunningOrder::is_cancelled)))
        .ready_chunks(SMALL_TOGETHER)
        .flat_map(|some| stream::iter(groups(some)))
        .then(|some| enter(context, some, priority, part_of))
        .flat_map(stream::iter)
        .for_each_concurrent(context.queue.at_a_time() + 2, |next| async move {
            match next {
                Next::Entered(execution) => {
                    let path = execution.request.path.clone();
                    ended(&path, carry_out(*execution).await);
                }
                Next::Single(asset) => {
                    let request = request(&asset.path, priority).part_of(part_of);
                    ended(&asset.path, listed(context, &asset, request).await);
                }
            }
        })
        .await;
}

/// Divides assets into those that are held together.
fn groups(some: Vec<Listed>) -> Vec<Vec<Listed>> {
    let size = |listed: &Listed| listed.asset.remote_size().map_or(SMALL, |size| size.0);
    let bytes = some.iter().map(size).fold(0, u64::saturating_add);
    let together = if bytes <= SMALL {
        SMALL_TOGETHER
    } else {
        TOGETHER
    };
    let mut rest = some.into_iter();
    let group = || Some(rest.by_ref().take(together).collect::<Vec<_>>());
    std::iter::from_fn(group)
        .take_while(|group| !group.is_empty())
        .collect()
}

fn request(path: &DamPath, priority: Priority) -> Request {
    Request::of_many(Action::Download, path.clone(), priority)
}

/// Looks at some, and enters the transfers of those that can be fetched as the listing has them.
async fn enter(
    context: &Arc<Context>,
    some: Vec<Listed>,
    priority: Priority,
    part_of: Option<OrderId>,
) -> Vec<Next> {
    if context.halted().is_some() || !context.is_online() {
        let singles = some.into_iter().map(|listed| Box::new(listed.asset));
        return singles.map(Next::Single).collect();
    }
    let held = some.into_iter().map(|listed| {
        let path = &listed.asset.path;
        let busy = context.queue.is_busy(path);
        let hold = (!busy).then(|| context.path_locks.try_lock(path)).flatten();
        (listed, hold)
    });
    let held: Vec<_> = held.collect();
    let at = Arc::clone(context);
    let entered = context.blocking(move || enter_now(&at, held, priority, part_of));
    entered.await
}

fn enter_now(
    context: &Arc<Context>,
    held: Vec<(Listed, Option<PathLock>)>,
    priority: Priority,
    part_of: Option<OrderId>,
) -> Vec<Next> {
    let path = |(listed, _): &(Listed, _)| listed.asset.path.clone();
    let paths: Vec<_> = held.iter().map(path).collect();
    let known = context.journal.without_download(&paths).unwrap_or_default();
    let known = known.into_iter().chain(std::iter::repeat(None));
    let (mut singles, mut deeds, mut wanted) = (Vec::new(), Vec::new(), Vec::new());
    for ((mut listed, hold), known) in held.into_iter().zip(known) {
        // What is out of order is reported by the action on the single asset.
        let fit = hold.zip(known).and_then(|(hold, (now, kept))| {
            let request = request(&now.path, priority).part_of(part_of);
            fit(context, request, listed.complete(now), kept, hold)
        });
        match fit {
            Some((execution, revision)) => {
                wanted.push((listed.asset.path, revision));
                deeds.push(execution);
            }
            None => singles.push(Box::new(listed.asset)),
        }
    }
    let entered = match transfers::enter_downloads(context, &wanted, priority, part_of) {
        Ok(entered) => entered,
        Err(error) => {
            tracing::debug!(%error, "downloads are entered one by one");
            singles.extend(
                deeds
                    .drain(..)
                    .map(|execution: Execution| Box::new(execution.asset)),
            );
            Vec::new()
        }
    };
    let entered = deeds.into_iter().zip(entered).map(|(execution, entered)| {
        Next::Entered(Box::new(Execution {
            entered: Some(entered),
            ..execution
        }))
    });
    entered
        .chain(singles.into_iter().map(Next::Single))
        .collect()
}

/// The execution, when nothing is here as far as is known, and the listing says enough to know the bytes
/// by. What lies on the disk untold is seen at the latest when the download wants its name.
fn fit(
    context: &Arc<Context>,
    request: Request,
    asset: Asset,
    kept: bool,
    hold: PathLock,
) -> Option<(Execution, Revision)> {
    if asset.is_folder() || asset.status() != Some(Status::CloudOnly) {
        return None;
    }
    let beside = (kept, context.local.file(&asset.path).is_err());
    offers::judge(context, &asset, Action::Download, false, beside).ok()?;
    let execution = Execution::known(context, request, asset, hold);
    let wanted = execution.listed()?;
    Some((execution, wanted.revision))
}
