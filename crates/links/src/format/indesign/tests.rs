//! Documents made by the rules of the format: two master pages, a directory, trees of one leaf or of
//! an interior page and leaves, and an XMP packet behind the pages.

use std::io::Cursor;

use super::*;
use crate::{Bounds, Document, read};

const PACKET: &str = "<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x xmlns:m='http://ns.adobe.com/xap/1.0/mm/'>\
    <m:Manifest><b><li f='1' linkForm='ReferenceStream'><ref lastURL='file:///Users/x/from%20xmp.tif' \
    documentID='xmp.did:7'/></li></b></m:Manifest></x><?xpacket end='w'?>";

struct Made {
    pages: Vec<Vec<u8>>,
}

fn put(page: &mut [u8], at: usize, value: u32) {
    page[at..at + 4].copy_from_slice(&value.to_le_bytes());
}

fn chunk(number: u32, data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap();
    [&number.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

fn resource_object(address: &str, embedded: bool) -> Vec<u8> {
    let mut data = vec![1];
    data.extend_from_slice(&u32::try_from(address.len()).unwrap().to_le_bytes());
    data.extend_from_slice(address.as_bytes());
    data.extend_from_slice(&[0; 8]);
    data.extend_from_slice(&(if embedded { 2_u32 } else { 0 }).to_le_bytes());
    data.extend_from_slice(&[0; 4]);
    let stamp = b"file 129767622980000000 27644";
    let head = 0x4000 | u16::try_from(stamp.len()).unwrap();
    data.extend_from_slice(&u32::try_from(stamp.len() + 2).unwrap().to_le_bytes());
    data.extend_from_slice(&head.to_le_bytes());
    data.extend_from_slice(stamp);
    [chunk(0x1234, b"other"), chunk(RESOURCE_CHUNK, &data)].concat()
}

fn link_object(resource: u32) -> Vec<u8> {
    let mut data = vec![0; 40];
    put(&mut data, 8, resource);
    chunk(LINK_CHUNK, &data)
}

impl Made {
    /// Pages 0 and 1 are masters, 2 the directory, 3 its one table; logical page n is page n + 4.
    fn new() -> Self {
        let mut made = Self {
            pages: vec![vec![0; PAGE]; 4],
        };
        for (number, sequence) in [(0, 5_u64), (1, 9)] {
            let page = &mut made.pages[number];
            page[..16].copy_from_slice(&MASTER);
            page[16..24].copy_from_slice(b"DOCUMENT");
            page[24] = 1;
            page[0x108..0x110].copy_from_slice(&sequence.to_le_bytes());
            put(page, 0x3A8, 2);
        }
        put(&mut made.pages[2], 0x80, 3);
        made
    }

    fn page(&mut self, page: Vec<u8>) -> u32 {
        let physical = u32::try_from(self.pages.len()).unwrap();
        self.pages.push(page);
        put(
            &mut self.pages[3],
            0x80 + 4 * (physical as usize - 4),
            physical,
        );
        physical - 4
    }

    fn leaf(&mut self, entries: &[[u32; 4]]) -> u32 {
        let mut page = vec![0; PAGE];
        put(&mut page, 0, u32::try_from(entries.len()).unwrap());
        for (number, entry) in entries.iter().enumerate() {
            for (place, value) in entry.iter().enumerate() {
                put(&mut page, 4 + 16 * number + 4 * place, *value);
            }
        }
        put(&mut page, 0xFF4, 6);
        self.page(page)
    }

    fn interior(&mut self, children: &[(u32, u32)]) -> u32 {
        let mut page = vec![0; PAGE];
        put(&mut page, 0, u32::try_from(children.len()).unwrap());
        put(&mut page, 4, children[0].1);
        for (number, (object, child)) in children.iter().enumerate().skip(1) {
            let at = 8 + 12 * (number - 1);
            put(&mut page, at, 1);
            put(&mut page, at + 4, *object);
            put(&mut page, at + 8, *child);
        }
        put(&mut page, 0xFF4, 7);
        self.page(page)
    }

    /// An object with a page of its own, as the tree's length and page.
    fn whole(&mut self, data: &[u8]) -> [u32; 2] {
        let mut page = data.to_vec();
        page.resize(PAGE, 0);
        let logical = self.page(page);
        [u32::try_from(data.len()).unwrap(), logical + 4]
    }

    /// Objects that share a slotted page; slots count from 1, as a length without one is another form.
    fn slotted(&mut self, objects: &[&[u8]]) -> Vec<[u32; 2]> {
        let mut page = vec![0; PAGE];
        let mut at = 16;
        let mut places = Vec::new();
        for (slot, data) in (1..).zip(objects) {
            put(&mut page, 0xFDC - 4 * slot, u32::try_from(at).unwrap());
            let length = u16::try_from(data.len()).unwrap();
            page[at..at + 2].copy_from_slice(&length.to_le_bytes());
            page[at + 2..at + 4].copy_from_slice(&u16::try_from(slot).unwrap().to_le_bytes());
            page[at + 4..at + 4 + data.len()].copy_from_slice(data);
            places.push((u32::try_from(slot).unwrap() << 16) | u32::from(length));
            at += 4 + data.len();
        }
        put(&mut page, 0xFF4, 9);
        let logical = self.page(page);
        places.into_iter().map(|length| [length, logical]).collect()
    }

    fn finish(mut self, objects: u32, classes: u32) -> Vec<u8> {
        let count = u32::try_from(self.pages.len()).unwrap();
        for page in &mut self.pages[..2] {
            put(page, 0xB7C, objects);
            put(page, 0xB80, classes);
            put(page, 0x118, count);
        }
        let mut bytes = self.pages.concat();
        let packet = PACKET.as_bytes();
        let length = u32::try_from(packet.len() + 4).unwrap();
        let numbers = [0x8000_0001_u32, 0xC000_0000, length, 0xFFFF_FFFF];
        bytes.extend_from_slice(&OBJECT);
        for number in numbers {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes.extend_from_slice(&(length - 4).to_le_bytes());
        bytes.extend_from_slice(packet);
        bytes.resize(bytes.len().next_multiple_of(PAGE), 0);
        bytes
    }
}

fn links(bytes: &[u8]) -> Document {
    read("a.indd", &mut Cursor::new(bytes), Bounds::default()).unwrap()
}

fn document() -> Vec<u8> {
    let mut made = Made::new();
    let long = resource_object("file:/Users/x/a%20b.tif", false);
    let (first, second) = long.split_at(30);
    let first = made.whole(first);
    let second = made.whole(second);
    let (embedded, link) = (resource_object("file:C:/b.jpg", true), link_object(600));
    let shared = made.slotted(&[&embedded, &link]);
    let other = made.whole(&link_object(500));
    let low = made.leaf(&[[1, 500, first[0], first[1]]]);
    let high = made.leaf(&[
        [2, 500, second[0], second[1]],
        [1, 538, other[0], other[1]],
        [1, 600, shared[0][0], shared[0][1]],
        [1, 700, shared[1][0], shared[1][1]],
    ]);
    let objects = made.interior(&[(0, low), (500, high)]);
    let classes = made.leaf(&[
        [1, 500, RESOURCE, 0],
        [1, 501, 0x1111, 0],
        [1, 538, LINK, 0],
        [1, 600, RESOURCE, 0],
        [1, 700, LINK, 0],
    ]);
    made.finish(objects, classes)
}

#[test]
fn reads_the_table_of_links() {
    let found = links(&document());
    assert!(found.complete);
    let [tif, jpg] = found.links.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(tif.written, "file:/Users/x/a%20b.tif");
    assert_eq!(tif.name(), "a b.tif");
    assert_eq!(
        (tif.size, tif.modified),
        (Some(27644), Some(1_332_288_698_000))
    );
    assert_eq!(tif.stored, Stored::Linked);
    assert_eq!(
        (jpg.name().as_str(), jpg.stored),
        ("b.jpg", Stored::Embedded)
    );
}

#[test]
fn the_packet_speaks_where_the_table_can_not_be_read() {
    let mut bytes = document();
    // The type of the page at the root of the classes, in the newer master's eyes.
    let root = le32(&bytes, PAGE + 0xB80).unwrap() as usize + 4;
    bytes[root * PAGE + 0xFF4] = 0;
    let found = links(&bytes);
    assert_eq!(found.links.len(), 1);
    assert_eq!(found.links[0].name(), "from xmp.tif");
    assert_eq!(found.links[0].document_id.as_deref(), Some("xmp.did:7"));
}

#[test]
fn a_tree_without_end_is_left() {
    let mut bytes = document();
    let root = le32(&bytes, PAGE + 0xB7C).unwrap();
    let page = (root as usize + 4) * PAGE;
    // The interior page names itself as its second child.
    bytes[page + 16..page + 20].copy_from_slice(&root.to_le_bytes());
    assert_eq!(links(&bytes).links[0].name(), "from xmp.tif");
}

#[test]
fn anything_else_is_no_document() {
    for bytes in [Vec::new(), vec![0; 3 * PAGE], document()[..PAGE].to_vec()] {
        let error = read("a.indd", &mut Cursor::new(bytes), Bounds::default()).unwrap_err();
        assert!(matches!(error, Error::Broken(_)), "{error:?}");
    }
}
