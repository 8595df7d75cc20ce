//! `later` and `await`: what waits for the server, or for other people.

use damson_app::{
    Intent, UserError,
    view::{QueuedView, SessionView},
};
use jiff::Timestamp;

use crate::{
    args::{Await, Later, LaterVerb},
    exit::Exit,
    failure::Failure,
    human,
    session::Session,
    style::shown,
    table::{Cell, Table},
    words,
};

pub(crate) async fn later(args: &Later, session: &Session) -> Result<Exit, Failure> {
    match args.verb {
        None | Some(LaterVerb::List) => {
            let snapshot = session.settle().await?;
            let found = snapshot.session(session.connection.as_deref());
            let queued = found
                .map(|found| found.queued.as_slice())
                .unwrap_or_default();
            if session.output.json {
                session.output.document(&queued)?;
                return Ok(Exit::Done);
            }
            if queued.is_empty() {
                session.output.result("Nothing waits for the server.")?;
            }
            list(queued, session)?;
            Ok(Exit::Done)
        }
        Some(LaterVerb::Cancel { id }) => {
            let connection = session.connection.clone();
            session
                .send(Intent::CancelQueued { connection, id })
                .await?;
            session.output.message("It is forgotten.");
            Ok(Exit::Done)
        }
    }
}

/// What waits, as a part of `status`.
pub(crate) fn section(now: &SessionView, session: &Session) -> Result<(), Failure> {
    if now.queued.is_empty() {
        return Ok(());
    }
    session.output.line("")?;
    session.output.line("Waiting for the server")?;
    list(&now.queued, session)
}

fn list(queued: &[QueuedView], session: &Session) -> Result<(), Failure> {
    let rows: Vec<Vec<Cell>> = queued.iter().map(cells).collect();
    let mut table = Table::new(&["Id", "Action", "Asset", "Asked", "State"]);
    for line in table.lay_out(&rows, session.output.style()) {
        session.output.line(line)?;
    }
    Ok(())
}

fn cells(queued: &QueuedView) -> Vec<Cell> {
    let state = match queued.code {
        None => "waits".to_owned(),
        Some(code) => {
            let mut error = UserError::new(code);
            error.about = Some(queued.path.clone());
            error.said.clone_from(&queued.said);
            words::user_error(&error).what
        }
    };
    vec![
        Cell::new(queued.id.to_string()),
        Cell::new(words::action(queued.action)),
        Cell::new(shown(&queued.path)),
        Cell::new(human::ago(&queued.since, Timestamp::now())),
        Cell::new(shown(&state)),
    ]
}

pub(crate) async fn wait_for(args: &Await, session: &Session) -> Result<Exit, Failure> {
    for typed in &args.paths {
        let path = session.path(typed).await?;
        session.seen(&path).await?;
        let connection = session.connection.clone();
        let wanted = !args.no;
        session
            .send(Intent::Await {
                connection,
                path: path.clone(),
                wanted,
            })
            .await?;
        let awaited = session.row(&path).await?.awaited;
        let path = shown(&path);
        session.output.result(match (wanted, awaited) {
            (true, true) => format!("You are told when {path} is free."),
            (true, false) => format!("Nobody else has {path} checked out."),
            (false, _) => format!("Damson waits no longer for {path}."),
        })?;
    }
    Ok(Exit::Done)
}
