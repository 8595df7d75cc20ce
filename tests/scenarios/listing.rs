//! What the server says late, or page by page.

use damson_core::Action;
use damson_remote::memory::HashMode;

use crate::World;

#[tokio::test(start_paused = true)]
async fn two_looks_at_one_folder_take_nothing_for_gone() {
    let world = World::new().await;
    world.server().set_page_size(2);
    for name in 0..20 {
        world.there(&format!("shoot/{name}.psd"), "v1").await;
    }
    let looks = (0..8).map(|_| world.desk.refresh("shoot"));
    for look in futures::future::join_all(looks).await {
        look.expect("a listing");
    }
    // The folder, and everything in it.
    assert_eq!(world.rows().await.len(), 21);
}

#[tokio::test(start_paused = true)]
async fn a_hash_that_comes_late_changes_no_status() {
    let world = World::new().await;
    for mode in [HashMode::Late, HashMode::StaleWhileProcessing] {
        world.server().set_hash_mode(mode);
        world.there("shoot/a.psd", &format!("{mode:?} 1")).await;
        world.settle().await;
        // The second round finds the copy of the first one.
        let _ = world.desk.act(Action::Download, "shoot/a.psd").await;
        let _ = world.desk.act(Action::Update, "shoot/a.psd").await;
        assert_eq!(
            status(&world).await,
            "AvailableLocally",
            "{mode:?} before the hash"
        );
        world.server().finish_processing();
        world.settle().await;
        assert_eq!(
            status(&world).await,
            "AvailableLocally",
            "{mode:?} after the hash"
        );
        world.done(Action::CheckOut, "shoot/a.psd").await;
        world.write("shoot/a.psd", &format!("{mode:?} 2"));
        world.quiet().await;
        world.done(Action::UploadChanges, "shoot/a.psd").await;
        assert_eq!(
            status(&world).await,
            "AvailableLocally",
            "{mode:?} uploaded"
        );
        world.server().finish_processing();
        world.settle().await;
        assert_eq!(
            status(&world).await,
            "AvailableLocally",
            "{mode:?} uploaded, hash"
        );
    }
}

async fn status(world: &World) -> String {
    let row = world.row("shoot/a.psd").await.expect("a row");
    format!("{:?}", row.status.expect("a status"))
}
