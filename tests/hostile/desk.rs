//! A person's computer in a folder: everything the program could touch is inside, and looked at.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

use crate::{dialect::Dialect, server::Server};

/// No command may take longer, on a machine that does much else besides.
const LONGEST: Duration = Duration::from_mins(2);
/// Peak memory that no command may pass, in KiB. An ordinary `ls` takes about 30,000.
pub(crate) const MOST_KIB: u64 = 200_000;

pub(crate) struct Desk {
    whole: TempDir,
    before: BTreeMap<PathBuf, String>,
}

/// What a command printed, ended with and took.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: i32,
    pub(crate) peak_kib: u64,
    pub(crate) took: Duration,
}

/// Stands for no exit code: it was ended by the test.
const WAITS: i32 = -1;

impl Said {
    pub(crate) fn waits(&self) -> bool {
        self.code == WAITS
    }
}

impl Desk {
    pub(crate) fn new() -> Self {
        let whole = tempfile::tempdir().unwrap();
        for folder in ["home", "bait/inside", "person", "tmp", "here"] {
            fs::create_dir_all(whole.path().join(folder)).unwrap();
        }
        for bait in ["bait/secret.txt", "person/.profile", "evil.txt"] {
            fs::write(whole.path().join(bait), "untouched").unwrap();
        }
        let before = outside(whole.path());
        Self { whole, before }
    }

    /// A desk that is connected.
    pub(crate) fn at(dialect: Dialect, server: &Server) -> Self {
        let desk = Self::new();
        let said = desk.run(&["connect", &dialect.address(server), "--user", "jane"]);
        assert_eq!(said.code, 0, "{dialect:?}: {said:#?}");
        desk
    }

    /// Runs a command to its end, however it ends; never with a panic, and within bounds.
    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        let said = self.run_for(arguments, LONGEST);
        assert!(!said.waits(), "{arguments:?} does not end: {}", said.err);
        said
    }

    /// As [`Desk::run`], for what may wait for a better network: it is ended after a while.
    pub(crate) fn run_for(&self, arguments: &[&str], patience: Duration) -> Said {
        let said = self.run_freely(arguments, patience);
        assert!(
            said.peak_kib < MOST_KIB,
            "{arguments:?} took {} KiB:\n{}",
            said.peak_kib,
            said.err
        );
        said
    }

    fn run_freely(&self, arguments: &[&str], patience: Duration) -> Said {
        let at = |name: &str| self.whole.path().join(name);
        let (out, err) = (at("tmp/out"), at("tmp/err"));
        let start = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_damson"))
            .args(arguments)
            .current_dir(at("here"))
            .env("DAMSON_HOME", at("home"))
            .env("HOME", at("person"))
            .env("TMPDIR", at("tmp"))
            .env("DAMSON_KEYCHAIN", "none")
            .env("DAMSON_LANGUAGE", "en")
            .env("DAMSON_PASSWORD", "hush")
            .env("DAMSON_OPENER", "true")
            .env_remove("DAMSON_CONNECTION")
            .env_remove("RUST_LOG")
            .env("TZ", "UTC")
            .stdin(Stdio::null())
            .stdout(fs::File::create(&out).unwrap())
            .stderr(fs::File::create(&err).unwrap())
            .spawn()
            .unwrap();
        let mut peak_kib = 0;
        let status = loop {
            peak_kib = peak_kib.max(peak_of(child.id()));
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if start.elapsed() > patience {
                child.kill().unwrap();
                break child.wait().unwrap();
            }
            thread::sleep(Duration::from_millis(2));
        };
        let said = Said {
            out: text(&out),
            err: text(&err),
            code: status.code().unwrap_or(WAITS),
            peak_kib,
            took: start.elapsed(),
        };
        fs::remove_file(out).unwrap();
        fs::remove_file(err).unwrap();
        assert!(
            said.code != 101 && !said.err.contains("panicked"),
            "{said:#?}"
        );
        self.check();
        said
    }

    /// Everything in the cache folder but Damson's own files, by its path from there.
    pub(crate) fn cached(&self) -> BTreeMap<String, PathBuf> {
        let root = self.cache();
        files(&root)
            .into_iter()
            .map(|file| {
                let name = file.strip_prefix(&root).unwrap().to_string_lossy();
                (name.into_owned(), file)
            })
            .filter(|(name, _)| !name.starts_with(".damson"))
            .collect()
    }

    /// The cache folder of the one connection.
    pub(crate) fn cache(&self) -> PathBuf {
        let all = fs::read_dir(self.whole.path().join("home/Damson")).unwrap();
        let mut all: Vec<_> = all.map(|entry| entry.unwrap().path()).collect();
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    /// Where the program keeps what is its own.
    pub(crate) fn home(&self) -> PathBuf {
        self.whole.path().join("home")
    }

    pub(crate) fn bait(&self) -> PathBuf {
        self.whole.path().join("bait")
    }

    /// Nothing but what is Damson's own changed.
    fn check(&self) {
        assert_eq!(outside(self.whole.path()), self.before);
        let home = self.whole.path().join("home");
        for entry in fs::read_dir(home).unwrap() {
            let name = entry.unwrap().file_name();
            let known = ["config", "state", "Damson", "run"];
            assert!(
                known.iter().any(|known| name == *known),
                "{}",
                name.display()
            );
        }
    }
}

/// Every file with its text, but those in the home of the program.
fn outside(whole: &Path) -> BTreeMap<PathBuf, String> {
    files(whole)
        .into_iter()
        .filter(|file| !file.starts_with(whole.join("home")))
        .map(|file| (file.clone(), text(&file)))
        .collect()
}

fn files(below: &Path) -> Vec<PathBuf> {
    walkdir::WalkDir::new(below)
        .into_iter()
        .map(Result::unwrap)
        .filter(|entry| !entry.file_type().is_dir())
        .map(walkdir::DirEntry::into_path)
        .collect()
}

fn text(file: &Path) -> String {
    String::from_utf8_lossy(&fs::read(file).unwrap()).into_owned()
}

/// The high-water mark of a process so far; 0 where the system doesn't tell.
fn peak_of(process: u32) -> u64 {
    let Ok(text) = fs::read_to_string(format!("/proc/{process}/status")) else {
        return 0;
    };
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|rest| rest.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or(0)
}
