//! Looking at files that changed, once they are quiet.

use std::sync::Arc;

use damson_core::{DamPath, Timestamp};
use tokio::time::Instant;

use super::Event;
use crate::{
    cycle::{observe, rescan},
    error::EngineError,
    local::{Quiet, Verdict},
    site::Site,
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

    pub(super) fn due(&self) -> Vec<DamPath> {
        self.quiet.due(self.now())
    }

    /// Takes in what a look found. Says whether the file can be read, or is gone for good.
    pub(super) fn looked(&mut self, look: Look) -> Option<DamPath> {
        let now = self.now();
        match look.found {
            Seen::Other => {
                self.quiet.forget(&look.path);
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

/// What is at a path that was told of.
#[derive(Debug)]
pub(crate) struct Look {
    path: DamPath,
    found: Seen,
}

#[derive(Debug)]
enum Seen {
    /// A file with this stamp, or none where one was.
    File(Option<crate::local::Stamp>),
    /// A folder, or nothing that was known; it was dealt with.
    Other,
}

/// Looks at the stamps of paths that were told of.
pub(super) async fn look_at(site: &Arc<Site>, paths: Vec<DamPath>) {
    for path in paths {
        let found = match find(site, &path).await {
            Ok(found) => found,
            Err(error) => {
                tracing::info!(%path, %error, "not looked at");
                Seen::Other
            }
        };
        site.tell(Event::Looked(Look { path, found }));
    }
}

async fn find(site: &Arc<Site>, path: &DamPath) -> Result<Seen, EngineError> {
    let known = observe::recall(site, path).await?;
    let was_here = known.as_ref().is_some_and(|asset| asset.local.is_some());
    let folder = known.is_some_and(|asset| asset.is_folder()) || path.is_root();
    let at = path.clone();
    let stamp = site.on_disk(move |local| local.stat(&at)).await?;
    if stamp.is_none() && (folder || !was_here) {
        // A folder came or went; or a temporary file, which the scan leaves out.
        rescan::rescan(site, path, true).await?;
        return Ok(Seen::Other);
    }
    Ok(Seen::File(stamp))
}

/// Reads a file that is quiet, or notes that it is gone.
pub(super) async fn read(site: &Arc<Site>, path: DamPath) {
    let at = Arc::clone(site);
    let read = site.blocking(move || rescan::visit(&at, &path)).await;
    if let Err(error) = read {
        tracing::info!(%error, "not read");
    }
    site.tell(Event::Moved);
}
