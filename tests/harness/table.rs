//! Everything of a world as text.

use std::fmt::Write as _;

use damson_core::{Conflict, Kind, Lock, Status};
use damson_engine::{Row, TransferState};

use crate::{Backend, Desk};

/// One line a row: path, status, lock, what is here, what the server has; then Recovered.
pub async fn table(desk: &Desk, backend: &dyn Backend) -> String {
    let mut text = String::new();
    for row in desk.rows().await {
        let line = line(&row, desk, backend).await;
        writeln!(text, "{line}").expect("a string takes everything");
    }
    let mut recovered = desk.recovered().await;
    recovered.reverse();
    for file in recovered {
        let bytes = desk.read_recovered(&file.stored);
        writeln!(
            text,
            "recovered {} ({}) {bytes}",
            file.path.as_str(),
            file.why
        )
        .expect("a string takes everything");
    }
    text
}

async fn line(row: &Row, desk: &Desk, backend: &dyn Backend) -> String {
    let path = row.path.as_str();
    if matches!(row.kind, Kind::Folder | Kind::Root) {
        let pinned = if row.pinned { " pinned" } else { "" };
        return format!("{path}/{pinned}");
    }
    let mut line = path.to_owned();
    let mut add = |text: &str| {
        line.push_str(" | ");
        line.push_str(text);
    };
    add(row.status.map_or("-", words));
    match &row.lock {
        Lock::Free => {}
        Lock::Mine => add("mine"),
        Lock::Theirs(who) => add(&format!("locked by {who}")),
    }
    if let Some(here) = desk.read(path) {
        let read_only = if desk.is_read_only(path) { " (ro)" } else { "" };
        add(&format!("here {here}{read_only}"));
    }
    if let Some(there) = backend.read(&row.path).await {
        add(&format!("there {}", String::from_utf8_lossy(&there)));
    }
    if row.pinned {
        add("pinned");
    }
    if let Some((code, _)) = &row.problem {
        add(&format!("problem {code}"));
    }
    if let Some((_, direction, state, _)) = &row.transfer {
        add(&format!("{direction:?} {}", transfer(state)));
    }
    line
}

fn words(status: Status) -> &'static str {
    match status {
        Status::CloudOnly => "Cloud only",
        Status::AvailableLocally => "Available locally",
        Status::EditedLocally => "Edited locally",
        Status::ModifiedRemotely => "Modified remotely",
        Status::EditingConflict(Conflict::BothChanged) => "Editing conflict",
        Status::EditingConflict(Conflict::DeletedOnServer) => "Editing conflict (deleted)",
        Status::EditingConflict(Conflict::Unrelated) => "Editing conflict (unrelated)",
        Status::RemovedRemotely => "Removed remotely",
        Status::NewLocally => "New locally",
    }
}

/// The state of a transfer in a word.
pub fn transfer(state: &TransferState) -> String {
    match state {
        TransferState::Waiting => "waiting".to_owned(),
        TransferState::Running => "running".to_owned(),
        TransferState::Paused => "paused".to_owned(),
        TransferState::Retrying { code, .. } => format!("retrying ({code})"),
        TransferState::Failed { code, .. } => format!("failed ({code})"),
        TransferState::Finished => "finished".to_owned(),
        TransferState::Cancelled => "cancelled".to_owned(),
    }
}
