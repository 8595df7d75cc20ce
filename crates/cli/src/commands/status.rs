//! `status`: what wants attention.

use damson_app::{
    Intent,
    intent::{RowsFilter, RowsQuery, RowsScope},
    view::{KindView, RowOrderView, RowView, SessionView, StatusView, TransferStateView},
};
use serde::Serialize;

use crate::{
    args::State,
    commands::{later, transfers},
    exit::Exit,
    failure::Failure,
    human,
    rows::Columns,
    session::Session,
    style::{Tone, shown},
    words,
};

/// The status as `--json` prints it.
#[derive(Debug, Serialize)]
struct StatusReport<'a> {
    session: Option<&'a SessionView>,
    /// What is edited, in conflict, new here, or changed or removed on the server.
    changed: Vec<RowView>,
    /// What this person has checked out.
    checked_out: Vec<RowView>,
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
    let snapshot = session.settle().await?;
    let connection = session.connection.as_deref();
    let path = match &args.path {
        Some(typed) => session.path(typed).await?,
        None => "/".to_owned(),
    };
    if path != "/" {
        let row = session.row(&path).await?;
        if !matches!(row.kind, KindView::Root | KindView::Folder) {
            return one(&row, session);
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
    let now = snapshot.session(connection);
    if session.output.json {
        session.output.document(&StatusReport {
            session: now,
            changed: changed.rows,
            checked_out: mine.rows,
        })?;
        return Ok(Exit::Done);
    }
    if let Some(now) = now {
        heading(now, session)?;
    }
    section("Changed", &changed.rows, changed.total, session)?;
    section("Checked out by you", &mine.rows, mine.total, session)?;
    if let Some(now) = now {
        transfers::table(now, true, session)?;
        later::section(now, session)?;
        offers(now, session);
        if now.rebuilt.is_some() {
            session.output.warning(words::JOURNAL_REBUILT);
        }
    }
    if changed.rows.is_empty() && mine.rows.is_empty() {
        session
            .output
            .result("Nothing is changed, and nothing is checked out by you.")?;
    }
    Ok(Exit::Done)
}

/// `go-on`: the person looked, and says that all is well.
pub(crate) async fn go_on(session: &Session) -> Result<Exit, Failure> {
    session
        .send(Intent::ReleaseBrake {
            connection: session.connection.clone(),
        })
        .await?;
    session.output.message("Damson goes on.");
    Ok(Exit::Done)
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
fn one(row: &RowView, session: &Session) -> Result<Exit, Failure> {
    let output = &session.output;
    if output.json {
        output.document(row)?;
        return Ok(Exit::Done);
    }
    output.line(format!(
        "{}: {}",
        shown(&row.path),
        shown(&crate::rows::state(row))
    ))?;
    if let Some(status) = row.status {
        let words = words::status(status);
        let means = row.conflict.map_or(words.means, words::conflict);
        output.line(format!("  {means}"))?;
        output.line(format!("  {}", words.next))?;
    }
    if let Some(file) = &row.file {
        output.line(format!("  File: {}", shown(file)))?;
    }
    if let Some(checked) = &row.checked {
        let when = human::ago(checked, jiff::Timestamp::now());
        output.line(format!("  The server told of it {when}."))?;
    }
    Ok(Exit::Done)
}

fn heading(now: &SessionView, session: &Session) -> Result<(), Failure> {
    let output = &session.output;
    let (state, tone) = words::state(now.state);
    let since = now.since.as_deref().map(human::moment).unwrap_or_default();
    let as_of = if since.is_empty() {
        String::new()
    } else {
        format!(" (as of {since})")
    };
    let state = output.style().paint(tone, state);
    output.line(format!("{}: {state}{as_of}", shown(&now.connection)))?;
    if let Some(brake) = now.halted {
        let message = words::halt(brake);
        output.line(output.style().paint(Tone::Alarm, &message.what))?;
        output.line(message.hint)?;
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
    for line in Columns::Paths.table().lay_out(&cells, output.style()) {
        output.line(format!("  {line}"))?;
    }
    if total > rows.len() as u64 {
        let more = human::grouped(total - rows.len() as u64);
        output.line(format!("  … and {more} more"))?;
    }
    Ok(())
}

/// What the person may want to do next.
fn offers(now: &SessionView, session: &Session) {
    for path in &now.offer_check_out {
        let path = shown(path);
        session.output.message(format!(
            "You edited {path} without checking it out. `damson checkout {path}` tells others."
        ));
    }
    let failed = now
        .transfers
        .iter()
        .any(|one| one.state == TransferStateView::Failed);
    if failed {
        session
            .output
            .message("`damson transfers resume` tries the failed transfers again.");
    }
    if now.counts.recovered > 0 {
        let count = i64::try_from(now.counts.recovered).unwrap_or(i64::MAX);
        session.output.message(format!(
            "{} in Recovered: `damson recovered`.",
            human::counted(count, "file")
        ));
    }
}
