//! Reasons to halt before anything is changed.
//!
//! A brake asks a person; it never decides for one. So the limits are low enough to catch an
//! unplugged disk, a wiped folder or a program that encrypts everything, and high enough that a
//! day's work does not meet them.

use crate::Timestamp;

/// Why everything stands still until a person says go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Brake {
    /// The cache folder lost everything at once (an unplugged disk, a folder moved away).
    EmptiedRoot { before: u64 },
    /// So many of the files known before are gone or changed at once.
    MassChange { changed: u64, of: u64 },
    /// So many of the copies that are kept up to date below one folder are gone from the server at
    /// once: a share that is away, or a right that was taken away, looks the same.
    Vanished { gone: u64, of: u64 },
    /// The cache folder belongs to another person or server.
    OtherAccount,
    /// The clock jumped by so many seconds.
    ClockJump { seconds: i64 },
}

/// What one look at everything found, counted among the files that were the same on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Findings {
    /// How many there were before.
    pub known: u64,
    pub missing: u64,
    /// There, with other bytes.
    pub changed: u64,
}

/// Fewer files than this may be gone altogether because a person made room.
const EMPTIED_FROM: u64 = 5;
/// Fewer changes than this are a day's work, whatever their share.
const MASS_FROM: u64 = 100;
/// Fewer assets than this are removed from a folder of a server within a day's work.
const VANISHED_FROM: u64 = 10;
/// A clock may be off by a day: time zones set wrong, a battery that ran down over lunch.
const CLOCK_SECONDS: i64 = 86_400;

/// Halts when everything is gone, or when at least a hundred files and half of all are gone or
/// changed at once. For the disk and for the server alike.
pub fn findings_brake(findings: Findings) -> Option<Brake> {
    let Findings {
        known,
        missing,
        changed,
    } = findings;
    if known >= EMPTIED_FROM && missing >= known {
        return Some(Brake::EmptiedRoot { before: known });
    }
    let changed = missing.saturating_add(changed);
    let mass = changed >= MASS_FROM && changed >= known - known / 2;
    mass.then_some(Brake::MassChange { changed, of: known })
}

/// Halts when at least ten copies, and half of what is below one folder, are gone from the server
/// at once, before they leave their places. Each folder says how many are gone and how many there
/// were, all that is below it included; the one that lost the most decides.
pub fn vanished_brake(folders: impl IntoIterator<Item = (u64, u64)>) -> Option<Brake> {
    let emptied = |(gone, of): &(u64, u64)| *gone >= VANISHED_FROM && *gone >= of - of / 2;
    let (gone, of) = folders.into_iter().filter(emptied).max()?;
    Some(Brake::Vanished { gone, of })
}

/// Halts when the cache folder is marked as somebody else's. `marked` is what is written in it,
/// `account` who uses it: a server and a person, in the engine's spelling.
pub fn owner_brake(marked: Option<&str>, account: &str) -> Option<Brake> {
    let other = marked.is_some_and(|marked| marked != account);
    other.then_some(Brake::OtherAccount)
}

/// Halts when the clock can't be right, because what is kept for some days is removed by it: when
/// it is a day or more before the last time seen (`before`), or a day or more off the server's.
///
/// A step forward alone is no sign: the computer slept.
pub fn clock_brake(before: Timestamp, now: Timestamp, server: Option<Timestamp>) -> Option<Brake> {
    let back = seconds_between(before, now).min(0);
    let off = server.map_or(0, |server| seconds_between(server, now));
    [off, back]
        .into_iter()
        .find(|seconds| seconds.saturating_abs() >= CLOCK_SECONDS)
        .map(|seconds| Brake::ClockJump { seconds })
}

fn seconds_between(one: Timestamp, other: Timestamp) -> i64 {
    other.0.saturating_sub(one.0) / 1_000
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(known: u64, missing: u64, changed: u64) -> Option<Brake> {
        findings_brake(Findings {
            known,
            missing,
            changed,
        })
    }

    #[test]
    fn halts_when_everything_is_gone() {
        assert_eq!(found(5, 5, 0), Some(Brake::EmptiedRoot { before: 5 }));
        assert_eq!(found(5, 4, 1), None);
        assert_eq!(found(4, 4, 0), None);
        assert_eq!(found(0, 0, 0), None);
        // A file that came and went between two counts.
        assert_eq!(found(5, 6, 0), Some(Brake::EmptiedRoot { before: 5 }));
    }

    #[test]
    fn halts_when_half_changes_at_once() {
        let mass = |changed, of| Some(Brake::MassChange { changed, of });
        assert_eq!(found(200, 60, 40), mass(100, 200));
        assert_eq!(found(201, 0, 100), None);
        assert_eq!(found(201, 0, 101), mass(101, 201));
        assert_eq!(found(101, 99, 0), None);
        assert_eq!(found(10_000, 4_000, 999), None);
        assert_eq!(found(10_000, 4_000, 1_000), mass(5_000, 10_000));
        assert_eq!(found(u64::MAX, u64::MAX - 1, 5), mass(u64::MAX, u64::MAX));
    }

    #[test]
    fn halts_when_a_folder_of_the_server_empties_at_once() {
        let vanished = |gone, of| Some(Brake::Vanished { gone, of });
        assert_eq!(vanished_brake([(10, 10)]), vanished(10, 10));
        assert_eq!(vanished_brake([(9, 9)]), None);
        assert_eq!(vanished_brake([(10, 20)]), vanished(10, 20));
        assert_eq!(vanished_brake([(10, 21)]), None);
        // A folder inside another one that hardly lost anything.
        assert_eq!(vanished_brake([(60, 4_000), (60, 60)]), vanished(60, 60));
        assert_eq!(vanished_brake([(60, 60), (80, 90)]), vanished(80, 90));
        assert_eq!(vanished_brake([]), None);
    }

    #[test]
    fn halts_in_a_folder_of_somebody_else() {
        assert_eq!(owner_brake(None, "jane@dam"), None);
        assert_eq!(owner_brake(Some("jane@dam"), "jane@dam"), None);
        let other = owner_brake(Some("joe@dam"), "jane@dam");
        assert_eq!(other, Some(Brake::OtherAccount));
    }

    #[test]
    fn halts_when_the_clock_cannot_be_right() {
        const DAY: i64 = 86_400_000;
        let jump = |seconds| Some(Brake::ClockJump { seconds });
        let at = Timestamp;
        assert_eq!(clock_brake(at(0), at(400 * DAY), None), None);
        assert_eq!(clock_brake(at(0), at(-DAY + 1), None), None);
        assert_eq!(clock_brake(at(0), at(-DAY), None), jump(-86_400));
        let ahead = clock_brake(at(0), at(40 * DAY), Some(at(0)));
        assert_eq!(ahead, jump(40 * 86_400));
        let behind = clock_brake(at(0), at(0), Some(at(2 * DAY)));
        assert_eq!(behind, jump(-2 * 86_400));
        assert_eq!(clock_brake(at(0), at(5), Some(at(DAY - 1))), None);
        assert!(clock_brake(at(i64::MAX), at(i64::MIN), None).is_some());
    }
}
