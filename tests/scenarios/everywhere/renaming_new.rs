//! A file that is only here is renamed here, and nothing there is taken for it.

use damson_core::{Action, Status};
use damson_engine::EngineError;
use expect_test::expect;

use super::{World, to};

async fn new() -> World {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/new.psd", "mine");
    world.quiet().await;
    world
}

#[tokio::test(start_paused = true)]
async fn a_new_file_is_renamed_and_then_uploaded() {
    let world = new().await;
    let done = to(&world, Action::Rename, "shoot/new.psd", "shoot/newer.psd").await;
    done.unwrap();
    let row = world.row("shoot/newer.psd").await.unwrap();
    assert_eq!(row.status, Some(Status::NewLocally));
    assert_eq!(world.row("shoot/new.psd").await.map(|row| row.path), None);
    assert_eq!(world.read("shoot/newer.psd").as_deref(), Some("mine"));
    world.settle().await;
    world.done(Action::UploadChanges, "shoot/newer.psd").await;
    world
        .expect(expect![[r"
            shoot/
            shoot/a.psd | Available locally | here v1 (ro) | there v1
            shoot/newer.psd | Available locally | here mine (ro) | there mine
        "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_name_that_is_taken_is_refused() {
    let world = new().await;
    world.there("shoot/theirs.psd", "theirs").await;
    for taken in ["shoot/a.psd", "shoot/theirs.psd"] {
        let refused = to(&world, Action::Rename, "shoot/new.psd", taken).await;
        assert!(
            matches!(
                &refused,
                Err(EngineError::Remote(_) | EngineError::Local(_))
            ),
            "{taken}: {refused:?}"
        );
        assert_eq!(world.read("shoot/new.psd").as_deref(), Some("mine"));
        let row = world.row("shoot/new.psd").await.unwrap();
        assert_eq!(row.status, Some(Status::NewLocally));
    }
    assert_eq!(
        world.on_server("shoot/theirs.psd").await.as_deref(),
        Some("theirs")
    );
}
