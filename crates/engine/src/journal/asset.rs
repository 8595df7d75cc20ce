//! One path with everything known of it.

use damson_core::{
    Base, ByteCount, DamPath, Digest, Facts, Kind, Lock, OnDisk, OnServer, Sameness, Status,
    Timestamp, change::certainty, status,
};
use damson_remote::{AssetKind, Entry, LockToken, Rights};
use rusqlite::{Connection, Row, named_params};

use super::{
    JournalResult,
    codes::{
        bytes_code, bytes_of, digest_of, digest_text, evidence_text, kind_code, kind_of,
        revision_of, status_code,
    },
    key,
};
use crate::local::Stamp;

/// The code of the problem of an asset that this person had checked out until somebody else ended
/// that; the detail is who holds it since.
const CHECK_OUT_ENDED: &str = "check-out-ended";

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
    /// When the server last told of it, or of its absence.
    pub checked: Option<Timestamp>,
    /// The listing that saw it last.
    pub generation: i64,
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
        }
    }

    pub fn is_folder(&self) -> bool {
        matches!(self.kind, Kind::Folder | Kind::Root)
    }

    pub(super) fn has_problem(&self, code: &str) -> bool {
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

    /// Whether only the bytes tell what the server has of a copy.
    pub(crate) fn is_asked(&self) -> bool {
        self.certainty() == Sameness::Question
    }

    /// Takes over everything that the server says of it.
    pub(super) fn learn(&mut self, entry: &Entry, generation: Option<i64>, now: Timestamp) {
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
        };
        self.learn_lock(entry.lock.clone(), now);
    }

    /// Takes over what the server says of its lock, which wins over what was remembered.
    pub(super) fn learn_lock(&mut self, lock: Lock, now: Timestamp) {
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
    pub(super) fn give_up_lapsed(&mut self) {
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
    pub(super) fn lose(&mut self, generation: Option<i64>, now: Timestamp) {
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

/// The columns that [`read`] takes, in its order.
pub(super) const COLUMNS: &str = "a.key, a.kind, a.based, a.base_digest, a.base_size, \
    a.base_content, a.base_remote_size, a.base_modified, a.here, a.local_size, \
    a.local_modified_ns, a.local_file_id, a.local_digest, a.remote_state, a.remote_content, \
    a.remote_size, a.remote_modified, a.changed, a.changed_by, a.remote_id, a.title, \
    a.media_type, a.width, a.height, a.rights, a.processing, a.checked, a.generation, a.lock, \
    a.lock_holder, a.lock_token, a.lock_since, a.lock_expires, a.pinned, a.problem, \
    a.problem_detail, a.used, a.local_changed_ns";

/// Those of them that tell of the file in the cache folder.
pub(super) const LOCAL_COLUMNS: &str =
    "a.local_size, a.local_modified_ns, a.local_file_id, a.local_digest, a.local_changed_ns";

/// Reads a row of `SELECT {COLUMNS} FROM asset a`.
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Asset> {
    let mut asset = Asset::new(read_path(row)?, Kind::Folder);
    asset.kind = kind_of(row.get(1)?, asset.path.is_root());
    asset.base = read_base(row)?;
    let here: bool = row.get(8)?;
    if asset.is_folder() {
        asset.folder_here = here;
    } else if here {
        asset.local = Some(read_local(row, 9, 37)?);
    }
    asset.remote = read_remote(row)?;
    asset.lock = match row.get(28)? {
        1 => Lock::Mine,
        2 => Lock::Theirs(row.get::<_, Option<String>>(29)?.unwrap_or_default()),
        0i64.. | ..0 => Lock::Free,
    };
    asset.token = row.get::<_, Option<String>>(30)?.map(LockToken);
    asset.lock_since = row.get::<_, Option<i64>>(31)?.map(Timestamp);
    asset.lock_expires = row.get::<_, Option<i64>>(32)?.map(Timestamp);
    asset.pinned = row.get(33)?;
    let problem: Option<String> = row.get(34)?;
    let detail: Option<String> = row.get(35)?;
    asset.problem = problem.map(|code| (code, detail.unwrap_or_default()));
    asset.used = row.get::<_, Option<i64>>(36)?.map(Timestamp);
    Ok(asset)
}

/// Reads the key, which the row has at first.
pub(super) fn read_path(row: &Row<'_>) -> rusqlite::Result<DamPath> {
    let stored: Vec<u8> = row.get(0)?;
    key::path(&stored).ok_or_else(|| {
        rusqlite::Error::FromSqlConversionFailure(
            0,
            rusqlite::types::Type::Blob,
            "no path of a DAM".into(),
        )
    })
}

fn read_base(row: &Row<'_>) -> rusqlite::Result<Option<Base>> {
    if !row.get::<_, bool>(2)? {
        return Ok(None);
    }
    let digest: Option<String> = row.get(3)?;
    let content: Option<String> = row.get(5)?;
    Ok(Some(Base {
        revision: revision_of(content.as_deref(), row.get(6)?, row.get(7)?),
        digest: digest.as_deref().and_then(digest_of),
        size: row.get::<_, Option<i64>>(4)?.map(bytes_of),
    }))
}

/// Reads [`LOCAL_COLUMNS`], of which the row has the first ones at `first`, and the last at
/// `changed`.
pub(super) fn read_local(
    row: &Row<'_>,
    first: usize,
    changed: usize,
) -> rusqlite::Result<LocalRecord> {
    let modified: Option<String> = row.get(first + 1)?;
    let file_id: Option<String> = row.get(first + 2)?;
    let digest: Option<String> = row.get(first + 3)?;
    Ok(LocalRecord {
        stamp: Stamp {
            size: bytes_of(row.get::<_, Option<i64>>(first)?.unwrap_or_default()),
            modified_ns: number(modified).unwrap_or_default(),
            file_id: number(file_id).unwrap_or_default(),
            changed_ns: number(row.get(changed)?),
        },
        digest: digest.as_deref().and_then(digest_of),
    })
}

fn number<T: std::str::FromStr>(text: Option<String>) -> Option<T> {
    text?.parse().ok()
}

fn read_remote(row: &Row<'_>) -> rusqlite::Result<RemoteRecord> {
    let content: Option<String> = row.get(14)?;
    let revision = revision_of(content.as_deref(), row.get(15)?, row.get(16)?);
    let width: Option<u32> = row.get(22)?;
    let height: Option<u32> = row.get(23)?;
    Ok(RemoteRecord {
        state: match row.get(13)? {
            1 => OnServer::Absent,
            2 => OnServer::Present(revision),
            0i64.. | ..0 => OnServer::Unknown,
        },
        changed: row.get::<_, Option<i64>>(17)?.map(Timestamp),
        changed_by: row.get(18)?,
        id: row.get(19)?,
        title: row.get(20)?,
        media_type: row.get(21)?,
        dimensions: width.zip(height),
        rights: match row.get(24)? {
            1 => Rights::ReadOnly,
            2 => Rights::ReadWrite,
            0i64.. | ..0 => Rights::Unknown,
        },
        processing: row.get(25)?,
        checked: row.get::<_, Option<i64>>(26)?.map(Timestamp),
        generation: row.get(27)?,
    })
}

/// Writes a row whole, with its status as the core computes it.
pub(super) fn write(conn: &Connection, asset: &Asset) -> JournalResult<()> {
    let base = asset.base.as_ref();
    let base_revision = base.map(|base| &base.revision);
    let local = asset.local.as_ref();
    let remote = &asset.remote;
    let (remote_state, revision) = match &remote.state {
        OnServer::Unknown => (0, None),
        OnServer::Absent => (1, None),
        OnServer::Present(revision) => (2, Some(revision)),
    };
    let size = local
        .map(|local| local.stamp.size)
        .or(revision.and_then(|revision| revision.size));
    conn.prepare_cached(WRITE)?.execute(named_params! {
        ":key": key::key(&asset.path),
        ":parent": key::parent(&asset.path),
        ":name": asset.path.name(),
        ":name_key": key::name_key(asset.path.name()),
        ":kind": kind_code(asset.kind),
        ":leaf": !asset.is_folder(),
        ":based": base.is_some(),
        ":base_digest": base.and_then(|base| base.digest.as_ref()).map(digest_text),
        ":base_size": base.and_then(|base| base.size).map(bytes_code),
        ":base_content": base_revision.and_then(evidence_text),
        ":base_remote_size": base_revision.and_then(|r| r.size).map(bytes_code),
        ":base_modified": base_revision.and_then(|r| r.modified).map(|t| t.0),
        ":here": local.is_some() || asset.folder_here,
        ":local_size": local.map(|l| bytes_code(l.stamp.size)),
        ":local_modified_ns": local.map(|l| l.stamp.modified_ns.to_string()),
        ":local_file_id": local.map(|l| l.stamp.file_id.to_string()),
        ":local_changed_ns": local.and_then(|l| l.stamp.changed_ns).map(|ns| ns.to_string()),
        ":local_digest": local.and_then(|l| l.digest.as_ref()).map(digest_text),
        ":remote_state": remote_state,
        ":remote_content": revision.and_then(evidence_text),
        ":remote_size": revision.and_then(|r| r.size).map(bytes_code),
        ":remote_modified": revision.and_then(|r| r.modified).map(|t| t.0),
        ":changed": remote.changed.map(|t| t.0),
        ":changed_by": remote.changed_by,
        ":remote_id": remote.id,
        ":title": remote.title,
        ":media_type": remote.media_type,
        ":width": remote.dimensions.map(|d| d.0),
        ":height": remote.dimensions.map(|d| d.1),
        ":rights": rights_code(remote.rights),
        ":processing": remote.processing,
        ":checked": remote.checked.map(|t| t.0),
        ":generation": remote.generation,
        ":lock": lock_code(&asset.lock),
        ":lock_holder": asset.lock.other_holder(),
        ":lock_token": asset.token.as_ref().map(|t| &t.0),
        ":lock_since": asset.lock_since.map(|t| t.0),
        ":lock_expires": asset.lock_expires.map(|t| t.0),
        ":pinned": asset.pinned,
        ":problem": asset.problem.as_ref().map(|p| &p.0),
        ":problem_detail": asset.problem.as_ref().map(|p| &p.1),
        ":status": asset.status().map(status_code),
        ":size": size.map(bytes_code),
        // Only a copy is used.
        ":used": local.and(asset.used).map(|t| t.0),
    })?;
    Ok(())
}

fn rights_code(rights: Rights) -> i64 {
    match rights {
        Rights::Unknown => 0,
        Rights::ReadOnly => 1,
        Rights::ReadWrite => 2,
    }
}

fn lock_code(lock: &Lock) -> i64 {
    match lock {
        Lock::Free => 0,
        Lock::Mine => 1,
        Lock::Theirs(_) => 2,
    }
}

const WRITE: &str = "INSERT OR REPLACE INTO asset (
    key, parent, name, name_key, kind, leaf,
    based, base_digest, base_size, base_content, base_remote_size, base_modified,
    here, local_size, local_modified_ns, local_file_id, local_digest,
    remote_state, remote_content, remote_size, remote_modified, changed, changed_by, remote_id,
    title, media_type, width, height, rights, processing, checked, generation,
    lock, lock_holder, lock_token, lock_since, lock_expires,
    pinned, problem, problem_detail, status, size, used, local_changed_ns
) VALUES (
    :key, :parent, :name, :name_key, :kind, :leaf,
    :based, :base_digest, :base_size, :base_content, :base_remote_size, :base_modified,
    :here, :local_size, :local_modified_ns, :local_file_id, :local_digest,
    :remote_state, :remote_content, :remote_size, :remote_modified, :changed, :changed_by, :remote_id,
    :title, :media_type, :width, :height, :rights, :processing, :checked, :generation,
    :lock, :lock_holder, :lock_token, :lock_since, :lock_expires,
    :pinned, :problem, :problem_detail, :status, :size, :used, :local_changed_ns
)";
