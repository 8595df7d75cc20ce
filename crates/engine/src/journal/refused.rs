//! Names of the server that can't be paths: rows that say so.

use damson_core::{DamPath, Kind, OnServer, Revision, Timestamp};
use damson_remote::Refused;

use super::{
    Asset, Journal, JournalResult,
    assets::{get, save},
};

/// The code of the problem of something whose name on the server can't be a path.
pub(super) const REFUSED_NAME: &str = "refused-name";

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
        self.write_told(|tx| {
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
