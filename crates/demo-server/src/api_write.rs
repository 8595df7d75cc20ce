//! The Assets HTTP API, writing (page sections 5, 9.1, 10 and 11).

use axum::{
    body::{Body, to_bytes},
    http::StatusCode,
};
use rusqlite::Connection;
use serde_json::{Map, Value};

use crate::{
    call::{Call, broken, decode_path},
    dam::Dam,
    errors::{Answer, Refused},
    ingest::{self, Delivery, IfThere},
    metadata, names,
    relocate::{self as places, Destination},
    resolve,
    route::done,
    siren,
    store::{Incoming, Kind, Node, node},
};

const JSON_LIMIT: usize = 1024 * 1024;

/// `POST /api/assets/…`: a folder, or an asset with a binary.
pub(crate) async fn create(call: &Call, body: Body) -> Answer {
    let kind = call.header("content-type").unwrap_or_default().to_owned();
    let (parent, name) = split(&call.path)?;
    if kind.starts_with("application/json") {
        let properties = read_json(body).await?;
        let title = title_of(&properties);
        let made = call.dam.store.write(|db| {
            let parent = parent_for(db, call, &parent, StatusCode::INTERNAL_SERVER_ERROR)?;
            make_folder(call, db, &parent, &name, title.as_deref()).map(drop)
        });
        // Where the right is missing AEM was seen to say that all went well.
        if made
            .as_ref()
            .is_err_and(|refused| refused.status == StatusCode::FORBIDDEN)
            && call.dam.switches().folder_refused_with_200
        {
            return Ok(done(call, StatusCode::OK, "Content modified"));
        }
        made?;
        return Ok(done(call, StatusCode::CREATED, "Folder created."));
    }
    if kind.starts_with("application/x-www-form-urlencoded") && name == "*" {
        let form = call.form(body).await?;
        let name = form
            .get("name")
            .ok_or_else(|| Refused::bad("name is missing"))?;
        call.dam.store.write(|db| {
            let parent = parent_for(db, call, &parent, StatusCode::INTERNAL_SERVER_ERROR)?;
            let title = form.get("title").or(form.get("jcr:title"));
            make_folder(call, db, &parent, name, title).map(drop)
        })?;
        return Ok(done(call, StatusCode::CREATED, "Folder created."));
    }
    must_take_binaries(&call.dam)?;
    let binaries = &call.dam.store.binaries;
    let (name, mime, incoming) = if kind.starts_with("multipart/form-data") {
        let upload = read_upload(call, body).await?;
        (
            if name == "*" { upload.0 } else { name },
            upload.1,
            upload.2,
        )
    } else {
        (name, kind, binaries.receive(body.into_data_stream()).await?)
    };
    deliver(call, &parent, &name, &mime, incoming)?;
    Ok(done(call, StatusCode::CREATED, "Asset created."))
}

/// `PUT /api/assets/…`: a binary, or properties.
pub(crate) async fn update(call: &Call, body: Body) -> Answer {
    let kind = call.header("content-type").unwrap_or_default().to_owned();
    let there = siren::node_at(call, &call.path)?;
    call.must_write(&there)?;
    if kind.starts_with("application/json") {
        let document = read_json(body).await?;
        call.dam.store.write(|db| {
            let mut there = again(db, call, &there)?;
            metadata::begin(db, call, &there)?;
            set_properties(call, &mut there, &document)?;
            metadata::finish(db, call, there)
        })?;
        return Ok(done(call, StatusCode::OK, "Asset updated."));
    }
    must_take_binaries(&call.dam)?;
    if there.is_folder() {
        return Err(Refused::new(
            StatusCode::PRECONDITION_FAILED,
            "A folder has no binary",
        ));
    }
    let when = call.dam.switches().locked_api_put;
    call.must_not_be_held(&there, when)?;
    call.must_not_be_expired(&there)?;
    let incoming = call
        .dam
        .store
        .binaries
        .receive(body.into_data_stream())
        .await?;
    call.dam.store.write(|db| {
        let mut there = again(db, call, &there)?;
        call.must_not_be_held(&there, when)?;
        let now = call.dam.now();
        if there.mime.is_empty() {
            there.mime.clone_from(&kind);
        }
        ingest::write_binary(&call.dam, &mut there, incoming, &call.user.id, now)?;
        node::save(db, &mut there)?;
        Ok::<_, Refused>(())
    })?;
    Ok(done(call, StatusCode::OK, "Asset updated."))
}

/// `DELETE /api/assets/…`
pub(crate) fn delete(call: &Call) -> Answer {
    let there = siren::node_at(call, &call.path)?;
    let when = call.dam.switches().locked_api_delete;
    call.dam.store.write(|db| {
        let there = again(db, call, &there)?;
        places::remove_node(db, call, &there, when)
    })?;
    Ok(done(call, StatusCode::OK, "Deleted."))
}

/// `MOVE` and `COPY` of `/api/assets/…`
pub(crate) fn relocate(call: &Call) -> Answer {
    let dropped = call.dam.switches().drop_x_headers;
    let needed = |name: &str| {
        let missing = || {
            Refused::new(
                StatusCode::PRECONDITION_FAILED,
                format!("{name} is missing"),
            )
        };
        call.header(name).filter(|_| !dropped).ok_or_else(missing)
    };
    let depth = needed("x-depth")?;
    let destination = needed("x-destination")?;
    let overwrite = needed("x-overwrite")? == "T";
    let source = siren::node_at(call, &call.path)?;
    let (parent, name) = split(&destination_path(&call.dam, destination)?)?;
    let moved = call.method.as_str() == "MOVE";
    let replaced = call.dam.store.write(|db| {
        let source = again(db, call, &source)?;
        let parent = parent_for(db, call, &parent, StatusCode::PRECONDITION_FAILED)?;
        let to = Destination {
            parent,
            name,
            overwrite,
        };
        if moved {
            places::move_node(db, call, &source, &to, call.dam.switches().locked_move)
        } else {
            places::copy_node(db, call, &source, &to, depth == "0")
        }
    })?;
    let status = if replaced {
        StatusCode::NO_CONTENT
    } else {
        StatusCode::CREATED
    };
    if replaced {
        return Ok(crate::errors::empty_response(status));
    }
    Ok(done(call, status, if moved { "Moved." } else { "Copied." }))
}

/// Makes a folder; 409 when something has the name.
pub(crate) fn make_folder(
    call: &Call,
    db: &Connection,
    parent: &Node,
    name: &str,
    title: Option<&str>,
) -> Result<Node, Refused> {
    if let Some(problem) = names::refuse_folder(name) {
        return Err(Refused::bad(problem));
    }
    call.must_write(parent)?;
    if let Some(there) = node::child(db, parent, name)? {
        let message = format!("{} exists already", there.full_path());
        return Err(Refused::new(StatusCode::CONFLICT, message));
    }
    let mut folder = Node::new(
        Some(parent),
        name,
        Kind::Folder,
        &call.user.id,
        call.dam.now(),
    );
    folder.title = title.map(str::to_owned);
    node::save(db, &mut folder)?;
    Ok(folder)
}

/// Splits an API path into the parent's DAM path and a name.
fn split(path: &str) -> Result<(String, String), Refused> {
    let full = siren::content_path(path).ok_or_else(|| Refused::missing(path))?;
    let (parent, name) = full
        .rsplit_once('/')
        .ok_or_else(|| Refused::missing(path))?;
    if resolve::below_root(parent).is_none() {
        return Err(Refused::new(
            StatusCode::PRECONDITION_FAILED,
            "The root collection is missing",
        ));
    }
    Ok((parent.to_owned(), name.to_owned()))
}

/// The parent of something new; `absent` when there is none.
fn parent_for(
    db: &Connection,
    call: &Call,
    path: &str,
    absent: StatusCode,
) -> Result<Node, Refused> {
    let parent = resolve::node_at(db, call, path)?;
    parent
        .filter(|node| node.is_folder() && call.has_appeared(node))
        .ok_or_else(|| Refused::new(absent, format!("The parent {path} does not exist")))
}

/// The node as it is within this transaction.
fn again(db: &Connection, call: &Call, node: &Node) -> Result<Node, Refused> {
    resolve::required(db, call, &node.full_path())
}

/// `X-Destination` is a percent-encoded path with the context path; a whole URL is not taken.
fn destination_path(dam: &Dam, header: &str) -> Result<String, Refused> {
    let context = dam.switches().context_path;
    decode_path(header)
        .and_then(|path| path.strip_prefix(context.as_str()).map(str::to_owned))
        .filter(|path| path.starts_with(siren::API))
        .ok_or_else(|| {
            Refused::new(
                StatusCode::PRECONDITION_FAILED,
                "X-Destination is not a path of the API",
            )
        })
}

fn must_take_binaries(dam: &Dam) -> Result<(), Refused> {
    if dam.switches().has_api_binary(dam.personality) {
        return Ok(());
    }
    let message = "Creating and updating binaries is not supported here; use direct binary upload";
    Err(Refused::new(StatusCode::NOT_IMPLEMENTED, message))
}

fn deliver(
    call: &Call,
    parent: &str,
    name: &str,
    mime: &str,
    incoming: Incoming,
) -> Result<(), Refused> {
    call.dam.store.write(|db| {
        let folder = parent_for(db, call, parent, StatusCode::INTERNAL_SERVER_ERROR)?;
        call.must_write(&folder)?;
        let delivery = Delivery {
            folder: &folder,
            name,
            mime: Some(mime),
            user: &call.user.id,
            if_there: IfThere::Refuse,
        };
        ingest::ingest(&call.dam, db, &delivery, incoming).map(drop)
    })
}

/// The name, the type and the bytes of a multipart upload.
async fn read_upload(call: &Call, body: Body) -> Result<(String, String, Incoming), Refused> {
    let mut form = call.multipart(body).await?;
    let mut name = None;
    let mut upload = None;
    while let Some(field) = form.next_field().await.map_err(broken)? {
        match field.name() {
            Some("name") => name = Some(field.text().await.map_err(broken)?),
            Some("file") => {
                let mime = field.content_type().unwrap_or_default().to_owned();
                let file_name = field.file_name().map(str::to_owned);
                let incoming = call.dam.store.binaries.receive(Box::pin(field)).await?;
                upload = Some((file_name, mime, incoming));
            }
            _ => {}
        }
    }
    let (file_name, mime, incoming) = upload.ok_or_else(|| Refused::bad("file is missing"))?;
    let name = name
        .or(file_name)
        .ok_or_else(|| Refused::bad("name is missing"))?;
    Ok((name, mime, incoming))
}

async fn read_json(body: Body) -> Result<Map<String, Value>, Refused> {
    let bytes = to_bytes(body, JSON_LIMIT).await.map_err(broken)?;
    serde_json::from_slice(&bytes).map_err(broken)
}

fn title_of(document: &Map<String, Value>) -> Option<String> {
    let properties = document.get("properties")?;
    let title = properties
        .get("jcr:title")
        .or(properties.get("title"))
        .or(properties.get("dc:title"))?;
    title.as_str().map(str::to_owned)
}

fn set_properties(
    call: &Call,
    node: &mut Node,
    document: &Map<String, Value>,
) -> Result<(), Refused> {
    let protected = call.dam.switches().metadata_protected;
    if let Some(title) = title_of(document) {
        node.title = Some(title);
    }
    if !node.is_folder()
        && let Some(Value::Object(properties)) = document.get("properties")
    {
        // The API maps dc:title to jcr:title, whatever the web interface shows.
        let plain = |name: &str| !matches!(name, "jcr:title" | "dc:title");
        for (name, value) in properties.iter().filter(|(name, _)| plain(name)) {
            if protected.contains(name) {
                return Err(Refused::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    format!("Property is protected: {name}"),
                ));
            }
            set_metadata(node, name, value.clone());
        }
    }
    Ok(())
}

/// Sets a metadata property; what is computed can't be set.
fn set_metadata(node: &mut Node, name: &str, value: Value) {
    if matches!(
        name,
        "dam:sha1" | "dam:size" | "dc:format" | "jcr:primaryType"
    ) {
        return;
    }
    if value.is_null() {
        node.metadata.remove(name);
    } else {
        node.metadata.insert(name.to_owned(), value);
    }
}
