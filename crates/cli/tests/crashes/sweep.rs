//! Killed just before each call that changes the disk: every rename, removal and flush in turn.

use std::{ffi::OsStr, process::Command};

use damson_demo_server::Personality;

use crate::{
    desk::{Desk, Kill, Running, dam},
    kills,
};

/// The calls that change what is on the disk, or make it last.
const CALLS: [&str; 5] = ["renameat2", "unlink", "fchmod", "fsync", "fdatasync"];

/// What a person does with a copy that is here, and that changed on the server.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Update,
    KeepTheirs,
    KeepBoth,
    Discard,
}

#[test]
fn killed_in_an_update() {
    each_call(Deed::Update);
}

#[test]
fn killed_when_theirs_is_kept() {
    each_call(Deed::KeepTheirs);
}

#[test]
fn killed_when_both_are_kept() {
    each_call(Deed::KeepBoth);
}

#[test]
fn killed_in_a_discard() {
    each_call(Deed::Discard);
}

impl Deed {
    fn arguments(self, path: &str) -> Vec<&str> {
        match self {
            Self::Update => vec!["update", path],
            Self::KeepTheirs => vec!["resolve", path, "--keep", "theirs"],
            Self::KeepBoth => vec!["resolve", path, "--keep", "both"],
            Self::Discard => vec!["discard", path, "--yes"],
        }
    }

    fn is_of_an_edit(self) -> bool {
        match self {
            Self::Update => false,
            Self::KeepTheirs | Self::KeepBoth | Self::Discard => true,
        }
    }
}

fn each_call(deed: Deed) {
    if !can_trace() {
        println!("skipped: strace is not there, or may not trace");
        return;
    }
    // Each thread counts its own calls, so that a few reach all that matters.
    let deepest = if kills::wanted() > 500 { 6 } else { 2 };
    let desk = Desk::new(Personality::Aem65, |_| {});
    desk.server.put_folder(&dam("/Spring")).unwrap();
    desk.connect();
    let mut killed = 0;
    for call in CALLS {
        for nth in 1..=deepest {
            if !sweep(&desk, deed, call, nth) {
                break;
            }
            killed += 1;
        }
    }
    println!("{deed:?}: killed before {killed} calls");
    assert!(killed >= 4, "only {killed} calls were reached");
}

/// Returns whether the call came at all.
fn sweep(desk: &Desk, deed: Deed, call: &str, nth: u32) -> bool {
    let path = format!("/Spring/{call}-{nth}.psd");
    let of = |text: &str| format!("{text} {call} {nth}").into_bytes();
    let (first, second, edited) = (of("first"), of("second"), of("edited"));
    desk.server.put_asset(&dam(&path), &first, "omar").unwrap();
    desk.ok(&["get", &path]);
    if deed.is_of_an_edit() {
        desk.save(&path, &edited).unwrap();
    }
    desk.server
        .put_version(&dam(&path), &second, "omar", "")
        .unwrap();
    desk.ok(&["ls", "/Spring"]);
    let mut traced = desk.named(OsStr::new("strace"));
    traced
        .args([
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            &format!("trace={call}"),
        ])
        .args(["-e", &format!("inject={call}:signal=SIGKILL:when={nth}")])
        .arg(env!("CARGO_BIN_EXE_damson"))
        .args(deed.arguments(&path));
    let ended = Running::start(&mut traced).until(Kill::Never, &desk.proxy);
    let at = format!("{deed:?} killed before {call} {nth}");
    let check = |when: &str| {
        let files = desk.files();
        let now = files.get(&path);
        let whole = now.is_none_or(|now| [&first, &second, &edited].contains(&now));
        assert!(whole, "{at}, {when}: {path} is {now:?}");
        let here = files.values().any(|bytes| *bytes == edited);
        let kept = desk.recovered().contains(&edited);
        assert!(
            !deed.is_of_an_edit() || here || kept,
            "{at}, {when}: the edit is lost"
        );
    };
    // The edit may be under a name of our own just now; after a start it is not.
    desk.ok(&["status"]);
    check("after a start");
    desk.run(&deed.arguments(&path), Kill::Never);
    desk.ok(&["status"]);
    check("after a second try");
    assert!(desk.leftovers().is_empty(), "{at}: {:?}", desk.leftovers());
    let listed = desk.ok(&["recovered", "--json"]).out;
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    assert_eq!(
        listed.as_array().unwrap().len(),
        desk.recovered().len(),
        "{at}: {listed}"
    );
    let status = desk.row(&path).unwrap()["status"]
        .as_str()
        .unwrap()
        .to_owned();
    let local = desk.files().remove(&path);
    let right = match local {
        None => "cloud-only",
        Some(local) if local == second => "available-locally",
        Some(local) if local == first => "modified-remotely",
        Some(_) => "editing-conflict",
    };
    assert_eq!(status, right, "{at}");
    ended.code.is_none_or(|code| code > 128)
}

/// Some network file systems have no locks: that is what is said, and nothing is done there.
#[test]
fn a_home_without_locks_is_called_that() {
    if !can_trace() {
        println!("skipped: strace is not there, or may not trace");
        return;
    }
    let desk = Desk::new(Personality::Aem65, |_| {});
    let mut traced = desk.named(OsStr::new("strace"));
    traced
        .args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=flock"])
        .args(["-e", "inject=flock:error=ENOLCK"])
        .arg(env!("CARGO_BIN_EXE_damson"))
        .arg("status");
    let ended = Running::start(&mut traced).until(Kill::Never, &desk.proxy);
    assert_ne!(ended.code, Some(0), "{ended:?}");
    assert!(ended.err.contains("doesn't support locks"), "{}", ended.err);
}

fn can_trace() -> bool {
    let tried = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "true"])
        .status();
    tried.is_ok_and(|status| status.success())
}
