//! The command line, as a person runs it.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Result, ensure};

use super::trees::put_away;

/// A person's Damson with a home of its own.
pub(crate) struct Ours {
    program: PathBuf,
    home: PathBuf,
    secret: (&'static str, String),
}

impl Ours {
    pub(crate) fn with_password(programs: &Path, home: &Path, password: &str) -> Self {
        Self {
            program: programs.join("damson"),
            home: home.to_owned(),
            secret: ("DAMSON_PASSWORD", password.to_owned()),
        }
    }

    pub(crate) fn with_token(programs: &Path, home: &Path, token: String) -> Self {
        Self {
            program: programs.join("damson"),
            home: home.to_owned(),
            secret: ("DAMSON_TOKEN", token),
        }
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(arguments)
            .env("DAMSON_HOME", &self.home)
            .env("DAMSON_KEYCHAIN", "none")
            .env(self.secret.0, &self.secret.1);
        command
    }

    /// Connects anew, with an empty cache folder and an empty journal.
    pub(crate) fn begin(&self, connect: &[&str]) -> Result<()> {
        if self.home.exists() {
            put_away(&self.home)?;
        }
        let mut command = self.command(&[&["connect"], connect].concat());
        let status = command.stdout(Stdio::null()).status()?;
        ensure!(status.success(), "damson connect failed: {status}");
        Ok(())
    }

    pub(crate) fn home(&self) -> &Path {
        &self.home
    }
}
