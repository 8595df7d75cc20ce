//! Illustrator artwork, and PDF files that Illustrator can edit: the XMP packet's manifest, else the
//! list of files in the artwork's own header.
//!
//! Both stand in the file uncompressed, so that it is searched, not parsed. A finished PDF inherits
//! lists of links from the layout that it was made of; it has no artwork, and so no links.

use super::Found;
use crate::{
    Error, Link, Result, Stored,
    bounded::Window,
    xmp::{self, find},
};

/// Searched at a time; a mark that lies across two windows is seen by what they share.
const WINDOW: usize = 1024 * 1024;
const SHARED: usize = 64;
/// The largest packet and the longest list that are looked at.
const LARGEST: usize = 4 * 1024 * 1024;

const PACKET: &[u8] = b"<?xpacket begin";
const ARTWORK: &[u8] = b"/AIMetaData";
const FILES: &[u8] = b"%%DocumentFiles:";

/// Where the marks of a file are.
#[derive(Default)]
struct Marks {
    packets: Vec<u64>,
    artwork: bool,
    files: Option<u64>,
}

pub(super) fn read(window: &mut Window<'_>) -> Result<Found> {
    let (marks, complete) = marks(window)?;
    if !marks.artwork {
        return Ok(Found {
            links: Vec::new(),
            complete,
        });
    }
    let listed = match marks.files {
        Some(offset) => files(&window.up_to(offset, LARGEST)?),
        None => Vec::new(),
    };
    // The document's own packet is the first or the last one; others belong to what is placed in it.
    let own = [marks.packets.first(), marks.packets.last()];
    let mut links = Vec::new();
    for offset in own.into_iter().flatten() {
        let bytes = window.up_to(*offset, LARGEST)?;
        let Some(packet) = xmp::packet(&bytes) else {
            continue;
        };
        if let Ok(found) = manifest(packet)
            && !found.is_empty()
        {
            links = found;
            break;
        }
    }
    // The header's code page is that of the computer that wrote it; the packet's letters are sure.
    if links.is_empty() {
        links = listed;
    }
    Ok(Found { links, complete })
}

fn marks(window: &mut Window<'_>) -> Result<(Marks, bool)> {
    let mut marks = Marks::default();
    let mut offset = 0;
    while offset < window.length {
        let bytes = match window.up_to(offset, WINDOW + SHARED) {
            Ok(bytes) => bytes,
            Err(Error::TooLarge) => return Ok((marks, false)),
            Err(error) => return Err(error),
        };
        let mut from = 0;
        while let Some(at) = find(&bytes[from..], PACKET) {
            let place = offset + (from + at) as u64;
            if marks.packets.last() != Some(&place) && marks.packets.len() < 10_000 {
                marks.packets.push(place);
            }
            from += at + PACKET.len();
        }
        marks.artwork |= find(&bytes, ARTWORK).is_some() || find(&bytes, FILES).is_some();
        if marks.files.is_none() {
            marks.files = find(&bytes, FILES).map(|at| offset + at as u64);
        }
        offset += WINDOW as u64;
    }
    Ok((marks, true))
}

fn manifest(packet: &[u8]) -> Result<Vec<Link>> {
    let items = xmp::manifest(packet)?;
    let links = items.into_iter().filter_map(|item| {
        let embedded = item.form == "EmbedByValue";
        Some(Link {
            document_id: item.document_id,
            stored: if embedded {
                Stored::Embedded
            } else {
                Stored::Linked
            },
            ..Link::native(item.file_path.or(item.last_url)?)
        })
    });
    Ok(links.collect())
}

/// The paths behind `%%DocumentFiles:`, one a line, further ones behind `%%+`.
fn files(bytes: &[u8]) -> Vec<Link> {
    let mut lines = bytes
        .split(|byte| matches!(byte, b'\r' | b'\n'))
        .filter(|line| !line.is_empty());
    let first = lines.next().and_then(|line| line.strip_prefix(FILES));
    let further = lines.map_while(|line| line.strip_prefix(b"%%+"));
    let paths = first.into_iter().chain(further);
    paths
        .map(|path| text(path.trim_ascii()))
        .filter(|path| !path.is_empty())
        .map(Link::native)
        .collect()
}

/// UTF-8 where it is that; else each byte as the letter that Latin-1 has for it.
fn text(bytes: &[u8]) -> String {
    let bytes = &bytes[..bytes.len().min(crate::bounded::LONGEST_TEXT)];
    std::str::from_utf8(bytes).map_or_else(
        |_| bytes.iter().map(|byte| char::from(*byte)).collect(),
        ToOwned::to_owned,
    )
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::{Bounds, read};

    fn links(bytes: &[u8]) -> Vec<String> {
        let found = read("a.ai", &mut Cursor::new(bytes), Bounds::default()).unwrap();
        assert!(found.complete);
        found.links.into_iter().map(|link| link.written).collect()
    }

    const PACKET: &str = "<?xpacket begin=''?><x xmlns:m='http://ns.adobe.com/xap/1.0/mm/'><m:Manifest><r:Seq xmlns:r='r'>\
        <r:li f:linkForm='EmbedByReference' d:filePath='/Users/x/fig1.pdf' xmlns:f='f' xmlns:d='d'/>\
        </r:Seq></m:Manifest></x><?xpacket end='w'?>";

    #[test]
    fn the_packet_counts_and_else_the_header() {
        let artwork = "/AIMetaData 5 0 R stream\r%%DocumentProcessColors: Cyan\r\
            %%DocumentFiles:/Users/x/fig1.pdf\r%%+/Users/x/fig2.pdf\r%%EndComments\r";
        assert_eq!(
            links(format!("%PDF {PACKET} {artwork}").as_bytes()),
            ["/Users/x/fig1.pdf"]
        );
        assert_eq!(
            links(format!("%PDF {artwork}").as_bytes()),
            ["/Users/x/fig1.pdf", "/Users/x/fig2.pdf"]
        );
    }

    #[test]
    fn a_finished_pdf_has_no_links() {
        assert!(links(format!("%PDF {PACKET}").as_bytes()).is_empty());
    }

    #[test]
    fn a_mark_between_two_windows_is_seen() {
        for before in WINDOW - FILES.len() - 2..WINDOW + 2 {
            let mut bytes = vec![b'.'; before];
            bytes.extend_from_slice(b"%%DocumentFiles:/a.pdf\r/AIMetaData\r");
            assert_eq!(links(&bytes), ["/a.pdf"], "{before}");
        }
    }
}
