//! A cache folder with a limit: what was not used for longest goes, and nothing that matters.

use std::{collections::BTreeMap, time::Duration};

use damson_core::{Action, ByteCount};
use damson_engine::{
    Command, Outcome,
    local::{FaultKind, LocalCall},
};
use damson_tests::dam;
use expect_test::expect;

use crate::World;

/// More than the time for which a copy counts as just used.
const A_WHILE: Duration = Duration::from_mins(11);

async fn limit(world: &World, bytes: Option<u64>) {
    let mut policy = world.desk.policy.clone();
    policy.cache_limit = bytes.map(ByteCount);
    let configured = world.perform(Command::Configure(policy)).await;
    configured.expect("a policy");
    world.quiet().await;
}

async fn use_of(world: &World) -> (u64, u64, u64) {
    match world.perform(Command::CacheUse).await {
        Ok(Outcome::CacheUse(used)) => (used.files, used.bytes.0, used.clean.0),
        other => panic!("how full it is, not {other:?}"),
    }
}

/// The names of what is here.
fn here(world: &World, paths: &[&str]) -> Vec<String> {
    let mut here = Vec::new();
    for path in paths {
        if world.read(path).is_some() {
            here.push((*path).to_owned());
        }
    }
    here
}

async fn four() -> World {
    let world = World::new().await;
    for path in ["s/a.psd", "s/b.psd", "s/c.psd", "s/d.psd"] {
        world.there(path, "ten bytes!").await;
    }
    world.settle().await;
    // Not in the order of the names.
    for path in ["s/b.psd", "s/a.psd", "s/d.psd", "s/c.psd"] {
        world.done(Action::Download, path).await;
        tokio::time::sleep(Duration::from_mins(1)).await;
    }
    tokio::time::sleep(A_WHILE).await;
    world
}

const FOUR: [&str; 4] = ["s/a.psd", "s/b.psd", "s/c.psd", "s/d.psd"];

#[tokio::test(start_paused = true)]
async fn what_was_not_used_for_longest_goes_first() {
    let world = four().await;
    assert_eq!(use_of(&world).await, (4, 40, 40));
    limit(&world, Some(30)).await;
    assert_eq!(here(&world, &FOUR), ["s/a.psd", "s/c.psd", "s/d.psd"]);
    // Opened: it was used just now.
    world.done(Action::Open, "s/a.psd").await;
    tokio::time::sleep(A_WHILE).await;
    limit(&world, Some(20)).await;
    assert_eq!(here(&world, &FOUR), ["s/a.psd", "s/c.psd"]);
    assert_eq!(use_of(&world).await, (2, 20, 20));
    limit(&world, None).await;
    world
        .expect(expect![[r"
            s/
            s/a.psd | Available locally | here ten bytes! (ro) | there ten bytes!
            s/b.psd | Cloud only | there ten bytes!
            s/c.psd | Available locally | here ten bytes! (ro) | there ten bytes!
            s/d.psd | Cloud only | there ten bytes!
        "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_download_makes_room_for_itself_and_stays_for_a_while() {
    let world = four().await;
    limit(&world, Some(40)).await;
    world.there("s/e.psd", "ten bytes!").await;
    world.settle().await;
    world.done(Action::Download, "s/e.psd").await;
    world.quiet().await;
    let all = ["s/a.psd", "s/b.psd", "s/c.psd", "s/d.psd", "s/e.psd"];
    assert_eq!(
        here(&world, &all),
        ["s/a.psd", "s/c.psd", "s/d.psd", "s/e.psd"]
    );
    // What somebody is about to open is not taken from under them; later it is.
    limit(&world, Some(5)).await;
    assert_eq!(here(&world, &all), ["s/e.psd"]);
    tokio::time::sleep(A_WHILE).await;
    world.quiet().await;
    assert_eq!(here(&world, &all), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn what_matters_stays_whatever_the_limit() {
    let world = World::synced([
        ("s/clean.psd", "v1"),
        ("s/conflict.psd", "v1"),
        ("s/edited.psd", "v1"),
        ("s/lost.psd", "v1"),
        ("s/mine.psd", "v1"),
        ("s/older.psd", "v1"),
        ("s/open.indd", "v1"),
        ("s/pinned.psd", "v1"),
        ("s/unseen.psd", "v1"),
    ])
    .await;
    world.done(Action::CheckOut, "s/mine.psd").await;
    world.done(Action::Pin, "s/pinned.psd").await;
    world.write("s/edited.psd", "an edit");
    world.write("s/conflict.psd", "an edit");
    world.write("s/new.psd", "new");
    world.there("s/conflict.psd", "theirs").await;
    world.there("s/older.psd", "v2").await;
    world.settle().await;
    tokio::time::sleep(A_WHILE).await;
    // Nobody noticed yet: removed on the server, saved just now, open in InDesign.
    world.gone_there("s/lost.psd").await;
    world.write("s/unseen.psd", "an edit");
    world.write("s/~open~1x2y3z.idlk", "");
    limit(&world, Some(1)).await;
    world.remove("s/~open~1x2y3z.idlk");
    world.settle().await;
    world
        .expect(expect![[r"
            s/
            s/clean.psd | Cloud only | there v1
            s/conflict.psd | Editing conflict | here an edit (ro) | there theirs
            s/edited.psd | Edited locally | here an edit (ro) | there v1
            s/lost.psd | Removed remotely | here v1 (ro)
            s/mine.psd | Available locally | mine | here v1 | there v1
            s/new.psd | New locally | here new
            s/older.psd | Modified remotely | here v1 (ro) | there v2
            s/open.indd | Available locally | here v1 (ro) | there v1
            s/pinned.psd | Available locally | here v1 (ro) | there v1 | pinned
            s/unseen.psd | Edited locally | here an edit (ro) | there v1
        "]])
        .await;
}

#[tokio::test(start_paused = true)]
async fn a_file_that_changes_or_is_used_at_that_moment_stays() {
    let world = four().await;
    for (path, kind) in [
        ("s/b.psd", FaultKind::Changed),
        ("s/a.psd", FaultKind::InUse),
        ("s/d.psd", FaultKind::Denied),
    ] {
        world.faults.fail_once(LocalCall::Remove, &dam(path), kind);
    }
    limit(&world, Some(5)).await;
    assert!(world.faults.is_played());
    assert_eq!(here(&world, &FOUR), ["s/a.psd", "s/b.psd", "s/d.psd"]);
    tokio::time::sleep(A_WHILE).await;
    world.quiet().await;
    assert_eq!(here(&world, &FOUR), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn nothing_goes_while_it_could_not_come_back() {
    let world = four().await;
    world.server().set_offline(true);
    world.settle().await;
    limit(&world, Some(5)).await;
    assert_eq!(here(&world, &FOUR), FOUR);
    world.server().set_offline(false);
    tokio::time::sleep(A_WHILE).await;
    world.quiet().await;
    assert_eq!(here(&world, &FOUR), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn the_order_of_use_survives_a_restart_and_a_rename() {
    let mut world = four().await;
    world.done(Action::Reveal, "s/b.psd").await;
    tokio::time::sleep(A_WHILE).await;
    world.desk.restart().await;
    world.settle().await;
    limit(&world, Some(15)).await;
    assert_eq!(here(&world, &FOUR), ["s/b.psd"]);
}

/// Whatever people do, with a limit that nothing fits under: a byte that exists nowhere else stays,
/// and so does what is checked out or pinned.
#[tokio::test(start_paused = true)]
async fn random_work_never_loses_an_edit_to_the_limit() {
    for seed in 0..12 {
        let mut random = fastrand::Rng::with_seed(seed);
        let world = World::new().await;
        let paths: Vec<String> = (0..6).map(|nth| format!("s/{nth}.psd")).collect();
        for path in &paths {
            world.there(path, "v1").await;
        }
        world.settle().await;
        let mut written = BTreeMap::new();
        limit(&world, Some(1)).await;
        for step in 0..30 {
            let path = &paths[random.usize(..paths.len())];
            match random.u8(..9) {
                0 | 1 => drop(world.desk.act(Action::Download, path).await),
                2 => drop(world.desk.act(Action::CheckOut, path).await),
                3 => drop(world.desk.act(Action::CheckIn, path).await),
                4 if world.read(path).is_some() => {
                    let text = format!("edit {step}");
                    world.write(path, &text);
                    written.insert(path.clone(), text);
                }
                5 => {
                    if world.desk.act(Action::UploadChanges, path).await.is_ok() {
                        written.remove(path);
                    }
                }
                6 => world.there(path, &format!("theirs {step}")).await,
                7 => drop(world.desk.act(Action::Pin, path).await),
                _ => tokio::time::sleep(A_WHILE * random.u32(0..3)).await,
            }
            if random.bool() {
                world.desk.settle().await;
            }
            for (path, text) in &written {
                let now = world.read(path);
                assert_eq!(
                    now.as_deref(),
                    Some(&**text),
                    "seed {seed}, step {step}: {path}"
                );
            }
            for row in world.rows().await {
                let kept = row.pinned || row.lock.is_mine();
                let here = row.status == Some(damson_core::Status::AvailableLocally);
                if kept && here {
                    let file = world.read(row.path.as_str());
                    assert!(file.is_some(), "seed {seed}, step {step}: {:?}", row.path);
                }
            }
        }
    }
}
