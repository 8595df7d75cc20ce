//! Keep mine, Keep theirs, Keep both.

use damson_core::Action;
use damson_tests::dam;
use expect_test::expect;

use super::{World, conflict};

#[tokio::test(start_paused = true)]
async fn keep_mine_builds_upon_theirs() {
    let world = conflict().await;
    world.done(Action::KeepMine, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Edited locally | here mine (ro) | there theirs
    "]])
        .await;
    world.done(Action::UploadChanges, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here mine (ro) | there mine
    "]])
        .await;
    let versions = world.backend.versions(&dam("shoot/a.psd")).await;
    let kept: Vec<_> = versions.into_iter().map(|version| version.1).collect();
    assert_eq!(kept, [b"theirs".to_vec(), b"v1".to_vec()]);
}

#[tokio::test(start_paused = true)]
async fn keep_theirs_moves_mine_to_recovered() {
    let world = conflict().await;
    world.done(Action::KeepTheirs, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here theirs (ro) | there theirs
        recovered shoot/a.psd (kept-theirs) mine
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn keep_both_names_mine_after_me() {
    let world = conflict().await;
    world.done(Action::KeepBoth, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a (Jane's copy 2026-11-21).psd | New locally | here mine
        shoot/a.psd | Available locally | here theirs (ro) | there theirs
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn keep_mine_of_what_was_deleted_there_is_new_again() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/a.psd", "mine");
    world.gone_there("shoot/a.psd").await;
    world.settle().await;
    world.done(Action::KeepMine, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | New locally | here mine (ro)
    "]])
        .await;
    world.done(Action::UploadChanges, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here mine (ro) | there mine
    "]])
        .await;
}
