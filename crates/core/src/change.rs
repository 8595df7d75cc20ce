//! What one side did since both sides were the same.

use crate::{
    Digest, Revision, Sameness,
    facts::{Base, OnDisk, OnServer},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Unchanged,
    Written,
    Deleted,
}

/// What the disk did since `base`. Bytes that can't be compared count as written, because an edit
/// must never be taken for a clean copy.
pub fn on_disk(base: &Base, local: &OnDisk) -> Change {
    match local {
        OnDisk::Absent => Change::Deleted,
        OnDisk::Present { digest, size } => {
            let same = digest.is_some() && *digest == base.digest && Some(*size) == base.size;
            if same {
                Change::Unchanged
            } else {
                Change::Written
            }
        }
    }
}

/// What the server did since `base`. Facts that can't be compared count as unchanged, because a
/// server that reports a hash late must not turn a clean file into a modified one.
pub fn on_server(base: &Base, remote: &OnServer) -> Change {
    match remote {
        OnServer::Unknown => Change::Unchanged,
        OnServer::Absent => Change::Deleted,
        OnServer::Present(revision) => match certainty(base, revision) {
            Sameness::Different => Change::Written,
            Sameness::Same | Sameness::Unknown | Sameness::Question => Change::Unchanged,
        },
    }
}

/// Whether the server has the bytes of `base`, as far as it can be told without reading them. A
/// status takes what is not known for the same; a write has to find out first.
pub fn certainty(base: &Base, there: &Revision) -> Sameness {
    let bytes = match (&base.digest, base.size) {
        (Some(digest), Some(size)) => there.holds(digest, size),
        (Some(_) | None, _) => Sameness::Unknown,
    };
    let read = there.digest.as_ref().map(Digest::kind);
    if read.is_some() && read == base.digest.as_ref().map(Digest::kind) {
        return bytes;
    }
    let seen = base.revision.compare(there);
    if bytes == Sameness::Same || seen == Sameness::Same {
        return Sameness::Same;
    }
    if bytes == Sameness::Different || seen == Sameness::Different {
        return Sameness::Different;
    }
    seen
}

/// Whether both sides hold the same bytes, as far as it can be proved.
pub fn same_content(local: &OnDisk, remote: &OnServer) -> bool {
    let (Some((digest, size)), OnServer::Present(revision)) = (local.content(), remote) else {
        return false;
    };
    revision.holds(digest, size) == Sameness::Same
}
