//! One history: what happens by chance, and what must hold after everything that happened.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    sync::Arc,
    time::Duration,
};

use damson_core::{Action, DamPath, Lock, Status};
use damson_engine::Row;
use damson_remote::{
    AssetKind, BytesSource, ErrorKind, NoLedger, Read, Remote, UploadRequest, wrap,
};
use fastrand::Rng;
use futures::TryStreamExt as _;
use tokio::runtime::Runtime;

use crate::{
    computer::{Computer, log_in},
    proxy::Proxy,
    server::{Kind, Server},
    switches::{Fate, Statuses, Switches},
};

const FOLDERS: [&str; 2] = ["", "shoot"];
const PATHS: [&str; 5] = [
    "a.txt",
    "b.txt",
    "shoot/c.txt",
    "shoot/d.txt",
    "shoot/e.txt",
];
const STEPS: usize = 30;
/// So often everybody looks at everything, and what is shown is compared with what is.
const LOOK: usize = 6;
/// How often two people take turns until nothing is left to do.
const TURNS: usize = 8;
/// So often one step may send the same file, with everything that goes wrong on the way.
const MOST_SENT: usize = 12;
/// So much may one step ask.
const MOST_ASKED: usize = 2_000;
const FORGETS: [Kind; 2] = [Kind::Jackrabbit, Kind::Dufs];

pub(crate) struct History {
    people: [Computer; 2],
    // After the people, who want to say good-bye to it.
    /// What stands between them and the server, and what it rewrites.
    proxy: Option<(Proxy, Switches)>,
    server: Server,
    runtime: Runtime,
    /// Somebody who looks past the clients under test.
    truth: Arc<dyn Remote>,
    rng: Rng,
    seed: u64,
    /// Everything that was ever written by anybody, whole.
    written: BTreeSet<String>,
    /// What a person saved and nobody else has: who, and where.
    edits: BTreeMap<String, usize>,
    told: Vec<String>,
}

/// What the server has: the bytes of each asset and who holds it.
type There = BTreeMap<DamPath, (String, Lock)>;

impl History {
    pub(crate) fn begin(server: Server, proxy: Option<(Proxy, Switches)>, seed: u64) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        // Tried again where a connection ended with the server that was killed.
        let admin = runtime.block_on(log_in(&server.url, "admin"));
        let truth = wrap::stack(admin, wrap::Options::default());
        let url = proxy.as_ref().map_or(&server.url, |(proxy, _)| &proxy.url);
        let mut history = Self {
            people: [Computer::new("jane", url), Computer::new("omar", url)],
            proxy,
            server,
            runtime,
            truth,
            rng: Rng::with_seed(seed),
            seed,
            written: BTreeSet::new(),
            edits: BTreeMap::new(),
            told: Vec::new(),
        };
        history.seed();
        history
    }

    pub(crate) fn run(mut self) {
        for nth in 0..STEPS {
            self.step();
            if nth % LOOK == LOOK - 1 {
                self.calm(true);
                self.look();
                self.calm(false);
            }
        }
        self.calm(true);
        self.come_to_terms();
    }

    /// The server has some of the assets from the start.
    fn seed(&mut self) {
        let folder = dam("shoot");
        let made = self.truth.make_folder(&folder, "shoot");
        self.runtime.block_on(made).unwrap();
        for path in ["a.txt", "shoot/c.txt", "shoot/d.txt"] {
            let text = self.text("admin");
            self.written.insert(text.clone());
            let path = dam(path);
            let request = UploadRequest {
                path: &path,
                source: &BytesSource(text.into()),
                replaces: None,
                comment: None,
                title: None,
                ledger: &NoLedger,
            };
            self.runtime.block_on(self.truth.upload(request)).unwrap();
        }
        self.settle();
    }

    /// Text that nobody wrote before, and of another length than what was written last.
    fn text(&mut self, who: &str) -> String {
        let nth = self.written.len();
        let long = self.rng.usize(0..3) * 4_096;
        format!("{nth} by {who} {}", "x".repeat(nth + long))
    }

    fn step(&mut self) {
        if let Some((proxy, _)) = &self.proxy {
            proxy.forget();
        }
        self.happen();
        self.sending_ends();
        self.nothing_is_lost();
    }

    fn happen(&mut self) {
        let who = self.rng.usize(0..2);
        let path = dam(PATHS[self.rng.usize(0..PATHS.len())]);
        let action = self.likely(who, &path);
        match self.rng.u32(0..100) {
            0..30 => self.save(who, &path),
            30..75 => {
                let before = self.there();
                self.tell(format!("{} {action:?} {path}", self.people[who].user));
                if let Err(error) = self.people[who].act(action, &path) {
                    self.tell(format!("  {error}"));
                }
                self.nothing_held_was_written(who, &before);
            }
            75..82 => {
                self.tell(format!("{} looks", self.people[who].user));
                self.people[who].settle(&folders());
            }
            82..92 => self.kill_client(who, action, &path),
            // What it knows is in memory: the repository of one, the nonces of logins of the other.
            _ if FORGETS.contains(&self.server.kind) => self.people[who].settle(&folders()),
            _ => self.kill_server(who, action, &path),
        }
    }

    /// Nothing is sent over and over.
    fn sending_ends(&self) {
        let Some((proxy, _)) = &self.proxy else {
            return;
        };
        let sent = proxy.sent();
        self.holds(sent.len() < MOST_ASKED, || {
            format!("{} requests", sent.len())
        });
        let mut puts: BTreeMap<&str, usize> = BTreeMap::new();
        for put in sent
            .iter()
            .filter(|sent| sent.method == "PUT" || sent.method == "MOVE")
        {
            // What goes aside has another name each time, and one destination.
            *puts
                .entry(put.destination.as_deref().unwrap_or(&put.path))
                .or_default() += 1;
        }
        let most = puts.into_iter().max_by_key(|(_, times)| *times);
        self.holds(most.is_none_or(|(_, times)| times < MOST_SENT), || {
            format!("sent without an end: {most:?}")
        });
    }

    /// The proxy rewrites on, and nothing goes wrong on the way.
    fn calm(&self, is: bool) {
        if let Some((proxy, switches)) = &self.proxy {
            let calm = Switches {
                fate: Fate::Plain,
                statuses: Statuses::Plain,
                ..*switches
            };
            proxy.switch(if is { calm } else { *switches });
        }
    }

    /// An action that somebody may have a reason for; some are refused all the same.
    fn likely(&mut self, who: usize, path: &DamPath) -> Action {
        use Action as A;
        let rows = self.people[who].rows();
        let status = rows
            .iter()
            .find(|row| row.path == *path)
            .map(|row| row.status);
        let some: &[Action] = match status.flatten() {
            Some(Status::CloudOnly) => &[A::Download, A::Edit, A::CheckOut, A::Delete],
            Some(Status::AvailableLocally) => &[
                A::CheckOut,
                A::CheckIn,
                A::RemoveLocalCopy,
                A::Edit,
                A::Delete,
            ],
            Some(Status::EditedLocally | Status::NewLocally) => &[
                A::UploadChanges,
                A::UploadChanges,
                A::DiscardChanges,
                A::CheckOut,
            ],
            Some(Status::ModifiedRemotely) => &[A::Update, A::Edit, A::RemoveLocalCopy],
            Some(Status::EditingConflict(_)) => {
                &[A::KeepMine, A::KeepTheirs, A::KeepBoth, A::UploadChanges]
            }
            Some(Status::RemovedRemotely) => &[A::RemoveLocalCopy, A::UploadChanges],
            None => &[A::Download, A::Edit, A::UploadChanges],
        };
        some[self.rng.usize(0..some.len())]
    }

    fn save(&mut self, who: usize, path: &DamPath) {
        let user = self.people[who].user;
        let text = self.text(user);
        self.tell(format!("{user} saves {path}: {}", short(&text)));
        self.written.insert(text.clone());
        let before = self.people[who].save(path, &text);
        // Who saves over an edit of one's own means it.
        if let Some(before) = before {
            self.edits.remove(&before);
        }
        self.edits.insert(text, who);
        if self.rng.bool() {
            self.people[who].settle(&[]);
        }
    }

    /// A client ends in the middle of an action, at whatever moment chance has it.
    fn kill_client(&mut self, who: usize, action: Action, path: &DamPath) {
        let user = self.people[who].user;
        self.tell(format!("{user} {action:?} {path}, killed"));
        let before = self.there();
        self.people[who].begin(action, path);
        self.any_moment();
        self.people[who].kill();
        self.nothing_held_was_written(who, &before);
        self.nothing_is_lost();
        self.people[who].start();
        self.people[who].settle(&[]);
    }

    /// The server ends so, and comes back.
    fn kill_server(&mut self, who: usize, action: Action, path: &DamPath) {
        let user = self.people[who].user;
        self.tell(format!("{user} {action:?} {path}, server killed"));
        self.people[who].begin(action, path);
        self.any_moment();
        self.server.kill();
        self.any_moment();
        self.server.start_again();
        self.settle();
    }

    /// Chance, not waiting: whatever happens meanwhile is right.
    fn any_moment(&mut self) {
        std::thread::sleep(Duration::from_millis(self.rng.u64(0..40)));
    }

    fn settle(&self) {
        for person in &self.people {
            person.settle(&folders());
        }
    }

    /// What the server has, asked of itself.
    fn there(&self) -> There {
        self.runtime.block_on(async {
            let mut found = There::new();
            for folder in folders() {
                let mut token = None;
                loop {
                    let page = self.truth.list(&folder, token).await.unwrap();
                    for entry in page.items {
                        if entry.kind != AssetKind::Asset {
                            continue;
                        }
                        let body = match self.truth.read(&entry.path, Read::default()).await {
                            // What a client that is dead by now sent arrives meanwhile.
                            Err(gone) if gone.kind == ErrorKind::NotFound => continue,
                            read => read.unwrap(),
                        };
                        let pieces: Vec<_> = body.stream.try_collect().await.unwrap();
                        let text = String::from_utf8(pieces.concat()).unwrap();
                        found.insert(entry.path, (text, entry.lock));
                    }
                    token = page.next;
                    if token.is_none() {
                        break;
                    }
                }
            }
            found
        })
    }

    /// Every edit is on its disk, in its Recovered, or on the server; and nothing is half there.
    fn nothing_is_lost(&mut self) {
        let there = self.there();
        for (path, (text, _)) in &there {
            self.holds(self.written.contains(text), || {
                format!("{path} on the server is no whole file: {}", short(text))
            });
            self.edits.remove(text);
        }
        for who in 0..self.people.len() {
            let person = &self.people[who];
            let files = person.files();
            for (path, text) in &files {
                self.holds(self.written.contains(text), || {
                    format!(
                        "{path} of {} is no whole file: {}",
                        person.user,
                        short(text)
                    )
                });
            }
            let mut kept: BTreeSet<String> = files.into_values().collect();
            kept.extend(person.recovered());
            let lost = self
                .edits
                .iter()
                .find(|(text, owner)| **owner == who && !kept.contains(*text));
            self.holds(lost.is_none(), || {
                format!("{} lost {}", person.user, short(lost.unwrap().0))
            });
        }
    }

    /// What one person's action wrote was held by nobody else before it.
    fn nothing_held_was_written(&self, who: usize, before: &There) {
        let user = self.people[who].user;
        let after = self.there();
        for (path, (text, lock)) in before {
            let same = after.get(path).is_some_and(|(now, _)| now == text);
            let others = matches!(lock, Lock::Theirs(holder) if !holder.starts_with(user));
            self.holds(same || !others, || {
                format!("{user} wrote {path}, held by {lock:?}")
            });
        }
    }

    /// Everybody looks; then what is shown is what is.
    fn look(&mut self) {
        self.settle();
        self.nothing_is_lost();
        let there = self.there();
        for person in &self.people {
            let files = person.files();
            let rows: BTreeMap<DamPath, Row> = person
                .rows()
                .into_iter()
                .filter_map(|row| row.status.map(|_| (row.path.clone(), row)))
                .collect();
            for path in there.keys().chain(files.keys()) {
                self.holds(rows.contains_key(path), || {
                    format!("{} sees nothing of {path}", person.user)
                });
            }
            for (path, row) in &rows {
                let here = files.get(path);
                let remote = there.get(path).map(|(text, _)| text);
                let status = row.status.unwrap();
                self.holds(is_true(status, here, remote), || {
                    format!(
                        "{} is shown {status:?} for {path}: here {:?}, there {:?}",
                        person.user,
                        here.map(|text| short(text)),
                        remote.map(|text| short(text)),
                    )
                });
            }
        }
    }

    /// Whatever happened, there is a way on: everything is checked in, uploaded or resolved, and
    /// both people end with what the server has.
    fn come_to_terms(&mut self) {
        self.tell("they come to terms".to_owned());
        for _ in 0..TURNS {
            for who in 0..self.people.len() {
                self.people[who].settle(&folders());
                for row in self.people[who].rows() {
                    if row.lock == Lock::Mine {
                        self.finish(who, Action::CheckIn, &row.path);
                    }
                }
            }
            let mut left = false;
            for who in 0..self.people.len() {
                self.people[who].settle(&folders());
                for row in self.people[who].rows() {
                    let Some(next) = way_on(row.status) else {
                        continue;
                    };
                    left = true;
                    self.finish(who, next, &row.path);
                }
            }
            if !left {
                self.look();
                return;
            }
        }
        self.holds(false, || "there is no end".to_owned());
    }

    fn finish(&mut self, who: usize, action: Action, path: &DamPath) {
        self.tell(format!("{} {action:?} {path}", self.people[who].user));
        if let Err(error) = self.people[who].act(action, path) {
            self.tell(format!("  {error}"));
        }
        self.nothing_is_lost();
    }

    fn tell(&mut self, line: String) {
        self.told.push(line);
    }

    fn holds(&self, holds: bool, otherwise: impl FnOnce() -> String) {
        if holds {
            return;
        }
        let mut story = String::new();
        for line in &self.told {
            let _ = writeln!(story, "{line}");
        }
        let (kind, seed) = (self.server.kind, self.seed);
        let switches = self.proxy.as_ref().map(|(_, switches)| switches);
        panic!(
            "{story}{kind:?} {switches:?} seed {seed} (DAMSON_HISTORIES={seed}..{}): {}",
            seed + 1,
            otherwise()
        );
    }
}

/// Whether a status is true of what is here and there.
fn is_true(status: Status, here: Option<&String>, there: Option<&String>) -> bool {
    match status {
        Status::CloudOnly => here.is_none() && there.is_some(),
        Status::AvailableLocally => here.is_some() && here == there,
        Status::EditedLocally | Status::ModifiedRemotely => {
            here.is_some() && there.is_some() && here != there
        }
        Status::EditingConflict(_) => here.is_some() && here != there,
        Status::RemovedRemotely | Status::NewLocally => here.is_some() && there.is_none(),
    }
}

/// What a person does to be done with it.
fn way_on(status: Option<Status>) -> Option<Action> {
    match status? {
        Status::CloudOnly | Status::AvailableLocally => None,
        Status::EditedLocally | Status::NewLocally => Some(Action::UploadChanges),
        Status::ModifiedRemotely => Some(Action::Update),
        Status::EditingConflict(_) => Some(Action::KeepTheirs),
        Status::RemovedRemotely => Some(Action::RemoveLocalCopy),
    }
}

fn folders() -> Vec<DamPath> {
    FOLDERS.iter().map(|folder| dam(folder)).collect()
}

fn dam(text: &str) -> DamPath {
    DamPath::parse(text).unwrap()
}

/// The beginning, which tells texts apart.
fn short(text: &str) -> &str {
    let end = text.floor_char_boundary(24.min(text.len()));
    text[..end].trim_end_matches('x')
}
