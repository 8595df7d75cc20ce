//! Asking the server for single assets, and taking over what it says of them.

use std::sync::Arc;

use damson_core::DamPath;
use damson_remote::{Entry, ErrorKind, Unread};

use super::follow;
use crate::{context::Context, model::EngineError, path_locks::Mark};

/// Records what the server said of these paths, for a caller that holds the lock of each.
pub(crate) async fn learn(context: &Arc<Context>, entries: Vec<Entry>) -> Result<(), EngineError> {
    let at = Arc::clone(context);
    context
        .blocking(move || {
            let changed = at.journal.apply_entries(&entries, at.now())?;
            Ok(follow(&at, &changed)?)
        })
        .await
}

/// As [`learn`], for whoever asked at `mark` and holds none of the paths: of what actions touched since,
/// the answer may be older than what they noted. That is looked at last of all, right before the write.
pub(crate) async fn learn_since(
    context: &Arc<Context>,
    mark: Mark,
    mut entries: Vec<Entry>,
) -> Result<(), EngineError> {
    let at = Arc::clone(context);
    context
        .blocking(move || {
            entries.retain(|entry| !at.path_locks.touched(mark, &entry.path));
            let changed = at.journal.apply_entries(&entries, at.now())?;
            Ok(follow(&at, &changed)?)
        })
        .await
}

/// Asks the server for one asset and remembers the answer, as [`learn_since`] does, for whoever does not
/// hold the path.
pub(crate) async fn look_again(context: &Arc<Context>, path: &DamPath) -> Result<(), EngineError> {
    let mark = context.path_locks.mark();
    match context.note_answer(context.remote().stat(path).await) {
        Ok(entry) => learn_since(context, mark, vec![entry.without_former_hash()]).await,
        Err(error) if error.kind == ErrorKind::NotFound => {
            let (at, path) = (Arc::clone(context), path.clone());
            context
                .blocking(move || {
                    if !at.path_locks.touched(mark, &path) {
                        at.journal.set_gone(&path, at.now())?;
                    }
                    Ok(())
                })
                .await
        }
        Err(error) => Err(error.into()),
    }
}

/// As [`look_again`] for many, in as few requests as the server allows. What the answer leaves out stays
/// as it is known: it may come from an index that lags behind.
pub(crate) async fn look_again_at_many(
    context: &Arc<Context>,
    paths: &[DamPath],
) -> Result<(), EngineError> {
    let mark = context.path_locks.mark();
    let entries = context.note_answer(context.remote().stat_many(paths).await)?;
    let entries = entries.into_iter().map(Entry::without_former_hash);
    learn_since(context, mark, entries.collect()).await
}

/// Asks the server for one asset and records the answer; the caller has the lock of the path. `None` when it
/// has none.
pub(crate) async fn read_again(
    context: &Arc<Context>,
    path: &DamPath,
) -> Result<Option<Entry>, EngineError> {
    let answer = context.note_answer(context.remote().stat(path).await);
    let now = context.now();
    match answer {
        Ok(entry) => {
            let entry = entry.without_former_hash();
            learn(context, vec![entry.clone()]).await?;
            Ok(Some(entry))
        }
        Err(error) if error.kind == ErrorKind::NotFound => {
            let path = path.clone();
            context
                .in_journal(move |journal| journal.set_gone(&path, now))
                .await?;
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// Notes at one asset or folder that the server refuses to describe it, so that others can be asked
/// for; what was known of it stays. Any other failure is the caller's.
pub(crate) async fn withhold(
    context: &Arc<Context>,
    path: &DamPath,
    error: EngineError,
) -> Result<(), EngineError> {
    let EngineError::Remote(refused) = &error else {
        return Err(error);
    };
    if !refused.is_of_one() {
        return Err(error);
    }
    tracing::info!(%path, %error, "the server tells nothing of it");
    let unread = Unread {
        path: path.clone(),
        why: refused.said.clone().unwrap_or_default(),
    };
    let now = context.now();
    context
        .in_journal(move |journal| journal.apply_unread(None, &[unread], now))
        .await
}
