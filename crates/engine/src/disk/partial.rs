//! Downloads in the making.

use std::{
    fs::{self, File, FileTimes},
    io::{Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use damson_core::{ByteCount, DamPath, Digest, HashKind, Timestamp};
use damson_remote::body::Hasher;

use super::{
    location::{Place, look_at, open_failed},
    names::partial_name,
    platform,
};
use crate::{
    model::{LocalError, LocalResult, Stamp},
    ports::{Finish, Flusher, Partial},
};

/// A partial file, open.
#[derive(Debug)]
pub(super) struct DiskPartial {
    place: Place,
    path: DamPath,
    temporary: PathBuf,
    file: File,
    length: u64,
    /// Where the next write goes without a seek; `None` after a failure.
    at: Option<u64>,
}

/// Opens or makes the partial file of a download, and the folders that it is in.
pub(super) fn open(place: &Place, path: &DamPath) -> LocalResult<DiskPartial> {
    let folder = path.parent().ok_or_else(|| LocalError::Name {
        path: path.clone(),
        detail: "/".to_owned(),
    })?;
    // A name that the disk can't hold is reported before any byte is fetched.
    place.names.disk_name(&folder, path.name())?;
    let temporary = place.make_folder(&folder)?.join(partial_name(path.name()));
    drop_foreign(path, &temporary)?;
    let failed = open_failed(path, &temporary);
    let mut file = platform::open_to_write(&temporary).map_err(&failed)?;
    let length = file.seek(SeekFrom::End(0)).map_err(&failed)?;
    Ok(DiskPartial {
        place: place.clone(),
        path: path.clone(),
        temporary,
        file,
        length,
        at: Some(length),
    })
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
fn drop_foreign(path: &DamPath, temporary: &Path) -> LocalResult<()> {
    let Ok(metadata) = fs::symlink_metadata(temporary) else {
        return Ok(());
    };
    if metadata.is_file() && platform::links(&metadata) == 1 {
        return platform::set_read_only(temporary, false).map_err(platform::fail(path, temporary));
    }
    let removed = if metadata.is_dir() {
        fs::remove_dir(temporary)
    } else {
        platform::remove_file(temporary)
    };
    removed.map_err(platform::fail(path, temporary))
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
            let target = self.place.locate(&self.path)?;
            if let Some(replaced) = check(&self.path, &target, finish.expect)? {
                platform::copy_rights(&replaced, &self.file).map_err(&failed)?;
            }
        }
        // Not every file system has room for the mark; the download is whole all the same.
        if self.place.marks
            && let Err(error) = platform::mark_downloaded(&self.temporary)
        {
            tracing::debug!(path = %self.path, %error, "not marked as downloaded");
        }
        if let Some(modified) = finish.modified {
            let times = FileTimes::new().set_modified(system_time(modified));
            self.file.set_times(times).map_err(&failed)?;
        }
        self.file.sync_all().map_err(&failed)
    }

    fn name(self: Box<Self>, finish: Finish) -> LocalResult<Stamp> {
        let Self {
            place,
            path,
            temporary,
            file,
            ..
        } = *self;
        let target = place.locate(&path)?;
        drop(file);
        if finish.read_only {
            platform::set_read_only(&temporary, true).map_err(platform::fail(&path, &temporary))?;
        }
        settle(&path, &temporary, &target, finish.expect)?;
        let found = look_at(&path, &target)?.filter(fs::Metadata::is_file);
        let found = found.ok_or(LocalError::Changed {
            file: target.clone(),
        })?;
        Ok(platform::stamp(&target, &found))
    }
}

/// What is at the target is what was expected; returns what will be replaced.
fn check(
    path: &DamPath,
    target: &Path,
    expect: Option<Stamp>,
) -> LocalResult<Option<fs::Metadata>> {
    let metadata = look_at(path, target)?;
    let found = metadata
        .as_ref()
        .map(|metadata| platform::stamp(target, metadata));
    let is_folder = metadata.as_ref().is_some_and(fs::Metadata::is_dir);
    if is_folder || found != expect {
        return Err(LocalError::Changed {
            file: target.to_owned(),
        });
    }
    Ok(metadata)
}

/// Gives the temporary file its final name.
fn settle(
    path: &DamPath,
    temporary: &Path,
    target: &Path,
    expect: Option<Stamp>,
) -> LocalResult<()> {
    let failed = platform::fail(path, target);
    let changed = || LocalError::Changed {
        file: target.to_owned(),
    };
    let Some(expect) = expect else {
        return platform::rename_new(temporary, target).map_err(|error| {
            let error = failed(error);
            match look_at(path, target) {
                Err(outside @ LocalError::Outside { .. }) => outside,
                _ if matches!(error, LocalError::Exists { .. }) => changed(),
                _ => error,
            }
        });
    };
    check(path, target, Some(expect))?;
    if !platform::exchange(temporary, target).map_err(&failed)? {
        return platform::rename_over(temporary, target).map_err(&failed);
    }
    // What was replaced is under the temporary name: if somebody saved between the look and the
    // exchange, their bytes are there, and go back.
    let replaced = look_at(path, temporary)?.map(|found| platform::stamp(temporary, &found));
    if replaced == Some(expect) {
        return platform::remove_file(temporary).map_err(&failed);
    }
    platform::exchange(temporary, target).map_err(&failed)?;
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
