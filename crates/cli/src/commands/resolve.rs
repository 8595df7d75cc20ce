//! `resolve`: decide an editing conflict, or look at both sides.

use std::fs;

use damson_app::{
    intent::ActOptions,
    view::{ActionView, ConflictView, RowView, StatusView},
};

use crate::{
    acting::perform,
    args::{Resolve, Side},
    exit::Exit,
    failure::Failure,
    human, place,
    session::Session,
    table::{Cell, Table},
    words,
};

pub(crate) async fn resolve(args: &Resolve, session: &Session) -> Result<Exit, Failure> {
    let path = session.path(&args.path).await?;
    let Some(side) = args.keep else {
        return compare(&path, session).await;
    };
    let action = match side {
        Side::Mine => ActionView::KeepMine,
        Side::Theirs => ActionView::KeepTheirs,
        Side::Both => ActionView::KeepBoth,
    };
    perform(session, action, &path, ActOptions::default()).await
}

/// Both sides' facts; the exit code says whether there is a conflict.
async fn compare(path: &str, session: &Session) -> Result<Exit, Failure> {
    crate::commands::list::refresh_or_tell(place::parent(path), session).await?;
    let row = session.row(path).await?;
    let conflict = row.status == Some(StatusView::EditingConflict);
    let end = if conflict { Exit::Conflict } else { Exit::Done };
    if session.output.json {
        session.output.document(&row)?;
        return Ok(end);
    }
    if !conflict {
        session.output.result(format!(
            "{path} is not in conflict: {}.",
            crate::rows::state(&row)
        ))?;
        return Ok(end);
    }
    let why = row.conflict.map_or("", words::conflict);
    session.output.line(format!("{path}: {why}"))?;
    session.output.line("")?;
    let mut table = Table::new(&["", "Size", "Changed", "By", "Where"]);
    for line in table.lay_out(&[yours(&row), theirs(&row)], session.output.style()) {
        session.output.line(format!("  {line}"))?;
    }
    session.output.message("");
    session.output.message(format!(
        "  damson resolve {path} --keep mine     yours on top; theirs stays in the history"
    ));
    session.output.message(format!(
        "  damson resolve {path} --keep theirs   theirs; yours is kept in Recovered"
    ));
    session.output.message(format!(
        "  damson resolve {path} --keep both     side by side"
    ));
    Ok(end)
}

fn yours(row: &RowView) -> Vec<Cell> {
    let file = row.file.clone().unwrap_or_default();
    let facts = fs::metadata(&file).ok();
    let size = facts
        .as_ref()
        .map(|facts| human::size(facts.len()))
        .unwrap_or_default();
    let changed = facts
        .and_then(|facts| facts.modified().ok())
        .and_then(|time| jiff::Timestamp::try_from(time).ok())
        .map(|time| human::moment(&time.to_string()))
        .unwrap_or_default();
    vec![
        Cell::new("Yours"),
        Cell::new(size),
        Cell::new(changed),
        Cell::new("you"),
        Cell::new(file),
    ]
}

fn theirs(row: &RowView) -> Vec<Cell> {
    if row.conflict == Some(ConflictView::DeletedOnServer) {
        return vec![Cell::new("Theirs"), Cell::new("deleted")];
    }
    vec![
        Cell::new("Theirs"),
        Cell::new(row.size.map(human::size).unwrap_or_default()),
        Cell::new(
            row.modified
                .as_deref()
                .map(human::moment)
                .unwrap_or_default(),
        ),
        Cell::new(row.modified_by.clone().unwrap_or_default()),
        Cell::new("on the server"),
    ]
}
