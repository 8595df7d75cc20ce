//! Where an asset is that somebody moved, on servers that report no identity: among what appeared
//! in folders that were known, and only if its bytes are those of the copy's base.
//!
//! What was there before is never taken for it: two assets with the same bytes are still two.

use std::{collections::BTreeSet, sync::Arc};

use damson_core::{DamPath, Digest, OnServer, Revision};

use crate::{
    context::Context,
    journal::{Journal, Lost},
    model::{Asset, EngineError},
    observe::{self, compare_bytes, listing},
};

/// How many lost assets are searched for at a time, and how many new folders are listed for them.
const SEARCHED: usize = 20;

/// How many assets are read at most to find one lost asset.
const READ: usize = 3;

/// A lost copy, and where its asset is.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) from: DamPath,
    pub(super) to: DamPath,
    /// What the server said of the place when its bytes were compared, with their hash.
    pub(super) there: Revision,
}

/// Finds what is lost and has no id.
pub(super) async fn find(context: &Arc<Context>) -> Result<Vec<Found>, EngineError> {
    let lost = context
        .in_journal(|journal| journal.lost_unidentified(SEARCHED))
        .await?;
    if lost.is_empty() {
        context.appeared.clear();
        return Ok(Vec::new());
    }
    search(context, &lost).await?;
    let came = context.appeared.came();
    let rows = move |journal: &Journal| came.iter().map(|path| journal.get(path)).collect();
    let came: Vec<Option<Asset>> = context.in_journal(rows).await?;
    let places: Vec<_> = came.iter().flatten().filter_map(place).collect();
    let mut found = Vec::new();
    for one in &lost {
        let alike = lost.iter().filter(|other| other.digest == one.digest);
        let alone = alike.count() == 1;
        found.extend(place_of(context, one, alone, &places).await?);
    }
    Ok(found)
}

/// The path and revision of an asset on the server at whose place nothing is here.
fn place(row: &Asset) -> Option<(DamPath, Revision)> {
    match &row.remote.state {
        OnServer::Present(there) if !row.is_folder() && row.local.is_none() => {
            Some((row.path.clone(), there.clone()))
        }
        OnServer::Present(_) | OnServer::Unknown | OnServer::Absent => None,
    }
}

/// Lists the folders in which a lost asset would be seen: the one that it was in, or what is left above
/// that, and folders that are new. Searches once for each lost asset.
async fn search(context: &Arc<Context>, lost: &[Lost]) -> Result<(), EngineError> {
    let mut folders = BTreeSet::new();
    for one in lost {
        if context.appeared.search_once(&one.path) {
            folders.insert(living(context, &one.path).await?);
        }
    }
    if folders.is_empty() {
        return Ok(());
    }
    for folder in &folders {
        listing::list(context, folder).await?;
    }
    for path in context.appeared.came().into_iter().take(SEARCHED) {
        let row = observe::recall(context, &path).await?;
        if row.is_some_and(|row| row.is_folder()) && !folders.contains(&path) {
            listing::list(context, &path).await?;
        }
    }
    Ok(())
}

/// The nearest folder above that the server has.
async fn living(context: &Context, path: &DamPath) -> Result<DamPath, EngineError> {
    let mut folder = path.parent().unwrap_or_default();
    while !folder.is_root() {
        let row = observe::recall(context, &folder).await?;
        if row.is_some_and(|row| matches!(row.remote.state, OnServer::Present(_))) {
            // It may have gone with what was in it.
            match context.note_answer(context.remote().stat(&folder).await) {
                Ok(_) => break,
                Err(error) if error.kind == damson_remote::ErrorKind::NotFound => {}
                Err(error) => return Err(error.into()),
            }
        }
        folder = folder.parent().unwrap_or_default();
    }
    Ok(folder)
}

/// The one new asset that has the bytes of a lost one; of several lost ones with the same bytes, the
/// one of its name.
async fn place_of(
    context: &Arc<Context>,
    lost: &Lost,
    alone: bool,
    places: &[(DamPath, Revision)],
) -> Result<Option<Found>, EngineError> {
    let same_name = |path: &DamPath| path.name() == lost.path.name();
    let mut places: Vec<_> = places
        .iter()
        .filter(|(path, there)| there.size == Some(lost.size) && (alone || same_name(path)))
        .collect();
    places.sort_by_key(|(path, _)| !same_name(path));
    let mut matching = Vec::new();
    for (path, there) in places.into_iter().take(READ) {
        let digest = bytes_of(context, path, there, &lost.digest).await?;
        if digest == lost.digest {
            let there = Revision {
                digest: Some(digest),
                ..there.clone()
            };
            matching.push((path, there));
        }
    }
    // Two that are new and the same: nobody can say which of them it is.
    let [(to, there)] = &matching[..] else {
        return Ok(None);
    };
    Ok(Some(Found {
        from: lost.path.clone(),
        to: (*to).clone(),
        there: there.clone(),
    }))
}

async fn bytes_of(
    context: &Arc<Context>,
    path: &DamPath,
    there: &Revision,
    like: &Digest,
) -> Result<Digest, EngineError> {
    if let Some(known) = &there.digest
        && known.kind() == like.kind()
    {
        return Ok(known.clone());
    }
    let read = compare_bytes::read_digest(context, path, there, like).await?;
    let (at, read_of, found) = (path.clone(), there.clone(), read.clone());
    // It is not read again for the same question.
    context
        .in_journal(move |journal| {
            journal.update(&at, |asset| {
                if let OnServer::Present(there) = &mut asset.remote.state
                    && there.says_the_same(&read_of)
                {
                    there.digest = Some(found);
                }
            })
        })
        .await?;
    Ok(read)
}
