//! A document's bytes, of which only so many are ever read.

use std::io::{self, Read, Seek, SeekFrom};

use crate::{Error, Result};

/// Where a document's bytes come from.
pub trait Source: Read + Seek {}

impl<T: Read + Seek + ?Sized> Source for T {}

/// How much of one document is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Bytes that are read of the document.
    pub read: u64,
    /// Bytes that come out of what is compressed in it.
    pub unpacked: u64,
    /// Links that are kept.
    pub links: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            read: 256 * 1024 * 1024,
            unpacked: 512 * 1024 * 1024,
            links: 20_000,
        }
    }
}

/// The longest path or id that is kept, in bytes.
pub(crate) const LONGEST_TEXT: usize = 32 * 1024;

/// A document that is read by place, within [`Bounds`].
pub(crate) struct Window<'s> {
    source: &'s mut dyn Source,
    pub(crate) length: u64,
    pub(crate) bounds: Bounds,
    left: u64,
}

impl<'s> Window<'s> {
    pub(crate) fn new(source: &'s mut dyn Source, bounds: Bounds) -> Result<Self> {
        let length = source.seek(SeekFrom::End(0))?;
        source.seek(SeekFrom::Start(0))?;
        Ok(Self {
            source,
            length,
            bounds,
            left: bounds.read,
        })
    }

    /// Exactly these bytes; [`Error::Broken`] where the document ends before.
    pub(crate) fn at(&mut self, offset: u64, length: usize) -> Result<Vec<u8>> {
        let bytes = self.up_to(offset, length)?;
        if bytes.len() < length {
            return Err(Error::Broken("the document ends too early"));
        }
        Ok(bytes)
    }

    /// These bytes, or as many of them as the document has.
    pub(crate) fn up_to(&mut self, offset: u64, most: usize) -> Result<Vec<u8>> {
        let there = self.length.saturating_sub(offset);
        let wanted = there.min(most as u64);
        if wanted > self.left {
            return Err(Error::TooLarge);
        }
        self.source.seek(SeekFrom::Start(offset))?;
        let mut bytes = Vec::new();
        self.by_ref().take(wanted).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// What a bound stops, as an error that [`too_large`] knows again behind other readers.
#[derive(Debug)]
struct Bound;

impl std::fmt::Display for Bound {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("the bound of one document is reached")
    }
}

impl std::error::Error for Bound {}

/// Whether an error is that of a bound.
pub(crate) fn too_large(error: &io::Error) -> bool {
    error
        .get_ref()
        .is_some_and(|inner| inner.downcast_ref::<Bound>().is_some())
}

/// Reads as much as `left` allows; where nothing is left, the bound is the error.
fn read_within(mut from: impl Read, left: &mut u64, buffer: &mut [u8]) -> io::Result<usize> {
    if buffer.is_empty() {
        return Ok(0);
    }
    if *left == 0 {
        return Err(io::Error::other(Bound));
    }
    let most = usize::try_from(*left)
        .unwrap_or(usize::MAX)
        .min(buffer.len());
    let read = from.read(&mut buffer[..most])?;
    *left -= read as u64;
    Ok(read)
}

impl Read for Window<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        read_within(&mut self.source, &mut self.left, buffer)
    }
}

impl Seek for Window<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.source.seek(to)
    }
}

/// A reader that fails after so many bytes, for what is unpacked.
pub(crate) struct Limited<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Limited<R> {
    pub(crate) fn new(inner: R, most: u64) -> Self {
        Self { inner, left: most }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        read_within(&mut self.inner, &mut self.left, buffer)
    }
}

/// Numbers at a place of some bytes; `None` beyond their end.
pub(crate) mod number {
    fn take<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
        bytes.get(at..at.checked_add(N)?)?.try_into().ok()
    }

    pub(crate) fn be16(bytes: &[u8], at: usize) -> Option<u16> {
        take(bytes, at).map(u16::from_be_bytes)
    }

    pub(crate) fn be32(bytes: &[u8], at: usize) -> Option<u32> {
        take(bytes, at).map(u32::from_be_bytes)
    }

    pub(crate) fn be64(bytes: &[u8], at: usize) -> Option<u64> {
        take(bytes, at).map(u64::from_be_bytes)
    }

    pub(crate) fn le16(bytes: &[u8], at: usize) -> Option<u16> {
        take(bytes, at).map(u16::from_le_bytes)
    }

    pub(crate) fn le32(bytes: &[u8], at: usize) -> Option<u32> {
        take(bytes, at).map(u32::from_le_bytes)
    }

    pub(crate) fn le64(bytes: &[u8], at: usize) -> Option<u64> {
        take(bytes, at).map(u64::from_le_bytes)
    }
}
