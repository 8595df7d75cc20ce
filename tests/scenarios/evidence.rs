//! A server whose entity tags say little: another one with each lock and move, as Nextcloud gives.

use std::time::Duration;

use damson_core::{Action, Status};
use damson_engine::{ActOptions, EngineError};
use damson_remote::{Verb, memory::HashMode};
use damson_tests::dam;

use crate::World;

const A: &str = "shoot/a.psd";
const B: &str = "shoot/b.psd";

async fn restamping() -> World {
    let world = World::new().await;
    world.server().set_restamps(true);
    world.with([(A, "v1")]).await
}

async fn status(world: &World, path: &str) -> Option<Status> {
    world.row(path).await.and_then(|row| row.status)
}

/// What the next looks at the server lead to.
async fn later(world: &World) {
    world.settle().await;
    tokio::time::sleep(Duration::from_mins(2)).await;
    world.settle().await;
}

#[tokio::test(start_paused = true)]
async fn the_main_job_is_no_conflict_with_oneself() {
    let world = restamping().await;
    let before = world.server().count(Verb::Read, A);
    world.done(Action::CheckOut, A).await;
    later(&world).await;
    world.write(A, "v2");
    world.quiet().await;
    assert_eq!(status(&world, A).await, Some(Status::EditedLocally));
    world.done(Action::UploadChanges, A).await;
    later(&world).await;
    assert_eq!(status(&world, A).await, Some(Status::AvailableLocally));
    assert_eq!(world.on_server(A).await.as_deref(), Some("v2"));
    // One's own lock and unlock are followed without fetching anything.
    assert_eq!(world.server().count(Verb::Read, A), before);
}

#[tokio::test(start_paused = true)]
async fn a_lock_of_another_is_no_change_of_the_bytes() {
    let world = restamping().await;
    world.lock_there(A, "omar").await;
    world.settle().await;
    assert_eq!(status(&world, A).await, Some(Status::AvailableLocally));
    later(&world).await;
    assert_eq!(status(&world, A).await, Some(Status::AvailableLocally));
    world.server().unlock(A);
    // What another writes is a change, whatever the lock did to the tag before.
    world.there(A, "v2").await;
    later(&world).await;
    assert_eq!(status(&world, A).await, Some(Status::ModifiedRemotely));
}

/// Once tags were seen twice to mean nothing here, size and time have to do.
#[tokio::test(start_paused = true)]
async fn a_server_that_was_caught_twice_costs_nothing_more() {
    let mut world = restamping().await;
    for round in 0..6 {
        let before = world.server().count(Verb::Read, A);
        world.lock_there(A, "omar").await;
        later(&world).await;
        let read = world.server().count(Verb::Read, A) - before;
        assert_eq!(read, usize::from(round < 2), "{round}");
        assert_eq!(status(&world, A).await, Some(Status::AvailableLocally));
        if round == 3 {
            world.desk.restart().await;
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_move_of_ones_own_keeps_base_and_check_out() {
    let world = restamping().await;
    world.done(Action::CheckOut, A).await;
    world.write(A, "v2");
    world.quiet().await;
    let options = ActOptions {
        to: Some(dam(B)),
        ..ActOptions::default()
    };
    world.act_with(Action::Rename, A, options).await.unwrap();
    later(&world).await;
    assert_eq!(status(&world, B).await, Some(Status::EditedLocally));
    assert_eq!(world.holder(B).await.as_deref(), Some("jane"));
    world.done(Action::UploadChanges, B).await;
    assert_eq!(world.on_server(B).await.as_deref(), Some("v2"));
}

#[tokio::test(start_paused = true)]
async fn a_move_of_a_folder_keeps_what_lies_in_it() {
    let world = World::new().await;
    world.server().set_restamps(true);
    let (clean, edited) = ("shoot/clean.psd", "shoot/day/edited.psd");
    let world = world.with([(clean, "v1"), (edited, "v1")]).await;
    world.done(Action::CheckOut, edited).await;
    world.write(edited, "v2");
    world.quiet().await;
    let options = ActOptions {
        to: Some(dam("trip")),
        ..ActOptions::default()
    };
    world
        .act_with(Action::Rename, "shoot", options)
        .await
        .unwrap();
    let (clean, edited) = ("trip/clean.psd", "trip/day/edited.psd");
    for _ in 0..2 {
        assert_eq!(status(&world, clean).await, Some(Status::AvailableLocally));
        assert_eq!(status(&world, edited).await, Some(Status::EditedLocally));
        assert_eq!(world.holder(edited).await.as_deref(), Some("jane"));
        later(&world).await;
    }
    world.done(Action::UploadChanges, edited).await;
    assert_eq!(world.on_server(edited).await.as_deref(), Some("v2"));

    // What somebody writes afterwards is seen, of whatever size.
    world.there(clean, "w1").await;
    later(&world).await;
    assert_eq!(status(&world, clean).await, Some(Status::ModifiedRemotely));
}

/// Without tag and hash somebody's write right after one's own looks like it, if it is as long.
#[tokio::test(start_paused = true)]
async fn the_size_alone_does_not_make_an_upload_ones_own() {
    let world = World::new().await;
    world.server().set_hash_mode(HashMode::Never);
    let world = world.with([(A, "v1")]).await;
    world.write(A, "v2");
    world.quiet().await;
    world.done(Action::UploadChanges, A).await;
    world.server().write_unseen(A, "w2");
    later(&world).await;
    assert_eq!(status(&world, A).await, Some(Status::ModifiedRemotely));
    world.done(Action::Update, A).await;
    assert_eq!(world.read(A).as_deref(), Some("w2"));
}

/// SharePoint adds to documents as it takes them: that is no conflict, and nothing is lost.
#[tokio::test(start_paused = true)]
async fn what_the_server_makes_of_an_upload_is_adopted() {
    let world = World::new().await.with([(A, "v1")]).await;
    world.done(Action::CheckOut, A).await;
    world.write(A, "v2");
    world.quiet().await;
    world.server().set_alters(true);
    world.done(Action::UploadChanges, A).await;
    world.server().set_alters(false);
    later(&world).await;
    assert_eq!(status(&world, A).await, Some(Status::AvailableLocally));
    assert_eq!(world.on_server(A).await.as_deref(), Some("v2 (as taken)"));
    assert_eq!(world.read(A).as_deref(), Some("v2 (as taken)"));
    assert_eq!(world.holder(A).await, None, "checked in");
    let kept = world.desk.recovered().await;
    assert_eq!(kept.len(), 1);
    assert_eq!(world.desk.read_recovered(&kept[0].stored), "v2");
}

/// Two people write as many bytes in one second of a server that counts whole ones.
async fn written_in_one_second() -> World {
    let world = World::new().await;
    world.server().set_hash_mode(HashMode::Never);
    world.server().begin_second();
    let world = world.with([(A, "v1")]).await;
    world.server().write_unseen(A, "v2");
    world.server().end_second();
    world
}

#[tokio::test(start_paused = true)]
async fn a_write_in_the_same_second_is_seen() {
    let world = written_in_one_second().await;
    later(&world).await;
    assert_eq!(status(&world, A).await, Some(Status::ModifiedRemotely));
    world.done(Action::Update, A).await;
    assert_eq!(world.read(A).as_deref(), Some("v2"));
}

#[tokio::test(start_paused = true)]
async fn a_write_in_the_same_second_is_not_written_over() {
    let world = written_in_one_second().await;
    world.write(A, "mine");
    world.quiet().await;
    let error = world.fails(Action::UploadChanges, A).await;
    assert!(matches!(error, EngineError::Conflict { .. }), "{error}");
    assert_eq!(world.on_server(A).await.as_deref(), Some("v2"));
}

/// While this person holds it, nobody else writes: waiting is enough, and nothing is fetched.
#[tokio::test(start_paused = true)]
async fn an_upload_under_a_lock_is_settled_by_waiting() {
    let world = World::new().await;
    world.server().set_hash_mode(HashMode::Never);
    let world = world.with([(A, "v1")]).await;
    world.done(Action::CheckOut, A).await;
    world.write(A, "v2");
    world.quiet().await;
    let before = world.server().count(Verb::Read, A);
    world.server().begin_second();
    let server = world.server().clone();
    let clock = tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(1)).await;
        server.end_second();
    });
    world.done(Action::UploadChanges, A).await;
    clock.await.unwrap();
    later(&world).await;
    assert_eq!(status(&world, A).await, Some(Status::AvailableLocally));
    assert_eq!(world.server().count(Verb::Read, A), before);
}
