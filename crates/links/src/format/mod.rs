//! The readers, one a format and all of one shape: a window on the bytes in, links out.

mod after_effects;
mod final_cut;
mod gltf;
mod idml;
mod illustrator;
mod indesign;
mod office;
mod photoshop;
mod premiere;
mod svg;
mod web;

use crate::{Bounds, Document, Error, Link, Result, Source, bounded::Window};

/// Kinds of documents that hold links.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// `.indd`, `.indt`
    InDesign,
    /// `.idml`
    Idml,
    /// `.icml`, `.idms`, `.inx`: the XML of InDesign without a package.
    InCopy,
    /// `.ai`, `.ait`, and `.pdf` that Illustrator can edit.
    Illustrator,
    /// `.psd`, `.psb`
    Photoshop,
    /// `.prproj`
    Premiere,
    /// `.aep`
    AfterEffects,
    Svg,
    Html,
    Css,
    /// `.gltf`
    Gltf,
    /// `.docx`, `.pptx`, `.xlsx` and their templates.
    Office,
    /// `.fcpxml` and the `.xml` of Final Cut Pro 7.
    FinalCut,
}

impl Format {
    /// What a name's ending says.
    pub fn of(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        Some(match ending.to_ascii_lowercase().as_str() {
            "indd" | "indt" => Self::InDesign,
            "idml" => Self::Idml,
            "icml" | "icma" | "idms" | "inx" => Self::InCopy,
            "ai" | "ait" | "pdf" => Self::Illustrator,
            "psd" | "psb" => Self::Photoshop,
            "prproj" => Self::Premiere,
            "aep" | "aet" => Self::AfterEffects,
            "svg" => Self::Svg,
            "html" | "htm" | "xhtml" => Self::Html,
            "css" => Self::Css,
            "gltf" => Self::Gltf,
            "docx" | "docm" | "dotx" | "pptx" | "pptm" | "potx" | "xlsx" | "xlsm" | "xltx" => {
                Self::Office
            }
            "fcpxml" | "xmeml" => Self::FinalCut,
            _ => return None,
        })
    }
}

/// What a reader found before it came to an end, or to a bound.
#[derive(Debug, Default)]
struct Found {
    links: Vec<Link>,
    complete: bool,
}

impl Found {
    fn whole(links: Vec<Link>) -> Self {
        Self {
            links,
            complete: true,
        }
    }
}

/// The links of a document called `name`. Reads within `bounds`; what was found when one is
/// reached comes as a [`Document`] that is not complete.
///
/// Fails with [`Error::NoReader`] for kinds of documents that hold no links, [`Error::Broken`] for
/// one that breaks the rules of its kind, [`Error::TooLarge`] where a bound was reached before
/// anything was found, and [`Error::Unreadable`] where the bytes can't be had.
pub fn read(name: &str, source: &mut dyn Source, bounds: Bounds) -> Result<Document> {
    let format = Format::of(name).ok_or(Error::NoReader)?;
    let mut window = Window::new(source, bounds)?;
    let mut found = match format {
        Format::InDesign => indesign::read(&mut window),
        Format::Idml => idml::read_package(&mut window),
        Format::InCopy => idml::read_plain(&mut window),
        Format::Illustrator => illustrator::read(&mut window),
        Format::Photoshop => photoshop::read(&mut window),
        Format::Premiere => premiere::read(&mut window),
        Format::AfterEffects => after_effects::read(&mut window),
        Format::Svg => svg::read(&mut window),
        Format::Html => web::read_html(&mut window),
        Format::Css => web::read_css(&mut window),
        Format::Gltf => gltf::read(&mut window),
        Format::Office => office::read(&mut window),
        Format::FinalCut => final_cut::read(&mut window),
    }?;
    if found.links.len() > bounds.links {
        found.links.truncate(bounds.links);
        found.complete = false;
    }
    Ok(Document::of(found.links, found.complete))
}

/// Ends a reading that goes through a document in order: what was found before a bound or a
/// damaged place counts, and is not all.
fn so_far(links: Vec<Link>, ended: Result<()>) -> Result<Found> {
    match ended {
        Ok(()) => Ok(Found::whole(links)),
        Err(Error::TooLarge | Error::Broken(_)) if !links.is_empty() => Ok(Found {
            links,
            complete: false,
        }),
        Err(error) => Err(error),
    }
}
