//! Looking at files that changed, once they are quiet.

use std::{collections::BTreeSet, sync::Arc};

use damson_core::{DamPath, Timestamp};
use tokio::time::Instant;

use crate::{
    context::Context,
    disk::{Quiet, Verdict},
    events::{Event, Look, Seen},
    model::{Asset, EngineError, Stake},
    observe::{self, rescan},
    ports::FileState,
};

/// The files that are waited for, on tokio's clock.
#[derive(Debug)]
pub(super) struct Saves {
    quiet: Quiet,
    since: Instant,
}

impl Saves {
    pub(super) fn new(quiet_ms: u64) -> Self {
        Self {
            quiet: Quiet::new(quiet_ms),
            since: Instant::now(),
        }
    }

    /// Takes a hint that a path may have changed.
    pub(super) fn hinted(&mut self, path: DamPath) {
        self.quiet.hinted(path, self.now());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.quiet.next_due().is_none()
    }

    /// When the next look is due.
    pub(super) fn next(&self) -> Option<Instant> {
        let due = self.quiet.next_due()?;
        let after = u64::try_from(due.0).unwrap_or_default();
        Some(self.since + std::time::Duration::from_millis(after))
    }

    /// The paths to look at, each with how many hints about it arrived so far.
    pub(super) fn due(&self) -> Vec<Due> {
        let due = self.quiet.due(self.now()).into_iter();
        due.map(|path| (self.quiet.times(&path), path)).collect()
    }

    /// Takes in what a look found. Says whether the file can be read, or is gone for good.
    pub(super) fn looked(&mut self, look: Look) -> Option<DamPath> {
        let now = self.now();
        match look.found {
            Seen::Other => {
                self.quiet.leave(&look.path, look.times);
                None
            }
            Seen::File(stamp) => match self.quiet.look(&look.path, stamp, None, now) {
                Verdict::Settled(_) | Verdict::Gone => Some(look.path),
                Verdict::Wait(_) => None,
            },
        }
    }

    fn now(&self) -> Timestamp {
        let passed = self.since.elapsed().as_millis();
        Timestamp(i64::try_from(passed).unwrap_or(i64::MAX))
    }
}

pub(super) type Due = (u64, DamPath);

/// How many paths are looked at in one call.
const LOOKS: usize = 64;

/// Looks at the stamps of paths that hints arrived about.
pub(super) async fn look_at(context: &Arc<Context>, mut due: Vec<Due>) {
    while !due.is_empty() {
        let batch = due.drain(..due.len().min(LOOKS));
        let (times, batch): (Vec<_>, Vec<_>) = batch.unzip();
        let at = Arc::clone(context);
        let found = context.blocking(move || find_all(&at, batch));
        for (times, (found, path)) in times.into_iter().zip(found.await) {
            let found = match found {
                Ok(Found::Seen(seen)) => Ok(seen),
                Ok(Found::Folder) => rescan::rescan(context, &path, true)
                    .await
                    .map(|()| Seen::Other),
                Err(error) => Err(error),
            };
            let found = found.unwrap_or_else(|error| {
                tracing::info!(%path, %error, "not looked at");
                if matches!(error, EngineError::Journal(_)) {
                    context.send(Event::Unnoted);
                }
                Seen::Other
            });
            context.send(Event::Looked(Look { path, times, found }));
        }
    }
}

/// What is at some paths, in their order.
fn find_all(context: &Context, paths: Vec<DamPath>) -> Vec<(Result<Found, EngineError>, DamPath)> {
    let same = as_written(context, &paths);
    let others = paths.iter().filter(|path| !same.contains(path));
    let others: Vec<_> = others.cloned().collect();
    let known: Vec<Result<Option<Asset>, _>> = match context.journal.get_many(&others) {
        Ok(rows) => rows.into_iter().map(Ok).collect(),
        // Each says why for itself.
        Err(_) => others
            .iter()
            .map(|path| context.journal.get(path))
            .collect(),
    };
    let here = context.local.look_at_files(&others);
    let mut looked = known.into_iter().zip(here);
    let look = |path: DamPath| {
        if same.contains(&path) {
            return (Ok(Found::Seen(Seen::Other)), path);
        }
        let (known, here) = looked.next().expect("one for each of the others");
        let known = known.map_err(EngineError::from);
        let here = here.map_err(EngineError::from);
        let found = known.and_then(|known| Ok(find(context, &path, known.as_ref(), here?)));
        (found, path)
    };
    paths.into_iter().map(look).collect()
}

/// Those of the paths where a file is as a download wrote it, and the journal knows it.
fn as_written(context: &Context, paths: &[DamPath]) -> BTreeSet<DamPath> {
    let own = paths.iter().filter(|path| context.just_written.has(path));
    let own: Vec<_> = own.cloned().collect();
    let here = context.local.look_at_files(&own).into_iter();
    let stamp = |here: Result<Option<FileState>, _>| Some(here.ok()??.stamp);
    own.into_iter()
        .zip(here.map(stamp))
        .filter(|(path, stamp)| context.just_written.take(path, *stamp))
        .map(|(path, _)| path)
        .collect()
}

/// What is at a path.
enum Found {
    Seen(Seen),
    /// A folder came or went; or a temporary file, which the scan leaves out.
    Folder,
}

fn find(
    context: &Context,
    path: &DamPath,
    known: Option<&Asset>,
    here: Option<FileState>,
) -> Found {
    let was_here = known.is_some_and(|asset| asset.local.is_some());
    let folder = known.is_some_and(Asset::is_folder) || path.is_root();
    if here.is_none() && (folder || !was_here) {
        return Found::Folder;
    }
    // What Damson wrote itself is known already.
    if let (Some(here), Some(asset)) = (here, known)
        && observe::is_settled(asset, here.stamp, context.hash(), stake(here))
        && let Some(_path_lock) = context.path_locks.try_lock(path)
    {
        if observe::wanted_protection(context, asset) == Some(!here.read_only) {
            observe::protect(context, asset);
        }
        return Found::Seen(Seen::Other);
    }
    Found::Seen(Seen::File(here.map(|here| here.stamp)))
}

/// How much a hint proves: one about a file that nobody could write to is a change of something
/// else.
fn stake(here: FileState) -> Stake {
    if here.read_only {
        Stake::Status
    } else {
        Stake::Hinted
    }
}

/// Reads a file that is quiet, or notes that it is gone.
pub(super) async fn read(context: &Arc<Context>, path: DamPath) {
    let at = Arc::clone(context);
    let read = context
        .blocking(move || rescan::visit(&at, &path, Stake::Hinted))
        .await;
    if let Err(error) = read {
        tracing::info!(%error, "not read");
        context.send(Event::Unnoted);
    }
    context.send(Event::Changed);
}
