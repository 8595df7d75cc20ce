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

/// The same place with the ending of a rendition: that of its media type, else that of its name. An
/// ending that says the same already stays.
pub fn ending_of(to: &Path, media_type: Option<&str>, rendition: &str) -> PathBuf {
    let endings = media_type.map_or(&[][..], endings);
    let of_name = rendition.rsplit_once('.').map(|(_, ending)| ending);
    let Some(ending) = endings
        .first()
        .copied()
        .or(of_name.filter(|end| is_ending(end)))
    else {
        return to.to_owned();
    };
    let has = to.extension().and_then(|has| has.to_str());
    match has.filter(|has| is_ending(has)) {
        Some(has) if has.eq_ignore_ascii_case(ending) => to.to_owned(),
        Some(has) if endings.iter().any(|same| has.eq_ignore_ascii_case(same)) => to.to_owned(),
        Some(_) => to.with_extension(ending),
        None => {
            let mut name = to.file_name().unwrap_or_default().to_owned();
            name.push(".");
            name.push(ending);
            to.with_file_name(name)
        }
    }
}

/// What is the ending of a file, and no part of its name: `Autumn 2026.09` has none.
fn is_ending(ending: &str) -> bool {
    let letters = |c: char| c.is_ascii_alphabetic();
    (1..=5).contains(&ending.len())
        && ending.contains(letters)
        && ending.chars().all(|c| c.is_ascii_alphanumeric())
}

/// The endings of a media type, the usual one first.
fn endings(media_type: &str) -> &'static [&'static str] {
    let bare = media_type.split(';').next().unwrap_or_default().trim();
    match bare.to_ascii_lowercase().as_str() {
        "image/jpeg" | "image/pjpeg" => &["jpg", "jpeg", "jpe"],
        "image/png" => &["png"],
        "image/gif" => &["gif"],
        "image/webp" => &["webp"],
        "image/avif" => &["avif"],
        "image/tiff" => &["tif", "tiff"],
        "image/bmp" | "image/x-ms-bmp" => &["bmp"],
        "image/svg+xml" => &["svg"],
        "application/pdf" => &["pdf"],
        "video/mp4" => &["mp4", "m4v"],
        "video/quicktime" => &["mov"],
        "video/webm" => &["webm"],
        "audio/mpeg" => &["mp3"],
        "text/plain" => &["txt"],
        _ => &[],
    }
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
    fn a_rendition_has_the_ending_of_its_type() {
        for (file, media_type, rendition, expected) in [
            (
                "a.psd",
                Some("image/jpeg"),
                "cq5dam.web.1280.1280.jpeg",
                "a.jpg",
            ),
            (
                "a.jpeg",
                Some("image/jpeg"),
                "cq5dam.web.1280.1280.jpeg",
                "a.jpeg",
            ),
            ("a.JPG", Some("image/jpeg"), "cq5dam.fpo.jpeg", "a.JPG"),
            ("a.psd", Some("image/png; charset=x"), "thumb", "a.png"),
            ("a.psd", None, "cq5dam.preview.pdf", "a.pdf"),
            ("a.psd", Some("image/x-own"), "card.own", "a.own"),
            ("a.psd", None, "card", "a.psd"),
            ("a.psd", None, "../card.../x", "a.psd"),
            (
                "Autumn 2026.09",
                Some("image/png"),
                "thumb",
                "Autumn 2026.09.png",
            ),
            ("LICENCE", Some("text/plain"), "text", "LICENCE.txt"),
        ] {
            let named = ending_of(&Path::new("to").join(file), media_type, rendition);
            assert_eq!(named, Path::new("to").join(expected), "{file} {rendition}");
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
