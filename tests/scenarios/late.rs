//! An upload meets a name that the plan thought free.

use std::fs;

use damson_engine::{Command, IfExists, Outcome};
use damson_remote::Verb;
use damson_tests::dam;

use crate::World;

async fn upload(world: &World, if_exists: IfExists) -> (u64, usize) {
    let file = world.elsewhere().join("a.psd");
    fs::write(&file, "mine").expect("a file");
    let command = Command::UploadHere {
        into: dam("shoot"),
        sources: vec![file],
        if_exists,
        comment: None,
    };
    match world.perform(command).await {
        Ok(Outcome::Bulk { done, problems, .. }) => (done, problems.len()),
        other => panic!("{other:?}"),
    }
}

/// Somebody uploads the same name when the bytes are on their way.
#[tokio::test(start_paused = true)]
async fn what_was_said_of_taken_names_holds_for_those_taken_meanwhile() {
    for (if_exists, here, beside, done) in [
        (IfExists::Skip, "theirs", None, 0),
        (IfExists::KeepBoth, "theirs", Some("mine"), 1),
        (IfExists::NewVersion, "mine", None, 1),
    ] {
        let world = World::new().await;
        world.server().make_folder("shoot");
        world.settle().await;
        world
            .server()
            .before_next(Verb::Upload, |server| server.write("shoot/a.psd", "theirs"));
        let told = upload(&world, if_exists).await;
        assert_eq!(told, (done, 0), "{if_exists:?}");
        let text = async |path| world.on_server(path).await;
        let (first, second) = (text("shoot/a.psd").await, text("shoot/a (2).psd").await);
        assert_eq!(first.as_deref(), Some(here), "{if_exists:?}");
        assert_eq!(second.as_deref(), beside, "{if_exists:?}");
        let versions = world.backend.versions(&dam("shoot/a.psd")).await;
        let kept = usize::from(if_exists == IfExists::NewVersion);
        assert_eq!(versions.len(), kept, "{if_exists:?}");
    }
}
