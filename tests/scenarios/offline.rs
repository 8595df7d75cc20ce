//! Without the server, without a login.

use std::{sync::Arc, time::Duration};

use damson_core::{Action, Refusal};
use damson_engine::{Connection, EngineError};
use damson_remote::{
    Verb,
    wrap::{Faulty, Glitch},
};
use expect_test::expect;
use tokio::time::{Instant, sleep};

use crate::World;

#[tokio::test(start_paused = true)]
async fn offline_refuses_what_needs_the_server_and_shows_what_is_known() {
    let world = World::synced([("shoot/a.psd", "v1"), ("shoot/b.psd", "b")]).await;
    world.done(Action::CheckOut, "shoot/b.psd").await;
    world.server().set_offline(true);
    world.settle().await;
    assert!(matches!(
        world.snapshot().connection,
        Connection::Offline { .. }
    ));
    let error = world.fails(Action::CheckOut, "shoot/a.psd").await;
    assert!(
        matches!(
            error,
            EngineError::Refused {
                refusal: Refusal::Offline,
                ..
            }
        ),
        "{error}"
    );
    world.done(Action::Open, "shoot/a.psd").await;
    // What is mine and here can be edited on a train.
    world.done(Action::Edit, "shoot/b.psd").await;
    assert_eq!(
        world.shell.taken(),
        ["open shoot/a.psd=v1", "open shoot/b.psd=b"]
    );
    world.write("shoot/b.psd", "mine");
    world.quiet().await;
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here v1 (ro) | there v1
        shoot/b.psd | Edited locally | mine | here mine | there b
    "]])
        .await;
    world.server().set_offline(false);
    world.settle().await;
    assert!(matches!(
        world.snapshot().connection,
        Connection::Online { .. }
    ));
    world.done(Action::UploadChanges, "shoot/b.psd").await;
}

#[tokio::test(start_paused = true)]
async fn a_poll_finds_the_server_again() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.server().set_offline(true);
    world.settle().await;
    world.there("shoot/a.psd", "v2").await;
    world.server().set_offline(false);
    tokio::time::sleep(std::time::Duration::from_mins(2)).await;
    assert!(matches!(
        world.snapshot().connection,
        Connection::Online { .. }
    ));
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Modified remotely | here v1 (ro) | there v2
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_download_waits_for_the_network_for_ever() {
    let world = World::new().await;
    world.there("shoot/a.psd", "v1").await;
    world.settle().await;
    let server = world.server().clone();
    world
        .server()
        .before_next(damson_remote::Verb::Stat, |server| server.set_offline(true));
    let download = world.desk.act(Action::Download, "shoot/a.psd");
    let back = async {
        tokio::time::sleep(std::time::Duration::from_hours(12)).await;
        assert_eq!(
            world.transfers(),
            ["shoot/a.psd Download retrying (offline)"]
        );
        server.set_offline(false);
    };
    let (downloaded, ()) = tokio::join!(download, back);
    assert!(downloaded.is_ok(), "{downloaded:?}");
    world
        .expect(expect![[r"
        shoot/
        shoot/a.psd | Available locally | here v1 (ro) | there v1
    "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_session_that_ended_asks_for_a_login_and_goes_on_after_it() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.server().log_out("jane");
    world.settle().await;
    assert_eq!(world.snapshot().connection, Connection::LoginNeeded);
    world
        .engine()
        .set_remote(Arc::new(world.server().login("jane")));
    world.settle().await;
    assert!(matches!(
        world.snapshot().connection,
        Connection::Online { .. }
    ));
    world.done(Action::CheckOut, "shoot/a.psd").await;
}

#[tokio::test(start_paused = true)]
async fn another_account_halts() {
    let mut world = World::synced([("shoot/a.psd", "v1")]).await;
    world.desk.stop().await;
    world.desk.remote = Arc::new(world.server().login("omar"));
    world.desk.start();
    world.settle().await;
    assert!(world.snapshot().halted.is_some());
    let error = world.fails(Action::CheckOut, "shoot/a.psd").await;
    assert_eq!(error.code(), "halted");
}

/// A server that lets everybody wait.
fn mute(world: &World) -> Arc<Faulty> {
    let faulty = Faulty::scripted(world.desk.remote.clone());
    for verb in [Verb::WhoAmI, Verb::Stat, Verb::Lock, Verb::List] {
        for _ in 0..20 {
            faulty.next(verb, Glitch::Stall(Duration::from_hours(1)));
        }
    }
    Arc::new(faulty)
}

#[tokio::test(start_paused = true)]
async fn a_start_after_one_that_reached_nobody_does_not_wait_for_the_server() {
    let mut world = World::synced([("shoot/a.psd", "v1")]).await;
    let there = world.desk.remote.clone();
    world.desk.remote = mute(&world);
    world.desk.restart().await;
    sleep(Duration::from_secs(5)).await;
    world.desk.restart().await;
    let begun = Instant::now();
    let error = world.fails(Action::CheckOut, "shoot/a.psd").await;
    assert!(
        matches!(
            error,
            EngineError::Refused {
                refusal: Refusal::Offline,
                ..
            }
        ),
        "{error}"
    );
    world.desk.engine().settled().await;
    assert!(begun.elapsed() < Duration::from_secs(4));
    assert!(matches!(
        world.snapshot().connection,
        Connection::Offline { .. }
    ));
    // And one that is back is seen at once.
    world.desk.remote = there;
    world.desk.restart().await;
    world.done(Action::CheckOut, "shoot/a.psd").await;
    assert_eq!(world.holder("shoot/a.psd").await.as_deref(), Some("jane"));
}
