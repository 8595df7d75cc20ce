//! What follows without being asked: pins kept up to date, locks renewed, Recovered emptied.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use damson_core::{
    Action, DamPath, OnServer, Revision, Sameness, Status, Timestamp,
    brake::{Brake, clock_brake, vanished_brake},
};
use damson_remote::ErrorKind;
use futures::StreamExt;
use tokio::time::Instant;

use super::{doubt, moved, observe, poll, renamed};
use crate::{
    act::{self, Request, many},
    error::{EngineError, JournalError},
    hold::Touch,
    journal::{Asset, Journal},
    queue::Priority,
    session::Event,
    site::Site,
    snapshot::{TransferDirection, TransferState},
    transfer::{self, retry::OWN_TRIES},
};

/// How many pinned assets are looked up at a time.
const BATCH: usize = 500;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// Looks at the server, and lets the pins follow.
pub(crate) async fn poll_and_keep(site: &Arc<Site>) -> Result<(), EngineError> {
    transfer::tell_ends(site).await?;
    let thorough = site.polls.load(Ordering::Relaxed).is_multiple_of(20);
    poll::poll(site).await?;
    if matches!(site.halted(), Some(Brake::Vanished { .. })) && vanished(site).await?.is_none() {
        // The share is back, with all that was on it.
        site.lift_halt();
    }
    if site.halted().is_some() {
        return Ok(());
    }
    if thorough {
        poll::walk_pins(site).await?;
    }
    moved::follow(site).await?;
    doubt::answer_all(site, thorough).await?;
    pins(site).await?;
    site.keep_learnt().await
}

/// Whether so much of what is pinned is gone from the server that a person has to look first.
async fn vanished(site: &Arc<Site>) -> Result<Option<Brake>, EngineError> {
    site.in_journal(|journal| Ok(vanished_brake(journal.vanished()?)))
        .await
}

/// Brings what is pinned up to date. What the server lost moves to Recovered, unless so much of a
/// folder is gone at once that a person is asked first.
pub(crate) async fn pins(site: &Arc<Site>) -> Result<(), EngineError> {
    if !site.is_released()
        && let Some(brake) = vanished(site).await?
    {
        site.halt(brake, &DamPath::root());
        return Err(EngineError::Halted(brake));
    }
    let hopeless = hopeless(site).await?;
    let renamed = renamed::former(site).await?;
    for pin in site.in_journal(Journal::pins).await? {
        let mut after: Option<DamPath> = None;
        loop {
            let (top, from) = (pin.path.clone(), after.take());
            let stale = [
                Status::CloudOnly,
                Status::ModifiedRemotely,
                Status::RemovedRemotely,
            ];
            let batch = site
                .in_journal(move |journal| journal.with_status(&top, &stale, from.as_ref(), BATCH))
                .await?;
            let Some(last) = batch.last() else {
                break;
            };
            after = Some(last.path.clone());
            let batch = batch.into_iter();
            let batch = batch
                .filter(|asset| !is_hopeless(&hopeless, asset) && !renamed.contains(&asset.path));
            let (missing, others) =
                batch.partition::<Vec<_>, _>(|asset| asset.status() == Some(Status::CloudOnly));
            fetch(site, missing).await;
            let limit = site.policy().transfers.max(1) as usize * 2;
            futures::stream::iter(others)
                .for_each_concurrent(limit, |asset| keep(site, asset))
                .await;
        }
    }
    Ok(())
}

/// How long a download rests that failed again and again although the server answers.
const HOPELESS_MS: i64 = 60 * 60 * 1_000;

/// The downloads that came to an end lately because each attempt failed, and what they were of.
async fn hopeless(site: &Arc<Site>) -> Result<BTreeMap<DamPath, Option<Revision>>, EngineError> {
    let since = site.now().0.saturating_sub(HOPELESS_MS);
    let kept = site.in_journal(Journal::open_transfers).await?;
    let given_up = kept.into_iter().filter(|record| {
        record.direction == TransferDirection::Download
            && matches!(record.state, TransferState::Failed { .. })
            && record.attempts >= OWN_TRIES
            && record.changed.0 > since
    });
    Ok(given_up
        .map(|record| (record.path, record.expect))
        .collect())
}

/// Whether there is no sense in asking for it right now. Other bytes are another matter.
fn is_hopeless(hopeless: &BTreeMap<DamPath, Option<Revision>>, asset: &Asset) -> bool {
    let Some(tried) = hopeless.get(&asset.path) else {
        return false;
    };
    match (tried, &asset.remote.state) {
        (Some(tried), OnServer::Present(now)) => tried.compare(now) != Sameness::Different,
        (Some(_) | None, OnServer::Present(_) | OnServer::Unknown | OnServer::Absent) => true,
    }
}

/// Brings pinned assets here; what doesn't work is tried at the next poll.
async fn fetch(site: &Arc<Site>, mut missing: Vec<Asset>) {
    if site.halted().is_some() {
        return;
    }
    missing.retain(|asset| !site.queue.is_busy(&asset.path));
    many::bring(site, missing, Priority::Automatic, |path, ended| {
        if let Err(error) = ended {
            tracing::info!(%path, %error, "a pinned asset is not here");
        }
    })
    .await;
}

/// Brings the copy of one pinned asset up to date; what doesn't work is tried at the next poll.
async fn keep(site: &Arc<Site>, asset: Asset) {
    if site.halted().is_some() || site.queue.is_busy(&asset.path) {
        return;
    }
    let path = asset.path.clone();
    let action = match asset.status() {
        Some(Status::ModifiedRemotely) => Action::Update,
        Some(Status::RemovedRemotely) => {
            if let Err(error) = set_aside(site, &path).await {
                tracing::info!(%path, %error, "a removed asset stays");
            }
            return;
        }
        Some(
            Status::CloudOnly
            | Status::AvailableLocally
            | Status::EditedLocally
            | Status::EditingConflict(_)
            | Status::NewLocally,
        )
        | None => return,
    };
    let request = Request::of_many(action, path.clone(), Priority::Automatic);
    if let Err(error) = act::act(site, request).await {
        tracing::info!(%path, %error, "a pinned asset is not up to date");
    }
}

/// A pinned copy whose asset is gone from the server moves to Recovered.
async fn set_aside(site: &Arc<Site>, path: &DamPath) -> Result<(), EngineError> {
    let _hold = site.holds.hold(path, Touch::Disk).await;
    observe::read_again(site, path).await?;
    let asset = observe::look(site, path).await?;
    if asset.status() != Some(Status::RemovedRemotely) {
        return Ok(());
    }
    let Some(local) = &asset.local else {
        return Ok(());
    };
    observe::recover(site, path, local.stamp, "removed-from-server").await
}

/// When a lock that ran out, and could not be taken again because the server did not answer, is
/// tried the next time, in milliseconds.
const AGAIN_MS: i64 = 30_000;

/// Renews the locks that expire, at half their time, and takes those again that ran out. Returns
/// when to look again.
pub(crate) async fn locks(site: &Arc<Site>) -> Result<Option<Instant>, EngineError> {
    let mut next: Option<i64> = None;
    for asset in site.in_journal(Journal::mine).await? {
        let (Some(expires), Some(token)) = (asset.lock_expires, asset.token.clone()) else {
            continue;
        };
        let since = asset.lock_since.unwrap_or(expires);
        let now = site.now();
        let half = since.0 + (expires.0 - since.0) / 2;
        let mut due = half;
        // A clock that was set back says nothing of how old the lock is.
        if now.0 >= half || now.0 < since.0 {
            let answer = site.remote().refresh_lock(&asset.path, &token).await;
            match site.heard(answer) {
                Ok(grant) => {
                    let lasts = grant.lasts.unwrap_or(Duration::from_hours(1));
                    let lasts = i64::try_from(lasts.as_millis()).unwrap_or(i64::MAX);
                    due = now.0.saturating_add(lasts / 2);
                    if let Some(restamped) = grant.restamped.clone() {
                        doubt::follow_lock(site, &asset, restamped).await?;
                    }
                    let path = asset.path.clone();
                    site.in_journal(move |journal| {
                        journal.update(&path, |asset| {
                            asset.token = grant.token.or(asset.token.take());
                            asset.lock_since = Some(now);
                            asset.lock_expires = Some(Timestamp(now.0.saturating_add(lasts)));
                        })
                    })
                    .await?;
                }
                Err(error) => {
                    tracing::warn!(path = %asset.path, %error, "a lock was not renewed");
                    observe::look_again(site, &asset.path).await?;
                    due = now.0 + (expires.0 - now.0).max(2_000) / 2;
                }
            }
        }
        next = Some(next.map_or(due, |next| next.min(due)));
    }
    for asset in site.in_journal(Journal::lapsed).await? {
        let due = take_again(site, &asset).await?;
        next = due.map_or(next, |due| Some(next.map_or(due, |next| next.min(due))));
    }
    Ok(next.map(|at| {
        let wait = u64::try_from(at - site.now().0).unwrap_or_default();
        Instant::now() + Duration::from_millis(wait.max(500))
    }))
}

/// Takes a lock again that ran out, unless somebody else was faster or it is not to be had. Returns
/// when to look after it, where there is something to look after.
async fn take_again(site: &Arc<Site>, asset: &Asset) -> Result<Option<i64>, EngineError> {
    let path = asset.path.clone();
    let now = site.now();
    // What a look from before the lock says of it counts no more.
    let Some(_hold) = site.holds.try_hold_for(&path, Touch::Server) else {
        return Ok(Some(now.0 + AGAIN_MS));
    };
    match site.heard(site.remote().lock(&path).await) {
        Ok(grant) => {
            let (lasts, restamped) = (grant.lasts, grant.restamped.clone());
            let (at, of) = (Arc::clone(site), path.clone());
            site.blocking(move || {
                let asset = at.journal.set_mine(&of, &grant, now)?;
                observe::protect(&at, &asset);
                Ok::<_, JournalError>(())
            })
            .await?;
            if let Some(restamped) = restamped {
                doubt::follow_lock(site, asset, restamped).await?;
            }
            site.tell(Event::Moved);
            let lasts = lasts.and_then(|lasts| i64::try_from(lasts.as_millis()).ok());
            Ok(lasts.map(|lasts| now.0.saturating_add(lasts / 2)))
        }
        Err(error) if is_final(&error.kind) => {
            tracing::info!(%path, %error, "a check-out ended");
            observe::read_again(site, &path).await?;
            site.in_journal(move |journal| journal.give_up_lapsed(&path))
                .await?;
            site.tell(Event::Moved);
            Ok(None)
        }
        Err(error) => {
            tracing::info!(%path, %error, "a lock that ran out is taken again later");
            Ok(Some(now.0 + AGAIN_MS))
        }
    }
}

/// Whether an answer to a check-out says that it is not to be had, and not only that it can't be
/// asked for.
fn is_final(kind: &ErrorKind) -> bool {
    match kind {
        ErrorKind::Forbidden
        | ErrorKind::NotFound
        | ErrorKind::Locked { .. }
        | ErrorKind::Unsupported
        | ErrorKind::NoFile => true,
        ErrorKind::UnknownHost
        | ErrorKind::Offline
        | ErrorKind::Timeout
        | ErrorKind::Tls
        | ErrorKind::ClientCertificate(_)
        | ErrorKind::Proxy
        | ErrorKind::NotADam
        | ErrorKind::LoginNeeded
        | ErrorKind::WrongCredentials
        | ErrorKind::Exists
        | ErrorKind::Changed
        | ErrorKind::NameRefused
        | ErrorKind::TooLarge
        | ErrorKind::ServerFull
        | ErrorKind::Throttled
        | ErrorKind::Unavailable
        | ErrorKind::Corrupt
        | ErrorKind::Garbled
        | ErrorKind::LocalFile
        | ErrorKind::Cancelled => false,
    }
}

/// Makes the list of Recovered say what is there: a file is moved first and noted then, and
/// Damson may have ended in between, or the journal was lost.
pub(crate) async fn match_recovered(site: &Arc<Site>) -> Result<(), EngineError> {
    // What is just being moved there will be noted, with the folder that it comes from.
    let _noted = site.recovering.write().await;
    let noted = site.in_journal(Journal::recovered).await?;
    let found = site.on_disk(|local| local.list_recovered()).await?;
    let now = site.now();
    let changed = site.in_journal(move |journal| {
        let there: BTreeSet<&str> = found.iter().map(|file| file.stored.as_str()).collect();
        let known: BTreeSet<&str> = noted.iter().map(|file| file.stored.as_str()).collect();
        let mut changed = false;
        for file in noted
            .iter()
            .filter(|file| !there.contains(file.stored.as_str()))
        {
            journal.remove_recovered(file.id)?;
            changed = true;
        }
        for file in found
            .iter()
            .filter(|file| !known.contains(file.stored.as_str()))
        {
            let path = DamPath::root().join(&file.name).unwrap_or_default();
            journal.add_found(&path, &file.stored, file.size, now)?;
            changed = true;
        }
        Ok(changed)
    });
    if changed.await? {
        site.tell(Event::Moved);
    }
    Ok(())
}

/// Nothing is removed by a clock that can't be right.
async fn check_clock(site: &Arc<Site>) -> Result<(), EngineError> {
    let now = site.now();
    let before = site.in_journal(Journal::clock).await?;
    if let Some(brake) = before.and_then(|before| clock_brake(before, now, None))
        && !site.is_released()
    {
        site.halt(brake, &DamPath::root());
        return Err(EngineError::Halted(brake));
    }
    // A clock that is set to another year looks like a long sleep. Neither makes what is kept old.
    let passed = before.map_or(0, |before| now.0.saturating_sub(before.0));
    site.in_journal(move |journal| {
        if passed > DAY {
            journal.postpone_recovered(passed - DAY)?;
        }
        journal.set_clock(now)
    })
    .await
}

/// Removes what has been in Recovered for longer than the setting says.
pub(crate) async fn recovered(site: &Arc<Site>) -> Result<(), EngineError> {
    match_recovered(site).await?;
    check_clock(site).await?;
    let days = i64::from(site.policy().recovered_days);
    let limit = Timestamp(site.now().0 - days * DAY);
    let old = site
        .in_journal(move |journal| journal.recovered_before(limit))
        .await?;
    for file in old {
        let stored = file.stored.clone();
        site.on_disk(move |local| local.remove_recovered(&stored))
            .await?;
        site.in_journal(move |journal| journal.remove_recovered(file.id))
            .await?;
    }
    Ok(())
}
