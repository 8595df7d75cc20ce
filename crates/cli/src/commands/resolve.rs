//! `resolve`: decide an editing conflict, or look at both sides.

use damson_app::{
    Intent, Reply,
    intent::ActOptions,
    view::{ActionView, RowView, SideView, SidesView, StatusView},
};

use crate::{
    acting::perform,
    args::{Resolve, Side},
    exit::Exit,
    failure::Failure,
    human, json, place,
    session::{Session, unexpected},
    style::shown,
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
        session.output.document(&json::Row::from(&row))?;
        return Ok(end);
    }
    if !conflict {
        session.output.result(format!(
            "{} is not in conflict: {}.",
            shown(path),
            crate::rows::state(&row)
        ))?;
        return Ok(end);
    }
    let sides = sides(path, session).await?;
    let why = row.conflict.map_or("", words::conflict);
    session
        .output
        .sentence(&format!("{}: {why}", shown(path)))?;
    session.output.line("")?;
    let mut table = Table::new(&["", "Size", "Changed", "By", "Where"]);
    let both = [
        yours(sides.mine.as_ref(), &row),
        theirs(sides.theirs.as_ref()),
    ];
    session.output.table(&mut table, &both, 2)?;
    let typed = words::typed(path);
    session.output.message("");
    session.output.message(format!(
        "  damson resolve {typed} --keep mine     upload yours next; theirs stays in the history"
    ));
    session.output.message(format!(
        "  damson resolve {typed} --keep theirs   theirs; yours is kept in Recovered"
    ));
    session.output.message(format!(
        "  damson resolve {typed} --keep both     side by side"
    ));
    Ok(end)
}

async fn sides(path: &str, session: &Session) -> Result<SidesView, Failure> {
    let reply = session
        .send(Intent::Sides {
            connection: session.connection.clone(),
            path: path.to_owned(),
        })
        .await?;
    let Reply::Sides(sides) = reply else {
        return Err(unexpected(&reply));
    };
    Ok(sides)
}

fn yours(side: Option<&SideView>, row: &RowView) -> Vec<Cell> {
    let Some(side) = side else {
        return vec![Cell::new("Yours"), Cell::new("none")];
    };
    let file = row.file.clone().unwrap_or_default();
    let [bytes, changed] = facts(side);
    vec![
        Cell::new("Yours"),
        bytes,
        changed,
        Cell::new("you"),
        Cell::new(file),
    ]
}

fn theirs(side: Option<&SideView>) -> Vec<Cell> {
    let Some(side) = side else {
        return vec![Cell::new("Theirs"), Cell::new("deleted")];
    };
    let [bytes, changed] = facts(side);
    let who = side.modified_by.clone().unwrap_or_default();
    vec![
        Cell::new("Theirs"),
        bytes,
        changed,
        Cell::new(who),
        Cell::new("on the server"),
    ]
}

fn facts(side: &SideView) -> [Cell; 2] {
    let changed = side.modified.as_deref().map(human::moment);
    [
        Cell::new(side.size.map(human::size).unwrap_or_default()),
        Cell::new(changed.unwrap_or_default()),
    ]
}
