//! Files that were moved to Recovered.

use std::sync::Arc;

use damson_core::DamPath;

use crate::{
    context::Context,
    events::Event,
    model::{EngineError, LocalError, Outcome},
    observe,
    path_locks::Access,
};

/// Puts a recovered file back: where it was, or beside it under a free name.
pub(crate) async fn restore(context: &Arc<Context>, id: i64) -> Result<Outcome, EngineError> {
    let file = context
        .in_journal(move |journal| journal.recovered_file(id))
        .await?
        .ok_or(EngineError::NoSuch(id))?;
    let to = free_place(context, &file.path).await?;
    let _path_lock = context.path_locks.lock(&to, Access::Disk).await;
    let (stored, place) = (file.stored.clone(), to.clone());
    context
        .on_disk(move |local| {
            local.restore(&stored, &place)?;
            local.set_read_only(&place, false).map(drop)
        })
        .await?;
    observe::look(context, &to).await?;
    let stored = file.stored;
    match context
        .on_disk(move |local| local.remove_recovered(&stored))
        .await
    {
        Ok(()) | Err(LocalError::Missing { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    context
        .in_journal(move |journal| journal.remove_recovered(id))
        .await?;
    context.send(Event::Changed);
    let known = observe::recall(context, &to).await?;
    Ok(Outcome::Status(known.and_then(|asset| asset.status())))
}

pub(crate) async fn remove(context: &Arc<Context>, id: i64) -> Result<Outcome, EngineError> {
    let file = context
        .in_journal(move |journal| journal.recovered_file(id))
        .await?
        .ok_or(EngineError::NoSuch(id))?;
    match context
        .on_disk(move |local| local.remove_recovered(&file.stored))
        .await
    {
        Ok(()) | Err(LocalError::Missing { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    context
        .in_journal(move |journal| journal.remove_recovered(id))
        .await?;
    Ok(Outcome::Done)
}

/// Where nothing is, here or on the server; a recovered file must not look like an edit of
/// what came after it.
async fn free_place(context: &Arc<Context>, path: &DamPath) -> Result<DamPath, EngineError> {
    let known = observe::recall(context, path).await?;
    let at = path.clone();
    let stamp = context.on_disk(move |local| local.stat(&at)).await?;
    if known.is_none() && stamp.is_none() {
        return Ok(path.clone());
    }
    observe::free_copy_name(context, path).await
}
