//! Hundreds of kills at random moments. What must hold is checked against what the test wrote
//! itself, never against what Damson says of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    time::Duration,
};

use damson_demo_server::Personality;
use sha1::{Digest as _, Sha1};

use crate::{
    desk::{Desk, Ended, Kill, bytes, dam},
    proxy::{Fault, Kind, Toward},
};

#[test]
fn kills_on_cloud_service() {
    Day::begin(Personality::Cloud, 1).go();
}

#[test]
fn kills_on_65() {
    Day::begin(Personality::Aem65, 2).go();
}

/// How many kills in all; half of them with each kind of server.
pub(crate) fn wanted() -> u64 {
    let wanted = std::env::var("DAMSON_KILLS")
        .ok()
        .and_then(|text| text.parse().ok());
    wanted.unwrap_or(100)
}

/// Another day: `DAMSON_SEED=7`.
fn seed(nth: u64) -> u64 {
    let seed = std::env::var("DAMSON_SEED")
        .ok()
        .and_then(|text| text.parse::<u64>().ok());
    seed.unwrap_or(0) * 2 + nth
}

const FOLDER: &str = "/Spring";
const ASSETS: usize = 6;
/// The statuses are compared with the truth every so many kills.
const AUDIT_EVERY: u64 = 10;

struct Day {
    desk: Desk,
    random: fastrand::Rng,
    /// Everything that anybody ever wrote whole.
    whole: BTreeSet<[u8; 20]>,
    /// What jane saved and nobody replaced but she, with the path. It must be somewhere.
    mine: Vec<(String, Vec<u8>)>,
    /// What omar holds, as it was on the server then.
    held: BTreeMap<String, Vec<u8>>,
    /// Files that jane made herself.
    made: Vec<String>,
    kills: u64,
    runs: u64,
    killed_in: BTreeMap<&'static str, u64>,
    log: Vec<String>,
}

impl Day {
    fn begin(personality: Personality, nth: u64) -> Self {
        let desk = Desk::new(personality, |switches| switches.min_part_size = 64 * 1024);
        let seed = seed(nth);
        println!("seed {seed}");
        let mut day = Self {
            desk,
            random: fastrand::Rng::with_seed(seed),
            whole: BTreeSet::new(),
            mine: Vec::new(),
            held: BTreeMap::new(),
            made: Vec::new(),
            kills: 0,
            runs: 0,
            killed_in: BTreeMap::new(),
            log: Vec::new(),
        };
        for nth in 0..ASSETS {
            let bytes = day.new_bytes();
            let path = format!("{FOLDER}/a{nth}.psd");
            day.desk
                .server
                .put_asset(&dam(&path), &bytes, "omar")
                .unwrap();
        }
        day.desk.connect();
        day.desk.ok(&["ls", FOLDER]);
        day
    }

    fn go(mut self) {
        let wanted = wanted() / 2;
        let mut audited = 0;
        while self.kills < wanted && self.runs < wanted * 6 {
            self.weather();
            self.something();
            self.check();
            if self.kills >= audited + AUDIT_EVERY {
                audited = self.kills;
                self.audit();
            }
        }
        self.audit();
        self.evening();
        let mut faults: BTreeMap<Kind, u64> = BTreeMap::new();
        for kind in self.desk.proxy.struck() {
            *faults.entry(kind).or_default() += 1;
        }
        println!(
            "{} kills in {} runs: {:?}; faults: {faults:?}",
            self.kills, self.runs, self.killed_in
        );
        assert!(self.kills >= wanted, "only {} kills", self.kills);
    }

    /// The network for the next run.
    fn weather(&mut self) {
        let pause = if self.random.bool() {
            self.random.u64(100..900)
        } else {
            0
        };
        self.desk.proxy.pace(Duration::from_micros(pause));
        let mut faults = Vec::new();
        if self.random.u8(..) < 150 {
            for _ in 0..self.random.usize(1..5) {
                let at_most = 1 << self.random.u32(4..20);
                let after = 1 + self.random.u64(0..at_most);
                let kinds = [
                    Kind::Loss,
                    Kind::Delay,
                    Kind::Cut,
                    Kind::Reset,
                    Kind::Garbage,
                ];
                faults.push(Fault {
                    kind: kinds[self.random.usize(..kinds.len())],
                    toward: if self.random.bool() {
                        Toward::Client
                    } else {
                        Toward::Server
                    },
                    after,
                });
            }
        }
        self.desk.proxy.plan(&faults);
    }

    fn something(&mut self) {
        let path = self.some_path();
        match self.random.u8(0..16) {
            0 | 1 => self.run("get", &["get", &path]),
            2 | 3 => {
                self.run("edit", &["edit", &path]);
                self.save(&path);
            }
            4..=6 => {
                self.save(&path);
                self.run("put", &["put", &path, "-m", "Said"]);
            }
            7 => {
                self.omar_writes(&path);
                self.run("update", &["update", &path]);
            }
            8 => {
                self.save(&path);
                self.omar_writes(&path);
                let side = ["mine", "theirs", "both"][self.random.usize(..3)];
                self.run("put", &["put", &path]);
                self.run("resolve", &["resolve", &path, "--keep", side]);
            }
            9 => self.run("discard", &["discard", &path, "--yes"]),
            10 => self.run("free", &["free", &path]),
            11 => self.upload(),
            12 | 13 => self.watch(),
            14 => {
                let path = format!("{FOLDER}/mine{}.ai", self.made.len());
                self.save(&path);
                self.made.push(path.clone());
                self.run("put new", &["put", &path]);
            }
            _ => {
                if self.held.contains_key(&path) {
                    self.held.remove(&path);
                    self.desk.server.unlock(&dam(&path)).unwrap();
                } else if self.desk.server.holder(&dam(&path)).is_none()
                    && let Some(now) = self.desk.on_server(&path)
                {
                    self.desk.server.lock_as(&dam(&path), "omar").unwrap();
                    self.held.insert(path.clone(), now);
                }
                self.run("check out", &["checkout", &path]);
            }
        }
    }

    fn some_path(&mut self) -> String {
        let nth = self.random.usize(..ASSETS + self.made.len());
        match nth.checked_sub(ASSETS) {
            None => format!("{FOLDER}/a{nth}.psd"),
            Some(nth) => self.made[nth].clone(),
        }
    }

    fn kill(&mut self) -> Kill {
        match self.random.u8(0..8) {
            0..=3 => Kill::After(Duration::from_millis(self.random.u64(20..700))),
            4 | 5 => Kill::Passed(Toward::Client, self.random.u64(1..1 << 19)),
            _ => Kill::Passed(Toward::Server, self.random.u64(1..1 << 19)),
        }
    }

    fn run(&mut self, name: &'static str, arguments: &[&str]) {
        let kill = match self.kill() {
            // Bytes may never pass: the network has faults of its own.
            Kill::Passed(toward, more) => Kill::First(toward, more, Duration::from_millis(1_500)),
            kill @ (Kill::After(_) | Kill::First(..) | Kill::Unanswered(_) | Kill::Never) => kill,
        };
        let ended = self.desk.run(arguments, kill);
        self.ended(name, &format!("{arguments:?} {kill:?}"), &ended);
    }

    fn ended(&mut self, name: &'static str, what: &str, ended: &Ended) {
        self.runs += 1;
        if ended.killed {
            self.kills += 1;
            *self.killed_in.entry(name).or_default() += 1;
        }
        let said = ended.err.lines().next().unwrap_or_default();
        self.log.push(format!("{what}: {:?} {said}", ended.code));
        // A panic has the exit code 101 everywhere.
        assert!(
            ended.code != Some(101) && !ended.err.contains("panicked"),
            "{ended:?}"
        );
    }

    /// A Damson in the background, and other calls that it serves.
    fn watch(&mut self) {
        let running = self.desk.start(&["watch", "--json"]);
        let path = self.some_path();
        self.save(&path);
        let other = self.some_path();
        self.omar_writes(&other);
        self.run("a guest", &["get", &other]);
        self.save(&other);
        std::thread::sleep(Duration::from_millis(self.random.u64(0..600)));
        if self.random.bool() {
            self.run("a guest", &["put", &path]);
        }
        let ended = running.kill();
        self.ended("watch", "watch", &ended);
    }

    fn upload(&mut self) {
        let folder = tempfile::tempdir().unwrap();
        let name = format!("raw{}.dng", self.random.u32(..));
        let bytes = self.new_bytes();
        let file = folder.path().join(&name);
        std::fs::write(&file, &bytes).unwrap();
        let file = file.to_str().unwrap().to_owned();
        let arguments = ["upload", &file, "--to", FOLDER, "--yes"];
        self.run("upload", &arguments);
        if self.random.bool() {
            self.run("upload", &arguments);
        }
        let there = self.desk.on_server(&format!("{FOLDER}/{name}"));
        assert!(there.is_none_or(|there| self.whole.contains(&sha1(&there)) || self.lied()));
    }

    /// Whether bytes may have been changed on the way to the server: nothing but TLS notices.
    fn lied(&self) -> bool {
        self.desk.proxy.struck().contains(&Kind::Garbage)
    }

    fn new_bytes(&mut self) -> Vec<u8> {
        let size = self.random.usize(1_000..600_000);
        let bytes = bytes(&mut self.random, size);
        self.whole.insert(sha1(&bytes));
        bytes
    }

    fn save(&mut self, path: &str) {
        let bytes = self.new_bytes();
        // Nobody edits what isn't there.
        if !path.contains("/mine") && !self.desk.file(path).exists() {
            return;
        }
        self.arrived();
        let Some(before) = self.desk.save(path, &bytes) else {
            return;
        };
        self.mine.retain(|(_, mine)| *mine != before);
        self.log.push(format!("jane saved {path}"));
        self.mine.push((path.to_owned(), bytes));
    }

    fn omar_writes(&mut self, path: &str) {
        if self.desk.server.holder(&dam(path)).is_some() || self.desk.on_server(path).is_none() {
            return;
        }
        self.arrived();
        let bytes = self.new_bytes();
        self.desk
            .server
            .put_version(&dam(path), &bytes, "omar", "Mine")
            .unwrap();
        self.log.push(format!("omar wrote {path}"));
    }

    /// What jane saved and is on the server is safe from there on.
    fn arrived(&mut self) {
        let desk = &self.desk;
        self.mine.retain(|(path, bytes)| {
            // A copy that was kept beside has another path.
            let now = desk.on_server(path).is_some_and(|there| there == *bytes);
            let hex = hex(&sha1(bytes));
            let kept = desk
                .server
                .versions(&dam(path))
                .iter()
                .any(|kept| kept.sha1 == hex);
            !now && !kept
        });
    }

    /// What holds at any moment, whatever was killed.
    fn check(&mut self) {
        let files = self.desk.files();
        for (path, bytes) in &files {
            let whole = self.whole.contains(&sha1(bytes));
            assert!(
                whole,
                "{path} is no whole file ({} bytes): {}",
                bytes.len(),
                self.story()
            );
        }
        self.arrived();
        let recovered = self.desk.recovered();
        for (path, bytes) in &self.mine {
            let here = files.values().any(|file| file == bytes) || recovered.contains(bytes);
            let renamed = || {
                let list = self.desk.server.list(&dam(FOLDER)).into_iter();
                let mut there =
                    list.filter_map(|name| self.desk.on_server(&format!("{FOLDER}/{name}")));
                there.any(|there| there == *bytes)
            };
            assert!(
                here || renamed(),
                "an edit of {path} is lost: {}",
                self.story()
            );
        }
        for (path, bytes) in &self.held {
            let now = self.desk.on_server(path);
            assert_eq!(
                now.as_ref(),
                Some(bytes),
                "{path} is omar's: {}",
                self.story()
            );
        }
    }

    fn story(&self) -> String {
        let from = self.log.len().saturating_sub(25);
        self.log[from..].join("\n")
    }

    /// With a good network: what Damson says is so.
    fn audit(&mut self) {
        self.desk.proxy.plan(&[]);
        self.desk.proxy.pace(Duration::ZERO);
        for _ in 0..2 {
            self.desk.ok(&["status"]);
        }
        self.check();
        let files = self.desk.files();
        let mut paths: BTreeSet<String> = files.keys().cloned().collect();
        paths.extend((0..ASSETS).map(|nth| format!("{FOLDER}/a{nth}.psd")));
        for path in paths {
            let local = files.get(&path);
            let server = self.desk.on_server(&path);
            let row = self.desk.row(&path);
            let Some(row) = row else {
                panic!("{path} is not shown: {}", self.story());
            };
            let status = row["status"].as_str().unwrap();
            let mine = local.is_some_and(|local| self.mine.iter().any(|(_, mine)| mine == local));
            let right: &[&str] = match (local, &server) {
                (None, _) => &["cloud-only"],
                (Some(local), Some(server)) if local == server => &["available-locally"],
                (Some(_), Some(_)) if mine => &["edited-locally", "editing-conflict"],
                // What she uploaded and never heard of may count as an edit still.
                (Some(_), Some(_)) => &["modified-remotely", "editing-conflict"],
                (Some(_), None) if mine => &["new-locally", "editing-conflict"],
                (Some(_), None) => &["removed-remotely"],
            };
            assert!(
                right.contains(&status),
                "{path} is {status}: {row} {}",
                self.story()
            );
            let holder = self.desk.server.holder(&dam(&path));
            let lock = row["lock"].to_string();
            assert_eq!(
                holder.as_deref() == Some("jane"),
                lock.contains("mine"),
                "{path} is held by {holder:?}: {row} {}",
                self.story()
            );
        }
    }

    /// Nothing of ours stays behind.
    fn evening(&mut self) {
        // What was interrupted goes on in each of them; a busy machine may need several.
        for _ in 0..20 {
            self.desk.ok(&["status"]);
            if self.desk.leftovers().is_empty() {
                break;
            }
        }
        assert_eq!(
            self.desk.leftovers(),
            Vec::<std::path::PathBuf>::new(),
            "{}",
            self.story()
        );
        let listed = self.desk.ok(&["recovered", "--json"]);
        let listed: serde_json::Value = serde_json::from_str(&listed.out).unwrap();
        let listed = listed.as_array().unwrap().len();
        assert_eq!(
            listed,
            self.desk.recovered().len(),
            "every file in Recovered is listed"
        );
        for name in self.desk.server.list(&dam(FOLDER)) {
            let path = format!("{FOLDER}/{name}");
            if self.desk.server.holder(&dam(&path)).as_deref() == Some("jane") {
                self.desk.ok(&["checkin", &path, "--anyway"]);
                assert_eq!(self.desk.server.holder(&dam(&path)), None);
            }
        }
    }
}

fn sha1(bytes: &[u8]) -> [u8; 20] {
    Sha1::digest(bytes).into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}
