//! How a connection is, and why everything stands still.

use damson_app::view::{
    BrakeView, ConnectionState, TransferDirectionView, TransferStateView, UnwatchedView,
};
use damson_words::Words;

use super::{Message, say};
use crate::style::Tone;

/// The codes of the reasons to stop everything.
pub(crate) const BRAKES: [&str; 5] = [
    "emptied-root",
    "mass-change",
    "vanished",
    "other-account",
    "clock-jump",
];

/// Folders that the system does not watch.
pub(crate) fn unwatched(unwatched: UnwatchedView) -> String {
    let folders = unwatched.folders;
    if !unwatched.limit {
        return say!("unwatched-denied", folders = folders);
    }
    let what = say!("unwatched-limit", folders = folders);
    let hint = say!("unwatched-limit"."todo-terminal");
    say!("message-hint", what = what, hint = hint)
}

/// A connection's state.
pub(crate) fn state(state: ConnectionState) -> (String, Tone) {
    match state {
        ConnectionState::Stopped => (say!("connection-stopped"), Tone::Faint),
        ConnectionState::Connecting => (say!("connection-connecting"), Tone::Plain),
        ConnectionState::Online => (say!("connection-online"), Tone::Good),
        ConnectionState::Offline => (say!("connection-offline"), Tone::Caution),
        ConnectionState::LoginNeeded => (say!("connection-login-needed"), Tone::Caution),
    }
}

/// Why a brake stopped all changes.
fn brake(brake: BrakeView) -> String {
    match brake {
        BrakeView::EmptiedRoot { before } => say!("halt-emptied-root", before = before),
        BrakeView::MassChange { changed, of } => {
            say!("halt-mass-change", changed = changed, of = of)
        }
        BrakeView::Vanished { gone, of } => say!("halt-vanished", gone = gone, of = of),
        BrakeView::OtherAccount => say!("halt-other-account"),
        BrakeView::ClockJump { seconds } => {
            say!("halt-clock-jump", seconds = seconds.unsigned_abs())
        }
    }
}

/// Why a brake stopped all changes, where only its code is known.
pub(crate) fn halt_in_short(words: Words, code: &str) -> String {
    let message = format!("halt-{code}");
    words.attribute(&message, "short", &[]).unwrap_or_default()
}

/// The message for a session that a brake halted.
pub(crate) fn halt(reason: BrakeView) -> Message {
    Message {
        what: say!("error-halted", detail = brake(reason)),
        hint: say!("error-halted"."todo-terminal"),
    }
}

/// How far a transfer is.
pub(crate) fn transfer(state: TransferStateView) -> (String, Tone) {
    match state {
        TransferStateView::Waiting => (say!("transfer-waiting"."terminal"), Tone::Faint),
        TransferStateView::Running => (say!("transfer-running"."terminal"), Tone::Plain),
        TransferStateView::Paused => (say!("transfer-paused"."terminal"), Tone::Caution),
        TransferStateView::Retrying => (say!("transfer-retrying"."terminal"), Tone::Caution),
        TransferStateView::Failed => (say!("transfer-failed"."terminal"), Tone::Alarm),
        TransferStateView::Finished => (say!("transfer-finished"."terminal"), Tone::Good),
        TransferStateView::Cancelled => (say!("transfer-cancelled"."terminal"), Tone::Faint),
    }
}

/// Which way a transfer goes.
pub(crate) fn direction(direction: TransferDirectionView) -> String {
    match direction {
        TransferDirectionView::Download => say!("direction-download"."terminal"),
        TransferDirectionView::Upload => say!("direction-upload"."terminal"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_brake_has_a_code_with_words() {
        let brakes = [
            BrakeView::EmptiedRoot { before: 1 },
            BrakeView::MassChange { changed: 1, of: 2 },
            BrakeView::Vanished { gone: 1, of: 2 },
            BrakeView::OtherAccount,
            BrakeView::ClockJump { seconds: -1 },
        ];
        for (reason, code) in brakes.into_iter().zip(BRAKES) {
            let value = serde_json::to_value(reason).unwrap();
            assert!(value.to_string().contains(code), "{value}");
            assert!(brake(reason).ends_with(['.', '?']), "{}", brake(reason));
            assert!(!halt_in_short(super::super::spoken(), code).is_empty());
        }
    }
}
