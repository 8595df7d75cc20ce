//! One asset or folder, read afresh from its node and never from an index.
//!
//! Sling takes everything behind the first dot that follows the longest existing path for selectors
//! and an extension, so `shoot.psd.4.json` answers with the folder `shoot` where there is no
//! `shoot.psd`. A name with a dot is therefore only believed to exist by what is below it: the dot
//! in `shoot.psd/jcr:content.3.json` would make the extension `psd`, which renders no JSON.

use damson_core::{DamPath, Sameness};
use damson_http::encode::encode_name;
use damson_remote::{AssetKind, Entry, Error, ErrorKind, Expect, Result};
use http::StatusCode;
use serde_json::{Value, json};

use crate::{
    http::{Call, MOST_JSON, MOST_SMALL},
    list, map,
    probe::{offers, withdraw},
    properties::Facts as _,
    query::Query,
    remote::Aem,
    wire::{Properties, Siren},
};

/// Everything known of one asset or folder.
pub(crate) async fn stat(aem: &Aem, path: &DamPath) -> Result<Entry> {
    if path.is_root() {
        piece(aem, path, ".json").await?;
        return Ok(map::root_entry());
    }
    let (content, node) = futures::join!(content(aem, path), optional(aem, path, ".json"));
    let absent = || Error::new(ErrorKind::NotFound).about(path);
    let content = match content? {
        Some(content) if is_node_itself(&content) => None,
        other => other,
    };
    let node = node?;
    let Some(content) = content else {
        let entry = map::node_entry(&node.ok_or_else(absent)?, path, &aem.me.id);
        let folder = entry.filter(|entry| entry.kind == AssetKind::Folder);
        let folder = folder.ok_or_else(absent)?;
        return if is_named_so(aem, path).await? {
            Ok(folder)
        } else {
            Err(absent())
        };
    };
    let mut node = node.unwrap_or_default();
    if is_asset_content(&content) {
        node.insert("jcr:primaryType".into(), json!("dam:Asset"));
    }
    node.insert("jcr:content".into(), Value::Object(content));
    map::node_entry(&node, path, &aem.me.id).ok_or_else(absent)
}

/// The same for what is known to be an asset, in one request: without what only the node itself
/// tells, its identifier above all.
pub(crate) async fn stat_asset(aem: &Aem, path: &DamPath) -> Result<Entry> {
    let content = content(aem, path).await?.filter(is_asset_content);
    let Some(content) = content else {
        return stat(aem, path).await;
    };
    let mut node = Properties::new();
    node.insert("jcr:primaryType".into(), json!("dam:Asset"));
    node.insert("jcr:content".into(), Value::Object(content));
    let absent = || Error::new(ErrorKind::NotFound).about(path);
    map::node_entry(&node, path, &aem.me.id).ok_or_else(absent)
}

/// Whether an asset, or a folder with content of its own, has this path; in one request.
pub(crate) async fn is_asset(aem: &Aem, path: &DamPath) -> Result<bool> {
    match piece(aem, path, "/jcr:content.json").await {
        Ok(content) => Ok(!is_node_itself(&content)),
        Err(error) if error.kind == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Reads again what a decision rests upon: nobody else holds it, and its bytes are those expected.
pub(crate) async fn recheck(aem: &Aem, path: &DamPath, expect: &Expect) -> Result<Entry> {
    let entry = stat(aem, path).await?;
    check(&entry, expect)?;
    Ok(entry)
}

/// Whether `entry` is what was expected, and not held by somebody else.
pub(crate) fn check(entry: &Entry, expect: &Expect) -> Result<()> {
    if let Some(holder) = entry.lock.other_holder() {
        let holder = Some(holder.to_owned());
        return Err(Error::new(ErrorKind::Locked { holder }).about(&entry.path));
    }
    let same = expect
        .revision
        .as_ref()
        .map_or(Sameness::Unknown, |revision| {
            revision.compare(&entry.revision)
        });
    match same {
        Sameness::Different => Err(Error::new(ErrorKind::Changed).about(&entry.path)),
        Sameness::Same | Sameness::Unknown | Sameness::Question => Ok(()),
    }
}

/// The content of an asset with its metadata.
pub(crate) async fn content_with_metadata(aem: &Aem, path: &DamPath) -> Result<Properties> {
    let content = piece(aem, path, "/jcr:content.1.json").await?;
    if is_node_itself(&content) {
        return Err(Error::new(ErrorKind::NotFound).about(path));
    }
    Ok(content)
}

/// The same in two calls, for servers that refuse that depth.
pub(crate) async fn content_and_metadata(aem: &Aem, path: &DamPath) -> Result<Properties> {
    let (content, metadata) = futures::join!(
        piece(aem, path, "/jcr:content.json"),
        optional(aem, path, "/jcr:content/metadata.json")
    );
    let mut content = content?;
    if is_node_itself(&content) {
        return Err(Error::new(ErrorKind::NotFound).about(path));
    }
    if let Some(metadata) = metadata? {
        content.insert("metadata".into(), Value::Object(metadata));
    }
    Ok(content)
}

/// The renditions of an asset, each with its `jcr:content`, and the dimensions of the original.
pub(crate) async fn renditions(
    aem: &Aem,
    path: &DamPath,
) -> Result<(Properties, Option<(u32, u32)>)> {
    let (found, metadata) = futures::join!(
        piece(aem, path, "/jcr:content/renditions.2.json"),
        optional(aem, path, "/jcr:content/metadata.json")
    );
    let dimensions = metadata?.as_ref().and_then(map::dimensions);
    match found {
        Ok(found) => Ok((found, dimensions)),
        // A depth that the server, or what stands before it, doesn't give: the nodes one by one.
        Err(error) if matches!(error.kind, ErrorKind::Forbidden | ErrorKind::Garbled) => {
            Ok((renditions_in_pieces(aem, path, error).await?, dimensions))
        }
        Err(error) => Err(error),
    }
}

async fn renditions_in_pieces(aem: &Aem, path: &DamPath, refusal: Error) -> Result<Properties> {
    let Ok(mut found) = piece(aem, path, "/jcr:content/renditions.1.json").await else {
        return Err(refusal);
    };
    let names: Vec<String> = found
        .iter()
        .filter(|(_, value)| value.is_object())
        .map(|(name, _)| name.clone())
        .collect();
    for name in names {
        let behind = format!(
            "/jcr:content/renditions/{}/jcr:content.json",
            encode_name(&name)
        );
        if let (Some(content), Some(node)) = (
            optional(aem, path, &behind).await?,
            found.get_mut(&name).and_then(Value::as_object_mut),
        ) {
            node.insert("jcr:content".into(), Value::Object(content));
        }
    }
    Ok(found)
}

/// What a folder's `jcr:content` holds, where it has one that may be read.
pub(crate) async fn folder_content(aem: &Aem, path: &DamPath) -> Result<Option<Properties>> {
    optional(aem, path, "/jcr:content.json").await
}

/// Who holds an asset, by the property itself.
pub(crate) async fn holder(aem: &Aem, path: &DamPath) -> Result<Option<String>> {
    let content = piece(aem, path, "/jcr:content.json").await?;
    if is_node_itself(&content) {
        return Err(Error::new(ErrorKind::NotFound).about(path));
    }
    Ok(content.text("cq:drivelock").map(str::to_owned))
}

/// The `jcr:content` with what matters below it; `None` when there is none.
async fn content(aem: &Aem, path: &DamPath) -> Result<Option<Properties>> {
    if !offers(&aem.found.deep_json) {
        return content_in_pieces(aem, path).await;
    }
    let call = Call::get(aem.http.base.dam(path, "/jcr:content.3.json")).about(path);
    let answer = aem.http.send(&call).await?;
    match answer.status() {
        // More nodes than the server gives at a time.
        StatusCode::MULTIPLE_CHOICES => content_in_pieces(aem, path).await,
        // Absent, or a dispatcher hides such depths.
        StatusCode::BAD_REQUEST | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND => {
            let content = content_in_pieces(aem, path).await?;
            if content.is_some() {
                // The refusal was about the depth, and will be for others.
                withdraw(&aem.found.deep_json);
            }
            Ok(content)
        }
        status if status.is_success() => aem
            .http
            .parse(answer, Some(path), MOST_JSON)
            .await
            .map(Some),
        _ => Err(aem.http.failed(answer, Some(path)).await),
    }
}

/// The same in several requests that every server allows.
async fn content_in_pieces(aem: &Aem, path: &DamPath) -> Result<Option<Properties>> {
    // Without this one nothing would be known of the lock.
    let mut content = match piece(aem, path, "/jcr:content.json").await {
        Ok(content) => content,
        Err(error) if error.kind == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    if !is_asset_content(&content) {
        return Ok(Some(content));
    }
    let original = "/jcr:content/renditions/original/jcr:content.json";
    let (metadata, original) = futures::join!(
        optional(aem, path, "/jcr:content/metadata.json"),
        optional(aem, path, original)
    );
    if let Some(metadata) = metadata? {
        content.insert("metadata".into(), Value::Object(metadata));
    }
    if let Some(original) = original? {
        let renditions = json!({ "original": { "jcr:content": original } });
        content.insert("renditions".into(), renditions);
    }
    Ok(Some(content))
}

pub(crate) fn is_asset_content(content: &Properties) -> bool {
    content.text("jcr:primaryType") == Some("dam:AssetContent")
}

/// Whether what came is an asset or a folder and no `jcr:content`: Sling took a name that ends in
/// `.json` apart.
fn is_node_itself(content: &Properties) -> bool {
    matches!(
        content.text("jcr:primaryType"),
        Some("dam:Asset" | "sling:Folder" | "sling:OrderedFolder" | "nt:folder")
    )
}

/// Whether a folder without `jcr:content` has this name, and not only what stands before its dot.
async fn is_named_so(aem: &Aem, path: &DamPath) -> Result<bool> {
    if !path.name().contains('.') {
        return Ok(true);
    }
    if offers(&aem.found.siren) {
        let call = Call::get(aem.http.base.api(path, ".json"))
            .query(&[("limit".to_owned(), "1".to_owned())])
            .about(path);
        return match aem.http.read_json::<Siren>(&call, MOST_SMALL).await {
            Ok(siren) => Ok(siren.properties.text("name") == Some(path.name())),
            Err(error) if error.kind == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        };
    }
    let place = list::repository_path(path);
    let hits = Query::exactly(&place).page(0, 1).run(&aem.http).await?;
    Ok(!hits.found.is_empty())
}

async fn piece(aem: &Aem, path: &DamPath, behind: &str) -> Result<Properties> {
    let call = Call::get(aem.http.base.dam(path, behind)).about(path);
    aem.http.read_json(&call, MOST_JSON).await
}

/// A piece that may be absent or hidden; 400 is Sling's answer to a name that it takes for
/// selectors.
async fn optional(aem: &Aem, path: &DamPath, behind: &str) -> Result<Option<Properties>> {
    let call = Call::get(aem.http.base.dam(path, behind)).about(path);
    let answer = aem.http.send(&call).await?;
    match answer.status() {
        StatusCode::BAD_REQUEST | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND => Ok(None),
        status if status.is_success() => aem
            .http
            .parse(answer, Some(path), MOST_JSON)
            .await
            .map(Some),
        _ => Err(aem.http.failed(answer, Some(path)).await),
    }
}
