//! Links that can't come, and documents that link to each other.

use damson_core::{Action, ByteCount, policy::Policy};
use damson_engine::{
    ActOptions, Command, EngineError, GetLinks, Outcome,
    local::{FaultKind, LocalCall},
};
use damson_tests::dam;

use crate::World;

fn linking(to: &str) -> String {
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg"><image href="{to}"/></svg>"#)
}

#[tokio::test(start_paused = true)]
async fn a_link_that_does_not_come_is_told_of_and_keeps_nothing_closed() {
    let world = World::new().await;
    world.there("shoot/a.svg", &linking("sky.psd")).await;
    world.there("shoot/sky.psd", "sky").await;
    world.settle().await;
    let (call, sky) = (LocalCall::Name, dam("shoot/sky.psd"));
    world.faults.fail_once(call, &sky, FaultKind::Denied);
    let done = world.done(Action::Edit, "shoot/a.svg").await;
    let Outcome::Opened {
        brought, problems, ..
    } = &done
    else {
        panic!("{done:?}");
    };
    assert_eq!((*brought, problems.len()), (0, 1), "{done:?}");
    assert_eq!(problems[0].path, sky);
    assert_eq!(world.shell.taken().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn many_bytes_are_asked_about_as_many_links_are() {
    let world = World::new().await;
    world.there("shoot/a.svg", &linking("sky.psd")).await;
    world.there("shoot/sky.psd", "sky").await;
    world.settle().await;
    let up_to = |bytes| ActOptions {
        links: GetLinks::UpTo {
            assets: 10,
            bytes: ByteCount(bytes),
        },
        ..ActOptions::default()
    };
    let edit = |bytes| world.act_with(Action::Edit, "shoot/a.svg", up_to(bytes));
    let asked = edit(2).await;
    assert!(
        matches!(
            &asked,
            Err(EngineError::ManyLinks {
                assets: 1,
                bytes: 3,
                ..
            })
        ),
        "{asked:?}"
    );
    let done = edit(3).await;
    assert!(
        matches!(&done, Ok(Outcome::Opened { brought: 1, .. })),
        "{done:?}"
    );
}

/// Each would wait for the other one.
#[tokio::test(start_paused = true)]
async fn two_that_link_to_each_other_are_opened() {
    for _ in 0..20 {
        let world = World::new().await;
        world.there("shoot/a.svg", &linking("b.svg")).await;
        world.there("shoot/b.svg", &linking("a.svg")).await;
        world.settle().await;
        let (one, other) = tokio::join!(
            world.act(Action::Edit, "shoot/a.svg"),
            world.act(Action::Edit, "shoot/b.svg"),
        );
        one.unwrap();
        other.unwrap();
        assert_eq!(world.shell.taken().len(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn links_stay_away_where_the_setting_says_so() {
    let world = World::new().await;
    world.there("shoot/a.svg", &linking("sky.psd")).await;
    world.there("shoot/sky.psd", "sky").await;
    world.settle().await;
    let policy = Policy {
        get_links: false,
        keep_free: ByteCount(0),
        ..Policy::default()
    };
    world.perform(Command::Configure(policy)).await.unwrap();
    world.done(Action::Open, "shoot/a.svg").await;
    assert_eq!(world.read("shoot/sky.psd"), None);
    assert_eq!(world.shell.taken().len(), 1);
}
