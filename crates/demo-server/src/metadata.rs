//! What happens around every save of an asset's metadata.

use rusqlite::Connection;

use crate::{
    call::Call,
    dates,
    errors::Refused,
    processing,
    sample::container::crc32,
    store::{
        Kind, Node, node,
        version::{self, Keeping},
    },
};

/// Refuses a save that may not be, and keeps the state before it where the switch says so.
pub(crate) fn begin(db: &Connection, call: &Call, node: &Node) -> Result<(), Refused> {
    let switches = call.dam.switches();
    call.must_write(node)?;
    call.must_not_be_held(node, switches.locked_metadata)?;
    call.must_not_be_expired(node)?;
    if switches.metadata_makes_version {
        let keeping = Keeping {
            user: &call.user.id,
            now: call.dam.now(),
            label: "",
            comment: "Before the metadata was saved",
        };
        version::keep(db, node, keeping)?;
    }
    Ok(())
}

/// Saves the changed node.
pub(crate) fn finish(db: &Connection, call: &Call, mut node: Node) -> Result<(), Refused> {
    let now = call.dam.now();
    node.touch(&call.user.id, now);
    if call.dam.switches().metadata_writeback {
        write_back(call, &mut node, now)?;
    }
    node::save(db, &mut node)?;
    Ok(())
}

/// Makes the original another file that says when its metadata was saved.
fn write_back(call: &Call, asset: &mut Node, now: i64) -> Result<(), Refused> {
    let Some(stored) = asset.binary.clone().filter(|_| asset.kind == Kind::Asset) else {
        return Ok(());
    };
    let binaries = &call.dam.store.binaries;
    let bytes = binaries.read(&stored)?;
    let note = format!("Metadata saved {}", dates::iso(now));
    let incoming = binaries.write(&noted(bytes, &asset.mime, &note))?;
    asset.binary = Some(incoming.binary);
    asset.size = incoming.size;
    asset.sha1 = Some(incoming.sha1);
    asset.written = now;
    processing::begin(asset, &call.dam.switches(), now);
    Ok(())
}

/// The file with a note where its format has a place for one, else at its end, which readers of PDF
/// and PSD pass over.
fn noted(mut bytes: Vec<u8>, mime: &str, note: &str) -> Vec<u8> {
    match mime {
        "image/jpeg" if bytes.starts_with(&[0xff, 0xd8]) => {
            // After the first segment, which readers expect to be JFIF's or Exif's.
            let length = bytes
                .get(4..6)
                .map(|two| usize::from(two[0]) << 8 | usize::from(two[1]));
            let at = match bytes.get(2..4) {
                Some([0xff, 0xe0 | 0xe1]) => 4 + length.unwrap_or_default(),
                _ => 2,
            };
            insert(&mut bytes, at, &comment_segment(note))
        }
        "image/png" if bytes.len() > 12 => {
            // Before the last chunk, `IEND`, which is twelve bytes long.
            let at = bytes.len() - 12;
            insert(&mut bytes, at, &text_chunk(note))
        }
        "image/svg+xml" | "text/html" | "application/xml" => {
            bytes.extend_from_slice(format!("\n<!-- {note} -->\n").as_bytes());
            bytes
        }
        _ => {
            bytes.extend_from_slice(format!("\n% {note}\n").as_bytes());
            bytes
        }
    }
}

fn insert(bytes: &mut Vec<u8>, at: usize, piece: &[u8]) -> Vec<u8> {
    let rest = bytes.split_off(at.min(bytes.len()));
    let mut all = std::mem::take(bytes);
    all.extend_from_slice(piece);
    all.extend_from_slice(&rest);
    all
}

/// A JPEG comment, which says its own length.
fn comment_segment(note: &str) -> Vec<u8> {
    let length = u16::try_from(note.len() + 2).unwrap_or(u16::MAX);
    [
        &[0xff, 0xfe],
        length.to_be_bytes().as_slice(),
        note.as_bytes(),
    ]
    .concat()
}

/// A PNG chunk `tEXt`: length, type, keyword and text, checksum.
fn text_chunk(note: &str) -> Vec<u8> {
    let body = [b"tEXtComment\0".as_slice(), note.as_bytes()].concat();
    let length = u32::try_from(body.len() - 4).unwrap_or_default();
    [
        length.to_be_bytes().as_slice(),
        &body,
        crc32(&body).to_be_bytes().as_slice(),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_with_a_note_are_still_pictures() {
        let picture = image::RgbImage::new(8, 4);
        for (mime, format) in [
            ("image/jpeg", image::ImageFormat::Jpeg),
            ("image/png", image::ImageFormat::Png),
        ] {
            let mut bytes = std::io::Cursor::new(Vec::new());
            picture.write_to(&mut bytes, format).unwrap();
            let before = bytes.into_inner();
            let after = noted(before.clone(), mime, "Saved");
            assert!(after.len() > before.len(), "{mime}");
            let read = image::load_from_memory(&after).unwrap();
            assert_eq!((read.width(), read.height()), (8, 4), "{mime}");
        }
    }
}
