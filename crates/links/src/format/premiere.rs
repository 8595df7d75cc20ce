//! Premiere projects: XML, mostly compressed.

use std::io::Read;

use flate2::read::MultiGzDecoder;

use super::{Found, so_far};
use crate::{
    Link, Result,
    bounded::{Limited, Window},
    xml::{Part, Xml},
};

pub(super) fn read(window: &mut Window<'_>) -> Result<Found> {
    let packed = window.up_to(0, 2)? == [0x1F, 0x8B];
    let unpacked = window.bounds.unpacked;
    std::io::Seek::rewind(window)?;
    let mut links = Vec::new();
    let ended = if packed {
        collect(
            Limited::new(MultiGzDecoder::new(window), unpacked),
            &mut links,
        )
    } else {
        collect(window, &mut links)
    };
    so_far(links, ended)
}

/// The paths of one medium.
#[derive(Default)]
struct Medium {
    relative: String,
    path: String,
    actual: String,
}

fn collect(bytes: impl Read, links: &mut Vec<Link>) -> Result<()> {
    let mut xml = Xml::new(bytes);
    let mut medium: Option<Medium> = None;
    let mut field = String::new();
    while let Some(part) = xml.next()? {
        match part {
            Part::Begin(element) if element.name == "Media" => medium = Some(Medium::default()),
            Part::Begin(element) => field = element.name,
            Part::Text(text) => {
                let Some(medium) = &mut medium else { continue };
                match field.as_str() {
                    "RelativePath" => medium.relative.push_str(&text),
                    "FilePath" => medium.path.push_str(&text),
                    "ActualMediaFilePath" => medium.actual.push_str(&text),
                    _ => {}
                }
            }
            Part::End(name) if name == "Media" => links.extend(medium.take().and_then(link)),
            Part::End(_) => field.clear(),
        }
    }
    Ok(())
}

fn link(medium: Medium) -> Option<Link> {
    let [relative, path, actual] = [medium.relative, medium.path, medium.actual]
        .map(|text| text.trim().to_owned())
        .map(|text| (!text.is_empty()).then_some(text));
    let written = path.or(actual)?;
    // Bars, titles and the like have a number or four letters instead of a path.
    if !written.contains(['/', '\\']) {
        return None;
    }
    Some(Link {
        relative,
        ..Link::native(written)
    })
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use crate::{Bounds, Error, read};

    const PROJECT: &str = "<?xml version='1.0'?><PremiereData Version='3'><Media ObjectUID='1'>\
        <RelativePath>..\\..\\IN\\clip.mov</RelativePath><FilePath>D:\\Jobs\\IN\\clip.mov</FilePath>\
        <ActualMediaFilePath>D:\\Jobs\\IN\\clip.mov</ActualMediaFilePath></Media>\
        <Media><FilePath>1131376723</FilePath></Media>\
        <Media><PeakFilePath>D:\\cache\\x.pek</PeakFilePath><FilePath>/Volumes/A &amp; B/a.wav</FilePath></Media>\
        </PremiereData>";

    #[test]
    fn media_are_links_and_bars_are_not() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(PROJECT.as_bytes()).unwrap();
        for bytes in [PROJECT.as_bytes().to_vec(), packed.finish().unwrap()] {
            let found = read("a.prproj", &mut Cursor::new(bytes), Bounds::default()).unwrap();
            let written: Vec<_> = found
                .links
                .iter()
                .map(|link| link.written.as_str())
                .collect();
            assert_eq!(written, ["D:\\Jobs\\IN\\clip.mov", "/Volumes/A & B/a.wav"]);
            assert_eq!(
                found.links[0].relative.as_deref(),
                Some("..\\..\\IN\\clip.mov")
            );
            assert!(found.complete);
        }
    }

    #[test]
    fn what_unpacks_without_end_is_left_off() {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packed
            .write_all(PROJECT.trim_end_matches("</PremiereData>").as_bytes())
            .unwrap();
        packed.write_all(&vec![b' '; 4_000_000]).unwrap();
        let bounds = Bounds {
            unpacked: 1_000_000,
            ..Bounds::default()
        };
        let bytes = packed.finish().unwrap();
        let found = read("a.prproj", &mut Cursor::new(bytes), bounds).unwrap();
        assert_eq!((found.links.len(), found.complete), (2, false));
        let nothing = [0x1F, 0x8B, 0, 0];
        let error = read("a.prproj", &mut Cursor::new(nothing), bounds).unwrap_err();
        assert!(matches!(error, Error::Broken(_)), "{error:?}");
    }
}
