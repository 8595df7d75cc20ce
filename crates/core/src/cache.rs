//! Which copies leave a cache folder that is fuller than its limit.

use crate::{
    Timestamp,
    facts::{Facts, OnServer},
    status::{Status, status},
};

/// What ties a copy to this computer, beside its facts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ties {
    /// It or a folder above it is pinned.
    pub pinned: bool,
    /// An action or a transfer is at work on it.
    pub busy: bool,
    /// When it was downloaded, opened, shown in its folder or uploaded last, where that is known.
    pub used: Option<Timestamp>,
    /// When an application last wrote a lock file or an unfinished save beside it.
    pub opened: Option<Timestamp>,
}

/// For so long after its last use an application may be about to open a copy.
pub const JUST_USED_MS: i64 = 10 * 60 * 1_000;

/// For so long an application's lock file says that it has the file open. An older one was left
/// behind.
pub const OPEN_MS: i64 = 24 * 60 * 60 * 1_000;

/// Whether a copy may be removed to make room: the server has the same bytes, and nobody here
/// works with it.
pub fn may_leave(facts: &Facts, ties: &Ties, now: Timestamp) -> bool {
    let clean = status(facts) == Some(Status::AvailableLocally)
        && matches!(facts.remote, OnServer::Present(_));
    let held = facts.lock.is_mine() || ties.pinned || ties.busy;
    let lately = |at: Option<Timestamp>, for_ms: i64| {
        at.is_some_and(|at| now.0.saturating_sub(at.0).unsigned_abs() < for_ms.unsigned_abs())
    };
    clean && !held && !lately(ties.used, JUST_USED_MS) && !lately(ties.opened, OPEN_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Base, ByteCount, Digest, HashKind, Lock, OnDisk, Revision};

    const NOW: Timestamp = Timestamp(1_000_000_000_000);

    fn digest(byte: u8) -> Digest {
        Digest::from_bytes(HashKind::Sha256, &[byte; 32]).unwrap()
    }

    fn revision(modified: i64) -> Revision {
        Revision {
            content: None,
            size: Some(ByteCount(1)),
            modified: Some(Timestamp(modified)),
            ..Revision::default()
        }
    }

    fn clean() -> Facts {
        Facts {
            base: Some(Base {
                revision: revision(1),
                digest: Some(digest(1)),
                size: Some(ByteCount(1)),
            }),
            local: OnDisk::Present {
                digest: Some(digest(1)),
                size: ByteCount(1),
            },
            remote: OnServer::Present(revision(1)),
            lock: Lock::Free,
        }
    }

    fn ago(ms: i64) -> Timestamp {
        Timestamp(NOW.0 - ms)
    }

    #[test]
    fn a_clean_copy_that_nobody_uses_leaves() {
        assert!(may_leave(&clean(), &Ties::default(), NOW));
        let theirs = Facts {
            lock: Lock::Theirs("omar".to_owned()),
            ..clean()
        };
        assert!(may_leave(&theirs, &Ties::default(), NOW));
    }

    #[test]
    fn what_exists_nowhere_else_stays() {
        let written = OnDisk::Present {
            digest: Some(digest(2)),
            size: ByteCount(1),
        };
        let unread = OnDisk::Present {
            digest: None,
            size: ByteCount(1),
        };
        let unsure = [
            Facts {
                local: written.clone(),
                ..clean()
            },
            Facts {
                local: unread,
                ..clean()
            },
            Facts {
                base: None,
                ..clean()
            },
            Facts {
                base: None,
                remote: OnServer::Absent,
                ..clean()
            },
            Facts {
                remote: OnServer::Absent,
                ..clean()
            },
            Facts {
                remote: OnServer::Unknown,
                ..clean()
            },
            Facts {
                remote: OnServer::Present(revision(2)),
                ..clean()
            },
            Facts {
                local: written,
                remote: OnServer::Present(revision(2)),
                ..clean()
            },
        ];
        for facts in unsure {
            assert!(!may_leave(&facts, &Ties::default(), NOW), "{facts:?}");
        }
    }

    #[test]
    fn what_somebody_works_with_stays() {
        let mine = Facts {
            lock: Lock::Mine,
            ..clean()
        };
        assert!(!may_leave(&mine, &Ties::default(), NOW));
        let free = Ties::default();
        let tied = [
            Ties {
                pinned: true,
                ..free
            },
            Ties { busy: true, ..free },
            Ties {
                used: Some(ago(JUST_USED_MS - 1)),
                ..free
            },
            // A clock that was set back a little.
            Ties {
                used: Some(ago(-1_000)),
                ..free
            },
            Ties {
                opened: Some(ago(OPEN_MS - 1)),
                ..free
            },
        ];
        for ties in tied {
            assert!(!may_leave(&clean(), &ties, NOW), "{ties:?}");
        }
        let loose = Ties {
            used: Some(ago(JUST_USED_MS)),
            opened: Some(ago(OPEN_MS)),
            ..free
        };
        assert!(may_leave(&clean(), &loose, NOW));
    }
}
