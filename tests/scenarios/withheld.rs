//! What the server names and tells nothing of, and what vanishes from it all at once.

use damson_core::{Action, Kind, Status, brake::Brake};
use damson_engine::Command;
use damson_remote::Verb;

use crate::World;

async fn status(world: &World, path: &str) -> Option<Status> {
    world.row(path).await.and_then(|row| row.status)
}

async fn problem(world: &World, path: &str) -> Option<String> {
    let row = world.row(path).await.expect("a row");
    row.problem.map(|problem| problem.0)
}

/// A right that was taken away is not a deletion: what is known of a folder and of everything below
/// it stays, with a problem, until it can be read again. The rest goes on.
#[tokio::test(start_paused = true)]
async fn what_cannot_be_read_keeps_what_was_known() {
    for feed in [false, true] {
        let world = World::synced([
            ("shoot/a.psd", "v1"),
            ("shoot/secret/b.psd", "b"),
            ("shoot/secret/deep/c.psd", "c"),
            ("shoot/open/d.psd", "d"),
        ])
        .await;
        world.server().set_capability(|capability| {
            capability.change_feed = feed;
            capability.feed_sees_deletions = feed;
        });
        world.done(Action::Pin, "shoot").await;
        world.settle().await;
        world.server().set_unread("shoot/secret", true);
        world.server().set_unread("shoot/a.psd", true);
        world.there("shoot/open/e.psd", "e").await;
        world.there("shoot/open/d.psd", "d2").await;
        for _ in 0..25 {
            world.settle().await;
        }
        for path in [
            "shoot/a.psd",
            "shoot/secret/b.psd",
            "shoot/secret/deep/c.psd",
        ] {
            let kept = status(&world, path).await;
            assert_eq!(kept, Some(Status::AvailableLocally), "{path}, feed {feed}");
        }
        assert_eq!(world.recovered().await.len(), 0);
        let folder = world.row("shoot/secret").await.expect("a row");
        assert_eq!(folder.kind, Kind::Folder);
        assert_eq!(folder.problem.expect("a problem").0, "withheld");
        assert_eq!(
            problem(&world, "shoot/a.psd").await.as_deref(),
            Some("withheld")
        );
        assert_eq!(world.read("shoot/open/e.psd").as_deref(), Some("e"));
        assert_eq!(world.read("shoot/open/d.psd").as_deref(), Some("d2"));

        world.server().set_unread("shoot/secret", false);
        world.server().set_unread("shoot/a.psd", false);
        world.settle().await;
        for path in ["shoot/a.psd", "shoot/secret"] {
            assert_eq!(problem(&world, path).await, None, "{path}, feed {feed}");
        }
    }
}

/// What nobody could ever look at is a row all the same, and goes with what it stands for.
#[tokio::test(start_paused = true)]
async fn what_was_never_read_is_a_row_with_a_problem() {
    let world = World::new().await;
    world.there("shoot/a.psd", "v1").await;
    world.there("shoot/secret/b.psd", "b").await;
    world.server().set_unread("shoot/secret", true);
    world.settle().await;
    assert_eq!(
        problem(&world, "shoot/secret").await.as_deref(),
        Some("withheld")
    );
    assert_eq!(world.snapshot().counts.problems, 1);
    world.done(Action::Download, "shoot").await;
    assert_eq!(world.read("shoot/a.psd").as_deref(), Some("v1"));
    world.server().remove("shoot/secret");
    world.settle().await;
    assert!(world.row("shoot/secret").await.is_none());
}

/// A folder without rights costs a poll a few questions, not one for each copy in it.
#[tokio::test(start_paused = true)]
async fn a_folder_that_is_shut_is_not_asked_about_copy_by_copy() {
    const MANY: usize = 40;
    let world = World::new().await;
    world.server().set_capability(|capability| {
        capability.change_feed = false;
        capability.feed_sees_deletions = false;
    });
    for nth in 0..MANY {
        world.there(&format!("shut/{nth}.psd"), "v1").await;
    }
    world.settle().await;
    world.done(Action::Download, "shut").await;
    world.server().set_unread("shut", true);
    world.server().forget_calls();
    world.desk.settle().await;
    let calls = world.server().calls();
    let asked = calls.iter().filter(|call| call.verb == Verb::Stat);
    let asked = asked.count();
    assert!((1..MANY / 2).contains(&asked), "{asked} questions");
    for nth in 0..MANY {
        let kept = status(&world, &format!("shut/{nth}.psd")).await;
        assert_eq!(kept, Some(Status::AvailableLocally));
    }
}

/// A share that is away looks like a folder that somebody emptied.
#[tokio::test(start_paused = true)]
async fn a_pinned_folder_that_vanishes_at_once_waits_for_a_person() {
    const MANY: usize = 12;
    let world = World::new().await;
    let paths: Vec<String> = (0..MANY).map(|nth| format!("share/{nth}.psd")).collect();
    for path in &paths {
        world.there(path, "v1").await;
    }
    for nth in 0..3 * MANY {
        world.there(&format!("shoot/{nth}.psd"), "v1").await;
    }
    world.settle().await;
    world.done(Action::Pin, "share").await;
    world.done(Action::Pin, "shoot").await;
    world.settle().await;

    world.server().rename("share", "away");
    world.server().set_unread("away", true);
    world.settle().await;
    let (gone, of) = (MANY as u64, MANY as u64);
    assert_eq!(world.snapshot().halted, Some(Brake::Vanished { gone, of }));
    for path in &paths {
        assert_eq!(status(&world, path).await, Some(Status::RemovedRemotely));
        assert_eq!(world.read(path).as_deref(), Some("v1"));
    }
    assert_eq!(world.recovered().await.len(), 0);

    // It comes back, and nobody has to be asked.
    world.server().set_unread("away", false);
    world.server().rename("away", "share");
    world.settle().await;
    assert_eq!(world.snapshot().halted, None);
    for path in &paths {
        assert_eq!(status(&world, path).await, Some(Status::AvailableLocally));
    }

    // Somebody did remove it, and this person says so.
    world.server().remove("share");
    world.settle().await;
    assert!(world.snapshot().halted.is_some());
    let released = world.perform(Command::ReleaseBrake).await;
    assert!(released.is_ok(), "{released:?}");
    world.settle().await;
    assert_eq!(world.snapshot().halted, None);
    assert_eq!(world.recovered().await.len(), MANY);
}

/// A file in whose place a folder is, and the other way round, is looked at as what it is.
#[tokio::test(start_paused = true)]
async fn a_kind_that_changed_can_be_worked_with() {
    let world = World::new().await;
    world.there("s/a", "file").await;
    world.there("s/b/c.psd", "inside").await;
    world.settle().await;
    world.server().remove("s/a");
    world.there("s/a/d.psd", "inside").await;
    world.server().remove("s/b");
    world.there("s/b", "file").await;
    // What is known is that a is a file and b a folder.
    let _ = world.desk.act(Action::Download, "s/a").await;
    let _ = world.desk.act(Action::Download, "s/b").await;
    world.done(Action::Download, "s/a").await;
    world.done(Action::Download, "s/b").await;
    world.settle().await;
    assert_eq!(world.read("s/a/d.psd").as_deref(), Some("inside"));
    assert_eq!(world.read("s/b").as_deref(), Some("file"));

    // And back, with copies here.
    world.server().remove("s/a");
    world.there("s/a", "file again").await;
    world.server().remove("s/b");
    world.there("s/b/e.psd", "inside again").await;
    for _ in 0..3 {
        world.settle().await;
    }
    for path in ["s/a/d.psd", "s/b"] {
        let _ = world.desk.act(Action::RemoveLocalCopy, path).await;
    }
    world.settle().await;
    world.done(Action::Download, "s/a").await;
    world.done(Action::Download, "s/b").await;
    assert_eq!(world.read("s/a").as_deref(), Some("file again"));
    assert_eq!(world.read("s/b/e.psd").as_deref(), Some("inside again"));
}
