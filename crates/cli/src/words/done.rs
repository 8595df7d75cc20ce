//! What was done, in one sentence.

use damson_app::view::{Action, RefusalCode};

use super::{
    action::of_action,
    say,
    say::{message, spoken},
};

/// The sentence after an action that worked.
pub(crate) fn done(action: Action, path: &str) -> String {
    message(
        &of_action("done", action),
        None,
        vec![("path", path.into())],
    )
}

/// What a bulk action did to how many: the beginning of its tally.
pub(crate) fn action_done(action: Action, count: u64) -> String {
    let own = of_action("tally", action);
    let name = if spoken().has(&own) {
        &own
    } else {
        "tally-other"
    };
    message(name, None, vec![("count", count.into())])
}

/// A bulk action that met nothing to do.
pub(crate) fn nothing_done(action: Action, path: &str) -> String {
    let own = of_action("nothing", action);
    let name = if spoken().has(&own) {
        &own
    } else {
        "nothing-other"
    };
    message(name, None, vec![("path", path.into())])
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
