//! What the journal knows about itself and its connection.

use std::path::Path;

use damson_core::{DamPath, Timestamp, brake::Brake};
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use super::Journal;
use crate::model::JournalResult;

/// Whose cache folder this is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerIdentity {
    /// The address of the server, as the account has it.
    pub server: String,
    /// The id of the person, as the server spells it.
    pub account: String,
}

impl Journal {
    /// Whose journal it is; `None` for one that was never used.
    pub fn identity(&self) -> JournalResult<Option<ServerIdentity>> {
        let (server, account) = (self.meta("server")?, self.meta("account")?);
        Ok(server
            .zip(account)
            .map(|(server, account)| ServerIdentity { server, account }))
    }

    pub fn set_identity(&self, identity: &ServerIdentity) -> JournalResult<()> {
        self.write(|tx| {
            set(tx, "server", &identity.server)?;
            set(tx, "account", &identity.account)?;
            Ok(())
        })
    }

    /// The latest time that was seen, for noticing a clock that jumped back.
    pub fn clock(&self) -> JournalResult<Option<Timestamp>> {
        let text = self.meta("clock")?;
        Ok(text.and_then(|text| text.parse().ok()).map(Timestamp))
    }

    pub fn set_clock(&self, now: Timestamp) -> JournalResult<()> {
        self.set_meta("clock", &now.0.to_string())
    }

    /// When a damaged journal was last put aside for this one.
    pub fn rebuilt(&self) -> JournalResult<Option<Timestamp>> {
        let text = self.meta("rebuilt")?;
        Ok(text.and_then(|text| text.parse().ok()).map(Timestamp))
    }

    pub fn set_rebuilt(&self, now: Timestamp) -> JournalResult<()> {
        self.set_meta("rebuilt", &now.0.to_string())
    }

    /// The brake that stopped everything, and the folder that was looked at when it did; until a
    /// person says go on, whatever process that is said to.
    pub fn halt(&self) -> JournalResult<Option<(Brake, DamPath)>> {
        let text = self.meta(HALT)?.unwrap_or_default();
        Ok(text.split_once('\n').and_then(|(brake, folder)| {
            let folder = DamPath::parse(folder).unwrap_or_default();
            Some((brake_of(brake)?, folder))
        }))
    }

    pub fn set_halt(&self, halt: Option<(Brake, &DamPath)>) -> JournalResult<()> {
        let text =
            halt.map(|(brake, folder)| format!("{}\n{}", brake_text(brake), folder.as_str()));
        self.set_meta(HALT, text.as_deref().unwrap_or_default())
    }

    /// A number greater than every one before it, for a listing that begins.
    pub fn next_generation(&self) -> JournalResult<i64> {
        let mut reserved = self.reserved();
        if let Some(next) = reserved.next() {
            return Ok(next);
        }
        *reserved = self.write_unflushed(|tx| {
            let last = get(tx, "generation")?.and_then(|text| text.parse().ok());
            let first = last.unwrap_or(0i64) + 1;
            let after = first + RESERVED;
            set(tx, "generation", &(after - 1).to_string())?;
            Ok(first..after)
        })?;
        Ok(reserved.next().expect("some were reserved"))
    }

    /// What was found out about the server by trying, in its connector's own words.
    pub fn learnt(&self) -> JournalResult<Option<String>> {
        self.meta(LEARNT)
    }

    pub fn set_learnt(&self, learnt: &str) -> JournalResult<()> {
        self.set_meta(LEARNT, learnt)
    }

    /// How often an entity tag of this server was seen to change without the bytes.
    pub(crate) fn times_tag_changed_alone(&self) -> JournalResult<u64> {
        let text = self.meta(MEANINGLESS)?;
        Ok(text.and_then(|text| text.parse().ok()).unwrap_or_default())
    }

    /// Counts one more entity tag that changed without the bytes; returns how many that makes.
    pub(crate) fn note_tag_changed_alone(&self) -> JournalResult<u64> {
        let caught = self.times_tag_changed_alone()? + 1;
        self.set_meta(MEANINGLESS, &caught.to_string())?;
        Ok(caught)
    }

    /// Anything else the engine wants to find again.
    pub fn meta(&self, name: &str) -> JournalResult<Option<String>> {
        Ok(get(&self.conn(), name)?)
    }

    pub fn set_meta(&self, name: &str, value: &str) -> JournalResult<()> {
        self.write(|tx| Ok(set(tx, name, value)?))
    }
}

/// The name under which tags that changed without the bytes are counted.
const MEANINGLESS: &str = "tags-without-meaning";

/// The name of what the connector found out.
const LEARNT: &str = "learnt";

/// [`Journal::learnt`] of a journal that nobody has opened. It is only read: opening it would have
/// the next process believe that it was closed in order.
pub fn learnt_in(file: &Path) -> Option<String> {
    let conn = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
    get(&conn, LEARNT).ok()?
}

/// Generations that are reserved at a time, so that few listings wait for a commit before they
/// begin. A restart leaves out those that were not used.
const RESERVED: i64 = 64;

/// Whether the last user closed the journal; true for a journal that was never used.
pub(super) fn was_closed(conn: &Connection) -> rusqlite::Result<bool> {
    Ok(get(conn, CLOSED)?.is_none_or(|text| text == "yes"))
}

pub(super) fn mark_open(conn: &Connection) -> rusqlite::Result<()> {
    set(conn, CLOSED, "no")
}

pub(super) fn mark_closed(conn: &Connection) -> rusqlite::Result<()> {
    set(conn, CLOSED, "yes")
}

const CLOSED: &str = "closed";

const HALT: &str = "halt";

fn brake_text(brake: Brake) -> String {
    match brake {
        Brake::EmptiedRoot { before } => format!("emptied {before}"),
        Brake::MassChange { changed, of } => format!("changed {changed} {of}"),
        Brake::Vanished { gone, of } => format!("vanished {gone} {of}"),
        Brake::OtherAccount => "account".to_owned(),
        Brake::ClockJump { seconds } => format!("clock {seconds}"),
    }
}

fn brake_of(text: &str) -> Option<Brake> {
    let words: Vec<&str> = text.split(' ').collect();
    match words.as_slice() {
        ["emptied", before] => Some(Brake::EmptiedRoot {
            before: before.parse().ok()?,
        }),
        ["changed", changed, of] => Some(Brake::MassChange {
            changed: changed.parse().ok()?,
            of: of.parse().ok()?,
        }),
        ["vanished", gone, of] => Some(Brake::Vanished {
            gone: gone.parse().ok()?,
            of: of.parse().ok()?,
        }),
        ["account"] => Some(Brake::OtherAccount),
        ["clock", seconds] => Some(Brake::ClockJump {
            seconds: seconds.parse().ok()?,
        }),
        _ => None,
    }
}

fn get(conn: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    conn.prepare_cached("SELECT value FROM meta WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()
}

fn set(conn: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    conn.prepare_cached("INSERT OR REPLACE INTO meta VALUES (?1, ?2)")?
        .execute(params![name, value])?;
    Ok(())
}
