//! Some steps that belong together: what chance alone would rarely bring about.

use damson_core::{Action, DamPath};
use damson_engine::local::{App, FaultKind, LocalCall};
use damson_remote::{ErrorKind, Verb};

use crate::{
    dice::Dice,
    history::{Pace, Setting, Step},
    line::{Armed, Glitch},
};

impl Dice {
    pub(crate) fn scene(&mut self, setting: &Setting, steps: &mut Vec<Step>) {
        let desk = self.0.usize(0..setting.desks);
        let path = self.file();
        match self.0.u8(0..12) {
            0..3 => self.bad_body(desk, &path, steps),
            3..5 => self.interrupted(desk, &path, steps),
            5..7 => self.unread_edit(desk, &path, steps),
            7..9 => self.checked_out(desk, &path, steps),
            9 => self.held_by_others(desk, &path, steps),
            10 => self.lost_answer(desk, &path, steps),
            11.. => self.asleep(desk, &path, steps),
        }
    }

    /// Bytes arrive other than they were sent.
    fn bad_body(&mut self, desk: usize, path: &DamPath, steps: &mut Vec<Step>) {
        steps.push(self.written(path));
        let glitches = [
            Glitch::FlipBit,
            Glitch::FlipBit,
            Glitch::Overlong,
            Glitch::Cut(self.0.usize(0..90)),
        ];
        let glitch = self.pick(&glitches);
        steps.push(on_read(desk, glitch));
        steps.push(self.fetched(desk, path));
    }

    /// A download breaks off, and the asset is another one by the time it goes on.
    fn interrupted(&mut self, desk: usize, path: &DamPath, steps: &mut Vec<Step>) {
        steps.push(Step::Write {
            path: path.clone(),
            length: 300,
        });
        steps.push(on_read(desk, Glitch::Break(self.0.usize(1..280))));
        steps.push(self.fetched(desk, path));
        steps.push(Step::Pass(Pace::Turns(self.0.u32(10..200))));
        if self.one_in(3) == 0 {
            steps.push(Step::Crash { desk, moments: 0 });
            steps.push(Step::Pass(Pace::Milliseconds(200)));
            steps.push(Step::Start { desk });
        }
        steps.push(Step::Write {
            path: path.clone(),
            length: self.pick(&[300, 300, 90]),
        });
        steps.push(Step::Pass(Pace::Milliseconds(4_000)));
    }

    /// An edit can't be read just when something is to be done with the file.
    fn unread_edit(&mut self, desk: usize, path: &DamPath, steps: &mut Vec<Step>) {
        if self.one_in(2) == 0 {
            steps.push(self.written(path));
            steps.push(Step::Refresh {
                desk,
                folder: path.parent().unwrap_or_default(),
            });
        }
        steps.push(Step::DiskFault {
            desk,
            call: LocalCall::Hash,
            kind: self.pick(&[FaultKind::InUse, FaultKind::Denied, FaultKind::Broken]),
            skip: 0,
            times: self.0.u32(1..3),
        });
        steps.push(Step::Save {
            desk,
            path: path.clone(),
            app: App::RenameOver,
            length: self.length(),
            pace: Pace::AtOnce,
        });
        let actions = [
            Action::Update,
            Action::Update,
            Action::RemoveLocalCopy,
            Action::UploadChanges,
            Action::Edit,
        ];
        let action = self.pick(&actions);
        steps.push(act(desk, action, path));
    }

    /// Checked out, perhaps edited, and given back after a while.
    fn checked_out(&mut self, desk: usize, path: &DamPath, steps: &mut Vec<Step>) {
        let begin = self.pick(&[Action::CheckOut, Action::Edit]);
        steps.push(act(desk, begin, path));
        steps.push(Step::Pass(Pace::Milliseconds(
            self.pick(&[300, 4_000, 1_200_000]),
        )));
        if self.one_in(2) == 0 {
            steps.push(Step::Save {
                desk,
                path: path.clone(),
                app: self.pick(&App::ALL),
                length: self.length(),
                pace: self.pace(),
            });
            steps.push(Step::Pass(Pace::Milliseconds(4_000)));
        }
        let end = self.pick(&[
            Action::CheckIn,
            Action::UploadChanges,
            Action::DiscardChanges,
        ]);
        steps.push(act(desk, end, path));
    }

    /// Somebody else has it checked out, and there are edits here.
    fn held_by_others(&mut self, desk: usize, path: &DamPath, steps: &mut Vec<Step>) {
        steps.push(Step::Lock {
            path: path.clone(),
            user: "somebody",
        });
        steps.push(Step::Save {
            desk,
            path: path.clone(),
            app: self.pick(&App::ALL),
            length: self.length(),
            pace: Pace::Turns(10),
        });
        steps.push(Step::Pass(Pace::Milliseconds(self.pick(&[300, 4_000]))));
        let actions = [Action::UploadChanges, Action::Delete, Action::Rename];
        let action = self.pick(&actions);
        steps.push(act(desk, action, path));
    }

    /// The server did what was asked, and nobody heard of it.
    fn lost_answer(&mut self, desk: usize, path: &DamPath, steps: &mut Vec<Step>) {
        let (verb, action) = self.pick(&[
            (Verb::Upload, Action::UploadChanges),
            (Verb::Upload, Action::UploadChanges),
            (Verb::Lock, Action::CheckOut),
            (Verb::Unlock, Action::CheckIn),
            (Verb::Remove, Action::Delete),
            (Verb::Rename, Action::Rename),
        ]);
        if verb == Verb::Upload {
            steps.push(Step::Save {
                desk,
                path: path.clone(),
                app: self.pick(&App::ALL),
                length: self.length(),
                pace: Pace::Turns(10),
            });
            steps.push(Step::Pass(Pace::Milliseconds(4_000)));
        }
        steps.push(Step::Glitch {
            desk,
            armed: Armed {
                verb: Some(verb),
                skip: 0,
                glitch: Glitch::LoseAnswer(self.pick(&[ErrorKind::Offline, ErrorKind::Timeout])),
            },
        });
        steps.push(act(desk, action, path));
    }

    /// The lid is closed in the middle of something.
    fn asleep(&mut self, desk: usize, path: &DamPath, steps: &mut Vec<Step>) {
        if self.one_in(2) == 0 {
            steps.push(act(desk, Action::CheckOut, path));
            steps.push(Step::Pass(Pace::Milliseconds(300)));
        }
        steps.push(self.written(path));
        steps.push(self.fetched(desk, path));
        steps.push(Step::Pass(Pace::Turns(self.0.u32(1..60))));
        steps.push(Step::Sleep { desk });
        steps.push(Step::Pass(self.pace()));
        if self.one_in(2) == 0 {
            steps.push(Step::LogIn { desk });
        }
    }

    fn written(&mut self, path: &DamPath) -> Step {
        Step::Write {
            path: path.clone(),
            length: self.length(),
        }
    }

    fn fetched(&mut self, desk: usize, path: &DamPath) -> Step {
        let actions = [
            Action::Download,
            Action::Update,
            Action::Update,
            Action::Edit,
            Action::Open,
            Action::KeepTheirs,
        ];
        let action = self.pick(&actions);
        act(desk, action, path)
    }
}

fn on_read(desk: usize, glitch: Glitch) -> Step {
    Step::Glitch {
        desk,
        armed: Armed {
            verb: Some(Verb::Read),
            skip: 0,
            glitch,
        },
    }
}

fn act(desk: usize, action: Action, path: &DamPath) -> Step {
    Step::Act {
        desk,
        action,
        path: path.clone(),
        to: path.clone(),
        yes: false,
        keep: false,
    }
}
