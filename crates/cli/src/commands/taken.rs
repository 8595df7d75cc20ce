//! `get --to`: copies outside the cache folder.

use std::path::{Path, PathBuf};

use damson_app::{
    UserError, export,
    intent::{RowsFilter, RowsQuery, RowsScope},
    view::{KindView, RowOrderView, RowView, StatusView},
};

use crate::{acting::together, exit::Exit, failure::Failure, session::Session, words::say};

/// Where copies are taken to.
#[derive(Debug)]
pub(crate) struct Taken {
    folder: PathBuf,
}

impl Taken {
    pub(crate) fn into_folder(folder: &Path) -> Result<Self, Failure> {
        let absolute =
            std::path::absolute(folder).map_err(|error| UserError::io(&error, folder))?;
        Ok(Self { folder: absolute })
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Copies what is here of some assets and folders. `flat`: without the folders they are in.
    pub(crate) async fn all(
        &mut self,
        paths: &[String],
        flat: bool,
        session: &Session,
    ) -> Result<Exit, Failure> {
        let mut ends = Vec::new();
        let mut copied = 0_u64;
        for path in paths {
            for row in of_path(path, session).await? {
                let Some(file) = row.file.as_deref().map(Path::new) else {
                    continue;
                };
                let to = self.folder.join(export::place(file, &row.path, path, flat));
                if session.dry_run {
                    let to = to.to_string_lossy();
                    session.output.result(say!(
                        "dry-run-copy",
                        path = &row.path,
                        to = to.as_ref()
                    ))?;
                    continue;
                }
                match export::copy(file, &to) {
                    Ok(()) => {
                        copied += 1;
                        ends.push(Exit::Done);
                    }
                    Err(error) => ends.push(crate::report::failure(&error.into(), &session.output)),
                }
            }
        }
        if session.dry_run {
            return Ok(together(&ends));
        }
        let folder = self.folder.to_string_lossy();
        session
            .output
            .result(say!("get-copied", count = copied, folder = folder.as_ref()))?;
        Ok(together(&ends))
    }
}

/// The assets of a path whose bytes are here.
async fn of_path(path: &str, session: &Session) -> Result<Vec<RowView>, Failure> {
    let is_here = |row: &RowView| {
        row.kind == KindView::Asset && !matches!(row.status, None | Some(StatusView::CloudOnly))
    };
    if path != "/" {
        let row = session.row(path).await?;
        if !matches!(row.kind, KindView::Folder | KindView::Root) {
            return Ok(Some(row).filter(is_here).into_iter().collect());
        }
    }
    let query = RowsQuery {
        filter: RowsFilter {
            here: true,
            ..RowsFilter::default()
        },
        order: RowOrderView::Path,
        ..RowsQuery::new(RowsScope::Below {
            path: path.to_owned(),
        })
    };
    let rows = session.all_rows(query).await?;
    Ok(rows.into_iter().filter(is_here).collect())
}
