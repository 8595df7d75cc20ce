//! Comparing the whole cache folder with the journal, in one ordered pass over both.

use std::{collections::BTreeSet, iter::Peekable, sync::Arc};

use damson_core::{
    DamPath,
    brake::{Brake, Findings, findings_brake},
};

use super::observe::{self, UNREADABLE, look_now};
use crate::{
    error::{EngineError, JournalError},
    journal::{Journal, LocalRecord, Locals},
    local::{Found, FoundKind, LocalError, Stamp},
    session::Event,
    site::Site,
};

/// Scans everything below `folder`. Only files whose stamp changed are read. Paths that an action
/// holds are left to it and looked at later.
pub(crate) async fn rescan(
    site: &Arc<Site>,
    folder: &DamPath,
    braked: bool,
) -> Result<(), EngineError> {
    let (at, folder) = (Arc::clone(site), folder.clone());
    site.blocking(move || scan(&at, &folder, braked, Holder::Nobody))
        .await
}

/// As [`rescan`], for an action that holds the folder itself.
pub(crate) async fn rescan_held(site: &Arc<Site>, folder: &DamPath) -> Result<(), EngineError> {
    let (at, folder) = (Arc::clone(site), folder.clone());
    site.blocking(move || scan(&at, &folder, false, Holder::Caller))
        .await
}

/// Who keeps other actions away while a file is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holder {
    Nobody,
    Caller,
}

fn scan(site: &Site, folder: &DamPath, braked: bool, holder: Holder) -> Result<(), EngineError> {
    let mut pass = Pass {
        site,
        known: site.journal.locals(folder)?.peekable(),
        counted: 0,
        missing: Vec::new(),
        changed: 0,
        problems: BTreeSet::new(),
        holder,
    };
    let mut failure = None;
    let scanned = site.local.scan(folder, &mut |found| {
        if failure.is_some() {
            return;
        }
        let met = if site.is_ending() {
            Err(EngineError::Cancelled)
        } else {
            pass.meet(&found)
        };
        failure = met.err();
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
    let met = pass.problems;
    let mut missing = pass.missing;
    let mut known = pass.counted;
    for left in pass.known {
        missing.push(left?.path);
        known += 1;
    }
    if !folder.is_root() {
        known = site.journal.count_here(&DamPath::root())?;
    }
    let findings = Findings {
        known,
        missing: missing.len() as u64,
        changed: pass.changed,
    };
    // A look that began before a person said "go on" doesn't take it back.
    let braked = braked && !site.is_released();
    if braked && let Some(brake) = findings_brake(findings) {
        site.halt(Some(brake));
        return Err(EngineError::Halted(brake));
    }
    // The disk that was unplugged is back, with all that it held.
    if matches!(site.halted(), Some(Brake::EmptiedRoot { .. })) {
        site.halt(None);
    }
    for path in missing {
        look(site, &path, holder)?;
    }
    // What could not be read then may be readable, or gone.
    for path in site.journal.troubled(folder, UNREADABLE)? {
        if !met.contains(&path) {
            look(site, &path, holder)?;
        }
    }
    site.tell(Event::Moved);
    Ok(())
}

/// One pass over disk and journal side by side.
struct Pass<'a> {
    site: &'a Site,
    known: Peekable<Locals<'a>>,
    /// How many of them were met or missed so far.
    counted: u64,
    /// In the journal, not on the disk.
    missing: Vec<DamPath>,
    /// In both, with another stamp.
    changed: u64,
    /// What the scan itself has a problem with.
    problems: BTreeSet<DamPath>,
    holder: Holder,
}

impl Pass<'_> {
    /// Takes the next thing of the scan; what the journal knows before it is not on the disk.
    fn meet(&mut self, found: &Found) -> Result<(), EngineError> {
        while let Some(next) = self.known.next_if(|known| match known {
            Ok(known) => known.path < found.path,
            Err(_) => true,
        }) {
            self.missing.push(next?.path);
            self.counted += 1;
        }
        let same = self.known.next_if(|known| match known {
            Ok(known) => known.path == found.path,
            Err(_) => true,
        });
        let record = same.transpose()?.map(|known| known.local);
        self.counted += u64::from(record.is_some());
        match &found.what {
            FoundKind::Folder => self.site.journal.set_folder_here(&found.path)?,
            FoundKind::File(stamp) => self.file(&found.path, *stamp, record)?,
            FoundKind::Problem(detail) => {
                self.problems.insert(found.path.clone());
                problem(&self.site.journal, &found.path, detail)?;
            }
        }
        Ok(())
    }

    fn file(
        &mut self,
        path: &DamPath,
        stamp: Stamp,
        record: Option<LocalRecord>,
    ) -> Result<(), EngineError> {
        let was_here = record.is_some();
        let settled = record.is_some_and(|record| {
            let hash = self.site.hash();
            record.stamp == stamp && record.digest.is_some_and(|digest| digest.kind() == hash)
        });
        if settled {
            return Ok(());
        }
        self.changed += u64::from(was_here);
        look(self.site, path, self.holder)
    }
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
        Ok(asset) => {
            observe::protect(site, &asset);
            Ok(())
        }
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
