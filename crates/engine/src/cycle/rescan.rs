//! Comparing the whole cache folder with the journal, in one ordered pass over both.

use std::{iter::Peekable, sync::Arc};

use damson_core::{DamPath, brake::Brake};

use super::observe::{UNREADABLE, look_now};
use crate::{
    error::{EngineError, JournalError},
    journal::{Journal, Locals},
    local::{Found, FoundKind, LocalError},
    session::Event,
    site::{Site, blocking},
};

/// A cache folder with fewer files than this may have been emptied by a person.
const EMPTIED_FROM: u64 = 5;

/// Scans everything below `folder`. Only files whose stamp changed are read. Paths that an action
/// holds are left to it and looked at later.
pub(crate) async fn rescan(
    site: &Arc<Site>,
    folder: &DamPath,
    braked: bool,
) -> Result<(), EngineError> {
    let (site, folder) = (Arc::clone(site), folder.clone());
    blocking(move || scan(&site, &folder, braked, Holder::Nobody)).await
}

/// As [`rescan`], for an action that holds the folder itself.
pub(crate) async fn rescan_held(site: &Arc<Site>, folder: &DamPath) -> Result<(), EngineError> {
    let (site, folder) = (Arc::clone(site), folder.clone());
    blocking(move || scan(&site, &folder, false, Holder::Caller)).await
}

/// Who keeps other actions away while a file is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holder {
    Nobody,
    Caller,
}

fn scan(site: &Site, folder: &DamPath, braked: bool, holder: Holder) -> Result<(), EngineError> {
    let mut known = site.journal.locals(folder)?.peekable();
    let mut missing = Vec::new();
    let mut failure = None;
    let mut seen = 0u64;
    let scanned = site.local.scan(folder, &mut |found| {
        if failure.is_some() {
            return;
        }
        if let FoundKind::File(_) = found.what {
            seen += 1;
        }
        if let Err(error) = meet(site, &mut known, &mut missing, &found, holder) {
            failure = Some(error);
        }
    });
    if let Err(error @ LocalError::NoCacheFolder { .. }) = scanned {
        let before = site.journal.count_here(folder)?;
        site.halt(Some(Brake::EmptiedRoot { before }));
        return Err(error.into());
    }
    scanned?;
    if let Some(error) = failure {
        return Err(error);
    }
    for left in known {
        missing.push(left?.path);
    }
    let before = seen + missing.len() as u64;
    if braked && seen == 0 && before >= EMPTIED_FROM {
        let brake = Brake::EmptiedRoot { before };
        site.halt(Some(brake));
        return Err(EngineError::Halted(brake));
    }
    for path in missing {
        look(site, &path, holder)?;
    }
    site.tell(Event::Moved);
    Ok(())
}

/// Takes the next thing of the scan; what the journal knows before it is not on the disk.
fn meet(
    site: &Site,
    known: &mut Peekable<Locals<'_>>,
    missing: &mut Vec<DamPath>,
    found: &Found,
    holder: Holder,
) -> Result<(), EngineError> {
    while let Some(next) = known.next_if(|known| match known {
        Ok(known) => known.path < found.path,
        Err(_) => true,
    }) {
        missing.push(next?.path);
    }
    let same = known.next_if(|known| match known {
        Ok(known) => known.path == found.path,
        Err(_) => true,
    });
    let record = same.transpose()?.map(|known| known.local);
    match &found.what {
        FoundKind::Folder => site.journal.set_folder_here(&found.path)?,
        FoundKind::File(stamp) => {
            let settled = record.is_some_and(|record| {
                record.stamp == *stamp && record.digest.is_some_and(|d| d.kind() == site.hash())
            });
            if !settled {
                look(site, &found.path, holder)?;
            }
        }
        FoundKind::Problem(detail) => problem(&site.journal, &found.path, detail)?,
    }
    Ok(())
}

/// Looks at one path, unless an action holds it. Trouble with one file is a problem of its row.
pub(crate) fn visit(site: &Site, path: &DamPath) -> Result<(), EngineError> {
    look(site, path, Holder::Nobody)
}

fn look(site: &Site, path: &DamPath, holder: Holder) -> Result<(), EngineError> {
    let hold = site.holds.try_hold(path);
    if hold.is_none() && holder == Holder::Nobody {
        site.tell(Event::LookAt(path.clone()));
        return Ok(());
    }
    match look_now(&*site.local, &site.journal, path, site.hash()) {
        Ok(_) => Ok(()),
        Err(error @ EngineError::Journal(_)) => Err(error),
        Err(EngineError::Local(LocalError::Changed { .. })) => {
            site.tell(Event::LookAt(path.clone()));
            Ok(())
        }
        Err(error) => Ok(problem(&site.journal, path, &error.to_string())?),
    }
}

pub(crate) fn problem(journal: &Journal, path: &DamPath, detail: &str) -> Result<(), JournalError> {
    let problem = (UNREADABLE.to_owned(), detail.to_owned());
    journal.update(path, |asset| asset.problem = Some(problem))?;
    Ok(())
}
