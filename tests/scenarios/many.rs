//! Downloading a whole folder: much at a time, and each asset with an end of its own.

use std::time::Duration;

use damson_core::{Action, Status};
use damson_engine::{
    Outcome,
    local::{FaultKind, LocalCall},
};
use damson_remote::Verb;
use damson_tests::dam;
use tokio::{sync::watch, task::JoinError, time::timeout};

use crate::World;

async fn shoot(count: usize) -> World {
    let world = World::new().await;
    for nth in 0..count {
        world.there(&format!("shoot/{nth}.psd"), "bytes").await;
    }
    world.settle().await;
    world
}

async fn all_are_here(world: &World, count: usize) {
    for nth in 0..count {
        let row = world.row(&format!("shoot/{nth}.psd")).await;
        let status = row.and_then(|row| row.status);
        assert_eq!(status, Some(Status::AvailableLocally), "{nth}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_listed_is_fetched_while_the_rest_is_listed() {
    const FOLDERS: usize = 60;
    let world = World::new().await;
    for nth in 0..FOLDERS {
        world.there(&format!("shoot/{nth}/a.psd"), "bytes").await;
    }
    world.settle().await;
    let early = hold_listings_until_bytes_are_asked_for(&world, 2);
    let outcome = world.done(Action::Download, "shoot").await;
    assert!(
        matches!(&outcome, Outcome::Bulk { done: 60, problems, .. } if problems.is_empty()),
        "{outcome:?}"
    );
    assert!(
        early.await.is_ok(),
        "nothing was read before all was listed"
    );
}

/// Answers `let_by` listings, or pages of one, and the others only when bytes are asked for; that
/// is a timeout, on the paused clock, if the engine waits for the listings first.
fn hold_listings_until_bytes_are_asked_for(
    world: &World,
    let_by: usize,
) -> impl Future<Output = Result<(), JoinError>> {
    let (open, opens) = watch::channel(false);
    let mut asked = open.subscribe();
    world.server().hold_listings(let_by, opens);
    let on_read = open.clone();
    world.server().before_next(Verb::Read, move |_| {
        on_read.send_replace(true);
    });
    tokio::spawn(async move {
        let asking = async { asked.wait_for(|asked| *asked).await.is_ok() };
        let asked = timeout(Duration::from_mins(10), asking).await == Ok(true);
        open.send_replace(true);
        assert!(asked, "held for ten minutes");
    })
}

#[tokio::test(start_paused = true)]
async fn a_large_folder_is_fetched_while_its_other_pages_come() {
    const ASSETS: usize = 300;
    const PAGE: usize = 10;
    let world = shoot(ASSETS).await;
    world.server().set_page_size(PAGE);
    let early = hold_listings_until_bytes_are_asked_for(&world, 2);
    let outcome = world.done(Action::Download, "shoot").await;
    assert!(
        matches!(&outcome, Outcome::Bulk { done: 300, problems, .. } if problems.is_empty()),
        "{outcome:?}"
    );
    assert!(early.await.is_ok(), "nothing was read before the last page");
    for nth in 0..ASSETS {
        let name = format!("shoot/{nth}.psd");
        assert_eq!(world.server().count(Verb::Read, &*name), 1, "{name}");
    }
    all_are_here(&world, ASSETS).await;
}

#[tokio::test(start_paused = true)]
async fn one_that_fails_takes_no_other_with_it() {
    for call in [LocalCall::Partial, LocalCall::Seal, LocalCall::Name] {
        let world = shoot(40).await;
        world
            .faults
            .fail_once(call, &dam("shoot/7.psd"), FaultKind::Denied);
        let outcome = world.done(Action::Download, "shoot").await;
        let Outcome::Bulk { done, problems, .. } = outcome else {
            panic!("{outcome:?}");
        };
        assert_eq!((done, problems.len()), (39, 1), "{call:?}");
        assert_eq!(problems[0].path, dam("shoot/7.psd"), "{call:?}");
        assert_eq!(world.read("shoot/7.psd"), None, "{call:?}");
        world.done(Action::Download, "shoot/7.psd").await;
        all_are_here(&world, 40).await;
    }
}

/// The name is given then, and a power cut could still take it: the asset does not count as here
/// until that is over.
#[tokio::test(start_paused = true)]
async fn a_folder_that_could_not_be_flushed_is_flushed_for_the_next_one() {
    let world = shoot(40).await;
    world
        .faults
        .fail_once(LocalCall::KeepNames, &dam("shoot"), FaultKind::Broken);
    let outcome = world.done(Action::Download, "shoot").await;
    let Outcome::Bulk { done, problems, .. } = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!((done, problems.len()), (39, 1));
    // Its bytes are those of the server, and it has its name.
    world.settle().await;
    world.quiet().await;
    all_are_here(&world, 40).await;
}

#[tokio::test(start_paused = true)]
async fn a_file_that_nobody_told_of_is_kept() {
    let world = shoot(20).await;
    // Written a moment ago: the journal says that nothing is here.
    let bytes = b"mine".as_slice();
    world.server().before_next(Verb::List, {
        let local = world.local.clone();
        move |_| {
            local.write(&dam("shoot/3.psd"), bytes);
        }
    });
    let outcome = world.done(Action::Download, "shoot").await;
    let Outcome::Bulk { done, problems, .. } = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!((done, problems.len()), (19, 1));
    assert_eq!(world.read("shoot/3.psd").as_deref(), Some("mine"));
    let row = world.row("shoot/3.psd").await.expect("a row");
    assert!(
        matches!(row.status, Some(Status::EditingConflict(_))),
        "{row:?}"
    );
}

/// A folder on a server whose listings leave out hashes.
async fn bare_shoot(count: usize) -> World {
    let world = World::new().await;
    world.server().set_bare_listings(true);
    for nth in 0..count {
        world.there(&format!("shoot/{nth}.psd"), "bytes").await;
    }
    world.settle().await;
    world.server().forget_calls();
    world
}

fn asked(world: &World, verb: Verb) -> usize {
    let calls = world.server().calls();
    calls.iter().filter(|call| call.verb == verb).count()
}

#[tokio::test(start_paused = true)]
async fn hashes_that_listings_leave_out_are_asked_for_together() {
    let world = bare_shoot(100).await;
    world.done(Action::Download, "shoot").await;
    all_are_here(&world, 100).await;
    assert_eq!(asked(&world, Verb::Read), 100);
    assert_eq!(asked(&world, Verb::Stat), 0);
    let together = asked(&world, Verb::StatMany);
    assert!((3..10).contains(&together), "asked {together} times");
}

#[tokio::test(start_paused = true)]
async fn a_pinned_folder_comes_as_one_that_is_ordered() {
    let world = bare_shoot(100).await;
    world.done(Action::Pin, "shoot").await;
    world.quiet().await;
    all_are_here(&world, 100).await;
    assert_eq!(asked(&world, Verb::Read), 100);
    let alone = asked(&world, Verb::Stat) - world.server().count(Verb::Stat, "shoot");
    assert_eq!(alone, 0);
}

#[tokio::test(start_paused = true)]
async fn hashes_that_are_not_told_together_are_asked_for_one_by_one() {
    let world = bare_shoot(20).await;
    world
        .server()
        .set_capability(|can| can.hashes_of_many = false);
    world.done(Action::Download, "shoot").await;
    all_are_here(&world, 20).await;
    assert_eq!(asked(&world, Verb::StatMany), 0);
    assert_eq!(asked(&world, Verb::Stat), 20);
}

/// As an index tells it that lags behind.
#[tokio::test(start_paused = true)]
async fn a_hash_of_former_bytes_keeps_nothing_from_coming() {
    let world = bare_shoot(20).await;
    world.server().before_next(Verb::Read, |server| {
        for nth in 0..20 {
            // As many bytes as before.
            server.write(&*format!("shoot/{nth}.psd"), "later");
        }
    });
    world.done(Action::Download, "shoot").await;
    world.settle().await;
    all_are_here(&world, 20).await;
    for nth in 0..20 {
        let text = world.read(&format!("shoot/{nth}.psd"));
        assert_eq!(text.as_deref(), Some("later"), "{nth}");
    }
}
