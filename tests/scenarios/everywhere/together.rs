//! Two people, two computers, one server.

use damson_core::Action;
use damson_tests::dam;

use super::World;

#[tokio::test(start_paused = true)]
async fn one_edits_at_a_time() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    let omar = world.person("omar").await;
    world.done(Action::Edit, "shoot/a.psd").await;
    let error = omar
        .act(Action::Edit, "shoot/a.psd")
        .await
        .expect_err("jane has it");
    assert_eq!(error.code(), "refused");
    world.write("shoot/a.psd", "jane's");
    world.quiet().await;
    world.done(Action::UploadChanges, "shoot/a.psd").await;
    omar.settle().await;
    omar.act(Action::Edit, "shoot/a.psd")
        .await
        .expect("it is free again");
    assert_eq!(omar.shell.taken(), ["open shoot/a.psd=jane's"]);
    omar.write("shoot/a.psd", "omar's");
    omar.quiet().await;
    omar.act(Action::UploadChanges, "shoot/a.psd")
        .await
        .expect("an upload");
    world.settle().await;
    world.done(Action::Update, "shoot/a.psd").await;
    assert_eq!(world.read("shoot/a.psd").as_deref(), Some("omar's"));
    let versions = world.backend.versions(&dam("shoot/a.psd")).await;
    let kept: Vec<_> = versions.into_iter().map(|version| version.1).collect();
    assert_eq!(kept, [b"jane's".to_vec(), b"v1".to_vec()]);
}

#[tokio::test(start_paused = true)]
async fn both_at_once_is_one_of_them() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    let omar = world.person("omar").await;
    let (jane, omar) = tokio::join!(
        world.desk.act(Action::CheckOut, "shoot/a.psd"),
        omar.act(Action::CheckOut, "shoot/a.psd"),
    );
    assert!(jane.is_ok() != omar.is_ok(), "{jane:?} {omar:?}");
}
