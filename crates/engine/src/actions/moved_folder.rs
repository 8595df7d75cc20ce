//! What is inside a folder that this client moved: the copies have the bytes that they had, and
//! what was checked out stays so.

use std::sync::Arc;

use damson_core::{ContentId, DamPath, Lock, OnServer, Revision, Sameness, Status, change};
use damson_remote::Entry;

use crate::{
    context::Context,
    journal::Journal,
    model::{Asset, EngineError},
    observe,
};

/// How many rows are looked through at a time.
const BATCH: usize = 200;

/// The assets in a folder that this person has checked out.
pub(super) async fn held_below(
    context: &Arc<Context>,
    folder: &DamPath,
) -> Result<Vec<DamPath>, EngineError> {
    let folder = folder.clone();
    let mine = context.in_journal(Journal::mine).await?;
    let below = mine.into_iter().map(|asset| asset.path);
    Ok(below
        .filter(|path| path.is_within(&folder) && *path != folder)
        .collect())
}

/// Looks at everything of the folder that is here, where it is now, and takes again what was checked
/// out: a lock stays behind where something is moved (RFC 4918, 7.6).
pub(super) async fn follow_below(
    context: &Arc<Context>,
    to: &DamPath,
    held: Vec<DamPath>,
) -> Result<(), EngineError> {
    let here = [Status::AvailableLocally, Status::EditedLocally];
    let mut after: Option<DamPath> = None;
    loop {
        let (folder, from) = (to.clone(), after.take());
        let batch = context
            .in_journal(move |journal| journal.with_status(&folder, &here, from.as_ref(), BATCH))
            .await?;
        let Some(last) = batch.last() else {
            break;
        };
        after = Some(last.path.clone());
        look(context, &batch).await?;
    }
    lock_all_again(context, &held).await;
    Ok(())
}

/// Gives the locks back at the server; a check-out without a token (AEM) is in nobody's way. The
/// journal keeps them: whoever lets go takes them again, and after a crash in between the next look
/// says that they ended.
pub(super) async fn let_go(context: &Arc<Context>, folder: &DamPath) -> Result<(), EngineError> {
    for asset in context.in_journal(Journal::mine).await? {
        let path = &asset.path;
        if !path.is_within(folder) || path == folder || asset.token.is_none() {
            continue;
        }
        let answer = context.remote().unlock(path, asset.token.as_ref()).await;
        if let Err(error) = context.note_answer(answer) {
            tracing::info!(%path, %error, "a lock in the way was not given back");
        }
    }
    Ok(())
}

pub(super) async fn lock_all_again(context: &Arc<Context>, held: &[DamPath]) {
    for path in held {
        if let Err(error) = lock_again(context, path).await {
            tracing::info!(%path, %error, "no longer checked out after work on its folder");
        }
    }
}

async fn look(context: &Arc<Context>, batch: &[Asset]) -> Result<(), EngineError> {
    let paths: Vec<_> = batch.iter().map(|asset| asset.path.clone()).collect();
    let entries = context.note_answer(context.remote().stat_many(&paths).await)?;
    for entry in entries {
        let known = batch.iter().find(|asset| asset.path == entry.path);
        if known.is_some_and(|known| was_restamped(known, &entry)) {
            follow(context, entry).await?;
        }
    }
    Ok(())
}

/// Whether the server gave other tags or times to what was as the base before the move.
fn was_restamped(known: &Asset, entry: &Entry) -> bool {
    let Some(base) = &known.base else {
        return false;
    };
    let by_tag = !matches!(entry.revision.content, Some(ContentId::Hash(_)));
    let as_base = change::on_server(base, &known.remote.state) == change::Change::Unchanged;
    let same_size = base.size.is_some() && base.size == entry.revision.size;
    let is_other = change::certainty(base, &entry.revision) != Sameness::Same;
    by_tag && as_base && same_size && is_other && base.digest.is_some()
}

/// Takes what the server says after the move for a question that the bytes answer, before the next
/// write at the latest.
async fn follow(context: &Arc<Context>, entry: Entry) -> Result<(), EngineError> {
    let path = entry.path.clone();
    let (at, said) = (path.clone(), entry.revision);
    context
        .in_journal(move |journal| {
            journal.update(&at, |asset| {
                if let Some(base) = &mut asset.base {
                    base.revision = Revision {
                        unsettled: true,
                        digest: None,
                        ..said.clone()
                    };
                }
                asset.remote.state = OnServer::Present(said);
            })
        })
        .await?;
    context.note_unproven(path);
    Ok(())
}

async fn lock_again(context: &Arc<Context>, path: &DamPath) -> Result<(), EngineError> {
    let Some(entry) = observe::read_again(context, path).await? else {
        return Ok(());
    };
    if entry.lock != Lock::Free {
        return Ok(());
    }
    let grant = context.note_answer(context.remote().lock(path).await)?;
    let (path, now) = (path.clone(), context.now());
    context
        .in_journal(move |journal| journal.set_mine(&path, &grant, now))
        .await
        .map(drop)
}
