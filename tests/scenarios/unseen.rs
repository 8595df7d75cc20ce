//! Edits that keep size and time, as some tools write them: nothing shows them but the bytes.

use damson_core::Action;
use damson_engine::local::{FaultKind, LocalCall};
use damson_remote::Verb;
use damson_tests::dam;
use expect_test::expect;

use crate::World;

/// Writes other bytes of the same size, and sets the time back.
fn edit(world: &World, path: &str, text: &str) {
    world.local.write_keeping_time(&dam(path), text.as_bytes());
}

#[tokio::test(start_paused = true)]
async fn they_are_seen_by_the_watcher() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    edit(&world, "shoot/a.psd", "me");
    world.quiet().await;
    world
        .expect(expect![[r"
            shoot/
            shoot/a.psd | Edited locally | here me (ro) | there v1
        "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn they_are_seen_after_a_restart() {
    let mut world = World::synced([("shoot/a.psd", "v1")]).await;
    world.desk.stop().await;
    edit(&world, "shoot/a.psd", "me");
    world.desk.start();
    world.settle().await;
    world
        .expect(expect![[r"
            shoot/
            shoot/a.psd | Edited locally | here me (ro) | there v1
        "]])
        .await;
}

/// Asked for in the same moment, before any watcher told of it.
#[tokio::test(start_paused = true)]
async fn they_are_never_removed_for_clean_ones() {
    for action in [Action::RemoveLocalCopy, Action::Update] {
        let world = World::synced([("shoot/a.psd", "v1")]).await;
        if action == Action::Update {
            world.there("shoot/a.psd", "v2").await;
            world.settle().await;
        }
        edit(&world, "shoot/a.psd", "me");
        let _ = world.desk.act(action, "shoot/a.psd").await;
        assert_eq!(
            world.read("shoot/a.psd").as_deref(),
            Some("me"),
            "{action:?}"
        );
    }
}

/// The copy that an update replaces is edited while the new bytes are on their way.
#[tokio::test(start_paused = true)]
async fn one_during_an_update_stops_it() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.there("shoot/a.psd", "v2").await;
    world.settle().await;
    let local = world.local.clone();
    world.server().before_next(Verb::Read, move |_| {
        local.write_keeping_time(&dam("shoot/a.psd"), b"me");
    });
    let _ = world.desk.act(Action::Update, "shoot/a.psd").await;
    world.settle().await;
    world
        .expect(expect![[r"
            shoot/
            shoot/a.psd | Editing conflict | here me (ro) | there v2
        "]])
        .await;
}

/// What Damson does to a file itself is no reason to read it again.
#[tokio::test(start_paused = true)]
async fn protection_is_no_edit_and_no_reason_to_read() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    let path = dam("shoot/a.psd");
    world
        .faults
        .fail_once(LocalCall::Hash, &path, FaultKind::Broken);
    world.done(Action::CheckOut, "shoot/a.psd").await;
    world.quiet().await;
    world.done(Action::CheckIn, "shoot/a.psd").await;
    world.settle().await;
    assert!(!world.faults.is_played(), "it was read");
}
