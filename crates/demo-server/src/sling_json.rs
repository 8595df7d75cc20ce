//! The node tree as Sling's GET servlet writes it (page sections 4.2 and 5).

use axum::http::StatusCode;
use axum::response::Response;
use rusqlite::Connection;
use serde_json::{Map, Value, json};

use crate::{
    call::Call,
    dates::Form,
    download,
    errors::{Refused, html_response, json_response},
    pages, renditions,
    resolve::{self, Target},
    store::{Kind, Node, node, property},
    switches::SirenOrder,
};

/// How deep `.infinity.json` goes at most.
const DEEPEST: usize = 32;

/// What a GET below `/content/dam` found.
pub(crate) enum Read {
    Answer(Response),
    Binary(download::Binary),
}

/// `GET /content/dam/…`
pub(crate) fn read(call: &Call) -> Result<Read, Refused> {
    let target = call
        .dam
        .store
        .read(|db| resolve::resolve(db, call, &call.path))?;
    let Some(target) = target else {
        return Err(Refused::missing(&call.path));
    };
    if !target.inner.is_empty() {
        return read_inner(call, &target);
    }
    let node = &target.node;
    if target.suffix.is_empty() {
        if let Some(mut original) = download::original(node) {
            // JcrNodeResourceMetadata looks at the node itself, which has no date.
            call.must_not_be_expired(node)?;
            original.dated = call.dam.switches().asset_path_dated;
            return Ok(Read::Binary(original));
        }
        if node.is_folder() {
            return Ok(Read::Answer(html_response(
                StatusCode::OK,
                pages::folder_stub(node),
            )));
        }
        return Err(Refused::missing(&call.path));
    }
    if let Some(thumbnail) = renditions::servlet(call, node, &target.suffix)? {
        return Ok(Read::Binary(thumbnail));
    }
    let depth = depth_of(&target.suffix).ok_or_else(|| {
        Refused::bad(format!(
            "Invalid recursion selector value '{}'",
            target.suffix
        ))
    })?;
    tree_at(call, node, depth).map(Read::Answer)
}

/// The metadata node.
pub(crate) fn metadata(node: &Node, form: Form) -> Value {
    let mut metadata = property::shown(&node.metadata, form);
    metadata.insert("jcr:primaryType".into(), json!("nt:unstructured"));
    if node.kind == Kind::Asset {
        metadata.insert("dc:format".into(), json!(node.mime));
        if node.processed {
            metadata.insert("dam:extracted".into(), json!(form.write(node.modified)));
        } else {
            metadata.retain(|name, _| !name.starts_with("tiff:"));
        }
        if let Some(size) = node.shown_size {
            metadata.insert("dam:size".into(), json!(size));
        }
        if let Some(sha1) = &node.shown_sha1 {
            metadata.insert("dam:sha1".into(), json!(sha1));
        }
    }
    Value::Object(metadata)
}

/// A folder without its children, or a whole asset.
pub(crate) fn node_tree(node: &Node, form: Form) -> Value {
    if node.is_folder() {
        let mut content = json!({ "jcr:primaryType": "nt:unstructured" });
        if let Some(title) = &node.title {
            content["jcr:title"] = json!(title);
        }
        add(&mut content, property::shown(&node.content, form));
        return json!({
            "jcr:primaryType": "sling:OrderedFolder",
            "jcr:createdBy": node.created_by,
            "jcr:created": form.write(node.created),
            "jcr:content": content,
        });
    }
    let mut content = json!({
        "jcr:primaryType": "dam:AssetContent",
        "jcr:lastModifiedBy": node.modified_by,
        "jcr:lastModified": form.write(node.modified),
        "dam:assetState": if node.processed { "processed" } else { "processing" },
        "dam:relativePath": node.path,
        "metadata": metadata(node, form),
        "related": { "jcr:primaryType": "nt:unstructured" },
        "renditions": renditions_tree(node, form),
    });
    if let Some(holder) = &node.holder {
        content["cq:drivelock"] = json!(holder);
    }
    if let Some(title) = &node.title {
        content["jcr:title"] = json!(title);
    }
    if node.kind == Kind::Fragment {
        content["contentFragment"] = json!(true);
    }
    add(&mut content, property::shown(&node.content, form));
    json!({
        "jcr:primaryType": "dam:Asset",
        "jcr:mixinTypes": ["mix:referenceable"],
        "jcr:createdBy": node.created_by,
        "jcr:created": form.write(node.created),
        "jcr:uuid": node.uuid,
        "jcr:content": content,
    })
}

fn add(node: &mut Value, more: Map<String, Value>) {
    if let Value::Object(map) = node {
        map.extend(more);
    }
}

/// Cuts a tree: objects deeper than `depth` are left out.
pub(crate) fn prune(tree: Value, depth: usize) -> Value {
    let Value::Object(map) = tree else {
        return tree;
    };
    let kept = map.into_iter().filter_map(|(name, value)| {
        if !value.is_object() {
            return Some((name, value));
        }
        (depth > 0).then(|| (name, prune(value, depth - 1)))
    });
    Value::Object(kept.collect())
}

fn renditions_tree(node: &Node, form: Form) -> Value {
    let mut tree = Map::new();
    tree.insert("jcr:primaryType".into(), json!("nt:folder"));
    for name in renditions::names(node) {
        let original = name == "original";
        let mut content = json!({
            "jcr:primaryType": "nt:resource",
            "jcr:mimeType": if original { node.mime.as_str() } else { renditions::mime(&name) },
            "jcr:lastModified": form.write(node.written),
            "jcr:lastModifiedBy": node.modified_by,
        });
        if original {
            content[":jcr:data"] = json!(node.size);
        }
        let file = json!({
            "jcr:primaryType": "nt:file",
            "jcr:createdBy": node.created_by,
            "jcr:created": form.write(node.written),
            "jcr:content": content,
        });
        tree.insert(name, file);
    }
    Value::Object(tree)
}

fn read_inner(call: &Call, target: &Target) -> Result<Read, Refused> {
    let missing = || Refused::missing(&call.path);
    let tree = node_tree(&target.node, call.dam.switches().json_dates());
    let (inner, suffix) = split_inner(&tree, &target.inner).ok_or_else(missing)?;
    if suffix.is_empty() {
        let rendition = inner
            .trim_end_matches("/jcr:content")
            .strip_prefix("jcr:content/renditions/")
            .ok_or_else(missing)?;
        if rendition == "original" {
            call.must_not_be_expired(&target.node)?;
        }
        let binary = renditions::binary(call, &target.node, rendition)?.ok_or_else(missing)?;
        return Ok(Read::Binary(binary));
    }
    let depth = depth_of(suffix)
        .ok_or_else(|| Refused::bad(format!("Invalid recursion selector value '{suffix}'")))?;
    let found = tree.pointer(&pointer(inner)).cloned().ok_or_else(missing)?;
    Ok(Read::Answer(json_response(
        StatusCode::OK,
        &prune(found, depth),
    )))
}

/// Splits a path inside a tree into what exists and the selectors after it.
fn split_inner<'a>(tree: &Value, inner: &'a str) -> Option<(&'a str, &'a str)> {
    let exists = |path: &str| tree.pointer(&pointer(path)).is_some_and(Value::is_object);
    if exists(inner) {
        return Some((inner, ""));
    }
    let name_at = inner.rfind('/').map_or(0, |at| at + 1);
    inner[name_at..]
        .rmatch_indices('.')
        .map(|(at, _)| inner.split_at(name_at + at))
        .find(|(path, _)| exists(path))
}

fn pointer(path: &str) -> String {
    format!("/{}", path.replace('~', "~0"))
}

/// The depth of `.json`, `.2.json`, `.tidy.infinity.json`; `None` for anything else.
pub(crate) fn depth_of(suffix: &str) -> Option<usize> {
    let selectors = suffix.strip_suffix(".json")?;
    let mut depth = 0;
    for selector in selectors.split('.').filter(|selector| !selector.is_empty()) {
        match selector {
            "tidy" | "harray" => {}
            "infinity" | "-1" => depth = DEEPEST,
            _ => depth = selector.parse().ok()?,
        }
    }
    Some(depth)
}

fn tree_at(call: &Call, node: &Node, depth: usize) -> Result<Response, Refused> {
    // The children of a node are told however many they are (seen on Sling).
    let limit = if depth == 1 {
        usize::MAX
    } else {
        call.dam.switches().json_limit
    };
    let expanded = |depth: usize| {
        let mut left = limit;
        call.dam
            .store
            .read(|db| expand(db, call, node, depth, &mut left))
    };
    if let Some(tree) = expanded(depth)? {
        return Ok(json_response(StatusCode::OK, &tree));
    }
    let mut possible = 0;
    while possible + 1 < depth && expanded(possible + 1)?.is_some() {
        possible += 1;
    }
    let base = crate::call::encode_path(&node.full_path());
    let choices: Vec<String> = (0..=possible)
        .rev()
        .map(|n| format!("{base}.{n}.json"))
        .collect();
    Ok(json_response(StatusCode::MULTIPLE_CHOICES, &json!(choices)))
}

/// The tree of a node to a depth; `None` when it has more nodes than are `left`.
fn expand(
    db: &Connection,
    call: &Call,
    node: &Node,
    depth: usize,
    left: &mut usize,
) -> Result<Option<Value>, Refused> {
    let own = prune(node_tree(node, call.dam.switches().json_dates()), depth);
    let size = count_objects(&own);
    if depth > 0 && size > *left {
        return Ok(None);
    }
    *left = left.saturating_sub(size);
    let Value::Object(mut map) = own else {
        return Ok(Some(own));
    };
    if !node.is_folder() || depth == 0 {
        return Ok(Some(Value::Object(map)));
    }
    let window = (0, i64::try_from(*left).unwrap_or(i64::MAX - 1) + 1);
    let children = node::children(db, node, SirenOrder::Insertion, window, &call.hidden())?;
    if children.len() > *left {
        return Ok(None);
    }
    for child in children {
        let Some(tree) = expand(db, call, &child, depth - 1, left)? else {
            return Ok(None);
        };
        map.insert(child.name, tree);
    }
    Ok(Some(Value::Object(map)))
}

pub(crate) fn count_objects(tree: &Value) -> usize {
    tree.as_object()
        .map_or(0, |map| 1 + map.values().map(count_objects).sum::<usize>())
}
