//! Copies outside the cache folder: under another name until they are whole, and never over anything.

use std::{
    fs::{self, File},
    io::{self, Read, Write as _},
    path::{Path, PathBuf},
    time::SystemTime,
};

use tempfile::NamedTempFile;

use crate::model::{LocalError, LocalResult};

/// Copies a file to where nothing is, with its time; folders on the way are made. Fails with
/// [`LocalError::Exists`] where something is, and with [`LocalError::Changed`] when the file changed
/// meanwhile; nothing is left then. Blocks.
pub fn copy_out(file: &Path, to: &Path) -> LocalResult<()> {
    let failed = failed(file);
    let mut opened = File::open(file).map_err(failed)?;
    let before = opened.metadata().map_err(failed)?;
    let made = write(&mut opened, before.len(), to)?;
    let after = fs::metadata(file).map_err(failed)?;
    let modified = before.modified().map_err(failed)?;
    if after.len() != before.len() || after.modified().map_err(failed)? != modified {
        let file = file.to_owned();
        return Err(LocalError::Changed { file });
    }
    name(made, modified, to)
}

/// What comes piece by piece, on its way to where nothing is. It has its name only once it is whole, and
/// leaves nothing when it is dropped before. Blocks.
#[derive(Debug)]
pub(crate) struct NewFile {
    made: NamedTempFile,
    to: PathBuf,
    written: u64,
}

impl NewFile {
    /// Fails with [`LocalError::Exists`] where something is; folders on the way are made.
    pub(crate) fn begin(to: &Path) -> LocalResult<Self> {
        if fs::symlink_metadata(to).is_ok() {
            let file = to.to_owned();
            return Err(LocalError::Exists { file });
        }
        Ok(Self {
            made: part_beside(to)?,
            to: to.to_owned(),
            written: 0,
        })
    }

    pub(crate) fn append(&mut self, piece: &[u8]) -> LocalResult<()> {
        self.made.write_all(piece).map_err(failed(&self.to))?;
        self.written += piece.len() as u64;
        Ok(())
    }

    pub(crate) fn written(&self) -> u64 {
        self.written
    }

    pub(crate) fn finish(self) -> LocalResult<()> {
        name(self.made, SystemTime::now(), &self.to)
    }
}

/// Writes everything under a name of our own.
pub(crate) fn write(from: &mut dyn Read, length: u64, to: &Path) -> LocalResult<NamedTempFile> {
    let mut made = part_beside(to)?;
    let copied = io::copy(from, &mut made).map_err(failed(to))?;
    if copied != length {
        let file = to.to_owned();
        return Err(LocalError::Changed { file });
    }
    Ok(made)
}

/// An empty file under a name of our own, in the folder where it goes.
fn part_beside(to: &Path) -> LocalResult<NamedTempFile> {
    let folder = to.parent().unwrap_or(to);
    fs::create_dir_all(folder).map_err(failed(folder))?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".damson-").suffix(".part");
    #[cfg(unix)]
    let rights = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    // As every file that a person makes; the mask takes away from it.
    builder.permissions(rights);
    builder.tempfile_in(folder).map_err(failed(folder))
}

/// Gives what is whole its name.
pub(crate) fn name(made: NamedTempFile, modified: SystemTime, to: &Path) -> LocalResult<()> {
    let failed = failed(to);
    made.as_file().set_modified(modified).map_err(failed)?;
    made.as_file().sync_all().map_err(failed)?;
    match made.persist_noclobber(to) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            let file = to.to_owned();
            Err(LocalError::Exists { file })
        }
        Err(error) => Err(failed(error.error)),
    }
}

fn failed(file: &Path) -> impl Fn(io::Error) -> LocalError + Copy + '_ {
    |source| {
        let file = file.to_owned();
        if source.kind() == io::ErrorKind::StorageFull {
            return LocalError::DiskFull { file, source };
        }
        if source.kind() == io::ErrorKind::PermissionDenied {
            return LocalError::Denied { file, source };
        }
        LocalError::Io { file, source }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_over_and_nothing_half_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a.psd"), "new").unwrap();
        fs::write(at("b.psd"), "old").unwrap();
        let taken = copy_out(&at("a.psd"), &at("b.psd"));
        assert!(matches!(taken, Err(LocalError::Exists { .. })), "{taken:?}");
        assert_eq!(fs::read(at("b.psd")).unwrap(), b"old");
        let short = write(&mut &b"ne"[..], 3, &at("c.psd"));
        assert!(
            matches!(short, Err(LocalError::Changed { .. })),
            "{short:?}"
        );
        drop(short);
        copy_out(&at("a.psd"), &at("Links/c.psd")).unwrap();
        assert_eq!(fs::read(at("Links/c.psd")).unwrap(), b"new");
        let time = |name: &str| fs::metadata(at(name)).unwrap().modified().unwrap();
        assert_eq!(time("a.psd"), time("Links/c.psd"));
        let left = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 3, "two files and a folder");
    }
}
