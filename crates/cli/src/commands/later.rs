//! `later` and `await`: what waits for the server, or for other people.

use damson_app::{
    Intent, UserError,
    view::{QueuedView, SessionView},
};
use jiff::Timestamp;

use crate::{
    acting::each,
    args::{Await, Later, LaterVerb},
    exit::Exit,
    failure::Failure,
    human,
    session::Session,
    style::shown,
    table::{Cell, Table},
    words::{self, say},
};

pub(crate) async fn later(args: &Later, session: &Session) -> Result<Exit, Failure> {
    match args.verb {
        None | Some(LaterVerb::List) => {
            let snapshot = session.settle().await?.snapshot;
            let found = snapshot.session(session.connection.as_deref());
            let queued = found
                .map(|found| found.queued.as_slice())
                .unwrap_or_default();
            if session.output.json {
                session.output.document(&queued)?;
                return Ok(Exit::Done);
            }
            if queued.is_empty() {
                session.output.result(say!("later-none"))?;
            }
            list(queued, session)?;
            Ok(Exit::Done)
        }
        Some(LaterVerb::Cancel { id }) => {
            let connection = session.connection.clone();
            session
                .send(Intent::CancelQueued { connection, id })
                .await?;
            session.output.message(say!("later-removed"));
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
    session.output.line(say!("later-title"))?;
    list(&now.queued, session)
}

fn list(queued: &[QueuedView], session: &Session) -> Result<(), Failure> {
    let rows: Vec<Vec<Cell>> = queued.iter().map(cells).collect();
    let mut table = Table::new(&[
        say!("heading-id"),
        say!("heading-action"),
        say!("heading-path"),
        say!("heading-queued"),
        say!("heading-state"),
    ])
    .about(&say!("heading-path"));
    session.output.table(&mut table, &rows, 0)?;
    Ok(())
}

fn cells(queued: &QueuedView) -> Vec<Cell> {
    let state = match queued.code {
        None => say!("later-queued"),
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
    each(session, &args.paths, async |path| {
        session.seen(path).await?;
        let wanted = !args.no;
        session
            .send(Intent::Await {
                connection: session.connection.clone(),
                path: path.to_owned(),
                wanted,
            })
            .await?;
        let awaited = session.row(path).await?.awaited;
        if wanted && awaited && args.wait {
            return until_free(path, session).await;
        }
        session.output.result(match (wanted, awaited) {
            (true, true) => say!("await-notified", path = path),
            (true, false) => say!("await-free", path = path),
            (false, _) => say!("await-no-longer", path = path),
        })?;
        Ok(Exit::Done)
    })
    .await
}

/// Waits until nobody else has it checked out.
async fn until_free(path: &str, session: &Session) -> Result<Exit, Failure> {
    session.output.message(say!("await-waiting", path = path));
    let mut changes = session.handle().watch();
    while session.row(path).await?.awaited {
        if changes.changed().await.is_err() {
            break;
        }
    }
    session
        .output
        .result(say!("await-available", path = path))?;
    Ok(Exit::Done)
}
