//! Questions that only the bytes answer: whether the server still has those of a copy's base, where
//! what it says of them speaks for both.
//!
//! A server that locks by changing the entity tag, a proxy that puts its own on what passes, a tag
//! made of whole seconds: none of them says that anybody wrote. A status waits for the answer, and
//! so does a write.

use std::{sync::Arc, time::Duration};

use damson_core::{
    ContentId, DamPath, Digest, OnServer, Revision, Sameness, Status, change::certainty,
};
use damson_remote::{Entry, Error as RemoteError, ErrorKind, Read, Restamped, body::Hasher};
use futures::StreamExt as _;

use crate::{
    context::{Context, TAGS_ARE_MEANINGLESS_FROM},
    journal::Journal,
    model::{Asset, EngineError, JournalError},
    observe,
    path_locks::Access,
};

/// How long after a look the second of the server's clock is certainly over.
pub(crate) const SECOND: Duration = Duration::from_millis(1_200);

/// How often the server is asked again because the asset was written in the very second.
const LOOKS: u32 = 3;

/// How many rows are looked through at a time.
const BATCH: usize = 500;

/// Decides for each copy in question whether it is up to date, one after the other. A copy that can't be
/// decided stays in question until the next poll.
pub(crate) async fn answer_all(context: &Arc<Context>, thorough: bool) -> Result<(), EngineError> {
    if thorough {
        gather(context).await?;
    }
    for path in context.take_unproven() {
        context.foreground.give_way().await;
        if context.halted().is_some() || context.is_ending() {
            return Ok(());
        }
        if context.queue.is_busy(&path) {
            context.note_unproven(path);
            continue;
        }
        let _path_lock = context.path_locks.lock(&path, Access::Disk).await;
        if let Err(error) = answer(context, &path).await {
            tracing::info!(%path, %error, "whether it changed on the server is not known yet");
            context.note_unproven(path);
        }
    }
    Ok(())
}

/// Finds the copies that have been in question since before the start.
async fn gather(context: &Arc<Context>) -> Result<(), EngineError> {
    let mut after: Option<DamPath> = None;
    loop {
        let from = after.take();
        let here = [Status::AvailableLocally, Status::EditedLocally];
        let batch = context
            .in_journal(move |journal| {
                journal.with_status(&DamPath::root(), &here, from.as_ref(), BATCH)
            })
            .await?;
        let Some(last) = batch.last() else {
            return Ok(());
        };
        after = Some(last.path.clone());
        for asset in batch.into_iter().filter(Asset::is_in_question) {
            context.note_unproven(asset.path);
        }
    }
}

/// Decides by the bytes whether the server still has those of the base, where what it says leaves that
/// open. Returns the server's entry, if the server was asked for it again. The caller has the lock of the
/// path.
pub(crate) async fn answer(
    context: &Arc<Context>,
    path: &DamPath,
) -> Result<Option<Entry>, EngineError> {
    let mut entry = None;
    for look in 1..=LOOKS {
        let Some((asset, there)) = asked(context, path).await? else {
            return Ok(entry);
        };
        match asset.certainty() {
            Sameness::Same | Sameness::Different => return Ok(entry),
            Sameness::Unknown | Sameness::Question => {}
        }
        if there.unsettled && look < LOOKS {
            tokio::time::sleep(SECOND).await;
            entry = observe::read_again(context, path).await?;
            continue;
        }
        if context.tags_mean_nothing() && is_by_tag_alone(&asset, &there) {
            adopt(context, path, there).await?;
            return Ok(entry);
        }
        match read_and_note(context, &asset, there).await {
            Err(EngineError::Remote(error)) if error.kind == ErrorKind::Changed => {
                entry = observe::read_again(context, path).await?;
            }
            other => return other.map(|()| entry),
        }
    }
    Err(EngineError::Stale { path: path.clone() })
}

/// Reads the bytes although what the server says of them differs from the base: this client moved
/// the asset, and a server that copies gives it another time.
pub(crate) async fn confirm(context: &Arc<Context>, path: &DamPath) -> Result<(), EngineError> {
    match asked(context, path).await? {
        Some((asset, there)) => read_and_note(context, &asset, there).await,
        None => Ok(()),
    }
}

/// The row, where bytes of its base are known and the server has something.
async fn asked(
    context: &Context,
    path: &DamPath,
) -> Result<Option<(Asset, Revision)>, EngineError> {
    let Some(asset) = observe::recall(context, path).await? else {
        return Ok(None);
    };
    let known = asset
        .base
        .as_ref()
        .is_some_and(|base| base.digest.is_some());
    let there = match &asset.remote.state {
        OnServer::Present(there) if known && !asset.is_folder() => there.clone(),
        OnServer::Present(_) | OnServer::Unknown | OnServer::Absent => return Ok(None),
    };
    Ok(Some((asset, there)))
}

async fn read_and_note(
    context: &Arc<Context>,
    asset: &Asset,
    there: Revision,
) -> Result<(), EngineError> {
    let base = asset.base.as_ref().and_then(|base| base.digest.as_ref());
    let Some(base) = base.cloned() else {
        return Ok(());
    };
    let read = read_digest(context, &asset.path, &there, &base).await?;
    if read == base && is_by_tag_alone(asset, &there) {
        note_meaningless(context).await?;
    }
    let found = Revision {
        digest: Some(read),
        ..there
    };
    note(context, &asset.path, found, base).await
}

/// Whether nothing but the entity tag differs from the base.
fn is_by_tag_alone(asset: &Asset, there: &Revision) -> bool {
    asset.base.as_ref().is_some_and(|base| {
        let known = &base.revision;
        !known.unsettled
            && !there.unsettled
            && known.same_size_and_time(there)
            && is_tag(known)
            && is_tag(there)
    })
}

fn is_tag(revision: &Revision) -> bool {
    matches!(revision.content, Some(ContentId::Tag(_)))
}

pub(crate) async fn read_digest(
    context: &Context,
    path: &DamPath,
    there: &Revision,
    like: &Digest,
) -> Result<Digest, EngineError> {
    // Without what was read earlier: then a hash of the answer is what the server says of its bytes.
    let read = Read {
        expect: Some(Revision {
            digest: None,
            ..there.clone()
        }),
        ..Read::default()
    };
    let mut body = context.note_answer(context.remote().read(path, read).await)?;
    let told = body.revision.digest.take();
    if let Some(told) = told.filter(|told| told.kind() == like.kind()) {
        return Ok(told);
    }
    let mut hasher = Hasher::new(like.kind());
    let mut length = 0;
    while let Some(piece) = body.stream.next().await {
        let piece = context.note_answer(piece)?;
        context.download_rate_limit.take(piece.len()).await;
        length += piece.len() as u64;
        hasher.update(&piece);
    }
    let whole = body.length.or(there.size.map(|size| size.0));
    if whole.is_some_and(|whole| whole != length) {
        return Err(RemoteError::new(ErrorKind::Offline)
            .about(path)
            .said("the transfer ended early")
            .into());
    }
    Ok(hasher.finish())
}

/// Records the digest of the bytes that the server has, and makes their revision the base where the bytes are the same.
async fn note(
    context: &Arc<Context>,
    path: &DamPath,
    found: Revision,
    base: Digest,
) -> Result<(), EngineError> {
    let (at, path) = (Arc::clone(context), path.clone());
    let work = move || {
        at.journal.update(&path, |asset| {
            let OnServer::Present(there) = &mut asset.remote.state else {
                return;
            };
            if !there.says_the_same(&found) {
                return;
            }
            there.digest.clone_from(&found.digest);
            let known = asset.base.as_mut();
            if let Some(known) = known.filter(|known| known.digest.as_ref() == Some(&base))
                && found.digest.as_ref() == Some(&base)
            {
                known.revision = found;
            }
        })?;
        observe::follow(&at, &[path])?;
        at.send(crate::events::Event::Changed);
        Ok::<_, JournalError>(())
    };
    Ok(context.blocking(work).await?)
}

/// Makes what the server says of the asset the base's side of it, as far as it still says so: the
/// bytes are known to be those of the base.
pub(crate) async fn adopt(
    context: &Context,
    path: &DamPath,
    now: Revision,
) -> Result<Asset, EngineError> {
    let path = path.clone();
    context
        .in_journal(move |journal| {
            journal.update(&path, |asset| {
                if let Some(base) = &mut asset.base {
                    base.revision = now;
                }
            })
        })
        .await
}

/// Takes over what this client's own lock made of the evidence: right before it, the asset was that
/// of the base, and nothing but the tag is another one after it. `None` where that isn't so.
pub(crate) async fn follow_lock(
    context: &Context,
    asset: &Asset,
    Restamped { before, after }: Restamped,
) -> Result<Option<Asset>, EngineError> {
    let same = asset.base.as_ref().is_some_and(|base| {
        certainty(base, &before) == Sameness::Same && before.same_size_and_time(&after)
    });
    if !same || before.says_the_same(&after) || after.unsettled {
        return Ok(None);
    }
    adopt(context, &asset.path, after).await.map(Some)
}

async fn note_meaningless(context: &Context) -> Result<(), EngineError> {
    let caught = context.in_journal(Journal::note_tag_changed_alone).await?;
    if caught >= TAGS_ARE_MEANINGLESS_FROM {
        context.note_tags_mean_nothing();
    }
    Ok(())
}
