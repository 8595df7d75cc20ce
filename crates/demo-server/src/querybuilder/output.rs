//! Hits as JSON.

use serde_json::{Map, Value, json};

use super::predicate::{Hits, Query};
use crate::{call::Call, dates, sling_json, store::Node};

/// One hit in the form that the query asks for.
pub(crate) fn hit(call: &Call, node: &Node, query: &Query) -> Value {
    let mut hit = match query.hits {
        Hits::Simple => simple(node),
        Hits::Selective => selective(call, node, &query.properties),
        Hits::Full => {
            let mut tree = sling_json::prune(
                sling_json::node_tree(node, call.dam.switches().json_dates()),
                query.depth,
            );
            tree["jcr:path"] = json!(node.full_path());
            tree
        }
    };
    if query.permissions {
        let writes = call.can_write(&node.path);
        hit["permissions"] = json!({ "create": writes, "modify": writes, "delete": writes });
    }
    hit
}

fn simple(node: &Node) -> Value {
    json!({
        "path": node.full_path(),
        "excerpt": "",
        "name": node.name,
        "title": node.title.as_deref().unwrap_or(&node.name),
        "lastModified": dates::ecma(node.modified),
        "created": dates::ecma(node.created),
    })
}

/// The properties that are asked for, nested as they are in the tree; absent ones are left out.
fn selective(call: &Call, node: &Node, properties: &[String]) -> Value {
    let tree = sling_json::node_tree(node, call.dam.switches().json_dates());
    let mut hit = Map::new();
    for property in properties.iter().filter(|property| !property.is_empty()) {
        if property == "jcr:path" || property == "path" {
            hit.insert(property.clone(), json!(node.full_path()));
            continue;
        }
        let value = tree.pointer(&format!("/{}", property.replace('~', "~0")));
        if let Some(value) = value.filter(|value| !value.is_object()) {
            insert(&mut hit, property, value.clone());
        }
    }
    Value::Object(hit)
}

/// Puts a property where its path says, nested.
pub(crate) fn insert(map: &mut Map<String, Value>, path: &str, value: Value) {
    let Some((first, rest)) = path.split_once('/') else {
        map.insert(path.to_owned(), value);
        return;
    };
    let inner = map
        .entry(first)
        .or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(inner) = inner {
        insert(inner, rest, value);
    }
}
