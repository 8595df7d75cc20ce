//! The names of actions.

use damson_app::view::ActionView;

use super::say;

/// The system that this runs on, as the catalogue calls it: file managers have names of their own.
const SYSTEM: &str = if cfg!(windows) {
    "windows"
} else if cfg!(target_os = "macos") {
    "macos"
} else {
    "linux"
};

/// What an action is called.
pub(crate) fn action(action: ActionView) -> String {
    match action {
        ActionView::Open => say!("action-open"),
        ActionView::Edit => say!("action-edit"),
        ActionView::CheckOut => say!("action-check-out"),
        ActionView::CheckIn => say!("action-check-in"),
        ActionView::UploadChanges => say!("action-upload-changes"),
        ActionView::DiscardChanges => say!("action-discard-changes"),
        ActionView::Download => say!("action-download"),
        ActionView::Update => say!("action-update"),
        ActionView::RemoveLocalCopy => say!("action-remove-local-copy"),
        ActionView::KeepMine => say!("action-keep-mine"),
        ActionView::KeepTheirs => say!("action-keep-theirs"),
        ActionView::KeepBoth => say!("action-keep-both"),
        ActionView::Compare => say!("action-compare"),
        ActionView::Reveal => say!("action-reveal", system = SYSTEM),
        ActionView::OpenInWeb => say!("action-open-in-web"),
        ActionView::ReleaseLock => say!("action-release-lock"),
        ActionView::UploadHere => say!("action-upload-here"),
        ActionView::Rename => say!("action-rename"),
        ActionView::Move => say!("action-move"),
        ActionView::Duplicate => say!("action-duplicate"),
        ActionView::NewFolder => say!("action-new-folder"),
        ActionView::Delete => say!("action-delete"),
        ActionView::Pin => say!("action-pin"),
        ActionView::Unpin => say!("action-unpin"),
        ActionView::History => say!("action-history"),
        ActionView::Restore => say!("action-restore"),
    }
}
