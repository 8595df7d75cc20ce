//! The situations that an asset can be in, with contents called `a`, `b` and `c`: `a` was the
//! same on both sides, `b` is this person's edit, `c` somebody else's.

use damson_core::{
    Base, ByteCount, ContentId, Digest, Facts, HashKind, Lock, OnDisk, OnServer, Revision,
    Timestamp,
};

/// An asset with some status. Several have the same one.
#[derive(Debug)]
pub(crate) struct Situation {
    pub(crate) name: &'static str,
    base: bool,
    local: Option<&'static str>,
    remote: Remote,
}

#[derive(Debug, Clone, Copy)]
enum Remote {
    NotAsked,
    Gone,
    Has(&'static str),
}

pub(crate) const SITUATIONS: &[Situation] = &[
    situation("CloudOnly", false, None, Remote::Has("a")),
    situation("CloudOnly(was here)", true, None, Remote::Has("c")),
    situation("CloudOnly(not asked)", true, None, Remote::NotAsked),
    situation("AvailableLocally", true, Some("a"), Remote::Has("a")),
    situation(
        "AvailableLocally(not asked)",
        true,
        Some("a"),
        Remote::NotAsked,
    ),
    situation("EditedLocally", true, Some("b"), Remote::Has("a")),
    situation("ModifiedRemotely", true, Some("a"), Remote::Has("c")),
    situation("Conflict(BothChanged)", true, Some("b"), Remote::Has("c")),
    situation("Conflict(DeletedOnServer)", true, Some("b"), Remote::Gone),
    situation("Conflict(Unrelated)", false, Some("b"), Remote::Has("c")),
    situation("RemovedRemotely", true, Some("a"), Remote::Gone),
    situation("NewLocally", false, Some("b"), Remote::Gone),
    situation("NewLocally(not asked)", false, Some("b"), Remote::NotAsked),
    situation("Nothing", true, None, Remote::Gone),
];

const fn situation(
    name: &'static str,
    base: bool,
    local: Option<&'static str>,
    remote: Remote,
) -> Situation {
    Situation {
        name,
        base,
        local,
        remote,
    }
}

impl Situation {
    pub(crate) fn facts(&self, lock: Lock) -> Facts {
        Facts {
            base: self.base.then(|| base("a")),
            local: self.local.map_or(OnDisk::Absent, on_disk),
            remote: match self.remote {
                Remote::NotAsked => OnServer::Unknown,
                Remote::Gone => OnServer::Absent,
                Remote::Has("a") => OnServer::Present(revision("a", 1)),
                Remote::Has(content) => OnServer::Present(revision(content, 2)),
            },
            lock,
        }
    }
}

/// What a file of that content hashes to: some digits, another for each.
pub(crate) fn hash(content: &str) -> Digest {
    let digit = content.as_bytes()[0] as char;
    let digits = digit.to_string().repeat(40);
    Digest::new(HashKind::Sha1, &digits).expect("the contents are called as digits are")
}

fn size(content: &str) -> ByteCount {
    ByteCount(u64::from(content.as_bytes()[0]))
}

/// What a server says of that content, written at that time.
pub(crate) fn revision(content: &str, time: i64) -> Revision {
    Revision {
        content: Some(ContentId::Hash(hash(content))),
        size: Some(size(content)),
        modified: Some(Timestamp(time)),
        ..Revision::default()
    }
}

pub(crate) fn on_disk(content: &str) -> OnDisk {
    OnDisk::Present {
        digest: Some(hash(content)),
        size: size(content),
    }
}

pub(crate) fn base(content: &str) -> Base {
    Base {
        revision: revision(content, 1),
        digest: Some(hash(content)),
        size: Some(size(content)),
    }
}
