//! Windows.

use std::{
    fs::{self, DirEntry, File, Metadata, OpenOptions},
    io,
    os::windows::fs::{FileExt, MetadataExt, OpenOptionsExt},
    path::{Component, Path, PathBuf, Prefix},
};

use damson_core::ByteCount;
use file_id::FileId;

use crate::model::Stamp;

const ERROR_SHARING_VIOLATION: i32 = 32;
const ERROR_LOCK_VIOLATION: i32 = 33;
const ERROR_INVALID_NAME: i32 = 123;
const ERROR_FILENAME_EXCED_RANGE: i32 = 206;
/// The right to remove or rename.
const DELETE: u32 = 0x0001_0000;
/// Opens a link itself instead of what it leads to.
const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;
/// From 1601, where Windows counts from, to 1970, in steps of 100 ns.
const UNIX_EPOCH: i128 = 116_444_736_000_000_000;

/// What an entry of a folder is; of a link the link itself. Asked of the file: what the folder says
/// of it may be old while somebody has it open.
pub(in crate::disk) fn look(_entry: &DirEntry, file: &Path) -> io::Result<Metadata> {
    fs::symlink_metadata(file)
}

pub(in crate::disk) fn stamp(file: &Path, metadata: &Metadata) -> Stamp {
    Stamp {
        size: ByteCount(metadata.len()),
        modified_ns: modified_ns(metadata),
        file_id: file_index(file),
        // Windows has such a time, and no call for it that could be made from here.
        changed_ns: None,
    }
}

fn modified_ns(metadata: &Metadata) -> i128 {
    (i128::from(metadata.last_write_time()) - UNIX_EPOCH) * 100
}

/// Asked for without any access, so it works on files that others have open for themselves.
fn file_index(file: &Path) -> u128 {
    match file_id::get_low_res_file_id(file) {
        Ok(FileId::LowRes { file_index, .. }) => u128::from(file_index),
        Ok(FileId::HighRes { file_id, .. }) => file_id,
        Ok(FileId::Inode { inode_number, .. }) => u128::from(inode_number),
        Err(_) => 0,
    }
}

/// Whether an open file is the one that was looked at by its path, as far as the handle tells.
pub(in crate::disk) fn is_same(opened: &Metadata, stamp: Stamp) -> bool {
    opened.len() == stamp.size.0 && modified_ns(opened) == stamp.modified_ns
}

/// Makes a folder; in a person's profile it is private already.
pub(in crate::disk) fn make_private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// Opens a file for reading, never through a link.
pub(in crate::disk) fn open(file: &Path) -> io::Result<File> {
    let opened = OpenOptions::new()
        .read(true)
        .custom_flags(FILE_FLAG_OPEN_REPARSE_POINT)
        .open(file)?;
    refuse_link(opened)
}

/// Opens or makes a file for reading and writing, never through a link.
pub(in crate::disk) fn open_to_write(file: &Path) -> io::Result<File> {
    let opened = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .custom_flags(FILE_FLAG_OPEN_REPARSE_POINT)
        .open(file)?;
    refuse_link(opened)
}

fn refuse_link(opened: File) -> io::Result<File> {
    if opened.metadata()?.file_type().is_symlink() {
        return Err(io::Error::other(Link));
    }
    Ok(opened)
}

#[derive(Debug, thiserror::Error)]
#[error("it is a link")]
struct Link;

/// Whether opening a file failed because it is a link.
pub(in crate::disk) fn is_link_error(error: &io::Error) -> bool {
    matches!(error.get_ref(), Some(inner) if inner.is::<Link>())
}

/// How many names a file has; Windows does not say without a handle of its own kind.
pub(in crate::disk) fn links(_metadata: &Metadata) -> u64 {
    1
}

pub(in crate::disk) fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    file.seek_read(buffer, offset)
}

/// Renames to a name where nothing is.
pub(in crate::disk) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    // The system's rename replaces; a second name for a file does not. A file that another program
    // has for itself would then keep both names, so it is tried first whether this one can go.
    let metadata = fs::symlink_metadata(from)?;
    let is_file = metadata.is_file();
    if is_file {
        OpenOptions::new().access_mode(DELETE).open(from)?;
    }
    if is_file && fs::hard_link(from, to).is_ok() {
        remove_file(from).inspect_err(|_| {
            // Both names would be one too many; the source stays.
            let _ = remove_file(to);
        })?;
        // Taking the protection off one name took it off both.
        if is_read_only(&metadata) {
            let _ = set_read_only(to, true);
        }
        return Ok(());
    }
    // Folders, and file systems without second names: the check is as late as it gets.
    if fs::symlink_metadata(to).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    fs::rename(from, to)
}

/// Windows can't exchange two files in one step.
#[expect(clippy::unnecessary_wraps, reason = "other systems can fail here")]
pub(in crate::disk) fn exchange(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Renames over a file that may be protected from writing.
pub(in crate::disk) fn rename_over(from: &Path, to: &Path) -> io::Result<()> {
    unprotected(to, || fs::rename(from, to))
}

/// Removes a file that may be protected from writing.
pub(in crate::disk) fn remove_file(file: &Path) -> io::Result<()> {
    unprotected(file, || fs::remove_file(file))
}

/// Windows neither removes nor replaces a protected file. The protection comes back if it fails.
fn unprotected(file: &Path, change: impl Fn() -> io::Result<()>) -> io::Result<()> {
    let protected = fs::symlink_metadata(file).is_ok_and(|metadata| is_read_only(&metadata));
    if !protected {
        return change();
    }
    set_read_only(file, false)?;
    change().inspect_err(|_| {
        let _ = set_read_only(file, true);
    })
}

/// The file system's own log keeps names; there is no call for it.
#[expect(clippy::unnecessary_wraps, reason = "other systems can fail here")]
pub(in crate::disk) fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Makes the bytes of a file survive a power cut.
pub(in crate::disk) fn sync_file(file: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).open(file) {
        Ok(opened) => opened.sync_all(),
        // A protected file can't be opened for that; whoever wrote it has closed it.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        Err(error) => Err(error),
    }
}

pub(in crate::disk) fn is_read_only(metadata: &Metadata) -> bool {
    metadata.permissions().readonly()
}

/// Sets or takes the attribute. The file is no link: its place was checked.
pub(in crate::disk) fn set_read_only(file: &Path, read_only: bool) -> io::Result<()> {
    let metadata = fs::symlink_metadata(file)?;
    if metadata.file_type().is_symlink() {
        return Err(io::Error::other(Link));
    }
    let mut permissions = metadata.permissions();
    if permissions.readonly() == read_only {
        return Ok(());
    }
    permissions.set_readonly(read_only);
    fs::set_permissions(file, permissions)
}

/// Access rights come from the folder.
#[expect(clippy::unnecessary_wraps, reason = "other systems can fail here")]
pub(in crate::disk) fn copy_rights(_from: &Metadata, _to: &File) -> io::Result<()> {
    Ok(())
}

pub(in crate::disk) fn is_in_use(error: &io::Error) -> bool {
    matches!(
        error.raw_os_error(),
        Some(ERROR_SHARING_VIOLATION | ERROR_LOCK_VIOLATION)
    )
}

pub(in crate::disk) fn is_bad_name(error: &io::Error) -> bool {
    let code = error.raw_os_error();
    matches!(code, Some(ERROR_INVALID_NAME | ERROR_FILENAME_EXCED_RANGE))
        || error.kind() == io::ErrorKind::InvalidFilename
}

/// Marks a file as downloaded (zone 3: the internet), so that the system warns before it runs it.
pub(in crate::disk) fn mark_downloaded(file: &Path) -> io::Result<()> {
    let mut stream = file.as_os_str().to_owned();
    stream.push(":Zone.Identifier");
    fs::write(PathBuf::from(stream), "[ZoneTransfer]\r\nZoneId=3\r\n")
}

/// Whether files in this folder can be marked as downloaded: FAT refuses, and some stand-ins of
/// Windows make a second file instead of a stream.
pub(in crate::disk) fn keeps_marks(folder: &Path) -> bool {
    let unique = uuid::Uuid::new_v4().simple().to_string();
    let name = format!(".damson-mark-{unique}.part");
    let file = folder.join(&name);
    let marked = fs::write(&file, b"").and_then(|()| mark_downloaded(&file));
    let strays: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| {
            let found = entry.file_name().to_string_lossy().into_owned();
            found.starts_with(&name) && found != name
        })
        .map(|entry| entry.path())
        .collect();
    for stray in strays.iter().chain([&file]) {
        let _ = fs::remove_file(stray);
    }
    marked.is_ok() && strays.is_empty()
}

/// A path as other programs take it: `C:\…` for `\\?\C:\…`.
pub(in crate::disk) fn plain(file: PathBuf) -> PathBuf {
    let mut components = file.components();
    let Some(Component::Prefix(prefix)) = components.next() else {
        return file;
    };
    let mut plain = match prefix.kind() {
        Prefix::VerbatimDisk(disk) => PathBuf::from(format!("{}:", char::from(disk))),
        Prefix::VerbatimUNC(server, share) => {
            let mut root = std::ffi::OsString::from(r"\\");
            root.push(server);
            root.push(r"\");
            root.push(share);
            PathBuf::from(root)
        }
        Prefix::Verbatim(_) | Prefix::DeviceNS(_) | Prefix::UNC(..) | Prefix::Disk(_) => {
            return file;
        }
    };
    plain.push(r"\");
    for component in components {
        if let Component::Normal(name) = component {
            plain.push(name);
        }
    }
    plain
}
