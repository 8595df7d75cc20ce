//! Keeping the list of Recovered true, and emptying it of what is old.

use std::{collections::BTreeSet, sync::Arc};

use damson_core::{DamPath, Timestamp, brake::clock_brake};

use crate::{context::Context, events::Event, journal::Journal, model::EngineError};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// Makes the list of Recovered say what is there: a file is moved first and noted then, and
/// Damson may have ended in between, or the journal was lost.
pub(crate) async fn match_recovered(context: &Arc<Context>) -> Result<(), EngineError> {
    // What is just being moved there will be noted, with the folder that it comes from.
    let _noted = context.recovering.write().await;
    let noted = context.in_journal(Journal::recovered).await?;
    let found = context.on_disk(|local| local.list_recovered()).await?;
    let now = context.now();
    let changed = context.in_journal(move |journal| {
        let there: BTreeSet<&str> = found.iter().map(|file| file.stored.as_str()).collect();
        let known: BTreeSet<&str> = noted.iter().map(|file| file.stored.as_str()).collect();
        let mut changed = false;
        for file in noted
            .iter()
            .filter(|file| !there.contains(file.stored.as_str()))
        {
            journal.remove_recovered(file.id)?;
            changed = true;
        }
        for file in found
            .iter()
            .filter(|file| !known.contains(file.stored.as_str()))
        {
            let path = DamPath::root().join(&file.name).unwrap_or_default();
            journal.add_found(&path, &file.stored, file.size, now)?;
            changed = true;
        }
        Ok(changed)
    });
    if changed.await? {
        context.send(Event::Changed);
    }
    Ok(())
}

/// Nothing is removed by a clock that can't be right.
async fn check_clock(context: &Arc<Context>) -> Result<(), EngineError> {
    let now = context.now();
    let before = context.in_journal(Journal::clock).await?;
    if let Some(brake) = before.and_then(|before| clock_brake(before, now, None))
        && !context.is_released()
    {
        context.halt(brake, &DamPath::root());
        return Err(EngineError::Halted(brake));
    }
    // A clock that is set to another year looks like a long sleep. Neither makes what is kept old.
    let passed = before.map_or(0, |before| now.0.saturating_sub(before.0));
    context
        .in_journal(move |journal| {
            if passed > DAY {
                journal.postpone_recovered(passed - DAY)?;
            }
            journal.set_clock(now)
        })
        .await
}

/// Removes what has been in Recovered for longer than the setting says.
pub(crate) async fn remove_old(context: &Arc<Context>) -> Result<(), EngineError> {
    match_recovered(context).await?;
    check_clock(context).await?;
    let days = i64::from(context.policy().recovered_days);
    let limit = Timestamp(context.now().0 - days * DAY);
    let old = context
        .in_journal(move |journal| journal.recovered_before(limit))
        .await?;
    for file in old {
        let stored = file.stored.clone();
        context
            .on_disk(move |local| local.remove_recovered(&stored))
            .await?;
        context
            .in_journal(move |journal| journal.remove_recovered(file.id))
            .await?;
    }
    Ok(())
}
