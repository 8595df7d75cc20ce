//! What a person sees.

use crate::{
    change::{self, Change},
    facts::{Facts, OnServer},
};

/// The status of an asset. The order of the variants says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    CloudOnly,
    AvailableLocally,
    EditedLocally,
    ModifiedRemotely,
    EditingConflict(Conflict),
    RemovedRemotely,
    NewLocally,
}

/// What made a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Conflict {
    /// This person and somebody else wrote different bytes.
    BothChanged,
    /// This person wrote what somebody else deleted.
    DeletedOnServer,
    /// A file was put where an asset is, and they never were the same.
    Unrelated,
}

/// The status of one path; `None` when there is nothing on either side, so there is no row.
pub fn status(facts: &Facts) -> Option<Status> {
    if adopts(facts) {
        return Some(Status::AvailableLocally);
    }
    let Some(base) = &facts.base else {
        return without_base(facts);
    };
    let remote = change::on_server(base, &facts.remote);
    match (change::on_disk(base, &facts.local), remote) {
        (Change::Deleted, Change::Deleted) => None,
        (Change::Deleted, Change::Unchanged | Change::Written) => Some(Status::CloudOnly),
        (Change::Unchanged, Change::Unchanged) => Some(Status::AvailableLocally),
        (Change::Unchanged, Change::Written) => Some(Status::ModifiedRemotely),
        (Change::Unchanged, Change::Deleted) => Some(Status::RemovedRemotely),
        (Change::Written, Change::Unchanged) => Some(Status::EditedLocally),
        (Change::Written, Change::Deleted) => {
            Some(Status::EditingConflict(Conflict::DeletedOnServer))
        }
        (Change::Written, Change::Written) => Some(Status::EditingConflict(Conflict::BothChanged)),
    }
}

/// Whether both sides arrived at the same bytes on their own, so that the base may follow them.
///
/// While the server has the base's bytes, and they are known, a file that was written since is an
/// edit, whatever the server's hash: it can still be that of the bytes before the base.
pub fn adopts(facts: &Facts) -> bool {
    let may = match &facts.base {
        None => true,
        Some(base) => match change::on_server(base, &facts.remote) {
            Change::Written => true,
            Change::Unchanged => base.digest.is_none(),
            Change::Deleted => false,
        },
    };
    may && change::same_content(&facts.local, &facts.remote)
}

fn without_base(facts: &Facts) -> Option<Status> {
    match (facts.local.is_present(), &facts.remote) {
        (false, OnServer::Present(_)) => Some(Status::CloudOnly),
        (false, OnServer::Unknown | OnServer::Absent) => None,
        (true, OnServer::Unknown | OnServer::Absent) => Some(Status::NewLocally),
        (true, OnServer::Present(_)) => Some(Status::EditingConflict(Conflict::Unrelated)),
    }
}
