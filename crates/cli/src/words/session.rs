//! How a connection is, and why everything stands still.

use damson_app::view::{BrakeView, ConnectionState, TransferDirectionView, TransferStateView};

use super::template::Words;
use crate::{human, style::Tone};

/// A damaged journal was put aside and begun anew.
pub(crate) const JOURNAL_REBUILT: &str = "What Damson had noted about your copies was damaged, so it \
    looked at every file and at the server again. Nothing was removed. A copy that is not the same \
    as on the server counts as yours and is shown as a conflict: compare before you keep one.";

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
            "the cache folder is empty, and it held {} before. Is it on a disk that is unplugged, \
             or was it moved?",
            human::counted(i64::try_from(before).unwrap_or(i64::MAX), "file")
        ),
        BrakeView::MassChange { changed, of } => format!(
            "{} of {} files changed or vanished at once.",
            human::grouped(changed),
            human::grouped(of)
        ),
        BrakeView::OtherAccount => {
            "the cache folder belongs to another person or another server.".to_owned()
        }
        BrakeView::ClockJump { seconds } => format!(
            "the clock of this computer jumped by {}.",
            human::counted(seconds.saturating_abs(), "second")
        ),
    }
}

/// One line of the catalogue for each brake.
pub(crate) fn brakes() -> [(&'static str, Words); 4] {
    const HINT: &str = "Look whether that is as you want it. Then `damson go-on`.";
    [
        (
            "emptied-root",
            Words::new("The cache folder lost everything at once.", HINT),
        ),
        (
            "mass-change",
            Words::new("Very many files changed or vanished at once.", HINT),
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
            Words::new("The clock of this computer jumped.", HINT),
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
