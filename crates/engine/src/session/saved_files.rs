//! Looking at files that changed, once they are quiet.

use std::sync::Arc;

use damson_core::{DamPath, Timestamp};
use tokio::time::Instant;

use crate::{
    context::Site,
    disk::{Quiet, Verdict},
    events::{Event, Look, Seen},
    model::{Asset, EngineError, Stake},
    observe::{self, rescan},
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

    /// Something was told of a path.
    pub(super) fn told(&mut self, path: DamPath) {
        self.quiet.told(path, self.now());
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

    /// What to look at, and how often something was told of it so far.
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

/// Looks at the stamps of paths that were told of.
pub(super) async fn look_at(site: &Arc<Site>, mut due: Vec<Due>) {
    while !due.is_empty() {
        let batch = due.drain(..due.len().min(LOOKS));
        let (times, batch): (Vec<_>, Vec<_>) = batch.unzip();
        let at = Arc::clone(site);
        let found = site.blocking(move || {
            let known: Vec<_> = match at.journal.get_many(&batch) {
                Ok(rows) => rows.into_iter().map(Ok).collect(),
                // Each says why for itself.
                Err(_) => batch.iter().map(|path| at.journal.get(path)).collect(),
            };
            let look = |(path, known): (DamPath, _)| {
                let known: Result<Option<Asset>, EngineError> = Result::map_err(known, Into::into);
                (
                    known.and_then(|known| find(&at, &path, known.as_ref())),
                    path,
                )
            };
            batch.into_iter().zip(known).map(look).collect::<Vec<_>>()
        });
        for (times, (found, path)) in times.into_iter().zip(found.await) {
            let found = match found {
                Ok(Found::Seen(seen)) => Ok(seen),
                Ok(Found::Folder) => rescan::rescan(site, &path, true)
                    .await
                    .map(|()| Seen::Other),
                Err(error) => Err(error),
            };
            let found = found.unwrap_or_else(|error| {
                tracing::info!(%path, %error, "not looked at");
                if matches!(error, EngineError::Journal(_)) {
                    site.tell(Event::Unnoted);
                }
                Seen::Other
            });
            site.tell(Event::Looked(Look { path, times, found }));
        }
    }
}

/// What is at a path.
enum Found {
    Seen(Seen),
    /// A folder came or went; or a temporary file, which the scan leaves out.
    Folder,
}

fn find(site: &Site, path: &DamPath, known: Option<&Asset>) -> Result<Found, EngineError> {
    let was_here = known.is_some_and(|asset| asset.local.is_some());
    let folder = known.is_some_and(Asset::is_folder) || path.is_root();
    let stamp = site.local.stat(path)?;
    if stamp.is_none() && (folder || !was_here) {
        return Ok(Found::Folder);
    }
    // What Damson wrote itself is known already.
    if let (Some(stamp), Some(asset)) = (stamp, known)
        && observe::is_settled(asset, stamp, site.hash(), stake(site, path))
        && let Some(_hold) = site.holds.try_hold(path)
    {
        observe::protect(site, asset);
        return Ok(Found::Seen(Seen::Other));
    }
    Ok(Found::Seen(Seen::File(stamp)))
}

/// What was told of a file that nobody could write to is a change of something else.
fn stake(site: &Site, path: &DamPath) -> Stake {
    match site.local.is_read_only(path) {
        Ok(true) => Stake::Status,
        Ok(false) | Err(_) => Stake::Told,
    }
}

/// Reads a file that is quiet, or notes that it is gone.
pub(super) async fn read(site: &Arc<Site>, path: DamPath) {
    let at = Arc::clone(site);
    let read = site
        .blocking(move || rescan::visit(&at, &path, Stake::Told))
        .await;
    if let Err(error) = read {
        tracing::info!(%error, "not read");
        site.tell(Event::Unnoted);
    }
    site.tell(Event::Moved);
}
