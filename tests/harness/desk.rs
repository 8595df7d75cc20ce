//! One person's computer.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use damson_core::{Action, DamPath, Timestamp, policy::Policy};
use damson_engine::{
    ActOptions, Clock, Command, Engine, EngineConfig, EngineError, Outcome, Row, RowFilter,
    RowOrder, RowQuery, RowScope, Shell, Snapshot, TokioClock,
    journal::{Journal, RecoveredFile},
    local::{App, FaultyLocal, Local as _, MemoryLocal},
};
use damson_remote::Remote;
use tempfile::TempDir;
use url::Url;

/// A computer with Damson on it, and the person before it.
#[derive(Debug)]
pub struct Desk {
    pub user: String,
    /// The disk, and what applications do to it.
    pub local: MemoryLocal,
    /// What fails on the disk when Damson asks for it.
    pub faults: FaultyLocal,
    journal: Arc<Journal>,
    engine: Option<Engine>,
    pub remote: Arc<dyn Remote>,
    pub shell: Arc<RecordingShell>,
    pub policy: Policy,
    clock: Arc<WallClock>,
    home: TempDir,
}

/// A clock on the wall: it runs on while the computer sleeps, and timers stand still.
#[derive(Debug)]
struct WallClock {
    timers: TokioClock,
    slept_ms: AtomicI64,
}

impl Clock for WallClock {
    fn now(&self) -> Timestamp {
        let slept = self.slept_ms.load(Ordering::Relaxed);
        Timestamp(self.timers.now().0 + slept)
    }
}

/// What would have been opened and shown.
#[derive(Debug, Default)]
pub struct RecordingShell {
    local: MemoryLocal,
    notes: Mutex<Vec<String>>,
}

/// 2026-11-21, noon.
const NOON: Timestamp = Timestamp(1_795_262_400_000);

impl Desk {
    /// Sits down at a new computer; Damson isn't started yet.
    pub fn new(user: &str, remote: Arc<dyn Remote>) -> Self {
        let local = MemoryLocal::new();
        local.set_clock(NOON.0);
        let shelf = local.clone();
        Self {
            user: user.to_owned(),
            faults: FaultyLocal::new(Arc::new(local.clone())),
            local,
            journal: Arc::new(Journal::in_memory().expect("a journal")),
            engine: None,
            remote,
            shell: Arc::new(RecordingShell {
                local: shelf,
                notes: Mutex::default(),
            }),
            policy: Policy::default(),
            clock: Arc::new(WallClock {
                timers: TokioClock::starting_at(NOON),
                slept_ms: AtomicI64::new(0),
            }),
            // Not a hidden one, as the folders of persons are.
            home: tempfile::Builder::new()
                .prefix("damson-")
                .tempdir()
                .expect("a temporary folder"),
        }
    }

    /// Starts Damson, on whatever an earlier run left.
    pub fn start(&mut self) {
        self.engine = Some(Engine::start(EngineConfig {
            local: Arc::new(self.faults.clone()),
            journal: self.journal.clone(),
            remote: self.remote.clone(),
            shell: self.shell.clone(),
            clock: self.clock.clone(),
            person: capitalised(&self.user),
            policy: self.policy.clone(),
            changes: Some(self.local.changes()),
        }));
    }

    /// Ends Damson orderly.
    pub async fn stop(&mut self) {
        if let Some(engine) = self.engine.take() {
            engine.stop().await;
        }
    }

    /// Ends Damson and starts it again.
    pub async fn restart(&mut self) {
        self.stop().await;
        self.start();
    }

    /// The computer sleeps: its timers stand still.
    pub fn sleep(&self, time: Duration) {
        let slept = i64::try_from(time.as_millis()).expect("a short sleep");
        self.clock.slept_ms.fetch_add(slept, Ordering::Relaxed);
    }

    pub fn engine(&self) -> &Engine {
        self.engine.as_ref().expect("Damson is started")
    }

    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// A folder of this person's that has nothing to do with Damson.
    pub fn elsewhere(&self) -> PathBuf {
        let folder = self.home.path().join("elsewhere");
        std::fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    pub async fn act(&self, action: Action, path: &str) -> Result<Outcome, EngineError> {
        self.act_with(action, path, ActOptions::default()).await
    }

    pub async fn act_with(
        &self,
        action: Action,
        path: &str,
        options: ActOptions,
    ) -> Result<Outcome, EngineError> {
        self.perform(Command::Act {
            action,
            path: dam(path),
            options,
        })
        .await
    }

    pub async fn perform(&self, command: Command) -> Result<Outcome, EngineError> {
        self.engine().perform(command).await
    }

    pub async fn refresh(&self, folder: &str) -> Result<(), EngineError> {
        let folder = dam(folder);
        self.perform(Command::Refresh { folder }).await.map(drop)
    }

    /// Lets Damson look at everything and finish whatever follows. Trouble of the server shows in
    /// the rows and the snapshot.
    pub async fn settle(&self) {
        let _ = self.perform(Command::Wake).await;
        self.engine().settled().await;
    }

    /// Lets Damson finish what it has noticed by itself.
    pub async fn quiet(&self) {
        // The hints are passed on by a task of their own.
        for _ in 0..3 {
            tokio::task::yield_now().await;
        }
        self.engine().settled().await;
    }

    /// What the clock on the wall says.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.engine().snapshot().borrow().clone()
    }

    /// Everything that is known.
    pub async fn rows(&self) -> Vec<Row> {
        self.query(RowScope::Below(DamPath::root())).await
    }

    /// The row of one path.
    pub async fn row(&self, path: &str) -> Option<Row> {
        self.query(RowScope::One(dam(path))).await.pop()
    }

    async fn query(&self, scope: RowScope) -> Vec<Row> {
        let query = RowQuery {
            scope,
            filter: RowFilter::default(),
            order: RowOrder::Path,
            descending: false,
            offset: 0,
            limit: 1_000,
        };
        self.engine().rows(query).await.expect("rows").rows
    }

    pub async fn recovered(&self) -> Vec<RecoveredFile> {
        match self.perform(Command::ListRecovered).await {
            Ok(Outcome::Recovered(files)) => files,
            other => panic!("a list of recovered files, not {other:?}"),
        }
    }

    /// The bytes of a file in Recovered.
    pub fn read_recovered(&self, stored: &str) -> String {
        let files = self.local.recovered();
        let bytes = files.get(stored).expect("a recovered file");
        String::from_utf8_lossy(bytes).into_owned()
    }

    /// Writes a file as an application does that doesn't care for read-only.
    pub fn write(&self, path: &str, text: &str) {
        self.local.write(&dam(path), text.as_bytes());
    }

    /// Sets a later time and leaves the bytes.
    pub fn touch(&self, path: &str) {
        self.local.touch(&dam(path));
    }

    pub fn read(&self, path: &str) -> Option<String> {
        let bytes = self.local.read(&dam(path))?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Deletes a file or a folder from the disk.
    pub fn remove(&self, path: &str) {
        self.local.delete(&dam(path));
    }

    pub fn rename(&self, from: &str, to: &str) {
        self.local.move_over(&dam(from), &dam(to));
    }

    /// Saves as an application does.
    pub fn save(&self, app: App, path: &str, text: &str) {
        self.local.save_like(app, &dam(path), text.as_bytes());
    }

    pub fn is_read_only(&self, path: &str) -> bool {
        let asked = self.local.is_read_only(&dam(path));
        asked.expect("a file")
    }

    /// Partial files of downloads.
    pub fn partials(&self) -> Vec<DamPath> {
        self.local.partials().expect("a cache folder")
    }
}

impl RecordingShell {
    /// What was opened and shown so far, each as "open name".
    pub fn taken(&self) -> Vec<String> {
        std::mem::take(&mut *self.notes.lock().expect("nobody panicked"))
    }

    fn note(&self, verb: &str, what: &str) {
        let mut notes = self.notes.lock().expect("nobody panicked");
        notes.push(format!("{verb} {what}"));
    }
}

impl Shell for RecordingShell {
    fn open(&self, file: &Path) -> io::Result<()> {
        let path = self.local.path_of(file).ok_or(io::ErrorKind::NotFound)?;
        let bytes = self.local.read(&path).ok_or(io::ErrorKind::NotFound)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        self.note("open", &format!("{}={text}", path.as_str()));
        Ok(())
    }

    fn reveal(&self, file: &Path) -> io::Result<()> {
        let path = self.local.path_of(file).ok_or(io::ErrorKind::NotFound)?;
        self.note("reveal", path.as_str());
        Ok(())
    }

    fn browse(&self, page: &Url) -> io::Result<()> {
        self.note("browse", page.as_str());
        Ok(())
    }
}

/// A path, as a scenario writes it.
pub fn dam(path: &str) -> DamPath {
    DamPath::parse(path).expect("a scenario names valid paths")
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
