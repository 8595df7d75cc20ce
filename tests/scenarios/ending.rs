//! What fails again and again has an end, says why, and keeps nobody waiting meanwhile; and what
//! stopped everything stops later processes too.

use std::{sync::Arc, time::Duration};

use damson_core::{Action, brake::Brake};
use damson_engine::{ActOptions, Command, TransferState};
use damson_remote::{
    ErrorKind, Verb,
    wrap::{Faulty, Glitch},
};
use damson_tests::dam;

use crate::World;

/// A world with an edited asset that the server refuses to take, each time with the same error,
/// while it answers everything else.
async fn refused(world: &mut World, kind: &ErrorKind) -> Faulty {
    let faulty = Faulty::scripted(world.desk.remote.clone());
    world.desk.stop().await;
    world.desk.remote = Arc::new(faulty.clone());
    world.desk.start();
    world.write("shoot/a.psd", "mine");
    world.settle().await;
    for _ in 0..100 {
        faulty.next(Verb::Upload, Glitch::Fail(kind.clone()));
    }
    faulty
}

fn sends(faulty: &Faulty) -> usize {
    let struck = faulty.struck();
    struck.iter().filter(|one| one.0 == Verb::Upload).count()
}

#[tokio::test(start_paused = true)]
async fn an_upload_that_fails_the_same_way_each_time_ends_as_failed() {
    let mut world = World::synced([("shoot/a.psd", "v1")]).await;
    let faulty = refused(&mut world, &ErrorKind::Unavailable).await;
    let error = world.fails(Action::UploadChanges, "shoot/a.psd").await;
    assert_eq!(error.code(), "unavailable");
    assert_eq!(sends(&faulty), 8);
    world.quiet().await;
    let transfers = world.transfers();
    assert_eq!(transfers[0], "shoot/a.psd Upload failed (unavailable)");
    assert_eq!(world.read("shoot/a.psd").as_deref(), Some("mine"));
    // Nobody tries it again but a person.
    tokio::time::sleep(Duration::from_hours(3)).await;
    assert_eq!(sends(&faulty), 8);
    faulty.calm();
    world.done(Action::UploadChanges, "shoot/a.psd").await;
    assert_eq!(
        world.on_server("shoot/a.psd").await.as_deref(),
        Some("mine")
    );
}

/// Each process counts on from where the one before it ended, however short it lives.
#[tokio::test(start_paused = true)]
async fn restarts_do_not_make_it_begin_anew() {
    let mut world = World::synced([("shoot/a.psd", "v1")]).await;
    let faulty = refused(&mut world, &ErrorKind::Unavailable).await;
    {
        let upload = world.desk.act(Action::UploadChanges, "shoot/a.psd");
        let soon = tokio::time::timeout(Duration::from_secs(2), upload).await;
        assert!(soon.is_err(), "it is tried again");
    }
    for _ in 0..12 {
        world.desk.restart().await;
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    world.quiet().await;
    let transfers = world.transfers();
    assert_eq!(transfers[0], "shoot/a.psd Upload failed (unavailable)");
    assert!(sends(&faulty) <= 10, "{}", sends(&faulty));
}

/// Without the network nothing is known of the transfer itself.
#[tokio::test(start_paused = true)]
async fn a_network_that_is_away_for_long_ends_no_transfer() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/a.psd", "mine");
    world.quiet().await;
    world
        .server()
        .before_next(Verb::Upload, |server| server.set_offline(true));
    let upload = world.desk.act(Action::UploadChanges, "shoot/a.psd");
    let waits = tokio::time::timeout(Duration::from_hours(20), upload).await;
    assert!(waits.is_err(), "it waits");
    world.server().set_offline(false);
    tokio::time::sleep(Duration::from_mins(10)).await;
    assert_eq!(
        world.on_server("shoot/a.psd").await.as_deref(),
        Some("mine")
    );
}

/// While it waits to be tried again, other actions answer.
#[tokio::test(start_paused = true)]
async fn what_rests_is_told_to_whoever_wants_the_same_asset() {
    let mut world = World::synced([("shoot/a.psd", "v1")]).await;
    let _faulty = refused(&mut world, &ErrorKind::Unavailable).await;
    let upload = world.desk.act(Action::UploadChanges, "shoot/a.psd");
    let others = async {
        loop {
            tokio::time::sleep(Duration::from_millis(200)).await;
            let transfers = world.snapshot().transfers.clone();
            let rests = |state: &TransferState| matches!(state, TransferState::Retrying { .. });
            if transfers.iter().any(|transfer| rests(&transfer.state)) {
                break;
            }
        }
        let options = ActOptions {
            to: Some(dam("shoot/new")),
            ..ActOptions::default()
        };
        let beside = world.desk.act_with(Action::NewFolder, "shoot", options);
        beside.await.expect("a folder beside it");
        let options = ActOptions {
            to: Some(dam("other")),
            ..ActOptions::default()
        };
        let renamed = world.desk.act_with(Action::Rename, "shoot", options).await;
        assert_eq!(renamed.expect_err("it is busy").code(), "refused");
    };
    let soon = tokio::time::timeout(Duration::from_secs(20), async {
        tokio::select! {
            _ = upload => panic!("it ended first"),
            () = others => {}
        }
    });
    soon.await.expect("nobody hangs");
}

/// A gateway gives up while the server still puts together what it was sent: that is waited for, and
/// nothing is sent a second time.
#[tokio::test(start_paused = true)]
async fn what_a_server_still_puts_together_is_not_sent_again() {
    let mut world = World::synced([("shoot/a.psd", "v1")]).await;
    let film = "0123456789abcdef".repeat(80_000);
    let faulty = Faulty::scripted(world.desk.remote.clone());
    world.desk.stop().await;
    world.desk.remote = Arc::new(faulty.clone());
    world.desk.start();
    world.write("shoot/a.psd", &film);
    world.settle().await;
    faulty.next(Verb::Upload, Glitch::LoseAnswer(ErrorKind::Timeout));
    // The bytes have come, and the former ones are shown until they are put together.
    let upload = world.desk.act(Action::UploadChanges, "shoot/a.psd");
    let server = async {
        while faulty.struck().is_empty() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        world.there("shoot/a.psd", "v1").await;
        tokio::time::sleep(Duration::from_secs(20)).await;
        world.there("shoot/a.psd", &film).await;
    };
    let (uploaded, ()) = tokio::join!(upload, server);
    uploaded.expect("it arrived");
    assert_eq!(world.server().count(Verb::Upload, "shoot/a.psd"), 1);
    world.settle().await;
    assert!(world.table().await.contains("Available locally"));
}

/// A restored disk: other times and other places, the same bytes.
#[tokio::test(start_paused = true)]
async fn touched_files_are_no_mass_change() {
    let mut world = many().await;
    world.desk.stop().await;
    for nth in 0..150 {
        world.local.touch(&dam(&format!("shoot/{nth}.psd")));
    }
    world.desk.start();
    world.settle().await;
    assert_eq!(world.snapshot().halted, None);
}

#[tokio::test(start_paused = true)]
async fn a_brake_holds_for_the_next_process_until_a_person_says_go_on() {
    let mut world = many().await;
    world.desk.stop().await;
    for nth in 0..150 {
        world.write(&format!("shoot/{nth}.psd"), "encrypted");
    }
    world.desk.start();
    world.settle().await;
    let halted = world.snapshot().halted;
    assert_eq!(
        halted,
        Some(Brake::MassChange {
            changed: 150,
            of: 150
        })
    );
    world.desk.restart().await;
    // Asked for before anything was looked at.
    let error = world.fails(Action::UploadChanges, "shoot/1.psd").await;
    assert_eq!(error.code(), "halted");
    world.settle().await;
    assert_eq!(world.snapshot().halted, halted);
    world.perform(Command::ReleaseBrake).await.expect("go on");
    world.settle().await;
    assert_eq!(world.snapshot().halted, None);
    world.desk.restart().await;
    world.settle().await;
    assert_eq!(world.snapshot().halted, None);
    world.done(Action::UploadChanges, "shoot/1.psd").await;
}

/// What is here is looked at while everything stands still; what would have to be fetched is not.
#[tokio::test(start_paused = true)]
async fn what_is_here_is_shown_while_a_brake_holds() {
    let mut world = many().await;
    world.there("shoot/there.psd", "v1").await;
    world.settle().await;
    world.desk.stop().await;
    for nth in 0..150 {
        world.write(&format!("shoot/{nth}.psd"), "encrypted");
    }
    world.desk.start();
    world.settle().await;
    assert!(world.snapshot().halted.is_some());
    world.done(Action::Reveal, "shoot/1.psd").await;
    world.done(Action::Reveal, "shoot").await;
    let error = world.fails(Action::Reveal, "shoot/there.psd").await;
    assert_eq!(error.code(), "halted");
    assert_eq!(world.server().count(Verb::Read, "shoot/there.psd"), 0);
}

/// Looks one by one count like one look at everything: which of them comes first is chance.
#[tokio::test(start_paused = true)]
async fn so_many_changes_halt_whoever_finds_them() {
    let world = many().await;
    for nth in 0..150 {
        world.write(&format!("shoot/{nth}.psd"), "encrypted");
    }
    let mut sent = 0;
    let error = loop {
        let path = format!("shoot/{sent}.psd");
        match world.desk.act(Action::UploadChanges, &path).await {
            Ok(_) => sent += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(error.code(), "halted");
    assert!(sent < 100, "{sent} were sent");
    let error = world.fails(Action::UploadChanges, "shoot/149.psd").await;
    assert_eq!(error.code(), "halted");
    assert_eq!(world.server().count(Verb::Upload, "shoot/149.psd"), 0);
}

/// A day of work changes as many, one after the other.
#[tokio::test(start_paused = true)]
async fn so_many_changes_that_lie_apart_are_work() {
    let world = many().await;
    for batch in 0..15 {
        for nth in batch * 10..(batch + 1) * 10 {
            let path = format!("shoot/{nth}.psd");
            world.write(&path, "retouched");
            world.done(Action::UploadChanges, &path).await;
        }
        tokio::time::sleep(Duration::from_secs(61)).await;
    }
    assert_eq!(world.snapshot().halted, None);
}

/// Where nothing tells of changes, too.
#[tokio::test(start_paused = true)]
async fn new_files_in_a_pinned_folder_come_with_each_look() {
    let mut world = World::synced([("shoot/a.psd", "v1")]).await;
    world.server().set_capability(|capability| {
        capability.change_feed = false;
        capability.feed_sees_deletions = false;
    });
    world.done(Action::Pin, "shoot").await;
    world.settle().await;
    world.desk.restart().await;
    world.quiet().await;
    tokio::time::sleep(Duration::from_mins(2)).await;
    world.there("shoot/new.psd", "theirs").await;
    world.there("shoot/deep/new.psd", "theirs too").await;
    tokio::time::sleep(Duration::from_secs(100)).await;
    world.quiet().await;
    assert_eq!(world.read("shoot/new.psd").as_deref(), Some("theirs"));
    assert_eq!(
        world.read("shoot/deep/new.psd").as_deref(),
        Some("theirs too")
    );
}

async fn many() -> World {
    let world = World::new().await;
    for nth in 0..150 {
        world.there(&format!("shoot/{nth}.psd"), "v1").await;
    }
    world.settle().await;
    world.done(Action::Download, "shoot").await;
    // What was told of the downloads is looked at by then.
    tokio::time::sleep(Duration::from_secs(5)).await;
    world.settle().await;
    world
}
