//! `recovered`: what was moved aside before an edit would have been lost.

use damson_app::{Intent, Reply, view::RecoveredView};

use crate::{
    acting::confirm,
    args::{Recovered, RecoveredVerb},
    exit::Exit,
    failure::Failure,
    human,
    session::{Session, unexpected},
    table::{Cell, Table},
    words::{self, say},
};

pub(crate) async fn recovered(args: &Recovered, session: &Session) -> Result<Exit, Failure> {
    let connection = session.connection.clone();
    match &args.verb {
        None | Some(RecoveredVerb::List) => list(session).await,
        Some(RecoveredVerb::Restore { id }) => {
            session
                .send(Intent::RestoreRecovered {
                    connection,
                    id: *id,
                })
                .await?;
            session.output.message(say!("recovered-restored"));
            Ok(Exit::Done)
        }
        Some(RecoveredVerb::Remove { id, yes }) => {
            let question = say!("question-remove-recovered", id = id.to_string());
            confirm(session, *yes, &question).await?;
            session
                .send(Intent::RemoveRecovered {
                    connection,
                    id: *id,
                })
                .await?;
            session.output.message(say!("recovered-removed"));
            Ok(Exit::Done)
        }
    }
}

async fn list(session: &Session) -> Result<Exit, Failure> {
    let reply = session
        .send(Intent::Recovered {
            connection: session.connection.clone(),
        })
        .await?;
    let Reply::Recovered(files) = reply else {
        return Err(unexpected(&reply));
    };
    if session.output.json {
        session.output.document(&files)?;
        return Ok(Exit::Done);
    }
    if files.is_empty() {
        session.output.message(say!("recovered-none"));
        return Ok(Exit::Done);
    }
    let rows: Vec<Vec<Cell>> = files.iter().map(cells).collect();
    let mut table = Table::new(&[
        say!("heading-id"),
        say!("heading-kept"),
        say!("heading-size"),
        say!("heading-was"),
        say!("heading-why"),
    ])
    .about(&say!("heading-was"));
    session.output.table(&mut table, &rows, 0)?;
    session.output.message(say!("recovered-hint"));
    Ok(Exit::Done)
}

fn cells(file: &RecoveredView) -> Vec<Cell> {
    vec![
        Cell::new(file.id.to_string()).right(),
        Cell::new(human::moment(&file.when)),
        Cell::new(human::size(file.size)).right(),
        Cell::new(&file.path),
        Cell::new(words::kept(&file.why)),
    ]
}
