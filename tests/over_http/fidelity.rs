//! What AEM is known to do and a client has to live with, through the whole engine.

use std::sync::Arc;

use damson_core::{Action, Status};
use damson_demo_server::{Personality, Switches};
use damson_remote::{
    ErrorKind, Verb,
    wrap::{Faulty, Glitch},
};
use damson_tests::{Backend as _, DemoBackend, Desk, dam};

const BOTH: [Personality; 2] = [Personality::Aem65, Personality::Cloud];

async fn desk(server: &DemoBackend) -> Desk {
    let mut desk = Desk::new("jane", server.login("jane").await);
    desk.policy = super::policy();
    desk.start();
    desk
}

async fn status(desk: &Desk, path: &str) -> Option<Status> {
    desk.row(path).await.and_then(|row| row.status)
}

/// `dam:sha1` stays that of the first binary where nothing computes it again.
#[tokio::test(start_paused = true)]
async fn a_hash_that_is_never_corrected_locks_no_asset_out() {
    for personality in BOTH {
        for stale in [true, false] {
            let switches = Switches {
                sha1_of_first_binary: stale,
                ..Switches::default()
            };
            let server = DemoBackend::start(personality, switches).await;
            let large = "x".repeat(3_000_000);
            for (path, text) in [
                ("shoot/small.psd", "two"),
                ("shoot/large.psd", large.as_str()),
            ] {
                server.write(&dam(path), b"one").await;
                server.write(&dam(path), text.as_bytes()).await;
                let desk = desk(&server).await;
                desk.refresh("shoot").await.expect("a listing");
                desk.act(Action::Download, path).await.expect("a download");
                assert!(
                    desk.read(path).as_deref() == Some(text),
                    "{path} stale: {stale}"
                );
                // And so it stays when it is looked at again.
                desk.refresh("shoot").await.expect("a listing");
                desk.settle().await;
                let status = status(&desk, path).await;
                assert_eq!(
                    status,
                    Some(Status::AvailableLocally),
                    "{path} stale: {stale}"
                );
            }
        }
    }
}

/// Outside its On and Off time an asset is missing in `/api/assets`, and nowhere else.
#[tokio::test(start_paused = true)]
async fn an_asset_outside_its_time_is_not_removed() {
    for personality in BOTH {
        let server = DemoBackend::start(personality, Switches::default()).await;
        for path in ["shoot/a.psd", "shoot/b.psd", "shoot/c.psd"] {
            server.write(&dam(path), b"one").await;
        }
        let desk = desk(&server).await;
        desk.refresh("shoot").await.expect("a listing");
        for path in ["shoot/a.psd", "shoot/b.psd"] {
            desk.act(Action::Download, path).await.expect("a download");
        }
        server.server().set_switches(|switches| {
            switches.off_time = vec!["shoot/a.psd".to_owned()];
        });
        desk.refresh("shoot").await.expect("a listing");
        assert_eq!(
            status(&desk, "shoot/a.psd").await,
            Some(Status::AvailableLocally)
        );
        assert_eq!(
            status(&desk, "shoot/b.psd").await,
            Some(Status::AvailableLocally)
        );
        assert_eq!(status(&desk, "shoot/c.psd").await, Some(Status::CloudOnly));
    }
}

/// The change feed may fail for ever; what is kept and what is locked is asked for all the same.
#[tokio::test(start_paused = true)]
async fn a_feed_that_fails_ends_no_poll() {
    for personality in BOTH {
        let server = DemoBackend::start(personality, Switches::default()).await;
        server.write(&dam("shoot/a.psd"), b"one").await;
        let faulty = Faulty::scripted(server.login("jane").await);
        let mut desk = Desk::new("jane", Arc::new(faulty.clone()));
        desk.policy = super::policy();
        desk.start();
        desk.refresh("shoot").await.expect("a listing");
        desk.act(Action::Download, "shoot/a.psd")
            .await
            .expect("a download");
        for _ in 0..100 {
            faulty.next(Verb::Changes, Glitch::Fail(ErrorKind::Unavailable));
        }
        server.write(&dam("shoot/a.psd"), b"other").await;
        server.lock(&dam("shoot/a.psd"), "omar").await;
        desk.settle().await;
        let row = desk.row("shoot/a.psd").await.expect("a row");
        assert_eq!(
            row.status,
            Some(Status::ModifiedRemotely),
            "{personality:?}"
        );
        assert_eq!(row.lock.other_holder(), Some("omar"), "{personality:?}");
        assert!(!faulty.struck().is_empty());
    }
}
