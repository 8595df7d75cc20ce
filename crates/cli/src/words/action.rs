//! The names of actions.

use damson_app::view::Action;

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
pub(crate) fn action(action: Action) -> String {
    match action {
        Action::Open => say!("action-open"),
        Action::Edit => say!("action-edit"),
        Action::CheckOut => say!("action-check-out"),
        Action::CheckIn => say!("action-check-in"),
        Action::UploadChanges => say!("action-upload-changes"),
        Action::DiscardChanges => say!("action-discard-changes"),
        Action::Download => say!("action-download"),
        Action::Update => say!("action-update"),
        Action::RemoveLocalCopy => say!("action-remove-local-copy"),
        Action::KeepMine => say!("action-keep-mine"),
        Action::KeepTheirs => say!("action-keep-theirs"),
        Action::KeepBoth => say!("action-keep-both"),
        Action::Compare => say!("action-compare"),
        Action::Reveal => say!("action-reveal", system = SYSTEM),
        Action::OpenInWeb => say!("action-open-in-web"),
        Action::ReleaseLock => say!("action-release-lock"),
        Action::UploadHere => say!("action-upload-here"),
        Action::Rename => say!("action-rename"),
        Action::Move => say!("action-move"),
        Action::Duplicate => say!("action-duplicate"),
        Action::NewFolder => say!("action-new-folder"),
        Action::Delete => say!("action-delete"),
        Action::Pin => say!("action-pin"),
        Action::Unpin => say!("action-unpin"),
        Action::History => say!("action-history"),
        Action::Restore => say!("action-restore"),
    }
}
