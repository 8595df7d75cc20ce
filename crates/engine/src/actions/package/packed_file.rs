//! One file of a package.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, UNIX_EPOCH},
};

use damson_core::DamPath;

use crate::{
    context::Context,
    disk::{copy_out, outward},
    model::{EngineError, LocalError, LocalResult},
    ports::Local,
};

/// Where a packed file comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// A copy in the cache folder.
    Here(DamPath),
    /// A file elsewhere on this computer.
    Elsewhere(PathBuf),
}

impl Origin {
    /// The asset, and the file if it is no asset, that a problem with this origin is about.
    pub(super) fn named(&self, document: &DamPath) -> (DamPath, Option<PathBuf>) {
        match self {
            Self::Here(path) => (path.clone(), None),
            Self::Elsewhere(file) => (document.clone(), Some(file.clone())),
        }
    }
}

/// Copies one file to where nothing is, with its time. Applications tell by the time that a linked
/// file is the one that was placed.
pub(super) async fn copy(
    context: &Arc<Context>,
    from: Origin,
    to: PathBuf,
) -> Result<(), EngineError> {
    let local = Arc::clone(&context.local);
    let copied = context.blocking(move || match from {
        Origin::Here(path) => of_cache(&*local, &path, &to),
        Origin::Elsewhere(file) => copy_out(&file, &to),
    });
    Ok(copied.await?)
}

fn of_cache(local: &dyn Local, path: &DamPath, to: &Path) -> LocalResult<()> {
    let file = local.file(path)?;
    let missing = || LocalError::Missing { file: file.clone() };
    let before = local.stat(path)?.ok_or_else(missing)?;
    let made = outward::write(&mut local.open(path)?, before.size.0, to)?;
    if local.stat(path)? != Some(before) {
        return Err(LocalError::Changed { file });
    }
    let since = u64::try_from(before.modified_ns).unwrap_or_default();
    outward::name(made, UNIX_EPOCH + Duration::from_nanos(since), to)
}
