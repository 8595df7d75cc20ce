//! Who else does the job: rclone with its best flags, curl.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

/// The rclone that `tests/servers/install.sh` installs, told of one WebDAV server.
pub(crate) struct Rclone {
    program: PathBuf,
    config: PathBuf,
    pub(crate) version: String,
}

impl Rclone {
    pub(crate) fn new(cache: &Path, folder: &Path, url: &str, user: &str) -> Result<Self> {
        let program = cache.join("webdav/bin/rclone");
        let said = Command::new(&program)
            .arg("version")
            .output()
            .context("rclone is missing: tests/servers/install.sh installs it")?;
        let text = String::from_utf8_lossy(&said.stdout);
        let version = text.lines().next().unwrap_or("rclone").to_owned();
        let obscured = Command::new(&program).args(["obscure", user]).output()?;
        ensure!(obscured.status.success(), "rclone obscure failed");
        let config = folder.join("rclone.conf");
        let password = String::from_utf8_lossy(&obscured.stdout);
        fs::write(
            &config,
            format!(
                "[dam]\ntype = webdav\nurl = {url}\nvendor = other\nuser = {user}\npass = {}\n\
                 pacer_min_sleep = 0\n",
                password.trim()
            ),
        )?;
        Ok(Self {
            program,
            config,
            version,
        })
    }

    /// `rclone copy` of a folder, either way; the server's side is written `dam:path`.
    pub(crate) fn copy(&self, from: &str, to: &str) -> Command {
        self.command(&["copy", from, to])
    }

    /// Looks at size and time of every file of a folder of this computer.
    pub(crate) fn list(&self, folder: &Path) -> Command {
        let mut command = self.command(&["lsf", "--recursive", "--format", "pst"]);
        command.arg(folder);
        command
    }

    pub(crate) fn sync(&self, from: &str, to: &str) -> Command {
        self.command(&["sync", from, to])
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(arguments)
            .args(["--transfers", "16", "--checkers", "16", "--config"])
            .arg(&self.config);
        command
    }
}

/// What curl is asked with.
pub(crate) struct Curl<'a> {
    /// `jane:jane`, or a header.
    pub(crate) login: Login<'a>,
    /// Where its list of files is kept.
    pub(crate) list: &'a Path,
}

#[derive(Clone, Copy)]
pub(crate) enum Login<'a> {
    User(&'a str),
    Token(&'a str),
    /// The address says enough.
    Nobody,
}

impl Curl<'_> {
    /// Downloads to `to`, following redirects.
    pub(crate) fn download(&self, base: &str, paths: &[String], to: &Path) -> Result<Command> {
        let mut list = String::new();
        for path in paths {
            let output = to.join(path);
            writeln!(
                list,
                "url = \"{base}{path}\"\noutput = \"{}\"",
                output.display()
            )?;
        }
        let mut command = self.parallel(&list)?;
        command.args(["--create-dirs", "--location"]);
        Ok(command)
    }

    /// Uploads by PUT; the folders are there.
    pub(crate) fn upload(&self, base: &str, paths: &[String], from: &Path) -> Result<Command> {
        let address = |path: &String| (format!("{base}{path}"), from.join(path));
        self.put(&paths.iter().map(address).collect::<Vec<_>>())
    }

    /// Sends each file to its address by PUT.
    pub(crate) fn put(&self, files: &[(String, PathBuf)]) -> Result<Command> {
        let mut list = String::new();
        for (address, file) in files {
            let file = file.display();
            writeln!(list, "url = \"{address}\"\nupload-file = \"{file}\"")?;
        }
        self.parallel(&list)
    }

    /// Asks for the members of folders, with the properties that a client needs.
    pub(crate) fn listings(&self, base: &str, folders: &[String]) -> Result<Command> {
        const WANTED: &str = "<propfind xmlns=\"DAV:\"><prop><resourcetype/>\
            <getcontentlength/><getlastmodified/><getetag/></prop></propfind>";
        let mut list = String::new();
        for folder in folders {
            writeln!(list, "url = \"{base}{folder}\"\noutput = /dev/null")?;
        }
        let mut command = self.parallel(&list)?;
        command.args([
            "--request",
            "PROPFIND",
            "--header",
            "Depth: 1",
            "--data",
            WANTED,
        ]);
        Ok(command)
    }

    /// Asks for addresses one after the other, over one connection.
    pub(crate) fn one_by_one(&self, addresses: &[String]) -> Result<Command> {
        let mut list = String::new();
        for address in addresses {
            writeln!(list, "url = \"{address}\"\noutput = /dev/null")?;
        }
        self.with(&list)
    }

    /// Fetches one file, writes nothing, and hashes it.
    pub(crate) fn hashed(&self, base: &str, path: &str) -> Result<Command> {
        let mut fetch = self.with(&format!("url = \"{base}{path}\""))?;
        fetch.arg("--location");
        let mut words = vec![fetch.get_program()];
        words.extend(fetch.get_args());
        let mut piped = Command::new("sh");
        piped.args(["-c", "\"$@\" | sha256sum", "sh"]).args(words);
        Ok(piped)
    }

    fn parallel(&self, list: &str) -> Result<Command> {
        let mut command = self.with(list)?;
        command.args(["--parallel", "--parallel-max", "16"]);
        Ok(command)
    }

    fn with(&self, list: &str) -> Result<Command> {
        fs::write(self.list, list)?;
        let mut command = Command::new("curl");
        command.args(["--silent", "--show-error", "--fail"]);
        match self.login {
            Login::User(pair) => drop(command.args(["--user", pair])),
            Login::Token(token) => drop(command.args(["--oauth2-bearer", token])),
            Login::Nobody => {}
        }
        command.arg("--config").arg(self.list);
        Ok(command)
    }
}

/// Whether a program can be run, whatever it says.
pub(crate) fn is_there(program: &str) -> bool {
    Command::new(program).arg("--help").output().is_ok()
}

/// Waits until everything that was written below `folder` is on the disk.
pub(crate) fn flush(folder: &Path) -> Command {
    let mut command = Command::new("sync");
    command.arg("-f").arg(folder);
    command
}

/// Looks at size and time of every file.
pub(crate) fn find(folder: &Path) -> Command {
    let mut command = Command::new("find");
    command.arg(folder).args(["-printf", "%s %T@\n"]);
    command
}
