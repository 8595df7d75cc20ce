//! Links that can't come, and documents that link to each other.

use std::{sync::Arc, time::Duration};

use damson_core::{Action, ByteCount, Status, policy::Policy};
use damson_engine::{
    ActOptions, Command, EngineError, GetLinks, Outcome, TransferId,
    local::{FaultKind, LocalCall},
};
use damson_remote::{
    ErrorKind, Verb,
    wrap::{Faulty, Glitch},
};
use damson_tests::dam;
use tokio::time::{sleep, timeout};

use crate::World;

fn linking(to: &str) -> String {
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg"><image href="{to}"/></svg>"#)
}

#[tokio::test(start_paused = true)]
async fn a_link_that_does_not_come_is_told_of_and_keeps_nothing_closed() {
    let world = World::new().await;
    world.there("shoot/a.svg", &linking("sky.psd")).await;
    world.there("shoot/sky.psd", "sky").await;
    world.settle().await;
    let (call, sky) = (LocalCall::Name, dam("shoot/sky.psd"));
    world.faults.fail_once(call, &sky, FaultKind::Denied);
    let done = world.done(Action::Edit, "shoot/a.svg").await;
    let Outcome::Opened {
        brought, problems, ..
    } = &done
    else {
        panic!("{done:?}");
    };
    assert_eq!((*brought, problems.len()), (0, 1), "{done:?}");
    assert_eq!(problems[0].path, sky);
    assert_eq!(world.shell.taken().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn many_bytes_are_asked_about_as_many_links_are() {
    let world = World::new().await;
    world.there("shoot/a.svg", &linking("sky.psd")).await;
    world.there("shoot/sky.psd", "sky").await;
    world.settle().await;
    let up_to = |bytes| ActOptions {
        links: GetLinks::UpTo {
            assets: 10,
            bytes: ByteCount(bytes),
        },
        ..ActOptions::default()
    };
    let edit = |bytes| world.act_with(Action::Edit, "shoot/a.svg", up_to(bytes));
    let asked = edit(2).await;
    assert!(
        matches!(
            &asked,
            Err(EngineError::ManyLinks {
                assets: 1,
                bytes: 3,
                ..
            })
        ),
        "{asked:?}"
    );
    let done = edit(3).await;
    assert!(
        matches!(&done, Ok(Outcome::Opened { brought: 1, .. })),
        "{done:?}"
    );
}

/// Each would wait for the other one.
#[tokio::test(start_paused = true)]
async fn two_that_link_to_each_other_are_opened() {
    for _ in 0..20 {
        let world = World::new().await;
        world.there("shoot/a.svg", &linking("b.svg")).await;
        world.there("shoot/b.svg", &linking("a.svg")).await;
        world.settle().await;
        let (one, other) = tokio::join!(
            world.act(Action::Edit, "shoot/a.svg"),
            world.act(Action::Edit, "shoot/b.svg"),
        );
        one.unwrap();
        other.unwrap();
        assert_eq!(world.shell.taken().len(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn links_stay_away_where_the_setting_says_so() {
    let world = World::new().await;
    world.there("shoot/a.svg", &linking("sky.psd")).await;
    world.there("shoot/sky.psd", "sky").await;
    world.settle().await;
    let policy = Policy {
        get_links: false,
        keep_free: ByteCount(0),
        ..Policy::default()
    };
    world.perform(Command::Configure(policy)).await.unwrap();
    world.done(Action::Open, "shoot/a.svg").await;
    assert_eq!(world.read("shoot/sky.psd"), None);
    assert_eq!(world.shell.taken().len(), 1);
}

/// A layout that is here, and a picture that takes twenty seconds to come.
async fn slow_picture() -> World {
    let mut world = World::new().await;
    world.there("shoot/a.svg", &linking("sky.psd")).await;
    world.there("shoot/sky.psd", &"0123456789".repeat(20)).await;
    world.settle().await;
    world.done(Action::Download, "shoot/a.svg").await;
    world.server().set_chunk_size(10);
    world.desk.policy.download_limit = Some(ByteCount(10));
    world.desk.restart().await;
    world.settle().await;
    world
}

fn transfer_of(world: &World, path: &str) -> TransferId {
    let snapshot = world.snapshot();
    let mut all = snapshot.transfers.iter();
    let found = all.find(|transfer| transfer.path == dam(path));
    found.expect("a transfer").id
}

/// Edits the layout while something happens, and says what came of it.
async fn edit_during(world: &World, happening: impl Future<Output = ()>) -> Outcome {
    let edit = timeout(
        Duration::from_hours(1),
        world.act(Action::Edit, "shoot/a.svg"),
    );
    let (edited, ()) = tokio::join!(edit, happening);
    let edited = edited.expect("the document opens without what does not come");
    edited.expect("an edit")
}

fn lacks_the_picture(done: &Outcome) -> bool {
    let Outcome::Opened {
        brought: 0,
        problems,
        ..
    } = done
    else {
        return false;
    };
    problems.len() == 1
        && problems[0].path == dam("shoot/sky.psd")
        && problems[0].error.code() == "still-coming"
}

#[tokio::test(start_paused = true)]
async fn a_document_opens_though_the_network_goes_away_while_a_link_comes() {
    let mut world = slow_picture().await;
    let faulty = Faulty::scripted(world.desk.remote.clone());
    faulty.next(Verb::Read, Glitch::BreakBody(50));
    world.desk.remote = Arc::new(faulty);
    world.desk.restart().await;
    world.settle().await;
    let server = world.server().clone();
    server.before_next(Verb::Read, |server| server.set_offline(true));
    let done = edit_during(&world, async {}).await;
    assert!(lacks_the_picture(&done), "{done:?}");
    assert_eq!(world.shell.taken().len(), 1);
    // It was asked for, and comes when it can.
    server.set_offline(false);
    world.settle().await;
    sleep(Duration::from_mins(10)).await;
    assert_eq!(
        world.read("shoot/sky.psd").map(|text| text.len()),
        Some(200)
    );
}

#[tokio::test(start_paused = true)]
async fn a_document_opens_though_the_transfer_of_a_link_is_paused() {
    let world = slow_picture().await;
    let done = edit_during(&world, async {
        sleep(Duration::from_secs(5)).await;
        let id = transfer_of(&world, "shoot/sky.psd");
        let paused = world.perform(Command::PauseTransfer(id)).await;
        paused.expect("a pause");
    })
    .await;
    assert!(lacks_the_picture(&done), "{done:?}");
    assert_eq!(world.shell.taken().len(), 1);
    sleep(Duration::from_mins(10)).await;
    let paused = "shoot/sky.psd Download paused".to_owned();
    assert!(
        world.transfers().contains(&paused),
        "{:?}",
        world.transfers()
    );
    let id = transfer_of(&world, "shoot/sky.psd");
    let resumed = world.perform(Command::ResumeTransfer(id)).await;
    resumed.expect("a resume");
    sleep(Duration::from_mins(1)).await;
    let row = world.row("shoot/sky.psd").await.expect("a row");
    assert_eq!(row.status, Some(Status::AvailableLocally));
}

#[tokio::test(start_paused = true)]
async fn a_document_opens_while_all_transfers_are_paused() {
    let world = slow_picture().await;
    world.perform(Command::PauseAll).await.expect("a pause");
    let done = edit_during(&world, async {}).await;
    assert!(lacks_the_picture(&done), "{done:?}");
    world.perform(Command::ResumeAll).await.expect("a resume");
    sleep(Duration::from_mins(1)).await;
    assert!(world.read("shoot/sky.psd").is_some());
}

#[tokio::test(start_paused = true)]
async fn trouble_that_passes_in_a_moment_is_waited_out() {
    let mut world = slow_picture().await;
    let faulty = Faulty::scripted(world.desk.remote.clone());
    faulty.next(Verb::Read, Glitch::Fail(ErrorKind::Unavailable));
    world.desk.remote = Arc::new(faulty);
    world.desk.restart().await;
    world.settle().await;
    let done = edit_during(&world, async {}).await;
    assert!(
        matches!(&done, Outcome::Opened { brought: 1, problems, .. } if problems.is_empty()),
        "{done:?}"
    );
    assert!(world.read("shoot/sky.psd").is_some());
}

async fn users(world: &World, path: &str) -> Vec<String> {
    let path = dam(path);
    match world.perform(Command::UsedBy { path }).await {
        Ok(Outcome::UsedBy(users)) => users.iter().map(|user| user.row.path.to_string()).collect(),
        other => panic!("{other:?}"),
    }
}

/// What was read is kept over a restart, and follows the document.
#[tokio::test(start_paused = true)]
async fn an_asset_knows_the_documents_that_link_to_it() {
    let mut world = World::synced([("shoot/sky.psd", "sky"), ("shoot/sea.psd", "sea")]).await;
    world.there("shoot/a.svg", &linking("sky.psd")).await;
    world
        .there("shoot/b.svg", &linking("../shoot/sky.psd"))
        .await;
    world.settle().await;
    assert_eq!(users(&world, "shoot/sky.psd").await, [""; 0]);
    world.done(Action::Edit, "shoot/a.svg").await;
    world.done(Action::Open, "shoot/b.svg").await;
    world.desk.restart().await;
    world.settle().await;
    assert_eq!(
        users(&world, "shoot/sky.psd").await,
        ["/shoot/a.svg", "/shoot/b.svg"]
    );
    world.write("shoot/a.svg", &linking("sea.psd"));
    world.quiet().await;
    assert_eq!(users(&world, "shoot/sky.psd").await, ["/shoot/b.svg"]);
    assert_eq!(users(&world, "shoot/sea.psd").await, ["/shoot/a.svg"]);
    // A document that is gone uses nothing.
    world.gone_there("shoot/b.svg").await;
    world.remove("shoot/b.svg");
    world.settle().await;
    assert_eq!(users(&world, "shoot/sky.psd").await, [""; 0]);
}
