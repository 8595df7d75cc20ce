//! Carrying out commands.

pub(crate) mod later;
pub(crate) mod receive;
pub(crate) mod recovered;
pub(crate) mod resume;

use std::sync::Arc;

use damson_core::{DamPath, brake::Brake};
use damson_remote::{PageToken, Search};

use crate::{
    act::{self, Request, bulk},
    command::{Command, Outcome},
    cycle::{keep, listing, poll, rescan},
    error::EngineError,
    journal::Journal,
    local::LocalError,
    rows,
    session::Event,
    site::Site,
    snapshot::{TransferId, TransferState},
    transfer,
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
            match act::act(site, request.clone()).await {
                Err(error) if later => later::keep(site, request, error).await,
                done => done,
            }
        }
        Command::CancelQueued(id) => later::cancel(site, id).await,
        Command::Await { path, wanted } => later::await_free(site, path, wanted).await,
        Command::Refresh { folder } => {
            listing::refresh(site, &folder).await?;
            Ok(Outcome::Done)
        }
        Command::UploadHere {
            into,
            sources,
            if_exists,
            comment,
        } => receive::receive(site, &into, sources, if_exists, comment.as_deref()).await,
        Command::PlanUpload { into, sources } => receive::plan(site, &into, sources)
            .await
            .map(Outcome::Uploads),
        Command::CacheUse => {
            let used = site.in_journal(Journal::cache_use).await?;
            Ok(Outcome::CacheUse(used))
        }
        Command::Measure { folder } => bulk::measure(site, &folder).await,
        Command::Search { search, page } => find(site, &search, page).await,
        Command::PauseTransfer(id) => pause(site, id, true).await,
        Command::ResumeTransfer(id) => pause(site, id, false).await,
        Command::CancelTransfer(id) => cancel(site, id).await,
        Command::PauseAll => {
            site.queue.pause_all(true);
            Ok(Outcome::Done)
        }
        Command::ResumeAll => {
            site.queue.pause_all(false);
            resume::paused(site).await?;
            Ok(Outcome::Done)
        }
        Command::ClearFinishedTransfers => {
            site.in_journal(Journal::clear_finished_transfers).await?;
            Ok(Outcome::Done)
        }
        Command::ListRecovered => {
            if let Err(error) = keep::match_recovered(site).await {
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
            keep::poll_and_keep(site).await?;
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
        Some(Brake::MassChange { .. }) => {}
    }
    site.set_released(true);
    let released = go_on(site).await;
    site.set_released(false);
    released
}

async fn go_on(site: &Arc<Site>) -> Result<Outcome, EngineError> {
    site.halt(None);
    rescan::rescan(site, &DamPath::root(), false).await?;
    for folder in site.seen_folders() {
        listing::refresh(site, &folder).await?;
    }
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

async fn pause(site: &Arc<Site>, id: TransferId, paused: bool) -> Result<Outcome, EngineError> {
    if site.queue.pause(id, paused) {
        return Ok(Outcome::Done);
    }
    if !paused {
        // It failed, or was paused before the restart: it begins again.
        resume::again(site, id).await?;
        return Ok(Outcome::Done);
    }
    transfer::amend(site, id, |record| {
        if matches!(
            record.state,
            TransferState::Waiting | TransferState::Retrying { .. }
        ) {
            record.state = TransferState::Paused;
        }
    })
    .await?;
    site.tell(Event::Moved);
    Ok(Outcome::Done)
}

async fn cancel(site: &Arc<Site>, id: TransferId) -> Result<Outcome, EngineError> {
    if site.queue.cancel(id) {
        return Ok(Outcome::Done);
    }
    let known = site.in_journal(move |journal| journal.transfer(id)).await?;
    transfer::amend(site, id, |record| {
        if record.state != TransferState::Finished {
            record.state = TransferState::Cancelled;
        }
    })
    .await?;
    if let Some(record) = known {
        let path = record.path;
        site.on_disk(move |local| local.drop_partial(&path)).await?;
    }
    Ok(Outcome::Done)
}
