//! A real server of its own for a test: started by a script, stopped with the test.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// Servers that none of us wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Apache,
    WsgiDav,
    Sabre,
    Rclone,
    /// As it is without settings: with weak entity tags.
    Tomcat,
    /// With `useStrongETags`, which changes what its conditions do.
    TomcatStrong,
    Lighttpd,
    Nginx,
    Nephele,
    WebdavServer,
    AsgiWebDav,
    Copyparty,
    Dufs,
    Jackrabbit,
}

pub(crate) const ALL: [Kind; 14] = [
    Kind::Apache,
    Kind::WsgiDav,
    Kind::Sabre,
    Kind::Rclone,
    Kind::Tomcat,
    Kind::TomcatStrong,
    Kind::Lighttpd,
    Kind::Nginx,
    Kind::Nephele,
    Kind::WebdavServer,
    Kind::AsgiWebDav,
    Kind::Copyparty,
    Kind::Dufs,
    Kind::Jackrabbit,
];

/// How it asks who we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ask {
    Basic,
    Digest,
}

#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) kind: Kind,
    pub(crate) url: String,
    dir: TempDir,
    child: Child,
    ask: Ask,
    port: u16,
}

/// What the scripts end with when something is not installed.
const MISSING: i32 = 69;
const TRIES: usize = 5;

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Apache => "Apache httpd, mod_dav",
            Self::WsgiDav => "WsgiDAV",
            Self::Sabre => "SabreDAV",
            Self::Rclone => "rclone serve webdav",
            Self::Tomcat => "Tomcat",
            Self::TomcatStrong => "Tomcat, strong tags",
            Self::Lighttpd => "lighttpd",
            Self::Nginx => "nginx, dav-ext",
            Self::Nephele => "nephele",
            Self::WebdavServer => "webdav-server",
            Self::AsgiWebDav => "ASGIWebDAV",
            Self::Copyparty => "copyparty",
            Self::Dufs => "dufs",
            Self::Jackrabbit => "Apache Jackrabbit",
        }
    }

    fn script(self) -> &'static str {
        match self {
            Self::Apache => "apache.sh",
            Self::WsgiDav => "wsgidav.sh",
            Self::Sabre => "sabre.sh",
            Self::Rclone => "rclone.sh",
            Self::Tomcat => "tomcat.sh",
            Self::TomcatStrong => "tomcat-strong.sh",
            Self::Lighttpd => "lighttpd.sh",
            Self::Nginx => "nginx.sh",
            Self::Nephele => "nephele.sh",
            Self::WebdavServer => "webdav-server.sh",
            Self::AsgiWebDav => "asgiwebdav.sh",
            Self::Copyparty => "copyparty.sh",
            Self::Dufs => "dufs.sh",
            Self::Jackrabbit => "jackrabbit.sh",
        }
    }

    /// Whether it takes whoever knows a lock's token for its owner.
    pub(crate) fn takes_any_token(self) -> bool {
        match self {
            Self::Sabre | Self::Nginx | Self::AsgiWebDav | Self::Jackrabbit => true,
            Self::Apache
            | Self::WsgiDav
            | Self::Rclone
            | Self::Tomcat
            | Self::TomcatStrong
            | Self::Lighttpd
            | Self::Nephele
            | Self::WebdavServer
            | Self::Copyparty
            | Self::Dufs => false,
        }
    }

    /// Whether its list of locks says who holds one.
    pub(crate) fn names_holders(self) -> bool {
        !matches!(self, Self::Lighttpd | Self::Nginx)
    }

    /// Where its root is on its host.
    fn root(self) -> &'static str {
        if self == Self::Jackrabbit {
            "/repository/default"
        } else {
            ""
        }
    }

    /// Whether its set-up has somebody who may only read.
    pub(crate) fn has_reader(self) -> bool {
        match self {
            Self::Apache
            | Self::Sabre
            | Self::Tomcat
            | Self::TomcatStrong
            | Self::Lighttpd
            | Self::Nginx
            | Self::Nephele
            | Self::WebdavServer
            | Self::Copyparty
            | Self::Dufs => true,
            Self::WsgiDav | Self::Rclone | Self::AsgiWebDav | Self::Jackrabbit => false,
        }
    }
}

impl Server {
    /// A running server with an empty folder; `None` where it isn't installed.
    pub(crate) fn start(kind: Kind) -> Option<Self> {
        Self::asking(kind, Ask::Basic)
    }

    pub(crate) fn asking(kind: Kind, ask: Ask) -> Option<Self> {
        let required = std::env::var_os("DAMSON_REQUIRE_SERVERS").is_some_and(|value| value == "1");
        if !cfg!(unix) {
            return skipped(kind, "its script needs a Unix", required);
        }
        for _ in 0..TRIES {
            let dir = TempDir::new().unwrap();
            let port = free_port();
            let mut child = spawn(kind, ask, dir.path(), port);
            match wait(&mut child, port) {
                Waited::Answers => {
                    return Some(Self {
                        kind,
                        url: format!("http://127.0.0.1:{port}{}", kind.root()),
                        dir,
                        child,
                        ask,
                        port,
                    });
                }
                Waited::Ended(Some(MISSING)) => {
                    return skipped(kind, &log(dir.path()), required);
                }
                Waited::Ended(code) => {
                    println!("{} ended with {code:?}: {}", kind.name(), log(dir.path()));
                }
                Waited::Silent => {
                    stop(&mut child);
                    println!("{} does not answer: {}", kind.name(), log(dir.path()));
                }
            }
        }
        panic!("{} could not be started", kind.name());
    }

    /// Ends it as a power cut does.
    pub(crate) fn kill(&mut self) {
        let _ = Command::new("kill")
            .args(["-KILL", "--", &format!("-{}", self.child.id())])
            .stderr(Stdio::null())
            .status();
        let _ = self.child.wait();
        // Its workers hold the port until the last of them is gone.
        let until = Instant::now() + Duration::from_secs(10);
        while std::net::TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
            assert!(Instant::now() < until, "{} lives on", self.kind.name());
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Starts it again after [`Server::kill`], on what it left and at the same address.
    pub(crate) fn start_again(&mut self) {
        for _ in 0..TRIES {
            self.child = spawn(self.kind, self.ask, self.dir.path(), self.port);
            if wait(&mut self.child, self.port) == Waited::Answers {
                return;
            }
            stop(&mut self.child);
        }
        panic!("{} could not be started again", self.kind.name());
    }

    /// Where the server's files are.
    pub(crate) fn files(&self) -> PathBuf {
        self.dir.path().join("files")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        stop(&mut self.child);
        if std::thread::panicking() {
            println!("{} said: {}", self.kind.name(), log(self.dir.path()));
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Waited {
    Answers,
    Ended(Option<i32>),
    Silent,
}

fn skipped(kind: Kind, why: &str, required: bool) -> Option<Server> {
    assert!(!required, "{} is required: {why}", kind.name());
    println!("SKIPPED: {} is not here ({})", kind.name(), why.trim());
    None
}

fn spawn(kind: Kind, ask: Ask, dir: &Path, port: u16) -> Child {
    let output = fs::File::create(dir.join("output.log")).unwrap();
    let mut command = Command::new("sh");
    command
        .arg(scripts().join(kind.script()))
        .arg(dir)
        .arg(port.to_string())
        .arg(match ask {
            Ask::Basic => "basic",
            Ask::Digest => "digest",
        })
        .stdin(Stdio::null())
        .stdout(output.try_clone().unwrap())
        .stderr(output);
    own_group(&mut command);
    command.spawn().unwrap()
}

/// Other crates' tests use this file as well, each from a folder of its own.
fn scripts() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut above = here.ancestors().map(|folder| folder.join("tests/servers"));
    above.find(|folder| folder.is_dir()).expect("the scripts")
}

/// A group of its own, so that the workers end with it.
#[cfg(unix)]
fn own_group(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(not(unix))]
fn own_group(_command: &mut Command) {}

/// Polls until the port answers, the process ends, or half a minute has passed.
fn wait(child: &mut Child, port: u16) -> Waited {
    let until = Instant::now() + Duration::from_secs(30);
    while Instant::now() < until {
        if let Some(status) = child.try_wait().unwrap() {
            return Waited::Ended(status.code());
        }
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Waited::Answers;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Waited::Silent
}

fn stop(child: &mut Child) {
    for signal in ["-TERM", "-KILL"] {
        let _ = Command::new("kill")
            .args([signal, "--", &format!("-{}", child.id())])
            .stderr(Stdio::null())
            .status();
        let until = Instant::now() + Duration::from_secs(5);
        while Instant::now() < until {
            if matches!(child.try_wait(), Ok(Some(_)) | Err(_)) {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
    let _ = child.kill();
    let _ = child.wait();
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}

fn log(dir: &Path) -> String {
    let read = |name: &str| fs::read_to_string(dir.join(name)).unwrap_or_default();
    let all = read("output.log") + &read("error.log");
    let lines: Vec<_> = all.lines().rev().take(30).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join("\n")
}
