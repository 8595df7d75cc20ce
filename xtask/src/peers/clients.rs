//! Installing the clients, running them, and counting what the demo server accepted.

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::{Server, aem_upload, npm};
use crate::run::{root, step};

const DAMPY: &str = "DamPy==0.12.9";

/// Where each client is.
#[derive(Debug)]
pub(super) struct Clients {
    /// Adobe's transfer libraries.
    pub(super) transfer: PathBuf,
    /// The DAM back-end of Adobe's SMB server.
    smb: PathBuf,
    /// The Python of an environment that has DamPy.
    python: PathBuf,
    /// Adobe's testing clients, compiled, each in a folder with what it needs.
    java: PathBuf,
}

/// What became of the calls.
#[derive(Debug, Default)]
pub(super) struct Told {
    accepted: usize,
    refused: Vec<String>,
    names: BTreeSet<String>,
}

impl Clients {
    /// Installs what isn't there yet. Python's and Java's part is kept between runs in the cache
    /// folder that the test servers have too.
    pub(super) fn install(home: &Path) -> Result<Self> {
        let cache = cache()?;
        let transfer = aem_upload(home)?;
        let smb = home.join("smb");
        fs::create_dir(&smb)?;
        fs::copy(root().join("tests/peers/calls.cjs"), home.join("calls.cjs"))?;
        for file in ["package.json", "package-lock.json", "smb.cjs"] {
            fs::copy(root().join("tests/peers/smb").join(file), smb.join(file))?;
        }
        npm("node-smb-server", &smb)?;
        Ok(Self {
            transfer,
            smb,
            python: dampy(&cache)?,
            java: java(&cache)?,
        })
    }

    /// Asks a server in the words of every client that speaks to its kind.
    pub(super) fn run(
        &self,
        personality: &str,
        server: &Server,
        home: &Path,
        told: &mut Told,
    ) -> Result<()> {
        let (user, secret) = server.login();
        let mut asked = |name: &str, command: &mut Command| {
            let folder = home.join(format!("{personality} {name}"));
            fs::create_dir(&folder)?;
            command.args([&server.url, user, secret]).arg(folder);
            told.hear(&format!("{personality}, {name}"), command)
        };
        let node = |folder: &Path, script: &str| {
            let mut node = Command::new("node");
            node.arg(script).current_dir(folder);
            node
        };
        asked(
            "Adobe's transfer libraries",
            &mut node(&self.transfer, "transfer.cjs"),
        )?;
        // The others are of a time before tokens, or send files as only 6.5 takes them.
        if personality == "cloud" {
            let mut java = self.java("cloud", "Cloud");
            return asked("Adobe's cloud testing client", &mut java);
        }
        asked("node-smb-server", &mut node(&self.smb, "smb.cjs"))?;
        let script = root().join("tests/peers/dampy_calls.py");
        asked("DamPy", Command::new(&self.python).arg(script))?;
        asked(
            "Adobe's testing client for 6.5",
            &mut self.java("on-premise", "OnPremise"),
        )
    }

    fn java(&self, module: &str, class: &str) -> Command {
        let module = self.java.join(module);
        let mut path = module.join("classes").into_os_string();
        path.push(if cfg!(windows) { ";" } else { ":" });
        path.push(module.join("dependency").join("*"));
        let mut java = Command::new("java");
        java.arg("-cp").arg(path).arg(class);
        java
    }
}

impl Told {
    pub(super) fn accepted(&mut self, name: &str) {
        self.accepted += 1;
        self.names.insert(name.to_owned());
    }

    /// Runs a client and takes down what became of its calls.
    fn hear(&mut self, name: &str, command: &mut Command) -> Result<()> {
        println!("── {name}");
        let output = command
            .stderr(Stdio::piped())
            .output()
            .with_context(|| format!("starting {name}"))?;
        let said = String::from_utf8_lossy(&output.stdout);
        // One line of JSON a call.
        let calls: Vec<Value> = said
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .filter(|call: &Value| call["call"].is_string())
            .collect();
        let whole = output.status.success() && !calls.is_empty();
        ensure!(
            whole,
            "{name} ended with {}: {}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
        let (mut accepted, all) = (0, calls.len());
        for call in calls {
            let title = call["call"].as_str().unwrap_or_default();
            let named = format!("{name}: {title}");
            if call["ok"] == true {
                accepted += 1;
                self.accepted(&named);
            } else {
                let why = call["why"].as_str().unwrap_or_default();
                let why: String = why.chars().take(300).collect();
                println!("   refused: {title}: {why}");
                self.refused.push(named);
            }
        }
        println!("   {name}: {accepted} of {all} calls accepted");
        Ok(())
    }

    /// Says how many were accepted. What the demo server refuses is a fault of the demo server.
    pub(super) fn close(self) -> Result<()> {
        println!("{} passed, {} failed", self.accepted, self.refused.len());
        if self.refused.is_empty() {
            return Ok(());
        }
        bail!("the demo server refused:\n  {}", self.refused.join("\n  "))
    }
}

fn cache() -> Result<PathBuf> {
    let set = env::var_os("DAMSON_PEERS_CACHE").map(PathBuf::from);
    let folder = if let Some(folder) = set {
        folder
    } else {
        let home = env::home_dir().context("no home folder")?;
        home.join(".cache/damson/peers")
    };
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn dampy(cache: &Path) -> Result<PathBuf> {
    let place = cache.join(DAMPY.replace("==", "-"));
    let programs = place.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let python = programs.join("python");
    if place.join("ready").exists() {
        return Ok(python);
    }
    let _ = fs::remove_dir_all(&place);
    step(
        "a Python environment",
        Command::new("python3").args(["-m", "venv"]).arg(&place),
    )?;
    let install = ["-m", "pip", "install", "-q", "--disable-pip-version-check"];
    step(
        &format!("install {DAMPY}"),
        Command::new(&python).args(install).arg(DAMPY),
    )?;
    fs::write(place.join("ready"), "")?;
    Ok(python)
}

/// Compiles our programs; Maven keeps what it downloads.
fn java(cache: &Path) -> Result<PathBuf> {
    let target = cache.join("java");
    let copy = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies";
    step(
        "Adobe's testing clients for Java",
        Command::new("mvn")
            .args(["-q", "-B", "package", copy])
            .arg(format!("-Dpeers.target={}", target.display()))
            .current_dir(root().join("tests/peers/java")),
    )?;
    Ok(target)
}
