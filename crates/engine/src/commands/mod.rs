//! Carrying out commands.

mod recovered;
mod transfer_control;

use std::{collections::BTreeSet, sync::Arc};

use damson_core::{DamPath, brake::Brake};
use damson_remote::{PageToken, Search};

use crate::{
    actions::{self, Request, bring_links, bulk, missing_links, package, upload_files},
    context::{
        Site,
        contact::{self, soon},
    },
    document_links,
    journal::Journal,
    model::{Command, EngineError, LocalError, Outcome},
    observe::{listing, rescan},
    rows,
    upkeep::{self, offline_queue, pins, poll, recovered_cleanup, resume},
};

pub(crate) async fn perform(site: &Arc<Site>, command: Command) -> Result<Outcome, EngineError> {
    match command {
        Command::Act {
            action,
            path,
            options,
        } => {
            let later = options.later;
            let request = Request::by_person(action, path, options);
            let mut acted = actions::act(site, request.clone()).await;
            if let Err(error) = &acted
                && contact::came_after(site, error).await
            {
                acted = actions::act(site, request.clone()).await;
            }
            match acted {
                Err(error) if later => offline_queue::keep(site, request, error).await,
                done => done,
            }
        }
        Command::CancelQueued(id) => offline_queue::cancel(site, id).await,
        Command::Await { path, wanted } => offline_queue::await_free(site, path, wanted).await,
        Command::Refresh { folder } => {
            soon(site, listing::refresh(site, &folder)).await?;
            Ok(Outcome::Done)
        }
        Command::UploadHere {
            into,
            sources,
            if_exists,
            comment,
        } => upload_files::receive(site, &into, sources, if_exists, comment.as_deref()).await,
        Command::PlanUpload { into, sources } => upload_files::plan(site, &into, sources)
            .await
            .map(Outcome::Uploads),
        Command::CacheUse => {
            let used = site.in_journal(Journal::cache_use).await?;
            Ok(Outcome::CacheUse(used))
        }
        Command::Measure { folder } => soon(site, bulk::measure(site, &folder)).await,
        Command::Links { path } => bring_links::linked(site, &path).await.map(Outcome::Links),
        Command::UsedBy { path } => document_links::used::used_by(site, &path)
            .await
            .map(Outcome::UsedBy),
        Command::UploadLinks { path } => {
            let links = bring_links::linked(site, &path).await?;
            missing_links::send(site, links.missing(&path)).await
        }
        Command::Package { path, into } => package::package(site, &path, &into)
            .await
            .map(Outcome::Packaged),
        Command::Search { search, page } => soon(site, find(site, &search, page)).await,
        Command::PauseTransfer(id) => transfer_control::pause(site, id).await,
        Command::ResumeTransfer(id) => transfer_control::resume(site, id).await,
        Command::CancelTransfer(id) => transfer_control::cancel(site, id).await,
        Command::PutTransferFirst(id) => {
            site.queue.put_first(id);
            Ok(Outcome::Done)
        }
        Command::Order(id, wish) => transfer_control::order(site, id, wish).await,
        Command::CancelAll => transfer_control::cancel_all(site).await,
        Command::PauseAll => transfer_control::pause_all(site).await,
        Command::ResumeAll => transfer_control::resume_all(site).await,
        Command::ClearFinishedTransfers => {
            site.in_journal(Journal::clear_finished_transfers).await?;
            Ok(Outcome::Done)
        }
        Command::ListRecovered => {
            if let Err(error) = recovered_cleanup::match_recovered(site).await {
                tracing::warn!(%error, "Recovered is shown as it is noted");
            }
            let files = site.in_journal(Journal::recovered).await?;
            Ok(Outcome::Recovered(files))
        }
        Command::RestoreRecovered { id } => recovered::restore(site, id).await,
        Command::RemoveRecovered { id } => recovered::remove(site, id).await,
        Command::ReleaseBrake => release(site).await,
        Command::Configure(policy) => {
            site.configure(policy);
            Ok(Outcome::Done)
        }
        Command::Wake => {
            rescan::rescan(site, &DamPath::root(), true).await?;
            tidy(site).await;
            upkeep::poll_and_keep(site).await?;
            Ok(Outcome::Done)
        }
    }
}

/// What is not tidied is looked at again.
pub(crate) async fn tidy(site: &Arc<Site>) {
    if let Err(error) = resume::tidy(site).await {
        tracing::info!(%error, "partial files were not looked at");
    }
}

/// Takes what stopped everything as it is.
async fn release(site: &Arc<Site>) -> Result<Outcome, EngineError> {
    if site.halted().is_none() {
        // Asked right at the start: what there is to go on from may not have been seen yet.
        match rescan::rescan(site, &DamPath::root(), true).await {
            Err(EngineError::Halted(_) | EngineError::Local(LocalError::NoCacheFolder { .. })) => {}
            looked => looked?,
        }
    }
    match site.halted() {
        None => return Ok(Outcome::Done),
        Some(Brake::OtherAccount) => {
            let identity = poll::identity(site).await?;
            site.in_journal(move |journal| journal.set_identity(&identity))
                .await?;
        }
        Some(Brake::ClockJump { .. }) => {
            let now = site.now();
            site.in_journal(move |journal| journal.set_clock(now))
                .await?;
        }
        Some(Brake::EmptiedRoot { .. }) => site.on_disk(|local| local.mark()).await?,
        Some(Brake::MassChange { .. } | Brake::Vanished { .. }) => {}
    }
    site.set_released(true);
    let released = go_on(site).await;
    site.set_released(false);
    released
}

async fn go_on(site: &Arc<Site>) -> Result<Outcome, EngineError> {
    let halted_in = site.halted_in();
    site.lift_halt();
    rescan::rescan(site, &DamPath::root(), false).await?;
    // What stopped it is looked at once more while nothing stops it: the process that a person
    // says it to may be another than the one that was stopped, and have seen no folder yet.
    let mut folders: BTreeSet<DamPath> = site.seen_folders().into_iter().collect();
    folders.extend(halted_in);
    for folder in folders {
        if let Err(error) = listing::refresh(site, &folder).await {
            tracing::info!(%folder, %error, "not looked at once more");
        }
    }
    if let Err(error) = poll::walk_pins(site).await {
        tracing::info!(%error, "pinned folders are looked at later");
    }
    // What vanished from the server leaves its place while no brake stops it.
    pins::follow(site).await?;
    Ok(Outcome::Done)
}

async fn find(
    site: &Arc<Site>,
    search: &Search,
    page: Option<String>,
) -> Result<Outcome, EngineError> {
    let answer = site.remote().search(search, page.map(PageToken)).await;
    let found = site.heard(answer)?;
    let (now, items) = (site.now(), found.items);
    // What a search finds is shown as rows, and only remembered where it is known already.
    let assets = site
        .in_journal(move |journal| {
            let mut assets = Vec::new();
            for entry in items {
                let known = journal.get(&entry.path)?;
                assets.push(known.unwrap_or_else(|| rows::stranger(&entry, now)));
            }
            Ok(assets)
        })
        .await?;
    let rows = rows::rows_of(site, assets).await?;
    Ok(Outcome::Found {
        rows,
        next: found.next.map(|next| next.0),
    })
}
