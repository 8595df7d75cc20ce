//! What downloads have just written: the watch reports each of these files, and then nothing has to be
//! asked of the journal.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use damson_core::DamPath;

use crate::model::Stamp;

/// The files that downloads have just written, as the journal has them.
#[derive(Debug, Default)]
pub(crate) struct JustWritten(Mutex<BTreeMap<DamPath, Stamp>>);

/// More than this are no news of a moment ago.
const MOST: usize = 4_096;

impl JustWritten {
    /// Takes in a file that the journal has with this stamp.
    pub(crate) fn add(&self, path: &DamPath, stamp: Stamp) {
        let mut written = self.written();
        if written.len() >= MOST {
            written.clear();
        }
        written.insert(path.clone(), stamp);
    }

    /// Whether there is anything to say of a file.
    pub(crate) fn has(&self, path: &DamPath) -> bool {
        self.written().contains_key(path)
    }

    /// Whether nothing was done to a file since it was written; says so once. Never where the system
    /// does not tell.
    pub(crate) fn take(&self, path: &DamPath, now: Option<Stamp>) -> bool {
        let before = self.written().remove(path);
        before
            .zip(now)
            .is_some_and(|(before, now)| now.changed_ns.is_some() && now.is_untouched(before))
    }

    fn written(&self) -> MutexGuard<'_, BTreeMap<DamPath, Stamp>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use damson_core::ByteCount;

    use super::*;

    #[test]
    fn only_what_nothing_was_done_to_is_as_it_was_written() {
        let path = DamPath::parse("shoot/a.psd").unwrap();
        let stamp = |changed_ns| Stamp {
            size: ByteCount(9),
            modified_ns: 5,
            file_id: 7,
            changed_ns,
        };
        let table = [
            (Some(8), Some(stamp(Some(8))), true),
            (Some(8), Some(stamp(Some(9))), false),
            (Some(8), Some(stamp(None)), false),
            (None, Some(stamp(None)), false),
            (Some(8), None, false),
        ];
        for (written, found, same) in table {
            let just = JustWritten::default();
            just.add(&path, stamp(written));
            assert!(just.has(&path));
            assert_eq!(just.take(&path, found), same, "{written:?} {found:?}");
            assert!(!just.take(&path, found), "said once");
        }
    }
}
