//! Documents of the sample: logos, an office document, a layout.

use super::container;

/// A logo: an apple with a leaf, and the name beside it unless it is only the mark.
pub(crate) fn logo(ink: &str, leaf: &str, with_name: bool) -> String {
    let width = if with_name { 640 } else { 240 };
    let name = if with_name {
        format!(
            "<text x=\"250\" y=\"150\" font-family=\"Georgia, serif\" font-size=\"84\" fill=\"{ink}\">Orchard</text>"
        )
    } else {
        String::new()
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} 240\" width=\"{width}\" height=\"240\">\n\
         <path fill=\"{ink}\" d=\"M120 84c-34-22-84 2-84 58 0 48 36 82 62 82 12 0 14-6 22-6s10 6 22 6c26 0 62-34 62-82 0-56-50-80-84-58z\"/>\n\
         <path fill=\"{leaf}\" d=\"M122 76c-4-32 18-56 54-60 0 36-22 60-54 60z\"/>\n{name}\n</svg>\n"
    )
}

/// A WordprocessingML document (ECMA-376) of plain paragraphs.
pub(crate) fn docx(paragraphs: &[&str]) -> Vec<u8> {
    const TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let body: Vec<String> = paragraphs
        .iter()
        .map(|text| {
            format!(
                "<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
                escape(text)
            )
        })
        .collect();
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{}</w:body></w:document>",
        body.join("")
    );
    container::zip(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ])
}

/// An InDesign Markup package (IDML File Format Specification) of one page with one text frame.
pub(crate) fn idml(text: &str) -> Vec<u8> {
    const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\"><rootfiles><rootfile full-path=\"designmap.xml\" media-type=\"text/xml\"/></rootfiles></container>";
    const DESIGN_MAP: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<?aid style=\"50\" type=\"document\" readerVersion=\"6.0\" featureSet=\"257\" product=\"8.0(370)\" ?>\n<Document xmlns:idPkg=\"http://ns.adobe.com/AdobeInDesign/idml/1.0/packaging\" DOMVersion=\"8.0\" Self=\"d\" StoryList=\"u100\" Name=\"autumn-catalogue\" ActiveLayer=\"u10\"><Layer Self=\"u10\" Name=\"Layer 1\" Visible=\"true\" Locked=\"false\" Printable=\"true\"/><idPkg:Spread src=\"Spreads/Spread_u50.xml\"/><idPkg:Story src=\"Stories/Story_u100.xml\"/></Document>";
    const SPREAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<idPkg:Spread xmlns:idPkg=\"http://ns.adobe.com/AdobeInDesign/idml/1.0/packaging\" DOMVersion=\"8.0\"><Spread Self=\"u50\" PageCount=\"1\" BindingLocation=\"0\" ItemTransform=\"1 0 0 1 0 0\"><Page Self=\"u51\" Name=\"1\" GeometricBounds=\"0 0 842 595\" ItemTransform=\"1 0 0 1 0 -421\"/><TextFrame Self=\"u60\" ParentStory=\"u100\" ItemLayer=\"u10\" ContentType=\"TextType\" ItemTransform=\"1 0 0 1 0 0\"><Properties><PathGeometry><GeometryPathType PathOpen=\"false\"><PathPointArray><PathPointType Anchor=\"40 -380\" LeftDirection=\"40 -380\" RightDirection=\"40 -380\"/><PathPointType Anchor=\"40 380\" LeftDirection=\"40 380\" RightDirection=\"40 380\"/><PathPointType Anchor=\"555 380\" LeftDirection=\"555 380\" RightDirection=\"555 380\"/><PathPointType Anchor=\"555 -380\" LeftDirection=\"555 -380\" RightDirection=\"555 -380\"/></PathPointArray></GeometryPathType></PathGeometry></Properties></TextFrame></Spread></idPkg:Spread>";
    let story = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<idPkg:Story xmlns:idPkg=\"http://ns.adobe.com/AdobeInDesign/idml/1.0/packaging\" DOMVersion=\"8.0\"><Story Self=\"u100\"><ParagraphStyleRange AppliedParagraphStyle=\"ParagraphStyle/$ID/NormalParagraphStyle\"><CharacterStyleRange AppliedCharacterStyle=\"CharacterStyle/$ID/[No character style]\"><Content>{}</Content></CharacterStyleRange></ParagraphStyleRange></Story></idPkg:Story>",
        escape(text)
    );
    container::zip(&[
        ("mimetype", b"application/vnd.adobe.indesign-idml-package"),
        ("META-INF/container.xml", CONTAINER.as_bytes()),
        ("designmap.xml", DESIGN_MAP.as_bytes()),
        ("Spreads/Spread_u50.xml", SPREAD.as_bytes()),
        ("Stories/Story_u100.xml", story.as_bytes()),
    ])
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
