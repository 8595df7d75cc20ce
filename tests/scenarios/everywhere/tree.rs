//! Rename, Move, Duplicate, New folder and Delete.

use damson_core::Action;
use damson_engine::EngineError;
use expect_test::expect;

use super::{World, refusal, to};

#[tokio::test(start_paused = true)]
async fn rename_takes_an_edit_along() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/a.psd", "mine");
    world.quiet().await;
    to(&world, Action::Rename, "shoot/a.psd", "shoot/b.psd")
        .await
        .expect("a rename");
    world
        .expect(expect![[r"
        shoot/
        shoot/b.psd | Edited locally | here mine (ro) | there v1
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn moving_a_folder_takes_everything_along() {
    let world = World::synced([("shoot/a.psd", "v1"), ("shoot/sub/b.psd", "b")]).await;
    world.write("shoot/a.psd", "mine");
    world.write("shoot/new.psd", "new");
    world.quiet().await;
    to(&world, Action::Move, "shoot", "done")
        .await
        .expect("a move");
    world
        .expect(expect![[r"
        done/
        done/a.psd | Edited locally | here mine (ro) | there v1
        done/new.psd | New locally | here new
        done/sub/
        done/sub/b.psd | Available locally | here b (ro) | there b
    "]])
        .await;
    world.settle().await;
    world
        .expect(expect![[r"
        done/
        done/a.psd | Edited locally | here mine (ro) | there v1
        done/new.psd | New locally | here new
        done/sub/
        done/sub/b.psd | Available locally | here b (ro) | there b
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn rename_onto_something_is_refused_and_moves_nothing() {
    let world = World::synced([("shoot/a.psd", "v1"), ("shoot/b.psd", "b")]).await;
    let error = to(&world, Action::Rename, "shoot/a.psd", "shoot/b.psd").await;
    assert_eq!(error.expect_err("taken").code(), "exists");
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here v1 (ro) | there v1
        shoot/b.psd | Available locally | here b (ro) | there b
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn what_another_holds_is_not_renamed_or_deleted() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.lock_there("shoot/a.psd", "omar").await;
    let error = to(&world, Action::Rename, "shoot/a.psd", "shoot/b.psd").await;
    assert_eq!(
        refusal(&error.expect_err("locked")),
        r#"CheckedOutBy("omar")"#
    );
    let error = world.fails(Action::Delete, "shoot/a.psd").await;
    assert_eq!(refusal(&error), r#"CheckedOutBy("omar")"#);
    let error = world.fails(Action::Delete, "shoot").await;
    assert!(matches!(error, EngineError::LockedInside { .. }), "{error}");
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | locked by omar | here v1 (ro) | there v1
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn delete_keeps_local_bytes_in_recovered() {
    let world = World::synced([("shoot/a.psd", "v1"), ("shoot/b.psd", "b")]).await;
    world.done(Action::Delete, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/b.psd | Available locally | here b (ro) | there b
        recovered shoot/a.psd (deleted) v1
    "]])
        .await;
    world.write("shoot/b.psd", "mine");
    world.done(Action::Delete, "shoot").await;
    world
        .expect(expect![[r"
        recovered shoot/a.psd (deleted) v1
        recovered shoot/b.psd (deleted) mine
    "]])
        .await;
    assert_eq!(world.on_server("shoot/b.psd").await, None);
}

#[tokio::test(start_paused = true)]
async fn duplicate_and_new_folder() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    to(&world, Action::Duplicate, "shoot/a.psd", "shoot/copy.psd")
        .await
        .expect("a copy");
    to(&world, Action::NewFolder, "shoot", "shoot/sub")
        .await
        .expect("a folder");
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here v1 (ro) | there v1
        shoot/copy.psd | Cloud only | there v1
        shoot/sub/
    "]])
        .await;
}
