//! Containers written by hand: ZIP without compression, AVI with JPEG frames, a one-page PDF.

use std::fmt::Write as _;

/// Why writing to a `String` needs no error.
const MEMORY: &str = "a String takes everything";

/// A ZIP file whose entries are stored as they are (APPNOTE.TXT, method 0).
pub(crate) fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut directory = Vec::new();
    for (name, bytes) in entries {
        let at = length(file.len());
        let mut common = Vec::new();
        // Version 2.0, UTF-8 names, stored, 2026-09-01 12:00.
        for number in [20_u16, 0x0800, 0, 0x6000, 0x5d21] {
            common.extend_from_slice(&number.to_le_bytes());
        }
        for number in [crc32(bytes), length(bytes.len()), length(bytes.len())] {
            common.extend_from_slice(&number.to_le_bytes());
        }
        common.extend_from_slice(&short(name.len()).to_le_bytes());
        common.extend_from_slice(&0_u16.to_le_bytes());
        file.extend_from_slice(b"PK\x03\x04");
        file.extend_from_slice(&common);
        file.extend_from_slice(name.as_bytes());
        file.extend_from_slice(bytes);
        directory.extend_from_slice(b"PK\x01\x02\x14\x00");
        directory.extend_from_slice(&common);
        // No comment, disk 0, no attributes.
        directory.extend_from_slice(&[0; 10]);
        directory.extend_from_slice(&at.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
    let start = length(file.len());
    let count = short(entries.len());
    file.extend_from_slice(&directory);
    file.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    file.extend_from_slice(&count.to_le_bytes());
    file.extend_from_slice(&count.to_le_bytes());
    file.extend_from_slice(&length(directory.len()).to_le_bytes());
    file.extend_from_slice(&start.to_le_bytes());
    file.extend_from_slice(&[0; 2]);
    file
}

/// An AVI file of Motion JPEG frames (AVI RIFF File Reference).
pub(crate) fn avi(frames: &[Vec<u8>], width: u32, height: u32, per_second: u32) -> Vec<u8> {
    let count = length(frames.len());
    let largest = length(frames.iter().map(Vec::len).max().unwrap_or_default());
    let mut movie = b"movi".to_vec();
    let mut index = Vec::new();
    for frame in frames {
        index.extend_from_slice(b"00dc");
        for number in [0x10, length(movie.len()), length(frame.len())] {
            index.extend_from_slice(&number.to_le_bytes());
        }
        movie.extend(chunk(*b"00dc", frame));
    }
    let main_header = words(&[
        1_000_000 / per_second,
        largest * per_second,
        0,
        0x10,
        count,
        0,
        1,
        largest,
        width,
        height,
        0,
        0,
        0,
        0,
    ]);
    let mut stream = b"vidsMJPG".to_vec();
    stream.extend(words(&[
        0,
        0,
        0,
        1,
        per_second,
        0,
        count,
        largest,
        u32::MAX,
        0,
    ]));
    stream.extend_from_slice(&0_u32.to_le_bytes());
    stream.extend_from_slice(&short(width as usize).to_le_bytes());
    stream.extend_from_slice(&short(height as usize).to_le_bytes());
    let mut format = words(&[40, width, height]);
    format.extend_from_slice(&[1, 0, 24, 0]);
    format.extend_from_slice(b"MJPG");
    format.extend(words(&[width * height * 3, 0, 0, 0, 0]));
    let mut stream_list = b"strl".to_vec();
    stream_list.extend(chunk(*b"strh", &stream));
    stream_list.extend(chunk(*b"strf", &format));
    let mut header_list = b"hdrl".to_vec();
    header_list.extend(chunk(*b"avih", &main_header));
    header_list.extend(chunk(*b"LIST", &stream_list));
    let mut body = b"AVI ".to_vec();
    body.extend(chunk(*b"LIST", &header_list));
    body.extend(chunk(*b"LIST", &movie));
    body.extend(chunk(*b"idx1", &index));
    chunk(*b"RIFF", &body)
}

/// A PDF of one A4 page: a JPEG on top, lines of text below (ISO 32000-1).
pub(crate) fn pdf(title: &str, lines: &[&str], jpeg: &[u8], width: u32, height: u32) -> Vec<u8> {
    let shown = 515 * height / width;
    let mut text = format!("q 515 0 0 {shown} 40 {} cm /Im Do Q\n", 800 - shown);
    writeln!(
        text,
        "BT /F1 24 Tf 40 {} Td ({}) Tj",
        760 - shown,
        literal(title)
    )
    .expect(MEMORY);
    text.push_str("/F2 12 Tf 0 -12 Td\n");
    for line in lines {
        writeln!(text, "0 -18 Td ({}) Tj", literal(line)).expect(MEMORY);
    }
    text.push_str("ET\n");
    let image = format!(
        "<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceRGB \
         /BitsPerComponent 8 /Filter /DCTDecode /Length {} >>\nstream\n",
        jpeg.len()
    );
    let font = |name: &str| {
        format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>")
    };
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
                /Resources << /Font << /F1 5 0 R /F2 6 0 R >> /XObject << /Im 7 0 R >> >> >>";
    let objects: [Vec<u8>; 7] = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        page.as_bytes().to_vec(),
        format!("<< /Length {} >>\nstream\n{text}endstream", text.len()).into_bytes(),
        font("Helvetica-Bold").into_bytes(),
        font("Helvetica").into_bytes(),
        [image.as_bytes(), jpeg, b"\nendstream"].concat(),
    ];
    let mut file = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        offsets.push(file.len());
        file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let start = file.len();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for offset in offsets {
        writeln!(table, "{offset:010} 00000 n ").expect(MEMORY);
    }
    writeln!(
        table,
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF",
        objects.len() + 1
    )
    .expect(MEMORY);
    file.extend_from_slice(table.as_bytes());
    file
}

fn literal(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('(', "\\(")
        .replace(')', "\\)")
}

fn chunk(name: [u8; 4], bytes: &[u8]) -> Vec<u8> {
    let mut chunk = name.to_vec();
    chunk.extend_from_slice(&length(bytes.len()).to_le_bytes());
    chunk.extend_from_slice(bytes);
    if bytes.len() % 2 == 1 {
        chunk.push(0);
    }
    chunk
}

fn words(numbers: &[u32]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

/// The checksum of ZIP and PNG.
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc: u32, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    })
}

fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("the sample's files are small")
}

fn short(number: usize) -> u16 {
    u16::try_from(number).expect("the sample's files are small")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_zip() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn a_zip_ends_with_its_directory() {
        let file = zip(&[("a.txt", b"hello"), ("b/c.txt", b"")]);
        let end = file.len() - 22;
        assert_eq!(&file[end..end + 4], b"PK\x05\x06");
        let start = u32::from_le_bytes(file[end + 16..end + 20].try_into().unwrap()) as usize;
        assert_eq!(&file[start..start + 4], b"PK\x01\x02");
    }

    #[test]
    fn the_table_of_a_pdf_finds_its_objects() {
        let file = pdf("A (title)", &["A line"], b"\xff\xd8\xff\xd9", 10, 5);
        let text = String::from_utf8_lossy(&file).into_owned();
        let start = text
            .rsplit("startxref\n")
            .next()
            .unwrap()
            .lines()
            .next()
            .unwrap();
        assert_eq!(&file[start.parse::<usize>().unwrap()..][..4], b"xref");
        let offsets = text.lines().filter(|line| line.ends_with(" 00000 n "));
        for (number, line) in (1..).zip(offsets) {
            let at: usize = line[..10].parse().unwrap();
            assert!(
                file[at..].starts_with(format!("{number} 0 obj").as_bytes()),
                "{line}"
            );
        }
    }

    #[test]
    fn the_index_of_a_film_finds_its_frames() {
        let frames = [vec![1, 2, 3], vec![4; 10]];
        let file = avi(&frames, 16, 16, 12);
        assert_eq!(
            u32::from_le_bytes(file[4..8].try_into().unwrap()) as usize,
            file.len() - 8
        );
        let movie = file.windows(4).position(|four| four == b"movi").unwrap();
        let index = file.windows(4).position(|four| four == b"idx1").unwrap() + 8;
        for (entry, frame) in file[index..].chunks(16).zip(&frames) {
            let number =
                |at: usize| u32::from_le_bytes(entry[at..at + 4].try_into().unwrap()) as usize;
            let at = movie + number(8);
            assert_eq!(&file[at..at + 4], b"00dc");
            assert_eq!(&file[at + 8..at + 8 + number(12)], frame.as_slice());
        }
    }
}
