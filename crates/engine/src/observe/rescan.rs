//! Comparing the whole cache folder with the journal, in one ordered pass over both.

use std::{
    collections::BTreeSet,
    iter::Peekable,
    sync::{Arc, PoisonError},
    time::Duration,
};

use damson_core::{
    DamPath,
    brake::{Brake, Findings, findings_brake},
};

use super::{UNREADABLE, local_renames, look_here};
use crate::{
    context::Context,
    events::Event,
    journal::{Journal, Locals},
    model::{EngineError, JournalError, LocalError, LocalRecord, Stake, Stamp},
    observe,
    ports::{Found, FoundKind},
};

/// Scans everything below `folder`. Only files whose stamp changed are read. Paths that an action
/// holds are left to it and looked at later.
pub(crate) async fn rescan(
    context: &Arc<Context>,
    folder: &DamPath,
    braked: bool,
) -> Result<(), EngineError> {
    let (at, folder) = (Arc::clone(context), folder.clone());
    context
        .blocking(move || scan(&at, &folder, braked, Holder::Nobody))
        .await
}

/// As [`rescan`], for an action that has the lock of the folder itself.
pub(crate) async fn rescan_held(
    context: &Arc<Context>,
    folder: &DamPath,
) -> Result<(), EngineError> {
    let (at, folder) = (Arc::clone(context), folder.clone());
    context
        .blocking(move || scan(&at, &folder, false, Holder::Caller))
        .await
}

/// Who keeps other actions away while a file is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holder {
    Nobody,
    Caller,
}

fn scan(
    context: &Context,
    folder: &DamPath,
    braked: bool,
    holder: Holder,
) -> Result<(), EngineError> {
    // Whoever holds the folder waits for nobody: a scan of everything may take long.
    let alone = || {
        context
            .scanning
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    };
    let _alone = (holder == Holder::Nobody).then(alone);
    let mut pass = Pass {
        context,
        known: context.journal.locals(folder)?.peekable(),
        counted: 0,
        missing: Vec::new(),
        held: Vec::new(),
        problems: BTreeSet::new(),
        holder,
    };
    let halted_before = context.halted();
    let mut failure = None;
    let scanned = context.local.scan(folder, &mut |found| {
        if failure.is_some() {
            return;
        }
        let met = if context.is_ending() {
            Err(EngineError::Cancelled)
        } else {
            pass.meet(&found)
        };
        failure = met.err();
    });
    if let Err(error @ LocalError::NoCacheFolder { .. }) = scanned {
        let before = context.journal.count_here(folder)?;
        context.halt(Brake::EmptiedRoot { before }, folder);
        return Err(error.into());
    }
    scanned?;
    if let Some(error) = failure {
        return Err(error);
    }
    let met = pass.problems;
    let mut missing = pass.missing;
    let held = pass.held;
    let mut known = pass.counted;
    for left in pass.known {
        missing.push(left?.path);
        known += 1;
    }
    if !folder.is_root() {
        known = context.journal.count_here(&DamPath::root())?;
    }
    let mut patience = PATIENCE;
    for path in held {
        await_free(context, &path, &mut patience);
        look(context, &path, holder, Stake::Status)?;
    }
    let findings = Findings {
        known,
        missing: missing.len() as u64,
        changed: context.count_changed(folder),
    };
    // A look that began before a person said "go on" doesn't take it back.
    let braked = braked && !context.is_released();
    let found = findings_brake(findings).filter(|_| braked);
    let meanwhile = context.halted().filter(|now| Some(*now) != halted_before);
    if let Some(brake) = found.or(meanwhile) {
        context.halt(brake, folder);
        return Err(EngineError::Halted(brake));
    }
    // The disk that was unplugged is back, with all that it held.
    if matches!(context.halted(), Some(Brake::EmptiedRoot { .. })) {
        context.lift_halt();
    }
    for path in missing {
        look(context, &path, holder, Stake::Status)?;
    }
    local_renames::match_up(context)?;
    // What could not be read then may be readable, or gone.
    for path in context.journal.troubled(folder, UNREADABLE)? {
        if !met.contains(&path) {
            look(context, &path, holder, Stake::Status)?;
        }
    }
    context.send(Event::Changed);
    Ok(())
}

/// How often a scan waits for a path that was held when it came by, until one becomes free: a listing
/// that looks at the same file is done at once, an action may go on for hours.
const PATIENCE: u32 = 250;
const A_MOMENT: Duration = Duration::from_millis(2);

/// Waits until nobody holds the path, at most as long as `patience` lasts; who did not wait in vain
/// has it whole again. Blocks.
fn await_free(context: &Context, path: &DamPath, patience: &mut u32) {
    #[cfg(feature = "simulation")]
    if crate::hooks::is_on() {
        return;
    }
    while *patience > 0 {
        if context.path_locks.try_lock(path).is_some() {
            *patience = PATIENCE;
            return;
        }
        *patience -= 1;
        std::thread::sleep(A_MOMENT);
    }
}

/// One pass over disk and journal side by side.
struct Pass<'a> {
    context: &'a Context,
    known: Peekable<Locals<'a>>,
    /// How many of them were met or missed so far.
    counted: u64,
    /// In the journal, not on the disk.
    missing: Vec<DamPath>,
    /// Left to an action that held it.
    held: Vec<DamPath>,
    /// Paths that the scan itself reports as problems.
    problems: BTreeSet<DamPath>,
    holder: Holder,
}

impl Pass<'_> {
    /// Compares the next find of the scan: paths that the journal knows before it are not on the
    /// disk.
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
            FoundKind::Folder => self.context.journal.set_folder_here(&found.path)?,
            FoundKind::File(stamp) => self.file(&found.path, *stamp, record.as_ref())?,
            FoundKind::Problem(detail) => {
                self.problems.insert(found.path.clone());
                problem(&self.context.journal, &found.path, detail)?;
            }
        }
        Ok(())
    }

    fn file(
        &mut self,
        path: &DamPath,
        stamp: Stamp,
        record: Option<&LocalRecord>,
    ) -> Result<(), EngineError> {
        let hash = self.context.hash();
        if let Some(known) = record
            && observe::is_read(known, stamp, hash, Stake::Status)
        {
            return Ok(());
        }
        if !look(self.context, path, self.holder, Stake::Status)? {
            self.held.push(path.clone());
        }
        Ok(())
    }
}

/// Looks at one path, unless an action holds it. Trouble with one file is a problem of its row.
pub(crate) fn visit(context: &Context, path: &DamPath, stake: Stake) -> Result<(), EngineError> {
    look(context, path, Holder::Nobody, stake)?;
    local_renames::match_up(context)
}

/// Returns whether it was looked at, or left to the action that holds it.
fn look(
    context: &Context,
    path: &DamPath,
    holder: Holder,
    stake: Stake,
) -> Result<bool, EngineError> {
    let hold = context.path_locks.try_lock(path);
    if hold.is_none() && holder == Holder::Nobody {
        context.send(Event::LookAt(path.clone()));
        return Ok(false);
    }
    match look_here(context, path, stake) {
        Ok(asset) => observe::protect(context, &asset),
        // Everything stands still from here on; looking goes on, so that all are counted.
        Err(EngineError::Halted(_)) => {}
        Err(error @ EngineError::Journal(_)) => return Err(error),
        Err(EngineError::Local(LocalError::Changed { .. })) => {
            context.send(Event::LookAt(path.clone()));
        }
        Err(error) => problem(&context.journal, path, &error.to_string())?,
    }
    Ok(true)
}

pub(crate) fn problem(journal: &Journal, path: &DamPath, detail: &str) -> Result<(), JournalError> {
    let problem = (UNREADABLE.to_owned(), detail.to_owned());
    journal.update(path, |asset| asset.problem = Some(problem))?;
    Ok(())
}
