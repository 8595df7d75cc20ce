//! Waiting for a file that is still being written: half a save is nobody's version.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, UNIX_EPOCH},
};

use damson_core::{DamPath, Timestamp};
use tokio::time::{Instant, sleep};

use crate::{
    context::Context,
    model::{LocalError, LocalResult},
    ports::Local,
};

/// How long a file may go on being written before the person sees a problem.
const PATIENCE: Duration = Duration::from_mins(1);
/// The shortest rest between two looks.
const REST_MS: u64 = 50;
const NS_IN_MS: i128 = 1_000_000;

/// When a file was written last; `None` when there is nothing to wait for. What can't be looked at
/// is reported by whoever wants to read it. Blocks.
type Look = Arc<dyn Fn(&dyn Local) -> Option<Timestamp> + Send + Sync>;

/// Waits until a file of the cache folder, and what applications save beside it, is left alone.
pub(crate) async fn copy(context: &Arc<Context>, path: &DamPath) -> LocalResult<()> {
    let Ok(file) = context.local.file(path) else {
        return Ok(());
    };
    let path = path.clone();
    let look = move |local: &dyn Local| {
        let stamp = local.stat(&path).ok()??;
        let beside = local.newest_temporary(&path).ok()?;
        let written = beside.map_or(stamp.modified_ns, |at| at.max(stamp.modified_ns));
        Some(millis(written))
    };
    wait(context, file, Arc::new(look)).await
}

/// Waits until a file from elsewhere is left alone.
pub(crate) async fn outside(context: &Arc<Context>, file: &Path) -> LocalResult<()> {
    let looked = file.to_owned();
    let look = move |_: &dyn Local| modified(&looked).ok();
    wait(context, file.to_owned(), Arc::new(look)).await
}

async fn wait(context: &Arc<Context>, file: PathBuf, look: Look) -> LocalResult<()> {
    let began = Instant::now();
    loop {
        let look = Arc::clone(&look);
        let Some(written) = context.on_disk(move |local| Ok(look(local))).await? else {
            return Ok(());
        };
        let (policy, now) = (context.policy(), context.now());
        if policy.is_quiet(written, now) {
            return Ok(());
        }
        if began.elapsed() >= PATIENCE {
            return Err(LocalError::StillWritten { file });
        }
        let passed = u64::try_from(now.0.saturating_sub(written.0)).unwrap_or_default();
        let left = policy.quiet_ms.saturating_sub(passed).max(REST_MS);
        sleep(Duration::from_millis(left)).await;
    }
}

fn modified(file: &Path) -> io::Result<Timestamp> {
    let modified = fs::metadata(file)?.modified()?;
    let since = modified
        .duration_since(UNIX_EPOCH)
        .map_err(io::Error::other)?;
    Ok(Timestamp(
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
    ))
}

fn millis(nanoseconds: i128) -> Timestamp {
    Timestamp(i64::try_from(nanoseconds / NS_IN_MS).unwrap_or(i64::MAX))
}
