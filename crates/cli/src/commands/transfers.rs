//! `transfers`.

use damson_app::{
    Intent, UserError,
    view::{SessionView, TransferStateView, TransferView},
};

use crate::{
    args::{Transfers, TransfersVerb},
    exit::Exit,
    failure::Failure,
    human,
    session::Session,
    table::{Cell, Table},
    words,
};

pub(crate) async fn transfers(args: &Transfers, session: &Session) -> Result<Exit, Failure> {
    let connection = session.connection.clone();
    let (intent, said) = match args.verb.unwrap_or(TransfersVerb::List) {
        TransfersVerb::List => return list(session).await,
        TransfersVerb::Pause { id: Some(id) } => {
            (Intent::PauseTransfer { connection, id }, "Paused.")
        }
        TransfersVerb::Pause { id: None } => (Intent::PauseAll { connection }, "Paused all."),
        TransfersVerb::Resume { id: Some(id) } => {
            (Intent::ResumeTransfer { connection, id }, "Resumed.")
        }
        TransfersVerb::Resume { id: None } => (Intent::ResumeAll { connection }, "Resumed all."),
        TransfersVerb::Cancel { id } => (Intent::CancelTransfer { connection, id }, "Cancelled."),
        TransfersVerb::Clear => (
            Intent::ClearFinishedTransfers { connection },
            "Forgot what is finished.",
        ),
    };
    session.send(intent).await?;
    session.output.message(said);
    Ok(Exit::Done)
}

async fn list(session: &Session) -> Result<Exit, Failure> {
    let snapshot = session.start().await?;
    let now = snapshot.session(session.connection.as_deref());
    if session.output.json {
        let none: &[TransferView] = &[];
        session
            .output
            .document(&now.map_or(none, |now| &now.transfers))?;
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
    let mut table = Table::new(&["Id", "Transfer", "State", "Done", "Path", "Why"]);
    for line in table.lay_out(&rows, session.output.style()) {
        session
            .output
            .line(if pending { format!("  {line}") } else { line })?;
    }
    Ok(())
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

fn is_pending(state: TransferStateView) -> bool {
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
