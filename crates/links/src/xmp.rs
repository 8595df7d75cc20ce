//! The list of linked files in a document's XMP packet (XMP Specification, parts 1 and 2).

use crate::{
    Result,
    xml::{Element, Part, Xml},
};

const MEDIA: &str = "http://ns.adobe.com/xap/1.0/mm/";

/// One entry of the manifest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Item {
    /// `ReferenceStream`, `EmbedByReference`, `EmbedByValue`.
    pub(crate) form: String,
    pub(crate) last_url: Option<String>,
    pub(crate) file_path: Option<String>,
    pub(crate) document_id: Option<String>,
}

/// The entries of a packet's manifest: what the document, as it was saved, refers to. (Its list of
/// ingredients is what went into it at any time.) An item's fields may be elements, attributes, or in
/// a description of their own; programs write all three.
pub(crate) fn manifest(packet: &[u8]) -> Result<Vec<Item>> {
    let mut xml = Xml::new(packet);
    let mut items = Vec::new();
    let mut inside = 0_usize;
    let mut item: Option<(usize, Item)> = None;
    let mut field = String::new();
    while let Some(part) = xml.next()? {
        match part {
            Part::Begin(element) if inside == 0 => {
                inside = usize::from(begins(&element));
            }
            Part::Begin(element) => {
                inside += 1;
                if item.is_none() && element.name == "li" {
                    item = Some((inside, Item::default()));
                }
                if let Some((_, item)) = &mut item {
                    for (name, value) in &element.attributes {
                        set(item, name.rsplit(':').next().unwrap_or_default(), value);
                    }
                }
                field = element.name;
            }
            Part::Text(text) => {
                if let Some((_, item)) = &mut item {
                    append(item, &field, &text);
                }
            }
            Part::End(_) if inside == 0 => {}
            Part::End(_) => {
                if let Some((_, done)) = item.take_if(|(depth, _)| *depth == inside) {
                    items.push(done.trimmed());
                }
                inside -= 1;
                field.clear();
            }
        }
    }
    Ok(items)
}

fn begins(element: &Element) -> bool {
    element.namespace == MEDIA && element.name == "Manifest"
}

fn set(item: &mut Item, field: &str, value: &str) {
    match field {
        "linkForm" => value.clone_into(&mut item.form),
        "lastURL" => item.last_url = Some(value.to_owned()),
        "filePath" => item.file_path = Some(value.to_owned()),
        // Photoshop begins it with a capital letter.
        "documentID" | "DocumentID" => item.document_id = Some(value.to_owned()),
        _ => {}
    }
}

/// A text comes in pieces where it holds characters by number.
fn append(item: &mut Item, field: &str, text: &str) {
    match field {
        "linkForm" => item.form.push_str(text),
        "lastURL" => item.last_url.get_or_insert_default().push_str(text),
        "filePath" => item.file_path.get_or_insert_default().push_str(text),
        "documentID" | "DocumentID" => item.document_id.get_or_insert_default().push_str(text),
        _ => {}
    }
}

impl Item {
    fn trimmed(self) -> Self {
        let trim = |text: Option<String>| {
            let text = text.map(|text| text.trim().to_owned());
            // Illustrator writes a zero where a file has no id.
            text.filter(|text| !text.is_empty() && text != "0")
        };
        Self {
            form: self.form.trim().to_owned(),
            last_url: trim(self.last_url),
            file_path: trim(self.file_path),
            document_id: trim(self.document_id),
        }
    }
}

const BEGINNING: &[u8] = b"<?xpacket begin";
const ENDING: &[u8] = b"<?xpacket end";

/// The packet that begins at the first mark in these bytes, where they hold all of it.
pub(crate) fn packet(bytes: &[u8]) -> Option<&[u8]> {
    let rest = &bytes[find(bytes, BEGINNING)?..];
    Some(&rest[..find(rest, ENDING)?])
}

pub(crate) fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF \
        xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' \
        xmlns:m='http://ns.adobe.com/xap/1.0/mm/' \
        xmlns:r='http://ns.adobe.com/xap/1.0/sType/ResourceRef#' \
        xmlns:f='http://ns.adobe.com/xap/1.0/sType/ManifestItem#'><rdf:Description rdf:about=''>";
    const TAIL: &str = "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>";

    #[test]
    fn takes_every_form_of_an_item() {
        let text = format!(
            "{HEAD}<m:Manifest><rdf:Bag>\
             <rdf:li rdf:parseType='Resource'><f:linkForm>ReferenceStream</f:linkForm>\
             <f:reference rdf:parseType='Resource'><r:lastURL>file:///a&#32;b&amp;c.tif</r:lastURL>\
             <r:documentID>xmp.did:1</r:documentID></f:reference></rdf:li>\
             <rdf:li><rdf:Description f:linkForm='EmbedByReference'><f:reference r:filePath='/x/fig.pdf' r:documentID='0'/>\
             </rdf:Description></rdf:li></rdf:Bag></m:Manifest>\
             <m:Ingredients><rdf:Bag><rdf:li r:filePath='/x/once.png'/></rdf:Bag></m:Ingredients>{TAIL}"
        );
        let bytes = text.as_bytes();
        let found = manifest(packet(bytes).unwrap()).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].last_url.as_deref(), Some("file:///a b&c.tif"));
        assert_eq!(found[0].document_id.as_deref(), Some("xmp.did:1"));
        assert_eq!(found[1].form, "EmbedByReference");
        assert_eq!(found[1].file_path.as_deref(), Some("/x/fig.pdf"));
        assert_eq!(found[1].document_id, None);
    }
}
