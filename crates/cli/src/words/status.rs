//! The statuses, what they mean and what to do next.

use damson_app::view::{ConflictView, StatusView};
use damson_words::Words;

use super::{code_of, say, say::message, spoken};
use crate::style::Tone;

/// What is said of a status.
#[derive(Debug, Clone)]
pub(crate) struct StatusWords {
    pub(crate) name: String,
    pub(crate) means: String,
    pub(crate) next: String,
}

/// The words of a status.
pub(crate) fn status(status: StatusView) -> StatusWords {
    in_words(spoken(), status)
}

/// The words of a status in some language.
pub(crate) fn in_words(words: Words, status: StatusView) -> StatusWords {
    let message = name(status);
    let attribute = |name| words.attribute(&message, name, &[]).unwrap_or_default();
    StatusWords {
        name: words.say(&message, &[]),
        means: attribute("means"),
        next: attribute("next-terminal"),
    }
}

/// "3 edited locally".
pub(crate) fn counted(status: StatusView, count: u64) -> String {
    message(
        &name(status),
        Some("counted"),
        vec![("count", count.into())],
    )
}

/// The name of a status in the catalogue.
pub(crate) fn name(status: StatusView) -> String {
    format!("status-{}", code_of(&status))
}

/// How a status is coloured.
pub(crate) fn tone(status: StatusView) -> Tone {
    match status {
        StatusView::CloudOnly => Tone::Faint,
        StatusView::AvailableLocally => Tone::Good,
        StatusView::EditedLocally
        | StatusView::ModifiedRemotely
        | StatusView::RemovedRemotely
        | StatusView::NewLocally => Tone::Caution,
        StatusView::EditingConflict => Tone::Alarm,
    }
}

/// How a conflict came to be.
pub(crate) fn conflict(conflict: ConflictView) -> String {
    match conflict {
        ConflictView::BothChanged => say!("conflict-both-changed"),
        ConflictView::DeletedOnServer => say!("conflict-deleted-on-server"),
        ConflictView::Unrelated => say!("conflict-unrelated"),
    }
}
