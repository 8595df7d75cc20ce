//! Names that the server keeps otherwise than they were sent.

use damson_core::{Action, Status};
use expect_test::expect;

use crate::World;

/// What was uploaded under one spelling and is listed under another one is one row, and the file here
/// follows the server.
#[tokio::test(start_paused = true)]
async fn a_name_that_comes_back_otherwise_is_one_row() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.server().set_spelling(str::to_lowercase);
    world.write("shoot/Logo.PSD", "mine");
    world.quiet().await;
    world.done(Action::UploadChanges, "shoot/Logo.PSD").await;
    world.settle().await;
    world
        .expect(expect![[r"
            shoot/
            shoot/a.psd | Available locally | here v1 (ro) | there v1
            shoot/logo.psd | Available locally | here mine (ro) | there mine
        "]])
        .await;
    assert_eq!(world.recovered().await.len(), 0);
    // And on from there.
    world.done(Action::Edit, "shoot/logo.psd").await;
    world.write("shoot/logo.psd", "mine 2");
    world.quiet().await;
    world.done(Action::UploadChanges, "shoot/logo.psd").await;
    let row = world.row("shoot/logo.psd").await.expect("a row");
    assert_eq!(row.status, Some(Status::AvailableLocally));
    assert_eq!(
        world.on_server("shoot/logo.psd").await.as_deref(),
        Some("mine 2")
    );
}
