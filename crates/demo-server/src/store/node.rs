//! Folders and assets as rows.

use rusqlite::{Connection, OptionalExtension as _, Row, named_params, params};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::schema::COLUMNS;
use crate::switches::SirenOrder;

/// One folder or asset. Paths are below `/content/dam`, without a leading slash; the root's is
/// empty. Times are milliseconds since 1970.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub id: i64,
    pub parent: Option<i64>,
    pub name: String,
    pub path: String,
    pub kind: Kind,
    pub uuid: String,
    pub created: i64,
    pub created_by: String,
    pub modified: i64,
    pub modified_by: String,
    pub title: Option<String>,
    /// Who has it checked out.
    pub holder: Option<String>,
    pub binary: Option<String>,
    pub size: i64,
    pub mime: String,
    /// When the binary was written.
    pub written: i64,
    pub sha1: Option<String>,
    /// `dam:sha1` as the server shows it, which processing brings up to date.
    pub shown_sha1: Option<String>,
    pub shown_size: Option<i64>,
    pub processed: bool,
    pub ready_at: Option<i64>,
    /// Everything under `jcr:content/metadata` that is not computed, in the values of
    /// [`super::property`].
    pub metadata: Map<String, Value>,
    /// The same of `jcr:content` itself, such as `onTime` and a folder's `metadataSchema`.
    pub content: Map<String, Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Folder,
    Asset,
    /// A content fragment: an asset without a binary.
    Fragment,
}

impl Kind {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Folder => "folder",
            Self::Asset => "asset",
            Self::Fragment => "fragment",
        }
    }
}

impl Node {
    pub(crate) fn new(parent: Option<&Node>, name: &str, kind: Kind, user: &str, now: i64) -> Self {
        Self {
            id: 0,
            parent: parent.map(|node| node.id),
            name: name.to_owned(),
            path: parent.map_or_else(String::new, |node| join(&node.path, name)),
            kind,
            uuid: Uuid::new_v4().to_string(),
            created: now,
            created_by: user.to_owned(),
            modified: now,
            modified_by: user.to_owned(),
            title: None,
            holder: None,
            binary: None,
            size: 0,
            mime: String::new(),
            written: now,
            sha1: None,
            shown_sha1: None,
            shown_size: None,
            processed: true,
            ready_at: None,
            metadata: Map::new(),
            content: Map::new(),
        }
    }

    pub(crate) fn is_folder(&self) -> bool {
        self.kind == Kind::Folder
    }

    /// `/content/dam/…`
    pub(crate) fn full_path(&self) -> String {
        join("/content/dam", &self.path)
    }

    pub(crate) fn held_by_other(&self, user: &str) -> bool {
        self.holder.as_deref().is_some_and(|holder| holder != user)
    }

    pub(crate) fn touch(&mut self, user: &str, now: i64) {
        self.modified = now;
        user.clone_into(&mut self.modified_by);
    }

    pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let kind: String = row.get(4)?;
        let state: String = row.get(19)?;
        let metadata: String = row.get(21)?;
        let content: String = row.get(23)?;
        Ok(Self {
            id: row.get(0)?,
            parent: row.get(1)?,
            name: row.get(2)?,
            path: row.get(3)?,
            kind: match kind.as_str() {
                "folder" => Kind::Folder,
                "fragment" => Kind::Fragment,
                _ => Kind::Asset,
            },
            uuid: row.get(5)?,
            created: row.get(6)?,
            created_by: row.get(7)?,
            modified: row.get(8)?,
            modified_by: row.get(9)?,
            title: row.get(10)?,
            holder: row.get(11)?,
            binary: row.get(12)?,
            size: row.get(13)?,
            mime: row.get(14)?,
            written: row.get(15)?,
            sha1: row.get(16)?,
            shown_sha1: row.get(17)?,
            shown_size: row.get(18)?,
            processed: state != "processing",
            ready_at: row.get(20)?,
            metadata: serde_json::from_str(&metadata).unwrap_or_default(),
            content: serde_json::from_str(&content).unwrap_or_default(),
        })
    }

    /// The words that a full-text search finds, each between spaces.
    fn words(&self) -> String {
        let mut text = self.name.clone();
        for part in self
            .title
            .iter()
            .map(String::as_str)
            .chain(strings(&self.metadata))
        {
            text.push(' ');
            text.push_str(part);
        }
        format!(" {} ", split_words(&text).join(" "))
    }
}

/// The lower-case words of a text: runs of letters and digits.
pub(crate) fn split_words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// `folder/name`, where the root is empty.
pub(crate) fn join(folder: &str, name: &str) -> String {
    match (folder.is_empty(), name.is_empty()) {
        (true, _) => name.to_owned(),
        (_, true) => folder.to_owned(),
        (false, false) => format!("{folder}/{name}"),
    }
}

pub(crate) fn find(db: &Connection, path: &str) -> rusqlite::Result<Option<Node>> {
    db.prepare_cached(&format!("SELECT {COLUMNS} FROM nodes WHERE path = ?1"))?
        .query_row([path], Node::from_row)
        .optional()
}

pub(crate) fn child(db: &Connection, parent: &Node, name: &str) -> rusqlite::Result<Option<Node>> {
    db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM nodes WHERE parent = ?1 AND name = ?2"
    ))?
    .query_row(params![parent.id, name], Node::from_row)
    .optional()
}

/// Another asset with the same bytes.
pub(crate) fn with_same_bytes(db: &Connection, node: &Node) -> rusqlite::Result<Option<Node>> {
    db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM nodes WHERE sha1 = ?1 AND size = ?2 AND id <> ?3 LIMIT 1"
    ))?
    .query_row(params![node.sha1, node.size, node.id], Node::from_row)
    .optional()
}

/// Children of a folder without those whose paths are `hidden`.
pub(crate) fn children(
    db: &Connection,
    parent: &Node,
    order: SirenOrder,
    window: (i64, i64),
    hidden: &[String],
) -> rusqlite::Result<Vec<Node>> {
    let sql = children_sql(order);
    let (offset, limit) = window;
    db.prepare_cached(&sql)?
        .query_map(
            params![parent.id, json_list(hidden), limit, offset],
            Node::from_row,
        )?
        .collect()
}

fn children_sql(order: SirenOrder) -> String {
    let order = match order {
        SirenOrder::Name => "name",
        SirenOrder::NameDescending => "name DESC",
        SirenOrder::Insertion => "id",
    };
    format!(
        "SELECT {COLUMNS} FROM nodes WHERE parent = ?1 AND path NOT IN (SELECT value FROM json_each(?2)) \
         ORDER BY {order} LIMIT ?3 OFFSET ?4"
    )
}

pub(crate) fn count_children(
    db: &Connection,
    parent: &Node,
    hidden: &[String],
) -> rusqlite::Result<i64> {
    db.query_row(
        "SELECT count(*) FROM nodes WHERE parent = ?1 AND path NOT IN (SELECT value FROM json_each(?2))",
        params![parent.id, json_list(hidden)],
        |row| row.get(0),
    )
}

/// The node and everything below it, parents first.
pub(crate) fn subtree(db: &Connection, top: &Node) -> rusqlite::Result<Vec<Node>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM nodes WHERE path = ?1 OR (path > ?1 || '/' AND path < ?1 || '0') ORDER BY path"
    );
    db.prepare_cached(&sql)?
        .query_map([&top.path], Node::from_row)?
        .collect()
}

/// Writes a node: a new one when its `id` is 0, which is then filled in.
pub(crate) fn save(db: &Connection, node: &mut Node) -> rusqlite::Result<()> {
    let state = if node.processed {
        "processed"
    } else {
        "processing"
    };
    let metadata = Value::Object(node.metadata.clone()).to_string();
    let content = Value::Object(node.content.clone()).to_string();
    let id = (node.id != 0).then_some(node.id);
    let sql = if id.is_none() {
        insert_sql()
    } else {
        update_sql()
    };
    db.prepare_cached(&sql)?.execute(named_params! {
        ":id": id, ":parent": node.parent, ":name": node.name, ":path": node.path,
        ":kind": node.kind.text(), ":uuid": node.uuid, ":created": node.created,
        ":created_by": node.created_by, ":modified": node.modified,
        ":modified_by": node.modified_by, ":title": node.title, ":holder": node.holder,
        ":binary": node.binary, ":size": node.size, ":mime": node.mime, ":written": node.written,
        ":sha1": node.sha1, ":shown_sha1": node.shown_sha1, ":shown_size": node.shown_size,
        ":state": state, ":ready_at": node.ready_at, ":metadata": metadata,
        ":words": node.words(), ":content": content,
    })?;
    if id.is_none() {
        node.id = db.last_insert_rowid();
    }
    Ok(())
}

/// Removes a node and everything below it.
pub(crate) fn remove(db: &Connection, top: &Node) -> rusqlite::Result<()> {
    let below = "path = ?1 OR (path > ?1 || '/' AND path < ?1 || '0')";
    db.execute(
        &format!("DELETE FROM versions WHERE node IN (SELECT id FROM nodes WHERE {below})"),
        [&top.path],
    )?;
    db.execute(&format!("DELETE FROM nodes WHERE {below}"), [&top.path])?;
    Ok(())
}

/// Puts a node, with everything below it, elsewhere under another name.
pub(crate) fn relocate(
    db: &Connection,
    top: &Node,
    parent: &Node,
    name: &str,
) -> rusqlite::Result<()> {
    let to = join(&parent.path, name);
    db.execute(
        "UPDATE nodes SET path = ?2 || substr(path, length(?1) + 1)
         WHERE path > ?1 || '/' AND path < ?1 || '0'",
        params![top.path, to],
    )?;
    let mut moved = top.clone();
    moved.parent = Some(parent.id);
    name.clone_into(&mut moved.name);
    moved.path = to;
    save(db, &mut moved)
}

fn insert_sql() -> String {
    let values: Vec<String> = COLUMNS
        .split(',')
        .map(|c| format!(":{}", c.trim()))
        .collect();
    format!(
        "INSERT INTO nodes ({COLUMNS}) VALUES ({})",
        values.join(", ")
    )
}

fn update_sql() -> String {
    let sets: Vec<String> = COLUMNS
        .split(',')
        .map(|c| format!("{0} = :{0}", c.trim()))
        .collect();
    format!("UPDATE nodes SET {} WHERE id = :id", sets.join(", "))
}

fn json_list(texts: &[String]) -> String {
    Value::from(texts.to_vec()).to_string()
}

fn strings(metadata: &Map<String, Value>) -> impl Iterator<Item = &str> {
    metadata.values().flat_map(|value| match value {
        Value::String(text) => vec![text.as_str()],
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_children_is_walked_by_an_index_and_never_sorted() {
        let db = Connection::open_in_memory().unwrap();
        super::super::schema::prepare(&db).unwrap();
        for order in [SirenOrder::Name, SirenOrder::NameDescending] {
            let sql = format!("EXPLAIN QUERY PLAN {}", children_sql(order));
            let mut statement = db.prepare(&sql).unwrap();
            let steps: Vec<String> = statement
                .query_map(params![1, "[]", 500, 99_990], |row| row.get(3))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            assert!(
                steps.iter().any(|step| step.contains("nodes_children")),
                "{steps:?}"
            );
            assert!(
                !steps.iter().any(|step| step.contains("FOR ORDER BY")),
                "{steps:?}"
            );
        }
    }
}
