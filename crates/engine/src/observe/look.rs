//! Looking at one asset: on the disk, on the server; and what one look leads to.

use std::{cell::RefCell, sync::Arc};

use damson_core::{
    Base, DamPath, HashKind, Kind, OnDisk, OnServer, Status, conflict::copy_name, status::adopts,
};

#[cfg(feature = "sabotage")]
use crate::sabotage::{self, Sabotage};
use crate::{
    context::Context,
    events::Event,
    journal::Journal,
    model::{Asset, EngineError, JournalError, LocalError, LocalRecord, Stake, Stamp},
    ports::{Local, Protection},
};

/// The code of the problem of a file whose bytes can't be read.
pub(crate) const UNREADABLE: &str = "unreadable";

/// What the journal knows of a path.
pub(crate) async fn recall(
    context: &Context,
    path: &DamPath,
) -> Result<Option<Asset>, EngineError> {
    let path = path.clone();
    context.in_journal(move |journal| journal.get(&path)).await
}

/// Looks at the disk, reads the file when its stamp is not the journal's, and records what it found.
/// The caller has the lock of the path.
pub(crate) async fn look(context: &Arc<Context>, path: &DamPath) -> Result<Asset, EngineError> {
    look_for(context, path, Stake::Status).await
}

/// As [`look`]; what a person could have changed is read where `stake` wants it.
pub(crate) async fn look_for(
    context: &Arc<Context>,
    path: &DamPath,
    stake: Stake,
) -> Result<Asset, EngineError> {
    let (at, path) = (Arc::clone(context), path.clone());
    context.blocking(move || look_here(&at, &path, stake)).await
}

/// As [`look_for`], on a thread that may block. Files that came or went are noted for
/// [`super::local_renames`], bytes that are others than at the last look for the brake (what a person
/// saves is hinted at and looked at one by one, so it is not counted), and every change is sent as an
/// event right here, because a later look finds nothing new any more.
pub(crate) fn look_here(
    context: &Context,
    path: &DamPath,
    stake: Stake,
) -> Result<Asset, EngineError> {
    let before = context.journal.get(path)?.and_then(|known| known.local);
    let (looked, other) = look_and_compare(
        &*context.local,
        &context.journal,
        path,
        context.hash(),
        stake,
    )?;
    if before != looked.local {
        context.send(Event::Changed);
    }
    match (before, &looked.local) {
        (Some(before), None) => context.renames.went(path, before),
        (None, Some(now)) if looked.status() == Some(Status::NewLocally) => {
            context.renames.came(path, now.clone());
        }
        (Some(_) | None, Some(_)) | (None, None) => {}
    }
    if other && stake == Stake::Status {
        context.note_changed(path)?;
    }
    Ok(looked)
}

/// What the journal knows of a folder, and what the journal and a look at the disk say of a file. The
/// caller has the lock of the path. Blocks.
pub(crate) fn recall_or_look_now(context: &Context, path: &DamPath) -> Result<Asset, EngineError> {
    match context.journal.get(path)? {
        Some(folder) if folder.is_folder() => Ok(folder),
        None if path.is_root() => Ok(Asset::new(path.clone(), Kind::Folder)),
        Some(_) | None => look_here(context, path, Stake::Status),
    }
}

/// As [`look`], on a thread that may block.
pub(crate) fn look_now(
    local: &dyn Local,
    journal: &Journal,
    path: &DamPath,
    hash: HashKind,
    stake: Stake,
) -> Result<Asset, EngineError> {
    Ok(look_and_compare(local, journal, path, hash, stake)?.0)
}

/// As [`look_now`]; and whether the bytes are others than at the last look.
fn look_and_compare(
    local: &dyn Local,
    journal: &Journal,
    path: &DamPath,
    hash: HashKind,
    stake: Stake,
) -> Result<(Asset, bool), EngineError> {
    let known = journal.get(path)?;
    let Some(stamp) = local.stat(path)? else {
        return Ok((missing(journal, path, known)?, false));
    };
    let mut before = None;
    if let Some(asset) = known {
        if is_settled(&asset, stamp, hash, stake) {
            return Ok((asset, false));
        }
        before = asset.local.and_then(|local| local.digest);
    }
    let (record, problem) = match local.hash(path, hash) {
        Ok((digest, stamp)) => {
            let record = LocalRecord {
                stamp,
                digest: Some(digest),
            };
            (record, None)
        }
        Err(error @ LocalError::Missing { .. }) if local.stat(path)?.is_some() => {
            return Err(error.into());
        }
        Err(LocalError::Missing { .. }) => {
            let known = journal.get(path)?;
            return Ok((missing(journal, path, known)?, false));
        }
        // Still being written: whoever asks looks again.
        Err(error @ LocalError::Changed { .. }) => return Err(error.into()),
        Err(error) => {
            let record = LocalRecord {
                stamp,
                digest: None,
            };
            #[cfg(feature = "sabotage")]
            let record = LocalRecord {
                digest: journal
                    .get(path)?
                    .and_then(|asset| asset.base?.digest)
                    .filter(|_| sabotage::is(Sabotage::UnknownIsClean)),
                ..record
            };
            (record, Some((UNREADABLE.to_owned(), error.to_string())))
        }
    };
    // Another time or another place on the disk is no change: a restored disk has both.
    let other = before
        .filter(|before| before.kind() == hash)
        .is_some_and(|before| record.digest.as_ref().is_some_and(|now| *now != before));
    let asset = journal.update(path, |asset| take_over(asset, record, problem))?;
    Ok((asset, other))
}

/// Whether the journal's digest is still that of the file, so that it need not be read. Bytes that
/// could not be read before are tried again.
pub(crate) fn is_settled(asset: &Asset, stamp: Stamp, hash: HashKind, stake: Stake) -> bool {
    let local = asset.local.as_ref();
    local.is_some_and(|known| is_read(known, stamp, hash, stake)) && !is_unreadable(asset)
}

/// Whether a file with this stamp has the bytes that the journal has the hash of: the one rule for
/// all that calls a file clean, removes it or replaces it.
pub(crate) fn is_read(known: &LocalRecord, stamp: Stamp, hash: HashKind, stake: Stake) -> bool {
    let digest = known.digest.as_ref();
    digest.is_some_and(|digest| digest.kind() == hash) && stamp.has_bytes_of(known.stamp, stake)
}

fn is_unreadable(asset: &Asset) -> bool {
    let problem = asset.problem.as_ref();
    problem.is_some_and(|problem| problem.0 == UNREADABLE)
}

fn missing(journal: &Journal, path: &DamPath, known: Option<Asset>) -> Result<Asset, JournalError> {
    let Some(mut asset) = known else {
        return Ok(Asset::new(path.clone(), Kind::Asset));
    };
    if asset.local.is_some() {
        journal.clear_local(path)?;
        asset.local = None;
    }
    if is_unreadable(&asset) {
        asset = journal.update(path, |asset| asset.problem = None)?;
    }
    Ok(asset)
}

fn take_over(asset: &mut Asset, record: LocalRecord, problem: Option<(String, String)>) {
    let gone_folder = asset.is_folder() && !matches!(asset.remote.state, OnServer::Present(_));
    if gone_folder || asset.kind == Kind::NoName {
        asset.kind = Kind::Asset;
        asset.folder_here = false;
    }
    asset.local = Some(record);
    match problem {
        Some(problem) => asset.problem = Some(problem),
        None => {
            asset.problem.take_if(|problem| problem.0 == UNREADABLE);
        }
    }
    adopt(asset);
}

/// Makes the server's revision the base where both sides have the same bytes.
fn adopt(asset: &mut Asset) {
    let facts = asset.facts();
    #[cfg(feature = "sabotage")]
    let same_size = sabotage::is(Sabotage::SameSizeIsSame)
        && matches!((&facts.local, &facts.remote),
            (OnDisk::Present { size, .. }, OnServer::Present(there)) if there.size == Some(*size));
    #[cfg(not(feature = "sabotage"))]
    let same_size = false;
    if !same_size && !adopts(&facts) {
        return;
    }
    let (OnDisk::Present { digest, size }, OnServer::Present(revision)) =
        (facts.local, facts.remote)
    else {
        return;
    };
    asset.base = Some(Base {
        revision,
        digest,
        size: Some(size),
    });
}

/// Brings copies in step with rows whose server's side changed: both sides may have the same bytes, and
/// a copy is writable while this person has the asset checked out. Blocks.
pub(crate) fn follow(context: &Context, changed: &[DamPath]) -> Result<(), JournalError> {
    for path in changed {
        let Some(mut asset) = context.journal.get(path)? else {
            continue;
        };
        if asset.is_lapsed() {
            context.send(Event::LocksDue);
        }
        if asset.local.is_none() {
            continue;
        }
        if adopts(&asset.facts()) {
            asset = context.journal.update(path, adopt)?;
        }
        if asset.is_in_question() {
            context.note_unproven(path.clone());
        }
        protect(context, &asset);
    }
    Ok(())
}

/// Makes a copy read-only or writable, as its lock and status want it. Blocks.
pub(crate) fn protect(context: &Context, asset: &Asset) {
    if asset.local.is_none() {
        return;
    }
    if let Some(read_only) = wanted_protection(context, asset)
        && let Err(error) = set_read_only(&*context.local, &context.journal, &asset.path, read_only)
    {
        tracing::info!(path = %asset.path, %error, "the protection is as it was");
    }
}

/// Makes a file read-only or writable. What is done to it thereby is no reason to read it again.
/// Blocks.
pub(crate) fn set_read_only(
    local: &dyn Local,
    journal: &Journal,
    path: &DamPath,
    read_only: bool,
) -> Result<(), EngineError> {
    if let Some(Protection { before, after }) = local.set_read_only(path, read_only)? {
        journal.restamp(path, before, after)?;
    }
    Ok(())
}

/// Whether a copy is to be read-only; `None` where it stays as it is, because an application may
/// be writing to it.
pub(crate) fn wanted_protection(context: &Context, asset: &Asset) -> Option<bool> {
    if asset.lock.is_mine() {
        return Some(false);
    }
    // Checked out a moment ago, and perhaps open in an application that has not saved yet.
    if asset.is_lapsed() || asset.check_out_ended() {
        return None;
    }
    match asset.status()? {
        Status::AvailableLocally | Status::ModifiedRemotely | Status::RemovedRemotely => {
            protects(context).then_some(true)
        }
        Status::EditedLocally
        | Status::EditingConflict(_)
        | Status::NewLocally
        | Status::CloudOnly => None,
    }
}

/// Moves a file to Recovered and notes it, in this order: a file that is noted is there.
pub(crate) async fn recover(
    context: &Context,
    path: &DamPath,
    stamp: Stamp,
    why: &'static str,
) -> Result<(), EngineError> {
    let at = path.clone();
    #[cfg(feature = "sabotage")]
    if sabotage::is(Sabotage::NoRecovered) {
        context
            .on_disk(move |local| local.remove(&at, stamp))
            .await?;
        let path = path.clone();
        return context
            .in_journal(move |journal| journal.clear_local(&path))
            .await;
    }
    let _noting = context.recovering.read().await;
    let stored = context
        .on_disk(move |local| local.recover(&at, stamp))
        .await;
    let stored = stored.map_err(|error| match error {
        LocalError::Changed { .. } | LocalError::Missing { .. } => {
            EngineError::Stale { path: path.clone() }
        }
        LocalError::InUse { .. }
        | LocalError::Denied { .. }
        | LocalError::DiskFull { .. }
        | LocalError::Exists { .. }
        | LocalError::Outside { .. }
        | LocalError::Name { .. }
        | LocalError::NoCacheFolder { .. }
        | LocalError::NotAFile { .. }
        | LocalError::StillWritten { .. }
        | LocalError::Io { .. } => error.into(),
    })?;
    let (path, now) = (path.clone(), context.now());
    context
        .in_journal(move |journal| {
            journal.add_recovered(&path, &stored, stamp.size, why, now)?;
            journal.clear_local(&path)
        })
        .await
}

/// A free name beside `path` for this person's copy.
pub(crate) async fn free_copy_name(
    context: &Context,
    path: &DamPath,
) -> Result<DamPath, EngineError> {
    let (local, journal) = (Arc::clone(&context.local), Arc::clone(&context.journal));
    let (path, person, day) = (path.clone(), context.person.clone(), context.today());
    context
        .blocking(move || {
            let folder = path.parent().unwrap_or_default();
            let trouble = RefCell::new(None);
            let name = copy_name(path.name(), &person, day, &|name| {
                is_taken(&*local, &journal, &folder, name).unwrap_or_else(|error| {
                    trouble.borrow_mut().get_or_insert(error);
                    false
                })
            });
            if let Some(error) = trouble.into_inner() {
                return Err(error);
            }
            folder.join(&name).map_err(|_| EngineError::Stale { path })
        })
        .await
}

fn is_taken(
    local: &dyn Local,
    journal: &Journal,
    folder: &DamPath,
    name: &str,
) -> Result<bool, EngineError> {
    let Ok(path) = folder.join(name) else {
        return Ok(true);
    };
    Ok(journal.get(&path)?.is_some() || local.stat(&path)?.is_some())
}

/// Moves what is here along with a rename on the server, edits included.
pub(crate) async fn follow_rename(
    context: &Arc<Context>,
    from: &DamPath,
    to: &DamPath,
) -> Result<(), EngineError> {
    let (here, there) = (from.clone(), to.clone());
    let moved = context
        .on_disk(move |local| local.rename(&here, &there))
        .await;
    match moved {
        Ok(()) | Err(LocalError::Missing { .. }) => {}
        Err(error) => {
            // The server's side is at the new place, the file is not: both rows say so.
            let (path, now) = (from.clone(), context.now());
            context
                .in_journal(move |journal| journal.set_gone(&path, now))
                .await?;
            super::read_again(context, to).await?;
            return Err(error.into());
        }
    }
    let (from, to) = (from.clone(), to.clone());
    context
        .in_journal(move |journal| journal.rename_prefix(&from, &to))
        .await
}

/// Whether copies are read-only until they are checked out.
pub(crate) fn protects(context: &Context) -> bool {
    context.policy().protect && context.capability().locks
}
