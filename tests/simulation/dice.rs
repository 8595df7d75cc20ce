//! Histories by chance.

use damson_core::{Action, DamPath};
use damson_engine::{
    IfExists,
    local::{App, FaultKind, LocalCall, Trouble},
    simulation::JournalTrouble,
};
use damson_remote::{ErrorKind, Verb};

use crate::{
    history::{FILES, FOLDERS, GIVEN, Hashes, History, Pace, Setting, Step, parse},
    line::{Armed, Glitch},
};

/// The history of a seed.
pub(crate) fn generate(seed: u64) -> History {
    let mut random = fastrand::Rng::with_seed(seed);
    let hot = random.usize(0..FILES.len());
    let mut dice = Dice(random, hot);
    let setting = dice.setting();
    let count = dice.0.usize(12..60);
    let mut steps = Vec::new();
    for _ in 0..count {
        if dice.one_in(6) == 0 {
            dice.scene(&setting, &mut steps);
        } else {
            let step = dice.step(&setting);
            steps.push(step);
        }
        if dice.0.u8(0..10) < 7 {
            steps.push(Step::Pass(dice.pace()));
        }
    }
    History {
        seed,
        setting,
        steps,
    }
}

/// Chance, and the file that most of a history is about.
pub(crate) struct Dice(pub(crate) fastrand::Rng, usize);

impl Dice {
    fn setting(&mut self) -> Setting {
        let hashes = [
            Hashes::Immediate,
            Hashes::Immediate,
            Hashes::Late,
            Hashes::Stale,
            Hashes::Never,
        ];
        let mut assets = vec![self.1];
        for _ in 0..self.0.usize(1..7) {
            assets.push(self.0.usize(0..FILES.len()));
        }
        Setting {
            desks: self.0.usize(1..3),
            second: self.pick(&["omar", "omar", "admin"]),
            hash: self.pick(&hashes),
            feed: self.one_in(3) == 0,
            feed_sees_deletions: self.0.bool(),
            ranges: self.one_in(5) != 0,
            enforce_locks: self.one_in(3) != 0,
            expiring: (self.one_in(4) == 0).then_some(1_800),
            page: self.pick(&[1, 2, 3, 100]),
            chunk: self.pick(&[7, 16, 64, 1_000]),
            stacked: self.0.bool(),
            protect: self.one_in(5) != 0,
            watched: self.one_in(4) != 0,
            shared: self.one_in(10) == 0,
            assets,
        }
    }

    fn step(&mut self, setting: &Setting) -> Step {
        let desk = self.0.usize(0..setting.desks);
        match self.0.u8(0..100) {
            0..20 => self.person(desk),
            20..31 => self.other(),
            31..65 => self.order(desk),
            65..87 => self.trouble(desk),
            87 => Step::Second { desk },
            88..90 => Step::Sleep { desk },
            90..95 => Step::Settle { desk },
            95.. => Step::Pass(self.pace()),
        }
    }

    fn person(&mut self, desk: usize) -> Step {
        match self.0.u8(0..20) {
            0..13 => Step::Save {
                desk,
                path: self.file(),
                app: self.pick(&App::ALL),
                length: self.length(),
                pace: self.pace(),
            },
            13..15 => Step::Delete {
                desk,
                path: self.anything(),
            },
            15..17 => Step::MoveFile {
                desk,
                from: self.file(),
                to: self.file(),
            },
            17 => Step::MoveFolder {
                desk,
                from: self.folder(),
                to: self.folder(),
            },
            18 => Step::Touch {
                desk,
                path: self.file(),
            },
            19.. => Step::Junk {
                desk,
                path: self.file(),
            },
        }
    }

    fn other(&mut self) -> Step {
        match self.0.u8(0..20) {
            0..9 => Step::Write {
                path: self.file(),
                length: self.length(),
            },
            9..11 => Step::Remove {
                path: self.anything(),
            },
            11..13 => Step::Rename {
                from: self.file(),
                to: self.file(),
            },
            13 => Step::Rename {
                from: self.folder(),
                to: self.folder(),
            },
            14..16 => Step::Lock {
                path: self.file(),
                user: self.pick(&["omar", "somebody", "jane"]),
            },
            16..18 => Step::Unlock { path: self.file() },
            18.. => Step::Process,
        }
    }

    fn order(&mut self, desk: usize) -> Step {
        match self.0.u8(0..42) {
            40.. => self.upload_here(desk),
            0..28 => self.act(desk),
            28..33 => Step::Refresh {
                desk,
                folder: if self.one_in(3) == 0 {
                    DamPath::root()
                } else {
                    self.folder()
                },
            },
            33 => Step::Wake { desk },
            34 => Step::PauseAll {
                desk,
                pause: self.0.bool(),
            },
            35 => Step::Cancel {
                desk,
                nth: self.0.usize(0..4),
            },
            36 => Step::Restore {
                desk,
                nth: self.0.usize(0..3),
            },
            37 => Step::Throw {
                desk,
                nth: self.0.usize(0..3),
            },
            38..40 => Step::Release { desk },
        }
    }

    fn upload_here(&mut self, desk: usize) -> Step {
        let mut names = vec![self.pick(&GIVEN)];
        for _ in 0..self.0.usize(0..3) {
            let name = self.pick(&GIVEN);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let into = if self.one_in(2) == 0 {
            DamPath::root()
        } else {
            self.folder()
        };
        Step::UploadHere {
            desk,
            into,
            names,
            length: self.length(),
            if_exists: self.pick(&[IfExists::Skip, IfExists::KeepBoth, IfExists::NewVersion]),
        }
    }

    fn act(&mut self, desk: usize) -> Step {
        use Action as A;
        let often = [
            A::Edit,
            A::Edit,
            A::CheckOut,
            A::CheckIn,
            A::UploadChanges,
            A::UploadChanges,
            A::UploadChanges,
            A::DiscardChanges,
            A::Download,
            A::Download,
            A::Update,
            A::Update,
            A::RemoveLocalCopy,
            A::KeepMine,
            A::KeepTheirs,
            A::KeepBoth,
            A::Open,
        ];
        let action = if self.one_in(3) == 0 {
            self.pick(&A::ALL)
        } else {
            self.pick(&often)
        };
        let path = if self.one_in(4) == 0 {
            self.anything()
        } else {
            self.file()
        };
        let to = if action == A::NewFolder {
            self.folder()
        } else {
            self.file()
        };
        Step::Act {
            desk,
            action,
            path,
            to,
            yes: self.one_in(4) == 0,
            keep: self.one_in(4) == 0,
        }
    }

    fn trouble(&mut self, desk: usize) -> Step {
        match self.0.u8(0..40) {
            0..14 => Step::Glitch {
                desk,
                armed: self.armed(),
            },
            14..20 => self.disk_fault(desk),
            20..22 => Step::Trouble {
                desk,
                path: self.file(),
                trouble: self.pick(&[Trouble::InUse, Trouble::Denied]),
            },
            22..24 => Step::JournalTrouble {
                desk,
                trouble: self.pick(&[
                    JournalTrouble::Locked,
                    JournalTrouble::DiskFull,
                    JournalTrouble::Broken,
                ]),
                times: self.0.u32(1..4),
            },
            24 => Step::Unplug { desk },
            25 => Step::Plug { desk },
            26 => Step::Space {
                desk,
                free: if self.0.bool() {
                    None
                } else {
                    Some(self.0.u64(0..300))
                },
            },
            27 => Step::Overflow { desk },
            28 => Step::Clock {
                desk,
                seconds: self.pick(&[-400_000, -3_000, 3_000, 90_000, 40 * 86_400]),
            },
            29 => Step::Offline(self.0.bool()),
            30 => Step::LogOut { desk },
            31 => Step::LogIn { desk },
            32..36 => Step::Crash {
                desk,
                moments: self.0.u32(0..40),
            },
            36 => Step::Stop { desk },
            37 => Step::Start { desk },
            38 => {
                if self.one_in(3) == 0 {
                    Step::LoseJournal { desk }
                } else {
                    Step::Start { desk }
                }
            }
            39.. => Step::Heal { desk },
        }
    }

    fn armed(&mut self) -> Armed {
        let verb = self.pick(&[
            None,
            None,
            Some(Verb::Read),
            Some(Verb::Read),
            Some(Verb::Upload),
            Some(Verb::Upload),
            Some(Verb::Stat),
            Some(Verb::List),
            Some(Verb::Lock),
            Some(Verb::Unlock),
            Some(Verb::Rename),
            Some(Verb::Remove),
            Some(Verb::Locked),
            Some(Verb::StatMany),
        ]);
        let fail = [
            ErrorKind::Offline,
            ErrorKind::Offline,
            ErrorKind::Timeout,
            ErrorKind::Unavailable,
            ErrorKind::Throttled,
            ErrorKind::LoginNeeded,
            ErrorKind::NotADam,
            ErrorKind::Garbled,
            ErrorKind::Forbidden,
            ErrorKind::ServerFull,
        ];
        let lost = [
            ErrorKind::Offline,
            ErrorKind::Timeout,
            ErrorKind::Unavailable,
        ];
        let glitch = match (verb, self.0.u8(0..10)) {
            (Some(Verb::Read), 0..2) => Glitch::Break(self.0.usize(0..200)),
            (Some(Verb::Read), 2) => Glitch::Cut(self.0.usize(0..200)),
            (Some(Verb::Read), 3) => Glitch::Overlong,
            (Some(Verb::Read), 4..6) => Glitch::FlipBit,
            (Some(Verb::List), 0..4) => Glitch::Stale,
            (Some(verb), 6..9) if !verb.is_read() => Glitch::LoseAnswer(self.pick(&lost)),
            (_, 9) => Glitch::Stall(self.0.u64(1..90)),
            (_, _) => Glitch::Fail(self.pick(&fail)),
        };
        Armed {
            verb,
            skip: self.0.u32(0..3),
            glitch,
        }
    }

    fn disk_fault(&mut self, desk: usize) -> Step {
        let call = self.pick(&[
            LocalCall::Scan,
            LocalCall::Stat,
            LocalCall::Hash,
            LocalCall::Hash,
            LocalCall::Source,
            LocalCall::Partial,
            LocalCall::Append,
            LocalCall::Seal,
            LocalCall::Name,
            LocalCall::KeepNames,
            LocalCall::DropPartial,
            LocalCall::Remove,
            LocalCall::Recover,
            LocalCall::Restore,
            LocalCall::Rename,
            LocalCall::SetReadOnly,
            LocalCall::FreeSpace,
        ]);
        let kind = self.pick(&[
            FaultKind::InUse,
            FaultKind::Denied,
            FaultKind::DiskFull,
            FaultKind::Broken,
        ]);
        Step::DiskFault {
            desk,
            call,
            kind,
            skip: self.0.u32(0..3),
            times: self.0.u32(1..4),
        }
    }

    pub(crate) fn pace(&mut self) -> Pace {
        match self.0.u8(0..10) {
            0 => Pace::AtOnce,
            1..6 => Pace::Turns(self.0.u32(1..60)),
            6..9 => Pace::Milliseconds(self.0.u64(1..4_000)),
            _ => Pace::Milliseconds(self.pick(&[40_000, 600_000])),
        }
    }

    pub(crate) fn file(&mut self) -> DamPath {
        if self.0.u8(0..5) < 3 {
            return parse(FILES[self.1]);
        }
        parse(self.pick(&FILES))
    }

    fn folder(&mut self) -> DamPath {
        parse(self.pick(&FOLDERS))
    }

    pub(crate) fn anything(&mut self) -> DamPath {
        if self.one_in(4) == 0 {
            self.folder()
        } else {
            self.file()
        }
    }

    pub(crate) fn length(&mut self) -> usize {
        self.pick(&[24, 24, 24, 90, 300])
    }

    pub(crate) fn one_in(&mut self, many: u8) -> u8 {
        self.0.u8(0..many)
    }

    pub(crate) fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.0.usize(0..from.len())].clone()
    }
}
