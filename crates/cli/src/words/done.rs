//! What was done, in one sentence.

use damson_app::view::ActionView;

/// The sentence after an action that worked.
pub(crate) fn done(action: ActionView, path: &str) -> String {
    let path = crate::style::shown(path);
    match action {
        ActionView::Open => format!("Opened {path}."),
        ActionView::Edit => format!("Checked out and opened {path}."),
        ActionView::CheckOut => format!("Checked out {path}."),
        ActionView::CheckIn => format!("Checked in {path}."),
        ActionView::UploadChanges => format!("Uploaded your changes of {path}."),
        ActionView::DiscardChanges => {
            format!("Discarded your changes of {path}; they are kept in Recovered.")
        }
        ActionView::Download => format!("{path} is on this computer."),
        ActionView::Update => format!("{path} is up to date."),
        ActionView::RemoveLocalCopy => format!("Removed the copy of {path} from this computer."),
        ActionView::KeepMine => {
            format!("Yours is kept. Upload it as the next version: `damson put {path}`.")
        }
        ActionView::KeepTheirs => {
            format!("Theirs is on this computer as {path}; yours is kept in Recovered.")
        }
        ActionView::KeepBoth => {
            format!(
                "Theirs is on this computer as {path}; yours lies beside it under a name of its own."
            )
        }
        ActionView::Compare => format!("Showed both sides of {path}."),
        ActionView::Reveal => format!("Showed {path} in the file manager."),
        ActionView::OpenInWeb => format!("Opened the page of {path}."),
        ActionView::ReleaseLock => format!("Released {path}; it is checked in."),
        ActionView::UploadHere => format!("Uploaded to {path}."),
        ActionView::Rename => format!("Renamed {path}."),
        ActionView::Move => format!("Moved {path}."),
        ActionView::Duplicate => format!("Duplicated {path}."),
        ActionView::NewFolder => format!("Made the folder {path}."),
        ActionView::Delete => format!("Deleted {path} on the server."),
        ActionView::Pin => format!("Pinned {path}: it is kept on this computer and up to date."),
        ActionView::Unpin => format!("Unpinned {path}; the copy stays."),
        ActionView::History => format!("Listed the versions of {path}."),
        ActionView::Restore => format!("Restored {path}."),
    }
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
