//! What comes here, stays here and goes: Download, Update, Remove local copy, Discard, Pin, Restore.

use damson_core::Action;
use damson_engine::{
    ActOptions, Command, Outcome,
    local::{FaultKind, LocalCall, LocalFault, Strike},
};
use damson_tests::dam;
use expect_test::expect;

use super::{World, refusal};

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
    let restored = world.perform(Command::RestoreRecovered { id }).await;
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
    let Outcome::Bulk { done, problems, .. } = outcome else {
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
    let Outcome::Versions {
        earlier: versions, ..
    } = outcome
    else {
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
    // A size that isn't known yet counts for nothing, and an index that lags hides everything.
    world.backend.finish().await;
    world.desk.refresh("").await.expect("a listing");
    let folder = dam("shoot");
    let measured = world.perform(Command::Measure { folder }).await;
    let Ok(Outcome::Measured {
        assets: 2,
        bytes,
        unsized_assets,
    }) = measured
    else {
        panic!("{measured:?}");
    };
    // Where queries are blocked and the listing tells no sizes, none is known before the download.
    let rows = world.rows().await;
    let unknown = rows.iter().all(|row| row.size.is_none());
    assert_eq!(
        (bytes.0, unsized_assets),
        if unknown { (0, 2) } else { (6, 0) }
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

#[tokio::test(start_paused = true)]
async fn a_file_in_recovered_that_was_not_noted_is_listed_all_the_same() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/a.psd", "mine");
    world.quiet().await;
    // It was moved, and nobody learnt of it.
    world.desk.faults.fail(LocalFault {
        call: LocalCall::Recover,
        path: None,
        strike: Strike::After,
        kind: FaultKind::Broken,
        skip: 0,
        times: 1,
    });
    world.fails(Action::DiscardChanges, "shoot/a.psd").await;
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Cloud only | there v1
        recovered a.psd (found) mine
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_folder_that_is_not_here_is_made_to_be_revealed() {
    let world = World::new().await;
    world.there("shoot/a.psd", "v1").await;
    world.settle().await;
    world.done(Action::Reveal, "shoot").await;
    assert_eq!(world.shell.taken(), ["reveal shoot"]);
    assert!(world.partials().is_empty());
}
