//! A world in which a history happens.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use damson_core::{Action, DamPath};
use damson_engine::{ActOptions, Command, local::MemoryLocal, simulation};
use damson_remote::memory::{HashMode, MemoryServer, UserRights};
use tokio::{sync::Notify, task::JoinSet, time::timeout};

use crate::{
    computer::{Computer, Desk},
    happen::say,
    history::{FILES, Hashes, History, Pace, Setting, parse},
    outside::Outside,
    power::Power,
    record::Record,
    truth,
};

/// What came of a history.
#[derive(Debug, Clone, Default)]
pub(crate) struct Played {
    pub(crate) violations: Vec<String>,
    pub(crate) lines: Vec<String>,
    pub(crate) steps: u64,
    pub(crate) crashes: u64,
    pub(crate) effects: u64,
    pub(crate) cycles: u64,
    pub(crate) strikes: BTreeMap<&'static str, u64>,
}

pub(crate) struct World {
    pub(crate) server: MemoryServer,
    pub(crate) computers: Vec<Computer>,
    pub(crate) record: Record,
    pub(crate) orders: JoinSet<()>,
    pub(crate) order: usize,
    pub(crate) outside: Outside,
    bell: Arc<Notify>,
    random: fastrand::Rng,
    crashes: u64,
    pub(crate) cycles: u64,
}

/// Plays a history from its start to its end.
pub(crate) fn play(history: &History) -> Played {
    fastrand::seed(history.seed);
    simulation::set_single_thread(true);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .expect("a runtime");
    let outcome = runtime.block_on(async {
        let mut world = World::new(history);
        world.begin(&history.setting).await;
        let mut steps = 0;
        for step in &history.steps {
            if world.record.is_broken() {
                break;
            }
            world.record.line(say(step));
            world.step(step).await;
            world.record.check();
            steps += 1;
        }
        if !world.record.is_broken() {
            world.end().await;
        }
        world.outcome(steps)
    });
    drop(runtime);
    simulation::set_single_thread(false);
    outcome
}

impl World {
    fn new(history: &History) -> Self {
        let setting = &history.setting;
        let server = MemoryServer::new();
        server.add_user("admin", UserRights::Administrator);
        server.set_hash_mode(match setting.hash {
            Hashes::Immediate => HashMode::Immediate,
            Hashes::Late => HashMode::Late,
            Hashes::Stale => HashMode::StaleWhileProcessing,
            Hashes::Never => HashMode::Never,
        });
        server.set_capability(|capability| {
            capability.change_feed = setting.feed;
            capability.feed_sees_deletions = setting.feed_sees_deletions;
            capability.ranges = setting.ranges;
            if setting.hash == Hashes::Never {
                capability.hash = None;
            }
        });
        server.set_enforce_locks(setting.enforce_locks);
        if let Some(seconds) = setting.expiring {
            server.set_expiring_locks(Duration::from_secs(seconds));
        }
        server.set_page_size(setting.page);
        server.set_chunk_size(setting.chunk);
        let disks: Vec<MemoryLocal> = (0..setting.desks).map(|_| MemoryLocal::new()).collect();
        let record = Record::new(server.clone(), disks.clone());
        let bell = Arc::new(Notify::new());
        let outside = Outside::new(history.seed);
        let users = ["jane", setting.second];
        let computers = disks
            .into_iter()
            .enumerate()
            .map(|(nth, memory)| {
                let power = Power::new(Arc::clone(&bell));
                let state = setting.shared.then(|| outside.state(nth));
                let desk = Desk {
                    user: users[nth],
                    nth,
                    memory,
                    state,
                };
                Computer::new(desk, &server, setting, &record, power)
            })
            .collect();
        Self {
            server,
            computers,
            record,
            orders: JoinSet::new(),
            order: 0,
            outside,
            bell,
            random: fastrand::Rng::with_seed(history.seed ^ 0x5eed),
            crashes: 0,
            cycles: 0,
        }
    }

    async fn begin(&mut self, setting: &Setting) {
        for nth in &setting.assets {
            self.write_there(&parse(FILES[*nth]), 24 + nth * 30);
        }
        self.server.finish_processing();
        if setting.expiring.is_some() {
            let server = self.server.clone();
            tokio::spawn(async move {
                loop {
                    tokio::time::sleep(Duration::from_mins(1)).await;
                    server.pass(Duration::from_mins(1));
                }
            });
        }
        for nth in 0..self.computers.len() {
            self.computers[nth].start();
            self.refresh_all(nth).await;
        }
        // Most of it is on the first desk from the start.
        for nth in &setting.assets {
            if nth % 4 != 3 {
                let path = parse(FILES[*nth]);
                self.act(0, Action::Download, &path, ActOptions::default());
            }
        }
        self.pass(Pace::Milliseconds(3_000)).await;
    }

    /// Lets time pass, and computers crash in it.
    pub(crate) async fn pass(&mut self, pace: Pace) {
        match pace {
            Pace::AtOnce => {}
            Pace::Turns(turns) => {
                for _ in 0..turns {
                    tokio::task::yield_now().await;
                    self.crash_who_is_off().await;
                }
            }
            Pace::Milliseconds(milliseconds) => {
                let until = tokio::time::Instant::now() + Duration::from_millis(milliseconds);
                let bell = Arc::clone(&self.bell);
                loop {
                    tokio::select! {
                        biased;
                        () = bell.notified() => self.crash_who_is_off().await,
                        () = tokio::time::sleep_until(until) => break,
                    }
                }
            }
        }
        self.crash_who_is_off().await;
        while self.orders.try_join_next().is_some() {}
        self.record.check();
    }

    async fn crash_who_is_off(&mut self) {
        for computer in &mut self.computers {
            if computer.power.is_on() {
                continue;
            }
            if computer.engine.is_some() {
                computer.stop().await;
                computer.disk.lose_unflushed(&mut self.random);
                self.crashes += 1;
                let line = format!("   {}'s computer crashed", computer.user);
                self.record.line(line);
                if self.random.bool() {
                    computer.start();
                }
            }
        }
    }

    pub(crate) async fn settle(&mut self, desk: usize) {
        self.order(desk, Command::Wake);
        for _ in 0..200 {
            let Some(engine) = self.computers[desk].engine.clone() else {
                return;
            };
            let settled = timeout(Duration::from_secs(30), engine.settled()).await;
            self.pass(Pace::Turns(2)).await;
            if settled.is_ok() {
                return;
            }
        }
    }

    pub(crate) async fn refresh_all(&mut self, desk: usize) {
        let Some(engine) = self.computers[desk].engine.clone() else {
            return;
        };
        let mut folders = vec![DamPath::root()];
        folders.extend(
            self.server
                .list_all()
                .into_iter()
                .filter(|(_, bytes)| bytes.is_none())
                .map(|(path, _)| path),
        );
        for row in self.computers[desk].all_rows().await {
            if row.kind == damson_core::Kind::Folder && !folders.contains(&row.path) {
                folders.push(row.path);
            }
        }
        for folder in folders {
            let command = Command::Refresh {
                folder: folder.clone(),
            };
            if let Ok(Err(error)) = timeout(Duration::from_hours(2), engine.perform(command)).await
            {
                self.record.line(format!("   refresh of {folder}: {error}"));
            }
        }
    }

    /// The faults stop, and everything comes to rest.
    async fn end(&mut self) {
        self.record.line("the faults stop");
        self.server.set_offline(false);
        self.server.finish_processing();
        for nth in 0..self.computers.len() {
            self.heal(nth);
            self.crash_who_is_off().await;
            self.computers[nth].clock.set_right();
            self.computers[nth].start();
        }
        self.pass(Pace::Milliseconds(1_000)).await;
        for nth in 0..self.computers.len() {
            self.log_in(nth);
            self.order(nth, Command::ReleaseBrake);
            self.order(nth, Command::ResumeAll);
            self.order(nth, Command::Wake);
        }
        self.finish_orders().await;
        truth::come_to_rest(self).await;
    }

    async fn finish_orders(&mut self) {
        for round in 0..40 {
            if self.orders.is_empty() {
                return;
            }
            self.server.finish_processing();
            // Who waits for an hour or a login is woken, as a person does it.
            for nth in 0..self.computers.len() {
                if round % 4 == 3 {
                    self.order(nth, Command::Wake);
                }
            }
            self.pass(Pace::Milliseconds(60_000)).await;
        }
        if !self.orders.is_empty() {
            self.record
                .violation(format!("{} orders never end", self.orders.len()));
        }
    }

    fn outcome(&mut self, steps: u64) -> Played {
        let mut notes = self.record.notes();
        Played {
            violations: notes.violations.clone(),
            lines: std::mem::take(&mut notes.lines),
            steps,
            crashes: self.crashes,
            cycles: self.cycles,
            effects: self.computers.iter().map(|c| c.power.effects()).sum(),
            strikes: notes.strikes.clone(),
        }
    }
}
