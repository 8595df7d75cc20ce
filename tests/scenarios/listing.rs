//! What the server says late, or page by page.

use damson_core::{Action, DamPath, Kind, PathError, Refusal, Status};
use damson_remote::{Refused, memory::HashMode};

use damson_tests::Desk;

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

/// The names of a folder as its listing hands them over, batch by batch.
async fn listed(desk: &Desk, folder: &str) -> Vec<Vec<String>> {
    let folder = DamPath::parse(folder).expect("a path");
    let mut listing = desk.engine().list(folder);
    let mut batches = Vec::new();
    while let Some(rows) = listing.next().await.expect("rows") {
        let names = rows.iter().map(|row| row.path.name().to_owned());
        batches.push(names.collect());
    }
    batches
}

#[tokio::test(start_paused = true)]
async fn rows_come_page_by_page_and_what_the_server_has_not_comes_last() {
    let names = ["a", "b", "c", "gone"];
    let world = World::synced(names.map(|name| (path_of(name), "v1"))).await;
    world.server().set_page_size(2);
    world.there("shoot/new there.psd", "v1").await;
    world.gone_there("shoot/gone.psd").await;
    world.desk.write("shoot/Alone.psd", "mine");
    let batches = listed(&world.desk, "shoot").await;
    let told: Vec<Vec<&str>> = batches
        .iter()
        .map(|batch| batch.iter().map(String::as_str).collect())
        .collect();
    assert_eq!(
        told,
        [
            vec!["a.psd", "b.psd"],
            vec!["c.psd", "new there.psd"],
            vec!["Alone.psd", "gone.psd"],
        ]
    );
    let gone = world.desk.row("shoot/gone.psd").await.expect("a row");
    assert_eq!(gone.status, Some(Status::RemovedRemotely));
}

#[tokio::test(start_paused = true)]
async fn each_row_is_told_once_although_actions_make_the_listing_begin_again() {
    let names = ["a", "b", "c", "d", "e"];
    let world = World::synced(names.map(|name| (path_of(name), "v1"))).await;
    world.server().set_page_size(1);
    for round in 0..10 {
        let act = async {
            for name in names {
                for action in [Action::CheckOut, Action::CheckIn] {
                    let _ = world.desk.act(action, path_of(name)).await;
                }
            }
        };
        let (batches, ()) = futures::future::join(listed(&world.desk, "shoot"), act).await;
        let mut told = batches.concat();
        told.sort();
        assert_eq!(
            told,
            ["a.psd", "b.psd", "c.psd", "d.psd", "e.psd"],
            "round {round}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_listing_that_can_not_be_read_to_its_end_says_so() {
    let world = World::synced([("shoot/a.psd", "v1")]).await;
    world.server().set_offline(true);
    let shoot = DamPath::parse("shoot").expect("a path");
    let mut listing = world.desk.engine().list(shoot);
    assert!(listing.next().await.is_err());
}

fn path_of(name: &str) -> &'static str {
    match name {
        "a" => "shoot/a.psd",
        "b" => "shoot/b.psd",
        "c" => "shoot/c.psd",
        "d" => "shoot/d.psd",
        "e" => "shoot/e.psd",
        _ => "shoot/gone.psd",
    }
}
