//! Why an action is not allowed.

/// Why an action is refused. The words are the front ends'.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The server can't be reached, and this needs it.
    Offline,
    /// The server has no such thing (locks, versions, copies).
    NotOnThisServer,
    ForFoldersOnly,
    ForAssetsOnly,
    /// The asset has no file (a content fragment).
    NoFile,
    /// This person may not write here.
    NoRight,
    CheckedOutBy(String),
    AlreadyCheckedOut,
    NotCheckedOut,
    /// Only an administrator may release what another holds.
    NotAdministrator,
    /// There is no copy on this computer.
    NotHere,
    AlreadyHere,
    UpToDate,
    /// There is nothing to upload or discard.
    NotEdited,
    /// The copy has edits that exist nowhere else.
    HasEdits,
    /// The conflict wants a decision first.
    InConflict,
    NotInConflict,
    /// It was never uploaded.
    OnlyHere,
    /// It is no longer on the server.
    RemovedFromServer,
    Pinned,
    NotPinned,
    /// A transfer of it is running.
    Busy,
    /// This computer can't hold a file of that name or path.
    NameProblem,
    /// The root of the DAM can't be changed.
    IsRoot,
}

impl Refusal {
    /// Whether it rests upon facts about the asset that may have changed since they were last
    /// looked at, so that a look at both sides comes before a person is told.
    pub fn may_be_stale(&self) -> bool {
        match self {
            Self::NoRight
            | Self::CheckedOutBy(_)
            | Self::AlreadyCheckedOut
            | Self::NotCheckedOut
            | Self::NotHere
            | Self::AlreadyHere
            | Self::UpToDate
            | Self::NotEdited
            | Self::HasEdits
            | Self::InConflict
            | Self::NotInConflict
            | Self::OnlyHere
            | Self::RemovedFromServer => true,
            Self::Offline
            | Self::NotOnThisServer
            | Self::ForFoldersOnly
            | Self::ForAssetsOnly
            | Self::NoFile
            | Self::NotAdministrator
            | Self::Pinned
            | Self::NotPinned
            | Self::Busy
            | Self::NameProblem
            | Self::IsRoot => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_look_can_change_may_be_stale_and_what_a_row_is_may_not() {
        for refusal in [
            Refusal::CheckedOutBy("jane".to_owned()),
            Refusal::NotEdited,
            Refusal::UpToDate,
            Refusal::InConflict,
        ] {
            assert!(refusal.may_be_stale(), "{refusal:?}");
        }
        for refusal in [Refusal::IsRoot, Refusal::NoFile, Refusal::Offline] {
            assert!(!refusal.may_be_stale(), "{refusal:?}");
        }
    }
}
