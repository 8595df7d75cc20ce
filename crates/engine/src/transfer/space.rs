//! Room on the disk, looked at before anything is fetched.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use damson_core::{ByteCount, DamPath, Revision};
use tokio::time::Instant;

use crate::{error::EngineError, local::LocalError, site::Site};

/// How long a look at the free space counts.
const LATELY: Duration = Duration::from_secs(1);

pub(super) fn check_space(
    site: &Site,
    path: &DamPath,
    wanted: &Revision,
    have: ByteCount,
) -> Result<(), EngineError> {
    let Some(total) = wanted.size else {
        return Ok(());
    };
    check_free(site, path, total.0.saturating_sub(have.0))
}

pub(super) fn check_free(site: &Site, path: &DamPath, needed: u64) -> Result<(), EngineError> {
    spare(site, path, needed).map(drop)
}

/// How many bytes beyond `needed` may be written, beside those that a download leaves free. Blocks.
fn spare(site: &Site, path: &DamPath, needed: u64) -> Result<u64, EngineError> {
    let wanted = needed.saturating_add(site.policy().keep_free.0);
    if let Some(spare) = site.local.free_space()?.0.checked_sub(wanted) {
        return Ok(spare);
    }
    let full = LocalError::DiskFull {
        file: site.local.file(path)?,
        source: std::io::ErrorKind::StorageFull.into(),
    };
    Err(full.into())
}

/// Looks at the free space before anything is asked for; for many small files about once a second.
pub(super) async fn make_sure_of_space(
    site: &Arc<Site>,
    path: &DamPath,
    bytes: u64,
) -> Result<(), EngineError> {
    if site.space.is_enough(bytes) {
        return Ok(());
    }
    let (at, path) = (Arc::clone(site), path.clone());
    let spare = site.blocking(move || spare(&at, &path, bytes)).await?;
    site.space.seen(spare);
    Ok(())
}

/// What small downloads may still take of the free space that was seen last.
#[derive(Debug, Default)]
pub(crate) struct Space(Mutex<Option<(Instant, u64)>>);

impl Space {
    fn seen(&self, spare: u64) {
        *self.last() = Some((Instant::now(), spare));
    }

    /// Takes it, if it was there a moment ago.
    fn is_enough(&self, bytes: u64) -> bool {
        match &mut *self.last() {
            Some((at, spare)) if at.elapsed() < LATELY && *spare >= bytes => {
                *spare -= bytes;
                true
            }
            Some(_) | None => false,
        }
    }

    fn last(&self) -> MutexGuard<'_, Option<(Instant, u64)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
