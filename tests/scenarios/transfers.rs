//! The queue: pauses, cancellations, failures, room on the disk.

use std::{fmt::Write as _, time::Duration};

use damson_core::{Action, ByteCount};
use damson_engine::{
    Command, TransferState,
    local::{FaultKind, Local as _, LocalCall, Trouble},
};
use damson_remote::{Verb, memory::HashMode};
use damson_tests::dam;
use expect_test::expect;

use crate::World;

/// What an earlier download left may be of other bytes: on a server without hashes nothing would
/// tell that half of the file is of another revision.
#[tokio::test(start_paused = true)]
async fn a_download_never_goes_on_with_what_an_earlier_one_left() {
    let world = World::new().await;
    world.server().set_hash_mode(HashMode::Never);
    world.there("shoot/a.psd", "0123456789").await;
    world.settle().await;
    let mut left = world.local.partial(&dam("shoot/a.psd")).expect("a file");
    left.append(b"other").expect("room");
    drop(left);
    world.done(Action::Download, "shoot/a.psd").await;
    assert_eq!(world.read("shoot/a.psd").as_deref(), Some("0123456789"));
}

#[tokio::test(start_paused = true)]
async fn a_full_disk_fails_before_anything_is_fetched() {
    let world = World::new().await;
    world.there("shoot/a.psd", "0123456789").await;
    world.settle().await;
    world.local.set_free_space(Some(ByteCount(5)));
    let error = world.fails(Action::Download, "shoot/a.psd").await;
    assert_eq!(error.code(), "disk-full");
    assert_eq!(world.server().count(Verb::Read, "shoot/a.psd"), 0);
    world.settle().await;
    assert_eq!(
        world.transfers(),
        ["shoot/a.psd Download failed (disk-full)"]
    );
    world.local.set_free_space(None);
    world.done(Action::Download, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here 0123456789 (ro) | there 0123456789
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_failed_transfer_can_be_tried_again_by_hand() {
    let world = World::new().await;
    world.there("shoot/a.psd", "0123456789").await;
    world.settle().await;
    world.local.set_free_space(Some(ByteCount(5)));
    world.fails(Action::Download, "shoot/a.psd").await;
    world.local.set_free_space(None);
    world.settle().await;
    let id = world.snapshot().transfers[0].id;
    world
        .perform(Command::ResumeTransfer(id))
        .await
        .expect("a retry");
    world.settle().await;
    assert_eq!(world.transfers(), ["shoot/a.psd Download finished"]);
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_download_leaves_nothing() {
    let world = slow().await;
    let download = world.desk.act(Action::Download, "shoot/a.psd");
    let cancel = async {
        tokio::time::sleep(Duration::from_secs(5)).await;
        let id = world.snapshot().transfers[0].id;
        world
            .perform(Command::CancelTransfer(id))
            .await
            .expect("a cancellation");
    };
    let (downloaded, ()) = tokio::join!(download, cancel);
    assert_eq!(downloaded.expect_err("cancelled").code(), "cancelled");
    world.settle().await;
    assert!(world.partials().is_empty());
    assert_eq!(world.transfers(), ["shoot/a.psd Download cancelled"]);
    assert_eq!(world.read("shoot/a.psd"), None);
}

#[tokio::test(start_paused = true)]
async fn a_paused_download_keeps_its_bytes_and_goes_on() {
    let world = slow().await;
    let download = world.desk.act(Action::Download, "shoot/a.psd");
    let pause = async {
        tokio::time::sleep(Duration::from_secs(5)).await;
        let id = world.snapshot().transfers[0].id;
        world
            .perform(Command::PauseTransfer(id))
            .await
            .expect("a pause");
        tokio::time::sleep(Duration::from_mins(10)).await;
        assert_eq!(world.transfers(), ["shoot/a.psd Download paused"]);
        assert_eq!(world.partials(), [dam("shoot/a.psd")]);
        // A transfer stands in the way of what would pull the rug from under it.
        let error = world.fails(Action::Delete, "shoot/a.psd").await;
        assert_eq!(error.code(), "refused");
        world
            .perform(Command::ResumeTransfer(id))
            .await
            .expect("a resume");
    };
    let (downloaded, ()) = tokio::join!(download, pause);
    assert!(downloaded.is_ok(), "{downloaded:?}");
    assert_eq!(world.server().count(Verb::Read, "shoot/a.psd"), 2);
    let row = world.row("shoot/a.psd").await.expect("a row");
    assert_eq!(row.status, Some(damson_core::Status::AvailableLocally));
}

#[tokio::test(start_paused = true)]
async fn progress_is_shown_at_a_bounded_rate() {
    let world = slow().await;
    let mut snapshots = world.engine().snapshot();
    let download = world.desk.act(Action::Download, "shoot/a.psd");
    let watch = async {
        let mut seen = Vec::new();
        loop {
            snapshots.changed().await.expect("a session");
            let snapshot = snapshots.borrow_and_update().clone();
            let Some(transfer) = snapshot.transfers.first() else {
                continue;
            };
            seen.push(transfer.done.0);
            if transfer.state == TransferState::Finished {
                return seen;
            }
        }
    };
    let (downloaded, seen) = tokio::join!(download, watch);
    assert!(downloaded.is_ok(), "{downloaded:?}");
    assert!(seen.is_sorted(), "{seen:?}");
    assert!(seen.len() > 5 && seen.len() < 300, "{}", seen.len());
    assert_eq!(seen.last(), Some(&200));
}

#[tokio::test(start_paused = true)]
async fn a_disk_that_fails_leaves_nothing_under_the_real_name() {
    let world = World::new().await;
    world.there("shoot/a.psd", "v1").await;
    world.settle().await;
    world
        .faults
        .fail_once(LocalCall::Name, &dam("shoot/a.psd"), FaultKind::DiskFull);
    let error = world.fails(Action::Download, "shoot/a.psd").await;
    assert_eq!(error.code(), "disk-full");
    assert_eq!(world.read("shoot/a.psd"), None);
    world.done(Action::Download, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here v1 (ro) | there v1
    "]])
        .await;
}

/// A server with 200 bytes, ten of which arrive in a second.
async fn slow() -> World {
    let mut world = World::new().await;
    world.server().set_chunk_size(10);
    world.desk.policy.download_limit = Some(ByteCount(10));
    world.desk.restart().await;
    world.there("shoot/a.psd", &"0123456789".repeat(20)).await;
    world.settle().await;
    world
}

#[tokio::test(start_paused = true)]
async fn a_file_that_an_application_has_open_is_not_replaced() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.there("shoot/a.psd", "v2").await;
    world.settle().await;
    world.refresh("shoot").await.unwrap();
    world
        .local
        .set_trouble(&dam("shoot/a.psd"), Some(Trouble::InUse));
    let error = world.fails(Action::Update, "shoot/a.psd").await;
    assert_eq!(error.code(), "file-in-use");
    world.local.set_trouble(&dam("shoot/a.psd"), None);
    assert_eq!(world.read("shoot/a.psd").as_deref(), Some("v1"));
    world.done(Action::Update, "shoot/a.psd").await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here v2 (ro) | there v2
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_large_file_comes_in_parts_and_in_order() {
    let text = long();
    let world = World::new().await;
    world.there("shoot/film.mov", &text).await;
    world.settle().await;
    world.done(Action::Download, "shoot/film.mov").await;
    assert!(world.read("shoot/film.mov").as_deref() == Some(&*text));
    // 35.2 million bytes in parts of 1 to 4 MiB.
    let parts = world.server().count(Verb::Read, "shoot/film.mov");
    assert!((9..=34).contains(&parts), "{parts} parts");
}

/// Where nothing tells of which revision a part is, one answer has to do.
#[tokio::test(start_paused = true)]
async fn a_large_file_without_a_revision_comes_in_one_answer() {
    let text = long();
    let world = World::new().await;
    world.server().set_hash_mode(HashMode::Never);
    world.there("shoot/film.mov", &text).await;
    world.settle().await;
    world.done(Action::Download, "shoot/film.mov").await;
    assert!(world.read("shoot/film.mov").as_deref() == Some(&*text));
    assert_eq!(world.server().count(Verb::Read, "shoot/film.mov"), 1);
}

/// 35.2 million bytes, no two parts alike.
fn long() -> String {
    let mut text = String::new();
    for number in 0..4_400_000 {
        write!(text, "{number:07} ").expect("a string has room");
    }
    text
}
