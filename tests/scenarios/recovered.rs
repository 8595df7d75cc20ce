//! What is kept in Recovered is listed with the folder that it came from.

use damson_core::Action;
use damson_engine::{Command, Outcome};
use damson_tests::dam;

use crate::World;

const COPIES: usize = 40;

/// Whoever lists Recovered while copies come into it must not take one that is not noted yet for one
/// whose note is lost.
#[tokio::test(start_paused = true)]
async fn copies_of_a_folder_that_are_gone_from_the_server_keep_their_folder() {
    let world = World::synced([("shoot/one/kept.psd", "kept")]).await;
    let paths: Vec<String> = (0..COPIES).map(|n| format!("shoot/one/{n}.psd")).collect();
    for path in &paths {
        world.there(path, "v1").await;
    }
    world.settle().await;
    world.done(Action::Download, "shoot").await;
    for path in &paths {
        world.server().remove(path.as_str());
    }
    world.settle().await;
    let removed = world.act(Action::RemoveLocalCopy, "shoot");
    let listed = async {
        loop {
            let listed = world.perform(Command::ListRecovered).await;
            let Ok(Outcome::Recovered(files)) = listed else {
                panic!("{listed:?}");
            };
            for file in &files {
                let folder = file.path.parent();
                assert_eq!(folder, Some(dam("shoot/one")), "{:?}", file.path);
            }
            if files.len() == COPIES {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    let (removed, ()) = tokio::join!(removed, listed);
    assert!(
        matches!(removed, Ok(Outcome::Bulk { ref problems, .. }) if problems.is_empty()),
        "{removed:?}"
    );
    assert_eq!(world.recovered().await.len(), COPIES);
}
