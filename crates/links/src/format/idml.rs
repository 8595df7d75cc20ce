//! InDesign's interchange formats: a package of XML (`.idml`), or one XML file (`.icml`).

use std::io::Read;

use zip::{ZipArchive, result::ZipError};

use super::{Found, so_far};
use crate::{
    Error, Link, Result, Stored,
    bounded::{Limited, Window, too_large},
    link::Spelling,
    xml::{Element, Part, Xml},
};

/// Frames stand on spreads, on master spreads, and anchored in stories.
const FOLDERS: [&str; 3] = ["Spreads/", "MasterSpreads/", "Stories/"];

pub(super) fn read_package(window: &mut Window<'_>) -> Result<Found> {
    let unpacked = window.bounds.unpacked;
    let mut links = Vec::new();
    let ended = each_part(window, unpacked, &mut |name, bytes| {
        let wanted = FOLDERS.iter().any(|folder| name.starts_with(folder));
        if wanted {
            collect(bytes, &mut links)
        } else {
            Ok(())
        }
    });
    so_far(links, ended)
}

pub(super) fn read_plain(window: &mut Window<'_>) -> Result<Found> {
    let mut links = Vec::new();
    let ended = collect(window, &mut links);
    so_far(links, ended)
}

/// Hands on each file of a package by its name, within a bound on all that is unpacked.
pub(super) fn each_part(
    window: &mut Window<'_>,
    unpacked: u64,
    take: &mut dyn FnMut(&str, &mut dyn Read) -> Result<()>,
) -> Result<()> {
    let no_package = |error| {
        if let ZipError::Io(io) = &error
            && too_large(io)
        {
            return Error::TooLarge;
        }
        Error::Broken("the document is no package that can be read")
    };
    let mut archive = ZipArchive::new(window).map_err(no_package)?;
    let mut left = unpacked;
    for number in 0..archive.len() {
        let file = archive.by_index(number).map_err(no_package)?;
        let name = file.name().map_err(no_package)?.into_owned();
        let size = file.size();
        take(&name, &mut Limited::new(file, left))?;
        left = left.saturating_sub(size);
    }
    Ok(())
}

fn collect(bytes: impl Read, links: &mut Vec<Link>) -> Result<()> {
    let mut xml = Xml::new(bytes);
    while let Some(part) = xml.next()? {
        if let Part::Begin(element) = part
            && element.name == "Link"
            && let Some(written) = element.get("LinkResourceURI")
        {
            links.push(link(&element, written));
        }
    }
    Ok(())
}

fn link(element: &Element, written: &str) -> Link {
    let stamp = element.get("LinkImportStamp").and_then(stamp);
    let (modified, size) = stamp.unzip();
    let stored = match element.get("StoredState") {
        Some("Embedded") => Stored::Embedded,
        Some(_) | None => Stored::Linked,
    };
    Link {
        written: written.to_owned(),
        spelling: Spelling::Uri,
        size: size.or_else(|| element.get("LinkResourceSize").and_then(halves)),
        modified,
        stored,
        ..Link::default()
    }
}

/// `file <FILETIME> <size>`: hundreds of nanoseconds since 1601, and bytes. Gives milliseconds
/// since 1970 and bytes.
pub(super) fn stamp(text: &str) -> Option<(i64, u64)> {
    let mut words = text.split_whitespace();
    if words.next()? != "file" {
        return None;
    }
    let ticks: i64 = words.next()?.parse().ok()?;
    let size = words.next()?.parse().ok()?;
    Some((ticks / 10_000 - 11_644_473_600_000, size))
}

/// `0~6bfc`: the upper and the lower half of a size, hexadecimal.
fn halves(text: &str) -> Option<u64> {
    let (high, low) = text.split_once('~')?;
    let half = |text: &str| u64::from_str_radix(text, 16).ok();
    Some((half(high)? << 32) | half(low)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_and_sizes() {
        assert_eq!(
            stamp("file 129767622980000000 27644"),
            Some((1_332_288_698_000, 27644))
        );
        assert_eq!(halves("0~6bfc"), Some(27644));
        assert_eq!(halves("1~0"), Some(1 << 32));
        assert_eq!((stamp("file x"), halves("6bfc")), (None, None));
    }
}
