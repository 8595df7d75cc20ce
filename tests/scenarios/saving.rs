//! How applications save, and what the watcher makes of it.

use damson_core::{Action, Status};
use damson_tests::{App, dam};
use expect_test::expect;

use crate::World;

#[tokio::test(start_paused = true)]
async fn every_way_to_save_is_an_edit_and_nothing_else() {
    for app in App::ALL {
        let world = World::synced([("shoot/a.psd", "v1")]).await;
        world.done(Action::CheckOut, "shoot/a.psd").await;
        world.save(app, "shoot/a.psd", "saved");
        world.quiet().await;
        assert_eq!(
            world.table().await,
            "shoot/\nshoot/a.psd | Edited locally | mine | here saved | there v1\n",
            "{app:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn saving_the_same_bytes_is_no_edit() {
    for app in App::ALL {
        let world = World::synced([("shoot/a.psd", "v1")]).await;
        world.save(app, "shoot/a.psd", "v1");
        world.quiet().await;
        let row = world.row("shoot/a.psd").await.expect("a row");
        assert_eq!(row.status, Some(Status::AvailableLocally), "{app:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_file_that_comes_back_was_saved_not_deleted() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.remove("shoot/a.psd");
    tokio::time::sleep(std::time::Duration::from_secs(10)).await;
    world.write("shoot/a.psd", "saved");
    world.quiet().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Edited locally | here saved | there v1
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_file_that_is_still_written_is_not_read() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    for part in 1..=5 {
        world.write("shoot/a.psd", &"x".repeat(part));
        tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
        let row = world.row("shoot/a.psd").await.expect("a row");
        assert_eq!(row.status, Some(Status::AvailableLocally), "part {part}");
    }
    world.quiet().await;
    let row = world.row("shoot/a.psd").await.expect("a row");
    assert_eq!(row.status, Some(Status::EditedLocally));
}

#[tokio::test(start_paused = true)]
async fn lost_hints_are_made_up_for_by_a_scan() {
    let world = World::synced([("shoot/a.psd", "v1"), ("shoot/b.psd", "b")]).await;
    world.write("shoot/a.psd", "mine");
    world.remove("shoot/b.psd");
    world.local.overflow();
    world.quiet().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Edited locally | here mine (ro) | there v1
        shoot/b.psd | Cloud only | there b
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_file_that_cant_be_read_is_a_problem_of_its_row() {
    use damson_engine::local::Trouble;
    let world = World::synced([("shoot/a.psd", "v1"), ("shoot/b.psd", "b")]).await;
    world
        .local
        .set_trouble(&dam("shoot/a.psd"), Some(Trouble::Denied));
    world.write("shoot/a.psd", "mine");
    world.write("shoot/b.psd", "mine too");
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Edited locally | here mine (ro) | there v1 | problem unreadable
        shoot/b.psd | Edited locally | here mine too (ro) | there b
    "]])
        .await;
    world.local.set_trouble(&dam("shoot/a.psd"), None);
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Edited locally | here mine (ro) | there v1
        shoot/b.psd | Edited locally | here mine too (ro) | there b
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_vanished_cache_folder_halts_instead_of_emptying_everything() {
    let world = World::synced([("shoot/a.psd", "v1"), ("shoot/b.psd", "b")]).await;
    world.local.set_unplugged(true);
    world.settle().await;
    assert!(world.snapshot().halted.is_some());
    let error = world.fails(Action::CheckOut, "shoot/a.psd").await;
    assert_eq!(error.code(), "halted");
    world.local.set_unplugged(false);
    let released = world.perform(damson_engine::Command::ReleaseBrake).await;
    assert!(released.is_ok(), "{released:?}");
    world.settle().await;
    assert!(world.snapshot().halted.is_none());
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here v1 (ro) | there v1
        shoot/b.psd | Available locally | here b (ro) | there b
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn an_emptied_cache_folder_waits_for_a_person() {
    let world = World::synced([
        ("shoot/a.psd", "1"),
        ("shoot/b.psd", "2"),
        ("shoot/c.psd", "3"),
        ("shoot/d.psd", "4"),
        ("shoot/e.psd", "5"),
    ])
    .await;
    world.remove("shoot");
    world.local.overflow();
    world.settle().await;
    assert!(world.snapshot().halted.is_some());
    let row = world.row("shoot/a.psd").await.expect("a row");
    assert_eq!(row.status, Some(Status::AvailableLocally));
    let released = world.perform(damson_engine::Command::ReleaseBrake).await;
    assert!(released.is_ok(), "{released:?}");
    let row = world.row("shoot/a.psd").await.expect("a row");
    assert_eq!(row.status, Some(Status::CloudOnly));
}

#[tokio::test(start_paused = true)]
async fn recovered_files_go_after_thirty_days() {
    let mut world = World::synced([("shoot/a.psd", "v1")]).await;
    world.desk.policy.poll_seconds = 24 * 60 * 60;
    world.desk.restart().await;
    world.write("shoot/a.psd", "mine");
    world.done(Action::DiscardChanges, "shoot/a.psd").await;
    tokio::time::sleep(std::time::Duration::from_hours(29 * 24)).await;
    assert_eq!(world.recovered().await.len(), 1);
    tokio::time::sleep(std::time::Duration::from_hours(2 * 24)).await;
    assert_eq!(world.recovered().await.len(), 0);
    assert!(world.local.recovered().is_empty());
}

#[tokio::test(start_paused = true)]
async fn deleting_a_cached_file_frees_space_and_nothing_else() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.remove("shoot/a.psd");
    world.quiet().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Cloud only | there v1
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn gone_on_both_sides_is_no_row() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.remove("shoot/a.psd");
    world.gone_there("shoot/a.psd").await;
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
    "]])
        .await;
}

/// A disk that is full keeps no note of a save; it is made up for once there is room.
#[tokio::test(start_paused = true)]
async fn a_save_that_could_not_be_noted_is_seen_when_there_is_room() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    let journal = world.desk.journal();
    journal.refuse_writes(true).expect("a full disk");
    world.write("shoot/a.psd", "saved");
    tokio::time::sleep(std::time::Duration::from_secs(20)).await;
    let row = world.row("shoot/a.psd").await.expect("a row");
    assert_eq!(row.status, Some(Status::AvailableLocally), "it was noted");
    journal.refuse_writes(false).expect("room");
    tokio::time::sleep(std::time::Duration::from_mins(1)).await;
    world.quiet().await;
    let row = world.row("shoot/a.psd").await.expect("a row");
    assert_eq!(row.status, Some(Status::EditedLocally));
}

#[tokio::test(start_paused = true)]
async fn an_edit_that_an_action_sees_first_is_shown_at_once() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.done(Action::CheckOut, "shoot/a.psd").await;
    world.quiet().await;
    let edited = || {
        world
            .snapshot()
            .counts
            .by_status
            .get(&Status::EditedLocally)
            .copied()
    };
    assert_eq!(edited(), None);
    world.write("shoot/a.psd", "saved");
    // The details ask for the history of what was just opened.
    world.done(Action::History, "shoot/a.psd").await;
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    assert_eq!(edited(), Some(1), "before any poll");
}
