//! Thumbnails and web renditions, drawn when they are asked for and kept on disk.

use std::{io::Cursor, path::PathBuf};

use image::{DynamicImage, ImageFormat, ImageReader, codecs::jpeg::JpegEncoder};
use serde_json::{Map, Value, json};

use crate::{
    call::Call,
    download::Binary,
    errors::Refused,
    sample::psd,
    store::{Kind, Node, Store, StoreError, binary::Bytes, node},
    switches::SirenOrder,
};

/// The largest of the three thumbnails.
pub(crate) const THUMBNAIL: &str = "cq5dam.thumbnail.319.319.png";

/// What stands in a layout for the original: Adobe's "Generate For Placement Only renditions" has it made
/// at 72 pixels an inch and 10 % quality, smaller only where the original has more pixels an inch.
const FPO: &str = "cq5dam.fpo.jpeg";
const FPO_PPI: u32 = 72;

const DRAWN: [(&str, u32, u32); 5] = [
    ("cq5dam.thumbnail.48.48.png", 48, 48),
    ("cq5dam.thumbnail.140.100.png", 140, 100),
    (THUMBNAIL, 319, 319),
    ("cq5dam.web.1280.1280.jpeg", 1280, 1280),
    (FPO, u32::MAX, u32::MAX),
];

/// Whether this server can draw an image of the type.
pub(crate) fn can_draw(mime: &str) -> bool {
    matches!(
        mime,
        "image/jpeg"
            | "image/png"
            | "image/vnd.adobe.photoshop"
            | "video/x-msvideo"
            | "application/pdf"
    )
}

/// The renditions of an asset as it is: `original` first.
pub(crate) fn names(node: &Node) -> Vec<String> {
    if node.kind != Kind::Asset || node.binary.is_none() {
        return Vec::new();
    }
    let mut names = vec!["original".to_owned()];
    if node.processed && can_draw(&node.mime) {
        names.extend(DRAWN.iter().map(|(name, _, _)| (*name).to_owned()));
    }
    names
}

pub(crate) fn mime(name: &str) -> &'static str {
    if name.contains(".thumbnail.") {
        "image/png"
    } else {
        "image/jpeg"
    }
}

/// The rendition with this name, if the asset has it.
pub(crate) fn binary(call: &Call, node: &Node, name: &str) -> Result<Option<Binary>, Refused> {
    if name == "original" {
        return Ok(crate::download::original(node));
    }
    if !names(node).iter().any(|known| known == name) {
        return Ok(None);
    }
    let Some(stored) = &node.binary else {
        return Ok(None);
    };
    drawn(&call.dam.store, stored, &node.mime, name, node.written)
}

/// A drawn rendition of any binary; `None` when nothing can be drawn from it.
pub(crate) fn drawn(
    store: &Store,
    stored: &str,
    mime_type: &str,
    name: &str,
    written: i64,
) -> Result<Option<Binary>, Refused> {
    let Some((_, width, height)) = DRAWN.iter().find(|(known, _, _)| *known == name) else {
        return Ok(None);
    };
    let Some(file) = draw(store, stored, mime_type, (*width, *height), name)? else {
        return Ok(None);
    };
    Ok(Some(Binary {
        bytes: Bytes::File(file),
        mime: mime(name).to_owned(),
        written,
        dated: true,
        name: name.to_owned(),
        stored: None,
    }))
}

/// `<asset>.thumb.319.319.png` and `<folder>.folderthumbnail.jpg`.
pub(crate) fn servlet(call: &Call, node: &Node, suffix: &str) -> Result<Option<Binary>, Refused> {
    if let Some(size) = suffix.strip_prefix(".thumb.") {
        return binary(call, node, &format!("cq5dam.thumbnail.{size}"));
    }
    if suffix != ".folderthumbnail.jpg" || !node.is_folder() {
        return Ok(None);
    }
    let hidden = call.hidden();
    let children = call.dam.store.read(|db| {
        Ok::<_, StoreError>(node::children(
            db,
            node,
            SirenOrder::Name,
            (0, 100),
            &hidden,
        )?)
    })?;
    let shown = children
        .iter()
        .find(|child| child.processed && can_draw(&child.mime));
    shown.map_or(Ok(None), |child| binary(call, child, THUMBNAIL))
}

/// `tiff:ImageWidth` and `tiff:ImageLength` of a binary, where it is an image.
pub(crate) fn facts(store: &Store, stored: &str, mime: &str) -> Map<String, Value> {
    let mut facts = Map::new();
    if !matches!(mime, "image/jpeg" | "image/png") {
        return facts;
    }
    let Bytes::File(file) = store.binaries.locate(stored) else {
        return facts;
    };
    let size = ImageReader::open(file)
        .and_then(ImageReader::with_guessed_format)
        .ok()
        .and_then(|reader| reader.into_dimensions().ok());
    if let Some((width, height)) = size {
        facts.insert("tiff:ImageWidth".into(), json!(width));
        facts.insert("tiff:ImageLength".into(), json!(height));
    }
    facts
}

fn draw(
    store: &Store,
    stored: &str,
    mime_type: &str,
    (width, height): (u32, u32),
    name: &str,
) -> Result<Option<PathBuf>, Refused> {
    let (is_jpeg, is_fpo) = (mime(name) == "image/jpeg", name == FPO);
    let end = if is_jpeg { "jpeg" } else { "png" };
    let safe: String = stored.chars().filter(char::is_ascii_alphanumeric).collect();
    let file = store.folder.join("thumbnails").join(if is_fpo {
        format!("{safe}.fpo.{end}")
    } else {
        format!("{safe}.{width}.{height}.{end}")
    });
    if file.is_file() {
        return Ok(Some(file));
    }
    let original = store.binaries.read(stored)?;
    let Some(picture) = decode(&original, mime_type) else {
        return Ok(None);
    };
    let (width, height) = match density(&original).filter(|_| is_fpo) {
        Some(ppi) if ppi > FPO_PPI => {
            let scaled = |edge: u32| (edge * FPO_PPI / ppi).max(1);
            (scaled(picture.width()), scaled(picture.height()))
        }
        Some(_) | None => (width, height),
    };
    let small = if picture.width() > width || picture.height() > height {
        picture.thumbnail(width, height)
    } else {
        picture
    };
    let mut bytes = Cursor::new(Vec::new());
    let small = small.to_rgb8();
    let written = if is_jpeg {
        let quality = if is_fpo { 10 } else { 90 };
        small.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality))
    } else {
        small.write_to(&mut bytes, ImageFormat::Png)
    };
    if written.is_err() {
        return Ok(None);
    }
    let partial = file.with_extension(format!("{}.partial", uuid::Uuid::new_v4().simple()));
    std::fs::write(&partial, bytes.into_inner())?;
    std::fs::rename(&partial, &file)?;
    Ok(Some(file))
}

/// Pixels an inch, as a JPEG says it (JFIF 1.02, the APP0 marker).
fn density(bytes: &[u8]) -> Option<u32> {
    let head = bytes.get(..18)?;
    if head.get(6..11) != Some(b"JFIF\0") {
        return None;
    }
    let across = u32::from(u16::from_be_bytes([head[14], head[15]]));
    match head[13] {
        1 => Some(across),
        // A centimetre.
        2 => Some(across * 254 / 100),
        _ => None,
    }
}

fn decode(bytes: &[u8], mime: &str) -> Option<DynamicImage> {
    match mime {
        "image/jpeg" | "image/png" => image::load_from_memory(bytes).ok(),
        "image/vnd.adobe.photoshop" => psd::read(bytes).map(DynamicImage::ImageRgb8),
        // Both hold whole JPEG images: frames of the video, pictures of the page.
        "video/x-msvideo" | "application/pdf" => {
            let start = bytes
                .windows(3)
                .position(|window| window == [0xff, 0xd8, 0xff])?;
            let length = bytes[start..]
                .windows(2)
                .position(|window| window == [0xff, 0xd9])?
                + 2;
            let jpeg = &bytes[start..start + length];
            image::load_from_memory_with_format(jpeg, ImageFormat::Jpeg).ok()
        }
        _ => None,
    }
}
