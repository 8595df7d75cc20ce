//! Copies follow assets that somebody else moved or renamed on the server.
//!
//! By the server's id; where it has none, by the bytes of what appeared (`appeared`).

use std::{
    collections::BTreeMap,
    sync::{Arc, atomic::Ordering},
};

use damson_core::{Conflict, DamPath, OnServer, Status};
use damson_remote::{AssetKind, Entry};

use super::lost_assets::{self, Found};
use crate::{
    context::Context,
    events::Event,
    journal::{Identified, Journal},
    model::{Asset, EngineError},
    observe::{self, compare_bytes},
    path_locks::Access,
};

/// How many lost assets are looked for at a time.
const BATCH: usize = 1_000;

/// The server is asked for what stays lost in every so many polls, because its index lags behind.
const ASKED_EVERY: u64 = 5;

/// Looks for the assets of copies here that are gone from where they were, and moves the copies to
/// where the assets are. What can't be moved now is tried with the next look.
pub(crate) async fn follow(context: &Arc<Context>) -> Result<(), EngineError> {
    for found in lost_assets::find(context).await? {
        let (from, to) = (found.from.clone(), found.to.clone());
        let followed = follow_one(context, &from, &to, &Same::Bytes(found)).await;
        note(context, &from, &to, followed);
    }
    let lost = context.in_journal(|journal| journal.lost(BATCH)).await?;
    if lost.is_empty() {
        context.lost.store(0, Ordering::Relaxed);
        return Ok(());
    }
    let count = lost.len() as u64;
    let news = context.lost.swap(count, Ordering::Relaxed) != count;
    let polls = context.polls.load(Ordering::Relaxed);
    let due = news || polls.is_multiple_of(ASKED_EVERY);
    if due && context.capability().finds_by_id {
        ask(context, &lost).await?;
    }
    for (from, to) in pairs(context, lost).await? {
        if context.halted().is_some() || context.is_ending() {
            return Ok(());
        }
        let followed = follow_one(context, &from, &to, &Same::Id).await;
        note(context, &from, &to, followed);
    }
    Ok(())
}

fn note(context: &Context, from: &DamPath, to: &DamPath, followed: Result<bool, EngineError>) {
    match followed {
        Ok(true) => {
            tracing::info!(%from, %to, "a copy follows its asset");
            context.send(Event::Changed);
        }
        Ok(false) => {}
        Err(error) => tracing::info!(%from, %to, %error, "a copy stays where it was"),
    }
}

/// Asks the server where they are, and remembers what it says.
async fn ask(context: &Arc<Context>, lost: &[Identified]) -> Result<(), EngineError> {
    let ids: Vec<String> = lost.iter().map(|lost| lost.id.clone()).collect();
    let mark = context.path_locks.mark();
    match context.note_answer(context.remote().stat_by_id(&ids).await) {
        Ok(mut entries) => {
            entries.retain(|entry| entry.kind == AssetKind::Asset);
            observe::learn_since(context, mark, entries).await
        }
        // Listings may show where the assets are all the same.
        Err(error) if context.is_online() => {
            tracing::info!(%error, "the server does not tell where moved assets are");
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

/// Which lost copy belongs where. An id that is at two places says nothing.
async fn pairs(
    context: &Arc<Context>,
    lost: Vec<Identified>,
) -> Result<Vec<(DamPath, DamPath)>, EngineError> {
    let find = move |journal: &Journal| {
        let ids: Vec<&str> = lost.iter().map(|lost| lost.id.as_str()).collect();
        let found = journal.identified(&ids)?;
        Ok((lost, found))
    };
    let (lost, found) = context.in_journal(find).await?;
    let mut places = BTreeMap::<String, Vec<DamPath>>::new();
    for place in found {
        places.entry(place.id).or_default().push(place.path);
    }
    let mut pairs = Vec::new();
    for Identified { path, id } in lost {
        // Two copies of one id can't both follow.
        if let Some([to]) = places.remove(&id).as_deref() {
            pairs.push((path, to.clone()));
        }
    }
    Ok(pairs)
}

/// By what an asset is known again at another place.
enum Same {
    Id,
    Bytes(Found),
}

impl Same {
    /// Whether what the server says now of the new place is said of that asset.
    fn is_of(&self, left: &Asset, there: &Entry) -> bool {
        match self {
            Self::Id => there.id.is_some() && there.id == left.remote.id,
            Self::Bytes(found) => there.revision.says_the_same(&found.there),
        }
    }
}

/// Moves one copy; `false` where a fresh look says that there is nothing to follow.
async fn follow_one(
    context: &Arc<Context>,
    from: &DamPath,
    to: &DamPath,
    same: &Same,
) -> Result<bool, EngineError> {
    if context.queue.is_busy(from) || context.queue.is_busy(to) {
        return Ok(false);
    }
    let (Some(_here), Some(_there)) = (
        context.path_locks.try_lock_for(from, Access::Disk),
        context.path_locks.try_lock_for(to, Access::Disk),
    ) else {
        return Ok(false);
    };
    let Some(known) = observe::recall(context, from).await? else {
        return Ok(false);
    };
    // An answer of before the move, or of an index, decides nothing.
    if observe::read_again(context, from).await?.is_some() {
        return Ok(false);
    }
    let there = observe::read_again(context, to).await?;
    if !there.is_some_and(|there| same.is_of(&known, &there)) {
        return Ok(false);
    }
    let (left, goal) = (
        observe::look(context, from).await?,
        observe::look(context, to).await?,
    );
    if !is_lost(&left) || !is_free(&goal) {
        return Ok(false);
    }
    let (old, new) = (from.clone(), to.clone());
    context
        .on_disk(move |local| local.rename(&old, &new))
        .await?;
    let (old, new) = (from.clone(), to.clone());
    context
        .in_journal(move |journal| journal.follow_move(&old, &new))
        .await?;
    if let Same::Bytes(found) = same {
        compare_bytes::adopt(context, to, found.there.clone()).await?;
    }
    let asset = observe::look(context, to).await?;
    observe::protect(context, &asset);
    if asset.is_in_question() {
        context.note_unproven(to.clone());
    }
    Ok(true)
}

fn is_lost(asset: &Asset) -> bool {
    matches!(
        asset.status(),
        Some(Status::RemovedRemotely | Status::EditingConflict(Conflict::DeletedOnServer))
    )
}

/// Whether nothing is here of it that would be in the way.
fn is_free(asset: &Asset) -> bool {
    let there = matches!(asset.remote.state, OnServer::Present(_));
    there && !asset.is_folder() && asset.local.is_none()
}
