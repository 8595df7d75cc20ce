//! Files of Damson's own: private to this person, read and written whole.

use std::{fs, io, path::Path};

use crate::crossing::error::{ErrorCode, Result, UserError};

/// Replaces a file whole, readable by this person alone. After a failure the former file is unchanged.
pub(crate) fn write_whole(file: &Path, text: &str) -> Result<()> {
    let failed = |error: io::Error| UserError::io(&error, file);
    let folder = file.parent().unwrap_or(Path::new("."));
    make_private(folder).map_err(failed)?;
    let mut partial = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    io::Write::write_all(&mut partial, text.as_bytes()).map_err(failed)?;
    partial.as_file().sync_all().map_err(failed)?;
    partial.persist(file).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Reads a file; `None` when it is not there.
pub(crate) fn read_if_there(file: &Path) -> Result<Option<String>> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(UserError {
            code: ErrorCode::Settings,
            ..UserError::io(&error, file)
        }),
    }
}

/// The error for a file of ours that is no valid TOML.
pub(crate) fn damaged(file: &Path, error: &toml::de::Error) -> UserError {
    UserError::new(ErrorCode::Settings)
        .file(file)
        .said(error.to_string())
}

/// A file name that stands for bytes which can't be one: 24 hexadecimal digits of their hash.
pub(crate) fn short_hash(of: &[u8]) -> String {
    use damson_core::{Digest, HashKind};
    use sha2::{Digest as _, Sha256};
    let digest = Digest::from_bytes(HashKind::Sha256, &Sha256::digest(of));
    let mut hex = digest.expect("SHA-256 has 32 bytes").hex().to_owned();
    hex.truncate(24);
    hex
}

/// Makes a folder that only this person can enter, or takes from others what they may do in it.
#[cfg(unix)]
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
    if !folder.is_dir() {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    let mode = fs::metadata(folder)?.permissions().mode();
    if mode & 0o077 != 0 {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// Makes a folder; on this system it inherits that it is this person's alone.
#[cfg(not(unix))]
pub(crate) fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("config/x.toml");
        assert_eq!(read_if_there(&file).unwrap(), None);
        write_whole(&file, "one").unwrap();
        write_whole(&file, "two").unwrap();
        assert_eq!(read_if_there(&file).unwrap().as_deref(), Some("two"));
        let names: Vec<_> = fs::read_dir(file.parent().unwrap()).unwrap().collect();
        assert_eq!(names.len(), 1, "nothing partial is left");
    }
}
