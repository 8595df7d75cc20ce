//! The nodes of collections, and what the paths in them mean.

use damson_core::DamPath;
use damson_http::encode::shown;
use damson_remote::{CollectionId, Refused, Result};
use serde_json::Value;

use super::missing;
use crate::{
    http::{Call, MOST_JSON},
    map,
    properties::Facts as _,
    remote::Aem,
    wire::Properties,
};

/// The folder of collections, as a place in the DAM.
const FOLDER: &str = "collections";

/// What a path in a list of members names.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Member {
    /// An asset or a folder.
    Asset(DamPath),
    Collection(CollectionId),
    /// A name that can't be a path.
    Refused(Refused),
    /// Something outside the DAM.
    Elsewhere,
}

pub(super) fn member(text: &str) -> Member {
    if let Some(id) = is_collection(text) {
        return Member::Collection(id);
    }
    match map::dam_path(text) {
        Some(Ok(path)) if !path.is_root() => Member::Asset(path),
        Some(Ok(_)) | None => Member::Elsewhere,
        Some(Err(why)) => Member::Refused(Refused {
            shown: shown(text.rsplit('/').next().unwrap_or(text)),
            why,
        }),
    }
}

/// The collection that a repository path names.
pub(super) fn is_collection(text: &str) -> Option<CollectionId> {
    let path = map::dam_path(text)?.ok()?;
    let inside = path.names().next() == Some(FOLDER) && path.names().count() > 1;
    inside.then(|| CollectionId(text.to_owned()))
}

/// Where a collection lies. An id that leads elsewhere names none.
pub(super) fn place(id: &CollectionId) -> Result<DamPath> {
    let inside = is_collection(&id.0).and_then(|id| map::dam_path(&id.0)?.ok());
    inside.ok_or_else(|| missing(id))
}

/// A collection with the list of its members.
pub(super) async fn read(aem: &Aem, place: &DamPath) -> Result<Properties> {
    let call = Call::get(aem.http.base.dam(place, ".1.json"));
    aem.http.read_json(&call, MOST_JSON).await
}

/// The members of a collection, each with its node.
pub(super) async fn read_members(aem: &Aem, place: &DamPath) -> Result<Properties> {
    let call = Call::get(aem.http.base.dam(place, "/sling:members.1.json"));
    aem.http.read_json(&call, MOST_JSON).await
}

/// The paths that a collection lists, in their order.
pub(super) fn resources(collection: &Properties) -> Vec<String> {
    collection
        .node("sling:members")
        .map(listed)
        .unwrap_or_default()
}

/// The paths in `sling:resources`; a list of one may be written as a single value.
pub(super) fn listed(members: &Properties) -> Vec<String> {
    match members.get("sling:resources") {
        Some(Value::Array(items)) => {
            let texts = items.iter().filter_map(Value::as_str);
            texts.map(str::to_owned).collect()
        }
        Some(Value::String(text)) if !text.is_empty() => vec![text.clone()],
        Some(_) | None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_id_leads_elsewhere() {
        for id in [
            "",
            "/content/dam",
            "/content/dam/collections",
            "/content/dam/collections/../secret/x",
            "/content/dam/a/b",
            "/etc/collections/x",
            "collections/a/b",
        ] {
            assert!(place(&CollectionId(id.to_owned())).is_err(), "{id}");
        }
        let id = CollectionId("/content/dam/collections/p/pK3/press".to_owned());
        assert_eq!(place(&id).unwrap().as_str(), "collections/p/pK3/press");
    }

    #[test]
    fn members_are_told_apart() {
        assert_eq!(member("/content/dam"), Member::Elsewhere);
        assert_eq!(member("/content/sites/a"), Member::Elsewhere);
        assert!(matches!(member("/content/dam/a/../b"), Member::Refused(_)));
        assert!(matches!(member("/content/dam/a/b.jpg"), Member::Asset(_)));
        assert!(matches!(
            member("/content/dam/collections/p/pK3/press"),
            Member::Collection(_)
        ));
    }
}
