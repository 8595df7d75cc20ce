//! The sample's collections.

use crate::{
    collections::{self, Content, New},
    control::ControlError,
    dam::Dam,
    resolve,
};

/// The collections of the small sample: one inside another, and a saved search.
pub(crate) fn small(dam: &Dam) -> Result<(), ControlError> {
    let words = chosen(
        dam,
        "Words",
        None,
        &[],
        &["Campaigns/Autumn/notes.txt", "Campaigns/Spring/plan.txt"],
    )?;
    chosen(
        dam,
        "Launch kit",
        Some("What goes out on the first day"),
        &[words],
        &[
            "Campaigns/Autumn/hero.png",
            "Brand/logo.svg",
            "Brand/history.txt",
        ],
    )?;
    found(
        dam,
        "Harvest",
        &[
            ("path", "/content/dam"),
            ("type", "dam:Asset"),
            ("1_property", "jcr:content/metadata/cq:tags"),
            ("1_property.value", "damson:season/harvest"),
            ("p.limit", "20"),
        ],
    )
}

/// The collections of the full sample.
pub(crate) fn full(dam: &Dam) -> Result<(), ControlError> {
    let social = chosen(
        dam,
        "Social posts",
        Some("In the order in which they are posted"),
        &[],
        &[
            "Campaigns/Autumn/Social/story-1.png",
            "Campaigns/Autumn/Social/post-square-2.jpg",
            "Campaigns/Autumn/Social/post-square-1.jpg",
            "Photography/Studio/Fruit on oak 03.jpg",
        ],
    )?;
    let print = chosen(
        dam,
        "Print",
        None,
        &[],
        &[
            "Layouts/autumn-catalogue.idml",
            "Layouts/Links/catalogue-cover.jpg",
            "Brand/Guidelines/brand-guidelines.pdf",
        ],
    )?;
    chosen(
        dam,
        "Autumn press kit",
        Some("For journalists: the key visual first, then the people and the fruit, the logo last"),
        &[social, print],
        &[
            "Campaigns/Autumn/Key visual/autumn-key-visual.jpg",
            "Photography/Harvest 2026/Morning over the orchard.jpg",
            "Photography/Harvest 2026/Äpfel im Korb.jpg",
            "Photography/Studio/Fruit on oak 02.jpg",
            "Documents/campaign-brief.docx",
            "Brand/Logos/orchard-logo.svg",
            "Brand/Patterns",
        ],
    )?;
    chosen(
        dam,
        "To be retouched",
        None,
        &[],
        &[
            "Campaigns/Autumn/Key visual/autumn-hero.psd",
            "Campaigns/Spring/blossom-hero.jpg",
        ],
    )?;
    found(
        dam,
        "Everything of the harvest",
        &[
            ("path", "/content/dam"),
            ("type", "dam:Asset"),
            ("1_property", "jcr:content/metadata/cq:tags"),
            ("1_property.value", "damson:season/harvest"),
            ("orderby", "@jcr:content/jcr:lastModified"),
            ("orderby.sort", "desc"),
        ],
    )
}

/// Makes a static collection of assets and folders, behind the collections in it.
fn chosen(
    dam: &Dam,
    title: &str,
    description: Option<&str>,
    inside: &[String],
    assets: &[&str],
) -> Result<String, ControlError> {
    let assets = assets
        .iter()
        .map(|path| format!("{}/{path}", resolve::ROOT));
    let paths: Vec<String> = inside.iter().cloned().chain(assets).collect();
    let new = New {
        title,
        description,
        content: Content::Chosen(&paths),
    };
    Ok(collections::make(&dam.store, new)?)
}

fn found(dam: &Dam, title: &str, search: &[(&str, &str)]) -> Result<(), ControlError> {
    let new = New {
        title,
        description: None,
        content: Content::Found(search),
    };
    collections::make(&dam.store, new)?;
    Ok(())
}
