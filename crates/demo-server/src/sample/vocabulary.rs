//! The sample's tags.

use serde_json::{Value, json};

/// What lies below `/content/cq:tags`.
pub(crate) fn tags() -> Value {
    let harvest = tag("Harvest", "Ernte", &[]);
    let seasons = [
        ("spring", tag("Spring", "Frühling", &[])),
        ("harvest", harvest),
        ("winter", tag("Winter", "Winter", &[])),
    ];
    let subjects = [
        ("apple", tag("Apple", "Apfel", &[])),
        ("pear", tag("Pear", "Birne", &[])),
        ("orchard", tag("Orchard", "Obstgarten", &[])),
    ];
    let namespace = tag(
        "Damson",
        "Damson",
        &[
            ("season", tag("Season", "Jahreszeit", &seasons)),
            ("subject", tag("Subject", "Motiv", &subjects)),
        ],
    );
    let mut root = json!({
        "jcr:primaryType": "sling:Folder",
        "jcr:createdBy": "admin",
        "jcr:title": "Tags",
        "languages": ["en", "de"],
    });
    root["damson"] = namespace;
    // Where AEM puts a tag that somebody types.
    root["default"] = tag("Standard Tags", "Standard-Tags", &[]);
    root
}

fn tag(title: &str, german: &str, below: &[(&str, Value)]) -> Value {
    let mut tag = json!({
        "jcr:primaryType": "cq:Tag",
        "sling:resourceType": "cq/tagging/components/tag",
        "jcr:createdBy": "admin",
        "jcr:title": title,
        "jcr:title.de": german,
    });
    for (name, value) in below {
        tag[*name] = value.clone();
    }
    tag
}
