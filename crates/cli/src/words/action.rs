//! The names of actions.

use damson_app::view::ActionView;

/// What an action is called.
pub(crate) fn action(action: ActionView) -> &'static str {
    match action {
        ActionView::Open => "Open",
        ActionView::Edit => "Edit",
        ActionView::CheckOut => "Check out",
        ActionView::CheckIn => "Check in",
        ActionView::UploadChanges => "Upload changes",
        ActionView::DiscardChanges => "Discard changes",
        ActionView::Download => "Download",
        ActionView::Update => "Update",
        ActionView::RemoveLocalCopy => "Remove local copy",
        ActionView::KeepMine => "Keep mine",
        ActionView::KeepTheirs => "Keep theirs",
        ActionView::KeepBoth => "Keep both",
        ActionView::Compare => "Compare",
        ActionView::Reveal => "Reveal",
        ActionView::OpenInWeb => "Open in web",
        ActionView::ReleaseLock => "Release lock",
        ActionView::UploadHere => "Upload here",
        ActionView::Rename => "Rename",
        ActionView::Move => "Move",
        ActionView::Duplicate => "Duplicate",
        ActionView::NewFolder => "New folder",
        ActionView::Delete => "Delete",
        ActionView::Pin => "Pin",
        ActionView::Unpin => "Unpin",
        ActionView::History => "History",
        ActionView::Restore => "Restore",
    }
}
