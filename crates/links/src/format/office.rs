//! Office documents: pictures, media and objects that are linked and not contained (Open Packaging
//! Conventions: relationships with an external target).

use super::{Found, idml::each_part, so_far};
use crate::{
    Link, Result,
    bounded::Window,
    xml::{Part, Xml},
};

/// The kinds of relationships that load a file; a hyperlink is a place to go to.
const LOADED: [&str; 8] = [
    "image",
    "video",
    "audio",
    "media",
    "oleObject",
    "attachedTemplate",
    "externalLinkPath",
    "frame",
];

pub(super) fn read(window: &mut Window<'_>) -> Result<Found> {
    let unpacked = window.bounds.unpacked;
    let mut links = Vec::new();
    let ended = each_part(window, unpacked, &mut |name, bytes| {
        if !name.starts_with("_rels/") && !name.contains("/_rels/") {
            return Ok(());
        }
        let mut xml = Xml::new(bytes);
        while let Some(part) = xml.next()? {
            let Part::Begin(element) = part else { continue };
            let kind = element.get("Type").and_then(|kind| kind.rsplit('/').next());
            let loaded = kind.is_some_and(|kind| LOADED.contains(&kind));
            if loaded && element.get("TargetMode") == Some("External") {
                links.extend(element.get("Target").map(Link::uri));
            }
        }
        Ok(())
    });
    so_far(links, ended)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::{ZipWriter, write::SimpleFileOptions};

    use crate::{Bounds, Place};

    #[test]
    fn linked_pictures_and_not_hyperlinks() {
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let rels = format!(
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
             <Relationship Id='1' Type='{kind}/image' Target='file:///C:\\Jobs\\a.png' TargetMode='External'/>\
             <Relationship Id='2' Type='{kind}/image' Target='media/b.png'/>\
             <Relationship Id='3' Type='{kind}/hyperlink' Target='https://example.com' TargetMode='External'/>\
             </Relationships>"
        );
        let mut package = ZipWriter::new(Cursor::new(Vec::new()));
        package
            .start_file("word/_rels/document.xml.rels", SimpleFileOptions::default())
            .unwrap();
        package.write_all(rels.as_bytes()).unwrap();
        let bytes = package.finish().unwrap().into_inner();
        let found = crate::read("a.docx", &mut Cursor::new(bytes), Bounds::default()).unwrap();
        assert_eq!(found.links.len(), 1);
        let place = Place::Absolute(["C:", "Jobs", "a.png"].map(ToOwned::to_owned).to_vec());
        assert_eq!(found.links[0].places()[0], place);
    }
}
