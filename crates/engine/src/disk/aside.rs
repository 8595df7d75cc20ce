//! Moving files out of the way without losing any: Recovered, removal, renames.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use damson_core::{ByteCount, DamPath};
use uuid::Uuid;

use super::{
    location::{Place, look_at, open_failed},
    names::{aside_name, cut, is_ours, partial_name},
    platform,
};
use crate::{
    model::{LocalError, LocalResult, Stamp},
    ports::InRecovered,
};

/// Removes a file if it still has this stamp, and folders that became empty.
pub(super) fn remove(place: &Place, path: &DamPath, stamp: Stamp) -> LocalResult<()> {
    let file = place.expect(path, stamp)?;
    let aside = beside(&file, path);
    move_checked(path, &file, &aside, stamp)?;
    platform::remove_file(&aside).map_err(platform::fail(path, &file))?;
    sync_above(path, &file)?;
    place.prune(path.parent());
    Ok(())
}

/// Moves a file to Recovered if it still has this stamp; returns its name there.
pub(super) fn recover(
    place: &Place,
    recovered: &Path,
    path: &DamPath,
    stamp: Stamp,
) -> LocalResult<String> {
    let file = place.expect(path, stamp)?;
    let failed = platform::fail(path, &file);
    platform::make_private_folder(recovered).map_err(&failed)?;
    // An application may have left its bytes to the system's buffers.
    platform::sync_file(&file).map_err(&failed)?;
    let stored = stored_name(path.name());
    let kept = recovered.join(&stored);
    match platform::rename_new(&file, &kept) {
        Ok(()) => give_back_if_changed(path, &kept, &file, stamp)?,
        Err(error) if platform::is_other_volume(&error) => {
            // Under a name of our own until it is whole.
            let partial = recovered.join(partial_name(&stored));
            copy_over(path, &file, &partial)?;
            platform::rename_new(&partial, &kept).map_err(&failed)?;
            // Only what was copied is removed.
            let aside = beside(&file, path);
            let moved = move_checked(path, &file, &aside, stamp);
            if let Err(error) = moved {
                drop(platform::remove_file(&kept));
                return Err(error);
            }
            platform::sync_folder(recovered).map_err(&failed)?;
            platform::remove_file(&aside).map_err(&failed)?;
        }
        Err(error) => return Err(failed(error)),
    }
    platform::sync_folder(recovered).map_err(&failed)?;
    sync_above(path, &file)?;
    place.prune(path.parent());
    Ok(stored)
}

/// Moves a recovered file to a path where nothing is; an application can write to it there.
pub(super) fn restore(
    place: &Place,
    recovered: &Path,
    stored: &str,
    to: &DamPath,
) -> LocalResult<()> {
    let kept = in_recovered(recovered, stored)?;
    let folder = to.parent().unwrap_or_default();
    place.make_folder(&folder)?;
    let (target, there) = place.look(to)?;
    if there.is_some() || to.is_root() {
        return Err(LocalError::Exists { file: target });
    }
    let failed = platform::fail(to, &kept);
    if look_at(to, &kept)?.is_none() {
        return Err(LocalError::Missing { file: kept });
    }
    platform::set_read_only(&kept, false).map_err(&failed)?;
    match platform::rename_new(&kept, &target) {
        Ok(()) => {}
        Err(error) if platform::is_other_volume(&error) => {
            let aside = beside(&target, to);
            copy_over(to, &kept, &aside)?;
            platform::rename_new(&aside, &target).map_err(platform::fail(to, &target))?;
            sync_above(to, &target)?;
            platform::remove_file(&kept).map_err(&failed)?;
        }
        Err(error) => return Err(platform::fail(to, &target)(error)),
    }
    sync_above(to, &target)
}

pub(super) fn remove_recovered(recovered: &Path, stored: &str) -> LocalResult<()> {
    let kept = in_recovered(recovered, stored)?;
    let root = DamPath::root();
    match platform::remove_file(&kept).map_err(platform::fail(&root, &kept)) {
        Ok(()) | Err(LocalError::Missing { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// What is in Recovered. A copy that was never finished is no file of anybody's: its original is
/// where it was.
pub(super) fn list_recovered(recovered: &Path) -> LocalResult<Vec<InRecovered>> {
    let root = DamPath::root();
    let failed = platform::fail(&root, recovered);
    let mut found = Vec::new();
    for entry in fs::read_dir(recovered).map_err(&failed)? {
        let entry = entry.map_err(&failed)?;
        let (Ok(stored), Ok(metadata)) = (entry.file_name().into_string(), entry.metadata()) else {
            continue;
        };
        if !metadata.is_file() || is_ours(&stored) {
            continue;
        }
        found.push(InRecovered {
            name: former_name(&stored),
            stored,
            size: ByteCount(metadata.len()),
        });
    }
    found.sort_by(|a, b| a.stored.cmp(&b.stored));
    Ok(found)
}

/// Renames within the cache folder; never overwrites.
pub(super) fn rename(place: &Place, from: &DamPath, to: &DamPath) -> LocalResult<()> {
    let (source, there) = place.look(from)?;
    let Some(moved) = there else {
        return Err(LocalError::Missing { file: source });
    };
    place.make_folder(&to.parent().unwrap_or_default())?;
    let (target, there) = place.look(to)?;
    if let Some(there) = there {
        // A change of case alone meets itself on a disk without case.
        let same = platform::stamp(&source, &moved) == platform::stamp(&target, &there);
        let is_case = same && place.names.caseless && source.parent() == target.parent();
        if !is_case || moved.is_dir() != there.is_dir() {
            return Err(LocalError::Exists { file: target });
        }
        fs::rename(&source, &target).map_err(platform::fail(from, &source))?;
    } else {
        platform::rename_new(&source, &target).map_err(platform::fail(from, &source))?;
    }
    sync_above(to, &target)?;
    sync_above(from, &source)?;
    if let Some(folder) = from.parent() {
        let dropped = place.names.store.drop_stand_in(&folder, from.name());
        if let Err(error) = dropped {
            tracing::warn!(%from, %error, "a stand-in name stays");
        }
    }
    Ok(())
}

/// A name of our own in the folder of a file, for the moment between a move and a check. What a
/// stop of the computer leaves under it goes back at the next start.
fn beside(file: &Path, path: &DamPath) -> PathBuf {
    file.with_file_name(aside_name(path.name()))
}

/// Renames a file and looks at what was moved; puts it back when it is another than expected.
fn move_checked(path: &DamPath, file: &Path, aside: &Path, stamp: Stamp) -> LocalResult<()> {
    platform::rename_new(file, aside).map_err(platform::fail(path, file))?;
    give_back_if_changed(path, aside, file, stamp)
}

fn give_back_if_changed(
    path: &DamPath,
    moved: &Path,
    file: &Path,
    stamp: Stamp,
) -> LocalResult<()> {
    let found = look_at(path, moved)?.map(|metadata| platform::stamp(moved, &metadata));
    if found == Some(stamp) {
        return Ok(());
    }
    platform::rename_new(moved, file).map_err(platform::fail(path, file))?;
    Err(LocalError::Changed {
        file: file.to_owned(),
    })
}

/// Copies a file to another volume; durable when it returns.
fn copy_over(path: &DamPath, from: &Path, to: &Path) -> LocalResult<()> {
    let failed = platform::fail(path, to);
    let mut source = platform::open(from).map_err(open_failed(path, from))?;
    let copied = copy_new(&mut source, to);
    if copied.is_err() {
        drop(platform::remove_file(to));
    }
    copied.map_err(&failed)
}

fn copy_new(source: &mut File, to: &Path) -> io::Result<()> {
    let mut target = File::create_new(to)?;
    io::copy(source, &mut target)?;
    if let Ok(modified) = source.metadata()?.modified() {
        target.set_modified(modified)?;
    }
    target.sync_all()
}

fn sync_above(path: &DamPath, file: &Path) -> LocalResult<()> {
    let Some(folder) = file.parent() else {
        return Ok(());
    };
    match platform::sync_folder(folder).map_err(platform::fail(path, folder)) {
        // Another removal took the last file out of it, and the folder with it.
        Err(LocalError::Missing { .. }) => Ok(()),
        synced => synced,
    }
}

/// `stem~12345678.ext`: what it was, and never a name that is taken.
fn stored_name(name: &str) -> String {
    let unique = Uuid::new_v4().simple().to_string();
    let unique = &unique[..8];
    // The name was on this disk or could be; but nothing is taken for granted here.
    let safe: String = name
        .chars()
        .map(|c| {
            if c.is_control() || "\\/:*?\"<>|".contains(c) {
                '_'
            } else {
                c
            }
        })
        .collect();
    match safe.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.len() <= 16 => {
            format!("{}~{unique}.{extension}", cut(stem, 200))
        }
        Some(_) | None => format!("{}~{unique}", cut(&safe, 200)),
    }
}

/// What [`stored_name`] was made from, but for letters that it could not keep.
fn former_name(stored: &str) -> String {
    let Some((stem, rest)) = stored.rsplit_once('~') else {
        return stored.to_owned();
    };
    match rest.split_once('.') {
        Some((_, extension)) => format!("{stem}.{extension}"),
        None => stem.to_owned(),
    }
}

/// Where a recovered file is; its name is exactly one name.
fn in_recovered(recovered: &Path, stored: &str) -> LocalResult<PathBuf> {
    let mut components = Path::new(stored).components();
    let one = matches!(components.next(), Some(std::path::Component::Normal(_)))
        && components.next().is_none()
        && !stored.contains(['/', '\\', ':']);
    let file = recovered.join(stored);
    if one {
        return Ok(file);
    }
    Err(LocalError::Outside { file })
}
