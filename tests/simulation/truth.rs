//! What must be true when everything has come to rest.

use std::{collections::BTreeSet, fmt::Write as _, time::Duration};

use damson_core::{Action, Conflict, DamPath, Kind, Lock, Status};
use damson_engine::{ActOptions, Command, Connection, Row, TransferState, local::Local as _};
use tokio::time::timeout;

use crate::{computer::Computer, history::Pace, record::label, world::World};

/// How many cycles there may be until one changes nothing.
const CYCLES: u64 = 6;

/// Lets every computer look at everything until nothing changes, and compares with the truth.
pub(crate) async fn come_to_rest(world: &mut World) {
    let mut before = String::new();
    let mut rested = false;
    for _ in 0..CYCLES {
        world.cycles += 1;
        let calls = writes(world);
        for nth in 0..world.computers.len() {
            cycle(world, nth).await;
        }
        let after = table(world).await;
        if after == before && calls == writes(world) {
            rested = true;
            break;
        }
        before = after;
    }
    world.record.line(format!("at rest:\n{before}"));
    if !rested {
        world
            .record
            .violation("no rest: every cycle changes something");
    }
    for nth in 0..world.computers.len() {
        compare(world, nth).await;
    }
    for nth in 0..world.computers.len() {
        check_in(world, nth).await;
    }
}

/// Whoever checked something out through Damson can check it in again.
async fn check_in(world: &World, nth: usize) {
    let computer = &world.computers[nth];
    let Some(engine) = &computer.engine else {
        return;
    };
    let owned = world.record.notes().owned(&computer.user);
    for path in owned {
        world.record.notes().release(&computer.user, &path);
        let command = Command::Act {
            action: Action::CheckIn,
            path: path.clone(),
            options: ActOptions {
                release: true,
                ..ActOptions::default()
            },
        };
        let ended = timeout(Duration::from_hours(2), engine.perform(command)).await;
        let held = world.server.holder(&path).is_some();
        if held || !matches!(ended, Ok(Ok(_))) {
            world.record.violation(format!(
                "{} can't check {path} in again: {ended:?}",
                computer.user
            ));
        }
    }
}

fn writes(world: &World) -> usize {
    let calls = world.server.calls();
    calls
        .iter()
        .filter(|call| !call.verb.is_read() && call.verb != damson_remote::Verb::RefreshLock)
        .count()
}

async fn cycle(world: &mut World, nth: usize) {
    world.server.finish_processing();
    world.refresh_all(nth).await;
    let Some(engine) = world.computers[nth].engine.clone() else {
        return;
    };
    let woken = timeout(Duration::from_hours(2), engine.perform(Command::Wake)).await;
    if let Ok(Err(error)) = woken {
        world.record.line(format!("   wake: {error}"));
    }
    if timeout(Duration::from_hours(2), engine.settled())
        .await
        .is_err()
    {
        world.record.violation("a computer never comes to rest");
    }
    world.pass(Pace::Turns(3)).await;
}

async fn table(world: &World) -> String {
    let mut text = String::new();
    for computer in &world.computers {
        for row in computer.all_rows().await {
            let line = format!(
                "{:>16} {:<40} {:?} {:?} here {} there {}{}{}",
                computer.user,
                row.path.as_str(),
                row.status,
                row.lock,
                said(computer.memory.read(&row.path)),
                said(world.server.read(&row.path).map(|bytes| bytes.to_vec())),
                if row.pinned { " pinned" } else { "" },
                row.problem
                    .as_ref()
                    .map(|problem| format!(" {problem:?}"))
                    .unwrap_or_default(),
            );
            writeln!(text, "{line}").expect("a string takes everything");
        }
        for transfer in &computer
            .engine
            .as_ref()
            .map(|e| e.snapshot().borrow().transfers.clone())
            .unwrap_or_default()
        {
            writeln!(
                text,
                "{:>16} {:?} {} {:?}",
                computer.user, transfer.direction, transfer.path, transfer.state
            )
            .expect("a string takes everything");
        }
        for (stored, bytes) in computer.memory.recovered() {
            writeln!(
                text,
                "{:>16} recovered {stored} {}",
                computer.user,
                label(&bytes)
            )
            .expect("a string takes everything");
        }
    }
    text
}

fn said(bytes: Option<Vec<u8>>) -> String {
    bytes.map_or("-".to_owned(), |bytes| label(&bytes))
}

async fn compare(world: &World, nth: usize) {
    let computer = &world.computers[nth];
    let rows = computer.all_rows().await;
    let known: BTreeSet<DamPath> = rows.iter().map(|row| row.path.clone()).collect();
    for row in &rows {
        if matches!(row.kind, Kind::Asset | Kind::NoFile) {
            check_row(world, computer, row);
        }
        if let Some(problem) = row
            .problem
            .as_ref()
            .filter(|it| !is_true(world, computer, row, it))
        {
            world.record.violation(format!(
                "lie: {} of {} has a problem that is none: {problem:?}",
                row.path, computer.user
            ));
        }
    }
    let visible = computer.memory.files().into_keys();
    let there = world
        .server
        .list_all()
        .into_iter()
        .filter(|(_, bytes)| bytes.is_some())
        .map(|(path, _)| path);
    for path in visible.chain(there) {
        if !known.contains(&path) {
            world
                .record
                .violation(format!("lie: {path} is not shown to {}", computer.user));
        }
    }
    check_rest(world, computer).await;
}

/// Whether a row has reason to say this beside its status.
fn is_true(world: &World, computer: &Computer, row: &Row, problem: &(String, String)) -> bool {
    match problem.0.as_str() {
        "check-out-ended" => {
            let held = world.server.holder(&row.path);
            held.as_ref() != Some(&computer.user)
                && world.record.notes().ever_held(&computer.user, &row.path)
        }
        "renamed-here" => DamPath::parse(&problem.1).is_ok_and(|former| {
            let left = computer.memory.read(&former).is_none();
            let came = computer.memory.read(&row.path).is_some();
            left && came && world.server.read(&former).is_some()
        }),
        _ => false,
    }
}

fn check_row(world: &World, computer: &Computer, row: &Row) {
    let here = computer.memory.read(&row.path);
    let there = world.server.read(&row.path).map(|bytes| bytes.to_vec());
    if let Some(why) = lie(world, computer, row, here.as_deref(), there.as_deref()) {
        world.record.violation(format!(
            "lie: {} is {:?} to {}, but {why} (here {}, there {})",
            row.path,
            row.status,
            computer.user,
            said(here.clone()),
            said(there.clone())
        ));
    }
    let lock = match world.server.holder(&row.path) {
        None => Lock::Free,
        Some(who) if who == computer.user => Lock::Mine,
        Some(who) => Lock::Theirs(who),
    };
    if there.is_some() && row.lock != lock {
        world.record.violation(format!(
            "lie: the lock of {} is {lock:?}, shown to {} as {:?}",
            row.path, computer.user, row.lock
        ));
    }
    let Ok(read_only) = computer.memory.is_read_only(&row.path) else {
        return;
    };
    if lock == Lock::Mine && read_only {
        world.record.violation(format!(
            "{} is checked out by {} and read-only",
            row.path, computer.user
        ));
    }
}

/// Why a status is not true.
fn lie(
    world: &World,
    computer: &Computer,
    row: &Row,
    here: Option<&[u8]>,
    there: Option<&[u8]>,
) -> Option<String> {
    let notes = world.record.notes();
    let nth = computer.nth;
    let Some(status) = row.status else {
        // The wish to keep it is shown, so that it can be taken back.
        let wish = row.pinned && here.is_none() && there.is_none();
        return (!wish).then(|| "it has no status".to_owned());
    };
    // Without a hash of the server, and without a journal or the answer to an upload, equal bytes
    // can't be known as such.
    let hashless = world
        .server
        .revision(&row.path)
        .is_some_and(|revision| revision.content.is_none());
    let unsure = matches!(
        status,
        Status::EditingConflict(Conflict::Unrelated | Conflict::BothChanged)
    );
    if hashless && here == there && unsure {
        return None;
    }
    let why = match (status, here, there) {
        (Status::AvailableLocally, Some(here), Some(there)) if here == there => None,
        (Status::CloudOnly, None, Some(_))
        | (
            Status::NewLocally | Status::EditingConflict(Conflict::DeletedOnServer),
            Some(_),
            None,
        ) => None,
        (Status::RemovedRemotely, Some(here), None) => {
            (!notes.was_on_server(here)).then_some("it never was on the server")
        }
        (Status::ModifiedRemotely, Some(here), Some(there)) if here != there => {
            (!notes.was_on_server(here)).then_some("what is here never was on the server")
        }
        (Status::EditedLocally, Some(here), Some(there)) if here != there => {
            let known = notes.was_on_disk(nth, there) || notes.has_kept_mine(nth);
            (!known).then_some("it never saw what is on the server")
        }
        (
            Status::EditingConflict(Conflict::BothChanged | Conflict::Unrelated),
            Some(here),
            Some(there),
        ) if here != there => None,
        (_, _, _) => Some("the two sides say otherwise"),
    };
    why.map(ToOwned::to_owned)
}

async fn check_rest(world: &World, computer: &Computer) {
    let user = &computer.user;
    let partials = computer.memory.partials().unwrap_or_default();
    // A failed download stays in the list, and goes on from there when the person says so.
    let failed = |path: &DamPath| {
        let transfers = computer.engine.as_ref().map(|engine| engine.snapshot());
        transfers.is_some_and(|snapshot| {
            let snapshot = snapshot.borrow();
            snapshot.transfers.iter().any(|transfer| {
                transfer.path == *path && matches!(transfer.state, TransferState::Failed { .. })
            })
        })
    };
    let partials: Vec<DamPath> = partials.into_iter().filter(|path| !failed(path)).collect();
    if !partials.is_empty() {
        world.record.violation(format!(
            "partial files are left on {user}'s disk: {partials:?}"
        ));
    }
    let listed: BTreeSet<String> = computer
        .recovered()
        .await
        .into_iter()
        .map(|file| file.stored)
        .collect();
    let kept: BTreeSet<String> = computer.memory.recovered().into_keys().collect();
    if listed != kept {
        world.record.violation(format!(
            "Recovered of {user} has {kept:?} and lists {listed:?}"
        ));
    }
    let Some(engine) = &computer.engine else {
        return;
    };
    let snapshot = engine.snapshot().borrow().clone();
    if let Some(brake) = snapshot.halted {
        world
            .record
            .violation(format!("{user} is halted for ever: {brake:?}"));
    }
    if !matches!(snapshot.connection, Connection::Online { .. }) {
        world.record.violation(format!(
            "lie: {user} is online, shown as {:?}",
            snapshot.connection
        ));
    }
    for transfer in &snapshot.transfers {
        let ended = match transfer.state {
            TransferState::Failed { .. } | TransferState::Finished | TransferState::Cancelled => {
                true
            }
            TransferState::Waiting
            | TransferState::Running
            | TransferState::Paused
            | TransferState::Retrying { .. } => false,
        };
        if !ended {
            world.record.violation(format!(
                "{user}'s transfer of {} never ends: {:?}",
                transfer.path, transfer.state
            ));
        }
    }
}
