//! One person's computer: disk, journal, line, Damson, and a clock that may jump.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
};

use damson_core::{ByteCount, DamPath, Timestamp, policy::Policy};
use damson_engine::{
    Clock, Command, Engine, EngineConfig, EngineError, Outcome, Row, RowFilter, RowOrder, RowQuery,
    RowScope, Shell, TokioClock,
    journal::{Journal, RecoveredFile},
    local::{FaultyLocal, MemoryLocal},
    simulation,
};
use damson_remote::{Remote, memory::MemoryServer, wrap};

use crate::{disk::Disk, history::Setting, line::Line, power::Power, record::Record};

#[derive(Debug)]
pub(crate) struct Computer {
    pub(crate) nth: usize,
    pub(crate) user: String,
    pub(crate) memory: MemoryLocal,
    pub(crate) disk: Disk,
    pub(crate) faults: FaultyLocal,
    pub(crate) power: Power,
    pub(crate) line: Line,
    pub(crate) clock: Arc<JumpingClock>,
    journal: Arc<Journal>,
    stacked: bool,
    watched: bool,
    policy: Policy,
    /// The folder on a real disk that one program at a time may have.
    state: Option<PathBuf>,
    locked: Option<File>,
    pub(crate) engine: Option<Arc<Engine>>,
}

/// Whose desk it is, and where.
#[derive(Debug)]
pub(crate) struct Desk<'a> {
    pub(crate) user: &'a str,
    pub(crate) nth: usize,
    pub(crate) memory: MemoryLocal,
    pub(crate) state: Option<PathBuf>,
}

/// A clock that a person, or an empty battery, sets.
#[derive(Debug)]
pub(crate) struct JumpingClock {
    base: TokioClock,
    jumped: AtomicI64,
}

/// 2026-11-21, noon.
const NOON: Timestamp = Timestamp(1_795_262_400_000);

impl JumpingClock {
    pub(crate) fn jump(&self, seconds: i64) {
        self.jumped.fetch_add(seconds * 1_000, Ordering::Relaxed);
    }

    pub(crate) fn set_right(&self) {
        self.jumped.store(0, Ordering::Relaxed);
    }
}

impl Clock for JumpingClock {
    fn now(&self) -> Timestamp {
        Timestamp(self.base.now().0 + self.jumped.load(Ordering::Relaxed))
    }
}

#[derive(Debug)]
struct NoShell;

impl Shell for NoShell {
    fn open(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn reveal(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }

    fn browse(&self, _: &url::Url) -> io::Result<()> {
        Ok(())
    }
}

impl Computer {
    pub(crate) fn new(
        whose: Desk<'_>,
        server: &MemoryServer,
        setting: &Setting,
        record: &Record,
        power: Power,
    ) -> Self {
        let Desk {
            user,
            nth,
            memory,
            state,
        } = whose;
        memory.set_clock(NOON.0);
        let disk = Disk::new(memory.clone(), nth, user, power.clone(), record.clone());
        let line = Line {
            inner: Arc::new(server.login(user)),
            server: server.clone(),
            user: user.to_owned(),
            disk: disk.clone(),
            power: power.clone(),
            record: record.clone(),
            armed: Arc::default(),
            pages: Arc::default(),
            cuts: Arc::default(),
        };
        Self {
            nth,
            user: user.to_owned(),
            faults: FaultyLocal::new(Arc::new(disk.clone())),
            disk,
            memory,
            line,
            clock: Arc::new(JumpingClock {
                base: TokioClock::starting_at(NOON),
                jumped: AtomicI64::new(0),
            }),
            journal: fresh_journal(&power),
            power,
            stacked: setting.stacked,
            watched: setting.watched,
            policy: Policy {
                keep_free: ByteCount(0),
                protect: setting.protect,
                transfers: 3,
                ..Policy::default()
            },
            state,
            locked: None,
            engine: None,
        }
    }

    /// What a second start of the program meets.
    pub(crate) fn start_again(&self, record: &Record) {
        let Some(state) = &self.state else {
            return;
        };
        let refused = match simulation::lock_place(state) {
            Ok(_) => false,
            Err(EngineError::InUse(_)) => true,
            Err(error) => {
                record.violation(format!("{}'s folders can't be had: {error}", self.user));
                return;
            }
        };
        record.strike("second start");
        if refused != self.engine.is_some() {
            let at_work = if refused { "nobody" } else { "somebody" };
            record.violation(format!(
                "a second Damson of {} is {} while {at_work} is at work",
                self.user,
                if refused { "refused" } else { "let in" }
            ));
        }
    }

    pub(crate) fn remote(&self) -> Arc<dyn Remote> {
        let line: Arc<dyn Remote> = Arc::new(self.line.clone());
        if self.stacked {
            wrap::stack(line, wrap::Options::default())
        } else {
            line
        }
    }

    pub(crate) fn start(&mut self) {
        if self.engine.is_some() {
            return;
        }
        self.power.restore();
        if let Some(state) = &self.state {
            let locked = simulation::lock_place(state);
            self.locked = Some(locked.expect("nobody else has the folders"));
        }
        self.engine = Some(Arc::new(Engine::start(EngineConfig {
            local: Arc::new(self.faults.clone()),
            journal: self.journal.clone(),
            remote: self.remote(),
            shell: Arc::new(NoShell),
            clock: self.clock.clone(),
            person: capitalised(&self.user),
            policy: self.policy.clone(),
            changes: self.watched.then(|| self.memory.changes()),
        })));
    }

    pub(crate) async fn stop(&mut self) {
        if let Some(engine) = self.engine.take() {
            engine.stop().await;
            self.disk.record.notes().plugged += 1;
            self.locked = None;
        }
    }

    /// The journal is damaged beyond use, and begun anew at the next start.
    pub(crate) fn lose_journal(&mut self) {
        self.journal = fresh_journal(&self.power);
    }

    pub(crate) fn journal(&self) -> &Journal {
        &self.journal
    }

    pub(crate) async fn rows(&self, scope: RowScope) -> Vec<Row> {
        let query = RowQuery {
            scope,
            filter: RowFilter::default(),
            order: RowOrder::Path,
            descending: false,
            offset: 0,
            limit: 1_000,
        };
        let Some(engine) = &self.engine else {
            return Vec::new();
        };
        engine
            .rows(query)
            .await
            .map(|page| page.rows)
            .unwrap_or_default()
    }

    pub(crate) async fn all_rows(&self) -> Vec<Row> {
        self.rows(RowScope::Below(DamPath::root())).await
    }

    pub(crate) async fn recovered(&self) -> Vec<RecoveredFile> {
        let Some(engine) = &self.engine else {
            return Vec::new();
        };
        match engine.perform(Command::ListRecovered).await {
            Ok(Outcome::Recovered(files)) => files,
            Ok(_) | Err(_) => Vec::new(),
        }
    }
}

fn fresh_journal(power: &Power) -> Arc<Journal> {
    let journal = Journal::in_memory().expect("a journal in memory");
    journal.watch(Arc::new(power.clone()));
    Arc::new(journal)
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// What the panics of this thread said.
pub(crate) static PANICS: Mutex<Vec<(std::thread::ThreadId, String)>> = Mutex::new(Vec::new());
