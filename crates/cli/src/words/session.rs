//! How a connection is, and why everything stands still.

use damson_app::view::{
    BrakeView, ConnectionState, TransferDirectionView, TransferStateView, UnwatchedView,
};

use super::template::Words;
use crate::{human, style::Tone};

/// A damaged journal was put aside and begun anew.
pub(crate) const JOURNAL_REBUILT: &str = "Damson's records of your copies were damaged, so it \
    compared every file with the server again. Nothing was removed. A copy that differs from the \
    server counts as yours and is shown as a conflict: compare before you keep one.";

/// Folders that the system does not watch.
pub(crate) fn unwatched(unwatched: UnwatchedView) -> String {
    let UnwatchedView { folders, limit } = unwatched;
    let which = if folders == 1 {
        "a folder".to_owned()
    } else {
        format!("{folders} folders")
    };
    if limit {
        return format!(
            "This computer can't watch any more folders, so changes in {which} appear up to a \
             minute later. Raise the limit: fs.inotify.max_user_watches (or max_user_instances) on \
             Linux, for example with `sudo sysctl fs.inotify.max_user_watches=1048576`."
        );
    }
    format!(
        "Damson is not allowed to read {which} in the cache folder, so changes there don't \
        appear."
    )
}

/// A connection's state.
pub(crate) fn state(state: ConnectionState) -> (&'static str, Tone) {
    match state {
        ConnectionState::Stopped => ("not running", Tone::Faint),
        ConnectionState::Connecting => ("connecting", Tone::Plain),
        ConnectionState::Online => ("online", Tone::Good),
        ConnectionState::Offline => ("offline", Tone::Caution),
        ConnectionState::LoginNeeded => ("login needed", Tone::Caution),
    }
}

/// Why a brake stopped all changes.
pub(crate) fn brake(brake: BrakeView) -> String {
    match brake {
        BrakeView::EmptiedRoot { before } => format!(
            "the cache folder is empty, and it contained {} before. Is it on a disk that is \
             disconnected, or was it moved?",
            human::counted(i64::try_from(before).unwrap_or(i64::MAX), "file")
        ),
        BrakeView::MassChange { changed, of } => format!(
            "{} of {} files changed or disappeared all at once.",
            human::grouped(changed),
            human::grouped(of)
        ),
        BrakeView::Vanished { gone, of } => format!(
            "{} of {} pinned files in a folder disappeared from the server all at once. Is a share \
             of the server missing, or did you lose a permission? If you continue, the copies move \
             to Recovered.",
            human::grouped(gone),
            human::grouped(of)
        ),
        BrakeView::OtherAccount => {
            "the cache folder belongs to another person or another server.".to_owned()
        }
        BrakeView::ClockJump { seconds } => format!(
            "this computer's clock jumped by {}.",
            human::counted(seconds.saturating_abs(), "second")
        ),
    }
}

/// One line of the catalogue for each brake.
pub(crate) fn brakes() -> [(&'static str, Words); 5] {
    const HINT: &str = "Check that this is what you want. Then run `damson go-on`.";
    [
        (
            "emptied-root",
            Words::new("The cache folder was emptied all at once.", HINT),
        ),
        (
            "mass-change",
            Words::new(
                "A large number of files changed or disappeared all at once.",
                HINT,
            ),
        ),
        (
            "vanished",
            Words::new(
                "Much of a pinned folder disappeared from the server all at once.",
                HINT,
            ),
        ),
        (
            "other-account",
            Words::new(
                "The cache folder belongs to another person or another server.",
                HINT,
            ),
        ),
        (
            "clock-jump",
            Words::new("This computer's clock jumped.", HINT),
        ),
    ]
}

/// How far a transfer is.
pub(crate) fn transfer(state: TransferStateView) -> (&'static str, Tone) {
    match state {
        TransferStateView::Waiting => ("waiting", Tone::Faint),
        TransferStateView::Running => ("running", Tone::Plain),
        TransferStateView::Paused => ("paused", Tone::Caution),
        TransferStateView::Retrying => ("will be tried again", Tone::Caution),
        TransferStateView::Failed => ("failed", Tone::Alarm),
        TransferStateView::Finished => ("finished", Tone::Good),
        TransferStateView::Cancelled => ("cancelled", Tone::Faint),
    }
}

/// Which way a transfer goes.
pub(crate) fn direction(direction: TransferDirectionView) -> &'static str {
    match direction {
        TransferDirectionView::Download => "download",
        TransferDirectionView::Upload => "upload",
    }
}
