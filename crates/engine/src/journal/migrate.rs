//! The shape of the journal over the versions of Damson.

use rusqlite::Connection;
use rusqlite_migration::{M, MigrationDefinitionError, Migrations};

use crate::model::JournalError;

/// Brings a journal up to the shape that this version knows.
/// [`JournalError::TooNew`] when a later version wrote it.
pub(super) fn migrate(conn: &mut Connection) -> Result<(), JournalError> {
    use rusqlite_migration::Error;
    super::sql::teach(conn)?;
    match migrations().to_latest(conn) {
        Ok(()) => Ok(()),
        Err(Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead)) => {
            Err(JournalError::TooNew)
        }
        Err(Error::RusqliteError { err, .. }) => Err(err.into()),
        Err(other) => Err(JournalError::Damaged(
            rusqlite::Error::ToSqlConversionFailure(Box::new(other)),
        )),
    }
}

fn migrations() -> Migrations<'static> {
    Migrations::new(vec![
        M::up(include_str!("migrations/001.sql")),
        M::up(include_str!("migrations/002.sql")),
        M::up(include_str!("migrations/003.sql")),
        M::up(include_str!("migrations/004.sql")),
        M::up(include_str!("migrations/005.sql")),
        M::up(include_str!("migrations/006.sql")),
        M::up(include_str!("migrations/007.sql")),
        M::up(include_str!("migrations/008.sql")),
        M::up(include_str!("migrations/009.sql")),
        M::up(include_str!("migrations/010.sql")),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_migrations_are_valid() {
        let mut conn = Connection::open_in_memory().unwrap();
        super::super::sql::teach(&conn).unwrap();
        assert_eq!(migrations().to_latest(&mut conn), Ok(()));
    }

    #[test]
    fn a_journal_of_a_later_version_is_left_alone() {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate(&mut conn).unwrap();
        conn.pragma_update(None, "user_version", 99).unwrap();
        assert!(matches!(migrate(&mut conn), Err(JournalError::TooNew)));
    }

    #[test]
    fn migrating_twice_changes_nothing() {
        let mut conn = Connection::open_in_memory().unwrap();
        migrate(&mut conn).unwrap();
        conn.execute("INSERT INTO meta VALUES ('a', 'b')", [])
            .unwrap();
        migrate(&mut conn).unwrap();
        let kept: i64 = conn
            .query_row("SELECT count(*) FROM meta", [], |row| row.get(0))
            .unwrap();
        assert_eq!(kept, 1);
    }
}
