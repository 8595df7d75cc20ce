//! Where file systems and operating systems differ.

use std::{io, path::Path};

use damson_core::DamPath;

use crate::model::LocalError;

#[cfg(unix)]
mod held_folder;
#[cfg(unix)]
mod unix;
#[cfg(unix)]
pub(super) use held_folder::*;
#[cfg(unix)]
pub(super) use unix::*;

#[cfg(windows)]
mod walked_folder;
#[cfg(windows)]
mod windows;
#[cfg(windows)]
pub(super) use walked_folder::*;
#[cfg(windows)]
pub(super) use windows::*;

/// Puts a failed call into words of the cache folder.
pub(super) fn fail(path: &DamPath, file: &Path) -> impl Fn(io::Error) -> LocalError + Copy {
    move |source| classify(source, path, file)
}

fn classify(source: io::Error, path: &DamPath, file: &Path) -> LocalError {
    use io::ErrorKind as Kind;
    let file = file.to_owned();
    if is_in_use(&source) {
        return LocalError::InUse { file, source };
    }
    if is_bad_name(&source) {
        let detail = source.to_string();
        return LocalError::Name {
            path: path.clone(),
            detail,
        };
    }
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "not our enum, and it may grow"
    )]
    match source.kind() {
        Kind::NotFound | Kind::NotADirectory => LocalError::Missing { file },
        Kind::AlreadyExists | Kind::IsADirectory | Kind::DirectoryNotEmpty => {
            LocalError::Exists { file }
        }
        Kind::PermissionDenied | Kind::ReadOnlyFilesystem => LocalError::Denied { file, source },
        Kind::StorageFull | Kind::QuotaExceeded => LocalError::DiskFull { file, source },
        _ => LocalError::Io { file, source },
    }
}

/// Whether two files are on different volumes, so that a rename can't move one to the other.
pub(super) fn is_other_volume(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::CrossesDevices
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classified(kind: io::ErrorKind) -> LocalError {
        fail(&DamPath::root(), Path::new("x"))(kind.into())
    }

    #[test]
    fn tells_what_a_person_can_do_about_it() {
        use io::ErrorKind as Kind;
        let full = classified(Kind::StorageFull);
        assert!(matches!(full, LocalError::DiskFull { .. }));
        let denied = classified(Kind::PermissionDenied);
        assert!(matches!(denied, LocalError::Denied { .. }));
        let gone = classified(Kind::NotFound);
        assert!(matches!(gone, LocalError::Missing { .. }));
        let name = classified(Kind::InvalidFilename);
        assert!(matches!(name, LocalError::Name { .. }));
        let other = classified(Kind::Interrupted);
        assert!(matches!(other, LocalError::Io { .. }));
    }

    /// What is protected before it gets its name is protected under it.
    #[test]
    fn a_new_name_keeps_the_protection() {
        let folder = tempfile::tempdir().unwrap();
        for protected in [true, false] {
            let from = folder.path().join("from");
            let to = folder.path().join(format!("to-{protected}"));
            std::fs::write(&from, "bytes").unwrap();
            set_read_only(&from, protected).unwrap();
            rename_new(&from, &to).unwrap();
            assert!(!from.exists());
            let metadata = std::fs::symlink_metadata(&to).unwrap();
            assert_eq!(is_read_only(&metadata), protected);
            set_read_only(&to, false).unwrap();
        }
    }
}
