//! A Damson that stays, and one that is interrupted.

use std::{
    io::{BufRead, BufReader, Read as _, Write as _},
    process::{Child, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use crate::person::{LAYOUT, Person, World};

/// A `damson watch --json` in the background.
struct Watcher {
    child: Child,
    lines: BufReader<ChildStdout>,
}

impl Watcher {
    fn start(person: &Person) -> Self {
        let mut child = background(person, &["watch", "--json"]);
        let lines = BufReader::new(child.stdout.take().unwrap());
        Self { child, lines }
    }

    /// Reads events until one is as wanted; the test's own time limit is the bound.
    fn until(&mut self, wanted: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
        let mut line = String::new();
        loop {
            line.clear();
            assert_ne!(
                self.lines.read_line(&mut line).unwrap(),
                0,
                "the watcher ended"
            );
            let event: serde_json::Value = serde_json::from_str(&line).unwrap();
            if wanted(&event) {
                return event;
            }
        }
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn background(person: &Person, arguments: &[&str]) -> Child {
    let prepared = person.command();
    let mut command = Command::new(prepared.get_program());
    for (name, value) in prepared.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn interrupt(child: &Child) {
    let done = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(done.success());
}

/// Asks again and again, a bounded number of times.
fn until(what: &str, mut there: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(30);
    while !there() {
        assert!(Instant::now() < end, "{what} did not come");
        std::thread::yield_now();
    }
}

#[test]
fn other_calls_are_served_by_the_one_that_watches() {
    let world = World::start();
    let jane = world.person("jane");
    let mut watcher = Watcher::start(&jane);
    watcher.until(|event| event["event"] == "state" && event["state"] == "online");
    jane.ok(&["edit", LAYOUT]);
    watcher.until(|event| event["event"] == "counts" && event["counts"]["mine"] == 1);
    jane.save(LAYOUT, b"seen by the watcher");
    watcher.until(|event| {
        event["event"] == "counts" && event["counts"]["by_status"]["edited-locally"] == 1
    });
    jane.ok(&["put", LAYOUT, "-m", "Through the watcher"]);
    assert_eq!(world.bytes(LAYOUT).unwrap(), b"seen by the watcher");
    interrupt(&watcher.child);
    assert_eq!(watcher.child.wait().unwrap().code(), Some(0));
    assert_eq!(jane.row(LAYOUT)["status"], "available-locally");
}

#[test]
fn an_interrupted_download_leaves_nothing_half_and_goes_on() {
    let world = World::start();
    let big = vec![7_u8; 3_000_000];
    world.put("/Spring/big.bin", &big, "jane");
    let jane = world.person("jane");
    jane.ok(&["ls", "/Spring"]);
    world.server.set_switches(|switches| {
        switches.latency_ms = 60_000;
        switches.fault_path = String::new();
    });
    world.server.forget_requests();
    let mut child = background(&jane, &["get", "/Spring/big.bin"]);
    // The request is on its way once the process holds a connection, which it tells by waiting.
    until("the session", || jane.home().join("run").exists());
    std::thread::yield_now();
    interrupt_when_busy(&child);
    assert_eq!(child.wait().unwrap().code(), Some(130));
    world
        .server
        .set_switches(|switches| switches.latency_ms = 0);
    let file = jane.file("/Spring/big.bin");
    assert!(!file.exists(), "a half file has the final name");
    jane.ok(&["get", "/Spring/big.bin"]);
    assert_eq!(std::fs::read(file).unwrap(), big);
}

/// The program must have set up its handler before it is interrupted: until then the signal would
/// simply end it, without an exit code.
fn interrupt_when_busy(child: &Child) {
    let caught = format!("/proc/{}/status", child.id());
    until("the handler of Ctrl-C", || {
        let status = std::fs::read_to_string(&caught).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
        let mask = line.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
        mask.is_some_and(|mask| mask & 0b10 != 0)
    });
    interrupt(child);
}

/// A terminal of its own, as `script` makes one; `None` where there is no `script`.
fn at_a_terminal(person: &Person, arguments: &str) -> Option<Child> {
    let prepared = person.command();
    let program = prepared.get_program().to_str().unwrap();
    let mut command = Command::new("script");
    for (name, value) in prepared.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let typed = format!("{program} {arguments}");
    command
        .args(["-qefc", &typed, "/dev/null"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()
}

#[test]
fn ctrl_c_at_a_question_ends_the_program() {
    let world = World::start();
    let jane = world.person("jane");
    jane.ok(&["ls", "/Spring"]);
    let Some(mut child) = at_a_terminal(&jane, "rm /Spring/notes.txt") else {
        println!("skipped: there is no `script` here to make a terminal");
        return;
    };
    let mut out = child.stdout.take().unwrap();
    let mut said = Vec::new();
    let mut piece = [0; 256];
    while !String::from_utf8_lossy(&said).contains("[y/N]") {
        let length = out.read(&mut piece).unwrap();
        assert_ne!(length, 0, "{}", String::from_utf8_lossy(&said));
        said.extend(&piece[..length]);
    }
    let mut keys = child.stdin.take().unwrap();
    keys.write_all(b"\x03").unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(world.bytes("/Spring/notes.txt").is_some());
}
