//! Which documents link to an asset, as far as it was read from the copies here.

use std::sync::Arc;

use damson_core::DamPath;

use super::{is_something, links};
use crate::{
    context::Context,
    model::{EngineError, Links, LocalRecord, Target, User},
    observe, rows,
};

/// How many documents are looked at before an answer that changed since they were read.
const READ_AGAIN: usize = 50;
/// How many of those that were read are asked of the journal at a time.
const BATCH: usize = 500;

/// The documents of the cache folder that link to an asset, among those whose links were read. What
/// changed since is read again first.
pub(crate) async fn used_by(
    context: &Arc<Context>,
    path: &DamPath,
) -> Result<Vec<User>, EngineError> {
    read_changed(context).await?;
    let asset = path.clone();
    let documents = context
        .in_journal(move |journal| {
            let mut documents = Vec::new();
            for (document, guess) in journal.used_by(&asset)? {
                if let Some(known) = journal.get(&document)?.filter(is_something) {
                    documents.push((known, guess));
                }
            }
            Ok(documents)
        })
        .await?;
    let (assets, guesses): (Vec<_>, Vec<_>) = documents.into_iter().unzip();
    let rows = rows::rows_of(context, assets).await?;
    let users = rows.into_iter().zip(guesses);
    Ok(users.map(|(row, guess)| User { row, guess }).collect())
}

/// Keeps what was read of a document, by the copy that it was read from.
pub(super) async fn note(
    context: &Arc<Context>,
    document: &DamPath,
    read: Option<LocalRecord>,
    found: &Links,
) -> Result<(), EngineError> {
    let Some(read) = read else {
        return Ok(());
    };
    let assets = found.links.iter().filter_map(|link| match &link.target {
        Target::Asset { row, guess } => Some((row.path.clone(), *guess)),
        Target::Elsewhere(_) | Target::NotFound | Target::Embedded | Target::Remote => None,
    });
    let (document, assets) = (document.clone(), assets.collect::<Vec<_>>());
    context
        .in_journal(move |journal| journal.note_links(&document, &read.stamp, &assets))
        .await
}

/// Reads the documents again whose copies changed since, and forgets those that are gone.
async fn read_changed(context: &Arc<Context>) -> Result<(), EngineError> {
    let mut after = None;
    let mut left = READ_AGAIN;
    loop {
        let from = after.take();
        let read = context
            .in_journal(move |journal| journal.read_documents(from.as_ref(), BATCH))
            .await?;
        let Some(last) = read.last() else {
            return Ok(());
        };
        after = Some(last.path.clone());
        for document in read {
            let known = observe::recall(context, &document.path).await?;
            let here = known.as_ref().and_then(|known| known.local.as_ref());
            match here {
                Some(here) if !document.is(&here.stamp) => {
                    if left == 0 {
                        return Ok(());
                    }
                    left -= 1;
                    if let Err(error) = links(context, &document.path).await {
                        tracing::info!(path = %document.path, %error, "its links are as they were");
                    }
                }
                Some(_) => {}
                None if known.as_ref().is_some_and(is_something) => {}
                None => {
                    let path = document.path;
                    context
                        .in_journal(move |journal| journal.forget_links(&path))
                        .await?;
                }
            }
        }
    }
}
