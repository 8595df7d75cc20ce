//! What the server is asked when nobody asks, and what follows.

use std::time::Duration;

use damson_core::{Action, Lock, Status, policy::Policy};
use damson_engine::Command;
use damson_remote::Verb;
use damson_tests::dam;

use crate::World;

fn asked(world: &World, verb: Verb) -> usize {
    let calls = world.server().calls();
    world.server().forget_calls();
    calls.iter().filter(|call| call.verb == verb).count()
}

/// On a server where the list of locks is a walk over everything, only what is kept or held is
/// asked for; that a lock was released by force is seen all the same.
#[tokio::test(start_paused = true)]
async fn locks_that_take_a_walk_are_not_listed_by_a_poll() {
    for feed in [false, true] {
        let world = World::new().await;
        world.server().set_capability(|capability| {
            capability.locked_walks = true;
            capability.change_feed = feed;
            capability.feed_sees_deletions = feed;
        });
        for path in ["shoot/mine.psd", "shoot/kept.psd", "deep/er/other.psd"] {
            world.there(path, "v1").await;
        }
        world.settle().await;
        world.done(Action::CheckOut, "shoot/mine.psd").await;
        world.done(Action::Download, "shoot/kept.psd").await;
        world.desk.settle().await;
        asked(&world, Verb::Locked);
        for _ in 0..3 {
            world.desk.settle().await;
        }
        assert_eq!(asked(&world, Verb::Locked), 0, "feed {feed}");

        world.server().lock_as("shoot/mine.psd", "omar");
        world.desk.settle().await;
        let row = world.row("shoot/mine.psd").await.expect("a row");
        assert_eq!(row.lock, Lock::Theirs("omar".to_owned()), "feed {feed}");
    }
}

/// The first poll after the server forgot where the feed goes on sees what the feed left out.
#[tokio::test(start_paused = true)]
async fn a_forgotten_cursor_misses_nothing() {
    let world = World::synced([("shoot/a.psd", "v1"), ("shoot/b.psd", "v1")]).await;
    world.desk.settle().await;
    world.there("shoot/a.psd", "v2").await;
    world.gone_there("shoot/b.psd").await;
    world.server().forget_cursors();
    world.desk.settle().await;
    let status = async |path| world.row(path).await.expect("a row").status;
    assert_eq!(status("shoot/a.psd").await, Some(Status::ModifiedRemotely));
    assert_eq!(status("shoot/b.psd").await, Some(Status::RemovedRemotely));
    // And the feed goes on.
    world.there("shoot/a.psd", "v1").await;
    world.desk.settle().await;
    assert_eq!(status("shoot/a.psd").await, Some(Status::AvailableLocally));
}

/// Whoever asks because something changed would ask for ever.
#[tokio::test(start_paused = true)]
async fn asking_for_the_history_changes_nothing_that_is_shown() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.settle().await;
    world.engine().settled().await;
    let before = world.snapshot().generation;
    world.done(Action::History, "shoot/a.psd").await;
    world.engine().settled().await;
    assert_eq!(world.snapshot().generation, before);
}

/// A server that tells of no changes is not asked about thousands of copies all the time: about those
/// that somebody looked at, and now and then about all.
#[tokio::test(start_paused = true)]
async fn of_very_many_copies_those_that_were_looked_at_are_asked_for() {
    const MANY: usize = 2_100;
    let world = World::new().await;
    world.server().set_capability(|capability| {
        capability.locked_walks = true;
        capability.change_feed = false;
        capability.feed_sees_deletions = false;
    });
    for nth in 0..MANY {
        world.there(&format!("shoot/{nth}.psd"), "v1").await;
    }
    world.there("looks/a.psd", "v1").await;
    world.desk.refresh("looks").await.expect("a listing");
    world.done(Action::Download, "shoot").await;
    world.done(Action::Download, "looks/a.psd").await;
    world.desk.settle().await;

    world.there("looks/a.psd", "v2").await;
    world.there("shoot/7.psd", "v2").await;
    asked(&world, Verb::StatMany);
    world.desk.settle().await;
    let status = async |path| world.row(path).await.expect("a row").status;
    assert_eq!(status("looks/a.psd").await, Some(Status::ModifiedRemotely));
    let calls = world.server().calls();
    let asked_for = calls.iter().filter(|call| call.verb == Verb::StatMany);
    let asked_for: Vec<_> = asked_for.map(|call| call.path.as_str()).collect();
    assert_eq!(asked_for, ["looks/a.psd"]);
    for _ in 0..20 {
        world.desk.settle().await;
    }
    assert_eq!(status("shoot/7.psd").await, Some(Status::ModifiedRemotely));
}

/// As above, with a list of what is checked out, which doesn't tell what no longer is.
#[tokio::test(start_paused = true)]
async fn among_very_many_copies_the_one_that_is_waited_for_is_asked_for() {
    const MANY: usize = 2_100;
    let world = World::new().await;
    world.server().set_capability(|capability| {
        capability.change_feed = false;
        capability.feed_sees_deletions = false;
    });
    for nth in 0..MANY {
        world.there(&format!("shoot/{nth}.psd"), "v1").await;
    }
    world.lock_there("shoot/7.psd", "omar").await;
    world.done(Action::Download, "shoot").await;
    let (path, wanted) = (dam("shoot/7.psd"), true);
    let waits = world.perform(Command::Await { path, wanted }).await;
    waits.expect("it is waited for");
    world.desk.settle().await;
    assert_eq!(world.snapshot().freed.len(), 0);
    world.backend.unlock(&dam("shoot/7.psd")).await;
    world.desk.settle().await;
    assert_eq!(world.snapshot().freed.len(), 1);
}

/// A feed that doesn't tell of deletions: what is gone from a folder that somebody looks at is seen at
/// once, among many other copies now and then, and what changed by the feed.
#[tokio::test(start_paused = true)]
async fn beside_a_feed_few_copies_are_asked_for() {
    const MANY: usize = 300;
    let world = World::new().await;
    world.server().set_capability(|capability| {
        capability.change_feed = true;
        capability.feed_sees_deletions = false;
    });
    for nth in 0..MANY {
        world.there(&format!("shoot/{nth}.psd"), "v1").await;
    }
    world.there("looks/a.psd", "v1").await;
    world.there("looks/b.psd", "v1").await;
    world.desk.refresh("looks").await.expect("a listing");
    world.done(Action::Download, "shoot").await;
    world.done(Action::Download, "looks/a.psd").await;
    world.done(Action::Download, "looks/b.psd").await;
    world.desk.settle().await;

    world.there("looks/a.psd", "v2").await;
    world.there("shoot/7.psd", "v2").await;
    world.backend.remove(&dam("looks/b.psd")).await;
    world.backend.remove(&dam("shoot/8.psd")).await;
    asked(&world, Verb::StatMany);
    world.desk.settle().await;
    let status = async |path| world.row(path).await.expect("a row").status;
    assert_eq!(status("looks/a.psd").await, Some(Status::ModifiedRemotely));
    assert_eq!(status("shoot/7.psd").await, Some(Status::ModifiedRemotely));
    assert_eq!(status("looks/b.psd").await, Some(Status::RemovedRemotely));
    assert_eq!(status("shoot/8.psd").await, Some(Status::AvailableLocally));
    let calls = world.server().calls();
    let asked_for = calls.iter().filter(|call| call.verb == Verb::StatMany);
    assert!(asked_for.count() <= 2, "only of those that were looked at");
    for _ in 0..20 {
        world.desk.settle().await;
    }
    assert_eq!(status("shoot/8.psd").await, Some(Status::RemovedRemotely));
}

#[tokio::test(start_paused = true)]
async fn a_shorter_interval_begins_when_it_is_set() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    let every = async |poll_seconds| {
        let policy = Policy {
            poll_seconds,
            ..Policy::default()
        };
        let set = world.perform(Command::Configure(policy)).await;
        set.expect("a setting");
    };
    every(86_400).await;
    // The next look is due by the former interval; it is a day until the one after it.
    tokio::time::sleep(Duration::from_mins(2)).await;
    asked(&world, Verb::Changes);
    tokio::time::sleep(Duration::from_hours(1)).await;
    assert_eq!(asked(&world, Verb::Changes), 0);
    every(10).await;
    tokio::time::sleep(Duration::from_secs(12)).await;
    assert_eq!(asked(&world, Verb::Changes), 1);
}
