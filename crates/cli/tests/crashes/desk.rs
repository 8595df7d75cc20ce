//! A server, the network before it, and somebody whose Damson is killed.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use damson_core::DamPath;
use damson_demo_server::{DemoConfig, DemoServer, Personality, Sample, Switches};
use tempfile::TempDir;
use walkdir::WalkDir;

use crate::proxy::{Proxy, Toward};

pub(crate) struct Desk {
    pub(crate) server: DemoServer,
    pub(crate) proxy: Proxy,
    personality: Personality,
    home: TempDir,
    storage: TempDir,
}

/// When a process is killed.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kill {
    After(Duration),
    /// Once so many more bytes passed.
    Passed(Toward, u64),
    /// Once so many more bytes passed, or after a time.
    First(Toward, u64, Duration),
    /// Once the server has carried out that many more writing requests; the answer to the last one
    /// is not heard.
    Unanswered(u64),
    Never,
}

/// How a process ended, and what it said.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) killed: bool,
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// A process in the background.
pub(crate) struct Running {
    child: Child,
    printed: TempDir,
}

/// Nothing here takes that long, unless the network holds it; a hang becomes a failure.
const PATIENCE: Duration = Duration::from_mins(2);

impl Desk {
    pub(crate) fn new(personality: Personality, turn: impl FnOnce(&mut Switches)) -> Self {
        let storage = tempfile::tempdir().unwrap();
        let mut config = DemoConfig::new(storage.path().join("dam"), personality, Sample::None);
        // Everything goes through the one proxy.
        config.switches.relative_upload_uris = true;
        config.switches.redirect_download = Some(false);
        turn(&mut config.switches);
        let server = serve(config);
        Self {
            proxy: Proxy::before(address(&server)),
            server,
            personality,
            home: tempfile::tempdir().unwrap(),
            storage,
        }
    }

    /// Copies what the server has, as a backup does; nothing is asked of it meanwhile.
    pub(crate) fn back_up(&self) -> TempDir {
        let kept = tempfile::tempdir().unwrap();
        copy_folder(&self.storage.path().join("dam"), &kept.path().join("dam"));
        kept
    }

    /// A server from a backup takes the place of the one that ran.
    pub(crate) fn restore(&mut self, kept: &TempDir) {
        let mut config = DemoConfig::new(kept.path().join("dam"), self.personality, Sample::None);
        config.switches = self.server.switches();
        self.server = serve(config);
        self.proxy.lead_to(address(&self.server));
    }

    /// The server can be reached again.
    pub(crate) fn is_back(&self) {
        self.proxy.lead_to(address(&self.server));
    }

    pub(crate) fn connect(&self) {
        let url = self.proxy.url();
        match self.personality {
            Personality::Aem65 => self.ok(&["connect", &url, "--user", "jane"]),
            Personality::Cloud => {
                let token = self.home.path().join("token");
                fs::write(&token, self.server.token("jane")).unwrap();
                let token = token.to_str().unwrap();
                self.ok(&["connect", &url, "--token-file", token])
            }
        };
    }

    pub(crate) fn command(&self) -> Command {
        self.named(OsStr::new(env!("CARGO_BIN_EXE_damson")))
    }

    /// As [`Self::command`], begun by another program.
    pub(crate) fn named(&self, program: &OsStr) -> Command {
        let mut command = Command::new(program);
        command
            .env("DAMSON_HOME", self.home.path())
            .env("DAMSON_KEYCHAIN", "none")
            .env("DAMSON_LANGUAGE", "en")
            .env(
                "DAMSON_OPENER",
                if cfg!(windows) { "where" } else { "true" },
            )
            .env_remove("DAMSON_CONNECTION")
            .env_remove("DAMSON_TOKEN")
            .env_remove("DAMSON_PASSWORD")
            .env("TZ", "UTC");
        match self.personality {
            Personality::Aem65 => command.env("DAMSON_PASSWORD", "jane"),
            Personality::Cloud => command.env("DAMSON_TOKEN", self.server.token("jane")),
        };
        command
    }

    pub(crate) fn start(&self, arguments: &[&str]) -> Running {
        let mut command = self.command();
        command.args(arguments);
        Running::start(&mut command)
    }

    pub(crate) fn run(&self, arguments: &[&str], kill: Kill) -> Ended {
        self.start(arguments).until(kill, &self.proxy)
    }

    /// Runs what has to work.
    pub(crate) fn ok(&self, arguments: &[&str]) -> Ended {
        let ended = self.run(arguments, Kill::Never);
        assert_eq!(ended.code, Some(0), "damson {arguments:?}: {ended:?}");
        ended
    }

    /// One asset as Damson shows it; `None` when it shows none.
    pub(crate) fn row(&self, path: &str) -> Option<serde_json::Value> {
        let ended = self.run(&["ls", path, "--json"], Kill::Never);
        match ended.code {
            Some(0) => Some(serde_json::from_str(&ended.out).unwrap()),
            _ => None,
        }
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// Where an asset is in the cache folder.
    pub(crate) fn file(&self, path: &str) -> PathBuf {
        self.cache().join(path.trim_start_matches('/'))
    }

    pub(crate) fn cache(&self) -> PathBuf {
        let above = self.home.path().join("Damson");
        let mut found = fs::read_dir(above).unwrap();
        found.next().unwrap().unwrap().path()
    }

    /// The files that a person sees, by their path in the DAM.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let cache = self.cache();
        let all = files_below(&cache).into_iter();
        let seen = all.filter(|file| !is_ours(file));
        seen.map(|file| {
            let below = file.strip_prefix(&cache).unwrap();
            let names = below.iter().map(|name| name.to_str().unwrap());
            let path = names.fold(String::new(), |path, name| path + "/" + name);
            (path, fs::read(file).unwrap())
        })
        .collect()
    }

    /// What of our own lies in the cache folder and belongs to something in the making.
    pub(crate) fn leftovers(&self) -> Vec<PathBuf> {
        let all = files_below(&self.cache()).into_iter();
        let passing = ["part", "aside", "swap"];
        all.filter(|file| {
            is_ours(file)
                && file
                    .extension()
                    .is_some_and(|end| passing.iter().any(|p| end == *p))
        })
        .collect()
    }

    /// What is in Recovered, by what lies on the disk.
    pub(crate) fn recovered(&self) -> Vec<Vec<u8>> {
        let all = files_below(&self.home.path().join("state")).into_iter();
        let kept = all.filter(|file| file.parent().is_some_and(|p| p.ends_with("Recovered")));
        kept.map(|file| fs::read(file).unwrap()).collect()
    }

    pub(crate) fn on_server(&self, path: &str) -> Option<Vec<u8>> {
        self.server.read(&dam(path))
    }

    /// Saves as applications do: into a file beside it, which then takes its place. Returns what
    /// was there before, nothing being no bytes; `None` where it could not be saved.
    pub(crate) fn save(&self, path: &str, bytes: &[u8]) -> Option<Vec<u8>> {
        let file = self.file(path);
        let beside = file.with_extension("tmp~");
        fs::create_dir_all(file.parent()?).ok()?;
        fs::write(&beside, bytes).ok()?;
        let before = fs::read(&file).unwrap_or_default();
        #[cfg(windows)]
        unprotect(&file);
        fs::rename(&beside, &file).ok()?;
        Some(before)
    }
}

impl Running {
    pub(crate) fn start(command: &mut Command) -> Self {
        let printed = tempfile::tempdir().unwrap();
        let into = |name| fs::File::create(printed.path().join(name)).unwrap();
        let child = command
            .stdin(Stdio::null())
            .stdout(into("out"))
            .stderr(into("err"))
            .spawn()
            .unwrap();
        Self { child, printed }
    }

    pub(crate) fn until(self, kill: Kill, proxy: &Proxy) -> Ended {
        let mut passed = 0;
        if let Kill::Passed(toward, more) | Kill::First(toward, more, _) = kill {
            passed = proxy.passed(toward) + more;
            proxy.hold(toward, passed);
        }
        if let Kill::Unanswered(writes) = kill {
            proxy.leave_unanswered(proxy.writes() + writes);
        }
        let ended = self.until_due(kill, proxy, passed);
        proxy.release();
        ended
    }

    /// `passed` is how many bytes have passed when it is time.
    fn until_due(mut self, kill: Kill, proxy: &Proxy, passed: u64) -> Ended {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return self.ended(status, false);
            }
            let due = match kill {
                Kill::After(time) => begun.elapsed() >= time,
                Kill::Passed(toward, _) => proxy.passed(toward) >= passed,
                Kill::First(toward, _, time) => {
                    proxy.passed(toward) >= passed || begun.elapsed() >= time
                }
                Kill::Unanswered(_) => proxy.withholds(),
                Kill::Never => false,
            };
            if due {
                return self.kill();
            }
            if begun.elapsed() > PATIENCE {
                let ended = self.kill();
                panic!("it hangs: {ended:?}");
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    pub(crate) fn kill(mut self) -> Ended {
        let _ = self.child.kill();
        let status = self.child.wait().unwrap();
        // It may have ended by itself at that very moment.
        self.ended(
            status,
            status.code().is_none_or(|code| cfg!(windows) && code == 1),
        )
    }

    /// What it printed so far.
    #[cfg(target_os = "linux")]
    pub(crate) fn said(&self) -> String {
        fs::read_to_string(self.printed.path().join("out")).unwrap_or_default()
    }

    fn ended(&self, status: ExitStatus, killed: bool) -> Ended {
        let read = |name| fs::read(self.printed.path().join(name)).unwrap_or_default();
        Ended {
            killed,
            code: status.code(),
            out: String::from_utf8_lossy(&read("out")).into_owned(),
            err: String::from_utf8_lossy(&read("err")).into_owned(),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn serve(config: DemoConfig) -> DemoServer {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(DemoServer::start(config)).unwrap()
}

fn address(server: &DemoServer) -> SocketAddr {
    server.url().socket_addrs(|| None).unwrap()[0]
}

fn copy_folder(from: &Path, to: &Path) {
    for file in files_below(from) {
        let copy = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(&file, copy).unwrap();
    }
}

pub(crate) fn dam(path: &str) -> DamPath {
    DamPath::parse(path).unwrap()
}

/// So many bytes that nothing else has.
pub(crate) fn bytes(random: &mut fastrand::Rng, size: usize) -> Vec<u8> {
    let mut bytes = vec![0; size.max(16)];
    random.fill(&mut bytes);
    bytes
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let found = WalkDir::new(folder).into_iter().filter_map(Result::ok);
    let files = found.filter(|entry| entry.file_type().is_file());
    files.map(walkdir::DirEntry::into_path).collect()
}

fn is_ours(file: &Path) -> bool {
    let name = file.file_name().and_then(OsStr::to_str).unwrap_or_default();
    name.starts_with(".damson-") || name.ends_with(".tmp~")
}

#[cfg(windows)]
fn unprotect(file: &Path) {
    let Ok(metadata) = fs::metadata(file) else {
        return;
    };
    let mut permissions = metadata.permissions();
    #[expect(
        clippy::permissions_set_readonly_false,
        reason = "on Windows it is the read-only mark alone"
    )]
    permissions.set_readonly(false);
    let _ = fs::set_permissions(file, permissions);
}
