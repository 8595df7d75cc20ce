//! Copies of assets outside the cache folder.

use std::path::{Path, PathBuf};

use damson_engine::{EngineError, local::copy_out};

use crate::crossing::error::UserError;

/// The relative path of the copy of an asset. The person chose the asset, or the folder that it is in:
/// `top`. Without `flat` the copy has the folders from `top` on, as with `cp -r`. Its names are those of
/// `file`, which a disk can hold.
pub fn place(file: &Path, path: &str, top: &str, flat: bool) -> PathBuf {
    let above = top.trim_end_matches('/').rsplit_once('/');
    let above = above.map_or("", |(above, _)| above);
    let below = path.strip_prefix(above).unwrap_or(path);
    let names = below.split('/').filter(|name| !name.is_empty());
    let depth = if flat { 1 } else { names.count() };
    let names: Vec<_> = file.iter().rev().take(depth).collect();
    names.into_iter().rev().collect()
}

/// Copies a file. The copy has its name only once it is whole, and overwrites nothing. Blocks.
pub fn copy(file: &Path, to: &Path) -> Result<(), UserError> {
    Ok(copy_out(file, to).map_err(EngineError::from)?)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::crossing::error::ErrorCode;

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
