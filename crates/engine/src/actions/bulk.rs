//! Actions on everything below a folder: what can be done is done, the rest are problems.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use damson_core::{Action, ByteCount, DamPath, Status};
use futures::StreamExt;

use super::{Request, listed, many_downloads};
use crate::{
    actions::order::RunningOrder,
    context::Context,
    events::Event,
    model::{
        Asset, EngineError, Outcome, Problem, RowFilter, RowOrder, RowQuery, RowScope,
        TransferDirection,
    },
    observe::{listing, rescan},
    rows::offers,
    transfer_state::queue::Priority,
};

/// How many rows are read at a time.
pub(super) const BATCH: usize = 500;

/// Counts what a bulk action has done so far.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    done: AtomicU64,
    folders: AtomicU64,
    skipped: AtomicU64,
    problems: std::sync::Mutex<Vec<Problem>>,
}

/// Downloads everything below a folder that isn't here.
pub(crate) async fn download(
    context: &Arc<Context>,
    folder: &Asset,
    request: &Request,
) -> Result<Outcome, EngineError> {
    offers::check(context, folder, Action::Download, false).await?;
    let tally = Tally::default();
    let order = RunningOrder::begin(context, &folder.path, TransferDirection::Download).await?;
    let downloaded = download_all(context, &folder.path, &order, &tally).await;
    order.end(context).await?;
    downloaded?;
    tracing::debug!(path = %request.path, "downloaded a folder");
    Ok(tally.outcome())
}

async fn download_all(
    context: &Arc<Context>,
    folder: &DamPath,
    order: &RunningOrder,
    tally: &Tally,
) -> Result<(), EngineError> {
    many_downloads::download(context, folder, order, tally).await?;
    let stale = [Status::ModifiedRemotely];
    each(context, folder, &stale, Action::Update, Some(order), tally).await
}

/// Removes the clean copies below a folder. Edited ones stay, each as a problem.
pub(crate) async fn remove_local(
    context: &Arc<Context>,
    folder: &Asset,
    request: &Request,
) -> Result<Outcome, EngineError> {
    offers::check(context, folder, Action::RemoveLocalCopy, false).await?;
    if context.is_online() {
        // What the server lost meanwhile is the last copy, and stays.
        listing::walk(context, &folder.path).await?;
    }
    rescan::rescan(context, &request.path, true).await?;
    let tally = Tally::default();
    let here = [
        Status::AvailableLocally,
        Status::ModifiedRemotely,
        Status::RemovedRemotely,
        Status::EditedLocally,
        Status::EditingConflict(damson_core::Conflict::BothChanged),
        Status::EditingConflict(damson_core::Conflict::DeletedOnServer),
        Status::EditingConflict(damson_core::Conflict::Unrelated),
        Status::NewLocally,
    ];
    let action = Action::RemoveLocalCopy;
    each(context, &folder.path, &here, action, None, &tally).await?;
    Ok(tally.outcome())
}

/// Pins a folder; what is below it is brought here and kept up to date in the background.
pub(crate) async fn pin(
    context: &Arc<Context>,
    folder: &Asset,
    request: &Request,
) -> Result<Outcome, EngineError> {
    offers::check(context, folder, Action::Pin, false).await?;
    let (path, kind) = (request.path.clone(), folder.kind);
    context
        .in_journal(move |journal| journal.pin(&path, kind, true))
        .await?;
    context.send(Event::Pinned);
    Ok(Outcome::Done)
}

/// Counts the assets and bytes that a download of everything below a folder would bring.
pub(crate) async fn measure(
    context: &Arc<Context>,
    folder: &DamPath,
) -> Result<Outcome, EngineError> {
    listing::walk(context, folder).await?;
    let mut query = RowQuery {
        scope: RowScope::Below(folder.clone()),
        filter: RowFilter {
            statuses: vec![Status::CloudOnly],
            ..RowFilter::default()
        },
        order: RowOrder::Path,
        descending: false,
        offset: 0,
        limit: 1_000,
    };
    let (mut assets, mut bytes, mut unsized_assets) = (0, 0u64, 0);
    loop {
        let page = query.clone();
        let (rows, total) = context
            .in_journal(move |journal| journal.rows(&page))
            .await?;
        for asset in rows
            .iter()
            .filter(|asset| asset.kind == damson_core::Kind::Asset)
        {
            assets += 1;
            match asset.remote_size() {
                Some(told) => bytes = bytes.saturating_add(told.0),
                None => unsized_assets += 1,
            }
        }
        query.offset += query.limit;
        if query.offset >= total {
            break;
        }
    }
    Ok(Outcome::Measured {
        assets,
        bytes: ByteCount(bytes),
        unsized_assets,
    })
}

/// Does `action` with every asset below `folder` that has one of these statuses.
async fn each(
    context: &Arc<Context>,
    folder: &DamPath,
    statuses: &[Status],
    action: Action,
    order: Option<&RunningOrder>,
    tally: &Tally,
) -> Result<(), EngineError> {
    let mut after: Option<DamPath> = None;
    loop {
        let (top, from, wanted) = (folder.clone(), after.take(), statuses.to_vec());
        let batch = context
            .in_journal(move |journal| journal.with_status(&top, &wanted, from.as_ref(), BATCH))
            .await?;
        let Some(last) = batch.last() else {
            return Ok(());
        };
        after = Some(last.path.clone());
        let limit = context.policy().transfers.max(1) as usize * 2;
        futures::stream::iter(batch)
            .filter(|asset| {
                let taken_back = order.is_some_and(RunningOrder::is_cancelled);
                futures::future::ready(asset.kind == damson_core::Kind::Asset && !taken_back)
            })
            .for_each_concurrent(limit, |asset| async move {
                let request = Request::of_many(action, asset.path.clone(), Priority::Bulk);
                let request = request.part_of(order.map(|order| order.id));
                tally.count(&asset.path, listed(context, &asset, request).await);
            })
            .await;
    }
}

impl Tally {
    pub(crate) fn count<T>(&self, path: &DamPath, result: Result<T, EngineError>) {
        match result {
            Ok(_) => {
                self.done.fetch_add(1, Ordering::Relaxed);
            }
            Err(error) => self.problem(Problem {
                path: path.clone(),
                file: None,
                error: Arc::new(error),
            }),
        }
    }

    /// Counts a folder that was made, or not.
    pub(crate) fn count_folder(&self, path: &DamPath, result: Result<(), EngineError>) {
        match result {
            Ok(()) => {
                self.folders.fetch_add(1, Ordering::Relaxed);
            }
            Err(error) => self.count::<()>(path, Err(error)),
        }
    }

    /// Counts an asset that was left as it is, as the person wanted.
    pub(crate) fn skip(&self) {
        self.skipped.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn problem(&self, problem: Problem) {
        let mut problems = self
            .problems
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        problems.push(problem);
    }

    /// Counts what another tally came to.
    pub(crate) fn add(&self, other: Outcome) {
        let Outcome::Bulk {
            done,
            folders,
            skipped,
            problems,
        } = other
        else {
            return;
        };
        self.done.fetch_add(done, Ordering::Relaxed);
        self.folders.fetch_add(folders, Ordering::Relaxed);
        self.skipped.fetch_add(skipped, Ordering::Relaxed);
        for problem in problems {
            self.problem(problem);
        }
    }

    pub(crate) fn outcome(&self) -> Outcome {
        let mut problems = self
            .problems
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let mut problems = std::mem::take(&mut *problems);
        problems.sort_by(|a, b| a.path.cmp(&b.path));
        Outcome::Bulk {
            done: self.done.load(Ordering::Relaxed),
            folders: self.folders.load(Ordering::Relaxed),
            skipped: self.skipped.load(Ordering::Relaxed),
            problems,
        }
    }
}
