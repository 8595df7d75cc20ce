//! Both sides of an asset, to compare: the file on this computer beside what the server has.

use std::{fs, io::Write as _, path::Path};

use bytes::Bytes;
use damson_core::{ByteCount, DamPath, Timestamp};
use damson_engine::Connection;
use damson_remote::VersionId;
use futures::StreamExt as _;

use crate::{
    blocking::blocking,
    crossing::{
        error::{ErrorCode, Result, UserError},
        view::{
            ConflictView, DimensionsView, RowView, SideView, SidesView, StatusView,
            ThumbnailSizeView, time_text,
        },
    },
    pictures::{self, draw},
    sessions::session::Session,
};

/// Bytes of an earlier version that are read for its picture; a larger one is not drawn.
const MOST_BYTES: u64 = 256 << 20;
/// The edge in pixels of the largest picture that is drawn.
const MOST_EDGE: u32 = 8_192;

/// What is known of the file here and of the asset on the server.
pub(crate) async fn sides(session: &Session, path: &DamPath) -> Result<SidesView> {
    let (row, remote_size) = row(session, path).await?;
    let mine = match row.file.clone() {
        Some(file) => blocking(move || Ok(side_here(Path::new(&file)))).await?,
        None => None,
    };
    Ok(SidesView {
        theirs: is_there(&row).then(|| SideView {
            size: remote_size.map(|size| size.0),
            modified: row.modified.clone(),
            modified_by: row.modified_by.clone(),
            dimensions: row.dimensions,
        }),
        mine,
    })
}

/// The picture that stands for an asset: of the file on this computer where this person changed it, or
/// where the server gives no picture; otherwise of the asset on the server.
pub(crate) async fn current_picture(
    session: &Session,
    path: &DamPath,
    size: ThumbnailSizeView,
) -> Result<Bytes> {
    let status = row(session, path).await.ok().and_then(|row| row.0.status);
    let is_changed = matches!(
        status,
        Some(StatusView::EditedLocally | StatusView::NewLocally | StatusView::EditingConflict)
    );
    let is_away = matches!(
        session.engine().snapshot().borrow().connection,
        Connection::Offline { .. } | Connection::LoginNeeded
    );
    // In the largest size, the file itself is better than the rendition that the server made of it.
    let has_more = size == ThumbnailSizeView::Large
        && status == Some(StatusView::AvailableLocally)
        && !is_drawn_by_another(path);
    if (is_changed || is_away || has_more)
        && let Ok(drawn) = picture(session, path, size).await
    {
        return Ok(drawn);
    }
    match remote_picture(session, path, size).await {
        Ok(sent) => Ok(sent),
        Err(error) => picture(session, path, size).await.map_err(|_| error),
    }
}

/// Whether only Photoshop draws the file well: here, only the small preview in it can be shown.
fn is_drawn_by_another(path: &DamPath) -> bool {
    let ending = path.name().rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| {
        ["psd", "psb"]
            .iter()
            .any(|own| ending.eq_ignore_ascii_case(own))
    })
}

/// A picture of the asset on the server.
pub(crate) async fn remote_picture(
    session: &Session,
    path: &DamPath,
    size: ThumbnailSizeView,
) -> Result<Bytes> {
    let bytes = session.engine().thumbnail(path, size.into()).await?;
    pictures::check(&bytes).map_err(|error| error.about(path))?;
    Ok(bytes)
}

/// A picture of an earlier version, drawn from its bytes: servers have renditions of the current version
/// alone.
pub(crate) async fn version_picture(
    session: &Session,
    path: &DamPath,
    version: &str,
    size: ThumbnailSizeView,
) -> Result<Bytes> {
    let unsupported = || UserError::new(ErrorCode::Unsupported).about(path);
    let id = VersionId(version.to_owned());
    let mut body = session.engine().version(path, &id).await?;
    if body.length.is_some_and(|length| length > MOST_BYTES) {
        return Err(unsupported());
    }
    let (mut file, place) = blocking(|| {
        tempfile::NamedTempFile::new()
            .map_err(|error| UserError::io(&error, Path::new("temporary file")))
    })
    .await?
    .into_parts();
    let mut read = 0;
    while let Some(piece) = body.stream.next().await {
        let piece = piece.map_err(|error| UserError::from(&error))?;
        read += piece.len() as u64;
        if read > MOST_BYTES {
            return Err(unsupported());
        }
        let written = blocking(move || Ok(file.write_all(&piece).map(|()| file))).await?;
        file = written.map_err(|error| UserError::io(&error, &place))?;
    }
    let edge = edge(size);
    let drawn = blocking(move || Ok(draw::draw(&place, edge))).await?;
    drawn.ok_or_else(unsupported)
}

/// A picture of the file on this computer, PNG or JPEG.
pub(crate) async fn picture(
    session: &Session,
    path: &DamPath,
    size: ThumbnailSizeView,
) -> Result<Bytes> {
    let missing = || UserError::new(ErrorCode::FileMissing).about(path);
    let file = row(session, path).await?.0.file.ok_or_else(missing)?;
    let edge = edge(size);
    let drawn = blocking(move || Ok(draw::draw(Path::new(&file), edge))).await?;
    drawn.ok_or_else(|| UserError::new(ErrorCode::Unsupported).about(path))
}

/// The longest edge of a picture, in pixels.
fn edge(size: ThumbnailSizeView) -> u32 {
    match size {
        ThumbnailSizeView::Icon => 48,
        ThumbnailSizeView::Card => 319,
        ThumbnailSizeView::Preview => 1280,
        ThumbnailSizeView::Large => MOST_EDGE,
    }
}

/// The row, and the size on the server.
async fn row(session: &Session, path: &DamPath) -> Result<(RowView, Option<ByteCount>)> {
    let row = session.row(path).await?;
    let row = row.map(|row| (RowView::from(&row), row.remote_size));
    row.ok_or_else(|| UserError::new(ErrorCode::NotFound).about(path))
}

/// Whether the server has the asset, as far as the row knows.
fn is_there(row: &RowView) -> bool {
    let Some(status) = row.status else {
        return false;
    };
    match status {
        StatusView::CloudOnly
        | StatusView::AvailableLocally
        | StatusView::EditedLocally
        | StatusView::ModifiedRemotely => true,
        StatusView::EditingConflict => row.conflict != Some(ConflictView::DeletedOnServer),
        StatusView::RemovedRemotely | StatusView::NewLocally => false,
    }
}

/// What is known of a file on this computer; `None` where there is no file.
fn side_here(file: &Path) -> Option<SideView> {
    let facts = fs::symlink_metadata(file).ok()?;
    if !facts.is_file() {
        return None;
    }
    let modified = facts.modified().ok().and_then(|time| {
        let since = time.duration_since(std::time::UNIX_EPOCH).ok()?;
        let milliseconds = i64::try_from(since.as_millis()).ok()?;
        Some(time_text(Timestamp(milliseconds)))
    });
    Some(SideView {
        size: Some(facts.len()),
        modified,
        modified_by: None,
        dimensions: draw::dimensions(file).map(|(width, height)| DimensionsView { width, height }),
    })
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use image::RgbImage;

    use super::*;
    use crate::pictures::draw::draw;

    fn saved(name: &str, width: u32, height: u32) -> (tempfile::TempDir, PathBuf) {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join(name);
        RgbImage::new(width, height).save(&file).unwrap();
        (home, file)
    }

    #[test]
    fn a_picture_has_its_facts_and_is_drawn_small() {
        let (_home, file) = saved("a.jpg", 1_600, 900);
        let side = side_here(&file).unwrap();
        assert_eq!(
            side.dimensions,
            Some(DimensionsView {
                width: 1_600,
                height: 900
            })
        );
        assert_eq!(side.size, Some(fs::metadata(&file).unwrap().len()));
        assert!(side.modified.is_some());
        let drawn = image::load_from_memory(&draw(&file, 319).unwrap()).unwrap();
        assert_eq!((drawn.width(), drawn.height()), (319, 179));
    }

    #[test]
    fn a_small_picture_is_not_made_larger() {
        let (_home, file) = saved("a.png", 20, 10);
        let drawn = image::load_from_memory(&draw(&file, 1_280).unwrap()).unwrap();
        assert_eq!((drawn.width(), drawn.height()), (20, 10));
    }

    #[test]
    fn what_is_no_picture_has_a_size_and_no_more() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("layout.indd");
        fs::write(&file, b"no picture").unwrap();
        let side = side_here(&file).unwrap();
        assert_eq!((side.size, side.dimensions), (Some(10), None));
        assert!(draw(&file, 1_280).is_none());
        assert!(side_here(&home.path().join("absent.psd")).is_none());
    }

    #[test]
    fn a_damaged_picture_is_not_drawn() {
        let (_home, file) = saved("a.png", 200, 100);
        let whole = fs::read(&file).unwrap();
        fs::write(&file, &whole[..whole.len() / 2]).unwrap();
        assert!(draw(&file, 48).is_none());
        assert!(side_here(&file).is_some());
    }
}
