//! Direct binary upload: initiate, parts, complete (page section 8).

use std::path::{Path, PathBuf};

use axum::{body::Body, http::StatusCode};
use futures::StreamExt as _;
use rusqlite::{OptionalExtension as _, params};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use uuid::Uuid;

use crate::{
    blob,
    call::{Call, Fields, broken, encode_path},
    dam::Dam,
    errors::{Answer, Refused, empty_response, html_response, json_response},
    ingest::{self, Delivery, IfThere},
    names, resolve,
    store::{Incoming, Node, StoreError, node},
    switches::NoDirectUpload,
};

/// How many addresses one file gets at most.
const MOST_PARTS: u64 = PARTS_AT_MOST as u64;
const PARTS_AT_MOST: usize = 10_000;

/// `POST <folder>.initiateUpload.json`
pub(crate) async fn initiate(call: &Call, folder: &str, body: Body) -> Answer {
    passing_404(call)?;
    let form = call.form(body).await?;
    if let Some(refusal) = not_offered(call, folder, &form.all("fileName")) {
        return refusal;
    }
    let folder = writable_folder(call, folder)?;
    let names = form.all("fileName");
    let sizes = form.all("fileSize");
    if names.is_empty() || names.len() != sizes.len() {
        return Err(Refused::bad(
            "fileName and fileSize are needed, once for each file",
        ));
    }
    let mut files = Vec::new();
    for (name, size) in names.into_iter().zip(sizes) {
        files.push(offer(call, &folder, name, size)?);
    }
    let complete = format!("{}.completeUpload.json", encode_path(&folder.full_path()));
    let switches = call.dam.switches();
    let base = if switches.relative_upload_uris {
        switches.context_path
    } else {
        call.dam.base()
    };
    // The documentation says 201; Adobe's testing client, which runs against real servers, takes
    // nothing but 200.
    Ok(json_response(
        StatusCode::OK,
        &json!({
            "completeURI": format!("{base}{complete}"),
            "folderPath": folder.full_path(),
            "files": files,
        }),
    ))
}

/// `PUT` of a part to its signed address; `damaged` parts lose their second half.
pub(crate) async fn receive_part(dam: &Dam, path: &str, body: Body, damaged: bool) -> Answer {
    let missing = || Refused::missing(path);
    let mut names = path
        .strip_prefix("/upload/")
        .ok_or_else(missing)?
        .split('/');
    let (token, index) = (
        names.next().ok_or_else(missing)?,
        names.next().ok_or_else(missing)?,
    );
    let index: usize = index.parse().map_err(|_| missing())?;
    let folder = parts_folder(dam, token);
    if !folder.is_dir() {
        return Err(missing());
    }
    let part = part_file(&folder, index);
    let partial = folder.join(format!("{index}-{}.partial", Uuid::new_v4().simple()));
    let most = dam.switches().max_part_size;
    let written = write_part(&partial, body, most).await;
    let length = match written {
        Ok(length) => length,
        Err(refused) => {
            let _ = tokio::fs::remove_file(&partial).await;
            return Err(refused);
        }
    };
    if damaged {
        let file = tokio::fs::OpenOptions::new()
            .write(true)
            .open(&partial)
            .await?;
        file.set_len(length / 2).await?;
    }
    tokio::fs::rename(&partial, &part).await?;
    Ok(empty_response(StatusCode::CREATED))
}

/// `POST <folder>.completeUpload.json`
pub(crate) async fn complete(call: &Call, folder: &str, body: Body) -> Answer {
    passing_404(call)?;
    let form = call.form(body).await?;
    if let Some(refusal) = not_offered(call, folder, &form.all("fileName")) {
        return refusal;
    }
    let folder = writable_folder(call, folder)?;
    let name = form
        .get("fileName")
        .ok_or_else(|| Refused::bad("fileName is missing"))?;
    let token = form
        .get("uploadToken")
        .ok_or_else(|| Refused::bad("uploadToken is missing"))?;
    let dam = &call.dam;
    let size = promised(dam, token, &folder, name, &call.user.id)?;
    if form
        .get("fileSize")
        .is_some_and(|said| said != size.to_string())
    {
        return Err(Refused::bad(
            "fileSize differs from the one of initiateUpload",
        ));
    }
    check_existing(call, &folder, name)?;
    let parts = parts_of(&parts_folder(dam, token))?;
    let binaries = dam.store.binaries.clone();
    let joined = tokio::task::spawn_blocking(move || binaries.join(&parts)).await;
    let incoming: Incoming = joined.map_err(broken)??;
    if incoming.size != size {
        return Err(Refused::bad(format!(
            "{} bytes arrived, not {size}",
            incoming.size
        )));
    }
    let delivery = Delivery {
        folder: &folder,
        name,
        mime: form.get("mimeType"),
        user: &call.user.id,
        if_there: if_there(&form),
    };
    dam.store.write(|db| {
        // Again, within the transaction: somebody may have checked it out meanwhile.
        if let Some(there) = node::child(db, &folder, name)? {
            call.must_not_be_held(&there, dam.switches().locked_complete_upload)?;
        }
        ingest::ingest(dam, db, &delivery, incoming)?;
        db.execute("DELETE FROM uploads WHERE token = ?1", [token])?;
        Ok::<_, Refused>(())
    })?;
    // What is left over is swept away at the next start.
    let _ = tokio::fs::remove_dir_all(parts_folder(dam, token)).await;
    if dam.switches().writes_answer_html {
        return Ok(html_response(
            StatusCode::OK,
            "<html><body>OK</body></html>".to_owned(),
        ));
    }
    Ok(json_response(StatusCode::OK, &json!({})))
}

/// What a node of a cluster says that has not heard of the folder yet.
fn passing_404(call: &Call) -> Result<(), Refused> {
    if call.dam.take(|switches| &mut switches.upload_missing_next) {
        return Err(Refused::missing(&call.path));
    }
    Ok(())
}

fn not_offered(call: &Call, folder: &str, names: &[&str]) -> Option<Answer> {
    let dam = &call.dam;
    let switches = dam.switches();
    if switches.has_direct_upload(dam.personality) {
        return None;
    }
    let listed: Vec<Value> = names
        .iter()
        .map(|name| json!({ "fileName": name }))
        .collect();
    let listed = Value::from(listed);
    let status = match switches.direct_upload_refusal {
        NoDirectUpload::S404 => StatusCode::NOT_FOUND,
        NoDirectUpload::S405 => StatusCode::METHOD_NOT_ALLOWED,
        NoDirectUpload::S501 => StatusCode::NOT_IMPLEMENTED,
        NoDirectUpload::Html => {
            return Some(Ok(html_response(
                StatusCode::OK,
                "<html><body>OK</body></html>".to_owned(),
            )));
        }
        NoDirectUpload::EmptyJson => return Some(Ok(json_response(StatusCode::OK, &json!({})))),
        NoDirectUpload::SixFiveArray => return Some(Ok(json_response(StatusCode::OK, &listed))),
        NoDirectUpload::SdkFiles => {
            let body = json!({ "folderPath": folder, "files": listed });
            return Some(Ok(json_response(StatusCode::OK, &body)));
        }
    };
    Some(Err(Refused::new(
        status,
        "Direct binary upload is not supported",
    )))
}

/// The folder of an upload; 404 and 403 as the page says.
pub(crate) fn writable_folder(call: &Call, path: &str) -> Result<Node, Refused> {
    let folder = call
        .dam
        .store
        .read(|db| resolve::required(db, call, path))?;
    if !call.has_appeared(&folder) {
        return Err(Refused::missing(path));
    }
    if !folder.is_folder() {
        return Err(Refused::bad(format!("{path} is not a folder")));
    }
    call.must_write(&folder)?;
    Ok(folder)
}

fn offer(call: &Call, folder: &Node, name: &str, size: &str) -> Result<Value, Refused> {
    if let Some(problem) = names::refuse_asset(name) {
        return Err(Refused::bad(problem));
    }
    let size = size.parse::<u64>().ok().filter(|size| *size > 0);
    let size = size.ok_or_else(|| Refused::bad("fileSize is a number above 0"))?;
    let dam = &call.dam;
    let switches = dam.switches();
    let least = switches.min_part_size.max(1);
    let count = size.div_ceil(least).clamp(1, MOST_PARTS);
    if size.div_ceil(count) > switches.max_part_size {
        return Err(Refused::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "The file is too large",
        ));
    }
    let token = Uuid::new_v4().simple().to_string();
    std::fs::create_dir_all(parts_folder(dam, &token))?;
    dam.store.write(|db| {
        db.execute(
            "INSERT INTO uploads (token, folder, name, size, parts, user) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![token, folder.path, name, signed(size), signed(count), call.user.id],
        )?;
        Ok::<_, Refused>(())
    })?;
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let uris: Vec<String> = (0..count)
        .map(|index| blob::upload_address(dam, &token, index))
        .collect();
    Ok(json!({
        "fileName": name,
        "mimeType": ingest::guess_mime(name).unwrap_or_else(|| "application/octet-stream".to_owned()),
        "uploadToken": token,
        "uploadURIs": uris,
        "minPartSize": switches.min_part_size,
        "maxPartSize": switches.max_part_size,
    }))
}

/// The size that was promised for a token; the token must be of this file and user.
fn promised(dam: &Dam, token: &str, folder: &Node, name: &str, user: &str) -> Result<i64, Refused> {
    let found: Option<i64> = dam.store.read(|db| {
        let sql =
            "SELECT size FROM uploads WHERE token = ?1 AND folder = ?2 AND name = ?3 AND user = ?4";
        Ok::<_, StoreError>(
            db.query_row(sql, params![token, folder.path, name, user], |row| {
                row.get(0)
            })
            .optional()?,
        )
    })?;
    found.ok_or_else(|| Refused::bad("The uploadToken is not one of this file"))
}

fn check_existing(call: &Call, folder: &Node, name: &str) -> Result<(), Refused> {
    let there = call
        .dam
        .store
        .read(|db| Ok::<_, Refused>(node::child(db, folder, name)?))?;
    let Some(there) = there else { return Ok(()) };
    if there.is_folder() {
        let message = format!("{} is a folder", there.full_path());
        return Err(Refused::new(StatusCode::CONFLICT, message));
    }
    call.must_write(&there)?;
    call.must_not_be_expired(&there)?;
    call.must_not_be_held(&there, call.dam.switches().locked_complete_upload)
}

fn if_there(form: &Fields) -> IfThere {
    if form.is_true("createVersion") {
        let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
        return IfThere::KeepVersion {
            label: text("versionLabel"),
            comment: text("versionComment"),
        };
    }
    if form.is_true("replace") {
        IfThere::Recreate
    } else {
        IfThere::Update
    }
}

/// The parts in order; those at the end may be missing, one in the middle not.
fn parts_of(folder: &Path) -> Result<Vec<PathBuf>, Refused> {
    let parts: Vec<PathBuf> = (0..PARTS_AT_MOST)
        .map(|index| part_file(folder, index))
        .take_while(|part| part.is_file())
        .collect();
    let whole = std::fs::read_dir(folder)?.filter_map(Result::ok);
    let arrived = whole.filter(|entry| entry.path().extension().is_some_and(|end| end == "part"));
    if parts.is_empty() || arrived.count() != parts.len() {
        return Err(Refused::bad("A part is missing"));
    }
    Ok(parts)
}

async fn write_part(file: &Path, body: Body, most: u64) -> Result<u64, Refused> {
    let mut file = tokio::fs::File::create(file).await?;
    let mut chunks = body.into_data_stream();
    let mut length = 0;
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(broken)?;
        length += chunk.len() as u64;
        if length > most {
            return Err(Refused::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "The part is too large",
            ));
        }
        file.write_all(&chunk).await?;
    }
    file.flush().await?;
    Ok(length)
}

fn parts_folder(dam: &Dam, token: &str) -> PathBuf {
    let safe: String = token.chars().filter(char::is_ascii_alphanumeric).collect();
    dam.store.folder.join("uploads").join(safe)
}

fn part_file(folder: &Path, index: usize) -> PathBuf {
    folder.join(format!("{index}.part"))
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
