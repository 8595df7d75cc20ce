//! Histories that once showed a bug, by name.

use damson_core::Action;
use damson_engine::{
    local::{App, Trouble},
    simulation::JournalTrouble,
};
use damson_remote::Verb;

use crate::{
    history::{Hashes, History, Pace, Setting, Step, parse},
    line::{Armed, Glitch},
    run::{play, tell},
};

/// Plays one and expects that every promise holds.
fn expect_held(history: &History) {
    let outcome = play(history);
    assert!(outcome.violations.is_empty(), "{}", tell(history));
}

fn plain(assets: &[usize]) -> Setting {
    Setting {
        desks: 1,
        second: "omar",
        hash: Hashes::Immediate,
        feed: false,
        feed_sees_deletions: true,
        ranges: true,
        enforce_locks: true,
        expiring: None,
        page: 3,
        chunk: 7,
        stacked: false,
        protect: true,
        watched: true,
        shared: false,
        assets: assets.to_vec(),
    }
}

fn act(action: Action, path: &str, to: &str) -> Step {
    Step::Act {
        desk: 0,
        action,
        path: parse(path),
        to: parse(to),
        yes: false,
        keep: false,
    }
}

fn save(path: &str, app: App, length: usize) -> Step {
    Step::Save {
        desk: 0,
        path: parse(path),
        app,
        length,
        pace: Pace::Turns(20),
    }
}

fn write(path: &str, length: usize) -> Step {
    Step::Write {
        path: parse(path),
        length,
    }
}

fn some_time() -> Step {
    Step::Pass(Pace::Milliseconds(3_000))
}

/// The server still shows the hash of the former bytes, and the new ones have the same size.
pub fn a_former_hash_hides_no_version() {
    let setting = Setting {
        hash: Hashes::Stale,
        ..plain(&[0])
    };
    let steps = vec![
        save("a.psd", App::InPlace, 24),
        some_time(),
        write("a.psd", 24),
        act(Action::UploadChanges, "a.psd", "a.psd"),
        some_time(),
    ];
    each(&setting, &steps);
}

/// Nobody has the bytes that a person takes from the disk to make room.
pub fn the_last_copy_stays() {
    let steps = vec![
        Step::Remove {
            path: parse("a.psd"),
        },
        act(Action::RemoveLocalCopy, "a.psd", "a.psd"),
        some_time(),
    ];
    each(&plain(&[0]), &steps);
}

/// A download failed, and its asset has another name from then on.
pub fn a_renamed_failure_leaves_nothing() {
    let steps = vec![
        write("a.psd", 300),
        Step::Trouble {
            desk: 0,
            path: parse("a.psd"),
            trouble: Trouble::Denied,
        },
        Step::Space {
            desk: 0,
            free: Some(100),
        },
        act(Action::Download, "f/a.psd", "a.psd"),
        some_time(),
        act(Action::Move, "f/a.psd", "b.psd"),
        some_time(),
    ];
    each(&plain(&[7]), &steps);
}

/// The folder that a download writes to is moved by a person.
pub fn a_moved_folder_keeps_no_partial_file() {
    let steps = vec![
        Step::Delete {
            desk: 0,
            path: parse("d/e/d.psd"),
        },
        Step::Glitch {
            desk: 0,
            armed: Armed {
                verb: Some(Verb::Read),
                skip: 0,
                glitch: Glitch::Break(30),
            },
        },
        act(Action::Download, "d/e/d.psd", "d/e/d.psd"),
        Step::Pass(Pace::Milliseconds(300)),
        Step::MoveFolder {
            desk: 0,
            from: parse("d/e"),
            to: parse("d/g"),
        },
        some_time(),
    ];
    each(&plain(&[6]), &steps);
}

/// The journal fails just when an upload has come to its end.
pub fn an_end_that_was_not_noted_is_noted_later() {
    for times in 1..4 {
        for trouble in [JournalTrouble::Locked, JournalTrouble::Broken] {
            let steps = vec![
                save("d/b.indd", App::RenameOver, 24),
                some_time(),
                act(Action::UploadChanges, "d/b.indd", "d/b.indd"),
                Step::Pass(Pace::Milliseconds(700)),
                Step::JournalTrouble {
                    desk: 0,
                    trouble,
                    times,
                },
                Step::Pass(Pace::Milliseconds(9_000)),
            ];
            let setting = Setting {
                hash: Hashes::Late,
                ..plain(&[4])
            };
            each(&setting, &steps);
        }
    }
}

/// A file is saved again, in the same size, while an upload of it waits to go on.
pub fn an_upload_goes_on_with_its_own_bytes() {
    for moments in 0..12 {
        let steps = vec![
            save("d/b.indd", App::RenameOver, 300),
            some_time(),
            act(Action::UploadChanges, "d/b.indd", "d/b.indd"),
            Step::Pass(Pace::Turns(60)),
            Step::Crash { desk: 0, moments },
            Step::Pass(Pace::Turns(60)),
            save("d/b.indd", App::InPlace, 300),
            Step::Start { desk: 0 },
            some_time(),
        ];
        each(&plain(&[4]), &steps);
    }
}

/// The disk is not there at the start; what was under way goes on when it is back.
pub fn a_disk_that_comes_later_is_gone_on_with() {
    for moments in 5..25 {
        let steps = vec![
            Step::Delete {
                desk: 0,
                path: parse("b.psd"),
            },
            Step::Crash { desk: 0, moments },
            act(Action::Download, "b.psd", "b.psd"),
            Step::Pass(Pace::Milliseconds(40_000)),
            Step::Unplug { desk: 0 },
            Step::Start { desk: 0 },
            some_time(),
            Step::Plug { desk: 0 },
            Step::Pass(Pace::Milliseconds(40_000)),
        ];
        each(&plain(&[1, 2]), &steps);
    }
}

/// In several orders of what happens at once.
fn each(setting: &Setting, steps: &[Step]) {
    for seed in 0..8 {
        expect_held(&History {
            seed,
            setting: setting.clone(),
            steps: steps.to_vec(),
        });
    }
}
