//! Rows as tables.

use damson_app::view::{ConflictView, KindView, LockView, RowView, StatusView};
use jiff::Timestamp;

use crate::{
    human,
    style::Tone,
    table::{Cell, Table},
    words,
};

/// Which columns a listing has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Columns {
    /// Name, status, who has it.
    Short,
    /// And size, time, who changed it.
    Long,
    /// The whole path instead of the name.
    Paths,
}

impl Columns {
    pub(crate) fn table(self) -> Table {
        match self {
            Self::Short => Table::new(&["Name", "Status", "Checked out by", "Size", "Modified"]),
            Self::Long => Table::new(&[
                "Name",
                "Status",
                "Checked out by",
                "Size",
                "Modified",
                "By",
                "Type",
                "Pixels",
                "Notes",
            ]),
            Self::Paths => Table::new(&["Path", "Status", "Checked out by", "Size", "Modified"]),
        }
    }

    pub(crate) fn cells(self, row: &RowView, now: Timestamp) -> Vec<Cell> {
        let mut cells = vec![self.name(row), status(row), holder(&row.lock)];
        cells.push(Cell::new(row.size.map(human::size).unwrap_or_default()).right());
        let modified = row.modified.as_deref();
        cells.push(Cell::new(
            modified
                .map(|time| human::ago(time, now))
                .unwrap_or_default(),
        ));
        if self == Self::Long {
            cells.push(Cell::new(row.modified_by.clone().unwrap_or_default()));
            cells.push(Cell::new(row.media_type.clone().unwrap_or_default()));
            let pixels = row
                .dimensions
                .map(|size| format!("{}×{}", size.width, size.height));
            cells.push(Cell::new(pixels.unwrap_or_default()));
            cells.push(Cell::new(notes(row)).tone(Tone::Caution));
        }
        cells
    }

    fn name(self, row: &RowView) -> Cell {
        let name = match self {
            Self::Short | Self::Long => row.name.clone(),
            Self::Paths => row.path.clone(),
        };
        match row.kind {
            KindView::Root => Cell::new("/").tone(Tone::Strong),
            KindView::Folder => Cell::new(format!("{name}/")).tone(Tone::Strong),
            KindView::Asset | KindView::NoFile | KindView::NoName => Cell::new(name),
        }
    }
}

/// What is shown beside the name in one line of a message: "Editing conflict, checked out by …".
pub(crate) fn state(row: &RowView) -> String {
    let mut parts = Vec::new();
    if let Some(known) = row.status {
        parts.push(words::status(known).name.to_owned());
    }
    match &row.lock {
        LockView::Free => {}
        LockView::Mine => parts.push("checked out by you".to_owned()),
        LockView::Theirs { who } => parts.push(format!("checked out by {who}")),
    }
    let notes = notes(row);
    if !notes.is_empty() {
        parts.push(notes);
    }
    parts.join(", ")
}

fn status(row: &RowView) -> Cell {
    let Some(status) = row.status else {
        return below(row);
    };
    let words = words::status(status);
    let text = match row.conflict {
        Some(ConflictView::DeletedOnServer) => format!("{} (deleted on the server)", words.name),
        Some(ConflictView::BothChanged | ConflictView::Unrelated) | None => words.name.to_owned(),
    };
    Cell::new(text).tone(words.tone)
}

/// A folder shows what is to be looked at below it.
fn below(row: &RowView) -> Cell {
    let matters = [
        StatusView::EditingConflict,
        StatusView::EditedLocally,
        StatusView::NewLocally,
        StatusView::ModifiedRemotely,
        StatusView::RemovedRemotely,
    ];
    for status in matters {
        if let Some(count) = row.below.get(&status).filter(|count| **count > 0) {
            let words = words::status(status);
            let text = format!("{} {}", human::grouped(*count), words.name.to_lowercase());
            return Cell::new(text).tone(words.tone);
        }
    }
    Cell::new("")
}

pub(crate) fn holder(lock: &LockView) -> Cell {
    match lock {
        LockView::Free => Cell::new(""),
        LockView::Mine => Cell::new("you").tone(Tone::Good),
        LockView::Theirs { who } => Cell::new(who.clone()).tone(Tone::Caution),
    }
}

fn notes(row: &RowView) -> String {
    let mut notes = Vec::new();
    notes.extend(words::problem(row));
    if let Some(transfer) = &row.transfer {
        let (state, _) = words::transfer(transfer.state);
        notes.push(format!("{} {state}", words::direction(transfer.direction)));
    }
    for (is, word) in [
        (row.read_only, "read-only for you"),
        (row.pinned, "pinned"),
        (row.processing, "being processed"),
    ] {
        if is {
            notes.push(word.to_owned());
        }
    }
    notes.join(", ")
}
