//! Collections: they are the server's, and their members are shown as the rows of what they are.

use std::sync::Arc;

use damson_remote::{Collection, CollectionEdit, CollectionId, PageToken};

use crate::{
    context::Context,
    model::{EngineError, Outcome},
    rows,
};

/// The collections that this person sees, as the server has them now.
pub(crate) async fn list(context: &Arc<Context>) -> Result<Vec<Collection>, EngineError> {
    Ok(context.note_answer(context.remote().collections().await)?)
}

/// One page of the members of a collection, in its order.
pub(crate) async fn members(
    context: &Arc<Context>,
    id: &CollectionId,
    page: Option<String>,
) -> Result<Outcome, EngineError> {
    let remote = context.remote();
    let answer = remote.collection_members(id, page.map(PageToken)).await;
    let found = context.note_answer(answer)?;
    if !found.refused.is_empty() {
        tracing::debug!(
            count = found.refused.len(),
            "members whose names are no paths"
        );
    }
    let (rows, hidden) = rows::of_entries(context, found.items).await?;
    Ok(Outcome::Found {
        rows,
        next: found.next.map(|next| next.0),
        left_out: 0,
        hidden,
    })
}

/// Adds members and removes others, unless a brake has stopped everything that changes something.
pub(crate) async fn edit(
    context: &Arc<Context>,
    id: &CollectionId,
    edit: &CollectionEdit,
) -> Result<(), EngineError> {
    if let Some(brake) = context.halted() {
        return Err(EngineError::Halted(brake));
    }
    Ok(context.note_answer(context.remote().edit_collection(id, edit).await)?)
}
