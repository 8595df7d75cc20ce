//! Nothing happens for some minutes: what does it cost to be there?

use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::{
    apache::Apache,
    contest::Setup,
    lines::Lines,
    peers::is_there,
    process::{Tally, wait_until_quiet},
    save::copies,
    table::Report,
    trees::Tree,
};
pub(crate) fn idle(setup: &Setup, report: &mut Report) -> Result<()> {
    let apache = Apache::start()?;
    let tree = Tree {
        name: "idle",
        files: (100_000 / setup.smaller).max(1),
        bytes: 1_000,
        folder: 500,
    };
    let (ours, _) = copies(setup, &apache, &tree)?;
    let watch = Lines::start("damson watch", &mut ours.command(&["watch", "--json"]))?;
    watch.until(|line| line.contains("\"online\""))?;
    let peer = if is_there("syncthing") {
        let place = apache.place("syncthing");
        tree.make(&place.join("folder"))?;
        Some(Syncthing::start(&place, tree.files)?)
    } else {
        println!("syncthing is missing, and left out (Debian: syncthing)");
        None
    };
    wait_until_quiet(watch.id())?;
    let mut tallies = vec![("damson watch".to_owned(), Tally::begin(watch.id())?)];
    if let Some(peer) = &peer {
        wait_until_quiet(peer.child.id())?;
        tallies.push((peer.version.clone(), Tally::begin(peer.child.id())?));
    }
    // Both in the same minutes, so that a noisy one hits both.
    let start = Instant::now();
    let long = Duration::from_secs_f64(setup.minutes * 60.0);
    while start.elapsed() < long {
        let left = long.saturating_sub(start.elapsed());
        thread::sleep(left.min(Duration::from_secs(5)));
        for (_, tally) in &mut tallies {
            tally.again();
        }
    }
    show(&tree, start.elapsed(), &tallies, report)
}

fn show(
    tree: &Tree,
    took: Duration,
    tallies: &[(String, Tally)],
    report: &mut Report,
) -> Result<()> {
    let minutes = took.as_secs_f64() / 60.0;
    let title = format!("idle for {minutes:.1} minutes with {} files", tree.files);
    println!("\n{title}");
    println!(
        "  {:<34} {:>8} {:>10} {:>12} {:>9}",
        "", "CPU s", "wake-ups", "a minute", "memory"
    );
    let mut rows = Vec::new();
    for (name, tally) in tallies {
        let switches = tally.switches();
        println!(
            "  {name:<34} {:>8.2} {switches:>10} {:>12.1} {:>6.0} MB",
            tally.cpu(),
            switches as f64 / minutes,
            tally.memory() / 1e6
        );
        rows.push(json!({
            "name": name,
            "cpu_seconds": tally.cpu(),
            "wake_ups": switches,
            "resident_bytes": tally.memory(),
        }));
    }
    report.keep(json!({ "case": title, "minutes": minutes, "contestants": rows }))
}

/// A syncthing with one folder, which talks to nobody.
struct Syncthing {
    child: Child,
    version: String,
}

impl Syncthing {
    /// Returns once it has looked at every file of the folder.
    fn start(place: &Path, files: u64) -> Result<Self> {
        let home = place.join("home");
        let said = Command::new("syncthing").arg("--version").output()?;
        let text = String::from_utf8_lossy(&said.stdout);
        let version: Vec<&str> = text.split(' ').take(2).collect();
        let made = Command::new("syncthing")
            .arg("generate")
            .arg(format!("--home={}", home.display()))
            .arg("--no-default-folder")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        ensure!(made.success(), "syncthing generate failed");
        let file = home.join("config.xml");
        fs::write(
            &file,
            alone(&fs::read_to_string(&file)?, &place.join("folder")),
        )?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let child = Command::new("syncthing")
            .arg("serve")
            .arg(format!("--home={}", home.display()))
            .args(["--no-browser", "--no-restart", "--no-upgrade"])
            .arg(format!("--gui-address=http://127.0.0.1:{port}"))
            .arg(format!("--gui-apikey={KEY}"))
            .env("STNORESTART", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let syncthing = Self {
            child,
            version: version.join(" "),
        };
        let end = Instant::now() + Duration::from_mins(15);
        while !has_seen(port, files) {
            ensure!(Instant::now() < end, "syncthing does not get ready");
            thread::sleep(Duration::from_millis(500));
        }
        Ok(syncthing)
    }
}

/// The key of its local interface, for this run alone.
const KEY: &str = "benchmark";

impl Drop for Syncthing {
    fn drop(&mut self) {
        // SIGTERM, so that it ends the process that it started.
        let ended = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        if ended.is_err() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// A configuration with this folder, and without anything that asks the network.
fn alone(config: &str, folder: &Path) -> String {
    let mut config = config.replace(
        "<gui ",
        &format!(
            "<folder id=\"bench\" path=\"{}\" type=\"sendreceive\"></folder>\n    <gui ",
            folder.display()
        ),
    );
    for (name, usual, wanted) in [
        ("globalAnnounceEnabled", "true", "false"),
        ("localAnnounceEnabled", "true", "false"),
        ("relaysEnabled", "true", "false"),
        ("natEnabled", "true", "false"),
        ("crashReportingEnabled", "true", "false"),
        ("startBrowser", "true", "false"),
        ("autoUpgradeIntervalH", "12", "0"),
        ("urAccepted", "0", "-1"),
        ("listenAddress", "default", "tcp://127.0.0.1:0"),
    ] {
        config = config.replace(
            &format!("<{name}>{usual}</{name}>"),
            &format!("<{name}>{wanted}</{name}>"),
        );
    }
    config
}

fn has_seen(port: u16, files: u64) -> bool {
    let asked = Command::new("curl")
        .args(["--silent", "--header", &format!("X-API-Key: {KEY}")])
        .arg(format!(
            "http://127.0.0.1:{port}/rest/db/status?folder=bench"
        ))
        .output()
        .context("curl is missing");
    let Ok(answer) = asked else { return false };
    let status: serde_json::Value = serde_json::from_slice(&answer.stdout).unwrap_or_default();
    status["state"] == "idle" && status["localFiles"].as_u64() == Some(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configuration_gets_the_folder_and_loses_the_network() {
        let config = "<configuration>\n    <gui enabled=\"true\"></gui>\n    \
            <relaysEnabled>true</relaysEnabled>\n</configuration>";
        let config = alone(config, Path::new("/a/folder"));
        assert!(config.contains("path=\"/a/folder\""), "{config}");
        assert!(config.contains("<relaysEnabled>false<"), "{config}");
    }
}
