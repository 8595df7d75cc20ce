//! Locks that end by themselves.

use std::time::Duration;

use damson_core::{Action, Lock};

use damson_tests::dam;

use crate::World;

const HOUR: Duration = Duration::from_hours(1);

/// Jane has something checked out and open, at a server whose locks end after ten minutes.
async fn checked_out() -> World {
    let mut world = World::new().await;
    world.server().set_expiring_locks(Duration::from_mins(10));
    world.desk.restart().await;
    let world = world.with([("shoot/a.psd", "v1")]).await;
    world.done(Action::CheckOut, "shoot/a.psd").await;
    assert!(!world.is_read_only("shoot/a.psd"));
    world
}

/// What the row says beside the status.
async fn problem(world: &World) -> Option<(String, String)> {
    world.row("shoot/a.psd").await?.problem
}

fn ended(holder: &str) -> (String, String) {
    ("check-out-ended".to_owned(), holder.to_owned())
}

#[tokio::test(start_paused = true)]
async fn a_lock_that_expires_is_renewed_in_time() {
    let mut world = World::new().await;
    world.server().set_expiring_locks(Duration::from_mins(10));
    world.desk.restart().await;
    let world = world.with([("shoot/a.psd", "v1")]).await;
    world.done(Action::CheckOut, "shoot/a.psd").await;
    for _ in 0..60 {
        tokio::time::sleep(Duration::from_mins(1)).await;
        world.server().pass(Duration::from_mins(1));
    }
    assert_eq!(world.holder("shoot/a.psd").await.as_deref(), Some("jane"));
    world.write("shoot/a.psd", "v2");
    world.quiet().await;
    world.done(Action::UploadChanges, "shoot/a.psd").await;
    assert_eq!(world.on_server("shoot/a.psd").await.as_deref(), Some("v2"));
}

/// Timers stand still while a computer sleeps, and the lock on the server ran out.
#[tokio::test(start_paused = true)]
async fn a_lock_that_ran_out_in_sleep_is_taken_again() {
    let world = checked_out().await;
    world.sleep(HOUR);
    world.server().pass(HOUR);
    assert_eq!(world.holder("shoot/a.psd").await, None);
    // Nobody does anything, and the next look at the server is soon.
    tokio::time::sleep(Duration::from_secs(45)).await;
    world.quiet().await;
    assert_eq!(world.holder("shoot/a.psd").await.as_deref(), Some("jane"));
    assert_eq!(world.row("shoot/a.psd").await.unwrap().lock, Lock::Mine);
    assert_eq!(problem(&world).await, None);
    assert!(!world.is_read_only("shoot/a.psd"));
    world.write("shoot/a.psd", "v2");
    world.quiet().await;
    world.done(Action::UploadChanges, "shoot/a.psd").await;
    assert_eq!(world.on_server("shoot/a.psd").await.as_deref(), Some("v2"));
}

/// A lock of ten minutes is renewed right after a nap of six, not five minutes of timers later.
#[tokio::test(start_paused = true)]
async fn a_lock_is_renewed_soon_after_a_sleep() {
    let world = checked_out().await;
    let nap = Duration::from_mins(9);
    world.sleep(nap);
    world.server().pass(nap);
    tokio::time::sleep(Duration::from_secs(45)).await;
    world.server().pass(Duration::from_secs(45));
    world.quiet().await;
    world.server().pass(Duration::from_mins(5));
    assert_eq!(world.holder("shoot/a.psd").await.as_deref(), Some("jane"));
}

/// Somebody else was faster: that is said, and the copy stays writable under the application.
#[tokio::test(start_paused = true)]
async fn a_lock_that_somebody_else_took_is_said_to_have_ended() {
    let world = checked_out().await;
    world.sleep(HOUR);
    world.server().pass(HOUR);
    world.server().lock_as(dam("shoot/a.psd"), "omar");
    tokio::time::sleep(Duration::from_secs(45)).await;
    world.quiet().await;
    let row = world.row("shoot/a.psd").await.unwrap();
    assert_eq!(row.lock, Lock::Theirs("omar".to_owned()));
    assert_eq!(row.problem, Some(ended("omar")));
    assert!(!world.is_read_only("shoot/a.psd"), "not saved yet");
    world.write("shoot/a.psd", "v2");
    world.quiet().await;
    assert_eq!(world.holder("shoot/a.psd").await.as_deref(), Some("omar"));
    assert_eq!(world.read("shoot/a.psd").as_deref(), Some("v2"));
}

/// Released by an administrator long before its end: that is said, and it isn't taken back.
#[tokio::test(start_paused = true)]
async fn a_lock_that_was_released_is_said_to_have_ended() {
    let world = checked_out().await;
    world.server().unlock(dam("shoot/a.psd"));
    tokio::time::sleep(Duration::from_mins(6)).await;
    world.quiet().await;
    assert_eq!(world.holder("shoot/a.psd").await, None);
    assert_eq!(problem(&world).await, Some(ended("")));
    assert!(!world.is_read_only("shoot/a.psd"), "not saved yet");
    // Who edits on did check it out: nobody says otherwise.
    world.write("shoot/a.psd", "v2");
    world.quiet().await;
    world.settle().await;
    assert!(world.snapshot().offer_check_out.is_empty());
    assert_eq!(problem(&world).await, Some(ended("")));
    // The next check-out is a new beginning.
    world.done(Action::CheckOut, "shoot/a.psd").await;
    assert_eq!(problem(&world).await, None);
    world.done(Action::UploadChanges, "shoot/a.psd").await;
    assert_eq!(problem(&world).await, None);
    assert!(world.is_read_only("shoot/a.psd"));
}

#[tokio::test(start_paused = true)]
async fn an_own_check_in_is_no_end_to_be_told_of() {
    let world = checked_out().await;
    world.done(Action::CheckIn, "shoot/a.psd").await;
    world.settle().await;
    assert_eq!(problem(&world).await, None);
    assert!(world.is_read_only("shoot/a.psd"));
}
