//! Renditions of the in-memory server: of a PNG a grey dot for the web, of all else the original alone.

use bytes::Bytes;
use damson_core::{ByteCount, DamPath};

use super::{
    GREY_DOT,
    asset::png_dimensions,
    checks::supported,
    tree::{State, not_found},
};
use crate::{Rendition, RenditionKind, Result};

const ORIGINAL: &str = "original";
const WEB: &str = "web.png";

impl State {
    pub(super) fn renditions(&self, path: &DamPath) -> Result<Vec<Rendition>> {
        supported(self.capability.renditions)?;
        let asset = self.asset(path)?;
        let dimensions = png_dimensions(&asset.bytes);
        let mut renditions = vec![Rendition {
            name: ORIGINAL.to_owned(),
            kind: RenditionKind::Original,
            media_type: None,
            dimensions,
            within: None,
            size: Some(ByteCount(asset.bytes.len() as u64)),
        }];
        if dimensions.is_some() && !asset.is_processing() {
            renditions.push(Rendition {
                name: WEB.to_owned(),
                kind: RenditionKind::Web,
                media_type: Some("image/png".to_owned()),
                dimensions: Some((1, 1)),
                within: None,
                size: Some(ByteCount(GREY_DOT.len() as u64)),
            });
        }
        Ok(renditions)
    }

    pub(super) fn rendition(&self, path: &DamPath, name: &str) -> Result<Bytes> {
        let renditions = self.renditions(path)?;
        if !renditions.iter().any(|rendition| rendition.name == name) {
            return Err(not_found(path));
        }
        Ok(match name {
            ORIGINAL => self.asset(path)?.bytes.clone(),
            _ => Bytes::from_static(&GREY_DOT),
        })
    }
}
