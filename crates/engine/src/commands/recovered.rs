//! Files that were moved to Recovered.

use std::sync::Arc;

use damson_core::DamPath;

use crate::{
    context::Site,
    events::Event,
    model::{EngineError, LocalError, Outcome},
    observe,
    path_locks::Touch,
};

/// Puts a recovered file back: where it was, or beside it under a free name.
pub(crate) async fn restore(site: &Arc<Site>, id: i64) -> Result<Outcome, EngineError> {
    let file = site
        .in_journal(move |journal| journal.recovered_file(id))
        .await?
        .ok_or(EngineError::NoSuch(id))?;
    let to = free_place(site, &file.path).await?;
    let _hold = site.holds.hold(&to, Touch::Disk).await;
    let (stored, place) = (file.stored.clone(), to.clone());
    site.on_disk(move |local| {
        local.restore(&stored, &place)?;
        local.set_read_only(&place, false).map(drop)
    })
    .await?;
    observe::look(site, &to).await?;
    let stored = file.stored;
    match site
        .on_disk(move |local| local.remove_recovered(&stored))
        .await
    {
        Ok(()) | Err(LocalError::Missing { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    site.in_journal(move |journal| journal.remove_recovered(id))
        .await?;
    site.tell(Event::Moved);
    let known = observe::recall(site, &to).await?;
    Ok(Outcome::Status(known.and_then(|asset| asset.status())))
}

pub(crate) async fn remove(site: &Arc<Site>, id: i64) -> Result<Outcome, EngineError> {
    let file = site
        .in_journal(move |journal| journal.recovered_file(id))
        .await?
        .ok_or(EngineError::NoSuch(id))?;
    match site
        .on_disk(move |local| local.remove_recovered(&file.stored))
        .await
    {
        Ok(()) | Err(LocalError::Missing { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    site.in_journal(move |journal| journal.remove_recovered(id))
        .await?;
    Ok(Outcome::Done)
}

/// Where nothing is, here or on the server; a recovered file must not look like an edit of
/// what came after it.
async fn free_place(site: &Arc<Site>, path: &DamPath) -> Result<DamPath, EngineError> {
    let known = observe::recall(site, path).await?;
    let at = path.clone();
    let stamp = site.on_disk(move |local| local.stat(&at)).await?;
    if known.is_none() && stamp.is_none() {
        return Ok(path.clone());
    }
    observe::free_copy_name(site, path).await
}
