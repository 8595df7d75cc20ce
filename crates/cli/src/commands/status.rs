//! `status`: what wants attention.

use damson_app::{
    Intent,
    intent::{RowsFilter, RowsQuery, RowsScope},
    view::{
        ConnectionState, KindView, RowOrderView, RowView, SessionView, StatusView,
        TransferStateView,
    },
};
use serde::Serialize;

use crate::{
    args::State,
    commands::{later, transfers},
    exit::Exit,
    failure::Failure,
    human, json,
    rows::Columns,
    session::{Session, Settled},
    style::{Tone, shown},
    words::{self, say},
};

/// The status as `--json` prints it.
#[derive(Debug, Serialize)]
struct StatusReport<'a> {
    /// The version of docs/json.md that this is.
    json: u32,
    session: Option<json::Session<'a>>,
    /// All was looked at; else there may be more than this.
    complete: bool,
    /// What is edited, in conflict, new here, or changed or removed on the server.
    changed: Vec<json::Row<'a>>,
    /// What this person has checked out.
    checked_out: Vec<json::Row<'a>>,
    /// What this person had checked out until somebody else ended that.
    check_out_ended: Vec<json::Row<'a>>,
}

/// What wants attention; the order is that of the table.
const CHANGED: [StatusView; 5] = [
    StatusView::EditingConflict,
    StatusView::EditedLocally,
    StatusView::NewLocally,
    StatusView::ModifiedRemotely,
    StatusView::RemovedRemotely,
];

/// A list that is longer than this is cut, and says so.
const MOST: u64 = 1_000;

pub(crate) async fn status(args: &State, session: &Session) -> Result<Exit, Failure> {
    let Settled { snapshot, complete } = session.settle().await?;
    let connection = session.connection.as_deref();
    let path = match &args.path {
        Some(typed) => session.path(typed).await?,
        None => "/".to_owned(),
    };
    if path != "/" {
        let row = session.row(&path).await?;
        if !matches!(row.kind, KindView::Root | KindView::Folder) {
            let online = snapshot
                .session(connection)
                .is_some_and(|now| now.state == ConnectionState::Online);
            one(&row, online, session)?;
            return Ok(end(args, &[row]));
        }
    }
    let changed = below(
        &path,
        RowsFilter {
            statuses: CHANGED.to_vec(),
            ..RowsFilter::default()
        },
    );
    let changed = session.rows(changed).await?;
    let mine = below(
        &path,
        RowsFilter {
            mine: true,
            ..RowsFilter::default()
        },
    );
    let mine = session.rows(mine).await?;
    let ended = ended_below(&path, session).await?;
    // The look may have gone on meanwhile: what these rows led to is said with them.
    let snapshot = session.start().await?;
    let now = snapshot.session(connection);
    if session.output.json {
        session.output.document(&StatusReport {
            json: json::VERSION,
            session: now.map(json::Session::from),
            complete,
            changed: json::rows(&changed.rows),
            checked_out: json::rows(&mine.rows),
            check_out_ended: json::rows(&ended),
        })?;
        return Ok(end(args, &changed.rows));
    }
    if let Some(now) = now {
        heading(now, session)?;
    }
    section(
        &say!("status-changed"),
        &changed.rows,
        changed.total,
        session,
    )?;
    section(&say!("status-checked-out"), &mine.rows, mine.total, session)?;
    for row in &ended {
        if let Some(sentence) = words::problem_sentence(row) {
            session.output.line("")?;
            session.output.sentence(&sentence)?;
        }
    }
    if let Some(now) = now {
        transfers::table(now, true, session)?;
        later::section(now, session)?;
        offers(now, session);
        if now.rebuilt.is_some() {
            session.output.warning(say!("journal-rebuilt"));
        }
        if let Some(unwatched) = now.unwatched {
            session.output.warning(words::unwatched(unwatched));
        }
    }
    if changed.rows.is_empty() && mine.rows.is_empty() && ended.is_empty() {
        session.output.result(say!("status-nothing"))?;
    }
    if !complete {
        session.output.warning(say!("status-at-work"));
    }
    Ok(end(args, &changed.rows))
}

/// The exit code, where it is to say what was found.
fn end(args: &State, rows: &[RowView]) -> Exit {
    let is = |status| rows.iter().any(|row| row.status == Some(status));
    if !args.exit_code {
        Exit::Done
    } else if is(StatusView::EditingConflict) {
        Exit::Conflict
    } else if CHANGED.into_iter().any(is) {
        Exit::Changed
    } else {
        Exit::Done
    }
}

/// `go-on`: the person looked, and says that all is well.
pub(crate) async fn go_on(session: &Session) -> Result<Exit, Failure> {
    session
        .send(Intent::ReleaseBrake {
            connection: session.connection.clone(),
        })
        .await?;
    session.output.message(say!("status-continues"));
    Ok(Exit::Done)
}

/// What this person had checked out until somebody else ended that, whether it was edited or not.
async fn ended_below(path: &str, session: &Session) -> Result<Vec<RowView>, Failure> {
    let problems = RowsFilter {
        problems: true,
        ..RowsFilter::default()
    };
    let mut found = session.rows(below(path, problems)).await?.rows;
    found.retain(|row| {
        let problem = row.problem.as_ref();
        problem.is_some_and(|problem| problem.code == "check-out-ended")
    });
    Ok(found)
}

fn below(path: &str, filter: RowsFilter) -> RowsQuery {
    RowsQuery {
        filter,
        order: RowOrderView::Path,
        limit: MOST,
        ..RowsQuery::new(RowsScope::Below {
            path: path.to_owned(),
        })
    }
}

/// Everything about one asset, in words.
fn one(row: &RowView, online: bool, session: &Session) -> Result<(), Failure> {
    let output = &session.output;
    if output.json {
        return Ok(output.document(&json::Row::from(row))?);
    }
    output.sentence(&say!(
        "named-state",
        name = &row.path,
        state = crate::rows::state(row)
    ))?;
    if let Some(status) = row.status {
        let words = words::status(status);
        let means = row.conflict.map_or(words.means, words::conflict);
        output.paragraph(&means, 2)?;
        match words::problem_sentence(row) {
            Some(sentence) => output.paragraph(&sentence, 2)?,
            None => output.paragraph(&words.next, 2)?,
        }
        if row.written_back {
            output.paragraph(&say!("row-written-back"), 2)?;
        }
    }
    for restriction in row.restrictions.iter().flatten() {
        output.paragraph(&words::restriction(restriction), 2)?;
    }
    if let Some(file) = &row.file {
        output.line(format!("  {}", say!("status-file", file = file)))?;
    }
    // The server tells nothing of what it hasn't got.
    let checked = row.checked.as_ref();
    if let Some(checked) = checked.filter(|_| row.status != Some(StatusView::NewLocally)) {
        let line = if online {
            let when = human::ago(checked, jiff::Timestamp::now());
            say!("status-told", ago = when)
        } else {
            // Nobody asked it just now.
            let when = human::moment(checked);
            say!("status-told-at", when = when)
        };
        output.paragraph(&line, 2)?;
    }
    Ok(())
}

/// Stands for the state until it has its colour: what is put into a message has none.
const STATE: &str = "\u{e000}";

fn heading(now: &SessionView, session: &Session) -> Result<(), Failure> {
    let output = &session.output;
    let (state, tone) = words::state(now.state);
    let since = now.since.as_deref().map(human::moment).unwrap_or_default();
    let line = if since.is_empty() {
        say!(
            "status-of-connection",
            connection = &now.connection,
            state = STATE
        )
    } else {
        say!(
            "status-as-of",
            connection = &now.connection,
            state = STATE,
            since = since
        )
    };
    let state = output.style().paint(tone, &state);
    output.painted(&line.replacen(STATE, &state, 1))?;
    if let Some(brake) = now.halted {
        let message = words::halt(brake);
        output.painted(&output.style().paint(Tone::Alarm, &shown(&message.what)))?;
        output.sentence(&message.hint)?;
    }
    Ok(())
}

fn section(title: &str, rows: &[RowView], total: u64, session: &Session) -> Result<(), Failure> {
    if rows.is_empty() {
        return Ok(());
    }
    let output = &session.output;
    output.line("")?;
    output.line(output.style().strong(title))?;
    let now = jiff::Timestamp::now();
    let cells: Vec<_> = rows
        .iter()
        .map(|row| Columns::Paths.cells(row, now))
        .collect();
    output.table(&mut Columns::Paths.table(), &cells, 2)?;
    if total > rows.len() as u64 {
        let more = total - rows.len() as u64;
        output.line(format!("  {}", say!("status-more", count = more)))?;
    }
    Ok(())
}

/// What the person may want to do next.
fn offers(now: &SessionView, session: &Session) {
    for freed in &now.freed {
        session
            .output
            .message(say!("status-freed", path = &freed.path, who = &freed.who));
    }
    for path in &now.offer_check_out {
        session
            .output
            .message(say!("status-edited-unlocked", path = path));
    }
    let failed = now
        .transfers
        .iter()
        .any(|one| one.state == TransferStateView::Failed);
    if failed {
        session.output.message(say!("status-resume"));
    }
    if now.counts.recovered > 0 {
        session
            .output
            .message(say!("status-recovered", count = now.counts.recovered));
    }
}
