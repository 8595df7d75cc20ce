//! Open, Edit, Check out and Check in.

use damson_core::{Action, Status};
use damson_engine::{
    ActOptions, EngineError, Outcome,
    local::{FaultKind, LocalCall},
};
use damson_tests::dam;
use expect_test::expect;

use super::{World, refusal};

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
async fn an_edit_that_fails_gives_back_what_it_took_and_nothing_else() {
    for before in [false, true] {
        let world = World::new().await;
        world.there("shoot/a.psd", "v1").await;
        world.settle().await;
        if before {
            // In the browser, a moment ago: no look at the server told of it yet.
            world.lock_there("shoot/a.psd", "jane").await;
        }
        let path = dam("shoot/a.psd");
        world
            .faults
            .fail_once(LocalCall::Name, &path, FaultKind::DiskFull);
        let error = world.fails(Action::Edit, "shoot/a.psd").await;
        assert_eq!(error.code(), "disk-full");
        let holder = world.holder("shoot/a.psd").await;
        assert_eq!(holder.as_deref(), before.then_some("jane"));
    }
}
