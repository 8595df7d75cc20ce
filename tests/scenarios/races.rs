//! What changes between a decision and its effect.

use damson_core::Action;
use damson_remote::Verb;
use damson_tests::dam;
use expect_test::expect;

use crate::World;

#[tokio::test(start_paused = true)]
async fn somebody_writes_while_mine_is_uploaded() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/a.psd", "mine");
    world.quiet().await;
    world
        .server()
        .before_next(Verb::Upload, |server| server.write("shoot/a.psd", "theirs"));
    let error = world.fails(Action::UploadChanges, "shoot/a.psd").await;
    assert_eq!(error.code(), "conflict");
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Editing conflict | here mine (ro) | there theirs
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn somebody_checks_out_while_mine_is_uploaded() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/a.psd", "mine");
    world.quiet().await;
    world
        .server()
        .before_next(Verb::Upload, |server| server.lock_as("shoot/a.psd", "omar"));
    let error = world.fails(Action::UploadChanges, "shoot/a.psd").await;
    assert_eq!(error.code(), "refused");
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Edited locally | locked by omar | here mine (ro) | there v1
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn somebody_takes_the_name_of_a_new_file() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/b.psd", "mine");
    world.quiet().await;
    world
        .server()
        .before_next(Verb::Upload, |server| server.write("shoot/b.psd", "theirs"));
    let error = world.fails(Action::UploadChanges, "shoot/b.psd").await;
    assert_eq!(error.code(), "conflict");
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here v1 (ro) | there v1
        shoot/b.psd | Editing conflict (unrelated) | here mine | there theirs
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn saved_again_during_the_upload() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.done(Action::CheckOut, "shoot/a.psd").await;
    world.write("shoot/a.psd", "mine");
    world.quiet().await;
    let local = world.local.clone();
    world.server().before_next(Verb::Upload, move |_| {
        local.write(&dam("shoot/a.psd"), b"mine again");
    });
    let _ = world.desk.act(Action::UploadChanges, "shoot/a.psd").await;
    world.settle().await;
    // Whether the first save still counted or not: the second one is an edit, and still mine.
    let table = world.table().await;
    assert!(
        table.contains("Edited locally | mine | here mine again"),
        "{table}"
    );
}

#[tokio::test(start_paused = true)]
async fn the_asset_changes_while_it_is_downloaded() {
    let world = World::new().await;
    world.there("shoot/a.psd", "old bytes").await;
    world.settle().await;
    world
        .server()
        .before_next(Verb::Read, |server| server.write("shoot/a.psd", "new"));
    world.done(Action::Download, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here new (ro) | there new
    "]])
        .await;
}

/// As many bytes as before: only the hash tells.
#[tokio::test(start_paused = true)]
async fn what_changes_in_as_many_bytes_is_seen_by_its_hash() {
    let world = World::synced([("shoot/a.psd", "old"), ("shoot/b.psd", "old")]).await;
    world.done(Action::RemoveLocalCopy, "shoot").await;
    world
        .server()
        .before_next(Verb::Read, |server| server.write("shoot/a.psd", "new"));
    world.done(Action::Download, "shoot").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here new (ro) | there new
        shoot/b.psd | Available locally | here old (ro) | there old
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_file_is_put_where_a_download_lands() {
    let world = World::new().await;
    world.there("shoot/a.psd", "theirs").await;
    world.settle().await;
    let local = world.local.clone();
    world.server().before_next(Verb::Read, move |_| {
        local.write(&dam("shoot/a.psd"), b"mine");
    });
    let error = world.fails(Action::Download, "shoot/a.psd").await;
    assert_eq!(error.code(), "conflict");
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Editing conflict (unrelated) | here mine | there theirs
    "]])
        .await;
    assert!(world.partials().is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_edit_is_saved_while_an_update_runs() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.there("shoot/a.psd", "theirs").await;
    world.settle().await;
    let local = world.local.clone();
    world.server().before_next(Verb::Read, move |_| {
        local.write(&dam("shoot/a.psd"), b"mine");
    });
    let error = world.fails(Action::Update, "shoot/a.psd").await;
    assert_eq!(error.code(), "conflict");
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Editing conflict | here mine (ro) | there theirs
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn the_lock_is_released_by_force_while_it_is_mine() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.done(Action::CheckOut, "shoot/a.psd").await;
    world.write("shoot/a.psd", "mine");
    world.quiet().await;
    // An administrator released it, and somebody else took it.
    world.lock_there("shoot/a.psd", "omar").await;
    let error = world.fails(Action::UploadChanges, "shoot/a.psd").await;
    assert_eq!(error.code(), "refused");
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Edited locally | locked by omar | here mine | there v1 | problem check-out-ended
    "]])
        .await;
}

/// An application may have the copy open and not have saved yet: it is told of, not shut.
#[tokio::test(start_paused = true)]
async fn a_lost_lock_is_told_of_and_leaves_the_copy_writable() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.done(Action::CheckOut, "shoot/a.psd").await;
    world.server().unlock("shoot/a.psd");
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here v1 | there v1 | problem check-out-ended
    "]])
        .await;
    world.lock_there("shoot/a.psd", "jane").await;
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | mine | here v1 | there v1
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn an_edit_that_finds_a_conflict_gives_the_lock_back() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/a.psd", "mine");
    world.quiet().await;
    world.there("shoot/a.psd", "theirs").await;
    let error = world.fails(Action::Edit, "shoot/a.psd").await;
    assert_eq!(error.code(), "conflict");
    assert_eq!(world.holder("shoot/a.psd").await, None);
    assert!(world.shell.taken().is_empty());
}

#[tokio::test(start_paused = true)]
async fn the_answer_to_an_upload_is_lost() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/a.psd", "mine");
    world.quiet().await;
    // It arrived, but the client hears only that the line broke.
    world.server().before_next(Verb::Upload, |server| {
        server.write_as("jane", "shoot/a.psd", "mine");
        server.set_offline(true);
    });
    let server = world.server().clone();
    let upload = world.desk.act(Action::UploadChanges, "shoot/a.psd");
    let back = async {
        tokio::time::sleep(std::time::Duration::from_secs(20)).await;
        server.set_offline(false);
    };
    let (uploaded, ()) = tokio::join!(upload, back);
    // Adopted or conflict-free either way: the bytes are there once.
    world.settle().await;
    let table = world.table().await;
    assert!(table.contains("Available locally"), "{uploaded:?}\n{table}");
}
