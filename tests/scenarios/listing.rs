//! What the server says late, or page by page.

use damson_core::{Action, Kind, PathError, Refusal};
use damson_remote::{Refused, memory::HashMode};

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
async fn the_root_has_a_row_with_what_may_be_done_there() {
    let world = World::new().await;
    world.settle().await;
    let root = world.desk.row("").await.expect("a row");
    assert_eq!(root.kind, Kind::Root);
    let refused = |action| {
        let offer = root.actions.iter().find(|(offered, _)| *offered == action);
        offer.expect("every action").1.clone()
    };
    assert_eq!(refused(Action::UploadHere), None);
    assert_eq!(refused(Action::NewFolder), None);
    assert_eq!(refused(Action::Delete), Some(Refusal::IsRoot));
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

fn refused(shown: &str, why: PathError) -> Refused {
    Refused {
        shown: shown.to_owned(),
        why,
    }
}

/// What can't be a path is shown with its problem, nothing can be done with it, and it goes when
/// the server is mended.
#[tokio::test(start_paused = true)]
async fn a_name_that_cannot_be_a_path_is_a_row_with_a_problem() {
    let world = World::new().await;
    world.server().set_refused_names(vec![
        refused("a/b.psd", PathError::Forbidden),
        refused("..", PathError::Dots),
        refused("", PathError::EmptyName),
    ]);
    world.there("shoot/a.psd", "v1").await;
    world.settle().await;
    let rows = world.rows().await;
    let odd: Vec<_> = rows.iter().filter(|row| row.kind == Kind::NoName).collect();
    let shown: Vec<_> = odd.iter().map(|row| row.title.as_deref()).collect();
    // In the root and in the folder.
    assert_eq!(shown.len(), 6, "{shown:?}");
    for name in ["a/b.psd", "..", ""] {
        assert!(shown.contains(&Some(name)), "{shown:?}");
    }
    for row in odd {
        assert_eq!(row.status, None);
        assert_eq!(row.problem.as_ref().expect("a problem").0, "refused-name");
        for (action, refusal) in &row.actions {
            assert!(
                matches!(refusal, Some(Refusal::NameProblem | Refusal::NotPinned)),
                "{action:?}: {refusal:?}"
            );
        }
    }
    assert_eq!(world.snapshot().counts.problems, 6);
    world.done(Action::Download, "shoot").await;
    world.done(Action::Pin, "shoot").await;
    world.settle().await;
    assert_eq!(world.read("shoot/a.psd").as_deref(), Some("v1"));

    world.server().set_refused_names(Vec::new());
    world.settle().await;
    let rows = world.rows().await;
    assert!(rows.iter().all(|row| row.problem.is_none()), "{rows:?}");
    assert_eq!(rows.len(), 2);
}

/// A file of this person's that is called like such a row is a file like any other.
#[tokio::test(start_paused = true)]
async fn a_file_is_never_hidden_by_a_name_that_cannot_be_a_path() {
    let world = World::new().await;
    world
        .server()
        .set_refused_names(vec![refused("a/b.psd", PathError::Forbidden)]);
    world.settle().await;
    let rows = world.rows().await;
    let path = rows[0].path.as_str().to_owned();
    world.write(&path, "mine");
    world.settle().await;
    world.settle().await;
    let row = world.row(&path).await.expect("a row");
    assert_eq!(row.status, Some(damson_core::Status::NewLocally));
    assert_eq!(row.problem, None);
}

#[tokio::test(start_paused = true)]
async fn a_path_that_applications_cannot_open_is_a_row_with_a_problem() {
    let world = World::new().await;
    let long = vec!["n".repeat(200); 25].join("/");
    world.there(&format!("{long}/a.psd"), "v1").await;
    world.there("shoot/a.psd", "v1").await;
    world.settle().await;
    let row = world.row(&format!("{long}/a.psd")).await.expect("a row");
    assert_eq!(row.problem.expect("a problem").0, "path-too-long");
    let row = world.row("shoot/a.psd").await.expect("a row");
    assert_eq!(row.problem, None);
}

async fn status(world: &World) -> String {
    let row = world.row("shoot/a.psd").await.expect("a row");
    format!("{:?}", row.status.expect("a status"))
}
