//! What a file system says of a file without reading it, and what that proves.

use std::hash::{Hash, Hasher};

use damson_core::ByteCount;

/// What a file system says of a file without reading it. Two are equal where size, time and
/// identity are: a rename or a change of rights makes no other file of it. Whether the bytes are
/// still the ones that were read is another question: [`Stamp::has_bytes_of`].
#[derive(Debug, Clone, Copy)]
pub struct Stamp {
    pub size: ByteCount,
    /// Nanoseconds since 1970, negative before.
    pub modified_ns: i128,
    /// The file's identity on its volume (inode, file index); 0 where the system has none.
    pub file_id: u128,
    /// When anything was last done to the file, which no program can set back; `None` where the
    /// system doesn't record it (Windows).
    pub changed_ns: Option<i128>,
}

/// How much depends on a file's bytes still being those that were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stake {
    /// A look in passing, which comes again.
    Status,
    /// A hint arrived about the file, and the file could be written to.
    Hinted,
    /// The file is removed or replaced next.
    Removal,
}

impl Stamp {
    /// Whether a file with this stamp still has the bytes that were read when it had the stamp
    /// `read`. Programs can set size and time to what they were, so where the system tells when a
    /// file was changed, that has to be the same as well. Where it does not tell, or only repeats
    /// the time that programs set, bytes are read again before something depends on them.
    pub fn has_bytes_of(self, read: Self, stake: Stake) -> bool {
        if self != read {
            return false;
        }
        match (self.changed_ns, read.changed_ns) {
            (Some(now), Some(then)) if now != then => false,
            (Some(now), Some(_)) => stake != Stake::Removal || now != self.modified_ns,
            (Some(_) | None, None) | (None, Some(_)) => stake == Stake::Status,
        }
    }

    /// Whether nothing at all was done to the file in between, as far as the system tells.
    pub(crate) fn is_untouched(self, before: Self) -> bool {
        self == before && self.changed_ns == before.changed_ns
    }

    fn identity(&self) -> (ByteCount, i128, u128) {
        (self.size, self.modified_ns, self.file_id)
    }
}

impl PartialEq for Stamp {
    fn eq(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }
}

impl Eq for Stamp {}

impl Hash for Stamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.identity().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(size: u64, modified_ns: i128, changed_ns: Option<i128>) -> Stamp {
        Stamp {
            size: ByteCount(size),
            modified_ns,
            file_id: 7,
            changed_ns,
        }
    }

    /// Read with the first stamp, found with the second: what is believed at each stake.
    #[test]
    fn what_a_stamp_proves() {
        use Stake::{Hinted, Removal, Status};
        let table = [
            // Nothing was done to it.
            (
                (9, 5, Some(8)),
                (9, 5, Some(8)),
                vec![Status, Hinted, Removal],
            ),
            // Written, and its time set back.
            ((9, 5, Some(8)), (9, 5, Some(9)), vec![]),
            // Even where that time went back, as after a clock that was wrong.
            ((9, 5, Some(8)), (9, 5, Some(7)), vec![]),
            // The system only repeats what programs set.
            ((9, 5, Some(5)), (9, 5, Some(5)), vec![Status, Hinted]),
            // The system does not record it, or did not when the file was read.
            ((9, 5, None), (9, 5, None), vec![Status]),
            ((9, 5, None), (9, 5, Some(8)), vec![Status]),
            ((9, 5, Some(8)), (9, 5, None), vec![Status]),
            // Another size or time.
            ((9, 5, Some(8)), (8, 5, Some(8)), vec![]),
            ((9, 5, Some(8)), (9, 6, Some(8)), vec![]),
        ];
        for (read, found, believed) in table {
            let read = stamp(read.0, read.1, read.2);
            let found = stamp(found.0, found.1, found.2);
            for stake in [Status, Hinted, Removal] {
                let proven = found.has_bytes_of(read, stake);
                assert_eq!(
                    proven,
                    believed.contains(&stake),
                    "{read:?} {found:?} {stake:?}"
                );
            }
        }
    }
}
