//! Final Cut Pro's interchange: `fcpxml` of Pro X, and the XML of Pro 7.

use super::{Found, so_far};
use crate::{
    Link, Result,
    bounded::Window,
    xml::{Part, Xml},
};

pub(super) fn read(window: &mut Window<'_>) -> Result<Found> {
    let mut links = Vec::new();
    let ended = collect(window, &mut links);
    so_far(links, ended)
}

fn collect(window: &mut Window<'_>, links: &mut Vec<Link>) -> Result<()> {
    let mut xml = Xml::new(window);
    let mut address: Option<String> = None;
    while let Some(part) = xml.next()? {
        match part {
            Part::Begin(element) => match element.name.as_str() {
                // A proxy is made anew from the original by whoever lacks it.
                "media-rep" if element.get("kind") == Some("proxy-media") => {}
                "asset" | "media-rep" => links.extend(element.get("src").map(Link::uri)),
                "pathurl" => address = Some(String::new()),
                _ => {}
            },
            Part::Text(text) => {
                if let Some(address) = &mut address {
                    address.push_str(&text);
                }
            }
            Part::End(_) => links.extend(address.take().map(|address| Link::uri(address.trim()))),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use crate::Bounds;

    #[test]
    fn both_generations() {
        let x = "<?xml version='1.0'?><!DOCTYPE fcpxml><fcpxml version='1.10'><resources><asset id='r2'>\
            <media-rep kind='original-media' src='file:///Volumes/Disk%201/a.mov'><bookmark>AAAA</bookmark></media-rep>\
            <media-rep kind='proxy-media' src='file:///Volumes/p.mov'/></asset>\
            <asset id='r3' src='file:///Users/x/b.wav'/></resources></fcpxml>";
        let seven = "<xmeml version='4'><file><pathurl>file://localhost/Users/x/c%20d.mov</pathurl></file></xmeml>";
        let names = |text: &str| {
            let found = crate::read("a.fcpxml", &mut Cursor::new(text), Bounds::default()).unwrap();
            found
                .links
                .iter()
                .map(crate::Link::name)
                .collect::<Vec<_>>()
        };
        assert_eq!(names(x), ["a.mov", "b.wav"]);
        assert_eq!(names(seven), ["c d.mov"]);
    }
}
