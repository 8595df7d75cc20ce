//! Trees of nodes beside the assets: tags, metadata schema forms and collections. Each is one JSON
//! document in the settings of the storage.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::{
    auth::Rights,
    call::{Call, encode_path},
    errors::{Answer, Refused, json_response},
    sling_json::{count_objects, depth_of, prune},
    store::{Store, StoreError},
    switches::Hidden,
};

/// Where the schema forms are that somebody has changed.
pub(crate) const FORMS: &str = "/conf/global/settings/dam/adminui-extension/metadataschema";

/// Puts a tree at its root where there is none.
pub(crate) fn put(store: &Store, root: &str, tree: &Value) -> Result<(), StoreError> {
    let key = format!("tree:{root}");
    if store.setting(&key)?.is_some() {
        return Ok(());
    }
    store.set_setting(&key, &tree.to_string())
}

/// The tree at a root, if the storage has one.
pub(crate) fn tree(call: &Call, root: &str) -> Result<Option<Value>, Refused> {
    let text = call.dam.store.setting(&format!("tree:{root}"))?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Replaces a tree.
pub(crate) fn replace(store: &Store, root: &str, tree: &Value) -> Result<(), StoreError> {
    store.set_setting(&format!("tree:{root}"), &tree.to_string())
}

/// `GET /conf/…/metadataschema…`
pub(crate) fn forms(call: &Call) -> Answer {
    must_be_readable(call, call.dam.switches().schema_hidden)?;
    read(call, FORMS)
}

/// Refuses, as the switch says, who is no administrator.
pub(crate) fn must_be_readable(call: &Call, hidden: Hidden) -> Result<(), Refused> {
    match hidden {
        _ if call.user.rights == Rights::Admin => Ok(()),
        Hidden::No => Ok(()),
        Hidden::S403 => Err(Refused::forbidden(&call.path)),
        Hidden::S404 => Err(Refused::missing(&call.path)),
    }
}

/// Reads from the tree at `root`, as Sling's GET servlet writes it.
pub(crate) fn read(call: &Call, root: &str) -> Answer {
    let missing = || Refused::missing(&call.path);
    let tree = tree(call, root)?.ok_or_else(missing)?;
    read_from(call, root, &tree)
}

/// As [`read`], from a tree that is at hand.
pub(crate) fn read_from(call: &Call, root: &str, tree: &Value) -> Answer {
    let missing = || Refused::missing(&call.path);
    let below = call.path.strip_prefix(root).ok_or_else(missing)?;
    let (node, inner, suffix) = find(tree, below).ok_or_else(missing)?;
    let depth = depth_of(suffix)
        .ok_or_else(|| Refused::bad(format!("Invalid recursion selector value '{suffix}'")))?;
    let limit = call.dam.switches().json_limit;
    let cut = |depth| prune(node.clone(), depth);
    // The children of a node are told however many they are (seen on Sling).
    let fits = |depth| depth <= 1 || count_objects(&cut(depth)) <= limit;
    if fits(depth) {
        return Ok(json_response(StatusCode::OK, &cut(depth)));
    }
    let base = encode_path(&format!("{root}{inner}"));
    let most = (0..depth).take_while(|depth| fits(*depth)).last();
    let choices: Vec<String> = (0..=most.unwrap_or(0))
        .rev()
        .map(|depth| format!("{base}.{depth}.json"))
        .collect();
    Ok(json_response(StatusCode::MULTIPLE_CHOICES, &json!(choices)))
}

/// The node at the longest path that exists, that path, and the selectors after it.
fn find<'a, 'b>(tree: &'a Value, below: &'b str) -> Option<(&'a Value, &'b str, &'b str)> {
    let node = |path: &str| {
        let escaped = path.replace('~', "~0");
        tree.pointer(&escaped).filter(|node| node.is_object())
    };
    let name_at = below.rfind('/').unwrap_or(0);
    below[name_at..]
        .rmatch_indices('.')
        .map(|(at, _)| below.split_at(name_at + at))
        .find_map(|(path, suffix)| Some((node(path)?, path, suffix)))
}
