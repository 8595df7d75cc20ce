//! Photoshop documents: smart objects that are files of their own (`lnkE` blocks).
//!
//! Pixels and layers are stepped over. Sources: Adobe's file format specification, and psd-tools and
//! ag-psd for what it leaves out.

mod descriptor;

use descriptor::Reader;

use super::Found;
use crate::{
    Error, Link, Result, Stored,
    bounded::{
        Window,
        number::{be16, be32, be64},
    },
    link::Spelling,
};

/// Blocks of which large documents (`.psb`) and others tell the length in eight bytes.
const WIDE: [&[u8; 4]; 18] = [
    b"LMsk", b"Lr16", b"Lr32", b"Layr", b"Mt16", b"Mt32", b"Mtrn", b"Alph", b"FMsk", b"lnk2",
    b"FEid", b"FXid", b"PxSD", b"lnkE", b"lnk3", b"pths", b"cinf", b"extn",
];
/// The largest block of links that is read.
const LARGEST: u64 = 64 * 1024 * 1024;
const MOST_BLOCKS: usize = 100_000;

pub(super) fn read(window: &mut Window<'_>) -> Result<Found> {
    let header = window.at(0, 26)?;
    let version = be16(&header, 4).filter(|_| header.starts_with(b"8BPS"));
    let large = match version {
        Some(1) => false,
        Some(2) => true,
        Some(_) | None => return Err(Error::Broken("this is no Photoshop document")),
    };
    let mut at = 26;
    for _ in ["colours", "resources"] {
        at += 4 + u64::from(number32(window, at)?);
    }
    let (length, head) = length(window, at, large)?;
    let end = (at + head + length).min(window.length);
    at += head;
    if length == 0 {
        return Ok(Found::whole(Vec::new()));
    }
    let (layers, head) = self::length(window, at, large)?;
    at = step(at, head + layers)?;
    if at + 4 > end {
        return Ok(Found::whole(Vec::new()));
    }
    at = step(at, 4 + u64::from(number32(window, at)?))?;
    blocks(window, at, end, large)
}

fn blocks(window: &mut Window<'_>, mut at: u64, end: u64, large: bool) -> Result<Found> {
    let mut found = Found::whole(Vec::new());
    for _ in 0..MOST_BLOCKS {
        if at + 12 > end {
            return Ok(found);
        }
        let head = window.up_to(at, 16)?;
        let key: [u8; 4] = head[4..8].try_into().unwrap_or_default();
        let wide = match &head[..4] {
            b"8B64" => true,
            b"8BIM" => large && WIDE.contains(&&key),
            // Some programs pad with more than the format says; what is behind is unknown.
            _ => {
                found.complete = false;
                return Ok(found);
            }
        };
        let length = if wide {
            be64(&head, 8)
        } else {
            be32(&head, 8).map(u64::from)
        };
        let length = length.ok_or(Error::Broken("the document ends too early"))?;
        at += if wide { 16 } else { 12 };
        if key == *b"lnkE" {
            let data = window.at(at, usize::try_from(length.min(LARGEST)).unwrap_or_default())?;
            found.complete &= items(&data, &mut found.links) && length <= LARGEST;
        }
        at = step(at, length.checked_next_multiple_of(4).unwrap_or(u64::MAX))?;
    }
    found.complete = false;
    Ok(found)
}

/// The linked files of a block; whether all of it could be read.
fn items(data: &[u8], links: &mut Vec<Link>) -> bool {
    let mut at = 0_usize;
    while at + 8 < data.len() {
        let length = be64(data, at).and_then(|length| usize::try_from(length).ok());
        let Some(item) = length.and_then(|length| data.get(at + 8..(at + 8).checked_add(length)?))
        else {
            return false;
        };
        match item.get(..4) {
            Some(b"liFE") => match external(item) {
                Some(link) => links.push(link),
                None => return false,
            },
            Some(b"liFD" | b"liFA") => {}
            Some(_) | None => return false,
        }
        at = (at + 8 + item.len()).next_multiple_of(4);
    }
    true
}

fn external(item: &[u8]) -> Option<Link> {
    let mut reader = Reader::new(item);
    reader.skip(4)?;
    let version = reader.u32()?;
    let id = reader.u8()?;
    reader.skip(usize::from(id))?;
    let name = reader.unicode()?;
    reader.skip(8)?;
    let stored = reader.u64()?;
    if reader.u8()? != 0 {
        reader.skip(4)?;
        reader.descriptor(0)?;
    }
    reader.skip(4)?;
    let file = reader.descriptor(0)?;
    let modified = if version > 3 {
        Some(reader.date()?)
    } else {
        None
    };
    let size = reader.u64();
    if version > 2 {
        reader.skip(usize::try_from(stored).ok()?);
    }
    let document_id = if version >= 5 { reader.unicode() } else { None };
    let text = |key: &str| file.get(key).filter(|text| !text.is_empty()).cloned();
    let relative = text("relPath");
    let written = text("fullPath")
        .or_else(|| text("originalPath"))
        .or_else(|| relative.clone());
    Some(Link {
        written: written.unwrap_or(name),
        spelling: Spelling::Native,
        relative,
        document_id: document_id.filter(|id| !id.is_empty()),
        size: size.filter(|size| *size > 0),
        modified: modified.filter(|time| *time != 0),
        stored: Stored::Linked,
    })
}

fn length(window: &mut Window<'_>, at: u64, large: bool) -> Result<(u64, u64)> {
    if large {
        let bytes = window.at(at, 8)?;
        return Ok((be64(&bytes, 0).unwrap_or_default(), 8));
    }
    Ok((u64::from(number32(window, at)?), 4))
}

fn number32(window: &mut Window<'_>, at: u64) -> Result<u32> {
    Ok(be32(&window.at(at, 4)?, 0).unwrap_or_default())
}

fn step(at: u64, by: u64) -> Result<u64> {
    at.checked_add(by)
        .ok_or(Error::Broken("a length in the document is impossible"))
}

#[cfg(test)]
mod tests;
