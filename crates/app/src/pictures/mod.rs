//! Pictures: those that a server sends are checked before a window is asked to draw them.

pub(crate) mod draw;
mod psd;

use std::borrow::Cow;

use damson_remote::{Error, ErrorKind};
use imagesize::ImageType;

/// Pixels of a thumbnail; unpacked, each pixel takes four bytes of the memory of the window.
const MOST_PIXELS: usize = 16 * 1024 * 1024;

/// Refuses bytes that are no picture of a usual kind, and pictures that are small as a file and huge in
/// memory.
pub(crate) fn check(bytes: &[u8]) -> Result<(), Error> {
    let garbled = |why: Cow<'static, str>| Error::new(ErrorKind::Garbled).said(why);
    let usual = matches!(
        imagesize::image_type(bytes),
        Ok(ImageType::Png | ImageType::Jpeg | ImageType::Gif | ImageType::Webp)
    );
    let size = imagesize::blob_size(bytes).ok().filter(|_| usual);
    let Some(size) = size else {
        return Err(garbled("the thumbnail is no picture".into()));
    };
    if size.width.saturating_mul(size.height) > MOST_PIXELS {
        let (width, height) = (size.width, size.height);
        return Err(garbled(
            format!("the thumbnail has {width} × {height} pixels").into(),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend(b"\x08\x06\0\0\0\0\0\0\0");
        bytes
    }

    #[test]
    fn only_pictures_of_a_usual_size_are_drawn() {
        assert!(check(&png(319, 319)).is_ok());
        for huge in [png(60_000, 60_000), png(u32::MAX, u32::MAX)] {
            assert_eq!(check(&huge).unwrap_err().kind, ErrorKind::Garbled);
        }
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"></svg>";
        for odd in ["", "x", "<html>login</html>", svg, "GIF89a", "\u{89}PNG"] {
            assert!(check(odd.as_bytes()).is_err(), "{odd}");
        }
    }
}
