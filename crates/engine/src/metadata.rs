//! Metadata of assets: it is the server's alone, and nothing of it is kept here.

use std::sync::Arc;

use damson_core::DamPath;
use damson_remote::{Form, Metadata, MetadataEdit};

use crate::{context::Context, model::EngineError, observe};

/// What the server has, and the form to edit it, asked for together.
pub(crate) async fn read(
    context: &Arc<Context>,
    path: &DamPath,
) -> Result<(Metadata, Form), EngineError> {
    let (at, asked) = (Arc::clone(context), path.clone());
    let known = context
        .blocking(move || Ok::<_, EngineError>(at.journal.get(&asked)?))
        .await?;
    let media_type = known.and_then(|asset| asset.remote.media_type);
    let remote = context.remote();
    let (metadata, form) = tokio::join!(
        remote.metadata(path),
        remote.metadata_form(path, media_type.as_deref())
    );
    Ok((context.note_answer(metadata)?, context.note_answer(form)?))
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
    // The title and the date are others, and a server may write the fields into the file.
    if let Err(error) = observe::look_again(context, path).await {
        tracing::debug!(%error, "what an edit of metadata changed is seen later");
    }
    Ok(after)
}
