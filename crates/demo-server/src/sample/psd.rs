//! Photoshop documents: 8-bit RGB, a flat image (Adobe Photoshop File Formats Specification).

use image::RgbImage;

const HEADER: usize = 26;

/// A document whose flat image is `picture`.
pub(crate) fn write(picture: &RgbImage) -> Vec<u8> {
    let (width, height) = picture.dimensions();
    let pixels = picture.as_raw();
    let mut file = Vec::with_capacity(pixels.len() + 64);
    file.extend_from_slice(b"8BPS");
    file.extend_from_slice(&1_u16.to_be_bytes());
    file.extend_from_slice(&[0; 6]);
    file.extend_from_slice(&3_u16.to_be_bytes());
    file.extend_from_slice(&height.to_be_bytes());
    file.extend_from_slice(&width.to_be_bytes());
    file.extend_from_slice(&8_u16.to_be_bytes());
    // RGB; no colour table, no resources, no layers.
    file.extend_from_slice(&3_u16.to_be_bytes());
    file.extend_from_slice(&[0; 12]);
    // The image as it is, one plane after another.
    file.extend_from_slice(&0_u16.to_be_bytes());
    for channel in 0..3 {
        file.extend(pixels.iter().skip(channel).step_by(3));
    }
    file
}

/// The flat image of a document; `None` for other files and other colour modes.
pub(crate) fn read(file: &[u8]) -> Option<RgbImage> {
    if file.get(..6)? != b"8BPS\x00\x01" || u16_at(file, 22)? != 8 || u16_at(file, 24)? != 3 {
        return None;
    }
    let channels = usize::from(u16_at(file, 12)?);
    let (height, width) = (u32_at(file, 14)?, u32_at(file, 18)?);
    if channels < 3 || width > 30_000 || height > 30_000 {
        return None;
    }
    let mut at = HEADER;
    for _ in 0..3 {
        at = at
            .checked_add(4)?
            .checked_add(usize::try_from(u32_at(file, at)?).ok()?)?;
    }
    let (columns, rows) = (usize::try_from(width).ok()?, usize::try_from(height).ok()?);
    let data = file.get(at + 2..)?;
    let planes = match u16_at(file, at)? {
        0 => data.get(..columns * rows * 3)?.to_vec(),
        1 => unpack(data.get(channels * rows * 2..)?, columns * rows * 3)?,
        _ => return None,
    };
    let size = columns * rows;
    let pixels = (0..size).flat_map(|i| [planes[i], planes[size + i], planes[2 * size + i]]);
    RgbImage::from_raw(width, height, pixels.collect())
}

/// `PackBits`, until `length` bytes are there.
fn unpack(mut packed: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(length);
    while out.len() < length {
        let (&first, rest) = packed.split_first()?;
        match first {
            0..=127 => {
                let count = usize::from(first) + 1;
                out.extend_from_slice(rest.get(..count)?);
                packed = &rest[count..];
            }
            128 => packed = rest,
            129..=255 => {
                let (&value, rest) = rest.split_first()?;
                out.extend(std::iter::repeat_n(value, 257 - usize::from(first)));
                packed = rest;
            }
        }
    }
    out.truncate(length);
    Some(out)
}

fn u16_at(file: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(file.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(file: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(file.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let picture = RgbImage::from_fn(7, 5, |x, y| {
            image::Rgb([x, y, 200].map(|part| u8::try_from(part).unwrap()))
        });
        assert_eq!(read(&write(&picture)), Some(picture));
    }

    #[test]
    fn packed_bits_are_unpacked() {
        assert_eq!(
            unpack(&[2, 1, 2, 3, 254, 9], 6),
            Some(vec![1, 2, 3, 9, 9, 9])
        );
        assert_eq!(unpack(&[2, 1], 3), None);
    }
}
