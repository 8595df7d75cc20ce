//! Cases with Apache httpd and mod_dav, the server that neither we nor the peers wrote.

use std::{
    fs,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use super::{
    contest::{Contestant, Setup, contest},
    ours::Ours,
    peers::{Curl, Login, Rclone, find, flush},
    table::Report,
    trees::{Tree, put_away, three},
};
use crate::run::{command, root, step};

/// Apache with a folder of its own.
pub(crate) struct Apache {
    child: Child,
    pub(crate) port: u16,
    url: String,
    /// What it serves.
    pub(crate) files: PathBuf,
    folder: TempDir,
    /// Where the peers are.
    pub(crate) cache: PathBuf,
}

pub(crate) fn download(setup: &Setup, report: &mut Report) -> Result<()> {
    let apache = Apache::start()?;
    for tree in setup.wanted(three(setup.smaller)) {
        let paths = tree.make(&apache.files)?;
        apache.give_away()?;
        fetch(setup, &apache, &tree, &paths, report)?;
        fs::remove_dir_all(apache.files.join(tree.name))?;
    }
    Ok(())
}

/// A whole tree: first everything, then the same with nothing changed.
pub(crate) fn mirror(setup: &Setup, report: &mut Report) -> Result<()> {
    let apache = Apache::start()?;
    let tree = Tree {
        name: "mirror",
        files: (10_000 / setup.smaller).max(1),
        bytes: 20_000,
        folder: 250,
    };
    let paths = tree.make(&apache.files)?;
    apache.give_away()?;
    fetch(setup, &apache, &tree, &paths, report)?;
    unchanged(setup, &apache, &tree, report)
}

fn fetch(
    setup: &Setup,
    apache: &Apache,
    tree: &Tree,
    paths: &[String],
    report: &mut Report,
) -> Result<()> {
    let ours = apache.ours(setup);
    let rclone = apache.rclone()?;
    let below = format!("/{}", tree.name);
    let remote = format!("dam:{}", tree.name);
    let place = apache.place("peer");
    let list = apache.place("curl.list");
    let curl = Curl {
        login: Login::User("jane:jane"),
        list: &list,
    };
    let to = place.display().to_string();
    let with_curl = || curl.download(&apache.url, paths, &place);
    with_curl()?;
    let anew = || clear(&place);
    let whole = || tree.check(&place);
    let mut contestants = vec![
        Contestant {
            name: "damson get".to_owned(),
            before: Box::new(|| ours.begin(&apache.connect())),
            commands: Box::new(|| vec![ours.command(&["get", &below, "--yes"])]),
            after: Box::new(|| tree.check(ours.home())),
        },
        Contestant {
            name: format!("{} copy", rclone.version),
            before: Box::new(anew),
            commands: Box::new(|| vec![rclone.copy(&remote, &to)]),
            after: Box::new(whole),
        },
        Contestant {
            name: "the same, then sync -f".to_owned(),
            before: Box::new(anew),
            commands: Box::new(|| vec![rclone.copy(&remote, &to), flush(&place)]),
            after: Box::new(whole),
        },
        Contestant {
            name: "curl --parallel".to_owned(),
            before: Box::new(anew),
            commands: Box::new(|| with_curl().into_iter().collect()),
            after: Box::new(whole),
        },
        Contestant {
            name: "the same, then sync -f".to_owned(),
            before: Box::new(anew),
            commands: Box::new(|| {
                let mut both: Vec<_> = with_curl().into_iter().collect();
                both.push(flush(&place));
                both
            }),
            after: Box::new(whole),
        },
    ];
    if let [large] = paths {
        contestants.push(Contestant {
            name: "curl | sha256sum".to_owned(),
            before: Box::new(|| Ok(())),
            commands: Box::new(|| curl.hashed(&apache.url, large).into_iter().collect()),
            after: Box::new(|| Ok(())),
        });
    }
    let title = format!("download {} from Apache", tree.title());
    contest(setup, &title, &mut contestants, report)
}

/// Many files that are here, and nothing has changed: both sides are looked at whole.
pub(crate) fn all_unchanged(setup: &Setup, report: &mut Report) -> Result<()> {
    let apache = Apache::start()?;
    let tree = Tree {
        name: "many",
        files: (50_000 / setup.smaller).max(1),
        bytes: 10_000,
        folder: 500,
    };
    tree.make(&apache.files)?;
    apache.give_away()?;
    unchanged(setup, &apache, &tree, report)
}

/// Everything is here, and nothing has changed.
fn unchanged(setup: &Setup, apache: &Apache, tree: &Tree, report: &mut Report) -> Result<()> {
    let ours = apache.ours(setup);
    let rclone = apache.rclone()?;
    let below = format!("/{}", tree.name);
    let remote = format!("dam:{}", tree.name);
    let place = apache.place("peer");
    clear(&place)?;
    ours.begin(&apache.connect())?;
    let to = place.display().to_string();
    for mut first in [
        ours.command(&["get", &below, "--yes"]),
        rclone.copy(&remote, &to),
    ] {
        super::run::run("the first copy", &mut first)?;
    }
    let nothing = || Box::new(|| Ok(()));
    let folders: Vec<String> = (0..tree.files.div_ceil(tree.folder))
        .map(|number| format!("{}/f{number:03}/", tree.name))
        .collect();
    let list = apache.place("curl.list");
    let curl = Curl {
        login: Login::User("jane:jane"),
        list: &list,
    };
    let listings = || curl.listings(&apache.url, &folders);
    listings()?;
    contest(
        setup,
        &format!("nothing has changed: {} from Apache", tree.title()),
        &mut [
            Contestant {
                name: "damson get".to_owned(),
                before: nothing(),
                commands: Box::new(|| vec![ours.command(&["get", &below, "--yes"])]),
                after: Box::new(|| tree.check(ours.home())),
            },
            Contestant {
                name: format!("{} sync", rclone.version),
                before: nothing(),
                commands: Box::new(|| vec![rclone.sync(&remote, &to)]),
                after: Box::new(|| tree.check(&place)),
            },
            Contestant {
                name: "the listings alone (curl)".to_owned(),
                before: nothing(),
                commands: Box::new(|| listings().into_iter().collect()),
                after: nothing(),
            },
            the_disk_alone(&place),
        ],
        report,
    )
}

/// A program that starts with many files here. With a server without a change feed ours also asks
/// about every one of them, which nobody else does.
pub(crate) fn scan(setup: &Setup, report: &mut Report) -> Result<()> {
    let apache = Apache::start()?;
    let tree = Tree {
        name: "scan",
        files: (100_000 / setup.smaller).max(1),
        bytes: 1_000,
        folder: 500,
    };
    tree.make(&apache.files)?;
    apache.give_away()?;
    let ours = apache.ours(setup);
    let rclone = apache.rclone()?;
    ours.begin(&apache.connect())?;
    let below = format!("/{}", tree.name);
    let mut first = ours.command(&["get", &below, "--yes"]);
    super::run::run("the first copy", &mut first)?;
    let place = apache.files.join(tree.name);
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        // The tree belongs to the server's own user.
        git.args(["-c", "safe.directory=*", "-C"]);
        git.arg(&place).args(arguments);
        git
    };
    for arguments in [&["init", "--quiet"][..], &["add", "."]] {
        super::run::run("git's first look", &mut git(arguments))?;
    }
    let title = format!("start with {} files of {} bytes", tree.files, tree.bytes);
    let ours_alone = |name: &str| Contestant {
        name: name.to_owned(),
        before: Box::new(|| Ok(())),
        commands: Box::new(|| vec![ours.command(&["status"])]),
        after: Box::new(|| Ok(())),
    };
    let asking = "damson status, which also asks about every file";
    contest(setup, &title, &mut [ours_alone(asking)], report)?;
    apache.stop()?;
    let nothing = || Box::new(|| Ok(()));
    contest(
        setup,
        &format!("{title}, without a server"),
        &mut [
            ours_alone("damson status"),
            Contestant {
                name: "git status".to_owned(),
                before: nothing(),
                commands: Box::new(|| vec![git(&["status", "--porcelain"])]),
                after: nothing(),
            },
            Contestant {
                name: format!("{} lsf", rclone.version),
                before: nothing(),
                commands: Box::new(|| vec![rclone.list(&place)]),
                after: nothing(),
            },
            the_disk_alone(&place),
        ],
        report,
    )
}

pub(crate) fn upload(setup: &Setup, report: &mut Report) -> Result<()> {
    let apache = Apache::start()?;
    let from = apache.place("from");
    for tree in setup.wanted(three(setup.smaller)) {
        let paths = tree.make(&from)?;
        let top = from.join(tree.name).display().to_string();
        let ours = apache.ours(setup);
        let rclone = apache.rclone()?;
        let list = apache.place("curl.list");
        let curl = Curl {
            login: Login::User("jane:jane"),
            list: &list,
        };
        let with_curl = || curl.upload(&apache.url, &paths, &from);
        with_curl()?;
        let there = apache.files.join(tree.name);
        let remote = format!("dam:{}", tree.name);
        let whole = || tree.check(&there);
        contest(
            setup,
            &format!("upload {} to Apache", tree.title()),
            &mut [
                Contestant {
                    name: "damson upload".to_owned(),
                    before: Box::new(|| {
                        clear(&there)?;
                        fs::remove_dir(&there)?;
                        ours.begin(&apache.connect())
                    }),
                    commands: Box::new(|| vec![ours.command(&["upload", &top, "--to", "/"])]),
                    after: Box::new(whole),
                },
                Contestant {
                    name: format!("{} copy", rclone.version),
                    before: Box::new(|| clear(&there).and_then(|()| Ok(fs::remove_dir(&there)?))),
                    commands: Box::new(|| vec![rclone.copy(&top, &remote)]),
                    after: Box::new(whole),
                },
                Contestant {
                    name: "curl --parallel -T".to_owned(),
                    before: Box::new(|| {
                        clear(&there)?;
                        for path in &paths {
                            if let Some(folder) = apache.files.join(path).parent() {
                                fs::create_dir_all(folder)?;
                            }
                        }
                        apache.give_away()
                    }),
                    commands: Box::new(|| with_curl().into_iter().collect()),
                    after: Box::new(whole),
                },
            ],
            report,
        )?;
        fs::remove_dir_all(&from)?;
        fs::remove_dir_all(&there)?;
    }
    Ok(())
}

/// What looking at the files costs without knowing anything of them.
fn the_disk_alone(folder: &Path) -> Contestant<'_> {
    Contestant {
        name: "the disk alone (find)".to_owned(),
        before: Box::new(|| Ok(())),
        commands: Box::new(move || vec![find(folder)]),
        after: Box::new(|| Ok(())),
    }
}

/// An empty folder.
pub(crate) fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        put_away(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}

impl Apache {
    pub(crate) fn start() -> Result<Self> {
        let install = root().join("tests/servers/install.sh");
        step("servers", &mut command(install))?;
        let folder = tempfile::Builder::new().prefix("damson-bench-").tempdir()?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let child = command(root().join("tests/servers/apache.sh"))
            .arg(folder.path())
            .arg(port.to_string())
            .stdout(Stdio::null())
            .spawn()
            .context("starting Apache")?;
        let apache = Self {
            child,
            port,
            url: format!("http://127.0.0.1:{port}/"),
            files: folder.path().join("files"),
            folder,
            cache: cache(),
        };
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if start.elapsed() > Duration::from_secs(20) {
                bail!("Apache does not answer");
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(apache)
    }

    pub(crate) fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn ours(&self, setup: &Setup) -> Ours {
        Ours::with_password(&setup.programs, &self.place("ours"), "jane")
    }

    pub(crate) fn connect(&self) -> [&str; 4] {
        [&self.url, "--user", "jane", "--allow-plain-http"]
    }

    fn rclone(&self) -> Result<Rclone> {
        Rclone::new(&self.cache, self.folder.path(), &self.url, "jane")
    }

    /// Lets the server's own user write what was put there by hand.
    pub(crate) fn give_away(&self) -> Result<()> {
        let mut give = Command::new("chown");
        give.args(["-R", "www-data:www-data"]).arg(&self.files);
        // Where Apache runs as this person nothing needs to change hands.
        give.stderr(Stdio::null()).status()?;
        Ok(())
    }
}

impl Apache {
    /// Ends it for good; its files stay.
    fn stop(&self) -> Result<()> {
        // SIGTERM, so that it ends its own children.
        let mut end = Command::new("kill");
        end.arg(self.child.id().to_string()).status()?;
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
            if start.elapsed() > Duration::from_secs(20) {
                bail!("Apache does not end");
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Apache {
    fn drop(&mut self) {
        if self.stop().is_err() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// Where `tests/servers/install.sh` puts what it installs.
fn cache() -> PathBuf {
    std::env::var_os("DAMSON_PEERS_CACHE").map_or_else(
        || {
            let home = std::env::var_os("HOME").unwrap_or_default();
            PathBuf::from(home).join(".cache/damson/peers")
        },
        PathBuf::from,
    )
}
