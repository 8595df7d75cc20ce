//! When a file that is being saved can be read.
//!
//! A file is quiet when its size, time and identity did not change for a while, and no temporary
//! file beside it says that its application is still at work. A file that goes and comes back
//! within half a minute was saved, not deleted.

use std::collections::{BTreeMap, BTreeSet};

use damson_core::{DamPath, Timestamp};

use crate::model::Stamp;

/// The files that hints arrived about and that are not quiet yet. Time is passed in.
#[derive(Debug, Default)]
pub struct Quiet {
    after_ms: i64,
    files: BTreeMap<DamPath, Waiting>,
    /// The same in the order in which they are due.
    due: BTreeSet<(Timestamp, DamPath)>,
}

/// What a look at a file came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The file can be read; it is forgotten until the next hint about it.
    Settled(Stamp),
    /// It is gone for good.
    Gone,
    /// Look again then.
    Wait(Timestamp),
}

#[derive(Debug, Clone, Copy)]
struct Waiting {
    seen: Seen,
    /// Since when nothing changed.
    since: Timestamp,
    /// When to look next.
    due: Timestamp,
    /// A hint arrived since the last look: what changed by then is no news.
    told: bool,
    /// How many hints arrived.
    times: u64,
}

/// What the last look saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    NotYet,
    Absent,
    There(Stamp),
}

/// Milliseconds after which a file that is not there was deleted, not saved.
const COMES_BACK_MS: i64 = 30_000;

/// Milliseconds that a temporary file can hold up a file: some stay behind after a crash.
const PATIENCE_MS: i64 = 30_000;

impl Quiet {
    /// Files are quiet after so many milliseconds without a change.
    pub fn new(quiet_ms: u64) -> Self {
        Self {
            after_ms: i64::try_from(quiet_ms).unwrap_or(i64::MAX),
            files: BTreeMap::new(),
            due: BTreeSet::new(),
        }
    }

    /// Takes a hint that a file may have changed.
    pub fn hinted(&mut self, path: DamPath, now: Timestamp) {
        // The first look is the one that later ones are compared with.
        let mut waiting = self.waiting(&path, now);
        // A write can leave size and time as they were on a disk with coarse times. What is gone
        // does not become less so by a further hint.
        if matches!(waiting.seen, Seen::There(_)) {
            waiting.since = now;
            waiting.due = later(now, self.after_ms);
        } else {
            waiting.due = now;
        }
        waiting.told = true;
        waiting.times += 1;
        self.put(path, waiting);
    }

    fn waiting(&self, path: &DamPath, now: Timestamp) -> Waiting {
        self.files.get(path).copied().unwrap_or(Waiting {
            seen: Seen::NotYet,
            since: now,
            due: now,
            told: false,
            times: 0,
        })
    }

    fn put(&mut self, path: DamPath, waiting: Waiting) {
        self.due.insert((waiting.due, path.clone()));
        let before = self.files.insert(path.clone(), waiting);
        if let Some(before) = before.filter(|before| before.due != waiting.due) {
            self.due.remove(&(before.due, path));
        }
    }

    /// The files to look at.
    pub fn due(&self, now: Timestamp) -> Vec<DamPath> {
        let due = self.due.iter().take_while(|(at, _)| *at <= now);
        due.map(|(_, path)| path.clone()).collect()
    }

    /// When the next look is due.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.due.first().map(|(at, _)| *at)
    }

    /// Whether a file is being waited for.
    pub fn waits_for(&self, path: &DamPath) -> bool {
        self.files.contains_key(path)
    }

    /// How many hints about a file arrived, for [`Quiet::leave`].
    pub fn times(&self, path: &DamPath) -> u64 {
        self.files.get(path).map_or(0, |waiting| waiting.times)
    }

    /// Forgets a file that a look found as the engine itself wrote it. `times` is of when that look
    /// began: a later hint is about somebody else's write.
    pub fn leave(&mut self, path: &DamPath, times: u64) {
        if self.times(path) == times {
            self.forget(path);
        }
    }

    fn forget(&mut self, path: &DamPath) {
        if let Some(waiting) = self.files.remove(path) {
            self.due.remove(&(waiting.due, path.clone()));
        }
    }

    /// Takes a look: what is at the path (`None` for nothing), and when the newest temporary file
    /// of an application beside it was written, in nanoseconds since 1970.
    pub fn look(
        &mut self,
        path: &DamPath,
        found: Option<Stamp>,
        temporary_ns: Option<i128>,
        now: Timestamp,
    ) -> Verdict {
        let mut waiting = self.waiting(path, now);
        let seen = found.map_or(Seen::Absent, Seen::There);
        if waiting.seen != seen {
            // A save in two steps, of which the last look saw the first, is as old as the latest
            // hint.
            let both_there = matches!((waiting.seen, seen), (Seen::There(_), Seen::There(_)));
            if !(waiting.told && both_there) {
                waiting.since = now;
            }
            waiting.seen = seen;
        }
        waiting.told = false;
        let needs = match (found, temporary_ns) {
            (None, _) => COMES_BACK_MS,
            (Some(stamp), Some(at)) if at > stamp.modified_ns => PATIENCE_MS.max(self.after_ms),
            (Some(_), _) => self.after_ms,
        };
        let quiet_at = later(waiting.since, needs);
        if quiet_at > now {
            // A temporary file may go before, so the look is not put off to the end.
            let step = later(now, self.after_ms.max(1));
            waiting.due = quiet_at.min(step);
            self.put(path.clone(), waiting);
            return Verdict::Wait(waiting.due);
        }
        self.forget(path);
        found.map_or(Verdict::Gone, Verdict::Settled)
    }
}

fn later(time: Timestamp, by_ms: i64) -> Timestamp {
    Timestamp(time.0.saturating_add(by_ms))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        disk::{App, MemoryLocal, SaveStep},
        ports::Local,
    };

    const QUIET: u64 = 2_000;

    fn file() -> DamPath {
        DamPath::parse("shoot/layout.indd").unwrap()
    }

    fn look(quiet: &mut Quiet, local: &MemoryLocal, now: i64) -> Verdict {
        let found = local.stat(&file()).unwrap();
        let temporary = local.newest_temporary(&file()).unwrap();
        quiet.look(&file(), found, temporary, Timestamp(now))
    }

    /// Saves step by step, so many milliseconds apart, looking at every half second; returns the
    /// verdicts that ended a wait.
    fn save(app: App, apart: i64) -> Vec<(i64, Verdict)> {
        let local = MemoryLocal::new();
        local.write(&file(), b"before");
        let mut quiet = Quiet::new(QUIET);
        let mut ended = Vec::new();
        let mut steps = app.steps(&file(), b"the new layout").into_iter();
        let mut next_step = 0;
        for now in (0..120_000).step_by(500) {
            if now >= next_step
                && let Some(step) = steps.next()
            {
                let touches = match &step {
                    SaveStep::Write(path, _) | SaveStep::Remove(path) => *path == file(),
                    SaveStep::Rename(from, to) => *from == file() || *to == file(),
                };
                local.set_clock(now);
                local.apply(step);
                if touches {
                    quiet.hinted(file(), Timestamp(now));
                }
                next_step = now + apart;
            }
            for _ in quiet.due(Timestamp(now)) {
                match look(&mut quiet, &local, now) {
                    Verdict::Wait(_) => {}
                    verdict @ (Verdict::Settled(_) | Verdict::Gone) => ended.push((now, verdict)),
                }
            }
        }
        assert_eq!(quiet.next_due(), None, "{app:?} never settles");
        if let Some((_, Verdict::Settled(stamp))) = ended.last() {
            assert_eq!(Some(*stamp), local.stat(&file()).unwrap());
            assert_eq!(local.read(&file()).unwrap(), b"the new layout");
        }
        ended
    }

    #[test]
    fn a_save_in_two_steps_waits_once() {
        let local = MemoryLocal::new();
        let mut quiet = Quiet::new(QUIET);
        local.set_clock(0);
        local.write(&file(), b"");
        quiet.hinted(file(), Timestamp(0));
        assert_eq!(look(&mut quiet, &local, 0), Verdict::Wait(Timestamp(2_000)));
        local.set_clock(5);
        local.write(&file(), b"the new layout");
        quiet.hinted(file(), Timestamp(5));
        assert_eq!(quiet.next_due(), Some(Timestamp(2_005)));
        assert!(matches!(
            look(&mut quiet, &local, 2_005),
            Verdict::Settled(_)
        ));
        // What nobody told of is news when it is seen.
        quiet.hinted(file(), Timestamp(10_000));
        look(&mut quiet, &local, 10_000);
        local.set_clock(11_000);
        local.write(&file(), b"another");
        let again = look(&mut quiet, &local, 12_000);
        assert_eq!(again, Verdict::Wait(Timestamp(14_000)));
    }

    #[test]
    fn every_way_to_save_is_one_edit_and_never_a_deletion() {
        for app in App::ALL {
            for apart in [0, 500, 1_500] {
                let ended = save(app, apart);
                assert_eq!(ended.len(), 1, "{app:?} {apart}: {ended:?}");
                assert!(matches!(ended[0].1, Verdict::Settled(_)), "{app:?}");
            }
        }
    }

    #[test]
    fn a_slow_replacement_is_waited_for() {
        // Ten seconds between the deletion and the file that takes its place.
        let ended = save(App::DeleteAndCreate, 10_000);
        assert_eq!(ended.len(), 1, "{ended:?}");
        assert_eq!(ended[0].0, 12_000);
    }

    #[test]
    fn an_unfinished_save_is_not_read_while_its_temporary_file_is_there() {
        // Five seconds between the pieces: longer than the quiet time.
        let ended = save(App::InDesign, 1_500);
        assert_eq!(ended.len(), 1, "{ended:?}");
        let local = MemoryLocal::new();
        let mut quiet = Quiet::new(QUIET);
        local.write(&file(), b"half");
        local.set_clock(1_000);
        local.write(
            &DamPath::parse("shoot/ps4F3A.tmp").unwrap(),
            b"more to come",
        );
        quiet.hinted(file(), Timestamp(1_000));
        assert!(matches!(look(&mut quiet, &local, 1_000), Verdict::Wait(_)));
        assert!(matches!(look(&mut quiet, &local, 9_000), Verdict::Wait(_)));
        // One that a crash left behind does not hold it up for ever.
        assert!(matches!(
            look(&mut quiet, &local, 31_000),
            Verdict::Settled(_)
        ));
    }

    #[test]
    fn what_is_told_during_a_look_is_not_forgotten_with_it() {
        let mut quiet = Quiet::new(QUIET);
        quiet.hinted(file(), Timestamp(0));
        let began = quiet.times(&file());
        quiet.hinted(file(), Timestamp(1));
        quiet.leave(&file(), began);
        assert!(quiet.waits_for(&file()));
        quiet.leave(&file(), quiet.times(&file()));
        assert!(!quiet.waits_for(&file()));
    }

    #[test]
    fn a_deletion_is_believed_after_half_a_minute() {
        let local = MemoryLocal::new();
        let mut quiet = Quiet::new(QUIET);
        quiet.hinted(file(), Timestamp(0));
        assert_eq!(look(&mut quiet, &local, 0), Verdict::Wait(Timestamp(2_000)));
        quiet.hinted(file(), Timestamp(29_000));
        assert!(matches!(look(&mut quiet, &local, 29_999), Verdict::Wait(_)));
        assert_eq!(look(&mut quiet, &local, 30_000), Verdict::Gone);
        assert!(!quiet.waits_for(&file()));
    }

    #[test]
    fn a_file_that_keeps_being_written_is_never_read() {
        let local = MemoryLocal::new();
        let mut quiet = Quiet::new(QUIET);
        for now in (0..60_000).step_by(1_000) {
            local.set_clock(now);
            local.write(&file(), now.to_string().as_bytes());
            quiet.hinted(file(), Timestamp(now));
            assert!(matches!(look(&mut quiet, &local, now), Verdict::Wait(_)));
        }
        // Hints can be lost: the stamp alone must tell as well.
        local.set_clock(61_500);
        local.write(&file(), b"unheard");
        assert!(matches!(look(&mut quiet, &local, 61_600), Verdict::Wait(_)));
        assert!(matches!(
            look(&mut quiet, &local, 63_600),
            Verdict::Settled(_)
        ));
    }
}
