//! InDesign documents: the table of links in their database, and the XMP packet where that fails.
//!
//! A document is pages of 4,096 bytes; two master pages come first, the newer one counts. Logical
//! pages are found by a directory, objects by a tree of (object, segment). What is known of it is
//! public analysis and was checked on documents of InDesign CS5.5 to CS6; Adobe documents only the
//! XMP packet (XMP Specification, part 3).

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Found;
use crate::{
    Error, Link, Result, Stored,
    bounded::{
        Window,
        number::{be16, be32, le16, le32, le64},
    },
    link::Spelling,
    xmp,
};

const PAGE: usize = 4096;
const MASTER: [u8; 16] = [
    0x06, 0x06, 0xED, 0xF5, 0xD8, 0x1D, 0x46, 0xE5, 0xBD, 0x31, 0xEF, 0xE7, 0xFE, 0x74, 0xB7, 0x1D,
];
const OBJECT: [u8; 16] = [
    0xDE, 0x39, 0x39, 0x79, 0x51, 0x88, 0x4B, 0x6C, 0x8E, 0x63, 0xEE, 0xF8, 0xAE, 0xE0, 0xDD, 0x38,
];
/// Classes of objects.
const LINK: u32 = 0x8C42;
const RESOURCE: u32 = 0x8C41;
/// Chunks of these objects.
const LINK_CHUNK: u32 = 0x8C9B;
const RESOURCE_CHUNK: u32 = 0x8C92;
/// Logical pages that one table of the directory holds.
const PER_TABLE: u32 = 989;
/// Pages of a tree that are looked at: some 50 million objects.
const MOST_PAGES: usize = 200_000;
/// Bytes of one object that are joined.
const LARGEST_OBJECT: usize = 1024 * 1024;
const DEEPEST: usize = 12;

pub(super) fn read(window: &mut Window<'_>) -> Result<Found> {
    let master = master(window)?;
    let contiguous = contiguous(window, &master);
    match Database::new(window, &master).links() {
        Ok(links) => Ok(Found::whole(links)),
        Err(Error::Unreadable(error)) => Err(Error::Unreadable(error)),
        // The table is not there or not as expected; the packet says less, but says it.
        Err(Error::Broken(_) | Error::TooLarge | Error::NoReader) => contiguous.map(Found::whole),
    }
}

/// The newer one of the two master pages.
fn master(window: &mut Window<'_>) -> Result<Vec<u8>> {
    let mut newest: Option<(u64, Vec<u8>)> = None;
    for number in 0..2 {
        let page = window.at(number * PAGE as u64, PAGE)?;
        let document = page.starts_with(&MASTER) && page[16..24] == *b"DOCUMENT";
        let sequence = le64(&page, 0x108).filter(|_| document);
        if let Some(sequence) = sequence
            && newest.as_ref().is_none_or(|(known, _)| sequence > *known)
        {
            newest = Some((sequence, page));
        }
    }
    newest
        .map(|(_, page)| page)
        .ok_or(Error::Broken("this is no InDesign document"))
}

/// The links of the XMP packet, which stands behind the database pages.
fn contiguous(window: &mut Window<'_>, master: &[u8]) -> Result<Vec<Link>> {
    let pages = u64::from(le32(master, 0x118).unwrap_or_default());
    let mut offset = pages * PAGE as u64;
    for _ in 0..64 {
        let header = window.at(offset, 32)?;
        if !header.starts_with(&OBJECT) {
            break;
        }
        let length = le32(&header, 24).unwrap_or_default() as usize;
        let data = window.at(offset + 32, length.min(4 * LARGEST_OBJECT))?;
        // A length of the packet comes first, in the byte order of the data.
        let stated = [le32(&data, 0), be32(&data, 0)].into_iter().flatten();
        let fits = stated
            .map(|n| n as usize)
            .find(|n| *n <= data.len().saturating_sub(4));
        let packet = data.get(4..4 + fits.unwrap_or(0)).unwrap_or_default();
        if let Some(packet) = xmp::packet(packet) {
            return manifest(packet);
        }
        offset += 64 + length as u64;
    }
    Err(Error::Broken("the document says nothing of its links"))
}

fn manifest(packet: &[u8]) -> Result<Vec<Link>> {
    let items = xmp::manifest(packet)?;
    let links = items.into_iter().filter_map(|item| {
        let written = item.last_url.or(item.file_path)?;
        Some(Link {
            document_id: item.document_id,
            ..Link::uri(written)
        })
    });
    Ok(links.collect())
}

struct Database<'w, 's> {
    window: &'w mut Window<'s>,
    master: &'w [u8],
    little: bool,
    pages: HashMap<u32, Vec<u8>>,
}

/// One entry of a leaf: where a segment of an object is.
#[derive(Clone, Copy)]
struct Entry {
    object: u32,
    length: u32,
    page: u32,
}

/// What a resource object says.
struct Resource {
    link: Link,
}

impl<'w, 's> Database<'w, 's> {
    fn new(window: &'w mut Window<'s>, master: &'w [u8]) -> Self {
        Self {
            little: master.get(24) != Some(&2),
            window,
            master,
            pages: HashMap::new(),
        }
    }

    fn links(&mut self) -> Result<Vec<Link>> {
        let objects = le32(self.master, 0xB7C).unwrap_or_default();
        let classes = le32(self.master, 0xB80).unwrap_or_default();
        let mut of_link = BTreeSet::new();
        let mut of_resource = BTreeSet::new();
        for entry in self.entries(classes, None)? {
            match entry.length {
                LINK => of_link.insert(entry.object),
                RESOURCE => of_resource.insert(entry.object),
                _ => false,
            };
        }
        let mut resources = HashMap::new();
        for number in of_resource {
            let data = self.object(objects, number)?;
            if let Some(chunk) = self.chunk(&data, RESOURCE_CHUNK) {
                let resource = resource(chunk, self.little);
                resources.insert(
                    number,
                    resource.ok_or(Error::Broken("a link of the document can't be read"))?,
                );
            }
        }
        let mut links = Vec::new();
        for number in of_link {
            let data = self.object(objects, number)?;
            let chunk = self.chunk(&data, LINK_CHUNK);
            let resource = chunk
                .and_then(|chunk| self.u32(chunk, 8))
                .and_then(|number| resources.get(&number));
            let Some(resource) = resource else {
                return Err(Error::Broken("a link of the document leads nowhere"));
            };
            links.push(resource.link.clone());
        }
        Ok(links)
    }

    /// All entries of the tree at a root, or those of one object.
    fn entries(&mut self, root: u32, only: Option<u32>) -> Result<Vec<Entry>> {
        let mut entries = Vec::new();
        let mut seen = HashSet::new();
        let mut waiting = vec![(root, 0)];
        while let Some((logical, depth)) = waiting.pop() {
            let allowed = depth <= DEEPEST && seen.len() < MOST_PAGES;
            if !allowed || !seen.insert(logical) {
                return Err(Error::Broken("the document's table of objects is damaged"));
            }
            let page = self.logical(logical)?;
            let count = le32(&page, 0).unwrap_or_default() as usize;
            match le32(&page, 0xFF4) {
                Some(6) => entries.extend(leaf(&page, count, only)),
                Some(7) => {
                    let mut below = children(&page, count, only);
                    // The last one that is put in is the first one that is taken out.
                    below.reverse();
                    waiting.extend(below.into_iter().map(|child| (child, depth + 1)));
                }
                Some(_) | None => {
                    return Err(Error::Broken("the document's table of objects is missing"));
                }
            }
        }
        Ok(entries)
    }

    /// The bytes of an object, its segments joined.
    fn object(&mut self, root: u32, number: u32) -> Result<Vec<u8>> {
        let mut data = Vec::new();
        for entry in self.entries(root, Some(number))? {
            self.segment(entry.length, entry.page, &mut data, 0)?;
        }
        Ok(data)
    }

    fn segment(&mut self, length: u32, page: u32, data: &mut Vec<u8>, depth: usize) -> Result<()> {
        let broken = Error::Broken("an object of the document is damaged");
        if depth > DEEPEST || data.len() > LARGEST_OBJECT {
            return Err(broken);
        }
        if length < 0x1_0000 {
            let bytes = self.physical(page)?;
            let whole = bytes.get(..length as usize).ok_or(broken)?;
            data.extend_from_slice(whole);
            return Ok(());
        }
        let (slot, most) = ((length >> 16) as usize, (length & 0xFFFF) as usize);
        let bytes = self.logical(page)?;
        let place = 0xFDC_usize.checked_sub(4 * slot);
        let offset = place.and_then(|place| le32(&bytes, place));
        let offset = offset.ok_or(Error::Broken("an object of the document is damaged"))? as usize;
        let record = le16(&bytes, offset).zip(le16(&bytes, offset + 2));
        let (size, id) = record.ok_or(Error::Broken("an object of the document is damaged"))?;
        let size = usize::from(size).min(most.max(8));
        let own = bytes.get(offset + 4..offset + 4 + size);
        let own = own.ok_or(Error::Broken("an object of the document is damaged"))?;
        if id & 0x8000 == 0 {
            data.extend_from_slice(own);
            return Ok(());
        }
        let further = le32(own, 0).zip(le32(own, 4)).ok_or(broken)?;
        data.extend_from_slice(&own[8..]);
        self.segment(further.0, further.1, data, depth + 1)
    }

    /// The data of the first chunk with this number.
    fn chunk<'d>(&self, data: &'d [u8], wanted: u32) -> Option<&'d [u8]> {
        let mut rest = data;
        loop {
            let (number, length) = (self.u32(rest, 0)?, self.u32(rest, 4)? as usize);
            let end = length.checked_add(8)?;
            if number == wanted {
                return rest.get(8..end.min(rest.len()));
            }
            rest = rest.get(end..)?;
        }
    }

    fn u32(&self, bytes: &[u8], at: usize) -> Option<u32> {
        if self.little {
            le32(bytes, at)
        } else {
            be32(bytes, at)
        }
    }

    fn logical(&mut self, page: u32) -> Result<Vec<u8>> {
        let missing = Error::Broken("a page of the document is missing");
        let directory = le32(self.master, 0x3A8).unwrap_or_default();
        let (table, entry) = (page / PER_TABLE, page % PER_TABLE);
        let place = |number: u32| 0x80 + 4 * number as usize;
        if place(table) + 4 > PAGE {
            return Err(missing);
        }
        let directory = self.physical(directory)?;
        let table = le32(&directory, place(table)).filter(|page| *page != 0);
        let table = self.physical(table.ok_or(missing)?)?;
        let page = le32(&table, place(entry)).filter(|page| *page != 0);
        self.physical(page.ok_or(Error::Broken("a page of the document is missing"))?)
    }

    fn physical(&mut self, page: u32) -> Result<Vec<u8>> {
        if let Some(known) = self.pages.get(&page) {
            return Ok(known.clone());
        }
        let bytes = self.window.at(u64::from(page) * PAGE as u64, PAGE)?;
        if self.pages.len() < 1024 {
            self.pages.insert(page, bytes.clone());
        }
        Ok(bytes)
    }
}

fn leaf(page: &[u8], count: usize, only: Option<u32>) -> Vec<Entry> {
    let entries = (0..count.min(PAGE / 16)).filter_map(|number| {
        let at = 4 + 16 * number;
        Some(Entry {
            object: le32(page, at + 4)?,
            length: le32(page, at + 8)?,
            page: le32(page, at + 12)?,
        })
    });
    entries
        .filter(|entry| only.is_none_or(|only| entry.object == only))
        .collect()
}

/// The children of an interior page, or those that may hold an object.
fn children(page: &[u8], count: usize, only: Option<u32>) -> Vec<u32> {
    let mut all = vec![(0, le32(page, 4))];
    all.extend((0..count.saturating_sub(1).min(PAGE / 12)).map(|number| {
        let at = 8 + 12 * number;
        (le32(page, at + 4).unwrap_or_default(), le32(page, at + 8))
    }));
    let mut wanted = Vec::new();
    for (number, (first, child)) in all.iter().enumerate() {
        let next = all.get(number + 1).map_or(u32::MAX, |(next, _)| *next);
        let holds = only.is_none_or(|only| *first <= only && only <= next);
        wanted.extend(child.filter(|_| holds));
    }
    wanted
}

fn resource(chunk: &[u8], little: bool) -> Option<Resource> {
    let u32_at = |at| {
        if little {
            le32(chunk, at)
        } else {
            be32(chunk, at)
        }
    };
    let length = u32_at(1)? as usize;
    let end = 5_usize.checked_add(length)?;
    let written = String::from_utf8_lossy(chunk.get(5..end)?).into_owned();
    let embedded = u32_at(end + 8) == Some(2);
    let stamp = stamp(chunk.get(end + 16..).unwrap_or_default(), little);
    let (modified, size) = stamp.unzip();
    Some(Resource {
        link: Link {
            written,
            spelling: Spelling::Uri,
            size,
            modified,
            stored: if embedded {
                Stored::Embedded
            } else {
                Stored::Linked
            },
            ..Link::default()
        },
    })
}

/// `file <FILETIME> <size>` behind a length and the head of a string.
fn stamp(bytes: &[u8], little: bool) -> Option<(i64, u64)> {
    let head = if little {
        le16(bytes, 4)
    } else {
        be16(bytes, 4)
    }?;
    let length = usize::from(head & 0x3FFF);
    super::idml::stamp(std::str::from_utf8(bytes.get(6..6 + length)?).ok()?)
}

#[cfg(test)]
#[path = "indesign/tests.rs"]
mod tests;
