//! A document with what it links to, as a folder elsewhere.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use damson_core::{Action, Status};
use damson_engine::{
    Command, EngineError, Outcome, Packaged,
    local::{FaultKind, LocalCall},
};
use damson_tests::dam;

use crate::World;

const LAYOUT: &str = "shoot/layout.svg";

/// A layout that nobody has here. It links to what lies beside it, to two of one name elsewhere in the
/// DAM, to one on the desktop, and to one that is nowhere.
async fn layout() -> World {
    let world = World::new().await;
    let desktop = world.elsewhere().join("sun.psd");
    fs::write(&desktop, "sun").expect("a file");
    let links = [
        "pics/sky.psd",
        "../one/sea.psd",
        "../two/Sea.psd",
        &*desktop.to_string_lossy(),
        "/nobody/gone.psd",
        "https://example.com/web.png",
    ];
    let images = links
        .map(|link| format!(r#"<image href="{link}"/>"#))
        .concat();
    let text = format!(r#"<svg xmlns="http://www.w3.org/2000/svg">{images}</svg>"#);
    world.there(LAYOUT, &text).await;
    world.there("shoot/pics/sky.psd", "sky").await;
    world.there("one/sea.psd", "sea").await;
    world.there("two/Sea.psd", "another sea").await;
    world.settle().await;
    world
}

async fn package(world: &World, into: &Path) -> Result<Packaged, EngineError> {
    let command = Command::Package {
        path: dam(LAYOUT),
        into: into.to_owned(),
    };
    match world.perform(command).await {
        Ok(Outcome::Packaged(packaged)) => Ok(packaged),
        Err(error) => Err(error),
        other => panic!("{other:?}"),
    }
}

/// Every file below a folder, with what is in it.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(inside) = folders.pop() {
        for entry in fs::read_dir(inside).expect("a folder") {
            let file = entry.expect("an entry").path();
            if file.is_dir() {
                folders.push(file);
                continue;
            }
            let name = file.strip_prefix(folder).expect("inside").to_string_lossy();
            let text = fs::read_to_string(&file).expect("a text");
            found.insert(name.replace('\\', "/"), text);
        }
    }
    found
}

fn problems(packaged: &Packaged) -> Vec<String> {
    let each = packaged.problems.iter();
    each.map(|one| format!("{} {}", one.path, one.error.code()))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_document_and_its_links_become_a_folder() {
    let world = layout().await;
    let into = world.elsewhere().join("handover");
    let packaged = package(&world, &into).await.expect("a package");
    assert_eq!(packaged.folder, into.join("layout"));
    assert_eq!((packaged.files, packaged.complete), (5, true));
    assert_eq!(problems(&packaged), ["/shoot/gone.psd not-found"]);
    let text = world.read(LAYOUT).expect("the document came");
    let expected = [
        ("Links/Sea (2).psd", "another sea"),
        ("Links/sea.psd", "sea"),
        ("Links/sun.psd", "sun"),
        ("layout.svg", &*text),
        // The document looks for it there.
        ("pics/sky.psd", "sky"),
    ];
    let expected = expected.map(|(name, text)| (name.to_owned(), text.to_owned()));
    assert_eq!(files(&packaged.folder), BTreeMap::from(expected));
    // Nothing else changed: here the copies came, and the server has what it had.
    let row = world.row(LAYOUT).await.expect("a row");
    assert_eq!(row.status, Some(Status::AvailableLocally));
    assert_eq!(world.on_server(LAYOUT).await, Some(text));
    assert_eq!(world.holder(LAYOUT).await, None);
    assert_eq!(world.on_server("shoot/sun.psd").await, None);
}

#[tokio::test(start_paused = true)]
async fn a_package_is_written_over_nothing() {
    let world = layout().await;
    let into = world.elsewhere();
    fs::create_dir(into.join("layout")).expect("a folder");
    fs::write(into.join("layout").join("layout.svg"), "mine").expect("a file");
    let packaged = package(&world, &into).await.expect("a package");
    assert_eq!(packaged.folder, into.join("layout (2)"));
    let kept = fs::read_to_string(into.join("layout").join("layout.svg"));
    assert_eq!(kept.expect("it is kept"), "mine");
}

/// The copy in the package is the person's: it has the changes that are here, and can be written to.
#[tokio::test(start_paused = true)]
async fn a_package_has_what_is_here() {
    let world = layout().await;
    world.done(Action::Edit, "one/sea.psd").await;
    world.write("one/sea.psd", "my sea");
    world.quiet().await;
    let packaged = package(&world, &world.elsewhere())
        .await
        .expect("a package");
    let sea = packaged.folder.join("Links").join("sea.psd");
    assert_eq!(fs::read_to_string(&sea).expect("a file"), "my sea");
    let sky = packaged.folder.join("pics").join("sky.psd");
    assert!(world.is_read_only("shoot/pics/sky.psd"));
    assert!(!fs::metadata(sky).expect("a file").permissions().readonly());
}

#[tokio::test(start_paused = true)]
async fn what_does_not_come_is_named_and_the_rest_is_there() {
    let world = layout().await;
    let sky = dam("shoot/pics/sky.psd");
    world
        .faults
        .fail_once(LocalCall::Name, &sky, FaultKind::Denied);
    let packaged = package(&world, &world.elsewhere())
        .await
        .expect("a package");
    assert_eq!(packaged.files, 4);
    assert_eq!(
        problems(&packaged),
        [
            "/shoot/pics/sky.psd file-denied",
            "/shoot/gone.psd not-found"
        ]
    );
    assert!(!packaged.folder.join("pics").exists());
}
