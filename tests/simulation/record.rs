//! What everybody ever wrote, noted by the world itself and not by the engine.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use damson_core::DamPath;
use damson_engine::{IfExists, Problem, local::MemoryLocal};
use damson_remote::memory::MemoryServer;
use tokio::time::Instant;

use crate::outside::Batch;

/// Clones are the same record.
#[derive(Debug, Clone)]
pub(crate) struct Record(Arc<Mutex<Notes>>);

/// Everything that is noted.
#[derive(Debug)]
pub(crate) struct Notes {
    server: MemoryServer,
    disks: Vec<MemoryLocal>,
    /// Whole byte strings that somebody saved, and what applications wrote on the way.
    written: BTreeSet<Vec<u8>>,
    /// What a person saved and nobody threw away, with where.
    kept: BTreeMap<Vec<u8>, String>,
    /// What was ever under a real name, for each disk.
    seen: Vec<BTreeSet<Vec<u8>>>,
    /// Who held an asset when the server last told a person of it.
    told: BTreeMap<(String, DamPath), Option<String>>,
    /// What the server once told a person to be theirs, or gave them.
    had: BTreeSet<(String, DamPath)>,
    /// When files came to Recovered, and which of them a person had removed.
    recovered: BTreeMap<(usize, String), Instant>,
    thrown: BTreeSet<(usize, String)>,
    /// Keep mine was asked for, on which desk.
    kept_mine: BTreeSet<(usize, DamPath)>,
    /// Further versions of what is there were asked for, wherever it comes from.
    replaced: BTreeSet<(usize, DamPath)>,
    /// Checked out through Damson, and told so.
    own: BTreeSet<(String, DamPath)>,
    /// Where a person said that a check-in may leave edits.
    released: BTreeSet<(String, DamPath)>,
    /// What was removed from the server by its own people, with where it was.
    removed: BTreeMap<Vec<u8>, DamPath>,
    /// Checked out by an order that has not come to its end, and how many such orders there are.
    taken: BTreeSet<(String, DamPath)>,
    takers: BTreeMap<(String, DamPath), u32>,
    /// Whose last word from the server was that it can't be reached.
    cut_off: BTreeSet<String>,
    /// Something happened since everything was looked at.
    touched: bool,
    pub(crate) brakes_released: u32,
    /// How often a cache folder came back, or Damson ended.
    pub(crate) plugged: u32,
    pub(crate) violations: Vec<String>,
    pub(crate) lines: Vec<String>,
    pub(crate) strikes: BTreeMap<&'static str, u64>,
    began: Instant,
    number: u32,
}

impl Record {
    pub(crate) fn new(server: MemoryServer, disks: Vec<MemoryLocal>) -> Self {
        let seen = disks.iter().map(|_| BTreeSet::new()).collect();
        Self(Arc::new(Mutex::new(Notes {
            server,
            disks,
            written: BTreeSet::new(),
            kept: BTreeMap::new(),
            seen,
            told: BTreeMap::new(),
            had: BTreeSet::new(),
            recovered: BTreeMap::new(),
            thrown: BTreeSet::new(),
            kept_mine: BTreeSet::new(),
            replaced: BTreeSet::new(),
            own: BTreeSet::new(),
            released: BTreeSet::new(),
            removed: BTreeMap::new(),
            taken: BTreeSet::new(),
            takers: BTreeMap::new(),
            cut_off: BTreeSet::new(),
            touched: true,
            brakes_released: 0,
            plugged: 0,
            violations: Vec::new(),
            lines: Vec::new(),
            strikes: BTreeMap::new(),
            began: Instant::now(),
            number: 0,
        })))
    }

    pub(crate) fn notes(&self) -> MutexGuard<'_, Notes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something that a person does: before it nothing may be lost, and what is gone after it is
    /// what the person threw away.
    pub(crate) fn by_person<T>(&self, act: impl FnOnce() -> T) -> T {
        self.notes().check();
        let done = act();
        let mut notes = self.notes();
        notes.touched = true;
        notes.forget_what_is_gone(None);
        done
    }

    pub(crate) fn check(&self) {
        self.notes().check();
    }

    pub(crate) fn line(&self, line: impl Into<String>) {
        self.notes().line(line);
    }

    pub(crate) fn violation(&self, what: impl Into<String>) {
        self.notes().violation(what);
    }

    pub(crate) fn strike(&self, what: &'static str) {
        *self.notes().strikes.entry(what).or_default() += 1;
    }

    pub(crate) fn is_broken(&self) -> bool {
        !self.notes().violations.is_empty()
    }
}

impl Notes {
    /// Bytes that nobody ever wrote before, of this length or a little more.
    pub(crate) fn fresh(&mut self, who: &str, length: usize) -> Vec<u8> {
        self.number += 1;
        let mut bytes = format!("{who}#{:03} ", self.number).into_bytes();
        let filler = b"0123456789abcdefghijklmnopqrstuvwxyz";
        while bytes.len() < length {
            bytes.push(filler[(bytes.len() * 7 + self.number as usize) % filler.len()]);
        }
        self.written.insert(bytes.clone());
        bytes
    }

    /// Something happens; the next check looks at everything.
    pub(crate) fn touch(&mut self) {
        self.touched = true;
    }

    /// An application has these bytes on the disk for a while.
    pub(crate) fn draft(&mut self, bytes: &[u8]) {
        self.written.insert(bytes.to_vec());
    }

    /// A person saved it: it is not lost from here on.
    pub(crate) fn keep(&mut self, bytes: &[u8], what: String) {
        self.kept.insert(bytes.to_vec(), what);
    }

    pub(crate) fn line(&mut self, line: impl Into<String>) {
        let at = self.began.elapsed().as_secs_f64();
        let line: String = line.into();
        self.lines.push(format!("{at:>10.3} {line}"));
    }

    pub(crate) fn violation(&mut self, what: impl Into<String>) {
        let what: String = what.into();
        self.line(format!("!! {what}"));
        self.violations.push(what);
    }

    pub(crate) fn tell(&mut self, user: &str, path: &DamPath) {
        let holder = self.server.holder(path);
        if holder.as_deref() == Some(user) {
            self.had.insert((user.to_owned(), path.clone()));
        }
        self.told.insert((user.to_owned(), path.clone()), holder);
    }

    /// It is checked out for this person, by whatever program.
    pub(crate) fn held(&mut self, user: &str, path: &DamPath) {
        self.had.insert((user.to_owned(), path.clone()));
    }

    /// A lock goes with what is moved.
    pub(crate) fn moved(&mut self, from: &DamPath, to: &DamPath) {
        let moved = self.had.iter();
        let moved = moved.filter_map(|(user, path)| Some((user.clone(), path.rebase(from, to)?)));
        let moved: Vec<_> = moved.collect();
        self.had.extend(moved);
    }

    /// Whether it was ever this person's, as far as they could know.
    pub(crate) fn ever_held(&self, user: &str, path: &DamPath) -> bool {
        self.had.contains(&(user.to_owned(), path.clone()))
    }

    /// Somebody else than `user` held it when the server last told them, and still does.
    pub(crate) fn knowingly_locked(&self, user: &str, path: &DamPath) -> Option<String> {
        let told = self.told.get(&(user.to_owned(), path.clone()))?.clone()?;
        let holder = self.server.holder(path)?;
        (told != user && holder == told).then_some(holder)
    }

    pub(crate) fn moved_to_recovered(&mut self, disk: usize, stored: &str) {
        let at = (disk, stored.to_owned());
        self.recovered.insert(at, Instant::now());
    }

    pub(crate) fn throw(&mut self, disk: usize, stored: &str) {
        self.thrown.insert((disk, stored.to_owned()));
    }

    /// Whether a file in Recovered may go: a person said so, or its thirty days are over.
    pub(crate) fn may_go(&self, disk: usize, stored: &str) -> bool {
        let at = (disk, stored.to_owned());
        let over = self
            .recovered
            .get(&at)
            .is_some_and(|since| since.elapsed().as_secs() >= 30 * 86_400);
        over || self.thrown.contains(&at)
    }

    pub(crate) fn keep_mine(&mut self, disk: usize, path: &DamPath) {
        self.kept_mine.insert((disk, path.clone()));
    }

    pub(crate) fn has_kept_mine(&self, disk: usize) -> bool {
        self.kept_mine.iter().any(|(at, _)| *at == disk)
    }

    pub(crate) fn may_replace(&mut self, disk: usize, path: &DamPath) {
        self.replaced.insert((disk, path.clone()));
    }

    pub(crate) fn was_told_to_replace(&self, disk: usize, path: &DamPath) -> bool {
        self.replaced.contains(&(disk, path.clone()))
    }

    /// A person was told that it is checked out.
    pub(crate) fn owns(&mut self, user: &str, path: &DamPath) {
        if self.server.holder(path).as_deref() == Some(user) {
            self.own.insert((user.to_owned(), path.clone()));
        }
    }

    /// Whoever had what is there or below checked out through Damson has not any more, or the
    /// proof of it is gone.
    pub(crate) fn disowns(&mut self, user: Option<&str>, path: &DamPath) {
        self.own
            .retain(|(who, at)| user.is_some_and(|user| user != who) || !at.is_within(path));
    }

    /// What a person has checked out through Damson, still.
    pub(crate) fn owned(&self, user: &str) -> Vec<DamPath> {
        let own = self
            .own
            .iter()
            .filter(|(who, path)| who == user && self.server.holder(path).as_deref() == Some(user));
        own.map(|(_, path)| path.clone()).collect()
    }

    /// What an upload from elsewhere was said to have sent is on the server.
    pub(crate) fn check_given(&mut self, given: &Batch, problems: &[Problem]) {
        for file in &given.files {
            let told = problems
                .iter()
                .any(|problem| problem.file.as_deref() == Some(&file.file));
            let in_folder = problems
                .iter()
                .any(|problem| file.to.is_within(&problem.path));
            let skipped = given.if_exists == IfExists::Skip;
            if told || in_folder || skipped || self.was_on_server(&file.bytes) {
                continue;
            }
            self.violation(format!(
                "{} was said to be uploaded to {}, and was not",
                label(&file.bytes),
                file.to
            ));
        }
    }

    pub(crate) fn release(&mut self, user: &str, path: &DamPath) {
        self.released.insert((user.to_owned(), path.clone()));
    }

    pub(crate) fn may_release(&self, user: &str, path: &DamPath) -> bool {
        self.released.contains(&(user.to_owned(), path.clone()))
    }

    /// An order begins that checks it out.
    pub(crate) fn begin_to_take(&mut self, user: &str, path: &DamPath) {
        *self
            .takers
            .entry((user.to_owned(), path.clone()))
            .or_default() += 1;
    }

    /// It was checked out; until the order ends, it may give it back.
    pub(crate) fn take_lock(&mut self, user: &str, path: &DamPath) {
        self.had.insert((user.to_owned(), path.clone()));
        self.taken.insert((user.to_owned(), path.clone()));
    }

    pub(crate) fn end_to_take(&mut self, user: &str, path: &DamPath) {
        let at = (user.to_owned(), path.clone());
        let left = self.takers.entry(at.clone()).or_default();
        *left = left.saturating_sub(1);
        if *left == 0 {
            self.taken.remove(&at);
        }
    }

    pub(crate) fn was_just_taken(&self, user: &str, path: &DamPath) -> bool {
        self.taken.contains(&(user.to_owned(), path.clone()))
    }

    /// What the server's last answer to a person says of the line.
    pub(crate) fn hear(&mut self, user: &str, reached: bool) {
        if reached {
            self.cut_off.remove(user);
        } else {
            self.cut_off.insert(user.to_owned());
        }
    }

    /// A clean copy is removed by somebody who can't be told that the server lost it.
    pub(crate) fn removes_unasked(&mut self, user: &str, bytes: &[u8]) {
        if self.cut_off.contains(user) && self.removed.contains_key(bytes) {
            self.kept.remove(bytes);
        }
    }

    /// These bytes were removed from the server, each from where it was.
    pub(crate) fn removed_there(&mut self, gone: BTreeMap<Vec<u8>, DamPath>) {
        self.removed.extend(gone);
    }

    /// Something else is at a path of the server. A clean copy of what was removed there before
    /// looks like one of an earlier version, and may be replaced like one.
    pub(crate) fn came_there(&mut self, path: &DamPath) {
        let removed = &self.removed;
        self.kept
            .retain(|bytes, _| removed.get(bytes).is_none_or(|at| !at.is_within(path)));
    }

    pub(crate) fn landed(&mut self, disk: usize, bytes: Vec<u8>) {
        self.seen[disk].insert(bytes);
    }

    pub(crate) fn was_on_disk(&self, disk: usize, bytes: &[u8]) -> bool {
        self.seen[disk].contains(bytes)
    }

    pub(crate) fn was_on_server(&self, bytes: &[u8]) -> bool {
        let written = self.server.ever_written();
        written.iter().any(|written| written.bytes == bytes)
    }

    /// What is at a path of the server or below it, earlier versions too, each with its place.
    pub(crate) fn on_server_below(&self, path: &DamPath) -> BTreeMap<Vec<u8>, DamPath> {
        let mut found = BTreeMap::new();
        for (at, content) in self.server.list_all() {
            if !at.is_within(path) {
                continue;
            }
            let versions = self.server.versions(&at).into_iter();
            let versions = versions.map(|(_, content)| content);
            for bytes in content.into_iter().chain(versions) {
                found.insert(bytes.to_vec(), at.clone());
            }
        }
        found
    }

    /// What is nowhere any more was thrown away; only of these, where they are given.
    pub(crate) fn forget_what_is_gone(&mut self, only: Option<&BTreeSet<Vec<u8>>>) {
        let everywhere = self.everywhere();
        self.kept.retain(|bytes, _| {
            everywhere.contains(bytes) || only.is_some_and(|only| !only.contains(bytes))
        });
    }

    /// Nothing is lost, and nothing under a real name is half.
    pub(crate) fn check(&mut self) {
        if !std::mem::take(&mut self.touched) {
            return;
        }
        let everywhere = self.everywhere();
        let lost: Vec<(Vec<u8>, String)> = self
            .kept
            .iter()
            .filter(|(bytes, _)| !everywhere.contains(*bytes))
            .map(|(bytes, what)| (bytes.clone(), what.clone()))
            .collect();
        for (bytes, what) in lost {
            self.kept.remove(&bytes);
            self.violation(format!("lost: {} ({what})", label(&bytes)));
        }
        let mut strange = Vec::new();
        for (nth, disk) in self.disks.iter().enumerate() {
            for (path, bytes) in disk.everything() {
                if !self.written.contains(&bytes) {
                    strange.push((format!("on disk {nth}"), path, bytes.clone()));
                }
                self.seen[nth].insert(bytes);
            }
        }
        for (path, content) in self.server.list_all() {
            let Some(content) = content else { continue };
            if !self.written.contains(&content.to_vec()) {
                strange.push(("on the server".to_owned(), path, content.to_vec()));
            }
        }
        for (place, path, bytes) in strange {
            self.written.insert(bytes.clone());
            let what = label(&bytes);
            self.violation(format!(
                "half: {path} {place} holds what nobody wrote: {what}"
            ));
        }
    }

    fn everywhere(&self) -> BTreeSet<Vec<u8>> {
        let there = self.on_server_below(&DamPath::root());
        let mut all: BTreeSet<Vec<u8>> = there.into_keys().collect();
        for disk in &self.disks {
            all.extend(disk.everything().into_values());
            all.extend(disk.recovered().into_values());
        }
        all
    }
}

/// The beginning of some bytes, for people.
pub(crate) fn label(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let front: String = text.chars().take(9).collect();
    format!("{:?}+{}", front.trim_end(), bytes.len())
}
