//! SVG: pictures, reused parts of other files, and style sheets.

use std::io::{Read, Seek as _};

use super::{Found, so_far, web};
use crate::{
    Link, Result,
    bounded::{Limited, Window},
    xml::{Part, Xml},
};

pub(super) fn read(window: &mut Window<'_>) -> Result<Found> {
    let packed = window.up_to(0, 2)? == [0x1F, 0x8B];
    let unpacked = window.bounds.unpacked;
    window.rewind()?;
    let mut links = Vec::new();
    let ended = if packed {
        collect(
            Limited::new(flate2::read::GzDecoder::new(window), unpacked),
            &mut links,
        )
    } else {
        collect(window, &mut links)
    };
    so_far(links, ended)
}

fn collect(bytes: impl Read, links: &mut Vec<Link>) -> Result<()> {
    let mut xml = Xml::new(bytes);
    let mut in_style = false;
    while let Some(part) = xml.next()? {
        match part {
            Part::Begin(element) => {
                let pictured = matches!(
                    element.name.as_str(),
                    "image" | "use" | "feImage" | "script"
                );
                if pictured && let Some(address) = element.get("href") {
                    push(address, links);
                }
                if let Some(style) = element.get("style") {
                    web::of_css(style, links);
                }
                in_style = element.name == "style";
            }
            Part::Text(text) if in_style => web::of_css(&text, links),
            Part::Text(_) => {}
            Part::End(_) => in_style = false,
        }
    }
    Ok(())
}

/// Without the part of the other file that is meant.
fn push(address: &str, links: &mut Vec<Link>) {
    links.extend(web::link(address));
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use crate::Bounds;

    #[test]
    fn pictures_parts_and_styles() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>\
            <style>@import 'look.css'; .a { fill: url(#g); background: url( \"bg%201.png\" ) }</style>\
            <image xlink:href='../pics/a.png'/><image href='data:image/png;base64,AAAA'/>\
            <use href='icons.svg#star'/><use href='#local'/><a href='page.html'/></svg>";
        let found = crate::read("a.svg", &mut Cursor::new(svg), Bounds::default()).unwrap();
        let written: Vec<_> = found
            .links
            .iter()
            .map(|link| link.written.as_str())
            .collect();
        assert_eq!(
            written,
            ["look.css", "bg%201.png", "../pics/a.png", "icons.svg"]
        );
        assert_eq!(found.links[1].name(), "bg 1.png");
    }
}
