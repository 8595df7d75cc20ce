//! What the core needs to know of a row to allow or refuse.

use std::sync::Arc;

use damson_core::{Action, DamPath, Offer, Refusal, Subject, action::allowed};
use damson_remote::Rights;

#[cfg(feature = "sabotage")]
use crate::sabotage::{self, Sabotage};
use crate::{
    context::Context,
    model::{Asset, EngineError},
};

/// The facts beside the asset's own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Circumstances {
    /// It or a folder above it is pinned.
    pub(crate) kept: bool,
    pub(crate) busy: bool,
    pub(crate) name_problem: bool,
}

/// Fails with the core's reason when `action` is not allowed. A transfer that runs stands in the
/// way only while it is `busy` for others, not for the action that has the lock of the path.
pub(crate) async fn check(
    context: &Arc<Context>,
    asset: &Asset,
    action: Action,
    busy: bool,
) -> Result<(), EngineError> {
    let (at, path) = (Arc::clone(context), asset.path.clone());
    let beside = context.blocking(move || facts_beside(&at, &path)).await?;
    judge(context, asset, action, busy, beside)
}

/// Whether a path or a folder above it is pinned, and whether its name is a problem here. Blocks.
pub(crate) fn facts_beside(context: &Context, path: &DamPath) -> Result<(bool, bool), EngineError> {
    let kept = context.journal.is_pinned(path)?;
    Ok((kept, context.local.file(path).is_err()))
}

/// As [`check`], with what [`facts_beside`] found.
pub(crate) fn judge(
    context: &Context,
    asset: &Asset,
    action: Action,
    busy: bool,
    (kept, name_problem): (bool, bool),
) -> Result<(), EngineError> {
    let path = asset.path.clone();
    let circumstances = Circumstances {
        kept,
        busy: busy && context.queue.is_busy(&path),
        name_problem,
    };
    answer(asset, action, circumstances, context.offer()).map_err(|refusal| EngineError::Refused {
        action,
        path,
        refusal,
    })
}

/// What the core says of `action`.
fn answer(
    asset: &Asset,
    action: Action,
    circumstances: Circumstances,
    offer: Offer,
) -> Result<(), Refusal> {
    with(asset, circumstances, |subject| {
        allowed(action, subject, &offer)
    })
}

/// Asks about a row as the core knows it.
pub(crate) fn with<T>(
    asset: &Asset,
    circumstances: Circumstances,
    ask: impl FnOnce(&Subject<'_>) -> T,
) -> T {
    let facts = asset.facts();
    #[cfg(feature = "sabotage")]
    let facts = damson_core::Facts {
        lock: match facts.lock {
            damson_core::Lock::Theirs(_) if sabotage::is(Sabotage::IgnoreLocks) => {
                damson_core::Lock::Free
            }
            lock @ (damson_core::Lock::Free
            | damson_core::Lock::Mine
            | damson_core::Lock::Theirs(_)) => lock,
        },
        ..facts
    };
    let subject = Subject {
        facts: &facts,
        kind: asset.kind,
        read_only: asset.remote.rights == Rights::ReadOnly,
        pinned: circumstances.kept,
        pinned_itself: asset.pinned,
        busy: circumstances.busy,
        name_problem: circumstances.name_problem,
    };
    ask(&subject)
}
