//! One person's computer.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, Ordering},
    },
};

use damson_core::{Action, DamPath, Timestamp, policy::Policy};
use damson_engine::{
    ActOptions, Command, DiskHint, Engine, EngineConfig, EngineError, Outcome, Row, RowFilter,
    RowOrder, RowQuery, RowScope, Shell, Snapshot, TokioClock,
    journal::{Journal, RecoveredFile},
    local::DiskLocal,
};
use damson_remote::Remote;
use filetime::FileTime;
use tempfile::TempDir;
use tokio::sync::mpsc;
use url::Url;

/// A computer with Damson on it, and the person before it.
#[derive(Debug)]
pub struct Desk {
    pub user: String,
    home: TempDir,
    journal: Option<Arc<Journal>>,
    engine: Option<Engine>,
    hints: Option<mpsc::UnboundedSender<DiskHint>>,
    remote: Arc<dyn Remote>,
    pub shell: Arc<RecordingShell>,
    pub policy: Policy,
    /// The next save gets a later time, whatever the disk's clock can tell apart.
    clock: AtomicI64,
}

/// How applications save a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saving {
    /// Writes over the old bytes.
    InPlace,
    /// Writes a temporary file, and renames it over the old one.
    Rename,
    /// Writes a temporary file, deletes the old one, renames.
    DeleteAndRename,
    /// Moves the old one to a backup, writes the new one, deletes the backup.
    Backup,
}

/// What would have been opened and shown.
#[derive(Debug, Default)]
pub struct RecordingShell(Mutex<Vec<String>>);

/// 2026-11-21, noon.
const NOON: Timestamp = Timestamp(1_795_262_400_000);

impl Desk {
    /// Sits down at a new computer; Damson isn't started yet.
    pub fn new(user: &str, remote: Arc<dyn Remote>) -> Self {
        let policy = Policy {
            keep_free: damson_core::ByteCount(0),
            ..Policy::default()
        };
        Self {
            user: user.to_owned(),
            home: tempfile::tempdir().expect("a temporary folder"),
            journal: None,
            engine: None,
            hints: None,
            remote,
            shell: Arc::default(),
            policy,
            clock: AtomicI64::new(1_800_000_000),
        }
    }

    /// Starts Damson, on whatever an earlier run left.
    pub fn start(&mut self) {
        let journal = Journal::open(&self.home.path().join("journal.db")).expect("a journal");
        let journal = Arc::new(journal);
        let local = DiskLocal::open(
            &self.cache(),
            &self.home.path().join("Recovered"),
            journal.clone(),
        );
        let (hints, received) = mpsc::unbounded_channel();
        self.engine = Some(Engine::start(EngineConfig {
            local: Arc::new(local.expect("a cache folder")),
            journal: journal.clone(),
            remote: self.remote.clone(),
            shell: self.shell.clone(),
            clock: Arc::new(TokioClock::starting_at(NOON)),
            person: capitalised(&self.user),
            policy: self.policy.clone(),
            hints: Some(received),
        }));
        self.journal = Some(journal);
        self.hints = Some(hints);
    }

    /// Ends Damson orderly.
    pub async fn stop(&mut self) {
        if let Some(engine) = self.engine.take() {
            engine.stop().await;
        }
        self.journal = None;
    }

    /// Ends Damson and starts it again.
    pub async fn restart(&mut self) {
        self.stop().await;
        self.start();
    }

    pub fn engine(&self) -> &Engine {
        self.engine.as_ref().expect("Damson is started")
    }

    pub fn journal(&self) -> &Journal {
        self.journal.as_ref().expect("Damson is started")
    }

    /// The cache folder.
    pub fn cache(&self) -> PathBuf {
        self.home.path().join("cache")
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
        let file = self.home.path().join("Recovered").join(stored);
        String::from_utf8_lossy(&std::fs::read(file).expect("a recovered file")).into_owned()
    }

    /// Writes a file as an application does that doesn't care for read-only, and tells the watcher.
    pub fn write(&self, path: &str, text: &str) {
        self.put(path, text);
        self.hint(path);
    }

    /// Writes a file that the watcher misses.
    pub fn put(&self, path: &str, text: &str) {
        let file = self.file(path);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        if file.exists() {
            unprotect(&file);
        }
        std::fs::write(&file, text).expect("a written file");
        self.touch_file(&file);
    }

    /// Sets a later time and leaves the bytes.
    pub fn touch(&self, path: &str) {
        self.touch_file(&self.file(path));
        self.hint(path);
    }

    fn touch_file(&self, file: &Path) {
        let seconds = self.clock.fetch_add(1, Ordering::Relaxed);
        let time = FileTime::from_unix_time(seconds, 0);
        filetime::set_file_mtime(file, time).expect("a file time");
    }

    pub fn read(&self, path: &str) -> Option<String> {
        let bytes = std::fs::read(self.file(path)).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    pub fn remove(&self, path: &str) {
        let file = self.file(path);
        if file.is_dir() {
            std::fs::remove_dir_all(&file).expect("a removed folder");
        } else {
            unprotect(&file);
            std::fs::remove_file(&file).expect("a removed file");
        }
        self.hint(path);
    }

    pub fn rename(&self, from: &str, to: &str) {
        std::fs::rename(self.file(from), self.file(to)).expect("a renamed file");
        self.hint(from);
        self.hint(to);
    }

    /// Saves as an application does.
    pub fn save(&self, saving: Saving, path: &str, text: &str) {
        let beside = |name: &str| {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            format!("{folder}/{name}")
        };
        match saving {
            Saving::InPlace => self.write(path, text),
            Saving::Rename => {
                let temporary = beside("~save.tmp");
                self.put(&temporary, text);
                self.rename(&temporary, path);
            }
            Saving::DeleteAndRename => {
                let temporary = beside("A1B2C3D4.tmp");
                self.put(&temporary, text);
                self.remove(path);
                self.rename(&temporary, path);
            }
            Saving::Backup => {
                let backup = beside("old.bak");
                self.rename(path, &backup);
                self.write(path, text);
                self.remove(&backup);
            }
        }
    }

    pub fn is_read_only(&self, path: &str) -> bool {
        let metadata = std::fs::metadata(self.file(path)).expect("a file");
        metadata.permissions().readonly()
    }

    /// Everything in the cache folder, temporary files included, in order.
    pub fn files(&self) -> Vec<String> {
        let cache = self.cache();
        let walk = walkdir::WalkDir::new(&cache).sort_by_file_name();
        let files = walk.into_iter().filter_map(Result::ok);
        files
            .filter(|entry| entry.file_type().is_file())
            .filter_map(|entry| {
                let below = entry.path().strip_prefix(&cache).ok()?;
                Some(below.to_string_lossy().replace('\\', "/"))
            })
            .collect()
    }

    pub fn hint(&self, path: &str) {
        if let Some(hints) = &self.hints {
            // Without a running engine nobody watches.
            let _ = hints.send(DiskHint::At(dam(path)));
        }
    }

    pub fn hint_everything(&self) {
        if let Some(hints) = &self.hints {
            let _ = hints.send(DiskHint::Everything);
        }
    }

    fn file(&self, path: &str) -> PathBuf {
        let names = dam(path);
        names.names().fold(self.cache(), |at, name| at.join(name))
    }
}

impl RecordingShell {
    /// What was opened and shown so far, each as "open name".
    pub fn taken(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().expect("nobody panicked"))
    }

    fn note(&self, verb: &str, what: &str) {
        let mut notes = self.0.lock().expect("nobody panicked");
        notes.push(format!("{verb} {what}"));
    }
}

impl Shell for RecordingShell {
    fn open(&self, file: &Path) -> io::Result<()> {
        let text = std::fs::read_to_string(file)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        self.note("open", &format!("{name}={text}"));
        Ok(())
    }

    fn reveal(&self, file: &Path) -> io::Result<()> {
        std::fs::metadata(file)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        self.note("reveal", &name);
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

#[expect(
    clippy::permissions_set_readonly_false,
    reason = "the file is a test's own, in a folder that nobody else can enter"
)]
fn unprotect(file: &Path) {
    let Ok(metadata) = std::fs::metadata(file) else {
        return;
    };
    let mut permissions = metadata.permissions();
    permissions.set_readonly(false);
    std::fs::set_permissions(file, permissions).expect("a writable file");
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
