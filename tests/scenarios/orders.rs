//! Orders: what is asked for at once is one thing to a person, however many transfers it takes.

use std::{fs, time::Duration};

use damson_core::{Action, ByteCount};
use damson_engine::{
    Command, IfExists, Order, OrderWish, Transfer, TransferDirection, TransferState,
};
use damson_remote::Verb;
use damson_tests::dam;
use tokio::time::{sleep, timeout};

use crate::World;

const SIZE: usize = 100;

/// A folder of so many assets, of which one a second comes.
async fn shoot(folders: &[&str], count: usize) -> World {
    let mut world = World::new().await;
    world.server().set_chunk_size(10);
    world.desk.policy.download_limit = Some(ByteCount(SIZE as u64));
    world.desk.policy.transfers = 1;
    world.desk.restart().await;
    for folder in folders {
        for nth in 0..count {
            let bytes = "0123456789".repeat(SIZE / 10);
            world.there(&format!("{folder}/{nth:02}.psd"), &bytes).await;
        }
    }
    world.settle().await;
    world
}

fn order(world: &World, path: &str) -> Order {
    let snapshot = world.snapshot();
    let found = snapshot.orders.iter().find(|order| order.path == dam(path));
    found.expect("an order").clone()
}

fn is_over(order: &Order) -> bool {
    let parts = order.parts;
    order.over && parts.waiting + parts.running + parts.paused == 0
}

async fn wish(world: &World, path: &str, wish: OrderWish) {
    let id = order(world, path).id;
    let command = Command::Order(id, wish);
    world.perform(command).await.expect("what was wished");
}

fn came(world: &World, folder: &str, count: usize) -> usize {
    let names = (0..count).map(|nth| format!("{folder}/{nth:02}.psd"));
    names.filter(|name| world.read(name).is_some()).count()
}

#[tokio::test(start_paused = true)]
async fn a_folder_is_one_order_that_knows_all_of_itself() {
    let world = shoot(&["shoot"], 30).await;
    let watch = async {
        sleep(Duration::from_secs(8)).await;
        let seen = order(&world, "shoot");
        assert_eq!(seen.direction, TransferDirection::Download);
        assert_eq!((seen.of, seen.total), (Some(30), Some(ByteCount(3_000))));
        assert!((1..30).contains(&seen.parts.finished), "{seen:?}");
        assert!(seen.parts.running > 0, "{seen:?}");
        assert!((100..3_000).contains(&seen.done.0), "{seen:?}");
        assert!(!seen.over);
        let snapshot = world.snapshot();
        let mut parts = snapshot.transfers.iter();
        assert!(parts.all(|part| part.part_of == Some(seen.id)));
        // What it brought counts with it while it goes on.
        let clear = Command::ClearFinishedTransfers;
        world.perform(clear).await.expect("cleared");
        assert!(order(&world, "shoot").parts.finished >= seen.parts.finished);
    };
    let (_, ()) = tokio::join!(world.done(Action::Download, "shoot"), watch);
    world.settle().await;
    let seen = order(&world, "shoot");
    assert!(is_over(&seen), "{seen:?}");
    assert_eq!((seen.parts.finished, seen.of), (30, Some(30)));
    assert_eq!(
        (seen.done, seen.total),
        (ByteCount(3_000), Some(ByteCount(3_000)))
    );
    let clear = Command::ClearFinishedTransfers;
    world.perform(clear).await.expect("cleared");
    world.settle().await;
    assert_eq!(world.snapshot().orders, []);
}

#[tokio::test(start_paused = true)]
async fn an_order_that_brings_nothing_is_none() {
    let world = shoot(&["shoot"], 2).await;
    world.done(Action::Download, "shoot/00.psd").await;
    world.done(Action::Download, "shoot/01.psd").await;
    world.done(Action::Download, "shoot").await;
    world.settle().await;
    assert_eq!(world.snapshot().orders, []);
}

#[tokio::test(start_paused = true)]
async fn of_a_cancelled_order_nothing_more_begins() {
    let world = shoot(&["shoot"], 60).await;
    let cancel = async {
        sleep(Duration::from_secs(8)).await;
        wish(&world, "shoot", OrderWish::Cancel).await;
    };
    let (_, ()) = tokio::join!(world.desk.act(Action::Download, "shoot"), cancel);
    world.settle().await;
    let seen = order(&world, "shoot");
    assert!(is_over(&seen), "{seen:?}");
    assert!(seen.parts.cancelled > 0, "{seen:?}");
    let here = came(&world, "shoot", 60);
    assert!((1..30).contains(&here), "{here}");
    sleep(Duration::from_mins(5)).await;
    assert_eq!(came(&world, "shoot", 60), here);
    assert!(world.partials().is_empty());
    // What was taken back can be asked for again.
    world.done(Action::Download, "shoot").await;
    assert_eq!(came(&world, "shoot", 60), 60);
}

#[tokio::test(start_paused = true)]
async fn cancel_all_ends_every_order_and_every_transfer() {
    let world = shoot(&["one", "two"], 40).await;
    let cancel = async {
        sleep(Duration::from_secs(8)).await;
        world.perform(Command::CancelAll).await.expect("cancelled");
    };
    let one = world.desk.act(Action::Download, "one");
    let two = world.desk.act(Action::Download, "two");
    let (_, _, ()) = tokio::join!(one, two, cancel);
    world.settle().await;
    assert!(world.snapshot().orders.iter().all(is_over));
    let totals = world.snapshot().totals.clone();
    assert_eq!((totals.waiting, totals.running, totals.paused), (0, 0, 0));
    assert!(came(&world, "one", 40) + came(&world, "two", 40) < 40);
}

#[tokio::test(start_paused = true)]
async fn a_paused_order_stands_while_another_goes_on() {
    let world = shoot(&["one", "two"], 20).await;
    let pause = async {
        sleep(Duration::from_secs(3)).await;
        wish(&world, "one", OrderWish::Pause).await;
        sleep(Duration::from_secs(1)).await;
        let before = came(&world, "one", 20);
        assert!(before < 20);
        sleep(Duration::from_mins(5)).await;
        assert_eq!(came(&world, "one", 20), before);
        assert_eq!(came(&world, "two", 20), 20);
        let seen = order(&world, "one");
        assert!(seen.parts.paused > 0 && seen.parts.running == 0, "{seen:?}");
        wish(&world, "one", OrderWish::Resume).await;
    };
    let one = world.desk.act(Action::Download, "one");
    let two = world.desk.act(Action::Download, "two");
    let (one, two, ()) = tokio::join!(one, two, pause);
    assert!(one.is_ok() && two.is_ok());
    assert_eq!(came(&world, "one", 20), 20);
}

#[tokio::test(start_paused = true)]
async fn the_order_that_is_wished_first_overtakes_the_others() {
    let world = shoot(&["one", "two"], 40).await;
    let prefer = async {
        sleep(Duration::from_secs(5)).await;
        wish(&world, "two", OrderWish::First).await;
        let before = came(&world, "one", 40);
        while came(&world, "two", 40) < 40 {
            sleep(Duration::from_millis(200)).await;
        }
        // What ran when it was wished comes to its end.
        let meanwhile = came(&world, "one", 40) - before;
        assert!(meanwhile <= 8, "{meanwhile} of the other came meanwhile");
        assert!(came(&world, "one", 40) < 40);
    };
    let one = world.desk.act(Action::Download, "one");
    let two = async {
        sleep(Duration::from_secs(2)).await;
        world.desk.act(Action::Download, "two").await
    };
    let (one, two, ()) = tokio::join!(one, two, prefer);
    assert!(one.is_ok() && two.is_ok());
}

#[tokio::test(start_paused = true)]
async fn an_order_is_the_same_after_a_restart() {
    let mut world = shoot(&["shoot"], 30).await;
    {
        let download = world.desk.act(Action::Download, "shoot");
        let soon = timeout(Duration::from_secs(8), download);
        assert!(soon.await.is_err(), "still under way");
    }
    let before = order(&world, "shoot");
    world.desk.restart().await;
    world.settle().await;
    let seen = order(&world, "shoot");
    assert_eq!(seen.id, before.id);
    assert!(is_over(&seen), "{seen:?}");
    assert!(seen.parts.finished > before.parts.finished, "{seen:?}");
    assert_eq!(seen.of, Some(seen.parts.finished + seen.parts.cancelled));
}

/// The transfers in a folder that are not over.
fn open_parts(world: &World, folder: &str) -> Vec<String> {
    let snapshot = world.snapshot();
    let open = |transfer: &&Transfer| match transfer.state {
        TransferState::Finished | TransferState::Cancelled | TransferState::Failed { .. } => false,
        TransferState::Waiting
        | TransferState::Running
        | TransferState::Paused
        | TransferState::Retrying { .. } => transfer.path.is_within(&dam(folder)),
    };
    let open = snapshot.transfers.iter().filter(open);
    open.map(|transfer| transfer.path.to_string()).collect()
}

/// The transfer that would come last.
fn waits_longest(world: &World) -> Transfer {
    let snapshot = world.snapshot();
    let waits = |transfer: &&Transfer| transfer.state == TransferState::Waiting;
    let waiting = snapshot.transfers.iter().filter(waits);
    let last = waiting.max_by_key(|transfer| transfer.id);
    last.expect("something waits").clone()
}

/// Orders both folders, and stops Damson while most of both is still to come.
async fn stop_amid_two_orders(world: &mut World, wished: impl AsyncFnOnce(&World)) {
    {
        let one = world.desk.act(Action::Download, "one");
        let two = world.desk.act(Action::Download, "two");
        let wish = async {
            sleep(Duration::from_secs(5)).await;
            wished(world).await;
            sleep(Duration::from_millis(100)).await;
        };
        tokio::select! {
            _ = one => panic!("one is still under way"),
            _ = two => panic!("two is still under way"),
            () = wish => {}
        }
    }
    world.desk.stop().await;
}

#[tokio::test(start_paused = true)]
async fn the_order_that_was_put_first_goes_first_after_a_restart() {
    let mut world = shoot(&["one", "two"], 40).await;
    let (mut other, mut open) = ("one", Vec::new());
    stop_amid_two_orders(&mut world, async |world: &World| {
        // Of what was asked for last, nothing would come before the rest without the wish.
        let wished = if waits_longest(world).path.is_within(&dam("one")) {
            other = "two";
            "one"
        } else {
            "two"
        };
        wish(world, wished, OrderWish::First).await;
        open = open_parts(world, wished);
        assert!(open.len() > 8 && open_parts(world, other).len() > 8);
    })
    .await;
    let before = came(&world, other, 40);
    world.desk.start();
    while open.iter().any(|path| world.read(path).is_none()) {
        sleep(Duration::from_millis(200)).await;
    }
    // What is under way at once may be of both.
    let meanwhile = came(&world, other, 40) - before;
    assert!(meanwhile <= 4, "{meanwhile} of the other came before it");
    world.settle().await;
    assert!(open_parts(&world, other).is_empty());
}

#[tokio::test(start_paused = true)]
async fn the_transfer_that_was_put_first_goes_first_after_a_restart() {
    let mut world = shoot(&["one", "two"], 40).await;
    let mut last = None;
    stop_amid_two_orders(&mut world, async |world: &World| {
        let transfer = waits_longest(world);
        let command = Command::PutTransferFirst(transfer.id);
        world.perform(command).await.expect("put first");
        last = Some(transfer.path.to_string());
    })
    .await;
    let last = last.expect("one was put first");
    assert_eq!(world.read(&last), None);
    let before = came(&world, "one", 40) + came(&world, "two", 40);
    world.desk.start();
    while world.read(&last).is_none() {
        sleep(Duration::from_millis(200)).await;
    }
    let came = came(&world, "one", 40) + came(&world, "two", 40) - before;
    assert!(came <= 4, "{came} came before {last}");
}

#[tokio::test(start_paused = true)]
async fn several_files_are_one_order_and_one_file_is_none() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    let disk = tempfile::tempdir().expect("a folder");
    let file = |name: &str| {
        let file = disk.path().join(name);
        fs::write(&file, name).expect("a file");
        file
    };
    let upload = |sources| Command::UploadHere {
        into: dam("shoot"),
        sources,
        if_exists: IfExists::Skip,
        comment: None,
    };
    world
        .perform(upload(vec![file("one.psd")]))
        .await
        .expect("one");
    world.settle().await;
    assert_eq!(world.snapshot().orders, []);
    // What is left out is no part of it.
    let sources = vec![file("a.psd"), file("b.psd"), file("c.psd")];
    world.perform(upload(sources)).await.expect("three");
    world.settle().await;
    let seen = order(&world, "shoot");
    assert_eq!(seen.direction, TransferDirection::Upload);
    assert!(is_over(&seen));
    assert_eq!((seen.parts.finished, seen.of), (2, Some(2)));
    assert_eq!(world.server().count(Verb::Upload, "shoot/b.psd"), 1);
}
