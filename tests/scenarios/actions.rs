//! Every action and its refusals (states.md, section 3).

use damson_core::Action;
use damson_tests::World;
use expect_test::expect;

#[tokio::test(start_paused = true)]
async fn edit_checks_out_fetches_and_opens_and_upload_gives_it_back() {
    let world = World::new().await;
    world.there("shoot/a.psd", "v1").await;
    world.settle().await;
    world.done(Action::Edit, "shoot/a.psd").await;
    assert_eq!(world.shell.taken(), ["open a.psd=v1"]);
    world.expect(expect![[r#"
        shoot/
        shoot/a.psd | Available locally | mine | here v1 | there v1
    "#]]).await;
    world.write("shoot/a.psd", "v2");
    world.quiet().await;
    world.expect(expect![[r#"
        shoot/
        shoot/a.psd | Edited locally | mine | here v2 | there v1
    "#]]).await;
    world.done(Action::UploadChanges, "shoot/a.psd").await;
    world.expect(expect![[r#"
        shoot/
        shoot/a.psd | Available locally | here v2 (ro) | there v2
    "#]]).await;
}
