//! What was done, in one sentence.

use damson_app::view::{Action, RefusalCode};

use super::say;

/// The sentence after an action that worked.
pub(crate) fn done(action: Action, path: &str) -> String {
    match action {
        Action::Open => say!("done-open", path = path),
        Action::Edit => say!("done-edit", path = path),
        Action::CheckOut => say!("done-check-out", path = path),
        Action::CheckIn => say!("done-check-in", path = path),
        Action::UploadChanges => say!("done-upload-changes", path = path),
        Action::DiscardChanges => say!("done-discard-changes", path = path),
        Action::Download => say!("done-download", path = path),
        Action::Update => say!("done-update", path = path),
        Action::RemoveLocalCopy => say!("done-remove-local-copy", path = path),
        Action::KeepMine => say!("done-keep-mine", path = path),
        Action::KeepTheirs => say!("done-keep-theirs", path = path),
        Action::KeepBoth => say!("done-keep-both", path = path),
        Action::Compare => say!("done-compare", path = path),
        Action::Reveal => say!("done-reveal", path = path),
        Action::OpenInWeb => say!("done-open-in-web", path = path),
        Action::ReleaseLock => say!("done-release-lock", path = path),
        Action::UploadHere => say!("done-upload-here", path = path),
        Action::Rename => say!("done-rename", path = path),
        Action::Move => say!("done-move", path = path),
        Action::Duplicate => say!("done-duplicate", path = path),
        Action::NewFolder => say!("done-new-folder", path = path),
        Action::Delete => say!("done-delete", path = path),
        Action::Pin => say!("done-pin", path = path),
        Action::Unpin => say!("done-unpin", path = path),
        Action::History => say!("done-history", path = path),
        Action::Restore => say!("done-restore", path = path),
    }
}

/// What a bulk action did to how many: the beginning of its tally.
pub(crate) fn action_done(action: Action, count: u64) -> String {
    match action {
        Action::Download => say!("tally-download", count = count),
        Action::Update => say!("tally-update", count = count),
        Action::RemoveLocalCopy => say!("tally-remove-local-copy", count = count),
        Action::UploadHere => say!("tally-upload-here", count = count),
        Action::Delete => say!("tally-delete", count = count),
        Action::Pin => say!("tally-pin", count = count),
        Action::Unpin => say!("tally-unpin", count = count),
        Action::Open
        | Action::Edit
        | Action::CheckOut
        | Action::CheckIn
        | Action::UploadChanges
        | Action::DiscardChanges
        | Action::KeepMine
        | Action::KeepTheirs
        | Action::KeepBoth
        | Action::Compare
        | Action::Reveal
        | Action::OpenInWeb
        | Action::ReleaseLock
        | Action::Rename
        | Action::Move
        | Action::Duplicate
        | Action::NewFolder
        | Action::History
        | Action::Restore => say!("tally-other", count = count),
    }
}

/// A bulk action that met nothing to do.
pub(crate) fn nothing_done(action: Action, path: &str) -> String {
    match action {
        Action::Download => say!("nothing-download", path = path),
        Action::RemoveLocalCopy => say!("nothing-remove-local-copy", path = path),
        Action::Update => say!("nothing-update", path = path),
        Action::UploadHere => say!("nothing-upload-here", path = path),
        Action::Open
        | Action::Edit
        | Action::CheckOut
        | Action::CheckIn
        | Action::UploadChanges
        | Action::DiscardChanges
        | Action::KeepMine
        | Action::KeepTheirs
        | Action::KeepBoth
        | Action::Compare
        | Action::Reveal
        | Action::OpenInWeb
        | Action::ReleaseLock
        | Action::Rename
        | Action::Move
        | Action::Duplicate
        | Action::NewFolder
        | Action::Delete
        | Action::Pin
        | Action::Unpin
        | Action::History
        | Action::Restore => say!("nothing-other", path = path),
    }
}

/// What is so already, and needs nothing: success, said as such. `None` for what is no reason to be
/// content.
pub(crate) fn already(action: Action, refusal: RefusalCode, path: &str) -> Option<String> {
    let said = match (action, refusal) {
        (Action::CheckOut, RefusalCode::AlreadyCheckedOut) => {
            say!("already-check-out", path = path)
        }
        (Action::CheckIn | Action::ReleaseLock, RefusalCode::NotCheckedOut) => {
            say!("already-check-in", path = path)
        }
        (Action::Update, RefusalCode::UpToDate) => say!("already-update", path = path),
        (Action::Download, RefusalCode::AlreadyHere) => say!("already-download", path = path),
        (Action::RemoveLocalCopy, RefusalCode::NotHere) => {
            say!("already-remove-local-copy", path = path)
        }
        (Action::Pin, RefusalCode::Pinned) => say!("already-pin", path = path),
        (Action::Unpin, RefusalCode::NotPinned) => say!("already-unpin", path = path),
        _ => return None,
    };
    Some(said)
}
