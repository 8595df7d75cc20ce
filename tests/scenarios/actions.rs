//! Every action and its refusals (states.md, section 3). They run on any backend.

use damson_core::{Action, Status};
use damson_engine::{ActOptions, EngineError, Outcome};
use damson_tests::{World, dam};
use expect_test::expect;

/// The refusal of an action as a short text.
fn refusal(error: &EngineError) -> String {
    if let EngineError::Refused { refusal, .. } = error {
        return format!("{refusal:?}");
    }
    error.to_string()
}

#[tokio::test(start_paused = true)]
async fn open_fetches_what_is_absent_and_leaves_the_lock() {
    let world = World::new().await;
    world.there("shoot/a.psd", "v1").await;
    world.settle().await;
    world.done(Action::Open, "shoot/a.psd").await;
    assert_eq!(world.shell.taken(), ["open shoot/a.psd=v1"]);
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here v1 (ro) | there v1
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn edit_checks_out_fetches_and_opens_and_upload_gives_it_back() {
    let world = World::new().await;
    world.there("shoot/a.psd", "v1").await;
    world.settle().await;
    world.done(Action::Edit, "shoot/a.psd").await;
    assert_eq!(world.shell.taken(), ["open shoot/a.psd=v1"]);
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | mine | here v1 | there v1
    "]])
        .await;
    world.write("shoot/a.psd", "v2");
    world.quiet().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Edited locally | mine | here v2 | there v1
    "]])
        .await;
    let options = ActOptions {
        comment: Some("brighter".to_owned()),
        ..ActOptions::default()
    };
    let uploaded = world
        .act_with(Action::UploadChanges, "shoot/a.psd", options)
        .await;
    assert!(matches!(
        uploaded,
        Ok(Outcome::Status(Some(Status::AvailableLocally)))
    ));
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here v2 (ro) | there v2
    "]])
        .await;
    let versions = world.backend.versions(&dam("shoot/a.psd")).await;
    assert_eq!(versions, [(Some("brighter".to_owned()), b"v1".to_vec())]);
}

#[tokio::test(start_paused = true)]
async fn edit_brings_a_stale_copy_up_to_date() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.there("shoot/a.psd", "v2").await;
    world.done(Action::Edit, "shoot/a.psd").await;
    assert_eq!(world.shell.taken(), ["open shoot/a.psd=v2"]);
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | mine | here v2 | there v2
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn edit_of_what_another_holds_is_refused_with_their_name() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.lock_there("shoot/a.psd", "omar").await;
    // The client doesn't know yet.
    let error = world.fails(Action::Edit, "shoot/a.psd").await;
    assert_eq!(refusal(&error), r#"CheckedOutBy("omar")"#);
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | locked by omar | here v1 (ro) | there v1
    "]])
        .await;
    assert!(world.shell.taken().is_empty());
}

#[tokio::test(start_paused = true)]
async fn check_out_and_check_in_toggle_lock_and_protection() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.done(Action::CheckOut, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | mine | here v1 | there v1
    "]])
        .await;
    let error = world.fails(Action::CheckOut, "shoot/a.psd").await;
    assert_eq!(refusal(&error), "AlreadyCheckedOut");
    world.done(Action::CheckIn, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here v1 (ro) | there v1
    "]])
        .await;
    assert_eq!(world.holder("shoot/a.psd").await, None);
    let error = world.fails(Action::CheckIn, "shoot/a.psd").await;
    assert_eq!(refusal(&error), "NotCheckedOut");
}

#[tokio::test(start_paused = true)]
async fn check_in_with_edits_asks_first() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.done(Action::CheckOut, "shoot/a.psd").await;
    world.write("shoot/a.psd", "mine");
    world.quiet().await;
    let error = world.fails(Action::CheckIn, "shoot/a.psd").await;
    assert!(
        matches!(error, EngineError::EditsNotUploaded { .. }),
        "{error}"
    );
    assert_eq!(world.holder("shoot/a.psd").await.as_deref(), Some("jane"));
    let options = ActOptions {
        release: true,
        ..ActOptions::default()
    };
    let done = world
        .act_with(Action::CheckIn, "shoot/a.psd", options)
        .await;
    assert!(done.is_ok(), "{done:?}");
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Edited locally | here mine (ro) | there v1
    "]])
        .await;
}

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

#[tokio::test(start_paused = true)]
async fn discarded_changes_are_in_recovered_and_can_come_back() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.done(Action::CheckOut, "shoot/a.psd").await;
    world.write("shoot/a.psd", "mine");
    world.quiet().await;
    let options = ActOptions {
        release: true,
        ..ActOptions::default()
    };
    let done = world
        .act_with(Action::DiscardChanges, "shoot/a.psd", options)
        .await;
    assert!(done.is_ok(), "{done:?}");
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Cloud only | there v1
        recovered shoot/a.psd (discarded) mine
    "]])
        .await;
    assert_eq!(world.holder("shoot/a.psd").await, None);
    let id = world.recovered().await[0].id;
    let restored = world
        .perform(damson_engine::Command::RestoreRecovered { id })
        .await;
    assert!(restored.is_ok(), "{restored:?}");
    world
        .expect(expect![[r"
        shoot/
        shoot/a (Jane's copy 2026-11-21).psd | New locally | here mine
        shoot/a.psd | Cloud only | there v1
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn update_fetches_the_new_revision() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    let error = world.fails(Action::Update, "shoot/a.psd").await;
    assert_eq!(refusal(&error), "UpToDate");
    world.there("shoot/a.psd", "v2").await;
    world.settle().await;
    world.done(Action::Update, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here v2 (ro) | there v2
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn an_edited_copy_is_not_removed() {
    let world = World::synced([("shoot/a.psd", "v1"), ("shoot/b.psd", "b")]).await;
    world.write("shoot/a.psd", "mine");
    world.quiet().await;
    let error = world.fails(Action::RemoveLocalCopy, "shoot/a.psd").await;
    assert_eq!(refusal(&error), "HasEdits");
    let outcome = world.done(Action::RemoveLocalCopy, "shoot").await;
    let Outcome::Bulk { done, problems } = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!((done, problems.len()), (1, 1));
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Edited locally | here mine (ro) | there v1
        shoot/b.psd | Cloud only | there b
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn an_edit_that_was_not_noticed_yet_is_not_removed_either() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/a.psd", "mine");
    let error = world.fails(Action::RemoveLocalCopy, "shoot/a.psd").await;
    assert_eq!(refusal(&error), "HasEdits");
    assert_eq!(world.read("shoot/a.psd").as_deref(), Some("mine"));
}

#[tokio::test(start_paused = true)]
async fn keep_mine_builds_upon_theirs() {
    let world = conflict().await;
    world.done(Action::KeepMine, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Edited locally | here mine (ro) | there theirs
    "]])
        .await;
    world.done(Action::UploadChanges, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here mine (ro) | there mine
    "]])
        .await;
    let versions = world.backend.versions(&dam("shoot/a.psd")).await;
    let kept: Vec<_> = versions.into_iter().map(|version| version.1).collect();
    assert_eq!(kept, [b"theirs".to_vec(), b"v1".to_vec()]);
}

#[tokio::test(start_paused = true)]
async fn keep_theirs_moves_mine_to_recovered() {
    let world = conflict().await;
    world.done(Action::KeepTheirs, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here theirs (ro) | there theirs
        recovered shoot/a.psd (kept-theirs) mine
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn keep_both_names_mine_after_me() {
    let world = conflict().await;
    world.done(Action::KeepBoth, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a (Jane's copy 2026-11-21).psd | New locally | here mine
        shoot/a.psd | Available locally | here theirs (ro) | there theirs
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn keep_mine_of_what_was_deleted_there_is_new_again() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/a.psd", "mine");
    world.gone_there("shoot/a.psd").await;
    world.settle().await;
    world.done(Action::KeepMine, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | New locally | here mine (ro)
    "]])
        .await;
    world.done(Action::UploadChanges, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here mine (ro) | there mine
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn reveal_and_open_in_web_go_through_the_shell() {
    let world = World::new().await;
    world.there("shoot/a.psd", "v1").await;
    world.settle().await;
    world.done(Action::Reveal, "shoot/a.psd").await;
    assert_eq!(world.shell.taken(), ["reveal shoot/a.psd"]);
    world.done(Action::OpenInWeb, "shoot/a.psd").await;
    let browsed = world.shell.taken();
    assert!(browsed[0].starts_with("browse http"), "{browsed:?}");
}

#[tokio::test(start_paused = true)]
async fn only_administrators_release_what_others_hold() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.lock_there("shoot/a.psd", "omar").await;
    world.settle().await;
    let error = world.fails(Action::ReleaseLock, "shoot/a.psd").await;
    assert_eq!(refusal(&error), "NotAdministrator");
    let admin = world.person("admin").await;
    let released = admin.act(Action::ReleaseLock, "shoot/a.psd").await;
    assert!(released.is_ok(), "{released:?}");
    assert_eq!(world.holder("shoot/a.psd").await, None);
}

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

#[tokio::test(start_paused = true)]
async fn a_pinned_folder_is_kept_up_to_date() {
    let world = World::new().await;
    world.there("shoot/a.psd", "v1").await;
    world.there("shoot/sub/b.psd", "b").await;
    world.settle().await;
    world.done(Action::Pin, "shoot").await;
    world.settle().await;
    world
        .expect(expect![[r"
            shoot/ pinned
            shoot/a.psd | Available locally | here v1 (ro) | there v1 | pinned
            shoot/sub/ pinned
            shoot/sub/b.psd | Available locally | here b (ro) | there b | pinned
        "]])
        .await;
    world.there("shoot/a.psd", "v2").await;
    world.there("shoot/sub/c.psd", "c").await;
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/ pinned
        shoot/a.psd | Available locally | here v2 (ro) | there v2 | pinned
        shoot/sub/ pinned
        shoot/sub/b.psd | Available locally | here b (ro) | there b | pinned
        shoot/sub/c.psd | Available locally | here c (ro) | there c | pinned
    "]])
        .await;
    let error = world.fails(Action::RemoveLocalCopy, "shoot/a.psd").await;
    assert_eq!(refusal(&error), "Pinned");
    world.done(Action::Unpin, "shoot").await;
    world.there("shoot/a.psd", "v3").await;
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Modified remotely | here v2 (ro) | there v3
        shoot/sub/
        shoot/sub/b.psd | Available locally | here b (ro) | there b
        shoot/sub/c.psd | Available locally | here c (ro) | there c
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn history_and_restore() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.there("shoot/a.psd", "v2").await;
    world.settle().await;
    let outcome = world.done(Action::History, "shoot/a.psd").await;
    let Outcome::Versions(versions) = outcome else {
        panic!("{outcome:?}");
    };
    let options = ActOptions {
        version: Some(versions[0].id.clone()),
        ..ActOptions::default()
    };
    let restored = world
        .act_with(Action::Restore, "shoot/a.psd", options)
        .await;
    assert!(restored.is_ok(), "{restored:?}");
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here v1 (ro) | there v1
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_folder_is_downloaded_with_everything_below_it() {
    let world = World::new().await;
    world.there("shoot/a.psd", "aaaa").await;
    world.there("shoot/one/two/b.psd", "bb").await;
    world.desk.refresh("").await.expect("a listing");
    let folder = dam("shoot");
    let measured = world
        .perform(damson_engine::Command::Measure { folder })
        .await;
    assert!(
        matches!(measured, Ok(Outcome::Measured { assets: 2, bytes }) if bytes.0 == 6),
        "{measured:?}"
    );
    world.done(Action::Download, "shoot").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here aaaa (ro) | there aaaa
        shoot/one/
        shoot/one/two/
        shoot/one/two/b.psd | Available locally | here bb (ro) | there bb
    "]])
        .await;
}

/// Somebody else and Jane wrote different bytes.
async fn conflict() -> World {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/a.psd", "mine");
    world.there("shoot/a.psd", "theirs").await;
    world.settle().await;
    world
}

async fn to(world: &World, action: Action, path: &str, to: &str) -> Result<Outcome, EngineError> {
    let options = ActOptions {
        to: Some(dam(to)),
        ..ActOptions::default()
    };
    world.act_with(action, path, options).await
}
