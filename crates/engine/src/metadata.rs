//! Metadata of assets: it is the server's alone, and nothing of it is kept here but what restricts
//! their use.

use std::sync::Arc;

use damson_core::DamPath;
use damson_remote::{Form, Metadata, MetadataEdit, TermsSeen};

use crate::{
    context::Context,
    events::Event,
    model::{Asset, Described, EngineError},
    observe,
};

/// What the server has, and the form to edit it, asked for together.
pub(crate) async fn read(
    context: &Arc<Context>,
    path: &DamPath,
) -> Result<(Metadata, Form), EngineError> {
    let known = known(context, path).await?;
    let media_type = known.and_then(|asset| asset.remote.media_type);
    let remote = context.remote();
    let (metadata, form) = tokio::join!(
        remote.metadata(path),
        remote.metadata_form(path, media_type.as_deref())
    );
    let metadata = context.note_answer(metadata)?;
    note_terms(context, path, &metadata).await;
    Ok((metadata, context.note_answer(form)?))
}

/// Edits some fields, unless a brake has stopped everything that changes something.
pub(crate) async fn set(
    context: &Arc<Context>,
    path: &DamPath,
    edit: &MetadataEdit,
) -> Result<Metadata, EngineError> {
    if let Some(brake) = context.halted() {
        return Err(EngineError::Halted(brake));
    }
    let after = context.note_answer(context.remote().set_metadata(path, edit).await)?;
    note_terms(context, path, &after).await;
    // The title and the date are others, and a server may write the fields into the file.
    let at = context.now();
    note_edit(context, path, Some(Described { at, by: None })).await;
    let seen = observe::look_again(context, path).await;
    if let Err(error) = &seen {
        tracing::debug!(%error, "what an edit of metadata changed is seen later");
    }
    // Without the name under which the server knows this person, an upload of somebody else's would
    // look like a consequence of the edit.
    let by = match known(context, path).await {
        Ok(Some(asset)) if seen.is_ok() => asset.remote.changed_by,
        Ok(_) | Err(_) => None,
    };
    let edit = by.map(|by| Described { at, by: Some(by) });
    note_edit(context, path, edit).await;
    Ok(after)
}

async fn known(context: &Arc<Context>, path: &DamPath) -> Result<Option<Asset>, EngineError> {
    let path = path.clone();
    context.in_journal(move |journal| journal.get(&path)).await
}

/// Keeps what restricts the use: many listings say nothing of that.
async fn note_terms(context: &Arc<Context>, path: &DamPath, metadata: &Metadata) {
    let (path, seen) = (path.clone(), TermsSeen::whole(metadata.terms()));
    let noted = context
        .in_journal(move |journal| journal.set_terms([(&path, &seen)]))
        .await;
    match noted {
        Ok(true) => context.send(Event::Changed),
        Ok(false) => {}
        Err(error) => tracing::debug!(%error, "what restricts an asset is noted later"),
    }
}

async fn note_edit(context: &Arc<Context>, path: &DamPath, edit: Option<Described>) {
    let path = path.clone();
    let noted = context
        .in_journal(move |journal| journal.set_described(&path, edit))
        .await;
    if let Err(error) = noted {
        tracing::debug!(%error, "an edit of metadata was not noted");
    }
}
