//! What somebody else moved or renamed on the server is followed.

use damson_core::{Action, Conflict, Lock, Status};
use damson_engine::ActOptions;
use damson_remote::Verb;
use damson_tests::dam;

use crate::World;

async fn status(world: &World, path: &str) -> Option<Status> {
    world.row(path).await.and_then(|row| row.status)
}

#[tokio::test(start_paused = true)]
async fn a_clean_copy_moves_along() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.server().rename("shoot/a.psd", "final/poster.psd");
    world.settle().await;
    assert_eq!(world.read("final/poster.psd").as_deref(), Some("v1"));
    assert_eq!(world.read("shoot/a.psd"), None);
    assert_eq!(
        status(&world, "final/poster.psd").await,
        Some(Status::AvailableLocally)
    );
    assert_eq!(status(&world, "shoot/a.psd").await, None);
    assert_eq!(world.desk.recovered().await, []);
}

#[tokio::test(start_paused = true)]
async fn an_edit_stays_an_edit_of_the_asset_that_moved() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.done(Action::CheckOut, "shoot/a.psd").await;
    world.write("shoot/a.psd", "mine");
    world.settle().await;
    world.server().rename("shoot/a.psd", "shoot/b.psd");
    world.settle().await;
    assert_eq!(
        status(&world, "shoot/b.psd").await,
        Some(Status::EditedLocally)
    );
    world.done(Action::UploadChanges, "shoot/b.psd").await;
    assert_eq!(
        world.on_server("shoot/b.psd").await.as_deref(),
        Some("mine")
    );
    assert_eq!(world.on_server("shoot/a.psd").await, None);
    assert_eq!(world.holder("shoot/b.psd").await, None);
}

/// A pinned copy follows, and neither goes to Recovered nor comes again.
#[tokio::test(start_paused = true)]
async fn a_pinned_copy_stays_pinned_where_its_asset_is() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.done(Action::Pin, "shoot/a.psd").await;
    world.settle().await;
    world.server().forget_calls();
    world.server().rename("shoot/a.psd", "final/a.psd");
    world.settle().await;
    let row = world.row("final/a.psd").await.expect("a row");
    assert_eq!(row.status, Some(Status::AvailableLocally));
    assert!(row.pinned);
    let calls = world.server().calls();
    assert!(!calls.iter().any(|call| call.verb == Verb::Read));
    assert_eq!(world.desk.recovered().await, []);
    world.there("final/a.psd", "v2").await;
    world.settle().await;
    assert_eq!(world.read("final/a.psd").as_deref(), Some("v2"));
}

/// What is at the new place already, another asset with the same bytes, and what was removed: no
/// copy goes anywhere.
#[tokio::test(start_paused = true)]
async fn nothing_follows_what_is_not_its_asset() {
    let world = World::synced([("shoot/a.psd", "v1"), ("shoot/b.psd", "v1")]).await;
    world.write("shoot/a.psd", "mine");
    world.write("final/b.psd", "another file");
    world.settle().await;
    world.gone_there("shoot/a.psd").await;
    world.there("final/a.psd", "v1").await;
    world.server().rename("shoot/b.psd", "final/b.psd");
    world.desk.refresh("final").await.expect("a listing");
    world.settle().await;
    assert_eq!(
        status(&world, "shoot/a.psd").await,
        Some(Status::EditingConflict(Conflict::DeletedOnServer))
    );
    assert_eq!(world.read("shoot/a.psd").as_deref(), Some("mine"));
    assert_eq!(
        status(&world, "shoot/b.psd").await,
        Some(Status::RemovedRemotely)
    );
    assert_eq!(world.read("final/b.psd").as_deref(), Some("another file"));
}

/// Where the server can't be asked by id, the listing of the new place tells.
#[tokio::test(start_paused = true)]
async fn a_listing_tells_where_it_is() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.server().set_capability(|can| can.finds_by_id = false);
    world.server().rename("shoot/a.psd", "final/a.psd");
    for folder in ["", "final"] {
        world.desk.refresh(folder).await.expect("a listing");
    }
    world.settle().await;
    assert_eq!(world.read("final/a.psd").as_deref(), Some("v1"));
    assert_eq!(status(&world, "shoot/a.psd").await, None);
}

/// A file that got another name in the file manager is offered as a rename, with its edit and lock.
#[tokio::test(start_paused = true)]
async fn a_rename_here_is_offered_for_the_server() {
    let world = World::synced([("shoot/a.psd", "v1"), ("shoot/b.psd", "v1")]).await;
    world.done(Action::CheckOut, "shoot/a.psd").await;
    world.write("shoot/a.psd", "mine");
    world.settle().await;
    world.desk.rename("shoot/a.psd", "shoot/final.psd");
    world.settle().await;
    let row = world.row("shoot/final.psd").await.expect("a row");
    let note = ("renamed-here".to_owned(), "/shoot/a.psd".to_owned());
    assert_eq!(row.status, Some(Status::NewLocally));
    assert_eq!(row.problem, Some(note));

    let to = ActOptions {
        to: Some(dam("shoot/final.psd")),
        ..ActOptions::default()
    };
    let done = world.desk.act_with(Action::Rename, "shoot/a.psd", to).await;
    done.expect("a rename");
    world.settle().await;
    let row = world.row("shoot/final.psd").await.expect("a row");
    assert_eq!(row.status, Some(Status::EditedLocally));
    assert_eq!((row.lock, row.problem), (Lock::Mine, None));
    assert_eq!(world.read("shoot/final.psd").as_deref(), Some("mine"));
    assert_eq!(status(&world, "shoot/a.psd").await, None);
    assert_eq!(
        world.on_server("shoot/final.psd").await.as_deref(),
        Some("v1")
    );
}

/// Not while it is only a copy, nor for longer than it is true; and what is pinned does not come again
/// under its former name.
#[tokio::test(start_paused = true)]
async fn what_was_renamed_here_is_not_missing() {
    let world = World::synced([("shoot/a.psd", "v1"), ("shoot/b.psd", "other")]).await;
    world.done(Action::Pin, "shoot").await;
    world.settle().await;
    world.write("shoot/copy.psd", "v1");
    world.settle().await;
    let row = world.row("shoot/copy.psd").await.expect("a row");
    assert_eq!(row.problem, None);

    world.desk.rename("shoot/b.psd", "shoot/c.psd");
    world.settle().await;
    world.settle().await;
    assert_eq!(status(&world, "shoot/b.psd").await, Some(Status::CloudOnly));
    assert_eq!(world.read("shoot/b.psd"), None);
    world.desk.rename("shoot/c.psd", "shoot/d.psd");
    world.settle().await;
    world.desk.rename("shoot/d.psd", "shoot/b.psd");
    world.settle().await;
    assert_eq!(
        status(&world, "shoot/b.psd").await,
        Some(Status::AvailableLocally)
    );
    assert_eq!(world.row("shoot/b.psd").await.expect("a row").problem, None);
}

/// Another new file is no copy of the asset that gets its name.
#[tokio::test(start_paused = true)]
async fn a_file_that_is_another_is_in_the_way_of_a_rename() {
    let world = World::new().await;
    world.there("shoot/a.psd", "v1").await;
    world.settle().await;
    world.write("shoot/b.psd", "another file");
    world.settle().await;
    let to = ActOptions {
        to: Some(dam("shoot/b.psd")),
        ..ActOptions::default()
    };
    let error = world.desk.act_with(Action::Rename, "shoot/a.psd", to).await;
    assert_eq!(error.expect_err("it is in the way").code(), "file-exists");
    assert_eq!(world.on_server("shoot/a.psd").await.as_deref(), Some("v1"));
    assert_eq!(
        status(&world, "shoot/b.psd").await,
        Some(Status::NewLocally)
    );
}
