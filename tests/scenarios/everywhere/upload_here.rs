//! Files and folders from anywhere on the disk.

use std::fs;

use damson_engine::{Command, EngineError, IfExists, Outcome, UploadPlan};
use damson_tests::dam;
use expect_test::expect;

use super::World;

#[tokio::test(start_paused = true)]
async fn a_plan_shows_names_and_what_is_there_and_sends_nothing() {
    let world = world().await;
    let plan = plan(&world).await;
    let mut lines: Vec<String> = plan
        .items
        .iter()
        .map(|item| {
            let folder = if item.is_folder { "/" } else { "" };
            let renamed = if item.renamed { " renamed" } else { "" };
            let exists = if item.exists { " exists" } else { "" };
            format!("{}{folder}{renamed}{exists}", item.to.as_str())
        })
        .collect();
    lines.push(format!("{} skipped", plan.skipped.len()));
    expect![[r"
        shoot/a.psd exists
        shoot/set/
        shoot/set/b.psd
        shoot/set/c-1.psd renamed
        shoot/set/empty/
        shoot/set/v1-0/ renamed
        shoot/set/v1-0/d.psd renamed
        0 skipped"]]
    .assert_eq(&lines.join("\n"));
    assert_eq!(world.backend.read(&dam("shoot/set/b.psd")).await, None);
}

#[tokio::test(start_paused = true)]
async fn the_hierarchy_is_kept_and_what_is_there_is_skipped() {
    let world = world().await;
    let outcome = receive(&world, IfExists::Skip).await.expect("an upload");
    let Outcome::Bulk { problems, .. } = outcome else {
        panic!("{outcome:?}");
    };
    assert!(problems.is_empty(), "{problems:?}");
    world.settle().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Cloud only | there old a
        shoot/set/
        shoot/set/b.psd | Cloud only | there b
        shoot/set/c-1.psd | Cloud only | there c
        shoot/set/empty/
        shoot/set/v1-0/
        shoot/set/v1-0/d.psd | Cloud only | there d
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn what_is_there_gets_a_new_version() {
    let world = world().await;
    receive(&world, IfExists::NewVersion)
        .await
        .expect("an upload");
    assert_eq!(
        world.on_server("shoot/a.psd").await.as_deref(),
        Some("new a")
    );
    let versions = world.backend.versions(&dam("shoot/a.psd")).await;
    assert_eq!(versions.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_is_there_can_be_kept_beside() {
    let world = world().await;
    receive(&world, IfExists::KeepBoth)
        .await
        .expect("an upload");
    assert_eq!(
        world.on_server("shoot/a.psd").await.as_deref(),
        Some("old a")
    );
    assert_eq!(
        world.on_server("shoot/a (2).psd").await.as_deref(),
        Some("new a")
    );
}

#[tokio::test(start_paused = true)]
async fn what_another_holds_is_a_problem_and_the_rest_is_sent() {
    let world = world().await;
    world.lock_there("shoot/a.psd", "omar").await;
    let outcome = receive(&world, IfExists::NewVersion)
        .await
        .expect("an upload");
    let Outcome::Bulk { problems, .. } = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].error.code(), "refused");
    assert_eq!(
        world.on_server("shoot/a.psd").await.as_deref(),
        Some("old a")
    );
    assert_eq!(
        world.on_server("shoot/set/b.psd").await.as_deref(),
        Some("b")
    );
}

/// A server with `shoot/a.psd`, and a folder on the disk with more.
async fn world() -> World {
    let world = World::new().await;
    world.there("shoot/a.psd", "old a").await;
    world.settle().await;
    let folder = world.elsewhere();
    let set = folder.join("set");
    fs::create_dir_all(set.join("empty")).expect("a folder");
    fs::create_dir_all(set.join("v1.0")).expect("a folder");
    fs::write(folder.join("a.psd"), "new a").expect("a file");
    fs::write(set.join("b.psd"), "b").expect("a file");
    fs::write(set.join("c#1.psd"), "c").expect("a file");
    fs::write(set.join(".DS_Store"), "junk").expect("a file");
    fs::write(set.join("v1.0").join("d.psd"), "d").expect("a file");
    world
}

async fn plan(world: &World) -> UploadPlan {
    let sources = vec![
        world.elsewhere().join("a.psd"),
        world.elsewhere().join("set"),
    ];
    let into = dam("shoot");
    match world.perform(Command::PlanUpload { into, sources }).await {
        Ok(Outcome::Uploads(plan)) => plan,
        other => panic!("{other:?}"),
    }
}

async fn receive(world: &World, if_exists: IfExists) -> Result<Outcome, EngineError> {
    let sources = vec![
        world.elsewhere().join("a.psd"),
        world.elsewhere().join("set"),
    ];
    let into = dam("shoot");
    let command = Command::UploadHere {
        into,
        sources,
        if_exists,
        comment: Some("reshot".to_owned()),
    };
    world.perform(command).await
}
