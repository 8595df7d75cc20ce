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
    words::{self, say},
};

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Pause,
    Resume,
    Cancel,
    Clear,
}

impl Order {
    /// The sentence when it is done, with how many transfers that changed where it is known.
    fn carried_out(self, count: Option<u64>) -> String {
        match (self, count) {
            (_, Some(0)) => say!("transfers-unaffected"),
            (Self::Pause, None) => say!("transfers-paused"),
            (Self::Pause, Some(count)) => say!("transfers-paused-count", count = count),
            (Self::Resume, None) => say!("transfers-resumed"),
            (Self::Resume, Some(count)) => say!("transfers-resumed-count", count = count),
            (Self::Cancel, None) => say!("transfers-cancelled"),
            (Self::Cancel, Some(count)) => say!("transfers-cancelled-count", count = count),
            (Self::Clear, None) => say!("transfers-cleared"),
            (Self::Clear, Some(count)) => say!("transfers-cleared-count", count = count),
        }
    }
}

pub(crate) async fn transfers(args: &Transfers, session: &Session) -> Result<Exit, Failure> {
    let connection = session.connection.clone();
    let (intent, order) = match args.verb.unwrap_or(TransfersVerb::List) {
        TransfersVerb::List => return list(session).await,
        TransfersVerb::Pause { id: Some(id) } => {
            (Intent::PauseTransfer { connection, id }, Order::Pause)
        }
        TransfersVerb::Pause { id: None } => (Intent::PauseAll { connection }, Order::Pause),
        TransfersVerb::Resume { id: Some(id) } => {
            (Intent::ResumeTransfer { connection, id }, Order::Resume)
        }
        TransfersVerb::Resume { id: None } => (Intent::ResumeAll { connection }, Order::Resume),
        TransfersVerb::Cancel { id } => (Intent::CancelTransfer { connection, id }, Order::Cancel),
        TransfersVerb::Clear => (Intent::ClearFinishedTransfers { connection }, Order::Clear),
    };
    let reply = session.send(intent).await?;
    session.output.message(order.carried_out(counted(&reply)));
    if order == Order::Resume {
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
        Some(_) | None => session.output.message(say!("transfers-none")),
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
            .line(session.output.style().strong(&say!("status-transfers")))?;
    }
    let mut table = Table::new(&[
        say!("heading-id"),
        say!("heading-transfer"),
        say!("heading-state"),
        say!("heading-done"),
        say!("heading-path"),
        say!("heading-why"),
    ])
    .about(&say!("heading-path"));
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
            say!(
                "transfers-percent",
                percent = format!("{percent:.0}"),
                size = human::size(total)
            )
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
