//! Kept versions of assets as rows.

use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::node::Node;

/// A state of an asset that was kept.
#[derive(Debug, Clone)]
pub(crate) struct Version {
    pub id: String,
    /// 0 is `1.0`, 1 is `1.1`, and so on.
    pub number: i64,
    pub label: String,
    pub comment: String,
    pub title: Option<String>,
    pub created: i64,
    pub created_by: String,
    pub binary: String,
    pub size: i64,
    pub mime: String,
    pub sha1: String,
    pub metadata: Map<String, Value>,
}

impl Version {
    /// `1.0`, `1.1`, …
    pub(crate) fn name(&self) -> String {
        format!("1.{}", self.number)
    }

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let metadata: String = row.get(11)?;
        Ok(Self {
            id: row.get(0)?,
            number: row.get(1)?,
            label: row.get(2)?,
            comment: row.get(3)?,
            title: row.get(4)?,
            created: row.get(5)?,
            created_by: row.get(6)?,
            binary: row.get(7)?,
            size: row.get(8)?,
            mime: row.get(9)?,
            sha1: row.get(10)?,
            metadata: serde_json::from_str(&metadata).unwrap_or_default(),
        })
    }
}

const COLUMNS: &str =
    "id, number, label, comment, title, created, created_by, binary, size, mime, sha1, metadata";

/// Who keeps a version, when, and what they say about it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keeping<'a> {
    pub user: &'a str,
    pub now: i64,
    pub label: &'a str,
    pub comment: &'a str,
}

/// Keeps what the asset is. `None` for an asset without a binary.
pub(crate) fn keep(
    db: &Connection,
    node: &Node,
    keeping: Keeping<'_>,
) -> rusqlite::Result<Option<String>> {
    let (Some(binary), Some(sha1)) = (&node.binary, &node.sha1) else {
        return Ok(None);
    };
    let number: i64 = db.query_row(
        "SELECT coalesce(max(number) + 1, 0) FROM versions WHERE node = ?1",
        [node.id],
        |row| row.get(0),
    )?;
    let id = Uuid::new_v4().to_string();
    db.execute(
        "INSERT INTO versions (id, node, number, label, comment, title, created, created_by, binary, size, mime, sha1, metadata)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        params![
            id, node.id, number, keeping.label, keeping.comment, node.title, keeping.now,
            keeping.user, binary, node.size, node.mime, sha1,
            Value::Object(node.metadata.clone()).to_string()
        ],
    )?;
    Ok(Some(id))
}

/// The versions of an asset, the oldest first.
pub(crate) fn list(db: &Connection, node: &Node) -> rusqlite::Result<Vec<Version>> {
    db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM versions WHERE node = ?1 ORDER BY number"
    ))?
    .query_map([node.id], Version::from_row)?
    .collect()
}

/// A version of an asset by its id or its name.
pub(crate) fn find(db: &Connection, node: &Node, which: &str) -> rusqlite::Result<Option<Version>> {
    db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM versions WHERE node = ?1 AND (id = ?2 OR '1.' || number = ?2)"
    ))?
    .query_row(params![node.id, which], Version::from_row)
    .optional()
}

/// The asset with this `jcr:uuid`.
pub(crate) fn owner(db: &Connection, uuid: &str) -> rusqlite::Result<Option<String>> {
    db.query_row("SELECT path FROM nodes WHERE uuid = ?1", [uuid], |row| {
        row.get(0)
    })
    .optional()
}
