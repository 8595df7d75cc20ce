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

use futures::{StreamExt as _, stream};

use crate::Desk;

/// The largest picture beside the pointer, in bytes.
const MOST_IMAGE: usize = 256 * 1024;
/// Renditions on their way at a time.
const AT_ONCE: usize = 4;
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

    /// Exports a rendition of assets, and of all assets in folders, as [`Desk::export`] does the
    /// originals. The copies in the cache folder have no part in it. An asset that lacks the rendition
    /// is a problem in the reply, and nothing takes its place.
    pub async fn export_renditions(
        &self,
        connection: Option<String>,
        paths: Vec<String>,
        folder: &Path,
        flat: bool,
        rendition: &str,
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
                    // Whoever counts what is below a folder reads all of it from the server.
                    let measure = Intent::Measure {
                        connection: connection.clone(),
                        folder: top.clone(),
                    };
                    self.send(measure).await?;
                    let filter = RowsFilter {
                        assets: true,
                        ..RowsFilter::default()
                    };
                    let mut rows = self.below(connection.as_deref(), &top, filter).await?;
                    rows.retain(|row| row.kind == KindView::Asset);
                    rows
                }
                KindView::Asset | KindView::NoFile | KindView::NoName => vec![row],
            };
            let exported = stream::iter(rows).map(|row| {
                let (connection, top) = (connection.clone(), &top);
                async move {
                    let exported =
                        self.export_rendition(connection, &row, top, folder, flat, rendition);
                    (exported.await, row.path)
                }
            });
            let mut exported = exported.buffered(AT_ONCE);
            while let Some((exported, path)) = exported.next().await {
                match exported {
                    Ok(()) => done.done += 1,
                    Err(error) => done.problems.push(ProblemView {
                        path,
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

    async fn export_rendition(
        &self,
        connection: Option<String>,
        row: &RowView,
        top: &str,
        folder: &Path,
        flat: bool,
        rendition: &str,
    ) -> Result<()> {
        let missing = || UserError::new(ErrorCode::NotFound).detail(row.path.clone());
        let file = row.file.as_deref().map(Path::new).ok_or_else(missing)?;
        let export = Intent::ExportRendition {
            connection,
            path: row.path.clone(),
            rendition: rendition.to_owned(),
            to: folder.join(export::place(file, &row.path, top, flat)),
        };
        self.send(export).await.map(drop)
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
        let filter = RowsFilter {
            here: true,
            ..RowsFilter::default()
        };
        let mut found = self.below(connection, path, filter).await?;
        found
            .retain(|row| row.kind == KindView::Asset && row.status != Some(StatusView::CloudOnly));
        Ok(found)
    }

    /// What is known below a folder and left by a filter.
    async fn below(
        &self,
        connection: Option<&str>,
        path: &str,
        filter: RowsFilter,
    ) -> Result<Vec<RowView>> {
        let mut found = Vec::new();
        loop {
            let query = RowsQuery {
                filter: filter.clone(),
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
