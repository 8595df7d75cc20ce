//! What was done, in one sentence.

use damson_app::view::{ActionView, RefusalCode};

/// The sentence after an action that worked.
pub(crate) fn done(action: ActionView, path: &str) -> String {
    let typed = super::typed(path);
    let path = crate::style::shown(path);
    match action {
        ActionView::Open => format!("Opened {path}."),
        ActionView::Edit => format!("Checked out and opened {path}."),
        ActionView::CheckOut => format!("Checked out {path}."),
        ActionView::CheckIn => format!("Checked in {path}."),
        ActionView::UploadChanges => format!("Uploaded your changes to {path}."),
        ActionView::DiscardChanges => {
            format!("Discarded your changes to {path}; they are kept in Recovered.")
        }
        ActionView::Download => format!("{path} is on this computer."),
        ActionView::Update => format!("{path} is up to date."),
        ActionView::RemoveLocalCopy => format!("Removed the copy of {path} from this computer."),
        ActionView::KeepMine => {
            format!("Your version is kept. Upload it as the next version: `damson put {typed}`.")
        }
        ActionView::KeepTheirs => {
            format!("Their version is on this computer as {path}; yours is kept in Recovered.")
        }
        ActionView::KeepBoth => {
            format!(
                "Their version is on this computer as {path}; yours is next to it under its own \
                 name."
            )
        }
        ActionView::Compare => format!("Showed both sides of {path}."),
        ActionView::Reveal => format!("Showed {path} in the file manager."),
        ActionView::OpenInWeb => format!("Opened the page of {path} in the browser."),
        ActionView::ReleaseLock => format!("Released {path}; it is checked in."),
        ActionView::UploadHere => format!("Uploaded to {path}."),
        ActionView::Rename => format!("Renamed {path}."),
        ActionView::Move => format!("Moved {path}."),
        ActionView::Duplicate => format!("Duplicated {path}."),
        ActionView::NewFolder => format!("Created the folder {path}."),
        ActionView::Delete => format!("Deleted {path} on the server."),
        ActionView::Pin => format!("Pinned {path}: it is kept on this computer and up to date."),
        ActionView::Unpin => format!("Unpinned {path}; the copy stays."),
        ActionView::History => format!("Listed the versions of {path}."),
        ActionView::Restore => format!("Restored {path}."),
    }
}

/// The sentence after an edit began where nothing can be checked out.
pub(crate) fn opened_unlocked(path: &str) -> String {
    format!(
        "Opened {}. It is not checked out, because this server has no locks: others can't see that \
         you are editing it.",
        crate::style::shown(path)
    )
}

/// How the tally of a bulk action begins.
pub(crate) fn action_done(action: ActionView) -> &'static str {
    match action {
        ActionView::Download => "Downloaded",
        ActionView::Update => "Updated",
        ActionView::RemoveLocalCopy => "Removed the copies of",
        ActionView::UploadHere => "Uploaded",
        ActionView::Delete => "Deleted",
        ActionView::Pin => "Pinned",
        ActionView::Unpin => "Unpinned",
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
        | ActionView::Restore => "Done with",
    }
}

/// A bulk action that met nothing to do.
pub(crate) fn nothing_done(action: ActionView, path: &str) -> String {
    let path = crate::style::shown(path);
    match action {
        ActionView::Download => format!("Everything in {path} is on this computer."),
        ActionView::RemoveLocalCopy => format!("{path} has no copies on this computer."),
        ActionView::Update => format!("Everything in {path} is up to date."),
        ActionView::UploadHere => format!("There was nothing to upload to {path}."),
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
        | ActionView::Restore => format!("There was nothing to do in {path}."),
    }
}

/// What is so already, and needs nothing: success, said as such. `None` for what is no reason to be
/// content.
pub(crate) fn already(action: ActionView, refusal: RefusalCode, path: &str) -> Option<String> {
    let path = crate::style::shown(path);
    match (action, refusal) {
        (ActionView::CheckOut, RefusalCode::AlreadyCheckedOut) => {
            Some(format!("You have already checked out {path}."))
        }
        (ActionView::CheckIn | ActionView::ReleaseLock, RefusalCode::NotCheckedOut) => {
            Some(format!("{path} is not checked out."))
        }
        (ActionView::Update, RefusalCode::UpToDate) => {
            Some(format!("{path} is already up to date."))
        }
        (ActionView::Download, RefusalCode::AlreadyHere) => Some(format!(
            "{path} is already on \
            this computer."
        )),
        (ActionView::RemoveLocalCopy, RefusalCode::NotHere) => {
            Some(format!("{path} has no copy on this computer."))
        }
        (ActionView::Pin, RefusalCode::Pinned) => Some(format!("{path} is already pinned.")),
        (ActionView::Unpin, RefusalCode::NotPinned) => Some(format!("{path} is not pinned.")),
        _ => None,
    }
}
