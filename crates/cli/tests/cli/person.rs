//! A person with a computer of their own, and the demo server they all work with.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use damson_core::DamPath;
use damson_demo_server::{DemoConfig, DemoServer, Personality, Sample};
use tempfile::TempDir;

/// A server with a few assets, and its storage.
pub(crate) struct World {
    pub(crate) server: DemoServer,
    _storage: TempDir,
}

/// Somebody who types commands.
pub(crate) struct Person {
    name: &'static str,
    home: TempDir,
}

/// What a command printed and ended with.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: i32,
}

pub(crate) const LAYOUT: &str = "/Spring/layout.psd";

impl World {
    pub(crate) fn start() -> Self {
        let world = Self::with(Sample::None);
        world.put(LAYOUT, b"first version", "jane");
        world.put("/Spring/notes.txt", b"some notes", "jane");
        world
    }

    pub(crate) fn with(sample: Sample) -> Self {
        let storage = tempfile::tempdir().unwrap();
        let config = DemoConfig::new(storage.path(), Personality::Aem65, sample);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let server = runtime.block_on(DemoServer::start(config)).unwrap();
        Self {
            server,
            _storage: storage,
        }
    }

    pub(crate) fn put(&self, path: &str, bytes: &[u8], user: &str) {
        self.server.put_asset(&dam(path), bytes, user).unwrap();
    }

    pub(crate) fn url(&self) -> String {
        self.server.url().to_string()
    }

    pub(crate) fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        self.server.read(&dam(path))
    }

    pub(crate) fn holder(&self, path: &str) -> Option<String> {
        self.server.holder(&dam(path))
    }

    /// A person who is connected.
    pub(crate) fn person(&self, name: &'static str) -> Person {
        let person = Person::new(name);
        person.ok(&["connect", &self.url(), "--user", name]);
        person
    }
}

impl Person {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            home: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_damson"));
        command
            .env("DAMSON_HOME", self.home.path())
            .env("DAMSON_KEYCHAIN", "none")
            .env("DAMSON_PASSWORD", self.name)
            .env(
                "DAMSON_OPENER",
                if cfg!(windows) { "where" } else { "true" },
            )
            .env_remove("DAMSON_CONNECTION")
            .env_remove("COLUMNS")
            .env_remove("RUST_LOG")
            .env("TZ", "UTC")
            .env("DAMSON_LANGUAGE", "en");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        Said::by(self.command().args(arguments))
    }

    /// Runs what has to work.
    pub(crate) fn ok(&self, arguments: &[&str]) -> Said {
        let said = self.run(arguments);
        assert_eq!(
            said.code, 0,
            "damson {arguments:?} as {}:\n{}\n{}",
            self.name, said.out, said.err
        );
        said
    }

    /// Runs what has to be refused, with this exit code.
    pub(crate) fn no(&self, code: i32, arguments: &[&str]) -> Said {
        let said = self.run(arguments);
        assert_eq!(
            said.code, code,
            "damson {arguments:?} as {}:\n{}\n{}",
            self.name, said.out, said.err
        );
        said
    }

    pub(crate) fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let said = self.ok(&[arguments, &["--json"]].concat());
        serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {}", said.out))
    }

    /// The one row of an asset.
    pub(crate) fn row(&self, path: &str) -> serde_json::Value {
        self.json(&["ls", path])
    }

    /// Where an asset is on this person's computer.
    pub(crate) fn file(&self, path: &str) -> PathBuf {
        PathBuf::from(self.row(path)["file"].as_str().unwrap())
    }

    /// Saves as applications do: into a file beside it, which then takes its place.
    pub(crate) fn save(&self, path: &str, bytes: &[u8]) {
        let file = self.file(path);
        let beside = file.with_extension("tmp~");
        fs::write(&beside, bytes).unwrap();
        fs::rename(&beside, &file).unwrap();
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }
}

impl Said {
    /// Runs a command to its end. It prints into files: Wine has no pipes that can be read side by
    /// side.
    pub(crate) fn by(command: &mut Command) -> Self {
        let printed = tempfile::tempdir().unwrap();
        let (out, err) = (printed.path().join("out"), printed.path().join("err"));
        let status = command
            .stdin(Stdio::null())
            .stdout(fs::File::create(&out).unwrap())
            .stderr(fs::File::create(&err).unwrap())
            .status()
            .unwrap();
        Self {
            out: fs::read_to_string(out).unwrap(),
            err: fs::read_to_string(err).unwrap(),
            code: status.code().unwrap(),
        }
    }
}

pub(crate) fn dam(path: &str) -> DamPath {
    DamPath::parse(path).unwrap()
}
