//! What the server lists and can't be taken over: names that can't be paths, and what it says
//! nothing of. Rows say so.

use damson_core::{DamPath, Kind, OnServer, Revision, Timestamp};
use damson_remote::{Refused, Unread};

use super::{
    Journal,
    assets::{get, save},
};
use crate::model::{Asset, JournalResult};

/// The code of the problem of something whose name on the server can't be a path.
pub(super) const REFUSED_NAME: &str = "refused-name";

/// The code of the problem of what the server lists and says nothing else of.
pub(super) const WITHHELD: &str = "withheld";

/// What the names of such rows begin with, so that a real name hardly ever is one of them.
const MARK: char = '\u{FFFD}';

impl Journal {
    /// Takes over what a page of the listing of `folder` holds under names that can't be paths,
    /// each as a row with a problem. A listing that doesn't see it again ends it
    /// ([`Journal::end_listing`]). An asset that has the name of such a row keeps its row.
    pub fn apply_refused(
        &self,
        folder: &DamPath,
        generation: i64,
        refused: &[Refused],
        now: Timestamp,
    ) -> JournalResult<()> {
        if refused.is_empty() {
            return Ok(());
        }
        self.write_unflushed(|tx| {
            for refused in refused {
                let Some(path) = refused_row(folder, refused) else {
                    continue;
                };
                let mut row = match get(tx, &path)? {
                    Some(known) if known.kind != Kind::NoName => continue,
                    Some(known) => known,
                    None => Asset::new(path, Kind::NoName),
                };
                row.remote.state = OnServer::Present(Revision::default());
                row.remote.checked = Some(now);
                row.remote.generation = generation;
                row.remote.title = Some(refused.shown.clone());
                row.problem = Some((REFUSED_NAME.to_owned(), refused.why.to_string()));
                save(tx, &row)?;
            }
            Ok(())
        })
    }

    /// Takes over what a listing of `folder` names and could not read: each keeps what was known of
    /// it, and of everything below it, and has a problem until it is read again. With a generation
    /// the listing saw it, so that its end doesn't take it as gone.
    pub fn apply_unread(
        &self,
        generation: Option<i64>,
        unread: &[Unread],
        now: Timestamp,
    ) -> JournalResult<()> {
        if unread.is_empty() {
            return Ok(());
        }
        self.write_unflushed(|tx| {
            for unread in unread {
                let known = get(tx, &unread.path)?;
                let mut row = known.unwrap_or_else(|| Asset::new(unread.path.clone(), Kind::Asset));
                if let Some(generation) = generation {
                    row.remote.generation = generation;
                }
                if row.problem.is_none() || row.has_problem(WITHHELD) {
                    row.problem = Some((WITHHELD.to_owned(), unread.why.clone()));
                    row.remote.checked = Some(now);
                }
                save(tx, &row)?;
            }
            Ok(())
        })
    }
}

/// Where the row of such a name is; `None` where there can be none.
pub(crate) fn refused_row(folder: &DamPath, refused: &Refused) -> Option<DamPath> {
    folder.join(&row_name(&refused.shown)).ok()
}

/// A name for the row: what is shown of the server's, without what a name can't hold.
fn row_name(shown: &str) -> String {
    let kept = shown.chars().map(|c| match c {
        '/' => '\u{2215}',
        '\0' => '\u{2400}',
        other => other,
    });
    std::iter::once(MARK).chain(kept).collect()
}
