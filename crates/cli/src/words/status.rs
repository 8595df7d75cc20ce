//! The statuses, what they mean and what to do next.

use damson_app::view::{ConflictView, StatusView};

use crate::style::Tone;

/// What is said of a status.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StatusWords {
    pub(crate) name: &'static str,
    pub(crate) means: &'static str,
    pub(crate) next: &'static str,
    pub(crate) tone: Tone,
}

/// The words of a status.
pub(crate) fn status(status: StatusView) -> StatusWords {
    match status {
        StatusView::CloudOnly => StatusWords {
            name: "Cloud only",
            means: "It is on the server; there is no copy on this computer.",
            next: "`damson get` downloads it, `damson edit` checks it out and opens it.",
            tone: Tone::Faint,
        },
        StatusView::AvailableLocally => StatusWords {
            name: "Available locally",
            means: "A copy is on this computer, the same as on the server.",
            next: "`damson open` opens it, `damson edit` checks it out and opens it.",
            tone: Tone::Good,
        },
        StatusView::EditedLocally => StatusWords {
            name: "Edited locally",
            means: "You changed the copy on this computer; the server has not changed.",
            next: "`damson put` uploads your changes, `damson discard` discards them.",
            tone: Tone::Caution,
        },
        StatusView::ModifiedRemotely => StatusWords {
            name: "Modified remotely",
            means: "Somebody changed it on the server; your copy is older, and you have not \
                changed it.",
            next: "`damson update` downloads the newer version.",
            tone: Tone::Caution,
        },
        StatusView::EditingConflict => StatusWords {
            name: "Editing conflict",
            means: "You and somebody else changed it, or you changed what was deleted.",
            next: "`damson resolve` shows both sides; `--keep mine`, `theirs` or `both` decides.",
            tone: Tone::Alarm,
        },
        StatusView::RemovedRemotely => StatusWords {
            name: "Removed remotely",
            means: "It was removed from the server; your copy is still here.",
            next: "`damson free` removes your copy (it is kept in Recovered).",
            tone: Tone::Caution,
        },
        StatusView::NewLocally => StatusWords {
            name: "New locally",
            means: "A file in the cache folder that is not on the server yet.",
            next: "`damson put` uploads it.",
            tone: Tone::Caution,
        },
    }
}

/// How a conflict came to be.
pub(crate) fn conflict(conflict: ConflictView) -> &'static str {
    match conflict {
        ConflictView::BothChanged => "You and somebody else changed it since you downloaded it.",
        ConflictView::DeletedOnServer => "You changed it, and somebody deleted it on the server.",
        ConflictView::Unrelated => {
            "One of your files is where the server has another asset of the same name."
        }
    }
}
