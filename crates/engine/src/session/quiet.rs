//! Waiting until a saved file is quiet.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use damson_core::DamPath;
use tokio::time::Instant;

use super::Event;
use crate::{
    cycle::{observe, rescan},
    error::EngineError,
    site::{Site, blocking},
};

/// Applications delete a file and write it anew within this time; that is an edit.
pub(super) const SAVED_ANEW: Duration = Duration::from_secs(30);

/// The paths that changed on the disk and were not looked at yet.
#[derive(Debug, Default)]
pub(super) struct Quiet {
    paths: BTreeMap<DamPath, Instant>,
    /// Files that are gone, and when that is certain.
    vanished: BTreeMap<DamPath, Instant>,
}

impl Quiet {
    /// A path changed; it is looked at when nothing more came until `due`.
    pub(super) fn changed(&mut self, path: DamPath, due: Instant) {
        self.paths.insert(path, due);
    }

    /// A file is gone; it may be on its way back.
    pub(super) fn vanished(&mut self, path: DamPath) {
        self.vanished.insert(path, Instant::now() + SAVED_ANEW);
    }

    /// The files that are gone for good.
    pub(super) fn take_vanished(&mut self, now: Instant) -> Vec<DamPath> {
        take(&mut self.vanished, now)
    }

    pub(super) fn next_vanished(&self) -> Option<Instant> {
        self.vanished.values().min().copied()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    pub(super) fn next(&self) -> Option<Instant> {
        self.paths.values().min().copied()
    }

    pub(super) fn is_due(&self, now: Instant) -> bool {
        self.next().is_some_and(|at| at <= now)
    }

    pub(super) fn take_due(&mut self, now: Instant) -> Vec<DamPath> {
        take(&mut self.paths, now)
    }
}

fn take(paths: &mut BTreeMap<DamPath, Instant>, now: Instant) -> Vec<DamPath> {
    let due = paths.iter().filter(|(_, at)| **at <= now);
    let due: Vec<DamPath> = due.map(|(path, _)| path.clone()).collect();
    for path in &due {
        paths.remove(path);
    }
    due
}

/// Looks at paths that are quiet by now. What vanished is left for a while.
pub(super) async fn look_at(site: &Arc<Site>, paths: Vec<DamPath>) {
    for path in paths {
        if let Err(error) = look_at_one(site, &path).await {
            tracing::info!(%path, %error, "not looked at");
        }
    }
    site.tell(Event::Moved);
}

async fn look_at_one(site: &Arc<Site>, path: &DamPath) -> Result<(), EngineError> {
    let known = observe::recall(site, path).await?;
    let was_here = known.as_ref().is_some_and(|asset| asset.local.is_some());
    if known.is_some_and(|asset| asset.is_folder()) || path.is_root() {
        return rescan::rescan(site, path, true).await;
    }
    let at = path.clone();
    let stamp = site.on_disk(move |local| local.stat(&at)).await?;
    match stamp {
        // A folder, or gone.
        None if !was_here => return rescan::rescan(site, path, true).await,
        None => site.tell(Event::Vanished(path.clone())),
        Some(_) => {
            let (site, path) = (Arc::clone(site), path.clone());
            blocking(move || rescan::visit(&site, &path)).await?;
        }
    }
    Ok(())
}
