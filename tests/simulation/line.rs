//! The line between one person and the server, and what goes wrong on it.

use std::{
    collections::BTreeMap,
    future::pending,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use damson_core::DamPath;
use damson_remote::{
    Entry, Error, ErrorKind, Page, PageToken, ReadBody, Remote, Result, Verb,
    memory::MemoryServer,
    wrap::{Around, Attempt, Site},
};
use futures::{StreamExt as _, stream};

use crate::{
    disk::Disk,
    power::Power,
    record::{Notes, Record, label},
};

/// What goes wrong with one call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Glitch {
    Fail(ErrorKind),
    LoseAnswer(ErrorKind),
    /// The body breaks off after so many bytes, with an error.
    Break(usize),
    /// The body ends after so many bytes as if that were all.
    Cut(usize),
    Overlong,
    FlipBit,
    Stall(u64),
    /// A listing as it was before.
    Stale,
}

/// A glitch that waits for its call.
#[derive(Debug, Clone)]
pub(crate) struct Armed {
    /// `None` for any.
    pub(crate) verb: Option<Verb>,
    pub(crate) skip: u32,
    pub(crate) glitch: Glitch,
}

/// Clones are the same line.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) inner: Arc<dyn Remote>,
    pub(crate) server: MemoryServer,
    pub(crate) user: String,
    pub(crate) disk: Disk,
    pub(crate) power: Power,
    pub(crate) record: Record,
    pub(crate) armed: Arc<Mutex<Vec<Armed>>>,
    pub(crate) pages: Pages,
    /// How often everything that was under way was cut off.
    pub(crate) cuts: Arc<AtomicU64>,
}

type Pages = Arc<Mutex<BTreeMap<(DamPath, Option<String>), Page<Entry>>>>;

impl Line {
    pub(crate) fn arm(&self, armed: Armed) {
        lock(&self.armed).push(armed);
    }

    pub(crate) fn calm(&self) {
        lock(&self.armed).clear();
    }

    /// Everything that is under way ends without an answer.
    pub(crate) fn cut_off(&self) {
        self.cuts.fetch_add(1, Ordering::Relaxed);
    }

    fn draw(&self, site: Site<'_>) -> Option<Glitch> {
        let mut armed = lock(&self.armed);
        let fits = |armed: &Armed| armed.verb.is_none_or(|verb| verb == site.verb);
        let at = armed.iter().position(fits)?;
        if armed[at].skip > 0 {
            armed[at].skip -= 1;
            return None;
        }
        let glitch = armed.remove(at).glitch;
        drop(armed);
        self.record.line(format!(
            "   {} {} of {} meets {glitch:?}",
            self.user, site.verb, site.path
        ));
        self.record.strike(glitch.kind());
        Some(glitch)
    }

    async fn suffer<'a, T>(
        &'a self,
        site: Site<'a>,
        glitch: Option<&Glitch>,
        attempt: Attempt<'a, T>,
    ) -> Result<T> {
        self.power.needed().await;
        match glitch {
            Some(Glitch::Fail(kind)) => {
                tokio::task::yield_now().await;
                return Err(Error::new(kind.clone()).about(site.path));
            }
            Some(Glitch::Stall(seconds)) => {
                tokio::time::sleep(Duration::from_secs(*seconds)).await;
            }
            Some(
                Glitch::LoseAnswer(_)
                | Glitch::Break(_)
                | Glitch::Cut(_)
                | Glitch::Overlong
                | Glitch::FlipBit
                | Glitch::Stale,
            )
            | None => {}
        }
        let answer = self.call(site, attempt).await;
        if let Some(Glitch::LoseAnswer(kind)) = glitch {
            answer?;
            return Err(Error::new(kind.clone()).about(site.path));
        }
        answer
    }

    /// The call itself, watched.
    async fn call<'a, T>(&'a self, site: Site<'a>, attempt: Attempt<'a, T>) -> Result<T> {
        let writes = !site.verb.is_read();
        if writes && !self.power.moment() {
            pending::<()>().await;
        }
        for _ in 0..fastrand::u8(0..3) {
            tokio::task::yield_now().await;
        }
        self.power.needed().await;
        let below =
            (site.verb == Verb::Remove).then(|| self.record.notes().on_server_below(site.path));
        if site.verb == Verb::Unlock {
            self.watch_check_in(site.path);
        }
        let cuts = self.cuts.load(Ordering::Relaxed);
        let answer = attempt().await;
        if writes {
            self.record.notes().touch();
        }
        if matches!(
            site.verb,
            Verb::Unlock | Verb::ForceUnlock | Verb::Remove | Verb::Rename
        ) {
            self.record.notes().disowns(None, site.path);
        }
        if site.verb == Verb::Lock && answer.is_ok() {
            self.record.notes().take_lock(&self.user, site.path);
        }
        if answer.is_ok() {
            self.watch(site);
            if let Some(below) = below {
                let mut notes = self.record.notes();
                notes.forget_what_is_gone(Some(&below.keys().cloned().collect()));
                notes.removed_there(below);
            }
        }
        if writes && !self.power.moment() {
            pending::<()>().await;
        }
        for _ in 0..fastrand::u8(0..3) {
            tokio::task::yield_now().await;
        }
        self.power.needed().await;
        if self.cuts.load(Ordering::Relaxed) != cuts {
            answer?;
            return Err(Error::new(ErrorKind::Offline).about(site.path));
        }
        answer
    }

    fn hear<T>(&self, answer: &Result<T>) {
        let away = |kind: &ErrorKind| {
            matches!(
                kind,
                ErrorKind::Offline | ErrorKind::Timeout | ErrorKind::NotADam
            )
        };
        match answer {
            Ok(_) => self.record.notes().hear(&self.user, true),
            Err(error) if away(&error.kind) => self.record.notes().hear(&self.user, false),
            Err(_) => {}
        }
    }

    fn watch(&self, site: Site<'_>) {
        let mut notes = self.record.notes();
        if !site.verb.is_read() {
            notes.line(format!("   {} {} {}", self.user, site.verb, site.path));
        }
        match site.verb {
            Verb::Stat => notes.tell(&self.user, site.path),
            Verb::Upload => {
                self.watch_upload(&mut notes, site.path);
                self.watch_locks(&mut notes, site);
                notes.came_there(site.path);
            }
            Verb::Remove | Verb::Rename | Verb::Restore => self.watch_locks(&mut notes, site),
            Verb::WhoAmI
            | Verb::List
            | Verb::StatMany
            | Verb::StatById
            | Verb::Changes
            | Verb::Locked
            | Verb::Read
            | Verb::MakeFolder
            | Verb::Copy
            | Verb::Lock
            | Verb::Unlock
            | Verb::ForceUnlock
            | Verb::RefreshLock
            | Verb::Versions
            | Verb::ReadVersion
            | Verb::Search
            | Verb::Thumbnail
            | Verb::Renditions
            | Verb::ReadRendition
            | Verb::Metadata
            | Verb::SetMetadata
            | Verb::MetadataForm
            | Verb::SuggestTags
            | Verb::Collections
            | Verb::CollectionMembers
            | Verb::EditCollection => {}
        }
    }

    /// The body, for as long as nothing is cut off.
    fn until_cut(&self, body: ReadBody) -> ReadBody {
        let (cuts, before) = (Arc::clone(&self.cuts), self.cuts.load(Ordering::Relaxed));
        let stream = body.stream.map(move |piece| {
            if cuts.load(Ordering::Relaxed) == before {
                return piece;
            }
            Err(Error::new(ErrorKind::Offline))
        });
        ReadBody {
            stream: stream.boxed(),
            ..body
        }
    }

    /// Without a hash of the server nobody can tell that bytes are other ones.
    fn is_hashed(&self, path: &DamPath) -> bool {
        let entry = self.server.entry(path, &self.user);
        entry.is_some_and(|entry| entry.without_former_hash().revision.content.is_some())
    }

    fn watch_locks(&self, notes: &mut Notes, site: Site<'_>) {
        if let Some(holder) = notes.knowingly_locked(&self.user, site.path) {
            notes.violation(format!(
                "{} {} of {}, which {holder} has checked out",
                self.user, site.verb, site.path
            ));
        }
    }

    /// What is replaced was here before, or its person said that it may be replaced.
    fn watch_upload(&self, notes: &mut Notes, path: &DamPath) {
        let Some((_, replaced)) = self.server.versions(path).into_iter().next() else {
            return;
        };
        let nth = self.disk.nth;
        let asked = notes.has_kept_mine(nth) || notes.was_told_to_replace(nth, path);
        if !notes.was_on_disk(nth, &replaced) && !asked {
            notes.violation(format!(
                "{} replaced {} at {path}, which was never seen",
                self.user,
                label(&replaced)
            ));
        }
    }

    /// Nobody else may begin to edit while there are edits here that the engine knows of.
    fn watch_check_in(&self, path: &DamPath) {
        let Some(here) = self.disk.memory.read(path) else {
            return;
        };
        let mut notes = self.record.notes();
        let edited = !notes.was_on_server(&here);
        let mine = self.server.holder(path).as_deref() == Some(&self.user);
        // An order that fails gives back what it took itself.
        let may = notes.may_release(&self.user, path) || notes.was_just_taken(&self.user, path);
        if mine && edited && self.disk.is_as_looked(path) && !may {
            notes.violation(format!("{} checked {path} in despite edits", self.user));
        }
    }
}

impl Around for Line {
    fn inner(&self) -> &dyn Remote {
        &*self.inner
    }

    async fn around<'a, T: Send + 'a>(
        &'a self,
        site: Site<'a>,
        attempt: Attempt<'a, T>,
    ) -> Result<T> {
        let glitch = self.draw(site);
        let answer = self.suffer(site, glitch.as_ref(), attempt).await;
        self.hear(&answer);
        answer
    }

    async fn on_read<'a>(
        &'a self,
        site: Site<'a>,
        attempt: Attempt<'a, ReadBody>,
    ) -> Result<ReadBody> {
        let glitch = self.draw(site);
        // A hash that the server has only later was told to nobody who could compare it.
        let hashed = self.is_hashed(site.path);
        let body = self.suffer(site, glitch.as_ref(), attempt).await;
        self.hear(&body);
        let body = self.until_cut(body?);
        Ok(match glitch {
            Some(Glitch::Break(after)) => shortened(body, after, true),
            Some(Glitch::Cut(after)) => shortened(body, after, false),
            Some(Glitch::FlipBit) if hashed => flipped(body),
            Some(Glitch::Overlong) => overlong(body),
            Some(
                Glitch::FlipBit
                | Glitch::Fail(_)
                | Glitch::LoseAnswer(_)
                | Glitch::Stall(_)
                | Glitch::Stale,
            )
            | None => body,
        })
    }

    async fn on_list<'a>(
        &'a self,
        site: Site<'a>,
        page: Option<&'a PageToken>,
        attempt: Attempt<'a, Page<Entry>>,
    ) -> Result<Page<Entry>> {
        let glitch = self.draw(site);
        let key = (site.path.clone(), page.map(|page| page.0.clone()));
        if glitch == Some(Glitch::Stale)
            && let Some(stale) = lock(&self.pages).get(&key)
        {
            return Ok(stale.clone());
        }
        let fresh = self.suffer(site, glitch.as_ref(), attempt).await;
        self.hear(&fresh);
        let fresh = fresh?;
        lock(&self.pages).insert(key, fresh.clone());
        Ok(fresh)
    }
}

impl Glitch {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Fail(ErrorKind::Offline) => "connection lost",
            Self::Fail(ErrorKind::Timeout) => "timeout",
            Self::Fail(ErrorKind::Unavailable | ErrorKind::Throttled) => "5xx, throttled",
            Self::Fail(ErrorKind::LoginNeeded) => "401 in the middle",
            Self::Fail(ErrorKind::NotADam | ErrorKind::Garbled) => "login page for JSON",
            Self::Fail(_) => "other refusal",
            Self::LoseAnswer(_) => "answer lost",
            Self::Break(_) => "body broken off",
            Self::Cut(_) => "body truncated",
            Self::Overlong => "body overlong",
            Self::FlipBit => "body with other bytes",
            Self::Stall(_) => "slow",
            Self::Stale => "stale listing",
        }
    }
}

fn shortened(body: ReadBody, after: usize, with_error: bool) -> ReadBody {
    let mut left = after;
    let stream = body.stream.scan((), move |(), piece| {
        let kept = piece.map(|bytes: Bytes| {
            let kept = bytes.slice(..left.min(bytes.len()));
            left -= kept.len();
            kept
        });
        let ended = matches!(&kept, Ok(bytes) if bytes.is_empty());
        futures::future::ready((!ended).then_some(kept))
    });
    let error = with_error.then(|| Err(Error::new(ErrorKind::Offline)));
    ReadBody {
        stream: stream.chain(stream::iter(error)).boxed(),
        ..body
    }
}

fn flipped(body: ReadBody) -> ReadBody {
    let stream = body.stream.map(|piece| {
        piece.map(|bytes| {
            let mut bytes = bytes.to_vec();
            if let Some(last) = bytes.last_mut() {
                *last ^= 0x10;
            }
            Bytes::from(bytes)
        })
    });
    ReadBody {
        stream: stream.boxed(),
        ..body
    }
}

fn overlong(body: ReadBody) -> ReadBody {
    let more = stream::iter([Ok(Bytes::from_static(b"</html>"))]);
    ReadBody {
        stream: body.stream.chain(more).boxed(),
        ..body
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
