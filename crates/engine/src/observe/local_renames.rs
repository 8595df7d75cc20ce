//! Files that a person renamed or moved in the cache folder: not a new file and one that is gone,
//! but one asset under another name, which the server doesn't know of yet.
//!
//! Nothing is done by itself. The new file has a note that says what it was, and a rename of that
//! asset to the new place takes the file along as it is.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use damson_core::{DamPath, OnServer, Status};

use crate::{
    context::{Context, renames::Unmatched},
    journal::{Journal, RENAMED_HERE},
    model::{Asset, EngineError, JournalError, LocalError, LocalRecord},
};

/// Notes which new files were another asset's, and forgets notes that are not true any more.
/// Blocks.
pub(crate) fn match_up(context: &Context) -> Result<(), EngineError> {
    let mut unmatched = context.renames.unmatched();
    if unmatched.went.is_empty() && unmatched.came.is_empty() {
        return Ok(());
    }
    let journal = &context.journal;
    still(journal)?;
    let Unmatched { went, came } = &mut *unmatched;
    if went.is_empty() {
        return Ok(());
    }
    let mut matched = Vec::new();
    for (to, file) in came.iter() {
        let Some(from) = origin(journal, went, file)? else {
            continue;
        };
        matched.push(to.clone());
        if !journal.get(to)?.is_some_and(|asset| is_new(&asset)) {
            continue;
        }
        tracing::info!(%from, %to, "a file was renamed here");
        went.remove(&from);
        let note = (RENAMED_HERE.to_owned(), from.to_string());
        journal.update(to, |asset| asset.problem = Some(note))?;
    }
    for to in matched {
        came.remove(&to);
    }
    Ok(())
}

/// The one asset whose copy this file was.
fn origin(
    journal: &Journal,
    went: &BTreeMap<DamPath, LocalRecord>,
    now: &LocalRecord,
) -> Result<Option<DamPath>, JournalError> {
    let by_id =
        |then: &LocalRecord| now.stamp.file_id != 0 && then.stamp.file_id == now.stamp.file_id;
    let by_bytes = |then: &LocalRecord| now.digest.is_some() && then.digest == now.digest;
    // A file system gives the identity of what was removed to what comes next.
    let both = went
        .iter()
        .filter(|(_, then)| by_id(then) && by_bytes(then));
    let bytes = went.iter().filter(|(_, then)| by_bytes(then));
    for some in [both.collect::<Vec<_>>(), bytes.collect()] {
        if let [(from, _)] = some[..]
            && is_left(journal, from)?
        {
            return Ok(Some(from.clone()));
        }
    }
    Ok(None)
}

fn is_new(asset: &Asset) -> bool {
    asset.status() == Some(Status::NewLocally) && asset.problem.is_none()
}

/// Whether the server has it and its copy is gone from here.
fn is_left(journal: &Journal, path: &DamPath) -> Result<bool, JournalError> {
    let asset = journal.get(path)?;
    Ok(asset.is_some_and(|asset| {
        let there = matches!(asset.remote.state, OnServer::Present(_));
        there && asset.local.is_none() && asset.base.is_some()
    }))
}

/// Fails where something else is here at the place to which an asset without a copy is renamed: that
/// file would be taken for an edit of it.
pub(crate) async fn check_place(
    context: &Arc<Context>,
    from: &DamPath,
    to: &DamPath,
) -> Result<(), EngineError> {
    let (at, from, to) = (Arc::clone(context), from.clone(), to.clone());
    context
        .blocking(move || {
            if at.local.stat(&to)?.is_none() {
                return Ok(());
            }
            let note = at.journal.get(&to)?.and_then(|there| there.problem);
            if note == Some((RENAMED_HERE.to_owned(), from.to_string())) {
                return Ok(());
            }
            let file = at.local.file(&to)?;
            Err(LocalError::Exists { file }.into())
        })
        .await
}

/// The paths of assets whose copies were renamed here: they are not missing.
pub(crate) async fn former(context: &Arc<Context>) -> Result<BTreeSet<DamPath>, EngineError> {
    context.in_journal(still).await
}

/// Forgets the notes that are not true any more; returns the former paths of the others.
fn still(journal: &Journal) -> Result<BTreeSet<DamPath>, JournalError> {
    let mut former = BTreeSet::new();
    for (to, from) in journal.renamed_here()? {
        if is_left(journal, &from)? {
            former.insert(from);
        } else {
            journal.update(&to, |asset| {
                asset.problem.take_if(|problem| problem.0 == RENAMED_HERE);
            })?;
        }
    }
    Ok(former)
}

/// Whether the note of a row, if it is one of a rename, is true at this moment. Blocks.
pub(crate) fn is_true(journal: &Journal, note: &(String, String)) -> Result<bool, JournalError> {
    if note.0 != RENAMED_HERE {
        return Ok(true);
    }
    let former = DamPath::parse(&note.1);
    former.map_or(Ok(false), |former| is_left(journal, &former))
}
