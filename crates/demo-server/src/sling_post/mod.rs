//! Sling's own POST: operations, new folders, and properties (page sections 5, 10 and 11).

mod change;
mod form;

use std::collections::BTreeMap;

use axum::{body::Body, http::StatusCode};
use rusqlite::Connection;
use serde_json::{Map, Value};

use crate::{
    api_write,
    call::{Call, Fields},
    errors::{Answer, Refused},
    metadata,
    relocate::{self, Destination},
    resolve,
    route::done,
    store::{Node, node},
};

/// Where the web interface saves the metadata of several assets.
const BULK: &str = "/content/dam.html";

/// `POST /content/dam/…` without a selector of its own.
pub(crate) async fn answer(call: &Call, body: Body) -> Answer {
    let form = call.form(body).await?;
    if call.path == BULK && form.is_true("dam:bulkUpdate") {
        return set_many(call, &form);
    }
    match form.get(":operation") {
        Some("delete") => delete(call),
        Some(operation @ ("move" | "copy")) => transfer(call, &form, operation == "move"),
        Some("dam.share.folder") => title_folder(call, &form),
        Some(other) => Err(Refused::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            format!("Invalid operation: {other}"),
        )),
        None => write(call, &form),
    }
}

/// Changes a node of a tree beside the assets as a form says.
pub(crate) fn change_beside(node: &mut Map<String, Value>, form: &Fields) -> Result<(), Refused> {
    change::apply_beside(node, &form::changes(form))
}

fn delete(call: &Call) -> Answer {
    let when = call.dam.switches().locked_api_delete;
    call.dam.store.write(|db| {
        let node = resolve::required(db, call, &call.path)?;
        relocate::remove_node(db, call, &node, when)
    })?;
    Ok(done(call, StatusCode::OK, "OK"))
}

fn transfer(call: &Call, form: &Fields, moves: bool) -> Answer {
    let refused = |message: &str| Refused::new(StatusCode::PRECONDITION_FAILED, message);
    let dest = form.get(":dest").ok_or_else(|| refused("Missing :dest"))?;
    let into = dest.ends_with('/');
    let dest = dest.trim_end_matches('/');
    let replaced = call.dam.store.write(|db| {
        let source = resolve::required(db, call, &call.path)?;
        let (parent, name) = if into {
            (dest, source.name.clone())
        } else {
            let (parent, name) = dest.rsplit_once('/').ok_or_else(|| refused("Bad :dest"))?;
            (parent, name.to_owned())
        };
        let parent = resolve::node_at(db, call, parent)?
            .ok_or_else(|| refused("The parent of the destination does not exist"))?;
        let to = Destination {
            parent,
            name,
            overwrite: form.is_true(":replace"),
        };
        if moves {
            relocate::move_node(db, call, &source, &to, call.dam.switches().locked_move)
        } else {
            relocate::copy_node(db, call, &source, &to, false)
        }
    })?;
    let status = if replaced {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    Ok(done(call, status, "OK"))
}

fn title_folder(call: &Call, form: &Fields) -> Answer {
    let path = form
        .get("path")
        .ok_or_else(|| Refused::bad("path is missing"))?;
    let title = form
        .get("title")
        .ok_or_else(|| Refused::bad("title is missing"))?;
    call.dam.store.write(|db| {
        let mut node = resolve::required(db, call, path)?;
        call.must_write(&node)?;
        node.title = Some(title.to_owned());
        node.touch(&call.user.id, call.dam.now());
        node::save(db, &mut node)?;
        Ok::<_, Refused>(())
    })?;
    Ok(done(call, StatusCode::OK, "OK"))
}

/// Below a path that ends with a slash or a star a child is made, which `:name` names; a path where
/// nothing is gets what is sent; anything else is changed. (Seen on Sling.)
fn write(call: &Call, form: &Fields) -> Answer {
    let path = call.path.as_str();
    if let Some(parent) = path.strip_suffix("/*").or(path.strip_suffix('/')) {
        let name = form
            .get(":name")
            .ok_or_else(|| Refused::bad(":name is missing"))?;
        return make_folder(call, form, parent, name);
    }
    let there = call
        .dam
        .store
        .read(|db| resolve::resolve(db, call, path))?
        .is_some_and(|target| target.suffix.is_empty());
    match path.rsplit_once('/') {
        Some((parent, name)) if !there => make_folder(call, form, parent, name),
        _ => set_properties(call, form),
    }
}

fn make_folder(call: &Call, form: &Fields, parent: &str, name: &str) -> Answer {
    let kind = form
        .get("./jcr:primaryType")
        .unwrap_or("sling:OrderedFolder");
    if !matches!(kind, "sling:OrderedFolder" | "sling:Folder" | "nt:folder") {
        return Err(Refused::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            format!("{kind} can't be made"),
        ));
    }
    call.dam.store.write(|db| {
        let parent = made(db, call, parent)?;
        let title = form
            .get("./jcr:content/jcr:title")
            .or(form.get("./jcr:title"));
        api_write::make_folder(call, db, &parent, name, title).map(drop)
    })?;
    Ok(done(call, StatusCode::CREATED, "Created"))
}

/// The folder at a path; those that are missing on the way are made.
fn made(db: &Connection, call: &Call, path: &str) -> Result<Node, Refused> {
    if let Some(there) = resolve::node_at(db, call, path)? {
        return Ok(there);
    }
    let (parent, name) = path
        .rsplit_once('/')
        .filter(|(parent, _)| resolve::below_root(parent).is_some())
        .ok_or_else(|| Refused::missing(path))?;
    let parent = made(db, call, parent)?;
    api_write::make_folder(call, db, &parent, name, None)
}

fn set_properties(call: &Call, form: &Fields) -> Answer {
    let changes = form::changes(form);
    let protected = call.dam.switches().metadata_protected;
    call.dam.store.write(|db| {
        let target = resolve::resolve(db, call, &call.path)?;
        let mut target = target.ok_or_else(|| Refused::missing(&call.path))?;
        // An extension names the answer's form, not another node.
        let inner = [".html", ".json"]
            .iter()
            .find_map(|extension| target.inner.strip_suffix(extension))
            .unwrap_or(&target.inner);
        if inner.starts_with("jcr:content/renditions") {
            return Err(Refused::forbidden(&call.path));
        }
        let place = if inner.is_empty() {
            String::new()
        } else {
            format!("{inner}/")
        };
        metadata::begin(db, call, &target.node)?;
        change::apply(&mut target.node, &place, &changes, &protected)?;
        metadata::finish(db, call, target.node)
    })?;
    Ok(done(call, StatusCode::OK, "OK"))
}

/// The web interface's save of several assets: `./<asset>/jcr:content/metadata/<name>`. With
/// `mode=soft` lists are added to; else everything is replaced.
fn set_many(call: &Call, form: &Fields) -> Answer {
    let protected = call.dam.switches().metadata_protected;
    let appends = form.get("mode") == Some("soft");
    let mut assets: BTreeMap<String, Vec<form::Change>> = BTreeMap::new();
    for change in form::changes(form) {
        let (asset, mut change) = change
            .below()
            .ok_or_else(|| Refused::bad(format!("{} is no asset's property", change.path)))?;
        if appends {
            change.append();
        }
        assets.entry(asset.to_owned()).or_default().push(change);
    }
    call.dam.store.write(|db| {
        for (asset, changes) in &assets {
            let path = node::join(resolve::ROOT, asset);
            let mut node = resolve::required(db, call, &path)?;
            metadata::begin(db, call, &node)?;
            change::apply(&mut node, "", changes, &protected)?;
            metadata::finish(db, call, node)?;
        }
        Ok::<_, Refused>(())
    })?;
    Ok(done(call, StatusCode::OK, "OK"))
}
