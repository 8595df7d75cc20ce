//! Carrying out commands.

mod recovered;
mod transfer_control;

use std::{collections::BTreeSet, sync::Arc};

use damson_core::{DamPath, brake::Brake};
use damson_remote::{PageToken, Search};

use crate::{
    actions::{self, Request, bring_links, bulk, missing_links, package, upload_files},
    context::{
        Context,
        contact::{self, soon},
    },
    document_links,
    journal::Journal,
    model::{Command, EngineError, LocalError, Outcome},
    observe::{listing, rescan},
    rows,
    upkeep::{self, offline_queue, pins, poll, recovered_cleanup, resume},
};

pub(crate) async fn perform(
    context: &Arc<Context>,
    command: Command,
) -> Result<Outcome, EngineError> {
    match command {
        Command::Act {
            action,
            path,
            options,
        } => {
            let later = options.later;
            let request = Request::by_person(action, path, options);
            let mut acted = actions::act(context, request.clone()).await;
            if let Err(error) = &acted
                && contact::came_after(context, error).await
            {
                acted = actions::act(context, request.clone()).await;
            }
            match acted {
                Err(error) if later => offline_queue::keep(context, request, error).await,
                done => done,
            }
        }
        Command::CancelQueued(id) => offline_queue::cancel(context, id).await,
        Command::Await { path, wanted } => offline_queue::await_free(context, path, wanted).await,
        Command::Refresh { folder } => {
            soon(context, listing::refresh(context, &folder)).await?;
            Ok(Outcome::Done)
        }
        Command::UploadHere {
            into,
            sources,
            if_exists,
            comment,
        } => upload_files::receive(context, &into, sources, if_exists, comment.as_deref()).await,
        Command::PlanUpload { into, sources } => upload_files::plan(context, &into, sources)
            .await
            .map(Outcome::Uploads),
        Command::CacheUse => {
            let used = context.in_journal(Journal::cache_use).await?;
            Ok(Outcome::CacheUse(used))
        }
        Command::Measure { folder } => soon(context, bulk::measure(context, &folder)).await,
        Command::Links { path } => bring_links::linked(context, &path)
            .await
            .map(Outcome::Links),
        Command::UsedBy { path } => document_links::used::used_by(context, &path)
            .await
            .map(Outcome::UsedBy),
        Command::UploadLinks { path } => {
            let links = bring_links::linked(context, &path).await?;
            missing_links::send(context, links.missing(&path)).await
        }
        Command::Package { path, into } => package::package(context, &path, &into)
            .await
            .map(Outcome::Packaged),
        Command::Search { search, page } => soon(context, find(context, &search, page)).await,
        Command::PauseTransfer(id) => transfer_control::pause(context, id).await,
        Command::ResumeTransfer(id) => transfer_control::resume(context, id).await,
        Command::CancelTransfer(id) => transfer_control::cancel(context, id).await,
        Command::PutTransferFirst(id) => {
            context.queue.put_first(id);
            Ok(Outcome::Done)
        }
        Command::Order(id, wish) => transfer_control::order(context, id, wish).await,
        Command::CancelAll => transfer_control::cancel_all(context).await,
        Command::PauseAll => transfer_control::pause_all(context).await,
        Command::ResumeAll => transfer_control::resume_all(context).await,
        Command::ClearFinishedTransfers => {
            context
                .in_journal(Journal::clear_finished_transfers)
                .await?;
            Ok(Outcome::Done)
        }
        Command::ListRecovered => {
            if let Err(error) = recovered_cleanup::match_recovered(context).await {
                tracing::warn!(%error, "Recovered is shown as it is noted");
            }
            let files = context.in_journal(Journal::recovered).await?;
            Ok(Outcome::Recovered(files))
        }
        Command::RestoreRecovered { id } => recovered::restore(context, id).await,
        Command::RemoveRecovered { id } => recovered::remove(context, id).await,
        Command::ReleaseBrake => release(context).await,
        Command::Configure(policy) => {
            context.configure(policy);
            Ok(Outcome::Done)
        }
        Command::Wake => {
            rescan::rescan(context, &DamPath::root(), true).await?;
            tidy(context).await;
            upkeep::poll_and_keep(context).await?;
            Ok(Outcome::Done)
        }
    }
}

/// Removes partial files that belong to nothing; a failure is logged, because the next rescan tries
/// again.
pub(crate) async fn tidy(context: &Arc<Context>) {
    if let Err(error) = resume::tidy(context).await {
        tracing::info!(%error, "partial files were not looked at");
    }
}

/// Takes the state that a brake stopped as right, because a person said to go on.
async fn release(context: &Arc<Context>) -> Result<Outcome, EngineError> {
    if context.halted().is_none() {
        // Right after the start, what stopped everything may not have been seen yet.
        match rescan::rescan(context, &DamPath::root(), true).await {
            Err(EngineError::Halted(_) | EngineError::Local(LocalError::NoCacheFolder { .. })) => {}
            looked => looked?,
        }
    }
    match context.halted() {
        None => return Ok(Outcome::Done),
        Some(Brake::OtherAccount) => {
            let identity = poll::identity(context).await?;
            context
                .in_journal(move |journal| journal.set_identity(&identity))
                .await?;
        }
        Some(Brake::ClockJump { .. }) => {
            let now = context.now();
            context
                .in_journal(move |journal| journal.set_clock(now))
                .await?;
        }
        Some(Brake::EmptiedRoot { .. }) => context.on_disk(|local| local.mark()).await?,
        Some(Brake::MassChange { .. } | Brake::Vanished { .. }) => {}
    }
    context.set_released(true);
    let released = go_on(context).await;
    context.set_released(false);
    released
}

async fn go_on(context: &Arc<Context>) -> Result<Outcome, EngineError> {
    let halted_in = context.halted_in();
    context.lift_halt();
    rescan::rescan(context, &DamPath::root(), false).await?;
    // What stopped it is looked at once more while nothing stops it: the process that a person
    // says it to may be another than the one that was stopped, and have seen no folder yet.
    let mut folders: BTreeSet<DamPath> = context.seen_folders().into_iter().collect();
    folders.extend(halted_in);
    for folder in folders {
        if let Err(error) = listing::refresh(context, &folder).await {
            tracing::info!(%folder, %error, "not looked at once more");
        }
    }
    if let Err(error) = poll::walk_pins(context).await {
        tracing::info!(%error, "pinned folders are looked at later");
    }
    // What vanished from the server leaves its place while no brake stops it.
    pins::follow(context).await?;
    Ok(Outcome::Done)
}

async fn find(
    context: &Arc<Context>,
    search: &Search,
    page: Option<String>,
) -> Result<Outcome, EngineError> {
    let answer = context.remote().search(search, page.map(PageToken)).await;
    let found = context.note_answer(answer)?;
    let (now, items) = (context.now(), found.items);
    // What a search finds is shown as rows, and only remembered where it is known already.
    let mut assets = context
        .in_journal(move |journal| {
            // A listing may not have said what restricts the use; a hit does.
            journal.set_terms(items.iter().map(|entry| (&entry.path, &entry.terms)))?;
            let mut assets = Vec::new();
            for entry in items {
                let known = journal.get(&entry.path)?;
                assets.push(known.unwrap_or_else(|| rows::stranger(&entry, now)));
            }
            Ok(assets)
        })
        .await?;
    let hidden = rows::hide_expired(context, &mut assets);
    let rows = rows::rows_of(context, assets).await?;
    Ok(Outcome::Found {
        rows,
        hidden,
        next: found.next.map(|next| next.0),
    })
}
