//! Downloads in the making.

use std::{
    ffi::OsStr,
    fs::{File, FileTimes},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use damson_core::{ByteCount, DamPath, Digest, HashKind, Timestamp};
use damson_remote::body::Hasher;

use super::{
    location::{Place, look_in, open_failed},
    names::partial_name,
    platform::{self, Entry, Folder, HOLDS_FOLDERS},
};
use crate::{
    model::{LocalError, LocalResult, Stamp},
    ports::{Finish, Flusher, Named, Partial},
};

/// A partial file, open.
#[derive(Debug)]
pub(super) struct DiskPartial {
    place: Place,
    path: DamPath,
    /// The folder that it is in, wherever that is moved to.
    folder: Arc<Folder>,
    /// Its name in there.
    own_name: String,
    /// Where it is unless its folder was moved, for what is said of it.
    temporary: PathBuf,
    file: File,
    length: u64,
    /// Where the next write goes without a seek; `None` after a failure.
    at: Option<u64>,
    /// Only who has it open writes to it.
    protected: bool,
}

/// How long ago the way to a folder may have been looked at when a file is begun there. It is looked
/// at again before the file has its name.
const LATELY: Duration = Duration::from_millis(200);

/// Opens or makes the partial file of a download, and the folders that it is in.
pub(super) fn open(place: &Place, path: &DamPath) -> LocalResult<DiskPartial> {
    let (folder, own_name, temporary) = begin(place, path)?;
    drop_foreign(path, &folder, &own_name, &temporary)?;
    let failed = open_failed(path, &temporary);
    let mut file = folder.open_to_write(&own_name).map_err(&failed)?;
    let length = file.seek(SeekFrom::End(0)).map_err(&failed)?;
    Ok(DiskPartial {
        place: place.clone(),
        path: path.clone(),
        folder,
        own_name,
        temporary,
        file,
        length,
        at: Some(length),
        protected: false,
    })
}

/// As [`open`], with nothing in it.
pub(super) fn make(place: &Place, path: &DamPath, protected: bool) -> LocalResult<DiskPartial> {
    let (folder, own_name, temporary) = begin(place, path)?;
    match folder.create(&own_name, protected) {
        Ok((file, protected)) => Ok(DiskPartial {
            place: place.clone(),
            path: path.clone(),
            folder,
            own_name,
            temporary,
            file,
            length: 0,
            at: Some(0),
            protected,
        }),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let mut left = open(place, path)?;
            if left.length > 0 {
                left.truncate(ByteCount(0))?;
            }
            Ok(left)
        }
        Err(error) => Err(open_failed(path, &temporary)(error)),
    }
}

/// The folder of a download, and its partial file's name and place.
fn begin(place: &Place, path: &DamPath) -> LocalResult<(Arc<Folder>, String, PathBuf)> {
    let folder = path.parent().ok_or_else(|| LocalError::Name {
        path: path.clone(),
        detail: "/".to_owned(),
    })?;
    // A name that the disk can't hold is reported before any byte is fetched.
    place.names.disk_name(&folder, path.name())?;
    let now = Instant::now();
    let lately = now.checked_sub(LATELY).unwrap_or(now);
    let own_name = partial_name(path.name());
    let temporary = place.spell(&folder)?.join(&own_name);
    let folder = place.folder_to_fill(&folder, lately)?;
    Ok((folder, own_name, temporary))
}

/// Removes the partial file of a download, if any.
pub(super) fn drop_partial(place: &Place, path: &DamPath) -> LocalResult<()> {
    let Some(temporary) = temporary_of(place, path)? else {
        return Ok(());
    };
    match platform::remove_file(&temporary).map_err(platform::fail(path, &temporary)) {
        Ok(()) | Err(LocalError::Missing { .. }) => {}
        Err(error) => return Err(error),
    }
    place.prune(path.parent());
    Ok(())
}

fn temporary_of(place: &Place, path: &DamPath) -> LocalResult<Option<PathBuf>> {
    let Some(folder) = path.parent() else {
        return Ok(None);
    };
    let (folder, metadata) = place.look(&folder)?;
    Ok(metadata.map(|_| folder.join(partial_name(path.name()))))
}

/// Whatever lies under the temporary name and is no plain file of one name was put there to be
/// written through.
fn drop_foreign(
    path: &DamPath,
    folder: &Folder,
    own_name: &str,
    temporary: &Path,
) -> LocalResult<()> {
    let Ok(found) = folder.look(own_name) else {
        return Ok(());
    };
    let done = if found.is_file() && found.is_single() {
        if !found.is_read_only() {
            return Ok(());
        }
        folder.unprotect(own_name)
    } else if found.is_folder() {
        folder.remove_folder(own_name)
    } else {
        folder.remove_file(own_name)
    };
    done.map_err(platform::fail(path, temporary))
}

impl Partial for DiskPartial {
    fn length(&self) -> ByteCount {
        ByteCount(self.length)
    }

    fn append(&mut self, bytes: &[u8]) -> LocalResult<()> {
        let failed = platform::fail(&self.path, &self.temporary);
        // After a short write the length still says what is whole.
        if self.at.take() != Some(self.length) {
            self.file
                .seek(SeekFrom::Start(self.length))
                .map_err(&failed)?;
        }
        self.file.write_all(bytes).map_err(&failed)?;
        self.length += bytes.len() as u64;
        self.at = Some(self.length);
        Ok(())
    }

    fn flusher(&self) -> LocalResult<Flusher> {
        let (path, temporary) = (self.path.clone(), self.temporary.clone());
        let file = self.file.try_clone();
        let file = file.map_err(platform::fail(&path, &temporary))?;
        Ok(Box::new(move || {
            file.sync_all().map_err(platform::fail(&path, &temporary))
        }))
    }

    fn truncate(&mut self, length: ByteCount) -> LocalResult<()> {
        let length = length.0.min(self.length);
        self.file
            .set_len(length)
            .map_err(platform::fail(&self.path, &self.temporary))?;
        self.length = length;
        self.at = None;
        Ok(())
    }

    fn hash(&mut self, kind: HashKind) -> LocalResult<Digest> {
        let failed = platform::fail(&self.path, &self.temporary);
        self.at = None;
        self.file.seek(SeekFrom::Start(0)).map_err(&failed)?;
        let mut rest = (&self.file).take(self.length);
        let (digest, _) = hash_all(&mut rest, kind).map_err(&failed)?;
        Ok(digest)
    }

    fn seal(&mut self, finish: Finish) -> LocalResult<()> {
        let failed = platform::fail(&self.path, &self.temporary);
        if self.at != Some(self.length) {
            // A failed append may have left bytes after what is whole.
            self.file.set_len(self.length).map_err(&failed)?;
        }
        if finish.expect.is_some() {
            let (folder, target) = self.target(Instant::now())?;
            if let Some(replaced) = check(&self.path, &folder, &target, finish.expect)? {
                replaced.give_rights(&self.file).map_err(&failed)?;
                self.protected = false;
            }
        }
        // Not every file system has room for the mark; the download is whole all the same.
        if self.place.marks
            && let Err(error) = self.folder.mark_downloaded(&self.own_name, &self.file)
        {
            tracing::debug!(path = %self.path, %error, "not marked as downloaded");
        }
        if let Some(modified) = finish.modified {
            let times = FileTimes::new().set_modified(system_time(modified));
            self.file.set_times(times).map_err(&failed)?;
        }
        self.file.sync_all().map_err(&failed)
    }

    fn name(self: Box<Self>, finish: Finish, since: Instant) -> LocalResult<Named> {
        let (folder, target) = self.target(since).inspect_err(|_| self.leave())?;
        if folder.id() != self.folder.id() {
            // Another folder has the place of the one that it is in.
            self.leave();
            return Err(LocalError::Missing { file: target });
        }
        let Self {
            path,
            own_name,
            temporary,
            file,
            protected,
            ..
        } = *self;
        if finish.read_only && !protected {
            let protected = folder.protect(&own_name, file);
            protected.map_err(platform::fail(&path, &temporary))?;
        } else {
            drop(file);
        }
        settle(&path, &folder, &own_name, &target, finish.expect)?;
        let found = look_in(&folder, name_of(&target), &path, &target)?.filter(Entry::is_file);
        let found = found.ok_or(LocalError::Changed { file: target })?;
        Ok(Named {
            stamp: found.stamp(),
            folder: folder.id(),
        })
    }
}

impl DiskPartial {
    /// The folder that its final name is in, and where that name is.
    fn target(&self, since: Instant) -> LocalResult<(Arc<Folder>, PathBuf)> {
        let target = self.place.spell(&self.path)?;
        let above = self.path.parent().unwrap_or_default();
        Ok((self.place.folder(&above, since)?, target))
    }

    /// Takes the partial file out of a folder that was moved away with it. What it holds, the
    /// server has.
    fn leave(&self) {
        if HOLDS_FOLDERS {
            drop(self.folder.remove_file(&self.own_name));
        }
    }
}

/// The last name of a place that is spelled from names that are text.
fn name_of(target: &Path) -> &str {
    let name = target.file_name().and_then(OsStr::to_str);
    name.unwrap_or_default()
}

/// What is at the target is what was expected; returns what will be replaced.
fn check(
    path: &DamPath,
    folder: &Folder,
    target: &Path,
    expect: Option<Stamp>,
) -> LocalResult<Option<Entry>> {
    let entry = look_in(folder, name_of(target), path, target)?;
    let found = entry.as_ref().map(Entry::stamp);
    let is_folder = entry.as_ref().is_some_and(Entry::is_folder);
    if is_folder || found != expect {
        return Err(LocalError::Changed {
            file: target.to_owned(),
        });
    }
    Ok(entry)
}

/// Gives the temporary file its final name.
fn settle(
    path: &DamPath,
    folder: &Folder,
    own_name: &str,
    target: &Path,
    expect: Option<Stamp>,
) -> LocalResult<()> {
    let failed = platform::fail(path, target);
    let changed = || LocalError::Changed {
        file: target.to_owned(),
    };
    let name = name_of(target);
    let Some(expect) = expect else {
        return folder.rename_new(own_name, name).map_err(|error| {
            let error = failed(error);
            match look_in(folder, name, path, target) {
                Err(outside @ LocalError::Outside { .. }) => outside,
                _ if matches!(error, LocalError::Exists { .. }) => changed(),
                _ => error,
            }
        });
    };
    check(path, folder, target, Some(expect))?;
    if !folder.exchange(own_name, name).map_err(&failed)? {
        return folder.rename_over(own_name, name).map_err(&failed);
    }
    // What was replaced is under the temporary name: if somebody saved between the look and the
    // exchange, their bytes are there, and go back.
    let replaced = look_in(folder, own_name, path, target)?.map(|found| found.stamp());
    if replaced == Some(expect) {
        return folder.remove_file(own_name).map_err(&failed);
    }
    folder.exchange(own_name, name).map_err(&failed)?;
    Err(changed())
}

fn system_time(time: Timestamp) -> SystemTime {
    let distance = Duration::from_millis(time.0.unsigned_abs());
    let shifted = if time.0 < 0 {
        UNIX_EPOCH.checked_sub(distance)
    } else {
        UNIX_EPOCH.checked_add(distance)
    };
    shifted.unwrap_or(UNIX_EPOCH)
}

/// How much is read at a time.
pub(super) const CHUNK: usize = 256 * 1024;

/// Hashes everything that is left to read; returns how many bytes there were.
pub(super) fn hash_all(from: &mut impl Read, kind: HashKind) -> std::io::Result<(Digest, u64)> {
    let mut hasher = Hasher::new(kind);
    let mut buffer = vec![0; CHUNK];
    let mut length = 0;
    loop {
        let read = match from.read(&mut buffer) {
            Ok(0) => return Ok((hasher.finish(), length)),
            Ok(read) => read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hasher.update(&buffer[..read]);
        length += read as u64;
    }
}
