//! `resolve`: decide an editing conflict, or look at both sides.

use damson_app::{
    Intent, Reply,
    intent::ActOptions,
    view::{Action, RowView, SideView, SidesView, StatusView},
};

use crate::{
    acting::perform,
    args::{Resolve, Side},
    exit::Exit,
    failure::Failure,
    human, json, place,
    session::{Session, unexpected},
    table::{Cell, Table},
    words::{self, say},
};

pub(crate) async fn resolve(args: &Resolve, session: &Session) -> Result<Exit, Failure> {
    let path = session.path(&args.path).await?;
    let Some(side) = args.keep else {
        return compare(&path, session).await;
    };
    let action = match side {
        Side::Mine => Action::KeepMine,
        Side::Theirs => Action::KeepTheirs,
        Side::Both => Action::KeepBoth,
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
        let state = crate::rows::state(&row);
        session
            .output
            .result(say!("resolve-none", path = path, state = state))?;
        return Ok(end);
    }
    let sides = sides(path, session).await?;
    let why = row.conflict.map(words::conflict).unwrap_or_default();
    session
        .output
        .sentence(&say!("named-state", name = path, state = why))?;
    session.output.line("")?;
    let mut table = Table::new(&[
        String::new(),
        say!("heading-size"),
        say!("heading-changed"),
        say!("heading-by"),
        say!("heading-where"),
    ]);
    let both = [
        yours(sides.mine.as_ref(), &row),
        theirs(sides.theirs.as_ref()),
    ];
    session.output.table(&mut table, &both, 2)?;
    let typed = words::typed(path);
    session.output.message("");
    session.output.message(format!(
        "  damson resolve {typed} --keep mine     {}",
        say!("resolve-mine")
    ));
    session.output.message(format!(
        "  damson resolve {typed} --keep theirs   {}",
        say!("resolve-keep-theirs")
    ));
    session.output.message(format!(
        "  damson resolve {typed} --keep both     {}",
        say!("resolve-both")
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
        return vec![
            Cell::new(say!("resolve-yours")),
            Cell::new(say!("resolve-no-copy")),
        ];
    };
    let file = row.file.clone().unwrap_or_default();
    let [bytes, changed] = facts(side);
    vec![
        Cell::new(say!("resolve-yours")),
        bytes,
        changed,
        Cell::new(say!("row-you")),
        Cell::new(file),
    ]
}

fn theirs(side: Option<&SideView>) -> Vec<Cell> {
    let Some(side) = side else {
        return vec![
            Cell::new(say!("resolve-theirs")),
            Cell::new(say!("resolve-deleted")),
        ];
    };
    let [bytes, changed] = facts(side);
    let who = side.modified_by.clone().unwrap_or_default();
    vec![
        Cell::new(say!("resolve-theirs")),
        bytes,
        changed,
        Cell::new(who),
        Cell::new(say!("resolve-on-server")),
    ]
}

fn facts(side: &SideView) -> [Cell; 2] {
    let changed = side.modified.as_deref().map(human::moment);
    [
        Cell::new(side.size.map(human::size).unwrap_or_default()),
        Cell::new(changed.unwrap_or_default()),
    ]
}
