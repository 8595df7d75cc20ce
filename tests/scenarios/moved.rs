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

/// A server that tells no identities, as most WebDAV servers.
async fn nameless<const N: usize>(files: [(&str, &str); N]) -> World {
    let world = World::new().await;
    world.server().set_tells_ids(false);
    world.server().set_capability(|can| {
        can.finds_by_id = false;
        can.change_feed = false;
        can.feed_sees_deletions = false;
    });
    for (path, text) in files {
        world.there(path, text).await;
    }
    for folder in ["", "shoot", "final"] {
        world.desk.refresh(folder).await.expect("a listing");
    }
    for (path, _) in files {
        world.done(Action::Download, path).await;
    }
    world.settle().await;
    world
}

#[tokio::test(start_paused = true)]
async fn without_ids_what_was_renamed_is_known_by_its_bytes() {
    let world = nameless([
        ("shoot/a.psd", "v1"),
        ("shoot/b.psd", "other"),
        ("final/c.psd", "c"),
    ])
    .await;
    world.done(Action::CheckOut, "shoot/a.psd").await;
    world.write("shoot/a.psd", "mine");
    world.settle().await;
    world.server().unlock("shoot/a.psd");
    world.server().rename("shoot/a.psd", "shoot/poster.psd");
    world.server().rename("shoot/b.psd", "shoot/B side.psd");
    world.settle().await;
    world.settle().await;
    assert_eq!(
        status(&world, "shoot/poster.psd").await,
        Some(Status::EditedLocally)
    );
    assert_eq!(world.read("shoot/poster.psd").as_deref(), Some("mine"));
    assert_eq!(
        status(&world, "shoot/B side.psd").await,
        Some(Status::AvailableLocally)
    );
    assert_eq!(world.read("shoot/b.psd"), None);
    assert_eq!(status(&world, "shoot/a.psd").await, None);
    world.done(Action::UploadChanges, "shoot/poster.psd").await;
    let sent = world.on_server("shoot/poster.psd").await;
    assert_eq!(sent.as_deref(), Some("mine"));
    assert_eq!(world.on_server("shoot/a.psd").await, None);
}

/// A folder that got another name, with a folder inside.
#[tokio::test(start_paused = true)]
async fn without_ids_a_renamed_folder_is_followed() {
    let world = nameless([
        ("shoot/day 1/a.psd", "v1"),
        ("shoot/b.psd", "b"),
        ("final/c.psd", "c"),
    ])
    .await;
    world.write("shoot/b.psd", "mine");
    world.settle().await;
    world.server().rename("shoot", "Lookbook");
    for _ in 0..3 {
        world.settle().await;
    }
    assert_eq!(
        status(&world, "Lookbook/b.psd").await,
        Some(Status::EditedLocally)
    );
    assert_eq!(
        status(&world, "Lookbook/day 1/a.psd").await,
        Some(Status::AvailableLocally)
    );
}

/// What was there before, what is there twice, and what is another's: nothing follows.
#[tokio::test(start_paused = true)]
async fn without_ids_nothing_follows_what_may_be_another_asset() {
    let world = nameless([
        ("shoot/a.psd", "v1"),
        ("shoot/b.psd", "v2"),
        ("shoot/c.psd", "v3"),
    ])
    .await;
    world.there("final/old.psd", "v1").await;
    for folder in ["", "final"] {
        world.desk.refresh(folder).await.expect("a listing");
    }
    for path in ["shoot/a.psd", "shoot/b.psd", "shoot/c.psd"] {
        world.write(path, "mine");
    }
    world.settle().await;
    // `a` is removed, and one with its bytes was there before; `b` moves and is copied; of `c` only
    // the size is alike.
    world.gone_there("shoot/a.psd").await;
    world.server().rename("shoot/b.psd", "shoot/b1.psd");
    world.there("shoot/b2.psd", "v2").await;
    world.gone_there("shoot/c.psd").await;
    world.there("shoot/c1.psd", "v4").await;
    for _ in 0..3 {
        world.settle().await;
    }
    let deleted = Some(Status::EditingConflict(Conflict::DeletedOnServer));
    for path in ["shoot/a.psd", "shoot/b.psd", "shoot/c.psd"] {
        assert_eq!(status(&world, path).await, deleted, "{path}");
        assert_eq!(world.read(path).as_deref(), Some("mine"), "{path}");
    }
}
