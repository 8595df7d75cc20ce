//! What the window shows: filtered, sorted and paged by SQLite.

use rusqlite::types::Value;

use super::{
    Journal,
    asset_row::{self, COLUMNS},
    codes::{count_in, status_code, status_of},
    key,
};
use crate::model::{
    Asset, Counts, JournalResult, Orientation, RowFilter, RowOrder, RowQuery, RowScope,
};

/// No page is longer.
const MOST: u64 = 1_000;

impl Journal {
    /// A page of what a query has, and how many it has in all.
    pub fn rows(&self, query: &RowQuery) -> JournalResult<(Vec<Asset>, u64)> {
        let select = select(query);
        let conn = self.conn();
        let total: u64 = conn
            .prepare_cached(&format!("SELECT count(*) {}", select.from))?
            .query_row(rusqlite::params_from_iter(&select.values), |row| {
                count_in(row, 0)
            })?;
        // Keys are picked first: a page far down reads the rest of its own rows alone.
        let columns = order(query);
        let Select {
            from: picked,
            values,
        } = picked(query, select);
        let sql = format!(
            "SELECT {COLUMNS} FROM ({picked}) JOIN asset a ON a.key = picked ORDER BY {columns}"
        );
        let mut page = values;
        page.push(Value::Integer(number(query.limit.min(MOST))));
        page.push(Value::Integer(number(query.offset)));
        let mut select = conn.prepare_cached(&sql)?;
        let rows = select.query_map(rusqlite::params_from_iter(&page), asset_row::read)?;
        Ok((rows.collect::<Result<_, _>>()?, total))
    }

    /// How many rows of a query are left out because they have expired.
    pub fn expired_rows(&self, query: &RowQuery) -> JournalResult<u64> {
        let Some(now) = query.filter.unexpired_at else {
            return Ok(0);
        };
        let mut all = query.clone();
        all.filter.unexpired_at = None;
        let Select { from, mut values } = select(&all);
        values.push(Value::Integer(now.0));
        let sql = format!("SELECT count(*) {from} AND {EXPIRED}");
        let conn = self.conn();
        let mut count = conn.prepare_cached(&sql)?;
        Ok(count.query_row(rusqlite::params_from_iter(&values), |row| count_in(row, 0))?)
    }

    /// How many assets are in each view.
    pub fn counts(&self) -> JournalResult<Counts> {
        let conn = self.conn();
        let mut counts = Counts::default();
        let mut select = conn.prepare_cached(
            "SELECT status, count(*) FROM asset WHERE status IS NOT NULL GROUP BY status",
        )?;
        let rows = select.query_map([], |row| Ok((row.get::<_, i64>(0)?, count_in(row, 1)?)))?;
        for row in rows {
            let (code, count) = row?;
            if let Some(status) = status_of(code) {
                counts.by_status.insert(status, count);
            }
        }
        let count = |sql: &str| -> rusqlite::Result<u64> {
            conn.prepare_cached(sql)?
                .query_row([], |row| count_in(row, 0))
        };
        counts.mine = count("SELECT count(*) FROM asset WHERE lock = 1")?;
        counts.pinned = count("SELECT count(*) FROM asset WHERE pinned = 1")?;
        counts.problems = count("SELECT count(*) FROM asset WHERE problem IS NOT NULL")?;
        counts.recovered = count("SELECT count(*) FROM recovered")?;
        Ok(counts)
    }
}

struct Select {
    /// From `FROM` to the end of the conditions.
    from: String,
    values: Vec<Value>,
}

fn select(query: &RowQuery) -> Select {
    let mut conditions = Vec::new();
    let mut values = Vec::new();
    match &query.scope {
        RowScope::Folder(folder) => {
            conditions.push("a.parent = ?".to_owned());
            values.push(Value::Blob(key::key(folder)));
        }
        RowScope::Below(folder) => {
            let (low, high) = key::below(folder);
            conditions.push("a.key > ? AND a.key < ?".to_owned());
            values.extend([Value::Blob(low), Value::Blob(high)]);
        }
        RowScope::One(path) => {
            conditions.push("a.key = ?".to_owned());
            values.push(Value::Blob(key::key(path)));
        }
    }
    filter(&query.filter, &mut conditions, &mut values);
    Select {
        from: format!("FROM asset a WHERE {}", conditions.join(" AND ")),
        values,
    }
}

fn filter(filter: &RowFilter, conditions: &mut Vec<String>, values: &mut Vec<Value>) {
    if !filter.statuses.is_empty() {
        let codes: Vec<String> = filter
            .statuses
            .iter()
            .map(|status| status_code(*status).to_string())
            .collect();
        conditions.push(format!("a.status IN ({})", codes.join(",")));
    }
    match (filter.mine, filter.theirs) {
        (true, true) => conditions.push("a.lock IN (1, 2)".to_owned()),
        (true, false) => conditions.push("a.lock = 1".to_owned()),
        (false, true) => conditions.push("a.lock = 2".to_owned()),
        (false, false) => {}
    }
    if filter.pinned {
        conditions.push("a.pinned = 1".to_owned());
    }
    if filter.problems {
        conditions.push("a.problem IS NOT NULL".to_owned());
    }
    if filter.here {
        conditions.push(HERE.to_owned());
    }
    if filter.folders {
        conditions.push("a.leaf = 0".to_owned());
    }
    if filter.assets {
        conditions.push("a.leaf = 1".to_owned());
    }
    if let Some(orientation) = filter.orientation {
        let shape = match orientation {
            Orientation::Landscape => "a.width > a.height",
            Orientation::Portrait => "a.width < a.height",
            Orientation::Square => "a.width = a.height",
        };
        conditions.push(format!("a.leaf = 1 AND {shape}"));
    }
    // A folder has no size of its own.
    if let Some(from) = filter.size_from {
        conditions.push("a.leaf = 1 AND a.size >= ?".to_owned());
        values.push(Value::Integer(number(from.0)));
    }
    if let Some(below) = filter.size_below {
        conditions.push("a.leaf = 1 AND a.size < ?".to_owned());
        values.push(Value::Integer(number(below.0)));
    }
    match filter.locked {
        Some(true) => conditions.push("a.lock <> 0".to_owned()),
        Some(false) => conditions.push("a.lock = 0".to_owned()),
        None => {}
    }
    if !filter.types.is_empty() {
        let any = vec![format!("{TYPE} GLOB ?"); filter.types.len()];
        conditions.push(format!("a.leaf = 1 AND ({})", any.join(" OR ")));
        values.extend(filter.types.iter().map(|kind| Value::Text(glob(kind))));
    }
    if let Some(from) = filter.modified_from {
        conditions.push(format!("{MODIFIED} >= ?"));
        values.push(Value::Integer(from.0));
    }
    if let Some(before) = filter.modified_before {
        conditions.push(format!("{MODIFIED} < ?"));
        values.push(Value::Integer(before.0));
    }
    if let Some(now) = filter.unexpired_at {
        conditions.push(format!("NOT {EXPIRED}"));
        values.push(Value::Integer(now.0));
    }
    for word in key::name_key(&filter.name).split_whitespace() {
        let is_pattern = word.contains(['*', '?']);
        let (condition, value) = if is_pattern {
            let whole = "(a.name_key GLOB ? OR folded(a.title) GLOB ?)";
            (whole, word.replace('[', "[[]"))
        } else {
            let part = "(instr(a.name_key, ?) > 0 OR instr(folded(a.title), ?) > 0)";
            (part, word.to_owned())
        };
        conditions.push(condition.to_owned());
        values.extend([Value::Text(value.clone()), Value::Text(value)]);
    }
}

/// Of a media type's pattern only the star means more than itself.
fn glob(kind: &str) -> String {
    kind.to_lowercase().replace('[', "[[]").replace('?', "[?]")
}

/// A file that is here, or a folder with one below it.
const HERE: &str = "(a.here = 1 OR (a.leaf = 0 AND EXISTS (
    SELECT 1 FROM asset h WHERE h.here = 1
    AND h.key > CAST(a.key || x'00' AS BLOB) AND h.key < CAST(a.key || x'01' AS BLOB))))";

/// What has expired at a moment and is the server's alone, as `Asset::is_hidden_when_expired` says it.
const EXPIRED: &str =
    "(a.leaf = 1 AND a.here = 0 AND a.lock <> 1 AND a.expires IS NOT NULL AND a.expires <= ?)";

/// The keys of a page, as `picked`; the limit and the offset come after its values.
fn picked(query: &RowQuery, select: Select) -> Select {
    let Select { from, values } = select;
    let page = "LIMIT ? OFFSET ?";
    if query.order != RowOrder::Name || !query.descending {
        let from = format!(
            "SELECT a.key AS picked {from} ORDER BY {} {page}",
            order(query)
        );
        return Select { from, values };
    }
    // Folders first and names backwards is no order of the index, but each half is one.
    let half = |leaf: u8| {
        format!(
            "SELECT key AS picked FROM (SELECT a.key AS key {from} AND a.leaf = {leaf}
            ORDER BY a.name_key COLLATE in_order DESC, a.key DESC)"
        )
    };
    Select {
        from: format!("{} UNION ALL {} {page}", half(0), half(1)),
        values: [values.clone(), values].concat(),
    }
}

fn order(query: &RowQuery) -> String {
    let direction = if query.descending { "DESC" } else { "ASC" };
    // Names and keys break ties, so that pages never repeat or miss a row.
    match query.order {
        // Folders stay first in both directions.
        RowOrder::Name => {
            format!("a.leaf, a.name_key COLLATE in_order {direction}, a.key {direction}")
        }
        RowOrder::Status => {
            format!("a.status IS NULL, a.status {direction}, a.name_key COLLATE in_order, a.key")
        }
        RowOrder::Size => format!("a.size {direction}, a.name_key COLLATE in_order, a.key"),
        RowOrder::Modified => format!("{MODIFIED} {direction}, a.name_key COLLATE in_order, a.key"),
        RowOrder::Type => {
            format!("a.leaf, a.media_type {direction}, a.name_key COLLATE in_order, a.key")
        }
        RowOrder::Lock => {
            let holder = "CASE a.lock WHEN 0 THEN 2 WHEN 1 THEN 0 ELSE 1 END";
            format!(
                "a.leaf, {holder} {direction}, a.lock_holder COLLATE NOCASE {direction}, \
                a.name_key COLLATE in_order, a.key"
            )
        }
        RowOrder::Path => format!("a.key {direction}"),
    }
}

/// What the server says, else what the name says.
const TYPE: &str = "lower(CASE WHEN coalesce(a.media_type, '') IN ('', 'application/octet-stream')
    THEN coalesce(media_type_of(a.name_key), a.media_type, '') ELSE a.media_type END)";

/// When the bytes were written, else when anything changed.
const MODIFIED: &str = "coalesce(a.remote_modified, a.changed, a.base_modified)";

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
