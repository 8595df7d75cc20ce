//! Assets that somebody else moved on the server, by the server's ids; and files that a person
//! renamed here.

use damson_core::{ByteCount, Conflict, DamPath, Digest, Status};
use rusqlite::{Connection, params};

use super::{Journal, assets, codes::status_code, key};
use crate::model::JournalResult;

/// The code of the note at a new file that was another asset's until somebody renamed it here; its
/// detail is the asset's path.
pub(crate) const RENAMED_HERE: &str = "renamed-here";

/// Names an asset that the server has an id for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identified {
    pub path: DamPath,
    pub id: String,
}

/// A copy whose asset is gone from the server, and what is known of its bytes there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    pub path: DamPath,
    pub digest: Digest,
    pub size: ByteCount,
}

impl Journal {
    /// The copies whose asset is gone from the server, with the id that it had there; at most `most`.
    pub fn lost(&self, most: usize) -> JournalResult<Vec<Identified>> {
        let conn = self.conn();
        let gone = [
            Status::RemovedRemotely,
            Status::EditingConflict(Conflict::DeletedOnServer),
        ]
        .map(status_code);
        let mut select = conn.prepare_cached(
            "SELECT key, remote_id FROM asset WHERE status IN (?1, ?2) AND remote_state = 1
             AND here = 1 AND remote_id IS NOT NULL ORDER BY status, key LIMIT ?3",
        )?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut rows = select.query(params![gone[0], gone[1], most])?;
        let mut lost = Vec::new();
        while let Some(row) = rows.next()? {
            let path = key::path(&row.get::<_, Vec<u8>>(0)?);
            let id = row.get(1)?;
            lost.extend(path.map(|path| Identified { path, id }));
        }
        Ok(lost)
    }

    /// The copies whose asset is gone from the server, which had no id there; edited ones first, at
    /// most `most`.
    pub fn lost_unidentified(&self, most: usize) -> JournalResult<Vec<Lost>> {
        let conn = self.conn();
        let gone = [
            Status::EditingConflict(Conflict::DeletedOnServer),
            Status::RemovedRemotely,
        ]
        .map(status_code);
        let mut select = conn.prepare_cached(
            "SELECT key FROM asset WHERE status IN (?1, ?2) AND remote_state = 1
             AND here = 1 AND remote_id IS NULL ORDER BY status <> ?1, key LIMIT ?3",
        )?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let paths = key::paths(&mut select, params![gone[0], gone[1], most])?;
        let mut lost = Vec::new();
        for path in paths {
            let base = assets::get(&conn, &path)?.and_then(|asset| asset.base);
            if let Some((digest, size)) = base.and_then(|base| base.digest.zip(base.size)) {
                lost.push(Lost { path, digest, size });
            }
        }
        Ok(lost)
    }

    /// Whether a listing of the folder was taken over before.
    pub fn was_listed(&self, folder: &DamPath) -> JournalResult<bool> {
        let conn = self.conn();
        let mut select = conn.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM asset WHERE parent = ?1 AND generation > 0)",
        )?;
        Ok(select.query_row([key::key(folder)], |row| row.get(0))?)
    }

    /// Those of these paths at which nothing was known to be on the server.
    pub fn not_on_server(&self, paths: &[&DamPath]) -> JournalResult<Vec<DamPath>> {
        let conn = self.conn();
        let mut select = conn.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM asset WHERE key = ?1 AND remote_state = 2)",
        )?;
        let mut missing = Vec::new();
        for path in paths {
            let known: bool = select.query_row([key::key(path)], |row| row.get(0))?;
            if !known {
                missing.push((*path).clone());
            }
        }
        Ok(missing)
    }

    /// What is known to be on the server under one of these ids, and has no copy here.
    pub fn identified(&self, ids: &[&str]) -> JournalResult<Vec<Identified>> {
        let conn = self.conn();
        // One pass over the rows for all of them: an index would cost each row of each listing.
        let mut select = conn.prepare_cached(
            "SELECT key, remote_id FROM asset WHERE remote_state = 2 AND leaf = 1 AND here = 0
             AND remote_id IN (SELECT value FROM json_each(?1)) ORDER BY key",
        )?;
        let wanted = serde_json::json!(ids).to_string();
        let mut rows = select.query([wanted])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let path = key::path(&row.get::<_, Vec<u8>>(0)?);
            let id = row.get(1)?;
            found.extend(path.map(|path| Identified { path, id }));
        }
        Ok(found)
    }

    /// The files that were renamed here, each as its new and its former path.
    pub fn renamed_here(&self) -> JournalResult<Vec<(DamPath, DamPath)>> {
        let conn = self.conn();
        let mut select = conn.prepare_cached(
            "SELECT key, problem_detail FROM asset WHERE problem = ?1 ORDER BY key",
        )?;
        let mut rows = select.query([RENAMED_HERE])?;
        let mut renamed = Vec::new();
        while let Some(row) = rows.next()? {
            let to = key::path(&row.get::<_, Vec<u8>>(0)?);
            let from: Option<String> = row.get(1)?;
            let from = from.and_then(|from| DamPath::parse(&from).ok());
            renamed.extend(to.zip(from));
        }
        Ok(renamed)
    }

    /// Takes over that the file of an asset was moved to where the asset is now: base, copy, pin and
    /// transfers go along; what the server says of either place stays.
    pub fn follow_move(&self, from: &DamPath, to: &DamPath) -> JournalResult<()> {
        self.write(|tx| follow(tx, from, to))
    }
}

fn follow(tx: &Connection, from: &DamPath, to: &DamPath) -> JournalResult<()> {
    let (Some(mut left), Some(mut there)) = (assets::get(tx, from)?, assets::get(tx, to)?) else {
        return Ok(());
    };
    there.base = left.base.take();
    there.local = left.local.take();
    there.used = left.used.take().or(there.used);
    there.problem = left.problem.take().or(there.problem);
    there.pinned |= std::mem::take(&mut left.pinned);
    assets::save(tx, &left)?;
    assets::save(tx, &there)?;
    super::queued::rename(tx, from, to)?;
    super::orders::rename(tx, from, to)?;
    super::transfers::rename(tx, from, to)
}
