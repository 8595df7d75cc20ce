//! Collections below `/content/dam/collections` (page "linked assets and metadata", section 3).
//!
//! A static one is what Sling's resource collections are (`sling:members` with the list
//! `sling:resources` and a node for each member), a smart one has `dam:query`. Listings of the DAM
//! don't show the folder that they are in, as the web interface doesn't.

use std::sync::{Mutex, PoisonError};

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use serde_json::{Map, Value, json};
use sha1::{Digest as _, Sha1};
use url::form_urlencoded;

use crate::{
    call::Call,
    content,
    errors::{Answer, Refused},
    querybuilder::TreeNode,
    resolve,
    route::done,
    sling_post,
    store::{Store, StoreError, node},
    switches::SmartQuery,
};

/// Where collections are.
pub(crate) const ROOT: &str = "/content/dam/collections";

const STATIC: &str = "dam/collection";
const SMART: &str = "dam/smartcollection";

/// Held while the tree is read and written again.
static CHANGING: Mutex<()> = Mutex::new(());

/// What there is of a collection that is to be made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct New<'a> {
    pub title: &'a str,
    pub description: Option<&'a str>,
    pub content: Content<'a>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Content<'a> {
    /// Repository paths, in their order.
    Chosen(&'a [String]),
    /// Parameters of the Query Builder.
    Found(&'a [(&'a str, &'a str)]),
}

/// Whether a path is the folder of collections or below it.
pub(crate) fn is_below(path: &str) -> bool {
    let rest = path.trim_end_matches('/').strip_prefix(ROOT);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']))
}

/// Everything that is asked below the folder of collections.
pub(crate) async fn answer(call: &Call, body: Body) -> Answer {
    content::must_be_readable(call, call.dam.switches().collections_hidden)?;
    if call.method == Method::GET || call.method == Method::HEAD {
        let tree = shown_tree(call)?.ok_or_else(|| Refused::missing(&call.path))?;
        return content::read_from(call, ROOT, &tree);
    }
    if call.method != Method::POST {
        return Err(Refused::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "Method not allowed",
        ));
    }
    let form = call.form(body).await?;
    if let Some(operation) = form.get(":operation") {
        return Err(Refused::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            format!("Invalid operation: {operation}"),
        ));
    }
    let place = resolve::below_root(&call.path).unwrap_or_default();
    if !call.can_write(place) {
        return Err(Refused::forbidden(&call.path));
    }
    if call.dam.switches().collection_posts_ignored {
        return Ok(done(call, StatusCode::OK, "OK"));
    }
    let _alone = CHANGING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut tree = content::tree(call, ROOT)?.unwrap_or_else(empty);
    let below = call.path.strip_prefix(ROOT).unwrap_or_default();
    let node = tree
        .pointer_mut(&below.replace('~', "~0"))
        .and_then(Value::as_object_mut)
        .ok_or_else(|| Refused::missing(&call.path))?;
    sling_post::change_beside(node, &form)?;
    content::replace(&call.dam.store, ROOT, &tree)?;
    Ok(done(call, StatusCode::OK, "OK"))
}

/// Every node that a query may ask for; none for who may not read them.
pub(crate) fn nodes(call: &Call) -> Result<Vec<TreeNode>, Refused> {
    let hidden = call.dam.switches().collections_hidden;
    let mut nodes = Vec::new();
    if content::must_be_readable(call, hidden).is_ok()
        && let Some(Value::Object(tree)) = shown_tree(call)?
    {
        collect(&tree, ROOT, &mut nodes);
    }
    Ok(nodes)
}

/// The folder without a collection.
pub(crate) fn empty() -> Value {
    json!({ "jcr:primaryType": "sling:Folder", "jcr:createdBy": "admin" })
}

/// Makes a collection and returns its path.
pub(crate) fn make(store: &Store, new: New<'_>) -> Result<String, StoreError> {
    let _alone = CHANGING.lock().unwrap_or_else(PoisonError::into_inner);
    let key = format!("tree:{ROOT}");
    let there = store.setting(&key)?;
    let there = there.and_then(|text| serde_json::from_str(&text).ok());
    let mut tree = there.unwrap_or_else(empty);
    let name = node_name(new.title);
    // AEM spreads them: a letter, and a folder with a name that stands for nothing.
    let digest = Sha1::digest(new.title.as_bytes());
    let number = digest
        .iter()
        .take(16)
        .fold(0, |number: u128, byte| number << 8 | u128::from(*byte));
    let spread = format!("{number:032x}");
    let folders = [&spread[..1], &spread[..20], name.as_str()];
    let mut node = &mut tree;
    for folder in folders {
        if !node[folder].is_object() {
            node[folder] = json!({ "jcr:primaryType": "sling:Folder" });
        }
        node = &mut node[folder];
    }
    *node = properties(new);
    content::replace(store, ROOT, &tree)?;
    Ok(format!("{ROOT}/{}", folders.join("/")))
}

fn properties(new: New<'_>) -> Value {
    let mut node = json!({
        "jcr:primaryType": "nt:unstructured",
        "jcr:createdBy": "admin",
        "jcr:title": new.title,
    });
    if let Some(description) = new.description {
        node["jcr:description"] = json!(description);
    }
    match new.content {
        Content::Chosen(paths) => {
            let mut members = json!({
                "jcr:primaryType": "nt:unstructured",
                "sling:resources": paths,
            });
            for (path, number) in paths.iter().zip(0..) {
                let name = path.rsplit('/').next().unwrap_or_default();
                let name = if members.get(name).is_some() {
                    format!("{name}_{number}")
                } else {
                    name.to_owned()
                };
                members[name] = json!({
                    "jcr:primaryType": "nt:unstructured",
                    "sling:resource": path,
                });
            }
            node["sling:resourceType"] = json!(STATIC);
            node["sling:members"] = members;
        }
        Content::Found(search) => {
            node["sling:resourceType"] = json!(SMART);
            node["dam:query"] = json!(search);
        }
    }
    node
}

fn node_name(title: &str) -> String {
    let words = title.to_lowercase();
    let letters = words.chars().map(|letter| {
        if letter.is_ascii_alphanumeric() {
            letter
        } else {
            '-'
        }
    });
    letters.collect()
}

/// The tree with the searches as the switch wants them written.
fn shown_tree(call: &Call) -> Result<Option<Value>, Refused> {
    let mut tree = content::tree(call, ROOT)?;
    if let Some(tree) = &mut tree {
        write_searches(tree, call.dam.switches().smart_query);
    }
    Ok(tree)
}

fn write_searches(node: &mut Value, form: SmartQuery) {
    let Value::Object(map) = node else { return };
    for (name, value) in map {
        if name == "dam:query" {
            *value = json!(written(value, form));
        } else {
            write_searches(value, form);
        }
    }
}

/// The pairs of a search as one text.
fn written(search: &Value, form: SmartQuery) -> String {
    let pairs: Vec<(String, String)> = serde_json::from_value(search.clone()).unwrap_or_default();
    match form {
        SmartQuery::Lines => {
            let escaped = |text: &str| text.replace(':', "\\:").replace('=', "\\=");
            let line = |(name, value): &(String, String)| {
                format!("{}={}\n", escaped(name), escaped(value))
            };
            pairs.iter().map(line).collect()
        }
        SmartQuery::Json => {
            let map: Map<String, Value> = pairs
                .into_iter()
                .map(|(name, value)| (name, json!(value)))
                .collect();
            Value::Object(map).to_string()
        }
        SmartQuery::Query => form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish(),
        SmartQuery::Unknown => "rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcA".to_owned(),
    }
}

fn collect(map: &Map<String, Value>, path: &str, nodes: &mut Vec<TreeNode>) {
    for (name, value) in map {
        let Value::Object(below) = value else {
            continue;
        };
        let path = node::join(path, name);
        let mut properties = Map::new();
        for (name, value) in below {
            if let Value::Object(inner) = value {
                let plain = inner.iter().filter(|(_, value)| !value.is_object());
                properties.extend(plain.map(|(of, value)| (node::join(name, of), value.clone())));
            } else {
                properties.insert(name.clone(), value.clone());
            }
        }
        nodes.push(TreeNode {
            path: path.clone(),
            name: name.clone(),
            properties,
        });
        collect(below, &path, nodes);
    }
}
