//! Which assets documents link to, as it was read from their copies.

use damson_core::DamPath;
use rusqlite::params;

use super::{Journal, key};
use crate::model::{JournalResult, Stamp};

/// A document whose links were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadDocument {
    pub path: DamPath,
    size: u64,
    modified_ns: String,
}

impl ReadDocument {
    /// Whether the copy with this stamp is the one that was read.
    pub fn is(&self, stamp: &Stamp) -> bool {
        self.size == stamp.size.0 && self.modified_ns == stamp.modified_ns.to_string()
    }
}

impl Journal {
    /// Notes what a document links to, in place of what was noted before; of each asset whether only
    /// its name speaks for it.
    pub fn note_links(
        &self,
        document: &DamPath,
        read: &Stamp,
        assets: &[(DamPath, bool)],
    ) -> JournalResult<()> {
        let size = i64::try_from(read.size.0).unwrap_or(i64::MAX);
        self.write(|tx| {
            let at = key::key(document);
            tx.prepare_cached("DELETE FROM link WHERE document = ?1")?
                .execute([&at])?;
            tx.prepare_cached("INSERT OR REPLACE INTO link_read VALUES (?1, ?2, ?3)")?
                .execute(params![at, size, read.modified_ns.to_string()])?;
            let mut insert =
                tx.prepare_cached("INSERT OR REPLACE INTO link VALUES (?1, ?2, ?3)")?;
            for (path, guess) in assets {
                insert.execute(params![at, key::key(path), guess])?;
            }
            Ok(())
        })
    }

    /// The documents whose links were read, in the order of the paths; at most `most` after `after`.
    pub fn read_documents(
        &self,
        after: Option<&DamPath>,
        most: usize,
    ) -> JournalResult<Vec<ReadDocument>> {
        let conn = self.conn();
        let mut select = conn.prepare_cached(
            "SELECT document, size, modified_ns FROM link_read WHERE document > ?1
             ORDER BY document LIMIT ?2",
        )?;
        let after = after.map(key::key).unwrap_or_default();
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = select.query_map(params![after, most], |row| {
            Ok((
                row.get::<_, Vec<u8>>(0)?,
                row.get::<_, i64>(1)?,
                row.get(2)?,
            ))
        })?;
        let mut documents = Vec::new();
        for row in rows {
            let (stored, size, modified_ns) = row?;
            documents.extend(key::path(&stored).map(|path| ReadDocument {
                path,
                size: u64::try_from(size).unwrap_or_default(),
                modified_ns,
            }));
        }
        Ok(documents)
    }

    /// The documents that link to an asset, in the order of the paths; of each whether only the name
    /// speaks for it.
    pub fn used_by(&self, path: &DamPath) -> JournalResult<Vec<(DamPath, bool)>> {
        let conn = self.conn();
        let mut select = conn
            .prepare_cached("SELECT document, guess FROM link WHERE key = ?1 ORDER BY document")?;
        let rows = select.query_map([key::key(path)], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?))
        })?;
        let mut documents = Vec::new();
        for row in rows {
            let (stored, guess) = row?;
            documents.extend(key::path(&stored).map(|path| (path, guess)));
        }
        Ok(documents)
    }

    /// Forgets a document that is gone.
    pub fn forget_links(&self, document: &DamPath) -> JournalResult<()> {
        self.write(|tx| {
            let at = key::key(document);
            tx.prepare_cached("DELETE FROM link WHERE document = ?1")?
                .execute([&at])?;
            tx.prepare_cached("DELETE FROM link_read WHERE document = ?1")?
                .execute([&at])?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use damson_core::ByteCount;

    fn path(text: &str) -> DamPath {
        DamPath::parse(text).unwrap()
    }

    fn stamp(modified_ns: i128) -> Stamp {
        Stamp {
            size: ByteCount(3),
            modified_ns,
            file_id: 1,
            changed_ns: None,
        }
    }

    #[test]
    fn what_is_read_again_takes_the_place_of_what_was_read() {
        let journal = Journal::in_memory().unwrap();
        let (layout, sky, sea) = (path("a/layout.indd"), path("a/sky.psd"), path("a/sea.psd"));
        let both = [(sky.clone(), false), (sea.clone(), true)];
        journal.note_links(&layout, &stamp(1), &both).unwrap();
        assert_eq!(journal.used_by(&sky).unwrap(), [(layout.clone(), false)]);
        assert_eq!(journal.used_by(&sea).unwrap(), [(layout.clone(), true)]);
        let read = journal.read_documents(None, 10).unwrap();
        assert!(read[0].is(&stamp(1)) && !read[0].is(&stamp(2)));
        journal.note_links(&layout, &stamp(2), &both[..1]).unwrap();
        assert_eq!(journal.used_by(&sea).unwrap(), []);
        assert!(
            journal
                .read_documents(Some(&layout), 10)
                .unwrap()
                .is_empty()
        );
        journal.forget_links(&layout).unwrap();
        assert_eq!(journal.used_by(&sky).unwrap(), []);
        assert!(journal.read_documents(None, 10).unwrap().is_empty());
    }
}
