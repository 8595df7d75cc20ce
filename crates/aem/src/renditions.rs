//! The forms in which AEM keeps an asset, as children of `jcr:content/renditions`.
//!
//! `cq5dam.web.1280.1280.jpeg` fits into 1280 × 1280 pixels; `cq5dam.fpo.jpeg` is there where an
//! administrator has AEM make it (Adobe's "Generate For Placement Only renditions"). Other names
//! are those of processing profiles and workflows.

use std::cmp::Reverse;

use damson_core::{ByteCount, DamPath};
use damson_http::encode::encode_name;
use damson_remote::{Error, ErrorKind, ReadBody, Rendition, RenditionKind, Result};

use crate::{download, http::Call, node, properties::Facts as _, remote::Aem, wire::Properties};

const ORIGINAL: &str = "original";

pub(crate) async fn renditions(aem: &Aem, path: &DamPath) -> Result<Vec<Rendition>> {
    let (found, dimensions) = node::renditions(aem, path).await?;
    let mut renditions: Vec<Rendition> = found
        .keys()
        .filter(|name| is_name(name))
        .filter_map(|name| rendition(name, found.node(name)?))
        .collect();
    for original in renditions.iter_mut().filter(|one| one.is_original()) {
        original.dimensions = dimensions;
    }
    renditions.sort_by_key(|one| (!one.is_original(), Reverse(one.pixels()), one.name.clone()));
    Ok(renditions)
}

/// Opens the bytes of one rendition.
pub(crate) async fn read(aem: &Aem, path: &DamPath, name: &str) -> Result<ReadBody> {
    if !is_name(name) {
        return Err(Error::new(ErrorKind::NotFound).about(path));
    }
    let behind = format!("/jcr:content/renditions/{}", encode_name(name));
    let call = Call::get(aem.http.base.dam(path, &behind))
        .about(path)
        .bytes();
    download::read_at(aem, &call, path).await
}

/// A file of the folder of renditions; other nodes of it are none.
fn rendition(name: &str, node: &Properties) -> Option<Rendition> {
    let is_file = node.text("jcr:primaryType") == Some("nt:file");
    let content = node.node("jcr:content");
    let resource = match content {
        Some(content) if is_file => content,
        Some(_) | None => return None,
    };
    let kind = kind_of(name);
    Some(Rendition {
        name: name.to_owned(),
        kind,
        media_type: resource.text("jcr:mimeType").map(str::to_owned),
        dimensions: None,
        within: within(name),
        size: resource.number(":jcr:data").map(ByteCount),
    })
}

/// What names it, and leads nowhere else.
fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains('/') && name != "." && name != ".."
}

fn kind_of(name: &str) -> RenditionKind {
    let rest = name.strip_prefix("cq5dam.").unwrap_or_default();
    match rest.split('.').next() {
        _ if name == ORIGINAL => RenditionKind::Original,
        Some("web") => RenditionKind::Web,
        Some("fpo") => RenditionKind::Fpo,
        Some("thumbnail") => RenditionKind::Thumbnail,
        Some(_) | None => RenditionKind::Other,
    }
}

/// The two numbers before the ending: `cq5dam.web.1280.1280.jpeg`.
fn within(name: &str) -> Option<(u32, u32)> {
    let mut parts = name.strip_prefix("cq5dam.")?.rsplit('.').skip(1);
    let height = parts.next()?.parse().ok()?;
    let width = parts.next()?.parse().ok()?;
    Some((width, height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_they_are_for() {
        for (name, kind, size) in [
            ("original", RenditionKind::Original, None),
            (
                "cq5dam.web.1280.1280.jpeg",
                RenditionKind::Web,
                Some((1280, 1280)),
            ),
            ("cq5dam.fpo.jpeg", RenditionKind::Fpo, None),
            (
                "cq5dam.thumbnail.140.100.png",
                RenditionKind::Thumbnail,
                Some((140, 100)),
            ),
            (
                "cq5dam.zoom.2048.2048.jpeg",
                RenditionKind::Other,
                Some((2048, 2048)),
            ),
            ("cq5dam.preview.pdf", RenditionKind::Other, None),
            ("social card.jpeg", RenditionKind::Other, None),
            ("cq5dam", RenditionKind::Other, None),
        ] {
            assert_eq!((kind_of(name), within(name)), (kind, size), "{name}");
        }
    }
}
