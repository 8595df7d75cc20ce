//! The forms in which a server keeps an asset: the original, and what it drew from it.

use damson_core::ByteCount;

/// One form of an asset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    /// As the server calls it; [`crate::Remote::read_rendition`] takes it back.
    pub name: String,
    pub kind: RenditionKind,
    pub media_type: Option<String>,
    /// Width and height in pixels.
    pub dimensions: Option<(u32, u32)>,
    /// The pixels that it fits into, where that alone is known.
    pub within: Option<(u32, u32)>,
    pub size: Option<ByteCount>,
}

/// What a rendition is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RenditionKind {
    /// The bytes that were uploaded.
    Original,
    /// For a page or a mail: a common format in a moderate size.
    Web,
    /// For placement only: stands in a layout for the original, in its proportions and with few
    /// bytes.
    Fpo,
    Thumbnail,
    /// Made for something that Damson has no word for.
    Other,
}

impl Rendition {
    pub fn is_original(&self) -> bool {
        self.kind == RenditionKind::Original
    }

    /// How many pixels it has, or has at most; for the largest of a kind.
    pub fn pixels(&self) -> u64 {
        let edges = self.dimensions.or(self.within);
        edges.map_or(0, |(width, height)| u64::from(width) * u64::from(height))
    }
}
