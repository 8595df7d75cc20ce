//! `createasset.html`: one multipart form, or a file in chunks (page section 9).

use std::path::PathBuf;

use axum::{body::Body, http::StatusCode};
use tokio::io::AsyncWriteExt as _;

use crate::{
    call::{Call, broken},
    errors::{Answer, Refused, html_response, status_page},
    ingest::{self, Delivery, IfThere},
    resolve,
    store::{Incoming, Kind, Node, binary::Bytes, node},
    upload_direct::writable_folder,
};

/// What one form brought.
#[derive(Debug, Default)]
struct Form {
    name: Option<String>,
    mime: Option<String>,
    /// `:replaceAsset`, the web interface's "Replace"; a `replaceAsset` of older code is no
    /// parameter.
    replace: bool,
    offset: Option<u64>,
    total: Option<u64>,
    upload: Option<Incoming>,
}

/// `POST <folder>.createasset.html`
pub(crate) async fn create(call: &Call, folder: &str, body: Body) -> Answer {
    let dam = &call.dam;
    if !dam.switches().has_createasset(dam.personality) {
        return Err(Refused::new(
            StatusCode::NOT_FOUND,
            "createasset is not supported",
        ));
    }
    let folder = writable_folder(call, folder)?;
    let form = read(call, body).await?;
    let upload = form
        .upload
        .clone()
        .ok_or_else(|| Refused::bad("file is missing"))?;
    let name = form
        .name
        .clone()
        .ok_or_else(|| Refused::bad("fileName is missing"))?;
    let there = dam
        .store
        .read(|db| Ok::<_, Refused>(node::child(db, &folder, &name)?))?;
    if let Some(there) = &there {
        call.must_write(there)?;
        call.must_not_be_expired(there)?;
        call.must_not_be_held(there, dam.switches().locked_createasset)?;
    }
    let mime = form.mime.as_deref().unwrap_or_default();
    if dam
        .switches()
        .refused_types
        .iter()
        .any(|refused| refused == mime)
    {
        let message = format!("{mime} is not an allowed type");
        return Err(Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message));
    }
    let whole = match (form.offset, form.total) {
        (Some(offset), Some(total)) => join(call, &folder, &name, upload, (offset, total)).await?,
        _ => Some(upload),
    };
    let Some(whole) = whole else {
        return Ok(page(call, "Chunk stored"));
    };
    let versions = dam.switches().createasset_versions;
    let arrived = Arrived {
        folder: folder.full_path(),
        name,
        mime: form.mime,
        if_there: match (form.replace, versions) {
            (true, _) => IfThere::Recreate,
            (false, true) => IfThere::KeepVersion {
                label: String::new(),
                comment: String::new(),
            },
            (false, false) => IfThere::Update,
        },
        whole,
    };
    if form.offset.is_some() && dam.switches().chunks_merge_after > 0 {
        dam.unmerged().push(arrived);
        return Ok(page(call, "OK"));
    }
    let duplicate = take_in(call, arrived)?;
    match duplicate {
        Some(path) => Ok(html_response(
            StatusCode::CONFLICT,
            format!(
                "<html><body><div id=\"Message\">duplicate</div>\
                 <div id=\"ChangeLog\">duplicates(&quot;{path}&quot;)</div></body></html>"
            ),
        )),
        None => Ok(page(call, "OK")),
    }
}

/// A whole file that is not an asset yet.
#[derive(Debug)]
pub(crate) struct Arrived {
    folder: String,
    name: String,
    mime: Option<String>,
    if_there: IfThere,
    whole: Incoming,
}

/// Puts together what came in pieces, once that is due.
pub(crate) fn merge_later(call: &Call) -> Result<(), Refused> {
    let dam = &call.dam;
    if dam.unmerged().is_empty() || dam.take(|switches| &mut switches.chunks_merge_after) {
        return Ok(());
    }
    let due = std::mem::take(&mut *dam.unmerged());
    for arrived in due {
        take_in(call, arrived)?;
    }
    Ok(())
}

/// Makes the asset; gives the path of another one with the same bytes, where duplicates are
/// detected.
fn take_in(call: &Call, arrived: Arrived) -> Result<Option<String>, Refused> {
    let dam = &call.dam;
    let switches = dam.switches();
    dam.store.write(|db| {
        let folder = resolve::required(db, call, &arrived.folder)?;
        if let Some(there) = node::child(db, &folder, &arrived.name)? {
            call.must_not_be_held(&there, switches.locked_createasset)?;
        }
        let delivery = Delivery {
            folder: &folder,
            name: &arrived.name,
            mime: arrived.mime.as_deref(),
            user: &call.user.id,
            if_there: arrived.if_there,
        };
        let (made, _) = ingest::ingest(dam, db, &delivery, arrived.whole)?;
        if !switches.detects_duplicates || made.kind != Kind::Asset {
            return Ok(None);
        }
        Ok(node::with_same_bytes(db, &made)?.map(|other| other.full_path()))
    })
}

async fn read(call: &Call, body: Body) -> Result<Form, Refused> {
    let mut parts = call.multipart(body).await?;
    let mut form = Form::default();
    let mut file_name = None;
    while let Some(field) = parts.next_field().await.map_err(broken)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            file_name = field.file_name().map(str::to_owned);
            form.mime = field.content_type().map(str::to_owned);
            form.upload = Some(call.dam.store.binaries.receive(Box::pin(field)).await?);
            continue;
        }
        let text = field.text().await.map_err(broken)?;
        match name.as_str() {
            "fileName" => form.name = Some(text),
            ":replaceAsset" => form.replace = text == "true",
            "file@Offset" => form.offset = Some(text.parse().map_err(broken)?),
            "file@Length" => form.total = Some(text.parse().map_err(broken)?),
            _ => {}
        }
    }
    form.name = form.name.or(file_name);
    if let Some(mime) = call.header("x-chunked-content-type") {
        form.mime = Some(mime.to_owned());
    }
    Ok(form)
}

/// Adds a chunk at its place; gives the whole file after the last one.
async fn join(
    call: &Call,
    folder: &Node,
    name: &str,
    chunk: Incoming,
    (offset, total): (u64, u64),
) -> Result<Option<Incoming>, Refused> {
    let dam = &call.dam;
    let path = chunk_file(call, folder, name);
    let mut options = tokio::fs::OpenOptions::new();
    let mut file = options
        .create(true)
        .append(offset > 0)
        .write(true)
        .truncate(offset == 0)
        .open(&path)
        .await?;
    let length = file.metadata().await?.len();
    if length != offset {
        return Err(Refused::new(
            StatusCode::CONFLICT,
            format!("{length} bytes are here, not {offset}"),
        ));
    }
    match dam.store.binaries.locate(&chunk.binary) {
        Bytes::Literal(text) => file.write_all(text.as_bytes()).await?,
        Bytes::File(part) => {
            let mut source = tokio::fs::File::open(&part).await?;
            tokio::io::copy(&mut source, &mut file).await?;
            tokio::fs::remove_file(part).await?;
        }
    }
    file.flush().await?;
    let length = file.metadata().await?.len();
    if length < total {
        return Ok(None);
    }
    if length > total {
        return Err(Refused::bad(format!("{length} bytes arrived, not {total}")));
    }
    let binaries = dam.store.binaries.clone();
    let source = path.clone();
    let joined = tokio::task::spawn_blocking(move || binaries.join(&[source])).await;
    let whole = joined.map_err(broken)??;
    tokio::fs::remove_file(path).await?;
    Ok(Some(whole))
}

fn chunk_file(call: &Call, folder: &Node, name: &str) -> PathBuf {
    let key = call
        .dam
        .sign(&format!("{}\n{name}\n{}", folder.path, call.user.id));
    call.dam
        .store
        .folder
        .join("uploads")
        .join(format!("{key}.chunks"))
}

fn page(call: &Call, message: &str) -> axum::response::Response {
    html_response(
        StatusCode::OK,
        status_page(StatusCode::OK, message, &call.path),
    )
}
