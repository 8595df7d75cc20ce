//! What a document links to comes before it is opened.

use damson_core::{Action, ByteCount, Status};
use damson_engine::{ActOptions, EngineError, GetLinks, Outcome};

use super::World;

const LAYOUT: &str = "shoot/layout.svg";
/// Two that lie beside it and one elsewhere, one that is nowhere, and one on the web.
const PICTURES: &str = r#"<svg xmlns="http://www.w3.org/2000/svg">
    <image href="Links/sky.psd"/><image href="sea.psd"/><image href="../other/sun.psd"/>
    <image href="gone.psd"/><image href="https://example.com/web.png"/>
</svg>"#;
const SKY: &str = "shoot/Links/sky.psd";
const SEA: &str = "shoot/sea.psd";
const SUN: &str = "other/sun.psd";

async fn layout() -> World {
    let world = World::new().await;
    for (path, text) in [(LAYOUT, PICTURES), (SKY, "sky"), (SEA, "sea"), (SUN, "sun")] {
        world.there(path, text).await;
    }
    world.settle().await;
    world
}

async fn status(world: &World, path: &str) -> Option<Status> {
    world.row(path).await.and_then(|row| row.status)
}

fn with(links: GetLinks) -> ActOptions {
    ActOptions {
        links,
        ..ActOptions::default()
    }
}

#[tokio::test(start_paused = true)]
async fn edit_brings_the_links_to_where_the_document_looks_for_them() {
    let world = layout().await;
    let done = world.done(Action::Edit, LAYOUT).await;
    assert!(
        matches!(&done, Outcome::Opened { status: Some(Status::AvailableLocally), brought: 3, problems }
            if problems.is_empty()),
        "{done:?}"
    );
    assert_eq!(world.shell.taken().len(), 1);
    assert_eq!(world.holder(LAYOUT).await.as_deref(), Some("jane"));
    for (path, text) in [(SKY, "sky"), (SEA, "sea"), (SUN, "sun")] {
        assert_eq!(world.read(path).as_deref(), Some(text));
        assert_eq!(status(&world, path).await, Some(Status::AvailableLocally));
        assert_eq!(world.holder(path).await, None);
    }
}

/// A picture that a colleague changed is here before the layout is; one's own edit stays.
#[tokio::test(start_paused = true)]
async fn open_updates_links_and_leaves_edits_alone() {
    let world = layout().await;
    world.done(Action::Open, LAYOUT).await;
    world.done(Action::Edit, SEA).await;
    world.write(SEA, "my sea");
    world.quiet().await;
    world.there(SKY, "new sky").await;
    world.settle().await;
    let done = world.done(Action::Open, LAYOUT).await;
    assert!(
        matches!(&done, Outcome::Opened { brought: 1, problems, .. } if problems.is_empty()),
        "{done:?}"
    );
    assert_eq!(world.read(SKY).as_deref(), Some("new sky"));
    assert_eq!(world.read(SEA).as_deref(), Some("my sea"));
    assert_eq!(status(&world, SEA).await, Some(Status::EditedLocally));
    // Nothing is left to do.
    let done = world.done(Action::Open, LAYOUT).await;
    assert!(matches!(done, Outcome::Status(_)), "{done:?}");
}

#[tokio::test(start_paused = true)]
async fn more_than_comes_unasked_is_asked_about_and_the_check_out_given_back() {
    let world = layout().await;
    let few = GetLinks::UpTo {
        assets: 2,
        bytes: ByteCount(1_000),
    };
    let asked = world.act_with(Action::Edit, LAYOUT, with(few)).await;
    // Not every server tells sizes in listings.
    assert!(
        matches!(&asked, Err(EngineError::ManyLinks { assets: 3, .. })),
        "{asked:?}"
    );
    assert!(world.shell.taken().is_empty());
    assert_eq!(world.holder(LAYOUT).await, None);
    assert_eq!(status(&world, SKY).await, Some(Status::CloudOnly));
    let without = world
        .act_with(Action::Edit, LAYOUT, with(GetLinks::None))
        .await;
    assert!(matches!(without, Ok(Outcome::Status(_))), "{without:?}");
    assert_eq!(world.shell.taken().len(), 1);
    assert_eq!(status(&world, SKY).await, Some(Status::CloudOnly));
    let most = GetLinks::UpTo {
        assets: 3,
        bytes: ByteCount(1_000),
    };
    let all = world.act_with(Action::Edit, LAYOUT, with(most)).await;
    assert!(
        matches!(all, Ok(Outcome::Opened { brought: 3, .. })),
        "{all:?}"
    );
}
