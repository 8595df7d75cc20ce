//! Uploading to a server whose listing comes from an index that is a minute late.

use std::fs;

use damson_demo_server::{Personality, Switches};
use damson_engine::{Command, IfExists, Outcome};
use damson_tests::{Backend as _, DemoBackend, Desk, dam};

async fn upload(desk: &Desk, if_exists: IfExists) -> (u64, Vec<String>) {
    let file = desk.elsewhere().join("new.psd");
    fs::write(&file, "mine").expect("a file");
    let command = Command::UploadHere {
        into: dam("shoot"),
        sources: vec![file],
        if_exists,
        comment: None,
    };
    match desk.perform(command).await {
        Ok(Outcome::Bulk { done, problems, .. }) => {
            let problems = problems.iter().map(|problem| problem.error.to_string());
            (done, problems.collect())
        }
        other => panic!("{other:?}"),
    }
}

/// The plan doesn't see what is there; the second look does, and what the person said of taken
/// names holds.
#[tokio::test(start_paused = true)]
async fn what_the_index_does_not_tell_yet_is_treated_as_taken() {
    for (personality, if_exists, here, beside, done) in [
        (Personality::Aem65, IfExists::Skip, "theirs", None, 0),
        (
            Personality::Cloud,
            IfExists::KeepBoth,
            "theirs",
            Some("mine"),
            1,
        ),
        (
            Personality::Aem65,
            IfExists::KeepBoth,
            "theirs",
            Some("mine"),
            1,
        ),
        (Personality::Cloud, IfExists::NewVersion, "mine", None, 1),
    ] {
        // `/api/assets` is behind a dispatcher that refuses it, so that folders are read by query.
        let switches = Switches {
            block_api: true,
            query_index_delay_ms: 60_000,
            ..Switches::default()
        };
        let server = DemoBackend::start(personality, switches).await;
        server.write(&dam("shoot/new.psd"), b"theirs").await;
        let mut desk = Desk::new("jane", server.login("jane").await);
        desk.policy = super::policy();
        desk.start();
        let plan = Command::PlanUpload {
            into: dam("shoot"),
            sources: vec![],
        };
        desk.perform(plan).await.expect("a plan");
        assert!(
            desk.row("shoot/new.psd").await.is_none(),
            "the index is late"
        );

        let (sent, problems) = upload(&desk, if_exists).await;
        let case = format!("{personality:?} {if_exists:?}");
        assert_eq!((sent, problems), (done, Vec::new()), "{case}");
        let text = async |path| {
            let bytes = server.read(&dam(path)).await;
            bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        assert_eq!(text("shoot/new.psd").await.as_deref(), Some(here), "{case}");
        assert_eq!(text("shoot/new (2).psd").await.as_deref(), beside, "{case}");
    }
}
