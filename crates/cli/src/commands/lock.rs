//! `checkout`, `checkin`, `release`, `lock`.

use damson_app::{
    Intent,
    intent::{ActOptions, RowsFilter, RowsQuery, RowsScope},
    view::{Action, LockView, RowOrderView, RowView},
};
use jiff::Timestamp;

use crate::{
    acting::{All, confirm, each, every, meant, perform},
    args::{CheckIn, CheckOut, Locks, LocksList, LocksVerb, Release, Which},
    commands::list::tell_offline,
    exit::Exit,
    failure::Failure,
    human, json,
    session::Session,
    table::{Cell, Table},
    words::say,
};

pub(crate) async fn check_out(args: &CheckOut, session: &Session) -> Result<Exit, Failure> {
    let which = Which {
        paths: args.paths.clone(),
        recursive: args.recursive,
    };
    let paths = meant(session, &which, false, &All::default()).await?;
    every(session, &paths, async |path| {
        perform(session, Action::CheckOut, path, ActOptions::default()).await
    })
    .await
}

pub(crate) async fn check_in(args: &CheckIn, session: &Session) -> Result<Exit, Failure> {
    let mine = All {
        mine: true,
        ..All::default()
    };
    let paths = meant(session, &args.which, args.all, &mine).await?;
    every(session, &paths, async |path| {
        let options = ActOptions {
            release: args.anyway,
            ..ActOptions::default()
        };
        perform(session, Action::CheckIn, path, options).await
    })
    .await
}

pub(crate) async fn release(args: &Release, session: &Session) -> Result<Exit, Failure> {
    each(session, &args.paths, async |path| {
        if let LockView::Theirs { who } = session.row(path).await?.lock {
            let question = say!("question-release", path = path, who = who);
            confirm(session, args.yes, &question).await?;
        }
        perform(
            session,
            Action::ReleaseLock,
            path,
            ActOptions::default(),
        )
        .await
    })
    .await
}

pub(crate) async fn lock(args: &Locks, session: &Session) -> Result<Exit, Failure> {
    match &args.verb {
        LocksVerb::Ls(args) => list(args, session).await,
    }
}

/// What is checked out below a folder, by whom.
async fn list(args: &LocksList, session: &Session) -> Result<Exit, Failure> {
    let folder = session.path(&args.path).await?;
    if !args.offline {
        let asked = Intent::Measure {
            connection: session.connection.clone(),
            folder: folder.clone(),
        };
        if let Err(failure) = session.send(asked).await {
            tell_offline(&folder, session, failure).await?;
        }
    }
    let query = RowsQuery {
        filter: RowsFilter {
            mine: args.mine,
            locked: Some(true),
            ..RowsFilter::default()
        },
        order: RowOrderView::Path,
        ..RowsQuery::new(RowsScope::Below { path: folder })
    };
    let rows = session.all_rows(query).await?;
    if session.output.json {
        for row in &rows {
            session.output.json_line(&json::Row::from(row))?;
        }
        return Ok(Exit::Done);
    }
    if rows.is_empty() {
        session.output.message(say!("locks-none"));
        return Ok(Exit::Done);
    }
    let now = Timestamp::now();
    let cells: Vec<Vec<Cell>> = rows.iter().map(|row| cells(row, now)).collect();
    let mut table = Table::new(&[
        say!("heading-path"),
        say!("heading-checked-out-by"),
        say!("heading-known-since"),
    ]);
    session.output.table(&mut table, &cells, 0)?;
    Ok(Exit::Done)
}

fn cells(row: &RowView, now: Timestamp) -> Vec<Cell> {
    let since = row.locked_since.as_deref();
    vec![
        Cell::new(&row.path),
        crate::rows::holder(&row.lock),
        Cell::new(
            since
                .map(|since| human::ago(since, now))
                .unwrap_or_default(),
        ),
    ]
}
