//! Copies of assets for the rest of the computer: dragged, copied, exported, opened with another
//! application.

use std::path::{Path, PathBuf};

use damson_app::{
    ErrorCode, Intent, Reply, UserError,
    error::Result,
    export,
    intent::{ActOptions, RowsFilter, RowsQuery, RowsScope},
    view::{Action, BulkView, KindView, ProblemView, RowOrderView, RowView, StatusView},
};

use crate::Desk;

/// The largest picture beside the pointer, in bytes.
const MOST_IMAGE: usize = 256 * 1024;
/// Rows of one request.
const PAGE: u64 = 500;

impl Desk {
    /// Downloads the assets that are not here, then begins to drag the copies. `image` is a PNG that the
    /// window drew of them. Nobody can be asked in the middle of a drag: what is restricted is refused.
    pub async fn drag_out(
        &self,
        connection: Option<String>,
        paths: Vec<String>,
        image: Option<Vec<u8>>,
    ) -> Result<Vec<PathBuf>> {
        let restricted = Intent::Restricted {
            connection: connection.clone(),
            action: None,
            paths: paths.clone(),
        };
        let Reply::Restricted(restricted) = self.send(restricted).await? else {
            return Err(ErrorCode::Unexpected.into());
        };
        if restricted.count > 0 {
            return Err(UserError {
                about: paths.into_iter().next(),
                restricted,
                ..UserError::new(ErrorCode::Restricted)
            });
        }
        let files = self.copies_of(connection.as_deref(), paths).await?;
        let image = image.filter(|image| is_drag_image(image));
        self.inner.screen.drag_out(&files, image).await?;
        Ok(files)
    }

    /// Downloads the assets that are not here, then puts the copies on the clipboard, as the file manager
    /// does.
    pub async fn copy_files(
        &self,
        connection: Option<String>,
        paths: Vec<String>,
    ) -> Result<Vec<PathBuf>> {
        let files = self.copies_of(connection.as_deref(), paths).await?;
        self.inner.screen.copy_files(&files)?;
        Ok(files)
    }

    /// Copies assets, and all assets in folders, into a folder of this computer. With `flat`, the copies
    /// are without the folders that the assets are in. An asset that can't be copied is a problem in the
    /// reply, and the others are copied.
    pub async fn export(
        &self,
        connection: Option<String>,
        paths: Vec<String>,
        folder: &Path,
        flat: bool,
    ) -> Result<BulkView> {
        let mut done = BulkView {
            done: 0,
            folders: 0,
            skipped: 0,
            problems: Vec::new(),
        };
        for top in paths {
            let row = self.row(connection.as_deref(), &top).await?;
            let rows = match row.kind {
                KindView::Folder | KindView::Root => {
                    let downloaded = self.download(connection.as_deref(), &top).await?;
                    if let Reply::Bulk(bulk) = downloaded {
                        done.problems.extend(bulk.problems);
                    }
                    self.rows_below(connection.as_deref(), &top).await?
                }
                KindView::Asset | KindView::NoFile | KindView::NoName => {
                    if row.status == Some(StatusView::CloudOnly) {
                        self.download(connection.as_deref(), &top).await?;
                    }
                    vec![row]
                }
            };
            for row in rows {
                match self.export_one(&row, &top, folder, flat).await {
                    Ok(()) => done.done += 1,
                    Err(error) => done.problems.push(ProblemView {
                        path: row.path,
                        file: error.file.clone(),
                        error,
                    }),
                }
            }
        }
        Ok(done)
    }

    /// Opens the copy of an asset with a program that the person picked. An asset without a copy is
    /// downloaded first.
    pub async fn open_with(
        &self,
        connection: Option<String>,
        path: String,
        program: &Path,
    ) -> Result<()> {
        let file = self.copy_of(connection.as_deref(), path).await?;
        damson_app::shell::open_with(&file, program)
    }

    async fn export_one(&self, row: &RowView, top: &str, folder: &Path, flat: bool) -> Result<()> {
        let missing = || UserError::new(ErrorCode::NotFound).detail(row.path.clone());
        let file = row.file.clone().map(PathBuf::from).ok_or_else(missing)?;
        let to = folder.join(export::place(&file, &row.path, top, flat));
        let copied = tokio::task::spawn_blocking(move || export::copy(&file, &to)).await;
        copied.map_err(|error| UserError::new(ErrorCode::Unexpected).said(error.to_string()))?
    }

    async fn copies_of(
        &self,
        connection: Option<&str>,
        paths: Vec<String>,
    ) -> Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for path in paths {
            files.push(self.copy_of(connection, path).await?);
        }
        Ok(files)
    }

    /// The copy of an asset on this computer. An asset without a copy is downloaded first.
    async fn copy_of(&self, connection: Option<&str>, path: String) -> Result<PathBuf> {
        let row = self.row(connection, &path).await?;
        let is_folder = matches!(row.kind, KindView::Folder | KindView::Root);
        if is_folder || row.status == Some(StatusView::CloudOnly) {
            self.download(connection, &path).await?;
        }
        let missing = || UserError::new(ErrorCode::NotFound).detail(path.clone());
        row.file.map(PathBuf::from).ok_or_else(missing)
    }

    async fn download(&self, connection: Option<&str>, path: &str) -> Result<Reply> {
        let download = Intent::Act {
            connection: connection.map(str::to_owned),
            action: Action::Download,
            path: path.to_owned(),
            // The window asks before copies are taken elsewhere.
            options: ActOptions {
                restricted: true,
                ..ActOptions::default()
            },
        };
        self.send(download).await
    }

    async fn row(&self, connection: Option<&str>, path: &str) -> Result<RowView> {
        let scope = RowsScope::One {
            path: path.to_owned(),
        };
        let rows = self.rows(connection, RowsQuery::new(scope)).await?;
        let missing = || UserError::new(ErrorCode::NotFound).detail(path);
        rows.into_iter().next().ok_or_else(missing)
    }

    /// The assets below a folder whose bytes are here.
    async fn rows_below(&self, connection: Option<&str>, path: &str) -> Result<Vec<RowView>> {
        let mut found = Vec::new();
        loop {
            let query = RowsQuery {
                filter: RowsFilter {
                    here: true,
                    ..RowsFilter::default()
                },
                order: RowOrderView::Path,
                offset: found.len() as u64,
                limit: PAGE,
                ..RowsQuery::new(RowsScope::Below {
                    path: path.to_owned(),
                })
            };
            let rows = self.rows(connection, query).await?;
            let last = (rows.len() as u64) < PAGE;
            found.extend(rows);
            if last {
                break;
            }
        }
        found
            .retain(|row| row.kind == KindView::Asset && row.status != Some(StatusView::CloudOnly));
        Ok(found)
    }

    async fn rows(&self, connection: Option<&str>, query: RowsQuery) -> Result<Vec<RowView>> {
        let rows = Intent::Rows {
            connection: connection.map(str::to_owned),
            query,
        };
        let Reply::Rows(page) = self.send(rows).await? else {
            return Err(ErrorCode::Unexpected.into());
        };
        Ok(page.rows)
    }
}

/// Whether an image may go to the system: only a small PNG may.
fn is_drag_image(image: &[u8]) -> bool {
    image.starts_with(b"\x89PNG\r\n\x1a\n") && image.len() <= MOST_IMAGE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_small_png_is_shown_beside_the_pointer() {
        let png = b"\x89PNG\r\n\x1a\n rest".to_vec();
        assert!(is_drag_image(&png));
        assert!(!is_drag_image(b"<svg"));
        assert!(!is_drag_image(&[png, vec![0; MOST_IMAGE]].concat()));
    }
}
