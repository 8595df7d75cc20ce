//! Upload changes.

use damson_core::Action;
use damson_engine::{ActOptions, EngineError};
use expect_test::expect;

use super::{World, refusal};

#[tokio::test(start_paused = true)]
async fn upload_over_a_remote_change_is_a_conflict_and_sends_nothing() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/a.psd", "mine");
    world.quiet().await;
    world.there("shoot/a.psd", "theirs").await;
    let error = world.fails(Action::UploadChanges, "shoot/a.psd").await;
    assert!(matches!(error, EngineError::Conflict { .. }), "{error}");
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Editing conflict | here mine (ro) | there theirs
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn upload_to_what_another_holds_is_refused() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/a.psd", "mine");
    world.quiet().await;
    world.lock_there("shoot/a.psd", "omar").await;
    let error = world.fails(Action::UploadChanges, "shoot/a.psd").await;
    assert_eq!(refusal(&error), r#"CheckedOutBy("omar")"#);
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Edited locally | locked by omar | here mine (ro) | there v1
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn upload_can_keep_it_checked_out() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.done(Action::CheckOut, "shoot/a.psd").await;
    world.write("shoot/a.psd", "v2");
    world.quiet().await;
    let options = ActOptions {
        keep_checked_out: true,
        ..ActOptions::default()
    };
    let done = world
        .act_with(Action::UploadChanges, "shoot/a.psd", options)
        .await;
    assert!(done.is_ok(), "{done:?}");
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | mine | here v2 | there v2
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_new_file_is_uploaded_where_it_is() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/b.psd", "new");
    world.quiet().await;
    world.done(Action::UploadChanges, "shoot/b.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here v1 (ro) | there v1
        shoot/b.psd | Available locally | here new (ro) | there new
    "]])
        .await;
}
