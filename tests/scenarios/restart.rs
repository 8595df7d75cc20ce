//! Crashes and restarts: the next start goes on.

use std::{sync::Arc, time::Duration};

use damson_core::Action;
use damson_engine::{ActOptions, Command, Connection, IfExists};
use damson_remote::{Verb, memory::HashMode};
use damson_tests::dam;
use expect_test::expect;

use crate::World;

#[tokio::test(start_paused = true)]
async fn a_download_goes_on_where_it_stopped() {
    let mut world = World::new().await;
    world.server().set_chunk_size(10);
    world.desk.policy.download_limit = Some(damson_core::ByteCount(10));
    world.desk.restart().await;
    let bytes = "0123456789".repeat(20);
    world.there("shoot/a.psd", &bytes).await;
    world.settle().await;
    stop_during(&mut world, Action::Download).await;
    assert_eq!(world.read("shoot/a.psd"), None);
    assert_eq!(world.partials(), [dam("shoot/a.psd")]);
    world.desk.start();
    world.settle().await;
    assert_eq!(world.read("shoot/a.psd").as_deref(), Some(bytes.as_str()));
    assert!(world.partials().is_empty());
    assert_eq!(world.transfers(), ["shoot/a.psd Download finished"]);
}

#[tokio::test(start_paused = true)]
async fn a_download_of_what_changed_meanwhile_starts_over() {
    let mut world = World::new().await;
    world.server().set_chunk_size(10);
    world.desk.policy.download_limit = Some(damson_core::ByteCount(10));
    world.desk.restart().await;
    world.there("shoot/a.psd", &"0123456789".repeat(20)).await;
    world.settle().await;
    stop_during(&mut world, Action::Download).await;
    let other = "abcdefghij".repeat(20);
    world.there("shoot/a.psd", &other).await;
    world.desk.start();
    world.settle().await;
    assert_eq!(world.read("shoot/a.psd").as_deref(), Some(other.as_str()));
}

#[tokio::test(start_paused = true)]
async fn an_upload_goes_on_with_its_comment() {
    let mut world = World::synced([("shoot/a.psd", "v1")]).await;
    world.server().set_chunk_size(10);
    world.desk.policy.upload_limit = Some(damson_core::ByteCount(10));
    world.desk.restart().await;
    world.done(Action::CheckOut, "shoot/a.psd").await;
    world.write("shoot/a.psd", &"0123456789".repeat(20));
    world.quiet().await;
    let options = ActOptions {
        comment: Some("longer".to_owned()),
        ..ActOptions::default()
    };
    {
        let upload = world.act_with(Action::UploadChanges, "shoot/a.psd", options);
        let soon = tokio::time::timeout(std::time::Duration::from_secs(8), upload);
        assert!(soon.await.is_err(), "the upload is under way");
    }
    world.desk.stop().await;
    assert_eq!(world.on_server("shoot/a.psd").await.as_deref(), Some("v1"));
    world.desk.start();
    world.settle().await;
    let versions = world.backend.versions(&dam("shoot/a.psd")).await;
    assert_eq!(versions[0].0.as_deref(), Some("longer"));
    assert_eq!(world.holder("shoot/a.psd").await, None);
    let table = world.table().await;
    assert!(table.contains("Available locally"), "{table}");
}

#[tokio::test(start_paused = true)]
async fn edits_made_while_damson_was_off_are_seen() {
    let mut world = World::synced([("shoot/a.psd", "v1"), ("shoot/b.psd", "b")]).await;
    world.desk.stop().await;
    world.write("shoot/a.psd", "mine");
    world.write("shoot/c.psd", "new");
    world.remove("shoot/b.psd");
    world.there("shoot/d.psd", "theirs").await;
    world.desk.start();
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Edited locally | here mine (ro) | there v1
        shoot/b.psd | Cloud only | there b
        shoot/c.psd | New locally | here new
        shoot/d.psd | Cloud only | there theirs
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_crash_between_landing_and_journal_is_made_up_for() {
    let mut world = World::new().await;
    world.there("shoot/a.psd", "v1").await;
    world.settle().await;
    world.desk.stop().await;
    // The bytes have their final name, the journal doesn't know.
    world.write("shoot/a.psd", "v1");
    world.desk.start();
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here v1 (ro) | there v1
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_crash_between_upload_and_journal_is_made_up_for() {
    let mut world = World::synced([("shoot/a.psd", "v1")]).await;
    world.done(Action::CheckOut, "shoot/a.psd").await;
    world.write("shoot/a.psd", "mine");
    world.quiet().await;
    world.desk.stop().await;
    world.server().write_as("jane", "shoot/a.psd", "mine");
    world.desk.start();
    world.settle().await;
    // Still checked out: the check-in was not said.
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | mine | here mine | there mine
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_paused_transfer_stays_paused_over_a_restart() {
    let mut world = World::new().await;
    world.there("shoot/a.psd", "v1").await;
    world.settle().await;
    world.perform(Command::PauseAll).await.expect("a pause");
    {
        let download = world.desk.act(Action::Download, "shoot/a.psd");
        let soon = tokio::time::timeout(std::time::Duration::from_secs(5), download);
        assert!(soon.await.is_err(), "the download waits");
    }
    assert_eq!(world.server().count(Verb::Read, "shoot/a.psd"), 0);
    let totals = world.desk.snapshot().totals.clone();
    assert_eq!((totals.waiting, totals.paused), (0, 1));
    world.desk.restart().await;
    world.settle().await;
    assert_eq!(world.transfers(), ["shoot/a.psd Download paused"]);
    world.perform(Command::ResumeAll).await.expect("a resume");
    world.settle().await;
    assert_eq!(world.transfers(), ["shoot/a.psd Download finished"]);
    assert_eq!(world.read("shoot/a.psd").as_deref(), Some("v1"));
}

#[tokio::test(start_paused = true)]
async fn what_a_power_cut_left_of_a_download_is_not_trusted_without_a_hash() {
    let mut world = World::new().await;
    world.server().set_hash_mode(HashMode::Never);
    world.server().set_chunk_size(10);
    world.desk.policy.download_limit = Some(damson_core::ByteCount(10));
    world.desk.restart().await;
    let bytes = "0123456789".repeat(20);
    world.there("shoot/a.psd", &bytes).await;
    world.settle().await;
    stop_during(&mut world, Action::Download).await;
    // The length of the partial file was on the disk, its bytes were not.
    world.local.damage_partials(|_, bytes| bytes.fill(0));
    world.desk.start();
    world.settle().await;
    assert_eq!(world.read("shoot/a.psd").as_deref(), Some(bytes.as_str()));
}

#[tokio::test(start_paused = true)]
async fn a_download_that_a_file_made_needless_leaves_nothing() {
    let mut world = World::new().await;
    world.server().set_chunk_size(10);
    world.desk.policy.download_limit = Some(damson_core::ByteCount(10));
    world.desk.restart().await;
    world.there("shoot/a.psd", &"0123456789".repeat(20)).await;
    world.settle().await;
    stop_during(&mut world, Action::Download).await;
    world.write("shoot/a.psd", "mine");
    world.desk.start();
    world.settle().await;
    assert_eq!(world.read("shoot/a.psd").as_deref(), Some("mine"));
    assert!(world.partials().is_empty());
}

/// Stops Damson in the middle of an action on `shoot/a.psd`.
async fn stop_during(world: &mut World, action: Action) {
    {
        let act = world.desk.act(action, "shoot/a.psd");
        let soon = tokio::time::timeout(std::time::Duration::from_secs(8), act);
        assert!(soon.await.is_err(), "it is under way");
    }
    world.desk.stop().await;
}

/// Three transfers that a restart interrupted: a download with some of its bytes, a changed
/// asset, and a file from elsewhere.
async fn interrupted() -> World {
    let mut world = World::synced([("shoot/b.psd", "v1")]).await;
    world
        .perform(Command::ClearFinishedTransfers)
        .await
        .expect("room");
    world.server().set_chunk_size(10);
    world.desk.policy.download_limit = Some(damson_core::ByteCount(10));
    world.desk.policy.upload_limit = Some(damson_core::ByteCount(10));
    world.desk.restart().await;
    world.there("shoot/a.psd", &LONG.repeat(20)).await;
    world.settle().await;
    world.done(Action::CheckOut, "shoot/b.psd").await;
    world.write("shoot/b.psd", &LONG.repeat(30));
    let file = world.elsewhere().join("c.psd");
    std::fs::write(&file, LONG.repeat(40)).expect("a file");
    world.quiet().await;
    {
        let upload = Command::UploadHere {
            into: dam("shoot"),
            sources: vec![file],
            if_exists: IfExists::Skip,
            comment: None,
        };
        let all = async {
            tokio::join!(
                world.desk.act(Action::Download, "shoot/a.psd"),
                world.desk.act(Action::UploadChanges, "shoot/b.psd"),
                world.perform(upload),
            )
        };
        let soon = tokio::time::timeout(Duration::from_secs(8), all);
        assert!(soon.await.is_err(), "they are under way");
    }
    world.desk.stop().await;
    assert_eq!(world.partials(), [dam("shoot/a.psd")]);
    world
}

const LONG: &str = "0123456789";

/// Every transfer, in the order of their paths.
fn told(world: &World) -> Vec<String> {
    let mut told = world.transfers();
    told.sort();
    told
}

fn all(what: &str) -> [String; 3] {
    [
        format!("shoot/a.psd Download {what}"),
        format!("shoot/b.psd Upload {what}"),
        format!("shoot/c.psd Upload {what}"),
    ]
}

async fn all_arrived(world: &World) {
    assert_eq!(told(world), all("finished"));
    assert_eq!(world.read("shoot/a.psd"), Some(LONG.repeat(20)));
    assert_eq!(world.on_server("shoot/b.psd").await, Some(LONG.repeat(30)));
    assert_eq!(world.on_server("shoot/c.psd").await, Some(LONG.repeat(40)));
    assert_eq!(world.holder("shoot/b.psd").await, None);
}

#[tokio::test(start_paused = true)]
async fn what_a_restart_without_a_login_takes_up_waits_for_it() {
    let mut world = interrupted().await;
    world.server().log_out("jane");
    world.desk.start();
    world.settle().await;
    assert_eq!(world.snapshot().connection, Connection::LoginNeeded);
    assert_eq!(told(&world), all("retrying (login-needed)"));
    // Nothing is lost meanwhile, however long it takes, and a second restart changes nothing.
    tokio::time::sleep(Duration::from_hours(30)).await;
    world.desk.restart().await;
    world.settle().await;
    assert_eq!(told(&world), all("retrying (login-needed)"));
    assert_eq!(world.partials(), [dam("shoot/a.psd")]);
    let there = world.server().count(Verb::Read, "shoot/a.psd");
    world.desk.remote = Arc::new(world.server().login("jane"));
    world.engine().set_remote(world.desk.remote.clone());
    // Nobody asks for them again, and no hour has to pass.
    tokio::time::sleep(Duration::from_mins(3)).await;
    all_arrived(&world).await;
    assert_eq!(world.server().count(Verb::Read, "shoot/a.psd"), there + 1);
}

#[tokio::test(start_paused = true)]
async fn what_a_restart_without_the_network_takes_up_waits_for_it() {
    let mut world = interrupted().await;
    world.server().set_offline(true);
    world.desk.start();
    world.settle().await;
    assert_eq!(told(&world), all("retrying (offline)"));
    tokio::time::sleep(Duration::from_hours(30)).await;
    assert_eq!(told(&world), all("retrying (offline)"));
    world.server().set_offline(false);
    tokio::time::sleep(Duration::from_mins(5)).await;
    all_arrived(&world).await;
}

#[tokio::test(start_paused = true)]
async fn what_waits_for_a_login_can_be_paused_and_cancelled() {
    let mut world = interrupted().await;
    world.server().log_out("jane");
    world.desk.start();
    world.settle().await;
    let id = |path: &str| {
        let shown = world.snapshot();
        let found = shown.transfers.iter().find(|one| one.path == dam(path));
        found.expect("a transfer").id
    };
    let (paused, cancelled) = (id("shoot/b.psd"), id("shoot/a.psd"));
    let pause = Command::PauseTransfer(paused);
    world.perform(pause).await.expect("a pause");
    let cancel = Command::CancelTransfer(cancelled);
    world.perform(cancel).await.expect("a cancellation");
    let remote = Arc::new(world.server().login("jane"));
    world.engine().set_remote(remote);
    tokio::time::sleep(Duration::from_mins(3)).await;
    assert_eq!(
        told(&world),
        [
            "shoot/a.psd Download cancelled",
            "shoot/b.psd Upload paused",
            "shoot/c.psd Upload finished",
        ]
    );
    assert_eq!(world.read("shoot/a.psd"), None);
    assert!(world.partials().is_empty());
    let resume = Command::ResumeTransfer(paused);
    world.perform(resume).await.expect("a resume");
    world.settle().await;
    assert_eq!(world.on_server("shoot/b.psd").await, Some(LONG.repeat(30)));
}
