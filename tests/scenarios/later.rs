//! What is asked for while the server can't be reached, and what others have to give back first.

use std::time::Duration;

use damson_core::{Action, Lock, Status};
use damson_engine::{ActOptions, Command, Connection, EngineError, Outcome};
use damson_tests::dam;

use crate::World;

async fn later(world: &World, action: Action, path: &str) -> Result<Outcome, EngineError> {
    let options = ActOptions {
        later: true,
        comment: Some("from the train".to_owned()),
        ..ActOptions::default()
    };
    world.act_with(action, path, options).await
}

async fn waits(world: &World, action: Action, path: &str) -> i64 {
    match later(world, action, path).await {
        Ok(Outcome::Queued(id)) => id,
        other => panic!("{action:?} of {path} does not wait: {other:?}"),
    }
}

/// What is queued, each as "action path", with the code of what failed.
fn queued(world: &World) -> Vec<String> {
    let snapshot = world.snapshot();
    let line = |queued: &damson_engine::journal::QueuedAction| {
        let failed = queued.failed.as_ref();
        let code = failed.map_or_else(String::new, |failed| format!(" ({})", failed.0));
        format!("{:?} {}{code}", queued.action, queued.path.as_str())
    };
    snapshot.queued.iter().map(line).collect()
}

async fn offline() -> World {
    let world = World::synced([("s/a.psd", "v1"), ("s/b.psd", "v1"), ("s/c.psd", "v1")]).await;
    world.there("s/d.psd", "v1").await;
    world.settle().await;
    world.done(Action::CheckOut, "s/a.psd").await;
    world.server().set_offline(true);
    world.settle().await;
    assert!(matches!(
        world.snapshot().connection,
        Connection::Offline { .. }
    ));
    world
}

async fn back(world: &World) {
    world.server().set_offline(false);
    tokio::time::sleep(Duration::from_mins(2)).await;
    world.quiet().await;
    assert!(matches!(
        world.snapshot().connection,
        Connection::Online { .. }
    ));
}

#[tokio::test(start_paused = true)]
async fn what_was_asked_for_offline_is_done_when_the_server_is_back() {
    let world = offline().await;
    world.write("s/a.psd", "an edit");
    world.quiet().await;
    waits(&world, Action::UploadChanges, "s/a.psd").await;
    waits(&world, Action::CheckOut, "s/b.psd").await;
    waits(&world, Action::Download, "s/d.psd").await;
    world.quiet().await;
    assert_eq!(
        queued(&world),
        [
            "UploadChanges s/a.psd",
            "CheckOut s/b.psd",
            "Download s/d.psd"
        ]
    );
    let row = world.row("s/c.psd").await.expect("a row");
    assert_eq!(row.later, [Action::CheckOut]);
    back(&world).await;
    assert_eq!(queued(&world), [""; 0]);
    assert_eq!(world.on_server("s/a.psd").await.as_deref(), Some("an edit"));
    assert_eq!(world.holder("s/a.psd").await, None);
    assert_eq!(world.holder("s/b.psd").await.as_deref(), Some("jane"));
    assert_eq!(world.read("s/d.psd").as_deref(), Some("v1"));
    let versions = world.done(Action::History, "s/a.psd").await;
    let Outcome::Versions { current, .. } = versions else {
        panic!("{versions:?}");
    };
    assert_eq!(current.comment.as_deref(), Some("from the train"));
}

#[tokio::test(start_paused = true)]
async fn each_is_checked_again_and_what_failed_is_told() {
    let world = offline().await;
    world.write("s/a.psd", "an edit");
    world.quiet().await;
    waits(&world, Action::UploadChanges, "s/a.psd").await;
    waits(&world, Action::CheckOut, "s/b.psd").await;
    // Meanwhile an administrator released the lock, and others were quicker.
    world.there("s/a.psd", "theirs").await;
    world.lock_there("s/b.psd", "omar").await;
    back(&world).await;
    let told = queued(&world);
    // A look at the server may have told of the conflict before the upload met it.
    let met = ["conflict", "refused"].map(|why| format!("UploadChanges s/a.psd ({why})"));
    assert!(met.contains(&told[0]), "{told:?}");
    assert_eq!(told[1..], ["CheckOut s/b.psd (refused)"]);
    assert_eq!(world.on_server("s/a.psd").await.as_deref(), Some("theirs"));
    assert_eq!(world.read("s/a.psd").as_deref(), Some("an edit"));
    assert_eq!(world.holder("s/b.psd").await.as_deref(), Some("omar"));
    // They stay until they were seen, and are not tried again by themselves.
    tokio::time::sleep(Duration::from_hours(1)).await;
    assert_eq!(queued(&world).len(), 2);
    for queued in &world.snapshot().queued {
        let seen = world.perform(Command::CancelQueued(queued.id)).await;
        seen.expect("it is forgotten");
    }
    world.quiet().await;
    assert_eq!(queued(&world), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn one_can_be_cancelled_and_the_rest_survives_a_restart() {
    let mut world = offline().await;
    let first = waits(&world, Action::CheckOut, "s/b.psd").await;
    waits(&world, Action::CheckOut, "s/c.psd").await;
    // The same again takes its place.
    waits(&world, Action::CheckOut, "s/c.psd").await;
    world
        .perform(Command::CancelQueued(first))
        .await
        .expect("cancelled");
    world.quiet().await;
    assert_eq!(queued(&world), ["CheckOut s/c.psd"]);
    world.desk.restart().await;
    back(&world).await;
    assert_eq!(queued(&world), [""; 0]);
    assert_eq!(world.holder("s/b.psd").await, None);
    assert_eq!(world.holder("s/c.psd").await.as_deref(), Some("jane"));
}

#[tokio::test(start_paused = true)]
async fn nothing_waits_that_was_not_asked_to_or_would_fail_anyway() {
    let world = offline().await;
    let plain = world.desk.act(Action::CheckOut, "s/b.psd").await;
    assert!(
        matches!(plain, Err(EngineError::Refused { .. })),
        "{plain:?}"
    );
    for (action, path) in [
        (Action::CheckOut, "s/a.psd"),
        (Action::UploadChanges, "s/b.psd"),
        (Action::Download, "s/b.psd"),
        (Action::Delete, "s/b.psd"),
        (Action::Edit, "s/b.psd"),
        (Action::CheckOut, "s/nothing.psd"),
    ] {
        let refused = later(&world, action, path).await;
        assert!(refused.is_err(), "{action:?} of {path}: {refused:?}");
    }
    world.quiet().await;
    assert_eq!(queued(&world), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn online_nothing_waits() {
    let world = World::synced([("s/a.psd", "v1")]).await;
    let done = later(&world, Action::CheckOut, "s/a.psd").await;
    assert!(
        matches!(done, Ok(Outcome::Status(Some(Status::AvailableLocally)))),
        "{done:?}"
    );
}

async fn wait_for(world: &World, path: &str, wanted: bool) {
    let path = dam(path);
    let asked = world.perform(Command::Await { path, wanted }).await;
    asked.expect("it is waited for");
    world.quiet().await;
}

fn freed(world: &World) -> Vec<String> {
    let snapshot = world.snapshot();
    let line = |freed: &damson_engine::journal::Freed| {
        format!("{} of {}", freed.path.as_str(), freed.holder)
    };
    snapshot.freed.iter().map(line).collect()
}

#[tokio::test(start_paused = true)]
async fn an_asset_that_is_waited_for_is_told_of_when_it_is_free() {
    for walks in [false, true] {
        let mut world = World::new().await;
        world
            .server()
            .set_capability(|capability| capability.locked_walks = walks);
        for path in ["s/a.psd", "s/b.psd", "s/c.psd"] {
            world.there(path, "v1").await;
            world.lock_there(path, "omar").await;
        }
        world.settle().await;
        wait_for(&world, "s/a.psd", true).await;
        wait_for(&world, "s/b.psd", true).await;
        assert!(world.row("s/a.psd").await.expect("a row").awaited);
        assert!(!world.row("s/c.psd").await.expect("a row").awaited);
        world.desk.settle().await;
        assert_eq!(freed(&world), [""; 0]);
        // Kept over a restart, and found by the poll alone.
        world.desk.restart().await;
        world.backend.unlock(&dam("s/a.psd")).await;
        world.backend.unlock(&dam("s/c.psd")).await;
        tokio::time::sleep(Duration::from_mins(2)).await;
        world.quiet().await;
        assert_eq!(freed(&world), ["s/a.psd of omar"], "walks: {walks}");
        let row = world.row("s/a.psd").await.expect("a row");
        assert_eq!((row.lock, row.awaited), (Lock::Free, false));
        // Waited for no longer.
        wait_for(&world, "s/b.psd", false).await;
        world.backend.unlock(&dam("s/b.psd")).await;
        world.desk.settle().await;
        assert_eq!(freed(&world).len(), 1);
        // A day later nobody needs to be told.
        tokio::time::sleep(Duration::from_hours(25)).await;
        assert_eq!(freed(&world), [""; 0]);
    }
}

#[tokio::test(start_paused = true)]
async fn what_nobody_holds_is_not_waited_for() {
    let world = World::synced([("s/a.psd", "v1")]).await;
    wait_for(&world, "s/a.psd", true).await;
    world.desk.settle().await;
    assert_eq!(freed(&world), [""; 0]);
    assert!(!world.row("s/a.psd").await.expect("a row").awaited);
}
