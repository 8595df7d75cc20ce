//! What listings, hits and nodes say of the use of an asset.

use damson_remote::{Metadata, TermsSeen, metadata::known};

use super::{BESIDE, value_of};
use crate::{properties::Facts as _, wire::Properties};

/// The properties of `jcr:content/metadata` that restrict the use.
const INSIDE: [&str; 6] = [
    known::EXPIRES,
    known::EXPIRES_PLUS,
    known::STATUS,
    known::ASSET_STATUS,
    known::LICENCE,
    known::RESTRICTIONS,
];

/// Properties of the metadata that nearly every asset has: where one of them came by its name, the
/// others would have come, too.
const SHOW_THAT_METADATA_COMES: [&str; 2] = ["dc:format", "tiff:ImageWidth"];

/// Of a `jcr:content` with its metadata below it.
pub(crate) fn of_content(content: &Properties) -> TermsSeen {
    let Some(metadata) = content.node("metadata") else {
        return TermsSeen::default();
    };
    TermsSeen::whole(taken(metadata, &INSIDE, content).terms())
}

/// Of a child in a Siren listing, whose properties are those that were asked for by name.
pub(crate) fn of_child(child: &Properties) -> TermsSeen {
    TermsSeen {
        terms: taken(child, &INSIDE, child).terms(),
        metadata: SHOW_THAT_METADATA_COMES
            .iter()
            .any(|name| child.contains_key(*name)),
        // Nothing tells whether a listing has what lies beside the metadata.
        times: false,
    }
}

fn taken(inside: &Properties, names: &[&str], beside: &Properties) -> Metadata {
    let of = |properties: &Properties, name: &&str| {
        let value = value_of(name, properties.get(*name)?)?;
        Some(((*name).to_owned(), value))
    };
    let inside = names.iter().filter_map(|name| of(inside, name));
    let beside = BESIDE.iter().filter_map(|name| of(beside, name));
    Metadata {
        fields: inside.chain(beside).collect(),
    }
}

#[cfg(test)]
mod tests {
    use damson_core::{Timestamp, usage::Approval};
    use serde_json::json;

    use super::*;

    fn properties(value: &serde_json::Value) -> Properties {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn a_listing_without_metadata_says_nothing_of_it() {
        let bare = properties(&json!({ "name": "a.jpg", "asset:size": 1 }));
        assert_eq!(of_child(&bare), TermsSeen::default());
        let shown = properties(&json!({ "name": "a.jpg", "dc:format": "image/jpeg" }));
        let seen = of_child(&shown);
        assert!(seen.metadata && !seen.times);
        let expired = properties(&json!({
            "name": "a.jpg", "prism:expirationDate": "2024-10-25T20:11:41.000+02:00"
        }));
        let seen = of_child(&expired);
        assert_eq!(seen.terms.expires, Some(Timestamp(1_729_879_901_000)));
        assert!(!seen.metadata);
    }

    #[test]
    fn a_node_says_all() {
        let content = properties(&json!({
            "jcr:primaryType": "dam:AssetContent",
            "offTime": "Fri Oct 25 2024 20:11:41 GMT+0200",
            "metadata": { "dam:status": "rejected", "adobe_dam:restrictions": "/content/l.html" },
        }));
        let seen = of_content(&content);
        assert_eq!(seen.terms.off, Some(Timestamp(1_729_879_901_000)));
        assert_eq!(seen.terms.approval, Some(Approval::Rejected));
        assert_eq!(seen.terms.licence.as_deref(), Some("/content/l.html"));
        assert!(seen.metadata && seen.times);
        let hidden = properties(&json!({ "jcr:primaryType": "dam:AssetContent" }));
        assert_eq!(of_content(&hidden), TermsSeen::default());
    }
}
