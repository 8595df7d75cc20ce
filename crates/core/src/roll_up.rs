//! What a folder shows of everything below it.

use std::collections::BTreeMap;

use crate::status::{Conflict, Status};

/// How many assets of each status are below a folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RollUp {
    counts: BTreeMap<Status, u64>,
    /// Assets with a problem beside their status (a name this computer can't hold, no rights).
    pub problems: u64,
}

impl RollUp {
    pub fn add(&mut self, status: Status) {
        self.add_many(status, 1);
    }

    /// Counts so many assets at once, as the journal groups them.
    pub fn add_many(&mut self, status: Status, count: u64) {
        if count > 0 {
            *self.counts.entry(status).or_default() += count;
        }
    }

    /// Takes in everything below another folder.
    pub fn merge(&mut self, other: &Self) {
        for (&status, &count) in &other.counts {
            self.add_many(status, count);
        }
        self.problems += other.problems;
    }

    pub fn count(&self, status: Status) -> u64 {
        self.counts.get(&status).copied().unwrap_or_default()
    }

    /// Every status that occurs, with its number.
    pub fn counts(&self) -> impl Iterator<Item = (Status, u64)> {
        self.counts.iter().map(|(&status, &count)| (status, count))
    }

    /// All assets.
    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }

    /// The status that asks most of a person; `None` for an empty folder.
    ///
    /// In this order: what waits for a decision (a conflict), what exists nowhere but here (an
    /// edit, a new file), what changed on the server (removed, modified), what is only there, and
    /// what is in order. So a folder is available locally when everything in it is.
    pub fn worst(&self) -> Option<Status> {
        self.counts
            .keys()
            .copied()
            .max_by_key(|&status| (urgency(status), std::cmp::Reverse(status)))
    }
}

fn urgency(status: Status) -> u8 {
    match status {
        Status::EditingConflict(
            Conflict::BothChanged | Conflict::DeletedOnServer | Conflict::Unrelated,
        ) => 6,
        Status::EditedLocally => 5,
        Status::NewLocally => 4,
        Status::RemovedRemotely => 3,
        Status::ModifiedRemotely => 2,
        Status::CloudOnly => 1,
        Status::AvailableLocally => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From the best to the worst.
    const ORDER: [Status; 9] = [
        Status::AvailableLocally,
        Status::CloudOnly,
        Status::ModifiedRemotely,
        Status::RemovedRemotely,
        Status::NewLocally,
        Status::EditedLocally,
        Status::EditingConflict(Conflict::Unrelated),
        Status::EditingConflict(Conflict::DeletedOnServer),
        Status::EditingConflict(Conflict::BothChanged),
    ];

    fn of(statuses: &[Status]) -> RollUp {
        let mut all = RollUp::default();
        for &status in statuses {
            all.add(status);
        }
        all
    }

    #[test]
    fn the_worst_wins() {
        assert_eq!(of(&[]).worst(), None);
        for end in 1..=ORDER.len() {
            assert_eq!(of(&ORDER[..end]).worst(), Some(ORDER[end - 1]));
        }
    }

    #[test]
    fn counts_add_up() {
        let mut all = of(&[Status::CloudOnly, Status::CloudOnly, Status::NewLocally]);
        let mut below = of(&[Status::CloudOnly]);
        below.problems = 2;
        all.problems = 1;
        all.merge(&below);
        assert_eq!(all.count(Status::CloudOnly), 3);
        assert_eq!(all.count(Status::EditedLocally), 0);
        assert_eq!((all.total(), all.problems), (4, 3));
        let each: Vec<_> = all.counts().collect();
        assert_eq!(each, [(Status::CloudOnly, 3), (Status::NewLocally, 1)]);
        all.add_many(Status::EditedLocally, 0);
        assert_eq!(all.counts().count(), 2);
    }
}
