//! What happens in a history: made from one seed, said in lines, played step by step.

use crate::line::Armed;
use damson_core::{Action, DamPath};
use damson_engine::{
    IfExists,
    local::{App, FaultKind, LocalCall, Trouble},
    simulation::JournalTrouble,
};

/// A world and what happens in it.
#[derive(Debug, Clone)]
pub(crate) struct History {
    pub(crate) seed: u64,
    pub(crate) setting: Setting,
    pub(crate) steps: Vec<Step>,
}

/// What a world is like from the start.
#[derive(Debug, Clone)]
pub(crate) struct Setting {
    pub(crate) desks: usize,
    pub(crate) second: &'static str,
    pub(crate) hash: Hashes,
    pub(crate) feed: bool,
    pub(crate) feed_sees_deletions: bool,
    pub(crate) ranges: bool,
    pub(crate) enforce_locks: bool,
    /// Seconds that a lock lasts.
    pub(crate) expiring: Option<u64>,
    pub(crate) page: usize,
    pub(crate) chunk: usize,
    /// The decorators of a real connection are around the line.
    pub(crate) stacked: bool,
    pub(crate) protect: bool,
    pub(crate) watched: bool,
    /// The folders of each desk are on a real disk too, where a second program can want them.
    pub(crate) shared: bool,
    pub(crate) assets: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hashes {
    Immediate,
    Late,
    Stale,
    Never,
}

/// How long something takes between its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pace {
    AtOnce,
    /// The tasks of the engine have so many turns.
    Turns(u32),
    Milliseconds(u64),
}

#[derive(Debug, Clone)]
pub(crate) enum Step {
    // What people and applications do on a computer.
    Save {
        desk: usize,
        path: DamPath,
        app: App,
        length: usize,
        pace: Pace,
    },
    Delete {
        desk: usize,
        path: DamPath,
    },
    MoveFile {
        desk: usize,
        from: DamPath,
        to: DamPath,
    },
    MoveFolder {
        desk: usize,
        from: DamPath,
        to: DamPath,
    },
    Touch {
        desk: usize,
        path: DamPath,
    },
    Junk {
        desk: usize,
        path: DamPath,
    },
    // What others do on the server.
    Write {
        path: DamPath,
        length: usize,
    },
    Remove {
        path: DamPath,
    },
    Rename {
        from: DamPath,
        to: DamPath,
    },
    Lock {
        path: DamPath,
        user: &'static str,
    },
    Unlock {
        path: DamPath,
    },
    Process,
    // What people ask of Damson.
    Act {
        desk: usize,
        action: Action,
        path: DamPath,
        to: DamPath,
        yes: bool,
        keep: bool,
    },
    Refresh {
        desk: usize,
        folder: DamPath,
    },
    Wake {
        desk: usize,
    },
    PauseAll {
        desk: usize,
        pause: bool,
    },
    Cancel {
        desk: usize,
        nth: usize,
    },
    /// Files from elsewhere on the computer, some of them in a folder.
    UploadHere {
        desk: usize,
        into: DamPath,
        names: Vec<&'static str>,
        length: usize,
        if_exists: IfExists,
    },
    Restore {
        desk: usize,
        nth: usize,
    },
    Throw {
        desk: usize,
        nth: usize,
    },
    Release {
        desk: usize,
    },
    // What goes wrong.
    Glitch {
        desk: usize,
        armed: Armed,
    },
    DiskFault {
        desk: usize,
        call: LocalCall,
        kind: FaultKind,
        skip: u32,
        times: u32,
    },
    Trouble {
        desk: usize,
        path: DamPath,
        trouble: Trouble,
    },
    JournalTrouble {
        desk: usize,
        trouble: JournalTrouble,
        times: u32,
    },
    Unplug {
        desk: usize,
    },
    Plug {
        desk: usize,
    },
    Space {
        desk: usize,
        free: Option<u64>,
    },
    Overflow {
        desk: usize,
    },
    Clock {
        desk: usize,
        seconds: i64,
    },
    /// The lid is closed, and opened a day later.
    Sleep {
        desk: usize,
    },
    /// Damson is started a second time on the same folders.
    Second {
        desk: usize,
    },
    Offline(bool),
    LogOut {
        desk: usize,
    },
    LogIn {
        desk: usize,
    },
    Crash {
        desk: usize,
        moments: u32,
    },
    Stop {
        desk: usize,
    },
    Start {
        desk: usize,
    },
    LoseJournal {
        desk: usize,
    },
    Heal {
        desk: usize,
    },
    // Time.
    Pass(Pace),
    Settle {
        desk: usize,
    },
}

pub(crate) const FILES: [&str; 8] = [
    "a.psd",
    "b.psd",
    "A.psd",
    "d/a.psd",
    "d/b.indd",
    "d/e/c.ai",
    "d/e/d.psd",
    "f/a.psd",
];
/// What is uploaded from elsewhere: the names meet those of assets that are there.
pub(crate) const GIVEN: [&str; 6] = [
    "a.psd",
    "b.psd",
    "new.psd",
    "d/a.psd",
    "d/e/c.ai",
    "g/new.tif",
];
pub(crate) const FOLDERS: [&str; 4] = ["d", "d/e", "f", "d/g"];

pub(crate) fn parse(path: &str) -> DamPath {
    DamPath::parse(path).expect("the simulation names valid paths")
}
