//! One path with everything known of it.

use damson_core::{Base, DamPath, Kind, Lock, OnServer, Timestamp, usage::Terms};
use damson_remote::{LockToken, Rights};
use rusqlite::{Connection, Row, named_params};

use super::{
    codes::{
        bytes_code, bytes_of, digest_of, digest_text, evidence_text, kind_code, kind_of,
        revision_of, status_code,
    },
    key, terms,
};
use crate::model::{Asset, JournalResult, LocalRecord, RemoteRecord, Stamp};

/// The columns that [`read`] takes, in its order.
pub(super) const COLUMNS: &str = "a.key, a.kind, a.based, a.base_digest, a.base_size, \
    a.base_content, a.base_remote_size, a.base_modified, a.here, a.local_size, \
    a.local_modified_ns, a.local_file_id, a.local_digest, a.remote_state, a.remote_content, \
    a.remote_size, a.remote_modified, a.changed, a.changed_by, a.remote_id, a.title, \
    a.media_type, a.width, a.height, a.rights, a.processing, a.checked, a.generation, a.lock, \
    a.lock_holder, a.lock_token, a.lock_since, a.lock_expires, a.pinned, a.problem, \
    a.problem_detail, a.used, a.local_changed_ns, \
    a.terms_known, a.expires, a.on_time, a.off_time, a.approval, a.licence, a.described, \
    a.described_by, a.after_edit";

/// Those of the columns that describe the file in the cache folder.
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
    asset.described = terms::read_described(row, 44)?;
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
        terms: terms::read(row, 38)?,
        after_edit: row.get(46)?,
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
    let of = |time: fn(&Terms) -> Option<Timestamp>| remote.terms.as_ref().and_then(time);
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
        ":terms_known": remote.terms.is_some(),
        ":expires": of(|terms| terms.expires).map(|t| t.0),
        ":on_time": of(|terms| terms.on).map(|t| t.0),
        ":off_time": of(|terms| terms.off).map(|t| t.0),
        ":approval": remote.terms.as_ref().and_then(|t| t.approval).map(terms::approval_code),
        ":licence": remote.terms.as_ref().and_then(|t| t.licence.as_ref()),
        ":described": asset.described.as_ref().map(|described| described.at.0),
        ":described_by": asset.described.as_ref().and_then(|described| described.by.as_ref()),
        ":after_edit": remote.after_edit,
    })?;
    Ok(())
}

/// Writes what a download changes of a row that is there: its copy and base. What it leaves alone
/// need not be written again, nor the indexes that hold it.
pub(super) fn write_copy(
    conn: &Connection,
    asset: &Asset,
    base: &Base,
    local: &LocalRecord,
) -> JournalResult<()> {
    let revision = &base.revision;
    conn.prepare_cached(WRITE_COPY)?.execute(named_params! {
        ":key": key::key(&asset.path),
        ":base_digest": base.digest.as_ref().map(digest_text),
        ":base_size": base.size.map(bytes_code),
        ":base_content": evidence_text(revision),
        ":base_remote_size": revision.size.map(bytes_code),
        ":base_modified": revision.modified.map(|t| t.0),
        ":size": bytes_code(local.stamp.size),
        ":local_modified_ns": local.stamp.modified_ns.to_string(),
        ":local_file_id": local.stamp.file_id.to_string(),
        ":local_changed_ns": local.stamp.changed_ns.map(|ns| ns.to_string()),
        ":local_digest": local.digest.as_ref().map(digest_text),
        ":status": asset.status().map(status_code),
        ":used": asset.used.map(|t| t.0),
    })?;
    Ok(())
}

const WRITE_COPY: &str = "UPDATE asset SET
    based = 1, base_digest = :base_digest, base_size = :base_size, base_content = :base_content,
    base_remote_size = :base_remote_size, base_modified = :base_modified,
    here = 1, local_size = :size, local_modified_ns = :local_modified_ns,
    local_file_id = :local_file_id, local_changed_ns = :local_changed_ns,
    local_digest = :local_digest, status = :status, size = :size, used = :used
    WHERE key = :key";

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
    pinned, problem, problem_detail, status, size, used, local_changed_ns,
    terms_known, expires, on_time, off_time, approval, licence, described, described_by, after_edit
) VALUES (
    :key, :parent, :name, :name_key, :kind, :leaf,
    :based, :base_digest, :base_size, :base_content, :base_remote_size, :base_modified,
    :here, :local_size, :local_modified_ns, :local_file_id, :local_digest,
    :remote_state, :remote_content, :remote_size, :remote_modified, :changed, :changed_by, :remote_id,
    :title, :media_type, :width, :height, :rights, :processing, :checked, :generation,
    :lock, :lock_holder, :lock_token, :lock_since, :lock_expires,
    :pinned, :problem, :problem_detail, :status, :size, :used, :local_changed_ns,
    :terms_known, :expires, :on_time, :off_time, :approval, :licence, :described, :described_by,
    :after_edit
)";
