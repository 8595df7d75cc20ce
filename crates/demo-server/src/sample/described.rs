//! What the sample's assets are described with.

use serde_json::{Value, json};

use super::seed::at;
use crate::{
    control::ControlError,
    dam::Dam,
    store::{node, property},
};

/// 2025-12-31T22:00:00Z, which has passed.
const PAST: i64 = 1_767_218_400_000;

const HARVEST: &str = "Photography/Harvest 2026";

/// Describes the small sample.
pub(crate) fn small(dam: &Dam) -> Result<(), ControlError> {
    set(
        dam,
        "Campaigns/Autumn/hero.png",
        &json!({ "cq:tags": ["damson:season/harvest", "damson:subject/orchard"] }),
    )?;
    set(
        dam,
        "Campaigns/Spring/plan.txt",
        &json!({ "cq:tags": ["damson:season/spring"] }),
    )?;
    choose_form(dam)
}

/// Describes the full sample.
pub(crate) fn full(dam: &Dam) -> Result<(), ControlError> {
    let photograph = |tags: &[&str], keywords: &[&str]| {
        json!({
            "cq:tags": tags,
            "dc:subject": keywords,
            "dc:creator": ["Omar"],
            "dc:rights": "© 2026 Orchard & Co.",
            "dc:language": ["en", "de"],
        })
    };
    let orchard = ["damson:season/harvest", "damson:subject/orchard"];
    let apple = ["damson:season/harvest", "damson:subject/apple"];
    let mut morning = photograph(&orchard, &["orchard", "morning", "hills"]);
    morning["exif:FNumber"] = json!(5.6);
    morning["exif:DateTimeOriginal"] = property::zoned(1_788_237_900_000, 120);
    morning["predictedTags"] = json!({
        "jcr:primaryType": "nt:unstructured",
        "orchard": smart_tag("orchard", 0.97),
        "hill": smart_tag("hill", 0.83),
    });
    set(
        dam,
        &format!("{HARVEST}/Morning over the orchard.jpg"),
        &morning,
    )?;
    let mut basket = photograph(&apple, &["Äpfel", "Korb"]);
    basket["xmpRights:Marked"] = json!(true);
    basket["dc:creator"] = json!(["Jane"]);
    basket["xmpRights:UsageTerms"] = json!("Editorial use only");
    basket["xmpRights:WebStatement"] = json!("/content/dam/licences/editorial.html");
    basket["xmpRights:Owner"] = json!(["Orchard & Co."]);
    set(dam, &format!("{HARVEST}/Äpfel im Korb.jpg"), &basket)?;
    let mut light = photograph(&orchard, &["evening"]);
    light["dam:status"] = json!("rejected");
    set(dam, &format!("{HARVEST}/Last light.jpg"), &light)?;
    set(
        dam,
        "Campaigns/Autumn/Key visual/autumn-key-visual.jpg",
        &json!({ "dam:status": "approved", "cq:tags": ["damson:season/harvest"], "dc:subject": ["autumn", "campaign"] }),
    )?;
    let mut leaves = photograph(&["damson:subject/orchard"], &["leaves", "bokeh"]);
    leaves["prism:expirationDate"] = property::date(PAST);
    set(dam, "Photography/Textures/Leaves and lights 3.jpg", &leaves)?;
    choose_form(dam)
}

/// Makes the folder of the brand use the form of that name.
fn choose_form(dam: &Dam) -> Result<(), ControlError> {
    let form = format!("{}/brand", crate::content::FORMS);
    set_content(dam, "Brand", "metadataSchema", json!(form))
}

fn smart_tag(name: &str, confidence: f64) -> Value {
    json!({ "jcr:primaryType": "nt:unstructured", "name": name, "confidence": confidence })
}

fn set(dam: &Dam, path: &str, metadata: &Value) -> Result<(), ControlError> {
    let path = at(path);
    dam.store.write(|db| {
        let found = node::find(db, path.as_str())?;
        let mut asset = found.ok_or_else(|| ControlError::Missing(path.clone()))?;
        for (name, value) in metadata.as_object().into_iter().flatten() {
            asset.metadata.insert(name.clone(), value.clone());
        }
        Ok(node::save(db, &mut asset)?)
    })
}

fn set_content(dam: &Dam, path: &str, name: &str, value: Value) -> Result<(), ControlError> {
    let path = at(path);
    dam.store.write(|db| {
        let found = node::find(db, path.as_str())?;
        let mut node = found.ok_or_else(|| ControlError::Missing(path.clone()))?;
        node.content.insert(name.to_owned(), value);
        Ok(node::save(db, &mut node)?)
    })
}
