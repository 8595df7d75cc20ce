//! Rows as tables.

use damson_app::view::{ConflictView, KindView, LockView, RowView, StatusView};
use jiff::Timestamp;

use crate::{
    human,
    style::Tone,
    table::{Cell, Table},
    words::{self, say},
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
            Self::Short => Table::new(&[
                say!("heading-name"),
                say!("heading-status"),
                say!("heading-checked-out-by"),
                say!("heading-size"),
                say!("heading-modified"),
            ]),
            Self::Long => Table::new(&[
                say!("heading-name"),
                say!("heading-status"),
                say!("heading-checked-out-by"),
                say!("heading-size"),
                say!("heading-modified"),
                say!("heading-by"),
                say!("heading-type"),
                say!("heading-pixels"),
                say!("heading-notes"),
            ]),
            Self::Paths => Table::new(&[
                say!("heading-path"),
                say!("heading-status"),
                say!("heading-checked-out-by"),
                say!("heading-size"),
                say!("heading-modified"),
            ]),
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
        parts.push(words::status(known).name);
    }
    match &row.lock {
        LockView::Free => {}
        LockView::Mine => parts.push(say!("row-checked-out-by-you")),
        LockView::Theirs { who } => parts.push(say!("row-checked-out-by", who = who)),
    }
    parts.extend(restrictions(row));
    let notes = notes(row);
    if !notes.is_empty() {
        parts.push(notes);
    }
    words::joined("row-parts", &parts)
}

fn status(row: &RowView) -> Cell {
    let Some(status) = row.status else {
        return below(row);
    };
    let text = status_text(row, status);
    let restrictions = restrictions(row);
    if restrictions.is_empty() {
        return Cell::new(text).tone(words::tone(status));
    }
    let parts: Vec<_> = std::iter::once(text).chain(restrictions).collect();
    Cell::new(words::joined("row-parts", &parts)).tone(Tone::Caution)
}

/// What restricts the use, each in a word or two.
fn restrictions(row: &RowView) -> Vec<String> {
    let all = row.restrictions.iter().flatten();
    all.map(words::restriction_in_short).collect()
}

fn status_text(row: &RowView, status: StatusView) -> String {
    let name = words::status(status).name;
    match row.conflict {
        Some(ConflictView::DeletedOnServer) => say!("row-deleted-on-server", status = name),
        Some(ConflictView::BothChanged | ConflictView::Unrelated) | None => name,
    }
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
            return Cell::new(words::counted(status, *count)).tone(words::tone(status));
        }
    }
    Cell::new("")
}

pub(crate) fn holder(lock: &LockView) -> Cell {
    match lock {
        LockView::Free => Cell::new(""),
        LockView::Mine => Cell::new(say!("row-you")).tone(Tone::Good),
        LockView::Theirs { who } => Cell::new(who.clone()).tone(Tone::Caution),
    }
}

fn notes(row: &RowView) -> String {
    let mut notes = Vec::new();
    notes.extend(words::problem(row));
    if let Some(transfer) = &row.transfer {
        let (state, _) = words::transfer(transfer.state);
        let direction = words::direction(transfer.direction);
        notes.push(say!("row-transfer", direction = direction, state = state));
    }
    for (is, word) in [
        (row.read_only, say!("row-read-only")),
        (row.pinned, say!("row-pinned")),
        (row.processing, say!("row-processing")),
    ] {
        if is {
            notes.push(word);
        }
    }
    words::joined("row-parts", &notes)
}
