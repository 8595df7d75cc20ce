//! Draws picture files of this computer, and reads their dimensions.

use std::{
    fs,
    io::{BufReader, Cursor},
    path::Path,
};

use bytes::Bytes;
use image::{
    DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder,
};

use super::psd;

/// Bytes of memory that a picture may take while it is read; a larger one is not drawn.
const MOST_MEMORY: u64 = 768 << 20;
const JPEG_QUALITY: u8 = 82;

/// Width and height in pixels, as the picture is shown; `None` for what is no picture.
pub(crate) fn dimensions(file: &Path) -> Option<(u32, u32)> {
    let source = BufReader::new(fs::File::open(file).ok()?);
    if let Some(header) = psd::header(source) {
        return Some((header.width, header.height));
    }
    let mut decoder = reader(file)?.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let turned = decoder.orientation().is_ok_and(|turn| {
        use image::metadata::Orientation as Turn;
        matches!(
            turn,
            Turn::Rotate90 | Turn::Rotate270 | Turn::Rotate90FlipH | Turn::Rotate270FlipH
        )
    });
    Some(if turned {
        (height, width)
    } else {
        (width, height)
    })
}

/// Draws a file no larger than `edge`; `None` for what this computer can't draw.
pub(crate) fn draw(file: &Path, edge: u32) -> Option<Bytes> {
    if !fs::symlink_metadata(file).ok()?.is_file() {
        return None;
    }
    let source = BufReader::new(fs::File::open(file).ok()?);
    if let Some(thumbnail) = psd::thumbnail(source) {
        return Some(Bytes::from(thumbnail));
    }
    let mut decoder = reader(file)?.into_decoder().ok()?;
    let turn = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    if picture.width() > edge || picture.height() > edge {
        picture = picture.thumbnail(edge, edge);
    }
    if let Some(turn) = turn {
        picture.apply_orientation(turn);
    }
    write(&picture)
}

fn write(picture: &DynamicImage) -> Option<Bytes> {
    let mut bytes = Vec::new();
    if picture.color().has_alpha() {
        let mut out = Cursor::new(&mut bytes);
        picture
            .to_rgba8()
            .write_to(&mut out, ImageFormat::Png)
            .ok()?;
    } else {
        let jpeg = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
        picture.to_rgb8().write_with_encoder(jpeg).ok()?;
    }
    Some(Bytes::from(bytes))
}

fn reader(file: &Path) -> Option<ImageReader<BufReader<fs::File>>> {
    let mut reader = ImageReader::open(file).ok()?.with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    Some(reader)
}
