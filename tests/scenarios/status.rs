//! Every row of the table of statuses (states.md, section 2).

use damson_core::Action;
use damson_tests::World;
use expect_test::expect;

#[tokio::test(start_paused = true)]
async fn an_asset_that_is_not_here_is_cloud_only() {
    let world = World::new().await;
    world.there("shoot/a.psd", "v1").await;
    world.settle().await;
    world
        .expect(expect![[r#"
            shoot/
            shoot/a.psd | Cloud only | there v1
        "#]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_downloaded_asset_is_available_locally_and_read_only() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.expect(expect![[r#"
        shoot/
        shoot/a.psd | Available locally | here v1 (ro) | there v1
    "#]]).await;
}

#[tokio::test(start_paused = true)]
async fn edited_locally() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.write("shoot/a.psd", "mine");
    world.quiet().await;
    world.expect(expect![[r#"
        shoot/
        shoot/a.psd | Edited locally | here mine | there v1
    "#]]).await;
}
