//! An Apache Sling of its own for a test: started by a script, stopped with the test.

use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

use crate::ask::client;

/// A running Sling, ready to answer.
#[derive(Debug)]
pub(crate) struct Sling {
    pub(crate) url: String,
    dir: TempDir,
    child: Child,
}

/// What the script ends with when something is not installed.
const MISSING: i32 = 69;
/// Sling takes about ten seconds on an idle machine.
const PATIENCE: Duration = Duration::from_mins(3);

impl Sling {
    /// Starts it with an empty repository; `None` where it isn't installed.
    pub(crate) async fn start() -> Option<Self> {
        if !cfg!(unix) {
            return skipped("its script needs a Unix");
        }
        let dir = TempDir::new().unwrap();
        let port = free_port();
        let output = fs::File::create(dir.path().join("output.log")).unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("servers/sling.sh");
        let child = Command::new("sh")
            .arg(script)
            .arg(dir.path())
            .arg(port.to_string())
            .stdin(Stdio::null())
            .stdout(output.try_clone().unwrap())
            .stderr(output)
            .spawn()
            .unwrap();
        let mut sling = Self {
            url: format!("http://127.0.0.1:{port}"),
            dir,
            child,
        };
        match sling.ready().await {
            None => Some(sling),
            Some(Some(MISSING)) => skipped(&sling.log()),
            Some(code) => panic!("Sling ended with {code:?}: {}", sling.log()),
        }
    }

    /// Waits until it answers; the code it ended with, if it ended.
    async fn ready(&mut self) -> Option<Option<i32>> {
        let until = Instant::now() + PATIENCE;
        let client = client();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status.code());
            }
            let asked = client
                .get(format!("{}/content/dam.json", self.url))
                .basic_auth("jane", Some("jane"))
                .send();
            if asked.await.is_ok_and(|answer| answer.status().is_success()) {
                return None;
            }
            assert!(Instant::now() < until, "Sling is silent: {}", self.log());
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    fn log(&self) -> String {
        let log = fs::read_to_string(self.dir.path().join("output.log")).unwrap_or_default();
        let lines: Vec<_> = log.lines().rev().take(20).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }
}

impl Drop for Sling {
    fn drop(&mut self) {
        // The script became the server, so that this is the server itself; nothing of it is kept.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}

fn skipped(why: &str) -> Option<Sling> {
    let required = std::env::var_os("DAMSON_REQUIRE_SERVERS").is_some_and(|value| value == "1");
    assert!(!required, "Apache Sling is required: {why}");
    println!("SKIPPED: Apache Sling is not here ({})", why.trim());
    None
}
