//! What each step of a history does to the world.

use std::time::Duration;

use damson_core::{Action, ByteCount, DamPath};
use damson_engine::{
    ActOptions, Command, Engine, EngineError, GetLinks, MissingLinks, Outcome,
    local::{App, Local as _, LocalFault, SaveStep, Strike},
};

use crate::{
    history::{FILES, Pace, Step, parse},
    outside::Batch,
    power::Power,
    record::{Record, label},
    world::World,
};

impl World {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the rest is dealt with elsewhere"
    )]
    pub(crate) async fn step(&mut self, step: &Step) {
        match step {
            Step::Save {
                desk,
                path,
                app,
                length,
                pace,
            } => {
                self.save(*desk, path, *app, *length, *pace).await;
            }
            Step::Delete { desk, path } => {
                let memory = self.computers[*desk].memory.clone();
                self.record.by_person(|| memory.delete(path));
            }
            Step::MoveFile { desk, from, to } => {
                let memory = self.computers[*desk].memory.clone();
                self.record.by_person(|| memory.move_over(from, to));
            }
            Step::MoveFolder { desk, from, to } => {
                let memory = self.computers[*desk].memory.clone();
                if !to.is_within(from) {
                    let _ = self.record.by_person(|| memory.rename(from, to));
                }
            }
            Step::Touch { desk, path } => self.computers[*desk].memory.touch(path),
            Step::Junk { desk, path } => self.junk(*desk, path),
            Step::Write { path, length } => self.write_there(path, *length),
            Step::Remove { path } => {
                let server = self.server.clone();
                self.remove_there(path);
                self.record.by_person(|| server.remove(path));
            }
            Step::Rename { from, to } => self.rename_there(from, to),
            Step::Lock { path, user } => {
                self.record.notes().disowns(None, path);
                if self.server.read(path).is_some() && self.server.holder(path).is_none() {
                    self.server.lock_as(path, user);
                    self.record.notes().held(user, path);
                }
            }
            Step::Unlock { path } => {
                self.record.notes().disowns(None, path);
                self.server.unlock(path);
            }
            Step::Process => self.server.finish_processing(),
            Step::Pass(pace) => self.pass(*pace).await,
            Step::Settle { desk } => self.settle(*desk).await,
            _ => self.order_or_trouble(step).await,
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the rest is dealt with elsewhere"
    )]
    async fn order_or_trouble(&mut self, step: &Step) {
        match step {
            Step::Act {
                desk,
                action,
                path,
                to,
                yes,
                keep,
            } => {
                let options = ActOptions {
                    comment: None,
                    release: *yes,
                    keep_checked_out: *keep,
                    to: Some(to.clone()),
                    version: None,
                    anyway: *yes,
                    title: None,
                    later: false,
                    links: GetLinks::AsSet,
                    missing: MissingLinks::Unseen,
                };
                self.act(*desk, *action, path, options);
            }
            Step::Refresh { desk, folder } => {
                self.order(
                    *desk,
                    Command::Refresh {
                        folder: folder.clone(),
                    },
                );
            }
            Step::Wake { desk } => self.order(*desk, Command::Wake),
            Step::PauseAll { desk, pause: true } => self.order(*desk, Command::PauseAll),
            Step::PauseAll { desk, pause: false } => self.order(*desk, Command::ResumeAll),
            Step::Cancel { desk, nth } => {
                let Some(engine) = &self.computers[*desk].engine else {
                    return;
                };
                let snapshot = engine.snapshot().borrow().clone();
                if let Some(transfer) = snapshot.transfers.get(*nth) {
                    self.order(*desk, Command::CancelTransfer(transfer.id));
                }
            }
            Step::UploadHere {
                desk,
                into,
                names,
                length,
                if_exists,
            } => self.upload_here(*desk, into, names, *length, *if_exists),
            Step::Restore { desk, nth } => {
                let files = self.computers[*desk]
                    .journal()
                    .recovered()
                    .unwrap_or_default();
                if let Some(file) = files.get(*nth) {
                    self.record.notes().throw(*desk, &file.stored);
                    self.order(*desk, Command::RestoreRecovered { id: file.id });
                }
            }
            Step::Throw { desk, nth } => {
                let files = self.computers[*desk]
                    .journal()
                    .recovered()
                    .unwrap_or_default();
                if let Some(file) = files.get(*nth) {
                    self.record.notes().throw(*desk, &file.stored);
                    self.order(*desk, Command::RemoveRecovered { id: file.id });
                }
            }
            Step::Release { desk } => self.order(*desk, Command::ReleaseBrake),
            _ => self.trouble(step).await,
        }
    }

    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "the rest is dealt with elsewhere"
    )]
    async fn trouble(&mut self, step: &Step) {
        match step {
            Step::Glitch { desk, armed } => self.computers[*desk].line.arm(armed.clone()),
            Step::DiskFault {
                desk,
                call,
                kind,
                skip,
                times,
            } => {
                self.record.strike("disk fault");
                self.computers[*desk].faults.fail(LocalFault {
                    call: *call,
                    path: None,
                    strike: Strike::Before,
                    kind: *kind,
                    skip: *skip,
                    times: *times,
                });
            }
            Step::Trouble {
                desk,
                path,
                trouble,
            } => {
                self.record.strike("file in use or denied");
                self.computers[*desk]
                    .memory
                    .set_trouble(path, Some(*trouble));
            }
            Step::JournalTrouble {
                desk,
                trouble,
                times,
            } => {
                self.record.strike("journal fault");
                self.computers[*desk]
                    .power
                    .trouble_journal(*trouble, *times);
            }
            Step::Unplug { desk } => {
                self.record.strike("disk unplugged");
                self.computers[*desk].memory.set_unplugged(true);
            }
            Step::Plug { desk } => {
                self.record.notes().plugged += 1;
                self.computers[*desk].memory.set_unplugged(false);
            }
            Step::Space { desk, free } => {
                self.record.strike("disk full");
                self.computers[*desk]
                    .memory
                    .set_free_space(free.map(ByteCount));
            }
            Step::Overflow { desk } => {
                self.record.strike("watcher overflow");
                self.computers[*desk].memory.overflow();
            }
            Step::Clock { desk, seconds } => {
                self.record.strike("clock jump");
                self.computers[*desk].clock.jump(*seconds);
            }
            Step::Offline(offline) => {
                self.record.strike("server away");
                self.server.set_offline(*offline);
            }
            Step::Sleep { desk } => self.sleep(*desk).await,
            Step::Second { desk } => self.computers[*desk].start_again(&self.record),
            Step::LogOut { desk } => {
                self.record.strike("logged out");
                self.server.log_out(&self.computers[*desk].user);
            }
            Step::LogIn { desk } => self.log_in(*desk),
            Step::Crash { desk, moments } => self.computers[*desk].power.fail_after(*moments),
            Step::Stop { desk } => self.computers[*desk].stop().await,
            Step::Start { desk } => self.computers[*desk].start(),
            Step::LoseJournal { desk } => {
                self.record.strike("journal lost");
                self.computers[*desk].stop().await;
                let user = self.computers[*desk].user.clone();
                self.record.notes().disowns(Some(&user), &DamPath::root());
                self.computers[*desk].lose_journal();
                self.computers[*desk].start();
            }
            Step::Heal { desk } => self.heal(*desk),
            _ => unreachable!("every step is dealt with somewhere"),
        }
    }

    async fn save(&mut self, desk: usize, path: &DamPath, app: App, length: usize, pace: Pace) {
        let memory = self.computers[desk].memory.clone();
        let user = self.computers[desk].user.clone();
        let bytes = self.record.notes().fresh(&user, length);
        self.record
            .line(format!("   {user} saves {} in {path}", label(&bytes)));
        let steps = app.steps(path, &bytes);
        let count = steps.len();
        for (nth, step) in steps.into_iter().enumerate() {
            if let SaveStep::Write(_, written) = &step {
                self.record.notes().draft(written);
            }
            self.record.by_person(|| memory.apply(step));
            if nth + 1 < count {
                self.pass(pace).await;
            }
        }
        // Something else may have had the name by then.
        if memory.everything().values().any(|there| *there == bytes) {
            let what = format!("saved by {user} in {path}");
            self.record.notes().keep(&bytes, what);
        }
    }

    fn junk(&mut self, desk: usize, path: &DamPath) {
        let memory = self.computers[desk].memory.clone();
        let folder = path.parent().unwrap_or_default();
        let Ok(path) = folder.join(".DS_Store") else {
            return;
        };
        self.record.notes().draft(b"Bud1");
        self.record.by_person(|| memory.write(&path, b"Bud1"));
    }

    pub(crate) fn write_there(&mut self, path: &DamPath, length: usize) {
        if self.server.exists(path) && self.server.read(path).is_none() {
            return;
        }
        let above = std::iter::successors(path.parent(), DamPath::parent);
        if above
            .into_iter()
            .any(|folder| self.server.read(&folder).is_some())
        {
            return;
        }
        let bytes = self.record.notes().fresh("web", length);
        self.record
            .line(format!("   somebody writes {} to {path}", label(&bytes)));
        let server = self.server.clone();
        self.record.by_person(|| server.write(path, bytes.clone()));
        self.record.notes().came_there(path);
        self.record
            .notes()
            .keep(&bytes, format!("written to {path} on the server"));
    }

    /// Its people throw away what is there.
    fn remove_there(&self, path: &DamPath) {
        let mut notes = self.record.notes();
        notes.disowns(None, path);
        let gone = notes.on_server_below(path);
        notes.removed_there(gone);
    }

    fn rename_there(&mut self, from: &DamPath, to: &DamPath) {
        let there = self.server.exists(from) && !to.is_within(from) && !from.is_within(to);
        let above = std::iter::successors(to.parent(), DamPath::parent);
        let blocked = above
            .into_iter()
            .any(|folder| self.server.read(&folder).is_some());
        if there && !blocked {
            let server = self.server.clone();
            self.remove_there(to);
            self.record.notes().disowns(None, from);
            self.record.by_person(|| server.rename(from, to));
            self.record.notes().moved(from, to);
            self.record.notes().came_there(to);
        }
    }

    pub(crate) fn act(&mut self, desk: usize, action: Action, path: &DamPath, options: ActOptions) {
        {
            let mut notes = self.record.notes();
            if action == Action::KeepMine {
                notes.keep_mine(desk, path);
            }
            if options.release || action == Action::Delete {
                let user = self.computers[desk].user.clone();
                notes.release(&user, path);
            }
        }
        let command = Command::Act {
            action,
            path: path.clone(),
            options,
        };
        self.order(desk, command);
    }

    pub(crate) fn order(&mut self, desk: usize, command: Command) {
        self.order_given(desk, command, None);
    }

    pub(crate) fn order_given(&mut self, desk: usize, command: Command, given: Option<Batch>) {
        let Some(engine) = self.computers[desk].engine.clone() else {
            return;
        };
        self.order += 1;
        let (nth, record) = (self.order, self.record.clone());
        let computer = &self.computers[desk];
        let (memory, power) = (computer.memory.clone(), computer.power.clone());
        let user = computer.user.clone();
        if matches!(command, Command::ReleaseBrake) {
            record.notes().brakes_released += 1;
        }
        let line = format!("   order {nth} by {}", self.computers[desk].user);
        record.line(line);
        self.orders.spawn(async move {
            let unplugged = matches!(command, Command::Wake);
            let taken = taker(&command);
            if let Some(path) = &taken {
                record.notes().begin_to_take(&user, path);
            }
            let ended = engine.perform(command).await;
            if let Some(path) = &taken {
                let mut notes = record.notes();
                notes.end_to_take(&user, path);
                if ended.is_ok() {
                    notes.owns(&user, path);
                }
            }
            record.line(format!("   order {nth}: {}", told(&ended)));
            if let (Some(given), Ok(Outcome::Bulk { problems, .. })) = (&given, &ended) {
                record.notes().check_given(given, problems);
            }
            if unplugged
                && let Err(error) = &ended
                && error.code() == "no-cache-folder"
                && memory.list(&DamPath::root()).is_err()
            {
                watch_halt(&engine, &record, &power).await;
            }
        });
    }

    /// A day goes by for the server and for the clock on the wall. What was under way is cut off.
    async fn sleep(&mut self, desk: usize) {
        self.record.strike("slept for a day");
        let computer = &self.computers[desk];
        computer.line.cut_off();
        computer.clock.jump(DAY_SECONDS);
        // Nobody else may lose a lock meanwhile that they would have renewed.
        if self.computers.len() == 1 {
            self.server.pass(Duration::from_hours(24));
        }
        if self.order.is_multiple_of(2) {
            self.server.log_out(&computer.user);
        }
        self.pass(Pace::Turns(3)).await;
        self.order(desk, Command::Wake);
    }

    pub(crate) fn log_in(&mut self, desk: usize) {
        let computer = &self.computers[desk];
        drop(self.server.login(&computer.user));
        if let Some(engine) = &computer.engine {
            engine.set_remote(computer.remote());
        }
    }

    pub(crate) fn heal(&mut self, desk: usize) {
        let computer = &self.computers[desk];
        computer.line.calm();
        computer.faults.heal();
        computer.power.heal();
        self.record.notes().plugged += 1;
        computer.memory.set_unplugged(false);
        computer.memory.set_free_space(None);
        for file in FILES {
            computer.memory.set_trouble(&parse(file), None);
        }
        self.log_in(desk);
    }
}

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// What an order checks out, if it is one that does.
fn taker(command: &Command) -> Option<DamPath> {
    let Command::Act { action, path, .. } = command else {
        return None;
    };
    matches!(action, Action::Edit | Action::CheckOut).then(|| path.clone())
}

/// A cache folder that is gone halts everything, until a person says otherwise.
async fn watch_halt(engine: &Engine, record: &Record, power: &Power) {
    let counted = || {
        let notes = record.notes();
        (notes.brakes_released, notes.plugged)
    };
    let before = counted();
    tokio::time::sleep(Duration::from_millis(500)).await;
    let halted = engine.snapshot().borrow().halted.is_some();
    if !halted && power.is_on() && counted() == before {
        record.violation("the cache folder is gone, and nothing halts");
    }
}

fn told(ended: &Result<Outcome, EngineError>) -> String {
    match ended {
        Ok(Outcome::Status(status)) => format!("done, {status:?}"),
        Ok(Outcome::Bulk { done, problems, .. }) => {
            let problems: Vec<_> = problems
                .iter()
                .map(|p| format!("{} {}", p.path, p.error.code()))
                .collect();
            format!("{done} done, {problems:?}")
        }
        Ok(_) => "done".to_owned(),
        Err(error) => format!("{}: {error}", error.code()),
    }
}

pub(crate) fn say(step: &Step) -> String {
    format!("{step:?}")
}
