//! The Assets HTTP API, reading: folders and assets in Siren (page section 4.1).

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use crate::{
    call::{Call, encode_path},
    dates, download,
    errors::{Answer, Refused, json_response},
    renditions,
    resolve::{self, ROOT},
    sling_json,
    store::{Kind, Node, node},
};

/// Where the API begins.
pub(crate) const API: &str = "/api/assets";

const DEFAULT_LIMIT: i64 = 20;

/// `GET /api/assets/….json`, and an asset's bytes without the extension.
pub(crate) async fn read(call: &Call) -> Answer {
    if call.path == "/api.json" {
        let href = format!("{}{API}.json", call.dam.base());
        let link = json!({ "rel": ["http://www.adobe.com/assets"], "href": href });
        let body = json!({ "class": ["core/services"], "properties": {}, "links": [link] });
        return Ok(json_response(StatusCode::OK, &body));
    }
    let Some(path) = call.path.strip_suffix(".json") else {
        // As the desktop app before version 2 fetched them.
        let node = node_at(call, &call.path)?;
        call.must_not_be_expired(&node)?;
        let original = download::original(&node).ok_or_else(|| Refused::missing(&call.path))?;
        return download::send(call, original).await;
    };
    let node = node_at(call, path)?;
    let body = if node.is_folder() {
        folder(call, &node)?
    } else {
        asset(call, &node)
    };
    Ok(json_response(StatusCode::OK, &body))
}

/// The node at a path of the API.
pub(crate) fn node_at(call: &Call, path: &str) -> Result<Node, Refused> {
    let full = content_path(path).ok_or_else(|| Refused::missing(path))?;
    call.dam
        .store
        .read(|db| resolve::node_at(db, call, &full))?
        .filter(|node| call.has_appeared(node) && !call.is_off_time(node))
        .ok_or_else(|| Refused::missing(path))
}

/// `/content/dam/…` for `/api/assets/…`.
pub(crate) fn content_path(api_path: &str) -> Option<String> {
    let rest = api_path.strip_prefix(API)?;
    (rest.is_empty() || rest.starts_with('/'))
        .then(|| format!("{ROOT}{}", rest.trim_end_matches('/')))
}

fn folder(call: &Call, folder: &Node) -> Result<Value, Refused> {
    let switches = call.dam.switches();
    let number = |name: &str| call.query.get(name).map(str::parse::<i64>);
    let refused = |_| Refused::bad("offset and limit are numbers");
    let offset = number("offset")
        .transpose()
        .map_err(refused)?
        .unwrap_or(0)
        .max(0);
    let asked = number("limit")
        .transpose()
        .map_err(refused)?
        .unwrap_or(DEFAULT_LIMIT)
        .max(0);
    let limit = switches
        .siren_max_limit
        .map_or(asked, |most| asked.min(i64::from(most)));
    let hidden = call.hidden();
    let (total, children) = call.dam.store.read(|db| -> Result<_, Refused> {
        let total = node::count_children(db, folder, &hidden)?;
        let window = (offset, limit);
        let children = node::children(db, folder, switches.siren_order, window, &hidden)?;
        Ok((total, children))
    })?;
    let mut properties = titled(folder);
    properties.insert("jcr:created".into(), json!(dates::iso(folder.created)));
    for name in call.query.all("showProperty") {
        if let Some(value) = shown(call, folder, name) {
            properties.insert(name.to_owned(), value);
        }
    }
    properties.insert(
        "srn:paging".into(),
        json!({ "total": total, "offset": offset, "limit": limit }),
    );
    let mut links = vec![link(call, "self", &folder.path)];
    if let Some((parent, _)) = folder.path.rsplit_once('/') {
        links.push(link(call, "parent", parent));
    } else if !folder.path.is_empty() {
        links.push(link(call, "parent", ""));
    }
    if switches.siren_next_link && limit > 0 {
        if offset + limit < total {
            links.push(page_link(call, "next", folder, offset + limit, limit));
        }
        if offset > 0 {
            links.push(page_link(
                call,
                "prev",
                folder,
                (offset - limit).max(0),
                limit,
            ));
        }
    }
    let mut entities: Vec<Value> = children
        .iter()
        .filter(|node| !call.is_off_time(node))
        .map(|node| child(call, node))
        .collect();
    entities.extend(
        switches
            .siren_hostile_names
            .iter()
            .map(|name| hostile(call, folder, name)),
    );
    Ok(json!({
        "class": ["assets/folder"], "properties": properties, "links": links, "entities": entities,
    }))
}

fn child(call: &Call, node: &Node) -> Value {
    let mut properties = titled(node);
    for name in call.query.all("showProperty") {
        if let Some(value) = shown(call, node, name) {
            properties.insert(name.to_owned(), value);
        }
    }
    json!({
        "rel": ["child"], "class": [class(node)], "properties": properties,
        "links": links_of(call, node),
    })
}

/// An asset that does not exist, under a name that no server should give.
fn hostile(call: &Call, folder: &Node, name: &str) -> Value {
    let mut node = Node::new(Some(folder), name, Kind::Asset, "admin", folder.created);
    node.size = 5;
    child(call, &node)
}

fn asset(call: &Call, node: &Node) -> Value {
    let mut properties = titled(node);
    let metadata = sling_json::metadata(node, dates::Form::Iso);
    properties.insert("metadata".into(), metadata);
    properties.insert("jcr:created".into(), json!(dates::iso(node.created)));
    properties.insert("jcr:createdBy".into(), json!(node.created_by));
    if node.kind == Kind::Fragment {
        properties.insert("contentFragment".into(), json!(true));
    }
    for name in call.query.all("showProperty") {
        if let Some(value) = shown(call, node, name) {
            properties.insert(name.to_owned(), value);
        }
    }
    let entities: Vec<Value> = renditions::names(node)
        .into_iter()
        .map(|name| {
            let at = format!("{}/jcr:content/renditions/{name}", node.full_path());
            let api = format!("{API}/{}/renditions/{name}.json", node.path);
            json!({
                "rel": ["rendition"], "class": ["assets/asset/rendition"],
                "properties": { "name": name },
                "links": [
                    { "rel": ["self"], "href": absolute(call, &api) },
                    { "rel": ["content"], "href": absolute(call, &at) },
                ],
            })
        })
        .collect();
    properties.insert(
        "srn:paging".into(),
        json!({ "total": entities.len(), "offset": 0, "limit": DEFAULT_LIMIT }),
    );
    let mut links = links_of(call, node);
    let parent = node.path.rsplit_once('/').map_or("", |(parent, _)| parent);
    links.push(link(call, "parent", parent));
    json!({ "class": [class(node)], "properties": properties, "links": links, "entities": entities })
}

/// A property that `showProperty` names, where the node has it.
fn shown(call: &Call, node: &Node, name: &str) -> Option<Value> {
    let switches = call.dam.switches();
    match name {
        "jcr:title" => node.title.as_ref().map(|title| json!(title)),
        "jcr:created" => Some(json!(dates::iso(node.created))),
        "jcr:createdBy" => Some(json!(node.created_by)),
        "jcr:lastModified" => (!node.is_folder()).then(|| json!(dates::iso(node.modified))),
        "jcr:lastModifiedBy" => (!node.is_folder()).then(|| json!(node.modified_by)),
        "jcr:uuid" => (!node.is_folder()).then(|| json!(node.uuid)),
        _ if !switches.show_property => None,
        "asset:size" => (node.kind == Kind::Asset).then(|| json!(node.size)),
        "asset:readonly" => (!node.is_folder()).then(|| json!(!call.can_write(&node.path))),
        "cq:drivelock" => node.holder.as_ref().map(|holder| json!(holder)),
        _ if !switches.show_property_metadata => None,
        _ => {
            let inner = name
                .strip_prefix("jcr:content/metadata/")
                .or(name.strip_prefix("metadata/"))
                .unwrap_or(name);
            sling_json::metadata(node, dates::Form::Iso)
                .get(inner)
                .cloned()
        }
    }
}

fn titled(node: &Node) -> Map<String, Value> {
    let mut properties = Map::new();
    properties.insert("name".into(), json!(node.name));
    let shown = node.metadata.get("dc:title").filter(|_| !node.is_folder());
    let title = shown
        .cloned()
        .or_else(|| node.title.clone().map(Value::from));
    if let Some(title) = title {
        properties.insert("dc:title".into(), title);
    }
    properties
}

fn class(node: &Node) -> &'static str {
    match node.kind {
        Kind::Folder => "assets/folder",
        Kind::Asset | Kind::Fragment => "assets/asset",
    }
}

fn links_of(call: &Call, node: &Node) -> Vec<Value> {
    let mut links = vec![link(call, "self", &node.path)];
    if node.kind == Kind::Asset {
        let content = node.full_path();
        links.push(json!({ "rel": ["content"], "href": absolute(call, &content) }));
        if node.processed && renditions::can_draw(&node.mime) {
            let thumbnail = format!("{content}/jcr:content/renditions/{}", renditions::THUMBNAIL);
            links.push(json!({ "rel": ["thumbnail"], "href": absolute(call, &thumbnail) }));
        }
    }
    links
}

fn link(call: &Call, rel: &str, path: &str) -> Value {
    let at = format!("{}.json", node::join(API, path));
    json!({ "rel": [rel], "href": absolute(call, &at) })
}

fn page_link(call: &Call, rel: &str, folder: &Node, offset: i64, limit: i64) -> Value {
    let at = absolute(call, &format!("{}.json", node::join(API, &folder.path)));
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("offset", &offset.to_string());
    query.append_pair("limit", &limit.to_string());
    for name in call.query.all("showProperty") {
        query.append_pair("showProperty", name);
    }
    json!({ "rel": [rel], "href": format!("{at}?{}", query.finish()) })
}

fn absolute(call: &Call, path: &str) -> String {
    format!("{}{}", call.dam.base(), encode_path(path))
}
