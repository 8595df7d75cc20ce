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

    /// Copies assets, and all assets in folders, into a folder of this computer; those of a rendition
    /// where one is named: the copies in the cache folder have no part in that, and nothing takes the
    /// place of a rendition that an asset lacks. With `flat`, the copies are without the folders that the
    /// assets are in. An asset that can't be copied is a problem in the reply, and the others are copied.
    pub async fn export(
        &self,
        connection: Option<String>,
        paths: Vec<String>,
        folder: &Path,
        flat: bool,
        rendition: Option<&str>,
    ) -> Result<BulkView> {
        let connection = connection.as_deref();
        let mut done = BulkView::default();
        for top in paths {
            let rows = match rendition {
                Some(_) => self.assets_there(connection, &top).await?,
                None => {
                    self.assets_here(connection, &top, &mut done.problems)
                        .await?
                }
            };
            let exported = stream::iter(rows).map(|row| {
                let top = &top;
                async move {
                    let exported = match rendition {
                        Some(rendition) => {
                            self.export_rendition(connection, rendition, &row, top, folder, flat)
                                .await
                        }
                        None => export_copy(&row, top, folder, flat).await,
                    };
                    (exported, row.path)
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

    /// The asset at a path, or all below a folder, with their copies: those that are missing are
    /// downloaded first, and what can't be is among the problems.
    async fn assets_here(
        &self,
        connection: Option<&str>,
        path: &str,
        problems: &mut Vec<ProblemView>,
    ) -> Result<Vec<RowView>> {
        let row = self.row(connection, path).await?;
        if !matches!(row.kind, KindView::Folder | KindView::Root) {
            if row.status == Some(StatusView::CloudOnly) {
                self.download(connection, path).await?;
            }
            return Ok(vec![row]);
        }
        if let Reply::Bulk(bulk) = self.download(connection, path).await? {
            problems.extend(bulk.problems);
        }
        let filter = RowsFilter {
            here: true,
            ..RowsFilter::default()
        };
        let mut rows = self.below(connection, path, filter).await?;
        rows.retain(|row| row.status != Some(StatusView::CloudOnly));
        Ok(rows)
    }

    /// The asset at a path, or all that the server has below a folder.
    async fn assets_there(&self, connection: Option<&str>, path: &str) -> Result<Vec<RowView>> {
        let row = self.row(connection, path).await?;
        if !matches!(row.kind, KindView::Folder | KindView::Root) {
            return Ok(vec![row]);
        }
        // Whoever counts what is below a folder reads all of it from the server.
        let measure = Intent::Measure {
            connection: connection.map(str::to_owned),
            folder: path.to_owned(),
        };
        self.send(measure).await?;
        let filter = RowsFilter {
            assets: true,
            ..RowsFilter::default()
        };
        self.below(connection, path, filter).await
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

    async fn export_rendition(
        &self,
        connection: Option<&str>,
        rendition: &str,
        row: &RowView,
        top: &str,
        folder: &Path,
        flat: bool,
    ) -> Result<()> {
        let file = file_of(row)?;
        let export = Intent::ExportRendition {
            connection: connection.map(str::to_owned),
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

    /// The assets that are known below a folder and left by a filter.
    async fn below(
        &self,
        connection: Option<&str>,
        path: &str,
        filter: RowsFilter,
    ) -> Result<Vec<RowView>> {
        let mut found = Vec::new();
        let mut offset = 0;
        loop {
            let query = RowsQuery {
                filter: filter.clone(),
                order: RowOrderView::Path,
                offset,
                limit: PAGE,
                ..RowsQuery::new(RowsScope::Below {
                    path: path.to_owned(),
                })
            };
            let rows = self.rows(connection, query).await?;
            let last = (rows.len() as u64) < PAGE;
            offset += rows.len() as u64;
            let assets = rows.into_iter().filter(|row| row.kind == KindView::Asset);
            found.extend(assets);
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

async fn export_copy(row: &RowView, top: &str, folder: &Path, flat: bool) -> Result<()> {
    let file = file_of(row)?.to_owned();
    let to = folder.join(export::place(&file, &row.path, top, flat));
    let copied = tokio::task::spawn_blocking(move || export::copy(&file, &to)).await;
    copied.map_err(|error| UserError::new(ErrorCode::Unexpected).said(error.to_string()))?
}

/// Where the copy of an asset is, or would be.
fn file_of(row: &RowView) -> Result<&Path> {
    let missing = || UserError::new(ErrorCode::NotFound).detail(row.path.clone());
    row.file.as_deref().map(Path::new).ok_or_else(missing)
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
