//! A person's computer with an engine on it that can be killed.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use damson_core::{Action, ByteCount, DamPath, policy::Policy};
use damson_engine::{
    ActOptions, Command, Engine, EngineError, OpenConfig, Outcome, Place, Row, RowFilter, RowOrder,
    RowQuery, RowScope, Shell,
};
use damson_remote::{Remote, wrap};
use damson_webdav::{Config, Credentials, connect};
use tempfile::TempDir;
use tokio::{runtime::Runtime, time::timeout};
use url::Url;

/// A computer: a cache folder, what Damson keeps, and Damson as long as it runs.
pub(crate) struct Computer {
    pub(crate) user: &'static str,
    url: String,
    home: TempDir,
    on: Option<(Runtime, Arc<Engine>)>,
}

/// Nothing here takes that long while the server is there.
const PATIENCE: Duration = Duration::from_mins(1);

impl Computer {
    pub(crate) fn new(user: &'static str, url: &str) -> Self {
        let mut computer = Self {
            user,
            url: url.to_owned(),
            home: tempfile::tempdir().unwrap(),
            on: None,
        };
        computer.start();
        computer
    }

    pub(crate) fn start(&mut self) {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let remote = runtime.block_on(log_in(&self.url, self.user));
        let config = OpenConfig {
            place: Place {
                cache: self.cache(),
                state: self.home.path().join("state"),
            },
            remote: wrap::stack(remote, wrap::Options::default()),
            shell: Arc::new(Nothing),
            person: self.user.to_owned(),
            policy: Policy {
                quiet_ms: 0,
                keep_free: ByteCount(0),
                ..Policy::default()
            },
        };
        let engine = runtime.block_on(async { Engine::open(config) }).unwrap();
        self.on = Some((runtime, Arc::new(engine)));
    }

    /// Ends everything in the middle of what it does.
    pub(crate) fn kill(&mut self) {
        if let Some((runtime, engine)) = self.on.take() {
            runtime.shutdown_timeout(Duration::from_secs(20));
            drop(engine);
        }
    }

    fn engine(&self) -> (&Runtime, &Arc<Engine>) {
        let (runtime, engine) = self.on.as_ref().expect("it runs");
        (runtime, engine)
    }

    pub(crate) fn perform(&self, command: Command) -> Result<Outcome, EngineError> {
        let (runtime, engine) = self.engine();
        let done = runtime.block_on(async { timeout(PATIENCE, engine.perform(command)).await });
        done.expect("an answer in time")
    }

    pub(crate) fn act(&self, action: Action, path: &DamPath) -> Result<Outcome, EngineError> {
        self.perform(order(action, path))
    }

    /// Orders an action and doesn't wait for its end.
    pub(crate) fn begin(&self, action: Action, path: &DamPath) {
        let (runtime, engine) = self.engine();
        let (engine, command) = (Arc::clone(engine), order(action, path));
        runtime.spawn(async move { engine.perform(command).await });
    }

    /// Looks at disk and server, and finishes what follows.
    pub(crate) fn settle(&self, folders: &[DamPath]) {
        let _ = self.perform(Command::Wake);
        for folder in folders {
            let folder = folder.clone();
            let _ = self.perform(Command::Refresh { folder });
        }
        let (runtime, engine) = self.engine();
        let settled = runtime.block_on(async { timeout(PATIENCE, engine.settled()).await });
        settled.expect("it comes to rest");
    }

    pub(crate) fn rows(&self) -> Vec<Row> {
        let query = RowQuery {
            scope: RowScope::Below(DamPath::root()),
            filter: RowFilter::default(),
            order: RowOrder::Path,
            descending: false,
            offset: 0,
            limit: 1_000,
        };
        let (runtime, engine) = self.engine();
        runtime.block_on(engine.rows(query)).unwrap().rows
    }

    /// Saves as an application does that puts a whole file over the old one; what was there.
    pub(crate) fn save(&self, path: &DamPath, text: &str) -> Option<String> {
        let file = self.cache().join(path.as_str());
        let before = fs::read_to_string(&file).ok();
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        let beside = file.with_file_name("~save.tmp");
        fs::write(&beside, text).unwrap();
        fs::rename(&beside, &file).unwrap();
        before
    }

    /// Every file of the cache folder that a person sees.
    pub(crate) fn files(&self) -> BTreeMap<DamPath, String> {
        let mut found = BTreeMap::new();
        for (path, text) in read_all(&self.cache()) {
            let ours = path.names().any(|name| name.starts_with(".damson-"));
            if !ours {
                found.insert(path, text);
            }
        }
        found
    }

    pub(crate) fn recovered(&self) -> Vec<String> {
        let folder = self.home.path().join("state").join("Recovered");
        read_all(&folder).into_values().collect()
    }

    fn cache(&self) -> PathBuf {
        self.home.path().join("cache")
    }
}

impl Drop for Computer {
    fn drop(&mut self) {
        self.kill();
    }
}

pub(crate) async fn log_in(url: &str, user: &str) -> Arc<dyn Remote> {
    let config = Config {
        computer: format!("{user}-desk"),
        ..Config::new(url).unwrap()
    };
    let credentials = Credentials::Password {
        user: user.into(),
        password: user.into(),
    };
    Arc::new(connect(config, credentials).await.unwrap())
}

fn order(action: Action, path: &DamPath) -> Command {
    Command::Act {
        action,
        path: path.clone(),
        options: ActOptions {
            release: true,
            ..ActOptions::default()
        },
    }
}

fn read_all(folder: &Path) -> BTreeMap<DamPath, String> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let Ok(entry) = entry else { continue };
        if !entry.file_type().is_file() {
            continue;
        }
        let relative = entry.path().strip_prefix(folder).unwrap();
        let path = DamPath::parse(relative.to_str().unwrap()).unwrap();
        found.insert(path, fs::read_to_string(entry.path()).unwrap());
    }
    found
}

/// Opens nothing.
#[derive(Debug)]
struct Nothing;

impl Shell for Nothing {
    fn open(&self, _file: &Path) -> std::io::Result<()> {
        Ok(())
    }

    fn reveal(&self, _file: &Path) -> std::io::Result<()> {
        Ok(())
    }

    fn browse(&self, _page: &Url) -> std::io::Result<()> {
        Ok(())
    }
}
