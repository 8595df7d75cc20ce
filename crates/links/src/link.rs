//! A link as it stands in a document.

use crate::place::{self, Place};

/// The links of one document, each linked file once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// In the order of the document.
    pub links: Vec<Link>,
    /// Whether the whole document was looked through. Otherwise a bound was reached, or a part of
    /// it is damaged, and there may be more links.
    pub complete: bool,
}

/// One linked file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// The path or address, exactly as the document has it.
    pub written: String,
    pub spelling: Spelling,
    /// The same file seen from the document's folder, where the document has that too.
    pub relative: Option<String>,
    /// The XMP document id of the linked file (`xmp.did:…`), where the document keeps it.
    pub document_id: Option<String>,
    /// The linked file's size in bytes when it was placed or last updated.
    pub size: Option<u64>,
    /// The linked file's modification time then, in milliseconds since 1970 (UTC).
    pub modified: Option<i64>,
    pub stored: Stored,
}

/// How a document spells its paths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Spelling {
    /// As the operating system does: `C:\a.tif`, `/Users/x/a.tif`, `Macintosh HD:a.tif`.
    #[default]
    Native,
    /// As an address, with percent signs: `file:///Users/x/a%20b.tif`, `../a%20b.svg`.
    Uri,
}

/// Where the bytes of a linked file are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stored {
    /// In a file of its own.
    #[default]
    Linked,
    /// In the document; the path says where they came from.
    Embedded,
}

impl Link {
    /// A link of which only the path is known.
    pub fn native(written: impl Into<String>) -> Self {
        Self {
            written: written.into(),
            ..Self::default()
        }
    }

    /// A link of which only the address is known.
    pub fn uri(written: impl Into<String>) -> Self {
        Self {
            spelling: Spelling::Uri,
            ..Self::native(written)
        }
    }

    /// What the path may mean, likeliest first: some programs encode a path, and others write the
    /// same form without encoding it.
    pub fn places(&self) -> Vec<Place> {
        let mut places = Vec::new();
        let relative = self
            .relative
            .as_deref()
            .map(|text| (text, Spelling::Native));
        let spelt = [relative, Some((self.written.as_str(), self.spelling))];
        for (text, spelling) in spelt.into_iter().flatten() {
            for place in place::all(text, spelling) {
                if !places.contains(&place) {
                    places.push(place);
                }
            }
        }
        places
    }

    /// The file's own name, for people; the whole spelling where there is none.
    pub fn name(&self) -> String {
        let named = self.places().into_iter().find_map(|place| match place {
            Place::Absolute(names) | Place::Relative { names, .. } => names.last().cloned(),
            Place::Remote(_) | Place::NotAFile => None,
        });
        named.unwrap_or_else(|| self.written.clone())
    }
}

impl Document {
    /// Keeps each linked file once, with all that any of its entries knows.
    pub(crate) fn of(links: Vec<Link>, complete: bool) -> Self {
        let mut kept: Vec<Link> = Vec::new();
        let mut seen = std::collections::HashMap::new();
        for link in links {
            if link.places().iter().all(|place| *place == Place::NotAFile) {
                continue;
            }
            let key = (link.places(), link.stored == Stored::Embedded);
            let Some(at) = seen.get(&key) else {
                seen.insert(key, kept.len());
                kept.push(link);
                continue;
            };
            let known: &mut Link = &mut kept[*at];
            known.document_id = known.document_id.take().or(link.document_id);
            known.size = known.size.or(link.size);
            known.modified = known.modified.or(link.modified);
        }
        Self {
            links: kept,
            complete,
        }
    }
}
