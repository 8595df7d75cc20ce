//! Copies of assets outside the cache folder.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{ErrorCode, UserError};

/// Where the copy of an asset goes below the folder that a person chose, if they chose the asset or
/// the folder `top` that it is in. Without `flat` it keeps the folders from `top` on, as `cp -r`
/// does. Its names are those of `file`: the ones that a disk can hold.
pub fn place(file: &Path, path: &str, top: &str, flat: bool) -> PathBuf {
    let above = top.trim_end_matches('/').rsplit_once('/');
    let above = above.map_or("", |(above, _)| above);
    let below = path.strip_prefix(above).unwrap_or(path);
    let names = below.split('/').filter(|name| !name.is_empty());
    let depth = if flat { 1 } else { names.count() };
    let names: Vec<_> = file.iter().rev().take(depth).collect();
    names.into_iter().rev().collect()
}

/// Copies a file; under its real name it is whole, and nothing is overwritten. Blocks.
pub fn copy(file: &Path, to: &Path) -> Result<(), UserError> {
    copy_file(file, to).map_err(|error| {
        let mut shown = UserError::io(&error, to);
        if error.kind() == io::ErrorKind::AlreadyExists {
            shown.code = ErrorCode::FileExists;
        }
        shown
    })
}

fn copy_file(file: &Path, to: &Path) -> io::Result<()> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_keeps_the_folders_from_the_chosen_one_on() {
        let file = Path::new("/home/jane/Damson/dam/shoots/harbour/raw/a.psd");
        let path = "/shoots/harbour/raw/a.psd";
        for (top, flat, expected) in [
            ("/shoots/harbour", false, "harbour/raw/a.psd"),
            ("/shoots/harbour", true, "a.psd"),
            ("/shoots/harbour/raw/a.psd", false, "a.psd"),
            ("/shoots", false, "shoots/harbour/raw/a.psd"),
            ("/", false, "shoots/harbour/raw/a.psd"),
        ] {
            let placed = place(file, path, top, flat);
            assert_eq!(placed, Path::new(expected), "{top} {flat}");
        }
    }

    #[test]
    fn a_copy_overwrites_nothing_and_leaves_no_part() {
        let home = tempfile::tempdir().unwrap();
        let (file, to) = (
            home.path().join("a.psd"),
            home.path().join("new/folder/a.psd"),
        );
        fs::write(&file, "bytes").unwrap();
        copy(&file, &to).unwrap();
        assert_eq!(fs::read_to_string(&to).unwrap(), "bytes");
        fs::write(&to, "theirs").unwrap();
        assert_eq!(copy(&file, &to).unwrap_err().code, ErrorCode::FileExists);
        assert_eq!(fs::read_to_string(&to).unwrap(), "theirs");
        assert_eq!(fs::read_dir(to.parent().unwrap()).unwrap().count(), 1);
    }
}
