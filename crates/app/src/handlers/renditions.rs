//! Renditions: which there are, and copies of them.

use std::path::Path;

use damson_core::DamPath;
use damson_remote::Rendition;

use crate::{
    crossing::{
        error::{ErrorCode, Result, UserError},
        view::{DimensionsView, ExportedView, RenditionKindView, RenditionView, file_text, word},
    },
    export,
    sessions::session::Session,
};

pub(crate) async fn list(session: &Session, path: &DamPath) -> Result<Vec<RenditionView>> {
    let renditions = session.engine().renditions(path).await?;
    Ok(renditions.iter().map(RenditionView::from).collect())
}

/// Exports one rendition. An asset that lacks it is an error, and nothing takes its place.
pub(crate) async fn export(
    session: &Session,
    path: &DamPath,
    wanted: &str,
    to: &Path,
) -> Result<ExportedView> {
    let engine = session.engine();
    let renditions = engine.renditions(path).await?;
    let missing = || {
        UserError::new(ErrorCode::NoRendition)
            .about(path)
            .detail(wanted)
    };
    let chosen = chosen(&renditions, wanted).ok_or_else(missing)?;
    let to = if chosen.is_original() {
        to.to_owned()
    } else {
        export::ending_of(to, chosen.media_type.as_deref(), &chosen.name)
    };
    engine.export_rendition(path, &chosen.name, &to).await?;
    Ok(ExportedView {
        rendition: chosen.name.clone(),
        file: file_text(&to),
    })
}

/// The rendition of that name, or the largest of the kind with that word.
fn chosen<'a>(renditions: &'a [Rendition], wanted: &str) -> Option<&'a Rendition> {
    let named = renditions.iter().find(|one| one.name == wanted);
    named.or_else(|| {
        let of_kind = renditions
            .iter()
            .filter(|one| word(&RenditionKindView::from(one.kind)) == wanted);
        // Of two that are as large, the first.
        of_kind.rev().max_by_key(|one| one.pixels())
    })
}

impl From<&Rendition> for RenditionView {
    fn from(rendition: &Rendition) -> Self {
        let pixels = |(width, height)| DimensionsView { width, height };
        Self {
            name: rendition.name.clone(),
            kind: rendition.kind.into(),
            media_type: rendition.media_type.clone(),
            dimensions: rendition.dimensions.map(pixels),
            within: rendition.within.map(pixels),
            size: rendition.size.map(|size| size.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use damson_remote::RenditionKind;

    use super::*;

    fn rendition(name: &str, kind: RenditionKind, edge: u32) -> Rendition {
        Rendition {
            name: name.to_owned(),
            kind,
            media_type: None,
            dimensions: None,
            within: Some((edge, edge)),
            size: None,
        }
    }

    #[test]
    fn a_kind_is_the_largest_of_it_and_a_name_goes_before_a_kind() {
        let renditions = [
            rendition("original", RenditionKind::Original, 9_000),
            rendition("small.png", RenditionKind::Thumbnail, 48),
            rendition("large.png", RenditionKind::Thumbnail, 319),
            rendition("web", RenditionKind::Other, 10),
            rendition("page.jpeg", RenditionKind::Web, 1_280),
        ];
        let name = |wanted| chosen(&renditions, wanted).map(|one| one.name.as_str());
        assert_eq!(name("thumbnail"), Some("large.png"));
        assert_eq!(name("small.png"), Some("small.png"));
        assert_eq!(name("web"), Some("web"));
        assert_eq!(name("original"), Some("original"));
        assert_eq!(name("fpo"), None);
        assert_eq!(name(""), None);
    }
}
