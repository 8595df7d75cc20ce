//! What was done, in one sentence.

use damson_app::view::{ActionView, RefusalCode};

use super::say;

/// The sentence after an action that worked.
pub(crate) fn done(action: ActionView, path: &str) -> String {
    match action {
        ActionView::Open => say!("done-open", path = path),
        ActionView::Edit => say!("done-edit", path = path),
        ActionView::CheckOut => say!("done-check-out", path = path),
        ActionView::CheckIn => say!("done-check-in", path = path),
        ActionView::UploadChanges => say!("done-upload-changes", path = path),
        ActionView::DiscardChanges => say!("done-discard-changes", path = path),
        ActionView::Download => say!("done-download", path = path),
        ActionView::Update => say!("done-update", path = path),
        ActionView::RemoveLocalCopy => say!("done-remove-local-copy", path = path),
        ActionView::KeepMine => say!("done-keep-mine", path = path),
        ActionView::KeepTheirs => say!("done-keep-theirs", path = path),
        ActionView::KeepBoth => say!("done-keep-both", path = path),
        ActionView::Compare => say!("done-compare", path = path),
        ActionView::Reveal => say!("done-reveal", path = path),
        ActionView::OpenInWeb => say!("done-open-in-web", path = path),
        ActionView::ReleaseLock => say!("done-release-lock", path = path),
        ActionView::UploadHere => say!("done-upload-here", path = path),
        ActionView::Rename => say!("done-rename", path = path),
        ActionView::Move => say!("done-move", path = path),
        ActionView::Duplicate => say!("done-duplicate", path = path),
        ActionView::NewFolder => say!("done-new-folder", path = path),
        ActionView::Delete => say!("done-delete", path = path),
        ActionView::Pin => say!("done-pin", path = path),
        ActionView::Unpin => say!("done-unpin", path = path),
        ActionView::History => say!("done-history", path = path),
        ActionView::Restore => say!("done-restore", path = path),
    }
}

/// What a bulk action did to how many: the beginning of its tally.
pub(crate) fn action_done(action: ActionView, count: u64) -> String {
    match action {
        ActionView::Download => say!("tally-download", count = count),
        ActionView::Update => say!("tally-update", count = count),
        ActionView::RemoveLocalCopy => say!("tally-remove-local-copy", count = count),
        ActionView::UploadHere => say!("tally-upload-here", count = count),
        ActionView::Delete => say!("tally-delete", count = count),
        ActionView::Pin => say!("tally-pin", count = count),
        ActionView::Unpin => say!("tally-unpin", count = count),
        ActionView::Open
        | ActionView::Edit
        | ActionView::CheckOut
        | ActionView::CheckIn
        | ActionView::UploadChanges
        | ActionView::DiscardChanges
        | ActionView::KeepMine
        | ActionView::KeepTheirs
        | ActionView::KeepBoth
        | ActionView::Compare
        | ActionView::Reveal
        | ActionView::OpenInWeb
        | ActionView::ReleaseLock
        | ActionView::Rename
        | ActionView::Move
        | ActionView::Duplicate
        | ActionView::NewFolder
        | ActionView::History
        | ActionView::Restore => say!("tally-other", count = count),
    }
}

/// A bulk action that met nothing to do.
pub(crate) fn nothing_done(action: ActionView, path: &str) -> String {
    match action {
        ActionView::Download => say!("nothing-download", path = path),
        ActionView::RemoveLocalCopy => say!("nothing-remove-local-copy", path = path),
        ActionView::Update => say!("nothing-update", path = path),
        ActionView::UploadHere => say!("nothing-upload-here", path = path),
        ActionView::Open
        | ActionView::Edit
        | ActionView::CheckOut
        | ActionView::CheckIn
        | ActionView::UploadChanges
        | ActionView::DiscardChanges
        | ActionView::KeepMine
        | ActionView::KeepTheirs
        | ActionView::KeepBoth
        | ActionView::Compare
        | ActionView::Reveal
        | ActionView::OpenInWeb
        | ActionView::ReleaseLock
        | ActionView::Rename
        | ActionView::Move
        | ActionView::Duplicate
        | ActionView::NewFolder
        | ActionView::Delete
        | ActionView::Pin
        | ActionView::Unpin
        | ActionView::History
        | ActionView::Restore => say!("nothing-other", path = path),
    }
}

/// What is so already, and needs nothing: success, said as such. `None` for what is no reason to be
/// content.
pub(crate) fn already(action: ActionView, refusal: RefusalCode, path: &str) -> Option<String> {
    let said = match (action, refusal) {
        (ActionView::CheckOut, RefusalCode::AlreadyCheckedOut) => {
            say!("already-check-out", path = path)
        }
        (ActionView::CheckIn | ActionView::ReleaseLock, RefusalCode::NotCheckedOut) => {
            say!("already-check-in", path = path)
        }
        (ActionView::Update, RefusalCode::UpToDate) => say!("already-update", path = path),
        (ActionView::Download, RefusalCode::AlreadyHere) => say!("already-download", path = path),
        (ActionView::RemoveLocalCopy, RefusalCode::NotHere) => {
            say!("already-remove-local-copy", path = path)
        }
        (ActionView::Pin, RefusalCode::Pinned) => say!("already-pin", path = path),
        (ActionView::Unpin, RefusalCode::NotPinned) => say!("already-unpin", path = path),
        _ => return None,
    };
    Some(said)
}
