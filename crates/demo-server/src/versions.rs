//! Listing, making and restoring versions (page section 13).

use axum::{body::Body, http::StatusCode};
use serde_json::{Value, json};

use crate::{
    call::Call,
    dates,
    download::{self, Binary},
    errors::{Answer, Refused, html_response, json_response, status_page},
    processing, renditions, resolve,
    store::{
        Node,
        binary::Bytes,
        node,
        version::{self, Keeping, Version},
    },
    switches::VersionDate,
};

/// Where the binaries of versions are.
pub(crate) const STORAGE: &str = "/jcr:system/jcr:versionStorage/";

const FROZEN: &str = "jcr:frozenNode/jcr:content/renditions";

/// The asset of `<asset>.version.json`. Further selectors are let pass, because the first one decides
/// which servlet answers: Adobe's testing client sends `.version.json.infinity.json`.
pub(crate) fn asset_of(path: &str) -> Option<&str> {
    let selectors = path.strip_suffix(".json")?;
    let (asset, further) = path.rsplit_once(".version.")?;
    (selectors.len() > asset.len() && !further.contains('/')).then_some(asset)
}

/// `GET <asset>.version.json`
pub(crate) fn list(call: &Call, asset: &str) -> Answer {
    let switches = call.dam.switches();
    if !switches.lists_versions() {
        return Err(Refused::missing(&call.path));
    }
    let (node, versions) = call.dam.store.read(|db| {
        let node = resolve::required(db, call, asset)?;
        let versions = version::list(db, &node)?;
        Ok::<_, Refused>((node, versions))
    })?;
    let entries: Vec<Value> = versions
        .iter()
        .rev()
        .map(|kept| entry(&node, kept, switches.version_created))
        .collect();
    let body = json!({ "results": entries.len(), "versions": entries });
    Ok(json_response(StatusCode::OK, &body))
}

/// `POST <asset>.version.html`
pub(crate) async fn command(call: &Call, asset: &str, body: Body) -> Answer {
    let form = call.form(body).await?;
    let command = form.get("cmd").unwrap_or_default();
    let text = |name: &str| form.get(name).unwrap_or_default();
    call.dam.store.write(|db| {
        let node = resolve::required(db, call, asset)?;
        if node.is_folder() {
            return Err(Refused::bad("A folder has no versions"));
        }
        call.must_write(&node)?;
        call.must_not_be_held(&node, call.dam.switches().locked_versions)?;
        match command {
            "createVersion" => {
                let keeping = Keeping {
                    user: &call.user.id,
                    now: call.dam.now(),
                    label: text("label"),
                    comment: text("comment"),
                };
                version::keep(db, &node, keeping)?;
                Ok(())
            }
            "restoreVersion" => restore(db, call, node, text("id")),
            other => Err(Refused::bad(format!("Unknown command '{other}'"))),
        }
    })?;
    Ok(html_response(
        StatusCode::OK,
        status_page(StatusCode::OK, "OK", asset),
    ))
}

/// `GET` of a version's binary: `/jcr:system/jcr:versionStorage/<uuid>/<version>/jcr:frozenNode/…`
pub(crate) async fn stored(call: &Call) -> Answer {
    let missing = || Refused::missing(&call.path);
    let rest = call.path.strip_prefix(STORAGE).ok_or_else(missing)?;
    let mut parts = rest.splitn(3, '/');
    let (uuid, number) = (
        parts.next().ok_or_else(missing)?,
        parts.next().ok_or_else(missing)?,
    );
    let inner = parts
        .next()
        .unwrap_or_default()
        .replace("_jcr_content", "jcr:content");
    let rendition = inner
        .strip_prefix(FROZEN)
        .and_then(|rest| rest.strip_prefix('/'))
        .ok_or_else(missing)?;
    let kept = call.dam.store.read(|db| {
        let path = version::owner(db, uuid)?.ok_or_else(missing)?;
        let node = resolve::required(db, call, &node::join(resolve::ROOT, &path))?;
        version::find(db, &node, number)?.ok_or_else(missing)
    })?;
    let binary = if rendition == "original" {
        Binary {
            bytes: Bytes::Literal(String::new()),
            mime: kept.mime.clone(),
            written: kept.created,
            dated: true,
            name: kept.name(),
            stored: Some(kept.binary),
        }
    } else {
        renditions::drawn(
            &call.dam.store,
            &kept.binary,
            &kept.mime,
            rendition,
            kept.created,
        )?
        .ok_or_else(missing)?
    };
    download::send(call, binary).await
}

fn restore(
    db: &rusqlite::Connection,
    call: &Call,
    mut node: Node,
    id: &str,
) -> Result<(), Refused> {
    let kept = version::find(db, &node, id)?
        .ok_or_else(|| Refused::new(StatusCode::NOT_FOUND, format!("No version {id}")))?;
    let now = call.dam.now();
    if call.dam.switches().restore_keeps_version {
        let comment = format!("Before version {} was restored", kept.name());
        let keeping = Keeping {
            user: &call.user.id,
            now,
            label: "",
            comment: &comment,
        };
        version::keep(db, &node, keeping)?;
    }
    node.binary = Some(kept.binary);
    node.size = kept.size;
    node.mime = kept.mime;
    node.sha1 = Some(kept.sha1);
    node.title = kept.title;
    node.metadata = kept.metadata;
    node.written = now;
    node.touch(&call.user.id, now);
    processing::begin(&mut node, &call.dam.switches(), now);
    node::save(db, &mut node)?;
    Ok(())
}

fn entry(node: &Node, kept: &Version, date: VersionDate) -> Value {
    let created = match date {
        VersionDate::Iso => json!(dates::iso(kept.created)),
        VersionDate::Ecma => json!(dates::ecma(kept.created)),
        VersionDate::Millis => json!(kept.created),
        VersionDate::Adobe => json!(dates::unzoned(kept.created)),
    };
    json!({
        "id": kept.id,
        "version": kept.name(),
        "label": if kept.label.is_empty() { kept.name() } else { kept.label.clone() },
        "name": node.name,
        "title": kept.title.as_deref().unwrap_or(&node.name),
        "comment": kept.comment,
        "created": created,
        "createdBy": kept.created_by,
        "deleted": false,
        "renditionsPath": format!("{STORAGE}{}/{}/{FROZEN}", node.uuid, kept.name()),
    })
}
