//! Locks that end by themselves.

use std::time::Duration;

use damson_core::Action;

use crate::World;

#[tokio::test(start_paused = true)]
async fn a_lock_that_expires_is_renewed_in_time() {
    let mut world = World::new().await;
    world.server().set_expiring_locks(Duration::from_mins(10));
    world.desk.restart().await;
    let world = world.with([("shoot/a.psd", "v1")]).await;
    world.done(Action::CheckOut, "shoot/a.psd").await;
    for _ in 0..60 {
        tokio::time::sleep(Duration::from_mins(1)).await;
        world.server().pass(Duration::from_mins(1));
    }
    assert_eq!(world.holder("shoot/a.psd").await.as_deref(), Some("jane"));
    world.write("shoot/a.psd", "v2");
    world.quiet().await;
    world.done(Action::UploadChanges, "shoot/a.psd").await;
    assert_eq!(world.on_server("shoot/a.psd").await.as_deref(), Some("v2"));
}
