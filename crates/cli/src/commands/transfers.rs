//! `transfers`.

use damson_app::{
    Intent, Reply, UserError,
    view::{SessionView, TransferStateView, TransferView},
};

use crate::{
    args::{Transfers, TransfersVerb},
    exit::Exit,
    failure::Failure,
    human, json,
    session::Session,
    table::{Cell, Table},
    words,
};

pub(crate) async fn transfers(args: &Transfers, session: &Session) -> Result<Exit, Failure> {
    let connection = session.connection.clone();
    let (intent, said) = match args.verb.unwrap_or(TransfersVerb::List) {
        TransfersVerb::List => return list(session).await,
        TransfersVerb::Pause { id: Some(id) } => {
            (Intent::PauseTransfer { connection, id }, "Paused")
        }
        TransfersVerb::Pause { id: None } => (Intent::PauseAll { connection }, "Paused"),
        TransfersVerb::Resume { id: Some(id) } => {
            (Intent::ResumeTransfer { connection, id }, "Resumed")
        }
        TransfersVerb::Resume { id: None } => (Intent::ResumeAll { connection }, "Resumed"),
        TransfersVerb::Cancel { id } => (Intent::CancelTransfer { connection, id }, "Cancelled"),
        TransfersVerb::Clear => (
            Intent::ClearFinishedTransfers { connection },
            "Cleared the finished transfers",
        ),
    };
    let resumes = matches!(
        intent,
        Intent::ResumeTransfer { .. } | Intent::ResumeAll { .. }
    );
    let reply = session.send(intent).await?;
    match counted(&reply) {
        Some(0) => session.output.message("No transfer is affected."),
        Some(number) => session.output.message(format!(
            "{said} {}.",
            human::counted(i64::try_from(number).unwrap_or(i64::MAX), "transfer")
        )),
        None => session.output.message(format!("{said}.")),
    }
    if resumes {
        // It goes on as long as this runs; a Damson that stays goes on by itself.
        session
            .send(Intent::Settle {
                connection: session.connection.clone(),
            })
            .await?;
    }
    Ok(Exit::Done)
}

/// How many transfers an order changed, where it is about all of them.
fn counted(reply: &Reply) -> Option<u64> {
    if let Reply::Bulk(bulk) = reply {
        return Some(bulk.done);
    }
    None
}

async fn list(session: &Session) -> Result<Exit, Failure> {
    let snapshot = session.shown().await?;
    let now = snapshot.session(session.connection.as_deref());
    if session.output.json {
        let transfers = now.map_or(&[][..], |now| &now.transfers);
        let transfers: Vec<_> = transfers.iter().map(json::Transfer::from).collect();
        session.output.document(&transfers)?;
        return Ok(Exit::Done);
    }
    match now {
        Some(now) if !now.transfers.is_empty() => table(now, false, session)?,
        Some(_) | None => session.output.message("There are no transfers."),
    }
    Ok(Exit::Done)
}

/// The transfers as a table; `pending` leaves out what is over and went well.
pub(crate) fn table(now: &SessionView, pending: bool, session: &Session) -> Result<(), Failure> {
    let wanted = |transfer: &&TransferView| !pending || is_pending(transfer.state);
    let rows: Vec<Vec<Cell>> = now.transfers.iter().filter(wanted).map(cells).collect();
    if rows.is_empty() {
        return Ok(());
    }
    if pending {
        session.output.line("")?;
        session
            .output
            .line(session.output.style().strong("Transfers"))?;
    }
    let mut table = Table::new(&["Id", "Transfer", "State", "Done", "Path", "Why"]).about("Path");
    let indent = if pending { 2 } else { 0 };
    Ok(session.output.table(&mut table, &rows, indent)?)
}

fn cells(transfer: &TransferView) -> Vec<Cell> {
    let (state, tone) = words::transfer(transfer.state);
    vec![
        Cell::new(transfer.id.to_string()).right(),
        Cell::new(words::direction(transfer.direction)),
        Cell::new(state).tone(tone),
        Cell::new(done(transfer)).right(),
        Cell::new(&transfer.path),
        Cell::new(why(transfer).unwrap_or_default()),
    ]
}

pub(crate) fn is_pending(state: TransferStateView) -> bool {
    match state {
        TransferStateView::Waiting
        | TransferStateView::Running
        | TransferStateView::Paused
        | TransferStateView::Retrying
        | TransferStateView::Failed => true,
        TransferStateView::Finished | TransferStateView::Cancelled => false,
    }
}

fn done(transfer: &TransferView) -> String {
    match transfer.total {
        Some(total) if total > 0 && transfer.done < total => {
            let percent = transfer.done as f64 / total as f64 * 100.0;
            format!("{percent:.0}% of {}", human::size(total))
        }
        Some(total) => human::size(total),
        None => human::size(transfer.done),
    }
}

/// Why a transfer failed or waits.
pub(crate) fn why(transfer: &TransferView) -> Option<String> {
    let mut error = UserError::new(transfer.code?);
    error.about = Some(transfer.path.clone());
    error.said.clone_from(&transfer.said);
    Some(words::user_error(&error).what)
}
