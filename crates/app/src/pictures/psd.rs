//! Reads from a Photoshop file what needs no drawing: its size, and the preview that Photoshop saves in
//! it. Source: Adobe Photoshop File Formats Specification, "File Header
//! Section" and "Image Resources Section" (resource 1036).

use std::io::{Read, Seek, SeekFrom};

const SIGNATURE: &[u8; 4] = b"8BPS";
const RESOURCE: &[u8; 4] = b"8BIM";
const THUMBNAIL: u16 = 1036;
/// Bytes before the JPEG data of the thumbnail.
const THUMBNAIL_HEAD: u32 = 28;
const JPEG: u32 = 1;
/// Bytes of a preview; real ones have a few thousand, so that a larger length is not trusted.
const MOST: u32 = 4 << 20;

/// Pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// The header of a PSD or PSB; `None` for any other file.
pub(crate) fn header(mut source: impl Read) -> Option<Header> {
    let mut head = [0; 26];
    source.read_exact(&mut head).ok()?;
    let version = u16::from_be_bytes([head[4], head[5]]);
    if head[..4] != *SIGNATURE || !matches!(version, 1 | 2) {
        return None;
    }
    Some(Header {
        height: number(&head[14..18])?,
        width: number(&head[18..22])?,
    })
}

/// The preview in JPEG that Photoshop saved.
pub(crate) fn thumbnail(mut source: impl Read + Seek) -> Option<Vec<u8>> {
    header(&mut source)?;
    let colours = read_number(&mut source)?;
    source.seek(SeekFrom::Current(colours.into())).ok()?;
    let mut left = read_number(&mut source)?;
    while left >= 12 {
        let mut head = [0; 6];
        source.read_exact(&mut head).ok()?;
        if head[..4] != *RESOURCE {
            return None;
        }
        let name = skip_name(&mut source)?;
        let length = read_number(&mut source)?;
        if u16::from_be_bytes([head[4], head[5]]) == THUMBNAIL {
            return picture(&mut source, length);
        }
        let padded = length.checked_add(length % 2)?;
        source.seek(SeekFrom::Current(padded.into())).ok()?;
        left = left.checked_sub(6 + name + 4)?.checked_sub(padded)?;
    }
    None
}

/// Skips a Pascal string that is padded to an even length, and returns that length.
fn skip_name(source: &mut (impl Read + Seek)) -> Option<u32> {
    let mut length = [0];
    source.read_exact(&mut length).ok()?;
    let rest = u32::from(length[0]) | 1;
    source.seek(SeekFrom::Current(rest.into())).ok()?;
    Some(rest + 1)
}

fn picture(source: &mut impl Read, length: u32) -> Option<Vec<u8>> {
    let size = length.checked_sub(THUMBNAIL_HEAD)?;
    let mut head = [0; THUMBNAIL_HEAD as usize];
    source.read_exact(&mut head).ok()?;
    if number(&head[..4])? != JPEG || size > MOST {
        return None;
    }
    let mut data = vec![0; usize::try_from(size).ok()?];
    source.read_exact(&mut data).ok()?;
    data.starts_with(&[0xFF, 0xD8]).then_some(data)
}

fn read_number(source: &mut impl Read) -> Option<u32> {
    let mut bytes = [0; 4];
    source.read_exact(&mut bytes).ok()?;
    number(&bytes)
}

fn number(bytes: &[u8]) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// A file with a resource of an odd length and an odd name before the preview.
    fn sample(picture: &[u8]) -> Vec<u8> {
        let mut resources = Vec::new();
        resources.extend(b"8BIM\x03\xed\x02ab\x00\x00\x00\x00\x03xyz\x00");
        resources.extend(b"8BIM\x04\x0c\x00\x00");
        let length = u32::try_from(picture.len()).unwrap() + THUMBNAIL_HEAD;
        resources.extend(length.to_be_bytes());
        resources.extend(JPEG.to_be_bytes());
        resources.extend([0; 24]);
        resources.extend(picture);
        let mut file = Vec::new();
        file.extend(b"8BPS\x00\x01\x00\x00\x00\x00\x00\x00\x00\x03");
        file.extend(900_u32.to_be_bytes());
        file.extend(1_600_u32.to_be_bytes());
        file.extend(b"\x00\x08\x00\x03");
        file.extend(2_u32.to_be_bytes());
        file.extend([7, 7]);
        file.extend(u32::try_from(resources.len()).unwrap().to_be_bytes());
        file.extend(resources);
        file
    }

    #[test]
    fn a_photoshop_file_tells_its_size_and_has_a_preview() {
        let file = sample(b"\xff\xd8picture");
        let size = Header {
            width: 1_600,
            height: 900,
        };
        assert_eq!(header(Cursor::new(&file)), Some(size));
        assert_eq!(
            thumbnail(Cursor::new(&file)).as_deref(),
            Some(&b"\xff\xd8picture"[..])
        );
    }

    #[test]
    fn what_is_cut_off_or_lies_has_none() {
        let file = sample(b"\xff\xd8picture");
        for length in 0..file.len() {
            assert_eq!(thumbnail(Cursor::new(&file[..length])), None, "{length}");
        }
        assert_eq!(thumbnail(Cursor::new(sample(b"no picture"))), None);
        assert_eq!(
            header(Cursor::new(b"\x89PNG\r\n\x1a\n and much more text")),
            None
        );
        let mut endless = sample(b"\xff\xd8picture");
        let at = endless
            .windows(4)
            .position(|four| four == RESOURCE)
            .unwrap();
        endless[at + 10..at + 14].fill(0xFF);
        assert_eq!(thumbnail(Cursor::new(endless)), None);
    }
}
