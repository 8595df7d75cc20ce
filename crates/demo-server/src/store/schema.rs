//! The tables.

use rusqlite::Connection;

/// The columns of `nodes`, in the order in which [`super::node`] reads them.
pub(crate) const COLUMNS: &str = "id, parent, name, path, kind, uuid, created, created_by, modified, \
     modified_by, title, holder, binary, size, mime, written, sha1, shown_sha1, shown_size, state, \
     ready_at, metadata, words, content";

/// Opens the tables, and makes them at the first start.
pub(crate) fn prepare(db: &Connection) -> rusqlite::Result<()> {
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "NORMAL")?;
    db.busy_timeout(std::time::Duration::from_secs(10))?;
    db.execute_batch(TABLES)?;
    // A storage of an earlier release has no such column.
    for table in ["nodes", "lagged"] {
        let sql = "SELECT 1 FROM pragma_table_info(?1) WHERE name = 'content'";
        if !db.prepare(sql)?.exists([table])? {
            db.execute_batch(&format!(
                "ALTER TABLE {table} ADD COLUMN content TEXT NOT NULL DEFAULT '{{}}'"
            ))?;
        }
    }
    db.execute_batch(&lag_triggers())
}

const TABLES: &str = "
CREATE TABLE IF NOT EXISTS nodes (
    id INTEGER PRIMARY KEY,
    parent INTEGER,
    name TEXT NOT NULL,
    path TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    uuid TEXT NOT NULL,
    created INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    modified INTEGER NOT NULL,
    modified_by TEXT NOT NULL,
    title TEXT,
    holder TEXT,
    binary TEXT,
    size INTEGER NOT NULL,
    mime TEXT NOT NULL,
    written INTEGER NOT NULL,
    sha1 TEXT,
    shown_sha1 TEXT,
    shown_size INTEGER,
    state TEXT NOT NULL,
    ready_at INTEGER,
    metadata TEXT NOT NULL,
    words TEXT NOT NULL,
    content TEXT NOT NULL DEFAULT '{}'
);
CREATE UNIQUE INDEX IF NOT EXISTS nodes_children ON nodes (parent, name);
CREATE INDEX IF NOT EXISTS nodes_modified ON nodes (modified);
CREATE INDEX IF NOT EXISTS nodes_holder ON nodes (holder) WHERE holder IS NOT NULL;
CREATE INDEX IF NOT EXISTS nodes_sha1 ON nodes (shown_sha1) WHERE shown_sha1 IS NOT NULL;
CREATE INDEX IF NOT EXISTS nodes_processing ON nodes (ready_at) WHERE state = 'processing';
CREATE TABLE IF NOT EXISTS versions (
    id TEXT PRIMARY KEY,
    node INTEGER NOT NULL,
    number INTEGER NOT NULL,
    label TEXT NOT NULL,
    comment TEXT NOT NULL,
    title TEXT,
    created INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    binary TEXT NOT NULL,
    size INTEGER NOT NULL,
    mime TEXT NOT NULL,
    sha1 TEXT NOT NULL,
    metadata TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS versions_node ON versions (node, number);
CREATE TABLE IF NOT EXISTS uploads (
    token TEXT PRIMARY KEY,
    folder TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    parts INTEGER NOT NULL,
    user TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS page_references (target TEXT NOT NULL, page TEXT NOT NULL, title TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS lagged AS SELECT *, 0 AS since, 0 AS existed FROM nodes WHERE 0;
CREATE UNIQUE INDEX IF NOT EXISTS lagged_id ON lagged (id);
";

/// The query index of a real server learns of a change late. While the setting `index_delay` is
/// above zero, the row as it was before its first change is kept in `lagged`.
fn lag_triggers() -> String {
    let old = prefixed("OLD.");
    let new = prefixed("NEW.");
    let when = "WHEN (SELECT CAST(value AS INTEGER) FROM settings WHERE key = 'index_delay') > 0";
    let now = "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
    format!(
        "DROP TRIGGER IF EXISTS lag_insert;
         DROP TRIGGER IF EXISTS lag_update;
         DROP TRIGGER IF EXISTS lag_delete;
         CREATE TRIGGER lag_insert AFTER INSERT ON nodes {when} BEGIN
             INSERT OR IGNORE INTO lagged ({COLUMNS}, since, existed) VALUES ({new}, {now}, 0);
         END;
         CREATE TRIGGER lag_update AFTER UPDATE ON nodes {when} BEGIN
             INSERT OR IGNORE INTO lagged ({COLUMNS}, since, existed) VALUES ({old}, {now}, 1);
         END;
         CREATE TRIGGER lag_delete AFTER DELETE ON nodes {when} BEGIN
             INSERT OR IGNORE INTO lagged ({COLUMNS}, since, existed) VALUES ({old}, {now}, 1);
         END;"
    )
}

fn prefixed(prefix: &str) -> String {
    let names: Vec<String> = COLUMNS
        .split(',')
        .map(|c| format!("{prefix}{}", c.trim()))
        .collect();
    names.join(", ")
}
