//! One path with everything known of it.

use damson_core::{
    Base, ByteCount, Conflict, DamPath, Digest, Facts, Kind, Lock, OnDisk, OnServer, Sameness,
    Status, Timestamp,
    change::certainty,
    status,
    usage::{self, Restriction, Terms},
};
use damson_remote::{AssetKind, Entry, LockToken, Rights, TermsSeen};

use super::Stamp;

/// The code of the problem of an asset that this person had checked out until somebody else ended
/// that; the detail is who holds it since.
const CHECK_OUT_ENDED: &str = "check-out-ended";

/// How long after an edit of its metadata other bytes may be those with the metadata in them, in
/// milliseconds: servers do that in a queue.
const WRITTEN_BACK_WITHIN: i64 = 10 * 60 * 1_000;

/// A row of the journal: an asset, or a folder that has something below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    pub path: DamPath,
    pub kind: Kind,
    pub base: Option<Base>,
    /// The file in the cache folder; always `None` for folders.
    pub local: Option<LocalRecord>,
    /// Folders: it is there on the disk, whether or not anything is inside.
    pub folder_here: bool,
    pub remote: RemoteRecord,
    pub lock: Lock,
    /// The proof of this person's lock, where the protocol has one.
    pub token: Option<LockToken>,
    pub lock_since: Option<Timestamp>,
    pub lock_expires: Option<Timestamp>,
    pub pinned: bool,
    /// When the copy was downloaded, opened, shown or uploaded last.
    pub used: Option<Timestamp>,
    /// A code for the front ends' words, and a detail.
    pub problem: Option<(String, String)>,
    /// The last edit of its metadata from this computer.
    pub described: Option<Described>,
}

/// An edit of metadata that this person made from this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    pub at: Timestamp,
    /// Whom the server names for what this person changes; `None` until it did.
    pub by: Option<String>,
}

/// A file as the last scan saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalRecord {
    pub stamp: Stamp,
    /// `None` when the bytes could not be read; such a file counts as edited.
    pub digest: Option<Digest>,
}

/// What the server said last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteRecord {
    /// Folders that are there hold an empty revision.
    pub state: OnServer,
    pub changed: Option<Timestamp>,
    pub changed_by: Option<String>,
    pub id: Option<String>,
    pub title: Option<String>,
    pub media_type: Option<String>,
    pub dimensions: Option<(u32, u32)>,
    pub rights: Rights,
    pub processing: bool,
    /// When the server last reported the asset, or its absence.
    pub checked: Option<Timestamp>,
    /// The listing that saw it last.
    pub generation: i64,
    /// What restricts its use; `None` while the server has said nothing of that.
    pub terms: Option<Terms>,
    /// Its bytes became others right after this person edited its metadata, and nobody else is said to
    /// have changed it: the server has probably written the metadata into the file.
    pub after_edit: bool,
}

impl Default for RemoteRecord {
    fn default() -> Self {
        Self {
            state: OnServer::Unknown,
            changed: None,
            changed_by: None,
            id: None,
            title: None,
            media_type: None,
            dimensions: None,
            rights: Rights::Unknown,
            processing: false,
            checked: None,
            generation: 0,
            terms: None,
            after_edit: false,
        }
    }
}

impl Asset {
    /// A path that nothing is known of.
    pub fn new(path: DamPath, kind: Kind) -> Self {
        let kind = if path.is_root() { Kind::Root } else { kind };
        Self {
            path,
            kind,
            base: None,
            local: None,
            folder_here: false,
            remote: RemoteRecord::default(),
            lock: Lock::Free,
            token: None,
            lock_since: None,
            lock_expires: None,
            pinned: false,
            used: None,
            problem: None,
            described: None,
        }
    }

    pub fn is_folder(&self) -> bool {
        matches!(self.kind, Kind::Folder | Kind::Root)
    }

    pub(crate) fn has_problem(&self, code: &str) -> bool {
        self.problem
            .as_ref()
            .is_some_and(|problem| problem.0 == code)
    }

    /// What decides its status and what may be done with it.
    pub fn facts(&self) -> Facts {
        let local = self
            .local
            .as_ref()
            .map_or(OnDisk::Absent, |local| OnDisk::Present {
                digest: local.digest.clone(),
                size: local.stamp.size,
            });
        Facts {
            base: self.base.clone(),
            local,
            remote: self.remote.state.clone(),
            lock: self.lock.clone(),
        }
    }

    /// Whether the bytes that the server has instead of those of the copy are probably the same picture
    /// with other metadata written into the file.
    pub(crate) fn is_written_back(&self) -> bool {
        let newer = matches!(
            self.status(),
            Some(Status::ModifiedRemotely | Status::EditingConflict(Conflict::BothChanged))
        );
        newer && self.remote.after_edit
    }

    /// What restricts its use at `now`; `None` while that is not known.
    pub(crate) fn restrictions(&self, now: Timestamp) -> Option<Vec<Restriction>> {
        let terms = self.remote.terms.as_ref()?;
        Some(usage::restrictions(terms, now))
    }

    /// Whether it has expired at `now` and is the server's alone: neither here nor checked out by this
    /// person.
    pub(crate) fn is_hidden_when_expired(&self, now: Timestamp) -> bool {
        let terms = self.remote.terms.as_ref();
        self.local.is_none()
            && !self.lock.is_mine()
            && !self.is_folder()
            && terms.is_some_and(|terms| usage::is_expired(terms, now))
    }

    /// How large the server says that it is.
    pub fn remote_size(&self) -> Option<ByteCount> {
        match &self.remote.state {
            OnServer::Present(revision) => revision.size,
            OnServer::Unknown | OnServer::Absent => None,
        }
    }

    /// `None` for folders, for what no path can name, and for an asset that is neither here nor on
    /// the server.
    pub fn status(&self) -> Option<Status> {
        if self.is_folder() || self.kind == Kind::NoName {
            return None;
        }
        status(&self.facts())
    }

    /// Whether the server has the bytes of the base, as far as it can be told without reading them.
    pub(crate) fn certainty(&self) -> Sameness {
        match (&self.base, &self.remote.state) {
            (Some(base), OnServer::Present(there)) if !self.is_folder() => certainty(base, there),
            (Some(_) | None, OnServer::Unknown | OnServer::Absent | OnServer::Present(_)) => {
                Sameness::Same
            }
        }
    }

    /// Whether only the bytes can show if the server still has what the copy was made from.
    pub(crate) fn is_in_question(&self) -> bool {
        self.certainty() == Sameness::Question
    }

    /// Takes over everything that the server says of it.
    pub(crate) fn learn(&mut self, entry: &Entry, generation: Option<i64>, now: Timestamp) {
        self.kind = match entry.kind {
            AssetKind::Folder if entry.path.is_root() => Kind::Root,
            AssetKind::Folder => Kind::Folder,
            AssetKind::Asset => Kind::Asset,
            AssetKind::NoFile => Kind::NoFile,
        };
        let mut revision = entry.clone().without_former_hash().revision;
        let mut compared = Sameness::Different;
        if let OnServer::Present(known) = &self.remote.state {
            revision = revision.with_known_bytes(known);
            compared = known.compare(&revision);
        }
        let (same, maybe) = (compared == Sameness::Same, compared != Sameness::Different);
        // What a service of the server did to the same bytes is nobody's change.
        let before = self.remote.changed_by.take().filter(|_| same);
        // A listing may leave these out; a copy's asset that was moved is looked for by its identity.
        let id = self.remote.id.take().filter(|_| maybe);
        let after_edit = if maybe {
            self.remote.after_edit
        } else {
            self.is_after_edit(entry, now)
        };
        let terms = entry.terms.onto(self.remote.terms.as_ref());
        let media_type = self.remote.media_type.take().filter(|_| maybe);
        let dimensions = self.remote.dimensions.filter(|_| maybe);
        self.remote = RemoteRecord {
            state: OnServer::Present(revision),
            changed: entry.changed,
            changed_by: entry.changed_by.clone().or(before),
            id: entry.id.clone().or(id),
            title: entry.title.clone(),
            media_type: entry.media_type.clone().or(media_type),
            dimensions: entry.dimensions.or(dimensions),
            // Not every answer has them.
            rights: match entry.rights {
                Rights::Unknown => self.remote.rights,
                known @ (Rights::ReadOnly | Rights::ReadWrite) => known,
            },
            processing: entry.processing,
            checked: Some(now),
            generation: generation.unwrap_or(self.remote.generation),
            terms,
            after_edit,
        };
        self.learn_lock(entry.lock.clone(), now);
    }

    /// Takes over what the server says of its use.
    pub(crate) fn learn_terms(&mut self, seen: &TermsSeen) {
        self.remote.terms = seen.onto(self.remote.terms.as_ref());
    }

    /// Whether other bytes that are seen for the first time came with an edit of the metadata.
    fn is_after_edit(&self, entry: &Entry, now: Timestamp) -> bool {
        let known = matches!(self.remote.state, OnServer::Present(_));
        let others = |by: &Option<String>| {
            by.is_some() && entry.changed_by.is_some() && entry.changed_by != *by
        };
        self.described.as_ref().is_some_and(|edit| {
            let since = now.0.saturating_sub(edit.at.0);
            known && since <= WRITTEN_BACK_WITHIN && !others(&edit.by)
        })
    }

    /// Takes over what the server says of its lock, which wins over what was remembered.
    pub(crate) fn learn_lock(&mut self, lock: Lock, now: Timestamp) {
        if self.lock == lock {
            return;
        }
        let was_mine = self.lock.is_mine() || self.is_lapsed();
        let lapsed = self.lock_expires.is_some_and(|expires| expires <= now);
        self.lock = lock;
        self.token = None;
        if was_mine && lapsed && self.lock == Lock::Free {
            // It ran out while nobody could renew it, and nobody else took it: it is taken again.
            return;
        }
        self.lock_expires = None;
        self.lock_since = (self.lock != Lock::Free).then_some(now);
        if self.lock.is_mine() {
            self.forget_ended();
        } else if was_mine {
            self.note_ended();
        }
    }

    /// Whether this person's lock ran out and waits to be taken again.
    pub(crate) fn is_lapsed(&self) -> bool {
        self.lock == Lock::Free && self.lock_expires.is_some()
    }

    /// Whether this person's check-out ended without this client's doing: the copy stays as it is,
    /// because an application may have it open.
    pub(crate) fn check_out_ended(&self) -> bool {
        let problem = self.problem.as_ref();
        problem.is_some_and(|problem| problem.0 == CHECK_OUT_ENDED)
    }

    fn note_ended(&mut self) {
        let holder = self.lock.other_holder().unwrap_or_default();
        let ended = (CHECK_OUT_ENDED.to_owned(), holder.to_owned());
        self.problem.get_or_insert(ended);
    }

    /// A lock that ran out is not to be had again.
    pub(crate) fn give_up_lapsed(&mut self) {
        if self.is_lapsed() {
            self.lock_expires = None;
            self.lock_since = None;
            self.note_ended();
        }
    }

    pub(crate) fn forget_ended(&mut self) {
        self.problem.take_if(|problem| problem.0 == CHECK_OUT_ENDED);
        if self.is_lapsed() {
            self.lock_expires = None;
            self.lock_since = None;
        }
    }

    /// Takes over that the server has it no more.
    pub(crate) fn lose(&mut self, generation: Option<i64>, now: Timestamp) {
        self.remote = RemoteRecord {
            state: OnServer::Absent,
            // By which it is found where somebody moved it.
            id: self.remote.id.take(),
            checked: Some(now),
            generation: generation.unwrap_or(self.remote.generation),
            ..RemoteRecord::default()
        };
        self.learn_lock(Lock::Free, now);
        self.forget_ended();
    }
}
