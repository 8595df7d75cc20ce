//! Actions that were asked for while the server could not be reached, carried out when it is back.

use std::{collections::BTreeMap, sync::Arc};

use damson_core::{Action, DamPath, Lock, Refusal, allowed_later};
use damson_remote::ErrorKind;
use futures::StreamExt;

use crate::{
    actions::{self, Request, nothing_left},
    context::{Context, contact::soon},
    events::Event,
    model::{ActOptions, EngineError, Outcome, QueuedAction},
    observe,
    rows::offers,
};

/// Paths that are worked on at a time; what is asked of one path keeps its order.
const AT_ONCE: usize = 4;
/// How many actions are read from the journal at a time.
const MOST: usize = 1_000;

/// Keeps an action that can't be carried out because the server can't be reached. Fails with
/// `error` where it is none that waits.
pub(crate) async fn keep(
    context: &Arc<Context>,
    request: Request,
    error: EngineError,
) -> Result<Outcome, EngineError> {
    if !error.is_unreachable() || !may_wait(context, &request).await? {
        return Err(error);
    }
    let queued = QueuedAction {
        id: 0,
        path: request.path,
        action: request.action,
        comment: request.options.comment,
        keep_checked_out: request.options.keep_checked_out,
        release: request.options.release,
        since: context.now(),
        failed: None,
    };
    let id = context
        .in_journal(move |journal| journal.add_queued(&queued))
        .await?;
    context.send(Event::Changed);
    Ok(Outcome::Queued(id))
}

/// Carries out what waits. What fails for another reason than the network is noted, and stays
/// until the person has seen it.
pub(crate) async fn carry_out(context: &Arc<Context>) -> Result<(), EngineError> {
    let mut paths: BTreeMap<DamPath, Vec<QueuedAction>> = BTreeMap::new();
    for queued in context.in_journal(|journal| journal.queued(MOST)).await? {
        if queued.failed.is_none() {
            paths.entry(queued.path.clone()).or_default().push(queued);
        }
    }
    futures::stream::iter(paths.into_values())
        .for_each_concurrent(AT_ONCE, |of_path| async move {
            for queued in of_path {
                match one(context, queued).await {
                    Ok(true) => {}
                    Ok(false) => return,
                    Err(error) => {
                        tracing::warn!(%error, "what waited for the server goes on waiting");
                        return;
                    }
                }
            }
        })
        .await;
    Ok(())
}

/// Carries out one action. Returns whether the next action on the same path may be tried.
async fn one(context: &Arc<Context>, queued: QueuedAction) -> Result<bool, EngineError> {
    let id = queued.id;
    if !context.is_online() || context.halted().is_some() {
        return Ok(false);
    }
    if !context
        .in_journal(move |journal| journal.is_queued(id))
        .await?
    {
        return Ok(true);
    }
    let options = ActOptions {
        comment: queued.comment,
        keep_checked_out: queued.keep_checked_out,
        release: queued.release,
        ..ActOptions::default()
    };
    let checks_in = queued.action == Action::UploadChanges && !options.keep_checked_out;
    let path = queued.path.clone();
    let request = Request::by_person(queued.action, queued.path, options);
    let mut done = actions::act(context, request).await;
    if checks_in && matches!(&done, Err(error) if nothing_left(error)) {
        // Uploaded by a process that ended before the check-in.
        let request = Request::by_person(Action::CheckIn, path, ActOptions::default());
        done = actions::act(context, request).await;
    }
    let done = match done {
        Ok(_) => Ok(()),
        Err(error) if nothing_left(&error) || is_so_already(&error) => Ok(()),
        Err(error) if error.is_unreachable() || needs_login(&error) => return Ok(false),
        Err(error) => Err(error),
    };
    let fine = done.is_ok();
    context
        .in_journal(move |journal| match done {
            Ok(()) => journal.remove_queued(id).map(drop),
            Err(error) => journal.fail_queued(id, code(&error), &error.to_string()),
        })
        .await?;
    context.send(Event::Changed);
    Ok(fine)
}

/// Removes an action that waits, or one that failed and that the person has seen.
pub(crate) async fn cancel(context: &Arc<Context>, id: i64) -> Result<Outcome, EngineError> {
    let removed = context.in_journal(move |journal| journal.remove_queued(id));
    if !removed.await? {
        return Err(EngineError::NoSuch(id));
    }
    context.send(Event::Changed);
    Ok(Outcome::Done)
}

/// Waits for an asset that somebody else has checked out, or no longer.
pub(crate) async fn await_free(
    context: &Arc<Context>,
    path: DamPath,
    wanted: bool,
) -> Result<Outcome, EngineError> {
    let now = context.now();
    // It may have become free since the last look; without the server what is known counts.
    if wanted && let Err(error) = soon(context, observe::look_again(context, &path)).await {
        tracing::debug!(%path, %error, "waited for as it was known");
    }
    let known = actions::known(context, &path).await?;
    context
        .in_journal(move |journal| match &known.lock {
            Lock::Theirs(holder) if wanted => journal.await_free(&path, holder, now),
            Lock::Theirs(_) | Lock::Free | Lock::Mine => journal.end_await(&path),
        })
        .await?;
    context.send(Event::Changed);
    Ok(Outcome::Done)
}

async fn may_wait(context: &Arc<Context>, request: &Request) -> Result<bool, EngineError> {
    let path = request.path.clone();
    let Some(asset) = context
        .in_journal(move |journal| journal.get(&path))
        .await?
    else {
        return Ok(false);
    };
    let at = Arc::clone(context);
    let offer = damson_core::Offer {
        online: false,
        ..context.offer()
    };
    let action = request.action;
    context
        .blocking(move || {
            let kept = at.journal.is_pinned(&asset.path)?;
            let circumstances = offers::Circumstances {
                kept,
                busy: at.queue.is_busy(&asset.path),
                name_problem: at.local.file(&asset.path).is_err(),
            };
            let may = offers::with(&asset, circumstances, |subject| {
                allowed_later(action, subject, &offer)
            });
            Ok(may)
        })
        .await
}

/// The code that says why an action failed. A conflict has one code, whether the poll or the action
/// found it.
fn code(error: &EngineError) -> &'static str {
    if let EngineError::Refused { refusal, .. } = error
        && *refusal == Refusal::InConflict
    {
        return "conflict";
    }
    error.code()
}

fn needs_login(error: &EngineError) -> bool {
    matches!(error, EngineError::Remote(error) if error.kind == ErrorKind::LoginNeeded)
}

/// Whether an action was refused because its aim is reached already.
fn is_so_already(error: &EngineError) -> bool {
    matches!(
        error,
        EngineError::Refused {
            refusal: Refusal::AlreadyCheckedOut | Refusal::NotCheckedOut,
            ..
        }
    )
}
