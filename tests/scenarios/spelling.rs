//! Names that the server keeps otherwise than they were sent.

use std::fs;

use damson_core::{Action, Status};
use damson_engine::{ActOptions, Command, IfExists};
use damson_tests::dam;
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

/// So is what was made, moved, copied or uploaded as a folder.
#[tokio::test(start_paused = true)]
async fn all_that_is_new_is_where_the_server_lists_it() {
    let world = World::synced([("shoot/a.psd", "v1"), ("day/b.psd", "v1")]).await;
    world.server().set_spelling(str::to_lowercase);
    let to = |path: &str| ActOptions {
        to: Some(dam(path)),
        ..ActOptions::default()
    };
    for (action, from, wanted) in [
        (Action::NewFolder, "shoot", "shoot/New"),
        (Action::Duplicate, "shoot/a.psd", "shoot/Copy.PSD"),
        (Action::Rename, "shoot/a.psd", "shoot/Moved.PSD"),
        (Action::Rename, "day", "Trip"),
    ] {
        let done = world.act_with(action, from, to(wanted)).await;
        done.unwrap_or_else(|error| panic!("{action:?}: {error}"));
    }
    let folder = world.elsewhere().join("Sent");
    fs::create_dir_all(folder.join("Inside")).expect("a folder");
    fs::write(folder.join("Inside/c.psd"), "mine").expect("a file");
    let command = Command::UploadHere {
        into: dam("shoot"),
        sources: vec![folder],
        if_exists: IfExists::Skip,
        comment: None,
    };
    world.perform(command).await.expect("uploaded");
    world
        .expect(expect![[r"
        shoot/
        shoot/copy.psd | Cloud only | there v1
        shoot/moved.psd | Available locally | here v1 (ro) | there v1
        shoot/new/
        shoot/sent/
        shoot/sent/inside/
        shoot/sent/inside/c.psd | Cloud only | there mine
        trip/
        trip/b.psd | Available locally | here v1 (ro) | there v1
    "]])
        .await;
    // Another look at everything finds nothing else.
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/copy.psd | Cloud only | there v1
        shoot/moved.psd | Available locally | here v1 (ro) | there v1
        shoot/new/
        shoot/sent/
        shoot/sent/inside/
        shoot/sent/inside/c.psd | Cloud only | there mine
        trip/
        trip/b.psd | Available locally | here v1 (ro) | there v1
    "]])
        .await;
    assert_eq!(world.recovered().await.len(), 0);
}
