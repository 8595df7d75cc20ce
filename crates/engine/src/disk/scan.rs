//! Looking at everything in the cache folder, one folder at a time.

use std::{
    fs, mem,
    path::Path,
    sync::mpsc::{SyncSender, sync_channel},
    thread,
};

use damson_core::{DamPath, ignore::is_ignored_folder};

use super::{
    location::Place,
    names::{
        FolderNames, aside_name, is_aside, is_junk, is_ours, is_partial, is_temporary_of,
        partial_name,
    },
    platform,
};
use crate::{
    model::{LocalError, LocalResult},
    ports::{Found, FoundKind},
};

/// Codes of [`FoundKind::Problem`].
pub const PROBLEM_LINK: &str = "link";
pub const PROBLEM_DEVICE: &str = "device";
pub const PROBLEM_UNREADABLE: &str = "unreadable";
pub const PROBLEM_NAME: &str = "name";

/// How much is handed from one thread to the other at a time, and how often ahead.
const TOGETHER: usize = 256;
const AHEAD: usize = 4;

/// Visits everything below `folder` in the order of [`DamPath`], a folder before what is in it.
/// What comes next is read from the disk meanwhile.
pub(super) fn scan(
    place: &Place,
    folder: &DamPath,
    visit: &mut dyn FnMut(Found),
) -> LocalResult<()> {
    let first = list(place, folder)?;
    if first.iter().all(|found| found.what != FoundKind::Folder) {
        first.into_iter().for_each(visit);
        return Ok(());
    }
    let (give, take) = sync_channel(AHEAD);
    thread::scope(|scope| {
        let ahead = thread::Builder::new().name("damson-scan".to_owned());
        let walk = ahead.spawn_scoped(scope, move || {
            let mut batch = Batch {
                found: Vec::with_capacity(TOGETHER),
                give,
            };
            walk(place, first, &mut batch)?;
            // Nobody takes it when the visitor has panicked.
            let _ = batch.hand_on();
            Ok(())
        });
        let walk = walk.map_err(platform::fail(folder, &place.root))?;
        take.into_iter().flatten().for_each(visit);
        walk.join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

struct Batch {
    found: Vec<Found>,
    give: SyncSender<Vec<Found>>,
}

/// Nobody wants to know of more.
struct NotWanted;

impl Batch {
    fn add(&mut self, found: Found) -> Result<(), NotWanted> {
        self.found.push(found);
        if self.found.len() < TOGETHER {
            return Ok(());
        }
        self.hand_on()
    }

    fn hand_on(&mut self) -> Result<(), NotWanted> {
        let found = mem::replace(&mut self.found, Vec::with_capacity(TOGETHER));
        self.give.send(found).map_err(|_| NotWanted)
    }
}

fn walk(place: &Place, first: Vec<Found>, batch: &mut Batch) -> LocalResult<()> {
    // One sorted folder for each level that is open: memory grows with depth, not with number.
    let mut levels = vec![first.into_iter()];
    while let Some(level) = levels.last_mut() {
        let Some(found) = level.next() else {
            levels.pop();
            continue;
        };
        let inside = (found.what == FoundKind::Folder).then(|| found.path.clone());
        if batch.add(found).is_err() {
            break;
        }
        let Some(path) = inside else {
            continue;
        };
        match list(place, &path) {
            Ok(children) => levels.push(children.into_iter()),
            // The folder was visited; what is inside is not known, which is not the same as gone.
            Err(error) => {
                tracing::warn!(%path, %error, "a folder can't be read");
                let unreadable = Found {
                    path,
                    what: FoundKind::Problem(PROBLEM_UNREADABLE.to_owned()),
                };
                if batch.add(unreadable).is_err() {
                    break;
                }
                place.check_root()?;
            }
        }
    }
    Ok(())
}

/// The direct children of a folder in the order of [`DamPath`]; none when it is not there.
pub(super) fn list(place: &Place, folder: &DamPath) -> LocalResult<Vec<Found>> {
    let (file, metadata) = place.look(folder)?;
    if !metadata.is_some_and(|metadata| metadata.is_dir()) {
        return Ok(Vec::new());
    }
    let fail = platform::fail(folder, &file);
    let names = place.names.of_folder(folder)?;
    let mut found = Vec::new();
    for entry in fs::read_dir(&file).map_err(&fail)? {
        let entry = entry.map_err(&fail)?;
        found.extend(look(&names, folder, &file, &entry));
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// `None` for junk, for our own files, and for what vanished meanwhile.
fn look(
    names: &FolderNames,
    folder: &DamPath,
    within: &Path,
    entry: &fs::DirEntry,
) -> Option<Found> {
    let os_name = entry.file_name();
    let Some(disk_name) = os_name.to_str() else {
        let shown = os_name.to_string_lossy();
        return Some(Found {
            path: folder.join(&shown).ok()?,
            what: FoundKind::Problem(PROBLEM_NAME.to_owned()),
        });
    };
    if is_ours(disk_name) {
        return None;
    }
    let file = within.join(disk_name);
    let metadata = platform::look(entry, &file);
    let is_folder = metadata.as_ref().is_ok_and(fs::Metadata::is_dir);
    let ignored = if is_folder {
        is_ignored_folder(disk_name)
    } else {
        is_junk(disk_name)
    };
    if ignored {
        return None;
    }
    let Some(name) = names.dam_name(disk_name) else {
        return Some(Found {
            path: folder.join(disk_name).ok()?,
            what: FoundKind::Problem(PROBLEM_NAME.to_owned()),
        });
    };
    let Ok(path) = folder.join(&name) else {
        // It reads as a name that no path can hold, as `%2F.txt` does.
        return Some(Found {
            path: folder.join(disk_name).ok()?,
            what: FoundKind::Problem(PROBLEM_NAME.to_owned()),
        });
    };
    let what = match metadata {
        Ok(metadata) if metadata.is_dir() => FoundKind::Folder,
        Ok(metadata) if metadata.is_file() => FoundKind::File(platform::stamp(&file, &metadata)),
        Ok(metadata) if metadata.file_type().is_symlink() => {
            FoundKind::Problem(PROBLEM_LINK.to_owned())
        }
        Ok(_) => FoundKind::Problem(PROBLEM_DEVICE.to_owned()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(_) => FoundKind::Problem(PROBLEM_UNREADABLE.to_owned()),
    };
    Some(Found { path, what })
}

/// When the newest temporary file of an application beside a file was written.
pub(super) fn newest_temporary(place: &Place, path: &DamPath) -> LocalResult<Option<i128>> {
    let folder = path.parent().unwrap_or_default();
    let (file, metadata) = place.look(&folder)?;
    if metadata.is_none() {
        return Ok(None);
    }
    let fail = platform::fail(&folder, &file);
    let mut newest = None;
    for entry in fs::read_dir(&file).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        let name = entry.file_name();
        let temporary = |name: &str| is_temporary_of(name, path.name());
        if !name.to_str().is_some_and(temporary) {
            continue;
        }
        // It may be gone by now.
        if let Ok(metadata) = entry.metadata() {
            let stamp = platform::stamp(&entry.path(), &metadata);
            newest = newest.max(Some(stamp.modified_ns));
        }
    }
    Ok(newest)
}

/// The final paths of all partial files, where the journal knows an asset that they belong to. A
/// partial file of nobody is removed: no download could go on with it. A file that was being
/// removed when the computer stopped goes back to its name.
pub(super) fn partials(place: &Place) -> LocalResult<Vec<DamPath>> {
    let mut partials = Vec::new();
    let mut folders = vec![DamPath::root()];
    while let Some(folder) = folders.pop() {
        let Ok((file, Some(_))) = place.look(&folder) else {
            continue;
        };
        let Ok(entries) = fs::read_dir(&file) else {
            continue;
        };
        let names = place.names.of_folder(&folder)?;
        for entry in entries.flatten() {
            let os_name = entry.file_name();
            let Some(disk_name) = os_name.to_str() else {
                continue;
            };
            let kind = entry.file_type().ok();
            if kind.is_some_and(|kind| kind.is_dir()) {
                let name = names.dam_name(disk_name);
                folders.extend(name.and_then(|name| folder.join(&name).ok()));
            } else if is_partial(disk_name) {
                let is_it = |name: &str| partial_name(name) == disk_name;
                match owner(place, &folder, &is_it)? {
                    Some(path) => partials.push(path),
                    None => drop(platform::remove_file(&entry.path())),
                }
            } else if is_aside(disk_name) {
                let is_it = |name: &str| aside_name(name) == disk_name;
                if let Some(path) = owner(place, &folder, &is_it)? {
                    put_back(place, &path, &entry.path());
                }
            }
        }
    }
    partials.sort();
    Ok(partials)
}

/// A removal that was stopped half-way did not happen. Where something else took the name, both
/// stay: nothing is removed that nobody looked at.
fn put_back(place: &Place, path: &DamPath, aside: &Path) {
    let back = place
        .locate(path)
        .and_then(|file| platform::rename_new(aside, &file).map_err(platform::fail(path, &file)));
    if let Err(error) = back {
        tracing::warn!(%path, %error, "a file that was to be removed stays aside");
    }
}

fn owner(
    place: &Place,
    folder: &DamPath,
    is_it: &dyn Fn(&str) -> bool,
) -> LocalResult<Option<DamPath>> {
    let found = place.names.store.siblings(folder, is_it);
    let names = found.map_err(|error| LocalError::Io {
        file: folder.as_str().into(),
        source: std::io::Error::other(error),
    })?;
    let first = names.first();
    Ok(first.and_then(|sibling| folder.join(&sibling.name).ok()))
}
