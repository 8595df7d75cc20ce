//! Linux and macOS.

use std::{
    fs::{self, DirBuilder, DirEntry, File, Metadata, OpenOptions},
    io,
    os::unix::fs::{DirBuilderExt, FileExt, MetadataExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use damson_core::ByteCount;
use rustix::fs::{CWD, OFlags, RenameFlags, renameat_with};

use crate::model::Stamp;

/// What an entry of a folder is; of a link the link itself. Asked of the open folder, so that its
/// path isn't walked for each.
pub(in crate::disk) fn look(entry: &DirEntry, _file: &Path) -> io::Result<Metadata> {
    entry.metadata()
}

pub(in crate::disk) fn stamp(_file: &Path, metadata: &Metadata) -> Stamp {
    Stamp {
        size: ByteCount(metadata.len()),
        modified_ns: i128::from(metadata.mtime()) * 1_000_000_000
            + i128::from(metadata.mtime_nsec()),
        file_id: u128::from(metadata.ino()),
        changed_ns: Some(
            i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec()),
        ),
    }
}

/// Whether an open file is the one that was looked at by its path.
pub(in crate::disk) fn is_same(opened: &Metadata, stamp: Stamp) -> bool {
    self::stamp(Path::new(""), opened) == stamp
}

/// Makes a folder that nobody else can look into.
pub(in crate::disk) fn make_private_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Opens a file for reading, never through a link.
pub(in crate::disk) fn open(file: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .custom_flags(flags(OFlags::NOFOLLOW))
        .open(file)
}

fn flags(flags: OFlags) -> i32 {
    flags.bits().cast_signed()
}

pub(in crate::disk) fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    file.read_at(buffer, offset)
}

/// Renames to a name where nothing is.
pub(in crate::disk) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Ok(()) => Ok(()),
        Err(error) if is_unsupported(&error.into()) => {
            // Some file systems (FAT, network shares) can't; the check is then as late as it gets.
            if fs::symlink_metadata(to).is_ok() {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            fs::rename(from, to)
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) fn is_unsupported(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    matches!(error.kind(), Kind::InvalidInput | Kind::Unsupported)
}

/// Removes a file that may be protected from writing.
pub(in crate::disk) fn remove_file(file: &Path) -> io::Result<()> {
    fs::remove_file(file)
}

/// Makes the names in a folder survive a power cut.
pub(in crate::disk) fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Some network file systems have no such thing.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        done => done,
    }
}

/// Makes the bytes of a file survive a power cut.
pub(in crate::disk) fn sync_file(file: &Path) -> io::Result<()> {
    open(file)?.sync_all()
}

pub(in crate::disk) fn is_read_only(metadata: &Metadata) -> bool {
    metadata.permissions().mode() & 0o222 == 0
}

/// Takes or gives the right to write; through the open file, so that no link is followed.
pub(in crate::disk) fn set_read_only(file: &Path, read_only: bool) -> io::Result<()> {
    let opened = open(file)?;
    let mode = opened.metadata()?.permissions().mode();
    let wanted = if read_only {
        mode & !0o222
    } else {
        mode | 0o200
    };
    if wanted == mode {
        return Ok(());
    }
    opened.set_permissions(fs::Permissions::from_mode(wanted))
}

pub(in crate::disk) fn is_in_use(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    matches!(error.kind(), Kind::ExecutableFileBusy | Kind::ResourceBusy)
}

pub(in crate::disk) fn is_bad_name(error: &io::Error) -> bool {
    // macOS answers EILSEQ to names that its file system can't hold.
    const ILLEGAL: i32 = 92;
    error.kind() == io::ErrorKind::InvalidFilename
        || (cfg!(target_os = "macos") && error.raw_os_error() == Some(ILLEGAL))
}

/// Whether opening a file failed because it is a link.
pub(in crate::disk) fn is_link_error(error: &io::Error) -> bool {
    rustix::io::Errno::from_io_error(error) == Some(rustix::io::Errno::LOOP)
}

/// Marks a file as downloaded, so that the system warns before it runs it.
#[cfg(target_os = "macos")]
pub(super) fn mark_downloaded(file: &File) -> io::Result<()> {
    use xattr::FileExt as _;
    // Flags, time in hexadecimal, agent, event; 0083: downloaded, ask before the first start.
    let seconds = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let value = format!("0083;{seconds:08x};Damson;");
    file.set_xattr("com.apple.quarantine", value.as_bytes())
}

#[cfg(not(target_os = "macos"))]
#[expect(clippy::unnecessary_wraps, reason = "other systems can fail here")]
pub(super) fn mark_downloaded(_file: &File) -> io::Result<()> {
    Ok(())
}

/// Whether files in this folder can be marked as downloaded.
pub(in crate::disk) fn keeps_marks(_folder: &Path) -> bool {
    cfg!(target_os = "macos")
}

/// A path as other programs take it.
pub(in crate::disk) fn plain(file: PathBuf) -> PathBuf {
    file
}
