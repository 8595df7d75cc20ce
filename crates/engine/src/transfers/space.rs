//! Room on the disk, looked at before anything is fetched.

use std::sync::Arc;

use damson_core::{ByteCount, DamPath, Revision};

use crate::{
    context::Context,
    model::{EngineError, LocalError},
};

pub(super) fn check_space(
    context: &Context,
    path: &DamPath,
    wanted: &Revision,
    have: ByteCount,
) -> Result<(), EngineError> {
    let Some(total) = wanted.size else {
        return Ok(());
    };
    check_free(context, path, total.0.saturating_sub(have.0))
}

pub(super) fn check_free(
    context: &Context,
    path: &DamPath,
    needed: u64,
) -> Result<(), EngineError> {
    spare(context, path, needed).map(drop)
}

/// How many bytes beyond `needed` may be written, beside those that a download leaves free. Blocks.
fn spare(context: &Context, path: &DamPath, needed: u64) -> Result<u64, EngineError> {
    let wanted = needed.saturating_add(context.policy().keep_free.0);
    if let Some(spare) = context.local.free_space()?.0.checked_sub(wanted) {
        return Ok(spare);
    }
    let full = LocalError::DiskFull {
        file: context.local.file(path)?,
        source: std::io::ErrorKind::StorageFull.into(),
    };
    Err(full.into())
}

/// Looks at the free space before anything is asked for; for many small files about once a second.
pub(super) async fn make_sure_of_space(
    context: &Arc<Context>,
    path: &DamPath,
    bytes: u64,
) -> Result<(), EngineError> {
    if context.free_space.is_enough(bytes) {
        return Ok(());
    }
    let (at, path) = (Arc::clone(context), path.clone());
    let spare = context.blocking(move || spare(&at, &path, bytes)).await?;
    context.free_space.seen(spare);
    Ok(())
}
