//! A document is uploaded that links to what the server has not.

use damson_core::{Action, ByteCount, Status, policy::Policy};
use damson_engine::{
    ActOptions, Command, EngineError, MissingLinks, Outcome,
    links::{Links, Target},
};
use damson_tests::dam;

use crate::World;

const LAYOUT: &str = "shoot/a.svg";

/// A layout that this person edited: it links to a picture on the desktop, to one that is new in
/// the cache folder, to one that is nowhere and to one that the server has.
async fn edited() -> World {
    let world = World::synced([(LAYOUT, "<svg/>"), ("shoot/sun.psd", "sun")]).await;
    world.done(Action::CheckOut, LAYOUT).await;
    let sky = world.elsewhere().join("sky.psd");
    std::fs::write(&sky, "sky").expect("a file");
    world.write("shoot/sea.psd", "sea");
    let links = [
        &*sky.to_string_lossy(),
        "sea.psd",
        "/nobody/gone.psd",
        "sun.psd",
    ];
    let images = links.map(|link| format!(r#"<image href="{link}"/>"#));
    let text = images.concat();
    world.write(
        LAYOUT,
        &format!(r#"<svg xmlns="http://www.w3.org/2000/svg">{text}</svg>"#),
    );
    world.settle().await;
    world
}

async fn upload(world: &World, missing: MissingLinks) -> Result<Outcome, EngineError> {
    let options = ActOptions {
        missing,
        ..ActOptions::default()
    };
    world.act_with(Action::UploadChanges, LAYOUT, options).await
}

async fn links(world: &World) -> Links {
    let path = dam(LAYOUT);
    match world.perform(Command::Links { path }).await {
        Ok(Outcome::Links(links)) => links,
        other => panic!("{other:?}"),
    }
}

fn problems(outcome: &Outcome) -> Vec<String> {
    let (Outcome::Sent { problems, .. } | Outcome::Bulk { problems, .. }) = outcome else {
        panic!("{outcome:?}");
    };
    let said = problems
        .iter()
        .map(|one| format!("{} {}", one.path, one.error.code()));
    said.collect()
}

async fn is_uploaded(world: &World, path: &str) -> bool {
    world.on_server(path).await.is_some()
}

async fn status(world: &World, path: &str) -> Option<Status> {
    world.row(path).await.and_then(|row| row.status)
}

#[tokio::test(start_paused = true)]
async fn nothing_is_uploaded_before_the_person_is_asked() {
    let world = edited().await;
    let asked = upload(&world, MissingLinks::Asked).await;
    assert!(
        matches!(
            &asked,
            Err(EngineError::LinksMissing {
                missing: 3,
                here: 2,
                ..
            })
        ),
        "{asked:?}"
    );
    assert_eq!(status(&world, LAYOUT).await, Some(Status::EditedLocally));
    assert_eq!(world.holder(LAYOUT).await.as_deref(), Some("jane"));
    assert!(!is_uploaded(&world, "shoot/sea.psd").await);
    assert!(!is_uploaded(&world, "shoot/sky.psd").await);
}

#[tokio::test(start_paused = true)]
async fn what_is_here_goes_first_when_the_person_wants_that() {
    let world = edited().await;
    let sent = upload(&world, MissingLinks::Sent).await.expect("an upload");
    assert!(
        matches!(
            sent,
            Outcome::Sent {
                uploaded: 2,
                status: Some(Status::AvailableLocally),
                ..
            }
        ),
        "{sent:?}"
    );
    assert_eq!(problems(&sent), ["/shoot/gone.psd not-found"]);
    assert_eq!(
        world.on_server("shoot/sky.psd").await.as_deref(),
        Some("sky")
    );
    assert_eq!(
        world.on_server("shoot/sea.psd").await.as_deref(),
        Some("sea")
    );
    assert_eq!(world.on_server(LAYOUT).await, world.read(LAYOUT));
    assert_eq!(world.holder(LAYOUT).await, None);
    // Where it was is where it stays.
    assert!(world.elsewhere().join("sky.psd").exists());
}

#[tokio::test(start_paused = true)]
async fn who_can_not_be_asked_is_told() {
    let world = edited().await;
    let sent = upload(&world, MissingLinks::Told).await.expect("an upload");
    assert!(
        matches!(sent, Outcome::Sent { uploaded: 0, .. }),
        "{sent:?}"
    );
    assert_eq!(
        problems(&sent),
        [
            "/shoot/sky.psd not-found",
            "/shoot/sea.psd not-found",
            "/shoot/gone.psd not-found"
        ]
    );
    assert_eq!(world.on_server(LAYOUT).await, world.read(LAYOUT));
    assert!(!is_uploaded(&world, "shoot/sky.psd").await);
}

#[tokio::test(start_paused = true)]
async fn nobody_is_asked_where_the_setting_says_so_or_nothing_is_missing() {
    let world = edited().await;
    let policy = Policy {
        check_links: false,
        keep_free: ByteCount(0),
        ..Policy::default()
    };
    world
        .perform(Command::Configure(policy))
        .await
        .expect("settings");
    let sent = upload(&world, MissingLinks::Asked).await;
    assert!(
        matches!(sent, Ok(Outcome::Status(Some(Status::AvailableLocally)))),
        "{sent:?}"
    );
    let world = World::synced([(LAYOUT, "<svg/>"), ("shoot/sun.psd", "sun")]).await;
    world.done(Action::CheckOut, LAYOUT).await;
    world.write(
        LAYOUT,
        r#"<svg xmlns="http://www.w3.org/2000/svg"><image href="sun.psd"/></svg>"#,
    );
    world.settle().await;
    let sent = upload(&world, MissingLinks::Asked).await;
    assert!(
        matches!(sent, Ok(Outcome::Status(Some(Status::AvailableLocally)))),
        "{sent:?}"
    );
}

/// Where they go is said before: into the folder `Links` beside the document where there is one.
#[tokio::test(start_paused = true)]
async fn what_is_missing_can_be_uploaded_by_itself() {
    let world = edited().await;
    world.there("shoot/Links/moon.psd", "moon").await;
    world.settle().await;
    let before = links(&world).await;
    let Target::Elsewhere(sky) = &before.links[0].target else {
        panic!("{before:?}");
    };
    assert_eq!(sky.to, dam("shoot/Links/sky.psd"));
    assert_eq!(
        (&sky.file, sky.size),
        (&world.elsewhere().join("sky.psd"), ByteCount(3))
    );
    let command = || Command::UploadLinks { path: dam(LAYOUT) };
    let sent = world.perform(command()).await.expect("an upload");
    assert!(matches!(sent, Outcome::Bulk { done: 2, .. }), "{sent:?}");
    assert_eq!(problems(&sent), ["/shoot/gone.psd not-found"]);
    assert_eq!(
        world.on_server("shoot/Links/sky.psd").await.as_deref(),
        Some("sky")
    );
    assert_eq!(
        world.on_server("shoot/sea.psd").await.as_deref(),
        Some("sea")
    );
    // The document itself stays as it is, and finds them.
    assert_eq!(world.on_server(LAYOUT).await.as_deref(), Some("<svg/>"));
    let after = links(&world).await;
    let found = after
        .links
        .iter()
        .filter(|link| matches!(link.target, Target::Asset { .. }));
    assert_eq!(found.count(), 3, "{after:?}");
    let again = world.perform(command()).await.expect("nothing to do");
    assert!(matches!(again, Outcome::Bulk { done: 0, .. }), "{again:?}");
}
