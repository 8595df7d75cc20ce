//! Every row of the table of statuses (states.md, section 2); what begins with a deletion on the disk is in
//! `saving`, since it is believed only after half a minute.

use damson_core::Action;
use damson_engine::local::{FaultKind, LocalCall};
use expect_test::expect;

use super::World;

#[tokio::test(start_paused = true)]
async fn an_asset_that_is_not_here_is_cloud_only() {
    let world = World::new().await;
    world.there("shoot/a.psd", "v1").await;
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Cloud only | there v1
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_downloaded_asset_is_available_locally_and_read_only() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here v1 (ro) | there v1
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_touched_file_is_not_edited() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.touch("shoot/a.psd");
    world.quiet().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here v1 (ro) | there v1
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_written_file_is_edited_locally_and_a_check_out_is_offered() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/a.psd", "mine");
    world.quiet().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Edited locally | here mine (ro) | there v1
    "]])
        .await;
    let offered = world.snapshot().offer_check_out.clone();
    assert_eq!(offered, [damson_tests::dam("shoot/a.psd")]);
}

#[tokio::test(start_paused = true)]
async fn an_edit_taken_back_is_available_locally() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/a.psd", "mine");
    world.quiet().await;
    world.write("shoot/a.psd", "v1");
    world.quiet().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here v1 (ro) | there v1
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn modified_remotely() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.there("shoot/a.psd", "theirs").await;
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Modified remotely | here v1 (ro) | there theirs
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn both_sides_written_is_an_editing_conflict() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/a.psd", "mine");
    world.there("shoot/a.psd", "theirs").await;
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Editing conflict | here mine (ro) | there theirs
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn both_sides_at_the_same_bytes_are_adopted() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/a.psd", "same");
    world.there("shoot/a.psd", "same").await;
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here same (ro) | there same
    "]])
        .await;
    // The base followed: what comes next is a change of one side.
    world.there("shoot/a.psd", "theirs").await;
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Modified remotely | here same (ro) | there theirs
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn removed_remotely_stays_until_the_person_says_otherwise() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.gone_there("shoot/a.psd").await;
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Removed remotely | here v1 (ro)
    "]])
        .await;
    world.done(Action::RemoveLocalCopy, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        recovered shoot/a.psd (removed-from-server) v1
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn removed_remotely_in_a_pinned_folder_moves_to_recovered() {
    let world = World::synced([("shoot/a.psd", "v1"), ("shoot/b.psd", "b")]).await;
    world.done(Action::Pin, "shoot").await;
    world.settle().await;
    world.gone_there("shoot/a.psd").await;
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/ pinned
        shoot/b.psd | Available locally | here b (ro) | there b | pinned
        recovered shoot/a.psd (removed-from-server) v1
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn an_edit_of_what_was_deleted_there_is_a_conflict() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/a.psd", "mine");
    world.gone_there("shoot/a.psd").await;
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Editing conflict (deleted) | here mine (ro)
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_file_put_in_the_cache_folder_is_new_locally() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/b.psd", "new");
    world.write("fresh/deep/c.psd", "new");
    world.quiet().await;
    world
        .expect(expect![[r"
        fresh/
        fresh/deep/
        fresh/deep/c.psd | New locally | here new
        shoot/
        shoot/a.psd | Available locally | here v1 (ro) | there v1
        shoot/b.psd | New locally | here new
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_file_put_where_an_asset_is_conflicts_unless_it_is_the_same() {
    let world = World::new().await;
    world.there("shoot/a.psd", "v1").await;
    world.there("shoot/b.psd", "v1").await;
    world.write("shoot/a.psd", "other");
    world.write("shoot/b.psd", "v1");
    world.settle().await;
    world
        .expect(expect![[r"
            shoot/
            shoot/a.psd | Editing conflict (unrelated) | here other | there v1
            shoot/b.psd | Available locally | here v1 (ro) | there v1
        "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn the_lock_is_a_fact_beside_the_status() {
    let world = World::synced([("shoot/a.psd", "v1"), ("shoot/b.psd", "b")]).await;
    world.lock_there("shoot/a.psd", "omar").await;
    world.lock_there("shoot/b.psd", "jane").await;
    world.settle().await;
    world
        .expect(expect![[r"
            shoot/
            shoot/a.psd | Available locally | locked by omar | here v1 (ro) | there v1
            shoot/b.psd | Available locally | mine | here b | there b
        "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_problem_goes_when_the_file_can_be_read_again() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    let path = damson_tests::dam("shoot/a.psd");
    world.touch("shoot/a.psd");
    world
        .desk
        .faults
        .fail_once(LocalCall::Hash, &path, FaultKind::Denied);
    world.quiet().await;
    let table = world.table().await;
    assert!(table.contains("problem unreadable"), "{table}");
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here v1 (ro) | there v1
    "]])
        .await;
    // It has not changed since it was read.
    world
        .desk
        .faults
        .fail_once(LocalCall::Stat, &path, FaultKind::Broken);
    let _ = world.refresh("shoot").await;
    world.settle().await;
    let table = world.table().await;
    assert!(!table.contains("problem"), "{table}");
}
