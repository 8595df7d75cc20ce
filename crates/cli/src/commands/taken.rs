//! `get --to`: copies outside the cache folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use damson_app::{
    UserError,
    intent::{RowsFilter, RowsQuery, RowsScope},
    view::{KindView, RowOrderView, RowView, StatusView},
};

use crate::{
    acting::together, exit::Exit, failure::Failure, place, session::Session, style::shown,
};

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

    /// Copies what is here of some assets and folders. `flat`: without the folders they are in.
    pub(crate) async fn all(
        &mut self,
        paths: &[String],
        flat: bool,
        session: &Session,
    ) -> Result<Exit, Failure> {
        let mut ends = Vec::new();
        let mut copied = 0_i64;
        for path in paths {
            for row in of_path(path, session).await? {
                let below = if flat {
                    place::name(&row.path)
                } else {
                    // With the folder that was named, as `cp -r` does.
                    let top = place::parent(path);
                    row.path.strip_prefix(top).unwrap_or(&row.path)
                };
                let Some(file) = row.file.as_deref().map(Path::new) else {
                    continue;
                };
                let depth = below.split('/').filter(|name| !name.is_empty()).count();
                let to = self.folder.join(last_names(file, depth));
                if session.dry_run {
                    session.output.result(format!(
                        "Would be copied: {} to {}.",
                        shown(&row.path),
                        shown(&to.to_string_lossy())
                    ))?;
                    continue;
                }
                match copy(file, &to) {
                    Ok(()) => {
                        copied += 1;
                        ends.push(Exit::Done);
                    }
                    Err(error) => {
                        let mut shown = UserError::io(&error, &to);
                        if error.kind() == io::ErrorKind::AlreadyExists {
                            shown.code = damson_app::ErrorCode::FileExists;
                        }
                        ends.push(crate::report::failure(&shown.into(), &session.output));
                    }
                }
            }
        }
        if session.dry_run {
            return Ok(together(&ends));
        }
        session.output.result(format!(
            "Copied {} to {}.",
            crate::human::counted(copied, "file"),
            shown(&self.folder.to_string_lossy())
        ))?;
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

/// The last names of a file in the cache folder: those that this disk can hold.
fn last_names(file: &Path, depth: usize) -> PathBuf {
    let names: Vec<_> = file.iter().rev().take(depth).collect();
    names.into_iter().rev().collect()
}

/// Copies a file; under its real name it is whole, and nothing is overwritten.
fn copy(file: &Path, to: &Path) -> io::Result<()> {
    let folder = to.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    if fs::symlink_metadata(to).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    let mut kind = tempfile::Builder::new();
    kind.prefix(".damson-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // What this person's other files have: the usual rights, less what the umask takes.
        kind.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut part = kind.tempfile_in(folder)?;
    let mut from = fs::File::open(file)?;
    io::copy(&mut from, part.as_file_mut())?;
    part.as_file().sync_all()?;
    if let Ok(modified) = from.metadata().and_then(|metadata| metadata.modified()) {
        part.as_file().set_modified(modified)?;
    }
    part.persist_noclobber(to).map_err(|error| error.error)?;
    Ok(())
}
